//! Quantities: a decimal value in a unit of measure. Never an integer count, since hoses are sold by the metre.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::amount::{AmountError, MICROS, Rounding, RoundingMode, format_micros, parse_micros};
use crate::unit::Unit;

/// A quantity, exact to a millionth of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "QuantityShape", try_from = "QuantityShape")]
pub struct Quantity {
    micros: i64,
    unit: Unit,
}

/// How quantities travel: a plain decimal string and a UN/ECE Rec 20 code.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = Quantity, example = json!({"value": "10.5", "unit": "MTR"}))]
#[serde(deny_unknown_fields)]
pub struct QuantityShape {
    /// Plain decimal with at most six decimals.
    #[schema(pattern = r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$")]
    value: String,
    /// UN/ECE Recommendation 20 code, such as `C62` (piece) or `MTR` (metre).
    #[schema(pattern = "^[A-Z0-9]{2,3}$")]
    unit: String,
}

impl Quantity {
    /// The largest that travels: twelve digits before the point. What is read stays within it, and so does what stock sums up to.
    pub const MOST_MICROS: i64 = 999_999_999_999_999_999;

    pub const fn from_micros(micros: i64, unit: Unit) -> Quantity {
        Quantity { micros, unit }
    }

    pub const fn zero(unit: Unit) -> Quantity {
        Quantity { micros: 0, unit }
    }

    /// A whole number of pieces.
    pub const fn pieces(count: u32) -> Quantity {
        Quantity { micros: count as i64 * MICROS, unit: Unit::PIECE }
    }

    pub fn parse(value: &str, unit: Unit) -> Result<Quantity, AmountError> {
        let micros = parse_micros(value)?;
        if micros.unsigned_abs() > Self::MOST_MICROS.unsigned_abs() {
            return Err(AmountError::Overflow);
        }
        Ok(Quantity { micros, unit })
    }

    pub fn micros(self) -> i64 {
        self.micros
    }

    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The plain decimal: `25`, `10.5`.
    pub fn value(self) -> String {
        format_micros(self.micros, 0)
    }

    pub fn is_positive(self) -> bool {
        self.micros > 0
    }

    pub fn plus(self, other: Quantity) -> Result<Quantity, AmountError> {
        let other = other.in_unit(self.unit)?;
        let micros = self.micros.checked_add(other.micros).ok_or(AmountError::Overflow)?;
        Ok(Quantity { micros, unit: self.unit })
    }

    pub fn minus(self, other: Quantity) -> Result<Quantity, AmountError> {
        let other = other.in_unit(self.unit)?;
        let micros = self.micros.checked_sub(other.micros).ok_or(AmountError::Overflow)?;
        Ok(Quantity { micros, unit: self.unit })
    }

    /// The same quantity in another unit of its kind, half up to the sixth decimal.
    pub fn in_unit(self, unit: Unit) -> Result<Quantity, AmountError> {
        let exact = Rounding { mode: RoundingMode::HalfUp, decimals: 6 };
        Ok(Quantity { micros: self.unit.convert(self.micros, unit, exact)?, unit })
    }

    /// The same quantity in another unit of its kind, only if nothing is lost: 18 pieces are 1.5 dozen, one piece is no
    /// decimal number of dozens ([`AmountError::TooPrecise`]).
    pub fn exactly_in(self, unit: Unit) -> Result<Quantity, AmountError> {
        let converted = self.in_unit(unit)?;
        if converted.in_unit(self.unit)? == self { Ok(converted) } else { Err(AmountError::TooPrecise) }
    }

    /// Whether it has decimals although its unit is counted: half a piece is none.
    pub fn is_broken(self) -> bool {
        self.unit.is_counted() && self.micros % MICROS != 0
    }

    /// Whether this is a whole number of `step`s.
    pub fn is_multiple_of(self, step: Quantity) -> bool {
        self.unit == step.unit && step.micros > 0 && self.micros % step.micros == 0
    }

    /// The smallest whole number of `step`s that is at least this, and at least `minimum`.
    pub fn rounded_up(self, minimum: Quantity, step: Quantity) -> Result<Quantity, AmountError> {
        let wanted = self.micros.max(minimum.in_unit(self.unit)?.micros);
        let step = step.in_unit(self.unit)?.micros.max(1);
        let short = (step - wanted.rem_euclid(step)) % step;
        let micros = wanted.checked_add(short).ok_or(AmountError::Overflow)?;
        Ok(Quantity { micros, unit: self.unit })
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.value(), self.unit)
    }
}

impl From<Quantity> for QuantityShape {
    fn from(quantity: Quantity) -> QuantityShape {
        QuantityShape { value: quantity.value(), unit: quantity.unit.code().to_owned() }
    }
}

impl TryFrom<QuantityShape> for Quantity {
    type Error = AmountError;

    fn try_from(shape: QuantityShape) -> Result<Quantity, AmountError> {
        Quantity::parse(&shape.value, Unit::parse(&shape.unit)?)
    }
}

impl utoipa::PartialSchema for Quantity {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        QuantityShape::schema()
    }
}

impl ToSchema for Quantity {
    fn name() -> std::borrow::Cow<'static, str> {
        "Quantity".into()
    }
}
