//! The prices of one product on one list.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::Product;
use kernel::{Action, Ctx, FieldFault, PageRequest, Unit, UnitPrice};
use pricing::PriceList;
use pricing::lists::{ProductTiers, entry_page, find_list, permit_to_manage, replace_tiers};
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path};

use super::common::{Outcome, begin, commit, conflicting, judged, reader, refused, told, unit_sign};
use super::price_lists::name;
use super::product::{first_quantity, known};
use super::view::form::FormPage;
use super::view::price_list::{entry_form, entry_page as form_page};
use super::view::price_lists::list_href;
use crate::frame::{FormData, Portal, Visit, typed_decimal};
use crate::part::{segment, with};

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::PriceManage);
    Doors::new()
        .page(manages, "GET", "/office/price-lists/{code}/entries", get(choose))
        .page(manages, "GET", "/office/price-lists/{code}/entries/{sku}", get(edit))
        .page(manages, "POST", "/office/price-lists/{code}/entries/{sku}", post(save))
}

/// On to the form of the product that was asked for; back to the list, which says so, when there is none.
async fn choose(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let sku = visit.parameter("sku").unwrap_or_default();
    let there = match portal.parts.catalogue.by_sku(visit.ctx.tenant, &sku) {
        Some(product) => format!("{}/entries/{}", list_href(&code), segment(&product.sku)),
        None => with(&list_href(&code), "sku", &sku),
    };
    Ok(visit.go(&portal, &there, None))
}

/// Quantity and price of each tier, as the form shows them.
async fn tiers(portal: &Portal, ctx: &Ctx, list: &PriceList, product: &Product) -> Answer<Vec<(String, String)>> {
    let page = PageRequest::new(Some(200), None);
    let entries = entry_page(reader(portal), ctx.tenant, list.id, Some(product.id), &page).await?.items;
    let shown = |entry: &pricing::Entry| {
        let from = first_quantity(product, entry.from_quantity_micros).value();
        let price = UnitPrice::from_micros(entry.price_micros, list.currency).amount();
        (typed_decimal(&from, ctx.locale), typed_decimal(&price, ctx.locale))
    };
    Ok(entries.iter().map(shown).collect())
}

async fn page_now(portal: &Portal, ctx: &Ctx, list: &PriceList, product: &Arc<Product>) -> Answer<FormPage> {
    let tiers = tiers(portal, ctx, list, product).await?;
    let sign = unit_sign(portal, ctx, product.unit());
    let form = entry_form(&list.code, &product.sku, list.currency.code(), &sign, &tiers, list.version);
    let named = (list.code.as_str(), name(list, ctx.locale));
    Ok(form_page(named, (&product.sku, product.name(ctx.locale)), form))
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path((code, sku)): Path<(String, String)>) -> Answer<Response> {
    let (list, _) = find_list(reader(&portal), visit.ctx.tenant, &code).await?;
    let product = known(&portal, &visit.ctx, &sku)?;
    let page = page_now(&portal, &visit.ctx, &list, &product).await?;
    portal.page(&visit, &page).await
}

/// The tiers that the form says. A price without a quantity holds from the least that is sold.
fn sent(form: &FormData, product: &Product, ctx: &Ctx) -> Result<Vec<(i64, i64)>, Vec<FieldFault>> {
    let (mut tiers, mut faults): (Vec<(i64, i64)>, Vec<FieldFault>) = (Vec::new(), Vec::new());
    let rows = form.pairs().iter().filter(|(name, _)| name.starts_with("price_")).count();
    for place in 0..rows {
        let (from, price) = (format!("from_{place}"), format!("price_{place}"));
        if form.text(&price).is_empty() {
            if !form.text(&from).is_empty() {
                faults.push(FieldFault::new(price, "incomplete", "give quantity and price"));
            }
            continue;
        }
        let quantity = match form.text(&from) {
            "" => Ok(0),
            _ => form.quantity(&from, product.unit(), ctx.locale).map(kernel::Quantity::micros),
        };
        let amount = form.quantity(&price, Unit::PIECE, ctx.locale).map(kernel::Quantity::micros);
        match (quantity, amount) {
            (Ok(quantity), _) if quantity < 0 => faults.push(FieldFault::new(from, "negative", "must not be negative")),
            (_, Ok(amount)) if amount < 0 => faults.push(FieldFault::new(price, "negative", "must not be negative")),
            (Ok(quantity), Ok(amount)) => {
                // What is sold from one piece on is stored as "from any quantity", as imports do.
                let quantity = if quantity <= product.packaging.minimum().micros() { 0 } else { quantity };
                if tiers.iter().any(|(other, _)| *other == quantity) {
                    faults.push(FieldFault::new(from, "duplicate", "is there already"));
                }
                tiers.push((quantity, amount));
            }
            (quantity, amount) => faults.extend(quantity.err().into_iter().chain(amount.err())),
        }
    }
    if faults.is_empty() { Ok(tiers) } else { Err(faults) }
}

async fn save(
    State(portal): State<Portal>,
    visit: Visit,
    Path((code, sku)): Path<(String, String)>,
    form: FormData,
) -> Answer<Response> {
    let (ctx, permit, seen) = (&visit.ctx, permit_to_manage(&visit.ctx)?, form.version()?);
    let (list, _) = find_list(reader(&portal), ctx.tenant, &code).await?;
    let product = known(&portal, ctx, &sku)?;
    let page = page_now(&portal, ctx, &list, &product).await?;
    let faults = match sent(&form, &product, ctx) {
        Ok(tiers) => {
            let written = [ProductTiers { product: product.id, tiers }];
            let (mut tx, since) = begin(&portal, ctx).await?;
            match judged(replace_tiers(&mut tx, &list, seen, &written, &permit).await)? {
                Outcome::Done(_) => {
                    commit(&portal, tx, since).await?;
                    let flash = told(Phrase::new("flash-prices-saved").with("sku", &product.sku));
                    return Ok(visit.go(&portal, &with(&list_href(&code), "sku", &product.sku), flash));
                }
                Outcome::Refused(faults) => faults,
                Outcome::Moved => {
                    drop(tx);
                    return conflicting(&portal, &visit, page, &form, ("price_list", &code)).await;
                }
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, page, &form, &faults).await
}
