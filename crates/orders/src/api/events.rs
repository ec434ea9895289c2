//! The feed of events as CloudEvents 1.0: what webhooks and the bus are made of.

use axum::extract::State;
use kernel::{AccountId, Ctx, Denied, Page, Reach, Timestamp};
use serde::{Deserialize, Serialize};
use store::{FeedFilter, FeedRow, Position};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web::documented::ReadProblems;
use web::{Answer, Caller, Json, Paging, Query};

use super::OrdersState;
use crate::OrderError;

/// What an account's own systems may hear of; the seller's hear everything.
const FOR_CUSTOMERS: [&str; 10] = [
    crate::events::CREATED,
    crate::events::CONFIRMED,
    crate::events::SHIPPED,
    crate::events::CLOSED_SHORT,
    crate::events::DELIVERED,
    crate::events::COMPLETED,
    crate::events::CANCELLED,
    "fondaco.approval.requested.v1",
    "fondaco.approval.advanced.v1",
    "fondaco.approval.concluded.v1",
];

/// Which events.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct EventQuery {
    /// How many events at most: 25 when absent. Less than 1 or more than 200 is refused.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of an earlier answer: only later events are given. It stays good however long it is kept. Anything else
    /// is refused.
    after: Option<String>,
    /// CloudEvents types, separated by commas; all that the caller may hear of when absent.
    types: Option<String>,
}

/// A CloudEvents 1.0 envelope.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(super) struct CloudEvent {
    /// `1.0`
    specversion: String,
    id: Uuid,
    /// The tenant's feed: `/tenants/{tenantid}`.
    source: String,
    /// `fondaco.order.created.v1`
    #[serde(rename = "type")]
    kind: String,
    /// The aggregate's id.
    subject: String,
    time: Timestamp,
    /// `application/json`
    datacontenttype: String,
    /// 1 for a subject's first event, then one more each; as text, as CloudEvents' sequence extension says.
    sequence: String,
    correlationid: String,
    tenantid: String,
    #[schema(value_type = Object)]
    data: serde_json::Value,
}

/// Events in the order in which they were committed; each aggregate's own order is kept. A page that is not empty has a
/// `next`; keep the last one, and ask with it again for what happens later.
#[utoipa::path(get, path = "/api/v1/events", tag = "events", params(EventQuery), responses(
    (status = 200, description = "Events, oldest first", body = Page<CloudEvent>),
    ReadProblems,
))]
pub(super) async fn list_events(
    State(state): State<OrdersState>,
    Caller(ctx): Caller,
    Query(query): Query<EventQuery>,
) -> Answer<Json<Page<CloudEvent>>> {
    // Positions went out as they are before cursors were sealed, and other systems keep theirs for long.
    let paging = Paging::with_unsealed("events", query.limit, query.after.as_deref(), |kept| position(kept).is_some())?;
    let page = paging.request();
    let after = match &page.after {
        None => 0,
        Some(after) => {
            position(after).ok_or_else(|| OrderError::field("after", "not_a_cursor", "must be the next of an earlier answer"))?
        }
    };
    let Some(filter) = filter(&ctx, query.types.as_deref())? else {
        return Ok(Json(Page { items: Vec::new(), next: None }));
    };
    let store = &state.ground.store;
    let horizon = store::horizon(store).await?;
    let rows = store::read_feed(store.reader(), &filter, after, horizon, page.limit()).await?;
    let next = rows.last().map(|row| row.position.to_string());
    Ok(Json(paging.answer(Page { items: rows.into_iter().map(CloudEvent::from).collect(), next })))
}

fn position(after: &str) -> Option<Position> {
    let is_plain = !after.is_empty() && after.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| after.parse().ok()).flatten()
}

/// What the caller hears; `None` when that is nothing.
fn filter(ctx: &Ctx, types: Option<&str>) -> Result<Option<FeedFilter>, OrderError> {
    let asked: Vec<String> =
        types.unwrap_or("").split(',').map(str::trim).filter(|kind| !kind.is_empty()).map(str::to_owned).collect();
    if asked.len() > 50 {
        return Err(OrderError::field("types", "too_many", "at most 50 types"));
    }
    let account = listener(ctx)?;
    let kinds = match account {
        None => asked,
        Some(_) if asked.is_empty() => FOR_CUSTOMERS.iter().map(|kind| (*kind).to_owned()).collect(),
        Some(_) => {
            let heard: Vec<String> = asked.into_iter().filter(|kind| FOR_CUSTOMERS.contains(&kind.as_str())).collect();
            if heard.is_empty() {
                return Ok(None);
            }
            heard
        }
    };
    Ok(Some(FeedFilter { tenant: Some(ctx.tenant), account, kinds, subject: None }))
}

/// The account whose facts the caller hears; `None` is the whole tenant.
fn listener(ctx: &Ctx) -> Result<Option<AccountId>, Denied> {
    match (ctx.account(), &ctx.actor.reach) {
        (Some(account), _) => Ok(Some(account)),
        (None, Reach::Tenant) => Ok(None),
        (None, Reach::Accounts(_)) => Err(Denied::Forbidden(kernel::Action::EventRead)),
    }
}

impl From<FeedRow> for CloudEvent {
    fn from(row: FeedRow) -> CloudEvent {
        CloudEvent {
            specversion: "1.0".to_owned(),
            id: row.id,
            source: format!("/tenants/{}", row.tenant),
            kind: row.kind,
            subject: row.subject,
            time: row.at,
            datacontenttype: "application/json".to_owned(),
            sequence: row.sequence.to_string(),
            correlationid: row.correlation,
            tenantid: row.tenant.to_string(),
            data: row.data,
        }
    }
}
