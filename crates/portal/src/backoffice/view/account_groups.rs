//! Groups of customers: the list of them, a group with its members, the form of its name.

use kernel::Version;
use web::page::Phrase;

use super::accounts::account_href;
use super::form::{FormPage, remembering};
use super::head::{Button, Empty, Head, plain};
use super::list::ListPage;
use super::price_lists::list_href;
use super::record::{Body, Finder, HistoryView, Notice, Pair, Panel, RecordPage, Related, Section};
use super::samples::histories;
use crate::part::form::{Field, FieldKind, Form};
use crate::part::table::{Cell, Column, Filters, Row, Table};
use crate::part::{Pager, segment, with};

/// Where the list of groups is.
pub const GROUPS: &str = "/office/account-groups";

/// A group in the list.
#[derive(Debug, Clone)]
pub struct GroupRow {
    pub code: String,
    pub name: String,
    pub members: u64,
    /// Codes of the price lists that it has.
    pub lists: Vec<String>,
}

/// What a group's page shows.
#[derive(Debug, Clone)]
pub struct GroupFacts {
    pub code: String,
    pub name: String,
    pub version: Version,
    /// All of them, not only those shown.
    pub member_count: u64,
    pub members: Vec<GroupMember>,
    pub pager: Pager,
    /// What the members are narrowed to.
    pub text: String,
    /// Code and name of the price lists assigned to the group.
    pub lists: Vec<(String, String)>,
    pub history: Vec<HistoryView>,
    pub may_administer: bool,
    /// The form of a refused addition.
    pub refused: Option<Panel>,
    /// What somebody else changed meanwhile.
    pub moved: Option<Notice>,
}

/// An account in a group.
#[derive(Debug, Clone)]
pub struct GroupMember {
    pub number: String,
    pub name: String,
    pub state: String,
    /// As it is shown: the account that is taken out must still be this.
    pub version: Version,
}

/// The page of a group.
pub fn group_href(code: &str) -> String {
    format!("{GROUPS}/{}", segment(code))
}

pub fn list(text: &str, may_create: bool, rows: &[GroupRow], pager: Pager) -> ListPage {
    let filters = Filters { action: GROUPS.to_owned(), search: Some(text.to_owned()), ..Filters::default() };
    let row = |group: &GroupRow| {
        let cells = vec![
            Cell::Link { text: group.name.clone(), href: group_href(&group.code), below: Some(group.code.clone()) },
            Cell::count(group.members),
            if group.lists.is_empty() { Cell::Nothing } else { Cell::text(group.lists.join(", ")) },
        ];
        Row::new(cells).data("group", &group.code).data("members", group.members)
    };
    let table = Table {
        columns: vec![Column::text("account-group"), Column::number("office-group-members"), Column::text("office-group-lists")],
        rows: rows.iter().map(row).collect(),
        pager,
        row_testid: Some("group-row".to_owned()),
        link_testid: Some("group-link".to_owned()),
    };
    let new = || Button::go("office-group-new", format!("{GROUPS}/new")).icon("plus").primary();
    let head = Head::keyed("office-nav-groups").sub(Phrase::new("office-groups-sub")).button_if(may_create, new);
    ListPage::new(head, table, Empty::of("office-groups", "users-group")).filters(filters)
}

pub fn page(group: &GroupFacts) -> RecordPage {
    let base = group_href(&group.code);
    let head = Head::new(plain(&group.name))
        .below("office-nav-groups", GROUPS)
        .sub(plain(&group.code))
        .button_if(group.may_administer, || Button::go("office-group-rename", format!("{base}/edit")).icon("edit"));
    let mut page = RecordPage::new(head);
    if let Some(moved) = &group.moved {
        page = page.notice(moved.clone());
    }
    let facts = vec![Pair::new("office-code", Cell::code(&group.code)), Pair::new("office-version", Cell::count(group.version))];
    page.main(members(group, &base)).main(Section::history(group.history.clone())).side(lists(group)).side(Section::pairs(
        "identity",
        "office-identity",
        facts,
    ))
}

fn members(group: &GroupFacts, base: &str) -> Section {
    let mut columns = vec![Column::text("account-name"), Column::text("account-number-short"), Column::text("filter-state")];
    if group.may_administer {
        columns.push(Column::text("office-remove"));
    }
    let row = |member: &GroupMember| {
        let mut cells = vec![
            Cell::link(&member.name, account_href(&member.number)),
            Cell::code(&member.number),
            Cell::state("account", &member.state),
        ];
        if group.may_administer {
            let action = format!("{base}/members/{}/remove", segment(&member.number));
            cells.push(Cell::Act {
                action: with(&action, "version", &member.version.to_string()),
                key: "office-remove".to_owned(),
                confirm: Some("office-group-remove-confirm".to_owned()),
                testid: Some("group-remove".to_owned()),
                data: vec![("account".to_owned(), member.number.clone())],
            });
        }
        Row::new(cells).data("account", &member.number)
    };
    let table = Table {
        columns,
        rows: group.members.iter().map(row).collect(),
        pager: group.pager.clone(),
        row_testid: Some("group-member-row".to_owned()),
        link_testid: Some("office-account-link".to_owned()),
    };
    let panel = group.refused.clone().or_else(|| group.may_administer.then(|| join_panel(join_form(&group.code))));
    let empty = if group.text.is_empty() { "office-group-nobody" } else { "office-group-none-found" };
    let mut section = Section::table("members", "office-group-members", table).empty(empty).panel(panel);
    section.note = Some(Phrase::new("office-group-count").count("count", group.member_count));
    if group.member_count > 0 {
        section.finder = Some(Finder {
            action: base.to_owned(),
            name: "q".to_owned(),
            label: "office-group-find".to_owned(),
            value: group.text.clone(),
            also: None,
        });
    }
    section
}

fn lists(group: &GroupFacts) -> Section {
    let link = |(code, name): &(String, String)| Related {
        icon: "tags".to_owned(),
        words: plain(format!("{code} · {name}")),
        href: list_href(code),
    };
    Section::new("lists", "office-group-lists", Body::Links { links: group.lists.iter().map(link).collect() })
        .empty("office-group-no-lists")
}

/// The form by which an account comes in.
pub fn join_form(code: &str) -> Form {
    Form::new(format!("{}/members", group_href(code)), "office-group-add")
        .with(Field::text("account", "account-number-short").required().most(64).testid("group-account"))
        .with(
            Field::new(FieldKind::Check, "moving", "office-group-moving").hint("office-group-moving-hint").testid("group-moving"),
        )
}

pub fn join_panel(form: Form) -> Panel {
    Panel { submit_testid: Some("group-add".to_owned()), ..Panel::new("join", "office-group-add", form) }
}

/// Somebody changed an account while it was being taken out of the group.
pub fn moved_notice(account: &str, by: Option<&str>, group: Option<&str>) -> Notice {
    let title = match by {
        Some(by) => Phrase::new("office-group-moved-by").with("account", account).with("person", by),
        None => Phrase::new("office-group-moved").with("account", account),
    };
    let text = match group {
        Some(group) => Phrase::new("office-group-now-in").with("group", group),
        None => Phrase::new("office-group-now-in-none"),
    };
    let notice = Notice::new("warning", "users", title).text(text);
    Notice { testid: Some("save-conflict".to_owned()), ..notice }
}

/// The form of a group; without a version it opens a new one.
pub fn group_form(code: &str, name: &str, version: Option<Version>) -> Form {
    let named =
        |form: Form| form.with(Field::text("name", "office-group-name").required().most(200).value(name).testid("group-name"));
    match version {
        Some(version) => {
            let form = Form::new(format!("{}/edit", group_href(code)), "action-save");
            let fixed = Field::new(FieldKind::Fixed, "code", "office-code").hint("office-group-code-fixed").value(code);
            remembering(named(form.with(fixed)).version(version))
        }
        None => {
            let own = Field::text("code", "office-code").required().most(64).hint("office-group-code-hint").value(code);
            named(Form::new(GROUPS, "office-group-create").draft("group-new").with(own.testid("group-code")))
        }
    }
}

pub fn group_form_page(form: Form, known: Option<(&str, &str)>) -> FormPage {
    let below = |head: Head| head.below("office-nav-groups", GROUPS);
    match known {
        Some((code, name)) => {
            let head = below(Head::keyed("office-group-rename")).below_named(name, group_href(code));
            FormPage::new(head, form, group_href(code))
        }
        None => FormPage::new(below(Head::keyed("office-group-new")), form, GROUPS),
    }
}

fn sample_group() -> GroupFacts {
    let member = |number: &str, name: &str, state: &str| GroupMember {
        number: number.to_owned(),
        name: name.to_owned(),
        state: state.to_owned(),
        version: 3,
    };
    GroupFacts {
        code: "OEM".to_owned(),
        name: "Costruttori di macchine".to_owned(),
        version: 2,
        member_count: 61,
        members: vec![
            member("C-10042", "Officine Rossi S.r.l.", "active"),
            member("C-10043", "Tecnomeccanica Emiliana S.p.A.", "active"),
            member("C-10077", "Molino Ferri & Figli", "blocked"),
        ],
        pager: Pager::by_cursor("/office/account-groups/OEM", None, Some("C-10077")),
        text: String::new(),
        lists: vec![("METAL-2026".to_owned(), "Clienti metalmeccanici".to_owned())],
        history: histories(),
        may_administer: true,
        refused: None,
        moved: None,
    }
}

pub fn list_samples() -> Vec<ListPage> {
    let row = |code: &str, name: &str, members, lists: &[&str]| GroupRow {
        code: code.to_owned(),
        name: name.to_owned(),
        members,
        lists: lists.iter().map(|list| (*list).to_owned()).collect(),
    };
    let rows = [
        row("MRO", "Manutenzione", 214, &["MRO-2026"]),
        row("OEM", "Costruttori di macchine", 61, &["METAL-2026", "OEM-EXPORT-2026"]),
        row("RIV", "Rivenditori", 0, &[]),
    ];
    vec![
        list("", true, &rows, Pager::by_cursor(GROUPS, None, Some("RIV"))),
        list("zzz", false, &[], Pager::default()),
        list("", true, &[], Pager::default()),
    ]
}

pub fn record_samples() -> Vec<RecordPage> {
    let full = sample_group();
    let fault = kernel::FieldFault::new("account", "in_another_group", "is in another group");
    let refused = join_form("OEM").refused(&[("account".to_owned(), "C-10101".to_owned())], &[fault]);
    let moved = moved_notice("Molino Ferri & Figli", Some("Sara Neri"), Some("MRO"));
    vec![
        page(&full),
        page(&GroupFacts { refused: Some(join_panel(refused)), ..full.clone() }),
        page(&GroupFacts { moved: Some(moved), ..full.clone() }),
        page(&GroupFacts {
            members: Vec::new(),
            member_count: 0,
            lists: Vec::new(),
            may_administer: false,
            pager: Pager::default(),
            ..full
        }),
    ]
}

pub fn form_samples() -> Vec<FormPage> {
    vec![
        group_form_page(group_form("OEM", "Costruttori di macchine", Some(2)), Some(("OEM", "Costruttori di macchine"))),
        group_form_page(group_form("", "", None), None),
    ]
}
