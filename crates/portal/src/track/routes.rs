//! Routes of orders and the inbox.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, PageRequest, Scope};
use notifications::{Argument, InboxEntry, NoticeKind};
use orders::{OrderDetail, OrderFilter, OrderState};
use uuid::Uuid;
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs, Path, Problem};

use super::inbox::{InboxItemView, InboxPage};
use super::order::OrderPage;
use super::orders::{OrdersPage, export_row, export_table, state_filter};
use crate::frame::{Portal, Visit, local_path};
use crate::part::table::Filters;
use crate::part::{Crumb, Pager, with, without};
use crate::view;

pub(crate) fn doors() -> Doors<Portal> {
    let reads = Needs::May(Action::OrderRead);
    let profile = Needs::May(Action::ProfileUse);
    Doors::new()
        .page(reads, "GET", "/orders", get(list))
        .page(reads, "GET", "/orders.csv", get(export))
        .page(reads, "GET", "/orders/{number}", get(show))
        .page(Needs::May(Action::CartEdit), "POST", "/orders/{number}/reorder", post(reorder))
        .page(profile, "GET", "/inbox", get(inbox))
        .page(profile, "GET", "/inbox/{entry}", get(open))
        .page(profile, "POST", "/inbox/read", post(read_all))
}

/// What the address asks for: of the account, newest first.
fn asked(visit: &Visit) -> OrderFilter {
    OrderFilter {
        account: visit.ctx.account(),
        states: visit.parameter("state").as_deref().and_then(OrderState::parse).into_iter().collect(),
        text: visit.parameter("q"),
        ..OrderFilter::default()
    }
}

async fn list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let conn = portal.parts.ground.store.reader();
    let after = visit.after.clone();
    let found = orders::list(conn, &visit.ctx, &asked(&visit), &PageRequest::new(Some(25), after.clone())).await?;
    let page = OrdersPage {
        filters: Filters {
            action: "/orders".to_owned(),
            search: Some(visit.parameter("q").unwrap_or_default()),
            choices: vec![state_filter(&visit.parameter("state").unwrap_or_default())],
            chips: Vec::new(),
        },
        rows: found.items.iter().map(|order| view::order::row(order, false)).collect(),
        pager: Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref()),
        export: without(&visit.path, "after").replacen("/orders", "/orders.csv", 1),
    };
    portal.page(&visit, &page).await
}

/// The list as it is filtered, as CSV.
async fn export(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (conn, filter) = (portal.parts.ground.store.reader(), asked(&visit));
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let page = PageRequest::new(Some(PageRequest::MOST), after);
        let found = orders::list(conn, &visit.ctx, &filter, &page).await?;
        rows.extend(found.items.iter().map(export_row));
        after = found.next;
        if after.is_none() || rows.len() >= view::csv::MOST_ROWS {
            break;
        }
    }
    let name = portal.text(&visit.ctx, "nav-orders").to_lowercase();
    view::csv::download(&portal, &visit.ctx, &name, &export_table(rows), after.is_some())
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let conn = portal.parts.ground.store.reader();
    let detail = orders::get(conn, &visit.ctx, &number).await?;
    let mut page = page(&portal, &visit, &detail);
    page.crumbs = vec![Crumb::link(portal.text(&visit.ctx, "nav-orders"), "/orders"), Crumb::here(number)];
    portal.page(&visit, &page).await
}

/// An order as its page; also the back office begins with it.
pub(crate) fn page(portal: &Portal, visit: &Visit, detail: &OrderDetail) -> OrderPage {
    let (ctx, order) = (&visit.ctx, &detail.order);
    let name = |line: &orders::OrderLine| view::order::name(portal, ctx, line);
    OrderPage {
        crumbs: Vec::new(),
        number: order.number.clone(),
        state: order.state.code().to_owned(),
        placed_at: order.placed_at,
        placed_by: order.placed_by_name.clone(),
        acted_by: view::order::acted_by(detail),
        account: order.account.name.clone(),
        site: view::order::address(&order.ship_to),
        cost_centre: order.references.cost_centre.clone(),
        purchase_order: order.references.purchase_order.clone(),
        project: order.references.project.clone(),
        ddt_reference: order.references.ddt_reference.clone(),
        requested_date: order.references.requested_date,
        notes: order.references.notes.clone(),
        lines: order.lines.iter().map(|line| view::order::line(line, name(line), order.state)).collect(),
        totals: view::order::totals(&order.totals),
        timeline: view::order::timeline(detail),
        shipments: detail.shipments.iter().map(|shipment| view::order::shipment(shipment, order, name)).collect(),
        can_reorder: ctx.account().is_some() && ctx.may(Action::CartEdit, Scope::Account(order.account.id)),
        just_placed: visit.parameter("placed").is_some(),
    }
}

async fn reorder(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let ctx = &visit.ctx;
    visit.account()?;
    let mut tx = portal.parts.ground.begin(ctx).await?;
    let reordered = checkout::reorder(ctx, &mut tx, &portal.parts.desk, &number).await?;
    tx.commit().await?;
    let taken = reordered.verdicts.iter().filter(|verdict| verdict.kind.is_taken()).count();
    let left: Vec<&str> =
        reordered.verdicts.iter().filter(|verdict| !verdict.kind.is_taken()).map(|verdict| verdict.code.as_str()).collect();
    let count = u64::try_from(taken).unwrap_or(0);
    let flash = match left.is_empty() {
        true => Flash::success(Phrase::new("flash-reordered").count("lines", count).with("order", &number)),
        false => Flash::new(
            FlashKind::Warning,
            Phrase::new("flash-reordered-some").count("lines", count).with("left", left.join(", ")),
        ),
    };
    Ok(visit.go(&portal, "/cart", Some(flash)))
}

async fn inbox(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (ctx, conn) = (&visit.ctx, portal.parts.ground.store.reader());
    let user = ctx.person().ok_or_else(|| Problem::from(kernel::Denied::Anonymous))?;
    let after = visit.after.clone();
    let found = notifications::inbox(conn, ctx, user, &PageRequest::new(Some(25), after.clone())).await?;
    let page = InboxPage {
        items: found.items.iter().map(|entry| item(&portal, &visit, entry)).collect(),
        unread: notifications::unread_count(conn, ctx, user).await?,
        pager: Pager::by_cursor("/inbox", after.as_deref(), found.next.as_deref()),
    };
    portal.page(&visit, &page).await
}

fn item(portal: &Portal, visit: &Visit, entry: &InboxEntry) -> InboxItemView {
    let kind = entry.kind.code();
    let title = entry.arguments.iter().fold(Phrase::new(format!("inbox-{kind}")), |title, (name, value)| match value {
        Argument::Text(text) => title.with(name, text),
        Argument::Amount(money) => title.money(name, *money),
        Argument::Day(day) => title.with(name, view::cart::day(portal.pages.tools(visit.ctx.locale), *day, &visit.ctx)),
    });
    InboxItemView {
        id: entry.id.to_string(),
        kind: kind.to_owned(),
        icon: icon(entry.kind).to_owned(),
        title,
        href: with(&format!("/inbox/{}", entry.id), "to", &entry.link),
        at: entry.at,
        read: entry.read_at.is_some(),
        comment: entry.comment.clone(),
    }
}

const fn icon(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::OrderPlaced | NoticeKind::OrderConfirmed => "package",
        NoticeKind::OrderShipped | NoticeKind::OrderPartlyShipped | NoticeKind::OrderDelivered => "truck-delivery",
        NoticeKind::OrderCancelled | NoticeKind::OrderClosedShort | NoticeKind::ApprovalRejected => "circle-x",
        NoticeKind::ApprovalRequested | NoticeKind::ApprovalApproved => "clipboard-check",
        NoticeKind::Invitation | NoticeKind::PasswordReset => "key",
        NoticeKind::ActedFor => "user-shield",
    }
}

/// Marks an entry as read and goes where it leads. Going there is the reading: repeating it changes nothing.
async fn open(State(portal): State<Portal>, visit: Visit, Path(entry): Path<String>) -> Answer<Response> {
    let ctx = &visit.ctx;
    let user = ctx.person().ok_or_else(|| Problem::from(kernel::Denied::Anonymous))?;
    let id = Uuid::try_parse(&entry).map_err(|_| Problem::not_found())?;
    let mut tx = portal.parts.ground.begin(ctx).await?;
    if !notifications::mark_read(&mut tx, user, id).await? {
        return Err(Problem::not_found());
    }
    tx.commit().await?;
    let to = visit.parameter("to");
    Ok(visit.go(&portal, local_path(to.as_deref(), "/inbox"), None))
}

async fn read_all(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let ctx = &visit.ctx;
    let user = ctx.person().ok_or_else(|| Problem::from(kernel::Denied::Anonymous))?;
    let mut tx = portal.parts.ground.begin(ctx).await?;
    notifications::mark_all_read(&mut tx, user).await?;
    tx.commit().await?;
    Ok(visit.go(&portal, "/inbox", None))
}
