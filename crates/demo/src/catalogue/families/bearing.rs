//! What all bearings have in common: the words of their sentences and their prices.

use crate::catalogue::draft::Draft;
use crate::catalogue::number::{Mm, decimal, density, mass, ring_volume};

use super::rating::Rating;

/// The bore in millimetres of a bore code: 00 to 03 are 10, 12, 15 and 17 mm, from 04 on five times the code (ISO 15).
pub(super) const fn bore_of_code(code: i64) -> i64 {
    match code {
        0 => 10,
        1 => 12,
        2 => 15,
        3 => 17,
        code => code * 5,
    }
}

/// The mass in milligrams of a bearing that fills so many percent of its ring with steel.
pub(super) fn bearing_mass(bore: Mm, outside: Mm, width: Mm, fill: i64) -> i64 {
    mass(ring_volume(outside, bore, width), density::STEEL) * fill / 100
}

impl Draft {
    /// Bore, outside diameter and width, and the sentence that names them.
    pub(super) fn boundary(self, bore: Mm, outside: Mm, width: Mm) -> Draft {
        self.mm("bore_diameter", bore).mm("outside_diameter", outside).mm("width", width).say(
            format!("Dimensioni principali d × D × B: {} × {} × {} mm.", bore.it(), outside.it(), width.it()),
            format!("Boundary dimensions d × D × B: {bore} × {outside} × {width} mm."),
        )
    }

    /// Load ratings and limiting speed, and the sentence that names them.
    pub(super) fn rated(self, rating: Rating, speed: i64) -> Draft {
        let kilonewtons = |newtons: i64, mark| decimal(newtons * 1000, mark);
        let (dynamic, basic_static) = (rating.dynamic, rating.basic_static);
        self.milli("dynamic_load", dynamic).milli("static_load", basic_static).whole("limiting_speed", speed).say(
            format!(
                "Coefficiente di carico dinamico C = {} kN, statico C0 = {} kN, velocità limite {speed} giri/min.",
                kilonewtons(dynamic, ','),
                kilonewtons(basic_static, ',')
            ),
            format!(
                "Dynamic load rating C = {} kN, static C0 = {} kN, limiting speed {speed} rpm.",
                kilonewtons(dynamic, '.'),
                kilonewtons(basic_static, '.')
            ),
        )
    }
}

/// The rings that hold a bearing: DIN 471 on a shaft of its bore, DIN 472 in a housing of its outside diameter.
pub(super) fn rings_around(bore: Mm, outside: Mm) -> [String; 2] {
    [format!("DIN471-{bore}"), format!("DIN472-{outside}")]
}
