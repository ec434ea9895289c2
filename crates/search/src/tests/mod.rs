//! The room through its front door, on both engines: a small catalogue with prices and stock, two customers.

mod api;
mod finder;

use accounts::{AccountDetails, Directory, create_account};
use catalog::{
    AttributeDraft, AttributeKind, Catalogue, CategoryDraft, ChoiceDraft, CustomerSkuDraft, ProductDraft, RelationDraft,
    RelationKind, TargetDraft, Texts, Value, load,
};
use inventory::{CountedLevel, StockView, WarehouseDraft};
use kernel::{AccountId, Action, ActionSet, Actor, ActorKind, ClientId, Ctx, Currency, Locale, Quantity, Reach, Unit};
use pricing::{Assignee, Entry, ListDraft, ListState, Market, PriceBook};
use store::{FeedFilter, Migration, horizon, read_feed};
use testkit::{TestStore, stores};

use crate::Finder;

/// A shop with its read models.
pub(super) struct Shop {
    pub(super) test: TestStore,
    pub(super) directory: Directory,
    pub(super) catalogue: Catalogue,
    pub(super) book: PriceBook,
    pub(super) stock: StockView,
    pub(super) finder: Finder,
    pub(super) rossi: AccountId,
    pub(super) bianchi: AccountId,
    followed: i64,
}

fn migrations() -> Vec<Migration> {
    let all = [accounts::migrations(), catalog::migrations(), pricing::migrations(), inventory::migrations()];
    all.into_iter().flatten().collect()
}

/// One furnished shop per engine.
pub(super) async fn shops() -> Vec<Shop> {
    let mut shops = Vec::new();
    for test in stores(migrations).await {
        shops.push(Shop::furnished(test).await);
    }
    shops
}

fn category(code: &str, parent: Option<&str>, it: &str, en: &str) -> CategoryDraft {
    CategoryDraft {
        code: code.to_owned(),
        parent: parent.map(str::to_owned),
        position: 0,
        names: Texts::it_en(it, en),
        drawing: None,
    }
}

fn attribute(code: &str, kind: AttributeKind, unit: Option<&str>, it: &str, en: &str) -> AttributeDraft {
    AttributeDraft {
        code: code.to_owned(),
        kind,
        unit: unit.map(|unit| Unit::parse(unit).unwrap()),
        names: Texts::it_en(it, en),
        facet: code != "note",
        position: 0,
        choices: vec![],
    }
}

fn bearing(sku: &str, bore: i64, seal: &str, brand: &str) -> ProductDraft {
    ProductDraft {
        brand: Some(brand.to_owned()),
        mpn: Some(sku.trim_start_matches("CU-").to_owned()),
        category: Some("bearings.ball".to_owned()),
        names: Texts::it_en(&format!("Cuscinetto a sfere {sku}"), &format!("Ball bearing {sku}")),
        attributes: vec![
            ("bore".to_owned(), Value::number(bore * 1_000_000)),
            ("seal".to_owned(), Value::choice(seal)),
            ("stainless".to_owned(), Value::Boolean(bore > 20)),
            ("note".to_owned(), Value::text("per mozzi")),
        ],
        lead_time_days: Some(10),
        ..ProductDraft::new(sku)
    }
}

impl Shop {
    async fn furnished(test: TestStore) -> Shop {
        let (store, ctx) = (&test.store, test.ctx());
        let mut tx = store.begin(&ctx).await.unwrap();
        let details = |number: &str, name: &str| AccountDetails {
            market: "IT".to_owned(),
            ..AccountDetails::new(number, name, "IT", Currency::EUR)
        };
        let rossi = create_account(&ctx, &mut tx, &details("C-1", "Rossi")).await.unwrap().id;
        let bianchi = create_account(&ctx, &mut tx, &details("C-2", "Bianchi")).await.unwrap().id;
        tx.commit().await.unwrap();
        write_catalogue(&test, rossi).await;
        write_offers(&test, rossi).await;
        let (directory, catalogue) = (Directory::new(), Catalogue::default());
        let (book, stock) = (PriceBook::new(), StockView::new());
        let finder = Finder::in_memory(directory.clone(), catalogue.clone(), book.clone(), stock.clone());
        let mut shop = Shop { test, directory, catalogue, book, stock, finder, rossi, bianchi, followed: 0 };
        shop.load().await;
        shop
    }

    async fn load(&mut self) {
        let (store, tenant) = (&self.test.store, self.test.tenant);
        self.followed = horizon(store).await.unwrap();
        self.directory.load(store, tenant).await.unwrap();
        self.catalogue.load(store, tenant).await.unwrap();
        self.book.load(store, tenant).await.unwrap();
        self.stock.load(store, tenant).await.unwrap();
        self.finder.load(store, tenant).await.unwrap();
    }

    /// What the follower does after a commit.
    pub(super) async fn follow(&mut self) {
        let store = &self.test.store;
        let newest = horizon(store).await.unwrap();
        let rows = read_feed(store.reader(), &FeedFilter::default(), self.followed, newest, 10_000).await.unwrap();
        self.catalogue.apply(store, &rows).await.unwrap();
        self.book.apply(store, &rows).await.unwrap();
        self.stock.apply(store, &rows).await.unwrap();
        self.finder.apply(store, &rows).await.unwrap();
        self.followed = newest;
    }

    /// A customer's system with these rights.
    pub(super) fn customer(&self, account: AccountId, actions: &[Action]) -> Ctx {
        let actor = Actor {
            kind: ActorKind::Client(ClientId::new(self.test.clock.now())),
            name: "system".into(),
            account: Some(account),
            acting_for: None,
            actions: ActionSet::of(actions),
            reach: Reach::Accounts(vec![account].into()),
        };
        Ctx { actor, locale: Locale::It, ..self.test.ctx() }
    }

    pub(super) fn buyer(&self, account: AccountId) -> Ctx {
        self.customer(account, &[Action::CatalogRead, Action::PriceRead, Action::StockRead])
    }
}

async fn write_catalogue(test: &TestStore, rossi: AccountId) {
    let (store, ctx) = (&test.store, test.ctx());
    let categories = vec![
        category("bearings", None, "Cuscinetti", "Bearings"),
        category("bearings.ball", Some("bearings"), "Cuscinetti a sfere", "Ball bearings"),
        category("bearings.plain", Some("bearings"), "Bronzine", "Plain bearings"),
        category("pumps", None, "Pompe", "Pumps"),
    ];
    assert!(load::write_categories(store, &ctx, categories).await.unwrap().refused.is_empty());
    let mut attributes = vec![
        attribute("bore", AttributeKind::Number, Some("MMT"), "Foro", "Bore"),
        attribute("seal", AttributeKind::Choice, None, "Tenuta", "Seal"),
        attribute("stainless", AttributeKind::Boolean, None, "Inossidabile", "Stainless"),
        attribute("note", AttributeKind::Text, None, "Nota", "Note"),
    ];
    attributes[1].choices = vec![
        ChoiceDraft { code: "2RS".to_owned(), names: Texts::it_en("gomma su due lati", "rubber on both sides") },
        ChoiceDraft { code: "2Z".to_owned(), names: Texts::it_en("schermi metallici", "metal shields") },
    ];
    assert!(load::write_attributes(store, &ctx, attributes).await.unwrap().refused.is_empty());
    let products = vec![
        bearing("CU-6204-2RS", 20, "2RS", "Nordlager"),
        bearing("CU-6205-2RS", 25, "2RS", "Nordlager"),
        bearing("CU-6206-2Z", 30, "2Z", "Rulmax"),
        ProductDraft {
            category: Some("bearings.plain".to_owned()),
            names: Texts::it_en("Bronzina 20", "Plain bearing 20"),
            ..ProductDraft::new("BR-20")
        },
        ProductDraft {
            category: Some("pumps".to_owned()),
            names: Texts::it_en("Pompa centrifuga PX 100", "Centrifugal pump PX 100"),
            ..ProductDraft::new("PX-100")
        },
        ProductDraft {
            names: Texts::new([(catalog::Language::parse("de").unwrap(), "Unterlegscheibe")]),
            ..ProductDraft::new("US-1")
        },
    ];
    let report = load::write_products(store, &ctx, products).await.unwrap();
    assert!(report.refused.is_empty(), "{:?}", report.refused);
    let spare = RelationDraft {
        sku: "PX-100".to_owned(),
        kind: RelationKind::SparePart,
        target: TargetDraft::Sku("CU-6204-2RS".to_owned()),
        position: Some("12".to_owned()),
        quantity: Some(Quantity::pieces(2)),
    };
    load::write_relations(store, &ctx, vec![spare]).await.unwrap();
    let own = CustomerSkuDraft { account: rossi, code: "RO-77".to_owned(), sku: "BR-20".to_owned() };
    load::write_customer_skus(store, &ctx, vec![own]).await.unwrap();
}

async fn write_offers(test: &TestStore, rossi: AccountId) {
    let (store, ctx) = (&test.store, test.ctx());
    let catalogue = Catalogue::default();
    catalogue.load(store, test.tenant).await.unwrap();
    let product = |sku: &str| catalogue.by_sku(test.tenant, sku).unwrap().id;
    let list = |code: &str, priority| ListDraft {
        code: code.to_owned(),
        name_it: code.to_owned(),
        name_en: code.to_owned(),
        currency: Currency::EUR,
        market: None,
        priority,
        exclusive: false,
        valid_from: None,
        valid_to: None,
        derived: None,
        state: ListState::Active,
    };
    pricing::load::write_markets(store, &ctx, &[Market::italy()]).await.unwrap();
    let lists = pricing::load::write_lists(store, &ctx, &[list("BASE", 0), list("ROSSI", 10)]).await.unwrap();
    let entry = |sku: &str, from: i64, cents: i64| Entry {
        product: product(sku),
        from_quantity_micros: from * 1_000_000,
        price_micros: cents * 10_000,
    };
    let base = [entry("CU-6204-2RS", 0, 500), entry("CU-6205-2RS", 0, 600)];
    pricing::load::write_entries(store, &ctx, &lists[0], &base).await.unwrap();
    let own = [entry("CU-6204-2RS", 0, 400), entry("CU-6204-2RS", 100, 350)];
    pricing::load::write_entries(store, &ctx, &lists[1], &own).await.unwrap();
    let assigned = [(lists[0].id, vec![Assignee::Everyone]), (lists[1].id, vec![Assignee::Account(rossi)])];
    pricing::load::write_assignments(store, &ctx, &assigned).await.unwrap();
    let warehouse = WarehouseDraft {
        code: "MI".to_owned(),
        name: "Milano".to_owned(),
        country: "IT".to_owned(),
        position: 1,
        time_zone: "Europe/Rome".to_owned(),
        cut_off_minute: 900,
    };
    let warehouses = inventory::load::write_warehouses(store, &ctx, &[warehouse]).await.unwrap();
    let level = CountedLevel { product: product("CU-6204-2RS"), warehouse: warehouses[0].id, on_hand: Quantity::pieces(40) };
    inventory::load::write_levels(store, &ctx, "count", &[level]).await.unwrap();
}
