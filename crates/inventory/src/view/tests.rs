use kernel::{Date, Quantity, Timestamp, Unit, WarehouseId};
use uuid::Uuid;

use super::promise::promise;
use super::*;
use crate::model::{Incoming, WarehouseStock};

fn id(number: u8) -> WarehouseId {
    WarehouseId::from_uuid(Uuid::from_u128(u128::from(number) + 1))
}

fn pieces(count: i64) -> Quantity {
    Quantity::from_micros(count * 1_000_000, Unit::PIECE)
}

fn warehouses() -> Vec<Warehouse> {
    let warehouse = |number: u8, code: &str, time_zone: &str| Warehouse {
        id: id(number),
        code: code.to_owned(),
        name: code.to_owned(),
        country: "IT".to_owned(),
        position: i32::from(number),
        time_zone: time_zone.to_owned(),
        cut_off_minute: 15 * 60,
        version: 1,
    };
    vec![warehouse(0, "MI", "Europe/Rome"), warehouse(1, "NY", "America/New_York")]
}

fn stock(milan: (i64, &[(&str, i64)]), new_york: (i64, &[(&str, i64)])) -> Option<Availability> {
    let held = |number: u8, (free, incoming): (i64, &[(&str, i64)])| WarehouseStock {
        warehouse: id(number),
        code: String::new(),
        name: String::new(),
        on_hand: pieces(free),
        reserved: pieces(0),
        available: pieces(free),
        incoming: incoming
            .iter()
            .map(|(date, count)| Incoming { date: date.parse().unwrap(), quantity: pieces(*count) })
            .collect(),
    };
    let product = ProductId::from_uuid(Uuid::nil());
    let available = pieces(milan.0 + new_york.0);
    let warehouses = vec![held(0, milan), held(1, new_york)];
    Some(Availability { product, warehouses, available, as_of: Timestamp::from_micros(0) })
}

#[expect(clippy::too_many_lines, reason = "one table of cases")]
#[test]
fn goods_leave_from_stock_then_from_what_is_on_its_way_then_after_the_lead_time() {
    let nothing: (i64, &[(&str, i64)]) = (0, &[]);
    // Thursday 2025-06-12, 14:30 in Rome (half an hour before the cut-off), 08:30 in New York.
    let before = "2025-06-12T12:30:00Z";
    let after = "2025-06-12T13:30:00Z";
    let friday_evening = "2025-06-13T20:00:00Z";
    let cases = [
        (
            "stock, before the cut-off",
            before,
            5,
            stock((5, &[]), nothing),
            None,
            Some(("2025-06-12", Confidence::High, "MI 5 06-12")),
        ),
        (
            "stock, after the cut-off",
            after,
            5,
            stock((5, &[]), nothing),
            None,
            Some(("2025-06-13", Confidence::High, "MI 5 06-13")),
        ),
        (
            "after Friday comes Monday",
            friday_evening,
            1,
            stock((5, &[]), nothing),
            None,
            Some(("2025-06-16", Confidence::High, "MI 1 06-16")),
        ),
        (
            "the other warehouse has it whole, and is open",
            after,
            5,
            stock((4, &[]), (9, &[])),
            None,
            Some(("2025-06-12", Confidence::High, "NY 5 06-12")),
        ),
        (
            "nobody has it whole",
            after,
            12,
            stock((4, &[]), (9, &[])),
            None,
            Some(("2025-06-13", Confidence::High, "MI 4 06-13, NY 8 06-12")),
        ),
        (
            "the rest is on its way",
            before,
            10,
            stock((4, &[("2025-06-20", 3), ("2025-06-17", 2)]), nothing),
            Some(30),
            Some(("2025-07-24", Confidence::Low, "MI 4 06-12, MI 2 06-18, MI 3 06-23, MI 1 07-24")),
        ),
        (
            "enough is on its way",
            before,
            6,
            stock((4, &[("2025-06-20", 3)]), nothing),
            Some(30),
            Some(("2025-06-23", Confidence::Medium, "MI 4 06-12, MI 2 06-23")),
        ),
        (
            "should have come already",
            before,
            2,
            stock((0, &[("2025-06-02", 3)]), nothing),
            None,
            Some(("2025-06-12", Confidence::Medium, "MI 2 06-12")),
        ),
        ("lead time in working days", before, 2, None, Some(3), Some(("2025-06-17", Confidence::Low, "MI 2 06-17"))),
        ("nobody knows", before, 2, stock((1, &[]), nothing), None, None),
    ];
    for (name, at, count, stock, lead_time_days, expected) in cases {
        let ask = PromiseAsk {
            product: ProductId::from_uuid(Uuid::nil()),
            quantity: pieces(count),
            at: Timestamp::parse(at).unwrap(),
            lead_time_days,
            prefer: None,
        };
        let all = warehouses();
        let got = promise(&ask, &stock, &all).map(|promise| {
            let code = |part: &PromisePart| all.iter().find(|warehouse| warehouse.id == part.warehouse).unwrap().code.clone();
            let part = |part: &PromisePart| format!("{} {} {}", code(part), part.quantity.value(), &part.date.to_string()[5..]);
            (promise.date, promise.confidence, promise.splits.iter().map(part).collect::<Vec<_>>().join(", "))
        });
        let expected = expected.map(|(date, confidence, parts)| (date.parse::<Date>().unwrap(), confidence, parts.to_owned()));
        assert_eq!(got, expected, "{name}");
    }
}

#[test]
fn a_preferred_warehouse_gives_first() {
    let stock = stock((5, &[]), (5, &[]));
    let ask = PromiseAsk {
        product: ProductId::from_uuid(Uuid::nil()),
        quantity: pieces(2),
        at: Timestamp::parse("2025-06-12T12:30:00Z").unwrap(),
        lead_time_days: None,
        prefer: Some(id(1)),
    };
    assert_eq!(promise(&ask, &stock, &warehouses()).unwrap().splits[0].warehouse, id(1));
}
