//! Hexagon nuts: ISO 4032:2023 (DIN 934), thin ISO 4035:2023 (DIN 439), prevailing torque DIN 985:2012, flange DIN 6923:1983.

use crate::catalogue::draft::{Article, Draft};
use crate::catalogue::number::{Mm, block_volume, density, mass};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

use super::fastener::{pitch, sale};

/// Thread, width across flats, then heights of the hexagon, thin, lock and flange nut, in hundredths of a millimetre; 0 when
/// there is none.
const SIZES: &[(i64, i64, [i64; 4])] = &[
    (3, 550, [240, 180, 400, 0]),
    (4, 700, [320, 220, 500, 0]),
    (5, 800, [470, 270, 500, 500]),
    (6, 1000, [520, 320, 600, 600]),
    (8, 1300, [680, 400, 800, 800]),
    (10, 1600, [840, 500, 1000, 1000]),
    (12, 1800, [1080, 600, 1200, 1200]),
    (14, 2100, [1280, 700, 1400, 1400]),
    (16, 2400, [1480, 800, 1600, 1600]),
    (18, 2700, [1580, 900, 1850, 0]),
    (20, 3000, [1800, 1000, 2000, 2000]),
    (22, 3400, [1940, 1100, 2200, 0]),
    (24, 3600, [2150, 1200, 2400, 0]),
    (27, 4100, [2380, 1350, 2700, 0]),
    (30, 4600, [2560, 1500, 3000, 0]),
];

struct Kind {
    code: &'static str,
    norm: &'static str,
    choice: &'static str,
    it: &'static str,
    en: &'static str,
    use_it: &'static str,
    use_en: &'static str,
    price: i64,
}

const KINDS: [Kind; 4] = [
    Kind {
        code: "ISO4032",
        norm: "ISO 4032 (DIN 934)",
        choice: "hexagon",
        it: "Dado esagonale",
        en: "Hexagon nut",
        use_it: "Dado normale per viti e barre filettate della stessa classe.",
        use_en: "The regular nut for screws and studs of the same class.",
        price: 100,
    },
    Kind {
        code: "ISO4035",
        norm: "ISO 4035 (DIN 439)",
        choice: "thin",
        it: "Dado esagonale basso",
        en: "Hexagon thin nut",
        use_it: "Altezza ridotta: come controdado o dove lo spazio è poco.",
        use_en: "Low height: as a lock nut against another or where room is short.",
        price: 105,
    },
    Kind {
        code: "DIN985",
        norm: "DIN 985",
        choice: "lock",
        it: "Dado autobloccante",
        en: "Prevailing torque nut",
        use_it: "L'inserto in poliammide impedisce l'allentamento sotto vibrazioni, fino a 120 °C.",
        use_en: "The polyamide insert keeps it from working loose under vibration, up to 120 °C.",
        price: 165,
    },
    Kind {
        code: "DIN6923",
        norm: "DIN 6923",
        choice: "flange",
        it: "Dado esagonale flangiato",
        en: "Hexagon flange nut",
        use_it: "La flangia distribuisce la pressione e sostituisce la rosetta.",
        use_en: "The flange spreads the pressure and replaces the washer.",
        price: 150,
    },
];

/// Suffix, class, material, finish, price in percent.
const GRADES: &[(&str, &str, &str, &str, i64)] = &[
    ("8", "8", "steel", "plain", 100),
    ("8-ZN", "8", "steel", "zinc", 110),
    ("10", "10", "steel", "black", 125),
    ("A2-70", "A2-70", "stainless_a2", "passivated", 225),
    ("A4-80", "A4-80", "stainless_a4", "passivated", 360),
    ("10-ZNF", "10", "steel", "zinc_flake", 160),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for (grade, &(suffix, ..)) in GRADES.iter().enumerate() {
        for kind in 0..KINDS.len() {
            for &(thread, flats, heights) in SIZES.iter().filter(|size| size.2[kind] > 0) {
                let common = matches!(thread, 3 | 4 | 5 | 6 | 8 | 10 | 12 | 16 | 20 | 24);
                let rank = match (KINDS[kind].choice, suffix) {
                    ("hexagon", "8") if common => Rank::Popular,
                    ("hexagon", "8-ZN" | "10" | "A2-70" | "A4-80") if common => Rank::Core,
                    ("lock", "8-ZN" | "A2-70") if common => Rank::Core,
                    ("flange", "8-ZN") if common => Rank::Core,
                    _ => Rank::Extended,
                };
                shelf.put(rank, Nut { kind, grade, thread, flats, height: heights[kind] });
            }
        }
    }
}

struct Nut {
    kind: usize,
    grade: usize,
    thread: i64,
    flats: i64,
    height: i64,
}

impl Nut {
    fn sku_of(&self, code: &str, grade: &str) -> String {
        format!("{code}-M{}-{grade}", self.thread)
    }
}

impl Article for Nut {
    fn sku(&self) -> String {
        self.sku_of(KINDS[self.kind].code, GRADES[self.grade].0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}", KINDS[self.kind].code))
    }

    fn draft(&self) -> Draft {
        let (kind, (grade, class, material, finish, grade_price)) = (&KINDS[self.kind], GRADES[self.grade]);
        let (thread, flats, height) = (self.thread, Mm::hundredths(self.flats), Mm::hundredths(self.height));
        let mass = mass(block_volume(flats, flats, height), density::STEEL) * 60 / 100;
        let (coating_it, coating_en) = match finish {
            "zinc" => (" zincato", " zinc plated"),
            "zinc_flake" => (" lamellare di zinco", " zinc flake"),
            _ => ("", ""),
        };
        let norm = kind.norm.split(" (").next().unwrap_or(kind.norm);
        Draft::new(
            "nut",
            "nuts",
            format!("{} {norm} M{thread} classe {class}{coating_it}", kind.it),
            format!("{} {norm} M{thread} class {class}{coating_en}", kind.en),
        )
        .say(
            format!("Filettatura M{thread} a passo grosso, chiave {} mm, altezza {} mm.", flats.it(), height.it()),
            format!("Coarse thread M{thread}, {flats} mm across flats, {height} mm high."),
        )
        .say(kind.use_it, kind.use_en)
        .say(
            if finish == "zinc" { "Zincato per uso interno." } else { "Conforme alla norma per materiale e tolleranze." },
            if finish == "zinc" { "Zinc plated for indoor use." } else { "Material and tolerances conform to the standard." },
        )
        .text("thread", format!("M{thread}"))
        .choice("nut_type", kind.choice)
        .text("property_class", class)
        .choice("material", material)
        .choice("finish", finish)
        .mm("width_across_flats", flats)
        .mm("height", height)
        .mm("thread_pitch", pitch(thread))
        .text("standard", kind.norm)
        .costs(mass, price::by_mass(1, 620, mass) * grade_price / 100 * kind.price / 100)
        .lead(3)
        .sold(sale(thread))
        .drawn(
            if kind.choice == "lock" { "lock-nut" } else { "nut" },
            &[("d", format!("M{thread}")), ("s", flats.to_string()), ("m", height.to_string())],
        )
        .grouped(
            self.group(),
            format!("{} {norm}", kind.it),
            format!("{} {norm}", kind.en),
            &["thread", "property_class", "finish"],
        )
        .replaced_by(KINDS.iter().map(|other| self.sku_of(other.code, grade)))
        .replaced_by(GRADES.iter().map(|other| self.sku_of(kind.code, other.0)))
        .goes_with([format!("ISO7089-M{thread}-{}", material.strip_prefix("stainless_").unwrap_or("200HV").to_uppercase())])
    }
}
