//! Products: the list, searched like the customers' catalogue.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use catalog::{CategoryNode, Product};
use kernel::{Action, CategoryId, Ctx, Locale, Scope, UnitPrice};
use pricing::Asker;
use search::SearchAsk;
use web::{Answer, Doors, Needs};

use super::common::page_number;
use super::view::products::{ProductRow, ProductsAsked, list};
use crate::frame::{Portal, Visit};
use crate::part::{Pager, with};
use crate::view::csv;

const PAGE: usize = 50;

pub(super) fn doors() -> Doors<Portal> {
    let uses = Needs::May(Action::OfficeUse);
    Doors::new().page(uses, "GET", "/office/products", get(show)).page(uses, "GET", "/office/products.csv", get(export))
}

/// Code and name of every category, indented by depth, for choosing one.
pub(super) fn category_choices(portal: &Portal, ctx: &Ctx) -> Vec<(String, String)> {
    let mut choices = Vec::new();
    grow(&portal.parts.catalogue.categories(ctx.tenant), 0, ctx.locale, &mut choices);
    choices
}

fn grow(nodes: &[CategoryNode], depth: usize, locale: Locale, choices: &mut Vec<(String, String)>) {
    for node in nodes {
        let indent = "\u{2003}".repeat(depth);
        choices.push((node.category.code.to_string(), format!("{indent}{}", node.category.name(locale))));
        grow(&node.children, depth + 1, locale, choices);
    }
}

/// Code and name of a product's category.
pub(super) fn category(portal: &Portal, ctx: &Ctx, id: Option<CategoryId>) -> Option<(String, String)> {
    let category = portal.parts.catalogue.category(ctx.tenant, id?)?;
    Some((category.code.to_string(), category.name(ctx.locale).to_owned()))
}

/// What everybody pays for the least quantity; none where no list for everyone has the product.
pub(super) fn list_price(portal: &Portal, ctx: &Ctx, product: &Product) -> Option<UnitPrice> {
    if !ctx.actor.actions.contains(Action::PriceRead) {
        return None;
    }
    let asker = Asker::everyone(ctx.tenant, ctx.now);
    portal.parts.book.price(&asker, product.id, product.packaging.minimum(), false).ok().map(|price| price.unit_price)
}

fn asked(portal: &Portal, visit: &Visit) -> ProductsAsked {
    ProductsAsked {
        text: visit.parameter("q").unwrap_or_default().chars().take(200).collect(),
        category: visit.parameter("category").unwrap_or_default(),
        categories: category_choices(portal, &visit.ctx),
        may_manage: visit.ctx.may(Action::CatalogManage, Scope::Tenant),
        total: None,
    }
}

/// A page of what was asked, and how many there are.
fn found(portal: &Portal, ctx: &Ctx, asked: &ProductsAsked, skip: usize, take: usize) -> Answer<(Vec<Arc<Product>>, usize)> {
    if !asked.category.is_empty() && asked.categories.iter().all(|(code, _)| *code != asked.category) {
        return Ok((Vec::new(), 0));
    }
    let ask = SearchAsk {
        text: asked.text.clone(),
        categories: Some(asked.category.clone()).filter(|code| !code.is_empty()).into_iter().collect(),
        order: if asked.text.is_empty() { search::Ordering::Sku } else { search::Ordering::Relevance },
        limit: Some(u16::try_from(take).unwrap_or(u16::MAX)),
        after: (skip > 0).then(|| skip.to_string()),
        ..SearchAsk::default()
    };
    let results = portal.parts.finder.search(ctx, &ask)?;
    Ok((results.items.into_iter().map(|found| found.product).collect(), results.total))
}

fn row(portal: &Portal, ctx: &Ctx, product: &Product) -> ProductRow {
    ProductRow {
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        brand: product.brand.as_ref().map(ToString::to_string),
        category: category(portal, ctx, product.category).map(|(_, name)| name),
        family: product.family.as_ref().map(ToString::to_string),
        state: product.state.code().to_owned(),
        available: portal.parts.stock.available(ctx.tenant, product.id),
        list_price: list_price(portal, ctx, product),
    }
}

async fn show(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let mut asked = asked(&portal, &visit);
    let number = page_number(&visit);
    let skip = usize::try_from(number - 1).unwrap_or(0).saturating_mul(PAGE);
    let (products, total) = found(&portal, &visit.ctx, &asked, skip, PAGE)?;
    let rows: Vec<ProductRow> = products.iter().map(|product| row(&portal, &visit.ctx, product)).collect();
    let (size, total) = (u64::try_from(PAGE).unwrap_or(50), u64::try_from(total).unwrap_or(0));
    asked.total = Some(total);
    let last = Pager::last_page(size, total);
    if number > last {
        return Ok(visit.go(&portal, &with(&visit.path, "page", &last.to_string()), None));
    }
    let pager = Pager::by_place(&visit.path, number, size, total);
    portal.page(&visit, &list(&visit.path, &asked, &rows, pager)).await
}

async fn export(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let asked = asked(&portal, &visit);
    let mut rows = Vec::new();
    let mut all;
    loop {
        let (products, total) = found(&portal, &visit.ctx, &asked, rows.len(), 200)?;
        all = total;
        rows.extend(products.iter().map(|product| row(&portal, &visit.ctx, product)));
        if products.is_empty() || rows.len() >= total.min(csv::MOST_ROWS) {
            break;
        }
    }
    let table = list(&visit.path, &asked, &rows, Pager::default()).table;
    csv::download(&portal, &visit.ctx, "products", &table, rows.len() < all)
}
