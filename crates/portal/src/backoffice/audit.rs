//! One entry of the audit trail.

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use kernel::{Action, PageRequest, Scope};
use store::{AuditFilter, AuditRow, list_audit};
use uuid::Uuid;
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{account_brief, reader, what};
use super::links::object_href;
use super::names::Names;
use super::view::accounts::account_href;
use super::view::audit::{AuditFacts, page};
use super::view::history::{Reading, changes_of, indented};
use crate::frame::{Portal, Visit};

pub(super) fn doors() -> Doors<Portal> {
    Doors::new().page(Needs::May(Action::OperationsRead), "GET", "/office/audit/{id}", get(show))
}

/// Entries are listed by id, newest first, so that the page that begins just after the next id holds this one.
async fn found(portal: &Portal, visit: &Visit, id: &str) -> Answer<AuditRow> {
    let id = Uuid::try_parse(id).map_err(|_| Problem::not_found())?;
    let next = Uuid::from_u128(id.as_u128().saturating_add(1));
    let request = PageRequest::new(Some(1), Some(next.to_string()));
    let row = list_audit(reader(portal), &visit.ctx, &AuditFilter::default(), &request).await?.items.pop();
    row.filter(|row| row.id == id).ok_or_else(Problem::not_found)
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Answer<Response> {
    let ctx = &visit.ctx;
    ctx.permit(Action::AuditRead, Scope::Tenant)?;
    let row = found(&portal, &visit, &id).await?;
    let names = Names::of(&portal, ctx, std::slice::from_ref(&row)).await?;
    let account = row.account.and_then(|account| account_brief(&portal, ctx, account));
    let acting_account = row.acting_for.and_then(|account| portal.account_name(ctx, account));
    let acting_person = names.person(row.acting_for_user).map(|person| person.name.clone());
    let acting_for: Vec<String> = [acting_person, acting_account].into_iter().flatten().collect();
    let facts = AuditFacts {
        id: row.id.to_string(),
        what: what(&row.action),
        action: row.action.clone(),
        at: row.at,
        actor: row.actor_name.clone(),
        actor_email: names.person(row.actor).map(|person| person.email.clone()),
        acting_for: Some(acting_for.join(", ")).filter(|names| !names.is_empty()),
        object_kind: row.object_kind.clone(),
        object: names.object(&row),
        object_href: object_href(&portal, ctx, &row),
        account: account.map(|(number, name)| (name, account_href(&number))),
        correlation: row.correlation.clone(),
        changes: changes_of(Reading { kind: &row.object_kind, named: &|id| names.name(id) }, &row.detail),
        json: indented(&row.detail),
    };
    portal.page(&visit, &page(&facts)).await
}
