//! The list of products.

use kernel::{Quantity, UnitPrice};
use web::page::Phrase;

use super::head::{Button, Empty, Head};
use super::list::ListPage;
use crate::part::form::{Choice, Field};
use crate::part::table::{Cell, Column, Filters, Row, Table};
use crate::part::{Pager, segment, without};
use crate::samples;

/// A product in the list.
#[derive(Debug, Clone)]
pub struct ProductRow {
    pub sku: String,
    pub name: String,
    pub brand: Option<String>,
    pub category: Option<String>,
    pub family: Option<String>,
    pub state: String,
    pub available: Option<Quantity>,
    pub list_price: Option<UnitPrice>,
}

#[derive(Debug, Clone, Default)]
pub struct ProductsAsked {
    pub text: String,
    pub category: String,
    /// Code and name, indented by depth.
    pub categories: Vec<(String, String)>,
    pub may_manage: bool,
    pub total: Option<u64>,
}

pub fn product_href(sku: &str) -> String {
    format!("/office/products/{}", segment(sku))
}

pub fn list(here: &str, asked: &ProductsAsked, rows: &[ProductRow], pager: Pager) -> ListPage {
    let categories = asked.categories.iter().map(|(code, name)| Choice::named(code, name));
    let categories = std::iter::once(Choice::keyed("", "office-all-categories")).chain(categories).collect();
    let filters = Filters {
        action: "/office/products".to_owned(),
        search: Some(asked.text.clone()),
        choices: vec![Field::select("category", "product-category", categories).value(asked.category.clone())],
        chips: Vec::new(),
    };
    let row = |product: &ProductRow| {
        Row::new(vec![
            Cell::Link { text: product.sku.clone(), href: product_href(&product.sku), below: Some(product.name.clone()) },
            Cell::optional(product.brand.clone()),
            Cell::optional(product.category.clone()),
            Cell::state("product", &product.state),
            product.available.map_or(Cell::Nothing, |quantity| Cell::Quantity { quantity }),
            product.list_price.map_or(Cell::Nothing, |price| Cell::Price { price }),
        ])
        .data("sku", &product.sku)
    };
    let table = Table {
        columns: vec![
            Column::text("find-product"),
            Column::text("product-brand"),
            Column::text("product-category"),
            Column::text("filter-state"),
            Column::number("office-available"),
            Column::number("price-list"),
        ],
        rows: rows.iter().map(row).collect(),
        pager,
        row_testid: Some("office-product-row".to_owned()),
        link_testid: Some("office-product-link".to_owned()),
    };
    let csv = without(here, "page").replacen("/office/products", "/office/products.csv", 1);
    let head = Head::keyed("office-nav-products")
        .sub(Phrase::new("office-products-sub").count("count", asked.total.unwrap_or(0)))
        .button_if(!rows.is_empty(), || Button::download("office-export", csv))
        .button_if(asked.may_manage, || Button::go("office-product-new", "/office/products/new").icon("plus").primary());
    ListPage::new(head, table, Empty::of("office-products", "box")).filters(filters)
}

pub fn list_samples() -> Vec<ListPage> {
    let row = |product: crate::part::product::ProductView| ProductRow {
        sku: product.sku,
        name: product.name,
        brand: product.brand,
        category: Some("Radiali rigidi a sfere".to_owned()),
        family: Some("deep_groove".to_owned()),
        state: "active".to_owned(),
        available: Some(product.availability.available),
        list_price: product.price.and_then(|price| price.list),
    };
    let mut rows: Vec<ProductRow> = samples::products().into_iter().map(row).collect();
    if let Some(last) = rows.last_mut() {
        last.state = "discontinued".to_owned();
        last.available = None;
    }
    let categories =
        vec![("bearings".to_owned(), "Cuscinetti".to_owned()), ("deep_groove".to_owned(), "– Radiali rigidi a sfere".to_owned())];
    let asked = ProductsAsked { categories, may_manage: true, total: Some(50_214), ..ProductsAsked::default() };
    let nothing = ProductsAsked { text: "zzz".to_owned(), total: Some(0), ..asked.clone() };
    let none = ProductsAsked { total: Some(0), may_manage: false, ..asked.clone() };
    vec![
        list("/office/products", &asked, &rows, Pager::by_place("/office/products", 1, 25, 50_214)),
        list("/office/products?q=zzz", &nothing, &[], Pager::default()),
        list("/office/products", &none, &[], Pager::default()),
    ]
}
