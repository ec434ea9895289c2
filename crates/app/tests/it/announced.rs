//! What the house tells has the shape that its AsyncAPI document says.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::house::{TestHouse, houses};

/// Compares every fact told so far with the document; the kinds that were told.
pub async fn all_as_documented(house: &TestHouse) -> BTreeSet<String> {
    let document = app::commands::asyncapi::document().unwrap();
    let store = &house.store.store;
    let horizon = store::horizon(store).await.unwrap();
    let mut kinds = BTreeSet::new();
    let mut position = 0;
    loop {
        let rows = store::read_feed(store.reader(), &store::FeedFilter::default(), position, horizon, 1_000).await.unwrap();
        for row in &rows {
            let message = &document["components"]["messages"][&row.kind];
            let shape = &message["payload"]["allOf"][1]["properties"]["data"];
            assert!(shape.is_object(), "{} is not documented", row.kind);
            let mut faults = Vec::new();
            compare(&document, shape, &row.data, "data", &mut faults);
            assert!(faults.is_empty(), "{}: {faults:?} in {}", row.kind, row.data);
            kinds.insert(row.kind.clone());
        }
        match rows.last() {
            Some(last) => position = last.position,
            None => return kinds,
        }
    }
}

/// The part of JSON Schema that the document uses; an object may have no field that is not told of.
fn compare(document: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        return compare(document, document.pointer(&reference[1..]).unwrap(), value, at, faults);
    }
    if let Some(choices) = schema.get("anyOf").or(schema.get("oneOf")).and_then(Value::as_array) {
        let fits = |choice: &Value| {
            let mut faults = Vec::new();
            compare(document, choice, value, at, &mut faults);
            faults.is_empty()
        };
        if !choices.iter().any(fits) {
            faults.push(format!("{at} is none of its choices: {value}"));
        }
        return;
    }
    if schema.get("const").is_some_and(|wanted| wanted != value)
        || schema.get("enum").and_then(Value::as_array).is_some_and(|choices| !choices.contains(value))
    {
        faults.push(format!("{at} is {value}"));
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    match &schema["type"] {
        Value::String(wanted) if wanted != kind => faults.push(format!("{at} is {kind}, not {wanted}")),
        Value::Array(several) if !several.iter().any(|wanted| wanted == kind) => faults.push(format!("{at} is {kind}")),
        _ => {}
    }
    if let Value::Array(items) = value {
        for (place, item) in items.iter().enumerate() {
            compare(document, &schema["items"], item, &format!("{at}[{place}]"), faults);
        }
    }
    if let (Value::Object(fields), Some(known)) = (value, schema["properties"].as_object()) {
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(required) {
                faults.push(format!("{at}.{required} is absent"));
            }
        }
        for (name, value) in fields {
            match known.get(name) {
                Some(schema) => compare(document, schema, value, &format!("{at}.{name}"), faults),
                None => faults.push(format!("{at}.{name} is not told of")),
            }
        }
    }
}

#[tokio::test]
async fn what_an_invented_company_tells_is_as_documented() {
    for house in houses(50).await {
        house.settle().await;
        let kinds = all_as_documented(&house).await;
        assert!(kinds.contains(orders::events::CREATED) && kinds.len() > 5, "{kinds:?}");
    }
}
