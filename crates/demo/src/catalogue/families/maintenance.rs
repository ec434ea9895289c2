//! Lubricants by the litre and the kilogram, gloves by the pair, and workshop consumables.
//!
//! Source: ISO 3448:1992 (viscosity classes), DIN 51502 / ISO 6743 (designations), DIN 51818 (NLGI classes), EN 388:2016 (gloves).

use crate::catalogue::draft::{Article, Draft, Packing, Sale, SaleUnit};
use crate::catalogue::price::CENT;
use crate::catalogue::range::{Rank, Shelf};

/// Code, use, viscosity classes, base oil, cents per litre, words.
struct Oil {
    code: &'static str,
    kind: &'static str,
    base: &'static str,
    classes: &'static [i64],
    cents: i64,
    norm: &'static str,
    it: &'static str,
    en: &'static str,
    use_it: &'static str,
    use_en: &'static str,
}

const OILS: &[Oil] = &[
    Oil {
        code: "CLP",
        kind: "gear",
        base: "mineral",
        classes: &[68, 100, 150, 220, 320, 460, 680],
        cents: 620,
        norm: "DIN 51517-3 CLP",
        it: "Olio per riduttori CLP",
        en: "Gear oil CLP",
        use_it: "Additivi EP contro usura e micropitting, per riduttori chiusi e cuscinetti lubrificati a olio.",
        use_en: "EP additives against wear and micropitting, for enclosed gearboxes and oil-lubricated bearings.",
    },
    Oil {
        code: "CLPHC",
        kind: "gear",
        base: "synthetic",
        classes: &[150, 220, 320, 460],
        cents: 1480,
        norm: "DIN 51517-3 CLP HC",
        it: "Olio sintetico per riduttori CLP HC",
        en: "Synthetic gear oil CLP HC",
        use_it: "Base PAO per lunghi intervalli di cambio e ampie escursioni di temperatura.",
        use_en: "A PAO base for long drain intervals and wide temperature ranges.",
    },
    Oil {
        code: "PG",
        kind: "gear",
        base: "polyglycol",
        classes: &[220, 460, 680],
        cents: 1890,
        norm: "DIN 51517-3 CLP PG",
        it: "Olio poliglicole per riduttori a vite senza fine",
        en: "Polyglycol oil for worm gearboxes",
        use_it: "Riduce attrito e temperatura nei riduttori a vite senza fine; non miscelabile con oli minerali.",
        use_en: "Cuts friction and heat in worm gearboxes; not to be mixed with mineral oils.",
    },
    Oil {
        code: "HLP",
        kind: "hydraulic",
        base: "mineral",
        classes: &[22, 32, 46, 68, 100],
        cents: 430,
        norm: "ISO 11158 HM",
        it: "Olio idraulico HLP",
        en: "Hydraulic oil HLP",
        use_it: "Antiusura, per pompe a palette, a ingranaggi e a pistoni.",
        use_en: "Anti-wear, for vane, gear and piston pumps.",
    },
    Oil {
        code: "CGLP",
        kind: "slideway",
        base: "mineral",
        classes: &[68, 220],
        cents: 690,
        norm: "ISO 6743-13 G",
        it: "Olio per guide CGLP",
        en: "Slideway oil CGLP",
        use_it: "Adesivo e antistick-slip, per guide e viti di macchine utensili.",
        use_en: "Adhesive and anti stick-slip, for slideways and screws of machine tools.",
    },
    Oil {
        code: "VDL",
        kind: "compressor",
        base: "mineral",
        classes: &[46, 100],
        cents: 810,
        norm: "DIN 51506 VDL",
        it: "Olio per compressori VDL",
        en: "Compressor oil VDL",
        use_it: "Bassa formazione di residui, per compressori a vite e a pistoni.",
        use_en: "Leaves few deposits, for screw and piston compressors.",
    },
    Oil {
        code: "FOOD",
        kind: "general",
        base: "white_oil",
        classes: &[32, 68, 220],
        cents: 1690,
        norm: "ISO 21469",
        it: "Olio alimentare H1",
        en: "Food-grade oil H1",
        use_it: "Per catene, riduttori e circuiti in macchine alimentari con contatto accidentale.",
        use_en: "For chains, gearboxes and circuits of food machines with incidental contact.",
    },
];

/// Code, name, NLGI class, grams of the container, cents per kilogram, food grade, temperatures, words.
struct Grease {
    code: &'static str,
    it: &'static str,
    en: &'static str,
    consistency: &'static str,
    cents: i64,
    food: bool,
    temperatures: (i64, i64),
    use_it: &'static str,
    use_en: &'static str,
}

const GREASES: &[Grease] = &[
    Grease {
        code: "LI2-EP",
        it: "Grasso al litio EP 2",
        en: "Lithium grease EP 2",
        consistency: "2",
        cents: 1150,
        food: false,
        temperatures: (-30, 120),
        use_it: "Grasso universale per cuscinetti volventi e boccole, anche con carichi elevati.",
        use_en: "A universal grease for rolling bearings and bushes, also under high loads.",
    },
    Grease {
        code: "HT2",
        it: "Grasso per alte temperature",
        en: "High-temperature grease",
        consistency: "2",
        cents: 2980,
        food: false,
        temperatures: (-20, 180),
        use_it: "Addensante poliurea, per motori elettrici, ventilatori e forni.",
        use_en: "Polyurea thickener, for electric motors, fans and ovens.",
    },
    Grease {
        code: "FOOD2",
        it: "Grasso alimentare H1",
        en: "Food-grade grease H1",
        consistency: "2",
        cents: 3350,
        food: true,
        temperatures: (-30, 150),
        use_it: "Per macchine alimentari e imbottigliamento, resistente ai lavaggi.",
        use_en: "For food and bottling machines, resists washing.",
    },
    Grease {
        code: "MOS2",
        it: "Grasso al bisolfuro di molibdeno",
        en: "Molybdenum disulphide grease",
        consistency: "2",
        cents: 1980,
        food: false,
        temperatures: (-25, 130),
        use_it: "Per perni, articolazioni e giunti con movimenti lenti e urti.",
        use_en: "For pins, joints and couplings with slow movement and shocks.",
    },
    Grease {
        code: "LI00",
        it: "Grasso semifluido per impianti centralizzati",
        en: "Semi-fluid grease for central systems",
        consistency: "00",
        cents: 1290,
        food: false,
        temperatures: (-35, 110),
        use_it: "Pompabile anche a basse temperature.",
        use_en: "Pumpable in the cold as well.",
    },
];

/// Model, coating, EN 388 rating, colour, cents a pair, words.
type Glove = (&'static str, &'static str, &'static str, &'static str, i64, &'static str, &'static str);

const GLOVES: &[Glove] = &[
    (
        "NIT",
        "nitrile",
        "4131X",
        "black",
        245,
        "Guanto in filo continuo spalmato in nitrile, buona presa su pezzi oliati.",
        "Seamless knit glove with nitrile coating, a good grip on oily parts.",
    ),
    (
        "PUG",
        "polyurethane",
        "3131X",
        "grey",
        175,
        "Guanto sottile spalmato in poliuretano, per assemblaggio di precisione.",
        "A thin polyurethane-coated glove for precision assembly.",
    ),
    (
        "LAT",
        "latex",
        "2142X",
        "orange",
        210,
        "Guanto in cotone spalmato in lattice antiscivolo, per movimentazione.",
        "Cotton glove with non-slip latex coating, for handling.",
    ),
    (
        "CUT",
        "nitrile",
        "4X43D",
        "black",
        690,
        "Guanto antitaglio livello D, per lamiere e lame.",
        "Cut-resistant glove, level D, for sheet metal and blades.",
    ),
    (
        "MEC",
        "none",
        "2121X",
        "blue",
        1450,
        "Guanto da meccanico con palmo rinforzato e polsino a strappo.",
        "Mechanic's glove with reinforced palm and hook-and-loop cuff.",
    ),
];

/// Code, Italian, English, content, cents, grams, use in both languages.
type Consumable = (&'static str, &'static str, &'static str, &'static str, i64, i64, &'static str, &'static str);

#[rustfmt::skip]
const CONSUMABLES: &[Consumable] = &[
    ("FRN-M-50", "Frenafiletti medio", "Threadlocker, medium strength", "50 ml", 1480, 78, "Blocca viti smontabili con utensili normali, M6–M20.", "Locks screws that ordinary tools can still undo, M6–M20."),
    ("FRN-F-50", "Frenafiletti forte", "Threadlocker, high strength", "50 ml", 1620, 78, "Blocco permanente di prigionieri e perni.", "Locks studs and pins for good."),
    ("SIG-G-50", "Sigillaraccordi", "Thread sealant", "50 ml", 1540, 80, "Sigilla filettature di impianti idraulici e pneumatici.", "Seals threads of hydraulic and pneumatic systems."),
    ("BLC-C-50", "Bloccante per cuscinetti", "Retaining compound for bearings", "50 ml", 1760, 80, "Fissa anelli di cuscinetti e boccole su alberi usurati.", "Fixes bearing rings and bushes on worn shafts."),
    ("SGR-500", "Sgrassante spray", "Degreaser spray", "500 ml", 540, 480, "Pulisce freni, pezzi e attrezzi senza lasciare residui.", "Cleans brakes, parts and tools without residue."),
    ("SBL-400", "Sbloccante spray", "Penetrating oil spray", "400 ml", 590, 390, "Penetra e libera viti ossidate in pochi minuti.", "Creeps in and frees rusted screws in minutes."),
    ("SIL-400", "Silicone spray", "Silicone spray", "400 ml", 560, 340, "Lubrifica guide, gomma e plastica.", "Lubricates guides, rubber and plastics."),
    ("ZNC-400", "Zincante spray", "Zinc spray", "400 ml", 720, 480, "Ripristina la protezione su saldature e tagli.", "Restores protection on welds and cuts."),
    ("GRA-LIT-600", "Pompa per grasso manuale", "Manual grease gun", "1", 3450, 1450, "Per cartucce da 400 g, con tubo flessibile.", "For 400 g cartridges, with flexible hose."),
    ("DSC-T-125", "Disco da taglio 125 × 1 mm", "Cutting disc 125 × 1 mm", "1", 145, 38, "Per acciaio e inox, taglio veloce con poca bava.", "For steel and stainless, a quick cut with little burr."),
    ("DSC-L-125-40", "Disco lamellare 125 mm grana 40", "Flap disc 125 mm grit 40", "1", 320, 95, "Sbavatura e finitura di saldature.", "Deburring and dressing of welds."),
    ("DSC-L-125-80", "Disco lamellare 125 mm grana 80", "Flap disc 125 mm grit 80", "1", 320, 95, "Finitura di superfici e saldature.", "Finishing of surfaces and welds."),
    ("PAN-W-400", "Panni assorbenti", "Absorbent wipes", "400", 3850, 4200, "Assorbono oli e refrigeranti, strappo facile.", "Take up oils and coolants, easy to tear off."),
    ("NAS-PTFE-12", "Nastro PTFE 12 mm", "PTFE tape 12 mm", "12 m", 75, 12, "Tenuta su filettature di acqua, aria e gas.", "Seals threads for water, air and gas."),
    ("NAS-ISO-19", "Nastro isolante 19 mm nero", "Insulating tape 19 mm black", "25 m", 165, 70, "Isolamento fino a 1000 V.", "Insulates up to 1000 V."),
    ("NAS-IMB-50", "Nastro da imballo 50 mm", "Packing tape 50 mm", "66 m", 190, 240, "Nastro in polipropilene per nastratrici e uso manuale.", "Polypropylene tape for case tapers and by hand."),
    ("FSC-200-BK", "Fascette 200 × 4,8 mm nere", "Cable ties 200 × 4.8 mm black", "100", 410, 130, "In poliammide resistente ai raggi UV.", "Of UV-resistant polyamide."),
    ("FSC-300-BK", "Fascette 300 × 4,8 mm nere", "Cable ties 300 × 4.8 mm black", "100", 590, 200, "In poliammide resistente ai raggi UV.", "Of UV-resistant polyamide."),
    ("OCC-CL", "Occhiali di protezione", "Safety glasses", "1", 420, 28, "Lente antigraffio e antiappannamento, EN 166.", "Scratch-resistant and anti-fog lens, EN 166."),
    ("TAP-SNR37", "Inserti auricolari", "Earplugs", "200", 2650, 210, "Attenuazione SNR 37 dB, EN 352-2.", "SNR 37 dB, EN 352-2."),
    ("MSK-FFP2", "Facciali filtranti FFP2", "FFP2 respirators", "20", 1890, 180, "Con valvola, contro polveri e fumi.", "With valve, against dusts and fumes."),
    ("SCR-MAN-4", "Lavamani con microgranuli", "Hand cleaner with grains", "4 l", 1750, 4100, "Rimuove olio e grasso rispettando la pelle.", "Takes off oil and grease and spares the skin."),
];

/// Containers of oils and greases that larger catalogues add as articles of their own, in litres or tenths of a kilogram.
const OIL_CANS: &[i64] = &[5, 20, 208];
const GREASE_CANS: &[i64] = &[4, 10, 50, 180];
const SIZES: &[&str] = &["7", "8", "9", "10", "11", "6", "12"];

pub(super) fn fill_lubricants(shelf: &mut Shelf) {
    for (place, &litres) in OIL_CANS.iter().enumerate() {
        for oil in OILS {
            for &class in oil.classes {
                shelf.put(if place < 2 { Rank::Core } else { Rank::Extended }, OilCan { oil, class, litres });
            }
        }
    }
    for &tenths in GREASE_CANS {
        for grease in GREASES {
            shelf.put(Rank::Core, GreaseCan { grease, tenths });
        }
    }
    shelf.put(Rank::Core, ChainOil);
}

pub(super) fn fill_gloves(shelf: &mut Shelf) {
    for (place, &size) in SIZES.iter().enumerate() {
        for glove in GLOVES {
            shelf.put(if place < 5 { Rank::Core } else { Rank::Extended }, Pair { glove, size });
        }
    }
}

pub(super) fn fill_consumables(shelf: &mut Shelf) {
    for consumable in CONSUMABLES {
        shelf.put(Rank::Core, Item(consumable));
    }
}

/// Sold by the litre or kilogram, only in whole containers of so many thousandths.
fn container(unit: SaleUnit, amount: i64, pack: Packing, packs: i64) -> Sale {
    Sale { unit, minimum: amount, step: amount, packs: vec![(pack, amount * packs)] }
}

struct OilCan {
    oil: &'static Oil,
    class: i64,
    litres: i64,
}

impl Article for OilCan {
    fn sku(&self) -> String {
        format!("OIL-{}-{}-{}", self.oil.code, self.class, self.litres)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-OIL-{}-{}", self.oil.code, self.litres))
    }

    fn draft(&self) -> Draft {
        let OilCan { oil, class, litres } = *self;
        let discount = if litres >= 200 {
            74
        } else if litres >= 20 {
            86
        } else {
            100
        };
        let (packing, packs) = if litres >= 200 {
            (Packing::Drum, 1)
        } else if litres >= 20 {
            (Packing::Can, 1)
        } else {
            (Packing::Carton, 4)
        };
        Draft::new(
            "lubricant",
            "lubricants",
            format!("{} ISO VG {class}, {litres} l", oil.it),
            format!("{} ISO VG {class}, {litres} l", oil.en),
        )
        .say(
            format!("Lubrificante ISO VG {class} secondo {}, in confezione da {litres} litri.", oil.norm),
            format!("An ISO VG {class} lubricant to {}, in containers of {litres} litres.", oil.norm),
        )
        .say(oil.use_it, oil.use_en)
        .say("Prezzo al litro; si ordina a confezioni intere.", "Priced by the litre; ordered in whole containers.")
        .choice("lubricant_use", oil.kind)
        .whole("viscosity", class)
        .choice("base_oil", oil.base)
        .yes("food_grade", oil.base == "white_oil")
        .whole("temperature_min", -20)
        .whole("temperature_max", if oil.base == "mineral" { 100 } else { 140 })
        .text("standard", oil.norm)
        .costs(880_000, (oil.cents + class / 2) * CENT * discount / 100)
        .lead(4)
        .sold(container(SaleUnit::Litre, litres * 1000, packing, packs))
        .drawn(if litres >= 200 { "drum" } else { "lubricant" }, &[("V", format!("{litres} l")), ("VG", class.to_string())])
        .grouped(
            self.group(),
            format!("{} in confezione da {litres} l", oil.it),
            format!("{} in containers of {litres} l", oil.en),
            &["viscosity"],
        )
        .replaced_by(
            ["CLPHC", "CLP", "PG"].iter().filter(|_| oil.kind == "gear").map(|code| format!("OIL-{code}-{class}-{litres}")),
        )
    }
}

/// The one oil that is sold for chains.
struct ChainOil;

impl Article for ChainOil {
    fn sku(&self) -> String {
        "OIL-CHAIN-5".to_owned()
    }

    fn draft(&self) -> Draft {
        Draft::new("lubricant", "lubricants", "Olio adesivo per catene, 5 l", "Adhesive chain oil, 5 l")
            .say(
                "Olio filante che penetra tra perno e bussola e non gocciola.",
                "A tacky oil that gets between pin and bush and does not drip.",
            )
            .say("Per catene a rulli e trasportatori fino a 150 °C.", "For roller chains and conveyors up to 150 °C.")
            .choice("lubricant_use", "chain")
            .whole("viscosity", 150)
            .choice("base_oil", "synthetic")
            .yes("food_grade", false)
            .whole("temperature_min", -20)
            .whole("temperature_max", 150)
            .costs(890_000, 1180 * CENT)
            .sold(container(SaleUnit::Litre, 5000, Packing::Carton, 4))
            .drawn("lubricant", &[("V", "5 l".to_owned()), ("VG", "150".to_owned())])
    }
}

struct GreaseCan {
    grease: &'static Grease,
    tenths: i64,
}

impl Article for GreaseCan {
    fn sku(&self) -> String {
        format!("GRS-{}-{}", self.grease.code, crate::catalogue::number::decimal(self.tenths * 100_000, '.'))
    }

    fn draft(&self) -> Draft {
        let GreaseCan { grease, tenths } = *self;
        let (coldest, hottest) = grease.temperatures;
        let amount = |mark| crate::catalogue::number::decimal(tenths * 100_000, mark);
        let discount = match tenths {
            ..5 => 112,
            5..50 => 100,
            _ => 86,
        };
        let (form_it, form_en) = if tenths < 5 { ("cartuccia", "cartridge") } else { ("secchiello", "pail") };
        Draft::new(
            "lubricant",
            "lubricants",
            format!("{}, {form_it} da {} kg", grease.it, amount(',')),
            format!("{}, {} kg {form_en}", grease.en, amount('.')),
        )
        .say(
            format!("Grasso NLGI {} da {coldest} a {hottest} °C.", grease.consistency),
            format!("NLGI {} grease, {coldest} to {hottest} °C.", grease.consistency),
        )
        .say(grease.use_it, grease.use_en)
        .say("Prezzo al chilogrammo; si ordina a confezioni intere.", "Priced by the kilogram; ordered in whole containers.")
        .choice("lubricant_use", "bearing")
        .text("consistency", grease.consistency)
        .choice(
            "base_oil",
            if grease.food {
                "white_oil"
            } else if grease.cents > 2500 {
                "synthetic"
            } else {
                "mineral"
            },
        )
        .yes("food_grade", grease.food)
        .whole("temperature_min", coldest)
        .whole("temperature_max", hottest)
        .text("standard", "DIN 51825")
        .costs(1_000_000, grease.cents * CENT * discount / 100)
        .sold(container(SaleUnit::Kilogram, tenths * 100, Packing::Carton, if tenths < 5 { 24 } else { 1 }))
        .drawn(if tenths < 5 { "grease-cartridge" } else { "lubricant" }, &[("V", format!("{} kg", amount('.')))])
        .goes_with(["GRA-LIT-600".to_owned()])
    }
}

struct Pair {
    glove: &'static Glove,
    size: &'static str,
}

impl Article for Pair {
    fn sku(&self) -> String {
        format!("GUA-{}-{}", self.glove.0, self.size)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-GUA-{}", self.glove.0))
    }

    fn draft(&self) -> Draft {
        let &(model, coating, rating, colour, cents, it, en) = self.glove;
        let size = self.size;
        Draft::new(
            "protective_glove",
            "protective-gloves",
            format!("Guanto da lavoro {model} taglia {size}"),
            format!("Work glove {model} size {size}"),
        )
        .say(it, en)
        .say(
            format!("Prestazioni EN 388: {rating}. Taglia {size}, venduto a paia."),
            format!("EN 388 performance: {rating}. Size {size}, sold by the pair."),
        )
        .text("size", size)
        .choice("coating", coating)
        .text("mechanical_rating", rating)
        .choice("colour", colour)
        .text("standard", "EN 388")
        .costs(55_000, cents * CENT)
        .lead(3)
        .sold(Sale {
            unit: SaleUnit::Pair,
            minimum: 1000,
            step: 1000,
            packs: vec![(Packing::Bag, 12_000), (Packing::Carton, 144_000)],
        })
        .drawn("glove", &[("T", size.to_owned())])
        .grouped(self.group(), format!("Guanti da lavoro {model}"), format!("Work gloves {model}"), &["size"])
    }
}

struct Item(&'static Consumable);

impl Article for Item {
    fn sku(&self) -> String {
        self.0.0.to_owned()
    }

    fn draft(&self) -> Draft {
        let &(_, it, en, content, cents, grams, use_it, use_en) = self.0;
        Draft::new("consumable", "consumables", it, en)
            .say(use_it, use_en)
            .say(format!("Contenuto: {content}."), format!("Content: {content}."))
            .text("content", content)
            .costs(grams * 1000, cents * CENT)
            .lead(3)
            .sold(Sale::pieces(&[12]))
            .drawn("consumable", &[])
    }
}
