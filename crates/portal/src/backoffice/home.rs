//! The first page: what is to be done today, and how the days go.

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use kernel::{Action, Ctx, Currency, Date, Money, PageRequest, Scope, Timestamp};
use orders::{DayTally, OrderFilter, OrderState, OrderSummary, StateTally};
use store::{AuditFilter, JobState, list_audit, list_jobs};
use web::page::Phrase;
use web::{Answer, Doors, Needs};

use super::common::{day_words, history_view, reader, time_zone};
use super::links::object_href;
use super::names::Names;
use super::orders::{is_late, order_href};
use super::price_lists::begins;
use super::stock::{Stocked, low_stock};
use super::view::chart::{Bars, Figure, Share};
use super::view::home::{ActivityRow, HomePage, LowStock, Tile, Work, WorkRow};
use super::view::stock::stock_href;
use crate::frame::{Portal, Visit};
use crate::part::table::Cell;

/// Days that the charts show.
const DAYS: usize = 14;
/// Orders of which something is still to leave.
const TO_SHIP: [OrderState; 2] = [OrderState::Confirmed, OrderState::PartlyShipped];
/// Orders shown under each heading.
const SHOWN: usize = 6;

pub(super) fn doors() -> Doors<Portal> {
    Doors::new().page(Needs::May(Action::OfficeUse), "GET", "/office", get(home))
}

async fn home(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    use OrderState::{Confirmed, PartlyShipped, Placed, Shipped};
    let ctx = &visit.ctx;
    let zone = time_zone(&portal, ctx).await;
    let today = ctx.now.date_in(&zone);
    let filter = OrderFilter { states: vec![Placed, Confirmed, PartlyShipped, Shipped], ..OrderFilter::default() };
    let open = Open(orders::tally_states(reader(&portal), ctx, &filter, today).await?);
    let low = low_stock(&portal, ctx.tenant).await;
    let page = HomePage {
        today,
        first_name: ctx.actor.name.split_whitespace().next().unwrap_or("").to_owned(),
        tiles: tiles(&portal, ctx, &open, (today, &zone), low.len()).await?,
        to_confirm: Some(work(&portal, ctx, &open, &[Placed], today).await?),
        to_ship: Some(work(&portal, ctx, &open, &TO_SHIP, today).await?),
        charts: charts(&portal, ctx, today, &zone).await?,
        shares: shares(&open),
        low: Some(low.iter().take(SHOWN).map(|stocked| low_view(ctx, stocked)).collect()),
        activity: activity(&portal, ctx).await?,
        can_manage: ctx.may(Action::OrderManage, Scope::Tenant),
    };
    portal.page(&visit, &page).await
}

/// Orders that are not finished, counted by state.
struct Open(Vec<StateTally>);

impl Open {
    fn count(&self, states: &[OrderState]) -> u64 {
        self.of(states).map(|tally| tally.count).sum()
    }

    fn late(&self, states: &[OrderState]) -> u64 {
        self.of(states).map(|tally| tally.late).sum()
    }

    fn oldest(&self, states: &[OrderState]) -> Option<Timestamp> {
        self.of(states).map(|tally| tally.oldest).min()
    }

    fn of(&self, states: &[OrderState]) -> impl Iterator<Item = &StateTally> {
        self.0.iter().filter(move |tally| states.contains(&tally.state))
    }
}

async fn tiles(portal: &Portal, ctx: &Ctx, open: &Open, (today, zone): (Date, &str), low: usize) -> Answer<Vec<Tile>> {
    let tile = |key: &str, count: u64, href: &str, icon: &str| Tile {
        key: key.to_owned(),
        count,
        at_least: false,
        href: href.to_owned(),
        icon: icon.to_owned(),
        urgent: false,
        detail: None,
    };
    let of_usize = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let oldest = open.oldest(&[OrderState::Placed]).map(|moment| moment.date_in(zone));
    let late = open.late(&TO_SHIP);
    let mut tiles = vec![
        Tile {
            urgent: oldest.is_some_and(|day| day < today),
            detail: oldest.map(|day| Phrase::new("office-tile-oldest").with("day", day_words(portal, ctx, day))),
            ..tile("to_confirm", open.count(&[OrderState::Placed]), "/office/orders?view=to_confirm", "checks")
        },
        Tile {
            urgent: late > 0,
            detail: (late > 0).then(|| Phrase::new("office-tile-late").count("count", late)),
            ..tile("to_ship", open.count(&TO_SHIP), "/office/orders?view=to_ship", "truck")
        },
    ];
    let (waiting, more) = approvals_waiting(portal, ctx).await?;
    tiles.push(Tile { at_least: more, ..tile("approvals", of_usize(waiting), "/office/approvals", "clipboard-check") });
    tiles.push(tile("low", of_usize(low), "/office/stock?show=low", "building-warehouse"));
    if ctx.may(Action::OperationsRead, Scope::Tenant) {
        let (queued, more) = jobs(portal, ctx, JobState::Waiting).await?;
        tiles.push(Tile { at_least: more, ..tile("waiting", of_usize(queued), "/office/jobs?state=waiting", "clock") });
        let (failed, more) = jobs(portal, ctx, JobState::Failed).await?;
        let failed = tile("jobs", of_usize(failed), "/office/jobs?state=failed", "alert-triangle");
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
async fn work(portal: &Portal, ctx: &Ctx, open: &Open, states: &[OrderState], today: Date) -> Answer<Work> {
    let waiting = OrderFilter { states: states.to_vec(), oldest_first: true, ..OrderFilter::default() };
    let late = OrderFilter { requested_before: Some(today), ..waiting.clone() };
    // Late ones may come again among the longest waiting, so that many more are asked for.
    let page = |most: usize| PageRequest::new(u16::try_from(most).ok(), None);
    let mut found = orders::list(reader(portal), ctx, &late, &page(SHOWN)).await?.items;
    if found.len() < SHOWN {
        let others = orders::list(reader(portal), ctx, &waiting, &page(2 * SHOWN)).await?.items;
        let known: Vec<String> = found.iter().map(|order| order.number.clone()).collect();
        found.extend(others.into_iter().filter(|order| !known.contains(&order.number)));
        found.truncate(SHOWN);
    }
    let shown = u64::try_from(found.len()).unwrap_or(0);
    let row = |order: &OrderSummary| WorkRow {
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
    Ok(Work { rows: found.iter().map(row).collect(), more: open.count(states).saturating_sub(shown) })
}

async fn charts(portal: &Portal, ctx: &Ctx, today: Date, zone: &str) -> Answer<Vec<Bars>> {
    let mut days: Vec<Date> = std::iter::successors(Some(today), |day| day.yesterday().ok()).take(DAYS).collect();
    days.reverse();
    let begun: Vec<Timestamp> = days.iter().filter_map(|day| begins(*day, zone)).collect();
    let kept = OrderState::ALL.into_iter().filter(|state| *state != OrderState::Cancelled).collect();
    let filter = OrderFilter { states: kept, ..OrderFilter::default() };
    let tallies = orders::tally_days(reader(portal), ctx, &filter, &begun).await?;
    if tallies.is_empty() || begun.len() != days.len() {
        return Ok(Vec::new());
    }
    // One currency is summed: the one that most orders stand in. Amounts of others cannot be added to it.
    let currency = commonest(&tallies);
    let count = |place: usize| tallies.iter().filter(|tally| tally.day == place).map(|tally| tally.count).sum::<u64>();
    let net = |place: usize| {
        let found = tallies.iter().find(|tally| tally.day == place && tally.net.currency() == currency);
        found.map_or(Money::zero(currency), |tally| tally.net)
    };
    let places = days.iter().enumerate();
    let counts: Vec<Figure> =
        places.clone().map(|(place, day)| Figure { day: *day, value: count(place), label: Cell::count(count(place)) }).collect();
    let amount = |(place, day): (usize, &Date)| {
        let money = net(place);
        Figure { day: *day, value: u64::try_from(money.micros()).unwrap_or(0), label: Cell::Money { money } }
    };
    let amounts: Vec<Figure> = places.map(amount).collect();
    let last = days.len().saturating_sub(1);
    let total = Money::sum(currency, (0..days.len()).map(net)).unwrap_or(Money::zero(currency));
    let all = counts.iter().map(|figure| figure.value).sum();
    let summary = Phrase::new("office-chart-orders-summary").count("count", all).count("today", count(last));
    let worth = Phrase::new("office-chart-net-summary").money("total", total).money("today", net(last));
    Ok(vec![Bars::new("office-chart-orders", summary, &counts, true), Bars::new("office-chart-net", worth, &amounts, false)])
}

fn commonest(tallies: &[DayTally]) -> Currency {
    let uses = |currency: Currency| -> u64 {
        tallies.iter().filter(|tally| tally.net.currency() == currency).map(|tally| tally.count).sum()
    };
    tallies.iter().map(|tally| tally.net.currency()).max_by_key(|currency| uses(*currency)).unwrap_or(Currency::EUR)
}

fn shares(open: &Open) -> Vec<Share> {
    use OrderState::{Confirmed, PartlyShipped, Placed, Shipped};
    let counts = [Placed, Confirmed, PartlyShipped, Shipped].map(|state| (state, open.count(&[state])));
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

fn low_view(ctx: &Ctx, (product, stock): &Stocked) -> LowStock {
    let arrivals = stock.warehouses.iter().flat_map(|place| &place.incoming);
    LowStock {
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        href: stock_href(&product.sku),
        available: stock.available,
        reserved: super::stock::reserved(stock),
        expected: arrivals.map(|arrival| arrival.date).min(),
    }
}

async fn activity(portal: &Portal, ctx: &Ctx) -> Answer<Vec<ActivityRow>> {
    if !ctx.may(Action::AuditRead, Scope::Tenant) {
        return Ok(Vec::new());
    }
    let page = PageRequest::new(Some(40), None);
    let rows = list_audit(reader(portal), ctx, &AuditFilter::default(), &page).await?.items;
    // Logins say little about the day's work.
    let names = Names::of(portal, ctx, &rows).await?;
    let told = rows.iter().filter(|row| !row.action.contains("login") && !row.action.contains("logout"));
    let view = |row: &store::AuditRow| ActivityRow {
        entry: history_view(&names, row),
        subject: names.object(row),
        href: object_href(portal, ctx, row),
    };
    Ok(told.take(8).map(view).collect())
}
