//! Orders of the past, placed, confirmed and shipped by the acts that today's orders go through, on the days when they happened.

use std::collections::HashMap;

use accounts::AccountCard;
use inventory::Partial;
use kernel::{Action, Ctx, ProductId, Scope, Timestamp};
use orders::{
    Draft, DraftLine, Order, OrderAccount, OrderTax, OrderTotals, Parcel, References, Requester, Seen, ShipTo, ShipmentAsk,
};
use pricing::{BasketLine, TaxCategory, edge};
use store::Store;

use super::rooms::{Rooms, person_at};
use super::{SeedError, Written};
use crate::catalogue::{Catalogue, Product};
use crate::company::{CONTRACT_LIST, OUTLET, PastOrder, Progress, contract, outlet, past_orders};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// How many of the usual articles are looked through for what customers ordered.
const LOOKED_THROUGH: usize = 1500;

/// What is needed to place an order as its customer did.
struct Past<'a> {
    rooms: &'a Rooms,
    store: &'a Store,
    ids: HashMap<String, ProductId>,
    products: HashMap<String, Product>,
}

/// Lives through the past, and answers what of the catalogue lies in plenty.
pub(super) async fn write(
    store: &Store,
    ctx: &Ctx,
    rooms: &Rooms,
    (catalogue, written): (&Catalogue, &[Written]),
) -> Result<Vec<Product>, SeedError> {
    let plenty: Vec<Product> = catalogue.products().take(LOOKED_THROUGH).filter(in_plenty).collect();
    let pool = |account: &str| plenty.iter().filter(|product| buys(account, product)).cloned().collect::<Vec<_>>();
    let orders = past_orders(&pool);
    let past = Past {
        rooms,
        store,
        ids: written.iter().take(LOOKED_THROUGH).map(|written| (written.sku.clone(), written.id)).collect(),
        products: plenty.iter().map(|product| (product.sku.clone(), product.clone())).collect(),
    };
    for (order, number) in orders.iter().zip(0..) {
        past.live_through(ctx, order, number).await?;
    }
    Ok(plenty)
}

/// Ordinary goods of which so many lie in the central warehouse that a few less make no difference today.
fn in_plenty(product: &Product) -> bool {
    let on_hand = product.stock.first().map_or(0, |stock| stock.on_hand.micros());
    let dear = product.list_price.micros() > 150_000_000;
    on_hand >= product.step.micros() * 30 && !dear && product.family != "machine"
}

/// Officine Rossi mostly buys what its contract is about, the outlet's customer what the outlet holds.
fn buys(account: &str, product: &Product) -> bool {
    match account {
        OUTLET => outlet(product).is_some(),
        crate::company::ROSSI => contract(product).is_some() || product.family == "rolling_bearing",
        _ => true,
    }
}

impl Past<'_> {
    /// Places an order on its day and takes it as far as it has come.
    async fn live_through(&self, ctx: &Ctx, past: &PastOrder, number: i64) -> Result<(), SeedError> {
        let Some(card) = self.rooms.directory.by_number(ctx.tenant, past.account) else {
            return Err(SeedError::refused("an order", format!("there is no account {}", past.account)));
        };
        let placed_at = working_moment(ctx.now, past.days_ago, number);
        let buyer = person_at(self.store, ctx, (card.account.id, past.by), placed_at).await?;
        let mut tx = self.store.begin(&buyer).await?;
        tx.tells_history();
        let permit = buyer.permit(Action::CartSubmit, Scope::Account(card.account.id))?;
        let draft = self.draft(&buyer, &card, past)?;
        let mut order = orders::place(&buyer, &mut tx, &self.rooms.numbers, draft, permit).await?.order;
        tx.commit().await?;
        for (step, hours) in
            [(Progress::Confirmed, 3), (Progress::Shipped, 26), (Progress::Delivered, 71), (Progress::Completed, 71 + 10 * 24)]
        {
            if past.progress >= step {
                let at = later(ctx, placed_at, hours);
                order = self.advance(&Ctx { now: at, ..ctx.clone() }, &order, step).await?;
            }
        }
        Ok(())
    }

    fn draft(&self, buyer: &Ctx, card: &AccountCard, past: &PastOrder) -> Result<Draft, SeedError> {
        let missing = |what: &str| SeedError::refused("an order", format!("{} has no {what}", past.account));
        let site = card.site(past.site).ok_or_else(|| missing(past.site))?;
        let asker =
            edge::asker_of(&self.rooms.directory, buyer.tenant, card.account.id, buyer.now).ok_or_else(|| missing("prices"))?;
        let mut asked = Vec::with_capacity(past.lines.len());
        let mut goods = Vec::with_capacity(past.lines.len());
        for (sku, quantity) in &past.lines {
            let (Some(&product), Some(described)) = (self.ids.get(sku), self.products.get(sku)) else { continue };
            asked.push(BasketLine { product, quantity: *quantity, tax_category: TaxCategory::Standard });
            goods.push(described);
        }
        let basket = self.rooms.book.basket(&asker, &edge::tax_place(card, Some(site)), &asked, false)?;
        let mut lines = Vec::with_capacity(goods.len());
        for ((line, priced), product) in asked.iter().zip(basket.lines).zip(goods) {
            let priced = priced?;
            let contract = &*priced.price.list_code == CONTRACT_LIST;
            lines.push(DraftLine {
                product: line.product,
                sku: product.sku.clone(),
                name: if buyer.locale == kernel::Locale::It { product.name.it.clone() } else { product.name.en.clone() },
                customer_sku: None,
                quantity: line.quantity,
                unit_price: priced.price.unit_price,
                list_price: priced.price.list_price,
                line_total: priced.price.line_total,
                tax_category: priced.treatment.code().to_owned(),
                tax_rate: priced.tax_rate,
                price_source: if contract { "contract".to_owned() } else { priced.price.source.code().to_owned() },
                cost_centre: None,
                note: None,
            });
        }
        let tax = basket.totals.tax.into_iter().map(|tax| OrderTax {
            category: tax.category.code().to_owned(),
            rate: tax.rate,
            reason: tax.reason,
            base: tax.base,
            amount: tax.amount,
        });
        Ok(Draft {
            account: OrderAccount { id: card.account.id, number: card.account.number.clone(), name: card.account.name.clone() },
            external_id: None,
            requester: Requester { user: buyer.person(), name: buyer.actor.name.to_string() },
            references: References {
                purchase_order: Some(past.purchase_order.clone()),
                cost_centre: past.cost_centre.map(str::to_owned),
                project: past.project.map(str::to_owned),
                ..References::default()
            },
            ship_to: ship_to(site),
            lines,
            totals: OrderTotals { net: basket.totals.net, tax: tax.collect(), gross: basket.totals.gross },
            partial: Partial::Backorder,
            price_book_version: basket.version,
            cart: None,
            approval: None,
        })
    }

    /// The seller's next step with an order.
    async fn advance(&self, ctx: &Ctx, order: &Order, step: Progress) -> Result<Order, SeedError> {
        let permit = ctx.permit(Action::OrderManage, Scope::Tenant)?;
        let seen = Seen { number: &order.number, version: order.version };
        let mut tx = self.store.begin(ctx).await?;
        tx.tells_history();
        let order = match step {
            Progress::Placed => return Err(SeedError::refused("an order", "it is placed already")),
            Progress::Confirmed => orders::confirm(ctx, &mut tx, seen, permit).await?,
            Progress::Shipped => orders::ship(ctx, &mut tx, seen, shipment(&order.number), permit).await?.0,
            Progress::Delivered => orders::deliver(ctx, &mut tx, seen, permit).await?,
            Progress::Completed => orders::complete(ctx, &mut tx, seen, permit).await?,
        };
        tx.commit().await?;
        Ok(order)
    }
}

/// A moment of the working day so many days ago, or of the Friday before when that was a weekend. Later orders stand
/// later in the day, so that numbers and moments rise together.
fn working_moment(now: Timestamp, days_ago: i64, number: i64) -> Timestamp {
    let day = now.micros().div_euclid(DAY * 1_000_000) - days_ago;
    // The first day of the count, 1 January 1970, was a Thursday.
    let weekend = match (day + 3).rem_euclid(7) {
        5 => 1,
        6 => 2,
        _ => 0,
    };
    Timestamp::from_micros((day - weekend) * DAY * 1_000_000).plus_seconds(8 * HOUR + number * 900).min(now)
}

/// So many hours later, but never after today.
fn later(ctx: &Ctx, moment: Timestamp, hours: i64) -> Timestamp {
    moment.plus_seconds(hours * HOUR).min(ctx.now)
}

fn ship_to(site: &accounts::Site) -> ShipTo {
    ShipTo {
        site: site.id,
        code: site.code.clone(),
        name: site.name.clone(),
        street: site.street.clone(),
        postal_code: site.postal_code.clone(),
        city: site.city.clone(),
        province: site.province.clone(),
        country: site.country.clone(),
    }
}

/// One parcel with an invented carrier.
fn shipment(number: &str) -> ShipmentAsk {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let parcel = Parcel {
        tracking_code: format!("CV{digits:0>9}IT"),
        tracking_url: Some(format!("https://tracking.corriere-veloce.example/CV{digits:0>9}IT")),
    };
    ShipmentAsk { carrier: "Corriere Veloce".to_owned(), parcels: vec![parcel], lines: None }
}
