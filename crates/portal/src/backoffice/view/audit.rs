//! One entry of the audit trail: who did what to what, each value in words; what the trail keeps of it, folded below.

use kernel::Timestamp;
use web::page::Phrase;

use super::head::Head;
use super::record::{Body, ChangeView, Pair, RecordPage, Section, table};
use super::samples::histories;
use crate::part::table::{Cell, Column, Row};

#[derive(Debug, Clone)]
pub struct AuditFacts {
    pub id: String,
    pub what: Phrase,
    /// The act's own name: `accounts.update_account`.
    pub action: String,
    pub at: Timestamp,
    pub actor: String,
    pub actor_email: Option<String>,
    /// In whose name: an account, a person.
    pub acting_for: Option<String>,
    pub object_kind: String,
    pub object: String,
    pub object_href: Option<String>,
    /// Name and address.
    pub account: Option<(String, String)>,
    pub correlation: String,
    pub changes: Vec<ChangeView>,
    /// The detail as indented JSON.
    pub json: String,
}

pub fn page(entry: &AuditFacts) -> RecordPage {
    let head = Head::new(entry.what.clone()).below("office-nav-audit", "/office/audit");
    RecordPage::new(head)
        .main(changes(entry))
        .main(Section::new("raw", "office-audit-raw", Body::Folded { text: entry.json.clone() }))
        .side(facts(entry))
        .side(Section::identity(
            &entry.id,
            None,
            vec![
                Pair::new("office-audit-action", Cell::code(&entry.action)),
                Pair::new("office-correlation", Cell::code(&entry.correlation)),
            ],
        ))
}

fn changes(entry: &AuditFacts) -> Section {
    let has_before = entry.changes.iter().any(|change| change.was.is_some());
    let row = |change: &ChangeView| {
        let key = format!("audited-{}", change.field.replace('_', "-"));
        let mut cells = vec![Cell::Said { phrase: Phrase::new(key).or(&change.field) }];
        if has_before {
            cells.push(change.was.clone().unwrap_or(Cell::Nothing));
        }
        cells.push(change.is.clone());
        Row::new(cells).data("field", &change.field)
    };
    let mut columns = vec![Column::text("office-audit-field")];
    if has_before {
        columns.push(Column::text("office-audit-before"));
    }
    columns.push(Column::text(if has_before { "office-audit-after" } else { "office-audit-value" }));
    let rows = entry.changes.iter().map(row).collect();
    Section::table("changes", "office-audit-changes", table(columns, rows, "audit-change-row", None))
        .empty("office-audit-no-changes")
}

fn facts(entry: &AuditFacts) -> Section {
    let linked = |text: &str, href: Option<&String>| match href {
        Some(href) => Cell::link(text, href),
        None => Cell::text(text),
    };
    let actor = match &entry.actor_email {
        Some(email) => Cell::Two { text: entry.actor.clone(), below: email.clone() },
        None => Cell::text(&entry.actor),
    };
    let mut pairs = vec![Pair::new("office-audit-at", Cell::Moment { moment: entry.at }), Pair::new("audit-actor", actor)];
    pairs.extend(entry.acting_for.as_ref().map(|name| Pair::text("office-act-for-head", name)));
    let kind = Phrase::new(format!("office-object-{}", entry.object_kind)).or(&entry.object_kind);
    pairs.push(Pair::said("office-object-kind", kind));
    pairs.push(Pair::new("office-object", linked(&entry.object, entry.object_href.as_ref())));
    if let Some((name, href)) = &entry.account {
        pairs.push(Pair::new("order-account", linked(name, Some(href))));
    }
    Section::pairs("facts", "office-audit-facts", pairs)
}

pub fn record_samples() -> Vec<RecordPage> {
    let entry = |place: usize| {
        let history = histories().into_iter().nth(place);
        history.map(|history| AuditFacts {
            id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
            what: history.what,
            action: history.action,
            at: history.at,
            actor: history.actor,
            actor_email: Some("laura.galli@fondaco.example".to_owned()),
            acting_for: history.acting_for,
            object_kind: "account".to_owned(),
            object: "C-10042".to_owned(),
            object_href: Some("/office/accounts/C-10042".to_owned()),
            account: Some(("Officine Rossi S.r.l.".to_owned(), "/office/accounts/C-10042".to_owned())),
            correlation: "0192f3a1-7c44-7d10-9a3e-000000000001".to_owned(),
            changes: history.changes,
            json: "{\n  \"payment_terms_days\": {\n    \"was\": 30,\n    \"is\": 60\n  }\n}".to_owned(),
        })
    };
    // A change, plain facts, and an entry without any.
    (0..4).filter_map(entry).map(|facts| page(&facts)).collect()
}
