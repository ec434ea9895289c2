//! The approval requests of an account.

use kernel::{Money, Timestamp};
use serde::Serialize;
use web::page::Page;

use crate::part::Pager;
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct ApprovalsPage {
    /// Which are shown: `pending`, `approved`, `rejected`, `all`.
    pub state: String,
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
        let full = ApprovalsPage {
            state: "pending".to_owned(),
            rows: vec![
                row("1", "Marco Bianchi", "2718.90", "2026-11-24T07:42:00Z", true, "pending"),
                row("2", "Sara Neri", "12480.00", "2026-11-23T15:10:00Z", true, "pending"),
                row("3", "Paolo Verdi", "2105.00", "2026-11-20T09:31:00Z", false, "pending"),
            ],
            pager: Pager::default(),
        };
        let concluded = ApprovalsPage {
            state: "approved".to_owned(),
            rows: vec![row("4", "Marco Bianchi", "3100.00", "2025-12-20T09:31:00Z", false, "approved")],
            ..full.clone()
        };
        let empty = ApprovalsPage { rows: Vec::new(), ..full.clone() };
        vec![full, concluded, empty]
    }
}
