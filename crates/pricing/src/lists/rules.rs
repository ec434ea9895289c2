//! Writes the rules of a list.

use kernel::{Action, FieldFault, Percent, Permit, PriceListId, PriceRuleId, Scope, TenantId, Version};
use sea_orm::{ConnectionTrait, Value};
use serde_json::{Value as Json, json};
use store::{AuditEntry, StoreError, Tx, differences};

use super::circles::refuse_circles;
use super::entries::bump;
use crate::formula::Formula;
use crate::list::PriceList;
use crate::repo::{self, statement};
use crate::rule::{PriceRule, RuleEffect, RuleTarget};
use crate::{PricingError, events};

/// How many rules a list may have.
pub const MOST_RULES: usize = 2000;

/// How many of them may be for the same products, each from another quantity.
pub const MOST_STEPS: usize = 50;

/// As long as the catalogue's brands.
const LONGEST_BRAND: usize = 100;

/// A rule as it is written: lists by their codes, the formula as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDraft {
    pub target: RuleTarget,
    /// In millionths of each product's own unit.
    pub from_quantity_micros: i64,
    pub effect: EffectDraft,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EffectDraft {
    Fixed { price_micros: i64 },
    PercentOff { base: String, percent_off: Percent },
    AmountOff { base: String, amount_micros: i64 },
    Formula(String),
}

/// The rules of a list: of the nearest targets first, by quantity.
pub async fn rules_of(conn: &impl ConnectionTrait, tenant: TenantId, list: PriceListId) -> Result<Vec<PriceRule>, PricingError> {
    let mut rules = repo::rules(conn, tenant, Some(list)).await?;
    rules.sort_by(|left, right| (&left.target, left.from_quantity_micros).cmp(&(&right.target, right.from_quantity_micros)));
    Ok(rules)
}

/// Adds a rule; answers it with the list's new version. Fails with [`PricingError::Invalid`], [`PricingError::RuleTaken`]
/// when the list says something of this target and quantity already, and [`PricingError::DerivedInACircle`].
pub async fn add_rule(
    tx: &mut Tx,
    list: &PriceList,
    draft: &RuleDraft,
    permit: &Permit,
) -> Result<(PriceRule, Version), PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    repo::lock_lists(tx).await?;
    bump(tx, list, None).await?;
    let rule = checked(tx, list, PriceRuleId::new(tx.ctx().now), draft).await?;
    let into = "INSERT INTO price_rules (tenant_id, list_id, id, target, product_id, category_id, brand, target_key, from_quantity_micros, \
         effect, base_id, micros, formula) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    write(tx, into, &rule).await?;
    told(tx, list, "pricing.add_rule", None, Some(&rule));
    let now = repo::list_by_code(tx.conn(), tx.ctx().tenant, &list.code).await?;
    Ok((rule, now.map_or(list.version, |list| list.version)))
}

/// Changes a rule. Fails as [`add_rule`] does, with [`PricingError::VersionMoved`] when the list is not as the caller saw
/// it, and with [`PricingError::RuleNotFound`].
pub async fn change_rule(
    tx: &mut Tx,
    (list, seen): (&PriceList, Version),
    id: PriceRuleId,
    draft: &RuleDraft,
    permit: &Permit,
) -> Result<(PriceRule, Version), PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    repo::lock_lists(tx).await?;
    let known = known_rule(tx, list, id).await?;
    bump(tx, list, Some(seen)).await?;
    let rule = checked(tx, list, id, draft).await?;
    let sql = "UPDATE price_rules SET target = $4, product_id = $5, category_id = $6, brand = $7, target_key = $8, \
         from_quantity_micros = $9, effect = $10, base_id = $11, micros = $12, formula = $13 \
         WHERE tenant_id = $1 AND list_id = $2 AND id = $3";
    write(tx, sql, &rule).await?;
    told(tx, list, "pricing.change_rule", Some(&known), Some(&rule));
    Ok((rule, seen.saturating_add(1)))
}

/// Takes a rule away. Fails with [`PricingError::VersionMoved`] and [`PricingError::RuleNotFound`]. Answers the list's new
/// version.
pub async fn remove_rule(
    tx: &mut Tx,
    (list, seen): (&PriceList, Version),
    id: PriceRuleId,
    permit: &Permit,
) -> Result<Version, PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    let known = known_rule(tx, list, id).await?;
    bump(tx, list, Some(seen)).await?;
    let sql = "DELETE FROM price_rules WHERE tenant_id = $1 AND list_id = $2 AND id = $3";
    let key: [Value; 3] = [tx.ctx().tenant.uuid().into(), list.id.uuid().into(), id.uuid().into()];
    tx.conn().execute_raw(statement(tx.conn(), sql, key)).await?;
    told(tx, list, "pricing.remove_rule", Some(&known), None);
    Ok(seen.saturating_add(1))
}

async fn known_rule(tx: &Tx, list: &PriceList, id: PriceRuleId) -> Result<PriceRule, PricingError> {
    let rules = repo::rules(tx.conn(), tx.ctx().tenant, Some(list.id)).await?;
    rules.into_iter().find(|rule| rule.id == id).ok_or(PricingError::RuleNotFound)
}

/// The rule that the draft tells, when the list may have it.
async fn checked(tx: &Tx, list: &PriceList, id: PriceRuleId, draft: &RuleDraft) -> Result<PriceRule, PricingError> {
    let tenant = tx.ctx().tenant;
    let lists = repo::lists(tx.conn(), tenant).await?;
    let mut faults = Vec::new();
    if draft.from_quantity_micros < 0 {
        faults.push(FieldFault::new("from_quantity", "negative", "must not be negative"));
    }
    let mut target = draft.target.clone();
    if let RuleTarget::Brand(brand) = &mut target {
        match kernel::line(brand, LONGEST_BRAND) {
            Ok(line) => *brand = line,
            Err(error) => faults.push(error.at("key")),
        }
    }
    let effect = effect_of(&draft.effect, list, &lists, &mut faults);
    let Some(effect) = effect.filter(|_| faults.is_empty()) else { return Err(PricingError::Invalid(faults)) };
    let rule = PriceRule { id, list: list.id, target, from_quantity_micros: draft.from_quantity_micros, effect };
    // A derived list's percentage is its rule for everything.
    if rule.is_for_everything() && lists.iter().any(|known| known.id == list.id && known.derived.is_some()) {
        return Err(PricingError::RuleTaken);
    }
    let mut rules = repo::rules(tx.conn(), tenant, None).await?;
    rules.retain(|known| known.id != id);
    rules.push(rule.clone());
    if rules.iter().filter(|rule| rule.list == list.id).count() > MOST_RULES {
        return Err(PricingError::field("target", "too_many", "a list can have at most 2,000 rules"));
    }
    if rules.iter().filter(|known| known.list == list.id && known.target == rule.target).count() > MOST_STEPS {
        return Err(PricingError::field("from_quantity", "too_many", "the same products can have at most 50 rules"));
    }
    refuse_circles(list.id, &lists, &rules)?;
    Ok(rule)
}

fn effect_of(draft: &EffectDraft, list: &PriceList, lists: &[PriceList], faults: &mut Vec<FieldFault>) -> Option<RuleEffect> {
    let mut refuse = |field: &str, code, message: &str| faults.push(FieldFault::new(field, code, message));
    let found = |code: &str| lists.iter().find(|known| known.code == code);
    let mut base = |code: &str| match found(code) {
        None => {
            refuse("base", "unknown", "there is no such price list");
            None
        }
        Some(base) if base.currency != list.currency => {
            refuse("base", "other_currency", "the base list must be in the same currency");
            None
        }
        Some(base) => Some(base.id),
    };
    match draft {
        EffectDraft::Fixed { price_micros } if *price_micros < 0 => {
            refuse("unit_price", "negative", "must not be negative");
            None
        }
        EffectDraft::Fixed { price_micros } => Some(RuleEffect::Fixed { price_micros: *price_micros }),
        EffectDraft::PercentOff { base: code, percent_off } => {
            let base = base(code);
            if *percent_off > Percent::whole(100) || *percent_off < Percent::whole(-1000) {
                refuse("percent_off", "out_of_range", "must be at most 100 and at least -1000");
            }
            base.map(|base| RuleEffect::PercentOff { base, percent_off: *percent_off })
        }
        EffectDraft::AmountOff { base: code, amount_micros } => {
            base(code).map(|base| RuleEffect::AmountOff { base, amount_micros: *amount_micros })
        }
        EffectDraft::Formula(text) => match Formula::parse(text) {
            Err(error) => {
                faults.push(FieldFault::new("formula", error.fault.code(), error.to_string()).at_character(error.at));
                None
            }
            Ok(formula) => {
                for code in formula.lists() {
                    match found(code) {
                        None => refuse("formula", "formula_unknown_list", &format!("there is no price list {code}")),
                        Some(base) if base.currency != list.currency => {
                            refuse("formula", "other_currency", &format!("the list {code} is in another currency"));
                        }
                        Some(_) => {}
                    }
                }
                Some(RuleEffect::Formula(formula))
            }
        },
    }
}

async fn write(tx: &Tx, sql: &str, rule: &PriceRule) -> Result<(), PricingError> {
    let none = None::<uuid::Uuid>;
    let [product, category, brand, key]: [Value; 4] = match &rule.target {
        RuleTarget::Product(id) => [id.uuid().into(), none.into(), None::<String>.into(), format!("product:{id}").into()],
        RuleTarget::Category(id) => [none.into(), id.uuid().into(), None::<String>.into(), format!("category:{id}").into()],
        RuleTarget::Brand(brand) => [none.into(), none.into(), brand.as_str().into(), format!("brand:{brand}").into()],
        RuleTarget::All => [none.into(), none.into(), None::<String>.into(), "all".into()],
    };
    let [base, micros, formula]: [Value; 3] = match &rule.effect {
        RuleEffect::Fixed { price_micros } => [none.into(), Some(*price_micros).into(), None::<String>.into()],
        RuleEffect::PercentOff { base, percent_off } => {
            [base.uuid().into(), Some(percent_off.micros()).into(), None::<String>.into()]
        }
        RuleEffect::AmountOff { base, amount_micros } => [base.uuid().into(), Some(*amount_micros).into(), None::<String>.into()],
        RuleEffect::Formula(formula) => [none.into(), None::<i64>.into(), formula.text().into()],
    };
    let values: [Value; 13] = [
        tx.ctx().tenant.uuid().into(),
        rule.list.uuid().into(),
        rule.id.uuid().into(),
        rule.target.kind().into(),
        product,
        category,
        brand,
        key,
        rule.from_quantity_micros.into(),
        rule.effect.kind().into(),
        base,
        micros,
        formula,
    ];
    let done = tx.conn().execute_raw(statement(tx.conn(), sql, values)).await;
    done.map(drop).map_err(|error| match StoreError::from(error) {
        error if error.violates("price_rules", &["list_id", "target_key", "from_quantity_micros"]) => PricingError::RuleTaken,
        error => PricingError::Store(error),
    })
}

/// What the audit trail compares.
fn audited(rule: &PriceRule) -> Json {
    let target = match &rule.target {
        RuleTarget::Product(id) => json!(id),
        RuleTarget::Category(id) => json!(id),
        RuleTarget::Brand(brand) => json!(brand),
        RuleTarget::All => Json::Null,
    };
    let (base, value) = match &rule.effect {
        RuleEffect::Fixed { price_micros } => (None, json!(Percent::from_micros(*price_micros))),
        RuleEffect::PercentOff { base, percent_off } => (Some(*base), json!(percent_off)),
        RuleEffect::AmountOff { base, amount_micros } => (Some(*base), json!(Percent::from_micros(*amount_micros))),
        RuleEffect::Formula(formula) => (None, json!(formula.text())),
    };
    json!({
        "for": rule.target.kind(), "target": target, "from_quantity": Percent::from_micros(rule.from_quantity_micros),
        "effect": rule.effect.kind(), "base": base, "value": value,
    })
}

fn told(tx: &mut Tx, list: &PriceList, action: &'static str, was: Option<&PriceRule>, is: Option<&PriceRule>) {
    let side = |rule: Option<&PriceRule>| rule.map_or(Json::Null, audited);
    tx.audit(AuditEntry::new(action, "price_list", &list.code).with(differences(&side(was), &side(is))));
    tx.announce(events::price_list_rules_changed(list.id, &list.code));
}
