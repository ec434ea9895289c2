//! Parallel keys DIN 6885-1:2021 form A, and dowel pins ISO 8734:1997 (hardened, DIN 6325) and ISO 2338:1997.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, block_volume, density, mass, ring_volume};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Width, height, shortest and longest key, shaft over and up to; millimetres.
type KeySection = (i64, i64, (i64, i64), (i64, i64));

const KEYS: &[KeySection] = &[
    (2, 2, (6, 20), (6, 8)),
    (3, 3, (6, 36), (8, 10)),
    (4, 4, (8, 45), (10, 12)),
    (5, 5, (10, 56), (12, 17)),
    (6, 6, (14, 70), (17, 22)),
    (8, 7, (18, 90), (22, 30)),
    (10, 8, (22, 110), (30, 38)),
    (12, 8, (28, 140), (38, 44)),
    (14, 9, (36, 160), (44, 50)),
    (16, 10, (45, 180), (50, 58)),
    (18, 11, (50, 200), (58, 65)),
    (20, 12, (56, 220), (65, 75)),
    (22, 14, (63, 250), (75, 85)),
    (25, 14, (70, 280), (85, 95)),
];
const KEY_LENGTHS: &[i64] = &[
    6, 8, 10, 12, 14, 16, 18, 20, 22, 25, 28, 32, 36, 40, 45, 50, 56, 63, 70, 80, 90, 100, 110, 125, 140, 160, 180, 200, 220,
    250, 280,
];

/// Diameter in tenths of a millimetre, shortest and longest pin in millimetres.
const PINS: &[(i64, i64, i64)] = &[
    (20, 5, 20),
    (25, 6, 24),
    (30, 8, 30),
    (40, 10, 40),
    (50, 12, 50),
    (60, 14, 60),
    (80, 18, 80),
    (100, 22, 100),
    (120, 26, 100),
    (160, 40, 100),
    (200, 50, 100),
];
const PIN_LENGTHS: &[i64] =
    &[5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100];

/// Suffix, material, price in percent.
const MATERIALS: &[(&str, &str, i64)] = &[("C45", "steel", 100), ("A2", "stainless_a2", 260), ("A4", "stainless_a4", 380)];

/// Code, norm, tail, material, tolerance, price in percent.
type PinKind = (&'static str, &'static str, &'static str, &'static str, &'static str, i64);

const PIN_KINDS: &[PinKind] = &[
    ("ISO8734", "ISO 8734 (DIN 6325)", "", "hardened_steel", "m6", 100),
    ("ISO2338", "ISO 2338 (DIN 7)", "", "steel", "h8", 70),
    ("ISO2338", "ISO 2338 (DIN 7)", "-A2", "stainless_a2", "m6", 190),
    ("ISO2338", "ISO 2338 (DIN 7)", "-A4", "stainless_a4", "m6", 280),
];

pub(super) fn fill_keys(shelf: &mut Shelf) {
    for material in 0..MATERIALS.len() {
        for &(width, height, (shortest, longest), shaft) in KEYS {
            for &length in KEY_LENGTHS.iter().filter(|length| (shortest..=longest).contains(*length)) {
                let core = material == 0 && (4..=20).contains(&width) && length >= width * 2 && length <= width * 7;
                shelf.put(if core { Rank::Core } else { Rank::Extended }, Key { width, height, length, shaft, material });
            }
        }
    }
}

pub(super) fn fill_pins(shelf: &mut Shelf) {
    for kind in PIN_KINDS {
        for &(diameter, shortest, longest) in PINS {
            for &length in PIN_LENGTHS.iter().filter(|length| (shortest..=longest).contains(*length)) {
                let common = (30..=120).contains(&diameter) && length * 10 >= diameter * 3 && length * 10 <= diameter * 7;
                let rank = if kind.0 == "ISO8734" && common { Rank::Core } else { Rank::Extended };
                shelf.put(rank, Pin { kind, diameter: Mm::tenths(diameter), length });
            }
        }
    }
}

struct Key {
    width: i64,
    height: i64,
    length: i64,
    shaft: (i64, i64),
    material: usize,
}

impl Article for Key {
    fn sku(&self) -> String {
        format!("DIN6885-A-{}x{}x{}-{}", self.width, self.height, self.length, MATERIALS[self.material].0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-DIN6885-A-{}", MATERIALS[self.material].0))
    }

    fn draft(&self) -> Draft {
        let Key { width, height, length, shaft: (over, up_to), .. } = *self;
        let (tail, material, material_price) = MATERIALS[self.material];
        let mass = mass(block_volume(Mm::whole(length), Mm::whole(width), Mm::whole(height)), density::STEEL) * 97 / 100;
        let size = format!("{width}x{height}x{length}");
        Draft::new(
            "key",
            "parallel-keys",
            format!("Linguetta DIN 6885 A {size}, {tail}"),
            format!("Parallel key DIN 6885 A {size}, {tail}"),
        )
        .say(
            format!("Linguetta a estremità arrotondate, sezione {width} × {height} mm, lunghezza {length} mm."),
            format!("A parallel key with round ends, section {width} × {height} mm, {length} mm long."),
        )
        .say(
            format!("Per alberi oltre {over} e fino a {up_to} mm di diametro."),
            format!("For shafts over {over} and up to {up_to} mm in diameter."),
        )
        .say(
            "Trasmette la coppia tra albero e mozzo; tolleranza di larghezza h9.",
            "Carries the torque between shaft and hub; width tolerance h9.",
        )
        .whole("width", width)
        .whole("height", height)
        .whole("length", length)
        .whole("shaft_from", over)
        .whole("shaft_to", up_to)
        .choice("material", material)
        .text("standard", "DIN 6885-1")
        .costs(mass, price::by_mass(14, 1350, mass) * material_price / 100)
        .lead(4)
        .sold(if width <= 8 { Sale::pieces_by(5, &[100]) } else { Sale::pieces(&[25]) })
        .drawn("parallel-key", &[("b", width.to_string()), ("h", height.to_string()), ("L", length.to_string())])
        .grouped(
            self.group(),
            format!("Linguette DIN 6885 A, {tail}"),
            format!("Parallel keys DIN 6885 A, {tail}"),
            &["width", "length"],
        )
    }
}

struct Pin {
    kind: &'static PinKind,
    diameter: Mm,
    length: i64,
}

impl Article for Pin {
    fn sku(&self) -> String {
        format!("{}-{}x{}{}", self.kind.0, self.diameter, self.length, self.kind.2)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}{}", self.kind.0, self.kind.2))
    }

    fn draft(&self) -> Draft {
        let &(_, standard, tail, material, tolerance, kind_price) = self.kind;
        let norm = standard.split(" (").next().unwrap_or(standard);
        let (diameter, length) = (self.diameter, self.length);
        let mass = mass(ring_volume(diameter, Mm::whole(0), Mm::whole(length)), density::STEEL);
        let (hard_it, hard_en) = match material {
            "hardened_steel" => (
                "Acciaio temprato e rettificato, 60 HRC circa, per posizionamenti precisi e ripetibili.",
                "Hardened and ground steel, about 60 HRC, for exact and repeatable location.",
            ),
            "steel" => ("Acciaio non temprato, per collegamenti e perni.", "Unhardened steel, for joints and pivots."),
            _ => ("Acciaio inossidabile, per ambienti umidi.", "Stainless steel, for wet places."),
        };
        Draft::new(
            "pin",
            "dowel-pins",
            format!("Spina cilindrica {norm} {}x{length} {tolerance}", diameter.it()),
            format!("Dowel pin {norm} {diameter}x{length} {tolerance}"),
        )
        .say(
            format!("Spina di riferimento, diametro {} mm con tolleranza {tolerance}, lunghezza {length} mm.", diameter.it()),
            format!("A parallel pin, diameter {diameter} mm with tolerance {tolerance}, {length} mm long."),
        )
        .say(hard_it, hard_en)
        .mm("nominal_diameter", diameter)
        .whole("length", length)
        .text("tolerance", tolerance)
        .choice("material", material)
        .text("standard", standard)
        .costs(mass, price::by_mass(6, 1900, mass) * kind_price / 100)
        .lead(4)
        .sold(if diameter.micrometres() <= 6000 { Sale::pieces_by(10, &[100]) } else { Sale::pieces(&[25]) })
        .drawn("dowel-pin", &[("d", diameter.to_string()), ("L", length.to_string())])
        .grouped(
            self.group(),
            format!("Spine cilindriche {norm}{tail}"),
            format!("Dowel pins {norm}{tail}"),
            &["nominal_diameter", "length"],
        )
    }
}
