use serde_json::json;

use super::words;

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
        (json!(null), ""),
        (json!(true), "true"),
    ];
    for (value, shown) in cases {
        assert_eq!(words(&value), shown, "{value}");
    }
}
