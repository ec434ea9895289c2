//! Percentages: VAT rates, discounts, shares.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::amount::{AmountError, MICROS, format_micros, parse_micros};

/// A percentage, exact to a millionth of a percent. Travels as a plain decimal string: `"22"`, `"12.5"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Percent(i64);

impl Percent {
    pub const ZERO: Percent = Percent(0);

    pub const fn whole(percent: i32) -> Percent {
        Percent(percent as i64 * MICROS)
    }

    /// From millionths of a percent, the form in which it is stored.
    pub const fn from_micros(micros: i64) -> Percent {
        Percent(micros)
    }

    pub fn parse(text: &str) -> Result<Percent, AmountError> {
        parse_micros(text).map(Percent)
    }

    pub fn micros(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&format_micros(self.0, 0))
    }
}

impl From<Percent> for String {
    fn from(percent: Percent) -> String {
        percent.to_string()
    }
}

impl TryFrom<String> for Percent {
    type Error = AmountError;

    fn try_from(text: String) -> Result<Percent, AmountError> {
        Percent::parse(&text)
    }
}

impl utoipa::PartialSchema for Percent {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some(r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$"))
            .into()
    }
}

impl utoipa::ToSchema for Percent {
    fn name() -> std::borrow::Cow<'static, str> {
        "Percent".into()
    }
}
