//! Decimal text to millionths and back, and division with a named rounding. Shared by money, quantities and percentages.

use serde::{Deserialize, Serialize};

/// One unit in the scale that all amounts and quantities use.
pub(crate) const MICROS: i64 = 1_000_000;

/// What can be wrong with an amount or a quantity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    #[error("not a plain decimal number: {0:?}")]
    NotDecimal(String),
    #[error("more than six decimals")]
    TooPrecise,
    #[error("number out of range")]
    Overflow,
    #[error("unknown currency {0:?}")]
    UnknownCurrency(String),
    #[error("unknown unit {0:?}")]
    UnknownUnit(String),
    #[error("{left} and {right} do not mix")]
    Mixed { left: String, right: String },
}

/// Which neighbour a value half-way between two results goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// Half away from zero: 0.005 → 0.01, −0.005 → −0.01 (commercial rounding).
    HalfUp,
    /// Half to the even neighbour: 0.005 → 0.00, 0.015 → 0.02 (banker's rounding, IEEE 754 `roundTiesToEven`).
    HalfEven,
}

/// A rounding rule: how many decimals are kept and where a half goes. Chosen per market, named where it happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rounding {
    pub mode: RoundingMode,
    /// Decimals kept, 0 to 6.
    pub decimals: u8,
}

impl Rounding {
    /// Half up to cents: what an Italian invoice does.
    pub const CENTS: Rounding = Rounding { mode: RoundingMode::HalfUp, decimals: 2 };

    /// Divides and rounds to this rule's decimals, in one step, so that nothing is rounded twice.
    ///
    /// `numerator / denominator` must be in millionths; the result is too.
    pub fn divide(self, numerator: i128, denominator: i128) -> Result<i64, AmountError> {
        if denominator == 0 {
            return Err(AmountError::Overflow);
        }
        let step = 10_i128.pow(6 - u32::from(self.decimals.min(6)));
        let divisor = denominator.checked_mul(step).ok_or(AmountError::Overflow)?;
        let steps = divide_to_nearest(numerator, divisor, self.mode);
        steps.checked_mul(step).and_then(|micros| i64::try_from(micros).ok()).ok_or(AmountError::Overflow)
    }
}

/// Integer division to the nearest whole number.
fn divide_to_nearest(numerator: i128, divisor: i128, mode: RoundingMode) -> i128 {
    let (numerator, divisor) = if divisor < 0 { (-numerator, -divisor) } else { (numerator, divisor) };
    let whole = numerator.div_euclid(divisor);
    let twice_rest = numerator.rem_euclid(divisor) * 2;
    let up = match twice_rest.cmp(&divisor) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => match mode {
            RoundingMode::HalfUp => numerator >= 0,
            RoundingMode::HalfEven => whole % 2 != 0,
        },
    };
    whole + i128::from(up)
}

/// Reads `-12.345` as millionths. No exponent, no grouping, no spaces: one spelling, so that nothing is guessed.
pub(crate) fn parse_micros(text: &str) -> Result<i64, AmountError> {
    let not_decimal = || AmountError::NotDecimal(text.chars().take(40).collect());
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let dangling_point = digits.contains('.') && fraction.is_empty();
    if whole.is_empty() || dangling_point || !all_digits(whole) || !all_digits(fraction) {
        return Err(not_decimal());
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 6 {
        return Err(AmountError::TooPrecise);
    }
    let whole: i64 = whole.parse().map_err(|_| AmountError::Overflow)?;
    let fraction: i64 = format!("{fraction:0<6}").parse().map_err(|_| not_decimal())?;
    let micros = whole.checked_mul(MICROS).and_then(|micros| micros.checked_add(fraction)).ok_or(AmountError::Overflow)?;
    Ok(if negative { -micros } else { micros })
}

/// Writes millionths as a plain decimal with at least `least_decimals` decimals and no other trailing zeros.
pub(crate) fn format_micros(micros: i64, least_decimals: usize) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let magnitude = micros.unsigned_abs();
    let (whole, fraction) = (magnitude / MICROS.unsigned_abs(), magnitude % MICROS.unsigned_abs());
    let mut decimals = format!("{fraction:06}");
    while decimals.len() > least_decimals && decimals.ends_with('0') {
        decimals.pop();
    }
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}
