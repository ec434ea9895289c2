//! What the audit trail and the feed keep as JSON, as pages show it.

use kernel::{Currency, Date, Money, Quantity, Timestamp, Unit, UnitPrice};
use serde_json::{Map, Value};
use web::page::Phrase;

use super::record::ChangeView;
use crate::part::table::Cell;

/// More than so many fields of one entry are not read by people.
const MOST_FIELDS: usize = 40;
/// As many items of a list are told.
const MOST_TOLD: usize = 8;

/// How the values of one entry are put into words.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The kind of object that the entry is about: `order`, `account` …
    pub kind: &'a str,
    /// The name behind an id, where it is at hand.
    pub named: &'a dyn Fn(&str) -> Option<String>,
}

impl Reading<'static> {
    /// Without any names.
    pub fn of(kind: &'static str) -> Reading<'static> {
        Reading { kind, named: &|_| None }
    }
}

/// The fields of an audit entry's detail: `{"name": {"was": …, "is": …}}`, `{"was": {…}, "is": {…}}`, or plain facts.
pub fn changes_of(reading: Reading<'_>, detail: &Value) -> Vec<ChangeView> {
    let Value::Object(fields) = detail else { return Vec::new() };
    let changes = match (fields.get("was"), fields.get("is")) {
        (Some(Value::Object(was)), Some(Value::Object(is))) => {
            let mut changes = between(reading, was, is);
            let facts = fields.iter().filter(|(name, _)| *name != "was" && *name != "is");
            changes.extend(facts.filter_map(|(name, value)| fact(reading, name, value)));
            changes
        }
        _ => fields.iter().flat_map(|(name, value)| of_field(reading, name, value)).collect(),
    };
    changes.into_iter().take(MOST_FIELDS).collect()
}

fn between(reading: Reading<'_>, was: &Map<String, Value>, is: &Map<String, Value>) -> Vec<ChangeView> {
    let changed = is.iter().filter(|(name, value)| was.get(*name) != Some(*value));
    changed.map(|(name, value)| change(reading, name, was.get(name).unwrap_or(&Value::Null), value)).collect()
}

/// A field; one that holds the changes of an object's fields is each of these.
fn of_field(reading: Reading<'_>, name: &str, value: &Value) -> Vec<ChangeView> {
    match value {
        Value::Object(changes) if name == "changes" => {
            changes.iter().filter_map(|(name, value)| change_or_fact(reading, name, value)).collect()
        }
        _ => change_or_fact(reading, name, value).into_iter().collect(),
    }
}

fn change_or_fact(reading: Reading<'_>, name: &str, value: &Value) -> Option<ChangeView> {
    match (value.get("was"), value.get("is")) {
        (Some(was), Some(is)) => Some(change(reading, name, was, is)),
        _ => fact(reading, name, value),
    }
}

fn change(reading: Reading<'_>, name: &str, was: &Value, is: &Value) -> ChangeView {
    ChangeView { field: name.to_owned(), was: Some(shown(reading, name, was)), is: shown(reading, name, is) }
}

/// What is empty says nothing.
fn fact(reading: Reading<'_>, name: &str, value: &Value) -> Option<ChangeView> {
    match shown(reading, name, value) {
        Cell::Nothing => None,
        is => Some(ChangeView { field: name.to_owned(), was: None, is }),
    }
}

/// A value as people of the reader's language write it.
fn shown(reading: Reading<'_>, name: &str, value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Nothing,
        Value::Bool(yes) => Cell::YesNo { yes: *yes },
        Value::Number(number) => Cell::count(number),
        Value::String(text) if text.is_empty() => Cell::Nothing,
        Value::String(text) => told(reading, name, text),
        Value::Object(fields) => amount(name, fields).or_else(|| quantity(fields)).unwrap_or_else(|| plain(reading, value)),
        Value::Array(_) => plain(reading, value),
    }
}

/// A text: a word of ours, an amount, a day, a moment, the name behind an id, or itself.
fn told(reading: Reading<'_>, name: &str, text: &str) -> Cell {
    let ours = |key: String| Cell::Said { phrase: Phrase::new(key).or(text) };
    match name {
        "state" => return ours(format!("state-{}-{text}", if reading.kind == "price_list" { "list" } else { reading.kind })),
        "reason" => return ours(format!("approval-reason-{text}")),
        "subject" => return ours(format!("office-object-{text}")),
        "role" => return ours(format!("role-{text}")),
        "locale" => return ours(format!("language-{text}")),
        _ => {}
    }
    if let Some((number, currency)) = text.split_once(' ')
        && let Some(cell) = priced(name, number, currency)
    {
        return cell;
    }
    if let Ok(date) = text.parse::<Date>() {
        return Cell::Date { date };
    }
    if let Some(moment) = Timestamp::parse(text).filter(|_| text.contains('T')) {
        return Cell::Moment { moment };
    }
    match (text.parse::<uuid::Uuid>(), (reading.named)(text)) {
        (_, Some(name)) => Cell::text(name),
        (Ok(_), None) => Cell::code(text),
        (Err(_), None) => Cell::text(text),
    }
}

fn amount(name: &str, fields: &Map<String, Value>) -> Option<Cell> {
    let (number, currency) = (fields.get("amount")?.as_str()?, fields.get("currency")?.as_str()?);
    priced(name, number, currency).filter(|_| fields.len() == 2)
}

/// Prices keep all their decimals, amounts have those of their currency.
fn priced(name: &str, number: &str, currency: &str) -> Option<Cell> {
    let currency = Currency::parse(currency).ok()?;
    match name.contains("price") {
        true => UnitPrice::parse(number, currency).ok().map(|price| Cell::Price { price }),
        false => Money::parse(number, currency).ok().map(|money| Cell::Money { money }),
    }
}

fn quantity(fields: &Map<String, Value>) -> Option<Cell> {
    let unit = Unit::parse(fields.get("unit")?.as_str()?).ok()?;
    let quantity = Quantity::parse(fields.get("value")?.as_str()?, unit).ok()?;
    (fields.len() == 2).then_some(Cell::Quantity { quantity })
}

/// What has no cell of its own: lists, and objects field by field.
fn plain(reading: Reading<'_>, value: &Value) -> Cell {
    Cell::optional(Some(words(reading, value)).filter(|text| !text.is_empty()))
}

/// A value without quotes where it is a text; what is empty says nothing.
fn words(reading: Reading<'_>, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => (reading.named)(text).unwrap_or_else(|| text.clone()),
        Value::Array(all) if all.iter().all(|one| one.is_string() || one.is_number()) => several(reading, all, ", "),
        Value::Object(fields) => object(reading, fields),
        Value::Array(all) => several(reading, all, "; "),
        other => other.to_string(),
    }
}

/// The first of a list and how many more there are: all of them stand in the entry as it was written.
fn several(reading: Reading<'_>, all: &[Value], between: &str) -> String {
    let told = all.iter().take(MOST_TOLD).map(|one| words(reading, one)).filter(|text| !text.is_empty());
    let told = told.collect::<Vec<String>>().join(between);
    match all.len().saturating_sub(MOST_TOLD) {
        0 => told,
        more => format!("{told}{between}… +{more}"),
    }
}

/// Amounts and quantities as people write them, a text in several languages in all of them, anything else field by field.
fn object(reading: Reading<'_>, fields: &Map<String, Value>) -> String {
    let pair = |number: &str, unit: &str| match (fields.len(), fields.get(number), fields.get(unit)) {
        (2, Some(number), Some(unit)) => Some(format!("{} {}", words(reading, number), words(reading, unit))),
        _ => None,
    };
    let each = || {
        let told = fields.iter().map(|(name, value)| (name, words(reading, value))).filter(|(_, text)| !text.is_empty());
        told.map(|(name, text)| format!("{}: {text}", name.replace('_', " "))).collect::<Vec<String>>().join(", ")
    };
    if let (2, Some(sku), Some(quantity)) = (fields.len(), fields.get("sku"), fields.get("quantity")) {
        return format!("{} × {}", words(reading, quantity), words(reading, sku));
    }
    pair("amount", "currency").or_else(|| pair("value", "unit")).unwrap_or_else(each)
}

/// JSON as people read it.
pub fn indented(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())
}

/// The ids that a detail names, to be looked up at once.
pub fn ids_in(value: &Value) -> Vec<uuid::Uuid> {
    match value {
        Value::String(text) => text.parse().into_iter().collect(),
        Value::Array(all) => all.iter().flat_map(ids_in).collect(),
        Value::Object(fields) => fields.values().flat_map(ids_in).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
