//! The approval requests of an account.

use kernel::{Money, Timestamp};
use serde::Serialize;
use web::page::Page;

use super::asked::ApprovalsAsked;
use crate::part::Pager;
use crate::part::table::Filters;
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct ApprovalsPage {
    /// Which are shown: `pending`, `approved`, `rejected`, `all`; another when it was asked for.
    pub state: String,
    pub filters: Filters,
    pub narrowed: bool,
    /// A filter is not known or cannot be read.
    pub unknown: bool,
    pub rows: Vec<ApprovalRowView>,
    pub pager: Pager,
}

#[derive(Debug, Clone, Serialize)]
pub struct ApprovalRowView {
    pub id: String,
    pub state: String,
    pub requester: String,
    pub total: Money,
    pub submitted_at: Timestamp,
    pub cost_centre: Option<String>,
    pub purchase_order: Option<String>,
    pub lines: u64,
    /// Whether it waits for the person who looks.
    pub waits_for_me: bool,
    /// For whom it waits, else.
    pub waits_for: Option<String>,
}

impl ApprovalsPage {
    /// The page; filters that are not understood show nothing, and say which.
    pub fn new(state: &str, filters: Filters, rows: Vec<ApprovalRowView>, pager: Pager) -> ApprovalsPage {
        let (filters, unknown) = filters.with_unknown();
        let (rows, pager) = if unknown { (Vec::new(), Pager::default()) } else { (rows, pager) };
        let own = |choice: &crate::part::form::Field| choice.name != "state" && !choice.value.is_empty();
        let narrowed =
            unknown || filters.search.as_deref().is_some_and(|text| !text.is_empty()) || filters.choices.iter().any(own);
        let state = if state.is_empty() { "pending" } else { state };
        ApprovalsPage { state: state.to_owned(), filters, narrowed, unknown, rows, pager }
    }
}

impl Page for ApprovalsPage {
    const TEMPLATE: &'static str = "approve/list.html";

    fn sample() -> Vec<ApprovalsPage> {
        let row = |id: &str, requester: &str, total: &str, at: &str, mine, state: &str| ApprovalRowView {
            id: id.to_owned(),
            state: state.to_owned(),
            requester: requester.to_owned(),
            total: samples::eur(total),
            submitted_at: samples::moment(at),
            cost_centre: Some("MAN".to_owned()),
            purchase_order: Some("ODA-2026-0815".to_owned()),
            lines: 6,
            waits_for_me: mine,
            waits_for: (!mine).then(|| "Giulia Conti".to_owned()),
        };
        let people = vec![("1".to_owned(), "Marco Bianchi".to_owned()), ("2".to_owned(), "Sara Neri".to_owned())];
        let asked = ApprovalsAsked { requesters: people, ..ApprovalsAsked::default() };
        let page = |asked: ApprovalsAsked, rows| {
            let filters = asked.filters("/approvals", kernel::Locale::It);
            ApprovalsPage::new(&asked.state, filters, rows, Pager::default())
        };
        let waiting = vec![
            row("1", "Marco Bianchi", "2718.90", "2026-11-24T07:42:00Z", true, "pending"),
            row("2", "Sara Neri", "12480.00", "2026-11-23T15:10:00Z", true, "pending"),
            row("3", "Paolo Verdi", "2105.00", "2026-11-20T09:31:00Z", false, "pending"),
        ];
        let approved = ApprovalsAsked { state: "approved".to_owned(), ..asked.clone() };
        let mistyped = ApprovalsAsked { state: "aproved".to_owned(), from: "mille".to_owned(), ..asked.clone() };
        vec![
            page(asked.clone(), waiting.clone()),
            page(approved, vec![row("4", "Marco Bianchi", "3100.00", "2025-12-20T09:31:00Z", false, "approved")]),
            page(mistyped, waiting),
            page(ApprovalsAsked::default(), Vec::new()),
        ]
    }
}
