//! The narrow column of an account's page: its data, who decides on large orders, who serves it.

use web::page::Phrase;

use super::{AccountFacts, PolicyStepView, RepRow};
use crate::backoffice::view::account_groups::group_href;
use crate::backoffice::view::accounts::{account_href, of_group};
use crate::backoffice::view::head::Button;
use crate::backoffice::view::record::{Pair, Panel, Section, table};
use crate::part::form::{Choice, Field, Form};
use crate::part::table::{Cell, Column, Row};

pub(super) fn facts(account: &AccountFacts) -> Section {
    let vat = match (&account.vat_id, account.vat_checked_at) {
        (Some(vat), Some(_)) => Cell::Two { text: vat.clone(), below: String::new() },
        (Some(vat), None) => Cell::text(vat),
        (None, _) => Cell::Nothing,
    };
    let mut pairs = vec![
        Pair::new("account-vat-id", vat),
        Pair::text("account-country", &account.country),
        Pair::text("account-market", &account.market),
        Pair::text("account-currency", &account.currency),
        Pair::said("account-terms", Phrase::new("account-terms-days").count("days", u64::from(account.terms_days))),
    ];
    if let Some(checked) = account.vat_checked_at {
        pairs.insert(1, Pair::new("account-vat-checked", Cell::Moment { moment: checked }));
    }
    if let Some(money) = account.order_limit {
        pairs.push(Pair::new("account-order-limit", Cell::Money { money }));
    }
    if let Some(group) = &account.group {
        let href = if account.may.see_groups { group_href(group) } else { of_group(group) };
        pairs.push(Pair::new("account-group", Cell::link(group, href)));
    }
    if let Some((number, name)) = &account.parent {
        pairs.push(Pair::new("account-parent", Cell::link(name, account_href(number))));
    }
    for (number, name) in &account.children {
        pairs.push(Pair::new("account-child", Cell::link(name, account_href(number))));
    }
    Section::pairs("facts", "office-account-facts", pairs)
}

pub(super) fn policy(account: &AccountFacts, base: &str) -> Section {
    let mut pairs = Vec::new();
    if let Some(money) = account.policy.order_limit {
        pairs.push(Pair::new("policy-order-limit", Cell::Money { money }));
    }
    pairs.extend(account.policy.steps.iter().map(step));
    if pairs.is_empty() {
        pairs.push(Pair::said("policy-steps", Phrase::new("policy-default")));
    }
    Section::pairs("policy", "office-policy", pairs)
        .button_if(account.may.administer, || Button::go("office-change", format!("{base}/policy")).icon("edit"))
}

/// A step of the policy: a role under its own name, a person by theirs.
fn step(step: &PolicyStepView) -> Pair {
    let (stem, label) = match (&step.role, &step.person) {
        (Some(role), _) => ("policy-step", format!("role-{role}")),
        (None, _) => ("policy-person", "policy-step-person".to_owned()),
    };
    let phrase = match step.up_to {
        Some(amount) => Phrase::new(format!("{stem}-up-to")).money("amount", amount),
        None => Phrase::new(format!("{stem}-any")),
    };
    Pair::said(&label, phrase.with("person", step.person.as_deref().unwrap_or_default()))
}

pub(super) fn reps(account: &AccountFacts, base: &str) -> Section {
    let act = |rep: &RepRow| Cell::Act {
        action: format!("{base}/reps/{}/remove", rep.id),
        key: "office-rep-remove".to_owned(),
        confirm: Some("office-rep-remove-confirm".to_owned()),
        testid: None,
        data: Vec::new(),
    };
    let row = |rep: &RepRow| {
        let mut cells = vec![Cell::Two { text: rep.name.clone(), below: rep.email.clone() }];
        if account.may.administer {
            cells.push(act(rep));
        }
        Row::new(cells)
    };
    let mut columns = vec![Column::text("person-name")];
    if account.may.administer {
        columns.push(Column::text("office-rep-remove"));
    }
    let form = rep_form(base, &account.free_reps);
    let panel = (account.may.administer && !account.free_reps.is_empty())
        .then(|| Panel::new("rep", "office-rep-add", form).icon("user-plus"));
    let rows = account.reps.iter().map(row).collect();
    Section::table("reps", "office-reps", table(columns, rows, "rep-row", None)).empty("office-reps-none").panel(panel)
}

pub fn rep_form(base: &str, free: &[(String, String)]) -> Form {
    let choices = free.iter().map(|(id, name)| Choice::named(id, name)).collect();
    Form::new(format!("{base}/reps"), "office-rep-add").with(Field::select("user", "person-name", choices))
}

pub(super) fn more_identity(account: &AccountFacts) -> Vec<Pair> {
    let mut pairs = vec![Pair::new("account-number-short", Cell::code(&account.number))];
    if let Some(key) = &account.foreign_key {
        pairs.push(Pair::new("account-foreign-key", Cell::code(key)));
    }
    pairs
}
