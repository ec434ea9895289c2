//! Products for pages.

use catalog::{Catalogue, Characteristic, FileKind, FileLocation, Product, Value};
use kernel::{Ctx, Locale, Quantity};

use super::price::price_view;
use super::stock::availability;
use crate::frame::Portal;
use crate::part::product::{AskedPrice, AttributeView, PackView, PackagingView, PriceView, ProductView, ValueKind, ValueView};
use crate::part::segment;

/// A product of a list; its values under the list's columns are filled in by whoever knows the columns.
pub fn product_view(portal: &Portal, ctx: &Ctx, product: &Product) -> ProductView {
    ProductView {
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        brand: product.brand.as_ref().map(|brand| brand.to_string()),
        mpn: product.mpn.as_ref().map(ToString::to_string),
        customer_sku: customer_sku(&portal.parts.catalogue, ctx, product),
        picture: picture(&portal.parts.catalogue, ctx, product),
        values: Vec::new(),
        price: price(portal, ctx, product, false),
        availability: availability(&portal.parts.stock, ctx, product),
        packaging: packaging(product),
        matched_by: Vec::new(),
    }
}

/// The caller's price for the least quantity that is sold; none where none is agreed or prices are not theirs to see.
pub fn price(portal: &Portal, ctx: &Ctx, product: &Product, explain: bool) -> Option<PriceView> {
    price_at(portal, ctx, product, (None, explain))
}

/// The same for a quantity that somebody asked for.
pub fn price_at(
    portal: &Portal,
    ctx: &Ctx,
    product: &Product,
    (quantity, explain): (Option<Quantity>, bool),
) -> Option<PriceView> {
    if !ctx.actor.actions.contains(kernel::Action::PriceRead) || !product.is_sold() {
        return None;
    }
    let asker = super::price::asker(&portal.parts.directory, ctx)?;
    let minimum = product.packaging.minimum();
    let price = portal.parts.book.price(&asker, product.id, quantity.unwrap_or(minimum), explain).ok()?;
    let asked = quantity.map(|quantity| AskedPrice { quantity, total: price.line_total });
    Some(PriceView { asked, ..price_view(&price, minimum) })
}

pub fn customer_sku(catalogue: &Catalogue, ctx: &Ctx, product: &Product) -> Option<String> {
    catalogue.customer_sku(ctx.tenant, ctx.account()?, product.id).map(|code| code.to_string())
}

pub fn packaging(product: &Product) -> PackagingView {
    let packs = product.packaging.packs.iter().map(|pack| PackView { name: pack.name.to_string(), quantity: pack.quantity });
    PackagingView {
        unit: product.unit().code().to_owned(),
        minimum: product.packaging.minimum(),
        step: product.packaging.step(),
        packs: packs.collect(),
    }
}

/// The address of a product's picture: its image, else its drawing. Pictures kept elsewhere are left out: pages load
/// nothing from other hosts.
pub fn picture(catalogue: &Catalogue, ctx: &Ctx, product: &Product) -> Option<String> {
    let files = catalogue.files(ctx.tenant, product.id);
    let of_kind = |kind| {
        files.iter().find_map(|file| match &file.location {
            FileLocation::Blob(blob) if file.kind == kind => Some(file_address(product, blob.as_str())),
            _ => None,
        })
    };
    of_kind(FileKind::Image).or_else(|| of_kind(FileKind::Drawing))
}

/// Where a product's file is served: the blob's name changes with its bytes, so browsers may keep it.
pub fn file_address(product: &Product, blob: &str) -> String {
    format!("/products/{}/files/{}", segment(&product.sku), segment(blob))
}

pub fn attribute(characteristic: &Characteristic, locale: Locale) -> AttributeView {
    AttributeView {
        code: characteristic.attribute.code.to_string(),
        label: characteristic.attribute.name(locale).to_owned(),
        value: value(characteristic, locale),
    }
}

pub fn value(characteristic: &Characteristic, locale: Locale) -> ValueView {
    let unit = characteristic.attribute.unit.map(|unit| unit.code().to_owned());
    let kind = match &characteristic.value {
        Value::Number(_) => ValueKind::Number,
        Value::Boolean(_) => ValueKind::YesNo,
        Value::Text(_) | Value::Choice(_) | Value::Range(_) => ValueKind::Text,
    };
    let text = match &characteristic.value {
        Value::Boolean(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        _ => characteristic.text(locale),
    };
    ValueView { kind, text, unit }
}
