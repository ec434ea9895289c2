//! Socket screws with other heads: countersunk ISO 10642:2019 (formerly DIN 7991) and button head ISO 7380-1:2022.

use crate::catalogue::range::{Rank, Shelf};

use super::fastener::{Head, SCREW_GRADES, ScrewStandard, Threaded, head};

/// Thread, theoretical head diameter dk, height k and key size s in hundredths of a millimetre, lengths.
const COUNTERSUNK: &[Head] = &[
    head(3, 672, 186, 200, (8, 30)),
    head(4, 896, 248, 250, (8, 40)),
    head(5, 1120, 310, 300, (8, 50)),
    head(6, 1344, 372, 400, (8, 60)),
    head(8, 1792, 496, 500, (10, 80)),
    head(10, 2240, 620, 600, (12, 100)),
    head(12, 2688, 744, 800, (20, 100)),
    head(16, 3360, 880, 1000, (30, 100)),
    head(20, 4032, 1016, 1200, (35, 100)),
];
const BUTTON: &[Head] = &[
    head(3, 570, 165, 200, (6, 30)),
    head(4, 760, 220, 250, (6, 40)),
    head(5, 950, 275, 300, (8, 50)),
    head(6, 1050, 330, 400, (8, 60)),
    head(8, 1400, 440, 500, (10, 80)),
    head(10, 1750, 550, 600, (16, 90)),
    head(12, 2100, 660, 800, (20, 90)),
];

static ISO_10642: ScrewStandard = ScrewStandard {
    code: "ISO10642",
    norm: "ISO 10642 (DIN 7991)",
    it: "Vite a testa svasata piana con esagono incassato",
    en: "Hexagon socket countersunk head screw",
    use_it: "La testa a 90° resta a filo della superficie: per carter, guide e piastre.",
    use_en: "The 90° head sits flush with the surface: for covers, guides and plates.",
    category: "countersunk-screws",
    drawing: "countersunk-screw",
    heads: COUNTERSUNK,
    grades: SCREW_GRADES,
    threaded: Threaded::Partly,
    point: None,
    hexagon_head: false,
    price: 112,
    rank: |grade, thread, length| match grade {
        "10.9" if (4..=12).contains(&thread) && length <= 50 => Rank::Core,
        "A2-70" if thread <= 10 && length <= 40 => Rank::Core,
        _ => Rank::Extended,
    },
};

static ISO_7380: ScrewStandard = ScrewStandard {
    code: "ISO7380",
    norm: "ISO 7380-1",
    it: "Vite a testa bombata con esagono incassato",
    en: "Hexagon socket button head screw",
    use_it: "Testa bassa e arrotondata senza spigoli: per protezioni e pannelli a vista.",
    use_en: "A low rounded head without edges: for guards and visible panels.",
    category: "countersunk-screws",
    drawing: "button-screw",
    heads: BUTTON,
    grades: SCREW_GRADES,
    threaded: Threaded::Fully,
    point: None,
    hexagon_head: false,
    price: 108,
    rank: |grade, thread, length| match grade {
        "10.9" if (4..=10).contains(&thread) && length <= 30 => Rank::Core,
        "A2-70" if (4..=8).contains(&thread) && length <= 30 => Rank::Core,
        _ => Rank::Extended,
    },
};

pub(super) fn fill(shelf: &mut Shelf) {
    ISO_10642.fill(shelf);
    ISO_7380.fill(shelf);
}
