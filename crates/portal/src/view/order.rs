//! Orders for pages: lines, totals, timeline, shipments.

use orders::{Order, OrderDetail, OrderLine, OrderSummary, OrderTotals, ShipTo, Shipment, TimelineEntry as Entry};
use web::page::Phrase;

use crate::part::order::{
    OrderLineView, OrderRowView, ParcelView, ShipmentView, ShippedLine, TaxView, TimelineEntry, TotalsView,
};
use crate::part::segment;
use crate::track::order::with_the_rest;

pub fn totals(totals: &OrderTotals) -> TotalsView {
    let tax = totals.tax.iter().map(|tax| TaxView {
        category: tax.category.clone(),
        rate: tax.rate,
        reason: tax.reason.clone(),
        base: tax.base,
        amount: tax.amount,
    });
    TotalsView { net: totals.net, taxes: tax.collect(), gross: totals.gross }
}

/// An order in a list. `for_seller`: the account is named, and the link leads to the back office.
pub fn row(order: &OrderSummary, for_seller: bool) -> OrderRowView {
    let base = if for_seller { "/office/orders/" } else { "/orders/" };
    OrderRowView {
        number: order.number.clone(),
        href: format!("{base}{}", segment(&order.number)),
        state: order.state.code().to_owned(),
        placed_at: order.placed_at,
        placed_by: order.placed_by_name.clone(),
        account: for_seller.then(|| order.account.name.clone()),
        purchase_order: order.purchase_order.clone(),
        lines: u64::try_from(order.line_count).unwrap_or(0),
        net: order.net,
        requested: order.requested_date,
    }
}

pub fn line(line: &OrderLine) -> OrderLineView {
    OrderLineView {
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price,
        net: line.line_total,
        shipped: line.shipped,
        backordered: Some(line.backordered).filter(|quantity| quantity.is_positive()),
        cancelled: Some(line.cancelled).filter(|quantity| quantity.is_positive()),
        cost_centre: line.cost_centre.clone(),
    }
}

/// An address as it is written on a parcel.
pub fn address(site: &ShipTo) -> Vec<String> {
    let province = site.province.as_deref().map(|province| format!(" ({province})")).unwrap_or_default();
    vec![site.name.clone(), site.street.clone(), format!("{} {}{province}, {}", site.postal_code, site.city, site.country)]
}

pub fn shipment(shipment: &Shipment, order: &Order) -> ShipmentView {
    let lines = shipment.lines.iter().filter_map(|shipped| {
        let line = order.lines.iter().find(|line| line.id == shipped.line)?;
        Some(ShippedLine { sku: line.sku.clone(), name: line.name.clone(), quantity: shipped.quantity })
    });
    let parcels = shipment
        .parcels
        .iter()
        .map(|parcel| ParcelView { tracking_code: parcel.tracking_code.clone(), tracking_url: parcel.tracking_url.clone() });
    ShipmentView {
        number: shipment.number.clone(),
        carrier: shipment.carrier.clone(),
        shipped_at: shipment.sent_at,
        parcels: parcels.collect(),
        lines: lines.collect(),
    }
}

/// What happened, and what is still to come.
pub fn timeline(detail: &OrderDetail) -> Vec<TimelineEntry> {
    let entries = detail.timeline.iter().map(entry).collect();
    with_the_rest(entries, detail.order.state.code())
}

fn entry(entry: &Entry) -> TimelineEntry {
    TimelineEntry {
        kind: entry.kind.code().to_owned(),
        at: Some(entry.at),
        actor: Some(entry.actor.clone()),
        acting: None,
        detail: detail(&entry.detail),
    }
}

/// `{"comment": …}`, `{"carrier": …, "tracking_codes": […]}`, `{"reason": …}`.
fn detail(detail: &serde_json::Value) -> Option<Phrase> {
    let text = |name: &str| detail.get(name).and_then(|value| value.as_str()).filter(|text| !text.is_empty());
    if let Some(carrier) = text("carrier") {
        let codes = detail.get("tracking_codes").and_then(|codes| codes.as_array());
        let codes: Vec<&str> = codes.into_iter().flatten().filter_map(|code| code.as_str()).collect();
        return Some(Phrase::new("timeline-parcel").with("carrier", carrier).with("code", codes.join(", ")));
    }
    text("comment").or(text("reason")).map(|words| Phrase::new("timeline-comment").with("comment", words))
}
