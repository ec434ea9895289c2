use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::document;

/// The kinds that the rooms' `events.rs` name.
fn named() -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut kinds = BTreeSet::new();
    for entry in std::fs::read_dir(crates).unwrap() {
        let Ok(text) = std::fs::read_to_string(entry.unwrap().path().join("src/events.rs")) else { continue };
        let constants = text.lines().filter(|line| line.starts_with("pub const"));
        kinds.extend(constants.filter_map(|line| line.split('"').nth(1)).map(str::to_owned));
    }
    kinds
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn every_fact_of_every_room_is_described() {
    let document = document().unwrap();
    let described: BTreeSet<String> = document["components"]["messages"].as_object().unwrap().keys().cloned().collect();
    assert!(described.len() > 20);
    assert_eq!(described, named());
}

#[test]
fn whatever_it_refers_to_is_there() {
    let document = document().unwrap();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 30);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}
