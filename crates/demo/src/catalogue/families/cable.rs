//! Cables by the metre.
//!
//! Source: EN 50525-2-31 (H07V-K, single core), EN 50525-2-21 (H07RN-F, rubber), EN 50525-2-51 (H05VV5-F, control cable), cross-sections of
//! IEC 60228.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, density, mass, ring_volume};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Cross-sections in hundredths of a square millimetre.
const SECTIONS: &[i64] = &[50, 75, 100, 150, 250, 400, 600, 1000, 1600, 2500, 3500, 5000];

struct Type {
    code: &'static str,
    name: &'static str,
    norm: &'static str,
    voltage: i64,
    hottest: i64,
    shielded: bool,
    it: &'static str,
    en: &'static str,
    use_it: &'static str,
    use_en: &'static str,
    cores: &'static [i64],
    /// Smallest and largest cross-section in hundredths of a square millimetre.
    sections: (i64, i64),
}

const TYPES: &[Type] = &[
    Type {
        code: "H07VK",
        name: "H07V-K",
        norm: "EN 50525-2-31",
        voltage: 750,
        hottest: 70,
        shielded: false,
        it: "Cavo unipolare flessibile",
        en: "Flexible single-core cable",
        use_it: "Per cablaggio di quadri elettrici e posa in tubo.",
        use_en: "For wiring switch cabinets and laying in conduit.",
        cores: &[1],
        sections: (150, 5000),
    },
    Type {
        code: "H05VV5F",
        name: "H05VV5-F",
        norm: "EN 50525-2-51",
        voltage: 500,
        hottest: 70,
        shielded: false,
        it: "Cavo di comando multipolare",
        en: "Multicore control cable",
        use_it: "Conduttori numerati, guaina resistente agli oli: per macchine utensili e linee di produzione.",
        use_en: "Numbered cores and an oil-resistant sheath: for machine tools and production lines.",
        cores: &[2, 3, 4, 5, 7, 12, 18, 25],
        sections: (50, 250),
    },
    Type {
        code: "H05VVC4V5K",
        name: "H05VVC4V5-K",
        norm: "EN 50525-2-51",
        voltage: 500,
        hottest: 70,
        shielded: true,
        it: "Cavo di comando schermato",
        en: "Shielded control cable",
        use_it: "Schermo a treccia di rame stagnato contro i disturbi degli azionamenti.",
        use_en: "A tinned copper braid against interference from drives.",
        cores: &[2, 3, 4, 5, 7, 12, 18, 25],
        sections: (50, 250),
    },
    Type {
        code: "H07RNF",
        name: "H07RN-F",
        norm: "EN 50525-2-21",
        voltage: 750,
        hottest: 60,
        shielded: false,
        it: "Cavo in gomma per posa mobile",
        en: "Rubber cable for mobile use",
        use_it: "Per cantieri, officine e apparecchi mobili, anche all'aperto.",
        use_en: "For building sites, workshops and mobile equipment, also outdoors.",
        cores: &[2, 3, 4, 5],
        sections: (150, 1600),
    },
];

/// Colours of single cores: tail of the SKU, choice, words.
const COLOURS: &[(&str, &str, &str, &str)] = &[
    ("NE", "black", "nero", "black"),
    ("GV", "green_yellow", "giallo-verde", "green-yellow"),
    ("AZ", "light_blue", "azzurro", "light blue"),
    ("RO", "red", "rosso", "red"),
    ("MA", "brown", "marrone", "brown"),
    ("GR", "grey", "grigio", "grey"),
    ("BI", "white", "bianco", "white"),
    ("AR", "orange", "arancione", "orange"),
];
/// Sheaths of multicore cables.
const SHEATHS: &[(&str, &str, &str, &str)] = &[("", "grey", "grigio", "grey"), ("-NE", "black", "nero", "black")];

pub(super) fn fill(shelf: &mut Shelf) {
    for kind in TYPES {
        let single = kind.cores == [1];
        for (place, colour) in (if single { COLOURS } else { SHEATHS }).iter().enumerate() {
            for &cores in kind.cores {
                for &section in SECTIONS.iter().filter(|section| (kind.sections.0..=kind.sections.1).contains(*section)) {
                    let core = match kind.code {
                        "H07VK" => place < 4 && section <= 1000,
                        "H05VV5F" => place == 0 && cores <= 12 && matches!(section, 75 | 100 | 150 | 250),
                        "H05VVC4V5K" => place == 0 && cores <= 7 && matches!(section, 75 | 150),
                        _ => place == 1 && cores >= 3 && section <= 400,
                    };
                    shelf.put(if core { Rank::Core } else { Rank::Extended }, Cable { kind, cores, section, colour });
                }
            }
        }
    }
}

struct Cable {
    kind: &'static Type,
    cores: i64,
    section: i64,
    colour: &'static (&'static str, &'static str, &'static str, &'static str),
}

impl Cable {
    fn size(&self, mark: &str) -> String {
        format!("{}G{}", self.cores, Mm::hundredths(self.section)).replace('.', mark)
    }
}

impl Article for Cable {
    fn sku(&self) -> String {
        let tail = self.colour.0;
        let dash = if self.cores == 1 { "-" } else { "" };
        format!("{}-{}{dash}{tail}", self.kind.code, self.size("."))
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}", self.kind.code))
    }

    fn draft(&self) -> Draft {
        let Cable { kind, cores, section, colour: &(_, colour, colour_it, colour_en) } = *self;
        let area = Mm::hundredths(section);
        // Insulated core diameter grows with the root of the section; a bundle with the root of the cores.
        let root = |value: i64| i64::try_from(crate::catalogue::number::root(u128::try_from(value).unwrap_or(0), 2)).unwrap_or(0);
        let core_diameter = 150 + root(section * 170);
        let bundle = core_diameter * root(cores * 13_000) / 100;
        let outside = Mm::hundredths(if cores == 1 { core_diameter } else { bundle + 180 + if kind.shielded { 60 } else { 0 } })
            .percent(100);
        let copper = section * cores * density::COPPER / 100;
        let plastic = mass(ring_volume(outside, Mm::whole(0), Mm::whole(1000)), 1350) - section * cores * 13;
        let mass = copper + plastic.max(1000);
        let price = price::by_mass(9, 1380, copper) + price::by_mass(if cores == 1 { 2 } else { 22 }, 310, plastic);
        let (size_it, size_en) = (self.size(","), self.size("."));
        let draft = Draft::new(
            "cable",
            "cables",
            format!("{} {} {size_it} mm² {colour_it} al metro", kind.it, kind.name),
            format!("{} {} {size_en} mm² {colour_en}, by the metre", kind.en, kind.name),
        )
        .say(
            if cores == 1 {
                format!("Corda flessibile di rame isolata in PVC, sezione {} mm², colore {colour_it}.", area.it())
            } else {
                format!(
                    "{cores} conduttori flessibili di rame da {} mm² con giallo-verde, guaina di colore {colour_it}.",
                    area.it()
                )
            },
            if cores == 1 {
                format!("PVC-insulated flexible copper strand, {area} mm², {colour_en}.")
            } else {
                format!("{cores} flexible copper cores of {area} mm² with green-yellow, {colour_en} sheath.")
            },
        )
        .say(kind.use_it, kind.use_en)
        .say(
            format!(
                "Tensione nominale {} V, fino a {} °C; diametro esterno circa {} mm.",
                kind.voltage,
                kind.hottest,
                outside.it()
            ),
            format!("Rated voltage {} V, up to {} °C; outside diameter about {outside} mm.", kind.voltage, kind.hottest),
        )
        .text("cable_type", kind.name)
        .whole("cores", cores)
        .number("cross_section", area.micros())
        .choice("colour", colour)
        .yes("shielded", kind.shielded)
        .mm("outside_diameter", outside)
        .whole("rated_voltage", kind.voltage)
        .whole("temperature_max", kind.hottest)
        .choice("material", "copper")
        .text("standard", kind.norm)
        .costs(mass, price * if kind.shielded { 145 } else { 100 } / 100)
        .lead(3)
        .sold(if cores == 1 { Sale::metres(1000, 1000, &[100]) } else { Sale::metres(100, 50, &[50, 100]) })
        .drawn(
            if cores == 1 { "wire" } else { "cable" },
            &[("n", cores.to_string()), ("s", area.to_string()), ("D", outside.to_string())],
        );
        let axes: &[&str] = if cores == 1 { &["cross_section", "colour"] } else { &["cores", "cross_section", "colour"] };
        draft.grouped(self.group(), format!("{} {}", kind.it, kind.name), format!("{} {}", kind.en, kind.name), axes)
    }
}
