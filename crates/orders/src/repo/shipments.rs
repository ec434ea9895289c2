//! Shipments, their parcels and lines.

use std::collections::HashMap;

use kernel::{OrderId, OrderLineId, Quantity, ShipmentId, TenantId, Timestamp, Unit, WarehouseId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::corrupt;
use crate::OrderError;
use crate::model::{Parcel, Shipment, ShippedFrom, ShippedLine};
use crate::schema::{parcels, shipment_lines, shipment_origins, shipments};

pub(crate) async fn insert_shipment(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    order: OrderId,
    shipment: &Shipment,
) -> Result<(), OrderError> {
    let row = shipments::Model {
        id: shipment.id.uuid(),
        tenant_id: tenant.uuid(),
        order_id: order.uuid(),
        number: shipment.number.clone(),
        carrier: shipment.carrier.clone(),
        sent_at: shipment.sent_at.micros(),
    };
    shipments::Entity::insert(row.into_active_model()).exec_without_returning(conn).await?;
    let boxes = (1..).zip(&shipment.parcels).map(|(position, parcel)| {
        let parcel = parcel.clone();
        parcels::Model {
            shipment_id: shipment.id.uuid(),
            position,
            tenant_id: tenant.uuid(),
            tracking_code: parcel.tracking_code,
            tracking_url: parcel.tracking_url,
        }
        .into_active_model()
    });
    parcels::Entity::insert_many(boxes).exec_without_returning(conn).await?;
    for chunk in shipment.lines.chunks(2000) {
        let lines = chunk.iter().map(|line| {
            shipment_lines::Model {
                shipment_id: shipment.id.uuid(),
                line_id: line.line.uuid(),
                tenant_id: tenant.uuid(),
                quantity_micros: line.quantity.micros(),
                unit: line.quantity.unit().code().to_owned(),
            }
            .into_active_model()
        });
        shipment_lines::Entity::insert_many(lines).exec_without_returning(conn).await?;
    }
    for chunk in shipment.from.chunks(2000) {
        let origins = chunk.iter().map(|part| {
            shipment_origins::Model {
                shipment_id: shipment.id.uuid(),
                line_id: part.line.uuid(),
                warehouse_id: part.warehouse.uuid(),
                tenant_id: tenant.uuid(),
                warehouse_code: part.code.clone(),
                quantity_micros: part.quantity.micros(),
                unit: part.quantity.unit().code().to_owned(),
            }
            .into_active_model()
        });
        shipment_origins::Entity::insert_many(origins).exec_without_returning(conn).await?;
    }
    Ok(())
}

pub(crate) async fn shipment_count(conn: &impl ConnectionTrait, tenant: TenantId, order: OrderId) -> Result<u64, OrderError> {
    Ok(shipments::Entity::find()
        .filter(shipments::Column::TenantId.eq(tenant.uuid()))
        .filter(shipments::Column::OrderId.eq(order.uuid()))
        .count(conn)
        .await?)
}

/// An order's shipments, oldest first.
pub(crate) async fn shipments_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    order: OrderId,
) -> Result<Vec<Shipment>, OrderError> {
    let mut rows = shipments::Entity::find()
        .filter(shipments::Column::TenantId.eq(tenant.uuid()))
        .filter(shipments::Column::OrderId.eq(order.uuid()))
        .order_by_asc(shipments::Column::SentAt)
        .all(conn)
        .await?;
    // Of two that left at the same moment, the smaller number first: the tenth after the second.
    rows.sort_by(|left, right| {
        let rank = |row: &shipments::Model| (row.sent_at, row.number.len());
        rank(left).cmp(&rank(right)).then_with(|| left.number.cmp(&right.number))
    });
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut boxes: HashMap<Uuid, Vec<Parcel>> = HashMap::new();
    let found = parcels::Entity::find()
        .filter(parcels::Column::TenantId.eq(tenant.uuid()))
        .filter(parcels::Column::ShipmentId.is_in(ids.clone()))
        .order_by_asc(parcels::Column::Position)
        .all(conn)
        .await?;
    for row in found {
        boxes
            .entry(row.shipment_id)
            .or_default()
            .push(Parcel { tracking_code: row.tracking_code, tracking_url: row.tracking_url });
    }
    let mut origins = origins_of(conn, tenant, &ids).await?;
    let mut lines: HashMap<Uuid, Vec<ShippedLine>> = HashMap::new();
    let found = shipment_lines::Entity::find()
        .filter(shipment_lines::Column::TenantId.eq(tenant.uuid()))
        .filter(shipment_lines::Column::ShipmentId.is_in(ids))
        .order_by_asc(shipment_lines::Column::LineId)
        .all(conn)
        .await?;
    for row in found {
        let unit = Unit::parse(&row.unit).map_err(|error| corrupt("shipment_lines.unit", error))?;
        let line =
            ShippedLine { line: OrderLineId::from_uuid(row.line_id), quantity: Quantity::from_micros(row.quantity_micros, unit) };
        lines.entry(row.shipment_id).or_default().push(line);
    }
    let shipment = |row: shipments::Model| Shipment {
        id: ShipmentId::from_uuid(row.id),
        parcels: boxes.remove(&row.id).unwrap_or_default(),
        lines: lines.remove(&row.id).unwrap_or_default(),
        from: origins.remove(&row.id).unwrap_or_default(),
        number: row.number,
        carrier: row.carrier,
        sent_at: Timestamp::from_micros(row.sent_at),
    };
    Ok(rows.into_iter().map(shipment).collect())
}

/// Which warehouses gave what, by shipment.
async fn origins_of(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    shipments: &[Uuid],
) -> Result<HashMap<Uuid, Vec<ShippedFrom>>, OrderError> {
    let found = shipment_origins::Entity::find()
        .filter(shipment_origins::Column::TenantId.eq(tenant.uuid()))
        .filter(shipment_origins::Column::ShipmentId.is_in(shipments.iter().copied()))
        .order_by_asc(shipment_origins::Column::WarehouseCode)
        .order_by_asc(shipment_origins::Column::LineId)
        .all(conn)
        .await?;
    let mut origins: HashMap<Uuid, Vec<ShippedFrom>> = HashMap::new();
    for row in found {
        let unit = Unit::parse(&row.unit).map_err(|error| corrupt("shipment_origins.unit", error))?;
        origins.entry(row.shipment_id).or_default().push(ShippedFrom {
            line: OrderLineId::from_uuid(row.line_id),
            warehouse: WarehouseId::from_uuid(row.warehouse_id),
            code: row.warehouse_code,
            quantity: Quantity::from_micros(row.quantity_micros, unit),
        });
    }
    Ok(origins)
}
