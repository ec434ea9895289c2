//! Load ratings of rolling bearings by the formulas of ISO 281 and ISO 76, on an inner geometry that is estimated from
//! the boundary dimensions. Typical values, close to what makers print, and nobody's in particular.

use crate::catalogue::number::{Mm, root, significant};

/// Dynamic and static load rating in newtons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rating {
    pub dynamic: i64,
    pub basic_static: i64,
}

impl Rating {
    /// The ratings changed to so many percent, to three significant digits.
    pub fn percent(self, dynamic: i64, basic_static: i64) -> Rating {
        Rating {
            dynamic: significant(self.dynamic * dynamic / 100, 3),
            basic_static: significant(self.basic_static * basic_static / 100, 3),
        }
    }
}

/// `f_c` of ISO 281, table 2, for radial ball bearings: ball over pitch diameter in percent, factor in tenths.
const BALL_FACTORS: &[(i64, i64)] = &[
    (5, 467),
    (6, 491),
    (8, 528),
    (10, 555),
    (12, 575),
    (14, 588),
    (16, 596),
    (20, 599),
    (24, 590),
    (28, 571),
    (30, 560),
    (40, 500),
];

/// `f_0` of ISO 76, annex: the same ratio, factor in tenths.
const STATIC_FACTORS: &[(i64, i64)] =
    &[(5, 161), (10, 164), (14, 156), (16, 149), (20, 140), (24, 131), (28, 121), (30, 116), (40, 95)];

/// One row of balls between a bore and an outside diameter.
pub(super) fn balls(bore: Mm, outside: Mm) -> Rating {
    let ball = outside.minus(bore).micrometres() * 3 / 10;
    let pitch = outside.plus(bore).micrometres() / 2;
    // How many balls go between the rings when they are filled eccentrically: an arc of about 188 degrees.
    let number = 1 + (pitch * 164 + ball * 50) / (ball * 100);
    let ratio = ball * 100 / pitch;
    let hundredths = ball / 10;
    // D_w^1.8, above an inch 3.647 D_w^1.4, in thousandths.
    let power = if ball <= 25_400 { rooted(hundredths, 9, 5) * 1000 / 3981 } else { rooted(hundredths, 7, 5) * 3647 / 631 };
    // Z^(2/3) in hundredths.
    let crowd = whole(root(unsigned(number * number) * 1_000_000, 3));
    let dynamic = 13 * interpolate(BALL_FACTORS, ratio) * crowd / 100 * power / 100_000;
    let basic_static = interpolate(STATIC_FACTORS, ratio) * number * (hundredths * hundredths / 100) / 1000;
    Rating { dynamic, basic_static }.percent(100, 100)
}

/// Rows of rollers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rollers {
    pub rows: i64,
    pub diameter: Mm,
    pub length: Mm,
    /// Diameter of the circle on which the rollers' centres run.
    pub pitch: Mm,
    /// Free room between rollers, in percent of their diameter.
    pub gap: i64,
    /// `b_m · f_cm` of ISO 281, table 7.
    pub factor: i64,
}

/// Roller bearings with line contact.
pub(super) fn rollers(rollers: Rollers) -> Rating {
    let Rollers { rows, diameter, length, pitch, gap, factor } = rollers;
    let (diameter, length, pitch) = (diameter.micrometres() / 10, length.micrometres() / 10, pitch.micrometres() / 10);
    let number = pitch * 31_416 / (diameter * (100 + gap) * 100);
    // (i·L)^(7/9) in hundredths: the root of hundredths of a millimetre is 35.94 times that of millimetres.
    let line = whole(root(unsigned(rows * length).pow(7), 9)) * 10_000 / 3594;
    // Z^(3/4) in hundredths.
    let crowd = whole(root(unsigned(number).pow(3) * 100_000_000, 4));
    // D^(29/27), in hundredths, as D times its thirteenth root (the exponents differ by two thousandths).
    let size = diameter * whole(root(unsigned(diameter) * 10_u128.pow(34), 13)) / 588;
    let dynamic = factor * line / 100 * crowd / 100 * size / 100;
    let basic_static = 44 * (pitch - diameter) / 100 * rows * number * length / 100 * diameter / pitch;
    Rating { dynamic, basic_static }.percent(100, 100)
}

/// A limiting speed in revolutions a minute from a speed factor (n·dm in thousands of mm/min), to two digits.
pub(super) fn speed(factor_thousands: i64, bore: Mm, outside: Mm) -> i64 {
    significant(factor_thousands * 2_000_000 / bore.plus(outside).micrometres(), 2)
}

/// x^(numerator/denominator).
fn rooted(x: i64, numerator: u32, denominator: u32) -> i64 {
    whole(root(unsigned(x).pow(numerator), denominator))
}

fn interpolate(table: &[(i64, i64)], at: i64) -> i64 {
    let mut before = table[0];
    for &(x, y) in table {
        if at <= x {
            let span = (x - before.0).max(1);
            return before.1 + (y - before.1) * (at.max(before.0) - before.0) / span;
        }
        before = (x, y);
    }
    before.1
}

fn unsigned(value: i64) -> u128 {
    u128::try_from(value).unwrap_or(0)
}

fn whole(value: u128) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Mm, Rollers, balls, rollers};

    /// What the formulas must give, within fifteen percent: values that the trade knows for these sizes.
    #[test]
    fn ratings_are_in_the_trades_range() {
        let near = |what: &str, value: i64, known: i64| {
            assert!((value - known).abs() * 100 <= known * 15, "{what}: {value} N, known {known} N");
        };
        for (bore, outside, dynamic, basic_static) in
            [(20, 47, 13_000, 6_600), (25, 52, 14_400, 7_800), (30, 72, 28_500, 16_000), (50, 90, 35_800, 23_000)]
        {
            let rating = balls(Mm::whole(bore), Mm::whole(outside));
            near("balls, dynamic", rating.dynamic, dynamic);
            near("balls, static", rating.basic_static, basic_static);
        }
        let nu205 =
            Rollers { rows: 1, diameter: Mm::tenths(75), length: Mm::whole(9), pitch: Mm::tenths(385), gap: 22, factor: 97 };
        near("rollers, dynamic", rollers(nu205).dynamic, 32_000);
        near("rollers, static", rollers(nu205).basic_static, 31_000);
    }
}
