//! Between rows and the words of the model.

use kernel::{
    AccountId, ApprovalId, CartId, Currency, Date, Money, OrderId, OrderLineId, Percent, ProductId, Quantity, TenantId,
    Timestamp, Unit, UnitPrice, UserId,
};
use sea_orm::Value;
use uuid::Uuid;

use super::corrupt;
use crate::OrderError;
use crate::model::{Order, OrderAccount, OrderLine, OrderSummary, OrderTotals, References};
use crate::schema::{order_lines, orders};
use crate::search::Names;
use crate::state::OrderState;

/// How an order came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Placed here: told as `fondaco.order.created.v1`, exactly once.
    Placed,
    /// Brought in from another system's history.
    Imported,
}

impl Origin {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Origin::Placed => "placed",
            Origin::Imported => "imported",
        }
    }
}

/// What a row keeps of where the order came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Provenance {
    pub origin: Origin,
    /// Under whom the external id is unique.
    pub client: Option<Uuid>,
    pub cart: Option<CartId>,
    pub approval: Option<ApprovalId>,
}

pub(super) fn order_row(tenant: TenantId, order: &Order, provenance: &Provenance) -> Result<orders::Model, OrderError> {
    let references = order.references.clone();
    let json = |error: serde_json::Error| corrupt("an order that cannot be written", error);
    let names = Names {
        number: &order.number,
        purchase_order: references.purchase_order.as_deref(),
        external_id: order.external_id.as_deref(),
        account_name: &order.account.name,
        account_number: &order.account.number,
    };
    let search_text = names.search_text();
    Ok(orders::Model {
        id: order.id.uuid(),
        tenant_id: tenant.uuid(),
        account_id: order.account.id.uuid(),
        account_number: order.account.number.clone(),
        account_name: order.account.name.clone(),
        order_number: order.number.clone(),
        client_id: provenance.client,
        external_id: order.external_id.clone(),
        origin: provenance.origin.code().to_owned(),
        state: order.state.code().to_owned(),
        version: order.version,
        placed_at: order.placed_at.micros(),
        placed_by: order.placed_by.map(UserId::uuid),
        placed_by_name: order.placed_by_name.clone(),
        acted_by: order.acted_by.clone(),
        purchase_order: references.purchase_order,
        cost_centre: references.cost_centre,
        project: references.project,
        ddt_reference: references.ddt_reference,
        requested_date: references.requested_date.map(|date| date.to_string()),
        notes: references.notes,
        ship_to: serde_json::to_string(&order.ship_to).map_err(json)?,
        currency: order.totals.net.currency().code().to_owned(),
        net_micros: order.totals.net.micros(),
        gross_micros: order.totals.gross.micros(),
        tax: serde_json::to_string(&order.totals.tax).map_err(json)?,
        price_book_version: order.price_book_version,
        line_count: i32::try_from(order.lines.len()).map_err(|_| kernel::AmountError::Overflow)?,
        cart_id: provenance.cart.map(CartId::uuid),
        approval_id: provenance.approval.map(ApprovalId::uuid),
        search_text,
    })
}

pub(super) const INTO_LINES: &str = "INSERT INTO order_lines (id, tenant_id, order_id, position, product_id, sku, name, \
     customer_sku, quantity_micros, unit, unit_price_micros, list_price_micros, line_total_micros, tax_category, tax_rate_micros, \
     price_source, cost_centre, note, backordered_micros, shipped_micros, cancelled_micros) VALUES ";

pub(super) fn line_values(tenant: TenantId, order: OrderId, line: &OrderLine) -> [Value; 21] {
    [
        line.id.uuid().into(),
        tenant.uuid().into(),
        order.uuid().into(),
        line.position.into(),
        line.product.uuid().into(),
        line.sku.as_str().into(),
        line.name.as_str().into(),
        line.customer_sku.as_deref().into(),
        line.quantity.micros().into(),
        line.quantity.unit().code().into(),
        line.unit_price.micros().into(),
        line.list_price.map(UnitPrice::micros).into(),
        line.line_total.micros().into(),
        line.tax_category.as_str().into(),
        line.tax_rate.micros().into(),
        line.price_source.as_str().into(),
        line.cost_centre.as_deref().into(),
        line.note.as_deref().into(),
        line.backordered.micros().into(),
        line.shipped.micros().into(),
        line.cancelled.micros().into(),
    ]
}

pub(super) fn order(row: orders::Model, lines: Vec<order_lines::Model>) -> Result<Order, OrderError> {
    let currency = currency(&row.currency)?;
    let json = |what: &'static str| move |error: serde_json::Error| corrupt(what, error);
    Ok(Order {
        id: OrderId::from_uuid(row.id),
        state: state(&row.state)?,
        account: OrderAccount { id: AccountId::from_uuid(row.account_id), number: row.account_number, name: row.account_name },
        number: row.order_number,
        external_id: row.external_id,
        version: row.version,
        placed_at: Timestamp::from_micros(row.placed_at),
        placed_by: row.placed_by.map(UserId::from_uuid),
        placed_by_name: row.placed_by_name,
        acted_by: row.acted_by,
        references: References {
            purchase_order: row.purchase_order,
            cost_centre: row.cost_centre,
            project: row.project,
            ddt_reference: row.ddt_reference,
            requested_date: date(row.requested_date.as_deref())?,
            notes: row.notes,
        },
        ship_to: serde_json::from_str(&row.ship_to).map_err(json("orders.ship_to"))?,
        lines: lines.into_iter().map(|row| line(row, currency)).collect::<Result<Vec<OrderLine>, OrderError>>()?,
        totals: OrderTotals {
            net: Money::from_micros(row.net_micros, currency),
            tax: serde_json::from_str(&row.tax).map_err(json("orders.tax"))?,
            gross: Money::from_micros(row.gross_micros, currency),
        },
        price_book_version: row.price_book_version,
    })
}

fn line(row: order_lines::Model, currency: Currency) -> Result<OrderLine, OrderError> {
    let unit = Unit::parse(&row.unit).map_err(|error| corrupt("order_lines.unit", error))?;
    Ok(OrderLine {
        id: OrderLineId::from_uuid(row.id),
        position: row.position,
        product: ProductId::from_uuid(row.product_id),
        sku: row.sku,
        name: row.name,
        customer_sku: row.customer_sku,
        quantity: Quantity::from_micros(row.quantity_micros, unit),
        unit_price: UnitPrice::from_micros(row.unit_price_micros, currency),
        list_price: row.list_price_micros.map(|micros| UnitPrice::from_micros(micros, currency)),
        line_total: Money::from_micros(row.line_total_micros, currency),
        tax_category: row.tax_category,
        tax_rate: Percent::from_micros(row.tax_rate_micros),
        price_source: row.price_source,
        cost_centre: row.cost_centre,
        note: row.note,
        backordered: Quantity::from_micros(row.backordered_micros, unit),
        shipped: Quantity::from_micros(row.shipped_micros, unit),
        cancelled: Quantity::from_micros(row.cancelled_micros, unit),
    })
}

pub(super) fn summary(row: orders::Model) -> Result<OrderSummary, OrderError> {
    let currency = currency(&row.currency)?;
    Ok(OrderSummary {
        id: OrderId::from_uuid(row.id),
        number: row.order_number,
        account: OrderAccount { id: AccountId::from_uuid(row.account_id), number: row.account_number, name: row.account_name },
        external_id: row.external_id,
        state: state(&row.state)?,
        version: row.version,
        placed_at: Timestamp::from_micros(row.placed_at),
        placed_by_name: row.placed_by_name,
        purchase_order: row.purchase_order,
        requested_date: date(row.requested_date.as_deref())?,
        line_count: row.line_count,
        net: Money::from_micros(row.net_micros, currency),
        gross: Money::from_micros(row.gross_micros, currency),
    })
}

fn state(code: &str) -> Result<OrderState, OrderError> {
    OrderState::parse(code).ok_or_else(|| corrupt("orders.state", code))
}

fn currency(code: &str) -> Result<Currency, OrderError> {
    Currency::parse(code).map_err(|error| corrupt("orders.currency", error))
}

fn date(text: Option<&str>) -> Result<Option<Date>, OrderError> {
    text.map(|text| text.parse().map_err(|error| corrupt("orders.requested_date", error))).transpose()
}
