//! What the audit trail and the feed keep as JSON, as pages show it.

use kernel::{Currency, Date, Money, Percent, Quantity, Role, Timestamp, Unit, UnitPrice};
use serde_json::{Map, Value};
use web::page::Phrase;

use super::record::ChangeView;
use crate::part::table::{Cell, NamedCell};

/// More than so many fields of one entry are not read by people.
const MOST_FIELDS: usize = 40;
/// As many items of a list are told.
const MOST_TOLD: usize = 8;

/// How the values of one entry are put into words.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The kind of object that the entry is about: `order`, `account` …
    pub kind: &'a str,
    /// The name behind an id, where it is at hand; of an attribute behind `attribute:` and its code.
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
    let mut changes = match (fields.get("was"), fields.get("is")) {
        // A line of a cart: the quantity itself.
        (Some(was), Some(is)) if is_quantity(was) && is_quantity(is) => vec![change(reading, "quantity", was, is)],
        (Some(Value::Object(was)), Some(Value::Object(is))) => between(reading, was, is),
        _ => return plain_facts(reading, fields),
    };
    let facts = fields.iter().filter(|(name, _)| *name != "was" && *name != "is");
    changes.extend(facts.filter_map(|(name, value)| fact(reading, name, value)));
    changes.into_iter().take(MOST_FIELDS).collect()
}

fn plain_facts(reading: Reading<'_>, fields: &Map<String, Value>) -> Vec<ChangeView> {
    fields.iter().flat_map(|(name, value)| of_field(reading, name, value)).take(MOST_FIELDS).collect()
}

fn is_quantity(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| fields.len() == 2 && fields.contains_key("value") && fields.contains_key("unit"))
}

fn between(reading: Reading<'_>, was: &Map<String, Value>, is: &Map<String, Value>) -> Vec<ChangeView> {
    let changed = is.iter().filter(|(name, value)| was.get(*name) != Some(*value));
    changed.map(|(name, value)| change(reading, name, was.get(name).unwrap_or(&Value::Null), value)).collect()
}

/// A field; one that holds others (the changes of an object's fields, a cart's references) is each of these.
fn of_field(reading: Reading<'_>, name: &str, value: &Value) -> Vec<ChangeView> {
    match value {
        Value::Object(fields) if matches!(name, "changes" | "references") => {
            fields.iter().filter_map(|(name, value)| change_or_fact(reading, name, value)).collect()
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
    let (was, is) = only_different(opened(was), opened(is));
    ChangeView { field: name.to_owned(), was: Some(shown(reading, name, &was)), is: shown(reading, name, &is) }
}

/// Of two objects, the fields that are not the same in both.
fn only_different(was: Value, is: Value) -> (Value, Value) {
    match (was, is) {
        (Value::Object(was), Value::Object(is)) if !is.contains_key("currency") && !is.contains_key("unit") => {
            let of = |one: &Map<String, Value>, other: &Map<String, Value>| {
                one.iter().filter(|(name, value)| other.get(*name) != Some(*value)).map(|(n, v)| (n.clone(), v.clone())).collect()
            };
            (Value::Object(of(&was, &is)), Value::Object(of(&is, &was)))
        }
        pair => pair,
    }
}

/// What a column keeps as text, read: a product's names, its attributes.
fn opened(value: &Value) -> Value {
    match value {
        Value::String(text) if text.starts_with(['{', '[']) => serde_json::from_str(text).unwrap_or_else(|_| value.clone()),
        other => other.clone(),
    }
}

/// What is empty says nothing, and neither does an id that has no name: the entry as it was written has it.
fn fact(reading: Reading<'_>, name: &str, value: &Value) -> Option<ChangeView> {
    let is_bare_id = |text: &str| is_id(text) && (reading.named)(text).is_none();
    if value.as_str().is_some_and(is_bare_id) {
        return None;
    }
    match shown(reading, name, value) {
        Cell::Nothing => None,
        is => Some(ChangeView { field: name.to_owned(), was: None, is }),
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

/// A value as people of the reader's language write it.
fn shown(reading: Reading<'_>, name: &str, value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Nothing,
        Value::Bool(yes) => Cell::YesNo { yes: *yes },
        Value::Number(number) => counted(name, number),
        Value::String(text) if text.is_empty() => Cell::Nothing,
        Value::String(text) => told(reading, name, text),
        Value::Object(fields) => object(reading, name, fields),
        Value::Array(all) => several(reading, name, all),
    }
}

/// A number: millionths of a quantity, minutes of the day, or just how many.
fn counted(name: &str, number: &serde_json::Number) -> Cell {
    match number.as_i64() {
        Some(micros) if name.ends_with("_micros") => Cell::count(Quantity::from_micros(micros, Unit::PIECE).value()),
        Some(minute) if name == "cut_off_minute" => Cell::text(format!("{:02}:{:02}", minute / 60, minute % 60)),
        _ => Cell::count(number),
    }
}

/// The stem of the texts that a closed set of words has.
fn stem_of(kind: &str, name: &str) -> Option<String> {
    let stem = match (name, kind) {
        ("state", "price_list") => "state-list",
        ("state", kind) => return Some(format!("state-{kind}")),
        ("outcome", _) => "state-approval",
        ("decision", _) => "audited-decision",
        ("reason", _) => "approval-reason",
        ("subject", _) => "office-object",
        ("role", _) => "role",
        ("locale", _) => "language",
        ("kind", "attribute") => "attribute-kind",
        ("kind", "stock") => "office-movement",
        ("kind", "product") => "office-file",
        ("tax_category", _) => "office-tax",
        ("rounding", _) => "market-rounding",
        ("tax_rounding", _) => "market-tax",
        ("prices", _) => "market-basis",
        ("relations", _) => "relation",
        _ => return None,
    };
    Some(stem.to_owned())
}

/// A text: a word of ours, an amount, a day, a moment, the name behind an id, or itself.
fn told(reading: Reading<'_>, name: &str, text: &str) -> Cell {
    let ours = |key: String| Cell::Said { phrase: Phrase::new(key).or(text) };
    if let Some(stem) = stem_of(reading.kind, name) {
        return ours(format!("{stem}-{text}"));
    }
    match name {
        "scopes" => {
            let phrase = |scope: &str| Phrase::new(format!("scope-{}", scope.replace(':', "-"))).or(scope);
            return Cell::SaidAll { phrases: text.split_whitespace().map(phrase).collect() };
        }
        "rate" | "percent_off" => return Cell::Percent { percent: text.to_owned() },
        "from_quantity" => return Cell::count(text),
        "was" | "is" if Percent::parse(text).is_ok() => return Cell::count(text),
        "unit" => return Unit::parse(text).map_or_else(|_| Cell::text(text), |unit| Cell::text(unit.symbol())),
        "who" if Role::parse(text).is_some() => return ours(format!("role-{text}")),
        "for" => return assignee(reading, text),
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
    match (reading.named)(text) {
        Some(name) => Cell::text(name),
        None if is_id(text) => Cell::Said { phrase: Phrase::new("audited-unnamed") },
        None => Cell::text(text),
    }
}

/// Whom a price list is for: `everyone`, `group:<code>`, `account:<id>`.
fn assignee(reading: Reading<'_>, text: &str) -> Cell {
    // Entries of earlier releases have it between quotation marks.
    let text = text.trim_matches('\'');
    match text.split_once(':') {
        Some(("account", id)) => told(reading, "account", id),
        Some(("group", code)) => Cell::Said { phrase: Phrase::new("audited-for-group").with("group", code) },
        _ => Cell::Said { phrase: Phrase::new(format!("office-scope-{text}")).or(text) },
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

fn quantity(fields: &Map<String, Value>) -> Option<Quantity> {
    let unit = Unit::parse(fields.get("unit")?.as_str()?).ok()?;
    Quantity::parse(fields.get("value")?.as_str()?, unit).ok().filter(|_| fields.len() == 2)
}

/// How much of an article: `{"sku": …, "quantity": …}`.
fn times(fields: &Map<String, Value>) -> Option<Cell> {
    let (sku, of) = (fields.get("sku")?.as_str()?, fields.get("quantity")?.as_object()?);
    let quantity = quantity(of).filter(|_| fields.len() == 2)?;
    Some(Cell::Times { quantity, text: sku.to_owned() })
}

/// An amount, a quantity, or each field with its name; what was and what is at the end.
fn object(reading: Reading<'_>, name: &str, fields: &Map<String, Value>) -> Cell {
    let quantity = || quantity(fields).map(|quantity| Cell::Quantity { quantity });
    if let Some(cell) = amount(name, fields).or_else(quantity).or_else(|| times(fields)) {
        return cell;
    }
    let rest = fields.iter().filter(|(name, _)| !matches!(name.as_str(), "was" | "is"));
    let mut named: Vec<NamedCell> = rest.filter_map(|(field, value)| named_cell(reading, name, field, value)).collect();
    if let (Some(was), Some(is)) = (fields.get("was"), fields.get("is")) {
        let (was, is) = (Box::new(shown(reading, "was", was)), Box::new(shown(reading, "is", is)));
        named.push(NamedCell { name: Phrase::new("audited-price"), cell: Cell::Becomes { was, is } });
    }
    if named.is_empty() { Cell::Nothing } else { Cell::Fields { fields: named } }
}

/// A field of an object, called by our word for it, by a language, or by the attribute's own name.
fn named_cell(reading: Reading<'_>, inside: &str, field: &str, value: &Value) -> Option<NamedCell> {
    let (name, cell) = match inside {
        "names" | "descriptions" => (Phrase::new(format!("language-{field}")).or(field), shown(reading, inside, value)),
        "attributes" => {
            let label = (reading.named)(&format!("attribute:{field}")).unwrap_or_else(|| field.to_owned());
            (Phrase::new("office-plain").with("text", label), attribute(reading, field, value))
        }
        _ => (
            Phrase::new(format!("audited-{}", field.replace('_', "-"))).or(field.replace('_', " ")),
            shown(reading, field, value),
        ),
    };
    (!matches!(cell, Cell::Nothing)).then_some(NamedCell { name, cell })
}

/// An attribute's value: a choice has a name, a number is written as the language writes it.
fn attribute(reading: Reading<'_>, code: &str, value: &Value) -> Cell {
    match value {
        Value::String(text) => match (reading.named)(&format!("attribute:{code}={text}")) {
            Some(name) => Cell::text(name),
            None if Percent::parse(text).is_ok() => Cell::count(text),
            None => Cell::text(text),
        },
        other => shown(reading, code, other),
    }
}

/// The first of a list and how many more there are: all of them stand in the entry as it was written.
fn several(reading: Reading<'_>, name: &str, all: &[Value]) -> Cell {
    let one = |value: &Value| match (name, value.as_array().map(Vec::as_slice)) {
        ("packs", Some([Value::String(pack), Value::Number(micros)])) => {
            let micros = micros.as_i64().unwrap_or(0);
            let cell = Cell::count(Quantity::from_micros(micros, Unit::PIECE).value());
            Cell::Fields { fields: vec![NamedCell { name: Phrase::new(format!("pack-{pack}")).or(pack), cell }] }
        }
        ("relations", Some([Value::String(kind), target, ..])) => {
            let name = Phrase::new(format!("relation-{kind}")).or(kind);
            Cell::Fields { fields: vec![NamedCell { name, cell: shown(reading, "target", target) }] }
        }
        _ => shown(reading, name, value),
    };
    let cells: Vec<Cell> = all.iter().take(MOST_TOLD).map(one).filter(|cell| !matches!(cell, Cell::Nothing)).collect();
    let more = u64::try_from(all.len().saturating_sub(MOST_TOLD)).unwrap_or(0);
    if cells.is_empty() { Cell::Nothing } else { Cell::Several { cells, more } }
}

/// JSON as people read it.
pub fn indented(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())
}

/// The ids of people that a detail names, to be looked up at once.
pub fn people_in(value: &Value) -> Vec<uuid::Uuid> {
    let of_field = |(name, value): (&String, &Value)| match (name.as_str(), value) {
        ("user" | "who", Value::String(id)) => id.parse().into_iter().collect(),
        _ => people_in(value),
    };
    match value {
        Value::Array(all) => all.iter().flat_map(people_in).collect(),
        Value::Object(fields) => fields.iter().flat_map(of_field).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
