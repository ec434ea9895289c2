//! Centrifugal pumps and hydraulic gear pumps.
//!
//! Source: EN 733:1995 (nominal sizes and duty points of end-suction centrifugal pumps at 2,900 rpm).

use crate::catalogue::draft::{Article, Draft, Position};
use crate::catalogue::number::decimal;
use crate::catalogue::price::CENT;
use crate::catalogue::range::{Rank, Shelf};

/// Outlet DN, impeller in millimetres, flow in litres a minute, head in metres, power in watts, mass in kilograms, euro.
type Centrifugal = (i64, i64, i64, i64, i64, i64, i64);

#[rustfmt::skip]
const CENTRIFUGAL: &[Centrifugal] = &[
    (32, 125, 208, 20, 1500, 34, 720), (32, 160, 208, 32, 2200, 42, 840), (32, 200, 208, 50, 4000, 61, 1090), (40, 125, 417, 20, 3000, 45, 860),
    (40, 160, 417, 32, 4000, 56, 1010), (40, 200, 417, 50, 7500, 84, 1480), (50, 125, 833, 20, 5500, 68, 1220), (50, 160, 833, 32, 7500, 88, 1510),
    (50, 200, 833, 50, 15_000, 142, 2380), (65, 125, 1667, 20, 7500, 96, 1690), (65, 160, 1667, 32, 15_000, 151, 2510), (65, 200, 1667, 50, 22_000, 218, 3640),
];

/// Displacement in tenths of a cubic centimetre, pressure in bar, euro cents.
const GEAR: &[(i64, i64, i64)] = &[
    (11, 250, 9800),
    (16, 250, 9900),
    (21, 250, 10_100),
    (27, 250, 10_300),
    (43, 250, 11_200),
    (60, 250, 11_900),
    (82, 250, 12_800),
    (110, 230, 14_100),
    (140, 210, 15_600),
    (170, 200, 17_400),
    (220, 180, 20_900),
    (260, 170, 24_300),
];

/// Tail, material of the wet parts, price in percent, words.
const BODIES: &[(&str, i64, &str, &str)] = &[
    (
        "",
        100,
        "Corpo in ghisa, girante in ottone, per acqua pulita fino a 90 °C.",
        "Cast iron casing and brass impeller, for clean water up to 90 °C.",
    ),
    (
        "-INOX",
        225,
        "Corpo e girante in AISI 316 per liquidi aggressivi e alimentari.",
        "Casing and impeller of AISI 316 for aggressive and food liquids.",
    ),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for (place, body) in BODIES.iter().enumerate() {
        for size in CENTRIFUGAL {
            shelf.put(if place == 0 { Rank::Core } else { Rank::Extended }, CentrifugalPump { size, body });
        }
    }
    for clockwise in [true, false] {
        for size in GEAR {
            shelf.put(if clockwise { Rank::Core } else { Rank::Extended }, GearPump { size, clockwise });
        }
    }
}

struct CentrifugalPump {
    size: &'static Centrifugal,
    body: &'static (&'static str, i64, &'static str, &'static str),
}

impl Article for CentrifugalPump {
    fn sku(&self) -> String {
        format!("PC-{}-{}{}", self.size.0, self.size.1, self.body.0)
    }

    fn draft(&self) -> Draft {
        let &(outlet, impeller, flow, head, watts, kilograms, euro) = self.size;
        let &(_, price, body_it, body_en) = self.body;
        let bearing = if outlet <= 40 { "6305-ZZ" } else { "6308-ZZ" };
        let positions =
            [(1, bearing, 2000), (2, "OR-101.27x2.62-NBR70", 1000), (3, "ISO4762-M10x30-8.8", 8000), (4, "ISO4032-M10-8", 4000)];
        Draft::new(
            "pump",
            "pumps",
            format!("Pompa centrifuga PC {outlet}-{impeller}, {} kW", decimal(watts * 1000, ',')),
            format!("Centrifugal pump PC {outlet}-{impeller}, {} kW", decimal(watts * 1000, '.')),
        )
        .say(
            format!("Pompa monoblocco EN 733, mandata DN {outlet}, girante {impeller} mm, 2900 giri/min."),
            format!("A close-coupled EN 733 pump, outlet DN {outlet}, impeller {impeller} mm, 2900 rpm."),
        )
        .say(
            format!("Punto di lavoro {flow} l/min a {head} m con motore da {} kW.", decimal(watts * 1000, ',')),
            format!("Duty point {flow} l/min at {head} m with a {} kW motor.", decimal(watts * 1000, '.')),
        )
        .say(body_it, body_en)
        .choice("pump_type", "centrifugal")
        .whole("flow", flow)
        .whole("head", head)
        .whole("working_pressure", 10)
        .number("power", watts * 1000)
        .text("connection_thread", format!("DN {outlet}"))
        .whole("machine_mass", kilograms)
        .text("standard", "EN 733")
        .costs(kilograms * 1_000_000, euro * 100 * CENT * price / 100)
        .lead(18)
        .drawn("pump", &[("DN", outlet.to_string()), ("Q", format!("{flow} l/min")), ("H", format!("{head} m"))])
        .replaced_by(BODIES.iter().map(|other| format!("PC-{outlet}-{impeller}{}", other.0)))
        .consists_of(positions.map(|(number, sku, quantity)| Position { number, sku: sku.to_owned(), quantity }).to_vec())
    }
}

struct GearPump {
    size: &'static (i64, i64, i64),
    clockwise: bool,
}

impl Article for GearPump {
    fn sku(&self) -> String {
        format!("PI-{}-{}", decimal(self.size.0 * 100_000, '.'), if self.clockwise { "D" } else { "S" })
    }

    fn draft(&self) -> Draft {
        let &(tenths, bar, cents) = self.size;
        let (it, en) = if self.clockwise { ("destra", "clockwise") } else { ("sinistra", "anticlockwise") };
        // At 1,450 rpm with a volumetric efficiency of 94 %, in thousandths of a litre a minute.
        let flow = tenths * 1450 * 94 / 1000;
        // P = p · Q / 600, over an overall efficiency of 85 %, in watts.
        let watts = flow * bar / 600 * 100 / 85;
        let grams = 900 + tenths * 9;
        let displacement = |mark| decimal(tenths * 100_000, mark);
        Draft::new(
            "pump",
            "pumps",
            format!("Pompa oleodinamica a ingranaggi {} cm³, rotazione {it}", displacement(',')),
            format!("Hydraulic gear pump {} cm³, {en}", displacement('.')),
        )
        .say(
            format!("Cilindrata {} cm³ per giro, pressione continua {bar} bar, rotazione {it}.", displacement(',')),
            format!("Displacement {} cm³ per revolution, continuous pressure {bar} bar, {en} rotation.", displacement('.')),
        )
        .say(
            format!(
                "A 1450 giri/min eroga {} l/min e assorbe circa {} kW.",
                decimal(flow / 100 * 100_000, ','),
                decimal(watts / 10 * 10_000, ',')
            ),
            format!(
                "At 1450 rpm it delivers {} l/min and takes about {} kW.",
                decimal(flow / 100 * 100_000, '.'),
                decimal(watts / 10 * 10_000, '.')
            ),
        )
        .say("Per centraline oleodinamiche con olio HLP 46.", "For hydraulic power packs with HLP 46 oil.")
        .choice("pump_type", "gear")
        .number("flow", flow / 100 * 100_000)
        .whole("working_pressure", bar)
        .number("power", watts / 10 * 10_000)
        .number("machine_mass", grams * 1000)
        .costs(grams * 1000, cents * CENT)
        .lead(10)
        .drawn("gear-pump", &[("V", format!("{} cm³", displacement('.'))), ("p", format!("{bar} bar"))])
        .goes_with(["OIL-HLP-46-20".to_owned(), "HYD-2SN-DN12".to_owned()])
        .replaced_by(["D", "S"].map(|side| format!("PI-{}-{side}", displacement('.'))))
    }
}
