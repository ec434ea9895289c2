//! Rotary shaft lip seals.
//!
//! Source: ISO 6194-1:2007 and DIN 3760:1996, nominal dimensions.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, density, mass, ring_volume};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Shaft diameter, outside diameters made for it, width; millimetres.
#[rustfmt::skip]
const SIZES: &[(i64, &[i64], i64)] = &[
    (6, &[16, 22], 7), (7, &[22], 7), (8, &[22, 24], 7), (9, &[22], 7), (10, &[22, 25, 26], 7), (12, &[22, 25, 30], 7), (14, &[24, 30], 7),
    (15, &[26, 30, 35], 7), (16, &[30, 35], 7), (17, &[28, 30, 35, 40, 47], 7), (18, &[30, 35], 7), (20, &[30, 35, 40, 47], 7), (22, &[35, 40, 47], 7),
    (24, &[35, 40], 7), (25, &[35, 40, 47, 52], 7), (26, &[37, 42], 7), (28, &[40, 47, 52], 7), (30, &[40, 42, 47, 52, 62], 7),
    (32, &[45, 47, 52], 8), (35, &[47, 50, 52, 55, 62, 72], 8), (36, &[47, 52], 8), (38, &[52, 55, 62], 8), (40, &[52, 55, 62, 68, 80], 8), (42, &[55, 62], 8),
    (45, &[60, 62, 65, 72, 85], 8), (48, &[62, 72], 8), (50, &[65, 68, 72, 80, 90], 8), (52, &[68, 72], 8), (55, &[70, 72, 80], 8), (58, &[72, 80], 8),
    (60, &[75, 80, 85], 8), (62, &[85, 90], 10), (65, &[85, 90], 10), (68, &[90, 100], 10), (70, &[90, 95, 100], 10), (72, &[95, 100], 10),
    (75, &[95, 100], 10), (78, &[100], 10), (80, &[100, 110], 10), (85, &[110, 120], 12), (90, &[110, 120], 12), (95, &[120, 125], 12),
    (100, &[120, 125, 130], 12), (105, &[130], 12), (110, &[130, 140], 12), (115, &[140], 12), (120, &[150], 12), (125, &[150], 12),
    (130, &[160], 12), (135, &[170], 12), (140, &[170], 15), (145, &[175], 15), (150, &[180], 15), (160, &[190], 15), (170, &[200], 15),
    (180, &[210], 15), (190, &[220], 15), (200, &[230], 15),
];

/// Code in the SKU, choice, price in percent.
const LIPS: &[(&str, &str, i64)] = &[("A", "a", 100), ("AS", "as", 114), ("B", "b", 122), ("BS", "bs", 136)];

/// Code in the SKU, choice, density, lowest and highest temperature, surface speed in m/s, price in percent.
type Material = (&'static str, &'static str, i64, i64, i64, i64, i64);

const MATERIALS: &[Material] = &[
    ("NBR", "nbr", density::NITRILE, -30, 100, 12, 100),
    ("FKM", "fkm", density::FLUOROCARBON, -20, 200, 35, 290),
    ("HNBR", "hnbr", density::NITRILE, -30, 150, 20, 210),
    ("VMQ", "vmq", density::SILICONE, -50, 180, 32, 240),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for material in MATERIALS {
        for lip in LIPS {
            for &(shaft, outsides, width) in SIZES {
                for &outside in outsides {
                    let rank = match (lip.0, material.0) {
                        ("A", "NBR") if matches!(shaft, 20 | 25 | 30 | 35 | 40) => Rank::Popular,
                        ("A", "NBR") if shaft <= 100 => Rank::Core,
                        ("AS", "NBR") if (15..=60).contains(&shaft) => Rank::Core,
                        ("A", "FKM") if (20..=50).contains(&shaft) => Rank::Core,
                        _ => Rank::Extended,
                    };
                    shelf.put(rank, Seal { shaft, outside, width, lip, material });
                }
            }
        }
    }
}

struct Seal {
    shaft: i64,
    outside: i64,
    width: i64,
    lip: &'static (&'static str, &'static str, i64),
    material: &'static Material,
}

impl Seal {
    fn size(&self) -> String {
        format!("{}x{}x{}", self.shaft, self.outside, self.width)
    }

    fn sku_in(&self, lip: &str, material: &str) -> String {
        format!("DIN3760-{lip}-{}-{material}", self.size())
    }
}

impl Article for Seal {
    fn sku(&self) -> String {
        self.sku_in(self.lip.0, self.material.0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-DIN3760-{}", self.size()))
    }

    fn draft(&self) -> Draft {
        let (shaft, outside, width) = (Mm::whole(self.shaft), Mm::whole(self.outside), Mm::whole(self.width));
        let &(lip_code, lip, lip_price) = self.lip;
        let &(code, material, density, coldest, hottest, surface_speed, material_price) = self.material;
        let size = self.size();
        let mass = mass(ring_volume(outside, shaft, width), density + 1200) * 48 / 100;
        let price = (price::by_mass(95, 3600, mass) + 30_000 * self.shaft) * lip_price / 100 * material_price / 100;
        let (lip_it, lip_en) = match lip {
            "as" => (
                "Labbro di tenuta con molla e labbro parapolvere aggiuntivo, per ambienti polverosi.",
                "A sprung sealing lip and an extra dust lip, for dusty places.",
            ),
            "b" => (
                "Armatura metallica esterna: calettamento rigido e preciso in sedi di acciaio o ghisa.",
                "Metal outer case: a rigid, exact fit in steel or cast iron bores.",
            ),
            "bs" => ("Armatura metallica esterna e labbro parapolvere aggiuntivo.", "Metal outer case and an extra dust lip."),
            _ => (
                "Labbro di tenuta con molla; rivestimento esterno in gomma che sigilla anche sedi non perfette.",
                "A sprung sealing lip; the rubber outside seals even imperfect bores.",
            ),
        };
        Draft::new(
            "shaft_seal",
            "rotary-shaft-seals",
            format!("Paraolio DIN 3760 forma {lip_code} {size} {code}"),
            format!("Rotary shaft seal DIN 3760 type {lip_code} {size} {code}"),
        )
        .say(
            format!("Anello di tenuta per alberi rotanti da {shaft} mm, sede {outside} mm, larghezza {width} mm."),
            format!("Oil seal for a {shaft} mm rotating shaft, housing bore {outside} mm, width {width} mm."),
        )
        .say(lip_it, lip_en)
        .say(
            format!("Elastomero {code}: da {coldest} a {hottest} °C, fino a {surface_speed} m/s, pressione massima 0,5 bar."),
            format!("{code} elastomer: {coldest} to {hottest} °C, up to {surface_speed} m/s, pressure up to 0.5 bar."),
        )
        .mm("shaft_diameter", shaft)
        .mm("outside_diameter", outside)
        .mm("width", width)
        .choice("lip", lip)
        .choice("material", material)
        .whole("temperature_min", coldest)
        .whole("temperature_max", hottest)
        .milli("working_pressure", 500)
        .whole("surface_speed", surface_speed)
        .text("standard", "ISO 6194-1 (DIN 3760)")
        .costs(mass, price)
        .lead(if self.shaft > 100 { 8 } else { 4 })
        .sold(Sale::pieces(&[10, 50]))
        .drawn("shaft-seal", &[("d", shaft.to_string()), ("D", outside.to_string()), ("b", width.to_string())])
        .grouped(
            self.group(),
            format!("Paraoli DIN 3760 {size}"),
            format!("Rotary shaft seals DIN 3760 {size}"),
            &["lip", "material"],
        )
        .replaced_by(MATERIALS.iter().map(|other| self.sku_in(lip_code, other.0)))
        .replaced_by(LIPS.iter().map(|other| self.sku_in(other.0, code)))
        .goes_with(["GRS-LI2-EP-0.4".to_owned()])
    }
}
