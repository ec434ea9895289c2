//! The list of orders: views, search, CSV, and confirming many at once.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, Date, Page, PageRequest, Scope};
use orders::{Command, OrderFilter, OrderState, OrderSummary, Seen};
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs};

use super::common::{begin, commit, reader, time_zone, told};
use super::view::accounts::account_href;
use super::view::orders::{OrderRow, OrdersAsked, OrdersPage, VIEWS};
use super::view::record::table;
use crate::frame::{FormData, Portal, Visit, local_path};
use crate::part::table::{Cell, Column, Row};
use crate::part::{Pager, segment};
use crate::view::csv;

const DAY_SECONDS: i64 = 86_400;

pub(super) fn doors() -> Doors<Portal> {
    Doors::new()
        .page(Needs::May(Action::OfficeUse), "GET", "/office/orders", get(list))
        .page(Needs::May(Action::OfficeUse), "GET", "/office/orders.csv", get(export))
        .page(Needs::May(Action::OrderManage), "POST", "/office/orders/confirm", post(confirm_many))
}

async fn list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (asked, filter) = asked(&portal, &visit);
    let after = visit.after.clone();
    let found = match &filter {
        Some(filter) => orders::list(reader(&portal), &visit.ctx, filter, &PageRequest::new(Some(50), after.clone())).await?,
        None => Page { items: Vec::new(), next: None },
    };
    let today = visit.ctx.now.date_in(&time_zone(&portal, &visit.ctx).await);
    let rows = found.items.iter().map(|order| row(order, today)).collect();
    let pager = Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref());
    let can_manage = visit.ctx.may(Action::OrderManage, Scope::Tenant);
    portal.page(&visit, &OrdersPage::new(&visit.path, &asked, rows, pager, can_manage)).await
}

/// What the address asks for, and the filter that it means: none when it names what does not exist, and nothing fits.
fn asked(portal: &Portal, visit: &Visit) -> (OrdersAsked, Option<OrderFilter>) {
    let parameter = |name: &str| visit.parameter(name).unwrap_or_default();
    let number = parameter("account");
    let card = portal.parts.directory.by_number(visit.ctx.tenant, &number);
    let asked = OrdersAsked {
        view: parameter("view"),
        text: parameter("q").chars().take(200).collect(),
        state: parameter("state"),
        period: parameter("period"),
        account: card.as_ref().map(|card| card.account.name.clone()).or_else(|| visit.parameter("account")),
    };
    let view = VIEWS.iter().find(|(view, _)| *view == asked.view).map_or(&[][..], |(_, states)| states);
    let states = match OrderState::parse(&asked.state) {
        Some(state) => vec![state],
        None => view.iter().filter_map(|state| OrderState::parse(state)).collect(),
    };
    let days = match asked.period.as_str() {
        "today" => Some(1),
        "week" => Some(7),
        "month" => Some(30),
        _ => None,
    };
    let filter = OrderFilter {
        account: card.map(|card| card.account.id),
        states,
        text: Some(asked.text.clone()).filter(|text| !text.is_empty()),
        placed_from: days.map(|days| visit.ctx.now.plus_seconds(-days * DAY_SECONDS)),
        ..OrderFilter::default()
    };
    let known = asked.account.is_none() || filter.account.is_some();
    (asked, Some(filter).filter(|_| known))
}

pub(super) fn order_href(number: &str) -> String {
    format!("/office/orders/{}", segment(number))
}

fn row(order: &OrderSummary, today: Date) -> OrderRow {
    OrderRow {
        number: order.number.clone(),
        href: order_href(&order.number),
        state: order.state.code().to_owned(),
        account: order.account.name.clone(),
        account_href: account_href(&order.account.number),
        placed_at: order.placed_at,
        placed_by: order.placed_by_name.clone(),
        purchase_order: order.purchase_order.clone(),
        external_id: order.external_id.clone(),
        requested: order.requested_date,
        late: is_late(order, today),
        lines: u64::try_from(order.line_count).unwrap_or(0),
        net: order.net,
        token: format!("{}~{}", order.number, order.version),
        can_confirm: order.state.allows(Command::Confirm),
    }
}

/// Wanted before today, and something of it is still here.
pub(super) fn is_late(order: &OrderSummary, today: Date) -> bool {
    use OrderState::{Confirmed, PartlyShipped, Placed};
    matches!(order.state, Placed | Confirmed | PartlyShipped) && order.requested_date.is_some_and(|day| day < today)
}

async fn export(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (_, filter) = asked(&portal, &visit);
    let mut rows = Vec::new();
    let mut after = None;
    while let Some(filter) = &filter {
        let page = PageRequest::new(Some(PageRequest::MOST), after.clone());
        let found = orders::list(reader(&portal), &visit.ctx, filter, &page).await?;
        rows.extend(found.items.iter().map(export_row));
        after = found.next;
        if after.is_none() || rows.len() >= csv::MOST_ROWS {
            break;
        }
    }
    let columns = vec![
        Column::text("order-number"),
        Column::text("order-state"),
        Column::text("account-number-short"),
        Column::text("order-account"),
        Column::text("order-placed"),
        Column::text("order-placed-by"),
        Column::text("order-purchase-order"),
        Column::text("office-external-id"),
        Column::text("office-requested"),
        Column::number("office-lines"),
        Column::number("order-net"),
        Column::number("total-gross"),
        Column::text("account-currency"),
    ];
    csv::download(&portal, &visit.ctx, "orders", &table(columns, rows, "order-row", None), after.is_some())
}

fn export_row(order: &OrderSummary) -> Row {
    Row::new(vec![
        Cell::code(&order.number),
        Cell::state("order", order.state.code()),
        Cell::code(&order.account.number),
        Cell::text(&order.account.name),
        Cell::Moment { moment: order.placed_at },
        Cell::text(&order.placed_by_name),
        Cell::optional(order.purchase_order.clone()),
        Cell::optional(order.external_id.clone()),
        order.requested_date.map_or(Cell::Nothing, |date| Cell::Date { date }),
        Cell::count(order.line_count),
        Cell::Money { money: order.net },
        Cell::Money { money: order.gross },
        Cell::text(order.net.currency().code()),
    ])
}

/// Confirms what was ticked, each for itself: one that was changed meanwhile stays as it is and is told.
async fn confirm_many(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let permit = visit.ctx.permit(Action::OrderManage, Scope::Tenant)?;
    let ticked = form.pairs().iter().filter(|(name, _)| name == "order").filter_map(|(_, token)| token.rsplit_once('~'));
    let (mut done, mut left) = (0_u64, Vec::new());
    for (number, version) in ticked.take(200) {
        let Ok(version) = version.parse() else { continue };
        let (mut tx, since) = begin(&portal, &visit.ctx).await?;
        match orders::confirm(&visit.ctx, &mut tx, Seen { number, version }, permit).await {
            Ok(_) => {
                commit(&portal, tx, since).await?;
                done += 1;
            }
            Err(error) => {
                drop(tx);
                tracing::info!(number, %error, correlation_id = %visit.ctx.correlation, "an order of many was not confirmed");
                left.push(number);
            }
        }
    }
    let back = local_path(Some(form.text("back")), "/office/orders");
    let flash = match left.is_empty() {
        true => told(Phrase::new("flash-orders-confirmed").count("count", done)),
        false => Some(Flash::new(
            FlashKind::Warning,
            Phrase::new("flash-orders-partly-confirmed").count("count", done).with("left", left.join(", ")),
        )),
    };
    Ok(visit.go(&portal, back, flash))
}
