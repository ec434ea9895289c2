//! The first page: what is to be done today, and how the days go.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use kernel::{Action, Ctx, Currency, Date, Money, PageRequest, Scope};
use orders::{OrderFilter, OrderState, OrderSummary};
use store::{AuditFilter, JobState, list_audit, list_jobs};
use web::page::Phrase;
use web::{Answer, Doors, Needs};

use super::common::{day_words, history_view, reader, time_zone};
use super::links::{object_href, object_words};
use super::orders::{is_late, order_href};
use super::stock::low_stock;
use super::view::chart::{Bars, Figure, Share};
use super::view::home::{ActivityRow, HomePage, LowStock, Tile, Work, WorkRow};
use super::view::stock::stock_href;
use crate::frame::{Portal, Visit};
use crate::part::table::Cell;

/// Days that the charts show.
const DAYS: usize = 14;
/// Orders that the figures count at most: the newest.
const MOST_COUNTED: usize = 1_000;
/// Orders shown under each heading.
const SHOWN: usize = 6;

pub(super) fn doors() -> Doors<Portal> {
    Doors::new().page(Needs::May(Action::OfficeUse), "GET", "/office", get(home))
}

async fn home(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let ctx = &visit.ctx;
    let zone = time_zone(&portal, ctx).await;
    let today = ctx.now.date_in(&zone);
    let open = open_orders(&portal, ctx).await?;
    let (recent, whole) = recent_orders(&portal, ctx).await?;
    let low = low(&portal, ctx);
    let page = HomePage {
        today,
        first_name: ctx.actor.name.split_whitespace().next().unwrap_or("").to_owned(),
        tiles: tiles(&portal, ctx, &open, today, low.len()).await?,
        to_confirm: Some(work(&open, &[OrderState::Placed], today)),
        to_ship: Some(work(&open, &[OrderState::Confirmed, OrderState::PartlyShipped], today)),
        charts: charts(&recent, today, &zone),
        shares: shares(&open),
        low: Some(low.into_iter().take(SHOWN).collect()),
        activity: activity(&portal, ctx).await?,
        can_manage: ctx.may(Action::OrderManage, Scope::Tenant),
        counted_to: (!whole).then_some(u64::try_from(MOST_COUNTED).unwrap_or(u64::MAX)),
    };
    portal.page(&visit, &page).await
}

/// Orders that are not finished, the newest first, and whether these are all.
struct Open {
    orders: Vec<OrderSummary>,
    all: bool,
}

async fn open_orders(portal: &Portal, ctx: &Ctx) -> Answer<Open> {
    use OrderState::{Confirmed, PartlyShipped, Placed, Shipped};
    let filter = OrderFilter { states: vec![Placed, Confirmed, PartlyShipped, Shipped], ..OrderFilter::default() };
    let (orders, all) = collect(portal, ctx, &filter).await?;
    Ok(Open { orders, all })
}

async fn recent_orders(portal: &Portal, ctx: &Ctx) -> Answer<(Vec<OrderSummary>, bool)> {
    let days = i64::try_from(DAYS).unwrap_or(14);
    let from = ctx.now.plus_seconds(-days * 86_400);
    collect(portal, ctx, &OrderFilter { placed_from: Some(from), ..OrderFilter::default() }).await
}

/// Up to [`MOST_COUNTED`] orders, and whether that were all.
async fn collect(portal: &Portal, ctx: &Ctx, filter: &OrderFilter) -> Answer<(Vec<OrderSummary>, bool)> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = orders::list(reader(portal), ctx, filter, &PageRequest::new(Some(PageRequest::MOST), after)).await?;
        found.extend(page.items);
        after = page.next;
        if after.is_none() || found.len() >= MOST_COUNTED {
            return Ok((found, after.is_none()));
        }
    }
}

async fn tiles(portal: &Portal, ctx: &Ctx, open: &Open, today: Date, low: usize) -> Answer<Vec<Tile>> {
    let count = |states: &[OrderState]| open.orders.iter().filter(|order| states.contains(&order.state)).count();
    let tile = |key: &str, count: usize, href: &str, icon: &str| Tile {
        key: key.to_owned(),
        count: u64::try_from(count).unwrap_or(u64::MAX),
        at_least: false,
        href: href.to_owned(),
        icon: icon.to_owned(),
        urgent: false,
        detail: None,
    };
    let to_ship = [OrderState::Confirmed, OrderState::PartlyShipped];
    let oldest = open.orders.iter().filter(|order| order.state == OrderState::Placed).map(|order| order.placed_at).min();
    let late = open.orders.iter().filter(|order| to_ship.contains(&order.state) && is_late(order, today)).count();
    let zone = time_zone(portal, ctx).await;
    let since = oldest.map(|moment| Phrase::new("office-tile-oldest").with("day", day_words(portal, ctx, moment.date_in(&zone))));
    let mut tiles = vec![
        Tile {
            urgent: oldest.is_some_and(|moment| moment.date_in(&zone) < today),
            detail: since,
            at_least: !open.all,
            ..tile("to_confirm", count(&[OrderState::Placed]), "/office/orders?view=to_confirm", "checks")
        },
        Tile {
            urgent: late > 0,
            detail: (late > 0).then(|| Phrase::new("office-tile-late").count("count", u64::try_from(late).unwrap_or(0))),
            at_least: !open.all,
            ..tile("to_ship", count(&to_ship), "/office/orders?view=to_ship", "truck")
        },
    ];
    let (waiting, more) = approvals_waiting(portal, ctx).await?;
    tiles.push(Tile { at_least: more, ..tile("approvals", waiting, "/office/approvals", "clipboard-check") });
    tiles.push(tile("low", low, "/office/stock?show=low", "building-warehouse"));
    if ctx.may(Action::OperationsRead, Scope::Tenant) {
        let (queued, more) = jobs(portal, ctx, JobState::Waiting).await?;
        tiles.push(Tile { at_least: more, ..tile("waiting", queued, "/office/jobs?state=waiting", "clock") });
        let (failed, more) = jobs(portal, ctx, JobState::Failed).await?;
        let failed = tile("jobs", failed, "/office/jobs?state=failed", "alert-triangle");
        tiles.push(Tile { at_least: more, urgent: failed.count > 0, ..failed });
    }
    Ok(tiles)
}

async fn approvals_waiting(portal: &Portal, ctx: &Ctx) -> Answer<(usize, bool)> {
    let filter =
        approvals::ApprovalFilter { state: Some(approvals::ApprovalState::Pending), ..approvals::ApprovalFilter::default() };
    let page = PageRequest::new(Some(PageRequest::MOST), None);
    let found = approvals::list(ctx, reader(portal), &filter, &page).await?;
    Ok((found.items.len(), found.next.is_some()))
}

async fn jobs(portal: &Portal, ctx: &Ctx, state: JobState) -> Answer<(usize, bool)> {
    let found = list_jobs(reader(portal), ctx.tenant, Some(state), &PageRequest::new(Some(PageRequest::MOST), None)).await?;
    Ok((found.items.len(), found.next.is_some()))
}

/// The orders in these states: those that are late first, then the longest waiting.
fn work(open: &Open, states: &[OrderState], today: Date) -> Work {
    let mut orders: Vec<&OrderSummary> = open.orders.iter().filter(|order| states.contains(&order.state)).collect();
    orders.sort_by_key(|order| (!is_late(order, today), order.placed_at));
    let more = u64::try_from(orders.len().saturating_sub(SHOWN)).unwrap_or(0);
    let row = |order: &&OrderSummary| WorkRow {
        number: order.number.clone(),
        href: order_href(&order.number),
        state: order.state.code().to_owned(),
        account: order.account.name.clone(),
        placed_at: order.placed_at,
        requested: order.requested_date,
        late: is_late(order, today),
        lines: u64::try_from(order.line_count).unwrap_or(0),
        net: order.net,
        version: order.version,
    };
    Work { rows: orders.iter().take(SHOWN).map(row).collect(), more }
}

fn charts(recent: &[OrderSummary], today: Date, zone: &str) -> Vec<Bars> {
    let kept: Vec<&OrderSummary> = recent.iter().filter(|order| order.state != OrderState::Cancelled).collect();
    if kept.is_empty() {
        return Vec::new();
    }
    let mut days: Vec<Date> = std::iter::successors(Some(today), |day| day.yesterday().ok()).take(DAYS).collect();
    days.reverse();
    // One currency is summed: the one that most orders stand in. Amounts of others cannot be added to it.
    let currency = commonest(&kept);
    let of_day = |day: Date| kept.iter().filter(move |order| order.placed_at.date_in(zone) == day);
    let count = |day: Date| u64::try_from(of_day(day).count()).unwrap_or(0);
    let net = |day: Date| {
        let nets = of_day(day).map(|order| order.net).filter(|net| net.currency() == currency);
        Money::sum(currency, nets).unwrap_or(Money::zero(currency))
    };
    let counts: Vec<Figure> =
        days.iter().map(|day| Figure { day: *day, value: count(*day), label: Cell::count(count(*day)) }).collect();
    let amounts: Vec<Figure> = days
        .iter()
        .map(|day| {
            let money = net(*day);
            Figure { day: *day, value: u64::try_from(money.micros()).unwrap_or(0), label: Cell::Money { money } }
        })
        .collect();
    let total = Money::sum(currency, days.iter().map(|day| net(*day))).unwrap_or(Money::zero(currency));
    let all = counts.iter().map(|figure| figure.value).sum();
    let summary = Phrase::new("office-chart-orders-summary").count("count", all).count("today", count(today));
    let worth = Phrase::new("office-chart-net-summary").money("total", total).money("today", net(today));
    vec![Bars::new("office-chart-orders", summary, &counts, true), Bars::new("office-chart-net", worth, &amounts, false)]
}

fn commonest(orders: &[&OrderSummary]) -> Currency {
    let uses = |currency: Currency| orders.iter().filter(|order| order.net.currency() == currency).count();
    orders.iter().map(|order| order.net.currency()).max_by_key(|currency| uses(*currency)).unwrap_or(Currency::EUR)
}

fn shares(open: &Open) -> Vec<Share> {
    use OrderState::{Confirmed, PartlyShipped, Placed, Shipped};
    let count = |state: OrderState| open.orders.iter().filter(|order| order.state == state).count();
    let counts = [Placed, Confirmed, PartlyShipped, Shipped].map(|state| (state, u64::try_from(count(state)).unwrap_or(0)));
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most == 0 {
        return Vec::new();
    }
    let share = |(state, count): &(OrderState, u64)| Share {
        of: "order".to_owned(),
        code: state.code().to_owned(),
        count: *count,
        most,
        href: format!("/office/orders?state={}", state.code()),
    };
    counts.iter().map(share).collect()
}

fn low(portal: &Portal, ctx: &Ctx) -> Vec<LowStock> {
    let found = low_stock(portal, ctx.tenant);
    let view = |(product, stock): &(Arc<catalog::Product>, inventory::Availability)| {
        let arrivals = stock.warehouses.iter().flat_map(|place| &place.incoming);
        LowStock {
            sku: product.sku.to_string(),
            name: product.name(ctx.locale).to_owned(),
            href: stock_href(&product.sku),
            available: stock.available,
            reserved: super::stock::reserved(stock),
            expected: arrivals.map(|arrival| arrival.date).min(),
        }
    };
    found.iter().map(view).collect()
}

async fn activity(portal: &Portal, ctx: &Ctx) -> Answer<Vec<ActivityRow>> {
    if !ctx.may(Action::AuditRead, Scope::Tenant) {
        return Ok(Vec::new());
    }
    let page = PageRequest::new(Some(40), None);
    let rows = list_audit(reader(portal), ctx, &AuditFilter::default(), &page).await?.items;
    // Logins say little about the day's work.
    let told = rows.iter().filter(|row| !row.action.contains("login") && !row.action.contains("logout"));
    let view = |row: &store::AuditRow| ActivityRow {
        entry: history_view(portal, ctx, row),
        subject: object_words(row),
        href: object_href(portal, ctx, row),
    };
    Ok(told.take(8).map(view).collect())
}
