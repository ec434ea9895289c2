//! Stock on both databases: booked, kept, given back, shipped; and fought for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kernel::{Date, OrderId, OrderLineId, ProductId, Quantity, Unit, WarehouseId};
use sea_orm::{ConnectionTrait, Statement};
use store::{FeedFilter, StoreError, horizon, read_feed};
use testkit::TestStore;
use uuid::Uuid;

use crate::*;

fn product(number: u128) -> ProductId {
    ProductId::from_uuid(Uuid::from_u128(number + 1))
}

fn line(number: u128) -> OrderLineId {
    OrderLineId::from_uuid(Uuid::from_u128(number + 1))
}

fn order(number: u128) -> OrderId {
    OrderId::from_uuid(Uuid::from_u128(number + 1))
}

fn pieces(count: i64) -> Quantity {
    Quantity::from_micros(count * 1_000_000, Unit::PIECE)
}

fn draft(code: &str, position: i32) -> WarehouseDraft {
    WarehouseDraft {
        code: code.to_owned(),
        name: format!("Magazzino {code}"),
        country: "it".to_owned(),
        position,
        time_zone: "Europe/Rome".to_owned(),
        cut_off_minute: 900,
    }
}

struct Depot {
    test: TestStore,
    places: Vec<WarehouseId>,
}

/// Two warehouses; `stock` as (product, warehouse, pieces).
async fn depots(stock: &[(u128, usize, i64)]) -> Vec<Depot> {
    let mut depots = Vec::new();
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        let made = load::write_warehouses(&test.store, &ctx, &[draft("MI", 1), draft("NA", 2)]).await.unwrap();
        let places: Vec<WarehouseId> = made.iter().map(|warehouse| warehouse.id).collect();
        let depot = Depot { test, places };
        depot.count(stock).await;
        depots.push(depot);
    }
    depots
}

impl Depot {
    async fn count(&self, stock: &[(u128, usize, i64)]) -> load::Report {
        let counted: Vec<CountedLevel> = stock
            .iter()
            .map(|(item, place, count)| CountedLevel {
                product: product(*item),
                warehouse: self.places[*place],
                on_hand: pieces(*count),
            })
            .collect();
        load::write_levels(&self.test.store, &self.test.ctx(), "count", &counted).await.unwrap()
    }

    async fn reserve(&self, number: u128, partial: Partial, lines: &[(u128, i64)]) -> Result<Vec<Allocation>, InventoryError> {
        let ctx = self.test.ctx();
        let lines: Vec<_> =
            (0..).zip(lines).map(|(place, (item, count))| (line(number * 100 + place), product(*item), pieces(*count))).collect();
        let mut tx = self.test.store.begin(&ctx).await?;
        let ask = ReserveAsk { order: order(number), lines: &lines, partial, prefer: None };
        let got = reserve(&ctx, &mut tx, &ask).await?;
        tx.needs_no_audit();
        tx.commit().await?;
        Ok(got)
    }

    async fn release(&self, number: u128) {
        let ctx = self.test.ctx();
        let mut tx = self.test.store.begin(&ctx).await.unwrap();
        release(&ctx, &mut tx, order(number)).await.unwrap();
        tx.needs_no_audit();
        tx.commit().await.unwrap();
    }

    async fn consume(&self, number: u128, shipped: &[(u128, i64)]) -> Result<Vec<Issued>, InventoryError> {
        let ctx = self.test.ctx();
        let shipped: Vec<_> = shipped.iter().map(|(place, count)| (line(number * 100 + place), pieces(*count))).collect();
        let mut tx = self.test.store.begin(&ctx).await?;
        let issued = consume(&ctx, &mut tx, order(number), &shipped).await?;
        tx.needs_no_audit();
        tx.commit().await?;
        Ok(issued)
    }

    /// `MI 10-3`: ten on hand in Milan, three of them reserved.
    async fn told(&self, item: u128) -> String {
        let view = StockView::new();
        view.load(&self.test.store, self.test.tenant).await.unwrap();
        let Some(stock) = view.availability(self.test.tenant, product(item)) else { return "none".to_owned() };
        let each = |held: &WarehouseStock| format!("{} {}-{}", held.code, held.on_hand.value(), held.reserved.value());
        stock.warehouses.iter().map(each).collect::<Vec<_>>().join(", ")
    }

    async fn holds(&self) {
        assert_eq!(check(&self.test.store).await.unwrap(), Vec::<String>::new(), "{}", self.test.engine());
    }
}

#[tokio::test]
async fn an_order_keeps_ships_and_gives_back() {
    for depot in depots(&[(0, 0, 10), (0, 1, 4), (1, 0, 5)]).await {
        let got = depot.reserve(1, Partial::Reject, &[(0, 12), (1, 5), (0, 2)]).await.unwrap();
        assert_eq!(got[0].parts.len(), 2);
        assert_eq!((depot.told(0).await.as_str(), depot.told(1).await.as_str()), ("MI 10-10, NA 4-4", "MI 5-5"));
        depot.holds().await;
        let issued = depot.consume(1, &[(0, 11), (1, 1)]).await.unwrap();
        let parts: Vec<_> = issued.iter().map(|part| (part.warehouse == depot.places[0], part.quantity)).collect();
        assert_eq!(parts, [(true, pieces(10)), (false, pieces(1)), (true, pieces(1))]);
        assert_eq!((depot.told(0).await.as_str(), depot.told(1).await.as_str()), ("MI 0-0, NA 3-3", "MI 4-4"));
        depot.holds().await;
        assert!(matches!(depot.consume(1, &[(0, 2)]).await, Err(InventoryError::NotReserved)));
        depot.release(1).await;
        depot.release(1).await;
        assert_eq!((depot.told(0).await.as_str(), depot.told(1).await.as_str()), ("MI 0-0, NA 3-0", "MI 4-0"));
        assert!(matches!(depot.consume(1, &[(0, 1)]).await, Err(InventoryError::NotReserved)));
        depot.holds().await;
    }
}

#[tokio::test]
async fn too_little_is_refused_whole_or_backordered() {
    for depot in depots(&[(0, 0, 3), (1, 0, 9)]).await {
        let Err(InventoryError::Insufficient(shortages)) = depot.reserve(1, Partial::Reject, &[(1, 9), (0, 5)]).await else {
            panic!("sold what is not there on {}", depot.test.engine());
        };
        assert_eq!((shortages.len(), shortages[0].available), (1, pieces(3)));
        assert_eq!(depot.told(1).await, "MI 9-0");
        let got = depot.reserve(2, Partial::Backorder, &[(0, 5), (7, 1)]).await.unwrap();
        assert_eq!((got[0].backordered, got[1].backordered), (pieces(2), pieces(1)));
        assert!(matches!(depot.reserve(3, Partial::Reject, &[(0, 0)]).await, Err(InventoryError::Invalid(_))));
        assert!(matches!(depot.reserve(3, Partial::Reject, &[(0, 1)]).await, Err(InventoryError::Insufficient(_))));
        depot.holds().await;
    }
}

#[tokio::test]
async fn counts_and_corrections_never_fall_below_what_is_kept() {
    for depot in depots(&[(0, 0, 10), (1, 0, 10)]).await {
        depot.reserve(1, Partial::Reject, &[(0, 6)]).await.unwrap();
        let report = depot.count(&[(0, 0, 5), (1, 0, 3), (2, 1, 8), (0, 0, 6), (3, 0, -1), (1, 0, 3)]).await;
        assert_eq!(report.refused, [0, 4], "{}", depot.test.engine());
        assert_eq!(report.written, 3);
        assert_eq!(
            (depot.told(0).await.as_str(), depot.told(1).await.as_str(), depot.told(2).await.as_str()),
            ("MI 6-6", "MI 3-0", "NA 8-0")
        );
        let (ctx, store) = (depot.test.ctx(), &depot.test.store);
        let permit = permit_to_manage(&ctx).unwrap();
        let change = |item, count| Adjustment { product: product(item), warehouse: depot.places[0], change: pieces(count) };
        for (kind, changes, accepted) in [
            (Movement::Receipt, vec![change(0, 4)], true),
            (Movement::Adjustment, vec![change(1, -3), change(0, -4)], true),
            (Movement::Adjustment, vec![change(1, 5), change(0, -1)], false),
            (Movement::Adjustment, vec![change(1, -1)], false),
        ] {
            let mut tx = store.begin(&ctx).await.unwrap();
            let outcome = adjust(&ctx, &mut tx, &Booking { kind, reason: "inventory of June", changes: &changes }, &permit).await;
            assert_eq!(outcome.is_ok(), accepted, "{changes:?}: {outcome:?}");
            if accepted {
                tx.commit().await.unwrap();
            }
        }
        assert_eq!((depot.told(0).await.as_str(), depot.told(1).await.as_str()), ("MI 6-6", "MI 0-0"));
        depot.holds().await;
    }
}

/// 300 buyers with 50 at once want one or more of a hundred pieces in two warehouses: a hundred are sold, no more, no
/// fewer, and nobody waits for somebody who waits for them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_sell_everything_and_nothing_twice() {
    for depot in depots(&[(0, 0, 60), (0, 1, 40), (1, 0, 1000), (2, 0, 1000), (3, 1, 1000)]).await {
        let depot = Arc::new(depot);
        let (sold, refused) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let turns = Arc::new(tokio::sync::Semaphore::new(50));
        let mut buyers = Vec::new();
        for number in 0..300_u128 {
            let (depot, sold, refused, turns) = (depot.clone(), sold.clone(), refused.clone(), turns.clone());
            buyers.push(tokio::spawn(async move {
                let _turn = turns.acquire().await.unwrap();
                // Every order names its products in another order: rows are locked in one order all the same.
                let mut lines = [(0, 1), (1, 2), (2, 1), (3, 3)];
                lines.rotate_left(usize::try_from(number % 4).unwrap());
                match depot.reserve(number, Partial::Reject, &lines).await {
                    Ok(_) => sold.fetch_add(1, Ordering::SeqCst),
                    Err(InventoryError::Insufficient(_)) => refused.fetch_add(1, Ordering::SeqCst),
                    Err(error) => panic!("buyer {number} on {}: {error:?}", depot.test.engine()),
                };
            }));
        }
        for buyer in buyers {
            buyer.await.unwrap();
        }
        assert_eq!((sold.load(Ordering::SeqCst), refused.load(Ordering::SeqCst)), (100, 200), "{}", depot.test.engine());
        assert_eq!(depot.told(0).await, "MI 60-60, NA 40-40");
        depot.holds().await;
    }
}

/// Orders are placed, shipped and cancelled at once; at the end everything adds up.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn placing_shipping_and_cancelling_at_once_add_up() {
    for depot in depots(&[(0, 0, 80), (0, 1, 80), (1, 0, 80), (2, 1, 80)]).await {
        let depot = Arc::new(depot);
        let mut hands = Vec::new();
        for hand in 0..12_u128 {
            let depot = depot.clone();
            hands.push(tokio::spawn(async move {
                for turn in 0..8_u128 {
                    let number = hand * 100 + turn;
                    let lines = if hand % 2 == 0 { [(0, 3), (1, 2), (2, 1)] } else { [(2, 1), (1, 2), (0, 3)] };
                    if depot.reserve(number, Partial::Backorder, &lines).await.is_err() {
                        panic!("backorders are always taken");
                    }
                    match (hand + turn) % 3 {
                        0 => depot.release(number).await,
                        1 => match depot.consume(number, &[(0, 1), (1, 1)]).await {
                            Ok(_) | Err(InventoryError::NotReserved) => depot.release(number).await,
                            Err(error) => panic!("{error:?}"),
                        },
                        _ => {}
                    }
                }
            }));
        }
        for hand in hands {
            hand.await.unwrap();
        }
        depot.holds().await;
    }
}

#[tokio::test]
async fn many_lines_are_few_rows_of_work() {
    for depot in depots(&[]).await {
        let stock: Vec<(u128, usize, i64)> = (0..1500).map(|item| (item, 0, 10)).collect();
        assert_eq!(depot.count(&stock).await.written, 1500);
        let lines: Vec<(u128, i64)> = (0..1500).map(|item| (item, 2)).collect();
        let got = depot.reserve(1, Partial::Reject, &lines).await.unwrap();
        assert!(got.iter().all(|each| each.parts.len() == 1));
        depot.holds().await;
    }
}

/// The view that follows the feed equals one that is loaded.
#[tokio::test]
async fn the_view_follows_what_happens() {
    for depot in depots(&[(0, 0, 10), (1, 1, 5)]).await {
        let (store, tenant, ctx) = (&depot.test.store, depot.test.tenant, depot.test.ctx());
        let view = StockView::new();
        view.load(store, tenant).await.unwrap();
        let from = horizon(store).await.unwrap();
        depot.reserve(1, Partial::Reject, &[(0, 4)]).await.unwrap();
        depot.count(&[(2, 0, 7)]).await;
        load::write_warehouses(store, &ctx, &[draft("TO", 0)]).await.unwrap();
        let arrival =
            Arrival { product: product(3), warehouse: depot.places[1], date: Date::constant(2025, 7, 1), quantity: pieces(6) };
        load::write_incoming(store, &ctx, &[arrival, arrival]).await.unwrap();
        assert_eq!(view.available(tenant, product(0)), Some(pieces(10)), "not told yet");
        let rows = read_feed(store.reader(), &FeedFilter::default(), from, horizon(store).await.unwrap(), 1000).await.unwrap();
        view.apply(store, &rows).await.unwrap();
        view.apply(store, &rows).await.unwrap();
        let fresh = StockView::new();
        fresh.load(store, tenant).await.unwrap();
        for item in 0..5 {
            assert_eq!(view.availability(tenant, product(item)), fresh.availability(tenant, product(item)), "product {item}");
        }
        assert_eq!(view.available(tenant, product(0)), Some(pieces(6)));
        assert_eq!(view.availability(tenant, product(3)).unwrap().warehouses[0].incoming[0].quantity, pieces(12));
        assert_eq!(view.warehouses(tenant)[0].code, "TO");
        assert_eq!(view.availability(depot.test.stranger().tenant, product(0)), None);
    }
}

fn arrival(depot: &Depot, (year, month, day): (i16, i8, i8), count: i64) -> Arrival {
    let date = Date::constant(year, month, day);
    Arrival { product: product(0), warehouse: depot.places[0], date, quantity: pieces(count) }
}

#[tokio::test]
async fn arrivals_come_and_go_one_by_one() {
    for depot in depots(&[]).await {
        let (ctx, store) = (depot.test.ctx(), &depot.test.store);
        let permit = permit_to_manage(&ctx).unwrap();
        let (july, august) = (arrival(&depot, (2025, 7, 1), 6), arrival(&depot, (2025, 8, 1), 4));
        let coming = || async {
            let found = incoming::incoming(store.reader(), ctx.tenant, None).await.unwrap();
            let of_it = found.get(&product(0)).cloned().unwrap_or_default();
            of_it.iter().map(|one| format!("{} {}", one.date, one.quantity.value())).collect::<Vec<_>>()
        };
        let mut tx = store.begin(&ctx).await.unwrap();
        for one in [july, august, july] {
            add_incoming(&ctx, &mut tx, &one, &permit).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(coming().await, ["2025-07-01 12", "2025-08-01 4"], "on {}", depot.test.engine());

        let mut tx = store.begin(&ctx).await.unwrap();
        assert!(!remove_incoming(&ctx, &mut tx, &july, &permit).await.unwrap(), "six were seen, twelve come");
        let doubled = Arrival { quantity: pieces(12), ..july };
        assert!(remove_incoming(&ctx, &mut tx, &doubled, &permit).await.unwrap());
        assert!(!remove_incoming(&ctx, &mut tx, &doubled, &permit).await.unwrap(), "gone already");
        tx.commit().await.unwrap();
        assert_eq!(coming().await, ["2025-08-01 4"], "on {}", depot.test.engine());

        let metres = Quantity::parse("5", Unit::parse("MTR").unwrap()).unwrap();
        let most = Quantity::from_micros(i64::MAX, Unit::PIECE);
        for quantity in [pieces(0), pieces(-1), metres, most] {
            let mut tx = store.begin(&ctx).await.unwrap();
            let refused = add_incoming(&ctx, &mut tx, &Arrival { quantity, ..august }, &permit).await;
            assert!(matches!(refused, Err(InventoryError::Invalid(_))), "{quantity:?}: {refused:?} on {}", depot.test.engine());
        }
        assert_eq!(coming().await, ["2025-08-01 4"], "on {}", depot.test.engine());
    }
}

#[tokio::test]
async fn the_checker_and_the_table_see_what_code_did_wrong() {
    for depot in depots(&[(0, 0, 10)]).await {
        let driver = depot.test.store.driver();
        let run = async |sql: &str| depot.test.store.writer().execute_raw(Statement::from_string(driver, sql)).await;
        let twice = run("UPDATE stock_levels SET reserved_micros = on_hand_micros + 1").await;
        let error = InventoryError::from(twice.unwrap_err());
        assert!(matches!(error, InventoryError::BelowReserved), "{error:?} on {}", depot.test.engine());
        run("UPDATE stock_levels SET reserved_micros = 5, on_hand_micros = 11000000").await.unwrap();
        let broken = check(&depot.test.store).await.unwrap();
        assert_eq!(broken.len(), 3, "{broken:?}");
        assert!(broken[0].contains("on hand is 11000000 millionths, the ledger says 10000000"), "{broken:?}");
    }
}

#[tokio::test]
async fn warehouses_are_changed_as_they_were_seen() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        let permit = permit_to_manage(&ctx).unwrap();
        let made = load::write_warehouses(&test.store, &ctx, &[draft("MI", 1)]).await.unwrap();
        assert_eq!((made[0].country.as_str(), made[0].version), ("IT", 1));
        let mut tx = test.store.begin(&ctx).await.unwrap();
        assert_eq!(update_warehouse(&mut tx, &draft("MI", 5), 1, &permit).await.unwrap().version, 2);
        assert!(matches!(update_warehouse(&mut tx, &draft("MI", 5), 1, &permit).await, Err(InventoryError::VersionMoved)));
        assert!(matches!(
            update_warehouse(&mut tx, &draft("XX", 5), 1, &permit).await,
            Err(InventoryError::WarehouseNotFound(_))
        ));
        for (field, bad) in [
            ("code", WarehouseDraft { code: "a b".into(), ..draft("MI", 1) }),
            ("name", WarehouseDraft { name: "\u{0}".into(), ..draft("MI", 1) }),
            ("country", WarehouseDraft { country: "Italia".into(), ..draft("MI", 1) }),
            ("time_zone", WarehouseDraft { time_zone: "Mars/Olympus".into(), ..draft("MI", 1) }),
            ("cut_off_minute", WarehouseDraft { cut_off_minute: 1441, ..draft("MI", 1) }),
        ] {
            let Err(InventoryError::Invalid(faults)) = create_warehouse(&ctx, &mut tx, &bad, &permit).await else {
                panic!("{field}")
            };
            assert_eq!(faults[0].field, field);
        }
        let taken = create_warehouse(&ctx, &mut tx, &draft("MI", 1), &permit).await;
        assert!(matches!(taken, Err(InventoryError::CodeTaken(_))), "{taken:?} on {}", test.engine());
        drop(tx);
        let mut clerk = test.ctx();
        clerk.actor.actions = kernel::Role::Clerk.actions();
        assert!(permit_to_manage(&clerk).is_err());
        assert!(matches!(InventoryError::from(StoreError::Contended), InventoryError::Store(_)));
    }
}

#[tokio::test]
async fn stock_is_booked_in_the_unit_that_it_is_counted_in() {
    for depot in depots(&[(0, 0, 10), (1, 0, 10)]).await {
        let ctx = depot.test.ctx();
        let permit = permit_to_manage(&ctx).unwrap();
        let metres = Quantity::parse("5", Unit::parse("MTR").unwrap()).unwrap();
        let change = |item, change| Adjustment { product: product(item), warehouse: depot.places[0], change };
        let changes = [change(1, pieces(1)), change(0, metres)];
        let booking = Booking { kind: Movement::Receipt, reason: "delivery", changes: &changes };
        let mut tx = depot.test.store.begin(&ctx).await.unwrap();
        let Err(InventoryError::Invalid(faults)) = adjust(&ctx, &mut tx, &booking, &permit).await else {
            panic!("five metres became five pieces on {}", depot.test.engine());
        };
        let named: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(named, [("items[1].change", "other_unit")]);
        drop(tx);
        assert_eq!((depot.told(0).await.as_str(), depot.told(1).await.as_str()), ("MI 10-0", "MI 10-0"));
        depot.holds().await;
    }
}

#[tokio::test]
async fn nothing_half_a_piece_and_too_much_are_not_booked() {
    for depot in depots(&[(0, 0, 10)]).await {
        let ctx = depot.test.ctx();
        let permit = permit_to_manage(&ctx).unwrap();
        let fault = async |value: &str| {
            let change = Quantity::parse(value, Unit::PIECE).unwrap();
            let changes = [
                Adjustment { product: product(0), warehouse: depot.places[0], change: pieces(1) },
                Adjustment { product: product(0), warehouse: depot.places[1], change },
            ];
            let booking = Booking { kind: Movement::Adjustment, reason: "count", changes: &changes };
            let mut tx = depot.test.store.begin(&ctx).await.unwrap();
            match adjust(&ctx, &mut tx, &booking, &permit).await {
                Err(InventoryError::Invalid(faults)) => format!("{} {}", faults[0].field, faults[0].code),
                other => format!("{other:?}"),
            }
        };
        assert_eq!(fault("0").await, "items[1].change no_change");
        assert_eq!(fault("0.5").await, "items[1].change not_whole");
        // Half a piece that was there before is taken out by half a piece.
        let mut tx = depot.test.store.begin(&ctx).await.unwrap();
        let halved = "UPDATE stock_levels SET on_hand_micros = 1500000";
        tx.conn().execute_unprepared(halved).await.unwrap();
        let at = |change: &str| Adjustment {
            product: product(0),
            warehouse: depot.places[0],
            change: Quantity::parse(change, Unit::PIECE).unwrap(),
        };
        let booking = Booking { kind: Movement::Adjustment, reason: "count", changes: &[at("-0.5")] };
        adjust(&ctx, &mut tx, &booking, &permit).await.unwrap();
        drop(tx);
        let most = Quantity::from_micros(Quantity::MOST_MICROS / 1_000_000 * 1_000_000, Unit::PIECE);
        let full = CountedLevel { product: product(0), warehouse: depot.places[1], on_hand: most };
        let half = CountedLevel { on_hand: Quantity::parse("1.5", Unit::PIECE).unwrap(), ..full };
        let mut tx = depot.test.store.begin(&ctx).await.unwrap();
        let counted = import_levels(&ctx, &mut tx, "count", &[full, half], &permit).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((counted.changed, counted.refused), (1, vec![1]));
        assert_eq!(fault("1").await, "items[1].change level_too_high");
    }
}

#[tokio::test]
async fn a_permit_for_something_else_opens_nothing() {
    for depot in depots(&[(0, 0, 10)]).await {
        let (ctx, store) = (depot.test.ctx(), &depot.test.store);
        let other = ctx.permit(kernel::Action::PriceManage, kernel::Scope::Tenant).unwrap();
        let narrow = kernel::Scope::Account(kernel::AccountId::new(ctx.now));
        let narrow = ctx.permit(kernel::Action::StockManage, narrow).unwrap();
        for permit in [other, narrow] {
            let mut tx = store.begin(&ctx).await.unwrap();
            let changes = [Adjustment { product: product(0), warehouse: depot.places[0], change: pieces(1) }];
            let booking = Booking { kind: Movement::Receipt, reason: "delivery", changes: &changes };
            let expected = arrival(&depot, (2025, 7, 1), 5);
            let denied = [
                adjust(&ctx, &mut tx, &booking, &permit).await.err(),
                import_levels(&ctx, &mut tx, "count", &[], &permit).await.err(),
                set_incoming(&ctx, &mut tx, &[], &[], &permit).await.err(),
                add_incoming(&ctx, &mut tx, &expected, &permit).await.err(),
                remove_incoming(&ctx, &mut tx, &expected, &permit).await.err(),
                create_warehouse(&ctx, &mut tx, &draft("RM", 3), &permit).await.err(),
                update_warehouse(&mut tx, &draft("MI", 3), 1, &permit).await.err(),
            ];
            for (act, error) in denied.iter().enumerate() {
                assert!(matches!(error, Some(InventoryError::Denied(_))), "act {act}: {error:?}");
            }
        }
    }
}

#[tokio::test]
async fn the_audit_trail_tells_what_a_warehouse_was() {
    for depot in depots(&[]).await {
        let (ctx, store) = (depot.test.ctx(), &depot.test.store);
        load::write_warehouses(store, &ctx, &[WarehouseDraft { cut_off_minute: 1020, ..draft("MI", 1) }]).await.unwrap();
        let wanted =
            store::AuditFilter { action: Some("inventory.update_warehouse".to_owned()), ..store::AuditFilter::default() };
        let rows = store::list_audit(store.reader(), &ctx, &wanted, &kernel::PageRequest::new(None, None)).await.unwrap();
        assert_eq!(rows.items[0].detail, serde_json::json!({"cut_off_minute": {"was": 900, "is": 1020}}));
    }
}
