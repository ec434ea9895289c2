//! The page of a product: everything that the seller knows of it.

use kernel::{Quantity, Timestamp, UnitPrice, Version};
use web::page::Phrase;

use super::head::{Button, Head, plain};
use super::price_lists::list_href;
use super::products::product_href;
use super::record::{Body, EventView, HistoryView, Notice, Pair, RecordPage, Section, table};
use super::samples::{events, histories};
use crate::part::product::{AttributeView, PACK_KINDS, ValueView};
use crate::part::table::{Cell, Column, Row};
use crate::part::{segment, with};
use crate::samples;

/// What the page of a product shows.
#[derive(Debug, Clone)]
pub struct ProductFacts {
    pub id: String,
    pub sku: String,
    pub name: String,
    pub name_it: Option<String>,
    pub name_en: Option<String>,
    pub text_it: Option<String>,
    pub text_en: Option<String>,
    pub state: String,
    pub kind: String,
    pub version: Version,
    pub changed_at: Option<Timestamp>,
    pub mpn: Option<String>,
    pub gtin: Option<String>,
    pub other_codes: Vec<String>,
    pub brand: Option<String>,
    /// Code and name.
    pub category: Option<(String, String)>,
    pub family: Option<(String, String)>,
    pub master: Option<(String, String)>,
    pub successor: Option<(String, String)>,
    pub attributes: Vec<AttributeView>,
    pub minimum: Quantity,
    pub step: Quantity,
    pub packs: Vec<(String, Quantity)>,
    pub weight_grams: Option<u32>,
    pub tax_category: String,
    pub lead_time_days: Option<u16>,
    pub files: Vec<FileRow>,
    pub relations: Vec<RelationRow>,
    pub used_in: Vec<RelationRow>,
    pub variants: Vec<(String, String)>,
    pub stock: Vec<StockRow>,
    pub prices: Vec<PriceRow>,
    pub history: Vec<HistoryView>,
    pub events: Vec<EventView>,
    pub may_manage: bool,
    pub may_see_lists: bool,
}

#[derive(Debug, Clone)]
pub struct FileRow {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub language: Option<String>,
    pub media_type: String,
    pub href: String,
}

#[derive(Debug, Clone)]
pub struct RelationRow {
    pub kind: String,
    /// The SKU, for a product of the catalogue.
    pub sku: Option<String>,
    pub name: String,
    pub position: Option<String>,
    pub quantity: Option<Quantity>,
}

#[derive(Debug, Clone)]
pub struct StockRow {
    pub warehouse: String,
    pub name: String,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub available: Quantity,
}

/// A price of the product on one list.
#[derive(Debug, Clone)]
pub struct PriceRow {
    pub list: String,
    pub list_name: String,
    pub from: Quantity,
    pub price: UnitPrice,
    pub in_force: bool,
}

pub fn page(product: &ProductFacts) -> RecordPage {
    let base = product_href(&product.sku);
    let may = product.may_manage;
    let head = Head::new(plain(&product.sku))
        .below("office-nav-products", "/office/products")
        .sub(plain(&product.name))
        .state("product", &product.state)
        .button(Button::go("office-product-in-portal", format!("/products/{}", segment(&product.sku))).icon("eye"))
        .button_if(may, || Button::go("office-change", format!("{base}/edit")).icon("edit").primary());
    let mut page = RecordPage::new(head);
    if let Some((sku, name)) = &product.successor {
        page = page.notice(Notice::new(
            "info",
            "switch-horizontal",
            Phrase::new("office-product-successor").with("product", format!("{sku} {name}")),
        ));
    }
    page.main(attributes(product, &base))
        .main(texts(product, &base))
        .main(prices(product))
        .main(stock(product))
        .main(relations(product, &base))
        .main_if((!product.used_in.is_empty()).then(|| used_in(product)))
        .main_if((!product.variants.is_empty()).then(|| variants(product)))
        .main(files(product, &base))
        .main(Section::history(product.history.clone()))
        .main_if((!product.events.is_empty()).then(|| Section::events(product.events.clone())))
        .side(facts(product))
        .side(packaging(product))
        .side(Section::identity(&product.id, Some(product.version), identity(product)))
}

fn attributes(product: &ProductFacts, base: &str) -> Section {
    Section::new("attributes", "office-product-attributes", Body::Attributes { rows: product.attributes.clone() })
        .empty("office-product-attributes-none")
        .button_if(product.may_manage, || Button::go("office-change", format!("{base}/attributes")).icon("edit"))
}

fn texts(product: &ProductFacts, base: &str) -> Section {
    let pairs = [
        ("product-name-it", &product.name_it),
        ("product-name-en", &product.name_en),
        ("product-text-it", &product.text_it),
        ("product-text-en", &product.text_en),
    ];
    let pairs = pairs.into_iter().map(|(label, text)| Pair::optional(label, text.clone())).collect();
    Section::new("texts", "office-product-texts", Body::Texts { pairs })
        .button_if(product.may_manage, || Button::go("office-change", format!("{base}/edit")).icon("edit"))
}

fn prices(product: &ProductFacts) -> Section {
    let columns = vec![
        Column::text("office-list"),
        Column::number("price-from"),
        Column::number("price-each"),
        Column::text("office-list-in-force"),
    ];
    let row = |price: &PriceRow| {
        let list = match product.may_see_lists {
            true => Cell::Link {
                text: price.list.clone(),
                href: format!("{}#entries", with(&list_href(&price.list), "sku", &product.sku)),
                below: Some(price.list_name.clone()),
            },
            false => Cell::Two { text: price.list.clone(), below: price.list_name.clone() },
        };
        Row::new(vec![
            list,
            Cell::Quantity { quantity: price.from },
            Cell::Price { price: price.price },
            Cell::YesNo { yes: price.in_force },
        ])
    };
    let rows = product.prices.iter().map(row).collect();
    let simulate = format!("/office/price-simulator?sku={}", segment(&product.sku));
    Section::table("prices", "office-product-prices", table(columns, rows, "price-row", None))
        .empty("office-product-prices-none")
        .button(Button::go("office-simulate", simulate).icon("calculator"))
}

fn stock(product: &ProductFacts) -> Section {
    let columns = vec![
        Column::text("office-warehouse"),
        Column::number("office-on-hand"),
        Column::number("office-reserved-head"),
        Column::number("office-available"),
    ];
    let row = |stock: &StockRow| {
        Row::new(vec![
            Cell::Two { text: stock.warehouse.clone(), below: stock.name.clone() },
            Cell::Quantity { quantity: stock.on_hand },
            Cell::Quantity { quantity: stock.reserved },
            Cell::Quantity { quantity: stock.available },
        ])
        .data("warehouse", &stock.warehouse)
    };
    let rows = product.stock.iter().map(row).collect();
    Section::table("stock", "office-nav-stock", table(columns, rows, "warehouse-row", None))
        .empty("office-product-stock-none")
        .button(Button::go("office-stock-open", format!("/office/stock/{}", segment(&product.sku))).icon("packages"))
}

fn relation_row(relation: &RelationRow, remove: Option<String>) -> Row {
    let target = match &relation.sku {
        Some(sku) => Cell::Link { text: sku.clone(), href: product_href(sku), below: Some(relation.name.clone()) },
        None => Cell::text(&relation.name),
    };
    let mut cells = vec![
        target,
        Cell::Said { phrase: Phrase::new(format!("office-relation-{}", relation.kind)) },
        Cell::optional(relation.position.clone()),
        relation.quantity.map_or(Cell::Nothing, |quantity| Cell::Quantity { quantity }),
    ];
    if let Some(action) = remove {
        cells.push(Cell::Act { action, key: "office-remove".to_owned(), confirm: None, testid: None, data: Vec::new() });
    }
    Row::new(cells)
}

fn relation_columns(with_act: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text("find-product"),
        Column::text("office-relation"),
        Column::text("office-relation-position"),
        Column::number("line-quantity"),
    ];
    if with_act {
        columns.push(Column::text("office-remove"));
    }
    columns
}

fn relations(product: &ProductFacts, base: &str) -> Section {
    let remove = |relation: &RelationRow| {
        let parameters = [
            ("kind", relation.kind.as_str()),
            ("target", relation.sku.as_deref().unwrap_or(&relation.name)),
            ("position", relation.position.as_deref().unwrap_or_default()),
            ("version", &product.version.to_string()),
        ];
        let action = format!("{base}/relations/remove");
        product.may_manage.then(|| parameters.iter().fold(action, |action, (name, value)| with(&action, name, value)))
    };
    let rows = product.relations.iter().map(|relation| relation_row(relation, remove(relation))).collect();
    let columns = relation_columns(product.may_manage);
    Section::table("relations", "office-product-relations", table(columns, rows, "related-row", None))
        .empty("office-product-relations-none")
        .button_if(product.may_manage, || Button::go("office-relation-add", format!("{base}/relations")).icon("plus"))
}

fn used_in(product: &ProductFacts) -> Section {
    let rows = product.used_in.iter().map(|relation| relation_row(relation, None)).collect();
    Section::table("used-in", "office-product-used-in", table(relation_columns(false), rows, "related-row", None))
}

fn variants(product: &ProductFacts) -> Section {
    let row = |(sku, name): &(String, String)| Row::new(vec![Cell::code_link(sku, product_href(sku)), Cell::text(name)]);
    let rows = product.variants.iter().map(row).collect();
    let columns = vec![Column::text("find-product"), Column::text("product-name")];
    Section::table("variants", "office-product-variants", table(columns, rows, "variant-row", None))
}

fn files(product: &ProductFacts, base: &str) -> Section {
    let mut columns = vec![Column::text("office-file-title"), Column::text("office-file-kind"), Column::text("office-file-type")];
    if product.may_manage {
        columns.push(Column::text("office-remove"));
    }
    let row = |file: &FileRow| {
        let mut cells = vec![
            Cell::Link { text: file.title.clone(), href: file.href.clone(), below: file.language.clone() },
            Cell::Said { phrase: Phrase::new(format!("office-file-{}", file.kind)) },
            Cell::code(&file.media_type),
        ];
        if product.may_manage {
            cells.push(Cell::Act {
                action: format!("{base}/files/{}/remove", file.id),
                key: "office-remove".to_owned(),
                confirm: Some("office-file-remove-confirm".to_owned()),
                testid: None,
                data: Vec::new(),
            });
        }
        Row::new(cells)
    };
    let rows = product.files.iter().map(row).collect();
    Section::table("files", "office-product-files", table(columns, rows, "file-row", None))
        .empty("office-product-files-none")
        .button_if(product.may_manage, || Button::go("office-file-add", format!("{base}/files")).icon("upload"))
}

fn facts(product: &ProductFacts) -> Section {
    let may = product.may_manage;
    let named = |pair: &Option<(String, String)>, href: fn(&str) -> String| match pair {
        Some((code, name)) => Cell::link(name, href(code)),
        None => Cell::Nothing,
    };
    let of_category = |code: &str| format!("/office/products?category={}", segment(code));
    let of_family = |code: &str| format!("/office/families/{}", segment(code));
    let mut pairs = vec![
        Pair::optional("product-brand", product.brand.clone()),
        Pair::new("product-category", named(&product.category, of_category)),
        match (&product.family, may) {
            (Some((_, name)), false) => Pair::text("product-family", name),
            (family, _) => Pair::new("product-family", named(family, of_family)),
        },
        Pair::said("product-kind", Phrase::new(format!("office-kind-{}", product.kind))),
        Pair::said("product-tax", Phrase::new(format!("office-tax-{}", product.tax_category))),
        match product.lead_time_days {
            Some(days) => Pair::said("product-lead-time", Phrase::new("office-days").count("days", u64::from(days))),
            None => Pair::new("product-lead-time", Cell::Nothing),
        },
    ];
    if product.master.is_some() {
        pairs.push(Pair::new("product-master", named(&product.master, product_href)));
    }
    if product.successor.is_some() {
        pairs.push(Pair::new("product-successor", named(&product.successor, product_href)));
    }
    Section::pairs("facts", "office-product-facts", pairs)
}

fn packaging(product: &ProductFacts) -> Section {
    let mut pairs = vec![
        Pair::new("pack-minimum", Cell::Quantity { quantity: product.minimum }),
        Pair::new("pack-step", Cell::Quantity { quantity: product.step }),
    ];
    for (name, quantity) in &product.packs {
        let label = if PACK_KINDS.contains(&name.as_str()) { format!("pack-{name}") } else { "pack-other".to_owned() };
        pairs.push(Pair::new(&label, Cell::Quantity { quantity: *quantity }));
    }
    if let Some(grams) = product.weight_grams {
        pairs.push(Pair::said("product-weight", Phrase::new("office-grams").count("grams", u64::from(grams))));
    }
    Section::pairs("packaging", "office-product-packaging", pairs)
}

fn identity(product: &ProductFacts) -> Vec<Pair> {
    let mut pairs = vec![Pair::new("product-sku", Cell::code(&product.sku))];
    pairs.extend(product.mpn.iter().map(|mpn| Pair::new("product-mpn", Cell::code(mpn))));
    pairs.extend(product.gtin.iter().map(|gtin| Pair::new("product-gtin", Cell::code(gtin))));
    if !product.other_codes.is_empty() {
        pairs.push(Pair::text("product-other-codes", product.other_codes.join(", ")));
    }
    pairs
}

#[expect(clippy::too_many_lines, reason = "one believable product, told in full")]
pub fn sample_facts() -> ProductFacts {
    let relation = |kind: &str, sku: Option<&str>, name: &str, position: Option<&str>| RelationRow {
        kind: kind.to_owned(),
        sku: sku.map(str::to_owned),
        name: name.to_owned(),
        position: position.map(str::to_owned),
        quantity: position.map(|_| Quantity::pieces(2)),
    };
    let stock = |warehouse: &str, name: &str, on_hand, reserved| StockRow {
        warehouse: warehouse.to_owned(),
        name: name.to_owned(),
        on_hand: Quantity::pieces(on_hand),
        reserved: Quantity::pieces(reserved),
        available: Quantity::pieces(on_hand - reserved),
    };
    let price = |list: &str, name: &str, from, amount: &str, in_force| PriceRow {
        list: list.to_owned(),
        list_name: name.to_owned(),
        from: Quantity::pieces(from),
        price: samples::price(amount),
        in_force,
    };
    let mut attributes = samples::attributes();
    attributes.push(AttributeView {
        code: "range".to_owned(),
        label: "Temperatura".to_owned(),
        value: ValueView::text("−30 – 110 °C"),
    });
    ProductFacts {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        sku: "6204-2RSH".to_owned(),
        name: "Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned(),
        name_it: Some("Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned()),
        name_en: Some("Deep groove ball bearing 6204-2RSH".to_owned()),
        text_it: Some("Cuscinetto a una corona di sfere con due tenute in gomma, ingrassato a vita.".to_owned()),
        text_en: None,
        state: "active".to_owned(),
        kind: "simple".to_owned(),
        version: 12,
        changed_at: Some(samples::moment("2026-11-20T10:00:00Z")),
        mpn: Some("6204-2RSH".to_owned()),
        gtin: Some("4012345678901".to_owned()),
        other_codes: vec!["6204.2RSR".to_owned(), "6204LLU".to_owned()],
        brand: Some("Tarvensk".to_owned()),
        category: Some(("deep_groove".to_owned(), "Radiali rigidi a sfere".to_owned())),
        family: Some(("deep_groove".to_owned(), "Cuscinetti radiali".to_owned())),
        master: None,
        successor: None,
        attributes,
        minimum: Quantity::pieces(1),
        step: Quantity::pieces(1),
        packs: vec![("box".to_owned(), Quantity::pieces(10)), ("pallet".to_owned(), Quantity::pieces(1200))],
        weight_grams: Some(106),
        tax_category: "standard".to_owned(),
        lead_time_days: Some(4),
        files: vec![FileRow {
            id: "1".to_owned(),
            kind: "data_sheet".to_owned(),
            title: "Scheda tecnica 6204-2RSH".to_owned(),
            language: Some("it".to_owned()),
            media_type: "application/pdf".to_owned(),
            href: "/files/1".to_owned(),
        }],
        relations: vec![
            relation("substitute", Some("6204-2Z"), "Cuscinetto radiale rigido a sfere 6204-2Z", None),
            relation("compatible_with", None, "Motore MEC 80", None),
        ],
        used_in: vec![relation("spare_part", Some("PMP-40"), "Pompa centrifuga PMP-40", Some("12"))],
        variants: Vec::new(),
        stock: vec![stock("BO", "Magazzino centrale Bologna", 8500, 80), stock("MI", "Filiale Milano", 310, 0)],
        prices: vec![
            price("LIST-2026", "Listino 2026", 1, "7.20", true),
            price("ROSSI-2026", "Accordo quadro Officine Rossi 2026", 1, "4.86", true),
            price("ROSSI-2026", "Accordo quadro Officine Rossi 2026", 100, "3.98", true),
            price("PROMO-Q4", "Promozione fine anno", 1, "5.90", false),
        ],
        history: histories(),
        events: events(),
        may_manage: true,
        may_see_lists: true,
    }
}

pub fn record_samples() -> Vec<RecordPage> {
    let full = sample_facts();
    let bare = ProductFacts {
        state: "discontinued".to_owned(),
        successor: Some(("6204-2RSH".to_owned(), "Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned())),
        master: Some(("6204".to_owned(), "Cuscinetto 6204".to_owned())),
        variants: vec![("6204-A".to_owned(), "Variante A".to_owned())],
        attributes: Vec::new(),
        files: Vec::new(),
        relations: Vec::new(),
        used_in: Vec::new(),
        stock: Vec::new(),
        prices: Vec::new(),
        events: Vec::new(),
        history: Vec::new(),
        packs: vec![("drum".to_owned(), Quantity::pieces(5))],
        may_manage: false,
        may_see_lists: false,
        ..full.clone()
    };
    vec![page(&full), page(&bare)]
}
