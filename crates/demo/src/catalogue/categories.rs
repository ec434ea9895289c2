//! The category tree.

use super::model::{Category, Label};

const fn root(code: &'static str, it: &'static str, en: &'static str, drawing: &'static str) -> Category {
    Category { code, parent: None, label: Label { it, en }, drawing }
}

const fn under(parent: &'static str, code: &'static str, it: &'static str, en: &'static str, drawing: &'static str) -> Category {
    Category { code, parent: Some(parent), label: Label { it, en }, drawing }
}

/// Parents before children.
pub const CATEGORIES: &[Category] = &[
    root("bearings", "Cuscinetti", "Bearings", "deep-groove-bearing"),
    under("bearings", "ball-bearings", "Cuscinetti a sfere", "Ball bearings", "deep-groove-bearing"),
    under(
        "ball-bearings",
        "deep-groove-ball-bearings",
        "Radiali rigidi a sfere",
        "Deep groove ball bearings",
        "deep-groove-bearing",
    ),
    under(
        "ball-bearings",
        "angular-contact-bearings",
        "A contatto obliquo",
        "Angular contact ball bearings",
        "angular-contact-bearing",
    ),
    under("ball-bearings", "thrust-ball-bearings", "Assiali a sfere", "Thrust ball bearings", "thrust-bearing"),
    under("bearings", "roller-bearings", "Cuscinetti a rulli", "Roller bearings", "cylindrical-roller-bearing"),
    under(
        "roller-bearings",
        "cylindrical-roller-bearings",
        "A rulli cilindrici",
        "Cylindrical roller bearings",
        "cylindrical-roller-bearing",
    ),
    under("roller-bearings", "tapered-roller-bearings", "A rulli conici", "Tapered roller bearings", "tapered-roller-bearing"),
    under(
        "roller-bearings",
        "spherical-roller-bearings",
        "Orientabili a rulli",
        "Spherical roller bearings",
        "spherical-roller-bearing",
    ),
    under("roller-bearings", "needle-bearings", "Astucci a rullini", "Drawn cup needle roller bearings", "needle-bearing"),
    under("bearings", "housed-bearings", "Supporti con cuscinetto", "Housed bearing units", "pillow-block"),
    root("fasteners", "Viteria e bulloneria", "Fasteners", "socket-screw"),
    under("fasteners", "socket-screws", "Viti a esagono incassato", "Socket screws", "socket-screw"),
    under("socket-screws", "socket-head-cap-screws", "Testa cilindrica", "Socket head cap screws", "socket-screw"),
    under(
        "socket-screws",
        "countersunk-screws",
        "Testa svasata e bombata",
        "Countersunk and button head screws",
        "countersunk-screw",
    ),
    under("socket-screws", "set-screws", "Grani di pressione", "Set screws", "set-screw"),
    under("fasteners", "hexagon-screws", "Viti a testa esagonale", "Hexagon head screws", "hex-screw"),
    under("fasteners", "nuts", "Dadi", "Nuts", "nut"),
    under("fasteners", "washers", "Rosette", "Washers", "washer"),
    under("fasteners", "retaining-rings", "Anelli elastici", "Retaining rings", "circlip-shaft"),
    under("fasteners", "keys-and-pins", "Linguette e spine", "Keys and pins", "parallel-key"),
    under("keys-and-pins", "parallel-keys", "Linguette", "Parallel keys", "parallel-key"),
    under("keys-and-pins", "dowel-pins", "Spine cilindriche", "Dowel pins", "dowel-pin"),
    root("sealing", "Tenute", "Seals", "shaft-seal"),
    under("sealing", "rotary-shaft-seals", "Paraoli", "Rotary shaft seals", "shaft-seal"),
    under("sealing", "o-rings", "O-ring", "O-rings", "o-ring"),
    root("power-transmission", "Trasmissione di potenza", "Power transmission", "v-belt"),
    under("power-transmission", "v-belts", "Cinghie trapezoidali", "V-belts", "v-belt"),
    under("power-transmission", "timing-belts", "Cinghie dentate", "Timing belts", "timing-belt"),
    under("power-transmission", "roller-chains", "Catene a rulli", "Roller chains", "chain"),
    under("power-transmission", "sprockets", "Pignoni e corone", "Sprockets", "sprocket"),
    under("power-transmission", "gear-motors", "Motoriduttori", "Gear motors", "gear-motor"),
    root("fluid-power", "Oleodinamica e pneumatica", "Fluid power", "hose"),
    under("fluid-power", "hydraulic-hoses", "Tubi oleodinamici", "Hydraulic hoses", "hose"),
    under("fluid-power", "pneumatic-tubes", "Tubi pneumatici", "Pneumatic tubes", "tube"),
    under("fluid-power", "pneumatic-fittings", "Raccordi pneumatici", "Pneumatic fittings", "fitting"),
    under("fluid-power", "pneumatic-cylinders", "Cilindri pneumatici", "Pneumatic cylinders", "cylinder"),
    under("fluid-power", "pumps", "Pompe", "Pumps", "pump"),
    root("electrical", "Materiale elettrico", "Electrical", "contactor"),
    under("electrical", "cables", "Cavi", "Cables", "cable"),
    under("electrical", "contactors", "Contattori e relè termici", "Contactors and overload relays", "contactor"),
    under("electrical", "proximity-sensors", "Sensori di prossimità", "Proximity sensors", "sensor"),
    root("maintenance", "Manutenzione e consumo", "Maintenance and consumables", "lubricant"),
    under("maintenance", "lubricants", "Lubrificanti", "Lubricants", "lubricant"),
    under("maintenance", "protective-gloves", "Guanti da lavoro", "Protective gloves", "glove"),
    under("maintenance", "consumables", "Materiali di consumo", "Consumables", "consumable"),
    root("machines", "Macchine e ricambi", "Machines and spare parts", "machine"),
    under("machines", "packaging-machines", "Macchine per imballaggio", "Packaging machines", "machine"),
    under("machines", "machine-parts", "Ricambi specifici", "Machine-specific parts", "machine-part"),
];
