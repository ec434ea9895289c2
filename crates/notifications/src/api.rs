//! The inbox of the caller, and the letters that were sent, over the API.

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Action, Ctx, Denied, Page, Scope, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::{Answer, Caller, Doors, Ground, Json, Needs, PageQuery, Paging, Path, ProblemBody, Query};

use crate::error::NotificationsError;
use crate::letters::Letters;
use crate::model::{InboxEntry, MailRow};
use crate::repo;

#[derive(Clone)]
pub struct NotificationsState {
    pub ground: Ground,
    pub letters: Letters,
}

pub fn doors(state: NotificationsState) -> Doors {
    Doors::new()
        .api(Needs::May(Action::ProfileUse), routes!(list_inbox))
        .api(Needs::May(Action::ProfileUse), routes!(read_entry))
        .api(Needs::May(Action::OperationsRead), routes!(list_mails))
        .with_state(state)
}

/// An entry of the caller's inbox.
#[derive(Debug, Serialize, ToSchema)]
pub struct InboxItem {
    pub id: Uuid,
    /// `order-placed`, `approval-requested` …
    pub kind: String,
    /// In the caller's language.
    pub title: String,
    pub comment: Option<String>,
    /// The page that it is about.
    pub link: String,
    #[schema(value_type = kernel::Timestamp)]
    pub at: kernel::Timestamp,
    #[schema(value_type = Option<kernel::Timestamp>)]
    pub read_at: Option<kernel::Timestamp>,
}

/// A letter.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailItem {
    pub id: Uuid,
    pub kind: String,
    pub to: String,
    pub subject: String,
    /// `queued`, `sent`, or `expired`: sent, with a link that is no longer good
    pub state: String,
    pub created_at: kernel::Timestamp,
    pub sent_at: Option<kernel::Timestamp>,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct MailQuery {
    /// Looks in addresses and subjects.
    q: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
}

fn person(ctx: &Ctx) -> Result<UserId, Denied> {
    ctx.person().ok_or(Denied::Secret)
}

/// The caller's inbox, newest first.
#[utoipa::path(get, path = "/api/v1/inbox", tag = "inbox", params(PageQuery), responses(
    (status = 200, body = Page<InboxItem>),
    (status = 401, body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "The caller is no person", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, body = ProblemBody, content_type = "application/problem+json")))]
async fn list_inbox(
    State(state): State<NotificationsState>,
    Caller(ctx): Caller,
    Query(query): Query<PageQuery>,
) -> Answer<Json<Page<InboxItem>>> {
    let user = person(&ctx)?;
    let paging = query.of("inbox")?;
    let page = repo::inbox(state.ground.store.reader(), &ctx, user, paging.request()).await?;
    Ok(Json(paging.answer(page.map(|entry| item(&state.letters, &ctx, entry)))))
}

fn item(letters: &Letters, ctx: &Ctx, entry: InboxEntry) -> InboxItem {
    InboxItem {
        id: entry.id,
        kind: entry.kind.code().to_owned(),
        title: letters.title(ctx.locale, &entry),
        comment: entry.comment,
        link: entry.link,
        at: entry.at,
        read_at: entry.read_at,
    }
}

/// Marks an entry as read.
#[utoipa::path(post, path = "/api/v1/inbox/{id}/read", tag = "inbox", params(("id" = Uuid, Path)), responses(
    (status = 204, description = "Read"),
    (status = 401, body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, body = ProblemBody, content_type = "application/problem+json")))]
async fn read_entry(State(state): State<NotificationsState>, Caller(ctx): Caller, Path(id): Path<Uuid>) -> Answer<StatusCode> {
    let user = person(&ctx)?;
    let mut tx = state.ground.begin(&ctx).await?;
    let found = repo::mark_read(&mut tx, user, id).await?;
    tx.commit().await?;
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(NotificationsError::NotFound.into()) }
}

/// The letters of the tenant, newest first.
#[utoipa::path(get, path = "/api/v1/mails", tag = "operations", params(MailQuery), responses(
    (status = 200, body = Page<MailItem>),
    (status = 401, body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, body = ProblemBody, content_type = "application/problem+json")))]
async fn list_mails(
    State(state): State<NotificationsState>,
    Caller(ctx): Caller,
    Query(query): Query<MailQuery>,
) -> Answer<Json<Page<MailItem>>> {
    ctx.permit(Action::OperationsRead, Scope::Tenant)?;
    let paging = Paging::new("mails", query.limit, query.after.as_deref())?;
    let filter = repo::MailFilter { text: query.q, ..repo::MailFilter::default() };
    let page = repo::mails(state.ground.store.reader(), &ctx, &filter, paging.request()).await?;
    Ok(Json(paging.answer(page.map(mail_item))))
}

fn mail_item(mail: MailRow) -> MailItem {
    MailItem {
        id: mail.id,
        kind: mail.kind,
        to: mail.to_address,
        subject: mail.subject,
        state: mail.state.code().to_owned(),
        created_at: mail.created_at,
        sent_at: mail.sent_at,
    }
}
