//! Tapered roller bearings 302, 303, 320…X and 322.
//!
//! Source: ISO 355:2019 (metric series, boundary dimensions).

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::Mm;
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

use super::bearing::{bearing_mass, bore_of_code};
use super::rating::{Rollers, rollers, speed};

/// Name, first bore code, suffix, contact angle in degrees, and D, T, B, C in hundredths of a millimetre for each code.
struct Series {
    name: &'static str,
    first_code: i64,
    suffix: &'static str,
    angle: i64,
    sizes: &'static [(i64, i64, i64, i64)],
}

#[rustfmt::skip]
const SERIES: &[Series] = &[
    Series { name: "302", first_code: 2, suffix: "", angle: 15, sizes: &[
        (3500, 1175, 1100, 1000), (4000, 1325, 1200, 1100), (4700, 1525, 1400, 1200), (5200, 1625, 1500, 1300), (6200, 1725, 1600, 1400),
        (7200, 1825, 1700, 1500), (8000, 1975, 1800, 1600), (8500, 2075, 1900, 1600), (9000, 2175, 2000, 1700), (10000, 2275, 2100, 1800),
        (11000, 2375, 2200, 1900), (12000, 2475, 2300, 2000), (12500, 2625, 2400, 2100), (13000, 2725, 2500, 2200), (14000, 2825, 2600, 2200),
        (15000, 3050, 2800, 2400), (16000, 3250, 3000, 2600), (17000, 3450, 3200, 2700), (18000, 3700, 3400, 2900)] },
    Series { name: "303", first_code: 2, suffix: "", angle: 12, sizes: &[
        (4200, 1425, 1300, 1100), (4700, 1525, 1400, 1200), (5200, 1625, 1500, 1300), (6200, 1825, 1700, 1500), (7200, 2075, 1900, 1600),
        (8000, 2275, 2100, 1800), (9000, 2525, 2300, 2000), (10000, 2725, 2500, 2200), (11000, 2925, 2700, 2300), (12000, 3150, 2900, 2500),
        (13000, 3350, 3100, 2600), (14000, 3600, 3300, 2800), (15000, 3800, 3500, 3000), (16000, 4000, 3700, 3100), (17000, 4250, 3900, 3300)] },
    Series { name: "320", first_code: 4, suffix: "X", angle: 16, sizes: &[
        (4200, 1500, 1500, 1200), (4700, 1500, 1500, 1150), (5500, 1700, 1700, 1300), (6200, 1800, 1800, 1400), (6800, 1900, 1900, 1450),
        (7500, 2000, 2000, 1550), (8000, 2000, 2000, 1550), (9000, 2300, 2300, 1750), (9500, 2300, 2300, 1750), (10000, 2300, 2300, 1750),
        (11000, 2500, 2500, 1900), (11500, 2500, 2500, 1900), (12500, 2900, 2900, 2200), (13000, 2900, 2900, 2200), (14000, 3200, 3200, 2400)] },
    Series { name: "322", first_code: 5, suffix: "", angle: 15, sizes: &[
        (5200, 1925, 1800, 1600), (6200, 2125, 2000, 1700), (7200, 2425, 2300, 1900), (8000, 2475, 2300, 1900), (8500, 2475, 2300, 1900),
        (9000, 2475, 2300, 1900), (10000, 2675, 2500, 2100), (11000, 2975, 2800, 2400), (12000, 3275, 3100, 2700), (12500, 3325, 3100, 2700),
        (13000, 3325, 3100, 2700), (14000, 3525, 3300, 2800), (15000, 3850, 3600, 3000), (16000, 4250, 4000, 3400), (17000, 4550, 4300, 3700)] },
];

/// Suffix and price in percent: normal, tighter running accuracy, case-hardened for shock loads.
const DESIGNS: &[(&str, i64, &str, &str)] = &[
    ("", 100, "Classe di precisione normale.", "Normal tolerance class."),
    (
        "-P6X",
        122,
        "Precisione P6X con tolleranza ristretta sulla larghezza totale.",
        "Tolerance class P6X with a narrower total width.",
    ),
    ("-CH", 131, "Acciaio da cementazione, per urti e vibrazioni.", "Case-hardened steel for shocks and vibration."),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for design in 0..DESIGNS.len() {
        for series in SERIES {
            for (code, &size) in (series.first_code..).zip(series.sizes) {
                let rank = if design == 0 && code <= 16 { Rank::Core } else { Rank::Extended };
                shelf.put(rank, Tapered { series, code, size, design });
            }
        }
    }
}

struct Tapered {
    series: &'static Series,
    code: i64,
    size: (i64, i64, i64, i64),
    design: usize,
}

impl Tapered {
    fn designation(&self) -> String {
        format!("{}{:02}{}", self.series.name, self.code, self.series.suffix)
    }
}

impl Article for Tapered {
    fn sku(&self) -> String {
        format!("{}{}", self.designation(), DESIGNS[self.design].0)
    }

    fn draft(&self) -> Draft {
        let (outside, total, cone, cup) = self.size;
        let (bore, outside) = (Mm::whole(bore_of_code(self.code)), Mm::hundredths(outside));
        let (total, cone, cup) = (Mm::hundredths(total), Mm::hundredths(cone), Mm::hundredths(cup));
        let (_, design_price, design_it, design_en) = DESIGNS[self.design];
        let sku = self.sku();
        let mass = bearing_mass(bore, outside, total, 72);
        let rating = rollers(Rollers {
            rows: 1,
            diameter: outside.minus(bore).percent(26),
            length: cup.percent(76),
            pitch: bore.plus(outside).percent(50),
            gap: 8,
            factor: 90,
        });
        let (angle, series) = (self.series.angle, format!("{}{}", self.series.name, self.series.suffix));
        Draft::new(
            "rolling_bearing",
            "tapered-roller-bearings",
            format!("Cuscinetto a rulli conici {sku}"),
            format!("Tapered roller bearing {sku}"),
        )
        .say(
            format!("Cuscinetto a una corona di rulli conici, scomponibile: cono con rulli e anello esterno si montano separati. Larghezze T = {}, B = {}, C = {} mm.", total.it(), cone.it(), cup.it()),
            format!("A single row tapered roller bearing that comes apart: cone with rollers and cup are mounted separately. Widths T = {total}, B = {cone}, C = {cup} mm."),
        )
        .boundary(bore, outside, cone)
        .rated(rating, speed(370, bore, outside))
        .say(
            "Per forti carichi combinati, montato in coppia e registrato: mozzi ruota, riduttori, assali.",
            "For heavy combined loads, mounted in pairs and adjusted: wheel hubs, gearboxes, axles.",
        )
        .say(design_it, design_en)
        .mm("mounting_width", total)
        .text("series", series)
        .choice("seal", "open")
        .choice("cage", "pressed_steel")
        .whole("contact_angle", angle)
        .whole("rows", 1)
        .choice("material", "bearing_steel")
        .text("standard", "ISO 355")
        .costs(mass, price::by_mass(380, 2700, mass) * design_price / 100)
        .lead(7)
        .sold(Sale::pieces(&[10]))
        .drawn("tapered-roller-bearing", &[("d", bore.to_string()), ("D", outside.to_string()), ("T", total.to_string())])
        .replaced_by(DESIGNS.iter().map(|(suffix, ..)| format!("{}{suffix}", self.designation())))
        .goes_with([format!("DIN471-{bore}"), "GRS-LI2-EP-0.4".to_owned()])
    }
}
