//! Work gloves by the pair.
//!
//! Source: EN 388:2016 (mechanical ratings), EN ISO 21420:2020 (sizes).

use crate::catalogue::draft::{Article, Draft, Packing, Sale, SaleUnit};
use crate::catalogue::price::CENT;
use crate::catalogue::range::{Rank, Shelf};

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

const SIZES: &[&str] = &["7", "8", "9", "10", "11", "6", "12"];

pub(super) fn fill(shelf: &mut Shelf) {
    for (place, &size) in SIZES.iter().enumerate() {
        for glove in GLOVES {
            shelf.put(if place < 5 { Rank::Core } else { Rank::Extended }, Pair { glove, size });
        }
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
