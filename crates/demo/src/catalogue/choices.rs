//! The closed lists of values that choice attributes take.

use super::model::{Choice, Label};

const fn choice(code: &'static str, it: &'static str, en: &'static str) -> Choice {
    Choice { code, label: Label { it, en } }
}

pub(super) const MATERIALS: &[Choice] = &[
    choice("bearing_steel", "Acciaio 100Cr6", "100Cr6 bearing steel"),
    choice("steel", "Acciaio", "Steel"),
    choice("spring_steel", "Acciaio per molle", "Spring steel"),
    choice("hardened_steel", "Acciaio temprato", "Hardened steel"),
    choice("stainless_a2", "Acciaio inox A2 (AISI 304)", "Stainless steel A2 (AISI 304)"),
    choice("stainless_a4", "Acciaio inox A4 (AISI 316)", "Stainless steel A4 (AISI 316)"),
    choice("cast_iron", "Ghisa grigia", "Grey cast iron"),
    choice("aluminium", "Alluminio", "Aluminium"),
    choice("brass", "Ottone", "Brass"),
    choice("nickel_plated_brass", "Ottone nichelato", "Nickel-plated brass"),
    choice("nbr", "NBR (nitrile)", "NBR (nitrile)"),
    choice("fkm", "FKM (fluoroelastomero)", "FKM (fluorocarbon)"),
    choice("epdm", "EPDM", "EPDM"),
    choice("vmq", "VMQ (silicone)", "VMQ (silicone)"),
    choice("hnbr", "HNBR (nitrile idrogenato)", "HNBR (hydrogenated nitrile)"),
    choice("rubber_polyester", "Gomma con trefoli in poliestere", "Rubber with polyester cords"),
    choice("rubber_glass", "Gomma con trefoli in fibra di vetro", "Rubber with glass-fibre cords"),
    choice("polyurethane", "Poliuretano", "Polyurethane"),
    choice("polyamide", "Poliammide", "Polyamide"),
    choice("polymer", "Tecnopolimero", "Engineering polymer"),
    choice("pvc", "PVC", "PVC"),
    choice("copper", "Rame", "Copper"),
];

pub(super) const SEALS: &[Choice] = &[
    choice("open", "Aperto", "Open"),
    choice("z", "Schermo metallico su un lato (Z)", "Metal shield on one side (Z)"),
    choice("zz", "Schermi metallici su due lati (ZZ)", "Metal shields on both sides (ZZ)"),
    choice("rs", "Tenuta strisciante su un lato (RS)", "Contact seal on one side (RS)"),
    choice("2rs", "Tenute striscianti su due lati (2RS)", "Contact seals on both sides (2RS)"),
];

pub(super) const CLEARANCES: &[Choice] = &[
    choice("c2", "C2 (ridotto)", "C2 (less than normal)"),
    choice("cn", "CN (normale)", "CN (normal)"),
    choice("c3", "C3 (maggiorato)", "C3 (greater than normal)"),
    choice("c4", "C4 (maggiore di C3)", "C4 (greater than C3)"),
];

pub(super) const CAGES: &[Choice] = &[
    choice("pressed_steel", "Lamiera d'acciaio", "Pressed steel"),
    choice("polyamide", "Poliammide", "Polyamide"),
    choice("machined_brass", "Ottone massiccio", "Machined brass"),
];

pub(super) const BORES: &[Choice] =
    &[choice("cylindrical", "Cilindrico", "Cylindrical"), choice("tapered", "Conico 1:12 (K)", "Tapered 1:12 (K)")];

pub(super) const HOUSINGS: &[Choice] = &[
    choice("insert", "Inserto senza supporto", "Insert without housing"),
    choice("pillow_block", "Ritto con base", "Pillow block"),
    choice("square_flange", "Flangia quadrata a 4 fori", "Square flange, 4 holes"),
    choice("oval_flange", "Flangia ovale a 2 fori", "Oval flange, 2 holes"),
];

pub(super) const FINISHES: &[Choice] = &[
    choice("plain", "Grezza, oliata", "Plain, oiled"),
    choice("black", "Brunita", "Black oxide"),
    choice("zinc", "Zincata bianca", "Zinc plated"),
    choice("zinc_flake", "Lamellare di zinco", "Zinc flake"),
    choice("passivated", "Inox passivata", "Passivated stainless"),
];

pub(super) const POINTS: &[Choice] = &[
    choice("flat", "Estremità piana", "Flat point"),
    choice("cone", "Estremità conica", "Cone point"),
    choice("dog", "Estremità cilindrica", "Dog point"),
    choice("cup", "Estremità a coppa", "Cup point"),
];

pub(super) const NUT_TYPES: &[Choice] = &[
    choice("hexagon", "Esagonale", "Hexagon"),
    choice("thin", "Esagonale bassa", "Thin hexagon"),
    choice("lock", "Autobloccante con inserto", "Prevailing torque with insert"),
    choice("flange", "Con flangia", "With flange"),
];

pub(super) const WASHER_TYPES: &[Choice] = &[
    choice("flat", "Piana", "Flat"),
    choice("large", "Piana larga", "Large flat"),
    choice("spring", "Elastica spaccata", "Split spring"),
];

pub(super) const RING_SEATS: &[Choice] = &[choice("shaft", "Per albero", "For shafts"), choice("bore", "Per foro", "For bores")];

pub(super) const LIPS: &[Choice] = &[
    choice("a", "A: gomma, labbro singolo", "A: rubber covered, single lip"),
    choice("as", "AS: gomma, con parapolvere", "AS: rubber covered, with dust lip"),
    choice("b", "B: armatura metallica esterna", "B: metal case"),
    choice("bs", "BS: armatura metallica, con parapolvere", "BS: metal case, with dust lip"),
];

pub(super) const COLOURS: &[Choice] = &[
    choice("black", "Nero", "Black"),
    choice("blue", "Blu", "Blue"),
    choice("light_blue", "Azzurro", "Light blue"),
    choice("brown", "Marrone", "Brown"),
    choice("red", "Rosso", "Red"),
    choice("yellow", "Giallo", "Yellow"),
    choice("green", "Verde", "Green"),
    choice("green_yellow", "Giallo-verde", "Green-yellow"),
    choice("grey", "Grigio", "Grey"),
    choice("white", "Bianco", "White"),
    choice("transparent", "Trasparente", "Clear"),
    choice("orange", "Arancione", "Orange"),
];

pub(super) const FITTING_SHAPES: &[Choice] = &[
    choice("straight_male", "Diritto maschio", "Male straight"),
    choice("elbow_male", "Gomito maschio orientabile", "Male swivel elbow"),
    choice("tee_male", "T maschio centrale", "Male branch tee"),
    choice("straight_female", "Diritto femmina", "Female straight"),
    choice("union", "Giunzione diritta", "Straight union"),
    choice("elbow_union", "Giunzione a gomito", "Elbow union"),
    choice("tee_union", "Giunzione a T", "Tee union"),
];

pub(super) const SUPPLIES: &[Choice] = &[
    choice("dc", "Corrente continua (DC)", "Direct current (DC)"),
    choice("ac", "Corrente alternata (AC)", "Alternating current (AC)"),
];

pub(super) const OUTPUTS: &[Choice] = &[
    choice("pnp_no", "PNP, normalmente aperto", "PNP, normally open"),
    choice("pnp_nc", "PNP, normalmente chiuso", "PNP, normally closed"),
    choice("npn_no", "NPN, normalmente aperto", "NPN, normally open"),
    choice("npn_nc", "NPN, normalmente chiuso", "NPN, normally closed"),
];

pub(super) const CONNECTIONS: &[Choice] = &[
    choice("m8", "Connettore M8", "M8 connector"),
    choice("m12", "Connettore M12", "M12 connector"),
    choice("cable", "Cavo 2 m", "2 m cable"),
];

pub(super) const LUBRICANT_USES: &[Choice] = &[
    choice("gear", "Riduttori", "Gearboxes"),
    choice("hydraulic", "Impianti oleodinamici", "Hydraulic systems"),
    choice("slideway", "Guide e slitte", "Slideways"),
    choice("compressor", "Compressori", "Compressors"),
    choice("chain", "Catene", "Chains"),
    choice("bearing", "Cuscinetti", "Bearings"),
    choice("general", "Uso generale", "General purpose"),
];

pub(super) const BASE_OILS: &[Choice] = &[
    choice("mineral", "Minerale", "Mineral"),
    choice("synthetic", "Sintetico PAO", "Synthetic PAO"),
    choice("polyglycol", "Poliglicole", "Polyglycol"),
    choice("white_oil", "Olio bianco alimentare", "Food-grade white oil"),
];

pub(super) const COATINGS: &[Choice] = &[
    choice("nitrile", "Nitrile", "Nitrile"),
    choice("polyurethane", "Poliuretano", "Polyurethane"),
    choice("latex", "Lattice", "Latex"),
    choice("none", "Nessuno", "None"),
];

pub(super) const MOUNTINGS: &[Choice] = &[
    choice("feet", "Con piedi", "Foot mounted"),
    choice("flange_b5", "Flangia B5", "B5 flange"),
    choice("flange_b14", "Flangia B14", "B14 flange"),
    choice("hollow_shaft", "Albero cavo", "Hollow shaft"),
];

pub(super) const PUMP_TYPES: &[Choice] =
    &[choice("centrifugal", "Centrifuga", "Centrifugal"), choice("gear", "A ingranaggi", "Gear")];
