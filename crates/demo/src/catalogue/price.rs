//! Believable list prices from size and material, in millionths of a euro.

use kernel::{Rounding, RoundingMode};

/// One cent in millionths of a euro.
pub(crate) const CENT: i64 = 10_000;

/// A fixed part in cents plus a price per kilogram in cents, for a mass in milligrams.
pub(crate) fn by_mass(base_cents: i64, cents_per_kilogram: i64, milligrams: i64) -> i64 {
    base_cents * CENT + cents_per_kilogram * milligrams / 100
}

/// A price changed to so many percent of itself.
pub(crate) fn percent(micros: i64, percent: i64) -> i64 {
    micros * percent / 100
}

/// The price as a list would print it: the dearer, the rounder; never zero.
pub(crate) fn point(micros: i64) -> i64 {
    const EURO: i64 = 100 * CENT;
    let (decimals, step) = match micros {
        price if price < 10 * CENT => (4, 1),
        price if price < EURO => (3, 1),
        price if price < 100 * EURO => (2, 1),
        price if price < 1000 * EURO => (1, 1),
        price if price < 5000 * EURO => (0, 1),
        _ => (0, 10),
    };
    let rounding = Rounding { mode: RoundingMode::HalfUp, decimals };
    let rounded = rounding.divide(i128::from(micros), step).unwrap_or(micros) * i64::try_from(step).unwrap_or(1);
    rounded.max(100)
}

#[cfg(test)]
mod tests {
    use super::{CENT, by_mass, percent, point};

    #[test]
    fn mass_price_is_base_plus_kilograms() {
        assert_eq!(by_mass(200, 3000, 1_000_000), 3200 * CENT, "one kilogram");
        assert_eq!(by_mass(200, 3000, 100_000), 500 * CENT, "a hundred grams");
    }

    #[test]
    fn the_dearer_the_rounder() {
        for (micros, expected) in [
            (83_449, 83_400),
            (834_449, 834_000),
            (8_344_490, 8_340_000),
            (834_449_000, 834_400_000),
            (1_834_449_000, 1_834_000_000),
            (18_344_490_000, 18_340_000_000),
            (3, 100),
        ] {
            assert_eq!(point(micros), expected, "{micros}");
        }
    }

    #[test]
    fn percent_of_a_price() {
        assert_eq!(percent(1_000_000, 112), 1_120_000);
    }
}
