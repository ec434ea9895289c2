//! The price simulator: what an account pays for a product at a quantity on a day, and why.

use kernel::{Date, Money, Quantity, UnitPrice};
use serde::Serialize;
use web::page::{Page, Phrase};

use super::head::Head;
use crate::part::product::TierView;
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct SimulatorPage {
    pub head: Head,
    /// The account's number; empty asks as everyone.
    pub account: String,
    /// A code, or words that an article is found by.
    pub sku: String,
    /// Articles that the words may mean.
    pub candidates: Vec<Candidate>,
    pub quantity: String,
    pub day: String,
    pub account_error: Option<Phrase>,
    pub sku_error: Option<Phrase>,
    pub quantity_error: Option<Phrase>,
    pub day_error: Option<Phrase>,
    /// What can be chosen: number and name.
    pub accounts: Vec<(String, String)>,
    pub outcome: Option<Outcome>,
}

/// An article that may be meant.
#[derive(Debug, Clone, Serialize)]
pub struct Candidate {
    pub sku: String,
    pub name: String,
    /// The same question about this one.
    pub href: String,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    pub account: Option<(String, String)>,
    pub sku: String,
    pub name: String,
    pub quantity: Quantity,
    pub day: Option<Date>,
    /// Why there is no price.
    pub refused: Option<Phrase>,
    pub price: Option<SimulatedPrice>,
    /// By which rule of the market one of the lists gives the price.
    pub policy: Option<Phrase>,
    /// The lists in the order in which they were asked; told even when none has a price.
    pub steps: Vec<StepRow>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SimulatedPrice {
    pub unit_price: UnitPrice,
    pub total: Money,
    pub list_price: Option<UnitPrice>,
    pub saving: Option<kernel::Percent>,
    pub list: String,
    pub tiers: Vec<TierView>,
}

/// A list that was asked, in turn.
#[derive(Debug, Clone, Serialize)]
pub struct StepRow {
    pub step: u32,
    pub list: String,
    /// The list's name in the reader's language.
    pub name: String,
    pub href: Option<String>,
    /// `account`, `parent`, `group`, `everyone`.
    pub scope: Option<String>,
    /// The company or the group that it is for, by name.
    pub who: Option<String>,
    pub priority: i32,
    /// `won`, `outranked`, `not_lowest`, `no_entry`, `quantity_too_small`, `not_in_force`, `shut_out`, `base`.
    pub effect: String,
    pub from: Option<Quantity>,
    pub percent_off: Option<kernel::Percent>,
    /// The rule of the list that gives the price.
    pub rule: Option<Phrase>,
    pub formula: Option<String>,
    pub amount_off: Option<UnitPrice>,
    pub result: Option<UnitPrice>,
}

impl SimulatorPage {
    pub fn blank() -> SimulatorPage {
        SimulatorPage {
            head: Head::keyed("office-nav-simulator").sub(Phrase::new("office-simulator-sub")),
            account: String::new(),
            sku: String::new(),
            candidates: Vec::new(),
            quantity: "1".to_owned(),
            day: String::new(),
            account_error: None,
            sku_error: None,
            quantity_error: None,
            day_error: None,
            accounts: Vec::new(),
            outcome: None,
        }
    }
}

impl Page for SimulatorPage {
    const TEMPLATE: &'static str = "backoffice/simulator.html";

    fn sample() -> Vec<SimulatorPage> {
        let view = samples::price_view();
        let price = SimulatedPrice {
            unit_price: samples::price("4.42"),
            total: samples::eur("110.50"),
            list_price: Some(samples::price("7.20")),
            saving: Some(samples::percent("38.6")),
            list: "ROSSI-2026".to_owned(),
            tiers: view.tiers,
        };
        let asked = SimulatorPage {
            account: "C-10042".to_owned(),
            sku: "6204-2RSH".to_owned(),
            quantity: "25".to_owned(),
            accounts: vec![("C-10042".to_owned(), "Officine Rossi S.r.l.".to_owned())],
            ..SimulatorPage::blank()
        };
        let outcome = Outcome {
            account: Some(("C-10042".to_owned(), "Officine Rossi S.r.l.".to_owned())),
            sku: "6204-2RSH".to_owned(),
            name: "Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned(),
            quantity: Quantity::pieces(25),
            day: Some(samples::day("2026-12-01")),
            refused: None,
            price: Some(price),
            policy: Some(Phrase::new("market-policy-lowest")),
            steps: vec![
                sample_step(1, "PROMO-Q4", "everyone", "not_in_force", None),
                sample_step(2, "ROSSI-2026", "account", "won", Some("4.42")),
                sample_step(3, "GRUPPO-2026", "parent", "quantity_too_small", None),
                sample_step(4, "METAL-2026", "group", "outranked", Some("5.40")),
                sample_step(5, "LIST-2026", "everyone", "base", Some("7.20")),
                sample_step(6, "PROMO-Q3", "everyone", "not_lowest", Some("5.90")),
                sample_step(7, "SALDI", "everyone", "no_entry", None),
                sample_step(8, "ALTRO", "everyone", "shut_out", None),
            ],
        };
        let none = Outcome {
            price: None,
            refused: Some(Phrase::new("office-no-price")),
            day: None,
            account: None,
            steps: Vec::new(),
            ..outcome.clone()
        };
        let wrong = SimulatorPage {
            sku_error: Some(Phrase::new("field-error-unknown")),
            account_error: Some(Phrase::new("field-error-unknown")),
            quantity_error: Some(Phrase::new("field-error-not_decimal")),
            day_error: Some(Phrase::new("field-error-not_a_date")),
            ..asked.clone()
        };
        vec![
            SimulatorPage { outcome: Some(outcome), ..asked.clone() },
            SimulatorPage { outcome: Some(none), ..asked.clone() },
            SimulatorPage::blank(),
            with_candidates(asked.clone()),
            wrong,
        ]
    }
}

fn sample_step(step: u32, list: &str, scope: &str, effect: &str, result: Option<&str>) -> StepRow {
    StepRow {
        step,
        list: list.to_owned(),
        name: "Listino officine meccaniche".to_owned(),
        who: (scope == "group").then(|| "Officine meccaniche".to_owned()),
        href: Some(format!("/office/price-lists/{list}")),
        scope: Some(scope.to_owned()),
        priority: 90,
        effect: effect.to_owned(),
        from: result.map(|_| Quantity::pieces(25)),
        percent_off: (effect == "base").then(|| samples::percent("25")),
        rule: (effect == "won").then(|| Phrase::new("office-rule-of-category").with("key", "bearings")),
        formula: (effect == "won").then(|| "list(\"LIST-2026\") * 0.92 rounded to 0.05".to_owned()),
        amount_off: (effect == "outranked").then(|| samples::price("0.50")),
        result: result.map(samples::price),
    }
}

/// Words that fit several articles.
fn with_candidates(asked: SimulatorPage) -> SimulatorPage {
    let candidate = |sku: &str| Candidate {
        sku: sku.to_owned(),
        name: "Cuscinetto radiale rigido a sfere".to_owned(),
        href: format!("/office/price-simulator?sku={sku}"),
    };
    SimulatorPage { sku: "cuscinetto".to_owned(), candidates: vec![candidate("6204-2RSH"), candidate("6205-2RSH")], ..asked }
}
