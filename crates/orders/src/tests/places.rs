//! Placing: stock, facts, numbers, external ids, races, and who may see what.

use std::collections::BTreeSet;

use futures::future::join_all;
use kernel::{Action, Denied, Fault, PageRequest, Quantity, Scope};

use super::world::worlds;
use crate::{
    Draft, OrderError, OrderFilter, OrderState, Partial, StateTally, TimelineKind, events, find, get, list, place, tally_days,
    tally_states,
};

#[tokio::test]
async fn an_order_is_there_with_its_stock_its_fact_and_its_history() {
    for world in worlds(10).await {
        let order = world.place(world.draft(&[4, 2], Partial::Reject)).await.unwrap();
        // On PostgreSQL the first number may come after the first block, which is taken at the same time.
        assert!(order.number.starts_with("SO-000"), "{}", order.number);
        assert_eq!(world.stock().await, (4, 10));
        let detail = get(world.test.store.reader(), &world.requester(), &order.number).await.unwrap();
        assert_eq!(detail.order, order, "what is read is what was placed");
        assert_eq!(detail.timeline.iter().map(|entry| entry.kind).collect::<Vec<_>>(), [TimelineKind::Placed]);
        let facts = world.facts().await;
        assert_eq!(facts.len(), 1);
        assert_eq!(facts[0].kind, events::CREATED);
        assert_eq!((facts[0].account, facts[0].sequence), (Some(world.account), 1));
        let data = &facts[0].data;
        assert_eq!(data["order_number"], order.number.as_str());
        assert_eq!(data["account"], "C-1");
        assert_eq!(data["lines"].as_array().unwrap().len(), 2);
        assert_eq!(data["lines"][0]["quantity"]["value"], "4");
        assert_eq!(data["totals"]["gross"]["amount"], "14.64");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn too_little_stock_refuses_the_whole_order_and_says_what_there_is() {
    for world in worlds(3).await {
        let refusal = world.place(world.draft(&[2, 5], Partial::Reject)).await.unwrap_err();
        assert_eq!(refusal.code(), "inventory.insufficient");
        let told = refusal.extension().unwrap();
        assert_eq!(told["lines"].as_array().unwrap().len(), 1);
        assert_eq!(told["lines"][0]["line"], 2);
        assert_eq!(told["lines"][0]["available"]["value"], "3");
        assert_eq!(world.stock().await, (0, 3), "nothing stays reserved");
        assert!(world.facts().await.is_empty());
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn a_backorder_takes_what_there_is_and_notes_the_rest() {
    for world in worlds(3).await {
        let order = world.place(world.draft(&[5], Partial::Backorder)).await.unwrap();
        let line = &order.lines[0];
        assert_eq!((line.backordered, line.reserved().unwrap()), (Quantity::pieces(2), Quantity::pieces(3)));
        let read = find(world.test.store.reader(), &world.requester(), &order.number).await.unwrap();
        assert_eq!(read.lines[0].backordered, Quantity::pieces(2));
        assert_eq!(world.facts().await[0].data["lines"][0]["backordered"]["value"], "2");
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn an_external_id_means_one_order() {
    for world in worlds(10).await {
        let first = world.place_as_system("ext-1", 2).await.unwrap();
        let again = world.place_as_system("ext-1", 2).await.unwrap();
        assert!(!first.repeated && again.repeated);
        assert_eq!(again.order, first.order);
        assert_eq!(world.stock().await.0, 2);
        let other = world.place_as_system("ext-2", 1).await.unwrap();
        assert_ne!(other.order.number, first.order.number);
        // Another person's ids are their own.
        let draft = Draft { external_id: Some("ext-1".to_owned()), ..world.draft(&[1], Partial::Reject) };
        assert_ne!(world.place(draft).await.unwrap().id, first.order.id);
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn an_external_id_is_not_used_for_two_accounts() {
    for world in worlds(10).await {
        world.place_as_system("ext-1", 2).await.unwrap();
        let mut ctx = world.system();
        ctx.actor.reach = kernel::Reach::Tenant;
        let permit = ctx.permit(Action::OrderPlace, Scope::Account(world.other_account)).unwrap();
        let mut draft = Draft { external_id: Some("ext-1".to_owned()), ..world.draft(&[1], Partial::Reject) };
        draft.account.id = world.other_account;
        let mut tx = world.test.store.begin(&ctx).await.unwrap();
        let refusal = place(&ctx, &mut tx, &world.numbers, draft, permit).await.unwrap_err();
        assert!(matches!(refusal, OrderError::ExternalIdUsed));
    }
}

#[tokio::test]
async fn of_two_posts_at_once_one_makes_the_order_and_both_get_it() {
    for world in worlds(100).await {
        let posts = join_all((0..4).map(|_| world.place_as_system("ext-race", 3))).await;
        let placed: Vec<_> = posts.into_iter().map(Result::unwrap).collect();
        let numbers: BTreeSet<&str> = placed.iter().map(|placed| placed.order.number.as_str()).collect();
        assert_eq!(numbers.len(), 1, "{}", world.test.engine());
        assert_eq!(placed.iter().filter(|placed| !placed.repeated).count(), 1);
        assert_eq!(world.stock().await.0, 3);
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn nothing_is_sold_twice_and_no_number_is_given_twice() {
    for world in worlds(60).await {
        let posts = join_all((0..100).map(|place| {
            let world = &world;
            async move { world.place_as_system(&format!("ext-{place}"), 1).await }
        }))
        .await;
        let placed: Vec<_> = posts.iter().filter_map(|post| post.as_ref().ok()).collect();
        assert_eq!(placed.len(), 60, "{}", world.test.engine());
        let numbers: BTreeSet<&str> = placed.iter().map(|placed| placed.order.number.as_str()).collect();
        assert_eq!(numbers.len(), 60);
        let refused = posts.iter().filter_map(|post| post.as_ref().err());
        assert!(refused.into_iter().all(|error| error.code() == "inventory.insufficient"));
        assert_eq!(world.stock().await, (60, 60));
        world.assert_sound().await;
    }
}

#[tokio::test]
async fn orders_are_seen_by_their_account_and_the_seller_and_by_nobody_else() {
    for world in worlds(10).await {
        let order = world.place(world.draft(&[1], Partial::Reject)).await.unwrap();
        let reader = world.test.store.reader();
        let (filter, page) = (OrderFilter::default(), PageRequest::new(None, None));
        for ctx in [world.requester(), world.clerk(), world.system()] {
            assert!(find(reader, &ctx, &order.number).await.is_ok(), "{}", ctx.actor.name);
            assert_eq!(list(reader, &ctx, &filter, &page).await.unwrap().items.len(), 1);
        }
        for ctx in [world.neighbour(), world.test.stranger()] {
            assert!(matches!(find(reader, &ctx, &order.number).await, Err(OrderError::NotFound)));
            assert!(list(reader, &ctx, &filter, &page).await.unwrap().items.is_empty());
        }
        let named = OrderFilter { account: Some(world.account), ..OrderFilter::default() };
        assert!(matches!(list(reader, &world.neighbour(), &named, &page).await, Err(OrderError::Denied(Denied::Secret))));
        let mut nobody = world.requester();
        nobody.actor = kernel::Actor::anonymous();
        assert!(matches!(find(reader, &nobody, &order.number).await, Err(OrderError::Denied(Denied::Anonymous))));
        assert!(matches!(find(reader, &world.clerk(), "SO-\u{0}").await, Err(OrderError::NotFound)));
    }
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    for world in worlds(100).await {
        let mut placed = Vec::new();
        for place in 0..5 {
            let mut draft = world.draft(&[1], Partial::Reject);
            draft.references.purchase_order = Some(format!("PO_{place}%"));
            placed.insert(0, world.place(draft).await.unwrap().number);
            world.test.clock.advance_seconds(60);
        }
        let reader = world.test.store.reader();
        let ctx = world.clerk();
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = list(reader, &ctx, &OrderFilter::default(), &PageRequest::new(Some(2), after)).await.unwrap();
            seen.extend(page.items.into_iter().map(|order| order.number));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, placed, "newest first, each once");
        let page = PageRequest::new(None, None);
        let text = |text: &str| OrderFilter { text: Some(text.to_owned()), ..OrderFilter::default() };
        for (wanted, count) in
            [("po_3%", 1), ("PO", 5), ("rossi", 5), ("c-1", 5), (placed[0].to_lowercase().as_str(), 1), ("PO%3", 0), ("PO.3", 0)]
        {
            assert_eq!(list(reader, &ctx, &text(wanted), &page).await.unwrap().items.len(), count, "{wanted}");
        }
        let mut abroad = world.draft(&[1], Partial::Reject);
        abroad.account.name = "Fonderìe ÇELİK-Müller".to_owned();
        abroad.references.purchase_order = Some("ÀÈ/7".to_owned());
        world.test.clock.advance_seconds(60);
        placed.insert(0, world.place(abroad).await.unwrap().number);
        for wanted in ["fonderie", "FONDERÌE", "çelik", "MULLER", "müller", "ae/7", "Àè/7"] {
            assert_eq!(
                list(reader, &ctx, &text(wanted), &page).await.unwrap().items.len(),
                1,
                "{} {wanted}",
                world.test.engine()
            );
        }
        use sea_orm::ConnectionTrait;
        let found = async || list(reader, &ctx, &text("fonderie"), &page).await.unwrap().items.len();
        world.test.store.writer().execute_unprepared("UPDATE orders SET search_text = ''").await.unwrap();
        assert_eq!(found().await, 0);
        crate::search::fill(world.test.store.writer()).await.unwrap();
        assert_eq!(found().await, 1, "an older release's orders get their texts");
        assert!(matches!(list(reader, &ctx, &text("\u{0}x"), &page).await, Err(OrderError::Invalid(_))));
        let confirmed = OrderFilter { states: vec![OrderState::Confirmed], ..OrderFilter::default() };
        assert!(list(reader, &ctx, &confirmed, &page).await.unwrap().items.is_empty());
        let oldest = OrderFilter { oldest_first: true, ..OrderFilter::default() };
        let first = list(reader, &ctx, &oldest, &PageRequest::new(Some(2), None)).await.unwrap();
        let rest = list(reader, &ctx, &oldest, &PageRequest::new(Some(5), first.next)).await.unwrap();
        let waiting: Vec<String> = first.items.into_iter().chain(rest.items).map(|order| order.number).collect();
        placed.reverse();
        assert_eq!(waiting, placed, "oldest first, each once");
    }
}

#[tokio::test]
async fn orders_are_counted_by_state_and_by_day() {
    for world in worlds(100).await {
        let begun = world.test.clock.now();
        for day in [None, Some("2020-01-01".parse().unwrap()), Some("2999-01-01".parse().unwrap())] {
            let mut draft = world.draft(&[2], Partial::Reject);
            draft.references.requested_date = day;
            world.place(draft).await.unwrap();
            world.test.clock.advance_seconds(86_400);
        }
        let (reader, ctx, all) = (world.test.store.reader(), world.clerk(), OrderFilter::default());
        let states = tally_states(reader, &ctx, &all, "2026-01-01".parse().unwrap()).await.unwrap();
        assert_eq!(states, [StateTally { state: OrderState::Placed, count: 3, late: 1, oldest: begun }]);
        let days = [begun, begun.plus_seconds(86_400)];
        let mut found = tally_days(reader, &ctx, &all, &days).await.unwrap();
        found.sort_by_key(|tally| tally.day);
        assert_eq!(found.iter().map(|tally| (tally.day, tally.count)).collect::<Vec<_>>(), [(0, 1), (1, 2)]);
        assert_eq!(found[1].net.micros(), 2 * found[0].net.micros());
        assert!(tally_days(reader, &world.neighbour(), &all, &days).await.unwrap().is_empty());
        assert!(tally_days(reader, &ctx, &all, &[]).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_permit_for_something_else_places_nothing() {
    for world in worlds(10).await {
        let ctx = world.requester();
        let mut tx = world.test.store.begin(&ctx).await.unwrap();
        let reads = ctx.permit(Action::OrderRead, Scope::Account(world.account)).unwrap();
        let refusal = place(&ctx, &mut tx, &world.numbers, world.draft(&[1], Partial::Reject), reads).await.unwrap_err();
        assert!(matches!(refusal, OrderError::Denied(Denied::Forbidden(_))));
        let neighbour = world.neighbour();
        let permit = neighbour.permit(Action::CartSubmit, Scope::Account(world.other_account)).unwrap();
        let refusal = place(&neighbour, &mut tx, &world.numbers, world.draft(&[1], Partial::Reject), permit).await.unwrap_err();
        assert!(matches!(refusal, OrderError::Denied(Denied::Forbidden(_))));
    }
}

#[tokio::test]
async fn a_number_that_an_import_took_is_passed_over() {
    use sea_orm::ConnectionTrait;

    for world in worlds(50).await {
        // Where blocks of numbers are in use, the first may come after the block: two in a row tell what comes next.
        let mut before = 0;
        let taken = loop {
            let order = world.place(world.draft(&[1], Partial::Reject)).await.unwrap();
            let number: i64 = order.number.trim_start_matches("SO-").parse().unwrap();
            if number == before + 1 {
                break number;
            }
            before = number;
        };
        let sql = format!("UPDATE orders SET order_number = 'SO-{:06}' WHERE order_number = 'SO-{taken:06}'", taken + 1);
        assert_eq!(world.test.store.writer().execute_unprepared(&sql).await.unwrap().rows_affected(), 1);
        for _ in 0..3 {
            world.place(world.draft(&[1], Partial::Reject)).await.unwrap();
        }
        world.assert_sound().await;
    }
}
