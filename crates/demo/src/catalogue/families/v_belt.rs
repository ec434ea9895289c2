//! Narrow V-belts SPZ, SPA, SPB, SPC, wrapped and cogged (XP).
//!
//! Source: ISO 4184:1992, profiles and datum lengths.

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::{Mm, block_volume, density, mass};
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Profile, cogged profile, top width in tenths of a millimetre, height, shortest and longest datum length.
struct Profile(&'static str, &'static str, i64, i64, i64, i64);

const PROFILES: &[Profile] = &[
    Profile("SPZ", "XPZ", 97, 80, 630, 3550),
    Profile("SPA", "XPA", 127, 100, 800, 4500),
    Profile("SPB", "XPB", 163, 130, 1250, 8000),
    Profile("SPC", "XPC", 220, 180, 2000, 12500),
];

/// Datum lengths in millimetres: the standard's series R 40 as far as belts are made in it.
const LENGTHS: &[i64] = &[
    630, 670, 710, 750, 800, 850, 900, 950, 1000, 1060, 1120, 1180, 1250, 1320, 1400, 1500, 1600, 1700, 1800, 1900, 2000, 2120,
    2240, 2360, 2500, 2650, 2800, 3000, 3150, 3350, 3550, 3750, 4000, 4250, 4500, 4750, 5000, 5300, 5600, 6000, 6300, 6700, 7100,
    7500, 8000, 8500, 9000, 9500, 10_000, 10_600, 11_200, 11_800, 12_500,
];

/// Lengths between, that the trade makes as well.
const BETWEEN: &[i64] = &[
    637, 687, 730, 737, 762, 772, 787, 812, 825, 837, 862, 875, 887, 912, 925, 937, 962, 975, 987, 1012, 1024, 1037, 1047, 1077,
    1087, 1112, 1137, 1162, 1187, 1202, 1212, 1237, 1262, 1287, 1312, 1337, 1347, 1362, 1387, 1412, 1437, 1462, 1487, 1512, 1537,
    1562, 1587, 1612, 1637, 1662, 1687, 1737, 1762, 1787, 1837, 1862, 1887, 1937, 1987, 2037, 2087, 2137, 2187, 2287, 2337, 2387,
    2437, 2487, 2540, 2582, 2607, 2732,
];

pub(super) fn fill(shelf: &mut Shelf) {
    for cogged in [false, true] {
        for profile in PROFILES {
            for &length in LENGTHS.iter().filter(|length| (profile.4..=profile.5).contains(*length)) {
                let rank = match profile.0 {
                    _ if cogged => Rank::Extended,
                    "SPZ" | "SPA" if length <= 2000 => Rank::Popular,
                    "SPC" if length > 5000 => Rank::Extended,
                    _ if length <= 5000 => Rank::Core,
                    _ => Rank::Extended,
                };
                shelf.put(rank, Belt { profile, cogged, length });
            }
        }
    }
    for cogged in [false, true] {
        for profile in PROFILES {
            for &length in BETWEEN.iter().filter(|length| (profile.4..=profile.5).contains(*length)) {
                shelf.put(Rank::Extended, Belt { profile, cogged, length });
            }
        }
    }
}

struct Belt {
    profile: &'static Profile,
    cogged: bool,
    length: i64,
}

impl Belt {
    fn profile_name(&self, cogged: bool) -> &'static str {
        if cogged { self.profile.1 } else { self.profile.0 }
    }
}

impl Article for Belt {
    fn sku(&self) -> String {
        format!("{}-{}", self.profile_name(self.cogged), self.length)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-{}", self.profile_name(self.cogged)))
    }

    fn draft(&self) -> Draft {
        let &Profile(_, _, width, height, ..) = self.profile;
        let (width, height, length) = (Mm::tenths(width), Mm::tenths(height), self.length);
        let name = self.profile_name(self.cogged);
        let mass = mass(block_volume(Mm::whole(length), width, height), density::BELT) * 76 / 100;
        let (built_it, built_en, hottest) = if self.cogged {
            (
                "Esecuzione dentellata a fianchi nudi per pulegge piccole e rendimento elevato.",
                "Raw edge, cogged design for small pulleys and high efficiency.",
                110,
            )
        } else {
            ("Esecuzione fasciata, silenziosa e resistente a oli e polvere.", "Wrapped design, quiet, resists oil and dust.", 80)
        };
        Draft::new(
            "v_belt",
            "v-belts",
            format!("Cinghia trapezoidale stretta {name} {length}"),
            format!("Narrow V-belt {name} {length}"),
        )
        .say(
            format!(
                "Cinghia trapezoidale profilo {name}, lunghezza primitiva {length} mm, larghezza superiore {} mm, altezza {} mm.",
                width.it(),
                height.it()
            ),
            format!("V-belt of profile {name}, datum length {length} mm, top width {width} mm, height {height} mm."),
        )
        .say(built_it, built_en)
        .say(
            "Su trasmissioni a più cinghie sostituire sempre l'intera serie.",
            "On drives with several belts always replace the whole set.",
        )
        .text("profile", name)
        .whole("datum_length", length)
        .mm("width", width)
        .mm("height", height)
        .yes("cogged", self.cogged)
        .choice("material", "rubber_polyester")
        .whole("temperature_max", hottest)
        .text("standard", "ISO 4184 (DIN 7753)")
        .costs(mass, price::by_mass(210, 4100, mass) * if self.cogged { 128 } else { 100 } / 100)
        .lead(if length > 5000 { 9 } else { 4 })
        .sold(Sale::pieces(&[10]))
        .drawn("v-belt", &[("b", width.to_string()), ("h", height.to_string()), ("Ld", length.to_string())])
        .grouped(self.group(), format!("Cinghie trapezoidali {name}"), format!("V-belts {name}"), &["datum_length"])
        .replaced_by([format!("{}-{length}", self.profile_name(!self.cogged))])
    }
}
