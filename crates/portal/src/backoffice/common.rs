//! What the office's handlers share: outcomes of forms, who changed a row meanwhile, history and events, decimals as a
//! language writes them.

use accounts::Person;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{AccountId, Action, Ctx, Date, ErrorKind, Fault, FieldFault, PageRequest, Scope, Unit, UserId};
use sea_orm::DatabaseConnection;
use store::{AuditFilter, AuditRow, FeedFilter, FeedRow, Position, Tx, horizon, list_audit, read_feed};
use web::page::{Flash, Phrase};
use web::{Answer, Problem};

use super::names::Names;
use super::view::FormPage;
use super::view::form::{Conflict, merged};
use super::view::history::{Reading, changes_of, indented};
use super::view::record::{EventView, HistoryView};
use crate::frame::{FormData, Portal, Visit};
use crate::part::form::Form;

/// What became of an act that a form asked for.
pub(super) enum Outcome<T> {
    Done(T),
    /// Not acceptable, field by field.
    Refused(Vec<FieldFault>),
    /// Somebody else changed the row since the form was opened.
    Moved,
}

/// Sorts a room's answer: what a form can show stays here, everything else is a problem page.
pub(super) fn judged<T, E>(result: Result<T, E>) -> Answer<Outcome<T>>
where
    E: Fault,
    Problem: From<E>,
{
    match result {
        Ok(done) => Ok(Outcome::Done(done)),
        Err(error) if error.kind() == ErrorKind::PreconditionFailed => Ok(Outcome::Moved),
        Err(error) => {
            let faults = faults(&error);
            if faults.is_empty() { Err(error.into()) } else { Ok(Outcome::Refused(faults)) }
        }
    }
}

/// The fields at fault; errors about one field by their nature name it here.
fn faults(error: &impl Fault) -> Vec<FieldFault> {
    let fields = error.fields();
    if !fields.is_empty() {
        return fields;
    }
    let at = |field: &str, code: &'static str| vec![FieldFault::new(field, code, error.to_string())];
    match error.code() {
        "catalog.code_taken" => {
            vec![FieldFault::new("code", "taken", error.to_string()), FieldFault::new("sku", "taken", error.to_string())]
        }
        "pricing.code_taken" | "inventory.code_taken" => at("code", "taken"),
        "catalog.attribute_in_use" => at("kind", "in_use"),
        "pricing.rule_taken" => at("key", "rule_taken"),
        "pricing.derived_in_a_circle" => at("base", "circle"),
        "inventory.below_reserved" => at("quantity", "below_reserved"),
        "inventory.too_large" => at("quantity", "too_large"),
        "accounts.oneself" => at("role", "oneself"),
        _ => Vec::new(),
    }
}

/// Another name for fields that the room calls differently than the form.
pub(super) fn renamed(mut faults: Vec<FieldFault>, names: &[(&str, &str)]) -> Vec<FieldFault> {
    for fault in &mut faults {
        if let Some((_, ours)) = names.iter().find(|(theirs, _)| *theirs == fault.field) {
            fault.field = (*ours).to_owned();
        }
    }
    faults
}

/// Begins a change, and notes where the feed stands, for [`commit`].
pub(super) async fn begin(portal: &Portal, ctx: &Ctx) -> Answer<(Tx, Position)> {
    let since = horizon(&portal.parts.ground.store).await?;
    Ok((portal.parts.ground.begin(ctx).await?, since))
}

/// Makes a change durable and brings what this process keeps in memory up to it, so that the very next page shows it.
pub(super) async fn commit(portal: &Portal, tx: Tx, since: Position) -> Answer<()> {
    let ctx = tx.ctx().clone();
    tx.commit().await?;
    refresh(portal, &ctx, since).await
}

/// Brings what this process keeps in memory up to the tenant's facts since a position. The follower does the same a moment
/// later, here and elsewhere; doing it twice changes nothing.
pub(super) async fn refresh(portal: &Portal, ctx: &Ctx, since: Position) -> Answer<()> {
    let (parts, store) = (&portal.parts, &portal.parts.ground.store);
    let filter = FeedFilter { tenant: Some(ctx.tenant), ..FeedFilter::default() };
    let rows = read_feed(store.reader(), &filter, since, horizon(store).await?, 1_000).await?;
    parts.directory.apply(store, &rows).await?;
    parts.identities.apply(&rows);
    parts.catalogue.apply(store, &rows).await?;
    parts.book.apply(store, &rows).await?;
    parts.stock.apply(store, &rows).await?;
    portal.apply(&rows);
    Ok(())
}

pub(super) fn reader(portal: &Portal) -> &DatabaseConnection {
    portal.parts.ground.store.reader()
}

/// The form again, with what was typed and what is wrong with it: 422.
pub(super) async fn refused(
    portal: &Portal,
    visit: &Visit,
    page: FormPage,
    sent: &FormData,
    faults: &[FieldFault],
) -> Answer<Response> {
    let form = page.form.refused(sent.pairs(), faults);
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, &FormPage { form, ..page }).await
}

/// The form again after somebody else's change, both merged: 409. `page` holds the row as it is now.
pub(super) async fn conflicting(
    portal: &Portal,
    visit: &Visit,
    page: FormPage,
    sent: &FormData,
    object: (&str, &str),
) -> Answer<Response> {
    let (form, conflict) = conflict(portal, visit, page.form, sent, object).await?;
    portal.page_with(StatusCode::CONFLICT, visit, &FormPage { form, conflict: Some(conflict), ..page }).await
}

/// What was typed laid over the row as it is now, and who changed that.
pub(super) async fn conflict(
    portal: &Portal,
    visit: &Visit,
    current: Form,
    sent: &FormData,
    (kind, id): (&str, &str),
) -> Answer<(Form, Conflict)> {
    let reload = current.action.clone();
    let (form, rows) = merged(current, sent.pairs());
    let last = last_change(portal, &visit.ctx, kind, id).await?;
    let (by, at) = last.map_or((None, None), |row| (Some(row.actor_name), Some(row.at)));
    Ok((form, Conflict { by, at, rows, reload }))
}

/// The newest entry of the audit trail about an object.
pub(super) async fn last_change(portal: &Portal, ctx: &Ctx, kind: &str, id: &str) -> Answer<Option<AuditRow>> {
    let filter = about(kind, id);
    Ok(list_audit(reader(portal), ctx, &filter, &PageRequest::new(Some(1), None)).await?.items.pop())
}

pub(super) fn about(kind: &str, id: &str) -> AuditFilter {
    AuditFilter { object_kind: Some(kind.to_owned()), object_id: Some(id.to_owned()), ..AuditFilter::default() }
}

/// An object's history, newest first. Empty for those who may not read the audit trail there.
pub(super) async fn history(portal: &Portal, ctx: &Ctx, filter: &AuditFilter, most: u16) -> Answer<Vec<HistoryView>> {
    let scope = filter.account.map_or(Scope::Tenant, Scope::Account);
    if !ctx.may(Action::AuditRead, scope) {
        return Ok(Vec::new());
    }
    let rows = list_audit(reader(portal), ctx, filter, &PageRequest::new(Some(most), None)).await?.items;
    let names = Names::of(portal, ctx, &rows).await?;
    Ok(rows.iter().map(|row| history_view(&names, row)).collect())
}

pub(super) fn history_view(names: &Names<'_>, row: &AuditRow) -> HistoryView {
    HistoryView {
        at: row.at,
        actor: row.actor_name.clone(),
        acting_for: row.acting_for.and_then(|account| names.portal.account_name(names.ctx, account)),
        action: row.action.clone(),
        what: what(&row.action),
        changes: changes_of(Reading { kind: &row.object_kind, named: &|id| names.name(id) }, &row.detail),
    }
}

/// An act of the audit trail in words.
pub(super) fn what(action: &str) -> Phrase {
    Phrase::new(format!("audit-{}", action.replace('.', "-"))).or(action)
}

/// The facts about a subject, newest first. Empty for those who may not read the feed.
pub(super) async fn events_about(portal: &Portal, ctx: &Ctx, subject: &str) -> Answer<Vec<EventView>> {
    if !ctx.may(Action::EventRead, Scope::Tenant) {
        return Ok(Vec::new());
    }
    let store = &portal.parts.ground.store;
    let filter = FeedFilter { tenant: Some(ctx.tenant), subject: Some(subject.to_owned()), ..FeedFilter::default() };
    let mut rows = read_feed(store.reader(), &filter, 0, horizon(store).await?, 100).await?;
    rows.reverse();
    Ok(rows.iter().map(|row| event_view(portal, ctx, row)).collect())
}

pub(super) fn event_view(portal: &Portal, ctx: &Ctx, row: &FeedRow) -> EventView {
    EventView {
        position: row.position.to_string(),
        event: row.kind.clone(),
        subject: row.subject.clone(),
        sequence: row.sequence.to_string(),
        at: row.at,
        correlation: row.correlation.clone(),
        account: row.account.and_then(|account| portal.account_name(ctx, account)),
        json: indented(&row.data),
    }
}

/// The people with these ids, each read once.
pub(super) async fn people(portal: &Portal, ctx: &Ctx, ids: impl IntoIterator<Item = UserId>) -> Answer<Vec<Person>> {
    let mut found: Vec<Person> = Vec::new();
    let mut asked: Vec<UserId> = Vec::new();
    for id in ids {
        if !asked.contains(&id) {
            asked.push(id);
            found.extend(accounts::person(reader(portal), ctx, id).await?);
        }
    }
    Ok(found)
}

/// Number and name of an account.
pub(super) fn account_brief(portal: &Portal, ctx: &Ctx, account: AccountId) -> Option<(String, String)> {
    let card = portal.parts.directory.card(ctx.tenant, account)?;
    Some((card.account.number.clone(), card.account.name.clone()))
}

/// The sign of a unit in the reader's language.
pub(super) fn unit_sign(portal: &Portal, ctx: &Ctx, unit: Unit) -> String {
    let word = portal
        .pages
        .tools(ctx.locale)
        .and_then(|tools| tools.translations.counted(ctx.locale, &format!("unit-{}", unit.code()), "2"));
    word.unwrap_or_else(|| unit.symbol().to_owned())
}

/// A whole number of a field.
pub(super) fn whole<N: std::str::FromStr>(form: &FormData, name: &str) -> Result<N, FieldFault> {
    form.text(name).parse().map_err(|_| FieldFault::new(name, "not_a_number", "must be a whole number"))
}

/// Takes what was read, or notes what is wrong with it.
pub(super) fn taken<T>(faults: &mut Vec<FieldFault>, read: Result<T, FieldFault>) -> Option<T> {
    read.map_err(|fault| faults.push(fault)).ok()
}

/// A day in words, for phrases that are put together here.
pub(super) fn day_words(portal: &Portal, ctx: &Ctx, day: Date) -> String {
    crate::view::cart::day(portal.pages.tools(ctx.locale), day, ctx)
}

/// The tenant's time zone.
pub(super) async fn time_zone(portal: &Portal, ctx: &Ctx) -> String {
    portal.tenant(ctx).await.map_or_else(|| "Europe/Rome".to_owned(), |tenant| tenant.time_zone.clone())
}

pub(super) fn saved() -> Option<Flash> {
    Some(Flash::success(Phrase::new("flash-saved")))
}

pub(super) fn told(phrase: Phrase) -> Option<Flash> {
    Some(Flash::success(phrase))
}

/// The place of a page given as `?page=`; 1 at first.
pub(super) fn page_number(visit: &Visit) -> u64 {
    visit.parameter("page").and_then(|page| page.parse().ok()).filter(|page| (1..=100_000).contains(page)).unwrap_or(1)
}
