//! Approvals that customers' people wait for: the seller sees them, and decides nothing.

use kernel::{Money, Quantity, Timestamp};
use web::page::Phrase;

use super::accounts::account_href;
use super::head::{Empty, Head, Tab, plain};
use super::list::ListPage;
use super::products::product_href;
use super::record::{Notice, Pair, RecordPage, Section, table};
use crate::approve::asked::ApprovalsAsked;
use crate::part::Pager;
use crate::part::form::{Field, FieldKind};
use crate::part::table::{Cell, Chip, Column, Filters, Row, Table};
use crate::part::{with, without};
use crate::samples;

#[derive(Debug, Clone)]
pub struct ApprovalRow {
    pub id: String,
    /// Number and name of the account.
    pub account: (String, String),
    pub requester: String,
    pub state: String,
    pub waits_for: Option<String>,
    pub amount: Money,
    pub at: Timestamp,
}

/// What the list was asked for: its filters as they stand, and the name of the account that it is narrowed to.
#[derive(Debug, Clone)]
pub struct OfficeApprovalsAsked {
    /// Empty: those that wait.
    pub state: String,
    pub filters: Filters,
    /// Number and name.
    pub account: Option<(String, String)>,
}

pub fn list(here: &str, asked: OfficeApprovalsAsked, rows: &[ApprovalRow], pager: Pager) -> ListPage {
    // A tab changes the state and leaves the other filters as they are.
    let all = without(&without(here, "after"), "state");
    let tabs = ["", "approved", "rejected", "withdrawn", "all"].map(|view| {
        let (key, href) = match view {
            "" => ("approval-tab-pending", all.clone()),
            "all" => ("approval-tab-all", with(&all, "state", view)),
            "approved" => ("approval-tab-approved", with(&all, "state", view)),
            "rejected" => ("approval-tab-rejected", with(&all, "state", view)),
            _ => ("approval-tab-withdrawn", with(&all, "state", view)),
        };
        Tab::new(key, href, asked.state == view)
    });
    let row = |request: &ApprovalRow| {
        let (number, name) = &request.account;
        let waits = match &request.waits_for {
            Some(person) => Cell::text(person),
            None => Cell::Nothing,
        };
        Row::new(vec![
            Cell::Link { text: request.requester.clone(), href: format!("/office/approvals/{}", request.id), below: None },
            Cell::link(name, account_href(number)),
            Cell::state("approval", &request.state),
            waits,
            Cell::Moment { moment: request.at },
            Cell::Money { money: request.amount },
        ])
        .data("id", &request.id)
        .data("state", &request.state)
    };
    let table = Table {
        columns: vec![
            Column::text("approval-requester"),
            Column::text("order-account"),
            Column::text("approval-state"),
            Column::text("office-approval-waits-for"),
            Column::text("approval-submitted"),
            Column::number("total-net"),
        ],
        rows: rows.iter().map(row).collect(),
        pager,
        row_testid: Some("approval-row".to_owned()),
        link_testid: Some("approval-link".to_owned()),
    };
    let mut filters = asked.filters;
    if let Some((number, name)) = asked.account {
        // Typing another text leaves the account as it is.
        filters.choices.push(Field::new(FieldKind::Hidden, "account", "order-account").value(number));
        filters.chips.push(Chip {
            text: name.clone(),
            remove: without(&without(here, "account"), "after"),
            attribute: "account".to_owned(),
            value: name,
        });
    }
    let head = Head::keyed("office-nav-approvals").sub(Phrase::new("office-approvals-sub"));
    ListPage::new(head, table, Empty::of("office-approvals", "clipboard-check")).tabs(tabs.to_vec()).filters(filters)
}

/// What the page of a request shows.
#[derive(Debug, Clone)]
pub struct ApprovalFacts {
    pub row: ApprovalRow,
    pub reason: Phrase,
    pub steps: Vec<StepView>,
    pub lines: Vec<LineBrief>,
    pub purchase_order: Option<String>,
    pub cost_centre: Option<String>,
    /// The order that it became.
    pub order: Option<String>,
    pub concluded_at: Option<Timestamp>,
    pub version: i64,
}

#[derive(Debug, Clone)]
pub struct StepView {
    pub role: Option<String>,
    pub person: Option<String>,
    pub up_to: Option<Money>,
    /// `approved`, `rejected`, `pending`.
    pub state: String,
    pub by: Option<String>,
    pub at: Option<Timestamp>,
    pub comment: Option<String>,
}

#[derive(Debug, Clone)]
pub struct LineBrief {
    pub sku: String,
    pub name: String,
    pub quantity: Quantity,
    pub total: Option<Money>,
}

pub fn page(request: &ApprovalFacts) -> RecordPage {
    let (number, name) = &request.row.account;
    let head = Head::new(
        Phrase::new("office-approval-title").with("requester", &request.row.requester).money("amount", request.row.amount),
    )
    .below("office-nav-approvals", "/office/approvals")
    .sub(plain(name))
    .state("approval", &request.row.state);
    let mut facts = vec![
        Pair::new("order-account", Cell::link(name, account_href(number))),
        Pair::text("approval-requester", &request.row.requester),
        Pair::new("total-net", Cell::Money { money: request.row.amount }),
        Pair::new("approval-submitted", Cell::Moment { moment: request.row.at }),
        Pair::optional("checkout-purchase-order", request.purchase_order.clone()),
        Pair::optional("checkout-cost-centre", request.cost_centre.clone()),
    ];
    if let Some(order) = &request.order {
        facts.push(Pair::new("order-number", Cell::code_link(order, format!("/office/orders/{order}"))));
    }
    if let Some(moment) = request.concluded_at {
        facts.push(Pair::new("office-approval-concluded", Cell::Moment { moment }));
    }
    RecordPage::new(head)
        .notice(Notice::new("info", "info-circle", request.reason.clone()).text(Phrase::new("office-approval-text")))
        .main(steps(request))
        .main(lines(request))
        .side(Section::pairs("facts", "office-approval-facts", facts))
        .side(Section::identity(&request.row.id, Some(request.version), Vec::new()))
}

fn steps(request: &ApprovalFacts) -> Section {
    let columns = vec![
        Column::text("office-approval-step"),
        Column::text("approval-state"),
        Column::text("office-approval-by"),
        Column::text("office-approval-comment"),
        Column::number("office-approval-up-to"),
    ];
    let row = |step: &StepView| {
        let who = match (&step.role, &step.person) {
            (Some(role), _) => Cell::Said { phrase: Phrase::new(format!("role-{role}")) },
            (None, person) => Cell::optional(person.clone()),
        };
        Row::new(vec![
            who,
            Cell::state("approval", &step.state),
            Cell::optional(step.by.clone()),
            Cell::optional(step.comment.clone()),
            step.up_to.map_or_else(|| Cell::Said { phrase: Phrase::new("person-no-limit") }, |money| Cell::Money { money }),
        ])
    };
    let rows = request.steps.iter().map(row).collect();
    Section::table("steps", "office-approval-steps", table(columns, rows, "approval-step", None))
}

fn lines(request: &ApprovalFacts) -> Section {
    let columns = vec![Column::text("find-product"), Column::number("line-quantity"), Column::number("line-net")];
    let row = |line: &LineBrief| {
        Row::new(vec![
            Cell::Link { text: line.sku.clone(), href: product_href(&line.sku), below: Some(line.name.clone()) },
            Cell::Quantity { quantity: line.quantity },
            line.total.map_or(Cell::Nothing, |money| Cell::Money { money }),
        ])
        .data("sku", &line.sku)
    };
    let rows = request.lines.iter().map(row).collect();
    Section::table("lines", "office-approval-lines", table(columns, rows, "approval-line", None))
        .empty("office-approval-lines-none")
}

fn sample_row(state: &str) -> ApprovalRow {
    ApprovalRow {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        account: ("C-10042".to_owned(), "Officine Rossi S.r.l.".to_owned()),
        requester: "Marco Bianchi".to_owned(),
        state: state.to_owned(),
        waits_for: (state == "pending").then(|| "Giulia Conti".to_owned()),
        amount: samples::eur("2718.90"),
        at: samples::moment("2026-11-23T15:10:00Z"),
    }
}

pub fn list_samples() -> Vec<ListPage> {
    let rows = [sample_row("pending"), sample_row("approved"), sample_row("rejected"), sample_row("cancelled")];
    let here = "/office/approvals";
    let asked = |state: &str, account: Option<&str>| {
        let asked = ApprovalsAsked { state: state.to_owned(), ..ApprovalsAsked::default() };
        OfficeApprovalsAsked {
            filters: asked.filters("/office/approvals", kernel::Locale::It),
            state: asked.state,
            account: account.map(|name| ("1".to_owned(), name.to_owned())),
        }
    };
    vec![
        list(here, asked("", None), &rows, Pager::by_cursor(here, None, Some("x"))),
        list("/office/approvals?account=1", asked("", Some("Officine Rossi S.r.l.")), &rows[..1], Pager::default()),
        list(here, asked("", None), &[], Pager::default()),
        list("/office/approvals?state=aproved", asked("aproved", None), &rows, Pager::default()),
    ]
}

pub fn record_samples() -> Vec<RecordPage> {
    let step = |role: Option<&str>, person: Option<&str>, state: &str| StepView {
        role: role.map(str::to_owned),
        person: person.map(str::to_owned),
        up_to: role.map(|_| samples::eur("20000.00")),
        state: state.to_owned(),
        by: (state != "pending").then(|| "Giulia Conti".to_owned()),
        at: (state != "pending").then(|| samples::moment("2026-11-24T07:00:00Z")),
        comment: (state != "pending").then(|| "Va bene".to_owned()),
    };
    let line = LineBrief {
        sku: "6204-2RSH".to_owned(),
        name: "Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned(),
        quantity: Quantity::pieces(25),
        total: Some(samples::eur("110.50")),
    };
    let pending = ApprovalFacts {
        row: sample_row("pending"),
        reason: Phrase::new("approval-reason-person_limit"),
        steps: vec![step(Some("approver"), None, "approved"), step(None, Some("Anna Rossi"), "pending")],
        lines: vec![line],
        purchase_order: Some("ODA-2026-0815".to_owned()),
        cost_centre: Some("MAN".to_owned()),
        order: None,
        concluded_at: None,
        version: 2,
    };
    let approved = ApprovalFacts {
        row: sample_row("approved"),
        order: Some("SO-004611".to_owned()),
        concluded_at: Some(samples::moment("2026-11-24T07:00:00Z")),
        lines: Vec::new(),
        ..pending.clone()
    };
    vec![page(&pending), page(&approved)]
}
