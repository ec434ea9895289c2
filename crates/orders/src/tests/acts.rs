//! What the seller does to orders.

use kernel::{Action, Ctx, Denied, Fault, OrderLineId, Permit, Quantity, Scope};

use super::world::{World, seen, worlds};
use crate::{
    Order, OrderError, OrderState, Parcel, Partial, Seen, Shipment, ShipmentAsk, TimelineKind, cancel, close_short, complete,
    confirm, deliver, events, get, ship,
};

fn manage(ctx: &Ctx) -> Permit {
    ctx.permit(Action::OrderManage, Scope::Tenant).unwrap()
}

fn parcels(lines: Option<Vec<(OrderLineId, Quantity)>>) -> ShipmentAsk {
    let parcel = Parcel { tracking_code: "1Z 999".to_owned(), tracking_url: Some("https://track.example/1Z999".to_owned()) };
    ShipmentAsk { carrier: " BRT ".to_owned(), parcels: vec![parcel], lines }
}

async fn confirmed(world: &World, order: &Order) -> Order {
    let ctx = world.clerk();
    let mut tx = world.test.store.begin(&ctx).await.unwrap();
    let order = confirm(&ctx, &mut tx, seen(order), manage(&ctx)).await.unwrap();
    tx.commit().await.unwrap();
    order
}

async fn shipped(world: &World, order: &Order, ask: ShipmentAsk) -> Result<(Order, Shipment), OrderError> {
    let ctx = world.clerk();
    let mut tx = world.test.store.begin(&ctx).await.unwrap();
    let outcome = ship(&ctx, &mut tx, seen(order), ask, manage(&ctx)).await?;
    tx.commit().await.unwrap();
    Ok(outcome)
}

#[tokio::test]
async fn the_whole_life_of_an_order() {
    for world in worlds(10).await {
        let order = world.place(world.draft(&[4, 2], Partial::Reject)).await.unwrap();
        let order = confirmed(&world, &order).await;
        assert_eq!((order.state, order.version), (OrderState::Confirmed, 2));
        let some = vec![(order.lines[0].id, Quantity::pieces(1))];
        let (order, first) = shipped(&world, &order, parcels(Some(some))).await.unwrap();
        assert_eq!((order.state, first.carrier.as_str()), (OrderState::PartlyShipped, "BRT"));
        assert_eq!(first.number, format!("{}-1", order.number));
        assert_eq!((first.from.len(), first.from[0].code.as_str(), first.from[0].quantity), (1, "MI", Quantity::pieces(1)));
        assert_eq!(world.stock().await, (3, 9), "what left is gone from stock and reservation alike");
        world.test.clock.advance_seconds(3600);
        let (order, second) = shipped(&world, &order, parcels(None)).await.unwrap();
        assert_eq!((order.state, second.number.clone()), (OrderState::Shipped, format!("{}-2", order.number)));
        assert_eq!(world.stock().await, (0, 6));
        world.assert_sound().await;
        let ctx = world.clerk();
        let mut tx = world.test.store.begin(&ctx).await.unwrap();
        let order = deliver(&ctx, &mut tx, seen(&order), manage(&ctx)).await.unwrap();
        let order = complete(&ctx, &mut tx, seen(&order), manage(&ctx)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(order.state, OrderState::Completed);
        let detail = get(world.test.store.reader(), &world.requester(), &order.number).await.unwrap();
        assert_eq!(detail.order, order);
        assert_eq!(detail.shipments, [first, second]);
        assert!(detail.kept.is_empty(), "nothing is kept for what has left");
        let kinds: Vec<TimelineKind> = detail.timeline.iter().map(|entry| entry.kind).collect();
        use TimelineKind::{Completed, Confirmed, Delivered, Placed, Shipped};
        assert_eq!(kinds, [Placed, Confirmed, Shipped, Shipped, Delivered, Completed]);
        assert_eq!(detail.timeline[2].detail["tracking_codes"][0], "1Z 999");
        let facts = world.facts().await;
        let told: Vec<(&str, i64)> = facts.iter().map(|row| (row.kind.as_str(), row.sequence)).collect();
        let wanted = [events::CREATED, events::CONFIRMED, events::SHIPPED, events::SHIPPED, events::DELIVERED, events::COMPLETED];
        assert_eq!(told, wanted.into_iter().zip(1..).collect::<Vec<_>>());
        assert_eq!(facts[3].data["shipment"]["lines"].as_array().unwrap().len(), 2);
        assert_eq!(facts[3].data["shipment"]["lines"][0]["from"][0]["warehouse"], "MI");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn a_backorder_leaves_as_far_as_it_is_there_and_the_rest_when_it_comes() {
    for world in worlds(3).await {
        let order = world.place(world.draft(&[5], Partial::Backorder)).await.unwrap();
        let order = confirmed(&world, &order).await;
        let all = vec![(order.lines[0].id, Quantity::pieces(5))];
        let refusal = shipped(&world, &order, parcels(Some(all))).await.unwrap_err();
        assert_eq!(refusal.code(), "inventory.insufficient");
        let (order, shipment) = shipped(&world, &order, parcels(None)).await.unwrap();
        assert_eq!((order.state, shipment.lines[0].quantity), (OrderState::PartlyShipped, Quantity::pieces(3)));
        assert!(matches!(shipped(&world, &order, parcels(None)).await, Err(OrderError::NothingToShip)));
        world.assert_sound().await;
        world.restock(7).await;
        let (order, shipment) = shipped(&world, &order, parcels(None)).await.unwrap();
        assert_eq!((order.state, shipment.lines[0].quantity), (OrderState::Shipped, Quantity::pieces(2)));
        assert_eq!(order.lines[0].backordered, Quantity::pieces(0));
        assert_eq!(world.stock().await, (0, 5));
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn what_will_never_come_is_given_up_and_the_order_ends() {
    for world in worlds(4).await {
        // Of the first line one has left, one is kept and the rest is not there; of the second nothing has left.
        let order = world.place(world.draft(&[7, 2], Partial::Backorder)).await.unwrap();
        let order = confirmed(&world, &order).await;
        let ctx = world.clerk();
        let mut tx = world.test.store.begin(&ctx).await.unwrap();
        let early = close_short(&ctx, &mut tx, seen(&order), None, manage(&ctx)).await;
        assert!(matches!(early, Err(OrderError::NotAllowed { .. })), "what has not begun to leave is cancelled");
        drop(tx);
        let some = vec![(order.lines[0].id, Quantity::pieces(1))];
        let (order, _) = shipped(&world, &order, parcels(Some(some))).await.unwrap();
        let mut tx = world.test.store.begin(&ctx).await.unwrap();
        let closed = close_short(&ctx, &mut tx, seen(&order), Some(" discontinued "), manage(&ctx)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((closed.state, closed.version), (OrderState::Shipped, order.version + 1));
        assert_eq!(world.stock().await, (0, 3), "nothing is kept for it any more");
        let detail = get(world.test.store.reader(), &world.requester(), &order.number).await.unwrap();
        assert_eq!(detail.order, closed);
        let lines: Vec<[Quantity; 4]> =
            closed.lines.iter().map(|line| [line.quantity, line.shipped, line.cancelled, line.backordered]).collect();
        assert_eq!(lines, [[7, 1, 6, 0].map(Quantity::pieces), [2, 0, 2, 0].map(Quantity::pieces)]);
        assert_eq!(closed.totals, order.totals, "what was agreed stays");
        let last = detail.timeline.last().unwrap();
        assert_eq!((last.kind, &last.detail["reason"]), (TimelineKind::ClosedShort, &"discontinued".into()));
        let facts = world.facts().await;
        let told = facts.last().unwrap();
        assert_eq!((told.kind.as_str(), &told.data["reason"]), (events::CLOSED_SHORT, &"discontinued".into()));
        let lost: Vec<&serde_json::Value> =
            told.data["lines"].as_array().unwrap().iter().map(|line| &line["quantity"]["value"]).collect();
        assert_eq!(lost, ["6", "2"]);
        world.assert_sound().await;
        let refusal = shipped(&world, &closed, parcels(None)).await.unwrap_err();
        assert!(matches!(refusal, OrderError::NotAllowed { .. }));
        let mut tx = world.test.store.begin(&ctx).await.unwrap();
        let order = deliver(&ctx, &mut tx, seen(&closed), manage(&ctx)).await.unwrap();
        let order = complete(&ctx, &mut tx, seen(&order), manage(&ctx)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(order.state, OrderState::Completed);
        world.assert_sound().await;
        use sea_orm::ConnectionTrait;
        world.test.store.writer().execute_unprepared("UPDATE order_lines SET cancelled_micros = 0").await.unwrap();
        let broken = crate::check(&world.test.store).await.unwrap();
        assert!(broken.iter().any(|line| line.contains("is open")), "{broken:?}");
    }
}

#[tokio::test]
async fn goods_out_of_two_warehouses_are_told_apart() {
    for world in worlds(3).await {
        world.open_second_warehouse(4).await;
        let order = world.place(world.draft(&[5], Partial::Reject)).await.unwrap();
        let reader = world.test.store.reader();
        let kept = get(reader, &world.requester(), &order.number).await.unwrap().kept;
        let told: Vec<(&str, Quantity)> = kept.iter().map(|kept| (kept.code.as_str(), kept.quantity)).collect();
        assert_eq!(told, [("MI", Quantity::pieces(3)), ("RM", Quantity::pieces(2))], "{}", world.test.engine());
        let order = confirmed(&world, &order).await;
        let (_, shipment) = shipped(&world, &order, parcels(None)).await.unwrap();
        let detail = get(reader, &world.requester(), &order.number).await.unwrap();
        let parts = |from: &[crate::ShippedFrom]| from.iter().map(|part| (part.code.clone(), part.quantity)).collect::<Vec<_>>();
        assert_eq!(parts(&detail.shipments[0].from), parts(&shipment.from));
        assert_eq!(detail.shipments[0].from.iter().map(|part| part.quantity.micros()).sum::<i64>(), 5_000_000);
        world.assert_sound().await;
        use sea_orm::ConnectionTrait;
        world.test.store.writer().execute_unprepared("UPDATE shipment_origins SET quantity_micros = 1").await.unwrap();
        let broken = crate::check(&world.test.store).await.unwrap();
        assert!(broken.iter().any(|line| line.contains("warehouses")), "{broken:?}");
    }
}

#[tokio::test]
async fn a_cancelled_order_gives_its_stock_back() {
    for world in worlds(10).await {
        let order = world.place(world.draft(&[4], Partial::Reject)).await.unwrap();
        let ctx = world.clerk();
        let mut tx = world.test.store.begin(&ctx).await.unwrap();
        let order = cancel(&ctx, &mut tx, seen(&order), Some(" ordered twice "), manage(&ctx)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(order.state, OrderState::Cancelled);
        assert_eq!(world.stock().await, (0, 10));
        let facts = world.facts().await;
        assert_eq!((facts[1].kind.as_str(), &facts[1].data["reason"]), (events::CANCELLED, &"ordered twice".into()));
        let mut tx = world.test.store.begin(&ctx).await.unwrap();
        let again = cancel(&ctx, &mut tx, seen(&order), None, manage(&ctx)).await.unwrap_err();
        assert_eq!(again.code(), "orders.not_allowed");
        drop(tx);
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn an_attempt_that_was_in_the_way_leaves_nothing_behind() {
    use std::sync::atomic::{AtomicU32, Ordering};
    for world in worlds(10).await {
        let ctx = world.requester();
        let permit = ctx.permit(Action::CartSubmit, Scope::Account(world.account)).unwrap();
        let ground = web::Ground::new(world.test.store.clone());
        let tried = AtomicU32::new(0);
        let (ctx, here, tried) = (&ctx, &world, &tried);
        let placing = |mut tx| async move {
            let draft = here.draft(&[4], Partial::Reject);
            let order = crate::place(ctx, &mut tx, &here.numbers, draft, permit).await?.order;
            match tried.fetch_add(1, Ordering::SeqCst) {
                0 => Err(OrderError::Store(store::StoreError::Contended)),
                _ => Ok((tx, order)),
            }
        };
        let order = ground.change(ctx, placing).await.unwrap();
        assert_eq!((order.state, world.stock().await), (OrderState::Placed, (4, 10)));
        assert_eq!((tried.load(Ordering::SeqCst), world.facts().await.len()), (2, 1));
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn an_act_on_what_has_moved_on_is_refused() {
    for world in worlds(10).await {
        let order = world.place(world.draft(&[4], Partial::Reject)).await.unwrap();
        let confirmed = confirmed(&world, &order).await;
        let ctx = world.clerk();
        let mut tx = world.test.store.begin(&ctx).await.unwrap();
        let stale = confirm(&ctx, &mut tx, seen(&order), manage(&ctx)).await;
        assert!(matches!(stale, Err(OrderError::VersionMoved)));
        let nowhere = Seen { number: "SO-999999", version: 1 };
        assert!(matches!(confirm(&ctx, &mut tx, nowhere, manage(&ctx)).await, Err(OrderError::NotFound)));
        let too_early = deliver(&ctx, &mut tx, seen(&confirmed), manage(&ctx)).await;
        assert!(matches!(too_early, Err(OrderError::NotAllowed { .. })));
        let reads = ctx.permit(Action::OrderRead, Scope::Tenant).unwrap();
        let refusal = deliver(&ctx, &mut tx, seen(&confirmed), reads).await;
        assert!(matches!(refusal, Err(OrderError::Denied(Denied::Forbidden(_)))));
    }
}

#[tokio::test]
async fn everything_wrong_with_a_shipment_is_told_at_once() {
    for world in worlds(10).await {
        let order = world.place(world.draft(&[4, 2], Partial::Reject)).await.unwrap();
        let order = confirmed(&world, &order).await;
        let ask = ShipmentAsk {
            carrier: " ".to_owned(),
            parcels: vec![
                Parcel { tracking_code: "\u{7}".to_owned(), tracking_url: None },
                Parcel { tracking_code: "ok".to_owned(), tracking_url: Some("javascript:alert(1)".to_owned()) },
            ],
            lines: None,
        };
        let faults = shipped(&world, &order, ask).await.unwrap_err().fields();
        let named: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(named, ["carrier", "parcels[0].tracking_code", "parcels[1].tracking_url"]);
        let line = order.lines[0].id;
        let metres = Quantity::parse("1", kernel::Unit::parse("MTR").unwrap()).unwrap();
        let lines = vec![
            (line, Quantity::pieces(5)),
            (order.lines[1].id, Quantity::pieces(1)),
            (order.lines[1].id, Quantity::pieces(1)),
            (OrderLineId::new(order.placed_at), Quantity::pieces(1)),
            (line, metres),
            (line, Quantity::pieces(0)),
            (line, Quantity::parse("0.5", kernel::Unit::PIECE).unwrap()),
        ];
        let faults = shipped(&world, &order, parcels(Some(lines))).await.unwrap_err().fields();
        let named: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(
            named,
            [
                ("lines[0].quantity", "more_than_open"),
                ("lines[2].line_id", "repeated"),
                ("lines[3].line_id", "unknown"),
                ("lines[4].quantity", "other_unit"),
                ("lines[5].quantity", "not_positive"),
                ("lines[6].quantity", "not_whole"),
            ]
        );
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn what_leaves_is_never_rounded() {
    for world in worlds(10).await {
        let dozens = |value: &str| Quantity::parse(value, kernel::Unit::parse("DZN").unwrap()).unwrap();
        let mut draft = world.draft(&[1, 6], Partial::Backorder);
        // Nothing of it is in stock, so that it waits in its own unit.
        (draft.lines[0].product, draft.lines[0].quantity) = (kernel::ProductId::new(world.test.clock.now()), dozens("1"));
        let order = world.place(draft).await.unwrap();
        let order = confirmed(&world, &order).await;
        let ask = parcels(Some(vec![(order.lines[0].id, Quantity::pieces(1))]));
        let faults = shipped(&world, &order, ask).await.unwrap_err().fields();
        assert_eq!(faults.len(), 1, "a piece is no decimal number of dozens");
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("lines[0].quantity", "other_unit"));
        let ask = parcels(Some(vec![(order.lines[1].id, dozens("0.5"))]));
        let (_, shipment) = shipped(&world, &order, ask).await.unwrap();
        assert_eq!(shipment.lines[0].quantity, Quantity::pieces(6));
    }
}

#[tokio::test]
async fn the_check_tells_what_is_broken() {
    use sea_orm::ConnectionTrait;
    for world in worlds(10).await {
        world.place(world.draft(&[4, 2], Partial::Reject)).await.unwrap();
        let writer = world.test.store.writer();
        for (damage, wanted) in [
            ("UPDATE orders SET net_micros = net_micros + 1", "do not sum up"),
            ("UPDATE orders SET gross_micros = gross_micros + 1", "taxes"),
            ("UPDATE order_lines SET shipped_micros = 1000000 WHERE position = 1", "shipments"),
            ("UPDATE orders SET line_count = 3", "other lines"),
            ("DELETE FROM outbox WHERE kind = 'fondaco.order.created.v1'", "created exactly once"),
        ] {
            writer.execute_unprepared(damage).await.unwrap();
            let broken = crate::check(&world.test.store).await.unwrap();
            assert!(broken.iter().any(|line| line.contains(wanted)), "{damage}: {broken:?}");
        }
    }
}
