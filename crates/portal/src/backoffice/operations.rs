//! Letters, jobs, the feed of facts, the audit trail.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, JobId, Page, PageRequest, Scope, UserId};
use notifications::{MailFilter, MailRow, MailState, NoticeKind};
use store::{
    AuditEntry, AuditFilter, FeedFilter, Job, JobState, Position, failed_kinds, horizon, list_audit, list_jobs, read_feed,
    retry_job, retry_jobs,
};
use uuid::Uuid;
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{account_brief, begin, commit, event_view, history_view, reader, told};
use super::links::object_href;
use super::names::Names;
use super::view::accounts::account_href;
use super::view::history::indented;
use super::view::log::{AuditAsked, AuditView, EventsAsked, audit_page, events_page};
use super::view::operations::{FailedKind, JobView, JobsAsked, MailView, MailsAsked, job, jobs, mail, mails};
use crate::frame::{FormData, Portal, Visit};
use crate::part::{Pager, with, without};

/// Facts shown on a page, and how many the feed is asked for at a time.
const EVENTS: usize = 50;
const WINDOW: Position = 500;
/// Windows that one page looks through for facts of a rare kind.
const WINDOWS: usize = 40;

/// Kinds of facts that the filter offers.
const KINDS: [&str; 19] = [
    "fondaco.order.created.v1",
    "fondaco.order.confirmed.v1",
    "fondaco.shipment.sent.v1",
    "fondaco.order.delivered.v1",
    "fondaco.order.completed.v1",
    "fondaco.order.cancelled.v1",
    "fondaco.order.closed_short.v1",
    "fondaco.approval.requested.v1",
    "fondaco.approval.advanced.v1",
    "fondaco.approval.concluded.v1",
    "fondaco.account.changed.v1",
    "fondaco.member.changed.v1",
    "fondaco.member.invited.v1",
    "fondaco.client.changed.v1",
    "fondaco.product.changed.v1",
    "fondaco.price_list.changed.v1",
    "fondaco.stock.changed.v1",
    "fondaco.session.changed.v1",
    "fondaco.tenant.changed.v1",
];

pub(super) fn doors() -> Doors<Portal> {
    let operates = Needs::May(Action::OperationsRead);
    Doors::new()
        .page(operates, "GET", "/office/mail", get(show_mails))
        .page(operates, "GET", "/office/mail/{id}", get(show_mail))
        .page(operates, "GET", "/office/jobs", get(show_jobs))
        .page(operates, "GET", "/office/jobs/{id}", get(show_job))
        .page(Needs::May(Action::SettingsManage), "POST", "/office/jobs/retry", post(retry_kind))
        .page(Needs::May(Action::SettingsManage), "POST", "/office/jobs/{id}/retry", post(retry))
        .page(Needs::May(Action::EventRead), "GET", "/office/events", get(show_events))
        .page(operates, "GET", "/office/audit", get(show_audit))
}

fn mail_view(row: &MailRow) -> MailView {
    MailView {
        id: row.id.to_string(),
        kind: row.kind.clone(),
        to_name: row.to_name.clone(),
        to: row.to_address.clone(),
        subject: row.subject.clone(),
        text: row.text.clone(),
        state: row.state.code().to_owned(),
        created_at: row.created_at,
        sent_at: row.sent_at,
        correlation: row.correlation.clone(),
    }
}

async fn show_mails(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    visit.ctx.permit(Action::OperationsRead, Scope::Tenant)?;
    let text: String = visit.parameter("q").unwrap_or_default().chars().take(200).collect();
    let after = visit.after.clone();
    let page = PageRequest::new(Some(50), after.clone());
    let (state, kind) = (visit.parameter("state").unwrap_or_default(), visit.parameter("kind").unwrap_or_default());
    let filter = MailFilter { text: Some(text.clone()), state: MailState::parse(&state), kind: NoticeKind::parse(&kind) };
    let found = notifications::mails(reader(&portal), &visit.ctx, &filter, &page).await?;
    let rows: Vec<MailView> = found.items.iter().map(mail_view).collect();
    let pager = Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref());
    let asked = MailsAsked { text, state, kind, kinds: NoticeKind::ALL.map(|kind| kind.code().to_owned()).to_vec() };
    portal.page(&visit, &mails(&asked, &rows, pager)).await
}

async fn show_mail(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Answer<Response> {
    visit.ctx.permit(Action::OperationsRead, Scope::Tenant)?;
    let id = Uuid::try_parse(&id).map_err(|_| Problem::not_found())?;
    let row = notifications::mail(reader(&portal), &visit.ctx, id).await?.ok_or_else(Problem::not_found)?;
    portal.page(&visit, &mail(&mail_view(&row))).await
}

fn job_view(job: &Job) -> JobView {
    JobView {
        id: job.id.to_string(),
        kind: job.kind.clone(),
        state: job.state.code().to_owned(),
        attempts: u32::try_from(job.attempts).unwrap_or(0),
        run_at: job.run_at,
        created_at: job.created_at,
        error: job.last_error.clone(),
        correlation: job.correlation.clone(),
        payload: indented(&job.payload),
    }
}

fn may_retry(visit: &Visit) -> bool {
    visit.ctx.may(Action::SettingsManage, Scope::Tenant)
}

async fn show_jobs(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    visit.ctx.permit(Action::OperationsRead, Scope::Tenant)?;
    let state = visit.parameter("state").unwrap_or_default();
    let wanted = JobState::ALL.into_iter().find(|known| known.code() == state);
    let after = visit.after.clone();
    let page = PageRequest::new(Some(50), after.clone());
    let found = list_jobs(reader(&portal), visit.ctx.tenant, wanted, &page).await?;
    let rows: Vec<JobView> = found.items.iter().map(job_view).collect();
    let pager = Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref());
    let failed = match wanted == Some(JobState::Failed) && may_retry(&visit) {
        true => failed_of_kinds(&portal, &visit).await?,
        false => Vec::new(),
    };
    portal.page(&visit, &jobs(&JobsAsked { state, may_retry: may_retry(&visit), failed }, &rows, pager)).await
}

/// The kinds of which jobs have failed.
async fn failed_of_kinds(portal: &Portal, visit: &Visit) -> Answer<Vec<FailedKind>> {
    let kinds = failed_kinds(reader(portal), visit.ctx.tenant).await?;
    Ok(kinds.into_iter().map(|(kind, count)| FailedKind { kind, count: count.unsigned_abs() }).collect())
}

/// Puts every failed job of a kind back to work, for when what they all waited for is there again.
async fn retry_kind(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    visit.ctx.permit(Action::SettingsManage, Scope::Tenant)?;
    let kind = form.text("kind");
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    let count = if kind.is_empty() { 0 } else { retry_jobs(tx.conn(), &visit.ctx, kind).await? };
    let flash = Phrase::new("flash-jobs-retried").count("count", count);
    if count > 0 {
        tx.audit(AuditEntry::new("store.retry_jobs", "job", kind).with(serde_json::json!({"kind": kind, "count": count})));
        commit(&portal, tx, since).await?;
    }
    Ok(visit.go(&portal, "/office/jobs?state=failed", told(flash)))
}

/// A job by its id: jobs are listed by id, newest first, so that the page that begins just after the next id holds it.
async fn find_job(portal: &Portal, visit: &Visit, id: &str) -> Answer<Job> {
    let id: JobId = id.parse().map_err(|_| Problem::not_found())?;
    let next = Uuid::from_u128(id.uuid().as_u128().saturating_add(1));
    let page = PageRequest::new(Some(1), Some(next.to_string()));
    let found = list_jobs(reader(portal), visit.ctx.tenant, None, &page).await?.items.pop();
    found.filter(|job| job.id == id).ok_or_else(Problem::not_found)
}

async fn show_job(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Answer<Response> {
    visit.ctx.permit(Action::OperationsRead, Scope::Tenant)?;
    let found = find_job(&portal, &visit, &id).await?;
    portal.page(&visit, &job(&job_view(&found), may_retry(&visit))).await
}

async fn retry(State(portal): State<Portal>, visit: Visit, Path(id): Path<String>) -> Answer<Response> {
    visit.ctx.permit(Action::SettingsManage, Scope::Tenant)?;
    let found = find_job(&portal, &visit, &id).await?;
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    if !retry_job(tx.conn(), &visit.ctx, found.id).await? {
        return Ok(visit.go(&portal, &format!("/office/jobs/{id}"), None));
    }
    tx.audit(AuditEntry::new("store.retry_job", "job", found.id).with(serde_json::json!({ "kind": found.kind })));
    commit(&portal, tx, since).await?;
    Ok(visit.go(&portal, &format!("/office/jobs/{id}"), told(Phrase::new("flash-job-retried"))))
}

/// The feed, newest first. The store reads it forward, as followers do; here windows are read backward from the end.
async fn show_events(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    visit.ctx.permit(Action::EventRead, Scope::Tenant)?;
    let asked = EventsAsked {
        kind: visit.parameter("kind").unwrap_or_default(),
        subject: visit.parameter("subject").unwrap_or_default().trim().to_owned(),
        kinds: KINDS.map(str::to_owned).to_vec(),
    };
    let store = &portal.parts.ground.store;
    let filter = FeedFilter {
        tenant: Some(visit.ctx.tenant),
        account: None,
        kinds: Some(asked.kind.clone()).filter(|kind| !kind.is_empty()).into_iter().collect(),
        subject: Some(asked.subject.clone()).filter(|subject| !subject.is_empty()),
    };
    let before = visit.parameter("before").and_then(|before| before.parse::<Position>().ok());
    let mut end = match before {
        Some(before) => before.saturating_sub(1),
        None => horizon(store).await?,
    };
    let mut rows = Vec::new();
    for _ in 0..WINDOWS {
        if end <= 0 || rows.len() >= EVENTS {
            break;
        }
        // An aggregate's facts are few and found by their index: they come in one go.
        let start = if filter.subject.is_some() { 0 } else { (end - WINDOW).max(0) };
        let mut window = read_feed(store.reader(), &filter, start, end, 1_000).await?;
        window.reverse();
        rows.extend(window);
        end = start;
    }
    let more = rows.len() > EVENTS || end > 0;
    rows.truncate(EVENTS);
    let last = if rows.len() == EVENTS { rows.last().map(|row| row.position) } else { Some(end.saturating_add(1)) };
    let here = without(&visit.path, "before");
    let pager = Pager {
        previous: before.map(|_| here.clone()),
        next: last.filter(|_| more).map(|last| with(&here, "before", &last.to_string())),
        ..Pager::default()
    };
    let views = rows.iter().map(|row| event_view(&portal, &visit.ctx, row)).collect();
    portal.page(&visit, &events_page(&asked, views, pager)).await
}

async fn show_audit(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let ctx = &visit.ctx;
    ctx.permit(Action::AuditRead, Scope::Tenant)?;
    let parameter = |name: &str| visit.parameter(name).map(|text| text.trim().chars().take(200).collect::<String>());
    let number = parameter("account");
    let account = number.as_ref().and_then(|number| portal.parts.directory.by_number(ctx.tenant, number));
    let unknown = number.is_some() && account.is_none();
    let asked = AuditAsked {
        actor: parameter("actor").unwrap_or_default(),
        object_kind: parameter("kind").unwrap_or_default(),
        object: parameter("object").unwrap_or_default(),
        account: account.as_ref().map(|card| card.account.name.clone()).or(number),
    };
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let filter = AuditFilter {
        account: account.map(|card| card.account.id),
        object_kind: given(&asked.object_kind),
        object_id: given(&asked.object),
        action: None,
        actor: given(&asked.actor),
    };
    let after = visit.after.clone();
    let found = match unknown {
        true => Page { items: Vec::new(), next: None },
        false => list_audit(reader(&portal), ctx, &filter, &PageRequest::new(Some(50), after.clone())).await?,
    };
    let names = Names::of(&portal, ctx, &found.items).await?;
    let email = |id: Option<UserId>| names.person(id).map(|person| person.email.clone());
    let view = |row: &store::AuditRow| {
        let brief = row.account.and_then(|account| account_brief(&portal, ctx, account));
        AuditView {
            id: row.id.to_string(),
            entry: history_view(&names, row),
            actor_email: email(row.actor),
            acting_for_email: email(row.acting_for_user),
            object_kind: row.object_kind.clone(),
            object: names.object(row),
            href: object_href(&portal, ctx, row),
            account_href: brief.as_ref().map(|(number, _)| account_href(number)),
            account: brief.map(|(_, name)| name),
            correlation: row.correlation.clone(),
        }
    };
    let rows = found.items.iter().map(view).collect();
    let pager = Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref());
    portal.page(&visit, &audit_page(&visit.path, &asked, rows, pager)).await
}
