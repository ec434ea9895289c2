//! Quick order: a pasted block of codes and quantities, judged line by line before anything is added.

use kernel::{Money, Quantity, UnitPrice};
use serde::Serialize;
use web::page::{Page, Phrase};

use crate::part::product::AvailabilityView;
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct QuickOrderPage {
    /// What was pasted, kept as it was.
    pub text: String,
    pub verdicts: Vec<VerdictView>,
    /// Lines that can be added.
    pub good: u64,
    /// Lines that cannot, or only after a choice.
    pub bad: u64,
    pub net: Option<Money>,
    pub error: Option<Phrase>,
}

impl QuickOrderPage {
    /// Nothing judged yet.
    pub fn blank(text: String) -> QuickOrderPage {
        QuickOrderPage { text, verdicts: Vec::new(), good: 0, bad: 0, net: None, error: None }
    }
}

/// What became of one pasted line.
#[derive(Debug, Clone, Serialize)]
pub struct VerdictView {
    pub line: u64,
    pub code: String,
    /// `ok`, `rounded_up`, `unknown_code`, `ambiguous`, `not_sold`, `no_price`, `bad_quantity`.
    pub verdict: String,
    /// Whether the line can be added as it is.
    pub good: bool,
    pub message: Option<Phrase>,
    pub sku: Option<String>,
    pub name: Option<String>,
    pub quantity: Option<Quantity>,
    pub unit_price: Option<UnitPrice>,
    pub net: Option<Money>,
    pub availability: Option<AvailabilityView>,
    /// Codes that may have been meant.
    pub candidates: Vec<CandidateView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CandidateView {
    pub sku: String,
    pub name: String,
    /// The block of text with this code in place of the wrong one.
    pub fixed_text: String,
}

impl Page for QuickOrderPage {
    const TEMPLATE: &'static str = "buy/quick_order.html";

    fn sample() -> Vec<QuickOrderPage> {
        let blank = QuickOrderPage::blank(String::new());
        let empty = QuickOrderPage { error: Some(Phrase::new("quick-nothing-pasted")), ..blank.clone() };
        let judged = QuickOrderPage {
            text: "6204-2RSH;25\nOR-100871;12\n6240-2RSS;4\nM8x30;100\n".to_owned(),
            verdicts: sample_verdicts(),
            good: 2,
            bad: 2,
            net: Some(samples::eur("176.50")),
            error: None,
        };
        vec![blank, judged, empty]
    }
}

fn sample_verdicts() -> Vec<VerdictView> {
    let products = samples::products();
    let good = |line, code: &str, verdict: &str, index: usize, count, unit: &str, net: &str| {
        let product = products.get(index);
        VerdictView {
            line,
            code: code.to_owned(),
            verdict: verdict.to_owned(),
            good: true,
            message: (verdict != "ok").then(|| Phrase::new("verdict-rounded_up").quantity("given", Quantity::pieces(20))),
            sku: product.map(|product| product.sku.clone()),
            name: product.map(|product| product.name.clone()),
            quantity: Some(Quantity::pieces(count)),
            unit_price: Some(samples::price(unit)),
            net: Some(samples::eur(net)),
            availability: product.map(|product| product.availability.clone()),
            candidates: Vec::new(),
        }
    };
    let bad = |line, code: &str, verdict: &str, candidates: Vec<CandidateView>| VerdictView {
        line,
        code: code.to_owned(),
        verdict: verdict.to_owned(),
        good: false,
        message: Some(Phrase::new(format!("verdict-{verdict}"))),
        sku: None,
        name: None,
        quantity: None,
        unit_price: None,
        net: None,
        availability: None,
        candidates,
    };
    let candidate = |sku: &str, name: &str| CandidateView {
        sku: sku.to_owned(),
        name: name.to_owned(),
        fixed_text: format!("6204-2RSH;25\n{sku};4\n"),
    };
    vec![
        good(1, "6204-2RSH", "ok", 0, 25, "4.42", "110.50"),
        good(2, "OR-100871", "rounded_up", 1, 20, "3.30", "66.00"),
        bad(3, "6240-2RSS", "unknown_code", vec![candidate("6204-2RSH", "Cuscinetto radiale rigido a sfere 6204-2RSH")]),
        bad(
            4,
            "M8x30",
            "ambiguous",
            vec![candidate("ISO4762-M8X30-8.8", "Vite TCEI M8×30 8.8"), candidate("ISO4017-M8X30-8.8", "Vite TE M8×30 8.8")],
        ),
    ]
}
