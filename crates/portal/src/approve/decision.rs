//! One approval request: everything that is needed to decide, and the decision.

use kernel::{Date, Money, Quantity, Timestamp};
use serde::Serialize;
use web::page::{Page, Phrase};

use crate::buy::cart::{CartLineView, CartPage, sample_totals};
use crate::part::order::{TimelineEntry, TotalsView};
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct DecisionPage {
    pub id: String,
    /// `pending`, `approved`, `rejected`, `cancelled`.
    pub state: String,
    pub requester: String,
    pub acted_by: Option<String>,
    pub submitted_at: Timestamp,
    pub reason: Phrase,
    pub totals: TotalsView,
    pub limit: Option<Money>,
    pub over: Option<Money>,
    pub site: Option<String>,
    pub cost_centre: Option<String>,
    pub purchase_order: Option<String>,
    pub project: Option<String>,
    pub requested_date: Option<Date>,
    pub notes: Option<String>,
    pub lines: Vec<CartLineView>,
    /// What is different from the moment of submission.
    pub changes: Vec<ChangeView>,
    /// Stands for exactly what this page shows; travels with the decision.
    pub seen_digest: String,
    pub steps: Vec<StepView>,
    pub timeline: Vec<TimelineEntry>,
    pub can_decide: bool,
    /// The requester may take it back.
    pub can_withdraw: bool,
    pub order_number: Option<String>,
    pub comment: String,
    pub error: Option<Phrase>,
    /// Just submitted by the person who looks.
    pub just_submitted: bool,
}

/// A change of price or stock since the submission.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// `price`, `stock`, `total`.
    pub kind: String,
    pub sku: Option<String>,
    pub what: Phrase,
}

/// One step of the chain of approvers.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    pub approver: String,
    /// `waiting`, `next`, `approved`, `rejected`.
    pub state: String,
    pub at: Option<Timestamp>,
    pub comment: Option<String>,
}

impl Page for DecisionPage {
    const TEMPLATE: &'static str = "approve/decision.html";

    fn sample() -> Vec<DecisionPage> {
        let pending = sample_pending();
        let step = |state: &str| StepView {
            approver: "Giulia Conti".to_owned(),
            state: state.to_owned(),
            at: Some(samples::moment("2026-11-24T08:05:00Z")),
            comment: Some("Va bene, ma la prossima volta usare l'accordo quadro.".to_owned()),
        };
        let approved = DecisionPage {
            state: "approved".to_owned(),
            can_decide: false,
            order_number: Some("26-004711".to_owned()),
            changes: Vec::new(),
            steps: vec![step("approved")],
            ..pending.clone()
        };
        let rejected =
            DecisionPage { state: "rejected".to_owned(), order_number: None, steps: vec![step("rejected")], ..approved.clone() };
        let own =
            DecisionPage { can_decide: false, can_withdraw: true, just_submitted: true, changes: Vec::new(), ..pending.clone() };
        vec![pending, approved, rejected, own]
    }
}

fn sample_pending() -> DecisionPage {
    let lines = CartPage::sample().into_iter().next().map(|cart| cart.lines).unwrap_or_default();
    let entry = |kind: &str, at: &str, actor: &str| TimelineEntry {
        kind: kind.to_owned(),
        at: Some(samples::moment(at)),
        actor: Some(actor.to_owned()),
        acting: None,
        detail: None,
        parts: Vec::new(),
    };
    DecisionPage {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        state: "pending".to_owned(),
        requester: "Marco Bianchi".to_owned(),
        acted_by: None,
        submitted_at: samples::moment("2026-11-24T07:42:00Z"),
        reason: Phrase::new("approval-reason-over_person_limit")
            .money("limit", samples::eur("2000.00"))
            .money("over", samples::eur("718.90")),
        totals: sample_totals(),
        limit: Some(samples::eur("2000.00")),
        over: Some(samples::eur("718.90")),
        site: Some("BO · Stabilimento Bologna".to_owned()),
        cost_centre: Some("MAN · Manutenzione".to_owned()),
        purchase_order: Some("ODA-2026-0815".to_owned()),
        project: Some("Revisione linea 2".to_owned()),
        requested_date: Some(samples::day("2026-12-04")),
        notes: Some("Consegnare al portone B, chiedere di Marco.".to_owned()),
        lines,
        changes: vec![
            ChangeView {
                kind: "price".to_owned(),
                sku: Some("6204-2RSH".to_owned()),
                what: Phrase::new("change-price").money("before", samples::eur("4.42")).money("now", samples::eur("4.51")),
            },
            ChangeView {
                kind: "stock".to_owned(),
                sku: Some("6204-C3".to_owned()),
                what: Phrase::new("change-shortage")
                    .quantity("before", Quantity::pieces(0))
                    .quantity("now", Quantity::pieces(100)),
            },
        ],
        seen_digest: "9f2c".to_owned(),
        steps: vec![StepView { approver: "Giulia Conti".to_owned(), state: "next".to_owned(), at: None, comment: None }],
        timeline: vec![entry("submitted", "2026-11-24T07:42:00Z", "Marco Bianchi")],
        can_decide: true,
        can_withdraw: false,
        order_number: None,
        comment: String::new(),
        error: None,
        just_submitted: false,
    }
}
