//! Insert bearings UC and the housings UCP, UCF and UCFL of series 2.
//!
//! Source: ISO 9628:2006 (insert bearings) and ISO 3228:2013 (cast housings for insert bearings).

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, density};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

use super::bearing::bearing_mass;
use super::rating::balls;

/// One size: bore code, shaft diameter, then in tenths of a millimetre the bearing's outside diameter and inner ring
/// width; pillow block centre height, length, bolt spacing; square flange side, spacing; oval flange length, spacing.
struct Size(i64, i64, (i64, i64), (i64, i64, i64), (i64, i64), (i64, i64));

#[rustfmt::skip]
const SIZES: &[Size] = &[
    Size(1, 12, (470, 310), (302, 1270, 950), (860, 640), (1130, 900)),
    Size(2, 15, (470, 310), (302, 1270, 950), (860, 640), (1130, 900)),
    Size(3, 17, (470, 310), (302, 1270, 950), (860, 640), (1130, 900)),
    Size(4, 20, (470, 310), (333, 1270, 950), (860, 640), (1130, 900)),
    Size(5, 25, (520, 341), (365, 1400, 1050), (950, 700), (1300, 990)),
    Size(6, 30, (620, 381), (429, 1650, 1210), (1080, 830), (1480, 1170)),
    Size(7, 35, (720, 429), (476, 1670, 1270), (1170, 920), (1610, 1300)),
    Size(8, 40, (800, 492), (492, 1840, 1370), (1300, 1020), (1750, 1440)),
    Size(9, 45, (850, 492), (540, 1900, 1460), (1370, 1050), (1880, 1480)),
    Size(10, 50, (900, 516), (572, 2060, 1590), (1430, 1110), (1970, 1570)),
    Size(11, 55, (1000, 556), (635, 2190, 1710), (1620, 1300), (2240, 1840)),
    Size(12, 60, (1100, 651), (698, 2410, 1840), (1750, 1430), (2500, 2020)),
    Size(13, 65, (1200, 651), (762, 2650, 2030), (1870, 1490), (2580, 2100)),
    Size(14, 70, (1250, 746), (794, 2660, 2100), (1930, 1520), (2650, 2160)),
    Size(15, 75, (1300, 778), (826, 2750, 2170), (2000, 1590), (2750, 2250)),
    Size(16, 80, (1400, 826), (889, 2920, 2320), (2080, 1650), (2900, 2330)),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Housing {
    Insert,
    PillowBlock,
    SquareFlange,
    OvalFlange,
}

/// Suffix and what it means: cast iron, stainless, polymer housing with stainless insert.
const DESIGNS: &[(&str, &str, i64)] = &[("", "cast_iron", 100), ("-SS", "stainless_a2", 310), ("-PT", "polymer", 215)];

pub(super) fn fill(shelf: &mut Shelf) {
    for design in 0..DESIGNS.len() {
        for housing in [Housing::PillowBlock, Housing::SquareFlange, Housing::OvalFlange, Housing::Insert] {
            for size in SIZES {
                let core = design == 0 && size.0 <= 14;
                shelf.put(if core { Rank::Core } else { Rank::Extended }, Unit { size, housing, design });
            }
        }
    }
}

struct Unit {
    size: &'static Size,
    housing: Housing,
    design: usize,
}

impl Unit {
    fn code(&self, housing: Housing) -> String {
        let prefix = match housing {
            Housing::Insert => "UC",
            Housing::PillowBlock => "UCP",
            Housing::SquareFlange => "UCF",
            Housing::OvalFlange => "UCFL",
        };
        format!("{prefix}2{:02}{}", self.size.0, DESIGNS[self.design].0)
    }

    fn named(&self, sku: &str) -> Draft {
        let (it, en) = match self.housing {
            Housing::Insert => ("Inserto autoallineante a sfere", "Insert ball bearing"),
            Housing::PillowBlock => ("Supporto ritto con cuscinetto", "Pillow block bearing unit"),
            Housing::SquareFlange => ("Supporto a flangia quadrata con cuscinetto", "Square flange bearing unit"),
            Housing::OvalFlange => ("Supporto a flangia ovale con cuscinetto", "Oval flange bearing unit"),
        };
        Draft::new("housed_bearing", "housed-bearings", format!("{it} {sku}"), format!("{en} {sku}"))
    }

    /// Measures of the housing, its mass in milligrams, and the drawing that shows them.
    fn shaped(&self, draft: Draft) -> (Draft, i64) {
        let &Size(_, _, insert, block, square, oval) = self.size;
        let shaft = self.size.1.to_string();
        let solid = |length: i64, width: i64, height: i64| length * width * height / 1000 * density::STEEL / 1000 * 55 / 100;
        match self.housing {
            Housing::Insert => {
                let (outside, width) = (Mm::tenths(insert.0), Mm::tenths(insert.1));
                let dims = [("d", shaft), ("D", outside.to_string()), ("B", width.to_string())];
                (draft.choice("housing", "insert").mm("width", width).drawn("insert-bearing", &dims), 0)
            }
            Housing::PillowBlock => {
                let (height, length, spacing) = (Mm::tenths(block.0), Mm::tenths(block.1), Mm::tenths(block.2));
                let dims = [("d", shaft), ("H", height.to_string()), ("J", spacing.to_string()), ("L", length.to_string())];
                let draft = draft.choice("housing", "pillow_block").mm("centre_height", height).mm("bolt_spacing", spacing);
                (draft.mm("length", length).drawn("pillow-block", &dims), solid(block.1, 380, block.0))
            }
            Housing::SquareFlange => {
                let (side, spacing) = (Mm::tenths(square.0), Mm::tenths(square.1));
                let dims = [("d", shaft), ("J", spacing.to_string()), ("L", side.to_string())];
                let draft = draft.choice("housing", "square_flange").mm("bolt_spacing", spacing).mm("length", side);
                (draft.drawn("square-flange", &dims), solid(square.0, square.0, 120))
            }
            Housing::OvalFlange => {
                let (length, spacing) = (Mm::tenths(oval.0), Mm::tenths(oval.1));
                let dims = [("d", shaft), ("J", spacing.to_string()), ("L", length.to_string())];
                let draft = draft.choice("housing", "oval_flange").mm("bolt_spacing", spacing).mm("length", length);
                (draft.drawn("oval-flange", &dims), solid(oval.0, oval.0 * 55 / 100, 120))
            }
        }
    }
}

impl Article for Unit {
    fn sku(&self) -> String {
        self.code(self.housing)
    }

    fn draft(&self) -> Draft {
        let sku = self.sku();
        let (_, material, design_price) = DESIGNS[self.design];
        let shaft = Mm::whole(self.size.1);
        let (outside, ring) = (Mm::tenths(self.size.2.0), Mm::tenths(self.size.2.1));
        let rating = balls(shaft.max(Mm::whole(20)), outside).percent(98, 98);
        let (draft, housing_mass) = self.shaped(self.named(&sku));
        let housing_mass = if material == "polymer" { housing_mass / 6 } else { housing_mass };
        let mass = bearing_mass(shaft, outside, ring, 45) + housing_mass;
        let (housing_it, housing_en) = match (self.housing, material) {
            (Housing::Insert, _) => (
                "Ricambio per supporti in ghisa, inox o tecnopolimero.",
                "Spare insert for cast iron, stainless or polymer housings.",
            ),
            (_, "cast_iron") => {
                ("Corpo in ghisa verniciata con ingrassatore.", "Painted cast iron housing with a grease nipple.")
            }
            (_, "polymer") => {
                ("Corpo in tecnopolimero e inserto inox, lavabile.", "Polymer housing with a stainless insert, washable.")
            }
            _ => ("Corpo e inserto in acciaio inossidabile.", "Housing and insert of stainless steel."),
        };
        let price = (price::by_mass(520, 950, mass) + price::by_mass(140, 1200, bearing_mass(shaft, outside, ring, 45)))
            * design_price
            / 100;
        let kind = if self.housing == Housing::Insert && material == "cast_iron" { "bearing_steel" } else { material };
        draft
            .say(
                format!("Cuscinetto a sfere con anello interno largo e grani di fissaggio per albero da {shaft} mm, autoallineante, già ingrassato."),
                format!("A ball bearing with a wide inner ring and set screws for a {shaft} mm shaft, self-aligning, greased for use."),
            )
            .say(housing_it, housing_en)
            .say(
                format!("Serie 2{:02}: si monta in pochi minuti su nastri trasportatori, ventilatori e macchine agricole.", self.size.0),
                format!("Series 2{:02}: mounted in minutes on conveyors, fans and farm machinery.", self.size.0),
            )
            .mm("shaft_diameter", shaft)
            .milli("dynamic_load", rating.dynamic)
            .milli("static_load", rating.basic_static)
            .choice("material", kind)
            .text("standard", if self.housing == Housing::Insert { "ISO 9628" } else { "ISO 3228" })
            .costs(mass, price)
            .lead(if self.design == 0 { 5 } else { 12 })
            .sold(Sale::pieces(&[]))
            .replaced_by(DESIGNS.iter().map(|(suffix, ..)| self.code(self.housing).replace("-SS", "").replace("-PT", "") + suffix))
            .goes_with([self.code(Housing::Insert), "GRS-LI2-EP-0.4".to_owned()])
    }
}
