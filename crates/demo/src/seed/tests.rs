//! The demo is written whole, on each kind of database, and the rooms find it sound.

use kernel::{Action, Ctx, Currency, Locale, PageRequest, Quantity, Role, Scope};
use store::{Blobs, Migration, Store};

use super::{Seeded, Size, seed};
use crate::company::{ACCOUNTS, ROSSI};

fn migrations() -> Vec<Migration> {
    [
        accounts::migrations(),
        approvals::migrations(),
        catalog::migrations(),
        pricing::migrations(),
        inventory::migrations(),
        orders::migrations(),
        checkout::migrations(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

async fn seeded(store: &Store, size: Size) -> (Seeded, Ctx, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let seeded = seed(store, &Blobs::new(folder.path().to_owned()), size).await.unwrap();
    let ctx = Ctx::system(seeded.tenant, store.clock().now());
    (seeded, ctx, folder)
}

#[tokio::test]
async fn a_small_demo_is_whole_and_sound() {
    for test in testkit::stores(migrations).await {
        let store = &test.store;
        let (seeded, ctx, folder) = seeded(store, Size::Articles(600)).await;
        let engine = test.engine();
        check_people(store, &ctx, &seeded).await;
        check_products(store, &ctx, folder.path()).await;
        check_prices(store, &ctx).await;
        let orders = orders::list(store.reader(), &ctx, &orders::OrderFilter::default(), &PageRequest::new(Some(100), None))
            .await
            .unwrap();
        assert!(orders.items.len() >= 15, "{engine}: {} orders", orders.items.len());
        check_past(store, orders.items.len()).await;
        let waiting =
            approvals::ApprovalFilter { state: Some(approvals::ApprovalState::Pending), ..approvals::ApprovalFilter::default() };
        let waiting = approvals::list(&ctx, store.reader(), &waiting, &PageRequest::new(None, None)).await.unwrap();
        assert_eq!(waiting.items.len(), 1, "{engine}: one request waits");
        let carts =
            checkout::carts(store.reader(), &ctx, &checkout::CartFilter::default(), &PageRequest::new(None, None)).await.unwrap();
        assert_eq!(carts.items.len(), 3, "{engine}");
        for broken in [
            accounts::check(store).await.unwrap(),
            pricing::check(store).await.unwrap(),
            inventory::check(store).await.unwrap(),
            orders::check(store).await.unwrap(),
            checkout::check(store).await.unwrap(),
        ] {
            assert!(broken.is_empty(), "{engine}: {broken:?}");
        }
    }
}

/// What was ordered before today is told as history, so that no letter is written about it.
async fn check_past(store: &Store, orders: usize) {
    let newest = store::horizon(store).await.unwrap();
    let rows = store::read_feed(store.reader(), &store::FeedFilter::default(), 0, newest, 100_000).await.unwrap();
    let about_orders = rows.iter().filter(|row| row.kind.contains(".order.") || row.kind.contains(".shipment."));
    assert!(about_orders.clone().count() > orders);
    assert!(about_orders.clone().all(store::FeedRow::is_history));
    let asked = rows.iter().find(|row| row.kind == approvals::events::REQUESTED).expect("a request waits");
    assert!(!asked.is_history(), "what waits for a decision today is news");
}

async fn check_people(store: &Store, ctx: &Ctx, seeded: &Seeded) {
    assert_eq!(seeded.users[0].role, Role::Requester);
    assert_eq!(seeded.users[0].account.as_deref(), Some(ROSSI));
    for role in Role::ALL {
        assert!(seeded.users.iter().any(|user| user.role == role), "nobody is {role:?}");
    }
    assert_eq!(seeded.clients.len(), 2);
    let (rossi, policy) = approvals::policy_of(ctx, store.reader(), ROSSI).await.unwrap();
    assert_eq!(policy.steps.len(), 2);
    let people = accounts::active_people(store.reader(), ctx, rossi.id).await.unwrap();
    assert_eq!(people.len(), 5, "all may log in");
    assert_eq!(accounts::reps_of(ctx, store.reader(), ROSSI).await.unwrap().len(), 1);
}

async fn check_products(store: &Store, ctx: &Ctx, folder: &std::path::Path) {
    let catalogue = catalog::Catalogue::default();
    catalogue.load(store, ctx.tenant).await.unwrap();
    let bearing = catalogue.by_sku(ctx.tenant, "6204-2RS").expect("6204-2RS");
    assert_eq!(bearing.name(Locale::It), "Cuscinetto radiale rigido a sfere 6204-2RS");
    assert_eq!(bearing.kind, catalog::ProductKind::Variant);
    assert!(bearing.attributes.len() >= 9 && bearing.gtin.is_some() && bearing.lead_time_days == Some(5));
    let sold = catalogue.products(ctx.tenant).iter().filter(|product| product.is_sold()).count();
    assert_eq!(sold, 600);
    let machine = catalogue.by_sku(ctx.tenant, "NX-400").expect("NX-400");
    let relations = catalogue.relations(ctx.tenant, machine.id);
    let spares = relations.iter().filter(|relation| relation.kind == catalog::RelationKind::SparePart);
    assert_eq!(spares.count(), 27, "every position of the exploded view");
    assert!(std::fs::read_dir(folder).unwrap().count() > 50, "pictures are kept");
}

async fn check_prices(store: &Store, ctx: &Ctx) {
    let (directory, book, catalogue) = (accounts::Directory::new(), pricing::PriceBook::new(), catalog::Catalogue::default());
    directory.load(store, ctx.tenant).await.unwrap();
    book.load(store, ctx.tenant).await.unwrap();
    catalogue.load(store, ctx.tenant).await.unwrap();
    let bearing = catalogue.by_sku(ctx.tenant, "6204-2RS").expect("6204-2RS");
    for account in ACCOUNTS {
        let card = directory.by_number(ctx.tenant, account.number).expect("every account is there");
        assert!(ctx.may(Action::PriceRead, Scope::Account(card.account.id)));
        let asker = pricing::edge::asker_of(&directory, ctx.tenant, card.account.id, ctx.now).expect("every account asks");
        let price = book.price(&asker, bearing.id, Quantity::pieces(25), true);
        if account.number == ROSSI {
            let price = price.unwrap();
            assert_eq!((&*price.list_code, price.unit_price.currency()), ("CONTRATTO-ROSSI", Currency::EUR));
            assert!(price.tiers.len() >= 3, "{:?}", price.tiers);
            assert!(price.list_price.is_some_and(|list| list.micros() > price.unit_price.micros()));
        }
    }
}

#[tokio::test]
async fn an_empty_demo_has_people_but_nothing_to_buy() {
    for test in testkit::stores(migrations).await {
        let (seeded, ctx, _folder) = seeded(&test.store, Size::Empty).await;
        assert!(!seeded.users.is_empty() && seeded.clients.len() == 2);
        let catalogue = catalog::Catalogue::default();
        catalogue.load(&test.store, ctx.tenant).await.unwrap();
        assert!(catalogue.products(ctx.tenant).is_empty());
    }
}
