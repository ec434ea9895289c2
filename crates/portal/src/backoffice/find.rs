//! One box that finds everything: orders, accounts, products. A number or code that is exactly one thing opens it.

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use kernel::{Action, Ctx, PageRequest};
use orders::OrderFilter;
use search::SearchAsk;
use web::page::Phrase;
use web::{Answer, Doors, Needs};

use super::common::reader;
use super::orders::order_href;
use super::view::accounts::account_href;
use super::view::find::{FindPage, FindPart, Found, FoundGroup};
use super::view::products::product_href;
use crate::frame::{Portal, Visit};
use crate::part::with;

pub(super) fn doors() -> Doors<Portal> {
    Doors::new().page(Needs::May(Action::OfficeUse), "GET", "/office/find", get(find)).page(
        Needs::May(Action::OfficeUse),
        "GET",
        "/office/suggest",
        get(suggest),
    )
}

fn query(visit: &Visit) -> String {
    let text: String = visit.parameter("q").unwrap_or_default().chars().take(200).collect();
    text.trim().to_owned()
}

async fn find(State(portal): State<Portal>, mut visit: Visit) -> Answer<Response> {
    let query = query(&visit);
    if let Some(href) = exactly(&portal, &visit.ctx, &query).await? {
        return Ok(visit.go(&portal, &href, None));
    }
    let groups = if query.is_empty() { Vec::new() } else { groups(&portal, &visit.ctx, &query, 8).await? };
    visit.query.clone_from(&query);
    portal.page(&visit, &FindPage::new(&query, groups)).await
}

async fn suggest(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let query = query(&visit);
    let fills = visit.parameter("only").as_deref() == Some("products");
    let groups = match (query.chars().count() < 2, fills) {
        (true, _) => Vec::new(),
        (false, true) => vec![products(&portal, &visit.ctx, &query, 8)?],
        (false, false) => groups(&portal, &visit.ctx, &query, 4).await?,
    };
    let groups = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
    portal.page(&visit, &FindPart { groups, query, fills }).await
}

/// The page of the one thing that a number or code names exactly.
async fn exactly(portal: &Portal, ctx: &Ctx, query: &str) -> Answer<Option<String>> {
    if query.is_empty() || query.contains(char::is_whitespace) {
        return Ok(None);
    }
    if let Some(card) = portal.parts.directory.by_number(ctx.tenant, query)
        && ctx.may(Action::AccountRead, kernel::Scope::Account(card.account.id))
    {
        return Ok(Some(account_href(query)));
    }
    if let Some(product) = portal.parts.catalogue.by_sku(ctx.tenant, query) {
        return Ok(Some(product_href(&product.sku)));
    }
    let upper = query.to_uppercase();
    let found = orders(portal, ctx, query, 2).await?;
    Ok(found.iter().find(|order| order.number == upper).map(|order| order_href(&order.number)))
}

async fn orders(portal: &Portal, ctx: &Ctx, query: &str, most: u16) -> Answer<Vec<orders::OrderSummary>> {
    let filter = OrderFilter { text: Some(query.to_owned()), ..OrderFilter::default() };
    Ok(orders::list(reader(portal), ctx, &filter, &PageRequest::new(Some(most), None)).await?.items)
}

fn group(query: &str, key: &str, (icon, list): (&str, &str), rows: Vec<Found>) -> FoundGroup {
    FoundGroup { title: Phrase::new(key), icon: icon.to_owned(), rows, all: with(list, "q", query) }
}

/// Articles by code, name or what they are.
pub(super) fn products(portal: &Portal, ctx: &Ctx, query: &str, most: u16) -> Answer<FoundGroup> {
    let ask = SearchAsk { text: query.to_owned(), limit: Some(most), ..SearchAsk::default() };
    let product = |found: &search::FoundProduct| Found {
        text: found.product.sku.to_string(),
        below: found.product.name(ctx.locale).to_owned(),
        href: product_href(&found.product.sku),
        state: None,
    };
    let rows = portal.parts.finder.search(ctx, &ask)?.items.iter().map(product).collect();
    Ok(group(query, "office-nav-products", ("box", "/office/products"), rows))
}

async fn groups(portal: &Portal, ctx: &Ctx, query: &str, most: u16) -> Answer<Vec<FoundGroup>> {
    let order = |order: &orders::OrderSummary| Found {
        text: order.number.clone(),
        below: [Some(order.account.name.clone()), order.purchase_order.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        href: order_href(&order.number),
        state: Some(("order".to_owned(), order.state.code().to_owned())),
    };
    let filter = accounts::AccountFilter { query: Some(query.to_owned()), ..accounts::AccountFilter::default() };
    let page = PageRequest::new(Some(most), None);
    let companies = accounts::list_accounts(ctx, reader(portal), &filter, &page).await?.items;
    let company = |account: &accounts::Account| Found {
        text: account.name.clone(),
        below: account.number.clone(),
        href: account_href(&account.number),
        state: Some(("account".to_owned(), account.state.code().to_owned())),
    };
    let orders = orders(portal, ctx, query, most).await?.iter().map(order).collect();
    Ok(vec![
        group(query, "office-nav-orders", ("package", "/office/orders"), orders),
        group(query, "office-nav-accounts", ("building", "/office/accounts"), companies.iter().map(company).collect()),
        products(portal, ctx, query, most)?,
    ])
}
