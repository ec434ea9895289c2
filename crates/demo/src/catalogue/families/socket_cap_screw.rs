//! Socket head cap screws, ISO 4762:2004 (formerly DIN 912), product grade A.

use crate::catalogue::range::{Rank, Shelf};

use super::fastener::{Head, SCREW_GRADES, ScrewStandard, Threaded, head};

/// Thread, head diameter dk and height k and key size s in hundredths of a millimetre, lengths.
const HEADS: &[Head] = &[
    head(3, 550, 300, 250, (5, 30)),
    head(4, 700, 400, 300, (6, 40)),
    head(5, 850, 500, 400, (8, 50)),
    head(6, 1000, 600, 500, (10, 60)),
    head(8, 1300, 800, 600, (12, 80)),
    head(10, 1600, 1000, 800, (16, 100)),
    head(12, 1800, 1200, 1000, (20, 120)),
    head(14, 2100, 1400, 1200, (25, 140)),
    head(16, 2400, 1600, 1400, (25, 160)),
    head(18, 2700, 1800, 1400, (30, 180)),
    head(20, 3000, 2000, 1700, (30, 200)),
    head(22, 3300, 2200, 1700, (40, 200)),
    head(24, 3600, 2400, 1900, (40, 200)),
];

static ISO_4762: ScrewStandard = ScrewStandard {
    code: "ISO4762",
    norm: "ISO 4762 (DIN 912)",
    it: "Vite a testa cilindrica con esagono incassato",
    en: "Hexagon socket head cap screw",
    use_it: "Vite a brugola per fissaggi ad alta resistenza con testa incassata e poco spazio per la chiave.",
    use_en: "For high-strength joints with a recessed head and little room for the key.",
    category: "socket-head-cap-screws",
    drawing: "socket-screw",
    heads: HEADS,
    grades: SCREW_GRADES,
    threaded: Threaded::Partly,
    point: None,
    hexagon_head: false,
    price: 100,
    rank,
};

fn rank(grade: &str, thread: i64, length: i64) -> Rank {
    let common = matches!(thread, 3 | 4 | 5 | 6 | 8 | 10 | 12 | 16) && length != 75 && length <= 100;
    match grade {
        "8.8" if common && (6..=10).contains(&thread) && (16..=40).contains(&length) => Rank::Popular,
        "8.8"
            if common || (thread == 20 && (40..=100).contains(&length)) || (thread == 24 && matches!(length, 60 | 80 | 100)) =>
        {
            Rank::Core
        }
        "10.9" if common && thread >= 6 && (16..=60).contains(&length) => Rank::Core,
        "12.9" if common && thread >= 5 && (16..=60).contains(&length) => Rank::Core,
        "A2-70" if common && thread <= 12 && length <= 50 => Rank::Core,
        "A4-80" if common && (6..=12).contains(&thread) && (16..=40).contains(&length) => Rank::Core,
        _ => Rank::Extended,
    }
}

pub(super) fn fill(shelf: &mut Shelf) {
    ISO_4762.fill(shelf);
}
