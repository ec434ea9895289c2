//! Price lists: the list of them, the form of their terms.

use kernel::{Percent, Version};
use web::page::Phrase;

use super::form::{FormPage, remembering};
use super::head::{Button, Empty, Head};
use super::list::ListPage;
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::table::{Cell, Column, Filters, Row, Table};
use crate::part::{Pager, segment};
use crate::samples;

#[derive(Debug, Clone)]
pub struct PriceListRow {
    pub code: String,
    pub name: String,
    pub state: String,
    pub currency: String,
    pub priority: i32,
    pub valid_from: Option<kernel::Timestamp>,
    pub valid_to: Option<kernel::Timestamp>,
    pub derived: Option<(String, Percent)>,
    pub in_force: bool,
    pub reach: Reached,
}

/// Whom a list is for, in short: how many, and the first names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reached {
    pub everyone: bool,
    pub groups: Named,
    pub accounts: Named,
}

/// How many there are, and the names of the first [`NAMES`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    pub count: u64,
    pub names: Vec<String>,
}

/// As many names as a line takes.
pub const NAMES: usize = 2;

#[derive(Debug, Clone, Default)]
pub struct ListsAsked {
    pub text: String,
    pub state: String,
    pub may_manage: bool,
}

pub fn list_href(code: &str) -> String {
    format!("/office/price-lists/{}", segment(code))
}

pub fn list(asked: &ListsAsked, rows: &[PriceListRow], pager: Pager) -> ListPage {
    let states = ["active", "draft", "archived"].map(|state| Choice::keyed(state, format!("state-list-{state}")));
    let states = std::iter::once(Choice::keyed("", "filter-all-states")).chain(states).collect();
    let filters = Filters {
        action: "/office/price-lists".to_owned(),
        search: Some(asked.text.clone()),
        choices: vec![Field::select("state", "filter-state", states).value(asked.state.clone())],
        chips: Vec::new(),
    };
    let table = Table {
        columns: vec![
            Column::text("office-list"),
            Column::text("filter-state"),
            Column::text("office-list-for"),
            Column::text("office-list-validity"),
            Column::text("office-list-derived"),
            Column::text("account-currency"),
            Column::number("office-list-priority"),
        ],
        rows: rows.iter().map(row).collect(),
        pager,
        row_testid: Some("price-list-row".to_owned()),
        link_testid: Some("price-list-link".to_owned()),
    };
    let head = Head::keyed("office-nav-price-lists")
        .sub(Phrase::new("office-price-lists-sub"))
        .button(Button::go("office-nav-simulator", "/office/price-simulator").icon("calculator"))
        .button_if(asked.may_manage, || Button::go("office-price-list-new", "/office/price-lists/new").icon("plus").primary());
    ListPage::new(head, table, Empty::of("office-price-lists", "tags")).filters(filters)
}

fn row(list: &PriceListRow) -> Row {
    let derived = match &list.derived {
        Some((base, percent)) => Cell::Said { phrase: derivation(base, *percent) },
        None => Cell::Nothing,
    };
    Row::new(vec![
        Cell::Link { text: list.code.clone(), href: list_href(&list.code), below: Some(list.name.clone()) },
        Cell::state("list", &list.state),
        reached(&list.reach),
        Cell::Said { phrase: validity(list.valid_from.is_some(), list.valid_to.is_some(), list.in_force) },
        derived,
        Cell::text(&list.currency),
        Cell::count(list.priority),
    ])
    .data("list", &list.code)
    .data("assigned", if list.reach == Reached::default() { "no" } else { "yes" })
}

/// Whom a list is for. For nobody is a state with its colour: such a list gives no prices.
fn reached(reach: &Reached) -> Cell {
    if *reach == Reached::default() {
        return Cell::state("assignment", "none");
    }
    let named = |stem: &str, named: &Named| {
        let more = named.count > u64::try_from(named.names.len()).unwrap_or(u64::MAX);
        let key = if more { format!("{stem}-more") } else { stem.to_owned() };
        (named.count > 0).then(|| Phrase::new(key).count("count", named.count).with("names", named.names.join(", ")))
    };
    let everyone = reach.everyone.then(|| Phrase::new("office-scope-everyone"));
    let parts = [everyone, named("office-list-for-groups", &reach.groups), named("office-list-for-accounts", &reach.accounts)];
    Cell::SaidAll { phrases: parts.into_iter().flatten().collect() }
}

/// Whether a list holds now, and whether it ends.
pub fn validity(begins: bool, ends: bool, in_force: bool) -> Phrase {
    Phrase::new(match (in_force, begins, ends) {
        (true, _, true) => "office-list-until",
        (true, _, false) => "office-list-now",
        (false, _, _) => "office-list-not-now",
    })
}

/// `−25 % of LIST-2026`; a surcharge is a plus.
pub fn derivation(base: &str, percent_off: Percent) -> Phrase {
    let (key, percent) = match percent_off < Percent::ZERO {
        true => ("office-list-surcharge", percent_off.to_string().trim_start_matches('-').to_owned()),
        false => ("office-list-discount", percent_off.to_string()),
    };
    Phrase::new(key).with("base", base).with("percent", percent)
}

/// What the form of a list's terms holds, as text.
#[derive(Debug, Clone, Default)]
pub struct ListValues {
    pub code: String,
    pub name_it: String,
    pub name_en: String,
    pub currency: String,
    pub market: String,
    pub priority: String,
    pub exclusive: bool,
    /// Days; the first and the last on which it holds.
    pub valid_from: String,
    pub valid_to: String,
    pub base: String,
    pub percent_off: String,
    pub state: String,
}

#[derive(Debug, Clone, Default)]
pub struct ListChoices {
    pub currencies: Vec<String>,
    pub markets: Vec<String>,
    /// Codes of lists that it may derive from.
    pub bases: Vec<String>,
}

pub fn list_form(values: &ListValues, choices: &ListChoices, version: Option<Version>) -> Form {
    let plain = |codes: &[String]| codes.iter().map(|code| Choice::named(code, code)).collect::<Vec<Choice>>();
    let or_none =
        |codes: &[String], key: &str| std::iter::once(Choice::keyed("", key)).chain(plain(codes)).collect::<Vec<Choice>>();
    let states = ["draft", "active", "archived"].map(|state| Choice::keyed(state, format!("state-list-{state}"))).to_vec();
    let action = match version {
        Some(_) => format!("{}/edit", list_href(&values.code)),
        None => "/office/price-lists".to_owned(),
    };
    let code = match version {
        Some(_) => Field::new(FieldKind::Fixed, "code", "office-code").value(&values.code),
        None => Field::text("code", "office-code").required().most(64).hint("office-code-hint").value(&values.code),
    };
    let form = Form::new(action, "action-save")
        .with(Field::text("name_it", "name-it").required().most(120).value(&values.name_it).half())
        .with(Field::text("name_en", "name-en").required().most(120).value(&values.name_en).half())
        .with(code.half())
        .with(Field::select("state", "filter-state", states).hint("office-list-state-hint").value(&values.state).half())
        .with(Field::select("currency", "account-currency", plain(&choices.currencies)).value(&values.currency).half())
        .with(
            Field::select("market", "account-market", or_none(&choices.markets, "office-all-markets"))
                .value(&values.market)
                .half(),
        )
        .with(
            Field::new(FieldKind::Date, "valid_from", "office-list-from")
                .hint("office-list-from-hint")
                .value(&values.valid_from)
                .half(),
        )
        .with(
            Field::new(FieldKind::Date, "valid_to", "office-list-to").hint("office-list-to-hint").value(&values.valid_to).half(),
        )
        .with(
            Field::text("priority", "office-list-priority")
                .required()
                .most(9)
                .hint("office-list-priority-hint")
                .value(&values.priority)
                .half(),
        )
        .with(
            Field::new(FieldKind::Check, "exclusive", "office-list-exclusive-long")
                .value(if values.exclusive { "yes" } else { "" })
                .half(),
        )
        .with(
            Field::select("base", "office-list-base", or_none(&choices.bases, "office-list-no-base"))
                .hint("office-list-base-hint")
                .value(&values.base)
                .half(),
        )
        .with(
            Field::new(FieldKind::Decimal, "percent_off", "office-list-percent")
                .addon("%")
                .hint("office-list-percent-hint")
                .value(&values.percent_off)
                .half(),
        );
    match version {
        Some(version) => remembering(form.version(version)),
        None => form.draft("price-list-new"),
    }
}

pub fn list_form_page(form: Form, known: Option<&str>) -> FormPage {
    let head = match known {
        Some(code) => Head::keyed("office-price-list-edit").below_named(code, list_href(code)),
        None => Head::keyed("office-price-list-new"),
    };
    let mut head = head;
    head.trail
        .insert(0, super::head::Step { words: Phrase::new("office-nav-price-lists"), href: "/office/price-lists".to_owned() });
    let cancel = known.map_or_else(|| "/office/price-lists".to_owned(), list_href);
    FormPage::new(head, form, cancel)
        .heading("valid_from", "office-list-when")
        .heading("priority", "office-list-order")
        .heading("base", "office-list-derived")
}

fn sample_reach(code: &str) -> Reached {
    let named = |count, names: &[&str]| Named { count, names: names.iter().map(|name| (*name).to_owned()).collect() };
    match code {
        "LIST-2026" | "LIST-2025" => Reached { everyone: true, ..Reached::default() },
        "METAL-2026" => Reached {
            groups: named(2, &["Costruttori di macchine", "Manutenzione"]),
            accounts: named(14, &["Officine Rossi S.r.l.", "Molino Ferri & Figli"]),
            everyone: false,
        },
        "ROSSI-2026" => Reached { accounts: named(1, &["Officine Rossi S.r.l."]), ..Reached::default() },
        _ => Reached::default(),
    }
}

pub fn list_samples() -> Vec<ListPage> {
    let row = |code: &str, name: &str, state: &str, priority, to: Option<&str>, derived: Option<&str>| PriceListRow {
        code: code.to_owned(),
        name: name.to_owned(),
        state: state.to_owned(),
        currency: "EUR".to_owned(),
        priority,
        valid_from: Some(samples::moment("2026-01-01T00:00:00Z")),
        valid_to: to.map(samples::moment),
        derived: derived.map(|percent| ("LIST-2026".to_owned(), samples::percent(percent))),
        in_force: state == "active",
        reach: sample_reach(code),
    };
    let rows = [
        row("LIST-2026", "Listino 2026", "active", 10, None, None),
        row("METAL-2026", "Clienti metalmeccanici", "active", 50, Some("2026-12-31T23:00:00Z"), Some("25")),
        row("ROSSI-2026", "Accordo quadro Officine Rossi 2026", "active", 90, Some("2026-12-31T23:00:00Z"), None),
        row("CH-2026", "Svizzera, con trasporto", "draft", 20, None, Some("-8")),
        row("LIST-2025", "Listino 2025", "archived", 10, Some("2025-12-31T23:00:00Z"), None),
    ];
    let asked = ListsAsked { may_manage: true, ..ListsAsked::default() };
    vec![list(&asked, &rows, Pager::default()), list(&asked, &[], Pager::default())]
}

pub fn form_samples() -> Vec<FormPage> {
    let values = ListValues {
        code: "METAL-2026".to_owned(),
        name_it: "Clienti metalmeccanici".to_owned(),
        name_en: "Metalworking customers".to_owned(),
        currency: "EUR".to_owned(),
        priority: "50".to_owned(),
        valid_from: "2026-01-01".to_owned(),
        valid_to: "2026-12-31".to_owned(),
        base: "LIST-2026".to_owned(),
        percent_off: "25".to_owned(),
        state: "active".to_owned(),
        ..ListValues::default()
    };
    let choices = ListChoices {
        currencies: vec!["EUR".to_owned(), "CHF".to_owned()],
        markets: vec!["IT".to_owned()],
        bases: vec!["LIST-2026".to_owned()],
    };
    vec![
        list_form_page(list_form(&values, &choices, Some(4)), Some("METAL-2026")),
        list_form_page(list_form(&ListValues::default(), &choices, None), None),
    ]
}
