//! The customer's company: its data and sites, cost centres, API clients, audit trail.

use kernel::{Money, Timestamp};
use serde::Serialize;
use web::page::{Page, Phrase};

use crate::part::Pager;
use crate::part::form::{Field, FieldKind, Form};
use crate::part::table::Filters;
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct CompanyPage {
    pub name: String,
    pub number: String,
    pub vat_id: Option<String>,
    pub country: String,
    pub payment_terms_days: u32,
    pub order_limit: Option<Money>,
    pub rep: Option<String>,
    pub sites: Vec<SiteView>,
    /// For those who may add one.
    pub site_form: Option<Form>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    pub id: String,
    pub code: String,
    pub name: String,
    pub lines: Vec<String>,
    pub is_default: bool,
}

pub fn site_form(action: &str) -> Form {
    Form::new(action, "site-add")
        .draft("site")
        .with(Field::text("code", "site-code").required().most(16).half())
        .with(Field::text("name", "site-name").required().most(100).half())
        .with(Field::text("street", "site-street").required().most(200).autocomplete("street-address"))
        .with(Field::text("postal_code", "site-postal-code").required().most(16).autocomplete("postal-code").half())
        .with(Field::text("city", "site-city").required().most(100).autocomplete("address-level2").half())
        .with(Field::text("province", "site-province").most(60).autocomplete("address-level1").half())
        .with(
            Field::text("country", "site-country")
                .required()
                .value("IT")
                .most(2)
                .autocomplete("country")
                .hint("site-country-hint")
                .half(),
        )
}

impl Page for CompanyPage {
    const TEMPLATE: &'static str = "account/company.html";

    fn sample() -> Vec<CompanyPage> {
        let site = |id: &str, code: &str, name: &str, street: &str, city: &str, is_default| SiteView {
            id: id.to_owned(),
            code: code.to_owned(),
            name: name.to_owned(),
            lines: vec![street.to_owned(), city.to_owned()],
            is_default,
        };
        let admin = CompanyPage {
            name: "Officine Rossi S.r.l.".to_owned(),
            number: "C-10042".to_owned(),
            vat_id: Some("IT01234567897".to_owned()),
            country: "IT".to_owned(),
            payment_terms_days: 60,
            order_limit: Some(samples::eur("5000.00")),
            rep: Some("Luca Ferri".to_owned()),
            sites: vec![
                site("1", "BO", "Stabilimento Bologna", "Via dell'Industria 24", "40138 Bologna (BO), IT", true),
                site("2", "MO", "Officina Modena", "Via Emilia Ovest 910", "41123 Modena (MO), IT", false),
            ],
            site_form: Some(site_form("/account/sites")),
        };
        vec![admin.clone(), CompanyPage { site_form: None, order_limit: None, ..admin }]
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct CostCentresPage {
    pub rows: Vec<CostCentreView>,
    pub form: Option<Form>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CostCentreView {
    pub id: String,
    pub code: String,
    pub name: String,
    pub active: bool,
}

pub fn cost_centre_form() -> Form {
    Form::new("/account/cost-centres", "cost-centre-add")
        .with(Field::text("code", "cost-centre-code").required().most(32).half())
        .with(Field::text("name", "cost-centre-name").required().most(100).half())
}

impl Page for CostCentresPage {
    const TEMPLATE: &'static str = "account/cost_centres.html";

    fn sample() -> Vec<CostCentresPage> {
        let row = |code: &str, name: &str, active| CostCentreView {
            id: code.to_owned(),
            code: code.to_owned(),
            name: name.to_owned(),
            active,
        };
        let rows = vec![
            row("MAN", "Manutenzione", true),
            row("PRD2", "Produzione linea 2", true),
            row("LAB", "Laboratorio prove", false),
        ];
        vec![
            CostCentresPage { rows: rows.clone(), form: Some(cost_centre_form()) },
            CostCentresPage { rows: Vec::new(), form: Some(cost_centre_form()) },
            CostCentresPage { rows, form: None },
        ]
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct ClientsPage {
    pub rows: Vec<ClientView>,
    pub form: Form,
    /// Shown once, right after the client was made.
    pub created: Option<CreatedClient>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ClientView {
    pub id: String,
    pub client_id: String,
    pub name: String,
    pub scopes: Vec<String>,
    pub created_at: Timestamp,
    pub revoked: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct CreatedClient {
    pub client_id: String,
    pub secret: String,
}

/// Name of the checkbox of a scope.
pub fn scope_field(scope: &str) -> String {
    format!("scope_{}", scope.replace(':', "_"))
}

pub fn client_form(scopes: &[&str]) -> Form {
    let form = Form::new("/account/clients", "client-add").with(Field::text("name", "client-name").required().most(100));
    scopes.iter().fold(form, |form, scope| {
        let (name, label) = (scope_field(scope), format!("scope-{}", scope.replace(':', "-")));
        form.with(Field::new(FieldKind::Check, &name, &label))
    })
}

impl Page for ClientsPage {
    const TEMPLATE: &'static str = "account/clients.html";

    fn sample() -> Vec<ClientsPage> {
        let row = |name: &str, revoked: bool| ClientView {
            id: "1".to_owned(),
            client_id: "officine-rossi-gestionale".to_owned(),
            name: name.to_owned(),
            scopes: ["catalog:read", "prices:read", "orders:write"].map(str::to_owned).to_vec(),
            created_at: samples::moment("2026-03-02T06:00:00Z"),
            revoked,
        };
        let form = client_form(&["catalog:read", "prices:read", "stock:read", "orders:read", "orders:write"]);
        let full = ClientsPage {
            rows: vec![row("Gestionale", false), row("Vecchio gestionale", true)],
            form: form.clone(),
            created: None,
        };
        let created = ClientsPage {
            created: Some(CreatedClient { client_id: "officine-rossi-mes".to_owned(), secret: "fk_2b6f…".to_owned() }),
            ..full.clone()
        };
        vec![full, created, ClientsPage { rows: Vec::new(), form, created: None }]
    }
}

/// Who did what, also in whose name.
#[derive(Debug, Clone, Serialize)]
pub struct ActivityPage {
    pub filters: Filters,
    pub rows: Vec<AuditRowView>,
    pub pager: Pager,
}

#[derive(Debug, Clone, Serialize)]
pub struct AuditRowView {
    pub at: Timestamp,
    pub actor: String,
    pub actor_email: Option<String>,
    pub acting_for: Option<String>,
    pub acting_for_email: Option<String>,
    /// `accounts.member_invited`, `orders.placed`, …
    pub action: String,
    pub what: Phrase,
    pub subject: Phrase,
    pub subject_href: Option<String>,
    pub account: Option<String>,
}

impl Page for ActivityPage {
    const TEMPLATE: &'static str = "account/activity.html";

    fn sample() -> Vec<ActivityPage> {
        let row = |at: &str, actor: &str, acting: Option<&str>, action: &str, subject: &str| AuditRowView {
            at: samples::moment(at),
            actor: actor.to_owned(),
            actor_email: Some("x@officinerossi.example".to_owned()),
            acting_for: acting.map(str::to_owned),
            acting_for_email: acting.map(|_| "marco.bianchi@officinerossi.example".to_owned()),
            action: action.to_owned(),
            what: Phrase::new(format!("audit-{action}")).or(action),
            subject: Phrase::new("audit-other").or(subject),
            subject_href: None,
            account: None,
        };
        let full = ActivityPage {
            filters: Filters { action: "/account/activity".to_owned(), search: None, choices: Vec::new(), chips: Vec::new() },
            rows: vec![
                row("2026-11-24T08:05:00Z", "Giulia Conti", None, "approvals.decided", "26-004711"),
                row("2026-11-24T07:42:00Z", "Luca Ferri", Some("Marco Bianchi"), "checkout.submitted", "Carrello"),
                row("2026-11-23T09:00:00Z", "Anna Rossi", None, "accounts.invited", "elena.fontana@officinerossi.example"),
            ],
            pager: Pager::by_cursor("/account/activity", None, Some("x")),
        };
        vec![full.clone(), ActivityPage { rows: Vec::new(), pager: Pager::default(), ..full }]
    }
}
