//! Deep groove ball bearings, single row.
//!
//! Source: ISO 15:2017, boundary dimensions of radial bearings (diameter series 8, 9, 0, 2, 3, 4; width series of the
//! trade's 160, 60, 62, 63, 64, 622 and miniature bearings). Load ratings: see `rating`.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::Mm;
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

use super::bearing::{bearing_mass, bore_of_code, rings_around};
use super::rating::{balls, speed};

/// A dimension series: its name, the first bore code, and outside diameter × width in millimetres for each code after it.
struct Series {
    name: &'static str,
    first_code: i64,
    sizes: &'static [(i64, i64)],
}

#[rustfmt::skip]
const SERIES: &[Series] = &[
    Series { name: "60", first_code: 0, sizes: &[
        (26, 8), (28, 8), (32, 9), (35, 10), (42, 12), (47, 12), (55, 13), (62, 14), (68, 15), (75, 16), (80, 16), (90, 18), (95, 18),
        (100, 18), (110, 20), (115, 20), (125, 22), (130, 22), (140, 24), (145, 24), (150, 24), (160, 26), (170, 28)] },
    Series { name: "62", first_code: 0, sizes: &[
        (30, 9), (32, 10), (35, 11), (40, 12), (47, 14), (52, 15), (62, 16), (72, 17), (80, 18), (85, 19), (90, 20), (100, 21), (110, 22),
        (120, 23), (125, 24), (130, 25), (140, 26), (150, 28), (160, 30), (170, 32), (180, 34), (190, 36), (200, 38)] },
    Series { name: "63", first_code: 0, sizes: &[
        (35, 11), (37, 12), (42, 13), (47, 14), (52, 15), (62, 17), (72, 19), (80, 21), (90, 23), (100, 25), (110, 27), (120, 29), (130, 31),
        (140, 33), (150, 35), (160, 37), (170, 39), (180, 41), (190, 43), (200, 45), (215, 47), (225, 49), (240, 50)] },
    Series { name: "618", first_code: 0, sizes: &[
        (19, 5), (21, 5), (24, 5), (26, 5), (32, 7), (37, 7), (42, 7), (47, 7), (52, 7), (58, 7), (65, 7), (72, 9), (78, 10), (85, 10),
        (90, 10), (95, 10), (100, 10), (110, 13), (115, 13), (120, 13), (125, 13)] },
    Series { name: "619", first_code: 0, sizes: &[
        (22, 6), (24, 6), (28, 7), (30, 7), (37, 9), (42, 9), (47, 9), (55, 10), (62, 12), (68, 12), (72, 12), (80, 13), (85, 13), (90, 13),
        (100, 16), (105, 16), (110, 16), (120, 18), (125, 18), (130, 18), (140, 20)] },
    Series { name: "160", first_code: 2, sizes: &[
        (32, 8), (35, 8), (42, 8), (47, 8), (55, 9), (62, 9), (68, 9), (75, 10), (80, 10), (90, 11), (95, 11), (100, 11), (110, 13), (115, 13),
        (125, 14), (130, 14), (140, 16)] },
    Series { name: "64", first_code: 3, sizes: &[
        (62, 17), (72, 19), (80, 21), (90, 23), (100, 25), (110, 27), (120, 29), (130, 31), (140, 33), (150, 35)] },
    Series { name: "622", first_code: 0, sizes: &[
        (30, 14), (32, 14), (35, 14), (40, 16), (47, 18), (52, 18), (62, 20), (72, 23), (80, 23), (85, 23), (90, 23)] },
];

/// Miniature bearings, whose last digit is the bore: designation, d, D, B in millimetres.
#[rustfmt::skip]
const MINIATURE: &[(&str, i64, i64, i64)] = &[
    ("623", 3, 10, 4), ("624", 4, 13, 5), ("625", 5, 16, 5), ("626", 6, 19, 6), ("627", 7, 22, 7), ("628", 8, 24, 8), ("629", 9, 26, 8),
    ("604", 4, 12, 4), ("605", 5, 14, 5), ("606", 6, 17, 6), ("607", 7, 19, 6), ("608", 8, 22, 7), ("609", 9, 24, 7), ("634", 4, 16, 5),
    ("635", 5, 19, 6),
];

/// Suffix and choice of each seal, and what it costs in percent of an open bearing.
const SEALS: &[(&str, &str, i64)] =
    &[("", "open", 100), ("-ZZ", "zz", 106), ("-2RS", "2rs", 114), ("-Z", "z", 103), ("-RS", "rs", 107)];

/// Suffix and choice of each clearance, and its price in percent of the normal one.
const CLEARANCES: &[(&str, &str, i64)] = &[("", "cn", 100), ("-C3", "c3", 104), ("-C4", "c4", 118), ("-C2", "c2", 121)];

pub(super) fn fill(shelf: &mut Shelf) {
    for clearance in 0..CLEARANCES.len() {
        for seal in 0..SEALS.len() {
            for &(designation, bore, outside, width) in MINIATURE {
                let bearing =
                    DeepGroove { designation: designation.to_owned(), bore, outside, width, series: "60", seal, clearance };
                shelf.put(bearing.rank(), bearing);
            }
            for series in SERIES {
                for (code, &(outside, width)) in (series.first_code..).zip(series.sizes) {
                    let designation = format!("{}{code:02}", series.name);
                    let bearing = DeepGroove {
                        designation,
                        bore: bore_of_code(code),
                        outside,
                        width,
                        series: series.name,
                        seal,
                        clearance,
                    };
                    shelf.put(bearing.rank(), bearing);
                }
            }
        }
    }
}

struct DeepGroove {
    designation: String,
    bore: i64,
    outside: i64,
    width: i64,
    series: &'static str,
    seal: usize,
    clearance: usize,
}

impl DeepGroove {
    fn rank(&self) -> Rank {
        let common_series = matches!(self.series, "60" | "62" | "63");
        match (self.clearance, SEALS[self.seal].1) {
            (0, "2rs" | "zz") if matches!(self.series, "60" | "62") && self.bore <= 45 => Rank::Popular,
            (0, "open" | "zz" | "2rs") if common_series && self.bore <= 80 => Rank::Core,
            (1, "2rs" | "zz") if common_series && (15..=50).contains(&self.bore) => Rank::Core,
            (0, "2rs") if matches!(self.series, "618" | "619" | "622") && self.bore <= 60 => Rank::Core,
            (0, "open") if matches!(self.series, "64" | "160") && self.bore <= 60 => Rank::Core,
            _ => Rank::Extended,
        }
    }

    fn designation_with(&self, seal: &str, clearance: &str) -> String {
        format!("{}{seal}{clearance}", self.designation)
    }

    /// The same bearing with other seals of the usual ones, then with other clearance.
    fn alternatives(&self) -> Vec<String> {
        let clearance = CLEARANCES[self.clearance].0;
        let seals = ["-2RS", "-ZZ", ""].into_iter().filter(|seal| *seal != SEALS[self.seal].0);
        let mut all: Vec<String> = seals.map(|seal| self.designation_with(seal, clearance)).collect();
        all.push(self.designation_with(SEALS[self.seal].0, if self.clearance == 0 { "-C3" } else { "" }));
        all
    }

    fn sentence_on_seal(&self) -> (&'static str, &'static str) {
        match SEALS[self.seal].1 {
            "2rs" => (
                "Le tenute striscianti in NBR su entrambi i lati trattengono il grasso e tengono fuori polvere e umidità: non richiede rilubrificazione.",
                "NBR contact seals on both sides keep the grease in and dust and moisture out: no relubrication needed.",
            ),
            "zz" => (
                "Gli schermi metallici su entrambi i lati proteggono dalle impurità solide senza attrito aggiuntivo, per velocità elevate.",
                "Metal shields on both sides keep solid dirt out without extra friction, for high speeds.",
            ),
            "rs" => (
                "Una tenuta strisciante protegge il lato esposto; l'altro lato resta aperto per la lubrificazione della macchina.",
                "One contact seal protects the exposed side; the other stays open to the machine's own lubrication.",
            ),
            "z" => (
                "Uno schermo metallico protegge un lato; l'altro resta aperto per la lubrificazione della macchina.",
                "A metal shield protects one side; the other stays open to the machine's own lubrication.",
            ),
            _ => (
                "Esecuzione aperta per lubrificazione a olio o a grasso dall'esterno.",
                "Open design for oil lubrication or grease from outside.",
            ),
        }
    }

    fn sentence_on_use(&self) -> (&'static str, &'static str) {
        match self.series {
            "618" | "619" | "160" => (
                "Sezione sottile, adatta dove lo spazio radiale è ridotto: riduttori compatti, robot, attuatori.",
                "A thin section for little radial space: compact gearboxes, robots, actuators.",
            ),
            "63" | "64" => (
                "Serie pesante per carichi radiali elevati: motori elettrici, pompe, trasportatori.",
                "Heavy series for high radial loads: electric motors, pumps, conveyors.",
            ),
            "622" => (
                "Larghezza maggiorata con più riserva di grasso, per lunghi intervalli senza manutenzione.",
                "A wider bearing with more grease inside, for long intervals without maintenance.",
            ),
            _ if self.bore < 10 => (
                "Misura miniatura per strumenti, piccoli motori, rulli e stampanti 3D.",
                "A miniature size for instruments, small motors, rollers and 3D printers.",
            ),
            _ => (
                "La soluzione più diffusa per motori elettrici, riduttori, rulli e macchine in genere.",
                "The most widely used solution for electric motors, gearboxes, rollers and general machinery.",
            ),
        }
    }
}

impl Article for DeepGroove {
    fn sku(&self) -> String {
        self.designation_with(SEALS[self.seal].0, CLEARANCES[self.clearance].0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}", self.designation))
    }

    fn draft(&self) -> Draft {
        let (bore, outside, width) = (Mm::whole(self.bore), Mm::whole(self.outside), Mm::whole(self.width));
        let (_, seal, seal_price) = SEALS[self.seal];
        let (_, clearance, clearance_price) = CLEARANCES[self.clearance];
        let sku = self.sku();
        let mass = bearing_mass(bore, outside, width, 69);
        let price = price::by_mass(185, 2900, mass) * seal_price / 100 * clearance_price / 100;
        let speed_factor = match seal {
            "2rs" | "rs" => 340,
            "zz" | "z" => 560,
            _ => 660,
        };
        let (seal_it, seal_en) = self.sentence_on_seal();
        let (use_it, use_en) = self.sentence_on_use();
        Draft::new(
            "rolling_bearing",
            "deep-groove-ball-bearings",
            format!("Cuscinetto radiale rigido a sfere {sku}"),
            format!("Deep groove ball bearing {sku}"),
        )
        .say(
            "Cuscinetto a sfere a una corona, per carichi radiali e assiali nei due sensi.",
            "Single row ball bearing for radial loads and axial loads in both directions.",
        )
        .boundary(bore, outside, width)
        .say(seal_it, seal_en)
        .rated(balls(bore, outside), speed(speed_factor, bore, outside))
        .say(use_it, use_en)
        .text("series", self.series)
        .choice("seal", seal)
        .choice("clearance", clearance)
        .choice("cage", "pressed_steel")
        .whole("rows", 1)
        .choice("material", "bearing_steel")
        .text("standard", "ISO 15")
        .costs(mass, price)
        .lead(if self.bore > 80 { 12 } else { 5 })
        .sold(if self.bore <= 50 { Sale::pieces(&[10, 100]) } else { Sale::pieces(&[5]) })
        .drawn(
            if matches!(seal, "2rs" | "rs") {
                "sealed-bearing"
            } else if matches!(seal, "zz" | "z") {
                "shielded-bearing"
            } else {
                "deep-groove-bearing"
            },
            &[("d", bore.to_string()), ("D", outside.to_string()), ("B", width.to_string())],
        )
        .grouped(
            self.group(),
            format!("Cuscinetti radiali rigidi a sfere {}", self.designation),
            format!("Deep groove ball bearings {}", self.designation),
            &["seal", "clearance"],
        )
        .replaced_by(self.alternatives())
        .goes_with(rings_around(bore, outside))
        .goes_with(["GRS-LI2-EP-0.4".to_owned(), format!("DIN3760-A-{bore}x{outside}x7-NBR")])
    }
}
