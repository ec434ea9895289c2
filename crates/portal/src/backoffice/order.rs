//! An order's page, and what the clerk does to it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, Ctx, Date, ErrorKind, Fault, FieldFault, Locale, Permit, Quantity, Scope};
use orders::{Command, Order, OrderDetail, OrderError, OrderLine, OrderState, Parcel, Seen, ShipmentAsk, TimelineKind};
use store::AuditFilter;
use web::page::{Flash, Phrase};
use web::{Answer, Doors, Needs, Path};

use super::common::{begin, commit, events_about, history, last_change, reader, time_zone, told, what};
use super::orders::order_href;
use super::view::accounts::account_href;
use super::view::order::{AccountBrief, CancelForm, Kept, LineView, Moved, OrderMay, OrderPage, ShipForm, ShipLine};
use super::view::products::product_href;
use super::view::record::Related;
use crate::frame::{FormData, Portal, Visit, local_path};
use crate::part::form::phrase_of;
use crate::part::with;
use crate::view;

/// The most entries of an order's history that its page shows.
const HISTORY: u16 = 50;
/// Carriers that are offered before any was used.
const CARRIERS: [&str; 8] = ["BRT", "DHL", "FedEx", "GLS", "Poste Italiane", "SDA", "TNT", "UPS"];

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::OrderManage);
    Doors::new()
        .page(Needs::May(Action::OfficeUse), "GET", "/office/orders/{number}", get(show))
        .page(manages, "POST", "/office/orders/{number}/confirm", post(confirm))
        .page(manages, "POST", "/office/orders/{number}/ship", post(ship))
        .page(manages, "POST", "/office/orders/{number}/deliver", post(deliver))
        .page(manages, "POST", "/office/orders/{number}/complete", post(complete))
        .page(manages, "POST", "/office/orders/{number}/cancel", post(cancel))
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let detail = orders::get(reader(&portal), &visit.ctx, &number).await?;
    portal.page(&visit, &page(&portal, &visit, &detail).await?).await
}

async fn page(portal: &Portal, visit: &Visit, detail: &OrderDetail) -> Answer<OrderPage> {
    let (ctx, order) = (&visit.ctx, &detail.order);
    let kept = inventory::kept_for(reader(portal), ctx.tenant, order.id).await?;
    let places: BTreeMap<_, _> =
        portal.parts.stock.warehouses(ctx.tenant).iter().map(|place| (place.id, place.code.clone())).collect();
    let mut lines = Vec::with_capacity(order.lines.len());
    for line in &order.lines {
        let of_line = kept
            .iter()
            .filter(|kept| kept.line == line.id)
            .map(|kept| Kept { warehouse: places.get(&kept.warehouse).cloned().unwrap_or_default(), quantity: kept.quantity });
        lines.push(line_view(portal, ctx, line, of_line.collect())?);
    }
    let today = ctx.now.date_in(&time_zone(portal, ctx).await);
    let may = may(ctx, order);
    let name = |line: &OrderLine| view::order::name(portal, ctx, line);
    let asked = |name: &str| visit.path.split_once('?').is_some_and(|(_, query)| query.split('&').any(|part| part == name));
    let history_filter = AuditFilter { account: Some(order.account.id), ..super::common::about("order", &order.number) };
    let card = portal.parts.directory.card(ctx.tenant, order.account.id);
    Ok(OrderPage {
        number: order.number.clone(),
        id: order.id.to_string(),
        version: order.version,
        state: order.state.code().to_owned(),
        account: AccountBrief {
            number: order.account.number.clone(),
            name: order.account.name.clone(),
            href: account_href(&order.account.number),
            payment_terms_days: card.as_ref().map(|card| card.account.payment_terms_days),
            vat_id: card.as_ref().and_then(|card| card.account.vat_id.clone()),
            blocked: card.is_some_and(|card| card.account.state == accounts::AccountState::Blocked),
        },
        placed_at: order.placed_at,
        placed_by: order.placed_by_name.clone(),
        acted_by: view::order::acted_by(detail),
        external_id: order.external_id.clone(),
        price_book_version: order.price_book_version,
        site: view::order::address(&order.ship_to),
        cost_centre: order.references.cost_centre.clone(),
        purchase_order: order.references.purchase_order.clone(),
        project: order.references.project.clone(),
        ddt_reference: order.references.ddt_reference.clone(),
        requested_date: order.references.requested_date,
        late: is_late(order, today),
        notes: order.references.notes.clone(),
        lines,
        totals: view::order::totals(&order.totals),
        timeline: view::order::timeline(detail),
        shipments: detail.shipments.iter().map(|shipment| view::order::shipment(shipment, order, name)).collect(),
        may,
        ship: may.ship.then(|| ship_form(portal, ctx, detail, asked("ship"))),
        cancel: may.cancel.then(|| CancelForm { open: asked("cancel"), rest: may.rest, reason: String::new(), error: None }),
        related: related(ctx, detail),
        events: events_about(portal, ctx, &order.id.to_string()).await?,
        history: history(portal, ctx, &history_filter, HISTORY).await?,
        error: None,
        moved: None,
    })
}

fn is_late(order: &Order, today: Date) -> bool {
    use OrderState::{Confirmed, PartlyShipped, Placed};
    matches!(order.state, Placed | Confirmed | PartlyShipped) && order.references.requested_date.is_some_and(|day| day < today)
}

/// What the state allows and the person may do.
fn may(ctx: &Ctx, order: &Order) -> OrderMay {
    if !ctx.may(Action::OrderManage, Scope::Account(order.account.id)) {
        return OrderMay::default();
    }
    let allows = |command| order.state.allows(command);
    OrderMay {
        confirm: allows(Command::Confirm),
        ship: allows(Command::Ship { everything: false }),
        deliver: allows(Command::Deliver),
        complete: allows(Command::Complete),
        cancel: allows(Command::Cancel) || allows(Command::CloseShort),
        rest: allows(Command::CloseShort),
    }
}

fn line_view(portal: &Portal, ctx: &Ctx, line: &OrderLine, kept: Vec<Kept>) -> Answer<LineView> {
    let open = Some(line.open().map_err(OrderError::from)?).filter(|open| open.is_positive());
    let waits = line.backordered.is_positive();
    let stock = if waits { portal.parts.stock.availability(ctx.tenant, line.product) } else { None };
    let arrivals = stock.iter().flat_map(|stock| &stock.warehouses).flat_map(|place| &place.incoming);
    Ok(LineView {
        position: line.position,
        sku: line.sku.clone(),
        href: product_href(&line.sku),
        name: view::order::name(portal, ctx, line),
        customer_sku: line.customer_sku.clone(),
        cost_centre: line.cost_centre.clone(),
        note: line.note.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price,
        net: line.line_total,
        shipped: line.shipped,
        open,
        kept,
        backordered: waits.then_some(line.backordered),
        cancelled: Some(line.cancelled).filter(|quantity| quantity.is_positive()),
        expected: arrivals.map(|arrival| arrival.date).min(),
        free: stock.map(|stock| stock.available).filter(|free| free.is_positive()),
    })
}

/// What can leave of a line now: what is kept for it, and of what waits as much as is free.
fn ready(portal: &Portal, ctx: &Ctx, line: &OrderLine) -> Quantity {
    let unit = line.quantity.unit();
    let kept = line.reserved().unwrap_or(Quantity::zero(unit));
    if !line.backordered.is_positive() {
        return kept;
    }
    let free = portal.parts.stock.available(ctx.tenant, line.product).and_then(|free| free.in_unit(unit).ok());
    let more = free.map_or(0, |free| free.micros().clamp(0, line.backordered.micros()));
    Quantity::from_micros(kept.micros().saturating_add(more), unit)
}

fn ship_form(portal: &Portal, ctx: &Ctx, detail: &OrderDetail, open: bool) -> ShipForm {
    let line = |line: &OrderLine| {
        let open = line.open().ok().filter(|open| open.is_positive())?;
        let ready = ready(portal, ctx, line);
        Some(ShipLine {
            id: line.id.to_string(),
            position: line.position,
            sku: line.sku.clone(),
            name: view::order::name(portal, ctx, line),
            open,
            ready,
            value: crate::frame::typed_decimal(&ready.value(), ctx.locale),
            error: None,
        })
    };
    let used = detail.shipments.iter().map(|shipment| shipment.carrier.clone());
    let mut carriers: Vec<String> = used.chain(CARRIERS.map(str::to_owned)).collect();
    carriers.sort();
    carriers.dedup();
    ShipForm {
        open,
        lines: detail.order.lines.iter().filter_map(line).collect(),
        carrier: detail.shipments.last().map(|shipment| shipment.carrier.clone()).unwrap_or_default(),
        carrier_error: None,
        codes: String::new(),
        codes_error: None,
        link: String::new(),
        link_error: None,
        carriers,
    }
}

fn related(ctx: &Ctx, detail: &OrderDetail) -> Vec<Related> {
    let order = &detail.order;
    let link = |icon: &str, words: Phrase, href: String| Related { icon: icon.to_owned(), words, href };
    let mut links = Vec::new();
    if detail.timeline.iter().any(|entry| entry.kind == TimelineKind::Approved) {
        let approved = with("/office/approvals?state=approved", "account", &order.account.number);
        links.push(link("clipboard-check", Phrase::new("office-related-approval"), approved));
    }
    if ctx.may(Action::OperationsRead, Scope::Tenant) {
        links.push(link("mail", Phrase::new("office-related-mail"), with("/office/mail", "q", &order.number)));
    }
    let words = Phrase::new("office-related-orders").with("account", &order.account.name);
    links.push(link("package", words, with("/office/orders", "account", &order.account.number)));
    links
}

/// What is done with one click.
enum Step {
    Confirm,
    Deliver,
    Complete,
}

async fn confirm(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    step(&portal, &visit, &number, &form, Step::Confirm).await
}

async fn deliver(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    step(&portal, &visit, &number, &form, Step::Deliver).await
}

async fn complete(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    step(&portal, &visit, &number, &form, Step::Complete).await
}

async fn step(portal: &Portal, visit: &Visit, number: &str, form: &FormData, step: Step) -> Answer<Response> {
    let (ctx, permit) = (&visit.ctx, permit(visit)?);
    let seen = Seen { number, version: form.version()? };
    let (mut tx, since) = begin(portal, ctx).await?;
    let result = match step {
        Step::Confirm => orders::confirm(ctx, &mut tx, seen, permit).await,
        Step::Deliver => orders::deliver(ctx, &mut tx, seen, permit).await,
        Step::Complete => orders::complete(ctx, &mut tx, seen, permit).await,
    };
    match result {
        Ok(order) => {
            commit(portal, tx, since).await?;
            let flash = Phrase::new(format!("flash-order-{}", order.state.code())).with("number", &order.number);
            let back = local_path(Some(form.text("back")).filter(|back| !back.is_empty()), &order_href(number)).to_owned();
            Ok(visit.go(portal, &back, told(flash)))
        }
        Err(error) => {
            drop(tx);
            told_why(portal, visit, number, error, |page| page).await
        }
    }
}

fn permit(visit: &Visit) -> Answer<Permit> {
    Ok(visit.ctx.permit(Action::OrderManage, Scope::Tenant)?)
}

/// The order's page again, saying why an act was refused; `kept` puts back what was typed.
async fn told_why(
    portal: &Portal,
    visit: &Visit,
    number: &str,
    error: OrderError,
    kept: impl FnOnce(OrderPage) -> OrderPage,
) -> Answer<Response> {
    let status = match error.kind() {
        ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    };
    let detail = match &error {
        OrderError::VersionMoved
        | OrderError::NotAllowed { .. }
        | OrderError::NothingToShip
        | OrderError::Insufficient(_)
        | OrderError::Invalid(_)
        | OrderError::Stock(_) => orders::get(reader(portal), &visit.ctx, number).await?,
        _ => return Err(error.into()),
    };
    let mut page = kept(page(portal, visit, &detail).await?);
    if matches!(error, OrderError::VersionMoved) {
        let last = last_change(portal, &visit.ctx, "order", number).await?;
        page.moved = Some(Moved {
            by: last.as_ref().map(|row| row.actor_name.clone()),
            at: last.as_ref().map(|row| row.at),
            what: last.map(|row| what(&row.action)),
        });
    } else if error.fields().is_empty() {
        page.error = Some(refusal(&error));
    }
    portal.page_with(status, visit, &page).await
}

fn refusal(error: &OrderError) -> Phrase {
    match error {
        OrderError::Insufficient(lines) => {
            let each = lines.iter().map(|line| line.sku.as_str()).collect::<Vec<_>>().join(", ");
            Phrase::new("office-error-insufficient").with("lines", each)
        }
        other => {
            let mut phrase = Phrase::new(format!("error-{}", other.code().replace('.', "-"))).or(other.to_string());
            for (name, value) in other.arguments() {
                phrase = phrase.with(name, value);
            }
            phrase
        }
    }
}

async fn ship(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    let (ctx, permit) = (&visit.ctx, permit(&visit)?);
    let order = orders::find(reader(&portal), ctx, &number).await?;
    let (ask, faults) = shipment(&order, &form, ctx);
    let result = match faults.is_empty() {
        true => {
            let (mut tx, since) = begin(&portal, ctx).await?;
            let seen = Seen { number: &number, version: form.version()? };
            match orders::ship(ctx, &mut tx, seen, ask, permit).await {
                Ok((_, shipment)) => {
                    commit(&portal, tx, since).await?;
                    let flash = Flash::success(Phrase::new("flash-order-sent").with("shipment", shipment.number));
                    return Ok(visit.go(&portal, &order_href(&number), Some(flash)));
                }
                Err(error) => error,
            }
        }
        false => OrderError::Invalid(faults),
    };
    let faults = result.fields();
    told_why(&portal, &visit, &number, result, |mut page| {
        page.error = page.error.or_else(|| faults.iter().find(|fault| !has_field(fault)).map(phrase_of));
        page.ship = page.ship.map(|own| refilled(own, &form, &faults, (&order, visit.ctx.locale)));
        page
    })
    .await
}

/// What the form asks to send; lines at zero stay behind.
fn shipment(order: &Order, form: &FormData, ctx: &Ctx) -> (ShipmentAsk, Vec<FieldFault>) {
    let mut faults = Vec::new();
    let mut lines = Vec::new();
    for line in &order.lines {
        let name = format!("quantity-{}", line.id);
        if form.text(&name).is_empty() {
            continue;
        }
        match form.quantity(&name, line.quantity.unit(), ctx.locale) {
            Ok(quantity) if quantity.micros() == 0 => {}
            Ok(quantity) => lines.push((line.id, quantity)),
            Err(fault) => faults.push(fault),
        }
    }
    let link = form.text("link");
    let codes: Vec<&str> = form.raw("codes").lines().map(str::trim).filter(|code| !code.is_empty()).collect();
    if codes.is_empty() {
        faults.push(FieldFault::new("codes", "empty", "give at least one tracking code"));
    }
    let parcels = codes.iter().map(|code| Parcel {
        tracking_code: (*code).to_owned(),
        tracking_url: Some(link.replace("{code}", &crate::part::segment(code))).filter(|link| !link.is_empty()),
    });
    let ask = ShipmentAsk { carrier: form.text("carrier").to_owned(), parcels: parcels.collect(), lines: Some(lines) };
    (ask, faults)
}

/// Whether a fault stands at a field of the form; any other is told above it.
fn has_field(fault: &FieldFault) -> bool {
    ["carrier", "codes", "parcels", "quantity-", "lines["].iter().any(|field| fault.field.starts_with(field))
}

/// The form as it was sent, with what is wrong where it is wrong. The room counts the lines that were sent with it.
fn refilled(mut own: ShipForm, form: &FormData, faults: &[FieldFault], (order, locale): (&Order, Locale)) -> ShipForm {
    let is_sent = |line: &&OrderLine| {
        let quantity = form.quantity(&format!("quantity-{}", line.id), line.quantity.unit(), locale);
        quantity.is_ok_and(|quantity| quantity.micros() != 0)
    };
    let sent: Vec<String> = order.lines.iter().filter(is_sent).map(|line| line.id.to_string()).collect();
    let of = |prefix: &str| faults.iter().find(|fault| fault.field.starts_with(prefix)).map(phrase_of);
    own.open = true;
    own.carrier = form.text("carrier").to_owned();
    own.codes = form.raw("codes").to_owned();
    own.link = form.text("link").to_owned();
    own.carrier_error = of("carrier");
    own.link_error = faults.iter().find(|fault| fault.field.ends_with("tracking_url")).map(phrase_of);
    let of_parcels = |fault: &&FieldFault| fault.field.starts_with("parcels") && !fault.field.ends_with("tracking_url");
    own.codes_error = of("codes").or_else(|| faults.iter().find(of_parcels).map(phrase_of));
    for line in &mut own.lines {
        let name = format!("quantity-{}", line.id);
        line.value = form.text(&name).to_owned();
        let place = sent.iter().position(|id| *id == line.id);
        let at_line = |fault: &&FieldFault| {
            fault.field == name || place.is_some_and(|place| fault.field.starts_with(&format!("lines[{place}].")))
        };
        line.error = faults.iter().find(at_line).map(phrase_of);
    }
    own
}

async fn cancel(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    let (ctx, permit) = (&visit.ctx, permit(&visit)?);
    let seen = Seen { number: &number, version: form.version()? };
    let reason = form.optional("reason");
    // What has begun to leave is not called off: only its rest is.
    let rest = form.text("what") == "rest";
    let result = match &reason {
        None => Err(OrderError::Invalid(vec![FieldFault::new("reason", "empty", "say why")])),
        Some(reason) => {
            let (mut tx, since) = begin(&portal, ctx).await?;
            let done = match rest {
                true => orders::close_short(ctx, &mut tx, seen, Some(reason), permit).await,
                false => orders::cancel(ctx, &mut tx, seen, Some(reason), permit).await,
            };
            match done {
                Ok(_) => Ok(commit(&portal, tx, since).await?),
                Err(error) => Err(error),
            }
        }
    };
    match result {
        Ok(()) => {
            let flash = Phrase::new(if rest { "flash-order-rest" } else { "flash-order-cancelled" }).with("number", &number);
            Ok(visit.go(&portal, &order_href(&number), told(flash)))
        }
        Err(error) => {
            let fault = error.fields().first().map(phrase_of);
            let typed = form.raw("reason").to_owned();
            told_why(&portal, &visit, &number, error, |mut page| {
                page.cancel = page.cancel.map(|own| CancelForm { open: true, reason: typed, error: fault, ..own });
                page
            })
            .await
        }
    }
}
