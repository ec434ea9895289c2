//! The account's people: who is in, as what, up to which amount.

use kernel::{Currency, Money, Timestamp, Version};
use serde::Serialize;
use web::page::Page;

use crate::part::Crumb;
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::limit::{LimitNow, limit_fields};
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct PeoplePage {
    pub rows: Vec<PersonRowView>,
    /// For those who may invite.
    pub form: Option<Form>,
    /// Whether the caller may open a person's page.
    pub manages: bool,
    /// Opens the form at once: after a refusal, or by `?invite`.
    pub open: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct PersonRowView {
    pub id: String,
    pub name: String,
    pub initials: String,
    pub email: String,
    pub role: String,
    /// `invited`, `active`, `disabled`.
    pub state: String,
    /// What the person may spend on one order without approval; none is no limit.
    pub limit: Option<Money>,
}

/// The roles that an account gives to its people.
pub const CUSTOMER_ROLES: [&str; 4] = ["requester", "buyer", "approver", "account_admin"];

/// The limit stands in the account's currency.
pub fn invite_form(currency: Currency) -> Form {
    let roles = CUSTOMER_ROLES.iter().map(|role| Choice::keyed(*role, format!("role-{role}"))).collect();
    let [limit, none] = limit_fields("limit", currency.code(), LimitNow::Unsaid);
    Form::new("/account/people", "invite-submit")
        .draft("invite")
        .with(Field::text("name", "person-name").required().most(100).testid("invite-name").half())
        .with(Field::new(FieldKind::Email, "email", "person-email").required().most(200).testid("invite-email").half())
        .with(Field::select("role", "person-role", roles).testid("invite-role").half())
        .with(limit)
        .with(none)
}

/// The form on a person's own page; the limit as it is typed.
pub fn person_form(id: &str, role: &str, limit: Option<String>, currency: Currency) -> Form {
    let roles = CUSTOMER_ROLES.iter().map(|role| Choice::keyed(*role, format!("role-{role}"))).collect();
    let [limit, none] = limit_fields("limit", currency.code(), LimitNow::Is(limit.as_deref().unwrap_or_default()));
    Form::new(format!("/account/people/{id}"), "action-save")
        .with(Field::select("role", "person-role", roles).value(role))
        .with(limit)
        .with(none)
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "account/people.html";

    fn sample() -> Vec<PeoplePage> {
        let full = PeoplePage { rows: sample_people(), form: Some(invite_form(Currency::EUR)), manages: true, open: false };
        let sent =
            [("email".to_owned(), "giulia.conti@officinerossi.example".to_owned()), ("name".to_owned(), "Giulia".to_owned())];
        let unsaid = [kernel::FieldFault::new("limit", "limit_or_none", "give a limit, or say that there is none")];
        let taken = [kernel::FieldFault::new("email", "taken", "is taken")];
        vec![
            full.clone(),
            PeoplePage { form: Some(invite_form(Currency::EUR).refused(&sent, &taken)), open: true, ..full.clone() },
            PeoplePage { form: Some(invite_form(Currency::EUR).refused(&sent, &unsaid)), open: true, ..full.clone() },
            PeoplePage { form: None, manages: false, ..full },
        ]
    }
}

pub fn sample_people() -> Vec<PersonRowView> {
    let person = |name: &str, initials: &str, email: &str, role: &str, state: &str, limit: Option<&str>| PersonRowView {
        id: email.to_owned(),
        name: name.to_owned(),
        initials: initials.to_owned(),
        email: format!("{email}@officinerossi.example"),
        role: role.to_owned(),
        state: state.to_owned(),
        limit: limit.map(samples::eur),
    };
    vec![
        person("Anna Rossi", "AR", "anna.rossi", "account_admin", "active", None),
        person("Giulia Conti", "GC", "giulia.conti", "approver", "active", Some("20000.00")),
        person("Marco Bianchi", "MB", "marco.bianchi", "requester", "active", Some("2000.00")),
        person("Elena Fontana", "EF", "elena.fontana", "requester", "invited", Some("500.00")),
        person("Paolo Verdi", "PV", "paolo.verdi", "buyer", "disabled", Some("2000.00")),
    ]
}

#[derive(Debug, Clone, Serialize)]
pub struct PersonPage {
    pub crumbs: Vec<Crumb>,
    pub person: PersonRowView,
    /// For those who may change it.
    pub form: Option<Form>,
    pub conflict: Option<ConflictView>,
    pub can_disable: bool,
    pub can_enable: bool,
    pub can_resend: bool,
}

/// Somebody else changed the row meanwhile.
#[derive(Debug, Clone, Serialize)]
pub struct ConflictView {
    pub by: Option<String>,
    pub at: Option<Timestamp>,
    /// Label key, theirs, mine.
    pub differences: Vec<DifferenceView>,
    /// The version that is current now: sent along by "keep mine".
    pub version: Version,
}

#[derive(Debug, Clone, Serialize)]
pub struct DifferenceView {
    pub label: String,
    pub theirs: String,
    pub mine: String,
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "account/person.html";

    fn sample() -> Vec<PersonPage> {
        let people = sample_people();
        let page = |person: PersonRowView, conflict: Option<ConflictView>| PersonPage {
            crumbs: vec![Crumb::link("Persone", "/account/people"), Crumb::here(person.name.clone())],
            form: Some(person_form(&person.id, &person.role, person.limit.map(Money::amount), Currency::EUR).version(3)),
            can_disable: person.state != "disabled",
            can_enable: person.state == "disabled",
            can_resend: person.state == "invited",
            person,
            conflict,
        };
        let conflict = ConflictView {
            by: Some("Anna Rossi".to_owned()),
            at: Some(samples::moment("2026-11-24T07:58:00Z")),
            differences: vec![DifferenceView {
                label: "person-limit".to_owned(),
                theirs: "3000.00".to_owned(),
                mine: "2500.00".to_owned(),
            }],
            version: 4,
        };
        people.into_iter().skip(2).zip([Some(conflict), None, None]).map(|(person, conflict)| page(person, conflict)).collect()
    }
}
