//! What the caller pays for a product and when it can leave: asked of the price book and the stock, never decided here.

use accounts::Directory;
use catalog::Product;
use inventory::{Confidence, Promise, PromiseAsk, StockView, WarehouseStock};
use kernel::{Action, Ctx, Date, Quantity, TenantId, Timestamp};
use pricing::{LinePrice, PriceBook, Pricer, edge};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// In one glance: now, soon, on order, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupplyState {
    /// The least that is sold is in stock.
    Now,
    /// Goods are on their way.
    Soon,
    /// Must be ordered.
    Order,
    /// No longer sold.
    Ended,
}

/// Availability for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supply {
    pub state: SupplyState,
    /// Over all warehouses, in the product's unit.
    pub available: Quantity,
    /// When the least that is sold can leave, if it is not in stock.
    pub date: Option<Date>,
    /// Days until more can be had when there is none.
    pub lead_time_days: Option<u16>,
}

/// Availability for a data sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplyDetail {
    pub supply: Supply,
    /// By the warehouses' position.
    pub warehouses: Vec<WarehouseStock>,
    /// For the least that is sold.
    pub promise: Option<Promise>,
    pub as_of: Timestamp,
}

/// Prices and stock for one caller at one moment.
pub(crate) struct Offers<'a> {
    /// None: the caller may not see prices, or its account is not known.
    pricer: Option<Pricer>,
    /// None: the caller may not see stock.
    stock: Option<&'a StockView>,
    tenant: TenantId,
    now: Timestamp,
}

impl<'a> Offers<'a> {
    pub(crate) fn new(ctx: &Ctx, directory: &Directory, book: &PriceBook, stock: &'a StockView) -> Offers<'a> {
        let may = |action| ctx.actor.actions.contains(action);
        let pricer =
            if may(Action::PriceRead) { edge::asker(ctx, directory).and_then(|asker| book.pricer(&asker).ok()) } else { None };
        Offers { pricer, stock: may(Action::StockRead).then_some(stock), tenant: ctx.tenant, now: ctx.now }
    }

    /// The caller's price of the least that is sold; none where none is agreed.
    pub(crate) fn price(&self, product: &Product) -> Option<LinePrice> {
        let mut price = self.pricer.as_ref()?.price(product.id, least(product), false).ok()?;
        price.tiers = edge::tiers_from(least(product), &price.tiers);
        Some(price)
    }

    pub(crate) fn supply(&self, product: &Product) -> Option<Supply> {
        let stock = self.stock?;
        let available = stock.available(self.tenant, product.id).unwrap_or(Quantity::zero(product.unit()));
        let enough = available.micros() >= least(product).micros();
        let promise = if enough || !product.is_sold() { None } else { stock.promise(self.tenant, &self.promise_ask(product)) };
        Some(supply(product, available, enough, promise.as_ref()))
    }

    pub(crate) fn supply_detail(&self, product: &Product) -> Option<SupplyDetail> {
        let stock = self.stock?;
        let held = stock.availability(self.tenant, product.id);
        let promise = if product.is_sold() { stock.promise(self.tenant, &self.promise_ask(product)) } else { None };
        let (available, warehouses, as_of) = match held {
            Some(held) => (held.available, held.warehouses, held.as_of),
            None => (Quantity::zero(product.unit()), Vec::new(), self.now),
        };
        let enough = available.micros() >= least(product).micros();
        let supply = supply(product, available, enough, promise.as_ref().filter(|_| !enough));
        Some(SupplyDetail { supply, warehouses, promise, as_of })
    }

    fn promise_ask(&self, product: &Product) -> PromiseAsk {
        PromiseAsk {
            product: product.id,
            quantity: least(product),
            at: self.now,
            lead_time_days: product.lead_time_days.map(u32::from),
            prefer: None,
        }
    }
}

fn supply(product: &Product, available: Quantity, enough: bool, promise: Option<&Promise>) -> Supply {
    let state = match promise {
        _ if !product.is_sold() => SupplyState::Ended,
        _ if enough => SupplyState::Now,
        Some(promise) if promise.confidence == Confidence::High => SupplyState::Now,
        Some(promise) if promise.confidence == Confidence::Medium => SupplyState::Soon,
        _ => SupplyState::Order,
    };
    Supply { state, available, date: promise.map(|promise| promise.date), lead_time_days: product.lead_time_days }
}

/// The least that is sold; one unit where nothing is said.
fn least(product: &Product) -> Quantity {
    let minimum = product.packaging.minimum();
    if minimum.is_positive() { minimum } else { Quantity::from_micros(1_000_000, product.unit()) }
}
