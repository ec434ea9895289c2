//! The products found as a table for spreadsheets.

use kernel::Locale;
use web::page::Phrase;

use crate::part::Pager;
use crate::part::product::{AvailabilityState, ProductView, ValueKind, ValueView};
use crate::part::table::{Cell, Column, Row, Table};

/// `attributes` are the heads of the attribute columns, in the order of the products' values.
pub fn table(attributes: &[String], products: &[ProductView], locale: Locale) -> Table {
    let first = ["code-sku", "customer-code", "find-product", "code-brand", "code-mpn"].map(Column::text);
    let named = attributes.iter().map(Column::named);
    let last =
        ["find-price", "account-currency", "price-list", "stock-available", "find-availability", "pack-minimum", "pack-step"];
    let columns = first.into_iter().chain(named).chain(last.map(Column::text)).collect();
    let rows = products.iter().map(|product| row(product, locale)).collect();
    Table { columns, rows, pager: Pager::default(), row_testid: None, link_testid: None }
}

fn row(product: &ProductView, locale: Locale) -> Row {
    let mut cells = vec![
        Cell::code(&product.sku),
        Cell::optional(product.customer_sku.clone()),
        Cell::text(&product.name),
        Cell::optional(product.brand.clone()),
        Cell::optional(product.mpn.clone()),
    ];
    cells.extend(product.values.iter().map(|value| value.as_ref().map_or(Cell::Nothing, |value| value_cell(value, locale))));
    match &product.price {
        Some(price) => cells.extend([
            Cell::Price { price: price.own },
            Cell::text(price.own.currency().code()),
            price.list.map_or(Cell::Nothing, |price| Cell::Price { price }),
        ]),
        None => cells.extend([Cell::Nothing, Cell::Nothing, Cell::Nothing]),
    }
    cells.extend([
        Cell::Quantity { quantity: product.availability.available },
        availability(product),
        Cell::Quantity { quantity: product.packaging.minimum },
        Cell::Quantity { quantity: product.packaging.step },
    ]);
    Row::new(cells)
}

/// Numbers as the language's spreadsheets read them.
fn value_cell(value: &ValueView, locale: Locale) -> Cell {
    match value.kind {
        ValueKind::Number => Cell::count(crate::frame::typed_decimal(&value.text, locale)),
        ValueKind::YesNo => Cell::Said { phrase: Phrase::new(&value.text) },
        ValueKind::Text => Cell::text(&value.text),
    }
}

/// The day when it can leave, else the state in words.
fn availability(product: &ProductView) -> Cell {
    let key = match product.availability.state {
        AvailabilityState::Now | AvailabilityState::Partly => "stock-words",
        AvailabilityState::Soon | AvailabilityState::Order => "stock-order",
        AvailabilityState::Ended => "stock-ended",
    };
    match product.availability.date {
        Some(date) => Cell::Date { date },
        None => Cell::Said { phrase: Phrase::new(key) },
    }
}

#[cfg(test)]
mod tests;
