//! Washers: flat ISO 7089:2000 (DIN 125 A), large ISO 7093-1:2000 (DIN 9021), spring lock DIN 127 B.

use crate::catalogue::draft::{Article, Draft};
use crate::catalogue::number::{Mm, density, mass, ring_volume};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

use super::fastener::sale;

/// Thread, inside diameter, outside diameter, thickness; lengths in hundredths of a millimetre.
type Size = (i64, i64, i64, i64);

const FLAT: &[Size] = &[
    (3, 320, 700, 50),
    (4, 430, 900, 80),
    (5, 530, 1000, 100),
    (6, 640, 1200, 160),
    (8, 840, 1600, 160),
    (10, 1050, 2000, 200),
    (12, 1300, 2400, 250),
    (14, 1500, 2800, 250),
    (16, 1700, 3000, 300),
    (18, 1900, 3400, 300),
    (20, 2100, 3700, 300),
    (22, 2300, 3900, 300),
    (24, 2500, 4400, 400),
    (27, 2800, 5000, 400),
    (30, 3100, 5600, 400),
];
const LARGE: &[Size] = &[
    (3, 320, 900, 80),
    (4, 430, 1200, 100),
    (5, 530, 1500, 100),
    (6, 640, 1800, 160),
    (8, 840, 2400, 200),
    (10, 1050, 3000, 250),
    (12, 1300, 3700, 300),
    (14, 1500, 4400, 300),
    (16, 1700, 5000, 300),
    (20, 2200, 6000, 400),
    (24, 2600, 7200, 500),
];
const SPRING: &[Size] = &[
    (3, 310, 620, 80),
    (4, 410, 760, 90),
    (5, 510, 920, 120),
    (6, 610, 1180, 160),
    (8, 810, 1480, 200),
    (10, 1020, 1810, 220),
    (12, 1220, 2110, 250),
    (14, 1420, 2410, 300),
    (16, 1620, 2740, 350),
    (18, 1820, 2940, 350),
    (20, 2020, 3360, 400),
    (22, 2250, 3590, 400),
    (24, 2450, 4000, 500),
];

struct Kind {
    code: &'static str,
    norm: &'static str,
    choice: &'static str,
    it: &'static str,
    en: &'static str,
    use_it: &'static str,
    use_en: &'static str,
    sizes: &'static [Size],
    drawing: &'static str,
}

const KINDS: &[Kind] = &[
    Kind {
        code: "ISO7089",
        norm: "ISO 7089 (DIN 125 A)",
        choice: "flat",
        it: "Rosetta piana",
        en: "Flat washer",
        use_it: "Distribuisce il carico sotto la testa della vite o il dado e protegge la superficie.",
        use_en: "Spreads the load under a screw head or nut and protects the surface.",
        sizes: FLAT,
        drawing: "washer",
    },
    Kind {
        code: "ISO7093",
        norm: "ISO 7093-1 (DIN 9021)",
        choice: "large",
        it: "Rosetta piana larga",
        en: "Large flat washer",
        use_it: "Fascia larga per lamiere sottili, legno e plastica, e per fori asolati.",
        use_en: "A wide face for thin sheet, wood and plastics, and for slotted holes.",
        sizes: LARGE,
        drawing: "washer",
    },
    Kind {
        code: "DIN127",
        norm: "DIN 127 B",
        choice: "spring",
        it: "Rosetta elastica spaccata",
        en: "Split spring lock washer",
        use_it: "L'elasticità compensa gli assestamenti del giunto.",
        use_en: "Its spring makes up for settling of the joint.",
        sizes: SPRING,
        drawing: "spring-washer",
    },
];

/// Suffix, material, finish, price in percent; the first four only for flat washers' hardness classes.
const GRADES: &[(&str, &str, &str, i64)] = &[
    ("200HV", "steel", "plain", 100),
    ("200HV-ZN", "steel", "zinc", 115),
    ("300HV", "hardened_steel", "black", 150),
    ("A2", "stainless_a2", "passivated", 230),
    ("A4", "stainless_a4", "passivated", 370),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for (grade, &(suffix, ..)) in GRADES.iter().enumerate() {
        for kind in KINDS {
            for &size in kind.sizes {
                let common = matches!(size.0, 3 | 4 | 5 | 6 | 8 | 10 | 12 | 16 | 20 | 24);
                let rank = match (kind.choice, suffix) {
                    ("flat", "200HV" | "200HV-ZN" | "A2" | "A4" | "300HV") if common => Rank::Core,
                    ("large", "200HV-ZN" | "A2") | ("spring", "200HV-ZN" | "A2") if common => Rank::Core,
                    _ => Rank::Extended,
                };
                shelf.put(rank, Washer { kind, grade, size });
            }
        }
    }
}

struct Washer {
    kind: &'static Kind,
    grade: usize,
    size: Size,
}

impl Washer {
    fn sku_in(&self, grade: &str) -> String {
        format!("{}-M{}-{grade}", self.kind.code, self.size.0)
    }
}

impl Article for Washer {
    fn sku(&self) -> String {
        self.sku_in(GRADES[self.grade].0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}-{}", self.kind.code, GRADES[self.grade].0))
    }

    fn draft(&self) -> Draft {
        let (kind, (grade, material, finish, grade_price)) = (self.kind, GRADES[self.grade]);
        let (thread, inside, outside, thickness) = self.size;
        let (inside, outside, thickness) = (Mm::hundredths(inside), Mm::hundredths(outside), Mm::hundredths(thickness));
        let mass = mass(ring_volume(outside, inside, thickness), density::STEEL);
        let norm = kind.norm.split(" (").next().unwrap_or(kind.norm);
        Draft::new(
            "washer",
            "washers",
            format!("{} {norm} per M{thread}, {grade}", kind.it),
            format!("{} {norm} for M{thread}, {grade}", kind.en),
        )
        .say(
            format!(
                "Per viti M{thread}: foro {} mm, diametro esterno {} mm, spessore {} mm.",
                inside.it(),
                outside.it(),
                thickness.it()
            ),
            format!("For M{thread} screws: hole {inside} mm, outside diameter {outside} mm, {thickness} mm thick."),
        )
        .say(kind.use_it, kind.use_en)
        .text("thread", format!("M{thread}"))
        .choice("washer_type", kind.choice)
        .mm("inside_diameter", inside)
        .mm("outside_diameter", outside)
        .mm("thickness", thickness)
        .choice("material", if kind.choice == "spring" && material == "steel" { "spring_steel" } else { material })
        .choice("finish", finish)
        .text("standard", kind.norm)
        .costs(mass, price::by_mass(1, 680, mass) * grade_price / 100 * if kind.choice == "large" { 85 } else { 100 } / 100)
        .lead(3)
        .sold(sale(thread))
        .drawn(kind.drawing, &[("d1", inside.to_string()), ("d2", outside.to_string()), ("h", thickness.to_string())])
        .grouped(self.group(), format!("{} {norm}, {grade}", kind.it), format!("{} {norm}, {grade}", kind.en), &["thread"])
        .replaced_by(GRADES.iter().map(|other| self.sku_in(other.0)))
        .goes_with([format!("ISO4032-M{thread}-8"), format!("ISO4762-M{thread}x30-8.8")])
    }
}
