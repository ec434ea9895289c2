//! Routes of the start page, the profile and the customer's own house; files and style sheets that pages load.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kernel::{AccountId, Action, Money, PageRequest, Role, Scope};
use orders::{OrderFilter, OrderState};
use web::page::{Flash, Phrase, asset_response};
use web::{Answer, Doors, Needs, Path, Problem};

use super::home::{HomePage, OftenBought, StateCount};
use super::profile::{ProfilePage, change_password_form};
use super::{company_routes, enter_routes, people_routes};
use crate::frame::{FormData, Portal, Visit, stylesheet};
use crate::view;
use crate::{approve, buy};

pub(crate) fn doors() -> Doors<Portal> {
    let profile = Needs::May(Action::ProfileUse);
    Doors::new()
        .page(Needs::SignedIn, "GET", "/", get(home))
        .page(profile, "GET", "/profile", get(show_profile))
        .page(profile, "POST", "/profile/password", post(change_password))
        .page(Needs::Anyone, "GET", "/assets/{*path}", get(asset))
        .page(Needs::Anyone, "GET", "/sw.js", get(service_worker))
        .page(Needs::Anyone, "GET", "/site.webmanifest", get(manifest))
        .page(Needs::Anyone, "GET", "/favicon.ico", get(favicon))
        .page(Needs::Anyone, "GET", "/theme/{accent}", get(theme))
        .merge(enter_routes::doors())
        .merge(company_routes::doors())
        .merge(people_routes::doors())
}

/// The start page of whoever buys; the seller's people begin in the back office.
async fn home(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (ctx, conn) = (&visit.ctx, portal.parts.ground.store.reader());
    let Some(account) = ctx.account() else { return Ok(visit.go(&portal, "/office", None)) };
    let page = PageRequest::new(Some(8), None);
    let recent = match ctx.may(Action::OrderRead, Scope::Account(account)) {
        true => {
            let filter = OrderFilter { account: Some(account), ..OrderFilter::default() };
            orders::list(conn, ctx, &filter, &PageRequest::new(Some(6), None)).await?.items
        }
        false => Vec::new(),
    };
    let decides = approvals::inbox_of(ctx, conn).await?;
    let waiting = match ctx.may(Action::ApprovalRead, Scope::Account(account)) {
        true => {
            let mine = approvals::ApprovalFilter {
                account: Some(account),
                state: Some(approvals::ApprovalState::Pending),
                requester: ctx.person(),
                ..approvals::ApprovalFilter::default()
            };
            approvals::list(ctx, conn, &mine, &page).await?.items
        }
        false => Vec::new(),
    };
    let can_buy = ctx.may(Action::CartEdit, Scope::Account(account));
    let carts = if can_buy { buy::routes::other_carts(&portal, &visit, account, None).await? } else { Vec::new() };
    let (counts, month_net) = match ctx.may(Action::OrderRead, Scope::Account(account)) {
        true => figures(&portal, &visit, account).await?,
        false => (Vec::new(), None),
    };
    let contents = HomePage {
        first_name: visit.ctx.actor.name.split_whitespace().next().unwrap_or("").to_owned(),
        approvals: approve::routes::rows(&portal, &visit, &decides).await?,
        waiting: approve::routes::rows(&portal, &visit, &waiting).await?,
        orders: recent.iter().map(|order| view::order::row(order, false)).collect(),
        often: often(&portal, &visit, &recent).await?,
        carts,
        counts,
        month_net,
        can_buy,
    };
    portal.page(&visit, &contents).await
}

/// How many of the account's orders are on their way, by state, and what was ordered this calendar month, cancelled orders
/// left out: of all orders, as the database counts them. Amounts in another currency than the account's are not added.
async fn figures(portal: &Portal, visit: &Visit, account: AccountId) -> Answer<(Vec<StateCount>, Option<Money>)> {
    let (ctx, conn) = (&visit.ctx, portal.parts.ground.store.reader());
    let zone = portal.tenant(ctx).await.map(|tenant| tenant.time_zone.clone()).unwrap_or_default();
    let today = ctx.now.date_in(&zone);
    let moving = vec![OrderState::Placed, OrderState::Confirmed, OrderState::PartlyShipped, OrderState::Shipped];
    let filter = OrderFilter { account: Some(account), states: moving.clone(), ..OrderFilter::default() };
    let tallies = orders::tally_states(conn, ctx, &filter, today).await?;
    let counts = moving.iter().filter_map(|state| {
        let count = tallies.iter().filter(|tally| tally.state == *state).map(|tally| tally.count).sum::<u64>();
        (count > 0).then(|| StateCount { state: state.code().to_owned(), count })
    });
    let kept = OrderState::ALL.into_iter().filter(|state| *state != OrderState::Cancelled).collect();
    let filter = OrderFilter { account: Some(account), states: kept, ..OrderFilter::default() };
    let month = match view::day::begins(today.first_of_month(), &zone) {
        Some(first) => orders::tally_days(conn, ctx, &filter, &[first]).await?,
        None => Vec::new(),
    };
    let currency = portal.parts.directory.card(ctx.tenant, account).map(|card| card.account.currency);
    let net = month.into_iter().map(|tally| tally.net).find(|net| Some(net.currency()) == currency);
    Ok((counts.collect(), net))
}

/// The products of the latest orders, those bought in most orders first.
async fn often(portal: &Portal, visit: &Visit, recent: &[orders::OrderSummary]) -> Answer<Vec<OftenBought>> {
    let (ctx, conn) = (&visit.ctx, portal.parts.ground.store.reader());
    let mut found: Vec<(kernel::ProductId, kernel::Quantity, usize)> = Vec::new();
    for order in recent.iter().take(5) {
        for line in orders::find(conn, ctx, &order.number).await?.lines {
            match found.iter_mut().find(|(product, _, _)| *product == line.product) {
                Some((_, _, times)) => *times += 1,
                None => found.push((line.product, line.quantity, 1)),
            }
        }
    }
    found.sort_by_key(|(_, _, times)| std::cmp::Reverse(*times));
    let products = found.iter().filter_map(|(id, quantity, _)| {
        let product = portal.parts.catalogue.product(ctx.tenant, *id).filter(|product| product.is_sold())?;
        Some(OftenBought {
            sku: product.sku.to_string(),
            name: product.name(ctx.locale).to_owned(),
            picture: view::product::picture(&portal.parts.catalogue, ctx, &product),
            quantity: *quantity,
            availability: view::stock::availability(&portal.parts.stock, ctx, &product),
        })
    });
    Ok(products.take(6).collect())
}

async fn show_profile(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let page = profile(&portal, &visit).await?;
    portal.page(&visit, &page).await
}

async fn profile(portal: &Portal, visit: &Visit) -> Answer<ProfilePage> {
    let person = accounts::oneself(&visit.ctx, portal.parts.ground.store.reader()).await?;
    Ok(ProfilePage {
        name: person.name,
        email: person.email,
        role: Role::code(person.role).to_owned(),
        account: person.account.and_then(|account| portal.account_name(&visit.ctx, account)),
        password_form: change_password_form(),
    })
}

async fn change_password(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let (store, passwords) = (&portal.parts.ground.store, &portal.parts.passwords);
    let keep = Some(visit.session()?.id);
    let (old, new) = (form.raw("old_password"), form.raw("password"));
    match accounts::change_password(&visit.ctx, (store, passwords), keep, old, new).await {
        Ok(()) => Ok(visit.go(&portal, "/profile", Some(Flash::success(Phrase::new("flash-password-changed"))))),
        Err(accounts::AccountsError::Invalid(faults)) => {
            let mut page = profile(&portal, &visit).await?;
            page.password_form = page.password_form.refused(&[], &faults);
            portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn asset(State(portal): State<Portal>, Path(path): Path<String>, headers: HeaderMap) -> Response {
    asset_response(portal.pages.assets(), &path, &headers)
}

async fn service_worker(State(portal): State<Portal>, headers: HeaderMap) -> Response {
    asset_response(portal.pages.assets(), "sw.js", &headers)
}

async fn manifest(State(portal): State<Portal>, headers: HeaderMap) -> Response {
    asset_response(portal.pages.assets(), "site.webmanifest", &headers)
}

async fn favicon(State(portal): State<Portal>) -> Response {
    let address = portal.pages.assets().url("favicon-32.png");
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, address)]).into_response()
}

/// A tenant's accent colour; its address is the colour, so that it never changes.
async fn theme(Path(accent): Path<String>) -> Answer<Response> {
    let sheet = stylesheet(&accent).ok_or_else(Problem::not_found)?;
    let mut response = sheet.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
