//! What happened to an order.

use kernel::{EventId, OrderId, TenantId, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::corrupt;
use crate::OrderError;
use crate::model::{TimelineEntry, TimelineKind};
use crate::schema::order_timeline;

/// Adds entries, in one statement. Those of one moment keep their order by a microsecond more each.
pub(crate) async fn insert_timeline(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    order: OrderId,
    entries: &[TimelineEntry],
) -> Result<(), OrderError> {
    let rows = (0..).zip(entries).map(|(place, entry)| {
        order_timeline::Model {
            id: EventId::new(entry.at).uuid(),
            tenant_id: tenant.uuid(),
            order_id: order.uuid(),
            at: entry.at.micros().saturating_add(place),
            kind: entry.kind.code().to_owned(),
            actor: entry.actor.clone(),
            detail: entry.detail.to_string(),
        }
        .into_active_model()
    });
    order_timeline::Entity::insert_many(rows).exec_without_returning(conn).await?;
    Ok(())
}

/// Oldest first.
pub(crate) async fn timeline_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    order: OrderId,
) -> Result<Vec<TimelineEntry>, OrderError> {
    let rows = order_timeline::Entity::find()
        .filter(order_timeline::Column::TenantId.eq(tenant.uuid()))
        .filter(order_timeline::Column::OrderId.eq(order.uuid()))
        .order_by_asc(order_timeline::Column::At)
        .all(conn)
        .await?;
    rows.into_iter().map(entry).collect()
}

fn entry(row: order_timeline::Model) -> Result<TimelineEntry, OrderError> {
    Ok(TimelineEntry {
        at: Timestamp::from_micros(row.at),
        kind: TimelineKind::parse(&row.kind).ok_or_else(|| corrupt("order_timeline.kind", &row.kind))?,
        actor: row.actor,
        detail: serde_json::from_str(&row.detail).map_err(|error| corrupt("order_timeline.detail", error))?,
    })
}
