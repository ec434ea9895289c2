//! Customers: the list, and the forms by which an account is opened and changed.

use kernel::{Currency, Version};
use web::page::Phrase;

use super::form::{FormPage, remembering};
use super::head::{Button, Empty, Head};
use super::list::ListPage;
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::table::{Cell, Column, Filters, Row, Table};
use crate::part::{Pager, segment, with, without};

/// An account in the list.
#[derive(Debug, Clone)]
pub struct AccountRow {
    pub number: String,
    pub name: String,
    pub city: Option<String>,
    pub country: String,
    pub group: Option<String>,
    pub market: String,
    pub terms_days: u16,
    pub state: String,
}

/// What a person asked the list for.
#[derive(Debug, Clone, Default)]
pub struct AccountsAsked {
    pub text: String,
    pub group: String,
    pub state: String,
    /// Code and name of the tenant's account groups.
    pub groups: Vec<(String, String)>,
    pub may_create: bool,
    /// A rep sees the accounts in charge only, and is told so.
    pub in_charge_only: bool,
}

/// The page of an account.
pub fn account_href(number: &str) -> String {
    format!("/office/accounts/{}", segment(number))
}

pub fn list(here: &str, asked: &AccountsAsked, rows: &[AccountRow], pager: Pager) -> ListPage {
    let groups = asked.groups.iter().map(|(code, name)| Choice::named(code, name));
    let groups = std::iter::once(Choice::keyed("", "office-all-groups")).chain(groups).collect();
    let states = ["active", "blocked"].map(|state| Choice::keyed(state, format!("state-account-{state}")));
    let states = std::iter::once(Choice::keyed("", "filter-all-states")).chain(states).collect();
    let filters = Filters {
        action: "/office/accounts".to_owned(),
        search: Some(asked.text.clone()),
        choices: vec![
            Field::select("group", "account-group", groups).value(asked.group.clone()),
            Field::select("state", "filter-state", states).value(asked.state.clone()),
        ],
        chips: Vec::new(),
    };
    let table = Table {
        columns: vec![
            Column::text("account-name"),
            Column::text("account-number-short"),
            Column::text("account-place"),
            Column::text("account-group"),
            Column::text("account-market"),
            Column::number("office-account-terms"),
            Column::text("filter-state"),
        ],
        rows: rows.iter().map(row).collect(),
        pager,
        row_testid: Some("office-account-row".to_owned()),
        link_testid: Some("office-account-link".to_owned()),
    };
    let sub = if asked.in_charge_only { "office-accounts-sub-mine" } else { "office-accounts-sub" };
    let csv = without(here, "after").replacen("/office/accounts", "/office/accounts.csv", 1);
    let head = Head::keyed("office-nav-accounts")
        .sub(Phrase::new(sub))
        .button_if(!rows.is_empty(), || Button::download("office-export", csv))
        .button_if(asked.may_create, || Button::go("office-account-new", "/office/accounts/new").icon("plus").primary());
    ListPage::new(head, table, Empty::of("office-accounts", "building")).filters(filters)
}

fn row(account: &AccountRow) -> Row {
    let place = match &account.city {
        Some(city) => format!("{city}, {}", account.country),
        None => account.country.clone(),
    };
    let cells = vec![
        Cell::link(&account.name, account_href(&account.number)),
        Cell::code(&account.number),
        Cell::text(place),
        Cell::optional(account.group.clone()),
        Cell::text(&account.market),
        Cell::Said { phrase: Phrase::new("account-terms-days").count("days", u64::from(account.terms_days)) },
        Cell::state("account", &account.state),
    ];
    Row::new(cells).data("account", &account.number)
}

/// What the form of an account holds.
#[derive(Debug, Clone)]
pub struct AccountValues {
    pub number: String,
    pub name: String,
    pub parent: String,
    pub group: String,
    pub country: String,
    pub vat_id: String,
    pub market: String,
    pub currency: Currency,
    pub terms_days: u16,
    pub state: String,
    /// As people of the language write it.
    pub order_limit: String,
    pub foreign_key: String,
}

/// What can be chosen in it.
#[derive(Debug, Clone, Default)]
pub struct AccountChoices {
    pub groups: Vec<(String, String)>,
    pub markets: Vec<String>,
    pub currencies: Vec<String>,
}

/// The form of an account; without a version it opens a new one.
pub fn account_form(values: &AccountValues, choices: &AccountChoices, version: Option<Version>) -> Form {
    let (action, submit) = match version {
        Some(_) => (format!("{}/edit", account_href(&values.number)), "action-save"),
        None => ("/office/accounts".to_owned(), "office-account-create"),
    };
    let groups = choices.groups.iter().map(|(code, name)| Choice::named(code, format!("{code} · {name}")));
    let groups = std::iter::once(Choice::keyed("", "office-no-group")).chain(groups).collect();
    let markets = choices.markets.iter().map(|code| Choice::named(code, code)).collect();
    let states = ["active", "blocked"].map(|state| Choice::keyed(state, format!("state-account-{state}"))).to_vec();
    let currency = match version {
        Some(_) => Field::new(FieldKind::Fixed, "currency", "account-currency"),
        None => {
            let all = choices.currencies.iter().map(|code| Choice::named(code, code)).collect();
            Field::select("currency", "account-currency", all)
        }
    };
    let form = Form::new(action, submit)
        .with(Field::text("name", "account-name").required().most(200).value(&values.name))
        .with(Field::text("number", "account-number-short").required().most(64).value(&values.number).half())
        .with(Field::select("state", "filter-state", states).hint("account-state-hint").value(&values.state).half())
        .with(
            Field::text("country", "account-country").required().most(2).hint("site-country-hint").value(&values.country).half(),
        )
        .with(Field::text("vat_id", "account-vat-id").most(20).hint("account-vat-hint").value(&values.vat_id).half())
        .with(Field::select("market", "account-market", markets).hint("account-market-hint").value(&values.market).half())
        .with(currency.value(values.currency.code()).half())
        .with(Field::select("group", "account-group", groups).hint("account-group-hint").value(&values.group).half())
        .with(Field::text("parent", "account-parent").most(64).hint("account-parent-hint").value(&values.parent).half())
        .with(
            Field::new(FieldKind::Decimal, "payment_terms_days", "account-terms")
                .required()
                .hint("account-terms-hint")
                .value(values.terms_days.to_string())
                .half(),
        )
        .with(
            Field::new(FieldKind::Decimal, "order_limit", "account-order-limit")
                .hint("account-order-limit-hint")
                .addon(values.currency.code())
                .value(&values.order_limit)
                .half(),
        )
        .with(
            Field::text("foreign_key", "account-foreign-key")
                .most(120)
                .hint("account-foreign-key-hint")
                .value(&values.foreign_key),
        );
    match version {
        Some(version) => remembering(form.version(version)),
        None => form.draft("account-new"),
    }
}

pub fn account_form_page(form: Form, known: Option<(&str, &str)>) -> FormPage {
    let head = match known {
        Some((number, name)) => Head::keyed("office-account-edit")
            .below("office-nav-accounts", "/office/accounts")
            .below_named(name, account_href(number)),
        None => Head::keyed("office-account-new").below("office-nav-accounts", "/office/accounts"),
    };
    let cancel = known.map_or_else(|| "/office/accounts".to_owned(), |(number, _)| account_href(number));
    FormPage::new(head, form, cancel)
        .heading("name", "office-account-who")
        .heading("country", "office-account-tax")
        .heading("group", "office-account-belongs")
        .heading("payment_terms_days", "office-account-conditions")
}

/// The list narrowed to a group, for links.
pub fn of_group(code: &str) -> String {
    with("/office/accounts", "group", code)
}

pub fn sample_values() -> AccountValues {
    AccountValues {
        number: "C-10042".to_owned(),
        name: "Officine Rossi S.r.l.".to_owned(),
        parent: String::new(),
        group: "OEM".to_owned(),
        country: "IT".to_owned(),
        vat_id: "IT01234567897".to_owned(),
        market: "IT".to_owned(),
        currency: Currency::EUR,
        terms_days: 60,
        state: "active".to_owned(),
        order_limit: "5000,00".to_owned(),
        foreign_key: "ERP-44120".to_owned(),
    }
}

pub fn sample_choices() -> AccountChoices {
    AccountChoices {
        groups: vec![("OEM".to_owned(), "Costruttori di macchine".to_owned()), ("MRO".to_owned(), "Manutenzione".to_owned())],
        markets: vec!["IT".to_owned(), "EU".to_owned()],
        currencies: vec!["EUR".to_owned(), "CHF".to_owned()],
    }
}

pub fn list_samples() -> Vec<ListPage> {
    let row = |number: &str, name: &str, city: &str, country: &str, group: Option<&str>, terms_days, state: &str| AccountRow {
        number: number.to_owned(),
        name: name.to_owned(),
        city: Some(city.to_owned()).filter(|city| !city.is_empty()),
        country: country.to_owned(),
        group: group.map(str::to_owned),
        market: if country == "IT" { "IT" } else { "EU" }.to_owned(),
        terms_days,
        state: state.to_owned(),
    };
    let rows = [
        row("C-10042", "Officine Rossi S.r.l.", "Bologna", "IT", Some("OEM"), 60, "active"),
        row("C-10043", "Tecnomeccanica Emiliana S.p.A.", "Modena", "IT", Some("OEM"), 90, "active"),
        row("C-10077", "Molino Ferri & Figli", "Ferrara", "IT", Some("MRO"), 30, "blocked"),
        row("C-10101", "Kugellager Brenner GmbH", "Innsbruck", "AT", None, 30, "active"),
        row("C-10102", "Atelier Mécanique du Léman SA", "", "CH", None, 30, "active"),
    ];
    let choices = sample_choices();
    let asked = AccountsAsked { groups: choices.groups, may_create: true, ..AccountsAsked::default() };
    let mine = AccountsAsked { may_create: false, in_charge_only: true, ..asked.clone() };
    let nothing = AccountsAsked { text: "zzz".to_owned(), ..asked.clone() };
    vec![
        list("/office/accounts", &asked, &rows, Pager::by_cursor("/office/accounts", None, Some("C-10102"))),
        list("/office/accounts", &mine, &rows[..2], Pager::default()),
        list("/office/accounts?q=zzz", &nothing, &[], Pager::default()),
        list("/office/accounts", &mine, &[], Pager::default()),
    ]
}

pub fn form_samples() -> Vec<FormPage> {
    let values = sample_values();
    let new = AccountValues {
        number: String::new(),
        name: String::new(),
        vat_id: String::new(),
        order_limit: String::new(),
        foreign_key: String::new(),
        ..values.clone()
    };
    let known = Some(("C-10042", "Officine Rossi S.r.l."));
    let sent = [("name".to_owned(), "Officine Rossi".to_owned()), ("vat_id".to_owned(), "12".to_owned())];
    let faults = [kernel::FieldFault::new("vat_id", "not_a_vat_id", "must be a VAT number")];
    let choices = sample_choices();
    vec![
        account_form_page(account_form(&values, &choices, Some(7)), known),
        account_form_page(account_form(&new, &choices, None).refused(&sent, &faults), None),
        conflicting(&values, &choices),
    ]
}

/// Seen at version 7; a colleague has saved version 8 meanwhile.
fn conflicting(values: &AccountValues, choices: &AccountChoices) -> FormPage {
    let opened = account_form(values, choices, Some(7));
    let mut sent: Vec<(String, String)> = opened.fields.iter().map(|field| (field.name.clone(), field.value.clone())).collect();
    for (name, value) in &mut sent {
        match name.as_str() {
            "payment_terms_days" => *value = "45".to_owned(),
            "name" => *value = "Officine Rossi S.p.A.".to_owned(),
            _ => {}
        }
    }
    let theirs = AccountValues { terms_days: 90, group: "MRO".to_owned(), ..values.clone() };
    let (form, rows) = super::form::merged(account_form(&theirs, choices, Some(8)), &sent);
    let conflict = super::form::Conflict {
        by: Some("Sara Neri".to_owned()),
        at: Some(crate::samples::moment("2026-11-24T08:21:00Z")),
        rows,
        reload: "/office/accounts/C-10042/edit".to_owned(),
    };
    account_form_page(form, Some(("C-10042", "Officine Rossi S.r.l."))).conflict(Some(conflict))
}
