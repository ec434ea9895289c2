//! API clients of the whole tenant: made (the secret is shown once), revoked.

use accounts::{Client, ClientOwner, ClientScope, NewClient};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, ClientId, FieldFault, Scope};
use web::page::{Flash, Phrase};
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, account_brief, begin, commit, judged, reader};
use super::view::RecordPage;
use super::view::people::{ClientRow, client_form, clients, scope_field};
use crate::frame::{FormData, Portal, Visit};
use crate::part::form::Form;

pub(super) fn doors() -> Doors<Portal> {
    let needs = Needs::May(Action::SettingsManage);
    Doors::new().page(needs, "GET", "/office/clients", get(show)).page(needs, "POST", "/office/clients", post(create)).page(
        needs,
        "POST",
        "/office/clients/{id}/revoke",
        post(revoke),
    )
}

fn blank_form() -> Form {
    let codes: Vec<&str> = ClientScope::ALL.iter().map(|scope| scope.code()).collect();
    client_form(&codes)
}

async fn page(portal: &Portal, visit: &Visit, form: Form, created: Option<(&str, &str)>) -> Answer<RecordPage> {
    visit.ctx.permit(Action::ClientManage, Scope::Tenant)?;
    let all = accounts::list_clients(&visit.ctx, reader(portal)).await?;
    let row = |client: &Client| ClientRow {
        id: client.id.to_string(),
        client_id: client.client_id.clone(),
        name: client.name.clone(),
        account: client.account.and_then(|account| account_brief(portal, &visit.ctx, account)),
        scopes: client.scopes.iter().map(|scope| scope.code().to_owned()).collect(),
        created_at: client.created_at,
        revoked: client.revoked_at.is_some(),
    };
    let mut rows: Vec<ClientRow> = all.iter().map(row).collect();
    // Those in use first; what was revoked stays for the record.
    rows.sort_by_key(|client| client.revoked);
    Ok(clients(&rows, form, created))
}

async fn show(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let page = page(&portal, &visit, blank_form(), None).await?;
    portal.page(&visit, &page).await
}

async fn create(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let account = match form.optional("account") {
        None => Ok(None),
        Some(number) => {
            let card = portal.parts.directory.by_number(visit.ctx.tenant, &number);
            card.map(|card| Some(card.account.id))
                .ok_or_else(|| FieldFault::new("account", "unknown", "there is no such account"))
        }
    };
    let faults = match account {
        Ok(account) => {
            let new = NewClient {
                name: form.text("name").to_owned(),
                account,
                scopes: ClientScope::ALL.into_iter().filter(|scope| form.is_ticked(&scope_field(scope.code()))).collect(),
                default_cost_centre: None,
            };
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(accounts::create_client(&visit.ctx, &mut tx, &new).await)? {
                Outcome::Done(created) => {
                    commit(&portal, tx, since).await?;
                    let secret = (created.client.client_id.as_str(), created.secret.as_str());
                    let page = page(&portal, &visit, blank_form(), Some(secret)).await?;
                    return portal.page_with(StatusCode::CREATED, &visit, &page).await;
                }
                Outcome::Refused(faults) => at_scopes(faults, &new),
                Outcome::Moved => Vec::new(),
            }
        }
        Err(fault) => vec![fault],
    };
    let form = blank_form().refused(form.pairs(), &faults);
    let page = page(&portal, &visit, form, None).await?;
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
}

/// Faults about scopes stand above the form, in words about the first scope that an account cannot have.
fn at_scopes(faults: Vec<FieldFault>, new: &NewClient) -> Vec<FieldFault> {
    let owner = if new.account.is_some() { ClientOwner::Account } else { ClientOwner::Tenant };
    let wrong = new.scopes.iter().find(|scope| !scope.fits(owner)).map(|scope| scope_field(scope.code()));
    let placed = |mut fault: FieldFault| {
        if let (true, Some(field)) = (fault.code == "not_here", &wrong) {
            fault.field.clone_from(field);
        }
        fault
    };
    faults.into_iter().map(placed).collect()
}

async fn revoke(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Answer<Response> {
    let id: ClientId = id.parse().map_err(|_| Problem::not_found())?;
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    accounts::revoke_client(&visit.ctx, &mut tx, id).await?;
    commit(&portal, tx, since).await?;
    portal.parts.identities.forget_client(id);
    Ok(visit.go(&portal, "/office/clients", Some(Flash::success(Phrase::new("flash-client-revoked")))))
}
