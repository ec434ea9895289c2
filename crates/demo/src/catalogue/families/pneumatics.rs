//! Push-in fittings and pneumatic cylinders.
//!
//! Source: ISO 15552:2018 (profile cylinders: bores, rods, ports); ISO 228-1 and ISO 261 (connection threads).

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Code, choice, words, price in cents at 6 mm, whether it has a thread.
type Shape = (&'static str, &'static str, &'static str, &'static str, i64, bool);

const SHAPES: &[Shape] = &[
    ("SM", "straight_male", "Raccordo diritto maschio", "Male straight fitting", 150, true),
    ("GM", "elbow_male", "Raccordo a gomito maschio orientabile", "Male swivel elbow fitting", 215, true),
    ("TM", "tee_male", "Raccordo a T maschio centrale", "Male branch tee fitting", 290, true),
    ("SF", "straight_female", "Raccordo diritto femmina", "Female straight fitting", 190, true),
    ("UN", "union", "Giunzione diritta", "Straight union", 170, false),
    ("GU", "elbow_union", "Giunzione a gomito", "Elbow union", 195, false),
    ("TU", "tee_union", "Giunzione a T", "Tee union", 240, false),
];

/// Code in the SKU, name, and the price in percent.
const THREADS: &[(&str, &str, i64)] =
    &[("M5", "M5", 88), ("G18", "G1/8", 100), ("G14", "G1/4", 116), ("G38", "G3/8", 142), ("G12", "G1/2", 185)];

const TUBES: &[i64] = &[4, 6, 8, 10, 12, 14, 16];

/// Tail of the SKU, choice, price in percent, highest temperature, words.
const BODIES: &[(&str, &str, i64, i64, &str, &str)] = &[
    (
        "",
        "polymer",
        100,
        60,
        "Corpo in tecnopolimero con filetto in ottone nichelato.",
        "Polymer body with a nickel-plated brass thread.",
    ),
    ("-OT", "nickel_plated_brass", 165, 80, "Corpo interamente in ottone nichelato.", "Body all of nickel-plated brass."),
    (
        "-INOX",
        "stainless_a4",
        520,
        120,
        "Corpo in acciaio inossidabile AISI 316 per lavaggi aggressivi.",
        "Body of stainless steel AISI 316 for aggressive wash-down.",
    ),
];

/// Bore, rod, port, and price in cents without and per 100 mm of stroke.
const CYLINDERS: &[(i64, i64, &str, i64, i64)] = &[
    (32, 12, "G1/8", 5200, 760),
    (40, 16, "G1/4", 6100, 920),
    (50, 20, "G1/4", 7600, 1180),
    (63, 20, "G3/8", 9300, 1420),
    (80, 25, "G3/8", 13_200, 1910),
    (100, 25, "G1/2", 17_400, 2350),
    (125, 32, "G1/2", 29_500, 3600),
];
const STROKES: &[i64] = &[25, 40, 50, 60, 80, 100, 125, 150, 160, 200, 250, 300, 320, 400, 500, 600, 700, 800, 900, 1000];

pub(super) fn fill_fittings(shelf: &mut Shelf) {
    for body in BODIES {
        for shape in SHAPES {
            for &tube in TUBES {
                let threads = if shape.5 { THREADS } else { &THREADS[..1] };
                for (place, thread) in threads.iter().enumerate().filter(|(place, _)| !shape.5 || fits(tube, *place)) {
                    let usual = matches!(shape.0, "SM" | "GM" | "UN" | "TU" | "GU") || (shape.0 == "TM" && place == 1);
                    let rank = match body.0 {
                        "" if usual && tube <= 12 => Rank::Core,
                        "-OT" if shape.0 == "SM" && tube <= 10 => Rank::Core,
                        _ => Rank::Extended,
                    };
                    shelf.put(rank, Fitting { body, shape, tube, thread: shape.5.then_some(thread) });
                }
            }
        }
    }
}

/// Small tubes do not go on large threads, and the reverse.
fn fits(tube: i64, thread: usize) -> bool {
    let (smallest, largest) = [(4, 6), (4, 10), (4, 12), (8, 16), (10, 16)][thread];
    (smallest..=largest).contains(&tube)
}

pub(super) fn fill_cylinders(shelf: &mut Shelf) {
    for magnetic in [true, false] {
        for size in CYLINDERS {
            for &stroke in STROKES {
                let core = magnetic && size.0 <= 63 && matches!(stroke, 25 | 50 | 80 | 100 | 125 | 160 | 200 | 250 | 320);
                shelf.put(if core { Rank::Core } else { Rank::Extended }, Cylinder { size, stroke, magnetic });
            }
        }
    }
}

struct Fitting {
    body: &'static (&'static str, &'static str, i64, i64, &'static str, &'static str),
    shape: &'static Shape,
    tube: i64,
    thread: Option<&'static (&'static str, &'static str, i64)>,
}

impl Fitting {
    fn sku_with(&self, body: &str) -> String {
        let thread = self.thread.map_or(String::new(), |thread| format!("-{}", thread.0));
        format!("RA-{}-{}{thread}{body}", self.shape.0, self.tube)
    }
}

impl Article for Fitting {
    fn sku(&self) -> String {
        self.sku_with(self.body.0)
    }

    fn draft(&self) -> Draft {
        let &(_, material, body_price, hottest, body_it, body_en) = self.body;
        let &(_, shape, it, en, cents, _) = self.shape;
        let tube = self.tube;
        let (thread, thread_price) = self.thread.map_or(("", 100), |&(_, name, price)| (name, price));
        let size = if thread.is_empty() { format!("ø{tube}") } else { format!("ø{tube} {thread}") };
        let metal = if material == "polymer" { 1 } else { 3 };
        let mass = (tube * tube * 110 + 4000) * metal * thread_price / 100;
        let draft = Draft::new("fitting", "pneumatic-fittings", format!("{it} {size}"), format!("{en} {size}"))
            .say(
                format!(
                    "Raccordo automatico per tubo calibrato da {tube} mm: si inserisce a mano e si sblocca premendo l'anello."
                ),
                format!("A push-in fitting for {tube} mm calibrated tube: push in by hand, press the ring to release."),
            )
            .say(body_it, body_en)
            .say(
                format!("Fino a 10 bar e {hottest} °C, vuoto incluso."),
                format!("Up to 10 bar and {hottest} °C, vacuum included."),
            )
            .choice("fitting_shape", shape)
            .whole("tube_diameter", tube);
        let draft = if thread.is_empty() { draft } else { draft.text("connection_thread", thread) };
        draft
            .choice("material", material)
            .whole("working_pressure", 10)
            .whole("temperature_max", hottest)
            .costs(mass, cents * price::CENT * body_price / 100 * thread_price / 100 * (60 + 7 * tube) / 100)
            .lead(4)
            .sold(Sale::pieces(&[10, 50]))
            .drawn(
                match shape {
                    "straight_male" | "straight_female" => "fitting",
                    "elbow_male" | "elbow_union" => "fitting-elbow",
                    "union" => "fitting-union",
                    _ => "fitting-tee",
                },
                &[("D", tube.to_string()), ("G", thread.to_owned())],
            )
            .replaced_by(BODIES.iter().map(|other| self.sku_with(other.0)))
            .goes_with(TUBE_TAILS.iter().map(|tail| tail.replace('#', &tube.to_string())))
    }
}

/// Tubes that a fitting takes, `#` for the outside diameter.
const TUBE_TAILS: &[&str] = &[
    "TUB-PU-#x2.5-BL",
    "TUB-PU-#x4-BL",
    "TUB-PU-#x5.5-BL",
    "TUB-PU-#x6.5-BL",
    "TUB-PU-#x8-BL",
    "TUB-PA-#x4-NE",
    "TUB-PA-#x6-NE",
    "TUB-PA-#x7.5-NE",
];

struct Cylinder {
    size: &'static (i64, i64, &'static str, i64, i64),
    stroke: i64,
    magnetic: bool,
}

impl Cylinder {
    fn sku_with(&self, magnetic: bool) -> String {
        format!("CIL-{}-{}{}", self.size.0, self.stroke, if magnetic { "" } else { "-NM" })
    }
}

impl Article for Cylinder {
    fn sku(&self) -> String {
        self.sku_with(self.magnetic)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-CIL-{}{}", self.size.0, if self.magnetic { "" } else { "-NM" }))
    }

    fn draft(&self) -> Draft {
        let &(bore, rod, port, cents, cents_by_stroke) = self.size;
        let stroke = self.stroke;
        // Six bar are 0.6 newtons on a square millimetre.
        let thrust = bore * bore * 7854 * 6 / 100_000;
        let mass = (bore * bore * 380 + stroke * bore * 45) * 1000 / 1000;
        let (magnet_it, magnet_en) = if self.magnetic {
            (
                "Pistone magnetico per sensori di finecorsa nella cava del profilo.",
                "Magnetic piston for end-position sensors in the profile's slot.",
            )
        } else {
            ("Pistone non magnetico.", "Piston without magnet.")
        };
        Draft::new(
            "pneumatic_cylinder",
            "pneumatic-cylinders",
            format!("Cilindro pneumatico ISO 15552 alesaggio {bore} corsa {stroke}"),
            format!("Pneumatic cylinder ISO 15552 bore {bore} stroke {stroke}"),
        )
        .say(
            format!("Cilindro a profilo a doppio effetto, ammortizzato, alesaggio {bore} mm, corsa {stroke} mm, stelo {rod} mm."),
            format!("A double-acting cushioned profile cylinder, bore {bore} mm, stroke {stroke} mm, rod {rod} mm."),
        )
        .say(magnet_it, magnet_en)
        .say(
            format!("Spinta teorica {thrust} N a 6 bar; attacchi {port}; intercambiabile secondo ISO 15552."),
            format!("Theoretical thrust {thrust} N at 6 bar; ports {port}; interchangeable by ISO 15552."),
        )
        .whole("cylinder_bore", bore)
        .whole("stroke", stroke)
        .whole("rod_diameter", rod)
        .text("connection_thread", port)
        .whole("thrust", thrust)
        .whole("working_pressure", 10)
        .whole("temperature_max", 80)
        .text("standard", "ISO 15552")
        .costs(mass, (cents + cents_by_stroke * stroke / 100) * price::CENT * if self.magnetic { 106 } else { 100 } / 100)
        .lead(if stroke > 320 { 15 } else { 8 })
        .drawn("cylinder", &[("D", bore.to_string()), ("L", stroke.to_string()), ("d", rod.to_string())])
        .grouped(
            self.group(),
            format!("Cilindri ISO 15552 alesaggio {bore}"),
            format!("ISO 15552 cylinders, bore {bore}"),
            &["stroke"],
        )
        .replaced_by([self.sku_with(!self.magnetic)])
        .goes_with([
            format!("RA-GM-8-{}", port.replace('/', "")),
            format!("RA-SM-8-{}", port.replace('/', "")),
            "IS-M8-2-PNP-NO-M8".to_owned(),
        ])
    }
}
