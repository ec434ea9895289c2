//! Hexagon socket set screws: ISO 4026 (flat point, DIN 913), 4027 (cone, DIN 914), 4028 (dog, DIN 915), 4029 (cup, DIN 916),
//! editions of 2003.

use crate::catalogue::range::{Rank, Shelf};

use super::fastener::{Head, SET_SCREW_GRADES, ScrewStandard, Threaded, head};

/// Thread, no head, key size s in hundredths of a millimetre, lengths.
const SIZES: &[Head] = &[
    head(3, 300, 0, 150, (3, 16)),
    head(4, 400, 0, 200, (4, 20)),
    head(5, 500, 0, 250, (5, 25)),
    head(6, 600, 0, 300, (6, 30)),
    head(8, 800, 0, 400, (8, 40)),
    head(10, 1000, 0, 500, (10, 50)),
    head(12, 1200, 0, 600, (12, 60)),
    head(16, 1600, 0, 800, (16, 60)),
    head(20, 2000, 0, 1000, (20, 60)),
];

const COMMON: ScrewStandard = ScrewStandard {
    code: "ISO4026",
    norm: "ISO 4026 (DIN 913)",
    it: "Grano con esagono incassato ed estremità piana",
    en: "Hexagon socket set screw with flat point",
    use_it: "Blocca mozzi e boccole senza segnare l'albero; si può registrare più volte.",
    use_en: "Holds hubs and bushes without marking the shaft; can be set again and again.",
    category: "set-screws",
    drawing: "set-screw",
    heads: SIZES,
    grades: SET_SCREW_GRADES,
    threaded: Threaded::Fully,
    point: Some("flat"),
    hexagon_head: false,
    price: 118,
    rank: |grade, thread, length| match grade {
        "45H" if thread <= 12 && length <= 25 => Rank::Core,
        _ => Rank::Extended,
    },
};

static FLAT: ScrewStandard = COMMON;
static CONE: ScrewStandard = ScrewStandard {
    code: "ISO4027",
    norm: "ISO 4027 (DIN 914)",
    it: "Grano con esagono incassato ed estremità conica",
    en: "Hexagon socket set screw with cone point",
    use_it: "La punta conica entra in una sede sull'albero e posiziona il pezzo con precisione.",
    use_en: "The cone enters a seat in the shaft and places the part exactly.",
    point: Some("cone"),
    rank: |_, _, _| Rank::Extended,
    ..COMMON
};
static DOG: ScrewStandard = ScrewStandard {
    code: "ISO4028",
    norm: "ISO 4028 (DIN 915)",
    it: "Grano con esagono incassato ed estremità cilindrica",
    en: "Hexagon socket set screw with dog point",
    use_it: "L'estremità cilindrica lavora in una cava e fa da guida o da fermo.",
    use_en: "The cylindrical end runs in a slot as a guide or a stop.",
    point: Some("dog"),
    rank: |_, _, _| Rank::Extended,
    ..COMMON
};
static CUP: ScrewStandard = ScrewStandard {
    code: "ISO4029",
    norm: "ISO 4029 (DIN 916)",
    it: "Grano con esagono incassato ed estremità a coppa",
    en: "Hexagon socket set screw with cup point",
    use_it: "Il bordo della coppa incide l'albero: tenuta elevata su fissaggi definitivi.",
    use_en: "The cup's edge bites into the shaft: a high hold for joints that stay.",
    point: Some("cup"),
    rank: |grade, thread, length| match grade {
        "45H" if (4..=10).contains(&thread) && length <= 20 => Rank::Core,
        "A2" if (4..=8).contains(&thread) && length <= 16 => Rank::Core,
        _ => Rank::Extended,
    },
    ..COMMON
};

pub(super) fn fill(shelf: &mut Shelf) {
    for standard in [&FLAT, &CONE, &DOG, &CUP] {
        standard.fill(shelf);
    }
}
