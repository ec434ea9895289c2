//! Values as JSON: how they are stored and how they travel. Numbers are decimal strings, never floats.

use serde_json::{Value as Json, json};

use crate::attribute::{AttributeKind, Number, Value};

/// `"25.4"`, `true`, `"2RS"`, `["-20", "120"]`.
pub(crate) fn to_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::String(text.to_string()),
        Value::Choice(code) => Json::String(code.to_string()),
        Value::Number(number) => Json::String(number.to_string()),
        Value::Boolean(truth) => Json::Bool(*truth),
        Value::Range(bounds) => json!([bounds.0.to_string(), bounds.1.to_string()]),
    }
}

/// The value of an attribute of this kind, or nothing when it cannot be one.
pub(crate) fn from_json(kind: AttributeKind, json: &Json) -> Option<Value> {
    match (kind, json) {
        (AttributeKind::Text, Json::String(text)) => Some(Value::text(text)),
        (AttributeKind::Choice, Json::String(code)) => Some(Value::choice(code)),
        (AttributeKind::Number, Json::String(text)) => Number::parse(text).map(Value::Number),
        (AttributeKind::Boolean, Json::Bool(truth)) => Some(Value::Boolean(*truth)),
        (AttributeKind::Range, Json::Array(bounds)) => match bounds.as_slice() {
            [Json::String(low), Json::String(high)] => Some(Value::range(Number::parse(low)?, Number::parse(high)?)),
            _ => None,
        },
        _ => None,
    }
}
