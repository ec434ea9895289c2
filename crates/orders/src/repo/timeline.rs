//! What happened to an order.

use kernel::{EventId, OrderId, TenantId, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;

use super::corrupt;
use crate::OrderError;
use crate::model::{Order, TimelineEntry, TimelineKind};
use crate::schema::order_timeline;

pub(crate) async fn insert_timeline(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    order: OrderId,
    entry: &TimelineEntry,
) -> Result<(), OrderError> {
    let row = order_timeline::Model {
        id: EventId::new(entry.at).uuid(),
        tenant_id: tenant.uuid(),
        order_id: order.uuid(),
        at: entry.at.micros(),
        kind: entry.kind.code().to_owned(),
        actor: entry.actor.clone(),
        detail: entry.detail.to_string(),
    };
    order_timeline::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    Ok(())
}

/// Oldest first. That the order was placed stands in its own row, and is told from there.
pub(crate) async fn timeline_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    order: &Order,
) -> Result<Vec<TimelineEntry>, OrderError> {
    let rows = order_timeline::Entity::find()
        .filter(order_timeline::Column::TenantId.eq(tenant.uuid()))
        .filter(order_timeline::Column::OrderId.eq(order.id.uuid()))
        .order_by_asc(order_timeline::Column::At)
        .all(conn)
        .await?;
    let mut entries = rows.into_iter().map(entry).collect::<Result<Vec<TimelineEntry>, OrderError>>()?;
    // What happened in one moment stands in the order of an order's life.
    let stage = |kind: TimelineKind| TimelineKind::ALL.iter().position(|other| *other == kind);
    entries.sort_by_key(|entry| (entry.at, stage(entry.kind)));
    let came_before = |entry: &TimelineEntry| matches!(entry.kind, TimelineKind::Approved | TimelineKind::Imported);
    let place = entries.iter().take_while(|entry| came_before(entry)).count();
    if entries.iter().all(|entry| entry.kind != TimelineKind::Imported) {
        entries.insert(place, placed(order));
    }
    Ok(entries)
}

fn placed(order: &Order) -> TimelineEntry {
    TimelineEntry {
        at: order.placed_at,
        kind: TimelineKind::Placed,
        actor: order.placed_by_name.clone(),
        detail: json!({"acted_by": order.acted_by}),
    }
}

fn entry(row: order_timeline::Model) -> Result<TimelineEntry, OrderError> {
    Ok(TimelineEntry {
        at: Timestamp::from_micros(row.at),
        kind: TimelineKind::parse(&row.kind).ok_or_else(|| corrupt("order_timeline.kind", &row.kind))?,
        actor: row.actor,
        detail: serde_json::from_str(&row.detail).map_err(|error| corrupt("order_timeline.detail", error))?,
    })
}
