//! A person's limit per order in a form: an amount, or the plain word that there is none. An empty field is neither.

use kernel::{Currency, FieldFault, Locale, Money};

use super::form::{Field, FieldKind};
use crate::frame::FormData;

/// Name of the box that says that there is no limit.
const NONE: &str = "no_limit";

/// What the fields hold at first.
#[derive(Debug, Clone, Copy)]
pub enum LimitNow<'a> {
    /// Nobody has said yet.
    Unsaid,
    /// As people of the reader's language write it; empty is no limit.
    Is(&'a str),
}

/// The two fields: the amount under `name`, in the currency with this code, and the box in its place.
pub fn limit_fields(name: &str, currency: &str, now: LimitNow<'_>) -> [Field; 2] {
    let (amount, none) = match now {
        LimitNow::Unsaid => ("", ""),
        LimitNow::Is("") => ("", "yes"),
        LimitNow::Is(amount) => (amount, ""),
    };
    let limit = Field::new(FieldKind::Decimal, name, "person-limit").hint("person-limit-hint").addon(currency);
    let none = Field::new(FieldKind::Check, NONE, "person-limit-none").instead_of(name).value(none);
    [limit.expected().testid("person-limit").value(amount).half(), none.testid("person-limit-none").half()]
}

/// What was chosen; a fault when nothing was, or both.
pub fn limit_of(form: &FormData, name: &str, currency: Currency, locale: Locale) -> Result<Option<Money>, FieldFault> {
    let limit = form.money(name, currency, locale)?;
    match (limit, form.optional(NONE)) {
        (None, None) => Err(FieldFault::new(name, "limit_or_none", "give a limit, or say that there is none")),
        (Some(_), Some(_)) => Err(FieldFault::new(name, "limit_and_none", "give a limit or say that there is none, not both")),
        (limit, _) => Ok(limit),
    }
}
