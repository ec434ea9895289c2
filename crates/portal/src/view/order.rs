//! Orders for pages: lines, totals, timeline, shipments.

use kernel::{Ctx, Quantity};
use orders::{
    Order, OrderDetail, OrderLine, OrderState, OrderSummary, OrderTotals, ShipTo, Shipment, TimelineEntry as Entry, TimelineKind,
};
use web::page::Phrase;

use crate::frame::Portal;
use crate::part::order::{
    OrderLineView, OrderRowView, ParcelView, PartView, ShipmentView, ShippedLine, TaxView, TimelineEntry, TotalsView,
};
use crate::part::segment;
use crate::track::order::with_the_rest;

/// As many lines of a shipment are told on the timeline; the shipment below has all.
const MOST_PARTS: usize = 5;

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

/// A line's article in the reader's language, see [`orders::name_for`].
pub fn name(portal: &Portal, ctx: &Ctx, line: &OrderLine) -> String {
    orders::name_for(&line.name, portal.parts.catalogue.product(ctx.tenant, line.product).as_deref(), ctx.locale)
}

/// The same of an article that is known by its code.
pub fn name_of_code(portal: &Portal, ctx: &Ctx, sku: &str, kept: &str) -> String {
    orders::name_for(kept, portal.parts.catalogue.by_sku(ctx.tenant, sku).as_deref(), ctx.locale)
}

/// Who acted, when not who asked for the goods: an approver decided, a rep stood in.
pub fn acted_by(detail: &OrderDetail) -> Option<Phrase> {
    let person = detail.order.acted_by.as_deref()?;
    let decided = detail.timeline.iter().any(|entry| entry.kind == TimelineKind::Approved && entry.actor == person);
    let key = if decided { "order-approved-by" } else { "order-acted-by" };
    Some(Phrase::new(key).with("person", person))
}

/// `state` is the order's: what is still to come is said once something has left.
pub fn line(line: &OrderLine, name: String, state: OrderState) -> OrderLineView {
    OrderLineView {
        sku: line.sku.clone(),
        name,
        quantity: line.quantity,
        unit_price: line.unit_price,
        net: line.line_total,
        shipped: line.shipped,
        open: line.open().ok().filter(|open| state == OrderState::PartlyShipped && open.is_positive()),
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

pub fn shipment(shipment: &Shipment, order: &Order, name: impl Fn(&OrderLine) -> String) -> ShipmentView {
    let lines = shipment.lines.iter().filter_map(|shipped| {
        let line = order.lines.iter().find(|line| line.id == shipped.line)?;
        let of = Some(line.quantity).filter(|ordered| ordered.micros() > shipped.quantity.micros());
        Some(ShippedLine { sku: line.sku.clone(), name: name(line), quantity: shipped.quantity, of })
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
    let entries = detail.timeline.iter().map(|one| entry(one, detail)).collect();
    with_the_rest(entries, detail.order.state.code())
}

fn entry(entry: &Entry, order: &OrderDetail) -> TimelineEntry {
    let parts = if entry.kind == TimelineKind::Shipped { parts(entry, order) } else { Vec::new() };
    let kind = if parts.is_empty() { entry.kind.code() } else { OrderState::PartlyShipped.code() };
    TimelineEntry {
        kind: kind.to_owned(),
        at: Some(entry.at),
        actor: Some(entry.actor.clone()),
        acting: None,
        detail: detail(&entry.detail),
        parts,
    }
}

/// What left with a shipment and what was left to come then; nothing when the shipment completed the order.
fn parts(entry: &Entry, detail: &OrderDetail) -> Vec<PartView> {
    let number = entry.detail.get("shipment").and_then(|number| number.as_str());
    let Some(place) = detail.shipments.iter().position(|shipment| Some(shipment.number.as_str()) == number) else {
        return Vec::new();
    };
    let (until, shipment) = (&detail.shipments[..=place], &detail.shipments[place]);
    let rest = |line: &OrderLine| {
        let left = until.iter().flat_map(|shipment| &shipment.lines).filter(|sent| sent.line == line.id);
        let left: i64 = left.map(|sent| sent.quantity.micros()).sum();
        Some(Quantity::from_micros(line.quantity.micros().saturating_sub(left), line.quantity.unit()))
            .filter(|rest| rest.is_positive())
    };
    if detail.order.lines.iter().all(|line| rest(line).is_none()) {
        return Vec::new();
    }
    let part = |line: &OrderLine| {
        let sent = shipment.lines.iter().find(|sent| sent.line == line.id);
        let sent = sent.map_or(Quantity::zero(line.quantity.unit()), |sent| sent.quantity);
        let rest = rest(line);
        (sent.is_positive() || rest.is_some()).then(|| PartView { sku: line.sku.clone(), sent, rest })
    };
    detail.order.lines.iter().filter_map(part).take(MOST_PARTS).collect()
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
