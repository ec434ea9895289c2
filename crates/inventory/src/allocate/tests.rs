use kernel::{OrderId, OrderLineId, Unit};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn warehouse(number: u8) -> WarehouseId {
    WarehouseId::from_uuid(Uuid::from_u128(u128::from(number) + 1))
}

fn product(number: u8) -> ProductId {
    ProductId::from_uuid(Uuid::from_u128(u128::from(number) + 1))
}

fn line(number: usize) -> OrderLineId {
    OrderLineId::from_uuid(Uuid::from_u128(number as u128 + 1))
}

fn pieces(count: i64) -> Quantity {
    Quantity::from_micros(count * 1_000_000, Unit::PIECE)
}

/// Warehouse n stands at position n; `(product, warehouse, on hand, reserved)`.
fn levels(rows: &[(u8, u8, i64, i64)]) -> Vec<Level> {
    let level = |(item, place, on_hand, reserved): &(u8, u8, i64, i64)| Level {
        product: product(*item),
        warehouse: warehouse(*place),
        position: i32::from(*place),
        unit: Unit::PIECE,
        on_hand_micros: on_hand * 1_000_000,
        reserved_micros: reserved * 1_000_000,
    };
    rows.iter().map(level).collect()
}

/// `0:5 1:3` — five from warehouse 0, three from warehouse 1; `-2` — two missing.
fn told(allocation: &Allocation) -> String {
    let number = |id: WarehouseId| id.uuid().as_u128() - 1;
    let mut parts: Vec<String> =
        allocation.parts.iter().map(|part| format!("{}:{}", number(part.warehouse), part.quantity.value())).collect();
    if allocation.backordered.is_positive() {
        parts.push(format!("-{}", allocation.backordered.value()));
    }
    parts.join(" ")
}

#[test]
fn warehouses_give_by_preference_then_position_and_whole_lines_before_parts() {
    let stock = [(0, 0, 5, 2), (0, 1, 10, 0), (0, 2, 4, 0), (1, 2, 7, 7)];
    // Lines as (product, pieces), preferred warehouse, expected.
    #[expect(clippy::type_complexity, reason = "a table of cases, explained in the line above")]
    let cases: [(&[(u8, i64)], Option<u8>, &[&str]); 9] = [
        (&[(0, 3)], None, &["0:3"]),
        (&[(0, 3)], Some(1), &["1:3"]),
        // Warehouse 0 has only three free: warehouse 1 sends the whole line in one parcel.
        (&[(0, 4)], None, &["1:4"]),
        (&[(0, 4)], Some(2), &["2:4"]),
        // Nobody has twelve: by position.
        (&[(0, 12)], None, &["0:3 1:9"]),
        (&[(0, 12)], Some(2), &["2:4 0:3 1:5"]),
        (&[(0, 20)], None, &["0:3 1:10 2:4 -3"]),
        // Lines of the same product share what there is, in their order.
        (&[(0, 10), (0, 3), (0, 5)], None, &["1:10", "0:3", "2:4 -1"]),
        (&[(1, 1), (9, 2)], None, &["-1", "-2"]),
    ];
    for (lines, prefer, expected) in cases {
        let lines: Vec<_> =
            lines.iter().enumerate().map(|(place, (item, count))| (line(place), product(*item), pieces(*count))).collect();
        let order = OrderId::from_uuid(Uuid::nil());
        let ask = ReserveAsk { order, lines: &lines, partial: Partial::Backorder, prefer: prefer.map(warehouse) };
        let got: Vec<String> = allocate(&ask, &levels(&stock)).unwrap().iter().map(told).collect();
        assert_eq!(got, expected, "{lines:?} {prefer:?}");
    }
}

#[test]
fn who_takes_no_less_learns_what_there_would_be() {
    let lines = [(line(0), product(0), pieces(2)), (line(1), product(0), pieces(9)), (line(2), product(1), pieces(1))];
    let ask = ReserveAsk { order: OrderId::from_uuid(Uuid::nil()), lines: &lines, partial: Partial::Reject, prefer: None };
    let Err(InventoryError::Insufficient(shortages)) = allocate(&ask, &levels(&[(0, 0, 6, 0)])) else {
        panic!("too little is too little")
    };
    let told: Vec<_> = shortages.iter().map(|short| (short.line, short.wanted, short.available)).collect();
    assert_eq!(told, [(line(1), pieces(9), pieces(4)), (line(2), pieces(1), pieces(0))]);
}

#[test]
fn stock_in_another_unit_is_no_stock() {
    let metres = Quantity::from_micros(1_000_000, Unit::parse("MTR").unwrap());
    let lines = [(line(0), product(0), metres)];
    let ask = ReserveAsk { order: OrderId::from_uuid(Uuid::nil()), lines: &lines, partial: Partial::Reject, prefer: None };
    assert!(allocate(&ask, &levels(&[(0, 0, 6, 0)])).is_err());
}

proptest! {
    /// Nothing is given twice, nothing is withheld, and each line adds up.
    #[test]
    fn what_is_given_is_what_there_is(
        stock in prop::collection::btree_map((0_u8..4, 0_u8..3), (0_i64..20, 0_i64..20), 0..12),
        wanted in prop::collection::vec((0_u8..4, 1_i64..30), 1..12),
        prefer in proptest::option::of(0_u8..3),
    ) {
        let rows: Vec<_> = stock.iter().map(|((item, place), (free, reserved))| (*item, *place, free + reserved, *reserved)).collect();
        let lines: Vec<_> = wanted.iter().enumerate().map(|(place, (item, count))| (line(place), product(*item), pieces(*count))).collect();
        let order = OrderId::from_uuid(Uuid::nil());
        let ask = ReserveAsk { order, lines: &lines, partial: Partial::Backorder, prefer: prefer.map(warehouse) };
        let allocations = allocate(&ask, &levels(&rows)).unwrap();
        for ((_, _, wanted), allocation) in lines.iter().zip(&allocations) {
            let given: i64 = allocation.parts.iter().map(|part| part.quantity.micros()).sum();
            prop_assert_eq!(given + allocation.backordered.micros(), wanted.micros());
            prop_assert!(allocation.parts.iter().all(|part| part.quantity.is_positive()));
        }
        for item in 0..4 {
            let free: i64 = rows.iter().filter(|row| row.0 == item).map(|row| (row.2 - row.3) * 1_000_000).sum();
            let asked: i64 = lines.iter().filter(|line| line.1 == product(item)).map(|line| line.2.micros()).sum();
            let given: i64 = allocations.iter().filter(|each| each.product == product(item))
                .flat_map(|each| &each.parts).map(|part| part.quantity.micros()).sum();
            prop_assert_eq!(given, free.min(asked));
            for place in 0..3 {
                let here: i64 = allocations.iter().filter(|each| each.product == product(item)).flat_map(|each| &each.parts)
                    .filter(|part| part.warehouse == warehouse(place)).map(|part| part.quantity.micros()).sum();
                let there: i64 = rows.iter().filter(|row| row.0 == item && row.1 == place).map(|row| (row.2 - row.3) * 1_000_000).sum();
                prop_assert!(here <= there);
            }
        }
        let rejected = allocate(&ReserveAsk { partial: Partial::Reject, ..ask }, &levels(&rows));
        prop_assert_eq!(rejected.is_ok(), allocations.iter().all(|each| !each.backordered.is_positive()));
    }
}
