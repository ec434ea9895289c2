//! Cylindrical roller bearings NU, NJ, NUP and N of the series 2, 22, 3 and 23.
//!
//! Source: ISO 15:2017, diameter series 2 and 3, width series 0 and 2.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::Mm;
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

use super::bearing::{bearing_mass, bore_of_code, rings_around};
use super::rating::{Rollers, rollers, speed};

/// Outside diameter, width and wide width in millimetres, from bore code 04 on.
const SERIES_2: &[(i64, i64, i64)] = &[
    (47, 14, 18),
    (52, 15, 18),
    (62, 16, 20),
    (72, 17, 23),
    (80, 18, 23),
    (85, 19, 23),
    (90, 20, 23),
    (100, 21, 25),
    (110, 22, 28),
    (120, 23, 31),
    (125, 24, 31),
    (130, 25, 31),
    (140, 26, 33),
    (150, 28, 36),
    (160, 30, 40),
    (170, 32, 43),
    (180, 34, 46),
];
const SERIES_3: &[(i64, i64, i64)] = &[
    (52, 15, 21),
    (62, 17, 24),
    (72, 19, 27),
    (80, 21, 31),
    (90, 23, 33),
    (100, 25, 36),
    (110, 27, 40),
    (120, 29, 43),
    (130, 31, 46),
    (140, 33, 48),
    (150, 35, 51),
    (160, 37, 55),
    (170, 39, 58),
    (180, 41, 60),
    (190, 43, 64),
    (200, 45, 67),
    (215, 47, 73),
];

/// Type, and what it can take along the axis.
const TYPES: &[(&str, &str, &str)] = &[
    (
        "NU",
        "L'anello interno è senza orletti: assorbe gli spostamenti assiali dell'albero (lato libero).",
        "The inner ring has no flanges: it lets the shaft move axially (floating side).",
    ),
    (
        "NJ",
        "L'anello interno ha un orletto: guida l'albero assialmente in un senso.",
        "The inner ring has one flange: it guides the shaft axially in one direction.",
    ),
    (
        "NUP",
        "Con orletto e anello di spallamento: guida l'albero nei due sensi (lato bloccato).",
        "With a flange and a loose flange ring: it guides the shaft both ways (locating side).",
    ),
    ("N", "L'anello esterno è senza orletti e si smonta facilmente.", "The outer ring has no flanges and is easily taken off."),
];

/// Suffix, cage, price in percent.
const CAGES: &[(&str, &str, i64)] = &[("", "polyamide", 100), ("-M", "machined_brass", 148)];
const CLEARANCES: &[(&str, &str)] = &[("", "cn"), ("-C3", "c3"), ("-C4", "c4")];

pub(super) fn fill(shelf: &mut Shelf) {
    for clearance in 0..CLEARANCES.len() {
        for cage in 0..CAGES.len() {
            for kind in 0..TYPES.len() {
                for (series, sizes, wide) in
                    [("2", SERIES_2, false), ("3", SERIES_3, false), ("22", SERIES_2, true), ("23", SERIES_3, true)]
                {
                    for (code, &(outside, width, wide_width)) in (4..).zip(sizes) {
                        let width = if wide { wide_width } else { width };
                        let roller = Cylindrical { kind, series, code, outside, width, cage, clearance };
                        let core = clearance == 0 && cage == 0 && code <= 13 && (kind == 0 || (kind == 1 && series == "2"));
                        shelf.put(if core && series != "23" { Rank::Core } else { Rank::Extended }, roller);
                    }
                }
            }
        }
    }
}

struct Cylindrical {
    kind: usize,
    series: &'static str,
    code: i64,
    outside: i64,
    width: i64,
    cage: usize,
    clearance: usize,
}

impl Cylindrical {
    fn size(&self) -> String {
        format!("{}{:02}-E", self.series, self.code)
    }
}

impl Article for Cylindrical {
    fn sku(&self) -> String {
        format!("{}{}{}{}", TYPES[self.kind].0, self.size(), CAGES[self.cage].0, CLEARANCES[self.clearance].0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}{}", TYPES[self.kind].0, self.size()))
    }

    fn draft(&self) -> Draft {
        let (bore, outside, width) = (Mm::whole(bore_of_code(self.code)), Mm::whole(self.outside), Mm::whole(self.width));
        let (kind, kind_it, kind_en) = TYPES[self.kind];
        let (_, cage, cage_price) = CAGES[self.cage];
        let (_, clearance) = CLEARANCES[self.clearance];
        let sku = self.sku();
        let mass = bearing_mass(bore, outside, width, 76);
        let rating = rollers(Rollers {
            rows: 1,
            diameter: outside.minus(bore).percent(28),
            length: width.percent(60),
            pitch: bore.plus(outside).percent(50),
            gap: 22,
            factor: 97,
        });
        let clearance_price = if self.clearance == 0 { 100 } else { 105 };
        Draft::new(
            "rolling_bearing",
            "cylindrical-roller-bearings",
            format!("Cuscinetto a rulli cilindrici {sku}"),
            format!("Cylindrical roller bearing {sku}"),
        )
        .say(
            format!("Cuscinetto radiale a una corona di rulli cilindrici, tipo {kind}, in esecuzione rinforzata E."),
            format!("A single row cylindrical roller bearing, type {kind}, in reinforced design E."),
        )
        .say(kind_it, kind_en)
        .boundary(bore, outside, width)
        .rated(rating, speed(480, bore, outside))
        .text("series", format!("{kind}{}", self.series))
        .choice("seal", "open")
        .choice("clearance", clearance)
        .choice("cage", cage)
        .whole("rows", 1)
        .choice("material", "bearing_steel")
        .text("standard", "ISO 15")
        .costs(mass, price::by_mass(900, 4900, mass) * cage_price / 100 * clearance_price / 100)
        .lead(9)
        .sold(Sale::pieces(&[]))
        .drawn("cylindrical-roller-bearing", &[("d", bore.to_string()), ("D", outside.to_string()), ("B", width.to_string())])
        .grouped(
            self.group(),
            format!("Cuscinetti a rulli cilindrici {kind}{}", self.size()),
            format!("Cylindrical roller bearings {kind}{}", self.size()),
            &["cage", "clearance"],
        )
        .replaced_by(CAGES.iter().map(|(suffix, ..)| format!("{kind}{}{suffix}", self.size())))
        .goes_with(rings_around(bore, outside))
    }
}
