use serde_json::json;

use super::{Reading, changes_of, ids_in, shown, words};
use crate::part::table::Cell;

#[test]
fn values_are_shown_as_people_write_them() {
    let cases = [
        (json!("Rossi"), "Rossi"),
        (json!({"amount": "1250.00", "currency": "EUR"}), "1250.00 EUR"),
        (json!({"value": "12", "unit": "H87"}), "12 H87"),
        (json!(["a", 2]), "a, 2"),
        (json!({"it": "Vite", "en": null}), "it: Vite"),
        (json!([{"amount": "1.00", "currency": "EUR"}, {"amount": "2.00", "currency": "EUR"}]), "1.00 EUR; 2.00 EUR"),
        (json!({"up_to": {"amount": "5.00", "currency": "EUR"}}), "up to: 5.00 EUR"),
        (json!({"sku": "6204-2RS", "quantity": {"value": "25", "unit": "C62"}}), "25 C62 × 6204-2RS"),
        (json!([1, 2, 3, 4, 5, 6, 7, 8]), "1, 2, 3, 4, 5, 6, 7, 8"),
        (json!([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), "1, 2, 3, 4, 5, 6, 7, 8, … +2"),
        (json!(null), ""),
        (json!(true), "true"),
    ];
    for (value, shown) in cases {
        assert_eq!(words(Reading::of("order"), &value), shown, "{value}");
    }
}

#[test]
fn known_values_have_their_own_cells() {
    let named = |id: &str| (id == "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f").then(|| "Sara Neri".to_owned());
    let reading = Reading { kind: "account", named: &named };
    let kind = |name: &str, value: serde_json::Value| match shown(reading, name, &value) {
        Cell::Nothing => "nothing".to_owned(),
        Cell::Text { text } => text,
        Cell::Code { text, .. } => format!("code {text}"),
        Cell::Money { money } => format!("money {money}"),
        Cell::Price { price } => format!("price {price}"),
        Cell::Quantity { quantity } => format!("quantity {}", quantity.value()),
        Cell::Count { count } => format!("count {count}"),
        Cell::Date { date } => format!("date {date}"),
        Cell::Moment { .. } => "moment".to_owned(),
        Cell::Said { phrase } => format!("said {}", phrase.key),
        Cell::YesNo { yes } => format!("yes {yes}"),
        other => format!("{other:?}"),
    };
    let cases = [
        ("net", json!("2718.90 EUR"), "money 2718.90 EUR"),
        ("net", json!({"amount": "5.00", "currency": "EUR"}), "money 5.00 EUR"),
        ("unit_price", json!({"amount": "4.4217", "currency": "EUR"}), "price 4.4217 EUR"),
        ("quantity", json!({"value": "12", "unit": "C62"}), "quantity 12"),
        ("valid_from", json!("2026-12-04"), "date 2026-12-04"),
        ("valid_to", json!("2026-12-31T23:00:00Z"), "moment"),
        ("state", json!("blocked"), "said state-account-blocked"),
        ("role", json!("approver"), "said role-approver"),
        ("reason", json!("person_limit"), "said approval-reason-person_limit"),
        ("is_default", json!(true), "yes true"),
        ("days", json!(60), "count 60"),
        ("user", json!("0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f"), "Sara Neri"),
        ("user", json!("0192f3a1-7c44-7d10-9a3e-000000000001"), "code 0192f3a1-7c44-7d10-9a3e-000000000001"),
        ("name", json!("Via Roma 12"), "Via Roma 12"),
        ("name", json!(""), "nothing"),
        ("group", json!(null), "nothing"),
        ("codes", json!(["a", "b"]), "a, b"),
    ];
    for (name, value, cell) in cases {
        assert_eq!(kind(name, value.clone()), cell, "{name}: {value}");
    }
}

#[test]
fn what_became_empty_is_told_and_what_is_empty_is_not() {
    let detail = json!({"group": {"was": "OEM", "is": null}, "comment": null, "was": 1});
    let changes = changes_of(Reading::of("account"), &detail);
    let fields: Vec<(&str, bool)> = changes.iter().map(|change| (change.field.as_str(), change.was.is_some())).collect();
    assert_eq!(fields, [("group", true), ("was", false)]);
    assert!(matches!(changes[0].is, Cell::Nothing));
    let nested =
        json!({"account": "C-1001", "changes": {"city": {"was": "Bari", "is": "Lecce"}, "name": {"was": "A", "is": "B"}}});
    let fields: Vec<String> = changes_of(Reading::of("site"), &nested).into_iter().map(|change| change.field).collect();
    assert_eq!(fields, ["account", "city", "name"]);
    assert_eq!(ids_in(&json!({"a": ["x", "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f"]})).len(), 1);
}
