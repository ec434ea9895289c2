//! Retaining rings: DIN 471:2011 for shafts, DIN 472:2017 for bores.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, density, mass, ring_volume};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// d1 in millimetres; thickness s and groove diameter d2 in hundredths.
type Size = (i64, i64, i64);

#[rustfmt::skip]
const SHAFT: &[Size] = &[
    (8, 80, 760), (9, 100, 860), (10, 100, 960), (11, 100, 1050), (12, 100, 1150), (13, 100, 1240), (14, 100, 1340), (15, 100, 1430),
    (16, 100, 1520), (17, 100, 1620), (18, 120, 1700), (19, 120, 1800), (20, 120, 1900), (21, 120, 2000), (22, 120, 2100), (24, 120, 2290),
    (25, 120, 2390), (26, 120, 2490), (28, 150, 2660), (30, 150, 2860), (32, 150, 3030), (34, 150, 3230), (35, 150, 3300), (36, 175, 3400),
    (38, 175, 3600), (40, 175, 3750), (42, 175, 3950), (45, 175, 4250), (48, 175, 4550), (50, 200, 4700), (52, 200, 4900), (55, 200, 5200),
    (58, 200, 5500), (60, 200, 5700), (65, 250, 6200), (70, 250, 6700), (75, 250, 7200), (80, 250, 7650), (85, 300, 8150), (90, 300, 8650),
    (95, 300, 9150), (100, 300, 9650), (110, 400, 10600), (120, 400, 11600),
];
#[rustfmt::skip]
const BORE: &[Size] = &[
    (8, 80, 840), (9, 80, 940), (10, 100, 1040), (11, 100, 1140), (12, 100, 1250), (13, 100, 1360), (14, 100, 1460), (15, 100, 1570),
    (16, 100, 1680), (17, 100, 1780), (18, 100, 1900), (19, 100, 2000), (20, 100, 2100), (21, 100, 2200), (22, 100, 2300), (24, 120, 2520),
    (25, 120, 2620), (26, 120, 2720), (28, 120, 2940), (30, 120, 3140), (32, 120, 3370), (35, 150, 3700), (37, 150, 3900), (38, 150, 4000),
    (40, 175, 4250), (42, 175, 4450), (45, 175, 4750), (47, 175, 4950), (48, 175, 5050), (50, 200, 5300), (52, 200, 5500), (55, 200, 5800),
    (58, 200, 6100), (60, 200, 6300), (62, 200, 6500), (65, 250, 6800), (68, 250, 7100), (70, 250, 7300), (72, 250, 7500), (75, 250, 7800),
    (78, 250, 8100), (80, 250, 8350), (85, 300, 8850), (90, 300, 9350), (95, 300, 9850), (100, 300, 10350), (110, 400, 11400), (120, 400, 12400),
    (125, 400, 12900), (130, 400, 13400),
];

/// Suffix, material, price in percent.
const MATERIALS: &[(&str, &str, i64)] =
    &[("", "spring_steel", 100), ("-INOX", "stainless_a2", 420), ("-ZN", "spring_steel", 128)];

pub(super) fn fill(shelf: &mut Shelf) {
    for material in 0..MATERIALS.len() {
        for (shaft, sizes) in [(true, SHAFT), (false, BORE)] {
            for &size in sizes {
                let core = material == 0 && size.0 <= 110;
                shelf.put(if core { Rank::Core } else { Rank::Extended }, Ring { shaft, size, material });
            }
        }
    }
}

struct Ring {
    shaft: bool,
    size: Size,
    material: usize,
}

impl Ring {
    fn sku_in(&self, material: &str) -> String {
        format!("{}-{}{material}", if self.shaft { "DIN471" } else { "DIN472" }, self.size.0)
    }
}

impl Article for Ring {
    fn sku(&self) -> String {
        self.sku_in(MATERIALS[self.material].0)
    }

    fn draft(&self) -> Draft {
        let (nominal, thickness, groove) = self.size;
        let (nominal, thickness, groove) = (Mm::whole(nominal), Mm::hundredths(thickness), Mm::hundredths(groove));
        let (_, material, material_price) = MATERIALS[self.material];
        // The groove is a tenth wider than the ring up to 1.75 mm, 15 hundredths above.
        let groove_width = thickness.plus(Mm::hundredths(if thickness.micrometres() < 2000 { 10 } else { 15 }));
        let band = nominal.percent(88);
        let mass = mass(ring_volume(nominal, band, thickness), density::STEEL) * 85 / 100;
        let (norm, seat, place_it, place_en, drawing) = if self.shaft {
            ("DIN 471", "shaft", "per alberi", "for shafts", "circlip-shaft")
        } else {
            ("DIN 472", "bore", "per fori", "for bores", "circlip-bore")
        };
        Draft::new(
            "retaining_ring",
            "retaining-rings",
            format!("Anello elastico di sicurezza {place_it} {norm} {nominal}x{}", thickness.it()),
            format!("Retaining ring {place_en} {norm} {nominal}x{thickness}"),
        )
        .say(
            format!("Anello di arresto elastico {place_it} da {nominal} mm, spessore {} mm.", thickness.it()),
            format!("A circlip {place_en} of {nominal} mm, {thickness} mm thick."),
        )
        .say(
            format!("Gola: diametro d2 = {} mm, larghezza m = {} mm.", groove.it(), groove_width.it()),
            format!("Groove: diameter d2 = {groove} mm, width m = {groove_width} mm."),
        )
        .say(
            if self.shaft {
                "Ferma cuscinetti, ingranaggi e rondelle sull'albero; si monta con pinza per anelli esterni."
            } else {
                "Ferma cuscinetti e boccole nella sede; si monta con pinza per anelli interni."
            },
            if self.shaft {
                "Holds bearings, gears and washers on a shaft; fitted with external circlip pliers."
            } else {
                "Holds bearings and bushes in a bore; fitted with internal circlip pliers."
            },
        )
        .mm("nominal_diameter", nominal)
        .choice("ring_seat", seat)
        .mm("thickness", thickness)
        .mm("groove_diameter", groove)
        .mm("groove_width", groove_width)
        .choice("material", material)
        .text("standard", norm)
        .costs(mass, price::by_mass(6, 2100, mass) * material_price / 100)
        .lead(4)
        .sold(if self.size.0 <= 40 { Sale::pieces_by(10, &[100]) } else { Sale::pieces(&[25]) })
        .drawn(drawing, &[("d1", nominal.to_string()), ("d2", groove.to_string()), ("s", thickness.to_string())])
        .replaced_by(MATERIALS.iter().map(|other| self.sku_in(other.0)))
    }
}
