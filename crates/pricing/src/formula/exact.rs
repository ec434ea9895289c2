//! Exact numbers between the prices that go into a formula and the one that comes out: nothing is rounded on the way.

use std::cmp::Ordering;

use kernel::RoundingMode;

const MICROS: i128 = 1_000_000;

/// A fraction in lowest terms; the denominator is positive. Operations answer none when it cannot be counted any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

/// Where a value between two steps goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toward {
    /// To the nearer one; a half as the market says.
    Nearest,
    Up,
    Down,
}

impl Exact {
    pub fn from_micros(micros: i64) -> Exact {
        Exact::reduced(i128::from(micros), MICROS)
    }

    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    pub fn plus(self, other: Exact) -> Option<Exact> {
        let common = greatest_common_divisor(self.denominator, other.denominator);
        let (mine, theirs) = (other.denominator / common, self.denominator / common);
        let left = self.numerator.checked_mul(mine)?;
        let right = other.numerator.checked_mul(theirs)?;
        Some(Exact::reduced(left.checked_add(right)?, self.denominator.checked_mul(mine)?))
    }

    pub fn minus(self, other: Exact) -> Option<Exact> {
        self.plus(Exact { numerator: other.numerator.checked_neg()?, denominator: other.denominator })
    }

    pub fn times(self, other: Exact) -> Option<Exact> {
        // Shortened crosswise first, so that what can be counted is.
        let left = Exact::reduced(self.numerator, other.denominator);
        let right = Exact::reduced(other.numerator, self.denominator);
        let numerator = left.numerator.checked_mul(right.numerator)?;
        Some(Exact { numerator, denominator: left.denominator.checked_mul(right.denominator)? })
    }

    /// None for zero as well.
    pub fn inverse(self) -> Option<Exact> {
        let denominator = self.numerator.checked_abs().filter(|numerator| *numerator > 0)?;
        Some(Exact { numerator: self.denominator.checked_mul(self.numerator.signum())?, denominator })
    }

    pub fn compare(self, other: Exact) -> Option<Ordering> {
        let common = greatest_common_divisor(self.denominator, other.denominator);
        let left = self.numerator.checked_mul(other.denominator / common)?;
        Some(left.cmp(&other.numerator.checked_mul(self.denominator / common)?))
    }

    /// The multiple of a positive step, in millionths, that the value goes to.
    pub fn rounded(self, step_micros: i64, toward: Toward, half: RoundingMode) -> Option<i64> {
        let step = i128::from(step_micros);
        let steps = self.times(Exact::reduced(MICROS, step))?;
        let whole = steps.numerator.div_euclid(steps.denominator);
        let rest = steps.numerator.rem_euclid(steps.denominator);
        let up = match toward {
            Toward::Down => false,
            Toward::Up => rest > 0,
            Toward::Nearest => match rest.cmp(&(steps.denominator - rest)) {
                Ordering::Less => false,
                Ordering::Greater => true,
                Ordering::Equal => match half {
                    // Away from zero.
                    RoundingMode::HalfUp => steps.numerator >= 0,
                    RoundingMode::HalfEven => whole % 2 != 0,
                },
            },
        };
        let micros = whole.checked_add(i128::from(up))?.checked_mul(step)?;
        i64::try_from(micros).ok()
    }

    /// The denominator must be positive.
    fn reduced(numerator: i128, denominator: i128) -> Exact {
        let common = greatest_common_divisor(numerator, denominator);
        Exact { numerator: numerator / common, denominator: denominator / common }
    }
}

/// Positive when one of them is positive.
fn greatest_common_divisor(left: i128, right: i128) -> i128 {
    let (mut left, mut right) = (left.unsigned_abs(), right.unsigned_abs());
    while right != 0 {
        (left, right) = (right, left % right);
    }
    i128::try_from(left).unwrap_or(1).max(1)
}
