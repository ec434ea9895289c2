//! What threaded fasteners have in common: threads, grades, lengths, and the screw that all screw standards describe.
//!
//! Source: ISO 261:1998 (coarse pitches), ISO 898-1:2013 and ISO 3506-1:2020 (property classes), ISO 888:2012 (nominal
//! lengths). Tightening torques are indicative, for a coefficient of friction of about 0.12.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, block_volume, decimal, density, mass, ring_volume};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Nominal diameter in millimetres, coarse pitch in hundredths, torque for class 8.8 in hundredths of a newton metre.
const THREADS: &[(i64, i64, i64)] = &[
    (3, 50, 110),
    (4, 70, 260),
    (5, 80, 520),
    (6, 100, 900),
    (8, 125, 2200),
    (10, 150, 4400),
    (12, 175, 7600),
    (14, 200, 12_200),
    (16, 200, 19_000),
    (18, 250, 27_000),
    (20, 250, 37_000),
    (22, 250, 51_000),
    (24, 300, 64_000),
    (27, 300, 95_000),
    (30, 350, 129_000),
];

/// Nominal lengths in millimetres.
const LENGTHS: &[i64] = &[
    3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 90, 100, 110, 120, 130, 140, 150, 160, 180,
    200,
];

/// Coarse pitch of a thread.
pub(super) fn pitch(thread: i64) -> Mm {
    THREADS.iter().find(|(nominal, ..)| *nominal == thread).map_or(Mm::whole(1), |&(_, pitch, _)| Mm::hundredths(pitch))
}

/// A material and finish that fasteners are made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grade {
    /// Tail of the SKU.
    pub suffix: &'static str,
    pub class: &'static str,
    pub material: &'static str,
    pub finish: &'static str,
    /// Percent of the price, and of the torque, of class 8.8.
    pub price: i64,
    pub torque: i64,
    /// Tails of the nut's and the washer's SKU that go with it.
    pub nut: &'static str,
    pub washer: &'static str,
}

const STEEL: Grade =
    Grade { suffix: "8.8", class: "8.8", material: "steel", finish: "black", price: 100, torque: 100, nut: "8", washer: "200HV" };
const INOX: Grade = Grade {
    suffix: "A2-70",
    class: "A2-70",
    material: "stainless_a2",
    finish: "passivated",
    price: 215,
    torque: 69,
    nut: "A2-70",
    washer: "A2",
};

/// Grades of cap and hexagon screws.
pub(super) const SCREW_GRADES: &[Grade] = &[
    STEEL,
    Grade { suffix: "8.8-ZN", finish: "zinc", price: 109, nut: "8-ZN", washer: "200HV-ZN", ..STEEL },
    Grade { suffix: "10.9", class: "10.9", price: 119, torque: 141, nut: "10", ..STEEL },
    Grade { suffix: "12.9", class: "12.9", price: 127, torque: 172, nut: "10", washer: "300HV", ..STEEL },
    INOX,
    Grade {
        suffix: "A4-80",
        class: "A4-80",
        material: "stainless_a4",
        price: 335,
        torque: 92,
        nut: "A4-80",
        washer: "A4",
        ..INOX
    },
    Grade { suffix: "10.9-ZNF", class: "10.9", finish: "zinc_flake", price: 148, torque: 141, nut: "10", ..STEEL },
    Grade {
        suffix: "A4-70",
        class: "A4-70",
        material: "stainless_a4",
        price: 310,
        torque: 69,
        nut: "A4-80",
        washer: "A4",
        ..INOX
    },
    Grade { suffix: "8.8-ZNF", finish: "zinc_flake", price: 128, nut: "8-ZN", washer: "200HV-ZN", ..STEEL },
    Grade {
        suffix: "12.9-ZNF",
        class: "12.9",
        finish: "zinc_flake",
        price: 164,
        torque: 172,
        nut: "10",
        washer: "300HV",
        ..STEEL
    },
];

/// Grades of set screws: hardened steel and stainless.
pub(super) const SET_SCREW_GRADES: &[Grade] = &[
    Grade { suffix: "45H", class: "45H", material: "hardened_steel", price: 105, ..STEEL },
    Grade { suffix: "A2", class: "A2-21H", price: 190, ..INOX },
    Grade { suffix: "45H-ZN", class: "45H", material: "hardened_steel", finish: "zinc", price: 118, ..STEEL },
    Grade { suffix: "A4", class: "A4-21H", material: "stainless_a4", price: 280, ..INOX },
];

impl Grade {
    /// What a name adds for a coating, agreeing with the feminine *vite*.
    pub fn coating(&self) -> (&'static str, &'static str) {
        match self.finish {
            "zinc" => (" zincata", " zinc plated"),
            "zinc_flake" => (" lamellare di zinco", " zinc flake"),
            _ => ("", ""),
        }
    }

    /// The words for material and finish.
    pub fn words(&self) -> (String, String) {
        let (material_it, material_en) = match self.material {
            "stainless_a2" => ("Acciaio inossidabile A2 (AISI 304)", "Stainless steel A2 (AISI 304)"),
            "stainless_a4" => {
                ("Acciaio inossidabile A4 (AISI 316), resistente ai cloruri", "Stainless steel A4 (AISI 316), resists chlorides")
            }
            "hardened_steel" => ("Acciaio legato temprato", "Hardened alloy steel"),
            _ => ("Acciaio al carbonio o legato", "Carbon or alloy steel"),
        };
        let (finish_it, finish_en) = match self.finish {
            "zinc" => ("zincatura bianca elettrolitica", "electroplated zinc"),
            "zinc_flake" => (
                "rivestimento lamellare di zinco, oltre 480 ore in nebbia salina",
                "zinc flake coating, more than 480 hours in salt spray",
            ),
            "passivated" => ("superficie passivata", "passivated surface"),
            _ => ("superficie brunita e oliata", "black oxide, oiled"),
        };
        (
            format!("{material_it}, classe di resistenza {}, {finish_it}.", self.class),
            format!("{material_en}, property class {}, {finish_en}.", self.class),
        )
    }
}

/// One size of a screw standard, lengths in hundredths of a millimetre where not said otherwise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// Nominal diameter in millimetres.
    pub thread: i64,
    pub diameter: i64,
    pub height: i64,
    /// Key size or width across flats.
    pub flats: i64,
    /// Shortest and longest nominal length in millimetres.
    pub lengths: (i64, i64),
}

pub(super) const fn head(thread: i64, diameter: i64, height: i64, flats: i64, lengths: (i64, i64)) -> Head {
    Head { thread, diameter, height, flats, lengths }
}

/// How much of a screw is threaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Threaded {
    Fully,
    /// A plain shank above the thread length 2 d + 12 mm when the screw is long enough.
    Partly,
}

/// A screw standard: its words, its table and what is on the shelf by default.
pub(super) struct ScrewStandard {
    /// Head of the SKU: `ISO4762`.
    pub code: &'static str,
    /// As the attribute says it: `ISO 4762 (DIN 912)`.
    pub norm: &'static str,
    pub it: &'static str,
    pub en: &'static str,
    pub use_it: &'static str,
    pub use_en: &'static str,
    pub category: &'static str,
    pub drawing: &'static str,
    pub heads: &'static [Head],
    pub grades: &'static [Grade],
    pub threaded: Threaded,
    pub point: Option<&'static str>,
    pub hexagon_head: bool,
    /// Percent of the price of a socket head cap screw.
    pub price: i64,
    /// Rank of a grade's suffix, thread and length.
    pub rank: fn(&str, i64, i64) -> Rank,
}

impl ScrewStandard {
    pub fn fill(&'static self, shelf: &mut Shelf) {
        for grade in self.grades {
            for head in self.heads {
                let (shortest, longest) = head.lengths;
                for &length in LENGTHS.iter().filter(|length| (shortest..=longest).contains(*length)) {
                    shelf.put((self.rank)(grade.suffix, head.thread, length), Screw { standard: self, grade, head, length });
                }
            }
        }
    }
}

struct Screw {
    standard: &'static ScrewStandard,
    grade: &'static Grade,
    head: &'static Head,
    length: i64,
}

impl Screw {
    fn sku_in(&self, grade: &str) -> String {
        format!("{}-M{}x{}-{grade}", self.standard.code, self.head.thread, self.length)
    }

    fn fully_threaded(&self) -> bool {
        self.standard.threaded == Threaded::Fully || self.length <= 2 * self.head.thread + 12 + self.head.thread
    }

    fn mass(&self) -> i64 {
        let Head { thread, diameter, height, flats, .. } = *self.head;
        let (nothing, height) = (Mm::whole(0), Mm::hundredths(height));
        let shank = ring_volume(Mm::whole(thread), nothing, Mm::whole(self.length)) * 86 / 100;
        let head = if self.standard.hexagon_head {
            block_volume(Mm::hundredths(flats), Mm::hundredths(flats), height) * 866 / 1000
        } else {
            ring_volume(Mm::hundredths(diameter), nothing, height) * 78 / 100
        };
        let stainless = self.grade.material.starts_with("stainless");
        mass(shank + head, if stainless { density::STAINLESS } else { density::STEEL })
    }

    /// Newton metres in millionths.
    fn torque(&self) -> i64 {
        let torque = THREADS.iter().find(|(nominal, ..)| *nominal == self.head.thread).map_or(0, |&(_, _, torque)| torque);
        torque * self.grade.torque / 100 * 10_000
    }

    fn sentence_on_size(&self) -> (String, String) {
        let (thread, pitch, length) = (self.head.thread, pitch(self.head.thread), self.length);
        let (threaded_it, threaded_en) = if self.fully_threaded() {
            ("filettata per tutta la lunghezza", "fully threaded")
        } else {
            ("con gambo parzialmente filettato", "with a partly threaded shank")
        };
        (
            format!("Filettatura metrica M{thread} a passo grosso {} mm, lunghezza {length} mm, {threaded_it}.", pitch.it()),
            format!("Metric coarse thread M{thread}, pitch {pitch} mm, length {length} mm, {threaded_en}."),
        )
    }

    fn sentence_on_tightening(&self) -> Option<(String, String)> {
        if self.standard.point.is_some() {
            return None;
        }
        let (flats, torque) = (Mm::hundredths(self.head.flats), self.torque());
        Some((
            format!("Chiave {} mm, coppia di serraggio indicativa {} N·m.", flats.it(), decimal(torque, ',')),
            format!("Key size {flats} mm, indicative tightening torque {} N·m.", decimal(torque, '.')),
        ))
    }

    /// Head and drive, which set screws lack but for the drive.
    fn with_head(&self, draft: Draft) -> Draft {
        let flats = Mm::hundredths(self.head.flats);
        let draft = draft.mm("width_across_flats", flats);
        if let Some(point) = self.standard.point {
            return draft.choice("point", point);
        }
        let draft = draft.mm("head_height", Mm::hundredths(self.head.height)).number("tightening_torque", self.torque());
        if self.standard.hexagon_head { draft } else { draft.mm("head_diameter", Mm::hundredths(self.head.diameter)) }
    }

    fn drawn(&self, draft: Draft) -> Draft {
        let Head { thread, diameter, height, flats, .. } = *self.head;
        draft.drawn(
            self.standard.drawing,
            &[
                ("d", format!("M{thread}")),
                ("L", self.length.to_string()),
                ("k", Mm::hundredths(height).to_string()),
                ("s", Mm::hundredths(flats).to_string()),
                ("dk", Mm::hundredths(diameter).to_string()),
            ],
        )
    }
}

/// How a fastener of this thread is sold: the smaller, the larger the bag.
pub(super) fn sale(thread: i64) -> Sale {
    match thread {
        ..7 => Sale::pieces_by(50, &[200, 1000]),
        7..11 => Sale::pieces_by(25, &[100, 500]),
        11..17 => Sale::pieces_by(10, &[50, 200]),
        _ => Sale::pieces(&[25]),
    }
}

impl Article for Screw {
    fn sku(&self) -> String {
        self.sku_in(self.grade.suffix)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}-{}", self.standard.code, self.grade.suffix))
    }

    fn draft(&self) -> Draft {
        let (standard, grade, thread) = (self.standard, self.grade, self.head.thread);
        let norm = standard.norm.split(" (").next().unwrap_or(standard.norm);
        let mass = self.mass();
        let (size_it, size_en) = self.sentence_on_size();
        let (grade_it, grade_en) = grade.words();
        let (coating_it, coating_en) = grade.coating();
        let draft = Draft::new(
            "screw",
            standard.category,
            format!("{} {norm} M{thread}x{} classe {}{coating_it}", standard.it, self.length, grade.class),
            format!("{} {norm} M{thread}x{} class {}{coating_en}", standard.en, self.length, grade.class),
        )
        .say(size_it, size_en)
        .say(grade_it, grade_en)
        .say(standard.use_it, standard.use_en);
        let draft = match self.sentence_on_tightening() {
            Some((it, en)) => draft.say(it, en),
            None => draft,
        };
        let draft = draft
            .text("thread", format!("M{thread}"))
            .whole("length", self.length)
            .text("property_class", grade.class)
            .choice("material", grade.material)
            .choice("finish", grade.finish)
            .mm("thread_pitch", pitch(thread))
            .yes("fully_threaded", self.fully_threaded())
            .text("standard", standard.norm)
            .costs(mass, price::by_mass(3, 640, mass) * grade.price / 100 * standard.price / 100)
            .lead(if thread > 16 { 6 } else { 3 })
            .sold(sale(thread))
            .grouped(
                self.group(),
                format!("{} {norm}, {}", standard.it, grade.suffix),
                format!("{} {norm}, {}", standard.en, grade.suffix),
                &["thread", "length"],
            )
            .replaced_by(
                standard.grades.iter().filter(|other| other.torque >= grade.torque).map(|other| self.sku_in(other.suffix)),
            )
            .goes_with([format!("ISO4032-M{thread}-{}", grade.nut), format!("ISO7089-M{thread}-{}", grade.washer)]);
        self.drawn(self.with_head(draft))
    }
}
