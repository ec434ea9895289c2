//! The team's cart: who added what, for which cost centre, what it costs and which approval it will need.

use kernel::{Money, Percent, Quantity, UnitPrice, Version};
use serde::Serialize;
use web::page::{Page, Phrase};

use crate::part::form::Choice;
use crate::part::order::{TaxView, TotalsView};
use crate::part::product::{AvailabilityView, PackagingView};
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct CartPage {
    pub id: String,
    pub version: Version,
    pub lines: Vec<CartLineView>,
    /// Absent while the cart is empty.
    pub totals: Option<TotalsView>,
    pub approval: Option<ApprovalNotice>,
    pub limit: Option<LimitBar>,
    pub warnings: Vec<Phrase>,
    pub cost_centres: Vec<Choice>,
    /// Carts of colleagues, and saved ones.
    pub others: Vec<OtherCart>,
    pub can_submit: bool,
}

impl CartPage {
    /// No cart yet.
    pub fn empty() -> CartPage {
        CartPage {
            id: String::new(),
            version: 0,
            lines: Vec::new(),
            totals: None,
            approval: None,
            limit: None,
            warnings: Vec::new(),
            cost_centres: Vec::new(),
            others: Vec::new(),
            can_submit: false,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct CartLineView {
    pub id: String,
    pub sku: String,
    pub name: String,
    pub picture: Option<String>,
    pub customer_sku: Option<String>,
    pub quantity: Quantity,
    pub packaging: PackagingView,
    pub unit_price: Option<UnitPrice>,
    pub list_price: Option<UnitPrice>,
    pub net: Option<Money>,
    pub availability: AvailabilityView,
    pub added_by: Option<String>,
    pub cost_centre: Option<String>,
    pub cost_centres: Vec<Choice>,
    /// What is wrong with the line, or was with the last change.
    pub problem: Option<Phrase>,
    /// The quantity as it was typed, when it was refused.
    pub typed: Option<String>,
    /// The next quantity break, when it is near.
    pub next_break: Option<NextBreak>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NextBreak {
    pub from: Quantity,
    pub price: UnitPrice,
}

/// Says before submitting what approval will be needed, by whom and why.
#[derive(Debug, Clone, Serialize)]
pub struct ApprovalNotice {
    pub reason: Phrase,
    /// In the order in which they decide.
    pub approvers: Vec<String>,
}

/// How much of the person's limit per order the cart takes.
#[derive(Debug, Clone, Serialize)]
pub struct LimitBar {
    pub limit: Money,
    pub used: Money,
    /// 0 to 100, for the bar.
    pub percent: Percent,
    /// Whether the limit is exceeded.
    pub over: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct OtherCart {
    pub id: String,
    pub name: String,
    pub owner: String,
    pub lines: u64,
    pub net: Option<Money>,
}

impl Page for CartPage {
    const TEMPLATE: &'static str = "buy/cart.html";

    fn sample() -> Vec<CartPage> {
        let full = sample_cart();
        let within = CartPage {
            approval: None,
            limit: Some(LimitBar {
                limit: samples::eur("2000.00"),
                used: samples::eur("318.40"),
                percent: samples::percent("15.92"),
                over: false,
            }),
            ..full.clone()
        };
        let empty =
            CartPage { lines: Vec::new(), totals: None, approval: None, limit: None, warnings: Vec::new(), ..full.clone() };
        vec![full, within, empty]
    }
}

/// Totals as they stand on most samples.
pub fn sample_totals() -> TotalsView {
    TotalsView {
        net: samples::eur("2718.90"),
        taxes: vec![TaxView {
            category: "S".to_owned(),
            rate: samples::percent("22"),
            reason: None,
            base: samples::eur("2718.90"),
            amount: samples::eur("598.16"),
        }],
        gross: samples::eur("3317.06"),
    }
}

pub fn sample_notice() -> ApprovalNotice {
    ApprovalNotice {
        reason: Phrase::new("approval-reason-over_person_limit")
            .money("limit", samples::eur("2000.00"))
            .money("over", samples::eur("718.90")),
        approvers: vec!["Giulia Conti".to_owned()],
    }
}

fn sample_cart() -> CartPage {
    let cost_centres = || vec![Choice::named("MAN", "MAN · Manutenzione"), Choice::named("PRD", "PRD · Produzione linea 2")];
    let counts = [25_u32, 10, 100, 2];
    let nets = ["110.50", "45.10", "397.00", "2166.30"];
    let people = ["Marco Bianchi", "Marco Bianchi", "Giulia Conti", "Marco Bianchi"];
    let line = |(index, product): (usize, crate::part::product::ProductView)| CartLineView {
        id: format!("0192f3a1-7c44-7d10-9a3e-00000000000{index}"),
        sku: product.sku,
        name: product.name,
        picture: None,
        customer_sku: product.customer_sku,
        quantity: Quantity::pieces(counts.get(index).copied().unwrap_or(1)),
        packaging: samples::packaging(1, 1, 10),
        unit_price: product.price.as_ref().map(|view| view.own),
        list_price: product.price.and_then(|view| view.list),
        net: nets.get(index).map(|net| samples::eur(net)),
        availability: product.availability,
        added_by: people.get(index).map(|name| (*name).to_owned()),
        cost_centre: Some("MAN".to_owned()),
        cost_centres: cost_centres(),
        typed: (index == 1).then(|| "12,x".to_owned()),
        problem: (index == 1)
            .then(|| Phrase::new("field-error-not_decimal"))
            .or((index == 2).then(|| Phrase::new("warning-backorder").quantity("quantity", Quantity::pieces(100)))),
        next_break: (index == 0).then(|| NextBreak { from: Quantity::pieces(100), price: samples::price("3.98") }),
    };
    CartPage {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        version: 7,
        lines: samples::products().into_iter().take(4).enumerate().map(line).collect(),
        totals: Some(sample_totals()),
        approval: Some(sample_notice()),
        limit: Some(LimitBar {
            limit: samples::eur("2000.00"),
            used: samples::eur("2718.90"),
            percent: samples::percent("100"),
            over: true,
        }),
        warnings: Vec::new(),
        cost_centres: cost_centres(),
        others: vec![OtherCart {
            id: "x".to_owned(),
            name: "Fermata di dicembre".to_owned(),
            owner: "Giulia Conti".to_owned(),
            lines: 14,
            net: Some(samples::eur("1280.00")),
        }],
        can_submit: true,
    }
}
