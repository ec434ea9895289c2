//! A customer's cart as the seller's people see it: its lines and totals, nothing to change.

use kernel::{Date, Money, Percent, Quantity, Timestamp, UnitPrice, Version};
use web::page::Phrase;

use super::accounts::account_href;
use super::head::{Head, plain};
use super::products::product_href;
use super::record::{Notice, Pair, RecordPage, Section, table};
use crate::part::table::{Cell, Column, Row};
use crate::samples;

/// What the page of a cart shows.
#[derive(Debug, Clone)]
pub struct CartFacts {
    pub id: String,
    pub version: Version,
    /// Number and name of the account.
    pub account: (String, String),
    pub name: Option<String>,
    pub owner: String,
    pub state: String,
    pub updated_at: Timestamp,
    pub lines: Vec<CartLineFacts>,
    pub totals: Option<CartTotals>,
    pub site: Option<String>,
    pub cost_centre: Option<String>,
    pub purchase_order: Option<String>,
    pub project: Option<String>,
    pub requested: Option<Date>,
    /// The request that it waits for.
    pub approval: Option<String>,
}

/// A line at the prices of this moment.
#[derive(Debug, Clone)]
pub struct CartLineFacts {
    pub sku: String,
    pub name: String,
    pub quantity: Quantity,
    pub unit_price: Option<UnitPrice>,
    pub net: Option<Money>,
    pub added_by: Option<String>,
    pub cost_centre: Option<String>,
    /// Why it cannot be ordered as it is, or what is missing of it.
    pub problem: Option<Phrase>,
    /// Whether the cart cannot be ordered with this line in it.
    pub blocks: bool,
}

#[derive(Debug, Clone)]
pub struct CartTotals {
    pub net: Money,
    /// Rate and amount of each VAT line.
    pub taxes: Vec<(Percent, Money)>,
    pub gross: Money,
}

pub fn page(cart: &CartFacts) -> RecordPage {
    let (number, account) = &cart.account;
    let title = cart.name.as_ref().map_or_else(|| Phrase::new("office-cart-title").with("owner", &cart.owner), plain);
    let head = Head::new(title)
        .below("office-nav-accounts", "/office/accounts")
        .below_named(account, account_href(number))
        .sub(Phrase::new("office-cart-sub"))
        .state("cart", &cart.state);
    let mut page = RecordPage::new(head);
    if cart.lines.iter().any(|line| line.blocks) {
        page = page.notice(Notice::new("warning", "alert-triangle", Phrase::new("office-cart-problems")));
    }
    page.main(lines(cart))
        .side(Section::pairs("totals", "office-cart-totals", totals(cart)))
        .side(Section::pairs("facts", "office-account-facts", facts(cart)))
        .side(Section::identity(&cart.id, Some(cart.version), Vec::new()))
}

fn lines(cart: &CartFacts) -> Section {
    let remarks = cart.lines.iter().any(|line| line.problem.is_some());
    let mut columns = vec![
        Column::text("find-product"),
        Column::number("line-quantity"),
        Column::number("line-unit-price"),
        Column::number("line-net"),
        Column::text("office-cart-added-by"),
    ];
    if remarks {
        columns.push(Column::text("office-cart-remark"));
    }
    let row = |line: &CartLineFacts| {
        let mut cells = vec![
            Cell::Link { text: line.sku.clone(), href: product_href(&line.sku), below: Some(line.name.clone()) },
            Cell::Quantity { quantity: line.quantity },
            line.unit_price.map_or(Cell::Nothing, |price| Cell::Price { price }),
            line.net.map_or(Cell::Nothing, |money| Cell::Money { money }),
            match (&line.added_by, &line.cost_centre) {
                (Some(name), Some(centre)) => Cell::Two { text: name.clone(), below: centre.clone() },
                (name, centre) => Cell::optional(name.clone().or_else(|| centre.clone())),
            },
        ];
        if remarks {
            cells.push(line.problem.clone().map_or(Cell::Nothing, |phrase| Cell::Said { phrase }));
        }
        Row::new(cells).data("sku", &line.sku)
    };
    let rows = cart.lines.iter().map(row).collect();
    Section::table("lines", "office-lines", table(columns, rows, "cart-line-row", None)).empty("office-cart-empty")
}

fn totals(cart: &CartFacts) -> Vec<Pair> {
    let Some(totals) = &cart.totals else { return vec![Pair::new("total-net", Cell::Nothing)] };
    let vat = |(rate, amount): &(Percent, Money)| {
        Pair::said("office-cart-vat", Phrase::new("office-cart-vat-of").with("rate", rate).money("amount", *amount))
    };
    let mut pairs = vec![Pair::new("total-net", Cell::Money { money: totals.net })];
    pairs.extend(totals.taxes.iter().map(vat));
    pairs.push(Pair::new("total-gross", Cell::Money { money: totals.gross }));
    pairs
}

fn facts(cart: &CartFacts) -> Vec<Pair> {
    let mut pairs =
        vec![Pair::text("office-cart-owner", &cart.owner), Pair::new("office-updated", Cell::Moment { moment: cart.updated_at })];
    let given = [
        ("checkout-site", &cart.site),
        ("checkout-cost-centre", &cart.cost_centre),
        ("order-purchase-order", &cart.purchase_order),
        ("checkout-project", &cart.project),
    ];
    pairs.extend(given.into_iter().filter_map(|(label, text)| Some(Pair::text(label, text.as_ref()?))));
    pairs.extend(cart.requested.map(|date| Pair::new("checkout-requested-date", Cell::Date { date })));
    if let Some(id) = &cart.approval {
        let href = format!("/office/approvals/{id}");
        pairs.push(Pair::new("audited-approval", Cell::link(id.chars().take(8).collect::<String>(), href)));
    }
    pairs
}

pub fn record_samples() -> Vec<RecordPage> {
    let lines = samples::products().into_iter().take(3).enumerate().map(|(place, product)| CartLineFacts {
        sku: product.sku,
        name: product.name,
        quantity: Quantity::pieces(25),
        unit_price: (place != 2).then(|| samples::price("4.42")),
        net: (place != 2).then(|| samples::eur("110.50")),
        added_by: Some("Marco Bianchi".to_owned()),
        cost_centre: Some("MAN".to_owned()).filter(|_| place == 0),
        blocks: place == 2,
        problem: (place == 2).then(|| Phrase::new("line-problem-not_sold")),
    });
    let full = CartFacts {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        version: 7,
        account: ("C-10042".to_owned(), "Officine Rossi S.r.l.".to_owned()),
        name: Some("Fermata di dicembre".to_owned()),
        owner: "Giulia Conti".to_owned(),
        state: "waiting".to_owned(),
        updated_at: samples::moment("2026-11-24T07:50:00Z"),
        lines: lines.collect(),
        totals: Some(CartTotals {
            net: samples::eur("221.00"),
            taxes: vec![(samples::percent("22"), samples::eur("48.62"))],
            gross: samples::eur("269.62"),
        }),
        site: Some("BO · Bologna".to_owned()),
        cost_centre: Some("MAN".to_owned()),
        purchase_order: Some("ODA-2026-0815".to_owned()),
        project: None,
        requested: Some(samples::day("2026-12-04")),
        approval: Some("0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned()),
    };
    let bare = CartFacts {
        name: None,
        state: "open".to_owned(),
        lines: Vec::new(),
        totals: None,
        site: None,
        cost_centre: None,
        purchase_order: None,
        requested: None,
        approval: None,
        ..full.clone()
    };
    vec![page(&full), page(&bare)]
}
