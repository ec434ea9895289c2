//! A small world: one warehouse, a few products, a buyer, a stranger, a clerk and a customer's system.

use inventory::load::{write_levels, write_warehouses};
use inventory::{CountedLevel, WarehouseDraft};
use kernel::{
    AccountId, Action, ActionSet, Actor, ActorKind, ClientId, CorrelationId, Ctx, Currency, Locale, Money, Percent, ProductId,
    Quantity, Reach, Role, Scope, SiteId, UnitPrice, UserId, WarehouseId,
};
use store::{FeedFilter, FeedRow, Migration};
use testkit::TestStore;

use crate::{
    Draft, DraftLine, Numbers, Order, OrderAccount, OrderError, OrderTax, OrderTotals, Partial, Placed, References, Requester,
    Seen, ShipTo, place,
};

pub fn migrations() -> Vec<Migration> {
    inventory::migrations().into_iter().chain(crate::migrations()).collect()
}

pub struct World {
    pub test: TestStore,
    pub account: AccountId,
    pub other_account: AccountId,
    pub buyer: UserId,
    pub client: ClientId,
    pub products: Vec<ProductId>,
    pub warehouse: WarehouseId,
    pub numbers: Numbers,
}

/// One world per database; each of three products has this much stock.
pub async fn worlds(stock: u32) -> Vec<World> {
    let mut worlds = Vec::new();
    for test in testkit::stores(migrations).await {
        worlds.push(World::new(test, stock).await);
    }
    worlds
}

impl World {
    async fn new(test: TestStore, stock: u32) -> World {
        let ctx = test.ctx();
        let draft = WarehouseDraft {
            code: "MI".to_owned(),
            name: "Milano".to_owned(),
            country: "IT".to_owned(),
            position: 1,
            time_zone: "Europe/Rome".to_owned(),
            cut_off_minute: 900,
        };
        let warehouse = write_warehouses(&test.store, &ctx, &[draft]).await.unwrap()[0].id;
        let products: Vec<ProductId> = (0..3).map(|_| ProductId::new(ctx.now)).collect();
        let numbers = Numbers::new(test.store.clone());
        let world = World {
            account: AccountId::new(ctx.now),
            other_account: AccountId::new(ctx.now),
            buyer: UserId::new(ctx.now),
            client: ClientId::new(ctx.now),
            test,
            products,
            warehouse,
            numbers,
        };
        world.restock(stock).await;
        world
    }

    /// Counts this much of every product.
    pub async fn restock(&self, on_hand: u32) {
        let level = |product: &ProductId| CountedLevel {
            product: *product,
            warehouse: self.warehouse,
            on_hand: Quantity::pieces(on_hand),
        };
        let levels: Vec<CountedLevel> = self.products.iter().map(level).collect();
        write_levels(&self.test.store, &self.test.ctx(), "count", &levels).await.unwrap();
    }

    /// One in Rome, second to Milan, with this much of every product.
    pub async fn open_second_warehouse(&self, on_hand: u32) {
        let (store, ctx) = (&self.test.store, self.test.ctx());
        let draft = WarehouseDraft {
            code: "RM".to_owned(),
            name: "Roma".to_owned(),
            country: "IT".to_owned(),
            position: 2,
            time_zone: "Europe/Rome".to_owned(),
            cut_off_minute: 900,
        };
        let all = write_warehouses(store, &ctx, &[draft]).await.unwrap();
        let warehouse = all.iter().find(|warehouse| warehouse.code == "RM").unwrap().id;
        let level = |product: &ProductId| CountedLevel { product: *product, warehouse, on_hand: Quantity::pieces(on_hand) };
        let levels: Vec<CountedLevel> = self.products.iter().map(level).collect();
        write_levels(store, &ctx, "count", &levels).await.unwrap();
    }

    fn ctx(&self, kind: ActorKind, name: &str, account: Option<AccountId>, actions: ActionSet) -> Ctx {
        let now = self.test.clock.now();
        let reach = account.map_or(Reach::Tenant, |account| Reach::Accounts([account].into()));
        let actor = Actor { kind, name: name.into(), account, acting_for: None, actions, reach };
        Ctx { tenant: self.test.tenant, actor, locale: Locale::It, correlation: CorrelationId::new(now), now }
    }

    pub fn requester(&self) -> Ctx {
        self.ctx(ActorKind::Person(self.buyer), "Anna Verdi", Some(self.account), Role::Requester.actions())
    }

    /// A requester of another account.
    pub fn neighbour(&self) -> Ctx {
        let user = UserId::new(self.test.clock.now());
        self.ctx(ActorKind::Person(user), "Bruno Neri", Some(self.other_account), Role::Requester.actions())
    }

    pub fn clerk(&self) -> Ctx {
        let user = UserId::new(self.test.clock.now());
        self.ctx(ActorKind::Person(user), "Carla Blu", None, Role::Clerk.actions())
    }

    pub fn system(&self) -> Ctx {
        let actions = ActionSet::of(&[Action::OrderPlace, Action::OrderRead, Action::EventRead]);
        self.ctx(ActorKind::Client(self.client), "ERP of Rossi", Some(self.account), actions)
    }

    /// A draft of these quantities of the first, second, … product, at 2 EUR each, VAT 22 %.
    pub fn draft(&self, quantities: &[u32], partial: Partial) -> Draft {
        let eur = |micros: i64| Money::from_micros(micros, Currency::EUR);
        let line = |(quantity, product): (&u32, &ProductId)| DraftLine {
            product: *product,
            sku: format!("SKU-{product}"),
            name: "Cuscinetto".to_owned(),
            customer_sku: None,
            quantity: Quantity::pieces(*quantity),
            unit_price: UnitPrice::from_micros(2_000_000, Currency::EUR),
            list_price: Some(UnitPrice::from_micros(3_000_000, Currency::EUR)),
            line_total: eur(i64::from(*quantity) * 2_000_000),
            tax_category: "S".to_owned(),
            tax_rate: Percent::whole(22),
            price_source: "price_list".to_owned(),
            cost_centre: None,
            note: None,
        };
        let pieces: i64 = quantities.iter().map(|quantity| i64::from(*quantity)).sum();
        let (net, vat) = (pieces * 2_000_000, pieces * 440_000);
        let tax = OrderTax { category: "S".to_owned(), rate: Percent::whole(22), reason: None, base: eur(net), amount: eur(vat) };
        Draft {
            account: OrderAccount { id: self.account, number: "C-1".to_owned(), name: "Officine Rossi".to_owned() },
            external_id: None,
            requester: Requester { user: Some(self.buyer), name: "Anna Verdi".to_owned() },
            references: References { purchase_order: Some("PO-77".to_owned()), ..References::default() },
            ship_to: ShipTo {
                site: SiteId::new(self.test.clock.now()),
                code: "MO".to_owned(),
                name: "Modena".to_owned(),
                street: "Via Emilia 1".to_owned(),
                postal_code: "41121".to_owned(),
                city: "Modena".to_owned(),
                province: Some("MO".to_owned()),
                country: "IT".to_owned(),
            },
            lines: quantities.iter().zip(&self.products).map(line).collect(),
            totals: OrderTotals { net: eur(net), tax: vec![tax], gross: eur(net + vat) },
            partial,
            price_book_version: 7,
            cart: None,
            approval: None,
        }
    }

    pub async fn place(&self, draft: Draft) -> Result<Order, OrderError> {
        let ctx = self.requester();
        let permit = ctx.permit(Action::CartSubmit, Scope::Account(self.account)).unwrap();
        let mut tx = self.test.store.begin(&ctx).await.unwrap();
        let placed = place(&ctx, &mut tx, &self.numbers, draft, permit).await?;
        tx.commit().await?;
        Ok(placed.order)
    }

    /// As the customer's system does, under an external id.
    pub async fn place_as_system(&self, external_id: &str, quantity: u32) -> Result<Placed, OrderError> {
        let ctx = self.system();
        let permit = ctx.permit(Action::OrderPlace, Scope::Account(self.account)).unwrap();
        let mut tx = self.test.store.begin(&ctx).await?;
        let draft = Draft {
            external_id: Some(external_id.to_owned()),
            requester: Requester { user: None, name: "ERP of Rossi".to_owned() },
            ..self.draft(&[quantity], Partial::Reject)
        };
        let placed = place(&ctx, &mut tx, &self.numbers, draft, permit).await?;
        if placed.repeated {
            tx.needs_no_audit();
        }
        tx.commit().await?;
        Ok(placed)
    }

    /// What is reserved and on hand of the first product.
    pub async fn stock(&self) -> (u32, u32) {
        let view = inventory::StockView::new();
        view.load(&self.test.store, self.test.tenant).await.unwrap();
        let level = view.availability(self.test.tenant, self.products[0]).unwrap();
        let pieces = |quantity: Quantity| u32::try_from(quantity.micros() / 1_000_000).unwrap();
        (pieces(level.warehouses[0].reserved), pieces(level.warehouses[0].on_hand))
    }

    /// All facts about orders so far, oldest first.
    pub async fn facts(&self) -> Vec<FeedRow> {
        let store = &self.test.store;
        let newest = store::horizon(store).await.unwrap();
        let rows = store::read_feed(store.reader(), &FeedFilter::default(), 0, newest, 10_000).await.unwrap();
        rows.into_iter()
            .filter(|row| !row.kind.starts_with("fondaco.stock") && !row.kind.starts_with("fondaco.warehouse"))
            .collect()
    }

    /// Nothing is broken, here or in the stock.
    pub async fn assert_sound(&self) {
        let engine = self.test.engine();
        assert_eq!(crate::check(&self.test.store).await.unwrap(), Vec::<String>::new(), "{engine}");
        assert_eq!(inventory::check(&self.test.store).await.unwrap(), Vec::<String>::new(), "{engine}");
    }
}

pub fn seen(order: &Order) -> Seen<'_> {
    Seen { number: &order.number, version: order.version }
}
