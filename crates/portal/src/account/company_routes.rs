//! Routes of the customer's company: sites, cost centres, API clients, audit trail.

use accounts::{AccountCard, ClientOwner, ClientScope, CostCentreDetails, NewClient, SiteDetails};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, ClientId, Fault, PageRequest, Scope};
use std::sync::Arc;
use store::{AuditFilter, AuditRow, list_audit};
use web::page::{Flash, Phrase};
use web::{Answer, Doors, Needs, Path, Problem};

use super::company::{
    ActivityPage, AuditRowView, ClientView, ClientsPage, CompanyPage, CostCentreView, CostCentresPage, CreatedClient,
    client_form, cost_centre_form, scope_field, site_form,
};
use crate::frame::{FormData, Portal, Visit};
use crate::part::Pager;
use crate::part::table::Filters;
use crate::view;

pub(super) fn doors() -> Doors<Portal> {
    let (reads, manages) = (Needs::May(Action::AccountRead), Needs::May(Action::AccountManage));
    let clients = Needs::May(Action::ClientManage);
    Doors::new()
        .page(reads, "GET", "/account", get(company))
        .page(manages, "POST", "/account/sites", post(add_site))
        .page(reads, "GET", "/account/cost-centres", get(cost_centres))
        .page(manages, "POST", "/account/cost-centres", post(add_cost_centre))
        .page(manages, "POST", "/account/cost-centres/{code}/close", post(close))
        .page(manages, "POST", "/account/cost-centres/{code}/reopen", post(reopen))
        .page(clients, "GET", "/account/clients", get(show_clients))
        .page(clients, "POST", "/account/clients", post(add_client))
        .page(clients, "POST", "/account/clients/{id}/revoke", post(revoke))
        .page(Needs::May(Action::AuditRead), "GET", "/account/activity", get(activity))
        .page(Needs::May(Action::AuditRead), "GET", "/account/audit", get(activity_elsewhere))
}

/// The account in effect with all of its data.
pub(super) fn card(portal: &Portal, visit: &Visit) -> Answer<Arc<AccountCard>> {
    portal.parts.directory.card(visit.ctx.tenant, visit.account()?).ok_or_else(Problem::not_found)
}

fn may_manage(visit: &Visit) -> bool {
    visit.ctx.account().is_some_and(|account| visit.ctx.may(Action::AccountManage, Scope::Account(account)))
}

async fn company(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let page = company_page(&portal, &visit).await?;
    portal.page(&visit, &page).await
}

async fn company_page(portal: &Portal, visit: &Visit) -> Answer<CompanyPage> {
    let conn = portal.parts.ground.store.reader();
    // From the database, not from memory: a site just added must be there.
    let card = accounts::account_card(&visit.ctx, conn, visit.account()?).await?;
    let reps = accounts::reps_of(&visit.ctx, conn, &card.account.number).await?;
    let account = &card.account;
    Ok(CompanyPage {
        name: account.name.clone(),
        number: account.number.clone(),
        vat_id: account.vat_id.clone(),
        country: account.country.clone(),
        payment_terms_days: u32::from(account.payment_terms_days),
        order_limit: account.order_limit,
        rep: Some(reps.iter().map(|rep| rep.name.as_str()).collect::<Vec<_>>().join(", ")).filter(|names| !names.is_empty()),
        sites: card.sites.iter().map(view::account::site).collect(),
        site_form: may_manage(visit).then(|| site_form("/account/sites")),
    })
}

async fn add_site(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let card = card(&portal, &visit)?;
    let details = SiteDetails {
        code: form.text("code").to_owned(),
        name: form.text("name").to_owned(),
        street: form.text("street").to_owned(),
        postal_code: form.text("postal_code").to_owned(),
        city: form.text("city").to_owned(),
        province: form.optional("province"),
        country: form.text("country").to_uppercase(),
        is_default: false,
    };
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    match accounts::add_site(&visit.ctx, &mut tx, &card.account.number, &details).await {
        Ok(site) => {
            tx.commit().await?;
            Ok(visit.go(&portal, "/account", Some(Flash::success(Phrase::new("flash-site-added").with("name", site.name)))))
        }
        Err(error) => {
            drop(tx);
            let mut page = company_page(&portal, &visit).await?;
            let Some(faults) = at_fields(&error) else { return Err(error.into()) };
            page.site_form = page.site_form.map(|own| own.refused(form.pairs(), &faults));
            portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
        }
    }
}

/// The faults of an error that are about fields of the form; none when it is about something else.
pub(super) fn at_fields(error: &accounts::AccountsError) -> Option<Vec<kernel::FieldFault>> {
    match error {
        accounts::AccountsError::Taken { field } => Some(vec![kernel::FieldFault::new(*field, "taken", error.to_string())]),
        _ => Some(error.fields()).filter(|fields| !fields.is_empty()),
    }
}

async fn cost_centres(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let page = cost_centres_page(&portal, &visit).await?;
    portal.page(&visit, &page).await
}

async fn cost_centres_page(portal: &Portal, visit: &Visit) -> Answer<CostCentresPage> {
    let card = accounts::account_card(&visit.ctx, portal.parts.ground.store.reader(), visit.account()?).await?;
    let row = |centre: &accounts::CostCentre| CostCentreView {
        id: centre.code.clone(),
        code: centre.code.clone(),
        name: centre.name.clone(),
        active: centre.active,
    };
    Ok(CostCentresPage { rows: card.cost_centres.iter().map(row).collect(), form: may_manage(visit).then(cost_centre_form) })
}

async fn add_cost_centre(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let card = card(&portal, &visit)?;
    let details = CostCentreDetails { code: form.text("code").to_owned(), name: form.text("name").to_owned(), active: true };
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    match accounts::add_cost_centre(&visit.ctx, &mut tx, &card.account.number, &details).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(visit.go(&portal, "/account/cost-centres", Some(Flash::success(Phrase::new("flash-saved")))))
        }
        Err(error) => {
            drop(tx);
            let mut page = cost_centres_page(&portal, &visit).await?;
            let Some(faults) = at_fields(&error) else { return Err(error.into()) };
            page.form = page.form.map(|own| own.refused(form.pairs(), &faults));
            portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
        }
    }
}

async fn close(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    set_active(&portal, &visit, &code, false).await
}

async fn reopen(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    set_active(&portal, &visit, &code, true).await
}

async fn set_active(portal: &Portal, visit: &Visit, code: &str, active: bool) -> Answer<Response> {
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    let card = accounts::account_card(&visit.ctx, tx.conn(), visit.account()?).await?;
    let centre = card.cost_centre(code).ok_or_else(Problem::not_found)?;
    let details = CostCentreDetails { code: centre.code.clone(), name: centre.name.clone(), active };
    let at = (card.account.number.as_str(), centre.code.as_str());
    accounts::update_cost_centre(&visit.ctx, &mut tx, at, &details, centre.version).await?;
    tx.commit().await?;
    Ok(visit.go(portal, "/account/cost-centres", Some(Flash::success(Phrase::new("flash-saved")))))
}

/// The scopes that an account's own client may carry.
fn own_scopes() -> Vec<&'static str> {
    ClientScope::ALL.iter().filter(|scope| scope.fits(ClientOwner::Account)).map(|scope| scope.code()).collect()
}

async fn show_clients(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let page = clients_page(&portal, &visit).await?;
    portal.page(&visit, &page).await
}

async fn clients_page(portal: &Portal, visit: &Visit) -> Answer<ClientsPage> {
    let account = visit.account()?;
    let all = accounts::list_clients(&visit.ctx, portal.parts.ground.store.reader()).await?;
    let row = |client: &accounts::Client| ClientView {
        id: client.id.to_string(),
        client_id: client.client_id.clone(),
        name: client.name.clone(),
        scopes: client.scopes.iter().map(|scope| scope.code().to_owned()).collect(),
        created_at: client.created_at,
        revoked: client.revoked_at.is_some(),
    };
    let rows = all.iter().filter(|client| client.account == Some(account)).map(row).collect();
    Ok(ClientsPage { rows, form: client_form(&own_scopes()), created: None })
}

async fn add_client(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let ticked = ClientScope::ALL.into_iter().filter(|scope| scope.fits(ClientOwner::Account));
    let new = NewClient {
        name: form.text("name").to_owned(),
        account: Some(visit.account()?),
        scopes: ticked.filter(|scope| form.is_ticked(&scope_field(scope.code()))).collect(),
        default_cost_centre: None,
    };
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    match accounts::create_client(&visit.ctx, &mut tx, &new).await {
        Ok(created) => {
            tx.commit().await?;
            let mut page = clients_page(&portal, &visit).await?;
            page.created = Some(CreatedClient { client_id: created.client.client_id, secret: created.secret });
            portal.page_with(StatusCode::CREATED, &visit, &page).await
        }
        Err(error) => {
            drop(tx);
            let mut page = clients_page(&portal, &visit).await?;
            let Some(faults) = at_fields(&error) else { return Err(error.into()) };
            page.form = page.form.refused(form.pairs(), &faults);
            portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
        }
    }
}

async fn revoke(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Answer<Response> {
    let id: ClientId = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    accounts::revoke_client(&visit.ctx, &mut tx, id).await?;
    tx.commit().await?;
    portal.parts.identities.forget_client(id);
    Ok(visit.go(&portal, "/account/clients", Some(Flash::success(Phrase::new("flash-client-revoked")))))
}

async fn activity(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (ctx, account) = (&visit.ctx, visit.account()?);
    ctx.permit(Action::AuditRead, Scope::Account(account))?;
    let after = visit.after.clone();
    let filter = AuditFilter { account: Some(account), ..AuditFilter::default() };
    let conn = portal.parts.ground.store.reader();
    let found = list_audit(conn, ctx, &filter, &PageRequest::new(Some(50), after.clone())).await?;
    let mut known = Vec::new();
    let subject = |row: &AuditRow| (row.object_kind == "person").then(|| row.object_id.parse().ok()).flatten();
    let named: Vec<kernel::UserId> =
        found.items.iter().flat_map(|row| [row.actor, row.acting_for_user, subject(row)]).flatten().collect();
    for user in named {
        if known.iter().all(|person: &accounts::Person| person.user != user) {
            known.extend(accounts::person(conn, ctx, user).await?);
        }
    }
    let page = ActivityPage {
        filters: Filters { action: "/account/activity".to_owned(), ..Filters::default() },
        rows: found.items.iter().map(|row| audit_row(row, &known)).collect(),
        pager: Pager::by_cursor("/account/activity", after.as_deref(), found.next.as_deref()),
    };
    portal.page(&visit, &page).await
}

async fn activity_elsewhere(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    Ok(visit.go(&portal, "/account/activity", None))
}

fn audit_row(row: &AuditRow, people: &[accounts::Person]) -> AuditRowView {
    let person = |id: Option<kernel::UserId>| people.iter().find(|person| Some(person.user) == id);
    let subject = (row.object_kind == "person").then(|| person(row.object_id.parse().ok())).flatten();
    // Who signs in is nobody yet: the entry is about the person themselves.
    let actor = person(row.actor).or(subject.filter(|_| row.actor_name.is_empty()));
    let acting = person(row.acting_for_user);
    AuditRowView {
        at: row.at,
        actor: actor.map_or_else(|| row.actor_name.clone(), |person| person.name.clone()),
        actor_email: actor.map(|person| person.email.clone()),
        acting_for: row.acting_for.map(|_| acting.map(|person| person.name.clone()).unwrap_or_default()),
        acting_for_email: acting.map(|person| person.email.clone()),
        action: row.action.clone(),
        what: Phrase::new(format!("audit-{}", row.action.replace('.', "-"))).or(&row.action),
        subject: match (row.object_kind.as_str(), subject) {
            ("person", Some(person)) => Phrase::new("audit-person").or(&person.email),
            ("account" | "cart" | "approval" | "client" | "session", _) => {
                Phrase::new(format!("audit-{}", row.object_kind)).or(&row.object_kind)
            }
            // An id says nothing to anybody: what kind of thing it is says something.
            (kind, _) if uuid::Uuid::try_parse(&row.object_id).is_ok() => Phrase::new(format!("office-object-{kind}")).or(kind),
            _ => Phrase::new("audit-other").or(&row.object_id),
        },
        subject_href: match row.object_kind.as_str() {
            "order" => Some(format!("/orders/{}", crate::part::segment(&row.object_id))),
            "approval" => Some(format!("/approvals/{}", crate::part::segment(&row.object_id))),
            _ => None,
        },
        account: None,
    }
}
