//! What the audit trail and the feed keep as JSON, as pages show it.

use serde_json::{Map, Value};

use super::record::ChangeView;

/// More than so many fields of one entry are not read by people.
const MOST_FIELDS: usize = 40;

/// The fields of an audit entry's detail: `{"name": {"was": …, "is": …}}`, `{"was": {…}, "is": {…}}`, or plain facts.
pub fn changes_of(detail: &Value) -> Vec<ChangeView> {
    let Value::Object(fields) = detail else { return Vec::new() };
    let (was, is) = (fields.get("was"), fields.get("is"));
    let mut changes = match (was, is) {
        (Some(Value::Object(was)), Some(Value::Object(is))) => {
            let mut changes = between(was, is);
            changes
                .extend(fields.iter().filter(|(name, _)| *name != "was" && *name != "is").map(|(name, value)| fact(name, value)));
            changes
        }
        _ => fields.iter().map(|(name, value)| change_or_fact(name, value)).collect(),
    };
    changes.retain(|change| change.was.is_some() || !change.is.is_empty());
    changes.truncate(MOST_FIELDS);
    changes
}

fn between(was: &Map<String, Value>, is: &Map<String, Value>) -> Vec<ChangeView> {
    let changed = is.iter().filter(|(name, value)| was.get(*name) != Some(*value));
    changed
        .map(|(name, value)| ChangeView {
            field: name.clone(),
            was: Some(was.get(name).map(words).unwrap_or_default()),
            is: words(value),
        })
        .collect()
}

fn change_or_fact(name: &str, value: &Value) -> ChangeView {
    match (value.get("was"), value.get("is")) {
        (Some(was), Some(is)) => ChangeView { field: name.to_owned(), was: Some(words(was)), is: words(is) },
        _ => fact(name, value),
    }
}

fn fact(name: &str, value: &Value) -> ChangeView {
    ChangeView { field: name.to_owned(), was: None, is: words(value) }
}

/// A value without quotes where it is a text; what is empty says nothing.
fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) if all.iter().all(|one| one.is_string() || one.is_number()) => {
            all.iter().map(words).collect::<Vec<String>>().join(", ")
        }
        Value::Object(fields) => object(fields),
        Value::Array(all) => all.iter().map(words).filter(|text| !text.is_empty()).collect::<Vec<String>>().join("; "),
        other => other.to_string(),
    }
}

/// Amounts and quantities as people write them, a text in several languages in all of them, anything else field by field.
fn object(fields: &Map<String, Value>) -> String {
    let pair = |number: &str, unit: &str| match (fields.len(), fields.get(number), fields.get(unit)) {
        (2, Some(number), Some(unit)) => Some(format!("{} {}", words(number), words(unit))),
        _ => None,
    };
    let each = || {
        let told = fields.iter().map(|(name, value)| (name, words(value))).filter(|(_, text)| !text.is_empty());
        told.map(|(name, text)| format!("{}: {text}", name.replace('_', " "))).collect::<Vec<String>>().join(", ")
    };
    pair("amount", "currency").or_else(|| pair("value", "unit")).unwrap_or_else(each)
}

/// JSON as people read it.
pub fn indented(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())
}

#[cfg(test)]
mod tests;
