//! Stock: the list with its views, a product's stock, movements by hand, arrivals.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::Product;
use inventory::{Adjustment, Arrival, Availability, Booking, CountedLevel, Movement, Warehouse};
use kernel::{Action, Ctx, FieldFault, OrderId, Quantity, Scope, TenantId, Timestamp};
use search::SearchAsk;
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, begin, commit, judged, page_number, reader, taken, told, unit_sign};
use super::view::stock::{
    IncomingRow, LedgerView, LevelRow, StockAsked, StockFacts, StockListRow, adjust_form, adjust_panel, arrival_form,
    arrival_panel, list, page, stock_href,
};
use crate::frame::{FormData, Portal, Visit};
use crate::part::form::Form;
use crate::part::{Pager, with};
use crate::view::csv;

const PAGE: usize = 50;
/// What a view of the whole stock shows at most: beyond that a person searches.
const MOST_SHOWN: usize = 500;
/// Movements shown on a product's page.
const LEDGER: usize = 60;

pub(super) fn doors() -> Doors<Portal> {
    let (uses, manages) = (Needs::May(Action::OfficeUse), Needs::May(Action::StockManage));
    Doors::new()
        .page(uses, "GET", "/office/stock", get(show_list))
        .page(uses, "GET", "/office/stock.csv", get(export))
        .page(uses, "GET", "/office/stock/{sku}", get(show))
        .page(manages, "POST", "/office/stock/{sku}/adjust", post(adjust))
        .page(manages, "POST", "/office/stock/{sku}/incoming", post(add_arrival))
        .page(manages, "POST", "/office/stock/{sku}/incoming/remove", post(remove_arrival))
}

pub(crate) type Stocked = (Arc<Product>, Availability);

/// What is reserved of a product over all warehouses.
pub(super) fn reserved(stock: &Availability) -> Quantity {
    sum(stock, |place| place.reserved)
}

fn sum(stock: &Availability, of: impl Fn(&inventory::WarehouseStock) -> Quantity) -> Quantity {
    let micros = stock.warehouses.iter().map(|place| of(place).micros()).fold(0_i64, i64::saturating_add);
    Quantity::from_micros(micros, stock.available.unit())
}

/// Products that orders draw on and of which less is left than is reserved: the scarcest first. All products are looked
/// at, so that the answer is kept for a minute, and until somebody moves stock by hand here.
pub(super) async fn low_stock(portal: &Portal, tenant: TenantId) -> Arc<[Stocked]> {
    if let Some(known) = portal.low_stock.get(&tenant) {
        return known;
    }
    // Of many who ask at once, one looks.
    let own = portal.clone();
    let looked = tokio::task::spawn_blocking(move || own.low_stock.get_with(tenant, || scarce(&own, tenant).into())).await;
    looked.unwrap_or_else(|_| scarce(portal, tenant).into())
}

fn scarce(portal: &Portal, tenant: TenantId) -> Vec<Stocked> {
    let mut found: Vec<Stocked> = stocked(portal, tenant, |stock| {
        let reserved = reserved(stock).micros();
        reserved > 0 && stock.available.micros() < reserved
    })
    .collect();
    found.sort_by(|(left, one), (right, other)| (one.available.micros(), &left.sku).cmp(&(other.available.micros(), &right.sku)));
    found
}

/// The products that are sold and whose stock is as wanted. A look at the quick figure first spares most of the work.
fn stocked(portal: &Portal, tenant: TenantId, wanted: impl Fn(&Availability) -> bool) -> impl Iterator<Item = Stocked> {
    let products = portal.parts.catalogue.products(tenant);
    products.into_iter().filter(|product| product.is_sold()).filter_map(move |product| {
        let stock = portal.parts.stock.availability(tenant, product.id)?;
        wanted(&stock).then_some((product, stock))
    })
}

fn walk(portal: &Portal, tenant: TenantId, wanted: impl Fn(&Availability) -> bool) -> Vec<Stocked> {
    stocked(portal, tenant, wanted).take(MOST_SHOWN * 4).collect()
}

fn asked(visit: &Visit) -> StockAsked {
    StockAsked {
        text: visit.parameter("q").unwrap_or_default().chars().take(200).collect(),
        show: visit.parameter("show").unwrap_or_default(),
        cut: false,
    }
}

/// What the list shows, from a place on, and how many there are.
async fn found(portal: &Portal, ctx: &Ctx, asked: &StockAsked, skip: usize, take: usize) -> Answer<(Vec<Stocked>, usize)> {
    let tenant = ctx.tenant;
    let fits = |product: &Product| {
        let text = asked.text.to_lowercase();
        text.is_empty() || product.sku.to_lowercase().contains(&text) || product.name(ctx.locale).to_lowercase().contains(&text)
    };
    let all = match asked.show.as_str() {
        "low" => low_stock(portal, tenant).await.to_vec(),
        "out" => walk(portal, tenant, |stock| stock.available.micros() <= 0),
        "incoming" => walk(portal, tenant, |stock| stock.warehouses.iter().any(|place| !place.incoming.is_empty())),
        _ => return searched(portal, ctx, asked, skip, take),
    };
    let mut all: Vec<Stocked> = all.into_iter().filter(|(product, _)| fits(product)).collect();
    if asked.show != "low" {
        all.sort_by(|(left, _), (right, _)| left.sku.cmp(&right.sku));
    }
    let total = all.len();
    Ok((all.into_iter().skip(skip).take(take).collect(), total))
}

fn searched(portal: &Portal, ctx: &Ctx, asked: &StockAsked, skip: usize, take: usize) -> Answer<(Vec<Stocked>, usize)> {
    let ask = SearchAsk {
        text: asked.text.clone(),
        order: if asked.text.is_empty() { search::Ordering::Sku } else { search::Ordering::Relevance },
        limit: Some(u16::try_from(take).unwrap_or(u16::MAX)),
        after: (skip > 0).then(|| skip.to_string()),
        ..SearchAsk::default()
    };
    let results = portal.parts.finder.search(ctx, &ask)?;
    let stocked = results.items.into_iter().map(|found| {
        let product = found.product;
        let stock = portal.parts.stock.availability(ctx.tenant, product.id);
        let stock = stock.unwrap_or_else(|| nothing(&product, ctx.now));
        (product, stock)
    });
    Ok((stocked.collect(), results.total))
}

/// The stock of a product that no warehouse holds.
fn nothing(product: &Product, now: Timestamp) -> Availability {
    Availability { product: product.id, warehouses: Vec::new(), available: Quantity::zero(product.unit()), as_of: now }
}

fn list_row((product, stock): &Stocked, ctx: &Ctx) -> StockListRow {
    let arrivals = stock.warehouses.iter().flat_map(|place| &place.incoming);
    StockListRow {
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        on_hand: sum(stock, |place| place.on_hand),
        reserved: reserved(stock),
        available: stock.available,
        incoming: arrivals.min_by_key(|arrival| arrival.date).map(|arrival| (arrival.date, arrival.quantity)),
    }
}

async fn show_list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let mut asked = asked(&visit);
    let number = page_number(&visit);
    let skip = usize::try_from(number - 1).unwrap_or(0).saturating_mul(PAGE);
    let (stocked, total) = found(&portal, &visit.ctx, &asked, skip, PAGE).await?;
    asked.cut = !asked.show.is_empty() && total >= MOST_SHOWN * 4;
    let rows: Vec<StockListRow> = stocked.iter().map(|one| list_row(one, &visit.ctx)).collect();
    let (size, total) = (u64::try_from(PAGE).unwrap_or(50), u64::try_from(total).unwrap_or(0));
    let last = Pager::last_page(size, total);
    if number > last {
        return Ok(visit.go(&portal, &with(&visit.path, "page", &last.to_string()), None));
    }
    let pager = Pager::by_place(&visit.path, number, size, total);
    portal.page(&visit, &list(&visit.path, &asked, &rows, pager)).await
}

async fn export(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let asked = asked(&visit);
    let mut rows = Vec::new();
    let mut all;
    loop {
        let (stocked, total) = found(&portal, &visit.ctx, &asked, rows.len(), 200).await?;
        all = total;
        rows.extend(stocked.iter().map(|one| list_row(one, &visit.ctx)));
        if stocked.is_empty() || rows.len() >= total.min(csv::MOST_ROWS) {
            break;
        }
    }
    let page = list(&visit.path, &asked, &rows, Pager::default());
    csv::download(&portal, &visit.ctx, "stock", &page.table, rows.len() < all)
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>) -> Answer<Response> {
    let product = known(&portal, &visit, &sku)?;
    let facts = facts(&portal, &visit, &product).await?;
    portal.page(&visit, &page(&facts)).await
}

fn known(portal: &Portal, visit: &Visit, sku: &str) -> Answer<Arc<Product>> {
    portal.parts.catalogue.by_sku(visit.ctx.tenant, sku).ok_or_else(Problem::not_found)
}

async fn facts(portal: &Portal, visit: &Visit, product: &Arc<Product>) -> Answer<StockFacts> {
    let (ctx, tenant) = (&visit.ctx, visit.ctx.tenant);
    let stock = portal.parts.stock.availability(tenant, product.id).unwrap_or_else(|| nothing(product, ctx.now));
    let warehouses = portal.parts.stock.warehouses(tenant);
    let level = |place: &inventory::WarehouseStock| LevelRow {
        warehouse: place.code.clone(),
        name: place.name.clone(),
        on_hand: place.on_hand,
        reserved: place.reserved,
        available: place.available,
    };
    let arrivals = stock.warehouses.iter().flat_map(|place| {
        let row = |arrival: &inventory::Incoming| IncomingRow {
            warehouse: place.code.clone(),
            date: arrival.date,
            quantity: arrival.quantity,
        };
        place.incoming.iter().map(row).collect::<Vec<_>>()
    });
    let mut incoming: Vec<IncomingRow> = arrivals.collect();
    incoming.sort_by_key(|arrival| arrival.date);
    Ok(StockFacts {
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        unit_sign: unit_sign(portal, ctx, product.unit()),
        levels: stock.warehouses.iter().map(level).collect(),
        incoming,
        ledger: ledger(portal, ctx, product, &warehouses).await?,
        warehouses: warehouses.iter().map(|place| (place.code.clone(), place.name.clone())).collect(),
        reserved: reserved(&stock),
        available: stock.available,
        lead_time_days: product.lead_time_days,
        may_manage: ctx.may(Action::StockManage, Scope::Tenant),
        refused: None,
    })
}

async fn ledger(portal: &Portal, ctx: &Ctx, product: &Product, warehouses: &[Warehouse]) -> Answer<Vec<LedgerView>> {
    let rows = inventory::ledger(reader(portal), ctx.tenant, product.id, None, LEDGER).await?;
    let mut numbers: Vec<(OrderId, Option<String>)> = Vec::new();
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let number = match row.reference.parse::<OrderId>() {
            Ok(id) => order_number(portal, ctx, id, &mut numbers).await?,
            Err(_) => None,
        };
        let place = warehouses.iter().find(|place| place.id == row.warehouse).map(|place| place.code.clone());
        entries.push(LedgerView {
            at: row.at,
            kind: row.kind.code().to_owned(),
            warehouse: place.unwrap_or_default(),
            on_hand: Quantity::from_micros(row.on_hand_change_micros, row.unit),
            reserved: Quantity::from_micros(row.reserved_change_micros, row.unit),
            href: number.as_deref().map(super::orders::order_href),
            reference: number.unwrap_or(row.reference),
        });
    }
    Ok(entries)
}

/// The number of an order that the ledger names by id, from the fact about its placing.
async fn order_number(
    portal: &Portal,
    ctx: &Ctx,
    order: OrderId,
    known: &mut Vec<(OrderId, Option<String>)>,
) -> Answer<Option<String>> {
    if let Some((_, number)) = known.iter().find(|(id, _)| *id == order) {
        return Ok(number.clone());
    }
    let store = &portal.parts.ground.store;
    let filter = store::FeedFilter { tenant: Some(ctx.tenant), subject: Some(order.to_string()), ..store::FeedFilter::default() };
    let rows = store::read_feed(store.reader(), &filter, 0, store::Position::MAX, 1).await?;
    let number = rows.first().and_then(|row| row.data.get("order_number")?.as_str().map(str::to_owned));
    known.push((order, number.clone()));
    Ok(number)
}

/// The page again with a form that was refused.
async fn refused(portal: &Portal, visit: &Visit, product: &Arc<Product>, form: (bool, Form)) -> Answer<Response> {
    let (is_arrival, form) = form;
    let panel = if is_arrival { arrival_panel(form) } else { adjust_panel(form) };
    let facts = StockFacts { refused: Some(panel), ..facts(portal, visit, product).await? };
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, &page(&facts)).await
}

fn places(portal: &Portal, ctx: &Ctx) -> Vec<(String, String)> {
    portal.parts.stock.warehouses(ctx.tenant).iter().map(|place| (place.code.clone(), place.name.clone())).collect()
}

fn warehouse(portal: &Portal, ctx: &Ctx, code: &str) -> Result<Warehouse, FieldFault> {
    let all = portal.parts.stock.warehouses(ctx.tenant);
    let found = all.iter().find(|place| place.code == code).cloned();
    found.ok_or_else(|| FieldFault::new("warehouse", "unknown", "there is no such warehouse"))
}

async fn adjust(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>, form: FormData) -> Answer<Response> {
    let ctx = &visit.ctx;
    let product = known(&portal, &visit, &sku)?;
    let mut faults = Vec::new();
    let quantity = taken(&mut faults, form.quantity("quantity", product.unit(), ctx.locale));
    let place = taken(&mut faults, warehouse(&portal, ctx, form.text("warehouse")));
    if form.text("reason").is_empty() {
        faults.push(FieldFault::new("reason", "empty", "say why"));
    }
    if let (Some(quantity), Some(place), true) = (quantity, place, faults.is_empty()) {
        let level = Level { product: product.id, warehouse: place.id, quantity };
        match book(&portal, ctx, form.text("kind"), form.text("reason"), level).await? {
            Outcome::Done(()) => return Ok(visit.go(&portal, &stock_href(&sku), told(Phrase::new("flash-adjusted")))),
            Outcome::Refused(refused) => faults = refused,
            Outcome::Moved => {}
        }
    }
    let sign = unit_sign(&portal, ctx, product.unit());
    let form = adjust_form(&sku, &sign, &places(&portal, ctx)).refused(form.pairs(), &faults);
    refused(&portal, &visit, &product, (false, form)).await
}

/// A quantity of a product in a warehouse: booked, or counted.
struct Level {
    product: kernel::ProductId,
    warehouse: kernel::WarehouseId,
    quantity: Quantity,
}

async fn book(portal: &Portal, ctx: &Ctx, kind: &str, reason: &str, level: Level) -> Answer<Outcome<()>> {
    let Level { product, warehouse, quantity } = level;
    let permit = inventory::permit_to_manage(ctx)?;
    let not_positive = || vec![FieldFault::new("quantity", "not_positive", "must be greater than zero")];
    if kind == "count" && quantity.is_broken() {
        let fault = FieldFault::new("quantity", "not_whole", "must be a whole number: the unit is counted, not measured");
        return Ok(Outcome::Refused(vec![fault]));
    }
    let (mut tx, since) = begin(portal, ctx).await?;
    if kind == "count" {
        if quantity.micros() < 0 {
            return Ok(Outcome::Refused(vec![FieldFault::new("quantity", "negative", "must not be below zero")]));
        }
        let counted = [CountedLevel { product, warehouse, on_hand: quantity }];
        let outcome = inventory::import_levels(ctx, &mut tx, reason, &counted, &permit).await?;
        if !outcome.refused.is_empty() {
            let fault = FieldFault::new("quantity", "below_reserved", "less than is reserved");
            return Ok(Outcome::Refused(vec![fault]));
        }
        if outcome.changed == 0 {
            tx.needs_no_audit();
        }
        commit(portal, tx, since).await?;
        portal.low_stock.invalidate(&ctx.tenant);
        return Ok(Outcome::Done(()));
    }
    let (movement, change) = match kind {
        "receipt" if quantity.is_positive() => (Movement::Receipt, quantity),
        "issue" if quantity.is_positive() => (Movement::Issue, negative(quantity)),
        "receipt" | "issue" => return Ok(Outcome::Refused(not_positive())),
        _ => (Movement::Adjustment, quantity),
    };
    let changes = [Adjustment { product, warehouse, change }];
    let booking = Booking { kind: movement, reason, changes: &changes };
    match judged(inventory::adjust(ctx, &mut tx, &booking, &permit).await)? {
        Outcome::Done(()) => {
            commit(portal, tx, since).await?;
            portal.low_stock.invalidate(&ctx.tenant);
            Ok(Outcome::Done(()))
        }
        // The form has one change, whose field it calls by another name.
        Outcome::Refused(faults) => Ok(Outcome::Refused(faults.into_iter().map(of_form).collect())),
        Outcome::Moved => Ok(Outcome::Moved),
    }
}

fn of_form(fault: FieldFault) -> FieldFault {
    if fault.field.ends_with(".change") { FieldFault { field: "quantity".to_owned(), ..fault } } else { fault }
}

fn negative(quantity: Quantity) -> Quantity {
    Quantity::from_micros(quantity.micros().saturating_neg(), quantity.unit())
}

async fn add_arrival(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>, form: FormData) -> Answer<Response> {
    let ctx = &visit.ctx;
    let product = known(&portal, &visit, &sku)?;
    let mut faults = Vec::new();
    let quantity = taken(&mut faults, form.quantity("quantity", product.unit(), ctx.locale));
    let place = taken(&mut faults, warehouse(&portal, ctx, form.text("warehouse")));
    let date = taken(&mut faults, form.date("date")).flatten();
    if form.text("date").is_empty() {
        faults.push(FieldFault::new("date", "empty", "say when"));
    }
    if let (Some(quantity), Some(place), Some(date), true) = (quantity, place, date, faults.is_empty()) {
        let permit = inventory::permit_to_manage(ctx)?;
        let (mut tx, since) = begin(&portal, ctx).await?;
        let arrival = Arrival { product: product.id, warehouse: place.id, date, quantity };
        match judged(inventory::add_incoming(ctx, &mut tx, &arrival, &permit).await)? {
            Outcome::Done(()) => {
                commit(&portal, tx, since).await?;
                portal.low_stock.invalidate(&ctx.tenant);
                return Ok(visit.go(&portal, &stock_href(&sku), told(Phrase::new("flash-arrivals-saved"))));
            }
            Outcome::Refused(refused) => faults = refused,
            Outcome::Moved => {}
        }
    }
    let sign = unit_sign(&portal, ctx, product.unit());
    let form = arrival_form(&sku, &sign, &places(&portal, ctx)).refused(form.pairs(), &faults);
    refused(&portal, &visit, &product, (true, form)).await
}

async fn remove_arrival(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>) -> Answer<Response> {
    let ctx = &visit.ctx;
    let product = known(&portal, &visit, &sku)?;
    let place = warehouse(&portal, ctx, &visit.parameter("warehouse").unwrap_or_default()).map_err(|_| Problem::not_found())?;
    let date = visit.parameter("date").unwrap_or_default().parse().map_err(|_| Problem::not_found())?;
    let quantity = Quantity::parse(&visit.parameter("quantity").unwrap_or_default(), product.unit());
    let quantity = quantity.map_err(|_| Problem::not_found())?;
    let permit = inventory::permit_to_manage(ctx)?;
    let seen = Arrival { product: product.id, warehouse: place.id, date, quantity };
    let (mut tx, since) = begin(&portal, ctx).await?;
    let flash = if inventory::remove_incoming(ctx, &mut tx, &seen, &permit).await? {
        commit(&portal, tx, since).await?;
        portal.low_stock.invalidate(&ctx.tenant);
        told(Phrase::new("flash-arrivals-saved"))
    } else {
        drop(tx);
        Some(Flash::new(FlashKind::Warning, Phrase::new("flash-arrival-moved")))
    };
    Ok(visit.go(&portal, &stock_href(&sku), flash))
}
