//! Believable contents for the samples of the office's own pages.

use kernel::{Date, Quantity};
use web::page::Phrase;

use super::chart::{Bars, Figure, Share};
use super::history::{Reading, changes_of, indented};
use super::home::{ActivityRow, HomePage, LowStock, Tile, Work, WorkRow};
use super::order::{AccountBrief, CancelForm, Kept, LineView, Moved, OrderMay, OrderPage, ShipForm, ShipLine};
use super::record::{EventView, HistoryView, Related};
use crate::buy::cart::sample_totals;
use crate::part::table::Cell;
use crate::samples::{day, eur, moment, price, products};
use crate::track::order::{sample_order, with_the_rest};

pub fn histories() -> Vec<HistoryView> {
    let entry = |at: &str, actor: &str, acting: Option<&str>, action: &str, detail: serde_json::Value| HistoryView {
        at: moment(at),
        actor: actor.to_owned(),
        acting_for: acting.map(str::to_owned),
        action: action.to_owned(),
        what: Phrase::new(format!("audit-{action}")).or(action),
        changes: changes_of(Reading::of("account"), &detail),
    };
    vec![
        entry(
            "2026-11-24T08:05:00Z",
            "Laura Galli",
            None,
            "accounts.update_account",
            serde_json::json!({"payment_terms_days": {"was": 30, "is": 60}, "group": {"was": null, "is": "OEM"}}),
        ),
        entry(
            "2026-11-20T16:10:00Z",
            "Laura Galli",
            None,
            "orders.ship",
            serde_json::json!({"shipment": "SO-004611-1", "carrier": "BRT", "tracking_codes": ["BRT0042117"]}),
        ),
        entry("2026-11-19T07:30:00Z", "Sara Neri", None, "orders.confirm", serde_json::json!({})),
        entry(
            "2026-11-18T14:40:00Z",
            "Luca Ferri",
            Some("Officine Rossi S.r.l."),
            "orders.place",
            serde_json::json!({"lines": 4, "net": "2718.90 EUR"}),
        ),
    ]
}

pub fn events() -> Vec<EventView> {
    let event = |position: &str, kind: &str, sequence: &str, at: &str| EventView {
        position: position.to_owned(),
        event: kind.to_owned(),
        subject: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        sequence: sequence.to_owned(),
        at: moment(at),
        correlation: "0192f3a1-7c44-7d10-9a3e-000000000001".to_owned(),
        account: Some("Officine Rossi S.r.l.".to_owned()),
        json: indented(&serde_json::json!({"order_number": "SO-004611", "state": "confirmed", "account": "C-10042"})),
    };
    vec![
        event("40311", "fondaco.shipment.sent.v1", "3", "2026-11-20T16:10:00Z"),
        event("40102", "fondaco.order.confirmed.v1", "2", "2026-11-19T07:30:00Z"),
        event("39987", "fondaco.order.created.v1", "1", "2026-11-18T14:40:00Z"),
    ]
}

fn lines() -> Vec<LineView> {
    let kept = |warehouse: &str, count| Kept { warehouse: warehouse.to_owned(), quantity: Quantity::pieces(count) };
    let line = |(index, product): (usize, crate::part::product::ProductView)| {
        let waits = index == 2;
        let gone = index == 1;
        LineView {
            position: i32::try_from(index + 1).unwrap_or(1),
            href: format!("/office/products/{}", product.sku),
            sku: product.sku,
            name: product.name,
            customer_sku: (index == 0).then(|| "OR-100234".to_owned()),
            cost_centre: (index == 3).then(|| "LAB".to_owned()),
            note: (index == 3).then(|| "Serve per la prova di giovedì".to_owned()),
            quantity: Quantity::pieces(25),
            unit_price: price("4.42"),
            net: eur("110.50"),
            shipped: Quantity::pieces(if gone { 25 } else { 0 }),
            open: (!gone).then(|| Quantity::pieces(25)),
            kept: match index {
                0 => vec![kept("BO", 20), kept("MI", 5)],
                2 => vec![kept("BO", 10)],
                3 => vec![kept("BO", 25)],
                _ => Vec::new(),
            },
            backordered: waits.then(|| Quantity::pieces(15)),
            cancelled: gone.then(|| Quantity::pieces(5)),
            free: waits.then(|| Quantity::pieces(4)),
            expected: waits.then(|| day("2026-11-30")),
        }
    };
    products().into_iter().take(4).enumerate().map(line).collect()
}

fn ship_form(lines: &[LineView], open: bool) -> ShipForm {
    let ship_line = |line: &LineView| {
        let open = line.open?;
        let ready = if line.backordered.is_some() { Quantity::pieces(14) } else { open };
        Some(ShipLine {
            id: format!("line-{}", line.position),
            position: line.position,
            sku: line.sku.clone(),
            name: line.name.clone(),
            open,
            ready,
            value: ready.value(),
            error: None,
        })
    };
    ShipForm {
        open,
        lines: lines.iter().filter_map(ship_line).collect(),
        carrier: String::new(),
        carrier_error: None,
        codes: String::new(),
        codes_error: None,
        link: String::new(),
        link_error: None,
        carriers: ["BRT", "GLS", "DHL", "Corriere Veloce"].map(str::to_owned).to_vec(),
    }
}

#[expect(clippy::too_many_lines, reason = "believable orders, told in full")]
pub fn orders() -> Vec<OrderPage> {
    let base = sample_order();
    let lines = lines();
    let closed = CancelForm { open: false, rest: false, reason: String::new(), error: None };
    let account = AccountBrief {
        number: "C-10042".to_owned(),
        name: base.account.clone(),
        href: "/office/accounts/C-10042".to_owned(),
        payment_terms_days: Some(60),
        vat_id: Some("IT01234567897".to_owned()),
        blocked: false,
    };
    let related = |icon: &str, words: Phrase, href: &str| Related { icon: icon.to_owned(), words, href: href.to_owned() };
    let confirmed = OrderPage {
        number: "SO-004611".to_owned(),
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        version: 4,
        state: "partly_shipped".to_owned(),
        account,
        placed_at: base.placed_at,
        placed_by: base.placed_by.clone(),
        acted_by: Some(Phrase::new("order-acted-by").with("person", "Luca Ferri")),
        external_id: None,
        price_book_version: 812,
        site: base.site.clone(),
        cost_centre: base.cost_centre.clone(),
        purchase_order: base.purchase_order.clone(),
        project: base.project.clone(),
        ddt_reference: None,
        requested_date: Some(day("2026-11-23")),
        late: true,
        notes: base.notes.clone(),
        totals: sample_totals(),
        timeline: base.timeline.clone(),
        shipments: base.shipments.clone(),
        may: OrderMay { ship: true, ..OrderMay::default() },
        ship: Some(ship_form(&lines, false)),
        cancel: None,
        related: vec![
            related("clipboard-check", Phrase::new("office-related-approval"), "/office/approvals/1"),
            related("mail", Phrase::new("office-related-mail"), "/office/mail?q=SO-004611"),
            related(
                "package",
                Phrase::new("office-related-orders").with("account", "Officine Rossi S.r.l."),
                "/office/orders?account=1",
            ),
        ],
        events: events(),
        history: histories(),
        error: None,
        moved: None,
        lines: lines.clone(),
    };
    let early: Vec<_> = base.timeline.iter().take(2).cloned().collect();
    let placed = OrderPage {
        state: "placed".to_owned(),
        may: OrderMay { confirm: true, cancel: true, ..OrderMay::default() },
        ship: None,
        cancel: Some(closed.clone()),
        shipments: Vec::new(),
        timeline: with_the_rest(early, "placed"),
        late: false,
        requested_date: Some(day("2026-12-04")),
        lines: lines.iter().take(2).cloned().collect(),
        ..confirmed.clone()
    };
    let mut refused_form = ship_form(&lines, true);
    refused_form.carrier_error = Some(Phrase::new("field-error-empty"));
    if let Some(line) = refused_form.lines.first_mut() {
        line.value = "40".to_owned();
        line.error = Some(Phrase::new("field-error-more_than_open"));
    }
    let refused = OrderPage {
        ship: Some(refused_form),
        moved: Some(Moved {
            by: Some("Sara Neri".to_owned()),
            at: Some(moment("2026-11-24T08:21:00Z")),
            what: Some(Phrase::new("audit-orders.confirm")),
        }),
        ..confirmed.clone()
    };
    let giving_up = OrderPage {
        may: OrderMay { ship: true, cancel: true, rest: true, ..OrderMay::default() },
        cancel: Some(CancelForm { open: true, rest: true, ..closed.clone() }),
        ..confirmed.clone()
    };
    let cancelling = OrderPage { cancel: Some(CancelForm { open: true, ..closed }), ..placed.clone() };
    let seen_only = OrderPage { may: OrderMay::default(), ship: None, cancel: None, ..confirmed.clone() };
    vec![confirmed, placed, refused, giving_up, cancelling, seen_only]
}

#[expect(clippy::too_many_lines, reason = "believable desks, told in full")]
pub fn homes() -> Vec<HomePage> {
    let tile = |key: &str, count, href: &str, icon: &str, urgent, detail: Option<Phrase>| Tile {
        key: key.to_owned(),
        count,
        at_least: false,
        href: href.to_owned(),
        icon: icon.to_owned(),
        urgent,
        detail,
    };
    let since = |at: &str| Some(Phrase::new("office-tile-oldest").with("day", at));
    let work = |number: &str, state: &str, account: &str, at: &str, net: &str, requested: Option<&str>| WorkRow {
        number: number.to_owned(),
        href: format!("/office/orders/{number}"),
        state: state.to_owned(),
        account: account.to_owned(),
        placed_at: moment(at),
        requested: requested.map(day),
        late: requested.is_some_and(|day| day < "2026-11-24"),
        lines: 6,
        net: eur(net),
        version: 2,
    };
    let full = HomePage {
        today: day("2026-11-24"),
        first_name: "Laura".to_owned(),
        tiles: vec![
            tile("to_confirm", 7, "/office/orders?view=to_confirm", "checks", true, since("lun 23 nov")),
            tile(
                "to_ship",
                23,
                "/office/orders?view=to_ship",
                "truck",
                false,
                Some(Phrase::new("office-tile-late").count("count", 2)),
            ),
            tile("approvals", 4, "/office/approvals?state=pending", "clipboard-check", false, None),
            tile("low", 12, "/office/stock?show=low", "building-warehouse", false, None),
            tile("mail", 0, "/office/mail", "mail", false, None),
            tile("jobs", 1, "/office/jobs?state=failed", "alert-triangle", true, None),
        ],
        to_confirm: Some(Work {
            rows: vec![
                work("SO-004709", "placed", "Molino Ferri & Figli", "2026-11-23T16:12:00Z", "412.60", Some("2026-11-23")),
                work("SO-004710", "placed", "Tecnomeccanica Emiliana S.p.A.", "2026-11-24T07:31:00Z", "18240.00", None),
                work("SO-004711", "placed", "Officine Rossi S.r.l.", "2026-11-24T08:05:00Z", "2718.90", Some("2026-12-04")),
            ],
            more: 4,
        }),
        to_ship: Some(Work {
            rows: vec![
                work(
                    "SO-004690",
                    "partly_shipped",
                    "Cartiera del Garda S.r.l.",
                    "2026-11-20T09:40:00Z",
                    "7310.55",
                    Some("2026-11-20"),
                ),
                work("SO-004698", "confirmed", "Officine Rossi S.r.l.", "2026-11-23T10:12:00Z", "410.30", Some("2026-11-27")),
            ],
            more: 21,
        }),
        charts: charts(),
        shares: shares(),
        low: Some(vec![
            LowStock {
                sku: "6204-C3".to_owned(),
                name: "Cuscinetto radiale rigido a sfere 6204 C3".to_owned(),
                href: "/office/stock/6204-C3".to_owned(),
                available: Quantity::pieces(4),
                reserved: Quantity::pieces(86),
                expected: Some(day("2026-11-30")),
            },
            LowStock {
                sku: "SPA-1250".to_owned(),
                name: "Cinghia trapezoidale SPA 1250".to_owned(),
                href: "/office/stock/SPA-1250".to_owned(),
                available: Quantity::pieces(0),
                reserved: Quantity::pieces(12),
                expected: None,
            },
        ]),
        activity: histories()
            .into_iter()
            .map(|entry| ActivityRow {
                entry,
                subject: "SO-004611".to_owned(),
                href: Some("/office/orders/SO-004611".to_owned()),
            })
            .collect(),
        can_manage: true,
    };
    let quiet = HomePage {
        tiles: full.tiles.iter().map(|tile| Tile { count: 0, urgent: false, detail: None, ..tile.clone() }).collect(),
        to_confirm: Some(Work { rows: Vec::new(), more: 0 }),
        to_ship: Some(Work { rows: Vec::new(), more: 0 }),
        charts: Vec::new(),
        shares: Vec::new(),
        low: Some(Vec::new()),
        activity: Vec::new(),
        ..full.clone()
    };
    vec![full, quiet]
}

fn charts() -> Vec<Bars> {
    let counts = [18, 22, 0, 0, 31, 27, 24, 19, 26, 3, 0, 29, 33, 12];
    let days: Vec<Date> = std::iter::successors(Some(day("2026-11-11")), |day| day.tomorrow().ok()).take(counts.len()).collect();
    let figure = |(day, count): (&Date, u64)| Figure { day: *day, value: count, label: Cell::count(count) };
    let figures: Vec<Figure> = days.iter().zip(counts).map(figure).collect();
    let amount = |(day, count): (&Date, u64)| Figure {
        day: *day,
        value: count * 412,
        label: Cell::Money { money: eur(&format!("{}.40", count * 412)) },
    };
    let amounts: Vec<Figure> = days.iter().zip(counts).map(amount).collect();
    let summary = Phrase::new("office-chart-orders-summary").count("count", 244).count("today", 12);
    let net = Phrase::new("office-chart-net-summary").money("total", eur("100528.00")).money("today", eur("4944.40"));
    vec![Bars::new("office-chart-orders", summary, &figures, true), Bars::new("office-chart-net", net, &amounts, false)]
}

fn shares() -> Vec<Share> {
    let share = |code: &str, count| Share {
        of: "order".to_owned(),
        code: code.to_owned(),
        count,
        most: 31,
        href: format!("/office/orders?state={code}"),
    };
    vec![share("placed", 7), share("confirmed", 19), share("partly_shipped", 4), share("shipped", 31)]
}
