//! Carts for pages.

use accounts::AccountCard;
use checkout::{
    ApprovalNeeded, CartLineView as Line, CartSummary, CartView, Change, LineVerdict, VerdictKind, Warning, WarningKind,
};
use kernel::{Ctx, Money, Percent, Quantity, Rounding, RoundingMode, UnitPrice};
use orders::Order;
use web::page::{Phrase, Tools};

use super::product::{packaging, picture};
use super::stock::{availability, availability_with};
use crate::approve::decision::ChangeView;
use crate::buy::cart::{ApprovalNotice, CartLineView, LimitBar, NextBreak, OtherCart};
use crate::buy::quick_order::{CandidateView, VerdictView};
use crate::frame::Portal;
use crate::part::form::Choice;
use crate::part::product::{AvailabilityState, AvailabilityView, PackagingView};

/// The cost centres that may be chosen, as `MAN · Manutenzione`.
pub fn cost_centres(card: &AccountCard) -> Vec<Choice> {
    let name = |code: &str, name: &str| if name.is_empty() { code.to_owned() } else { format!("{code} · {name}") };
    card.active_cost_centres().map(|centre| Choice::named(&centre.code, name(&centre.code, &centre.name))).collect()
}

pub fn line(portal: &Portal, ctx: &Ctx, line: &Line, warnings: &[Warning], centres: &[Choice]) -> CartLineView {
    let product = line.product.as_deref();
    let is_short = warnings.iter().any(|warning| warning.line == Some(line.line.id) && warning.kind == WarningKind::Short);
    let problem = match line.problem {
        Some(problem) => Some(Phrase::new(format!("line-problem-{}", problem.code()))),
        None if is_short && line.short.is_positive() => Some(Phrase::new("warning-backorder").quantity("quantity", line.short)),
        None => None,
    };
    let gone = || AvailabilityView {
        state: AvailabilityState::Ended,
        available: line.available,
        date: None,
        lead_time_days: line.lead_time_days.map(u32::from),
    };
    CartLineView {
        id: line.line.id.to_string(),
        sku: line.sku.clone(),
        name: line.name.clone(),
        picture: product.and_then(|product| picture(&portal.parts.catalogue, ctx, product)),
        customer_sku: line.customer_sku.as_ref().map(ToString::to_string),
        quantity: line.line.quantity,
        packaging: product.map_or_else(|| loose(line.line.quantity), packaging),
        unit_price: line.price.as_ref().map(|price| price.unit_price),
        list_price: line.price.as_ref().and_then(|price| higher(price.list_price, price.unit_price)),
        net: line.price.as_ref().map(|price| price.line_total),
        availability: wanting(product.map_or_else(gone, |product| availability(&portal.parts.stock, ctx, product)), line.short),
        added_by: Some(line.line.added_by.clone()).filter(|name| !name.is_empty()),
        cost_centre: line.line.cost_centre.clone(),
        cost_centres: centres.to_vec(),
        problem,
        typed: None,
        next_break: next_break(line),
    }
}

/// A line of a cart that has become an order: what the order has reserved is not missing, and only what it waits for is.
pub fn ordered(portal: &Portal, ctx: &Ctx, line: &Line, order: Option<&Order>, view: CartLineView) -> CartLineView {
    let placed = order.and_then(|order| order.lines.iter().find(|placed| placed.product == line.line.product));
    let (Some(product), Some(placed)) = (line.product.as_deref(), placed) else { return view };
    let own = placed.reserved().unwrap_or(Quantity::zero(placed.quantity.unit()));
    let availability = availability_with(&portal.parts.stock, ctx, product, own);
    CartLineView { availability: wanting(availability, placed.backordered), ..view }
}

/// What is here is not enough for the line: said in another colour.
fn wanting(view: AvailabilityView, short: Quantity) -> AvailabilityView {
    match view.state {
        AvailabilityState::Now if short.is_positive() => AvailabilityView { state: AvailabilityState::Partly, ..view },
        _ => view,
    }
}

/// The packaging of something that the catalogue does not know any more.
fn loose(quantity: Quantity) -> PackagingView {
    let one = Quantity::from_micros(1_000_000, quantity.unit());
    PackagingView { unit: quantity.unit().code().to_owned(), minimum: one, step: one, packs: Vec::new() }
}

fn higher(list: Option<UnitPrice>, own: UnitPrice) -> Option<UnitPrice> {
    list.filter(|list| list.micros() > own.micros())
}

/// The next quantity break, when it is less than the quantity again away: near enough to be worth a word.
fn next_break(line: &Line) -> Option<NextBreak> {
    let price = line.price.as_ref()?;
    let quantity = line.line.quantity.micros();
    let next = price.tiers.iter().find(|tier| tier.from_quantity.micros() > quantity)?;
    let is_near = next.from_quantity.micros() <= quantity.saturating_mul(2);
    let is_lower = next.unit_price.micros() < price.unit_price.micros();
    (is_near && is_lower).then_some(NextBreak { from: next.from_quantity, price: next.unit_price })
}

/// What an approval will be needed for: with the limit and by how much it is exceeded, where that is known.
pub fn notice(view: &CartView) -> Option<ApprovalNotice> {
    let needed = view.approval_needed.as_ref()?;
    let net = view.totals.as_ref().map(|totals| totals.net);
    Some(ApprovalNotice { reason: reason(needed, net, view.limit), approvers: needed.approvers.clone() })
}

fn reason(needed: &ApprovalNeeded, net: Option<Money>, limit: Option<Money>) -> Phrase {
    reason_phrase(needed.reason, net, limit)
}

/// Why somebody else must decide.
pub fn reason_phrase(reason: approvals::Reason, net: Option<Money>, limit: Option<Money>) -> Phrase {
    let over = net.zip(limit).and_then(|(net, limit)| net.minus(limit).ok()).filter(|over| !over.is_negative());
    match (reason, limit, over) {
        (approvals::Reason::PersonLimit, Some(limit), Some(over)) => {
            Phrase::new("approval-reason-over_person_limit").money("limit", limit).money("over", over)
        }
        (reason, _, _) => Phrase::new(format!("approval-reason-{}", reason.code())),
    }
}

pub fn limit_bar(net: Option<Money>, limit: Option<Money>) -> Option<LimitBar> {
    let (limit, used) = (limit?, net?);
    let over = used.exceeds(limit).ok()?;
    let whole = Rounding { mode: RoundingMode::HalfUp, decimals: 0 };
    let share = whole.divide(i128::from(used.micros()) * 100 * 1_000_000, i128::from(limit.micros().max(1))).unwrap_or(i64::MAX);
    Some(LimitBar { limit, used, percent: Percent::from_micros(share.clamp(0, 100_000_000)), over })
}

/// Warnings that are not about one line.
pub fn general_warnings(view: &CartView) -> Vec<Phrase> {
    let code = |kind: WarningKind| match kind {
        WarningKind::ReferenceGone => Some("warning-reference_gone"),
        WarningKind::DatePassed => Some("warning-date_passed"),
        WarningKind::Short | WarningKind::Blocked => None,
    };
    view.warnings
        .iter()
        .filter(|warning| warning.line.is_none())
        .filter_map(|warning| code(warning.kind))
        .map(Phrase::new)
        .collect()
}

pub fn other(cart: &CartSummary, unnamed: &str) -> OtherCart {
    OtherCart {
        id: cart.cart.id.to_string(),
        name: cart.cart.name.clone().unwrap_or_else(|| unnamed.to_owned()),
        owner: cart.cart.owner_name.clone(),
        lines: u64::try_from(cart.line_count).unwrap_or(0),
        net: None,
    }
}

/// What is different from what was looked at or submitted.
pub fn change(change: &Change) -> ChangeView {
    let (kind, sku, what) = match change {
        Change::Price { sku, was, now, .. } => {
            let money = |price: &UnitPrice| Money::from_micros(price.micros(), price.currency());
            ("price", Some(sku), Phrase::new("change-price").money("before", money(was)).money("now", money(now)))
        }
        Change::Shortage { sku, was, now, .. } => {
            ("stock", Some(sku), Phrase::new("change-shortage").quantity("before", *was).quantity("now", *now))
        }
        Change::Blocked { sku, problem, .. } => ("stock", Some(sku), Phrase::new(format!("line-problem-{}", problem.code()))),
        Change::Total { was, now } => ("total", None, Phrase::new("change-total").money("before", *was).money("now", *now)),
        Change::Lines => ("lines", None, Phrase::new("change-lines")),
    };
    ChangeView { kind: kind.to_owned(), sku: sku.cloned(), what }
}

/// The verdict on a line of a quick order. `text` is the whole block, for candidates that put themselves in place.
pub fn verdict(portal: &Portal, ctx: &Ctx, verdict: &LineVerdict, text: &str) -> VerdictView {
    let product = verdict.product.and_then(|product| portal.parts.catalogue.product(ctx.tenant, product));
    let rounding = Rounding::CENTS;
    let net = verdict.unit_price.zip(verdict.quantity).and_then(|(price, quantity)| price.times(quantity, rounding).ok());
    let message = match (verdict.kind, verdict.quantity) {
        (VerdictKind::Ok, _) => None,
        (VerdictKind::RoundedUp, Some(given)) => Some(Phrase::new("verdict-rounded_up").quantity("given", given)),
        (kind, _) => Some(Phrase::new(format!("verdict-{}", kind.code()))),
    };
    let row = verdict.row;
    let candidates = verdict.suggestions.iter().map(|sku| CandidateView {
        name: portal
            .parts
            .catalogue
            .by_sku(ctx.tenant, sku)
            .map(|product| product.name(ctx.locale).to_owned())
            .unwrap_or_default(),
        fixed_text: with_code(text, row, &verdict.code, sku),
        sku: sku.clone(),
    });
    VerdictView {
        line: u64::try_from(row).unwrap_or(0),
        code: verdict.code.clone(),
        verdict: verdict.kind.code().to_owned(),
        good: verdict.kind.is_taken(),
        message,
        sku: verdict.sku.clone(),
        name: verdict.name.clone(),
        quantity: verdict.quantity,
        unit_price: verdict.unit_price,
        net,
        availability: product.map(|product| availability(&portal.parts.stock, ctx, &product)),
        candidates: candidates.collect(),
    }
}

/// The block of lines with another code in one row.
pub(crate) fn with_code(text: &str, row: usize, code: &str, instead: &str) -> String {
    let fixed = text.lines().enumerate().map(|(place, line)| match place + 1 == row {
        true => line.replacen(code, instead, 1),
        false => line.to_owned(),
    });
    fixed.collect::<Vec<_>>().join("\n")
}

/// A day in words, for phrases that are put together here.
pub fn day(tools: Option<&Tools>, day: kernel::Date, ctx: &Ctx) -> String {
    tools.map_or_else(|| day.to_string(), |tools| tools.dates.short(day, tools.dates.day(ctx.now)))
}
