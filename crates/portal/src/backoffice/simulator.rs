//! The price simulator: what an account pays for a product at a quantity on a day, and why.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use catalog::Product;
use kernel::{Action, Ctx, Date, FieldFault, Quantity, Scope, Timestamp};
use pricing::edge::{asker_of, tiers_from};
use pricing::{AppliedRule, Asker, DerivationStep, LineFault, ListScope, Market, Pricer, RuleScope};
use web::page::Phrase;
use web::{Answer, Doors, Needs};

use super::common::{account_brief, reader, time_zone};
use super::price_lists::{begins, name};
use super::view::find::Found;
use super::view::price_lists::list_href;
use super::view::simulator::{Candidate, Outcome, SimulatedPrice, SimulatorPage, StepRow};
use crate::frame::{FormData, Portal, Visit};
use crate::part::form::phrase_of;
use crate::part::{with, without};
use crate::view::price::{effect_code, price_view, saving, scope_code};

/// Articles that are offered when words fit several.
const MOST_CANDIDATES: u16 = 8;
/// What the box of accounts proposes at most.
const MOST_PROPOSED: usize = 300;

pub(super) fn doors() -> Doors<Portal> {
    Doors::new().page(Needs::May(Action::OfficeUse), "GET", "/office/price-simulator", get(show))
}

async fn show(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let ctx = &visit.ctx;
    let parameter = |name: &str| visit.parameter(name).unwrap_or_default().trim().to_owned();
    let mut page = SimulatorPage {
        account: parameter("account"),
        sku: parameter("sku"),
        day: parameter("day"),
        accounts: accounts(&portal, ctx),
        ..SimulatorPage::blank()
    };
    if let Some(quantity) = visit.parameter("quantity") {
        page.quantity = quantity;
    }
    if !page.sku.is_empty() {
        let zone = time_zone(&portal, ctx).await;
        asked(&portal, &visit, &zone, &mut page)?;
        name_groups(&portal, ctx, &mut page).await;
    }
    portal.page(&visit, &page).await
}

/// The accounts that this person may ask for.
fn accounts(portal: &Portal, ctx: &Ctx) -> Vec<(String, String)> {
    let all = portal.parts.directory.accounts(ctx.tenant);
    let seen = all.iter().filter(|card| ctx.may(Action::PriceRead, Scope::Account(card.account.id)));
    seen.take(MOST_PROPOSED).map(|card| (card.account.number.clone(), card.account.name.clone())).collect()
}

/// Answers what the page asks, or says at the fields what is wrong with it.
fn asked(portal: &Portal, visit: &Visit, zone: &str, page: &mut SimulatorPage) -> Answer<()> {
    let ctx = &visit.ctx;
    let fault = |name: &str, code| Some(phrase_of(&FieldFault::new(name, code, code)));
    let day = match page.day.as_str() {
        "" => None,
        text => {
            let day: Option<Date> = text.parse().ok();
            page.day_error = if day.is_none() { fault("day", "not_a_date") } else { None };
            day
        }
    };
    let noon = |day: Date| begins(day, zone).map(|moment| moment.plus_seconds(12 * 3600));
    let at = day.and_then(noon).unwrap_or(ctx.now);
    let asker = asker(portal, ctx, &page.account, at);
    if asker.is_none() {
        page.account_error = fault("account", "unknown");
    }
    let product = portal.parts.catalogue.resolve(ctx.tenant, asker.as_ref().and_then(|asker| asker.account), &page.sku);
    let product = match product {
        Some(product) => product,
        None => match meant(portal, visit, page)? {
            Some(product) => product,
            None => {
                page.sku_error = if page.candidates.is_empty() { fault("sku", "unknown") } else { None };
                return Ok(());
            }
        },
    };
    let typed = FormData::new(vec![("quantity".to_owned(), page.quantity.clone())]);
    let quantity = match typed.quantity("quantity", product.unit(), ctx.locale) {
        Ok(quantity) if quantity.is_positive() => quantity,
        Ok(_) => {
            page.quantity_error = fault("quantity", "not_positive");
            return Ok(());
        }
        Err(found) => {
            page.quantity_error = Some(phrase_of(&found));
            return Ok(());
        }
    };
    if let (Some(asker), None) = (asker, &page.day_error) {
        page.outcome = Some(Outcome { day, ..outcome(portal, ctx, &asker, (&product, quantity)) });
    }
    Ok(())
}

/// The article that is found by the words when it is the only one and its code or name holds them: what search takes to be
/// near may be meant, and is offered as where several are.
fn meant(portal: &Portal, visit: &Visit, page: &mut SimulatorPage) -> Answer<Option<Arc<Product>>> {
    let rows = super::find::products(portal, &visit.ctx, &page.sku, MOST_CANDIDATES)?.rows;
    if let [only] = rows.as_slice()
        && holds(&page.sku, only)
    {
        page.sku.clone_from(&only.text);
        return Ok(portal.parts.catalogue.by_sku(visit.ctx.tenant, &only.text));
    }
    let candidate = |found: Found| Candidate {
        href: with(&without(&visit.path, "sku"), "sku", &found.text),
        sku: found.text,
        name: found.below,
    };
    page.candidates = rows.into_iter().map(candidate).collect();
    Ok(None)
}

/// Whether the code and the name of what was found hold all words, whatever the case and the accents.
fn holds(words: &str, found: &Found) -> bool {
    let (code, name) = (kernel::folded(&found.text), kernel::folded(&found.below));
    kernel::folded(words).split_whitespace().all(|word| code.contains(word) || name.contains(word))
}

/// Puts names in place of the codes of groups; who may not read groups sees the codes.
async fn name_groups(portal: &Portal, ctx: &Ctx, page: &mut SimulatorPage) {
    let steps = page.outcome.iter_mut().flat_map(|outcome| &mut outcome.steps);
    for step in steps.filter(|step| step.scope.as_deref() == Some("group")) {
        let Some(code) = &step.who else { continue };
        if let Ok(group) = accounts::group_by_code(ctx, reader(portal), code).await {
            step.who = Some(group.name);
        }
    }
}

/// Everyone when no account is named; none when the account is unknown, or not this person's to see.
fn asker(portal: &Portal, ctx: &Ctx, account: &str, at: Timestamp) -> Option<Asker> {
    if account.is_empty() {
        return Some(Asker { at, ..Asker::everyone(ctx.tenant, ctx.now) });
    }
    let card = portal.parts.directory.by_number(ctx.tenant, account)?;
    if !ctx.may(Action::PriceRead, Scope::Account(card.account.id)) {
        return None;
    }
    asker_of(&portal.parts.directory, ctx.tenant, card.account.id, at)
}

fn outcome(portal: &Portal, ctx: &Ctx, asker: &Asker, (product, quantity): (&Arc<Product>, Quantity)) -> Outcome {
    let blank = Outcome {
        account: asker.account.and_then(|account| account_brief(portal, ctx, account)),
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        quantity,
        day: None,
        refused: None,
        price: None,
        policy: None,
        steps: Vec::new(),
    };
    let Ok(pricer) = portal.parts.book.pricer(asker) else {
        return Outcome { refused: Some(Phrase::new("office-no-price")), ..blank };
    };
    let blank = Outcome { policy: Some(policy_phrase(pricer.market())), ..blank };
    let steps = pricer.derivation(product.id, quantity).unwrap_or_default();
    let may_open = ctx.may(Action::PriceRead, Scope::Tenant);
    let named = |step: &DerivationStep| {
        let list = pricer.book().terms().lists().iter().find(|list| *list.code == *step.list);
        let name = list.map_or_else(|| step.list.clone(), |list| name(list, ctx.locale).to_owned());
        let who = match step.scope {
            Some(ListScope::Account) => blank.account.as_ref().map(|(_, name)| name.clone()),
            Some(ListScope::Group) => asker.group.clone(),
            _ => None,
        };
        StepRow { name, who, ..step_row(step, may_open) }
    };
    let steps = steps.iter().map(named).collect();
    match priced(&pricer, product, quantity) {
        Ok(price) => Outcome { price: Some(price), steps, ..blank },
        Err(LineFault::NoPrice) => Outcome { refused: Some(Phrase::new("office-no-price")), steps, ..blank },
        Err(other) => {
            let words = kernel::Fault::code(&other).replace('.', "-");
            Outcome { refused: Some(Phrase::new(format!("error-{words}")).or(other.to_string())), steps, ..blank }
        }
    }
}

/// The market's rule by which one of the lists gives the price.
fn policy_phrase(market: &Market) -> Phrase {
    Phrase::new(format!("market-policy-{}", market.policy.code()))
}

fn priced(pricer: &Pricer, product: &Product, quantity: Quantity) -> Result<SimulatedPrice, LineFault> {
    let price = pricer.price(product.id, quantity, false)?;
    let shown = price_view(&price, product.packaging.minimum());
    let first = tiers_from(product.packaging.minimum(), &price.tiers).len();
    let skipped = shown.tiers.len().saturating_sub(first);
    Ok(SimulatedPrice {
        unit_price: price.unit_price,
        total: price.line_total,
        list_price: price.list_price,
        saving: price.list_price.and_then(|list| saving(list, price.unit_price)),
        list: price.list_code.to_string(),
        tiers: shown.tiers.into_iter().skip(skipped).collect(),
    })
}

fn step_row(step: &DerivationStep, may_open: bool) -> StepRow {
    StepRow {
        step: step.step,
        list: step.list.clone(),
        name: String::new(),
        who: None,
        href: may_open.then(|| list_href(&step.list)),
        scope: step.scope.map(|scope| scope_code(scope).to_owned()),
        priority: step.priority,
        effect: effect_code(step.effect).to_owned(),
        from: step.from_quantity.filter(|quantity| quantity.is_positive()),
        percent_off: step.percent_off,
        rule: step.applied.as_ref().map(rule_phrase),
        formula: step.applied.as_ref().and_then(|applied| applied.formula.clone()),
        amount_off: step.applied.as_ref().and_then(|applied| applied.amount_off),
        result: step.result,
    }
}

fn rule_phrase(applied: &AppliedRule) -> Phrase {
    let key = applied.key.as_deref().unwrap_or_default();
    match applied.scope {
        RuleScope::Product => Phrase::new("office-rule-of-product"),
        RuleScope::Category => Phrase::new("office-rule-of-category").with("key", key),
        RuleScope::Brand => Phrase::new("office-rule-of-brand").with("key", key),
        RuleScope::All => Phrase::new("office-rule-of-all"),
    }
}
