//! The forms of what belongs to an account: sites, cost centres, the approval policy.

use kernel::Version;

use super::accounts::account_href;
use super::form::{FormPage, remembering};
use super::head::{Head, plain};
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::segment;

/// What the form of a site holds.
#[derive(Debug, Clone, Default)]
pub struct SiteValues {
    pub code: String,
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub province: String,
    pub country: String,
    pub is_default: bool,
}

fn with_version(form: Form, version: Option<Version>) -> Form {
    match version {
        Some(version) => remembering(form.version(version)),
        None => form,
    }
}

pub fn site_form(account: &str, values: &SiteValues, version: Option<Version>) -> Form {
    let base = account_href(account);
    let action = match version {
        Some(_) => format!("{base}/sites/{}", segment(&values.code)),
        None => format!("{base}/sites"),
    };
    let form = Form::new(action, "action-save")
        .with(Field::text("code", "site-code").required().most(64).value(&values.code).half())
        .with(Field::text("name", "site-name").required().most(200).value(&values.name).half())
        .with(Field::text("street", "site-street").required().most(200).value(&values.street))
        .with(Field::text("postal_code", "site-postal-code").required().most(20).value(&values.postal_code).half())
        .with(Field::text("city", "site-city").required().most(120).value(&values.city).half())
        .with(Field::text("province", "site-province").most(120).value(&values.province).half())
        .with(Field::text("country", "site-country").required().most(2).hint("site-country-hint").value(&values.country).half())
        .with(Field::new(FieldKind::Check, "is_default", "office-site-default").value(if values.is_default {
            "yes"
        } else {
            ""
        }));
    with_version(form, version)
}

/// The page of a form below an account: `key` names it, unless it is about something that has a name.
pub fn below_account(account: (&str, &str), key: &str, name: Option<&str>, form: Form) -> FormPage {
    let (number, account_name) = account;
    let head = name.map_or_else(|| Head::keyed(key), |name| Head::new(plain(name)));
    let head = head.below("office-nav-accounts", "/office/accounts").below_named(account_name, account_href(number));
    FormPage::new(head, form, account_href(number))
}

pub fn cost_centre_form(account: &str, values: (&str, &str, bool), version: Option<Version>) -> Form {
    let (code, name, active) = values;
    let base = account_href(account);
    let action = match version {
        Some(_) => format!("{base}/cost-centres/{}", segment(code)),
        None => format!("{base}/cost-centres"),
    };
    let form = Form::new(action, "action-save")
        .with(Field::text("code", "cost-centre-code").required().most(64).value(code).half())
        .with(Field::text("name", "cost-centre-name").required().most(200).value(name).half())
        .with(Field::new(FieldKind::Check, "active", "office-cost-centre-active").value(if active { "yes" } else { "" }));
    with_version(form, version)
}

/// A step of the policy in its form: `role:approver`, `user:<id>` or nothing.
#[derive(Debug, Clone, Default)]
pub struct StepValues {
    pub who: String,
    /// As people of the language write it.
    pub up_to: String,
}

/// How many steps the form takes.
pub const STEPS: usize = 4;

/// `people`: id and name of who may decide.
#[expect(clippy::too_many_arguments, reason = "what the form shows, each by its name")]
pub fn policy_form(
    account: &str,
    currency: &str,
    limit: &str,
    steps: &[StepValues],
    people: &[(String, String)],
    version: Version,
) -> Form {
    let form = Form::new(format!("{}/policy", account_href(account)), "action-save").version(version).with(
        Field::new(FieldKind::Decimal, "order_limit", "policy-order-limit")
            .hint("policy-order-limit-hint")
            .addon(currency)
            .value(limit),
    );
    let form = (0..STEPS).fold(form, |form, place| {
        let step = steps.get(place).cloned().unwrap_or_default();
        let mut who = vec![
            Choice::keyed("", "policy-no-step"),
            Choice::keyed("role:approver", "role-approver"),
            Choice::keyed("role:account_admin", "role-account_admin"),
        ];
        who.extend(people.iter().map(|(id, name)| Choice::named(format!("user:{id}"), name)));
        form.with(Field::select(&format!("who_{place}"), &format!("policy-step-{}", place + 1), who).value(step.who).half()).with(
            Field::new(FieldKind::Decimal, &format!("up_to_{place}"), "policy-up-to").addon(currency).value(step.up_to).half(),
        )
    });
    remembering(form)
}

pub fn policy_page(account: (&str, &str), form: Form) -> FormPage {
    below_account(account, "office-policy", None, form).intro("policy-intro").heading("who_0", "policy-steps")
}

pub fn form_samples() -> Vec<FormPage> {
    let account = ("C-10042", "Officine Rossi S.r.l.");
    let site = SiteValues {
        code: "BO".to_owned(),
        name: "Stabilimento Bologna".to_owned(),
        street: "Via dell'Industria 24".to_owned(),
        postal_code: "40138".to_owned(),
        city: "Bologna".to_owned(),
        province: "BO".to_owned(),
        country: "IT".to_owned(),
        is_default: true,
    };
    let people = [("7".to_owned(), "Giulia Conti".to_owned())];
    let step = |who: &str, up_to: Option<&str>| StepValues { who: who.to_owned(), up_to: up_to.unwrap_or_default().to_owned() };
    let steps = [step("user:7", Some("20000.00")), step("role:account_admin", None)];
    let policy = policy_form("C-10042", "EUR", "10000,00", &steps, &people, 2);
    vec![
        below_account(account, "site-add", Some("Stabilimento Bologna"), site_form("C-10042", &site, Some(2))),
        below_account(account, "site-add", None, site_form("C-10042", &SiteValues::default(), None)),
        below_account(
            account,
            "cost-centre-new",
            Some("MAN"),
            cost_centre_form("C-10042", ("MAN", "Manutenzione", true), Some(1)),
        ),
        below_account(account, "cost-centre-new", None, cost_centre_form("C-10042", ("", "", true), None)),
        policy_page(account, policy),
    ]
}
