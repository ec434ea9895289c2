//! Who works for the seller, a person's page (also a customer's), and the systems that call the API.

use kernel::{Timestamp, Version};
use web::page::Phrase;

use super::account::invite_form;
use super::accounts::account_href;
use super::form::{FormPage, remembering};
use super::head::{Button, Empty, Head, plain};
use super::list::ListPage;
use super::record::{Notice, Panel, RecordPage, Section, table};
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::limit::{LimitNow, limit_fields};
use crate::part::table::{Cell, Column, Row};
use crate::samples;

/// The roles of the seller's people.
pub const SELLER_ROLES: [&str; 6] = ["clerk", "sales_rep", "logistics", "pricing_manager", "catalog_manager", "admin"];
/// The roles of a customer's people.
pub const CUSTOMER_ROLES: [&str; 4] = ["requester", "buyer", "approver", "account_admin"];

#[derive(Debug, Clone)]
pub struct ColleagueRow {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: String,
    pub state: String,
}

pub fn team(rows: &[ColleagueRow], refused: Option<Form>) -> ListPage {
    let row = |person: &ColleagueRow| {
        Row::new(vec![
            Cell::Link {
                text: person.name.clone(),
                href: format!("/office/team/{}", person.id),
                below: Some(person.email.clone()),
            },
            Cell::Said { phrase: Phrase::new(format!("role-{}", person.role)) },
            Cell::state("person", &person.state),
        ])
        .data("email", &person.email)
        .data("state", &person.state)
    };
    let columns = vec![Column::text("person-name"), Column::text("person-role"), Column::text("person-state")];
    let table = table(columns, rows.iter().map(row).collect(), "person-row", Some("person-link"));
    let form = refused.unwrap_or_else(|| invite_form("/office/team", &SELLER_ROLES, None));
    let panel =
        Panel { submit_testid: Some("invite-submit".to_owned()), ..Panel::new("invite", "invite-open", form).icon("user-plus") };
    let head = Head::keyed("office-nav-team").sub(Phrase::new("office-team-sub"));
    ListPage::new(head, table, Empty::of("office-team", "users")).panel(Some(panel))
}

/// A person as they are edited; `home` is the account they belong to, by number and name, or the seller.
#[derive(Debug, Clone)]
pub struct PersonFacts {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: String,
    pub state: String,
    /// As people of the language write it.
    pub limit: String,
    pub currency: Option<String>,
    pub home: Option<(String, String)>,
    pub version: Version,
    /// The person who looks: nobody shuts themselves out.
    pub is_oneself: bool,
    pub may_act_for: bool,
}

pub fn person_href(home: Option<&str>, id: &str) -> String {
    match home {
        Some(number) => format!("{}/people/{id}", account_href(number)),
        None => format!("/office/team/{id}"),
    }
}

pub fn person_form(person: &PersonFacts) -> Form {
    let base = person_href(person.home.as_ref().map(|(number, _)| number.as_str()), &person.id);
    let roles: &[&str] = if person.home.is_some() { &CUSTOMER_ROLES } else { &SELLER_ROLES };
    let roles = roles.iter().map(|role| Choice::keyed(*role, format!("role-{role}"))).collect();
    let form = Form::new(base, "action-save")
        .version(person.version)
        .with(Field::select("role", "person-role", roles).value(&person.role));
    let form = match &person.currency {
        Some(currency) => limit_fields("order_limit", currency, LimitNow::Is(&person.limit)).into_iter().fold(form, Form::with),
        None => form,
    };
    remembering(form)
}

pub fn person_page(person: &PersonFacts, form: Form) -> FormPage {
    let home = person.home.as_ref().map(|(number, _)| number.as_str());
    let base = person_href(home, &person.id);
    let head = Head::new(plain(&person.name)).sub(plain(&person.email)).state("person", &person.state);
    let head = match &person.home {
        Some((number, name)) => head.below("office-nav-accounts", "/office/accounts").below_named(name, account_href(number)),
        None => head.below("office-nav-team", "/office/team"),
    };
    let version = person.version;
    let active = person.state == "active";
    let head = head
        .button_if(person.may_act_for && active && home.is_some(), || {
            Button::post("office-act-for", format!("{}/act-for?user={}", account_href(home.unwrap_or_default()), person.id))
                .icon("user-shield")
                .data("email", &person.email)
        })
        .button_if(person.state == "invited", || Button::post("person-resend", format!("{base}/resend")).icon("mail"))
        .button_if(person.state == "disabled", || {
            Button::post("office-person-enable", format!("{base}/enable")).icon("lock-open").value("version", version)
        })
        .button_if(person.state != "disabled" && !person.is_oneself, || {
            Button::post("person-disable", format!("{base}/disable"))
                .icon("lock")
                .danger()
                .value("version", version)
                .confirm(Phrase::new("person-disable-confirm").with("name", &person.name))
        });
    let back = home.map_or_else(|| "/office/team".to_owned(), account_href);
    FormPage { submit_testid: Some("person-limit-save".to_owned()), ..FormPage::new(head, form, back) }
}

#[derive(Debug, Clone)]
pub struct ClientRow {
    pub id: String,
    pub client_id: String,
    pub name: String,
    /// The customer it belongs to, by number and name.
    pub account: Option<(String, String)>,
    pub scopes: Vec<String>,
    pub created_at: Timestamp,
    pub revoked: bool,
}

/// The name of the field of a scope.
pub fn scope_field(scope: &str) -> String {
    format!("scope_{}", scope.replace(':', "_"))
}

pub fn client_form(scopes: &[&str]) -> Form {
    let form = Form::new("/office/clients", "client-add")
        .with(Field::text("name", "client-name").required().most(120).half())
        .with(Field::text("account", "account-number-short").most(64).hint("office-client-account-hint").half());
    scopes.iter().fold(form, |form, scope| {
        form.with(Field::new(FieldKind::Check, &scope_field(scope), &format!("scope-{}", scope.replace(':', "-"))).half())
    })
}

/// `created`: public id and secret of a client just made; shown this once.
pub fn clients(rows: &[ClientRow], form: Form, created: Option<(&str, &str)>) -> RecordPage {
    let row = |client: &ClientRow| {
        let owner = match &client.account {
            Some((number, name)) => Cell::link(name, account_href(number)),
            None => Cell::Said { phrase: Phrase::new("office-client-tenant") },
        };
        let act = match client.revoked {
            true => Cell::Nothing,
            false => Cell::Act {
                action: format!("/office/clients/{}/revoke", client.id),
                key: "client-revoke".to_owned(),
                confirm: Some("office-client-revoke-confirm".to_owned()),
                testid: None,
                data: Vec::new(),
            },
        };
        Row::new(vec![
            Cell::Two { text: client.name.clone(), below: client.client_id.clone() },
            owner,
            Cell::SaidAll {
                phrases: client
                    .scopes
                    .iter()
                    .map(|scope| Phrase::new(format!("scope-{}", scope.replace(':', "-"))).or(scope))
                    .collect(),
            },
            Cell::state("client", if client.revoked { "revoked" } else { "live" }),
            Cell::Moment { moment: client.created_at },
            act,
        ])
        .data("client", &client.client_id)
    };
    let columns = vec![
        Column::text("client-name"),
        Column::text("order-account"),
        Column::text("office-client-scopes"),
        Column::text("filter-state"),
        Column::text("office-job-created"),
        Column::text("client-revoke"),
    ];
    let rows = rows.iter().map(row).collect();
    let panel = Panel::new("new", "client-new", form).icon("key");
    let section = Section::table("clients", "office-clients-all", table(columns, rows, "client-row", None))
        .empty("clients-empty-text")
        .panel(Some(panel));
    let page = RecordPage::new(Head::keyed("office-nav-clients").sub(Phrase::new("office-clients-sub"))).main(section);
    match created {
        Some((client_id, secret)) => {
            let notice = Notice::new("success", "key", Phrase::new("client-created")).text(Phrase::new("client-created-text"));
            page.notice(notice.secret("office-client-id", client_id).secret("office-client-secret", secret))
        }
        None => page,
    }
}

fn sample_person() -> PersonFacts {
    PersonFacts {
        id: "3".to_owned(),
        name: "Marco Bianchi".to_owned(),
        email: "marco.bianchi@officinerossi.example".to_owned(),
        role: "requester".to_owned(),
        state: "active".to_owned(),
        limit: "2000,00".to_owned(),
        currency: Some("EUR".to_owned()),
        home: Some(("C-10042".to_owned(), "Officine Rossi S.r.l.".to_owned())),
        version: 3,
        is_oneself: false,
        may_act_for: true,
    }
}

pub fn list_samples() -> Vec<ListPage> {
    let row = |name: &str, role: &str, state: &str| ColleagueRow {
        id: "9".to_owned(),
        name: name.to_owned(),
        email: "luca.ferri@fondaco.example".to_owned(),
        role: role.to_owned(),
        state: state.to_owned(),
    };
    let rows =
        [row("Laura Galli", "admin", "active"), row("Luca Ferri", "sales_rep", "active"), row("Sara Neri", "clerk", "invited")];
    let sent = [("name".to_owned(), "Sofia".to_owned())];
    let faults = [kernel::FieldFault::new("email", "not_an_email", "must be an e-mail address")];
    let refused = invite_form("/office/team", &SELLER_ROLES, None).refused(&sent, &faults);
    vec![team(&rows, None), team(&rows, Some(refused)), team(&[], None)]
}

pub fn form_samples() -> Vec<FormPage> {
    let member = sample_person();
    let colleague =
        PersonFacts { home: None, currency: None, role: "clerk".to_owned(), state: "invited".to_owned(), ..member.clone() };
    let disabled = PersonFacts { state: "disabled".to_owned(), ..member.clone() };
    let invite = Head::keyed("invite-open")
        .below("office-nav-accounts", "/office/accounts")
        .below_named("Officine Rossi S.r.l.", "/office/accounts/C-10042");
    vec![
        person_page(&member, person_form(&member)),
        person_page(&colleague, person_form(&colleague)),
        person_page(&disabled, person_form(&disabled)),
        FormPage::new(
            invite,
            invite_form("/office/accounts/C-10042/people", &CUSTOMER_ROLES, Some("EUR")),
            "/office/accounts/C-10042",
        ),
    ]
}

pub fn record_samples() -> Vec<RecordPage> {
    let row = |name: &str, account: Option<(&str, &str)>, revoked| ClientRow {
        id: "1".to_owned(),
        client_id: "fondaco-3f9a2b".to_owned(),
        name: name.to_owned(),
        account: account.map(|(number, name)| (number.to_owned(), name.to_owned())),
        scopes: ["catalog:read", "prices:read", "orders:write"].map(str::to_owned).to_vec(),
        created_at: samples::moment("2026-10-02T07:00:00Z"),
        revoked,
    };
    let scopes = ["catalog:read", "prices:read", "orders:write", "admin"];
    let rows = [row("Integrazione ERP", None, false), row("Gestionale", Some(("C-10042", "Officine Rossi S.r.l.")), true)];
    vec![
        clients(&rows, client_form(&scopes), None),
        clients(&rows, client_form(&scopes), Some(("fondaco-77ab12", "fds_2b6f…"))),
        clients(&[], client_form(&scopes), None),
    ]
}
