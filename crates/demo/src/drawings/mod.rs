//! Technical silhouettes by type of product, drawn from their dimensions, with dimension lines.
//!
//! [`drawing`] gives an SVG in the colour of the text around it, for pages that inline it; [`picture`] one with fixed
//! colours for `<img>`. Both are functions of their arguments alone. Proportions follow the dimensions as far as that
//! stays readable.

mod balls;
mod belts;
mod electrical;
mod fluid;
mod housings;
mod machinery;
mod nuts;
mod rings;
mod rollers;
mod screws;
mod seals;
mod sheet;
mod workshop;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use sheet::{Pen, Sheet};

/// Ink and paper of pictures.
const INK: &str = "#26384d";
const PAPER: &str = "#ffffff";

/// The dimensions that a drawing is made from and labelled with.
pub(crate) struct Dims<'a>(&'a BTreeMap<&'a str, String>);

impl Dims<'_> {
    /// A measure in millimetres, or what a typical part has.
    fn number(&self, key: &str, typical: f64) -> f64 {
        let given = self.0.get(key).and_then(|text| text.trim_start_matches('M').parse::<f64>().ok());
        given.filter(|value| *value > 0.0).unwrap_or(typical)
    }

    /// The label beside a dimension line: its letter and, when known, its value.
    fn label(&self, key: &str) -> String {
        match self.0.get(key) {
            // A thread says what it is: `M8`, not `d M8`.
            Some(value) if value.starts_with(['M', 'G']) => value.clone(),
            Some(value) if !value.is_empty() => format!("{key} {value}"),
            _ => String::new(),
        }
    }

    fn value(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }
}

/// A drawing that takes the colour of the text around it. An unknown key gives a plain turned part.
pub fn drawing(key: &str, dims: &BTreeMap<&str, String>) -> String {
    drawn(key, dims).finish(None, None)
}

/// The same drawing in fixed colours on white, for use as an image file.
pub fn picture(key: &str, dims: &BTreeMap<&str, String>) -> String {
    drawn(key, dims).finish(Some(INK), Some(PAPER))
}

/// Every key that has a drawing of its own.
pub fn keys() -> impl Iterator<Item = &'static str> {
    DRAWINGS.iter().map(|(key, _)| *key)
}

type Draw = fn(&mut Sheet, &Dims);

const DRAWINGS: &[(&str, Draw)] = &[
    ("deep-groove-bearing", balls::open),
    ("shielded-bearing", balls::shielded),
    ("sealed-bearing", balls::sealed),
    ("angular-contact-bearing", balls::angular_contact),
    ("thrust-bearing", balls::thrust),
    ("insert-bearing", balls::insert),
    ("cylindrical-roller-bearing", rollers::cylindrical),
    ("tapered-roller-bearing", rollers::tapered),
    ("spherical-roller-bearing", rollers::spherical),
    ("needle-bearing", rollers::drawn_cup),
    ("pillow-block", housings::pillow_block),
    ("square-flange", housings::square_flange),
    ("oval-flange", housings::oval_flange),
    ("socket-screw", screws::socket_cap),
    ("hex-screw", screws::hexagon),
    ("hex-bolt", screws::hexagon_with_shank),
    ("countersunk-screw", screws::countersunk),
    ("button-screw", screws::button),
    ("set-screw", screws::set_screw),
    ("nut", nuts::hexagon),
    ("lock-nut", nuts::lock),
    ("washer", nuts::washer),
    ("spring-washer", nuts::spring_washer),
    ("circlip-shaft", rings::for_shafts),
    ("circlip-bore", rings::for_bores),
    ("parallel-key", rings::parallel_key),
    ("dowel-pin", rings::dowel_pin),
    ("shaft-seal", seals::shaft_seal),
    ("o-ring", seals::o_ring),
    ("v-belt", belts::v_belt),
    ("timing-belt", belts::timing_belt),
    ("chain", belts::chain),
    ("chain-link", belts::connecting_link),
    ("sprocket", belts::sprocket),
    ("hose", fluid::hose),
    ("tube", fluid::tube),
    ("fitting", fluid::straight_fitting),
    ("fitting-elbow", fluid::elbow_fitting),
    ("fitting-union", fluid::union_fitting),
    ("fitting-tee", fluid::tee_fitting),
    ("cylinder", fluid::cylinder),
    ("wire", electrical::wire),
    ("cable", electrical::cable),
    ("contactor", electrical::contactor),
    ("overload-relay", electrical::overload_relay),
    ("sensor", electrical::sensor),
    ("lubricant", workshop::can),
    ("drum", workshop::drum),
    ("grease-cartridge", workshop::cartridge),
    ("glove", workshop::glove),
    ("consumable", workshop::spray),
    ("gear-motor", machinery::gear_motor),
    ("pump", machinery::pump),
    ("gear-pump", machinery::gear_pump),
    ("machine", machinery::machine),
    ("machine-part", machinery::machine_part),
];

fn drawn(key: &str, dims: &BTreeMap<&str, String>) -> Sheet {
    let mut sheet = Sheet::default();
    let draw = DRAWINGS.iter().find(|(known, _)| *known == key).map_or(machinery::machine_part as Draw, |(_, draw)| *draw);
    draw(&mut sheet, &Dims(dims));
    sheet
}
