//! A product's page: everything that the seller knows of it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use catalog::{FileLocation, Language, Product, ProductFile, Relation, RelationTarget};
use kernel::{Action, Ctx, Quantity, Scope, UnitPrice};
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{about, events_about, history, reader};
use super::products::category;
use super::view::product::{FileRow, PriceRow, ProductFacts, RelationRow, StockRow, page};
use crate::frame::{Portal, Visit};
use crate::view;

pub(super) fn doors() -> Doors<Portal> {
    Doors::new().page(Needs::May(Action::OfficeUse), "GET", "/office/products/{sku}", get(show))
}

/// The product of this SKU, or a page that says that there is none.
pub(super) fn known(portal: &Portal, ctx: &Ctx, sku: &str) -> Answer<Arc<Product>> {
    portal.parts.catalogue.by_sku(ctx.tenant, sku).ok_or_else(Problem::not_found)
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>) -> Answer<Response> {
    let product = known(&portal, &visit.ctx, &sku)?;
    let facts = facts(&portal, &visit.ctx, &product).await?;
    portal.page(&visit, &page(&facts)).await
}

async fn facts(portal: &Portal, ctx: &Ctx, product: &Product) -> Answer<ProductFacts> {
    let (catalogue, tenant) = (&portal.parts.catalogue, ctx.tenant);
    let record = catalog::product::service::record(reader(portal), ctx, &product.sku).await?;
    let named = |id| catalogue.product(tenant, id).map(|other| brief(&other, ctx));
    let text = |texts: &catalog::Texts, language| texts.exactly(language).map(str::to_owned);
    Ok(ProductFacts {
        id: product.id.to_string(),
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        name_it: text(&product.names, Language::IT),
        name_en: text(&product.names, Language::EN),
        text_it: text(&product.descriptions, Language::IT),
        text_en: text(&product.descriptions, Language::EN),
        state: product.state.code().to_owned(),
        kind: product.kind.code().to_owned(),
        version: record.version(),
        changed_at: Some(record.changed_at()),
        mpn: product.mpn.as_ref().map(ToString::to_string),
        gtin: product.gtin.as_ref().map(ToString::to_string),
        other_codes: product.other_codes.iter().map(ToString::to_string).collect(),
        brand: product.brand.as_ref().map(ToString::to_string),
        category: category(portal, ctx, product.category),
        family: family(portal, ctx, product),
        master: product.master.and_then(named),
        successor: product.successor.and_then(named),
        attributes: product.attributes.iter().map(|one| view::product::attribute(one, ctx.locale)).collect(),
        minimum: product.packaging.minimum(),
        step: product.packaging.step(),
        packs: product.packaging.packs.iter().map(|pack| (pack.name.to_string(), pack.quantity)).collect(),
        weight_grams: product.weight_grams,
        tax_category: product.tax_category.code().to_owned(),
        lead_time_days: product.lead_time_days,
        files: catalogue.files(tenant, product.id).iter().map(|file| file_row(product, file)).collect(),
        relations: catalogue.relations(tenant, product.id).iter().map(|one| relation_row(portal, ctx, one)).collect(),
        used_in: used_in(portal, ctx, product),
        variants: catalogue.variants(tenant, product.id).iter().map(|variant| brief(variant, ctx)).collect(),
        stock: stock(portal, ctx, product),
        prices: prices(portal, ctx, product).await?,
        history: history(portal, ctx, &about("product", &product.sku), 20).await?,
        events: events_about(portal, ctx, &product.id.to_string()).await?,
        may_manage: ctx.may(Action::CatalogManage, Scope::Tenant),
        may_see_lists: ctx.may(Action::PriceRead, Scope::Tenant),
    })
}

fn brief(product: &Product, ctx: &Ctx) -> (String, String) {
    (product.sku.to_string(), product.name(ctx.locale).to_owned())
}

fn family(portal: &Portal, ctx: &Ctx, product: &Product) -> Option<(String, String)> {
    let family = portal.parts.catalogue.family(ctx.tenant, product.family.as_ref()?)?;
    Some((family.code.to_string(), family.names.get(ctx.locale).unwrap_or(&family.code).to_owned()))
}

fn file_row(product: &Product, file: &ProductFile) -> FileRow {
    FileRow {
        id: file.id.to_string(),
        kind: file.kind.code().to_owned(),
        title: file.title.to_string(),
        language: file.language.map(|language| language.to_string()),
        media_type: file.media_type.to_string(),
        href: match &file.location {
            FileLocation::Blob(blob) => view::product::file_address(product, blob.as_str()),
            FileLocation::Url(url) => url.to_string(),
        },
    }
}

fn relation_row(portal: &Portal, ctx: &Ctx, relation: &Relation) -> RelationRow {
    let (sku, name) = match &relation.target {
        RelationTarget::Text(text) => (None, text.to_string()),
        RelationTarget::Product(id) => match portal.parts.catalogue.product(ctx.tenant, *id) {
            Some(product) => (Some(product.sku.to_string()), product.name(ctx.locale).to_owned()),
            None => (None, id.to_string()),
        },
    };
    let position = relation.position.as_ref().map(ToString::to_string);
    RelationRow { kind: relation.kind.code().to_owned(), sku, name, position, quantity: relation.quantity }
}

fn used_in(portal: &Portal, ctx: &Ctx, product: &Product) -> Vec<RelationRow> {
    let row = |(owner, relation): (Arc<Product>, Relation)| RelationRow {
        kind: relation.kind.code().to_owned(),
        sku: Some(owner.sku.to_string()),
        name: owner.name(ctx.locale).to_owned(),
        position: relation.position.as_ref().map(ToString::to_string),
        quantity: relation.quantity,
    };
    portal.parts.catalogue.related_from(ctx.tenant, product.id).into_iter().take(50).map(row).collect()
}

fn stock(portal: &Portal, ctx: &Ctx, product: &Product) -> Vec<StockRow> {
    let known = portal.parts.stock.availability(ctx.tenant, product.id);
    let row = |place: inventory::WarehouseStock| StockRow {
        warehouse: place.code,
        name: place.name,
        on_hand: place.on_hand,
        reserved: place.reserved,
        available: place.available,
    };
    known.into_iter().flat_map(|stock| stock.warehouses).map(row).collect()
}

/// The product's prices on every list that names it. Who sees only some accounts gets none: lists tell what others pay.
async fn prices(portal: &Portal, ctx: &Ctx, product: &Product) -> Answer<Vec<PriceRow>> {
    let Some(book) = portal.parts.book.book(ctx.tenant).filter(|_| ctx.may(Action::PriceRead, Scope::Tenant)) else {
        return Ok(Vec::new());
    };
    let entries = pricing::lists::lists_of_product(reader(portal), ctx.tenant, product.id).await?;
    let mut rows: Vec<PriceRow> = entries
        .into_iter()
        .filter_map(|(id, entry)| {
            let list = book.list(id)?;
            Some(PriceRow {
                list: list.code.clone(),
                list_name: super::price_lists::name(list, ctx.locale).to_owned(),
                from: first_quantity(product, entry.from_quantity_micros),
                price: UnitPrice::from_micros(entry.price_micros, list.currency),
                in_force: list.in_force(ctx.now),
            })
        })
        .collect();
    rows.sort_by(|one, other| {
        (other.in_force, &one.list, one.from.micros()).cmp(&(one.in_force, &other.list, other.from.micros()))
    });
    Ok(rows)
}

/// From which quantity a tier holds: one from zero holds from the least that is sold.
pub(super) fn first_quantity(product: &Product, micros: i64) -> Quantity {
    if micros > 0 { Quantity::from_micros(micros, product.unit()) } else { product.packaging.minimum() }
}
