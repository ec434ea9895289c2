//! Reading the audit trail: the seller's people see the tenant's, an account's admins their own account's.

use axum::extract::State;
use kernel::{AccountId, Action, Ctx, Page, PageRequest, Timestamp};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use store::{AuditFilter, AuditRow, list_audit};
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web::documented::ReadProblems;
use web::{Answer, Caller, Doors, Json, Needs, Paging, Query};

use crate::account::repo;
use crate::account::service::{account_at, reach_of};
use crate::fields::is_searchable;
use crate::{AccountsError, AccountsState};

pub(crate) fn doors() -> Doors<AccountsState> {
    Doors::new().api(Needs::May(Action::AuditRead), routes!(get_audit))
}

/// Which entries are wanted.
#[derive(Debug, Clone, Default)]
pub struct AuditAsk {
    /// Number of an account; whoever reaches one account only is shown that one's.
    pub account: Option<String>,
    /// `order`, `cart`, `person` …
    pub object_kind: Option<String>,
    pub object_id: Option<String>,
    /// Verb with its room: `orders.confirm`.
    pub action: Option<String>,
    /// Name of who did it.
    pub actor: Option<String>,
}

/// The newest entries first, within the caller's reach. Who reaches several accounts but not all must name one.
pub async fn read_audit(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    ask: &AuditAsk,
    page: &PageRequest,
) -> Result<Page<AuditRow>, AccountsError> {
    let account = audited_account(ctx, conn, ask).await?;
    let texts = [&ask.object_kind, &ask.object_id, &ask.action, &ask.actor];
    if texts.into_iter().flatten().any(|text| !is_searchable(text)) {
        return Ok(Page { items: Vec::new(), next: None });
    }
    let filter = AuditFilter {
        account,
        object_kind: ask.object_kind.clone(),
        object_id: ask.object_id.clone(),
        action: ask.action.clone(),
        actor: ask.actor.clone(),
    };
    Ok(list_audit(conn, ctx, &filter, page).await?)
}

async fn audited_account(ctx: &Ctx, conn: &impl ConnectionTrait, ask: &AuditAsk) -> Result<Option<AccountId>, AccountsError> {
    if let Some(number) = ask.account.as_deref().filter(|number| !number.trim().is_empty()) {
        return Ok(Some(account_at(ctx, conn, number.trim(), Action::AuditRead).await?.0.id));
    }
    match reach_of(ctx, Action::AuditRead)?.as_deref() {
        None => Ok(None),
        Some([only]) => Ok(Some(*only)),
        Some(_) => Err(AccountsError::field("account", "required", "name the account whose trail you want to read")),
    }
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AuditQuery {
    /// Number of an account.
    account: Option<String>,
    /// Kind of object: `order`, `cart`, `person` …
    object_kind: Option<String>,
    /// Id or business key of the object.
    object_id: Option<String>,
    /// What was done: `orders.confirm`.
    action: Option<String>,
    /// Name of who did it.
    actor: Option<String>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
}

/// One thing done to one object.
#[derive(Debug, Serialize, ToSchema)]
struct AuditBody {
    id: Uuid,
    at: Timestamp,
    /// Number of the account concerned.
    account: Option<String>,
    /// `person`, `client`, `system` or `anonymous`
    actor_kind: String,
    actor_name: String,
    /// Number of the account that the actor acted for.
    acting_for: Option<String>,
    action: String,
    object_kind: String,
    object_id: String,
    correlation_id: String,
    /// What changed; its shape depends on the action.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
}

/// The audit trail, the newest entries first.
#[utoipa::path(get, path = "/api/v1/audit", tag = "access", params(AuditQuery),
    responses((status = 200, description = "A page of entries", body = Page<AuditBody>), ReadProblems))]
async fn get_audit(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Query(query): Query<AuditQuery>,
) -> Answer<Json<Page<AuditBody>>> {
    let AuditQuery { account, object_kind, object_id, action, actor, limit, after } = query;
    let ask = AuditAsk { account, object_kind, object_id, action, actor };
    let conn = state.ground.store.reader();
    let paging = Paging::new("audit", limit, after.as_deref())?;
    let page = read_audit(&ctx, conn, &ask, paging.request()).await?;
    let named: Vec<AccountId> = page.items.iter().flat_map(|row| [row.account, row.acting_for]).flatten().collect();
    let numbers = repo::numbers_of(conn, ctx.tenant, &named).await?;
    let number = |account: Option<AccountId>| account.and_then(|account| numbers.get(&account).cloned());
    Ok(Json(paging.answer(page.map(|row| AuditBody {
        id: row.id,
        at: row.at,
        account: number(row.account),
        actor_kind: row.actor_kind,
        actor_name: row.actor_name,
        acting_for: number(row.acting_for),
        action: row.action,
        object_kind: row.object_kind,
        object_id: row.object_id,
        correlation_id: row.correlation,
        detail: row.detail,
    }))))
}
