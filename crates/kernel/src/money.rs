//! Money and unit prices: integer millionths of one currency, checked arithmetic, rounding named by the caller.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::amount::{AmountError, MICROS, Rounding, format_micros, parse_micros};
use crate::{Percent, Quantity};

/// An ISO 4217 currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    pub const EUR: Currency = Currency(iso_currency::Currency::EUR);

    /// Reads a three-letter ISO 4217 code, upper case.
    pub fn parse(code: &str) -> Result<Currency, AmountError> {
        iso_currency::Currency::from_code(code)
            .map(Currency)
            .ok_or_else(|| AmountError::UnknownCurrency(code.chars().take(10).collect()))
    }

    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The sign people write beside amounts, such as `€`.
    pub fn symbol(self) -> String {
        self.0.symbol().to_string()
    }

    /// Decimals of the currency's smallest coin: 2 for EUR, 0 for JPY.
    pub fn minor_digits(self) -> u8 {
        u8::try_from(self.0.exponent().unwrap_or(2)).unwrap_or(2)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// An amount of money, exact to a millionth of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "AmountShape", try_from = "AmountShape")]
pub struct Money {
    micros: i64,
    currency: Currency,
}

/// The price of one unit of measure, exact to a millionth of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "AmountShape", try_from = "AmountShape")]
pub struct UnitPrice {
    micros: i64,
    currency: Currency,
}

/// How amounts travel: a plain decimal string and an ISO 4217 code, never a JSON number.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = Amount, example = json!({"amount": "12.3456", "currency": "EUR"}))]
#[serde(deny_unknown_fields)]
pub struct AmountShape {
    /// Plain decimal with at most six decimals.
    #[schema(pattern = r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$")]
    amount: String,
    /// ISO 4217 code.
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: String,
}

impl Money {
    pub const fn from_micros(micros: i64, currency: Currency) -> Money {
        Money { micros, currency }
    }

    pub const fn zero(currency: Currency) -> Money {
        Money { micros: 0, currency }
    }

    /// Reads a plain decimal such as `1234.50`.
    pub fn parse(amount: &str, currency: Currency) -> Result<Money, AmountError> {
        Ok(Money { micros: parse_micros(amount)?, currency })
    }

    pub fn micros(self) -> i64 {
        self.micros
    }

    pub fn currency(self) -> Currency {
        self.currency
    }

    pub fn is_zero(self) -> bool {
        self.micros == 0
    }

    pub fn is_negative(self) -> bool {
        self.micros < 0
    }

    /// The plain decimal, with at least the currency's own decimals: `12.50`, `0.0834`.
    pub fn amount(self) -> String {
        format_micros(self.micros, usize::from(self.currency.minor_digits()))
    }

    /// Whether it could be paid: no finer than the currency's smallest coin. What is computed may be finer until it is
    /// rounded; what a person sets may not.
    pub fn is_payable(self) -> bool {
        let decimals = u32::from(self.currency.minor_digits().min(6));
        self.micros % 10_i64.pow(6 - decimals) == 0
    }

    pub fn plus(self, other: Money) -> Result<Money, AmountError> {
        same_currency(self.currency, other.currency)?;
        let micros = self.micros.checked_add(other.micros).ok_or(AmountError::Overflow)?;
        Ok(Money { micros, currency: self.currency })
    }

    pub fn minus(self, other: Money) -> Result<Money, AmountError> {
        same_currency(self.currency, other.currency)?;
        let micros = self.micros.checked_sub(other.micros).ok_or(AmountError::Overflow)?;
        Ok(Money { micros, currency: self.currency })
    }

    /// The sum of amounts of one currency; zero of `currency` when there are none.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Money>) -> Result<Money, AmountError> {
        amounts.into_iter().try_fold(Money::zero(currency), Money::plus)
    }

    pub fn rounded(self, rounding: Rounding) -> Result<Money, AmountError> {
        Ok(Money { micros: rounding.divide(i128::from(self.micros), 1)?, currency: self.currency })
    }

    /// This share of the amount, rounded once.
    pub fn percent(self, percent: Percent, rounding: Rounding) -> Result<Money, AmountError> {
        let numerator = i128::from(self.micros) * i128::from(percent.micros());
        Ok(Money { micros: rounding.divide(numerator, i128::from(MICROS) * 100)?, currency: self.currency })
    }

    /// Whether this amount is greater than another of the same currency.
    pub fn exceeds(self, other: Money) -> Result<bool, AmountError> {
        same_currency(self.currency, other.currency)?;
        Ok(self.micros > other.micros)
    }
}

impl UnitPrice {
    pub const fn from_micros(micros: i64, currency: Currency) -> UnitPrice {
        UnitPrice { micros, currency }
    }

    pub fn parse(amount: &str, currency: Currency) -> Result<UnitPrice, AmountError> {
        Ok(UnitPrice { micros: parse_micros(amount)?, currency })
    }

    pub fn micros(self) -> i64 {
        self.micros
    }

    pub fn currency(self) -> Currency {
        self.currency
    }

    pub fn amount(self) -> String {
        format_micros(self.micros, usize::from(self.currency.minor_digits()))
    }

    /// Price × quantity, rounded once by the rule given. The quantity must be in the unit that the price is for.
    pub fn times(self, quantity: Quantity, rounding: Rounding) -> Result<Money, AmountError> {
        let numerator = i128::from(self.micros) * i128::from(quantity.micros());
        Ok(Money { micros: rounding.divide(numerator, i128::from(MICROS))?, currency: self.currency })
    }

    /// The price less a percentage, rounded once.
    pub fn less(self, discount: Percent, rounding: Rounding) -> Result<UnitPrice, AmountError> {
        let kept = i128::from(MICROS) * 100 - i128::from(discount.micros());
        let numerator = i128::from(self.micros) * kept;
        Ok(UnitPrice { micros: rounding.divide(numerator, i128::from(MICROS) * 100)?, currency: self.currency })
    }
}

fn same_currency(left: Currency, right: Currency) -> Result<(), AmountError> {
    if left == right {
        return Ok(());
    }
    Err(AmountError::Mixed { left: left.to_string(), right: right.to_string() })
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount(), self.currency)
    }
}

impl fmt::Display for UnitPrice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount(), self.currency)
    }
}

impl From<Money> for AmountShape {
    fn from(money: Money) -> AmountShape {
        AmountShape { amount: money.amount(), currency: money.currency.code().to_owned() }
    }
}

impl From<UnitPrice> for AmountShape {
    fn from(price: UnitPrice) -> AmountShape {
        AmountShape { amount: price.amount(), currency: price.currency.code().to_owned() }
    }
}

impl TryFrom<AmountShape> for Money {
    type Error = AmountError;

    fn try_from(shape: AmountShape) -> Result<Money, AmountError> {
        Money::parse(&shape.amount, Currency::parse(&shape.currency)?)
    }
}

impl TryFrom<AmountShape> for UnitPrice {
    type Error = AmountError;

    fn try_from(shape: AmountShape) -> Result<UnitPrice, AmountError> {
        UnitPrice::parse(&shape.amount, Currency::parse(&shape.currency)?)
    }
}

impl utoipa::PartialSchema for Money {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        AmountShape::schema()
    }
}

impl ToSchema for Money {
    fn name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }
}

impl utoipa::PartialSchema for UnitPrice {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        AmountShape::schema()
    }
}

impl ToSchema for UnitPrice {
    fn name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }
}
