//! An order as a timeline, with its lines, shipments and what can be done with it.

use kernel::{Date, Quantity, Timestamp};
use serde::Serialize;
use web::page::{Page, Phrase};

use crate::buy::cart::sample_totals;
use crate::part::Crumb;
use crate::part::order::{OrderLineView, ParcelView, PartView, ShipmentView, ShippedLine, TimelineEntry, TotalsView};
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct OrderPage {
    pub crumbs: Vec<Crumb>,
    pub number: String,
    pub state: String,
    pub placed_at: Timestamp,
    pub placed_by: String,
    /// Who decided or stood in.
    pub acted_by: Option<Phrase>,
    pub account: String,
    pub site: Vec<String>,
    pub cost_centre: Option<String>,
    pub purchase_order: Option<String>,
    pub project: Option<String>,
    pub ddt_reference: Option<String>,
    pub requested_date: Option<Date>,
    pub notes: Option<String>,
    pub lines: Vec<OrderLineView>,
    pub totals: TotalsView,
    pub timeline: Vec<TimelineEntry>,
    pub shipments: Vec<ShipmentView>,
    pub can_reorder: bool,
    /// Just placed by the person who looks: a word of thanks above everything.
    pub just_placed: bool,
}

/// The way an order takes when nothing goes wrong; what it has not reached yet is shown as still to come.
pub fn with_the_rest(mut entries: Vec<TimelineEntry>, state: &str) -> Vec<TimelineEntry> {
    if matches!(state, "cancelled" | "completed") {
        return entries;
    }
    for kind in ["confirmed", "shipped", "delivered"] {
        let has = |kind: &str| entries.iter().any(|entry| entry.kind == kind);
        let (part, all) = (has("partly_shipped"), has("shipped"));
        // What was closed short of the rest has left as far as it ever will.
        let left = all || matches!(state, "shipped" | "delivered");
        let passed = match kind {
            "confirmed" => has(kind) || part || all,
            "shipped" => left,
            _ => has(kind),
        };
        if !passed {
            let kind = if kind == "shipped" && part { "rest_shipped" } else { kind };
            entries.push(TimelineEntry {
                kind: kind.to_owned(),
                at: None,
                actor: None,
                acting: None,
                detail: None,
                parts: Vec::new(),
            });
        }
    }
    entries
}

impl Page for OrderPage {
    const TEMPLATE: &'static str = "track/order.html";

    fn sample() -> Vec<OrderPage> {
        let shipped = sample_order();
        let placed = OrderPage {
            state: "placed".to_owned(),
            timeline: with_the_rest(shipped.timeline.iter().take(2).cloned().collect(), "placed"),
            shipments: Vec::new(),
            just_placed: true,
            ..shipped.clone()
        };
        vec![shipped, placed]
    }
}

pub fn sample_order() -> OrderPage {
    let entry = |kind: &str, at: &str, actor: &str, detail: Option<Phrase>| TimelineEntry {
        kind: kind.to_owned(),
        at: Some(samples::moment(at)),
        actor: Some(actor.to_owned()),
        acting: None,
        detail,
        parts: Vec::new(),
    };
    let part = |sku: &str, sent, rest: Option<u32>| PartView {
        sku: sku.to_owned(),
        sent: Quantity::pieces(sent),
        rest: rest.map(Quantity::pieces),
    };
    let line = |(index, product): (usize, crate::part::product::ProductView)| OrderLineView {
        sku: product.sku,
        name: product.name,
        quantity: Quantity::pieces(25),
        unit_price: samples::price("4.42"),
        net: samples::eur("110.50"),
        shipped: Quantity::pieces(if index == 2 { 10 } else { 25 }),
        open: (index == 2).then(|| Quantity::pieces(15)),
        backordered: (index == 2).then(|| Quantity::pieces(15)),
        cancelled: (index == 3).then(|| Quantity::pieces(5)),
        cost_centre: None,
    };
    OrderPage {
        crumbs: vec![Crumb::link("Ordini", "/orders"), Crumb::here("26-004611")],
        number: "26-004611".to_owned(),
        state: "partly_shipped".to_owned(),
        placed_at: samples::moment("2026-11-18T14:40:00Z"),
        placed_by: "Marco Bianchi".to_owned(),
        acted_by: Some(Phrase::new("order-approved-by").with("person", "Giulia Conti")),
        account: "Officine Rossi S.r.l.".to_owned(),
        site: ["Stabilimento Bologna", "Via dell'Industria 24", "40138 Bologna (BO), IT"].map(str::to_owned).to_vec(),
        cost_centre: Some("MAN".to_owned()),
        purchase_order: Some("ODA-2026-0815".to_owned()),
        project: Some("Revisione linea 2".to_owned()),
        ddt_reference: None,
        requested_date: Some(samples::day("2026-12-04")),
        notes: Some("Consegnare al portone B, chiedere di Marco.".to_owned()),
        lines: samples::products().into_iter().take(4).enumerate().map(line).collect(),
        totals: sample_totals(),
        timeline: with_the_rest(
            vec![
                entry("placed", "2026-11-18T14:40:00Z", "Marco Bianchi", None),
                entry(
                    "approved",
                    "2026-11-18T15:02:00Z",
                    "Giulia Conti",
                    Some(Phrase::new("timeline-comment").with("comment", "Va bene")),
                ),
                entry("confirmed", "2026-11-19T07:30:00Z", "Laura Galli", None),
                TimelineEntry {
                    parts: vec![part("6204-2RSH", 25, None), part("22206 E", 10, Some(15))],
                    ..entry(
                        "partly_shipped",
                        "2026-11-20T16:10:00Z",
                        "Laura Galli",
                        Some(Phrase::new("timeline-parcel").with("carrier", "BRT").with("code", "BRT0042117")),
                    )
                },
            ],
            "partly_shipped",
        ),
        shipments: sample_shipments(),
        can_reorder: true,
        just_placed: false,
    }
}

fn sample_shipments() -> Vec<ShipmentView> {
    vec![ShipmentView {
        number: "S-26-003120".to_owned(),
        carrier: "BRT".to_owned(),
        shipped_at: samples::moment("2026-11-20T16:10:00Z"),
        parcels: vec![ParcelView {
            tracking_code: "BRT0042117".to_owned(),
            tracking_url: Some("https://example.com/track/BRT0042117".to_owned()),
        }],
        lines: vec![ShippedLine {
            sku: "6204-2RSH".to_owned(),
            name: "Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned(),
            quantity: Quantity::pieces(10),
            of: Some(Quantity::pieces(25)),
        }],
    }]
}
