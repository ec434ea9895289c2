//! The rules of a price list: one more, a correction, a trial on three products.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::Product;
use kernel::{Action, Ctx, FieldFault, Percent, PriceListId, PriceRuleId, Quantity, Unit, UnitPrice, Version};
use pricing::lists::{
    EffectDraft, RuleDraft, add_rule, change_rule, find_list, permit_to_manage, remove_rule as take_away, rules_of,
};
use pricing::{Asker, PriceList, PriceRule, RuleEffect, RuleTarget, brand_key};
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, begin, commit, conflicting, judged, reader, refused, taken, told};
use super::price_lists::name;
use super::view::form::FormPage;
use super::view::price_lists::list_href;
use super::view::price_rules::{PreviewRow, RuleRow, RuleValues, RuleWords, preview, rule_form, rule_page};
use crate::frame::{FormData, Portal, Visit, typed_decimal};

/// On how many products a rule is tried.
const TRIED: usize = 3;

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::PriceManage);
    Doors::new()
        .page(manages, "GET", "/office/price-lists/{code}/rules/new", get(new))
        .page(manages, "POST", "/office/price-lists/{code}/rules", post(add))
        .page(manages, "GET", "/office/price-lists/{code}/rules/{id}", get(edit))
        .page(manages, "POST", "/office/price-lists/{code}/rules/{id}", post(save))
        .page(manages, "POST", "/office/price-lists/{code}/rules/{id}/remove", post(remove))
}

/// The rules of a list for its page.
pub(super) async fn rule_rows(portal: &Portal, ctx: &Ctx, list: &PriceList) -> Answer<Vec<RuleRow>> {
    let rules = rules_of(reader(portal), ctx.tenant, list.id).await?;
    Ok(rules.iter().map(|rule| rule_row(portal, ctx, list, rule)).collect())
}

fn rule_row(portal: &Portal, ctx: &Ctx, list: &PriceList, rule: &PriceRule) -> RuleRow {
    let values = values_of(portal, ctx, rule);
    RuleRow {
        id: rule.id.to_string(),
        effect: match &rule.effect {
            RuleEffect::Fixed { price_micros } => RuleWords::Fixed(UnitPrice::from_micros(*price_micros, list.currency)),
            RuleEffect::PercentOff { .. } => RuleWords::PercentOff { percent: values.value, base: values.base },
            RuleEffect::AmountOff { .. } => RuleWords::AmountOff { amount: values.value, base: values.base },
            RuleEffect::Formula(formula) => RuleWords::Formula(formula.text().to_owned()),
        },
        scope: values.scope,
        key: values.key,
        from: values.from,
    }
}

/// A rule as its form shows it.
fn values_of(portal: &Portal, ctx: &Ctx, rule: &PriceRule) -> RuleValues {
    let catalogue = &portal.parts.catalogue;
    let key = match &rule.target {
        RuleTarget::Product(id) => {
            catalogue.product(ctx.tenant, *id).map_or_else(|| id.to_string(), |product| product.sku.to_string())
        }
        RuleTarget::Category(id) => {
            catalogue.category(ctx.tenant, *id).map_or_else(|| id.to_string(), |category| category.code.to_string())
        }
        RuleTarget::Brand(brand) => brand.clone(),
        RuleTarget::All => String::new(),
    };
    let decimal = |micros: i64| typed_decimal(&Percent::from_micros(micros).to_string(), ctx.locale);
    let (value, base, formula) = match &rule.effect {
        RuleEffect::Fixed { price_micros } => (decimal(*price_micros), None, ""),
        RuleEffect::PercentOff { base, percent_off } => (decimal(percent_off.micros()), Some(*base), ""),
        RuleEffect::AmountOff { base, amount_micros } => (decimal(*amount_micros), Some(*base), ""),
        RuleEffect::Formula(formula) => (String::new(), None, formula.text()),
    };
    RuleValues {
        scope: rule.target.kind().to_owned(),
        key,
        from: if rule.from_quantity_micros == 0 { String::new() } else { decimal(rule.from_quantity_micros) },
        kind: rule.effect.kind().to_owned(),
        value,
        base: base.and_then(|base| code_of(portal, ctx, base)).unwrap_or_default(),
        formula: formula.to_owned(),
    }
}

fn code_of(portal: &Portal, ctx: &Ctx, list: PriceListId) -> Option<String> {
    Some(portal.parts.book.book(ctx.tenant)?.list(list)?.code.clone())
}

/// The lists that a rule may stand on.
fn bases(portal: &Portal, ctx: &Ctx, list: &PriceList) -> Vec<String> {
    let book = portal.parts.book.book(ctx.tenant);
    let all = book.iter().flat_map(|book| book.terms().lists());
    all.filter(|base| base.id != list.id && base.currency == list.currency).map(|base| base.code.clone()).collect()
}

fn page_of(portal: &Portal, ctx: &Ctx, list: &PriceList, rule: Option<&PriceRule>) -> FormPage {
    let blank = || RuleValues { scope: "category".to_owned(), kind: "percent_off".to_owned(), ..RuleValues::default() };
    let values = rule.map_or_else(blank, |rule| values_of(portal, ctx, rule));
    let id = rule.map(|rule| rule.id.to_string());
    let form = rule_form(&list.code, id.as_deref(), &values, (&bases(portal, ctx, list), list.version));
    rule_page((&list.code, name(list, ctx.locale)), rule.is_none(), form)
}

async fn new(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let (list, _) = find_list(reader(&portal), visit.ctx.tenant, &code).await?;
    portal.page(&visit, &page_of(&portal, &visit.ctx, &list, None)).await
}

async fn kept(portal: &Portal, ctx: &Ctx, code: &str, id: PriceRuleId) -> Answer<(PriceList, PriceRule)> {
    let (list, _) = find_list(reader(portal), ctx.tenant, code).await?;
    let rules = rules_of(reader(portal), ctx.tenant, list.id).await?;
    let rule = rules.into_iter().find(|rule| rule.id == id).ok_or_else(Problem::not_found)?;
    Ok((list, rule))
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path((code, id)): Path<(String, PriceRuleId)>) -> Answer<Response> {
    let (list, rule) = kept(&portal, &visit.ctx, &code, id).await?;
    portal.page(&visit, &page_of(&portal, &visit.ctx, &list, Some(&rule))).await
}

fn target(portal: &Portal, ctx: &Ctx, form: &FormData) -> Result<RuleTarget, FieldFault> {
    let key = form.text("key");
    let unknown = || FieldFault::new("key", "unknown", "the catalogue has no such thing");
    match form.text("scope") {
        "all" if key.is_empty() => Ok(RuleTarget::All),
        "all" => Err(FieldFault::new("key", "not_allowed", "a rule for all products names none")),
        _ if key.is_empty() => Err(FieldFault::new("key", "required", "must name what the rule is for")),
        "product" => {
            let product = portal.parts.catalogue.resolve(ctx.tenant, None, key);
            product.map(|product| RuleTarget::Product(product.id)).ok_or_else(unknown)
        }
        "brand" => Ok(RuleTarget::Brand(brand_key(key))),
        _ => {
            let category = portal.parts.catalogue.category_by_code(ctx.tenant, key);
            category.map(|category| RuleTarget::Category(category.id)).ok_or_else(unknown)
        }
    }
}

/// The rule that the form says.
fn sent(portal: &Portal, ctx: &Ctx, form: &FormData) -> Result<RuleDraft, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let micros = |field: &str| form.quantity(field, Unit::PIECE, ctx.locale).map(Quantity::micros);
    let target = taken(&mut faults, target(portal, ctx, form));
    let from = taken(&mut faults, if form.text("from_quantity").is_empty() { Ok(0) } else { micros("from_quantity") });
    let base = || match form.text("base") {
        "" => Err(FieldFault::new("base", "required", "say of which list")),
        base => Ok(base.to_owned()),
    };
    let effect = match form.text("kind") {
        "formula" if form.text("formula").is_empty() => {
            faults.push(FieldFault::new("formula", "required", "write a formula"));
            None
        }
        "formula" => Some(EffectDraft::Formula(form.text("formula").to_owned())),
        "fixed" => taken(&mut faults, micros("value")).map(|price_micros| EffectDraft::Fixed { price_micros }),
        kind => {
            let (value, base) = (taken(&mut faults, micros("value")), taken(&mut faults, base()));
            value.zip(base).map(|(micros, base)| match kind {
                "amount_off" => EffectDraft::AmountOff { base, amount_micros: micros },
                _ => EffectDraft::PercentOff { base, percent_off: Percent::from_micros(micros) },
            })
        }
    };
    match (target, from, effect) {
        (Some(target), Some(from_quantity_micros), Some(effect)) if faults.is_empty() => {
            Ok(RuleDraft { target, from_quantity_micros, effect })
        }
        _ => Err(faults),
    }
}

async fn add(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>, form: FormData) -> Answer<Response> {
    let (list, _) = find_list(reader(&portal), visit.ctx.tenant, &code).await?;
    written(&portal, &visit, (&list, None), &form).await
}

async fn save(
    State(portal): State<Portal>,
    visit: Visit,
    Path((code, id)): Path<(String, PriceRuleId)>,
    form: FormData,
) -> Answer<Response> {
    let (list, rule) = kept(&portal, &visit.ctx, &code, id).await?;
    written(&portal, &visit, (&list, Some(&rule)), &form).await
}

/// Writes the rule that the form says, a new one or a known one; or tries it, writing nothing.
async fn written(
    portal: &Portal,
    visit: &Visit,
    (list, known): (&PriceList, Option<&PriceRule>),
    form: &FormData,
) -> Answer<Response> {
    let (ctx, permit, seen) = (&visit.ctx, permit_to_manage(&visit.ctx)?, form.version()?);
    let page = page_of(portal, ctx, list, known);
    let draft = match sent(portal, ctx, form) {
        Ok(draft) => draft,
        Err(faults) => return refused(portal, visit, page, form, &faults).await,
    };
    let (mut tx, since) = begin(portal, ctx).await?;
    let done = match known {
        None => add_rule(&mut tx, list, &draft, &permit).await,
        Some(known) => change_rule(&mut tx, (list, seen), known.id, &draft, &permit).await,
    };
    match judged(done)? {
        Outcome::Done((rule, _)) if form.is_ticked("try") => {
            // Nothing is committed: the room has only said that the rule could be.
            drop(tx);
            let form = page.form.refused(form.pairs(), &[]);
            let tried = preview(&tried(portal, ctx, list, &rule));
            portal.page(visit, &FormPage { form, ..page_of(portal, ctx, list, known) }.side(tried)).await
        }
        Outcome::Done(_) => {
            commit(portal, tx, since).await?;
            Ok(visit.go(portal, &format!("{}#rules", list_href(&list.code)), told(Phrase::new("flash-rule-saved"))))
        }
        Outcome::Refused(faults) => {
            drop(tx);
            refused(portal, visit, page, form, &faults).await
        }
        Outcome::Moved => {
            drop(tx);
            conflicting(portal, visit, page, form, ("price_list", &list.code)).await
        }
    }
}

async fn remove(State(portal): State<Portal>, visit: Visit, Path((code, id)): Path<(String, PriceRuleId)>) -> Answer<Response> {
    let permit = permit_to_manage(&visit.ctx)?;
    let seen: Option<Version> = visit.parameter("version").and_then(|version| version.parse().ok());
    let seen = seen.ok_or_else(|| Problem::malformed("the form has lost the version that it was made from"))?;
    let (list, rule) = kept(&portal, &visit.ctx, &code, id).await?;
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    let there = format!("{}#rules", list_href(&code));
    match judged(take_away(&mut tx, (&list, seen), rule.id, &permit).await)? {
        Outcome::Done(_) => {
            commit(&portal, tx, since).await?;
            Ok(visit.go(&portal, &there, told(Phrase::new("flash-rule-removed"))))
        }
        _ => Ok(visit.go(&portal, &there, told(Phrase::new("office-list-moved")))),
    }
}

/// What the rule would make of the first products that it is for, by their SKUs, and what the list says of them now.
fn tried(portal: &Portal, ctx: &Ctx, list: &PriceList, rule: &PriceRule) -> Vec<PreviewRow> {
    let asker = Asker { market: list.market.clone(), currency: Some(list.currency), ..Asker::everyone(ctx.tenant, ctx.now) };
    let Ok(pricer) = portal.parts.book.pricer(&asker) else { return Vec::new() };
    let mut products = products_of(portal, ctx, &rule.target);
    products.sort_by(|one, other| one.sku.cmp(&other.sku));
    let row = |product: &Arc<Product>| {
        let at = product.packaging.minimum().micros().max(rule.from_quantity_micros);
        let quantity = Quantity::from_micros(at, product.unit());
        let then = pricer.by_rule(rule, product.id, quantity).ok().flatten()?;
        let now = pricer.on_list(list.id, product.id, quantity).ok().flatten();
        Some(PreviewRow { sku: product.sku.to_string(), now, then: Some(then) })
    };
    products.iter().filter_map(row).take(TRIED).collect()
}

fn products_of(portal: &Portal, ctx: &Ctx, target: &RuleTarget) -> Vec<Arc<Product>> {
    let catalogue = &portal.parts.catalogue;
    let mut products = match target {
        RuleTarget::Product(id) => catalogue.product(ctx.tenant, *id).into_iter().collect(),
        _ => catalogue.products(ctx.tenant),
    };
    products.retain(|product| product.is_sold());
    match target {
        RuleTarget::Product(_) | RuleTarget::All => {}
        RuleTarget::Brand(brand) => {
            products.retain(|product| product.brand.as_deref().is_some_and(|own| brand_key(own) == *brand));
        }
        RuleTarget::Category(wanted) => products.retain(|product| {
            let path = product.category.map(|category| catalogue.category_path(ctx.tenant, category)).unwrap_or_default();
            path.iter().any(|category| category.id == *wanted)
        }),
    }
    products
}
