//! Logs: the feed of facts and the audit trail, with what narrows them.

use serde::Serialize;
use web::page::Page;

use super::head::{Empty, Head};
use super::record::{EventView, HistoryView};
use super::samples::{events, histories};
use crate::part::Pager;
use crate::part::form::{Choice, Field};
use crate::part::table::{Chip, Filters};
use crate::part::without;

#[derive(Debug, Clone, Serialize)]
pub struct LogPage {
    pub head: Head,
    pub filters: Filters,
    pub events: Vec<EventView>,
    pub entries: Vec<AuditView>,
    pub pager: Pager,
    pub empty: Empty,
}

/// An entry of the audit trail of the whole tenant.
#[derive(Debug, Clone, Serialize)]
pub struct AuditView {
    pub id: String,
    pub entry: HistoryView,
    pub actor_email: Option<String>,
    pub acting_for_email: Option<String>,
    /// `order`, `account`, `price_list` …
    pub object_kind: String,
    pub object: String,
    pub href: Option<String>,
    pub account: Option<String>,
    pub account_href: Option<String>,
    pub correlation: String,
}

/// What a person asked the feed for.
#[derive(Debug, Clone, Default)]
pub struct EventsAsked {
    pub kind: String,
    pub subject: String,
    pub kinds: Vec<String>,
}

pub fn events_page(asked: &EventsAsked, rows: Vec<EventView>, pager: Pager) -> LogPage {
    let kinds = asked.kinds.iter().map(|kind| Choice::named(kind, kind));
    let kinds = std::iter::once(Choice::keyed("", "office-all-events")).chain(kinds).collect();
    let filters = Filters {
        action: "/office/events".to_owned(),
        search: None,
        choices: vec![
            Field::select("kind", "office-event-kind", kinds).value(asked.kind.clone()),
            Field::text("subject", "office-event-subject").value(asked.subject.clone()),
        ],
        chips: Vec::new(),
    };
    let narrowed = !asked.kind.is_empty() || !asked.subject.is_empty();
    LogPage {
        head: Head::keyed("office-nav-events").sub(web::page::Phrase::new("office-events-note")),
        filters,
        events: rows,
        entries: Vec::new(),
        pager,
        empty: if narrowed { Empty::filtered("/office/events") } else { Empty::of("office-events", "webhook") },
    }
}

/// What a person asked the audit trail for.
#[derive(Debug, Clone, Default)]
pub struct AuditAsked {
    pub actor: String,
    pub object_kind: String,
    pub object: String,
    pub account: Option<String>,
}

/// Kinds of objects that the filter offers.
pub const OBJECT_KINDS: [&str; 15] = [
    "order",
    "cart",
    "approval",
    "account",
    "account_group",
    "person",
    "site",
    "cost_centre",
    "product",
    "price_list",
    "stock",
    "warehouse",
    "market",
    "client",
    "tenant",
];

pub fn audit_page(here: &str, asked: &AuditAsked, rows: Vec<AuditView>, pager: Pager) -> LogPage {
    let kinds = OBJECT_KINDS.iter().map(|kind| Choice::keyed(*kind, format!("office-object-{kind}")));
    let kinds = std::iter::once(Choice::keyed("", "office-all-objects")).chain(kinds).collect();
    let chips = asked.account.iter().map(|name| Chip {
        text: name.clone(),
        remove: without(&without(here, "account"), "after"),
        attribute: "account".to_owned(),
        value: name.clone(),
    });
    let filters = Filters {
        action: "/office/audit".to_owned(),
        search: None,
        choices: vec![
            Field::select("kind", "office-object-kind", kinds).value(asked.object_kind.clone()),
            Field::text("object", "office-object").value(asked.object.clone()),
            Field::text("actor", "audit-actor").value(asked.actor.clone()),
        ],
        chips: chips.collect(),
    };
    let narrowed =
        !asked.object_kind.is_empty() || !asked.object.is_empty() || !asked.actor.is_empty() || asked.account.is_some();
    LogPage {
        head: Head::keyed("office-nav-audit").sub(web::page::Phrase::new("activity-sub")),
        filters,
        events: Vec::new(),
        entries: rows,
        pager,
        empty: if narrowed { Empty::filtered("/office/audit") } else { Empty::of("activity", "history") },
    }
}

impl Page for LogPage {
    const TEMPLATE: &'static str = "backoffice/log.html";

    fn sample() -> Vec<LogPage> {
        let entry = |entry: HistoryView| AuditView {
            id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
            actor_email: Some("laura.galli@fondaco.example".to_owned()),
            acting_for_email: entry.acting_for.as_ref().map(|_| "marco.bianchi@officinerossi.example".to_owned()),
            entry,
            object_kind: "order".to_owned(),
            object: "SO-004611".to_owned(),
            href: Some("/office/orders/SO-004611".to_owned()),
            account: Some("Officine Rossi S.r.l.".to_owned()),
            account_href: Some("/office/accounts/C-10042".to_owned()),
            correlation: "0192f3a1-7c44-7d10-9a3e-000000000001".to_owned(),
        };
        let entries: Vec<AuditView> = histories().into_iter().map(entry).collect();
        let asked = EventsAsked { kinds: vec!["fondaco.order.created.v1".to_owned()], ..EventsAsked::default() };
        let narrow = EventsAsked { subject: "zzz".to_owned(), ..asked.clone() };
        let of_account = AuditAsked { account: Some("Officine Rossi S.r.l.".to_owned()), ..AuditAsked::default() };
        vec![
            events_page(&asked, events(), Pager::by_cursor("/office/events", None, Some("x"))),
            events_page(&asked, Vec::new(), Pager::default()),
            events_page(&narrow, Vec::new(), Pager::default()),
            audit_page("/office/audit", &AuditAsked::default(), entries, Pager::by_cursor("/office/audit", None, Some("x"))),
            audit_page("/office/audit?account=1", &of_account, Vec::new(), Pager::default()),
            audit_page("/office/audit", &AuditAsked::default(), Vec::new(), Pager::default()),
        ]
    }
}
