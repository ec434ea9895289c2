//! Spherical roller bearings 222 and 223, with cylindrical or tapered bore, and drawn cup needle roller bearings HK.
//!
//! Source: ISO 15:2017 (dimension series 22 and 23), ISO 3245:2015 (drawn cup needle roller bearings).

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::Mm;
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

use super::bearing::{bearing_mass, bore_of_code};
use super::rating::{Rollers, rollers, speed};

/// Bore code, outside diameter, width in millimetres.
const SERIES_222: &[(i64, i64, i64)] = &[
    (5, 52, 18),
    (6, 62, 20),
    (7, 72, 23),
    (8, 80, 23),
    (9, 85, 23),
    (10, 90, 23),
    (11, 100, 25),
    (12, 110, 28),
    (13, 120, 31),
    (14, 125, 31),
    (15, 130, 31),
    (16, 140, 33),
    (17, 150, 36),
    (18, 160, 40),
    (19, 170, 43),
    (20, 180, 46),
    (22, 200, 53),
    (24, 215, 58),
    (26, 230, 64),
    (28, 250, 68),
    (30, 270, 73),
];
const SERIES_223: &[(i64, i64, i64)] = &[
    (8, 90, 33),
    (9, 100, 36),
    (10, 110, 40),
    (11, 120, 43),
    (12, 130, 46),
    (13, 140, 48),
    (14, 150, 51),
    (15, 160, 55),
    (16, 170, 58),
    (17, 180, 60),
    (18, 190, 64),
    (19, 200, 67),
    (20, 215, 73),
];

/// Diameter under the needles, outside diameter, then the widths made, in millimetres.
const DRAWN_CUPS: &[(i64, i64, &[i64])] = &[
    (4, 8, &[8]),
    (5, 9, &[9]),
    (6, 10, &[8, 9]),
    (7, 11, &[9]),
    (8, 12, &[8, 10]),
    (9, 13, &[10, 12]),
    (10, 14, &[10, 12, 15]),
    (12, 16, &[10]),
    (12, 18, &[12]),
    (13, 19, &[12]),
    (14, 20, &[12, 16]),
    (15, 21, &[12, 16]),
    (16, 22, &[12, 16]),
    (17, 23, &[12]),
    (18, 24, &[12, 16]),
    (20, 26, &[10, 12, 16, 20]),
    (22, 28, &[10, 12, 16, 20]),
    (25, 32, &[12, 16, 20, 26]),
    (28, 35, &[16, 20]),
    (30, 37, &[12, 16, 20, 26]),
    (35, 42, &[12, 16, 20]),
    (40, 47, &[12, 16, 20]),
    (45, 52, &[12, 16, 20]),
    (50, 58, &[20, 25]),
    (60, 68, &[12, 32]),
];

pub(super) fn fill_spherical(shelf: &mut Shelf) {
    for clearance in ["", "-C3", "-C4"] {
        for brass in [false, true] {
            for tapered in [false, true] {
                for (series, sizes) in [("222", SERIES_222), ("223", SERIES_223)] {
                    for &(code, outside, width) in sizes {
                        let core = clearance.is_empty() && !brass && code <= 18 && (series == "222" || !tapered);
                        let bearing = Spherical { series, code, outside, width, tapered, brass, clearance };
                        shelf.put(if core { Rank::Core } else { Rank::Extended }, bearing);
                    }
                }
            }
        }
    }
}

pub(super) fn fill_needle(shelf: &mut Shelf) {
    for sealed in [false, true] {
        for &(bore, outside, widths) in DRAWN_CUPS {
            for &width in widths {
                shelf.put(if sealed { Rank::Extended } else { Rank::Core }, DrawnCup { bore, outside, width, sealed });
            }
        }
    }
}

struct Spherical {
    series: &'static str,
    code: i64,
    outside: i64,
    width: i64,
    tapered: bool,
    brass: bool,
    clearance: &'static str,
}

impl Spherical {
    fn designation(&self) -> String {
        format!("{}{:02}", self.series, self.code)
    }

    fn with_bore(&self, tapered: bool) -> String {
        let (bore, cage) = (if tapered { "K-" } else { "" }, if self.brass { "-M" } else { "" });
        format!("{}-{bore}W33{cage}{}", self.designation(), self.clearance)
    }
}

impl Article for Spherical {
    fn sku(&self) -> String {
        self.with_bore(self.tapered)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}", self.designation()))
    }

    fn draft(&self) -> Draft {
        let (bore, outside, width) = (Mm::whole(bore_of_code(self.code)), Mm::whole(self.outside), Mm::whole(self.width));
        let sku = self.sku();
        let mass = bearing_mass(bore, outside, width, 73);
        let rating = rollers(Rollers {
            rows: 2,
            diameter: outside.minus(bore).percent(27),
            length: width.percent(37),
            pitch: bore.plus(outside).percent(50),
            gap: 4,
            factor: 101,
        });
        let (bore_shape, bore_it, bore_en) = if self.tapered {
            (
                "tapered",
                "Foro conico 1:12, da montare su bussola di trazione.",
                "Tapered bore 1:12, for mounting on an adapter sleeve.",
            )
        } else {
            ("cylindrical", "Foro cilindrico.", "Cylindrical bore.")
        };
        let price = price::by_mass(1450, 3900, mass) * if self.brass { 119 } else { 100 } / 100
            * if self.tapered { 104 } else { 100 }
            / 100;
        Draft::new(
            "rolling_bearing",
            "spherical-roller-bearings",
            format!("Cuscinetto orientabile a rulli {sku}"),
            format!("Spherical roller bearing {sku}"),
        )
        .say(
            "Cuscinetto a due corone di rulli a botte: compensa i disallineamenti dell'albero e sopporta carichi molto elevati.",
            "Two rows of barrel rollers: makes up for misaligned shafts and carries very high loads.",
        )
        .say(bore_it, bore_en)
        .boundary(bore, outside, width)
        .rated(rating, speed(300, bore, outside))
        .say("Gola e fori di lubrificazione sull'anello esterno (W33).", "Lubrication groove and holes in the outer ring (W33).")
        .text("series", self.series)
        .choice("seal", "open")
        .choice(
            "clearance",
            if self.clearance.is_empty() {
                "cn"
            } else if self.clearance == "-C3" {
                "c3"
            } else {
                "c4"
            },
        )
        .choice("cage", if self.brass { "machined_brass" } else { "pressed_steel" })
        .choice("bore_shape", bore_shape)
        .whole("rows", 2)
        .choice("material", "bearing_steel")
        .text("standard", "ISO 15")
        .costs(mass, if self.clearance.is_empty() { price } else { price * 103 / 100 })
        .lead(10)
        .drawn("spherical-roller-bearing", &[("d", bore.to_string()), ("D", outside.to_string()), ("B", width.to_string())])
        .grouped(
            self.group(),
            format!("Cuscinetti orientabili a rulli {}", self.designation()),
            format!("Spherical roller bearings {}", self.designation()),
            &["bore_shape", "cage", "clearance"],
        )
        .replaced_by([self.with_bore(!self.tapered)])
        .goes_with([format!("DIN471-{bore}"), "GRS-LI2-EP-0.4".to_owned()])
    }
}

struct DrawnCup {
    bore: i64,
    outside: i64,
    width: i64,
    sealed: bool,
}

impl Article for DrawnCup {
    fn sku(&self) -> String {
        format!("HK{:02}{:02}{}", self.bore, self.width, if self.sealed { "-2RS" } else { "" })
            + if self.bore == 12 && self.outside == 16 { "-D16" } else { "" }
    }

    fn draft(&self) -> Draft {
        let (bore, outside, width) = (Mm::whole(self.bore), Mm::whole(self.outside), Mm::whole(self.width));
        let sku = self.sku();
        let mass = bearing_mass(bore, outside, width, 52);
        let rating = rollers(Rollers {
            rows: 1,
            diameter: Mm::tenths(if self.bore < 9 {
                15
            } else if self.bore < 25 {
                20
            } else {
                25
            }),
            length: width.minus(Mm::whole(3)),
            pitch: bore.plus(Mm::whole(2)),
            gap: 24,
            factor: 74,
        });
        let (seal, seal_it, seal_en) = if self.sealed {
            ("2rs", "Con anelli di tenuta sui due lati.", "With seals on both sides.")
        } else {
            (
                "open",
                "Aperto ai due lati, da lubrificare prima del montaggio.",
                "Open at both ends, to be lubricated before mounting.",
            )
        };
        Draft::new(
            "rolling_bearing",
            "needle-bearings",
            format!("Astuccio a rullini {sku}"),
            format!("Drawn cup needle roller bearing {sku}"),
        )
        .say(
            "Astuccio in lamiera imbutita con gabbia a rullini: grande capacità di carico in pochissimo spazio radiale, da montare a pressa senza fermi assiali.",
            "A drawn steel cup with caged needles: high capacity in very little radial space, pressed in without axial stops.",
        )
        .boundary(bore, outside, width)
        .rated(rating, speed(260, bore, outside))
        .say(seal_it, seal_en)
        .text("series", "HK")
        .choice("seal", seal)
        .choice("cage", "pressed_steel")
        .whole("rows", 1)
        .choice("material", "hardened_steel")
        .text("standard", "ISO 3245")
        .costs(mass, price::by_mass(165, 6200, mass) * if self.sealed { 135 } else { 100 } / 100)
        .sold(Sale::pieces(&[10, 50]))
        .drawn("needle-bearing", &[("d", bore.to_string()), ("D", outside.to_string()), ("B", width.to_string())])
        .goes_with(["GRS-LI2-EP-0.4".to_owned()])
    }
}
