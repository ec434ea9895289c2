//! An order as a timeline, with its lines, shipments and what can be done with it.

use kernel::{Date, Quantity, Timestamp};
use serde::Serialize;
use web::page::{Page, Phrase};

use crate::buy::cart::sample_totals;
use crate::part::Crumb;
use crate::part::order::{OrderLineView, ParcelView, ShipmentView, ShippedLine, TimelineEntry, TotalsView};
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct OrderPage {
    pub crumbs: Vec<Crumb>,
    pub number: String,
    pub state: String,
    pub placed_at: Timestamp,
    pub placed_by: String,
    pub acted_by: Option<String>,
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
        let passed = entries.iter().any(|entry| entry.kind == kind);
        let implied = kind == "confirmed" && entries.iter().any(|entry| entry.kind == "shipped");
        if !passed && !implied {
            entries.push(TimelineEntry { kind: kind.to_owned(), at: None, actor: None, acting: None, detail: None });
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
    };
    let line = |(index, product): (usize, crate::part::product::ProductView)| OrderLineView {
        sku: product.sku,
        name: product.name,
        quantity: Quantity::pieces(25),
        unit_price: samples::price("4.42"),
        net: samples::eur("110.50"),
        shipped: Quantity::pieces(if index == 2 { 10 } else { 25 }),
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
        acted_by: None,
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
                entry(
                    "shipped",
                    "2026-11-20T16:10:00Z",
                    "Laura Galli",
                    Some(Phrase::new("timeline-parcel").with("carrier", "BRT").with("code", "BRT0042117")),
                ),
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
            quantity: Quantity::pieces(25),
        }],
    }]
}
