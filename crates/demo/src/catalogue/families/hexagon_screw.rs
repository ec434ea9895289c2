//! Hexagon head screws: ISO 4014:2022 (partly threaded, formerly DIN 931) and ISO 4017:2022 (fully threaded, DIN 933).

use crate::catalogue::range::{Rank, Shelf};

use super::fastener::{Head, SCREW_GRADES, ScrewStandard, Threaded, head};

/// Thread, width across corners, head height k and width across flats s in hundredths of a millimetre, lengths.
const FULLY_THREADED: &[Head] = &[
    head(4, 766, 280, 700, (8, 40)),
    head(5, 879, 350, 800, (10, 50)),
    head(6, 1105, 400, 1000, (12, 60)),
    head(8, 1438, 530, 1300, (16, 80)),
    head(10, 1777, 640, 1600, (20, 100)),
    head(12, 2003, 750, 1800, (25, 120)),
    head(14, 2336, 880, 2100, (30, 140)),
    head(16, 2675, 1000, 2400, (30, 150)),
    head(18, 3014, 1150, 2700, (35, 150)),
    head(20, 3353, 1250, 3000, (40, 200)),
    head(22, 3772, 1400, 3400, (45, 200)),
    head(24, 3998, 1500, 3600, (50, 200)),
    head(27, 4520, 1700, 4100, (55, 200)),
    head(30, 5085, 1870, 4600, (60, 200)),
];
const PARTLY_THREADED: &[Head] = &[
    head(6, 1105, 400, 1000, (30, 60)),
    head(8, 1438, 530, 1300, (40, 80)),
    head(10, 1777, 640, 1600, (45, 100)),
    head(12, 2003, 750, 1800, (50, 120)),
    head(14, 2336, 880, 2100, (60, 140)),
    head(16, 2675, 1000, 2400, (65, 160)),
    head(18, 3014, 1150, 2700, (70, 180)),
    head(20, 3353, 1250, 3000, (80, 200)),
    head(22, 3772, 1400, 3400, (90, 200)),
    head(24, 3998, 1500, 3600, (90, 200)),
    head(27, 4520, 1700, 4100, (100, 200)),
    head(30, 5085, 1870, 4600, (110, 200)),
];

static ISO_4017: ScrewStandard = ScrewStandard {
    code: "ISO4017",
    norm: "ISO 4017 (DIN 933)",
    it: "Vite a testa esagonale interamente filettata",
    en: "Hexagon head screw, fully threaded",
    use_it: "Per fissaggi generici su fori filettati o con dado, serrabile con chiave fissa o a bussola.",
    use_en: "For general joints in tapped holes or with a nut, tightened with a spanner or socket.",
    category: "hexagon-screws",
    drawing: "hex-screw",
    heads: FULLY_THREADED,
    grades: SCREW_GRADES,
    threaded: Threaded::Fully,
    point: None,
    hexagon_head: true,
    price: 84,
    rank: rank_fully,
};

static ISO_4014: ScrewStandard = ScrewStandard {
    code: "ISO4014",
    norm: "ISO 4014 (DIN 931)",
    it: "Vite a testa esagonale con gambo parzialmente filettato",
    en: "Hexagon head bolt, partly threaded",
    use_it: "Il gambo liscio centra i pezzi e lavora a taglio: per giunti bullonati con dado.",
    use_en: "The plain shank locates the parts and takes shear: for bolted joints with a nut.",
    category: "hexagon-screws",
    drawing: "hex-bolt",
    heads: PARTLY_THREADED,
    grades: SCREW_GRADES,
    threaded: Threaded::Partly,
    point: None,
    hexagon_head: true,
    price: 88,
    rank: rank_partly,
};

fn rank_fully(grade: &str, thread: i64, length: i64) -> Rank {
    let common = matches!(thread, 5 | 6 | 8 | 10 | 12 | 16 | 20) && length != 75 && length <= 80;
    match grade {
        "8.8-ZN" if common => Rank::Core,
        "A2-70" if common && thread <= 12 && length <= 50 => Rank::Core,
        "10.9" if common && thread >= 10 && (30..=60).contains(&length) => Rank::Core,
        _ => Rank::Extended,
    }
}

fn rank_partly(grade: &str, thread: i64, length: i64) -> Rank {
    let common = matches!(thread, 8 | 10 | 12 | 16 | 20 | 24) && length != 75 && length <= 120;
    match grade {
        "8.8" if common => Rank::Core,
        "10.9" if common && (12..=20).contains(&thread) && length % 20 == 0 => Rank::Core,
        _ => Rank::Extended,
    }
}

pub(super) fn fill(shelf: &mut Shelf) {
    ISO_4017.fill(shelf);
    ISO_4014.fill(shelf);
}
