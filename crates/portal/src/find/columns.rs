//! Which attributes become the columns of a table of results: those that most of the products shown have.

use std::sync::Arc;

use catalog::{Attribute, AttributeKind, Product};
use kernel::Locale;

use super::results::AttributeColumn;
use crate::part::product::ValueView;
use crate::view;

/// More columns than this fit on no desk.
const MOST_COLUMNS: usize = 5;

/// The columns for these products, in the order of their data sheets.
pub fn columns(products: &[Arc<Product>]) -> Vec<Arc<Attribute>> {
    let mut counted: Vec<(Arc<Attribute>, usize)> = Vec::new();
    for characteristic in products.iter().flat_map(|product| product.attributes.iter()).filter(|each| each.attribute.facet) {
        match counted.iter_mut().find(|(attribute, _)| attribute.code == characteristic.attribute.code) {
            Some((_, count)) => *count += 1,
            None => counted.push((characteristic.attribute.clone(), 1)),
        }
    }
    let enough = products.len().div_ceil(2).max(1);
    let mut columns: Vec<Arc<Attribute>> =
        counted.into_iter().filter(|(_, count)| *count >= enough).map(|(attribute, _)| attribute).collect();
    // Numbers are what engineers compare; they go before words, each kind in the order of data sheets.
    columns.sort_by_key(|attribute| (!is_number(attribute), attribute.position));
    columns.truncate(MOST_COLUMNS);
    columns
}

pub fn column(attribute: &Attribute, locale: Locale) -> AttributeColumn {
    AttributeColumn {
        code: attribute.code.to_string(),
        label: attribute.name(locale).to_owned(),
        unit: attribute.unit.map(|unit| unit.code().to_owned()),
        numeric: is_number(attribute),
    }
}

/// A product's values under the columns.
pub fn values(product: &Product, columns: &[Arc<Attribute>], locale: Locale) -> Vec<Option<ValueView>> {
    let value = |column: &Arc<Attribute>| {
        let found = product.attributes.iter().find(|each| each.attribute.code == column.code)?;
        Some(view::product::value(found, locale))
    };
    columns.iter().map(value).collect()
}

fn is_number(attribute: &Attribute) -> bool {
    matches!(attribute.kind, AttributeKind::Number | AttributeKind::Range)
}
