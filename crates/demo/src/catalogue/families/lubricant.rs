//! Lubricants by the litre and the kilogram.
//!
//! Source: ISO 3448:1992 (viscosity classes), DIN 51502 / ISO 6743 (designations), DIN 51818 (NLGI classes).

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

/// Containers of oils and greases that larger catalogues add as articles of their own, in litres or tenths of a kilogram.
const OIL_CANS: &[i64] = &[5, 20, 208];
const GREASE_CANS: &[i64] = &[4, 10, 50, 180];

pub(super) fn fill(shelf: &mut Shelf) {
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
