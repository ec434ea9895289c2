//! Hydraulic hose by the metre, and pneumatic tube by the metre.
//!
//! Source: EN 853:2015 (1SN, 2SN wire braid), EN 857:2015 (1SC, 2SC compact). Tube sizes are the trade's usual ones.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, density, mass, ring_volume};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// DN, inside diameter in tenths, then for one and two braids: outside diameter in tenths and pressure in bar; bend radius.
type Hose = (i64, i64, (i64, i64), (i64, i64), i64);

const HOSES: &[Hose] = &[
    (6, 64, (134, 225), (150, 400), 100),
    (8, 79, (150, 215), (166, 350), 115),
    (10, 95, (174, 180), (190, 330), 130),
    (12, 127, (206, 160), (222, 275), 180),
    (16, 159, (237, 130), (254, 250), 200),
    (19, 190, (277, 105), (293, 215), 240),
    (25, 254, (356, 88), (381, 165), 300),
    (31, 318, (435, 63), (483, 125), 420),
    (38, 381, (506, 50), (546, 90), 500),
    (51, 508, (640, 40), (673, 80), 630),
];

/// Name, standard, wires, outside diameter and pressure in percent of the braided hose, lowest and highest temperature, price.
struct HoseType {
    name: &'static str,
    norm: &'static str,
    braids: i64,
    outside: i64,
    pressure: i64,
    temperatures: (i64, i64),
    price: i64,
}

const HOSE_TYPES: &[HoseType] = &[
    HoseType { name: "1SN", norm: "EN 853", braids: 1, outside: 100, pressure: 100, temperatures: (-40, 100), price: 100 },
    HoseType { name: "2SN", norm: "EN 853", braids: 2, outside: 100, pressure: 100, temperatures: (-40, 100), price: 100 },
    HoseType { name: "1SC", norm: "EN 857", braids: 1, outside: 90, pressure: 103, temperatures: (-40, 100), price: 108 },
    HoseType { name: "2SC", norm: "EN 857", braids: 2, outside: 90, pressure: 104, temperatures: (-40, 100), price: 112 },
    HoseType { name: "2SN-HT", norm: "EN 853", braids: 2, outside: 100, pressure: 100, temperatures: (-40, 150), price: 155 },
];

/// Outside and inside diameter in tenths of a millimetre, for polyurethane and polyamide.
const TUBES: &[(&str, i64, i64)] = &[
    ("PU", 40, 25),
    ("PU", 60, 40),
    ("PU", 80, 55),
    ("PU", 100, 65),
    ("PU", 120, 80),
    ("PU", 160, 110),
    ("PA", 40, 27),
    ("PA", 60, 40),
    ("PA", 80, 60),
    ("PA", 100, 75),
    ("PA", 120, 90),
    ("PA", 160, 125),
];

/// Tail of the SKU, choice, Italian and English name.
const COLOURS: &[(&str, &str, &str, &str)] = &[
    ("BL", "blue", "blu", "blue"),
    ("NE", "black", "nero", "black"),
    ("TR", "transparent", "trasparente", "clear"),
    ("RO", "red", "rosso", "red"),
    ("GI", "yellow", "giallo", "yellow"),
    ("VE", "green", "verde", "green"),
];

pub(super) fn fill_hoses(shelf: &mut Shelf) {
    for kind in HOSE_TYPES {
        for size in HOSES {
            let core = matches!(kind.name, "1SN" | "2SN" | "2SC") && size.0 <= 38;
            shelf.put(if core { Rank::Core } else { Rank::Extended }, Cut { kind, size });
        }
    }
}

pub(super) fn fill_tubes(shelf: &mut Shelf) {
    for colour in COLOURS {
        for &(material, outside, inside) in TUBES {
            let core = outside <= 120 && matches!(colour.0, "BL" | "NE" | "TR");
            let tube = Tube { material, outside: Mm::tenths(outside), inside: Mm::tenths(inside), colour };
            shelf.put(if core { Rank::Core } else { Rank::Extended }, tube);
        }
    }
}

struct Cut {
    kind: &'static HoseType,
    size: &'static Hose,
}

impl Article for Cut {
    fn sku(&self) -> String {
        format!("HYD-{}-DN{:02}", self.kind.name, self.size.0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-HYD-{}", self.kind.name))
    }

    fn draft(&self) -> Draft {
        let &(size, inside, one, two, radius) = self.size;
        let HoseType { name, norm, braids, outside, pressure, temperatures: (coldest, hottest), price, .. } = *self.kind;
        let (braided, bar) = if braids == 1 { one } else { two };
        let (inside, outside, bar) = (Mm::tenths(inside), Mm::tenths(braided * outside / 100), bar * pressure / 100);
        let mass = mass(ring_volume(outside, inside, Mm::whole(1000)), density::NITRILE + 550 * braids);
        let (braids_it, braids_en) = if braids == 1 { ("una treccia", "one braid") } else { ("due trecce", "two braids") };
        Draft::new(
            "hydraulic_hose",
            "hydraulic-hoses",
            format!("Tubo oleodinamico {norm} {name} DN {size} al metro"),
            format!("Hydraulic hose {norm} {name} DN {size}, by the metre"),
        )
        .say(
            format!("Tubo in gomma con {braids_it} in acciaio ad alta resistenza, diametro interno {} mm, esterno {} mm.", inside.it(), outside.it()),
            format!("Rubber hose with {braids_en} of high-tensile steel wire, inside diameter {inside} mm, outside {outside} mm."),
        )
        .say(
            format!("Pressione d'esercizio {bar} bar, di scoppio {} bar; raggio di curvatura minimo {radius} mm; da {coldest} a {hottest} °C.", bar * 4),
            format!("Working pressure {bar} bar, burst {} bar; minimum bend radius {radius} mm; {coldest} to {hottest} °C.", bar * 4),
        )
        .say("Venduto al metro, tagliato a misura a passi di dieci centimetri.", "Sold by the metre, cut to length in steps of ten centimetres.")
        .text("hose_type", name)
        .whole("nominal_size", size)
        .mm("inside_diameter", inside)
        .mm("outside_diameter", outside)
        .whole("working_pressure", bar)
        .whole("burst_pressure", bar * 4)
        .whole("bend_radius", radius)
        .whole("temperature_min", coldest)
        .whole("temperature_max", hottest)
        .text("standard", norm)
        .costs(mass, price::by_mass(150, 780 + 160 * braids, mass) * price / 100)
        .lead(5)
        .sold(Sale::metres(50, 10, if size <= 19 { &[50, 100] } else { &[20, 40] }))
        .drawn("hose", &[("d", inside.to_string()), ("D", outside.to_string()), ("n", braids.to_string())])
        .grouped(self.group(), format!("Tubi oleodinamici {norm} {name}"), format!("Hydraulic hoses {norm} {name}"), &["nominal_size"])
        .replaced_by(HOSE_TYPES.iter().filter(|other| other.braids >= braids).map(|other| format!("HYD-{}-DN{size:02}", other.name)))
    }
}

struct Tube {
    material: &'static str,
    outside: Mm,
    inside: Mm,
    colour: &'static (&'static str, &'static str, &'static str, &'static str),
}

impl Tube {
    fn sku_in(&self, material: &str, inside: Mm, colour: &str) -> String {
        format!("TUB-{material}-{}x{inside}-{colour}", self.outside)
    }
}

impl Article for Tube {
    fn sku(&self) -> String {
        self.sku_in(self.material, self.inside, self.colour.0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-TUB-{}", self.material))
    }

    fn draft(&self) -> Draft {
        let Tube { material, outside, inside, colour } = *self;
        let &(_, colour, colour_it, colour_en) = colour;
        let polyurethane = material == "PU";
        let mass = mass(ring_volume(outside, inside, Mm::whole(1000)), density::PLASTIC);
        let (choice, name_it, name_en, bar, hottest, bend, kilogram) = if polyurethane {
            ("polyurethane", "poliuretano", "polyurethane", 10, 60, 45, 2300)
        } else {
            ("polyamide", "poliammide PA12", "polyamide PA12", 20, 80, 60, 2600)
        };
        let radius = outside.micrometres() * bend / 10_000;
        Draft::new(
            "pneumatic_tube",
            "pneumatic-tubes",
            format!("Tubo pneumatico {material} {}x{} {colour_it} al metro", outside.it(), inside.it()),
            format!("Pneumatic tube {material} {outside}x{inside} {colour_en}, by the metre"),
        )
        .say(
            format!(
                "Tubo calibrato in {name_it}, diametro esterno {} mm, interno {} mm, colore {colour_it}.",
                outside.it(),
                inside.it()
            ),
            format!("Calibrated tube of {name_en}, outside diameter {outside} mm, inside {inside} mm, {colour_en}."),
        )
        .say(
            if polyurethane {
                "Molto flessibile, per raccordi automatici e parti in movimento."
            } else {
                "Rigido e resistente, per linee fisse e pressioni più alte."
            },
            if polyurethane {
                "Very flexible, for push-in fittings and moving parts."
            } else {
                "Stiff and strong, for fixed lines and higher pressure."
            },
        )
        .say(
            format!("Fino a {bar} bar a 20 °C; raggio di curvatura minimo {radius} mm."),
            format!("Up to {bar} bar at 20 °C; minimum bend radius {radius} mm."),
        )
        .mm("outside_diameter", outside)
        .mm("inside_diameter", inside)
        .choice("material", choice)
        .choice("colour", colour)
        .whole("working_pressure", bar)
        .whole("bend_radius", radius)
        .whole("temperature_min", -20)
        .whole("temperature_max", hottest)
        .costs(mass, price::by_mass(12, kilogram, mass))
        .lead(3)
        .sold(Sale::metres(100, 50, &[25, 100]))
        .drawn("tube", &[("d", inside.to_string()), ("D", outside.to_string())])
        .grouped(
            self.group(),
            format!("Tubi pneumatici in {name_it}"),
            format!("Pneumatic tubes of {name_en}"),
            &["outside_diameter", "colour"],
        )
        .replaced_by(COLOURS.iter().map(|other| self.sku_in(material, inside, other.0)))
        .goes_with(["G18", "G14"].map(|thread| format!("RA-SM-{outside}-{thread}")))
        .goes_with([format!("RA-UN-{outside}"), format!("RA-TU-{outside}")])
    }
}
