use serde_json::json;

use super::{Reading, changes_of, people_in, shown};
use crate::backoffice::view::record::ChangeView;
use crate::part::table::Cell;

/// A cell as one line, for comparing.
fn line(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => "nothing".to_owned(),
        Cell::Text { text } => text.clone(),
        Cell::Code { text, .. } => format!("code {text}"),
        Cell::Money { money } => format!("money {money}"),
        Cell::Price { price } => format!("price {price}"),
        Cell::Quantity { quantity } => format!("quantity {}", quantity.value()),
        Cell::Count { count } => format!("count {count}"),
        Cell::Percent { percent } => format!("percent {percent}"),
        Cell::Date { date } => format!("date {date}"),
        Cell::Moment { .. } => "moment".to_owned(),
        Cell::Said { phrase } => format!("said {}", phrase.key),
        Cell::SaidAll { phrases } => phrases.iter().map(|phrase| phrase.key.clone()).collect::<Vec<_>>().join(" "),
        Cell::YesNo { yes } => format!("yes {yes}"),
        Cell::Times { quantity, text } => format!("{} × {text}", quantity.value()),
        Cell::Becomes { was, is } => format!("{} -> {}", line(was), line(is)),
        Cell::Several { cells, more } => format!("[{}] +{more}", cells.iter().map(line).collect::<Vec<_>>().join("; ")),
        Cell::Fields { fields } => {
            let named = fields.iter().map(|one| format!("{}={}", one.name.key, line(&one.cell)));
            named.collect::<Vec<_>>().join(", ")
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn known_values_have_their_own_cells() {
    let named = |id: &str| (id == "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f").then(|| "Sara Neri".to_owned());
    let reading = Reading { kind: "account", named: &named };
    let kind = |name: &str, value: serde_json::Value| line(&shown(reading, name, &value));
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
        ("user", json!("0192f3a1-7c44-7d10-9a3e-000000000001"), "said audited-unnamed"),
        ("name", json!("Via Roma 12"), "Via Roma 12"),
        ("name", json!(""), "nothing"),
        ("group", json!(null), "nothing"),
        ("codes", json!(["a", "b"]), "[a; b] +0"),
        ("codes", json!(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]), "[1; 2; 3; 4; 5; 6; 7; 8] +2"),
        ("codes", json!([]), "nothing"),
        ("decision", json!("approve"), "said audited-decision-approve"),
        ("cut_off_minute", json!(990), "16:30"),
        ("minimum_micros", json!(25_000_000), "count 25"),
        ("rate", json!("22"), "percent 22"),
        ("scopes", json!("orders:read catalog:read"), "scope-orders-read scope-catalog-read"),
        ("for", json!(["everyone", "'group:OEM'"]), "[said office-scope-everyone; said audited-for-group] +0"),
        ("added", json!([{"sku": "6204-2RS", "quantity": {"value": "25", "unit": "C62"}}]), "[25 × 6204-2RS] +0"),
        ("names", json!({"it": "Vite", "en": null}), "language-it=Vite"),
        (
            "steps",
            json!([{"who": "approver", "up_to": "5.00 EUR"}]),
            "[audited-who=said role-approver, audited-up-to=money 5.00 EUR] +0",
        ),
        (
            "changes",
            json!([{"product": "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f", "from_quantity": "25", "was": "4.40", "is": null}]),
            "[audited-product=Sara Neri, audited-from-quantity=count 25, audited-price=count 4.40 -> nothing] +0",
        ),
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
    let steps = json!({"is": {"steps": [{"who": "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f"}, {"who": "approver"}]}});
    assert_eq!(people_in(&steps).len(), 1);
}

#[test]
fn a_line_a_stored_text_and_an_id_without_a_name() {
    let quantity = |value: &str| json!({"value": value, "unit": "C62"});
    let told = |kind: &'static str, detail: serde_json::Value| {
        let one = |change: &ChangeView| {
            let was = change.was.as_ref().map(|was| format!("{} -> ", line(was))).unwrap_or_default();
            format!("{}: {was}{}", change.field, line(&change.is))
        };
        changes_of(Reading::of(kind), &detail).iter().map(one).collect::<Vec<_>>()
    };
    let detail = json!({"sku": "6204", "was": quantity("10"), "is": quantity("25"), "note": null});
    assert_eq!(told("cart", detail), ["quantity: quantity 10 -> quantity 25", "sku: 6204"]);
    let detail = json!({"names": {"was": r#"{"it": "Vite", "en": "Screw"}"#, "is": r#"{"it": "Vite", "en": "Bolt"}"#}});
    assert_eq!(told("product", detail), ["names: language-en=Screw -> language-en=Bolt"]);
    let detail = json!({"approval": "0192f3a1-7c44-7d10-9a3e-000000000001", "net": "5.00 EUR"});
    assert_eq!(told("cart", detail), ["net: money 5.00 EUR"]);
    let detail = json!({"references": {"purchase_order": "PO-1", "project": null}});
    assert_eq!(told("cart", detail), ["purchase_order: PO-1"]);
}
