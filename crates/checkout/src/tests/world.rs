//! A small world: a seller with six products, a customer with a team, and their neighbour.

use accounts::load::{AccountDraft, PersonDraft, write_accounts};
use accounts::{
    AccountDetails, AccountState, ClientScope, CostCentreDetails, Directory, NewClient, Person, SiteDetails, create_client,
};
use catalog::load::{write_customer_skus, write_products};
use catalog::{Catalogue, CustomerSkuDraft, ProductDraft, ProductState, TaxCategory, Texts};
use inventory::load::{write_levels, write_warehouses};
use inventory::{CountedLevel, StockView, WarehouseDraft};
use kernel::{
    AccountId, Action, ActionSet, Actor, ActorKind, ClientId, CorrelationId, Ctx, Currency, Locale, Money, ProductId, Quantity,
    Reach, Role, Scope, Unit, WarehouseId,
};
use orders::Numbers;
use pricing::load::{write_assignments, write_entries, write_lists};
use pricing::{Assignee, Entry, ListDraft, ListState, PriceBook, PriceList};
use store::{FeedFilter, FeedRow, Migration, Tx};
use testkit::TestStore;

use crate::{AskedLine, Cart, CartRef, CheckoutError, Desk, NewCart, add_lines, open_cart};

/// SKU, unit, minimum, step, unit price in millionths (0: none), stock.
const GOODS: [(&str, &str, &str, &str, i64, &str); 6] = [
    ("6204-2RS", "C62", "1", "1", 2_000_000, "100"),
    ("ISO4762-M6X20", "C62", "10", "5", 100_000, "1000"),
    ("HOSE-12", "MTR", "0.5", "0.5", 3_500_000, "40"),
    ("OLD-1", "C62", "1", "1", 5_000_000, "10"),
    ("SECRET-1", "C62", "1", "1", 0, "10"),
    ("OIL-5", "C62", "1", "1", 40_000_000, "0"),
];

fn migrations() -> Vec<Migration> {
    let rooms = [
        accounts::migrations(),
        approvals::migrations(),
        catalog::migrations(),
        pricing::migrations(),
        inventory::migrations(),
        orders::migrations(),
        crate::migrations(),
    ];
    rooms.into_iter().flatten().collect()
}

pub struct World {
    pub test: TestStore,
    pub desk: Desk,
    pub rossi: AccountId,
    pub bianchi: AccountId,
    people: Vec<Person>,
    products: Vec<ProductId>,
    list: PriceList,
    warehouse: WarehouseId,
    client: ClientId,
}

/// One world per database.
pub async fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for test in testkit::stores(migrations).await {
        worlds.push(World::new(test).await);
    }
    worlds
}

impl World {
    async fn new(test: TestStore) -> World {
        let ctx = test.ctx();
        let desk = Desk::new(
            Directory::new(),
            Catalogue::default(),
            PriceBook::new(),
            StockView::new(),
            Numbers::new(test.store.clone()),
        );
        let report = write_accounts(&test.store, &ctx, accounts_drafts()).await.unwrap();
        assert_eq!(report.rejected, []);
        desk.directory.load(&test.store, test.tenant).await.unwrap();
        let account = |number: &str| desk.directory.by_number(test.tenant, number).unwrap().account.id;
        let (rossi, bianchi) = (account("C-1"), account("C-2"));
        let mut people = accounts::active_people(test.store.reader(), &ctx, rossi).await.unwrap();
        people.extend(accounts::active_people(test.store.reader(), &ctx, bianchi).await.unwrap());
        let products = write_goods(&test, &ctx).await;
        let own = CustomerSkuDraft { account: rossi, code: "ROS-77".to_owned(), sku: "6204-2RS".to_owned() };
        write_customer_skus(&test.store, &ctx, vec![own]).await.unwrap();
        let list = write_list(&test, &ctx).await;
        let warehouse = write_warehouse(&test, &ctx).await;
        let client = write_client(&test, &ctx, rossi).await;
        let world = World { test, desk, rossi, bianchi, people, products, list, warehouse, client };
        for (sku, _, _, _, price, stock) in GOODS {
            if price > 0 {
                world.set_price(sku, price).await;
            }
            world.set_stock(sku, stock).await;
        }
        world.desk.catalogue.load(&world.test.store, world.test.tenant).await.unwrap();
        world
    }

    pub fn product(&self, sku: &str) -> ProductId {
        let place = GOODS.iter().position(|goods| goods.0 == sku).unwrap();
        self.products[place]
    }

    /// The list price from now on, in millionths of a euro.
    pub async fn set_price(&self, sku: &str, micros: i64) {
        let entry = Entry { product: self.product(sku), from_quantity_micros: 0, price_micros: micros };
        let (store, ctx) = (&self.test.store, self.test.ctx());
        write_entries(store, &ctx, &self.list, &[entry]).await.unwrap();
        self.desk.book.load(store, self.test.tenant).await.unwrap();
    }

    /// What is on hand from now on.
    pub async fn set_stock(&self, sku: &str, on_hand: &str) {
        let unit = GOODS.iter().find(|goods| goods.0 == sku).unwrap().1;
        let on_hand = Quantity::parse(on_hand, Unit::parse(unit).unwrap()).unwrap();
        let level = CountedLevel { product: self.product(sku), warehouse: self.warehouse, on_hand };
        write_levels(&self.test.store, &self.test.ctx(), "count", &[level]).await.unwrap();
        self.refresh_stock().await;
    }

    pub async fn discontinue(&self, sku: &str) {
        let draft = ProductDraft { state: Some(ProductState::Discontinued), ..ProductDraft::new(sku) };
        write_products(&self.test.store, &self.test.ctx(), vec![draft]).await.unwrap();
        self.desk.catalogue.load(&self.test.store, self.test.tenant).await.unwrap();
    }

    /// As the follower does after each commit.
    pub async fn refresh_stock(&self) {
        self.desk.stock.load(&self.test.store, self.test.tenant).await.unwrap();
    }

    /// What is reserved of a product, in its unit.
    pub async fn reserved(&self, sku: &str) -> String {
        self.refresh_stock().await;
        let stock = self.desk.stock.availability(self.test.tenant, self.product(sku)).unwrap();
        stock.warehouses[0].reserved.value()
    }

    /// The context of a person, by the first part of their mail address.
    pub fn ctx(&self, who: &str) -> Ctx {
        let person = self.people.iter().find(|person| person.email.starts_with(&format!("{who}@"))).unwrap();
        let account = person.account.unwrap();
        let actor = Actor {
            kind: ActorKind::Person(person.user),
            name: person.name.as_str().into(),
            account: Some(account),
            acting_for: None,
            actions: person.role.actions(),
            reach: Reach::Accounts([account].into()),
        };
        self.context(actor)
    }

    /// Officine Rossi's own system.
    pub fn system(&self) -> Ctx {
        self.context(Actor {
            kind: ActorKind::Client(self.client),
            name: "ERP of Rossi".into(),
            account: Some(self.rossi),
            acting_for: None,
            actions: ActionSet::of(&[Action::OrderPlace, Action::OrderRead]),
            reach: Reach::Accounts([self.rossi].into()),
        })
    }

    fn context(&self, actor: Actor) -> Ctx {
        let now = self.test.clock.now();
        Ctx { tenant: self.test.tenant, actor, locale: Locale::It, correlation: CorrelationId::new(now), now }
    }

    pub async fn tx(&self, ctx: &Ctx) -> Tx {
        self.test.store.begin(ctx).await.unwrap()
    }

    /// A cart of this person with these lines.
    pub async fn cart(&self, ctx: &Ctx, lines: &[(&str, &str)]) -> Cart {
        let mut tx = self.tx(ctx).await;
        let cart = self.cart_in(ctx, &mut tx, lines).await;
        tx.commit().await.unwrap();
        cart
    }

    /// The same, not yet committed.
    pub async fn cart_in(&self, ctx: &Ctx, tx: &mut Tx, lines: &[(&str, &str)]) -> Cart {
        let account = ctx.account().unwrap();
        let permit = ctx.permit(Action::CartEdit, Scope::Account(account)).unwrap();
        let cart = open_cart(ctx, tx, &self.desk, NewCart { account, name: None }, permit).await.unwrap();
        add_lines(ctx, tx, &self.desk, latest(&cart), asked(lines)).await.unwrap().cart
    }

    pub async fn view(&self, ctx: &Ctx, cart: &Cart) -> Result<crate::CartView, CheckoutError> {
        crate::view(self.test.store.reader(), ctx, &self.desk, cart.id).await
    }

    /// All facts of a kind, oldest first.
    pub async fn facts(&self, kind: &str) -> Vec<FeedRow> {
        let store = &self.test.store;
        let newest = store::horizon(store).await.unwrap();
        let filter = FeedFilter { kinds: vec![kind.to_owned()], ..FeedFilter::default() };
        store::read_feed(store.reader(), &filter, 0, newest, 10_000).await.unwrap()
    }

    /// Nothing is broken in any room concerned.
    pub async fn assert_sound(&self) {
        let (store, engine) = (&self.test.store, self.test.engine());
        let mut broken = crate::check(store).await.unwrap();
        broken.extend(orders::check(store).await.unwrap());
        broken.extend(inventory::check(store).await.unwrap());
        broken.extend(approvals::check(store).await.unwrap());
        assert_eq!(broken, Vec::<String>::new(), "{engine}");
    }
}

/// Lines as they are asked for, each in its product's unit.
pub fn asked(lines: &[(&str, &str)]) -> Vec<AskedLine> {
    let unit = |code: &str| GOODS.iter().find(|goods| goods.0 == code).map_or("C62", |goods| goods.1);
    let line = |(code, quantity): &(&str, &str)| AskedLine {
        code: (*code).to_owned(),
        quantity: Quantity::parse(quantity, Unit::parse(unit(code)).unwrap()).unwrap(),
        cost_centre: None,
        note: None,
    };
    lines.iter().map(line).collect()
}

pub fn latest(cart: &Cart) -> CartRef {
    CartRef { id: cart.id, version: None }
}

fn accounts_drafts() -> Vec<AccountDraft> {
    let site = |code: &str, country: &str, is_default: bool| SiteDetails {
        code: code.to_owned(),
        name: format!("Site {code}"),
        street: "Via Emilia 1".to_owned(),
        postal_code: "41121".to_owned(),
        city: "Modena".to_owned(),
        province: None,
        country: country.to_owned(),
        is_default,
    };
    let centre = |code: &str, active: bool| CostCentreDetails { code: code.to_owned(), name: format!("Centre {code}"), active };
    let person = |who: &str, role: Role, limit: Option<&str>| PersonDraft {
        email: format!("{who}@example.com"),
        name: format!("Name of {who}"),
        role,
        locale: Locale::It,
        order_limit: limit.map(|limit| Money::parse(limit, Currency::EUR).unwrap()),
        password: Some("a long enough pass phrase".to_owned()),
    };
    let mut rossi = AccountDraft::new(AccountDetails::new("C-1", "Officine Rossi", "IT", Currency::EUR));
    rossi.sites = vec![site("MO", "IT", true), site("MUC", "DE", false)];
    rossi.cost_centres = vec![centre("MAN", true), centre("PRO", true), centre("OLD", false)];
    rossi.people = vec![
        person("requester", Role::Requester, Some("100")),
        person("colleague", Role::Requester, Some("100")),
        person("buyer", Role::Buyer, None),
        person("approver", Role::Approver, None),
    ];
    let mut bianchi = AccountDraft::new(AccountDetails::new("C-2", "Bianchi", "IT", Currency::EUR));
    bianchi.sites = vec![site("PR", "IT", true)];
    bianchi.people = vec![person("neighbour", Role::Buyer, None)];
    let mut blocked = AccountDetails::new("C-3", "Morosi", "IT", Currency::EUR);
    blocked.state = AccountState::Blocked;
    let mut blocked = AccountDraft::new(blocked);
    blocked.sites = vec![site("BO", "IT", true)];
    vec![rossi, bianchi, blocked]
}

async fn write_goods(test: &TestStore, ctx: &Ctx) -> Vec<ProductId> {
    let draft = |(sku, unit, minimum, step, _, _): (&str, &str, &str, &str, i64, &str)| {
        let unit = Unit::parse(unit).unwrap();
        ProductDraft {
            names: Texts::it_en(&format!("Articolo {sku}"), &format!("Article {sku}")),
            minimum: Some(Quantity::parse(minimum, unit).unwrap()),
            step: Some(Quantity::parse(step, unit).unwrap()),
            tax_category: Some(TaxCategory::Standard),
            lead_time_days: Some(12),
            state: (sku == "OLD-1").then_some(ProductState::Discontinued),
            successor: (sku == "OLD-1").then(|| "6204-2RS".to_owned()),
            ..ProductDraft::new(sku)
        }
    };
    let report = write_products(&test.store, ctx, GOODS.map(draft).to_vec()).await.unwrap();
    assert_eq!(report.refused, []);
    report.products
}

async fn write_list(test: &TestStore, ctx: &Ctx) -> PriceList {
    let draft = ListDraft {
        code: "LIST".to_owned(),
        name_it: "Listino".to_owned(),
        name_en: "List".to_owned(),
        currency: Currency::EUR,
        market: None,
        priority: 0,
        exclusive: false,
        valid_from: None,
        valid_to: None,
        derived: None,
        state: ListState::Active,
    };
    let list = write_lists(&test.store, ctx, &[draft]).await.unwrap().remove(0);
    write_assignments(&test.store, ctx, &[(list.id, vec![Assignee::Everyone])]).await.unwrap();
    list
}

async fn write_warehouse(test: &TestStore, ctx: &Ctx) -> WarehouseId {
    let draft = WarehouseDraft {
        code: "MI".to_owned(),
        name: "Milano".to_owned(),
        country: "IT".to_owned(),
        position: 1,
        time_zone: "Europe/Rome".to_owned(),
        cut_off_minute: 900,
    };
    write_warehouses(&test.store, ctx, &[draft]).await.unwrap()[0].id
}

async fn write_client(test: &TestStore, ctx: &Ctx, account: AccountId) -> ClientId {
    let new = NewClient {
        name: "ERP of Rossi".to_owned(),
        account: Some(account),
        scopes: vec![ClientScope::OrdersWrite],
        default_cost_centre: Some("PRO".to_owned()),
    };
    let mut tx = test.store.begin(ctx).await.unwrap();
    let client = create_client(ctx, &mut tx, &new).await.unwrap().client.id;
    tx.commit().await.unwrap();
    client
}
