//! O-rings.
//!
//! Source: ISO 3601-1:2012, table of the general industrial series (sizes that go back to SAE AS568), and whole-millimetre
//! sizes after DIN 3771-1 for larger catalogues.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, density, mass, ring_volume};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Cross-section d2 and inside diameters d1, all in hundredths of a millimetre.
#[rustfmt::skip]
const SIZES: &[(i64, &[i64])] = &[
    (178, &[178, 257, 290, 368, 447, 528, 607, 765, 925, 1082, 1242, 1400, 1560, 1717, 1877, 2035, 2195, 2352, 2512, 2670, 2830, 2987, 3147,
        3305, 3465, 3782, 4100, 4417, 4735, 5052, 5370, 5687, 6005, 6322, 6640, 6957, 7275, 7592, 8227, 8862, 9497, 10132, 10767, 11402, 12037,
        12672, 13307]),
    (262, &[919, 1077, 1237, 1394, 1554, 1712, 1872, 2029, 2189, 2347, 2507, 2664, 2824, 2982, 3142, 3299, 3459, 3617, 3777, 3934, 4094, 4252,
        4412, 4569, 4729, 4890, 5047, 5207, 5364, 5525, 5682, 5842, 5999, 6160, 6317, 6477, 6634, 6795, 6952, 7112, 7269, 7587, 8222, 8857,
        9492, 10127]),
    (353, &[1864, 2022, 2182, 2339, 2499, 2657, 2817, 2974, 3134, 3292, 3452, 3609, 3769, 4087, 4404, 4722, 5039, 5357, 5674, 5992, 6309, 6627,
        6944, 7262, 7579, 7897, 8214, 8532, 8849, 9167, 9484, 9802, 10119]),
    (533, &[3747, 4064, 4382, 4699, 5017, 5334, 5652, 5969, 6287, 6604, 6922, 7239, 7557, 7874, 8192, 8509, 8827, 9144, 9462, 9779, 10097]),
    (699, &[11367, 11684, 12002, 12319, 12637, 12954]),
];

/// Cross-sections of the whole-millimetre sizes, in hundredths, with the smallest and largest inside diameter in millimetres.
const METRIC: &[(i64, i64, i64)] =
    &[(100, 2, 40), (150, 3, 80), (200, 4, 120), (250, 6, 150), (300, 8, 200), (400, 20, 240), (500, 30, 260)];

/// Tail of the SKU, choice, hardness in Shore A, density, lowest and highest temperature, price in percent, what it is for.
struct Compound {
    tail: &'static str,
    material: &'static str,
    hardness: i64,
    density: i64,
    temperatures: (i64, i64),
    price: i64,
    it: &'static str,
    en: &'static str,
}

const COMPOUNDS: &[Compound] = &[
    Compound {
        tail: "NBR70",
        material: "nbr",
        hardness: 70,
        density: density::NITRILE,
        temperatures: (-30, 100),
        price: 100,
        it: "Resiste a oli minerali, grassi e carburanti; non adatto a ozono e agenti atmosferici.",
        en: "Resists mineral oils, greases and fuels; not for ozone and weather.",
    },
    Compound {
        tail: "FKM75",
        material: "fkm",
        hardness: 75,
        density: density::FLUOROCARBON,
        temperatures: (-20, 200),
        price: 460,
        it: "Per alte temperature, oli caldi e molti prodotti chimici.",
        en: "For high temperatures, hot oils and many chemicals.",
    },
    Compound {
        tail: "EPDM70",
        material: "epdm",
        hardness: 70,
        density: density::EPDM,
        temperatures: (-45, 140),
        price: 135,
        it: "Per acqua calda, vapore e liquidi freni; non adatto a oli minerali.",
        en: "For hot water, steam and brake fluids; not for mineral oils.",
    },
    Compound {
        tail: "NBR90",
        material: "nbr",
        hardness: 90,
        density: density::NITRILE,
        temperatures: (-25, 100),
        price: 128,
        it: "Mescola dura contro l'estrusione nelle alte pressioni oleodinamiche.",
        en: "A hard compound against extrusion under high hydraulic pressure.",
    },
    Compound {
        tail: "VMQ70",
        material: "vmq",
        hardness: 70,
        density: density::SILICONE,
        temperatures: (-55, 200),
        price: 310,
        it: "Silicone adatto al contatto con alimenti, per tenute statiche.",
        en: "Silicone fit for food contact, for static seals.",
    },
    Compound {
        tail: "HNBR75",
        material: "hnbr",
        hardness: 75,
        density: density::NITRILE,
        temperatures: (-30, 150),
        price: 380,
        it: "Nitrile idrogenato per oli additivati e ozono.",
        en: "Hydrogenated nitrile for oils with additives and for ozone.",
    },
];

pub(super) fn fill(shelf: &mut Shelf) {
    for compound in COMPOUNDS {
        for &(cord, insides) in SIZES {
            for &inside in insides {
                let rank = match compound.tail {
                    "NBR70" if inside <= 10_200 && cord < 600 => Rank::Core,
                    "FKM75" if inside <= 5_000 && cord < 600 => Rank::Core,
                    "EPDM70" if inside <= 3_500 && cord <= 262 => Rank::Core,
                    _ => Rank::Extended,
                };
                shelf.put(rank, ORing { inside: Mm::hundredths(inside), cord: Mm::hundredths(cord), compound });
            }
        }
    }
    for compound in COMPOUNDS {
        for &(cord, smallest, largest) in METRIC {
            for inside in smallest..=largest {
                shelf.put(Rank::Extended, ORing { inside: Mm::whole(inside), cord: Mm::hundredths(cord), compound });
            }
        }
    }
}

struct ORing {
    inside: Mm,
    cord: Mm,
    compound: &'static Compound,
}

impl ORing {
    fn sku_in(&self, compound: &str) -> String {
        format!("OR-{}x{}-{compound}", self.inside, self.cord)
    }
}

impl Article for ORing {
    fn sku(&self) -> String {
        self.sku_in(self.compound.tail)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-OR-{}", self.compound.tail))
    }

    fn draft(&self) -> Draft {
        let ORing { inside, cord, compound } = *self;
        let (coldest, hottest) = compound.temperatures;
        let outside = inside.plus(cord).plus(cord);
        // A torus is a ring of square section, π/4 full.
        let mass = mass(ring_volume(outside, inside, cord), compound.density) * 785 / 1000;
        let price =
            (price::by_mass(4, 3200, mass) + 6 * cord.micrometres() + inside.micrometres() * 2 / 3) * compound.price / 100;
        let name = format!("{} {}", compound.material.to_uppercase(), compound.hardness);
        Draft::new(
            "o_ring",
            "o-rings",
            format!("O-ring {} × {} mm {name}", inside.it(), cord.it()),
            format!("O-ring {inside} × {cord} mm {name}"),
        )
        .say(
            format!(
                "Guarnizione toroidale OR, diametro interno {} mm, corda {} mm, durezza {} Shore A.",
                inside.it(),
                cord.it(),
                compound.hardness
            ),
            format!(
                "An O-ring seal, inside diameter {inside} mm, cross-section {cord} mm, hardness {} Shore A.",
                compound.hardness
            ),
        )
        .say(compound.it, compound.en)
        .say(
            format!("Temperatura d'impiego da {coldest} a {hottest} °C."),
            format!("Working temperature {coldest} to {hottest} °C."),
        )
        .mm("inside_diameter", inside)
        .mm("cord_diameter", cord)
        .choice("material", compound.material)
        .whole("hardness", compound.hardness)
        .whole("temperature_min", coldest)
        .whole("temperature_max", hottest)
        .text("standard", if cord.micrometres() % 100 == 0 { "DIN 3771" } else { "ISO 3601-1" })
        .costs(mass, price)
        .lead(3)
        .sold(if inside < Mm::whole(50) { Sale::pieces_by(10, &[100]) } else { Sale::pieces(&[25]) })
        .drawn("o-ring", &[("d1", inside.to_string()), ("d2", cord.to_string())])
        .grouped(self.group(), format!("O-ring in {name}"), format!("O-rings of {name}"), &["inside_diameter", "cord_diameter"])
        .replaced_by(COMPOUNDS.iter().map(|other| self.sku_in(other.tail)))
    }
}
