//! Integer geometry: lengths in micrometres, masses in milligrams, roots and sums without floats, so that every machine
//! generates the same catalogue.

use std::fmt;

/// π in millionths.
const PI: i128 = 3_141_593;

/// A length, exact to a micrometre. Written as a plain decimal of millimetres: `17.12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Mm(i64);

impl Mm {
    pub const fn whole(millimetres: i64) -> Mm {
        Mm(millimetres * 1000)
    }

    pub const fn tenths(tenths: i64) -> Mm {
        Mm(tenths * 100)
    }

    pub const fn hundredths(hundredths: i64) -> Mm {
        Mm(hundredths * 10)
    }

    pub const fn thousandths(micrometres: i64) -> Mm {
        Mm(micrometres)
    }

    pub const fn micrometres(self) -> i64 {
        self.0
    }

    /// Millionths of a millimetre, as attribute values are kept.
    pub const fn micros(self) -> i64 {
        self.0 * 1000
    }

    pub const fn plus(self, other: Mm) -> Mm {
        Mm(self.0 + other.0)
    }

    pub const fn minus(self, other: Mm) -> Mm {
        Mm(self.0 - other.0)
    }

    /// So many hundredths of this length, to the nearest tenth of a millimetre.
    pub const fn percent(self, percent: i64) -> Mm {
        Mm((self.0 * percent + 5_000) / 10_000 * 100)
    }

    /// With a decimal comma, as Italian texts have it.
    pub fn it(self) -> String {
        self.to_string().replace('.', ",")
    }
}

impl fmt::Display for Mm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = format!("{:03}", self.0 % 1000);
        match fraction.trim_end_matches('0') {
            "" => write!(formatter, "{}", self.0 / 1000),
            fraction => write!(formatter, "{}.{fraction}", self.0 / 1000),
        }
    }
}

/// The volume of a ring, in cubic micrometres. A solid cylinder has no bore.
pub(crate) fn ring_volume(outside: Mm, bore: Mm, width: Mm) -> i128 {
    let (outside, bore) = (i128::from(outside.0), i128::from(bore.0));
    (outside * outside - bore * bore) * i128::from(width.0) * PI / 4_000_000
}

/// The volume of a block, in cubic micrometres.
pub(crate) fn block_volume(length: Mm, width: Mm, height: Mm) -> i128 {
    i128::from(length.0) * i128::from(width.0) * i128::from(height.0)
}

/// The mass in milligrams of a volume in cubic micrometres; the density in kilograms per cubic metre.
pub(crate) fn mass(volume: i128, density: i64) -> i64 {
    i64::try_from(volume * i128::from(density) / 1_000_000_000_000).unwrap_or(i64::MAX)
}

/// Densities in kilograms per cubic metre.
pub(crate) mod density {
    pub const STEEL: i64 = 7850;
    pub const STAINLESS: i64 = 7950;
    pub const NITRILE: i64 = 1250;
    pub const FLUOROCARBON: i64 = 1850;
    pub const EPDM: i64 = 1150;
    pub const SILICONE: i64 = 1200;
    pub const BELT: i64 = 1300;
    pub const COPPER: i64 = 8900;
    pub const PLASTIC: i64 = 1150;
}

/// The whole part of the `degree`th root.
pub(crate) fn root(value: u128, degree: u32) -> u128 {
    let (mut low, mut high) = (0_u128, 1_u128 << (128 / degree + 1).min(100));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match middle.checked_pow(degree) {
            Some(power) if power <= value => low = middle,
            _ => high = middle,
        }
    }
    low
}

/// sin(π / n) in millionths, for n ≥ 3, by the first terms of its series.
pub(crate) fn sine_of_pi_over(n: i64) -> i64 {
    let scale = 1_000_000_000_i128;
    let x = 3_141_592_654_i128 / i128::from(n);
    let square = x * x / scale;
    let mut term = x;
    let mut sum = x;
    for (odd, sign) in [(3, -1), (5, 1), (7, -1), (9, 1)] {
        term = term * square / scale / (odd * (odd - 1));
        sum += sign * term;
    }
    i64::try_from((sum + 500) / 1000).unwrap_or(0)
}

/// Rounded half up to so many significant digits: 12,815 to 3 is 12,800.
pub(crate) fn significant(value: i64, digits: u32) -> i64 {
    let mut step = 1;
    while value / step >= 10_i64.pow(digits) {
        step *= 10;
    }
    (value + step / 2) / step * step
}

/// A plain decimal of millionths with the given mark: `12.8` or `12,8`.
pub(crate) fn decimal(micros: i64, mark: char) -> String {
    let fraction = format!("{:06}", micros % 1_000_000);
    match fraction.trim_end_matches('0') {
        "" => (micros / 1_000_000).to_string(),
        fraction => format!("{}{mark}{fraction}", micros / 1_000_000),
    }
}
