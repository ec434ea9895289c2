//! The inbox: what happened and what waits, each with a link to the thing itself.

use kernel::Timestamp;
use serde::Serialize;
use web::page::{Page, Phrase};

use crate::part::Pager;
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct InboxPage {
    pub items: Vec<InboxItemView>,
    pub unread: u64,
    pub pager: Pager,
}

#[derive(Debug, Clone, Serialize)]
pub struct InboxItemView {
    pub id: String,
    /// `approval-requested`, `order-placed`, …
    pub kind: String,
    pub icon: String,
    pub title: Phrase,
    pub href: String,
    pub at: Timestamp,
    pub read: bool,
    /// A person's own words: an approver's comment.
    pub comment: Option<String>,
}

impl Page for InboxPage {
    const TEMPLATE: &'static str = "track/inbox.html";

    fn sample() -> Vec<InboxPage> {
        let item = |kind: &str, icon: &str, title: Phrase, at: &str, read| InboxItemView {
            id: "1".to_owned(),
            kind: kind.to_owned(),
            icon: icon.to_owned(),
            title,
            href: "/orders/26-004611".to_owned(),
            at: samples::moment(at),
            read,
            comment: None,
        };
        let requested =
            Phrase::new("inbox-approval-requested").with("requester", "Marco Bianchi").money("total", samples::eur("2718.90"));
        let full = InboxPage {
            items: vec![
                item("approval-requested", "clipboard-check", requested, "2026-11-24T07:42:00Z", false),
                item(
                    "order_shipped",
                    "truck-delivery",
                    Phrase::new("inbox-order-shipped").with("order", "26-004611"),
                    "2026-11-20T16:10:00Z",
                    false,
                ),
                item(
                    "order_created",
                    "package",
                    Phrase::new("inbox-order-placed").with("order", "26-004611"),
                    "2026-11-18T14:40:00Z",
                    true,
                ),
            ],
            unread: 2,
            pager: Pager::default(),
        };
        vec![full.clone(), InboxPage { items: Vec::new(), unread: 0, ..full }]
    }
}
