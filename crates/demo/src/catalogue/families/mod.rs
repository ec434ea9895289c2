//! The product lines, one file each.

mod angular_contact;
mod bearing;
mod cable;
mod chain;
mod consumable;
mod contactor;
mod countersunk_screw;
mod cylindrical_roller;
mod deep_groove;
mod fastener;
mod gear_motor;
mod glove;
mod hexagon_screw;
mod housed_bearing;
mod hydraulic_hose;
mod key_and_pin;
mod lubricant;
mod machine_table;
pub(super) mod machines;
mod nut;
mod o_ring;
mod pneumatics;
mod pump;
mod rating;
mod retaining_ring;
mod sensor;
mod set_screw;
mod shaft_seal;
mod socket_cap_screw;
mod spherical_roller;
mod tapered_roller;
mod timing_belt;
mod v_belt;
mod washer;

use super::brands::Brand::{self, Bullovia, Elvorra, Idralto, Motrelia, Rialdo, Rovandur, Tarvensk, Tenutia};
use super::range::{Line, Shelf};

const BEARINGS: &[Brand] = &[Rovandur, Tarvensk, Rialdo];
const FASTENERS: &[Brand] = &[Bullovia, Rialdo, Tarvensk];
const SEALS: &[Brand] = &[Tenutia, Rialdo, Tarvensk, Idralto];
const DRIVES: &[Brand] = &[Motrelia, Rialdo, Tarvensk];
const FLUID_POWER: &[Brand] = &[Idralto, Rialdo, Tarvensk];
const ELECTRICAL: &[Brand] = &[Elvorra, Rialdo];

/// Every line. The order is part of the GTINs: new lines go to the end.
pub(super) const LINES: &[Line] = &[
    line(BEARINGS, deep_groove::fill),
    line(BEARINGS, angular_contact::fill_angular),
    line(BEARINGS, angular_contact::fill_thrust),
    line(BEARINGS, cylindrical_roller::fill),
    line(BEARINGS, tapered_roller::fill),
    line(BEARINGS, spherical_roller::fill_spherical),
    line(BEARINGS, spherical_roller::fill_needle),
    line(BEARINGS, housed_bearing::fill),
    line(FASTENERS, socket_cap_screw::fill),
    line(FASTENERS, hexagon_screw::fill),
    line(FASTENERS, countersunk_screw::fill),
    line(FASTENERS, set_screw::fill),
    line(FASTENERS, nut::fill),
    line(FASTENERS, washer::fill),
    line(FASTENERS, retaining_ring::fill),
    line(FASTENERS, key_and_pin::fill_keys),
    line(FASTENERS, key_and_pin::fill_pins),
    line(SEALS, shaft_seal::fill),
    line(SEALS, o_ring::fill),
    line(DRIVES, v_belt::fill),
    line(DRIVES, timing_belt::fill),
    line(DRIVES, chain::fill_chains),
    line(DRIVES, chain::fill_sprockets),
    line(DRIVES, gear_motor::fill),
    line(FLUID_POWER, hydraulic_hose::fill_hoses),
    line(FLUID_POWER, hydraulic_hose::fill_tubes),
    line(FLUID_POWER, pneumatics::fill_fittings),
    line(FLUID_POWER, pneumatics::fill_cylinders),
    line(&[Idralto], pump::fill),
    line(ELECTRICAL, cable::fill),
    line(ELECTRICAL, contactor::fill),
    line(ELECTRICAL, sensor::fill),
    line(&[Rialdo], lubricant::fill),
    line(&[Rialdo], glove::fill),
    line(&[Rialdo], consumable::fill),
    line(&[Motrelia], machines::fill_machines),
    line(&[Motrelia], machines::fill_parts),
];

const fn line(brands: &'static [Brand], fill: fn(&mut Shelf)) -> Line {
    Line { brands, fill }
}
