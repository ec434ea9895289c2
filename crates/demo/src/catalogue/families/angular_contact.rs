//! Angular contact ball bearings (single row 72…B, 73…B at 40°, double row 32…, 33…) and thrust ball bearings.
//!
//! Source: ISO 15:2017 (diameter series 2 and 3; width series 3 for the double row ones), ISO 104:2015 (thrust bearings,
//! dimension series 11 and 12).

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::Mm;
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

use super::bearing::{bearing_mass, bore_of_code, rings_around};
use super::rating::{balls, speed};

/// Outside diameter × width in millimetres, from bore code 00 on.
const SERIES_2: &[(i64, i64)] = &[
    (30, 9),
    (32, 10),
    (35, 11),
    (40, 12),
    (47, 14),
    (52, 15),
    (62, 16),
    (72, 17),
    (80, 18),
    (85, 19),
    (90, 20),
    (100, 21),
    (110, 22),
    (120, 23),
    (125, 24),
    (130, 25),
    (140, 26),
];
const SERIES_3: &[(i64, i64)] = &[
    (35, 11),
    (37, 12),
    (42, 13),
    (47, 14),
    (52, 15),
    (62, 17),
    (72, 19),
    (80, 21),
    (90, 23),
    (100, 25),
    (110, 27),
    (120, 29),
    (130, 31),
    (140, 33),
    (150, 35),
    (160, 37),
    (170, 39),
];

/// Widths of the double row bearings in tenths of a millimetre, from bore code 00 and 02 on.
const WIDTHS_32: &[i64] = &[140, 159, 159, 175, 206, 206, 238, 270, 302, 302, 302, 333, 365];
const WIDTHS_33: &[i64] = &[190, 222, 222, 254, 302, 349, 365, 397, 444, 492, 540];

/// ISO 104: bore, outside diameter, height in millimetres.
const THRUST_11: &[(i64, i64, i64)] = &[
    (10, 24, 9),
    (12, 26, 9),
    (15, 28, 9),
    (17, 30, 9),
    (20, 35, 10),
    (25, 42, 11),
    (30, 47, 11),
    (35, 52, 12),
    (40, 60, 13),
    (45, 65, 14),
    (50, 70, 14),
    (55, 78, 16),
    (60, 85, 17),
    (65, 90, 18),
    (70, 95, 18),
    (75, 100, 19),
    (80, 105, 19),
];
const THRUST_12: &[(i64, i64, i64)] = &[
    (10, 26, 11),
    (12, 28, 11),
    (15, 32, 12),
    (17, 35, 12),
    (20, 40, 14),
    (25, 47, 15),
    (30, 52, 16),
    (35, 62, 18),
    (40, 68, 19),
    (45, 73, 20),
    (50, 78, 22),
    (55, 90, 25),
    (60, 95, 26),
    (65, 100, 27),
    (70, 105, 27),
    (75, 110, 27),
    (80, 115, 28),
];

/// Suffix, cage and price in percent.
const CAGES: &[(&str, &str, i64)] = &[("", "polyamide", 100), ("-M", "machined_brass", 155), ("-J", "pressed_steel", 104)];

pub(super) fn fill_angular(shelf: &mut Shelf) {
    for cage in 0..CAGES.len() {
        for (series, sizes) in [("72", SERIES_2), ("73", SERIES_3)] {
            for (code, &(outside, width)) in (0..).zip(sizes) {
                let rank = if cage == 0 && code <= 14 { Rank::Core } else { Rank::Extended };
                shelf.put(rank, Angular { series, code, outside, width: Mm::whole(width), rows: 1, cage, seal: "" });
            }
        }
    }
    for seal in ["", "-2RS", "-ZZ"] {
        for (series, first, sizes, widths) in [("32", 0, SERIES_2, WIDTHS_32), ("33", 2, &SERIES_3[2..], WIDTHS_33)] {
            for (code, (&(outside, _), &width)) in (first..).zip(sizes.iter().zip(widths)) {
                let rank = if seal == "-2RS" && (2..=10).contains(&code) { Rank::Core } else { Rank::Extended };
                shelf.put(rank, Angular { series, code, outside, width: Mm::tenths(width), rows: 2, cage: 0, seal });
            }
        }
    }
}

pub(super) fn fill_thrust(shelf: &mut Shelf) {
    for stainless in [false, true] {
        for (series, sizes) in [("511", THRUST_11), ("512", THRUST_12)] {
            for (code, &(bore, outside, height)) in (0..).zip(sizes) {
                let rank = if !stainless && bore <= 50 { Rank::Core } else { Rank::Extended };
                shelf.put(rank, Thrust { series, code, bore, outside, height, stainless });
            }
        }
    }
}

struct Angular {
    series: &'static str,
    code: i64,
    outside: i64,
    width: Mm,
    rows: i64,
    cage: usize,
    seal: &'static str,
}

impl Angular {
    fn designation(&self) -> String {
        let contact = if self.rows == 1 { "B" } else { "" };
        format!("{}{:02}{contact}", self.series, self.code)
    }
}

impl Article for Angular {
    fn sku(&self) -> String {
        format!("{}{}{}", self.designation(), self.seal, CAGES[self.cage].0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}", self.designation()))
    }

    fn draft(&self) -> Draft {
        let (bore, outside) = (Mm::whole(bore_of_code(self.code)), Mm::whole(self.outside));
        let (_, cage, cage_price) = CAGES[self.cage];
        let sku = self.sku();
        let mass = bearing_mass(bore, outside, self.width, 74);
        let single = self.rows == 1;
        let rating = if single { balls(bore, outside).percent(106, 112) } else { balls(bore, outside).percent(142, 172) };
        let (rows_it, rows_en, angle) = if single { ("una corona", "single row", 40) } else { ("due corone", "double row", 30) };
        let (seal, seal_price) = match self.seal {
            "-2RS" => ("2rs", 112),
            "-ZZ" => ("zz", 106),
            _ => ("open", 100),
        };
        let (use_it, use_en) = if single {
            (
                "Si monta in coppia (a X, a O o in tandem) per carichi combinati: viti a ricircolo, pompe, mandrini.",
                "Mounted in pairs (back to back, face to face or tandem) for combined loads: ball screws, pumps, spindles.",
            )
        } else {
            (
                "Sopporta da solo carichi assiali nei due sensi e momenti: ideale per alberi corti e pulegge.",
                "Carries axial loads in both directions and moments on its own: ideal for short shafts and pulleys.",
            )
        };
        Draft::new(
            "rolling_bearing",
            "angular-contact-bearings",
            format!("Cuscinetto a sfere a contatto obliquo {sku}"),
            format!("Angular contact ball bearing {sku}"),
        )
        .say(
            format!("Cuscinetto a sfere a contatto obliquo a {rows_it}, angolo di contatto {angle}°."),
            format!("A {rows_en} angular contact ball bearing with a contact angle of {angle}°."),
        )
        .boundary(bore, outside, self.width)
        .rated(rating, speed(if seal == "2rs" { 300 } else { 520 }, bore, outside))
        .say(use_it, use_en)
        .text("series", self.series)
        .choice("seal", seal)
        .choice("clearance", "cn")
        .choice("cage", cage)
        .whole("contact_angle", angle)
        .whole("rows", self.rows)
        .choice("material", "bearing_steel")
        .text("standard", "ISO 15")
        .costs(mass, price::by_mass(420, 4600, mass) * cage_price / 100 * seal_price / 100)
        .lead(7)
        .sold(Sale::pieces(&[10]))
        .drawn(
            "angular-contact-bearing",
            &[("d", bore.to_string()), ("D", outside.to_string()), ("B", self.width.to_string()), ("α", format!("{angle}°"))],
        )
        .grouped(
            self.group(),
            format!("Cuscinetti a contatto obliquo {}", self.designation()),
            format!("Angular contact ball bearings {}", self.designation()),
            &["cage", "seal"],
        )
        .replaced_by(CAGES.iter().map(|(suffix, ..)| format!("{}{suffix}", self.designation())))
        .goes_with(rings_around(bore, outside))
    }
}

struct Thrust {
    series: &'static str,
    code: i64,
    bore: i64,
    outside: i64,
    height: i64,
    stainless: bool,
}

impl Article for Thrust {
    fn sku(&self) -> String {
        format!("{}{:02}{}", self.series, self.code, if self.stainless { "-S" } else { "" })
    }

    fn draft(&self) -> Draft {
        let (bore, outside, height) = (Mm::whole(self.bore), Mm::whole(self.outside), Mm::whole(self.height));
        let sku = self.sku();
        let mass = bearing_mass(bore, outside, height, 58);
        let price = price::by_mass(310, 3300, mass);
        let (material, words) = if self.stainless {
            (
                "stainless_a2",
                ("Esecuzione inossidabile per ambienti umidi e alimentari.", "Stainless design for wet and food environments."),
            )
        } else {
            (
                "bearing_steel",
                (
                    "Anelli e sfere in acciaio 100Cr6, gabbia in lamiera.",
                    "Washers and balls of 100Cr6 steel, pressed steel cage.",
                ),
            )
        };
        Draft::new(
            "rolling_bearing",
            "thrust-ball-bearings",
            format!("Cuscinetto assiale a sfere {sku}"),
            format!("Thrust ball bearing {sku}"),
        )
        .say(
            "Cuscinetto a sfere assiale a semplice effetto: sopporta carichi assiali in un solo senso e si smonta in tre parti.",
            "A single direction thrust ball bearing: carries axial loads one way and comes apart into three pieces.",
        )
        .boundary(bore, outside, height)
        .rated(balls(bore, outside).percent(148, 560), speed(180, bore, outside))
        .say(words.0, words.1)
        .text("series", self.series)
        .choice("seal", "open")
        .choice("cage", "pressed_steel")
        .whole("contact_angle", 90)
        .whole("rows", 1)
        .choice("material", material)
        .text("standard", "ISO 104")
        .costs(mass, if self.stainless { price * 3 } else { price })
        .lead(8)
        .sold(Sale::pieces(&[10]))
        .drawn("thrust-bearing", &[("d", bore.to_string()), ("D", outside.to_string()), ("H", height.to_string())])
    }
}
