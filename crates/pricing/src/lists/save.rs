//! Makes a price list, or changes its terms.

use kernel::{Action, Ctx, Currency, FieldFault, Percent, Permit, PriceListId, Scope, TextError, Timestamp, Version};
use sea_orm::{ConnectionTrait, Value};
use serde_json::{Value as Json, json};
use store::{AuditEntry, StoreError, Tx, differences};

use super::circles::{is_asked, refuse_circles};
use crate::list::{Derived, ListState, PriceList};
use crate::repo::{self, statement};
use crate::{PricingError, events};

/// The terms of a list as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDraft {
    pub code: String,
    pub name_it: String,
    pub name_en: String,
    pub currency: Currency,
    /// Only for accounts of this market.
    pub market: Option<String>,
    pub priority: i32,
    pub exclusive: bool,
    pub valid_from: Option<Timestamp>,
    pub valid_to: Option<Timestamp>,
    /// The code of the list that this one derives from, and what it takes off.
    pub derived: Option<(String, Percent)>,
    pub state: ListState,
}

/// Fails with [`PricingError::CodeTaken`], [`PricingError::Invalid`] and [`PricingError::DerivedInACircle`].
pub async fn create_list(ctx: &Ctx, tx: &mut Tx, draft: &ListDraft, permit: &Permit) -> Result<PriceList, PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    repo::lock_lists(tx).await?;
    let list = checked(tx, draft, PriceListId::new(ctx.now), 1).await?;
    let sql = "INSERT INTO price_lists (tenant_id, id, version, code, name_it, name_en, currency, market, priority, exclusive, valid_from, \
         valid_to, derived_from, derived_percent_micros, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    let done = tx.conn().execute_raw(statement(tx.conn(), sql, written(tx, &list))).await;
    done.map_err(|error| match StoreError::from(error) {
        error if error.violates("price_lists", &["tenant_id", "code"]) => PricingError::CodeTaken(list.code.clone()),
        error => PricingError::Store(error),
    })?;
    told(tx, "pricing.create_list", None, &list);
    Ok(list)
}

/// Changes all terms but the code; the currency only while nothing is priced in it. Fails as [`create_list`] does, with
/// [`PricingError::VersionMoved`] when the list is not as the caller saw it, and with [`PricingError::RuleTaken`] when it
/// would derive and has a rule that says the same.
pub async fn update_list(tx: &mut Tx, draft: &ListDraft, seen: Version, permit: &Permit) -> Result<PriceList, PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    repo::lock_lists(tx).await?;
    let known = repo::list_by_code(tx.conn(), tx.ctx().tenant, &draft.code).await?;
    let known = known.ok_or_else(|| PricingError::ListNotFound(draft.code.clone()))?;
    if known.currency != draft.currency && is_used(tx, known.id).await? {
        let says = "the list has prices or rules in its currency, or others stand on it";
        return Err(PricingError::field("currency", "currency_in_use", says));
    }
    let list = checked(tx, draft, known.id, seen.saturating_add(1)).await?;
    let sql = "UPDATE price_lists SET version = version + 1, code = $4, name_it = $5, name_en = $6, currency = $7, market = $8, \
         priority = $9, exclusive = $10, valid_from = $11, valid_to = $12, derived_from = $13, derived_percent_micros = $14, state = $15 \
         WHERE tenant_id = $1 AND id = $2 AND version = $3 - 1";
    let done = tx.conn().execute_raw(statement(tx.conn(), sql, written(tx, &list))).await?;
    if done.rows_affected() == 0 {
        return Err(PricingError::VersionMoved);
    }
    told(tx, "pricing.update_list", Some(&known), &list);
    Ok(list)
}

fn written(tx: &Tx, list: &PriceList) -> Vec<Value> {
    vec![
        tx.ctx().tenant.uuid().into(),
        list.id.uuid().into(),
        list.version.into(),
        list.code.as_str().into(),
        list.name_it.as_str().into(),
        list.name_en.as_str().into(),
        list.currency.code().into(),
        list.market.clone().into(),
        list.priority.into(),
        list.exclusive.into(),
        list.valid_from.map(Timestamp::micros).into(),
        list.valid_to.map(Timestamp::micros).into(),
        list.derived.map(|derived| derived.from.uuid()).into(),
        list.derived.map(|derived| derived.percent_off.micros()).into(),
        list.state.code().into(),
    ]
}

async fn checked(tx: &Tx, draft: &ListDraft, id: PriceListId, version: Version) -> Result<PriceList, PricingError> {
    let tenant = tx.ctx().tenant;
    let mut faults = Vec::new();
    let mut keep = |field: &str, outcome: Result<String, TextError>| {
        outcome.unwrap_or_else(|error| {
            faults.push(error.at(field));
            String::new()
        })
    };
    let code = keep("code", kernel::code(&draft.code));
    let name_it = keep("name_it", kernel::line(&draft.name_it, 120));
    let name_en = keep("name_en", kernel::line(&draft.name_en, 120));
    let mut refuse = |field: &str, code, message| faults.push(FieldFault::new(field, code, message));
    if draft.valid_from.zip(draft.valid_to).is_some_and(|(from, to)| to <= from) {
        refuse("valid_to", "before_valid_from", "must be after the first moment of validity");
    }
    if let Some(market) = &draft.market
        && !repo::markets(tx.conn(), tenant).await?.iter().any(|known| known.code == *market)
    {
        refuse("market", "unknown", "there is no such market");
    }
    let mut lists = repo::lists(tx.conn(), tenant).await?;
    let mut derived = None;
    if let Some((base, percent_off)) = &draft.derived {
        let least = Percent::whole(-1000);
        if *percent_off > Percent::whole(100) || *percent_off < least {
            refuse("derived.percent_off", "out_of_range", "must be at most 100 and at least -1000");
        }
        match lists.iter().find(|list| list.code == *base) {
            None => refuse("derived.from", "unknown", "there is no such price list"),
            Some(base) if base.currency != draft.currency => {
                refuse("derived.from", "other_currency", "the base list must be in the same currency");
            }
            Some(base) => derived = Some(Derived { from: base.id, percent_off: *percent_off }),
        }
    }
    if !faults.is_empty() {
        return Err(PricingError::Invalid(faults));
    }
    let list = PriceList {
        id,
        code,
        name_it,
        name_en,
        currency: draft.currency,
        market: draft.market.clone(),
        priority: draft.priority,
        exclusive: draft.exclusive,
        valid_from: draft.valid_from,
        valid_to: draft.valid_to,
        derived,
        state: draft.state,
        version,
    };
    let rules = repo::rules(tx.conn(), tenant, None).await?;
    lists.retain(|known| known.id != id);
    lists.push(list.clone());
    if list.derived.is_some() && rules.iter().any(|rule| rule.list == id && rule.is_for_everything()) {
        return Err(PricingError::RuleTaken);
    }
    refuse_circles(id, &lists, &rules)?;
    Ok(list)
}

/// Whether prices are written in the list's currency, or others are made of its prices.
async fn is_used(tx: &Tx, list: PriceListId) -> Result<bool, PricingError> {
    let (conn, tenant) = (tx.conn(), tx.ctx().tenant);
    let (lists, rules) = (repo::lists(conn, tenant).await?, repo::rules(conn, tenant, None).await?);
    let has_rules = rules.iter().any(|rule| rule.list == list);
    Ok(has_rules || is_asked(list, &lists, &rules) || repo::has_entries(conn, tenant, list).await?)
}

/// What the audit trail compares.
fn audited(list: &PriceList) -> Json {
    json!({
        "name_it": list.name_it, "name_en": list.name_en, "priority": list.priority, "state": list.state,
        "exclusive": list.exclusive, "currency": list.currency.code(), "market": list.market,
        "valid_from": list.valid_from, "valid_to": list.valid_to, "derived_from": list.derived.map(|derived| derived.from),
        "percent_off": list.derived.map(|derived| derived.percent_off),
    })
}

fn told(tx: &mut Tx, action: &'static str, was: Option<&PriceList>, list: &PriceList) {
    let was = was.map_or(Json::Null, audited);
    tx.audit(AuditEntry::new(action, "price_list", &list.code).with(differences(&was, &audited(list))));
    tx.announce(events::price_list_terms_changed(list.id, &list.code));
}
