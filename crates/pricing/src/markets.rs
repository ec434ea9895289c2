//! Acts on markets and VAT rates.

use kernel::{Action, Ctx, Currency, FieldFault, Percent, Permit, Scope, TenantId, Version};
use sea_orm::{ConnectionTrait, Value};
use serde_json::{Value as Json, json};
use store::{AuditEntry, StoreError, Tx, differences};

use crate::lists::permit_to_manage;
use crate::market::{Market, rounding_code};
use crate::repo::statement;
use crate::tax::{Country, TaxRate};
use crate::{PricingError, events};

/// The first market of a new tenant: its default, named by its country, with the rules of [`Market::italy`].
pub async fn open_market(ctx: &Ctx, tx: &mut Tx, country: &str, currency: Currency) -> Result<Market, PricingError> {
    let permit = permit_to_manage(ctx)?;
    let unknown = |_| PricingError::field("country", "not_a_country", "must be a country's two letters");
    let country = Country::parse(country).map_err(unknown)?;
    create_market(tx, &Market { code: country.code().to_ascii_lowercase(), country, currency, ..Market::italy() }, &permit).await
}

/// Makes a market; its `version` is not looked at. Fails with [`PricingError::CodeTaken`].
pub async fn create_market(tx: &mut Tx, market: &Market, permit: &Permit) -> Result<Market, PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    let market = Market { version: 1, ..checked(market)? };
    step_back(tx, &market).await?;
    let sql = "INSERT INTO markets (tenant_id, code, version, country, currency, unit_price_decimals, rounding, tax_rounding, prices, \
         is_default, price_policy) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    tx.conn().execute_raw(statement(tx.conn(), sql, written(tx, &market))).await.map_err(|error| {
        match StoreError::from(error) {
            StoreError::Violated { .. } => PricingError::CodeTaken(market.code.clone()),
            error => PricingError::Store(error),
        }
    })?;
    told(tx, "pricing.create_market", None, &market);
    Ok(market)
}

/// Changes all but the code. Fails with [`PricingError::VersionMoved`] when the market is not as the caller saw it.
pub async fn update_market(tx: &mut Tx, market: &Market, seen: Version, permit: &Permit) -> Result<Market, PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    let market = Market { version: seen.saturating_add(1), ..checked(market)? };
    let known = crate::repo::markets(tx.conn(), tx.ctx().tenant).await?.into_iter().find(|known| known.code == market.code);
    let Some(known) = known else { return Err(PricingError::MarketNotFound(market.code)) };
    step_back(tx, &market).await?;
    let sql = "UPDATE markets SET version = version + 1, country = $4, currency = $5, unit_price_decimals = $6, rounding = $7, \
         tax_rounding = $8, prices = $9, is_default = $10, price_policy = $11 WHERE tenant_id = $1 AND code = $2 AND version = $3 - 1";
    let done = tx.conn().execute_raw(statement(tx.conn(), sql, written(tx, &market))).await?;
    if done.rows_affected() == 0 {
        return Err(PricingError::VersionMoved);
    }
    told(tx, "pricing.update_market", Some(&known), &market);
    Ok(market)
}

/// The tenant's own VAT rates with their versions, by country, category and day; Italy's statutory ones, which hold
/// without being told, are not among them.
pub async fn kept_tax_rates(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<(TaxRate, Version)>, PricingError> {
    crate::repo::kept_tax_rates(conn, tenant).await
}

/// Writes a VAT rate, or changes the one of the same country, category and day, whoever wrote it.
pub async fn put_tax_rate(tx: &mut Tx, rate: &TaxRate, permit: &Permit) -> Result<(), PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    let sql = "INSERT INTO tax_rates (tenant_id, country, category, valid_from, rate_micros, version) VALUES ($1, $2, $3, $4, $5, 1) \
         ON CONFLICT (tenant_id, country, category, valid_from) DO UPDATE SET rate_micros = excluded.rate_micros, \
         version = tax_rates.version + 1";
    let row = rate_row(tx, rate)?;
    let was = kept_rate(tx, rate).await?;
    tx.conn().execute_raw(statement(tx.conn(), sql, row)).await?;
    told_rate(tx, was, rate);
    Ok(())
}

/// Writes a VAT rate that is not there yet. It holds until the next of its country and category begins. Refuses, at the
/// field `valid_from`, a day on which one begins already.
pub async fn add_tax_rate(tx: &mut Tx, rate: &TaxRate, permit: &Permit) -> Result<(), PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    let sql = "INSERT INTO tax_rates (tenant_id, country, category, valid_from, rate_micros, version) VALUES ($1, $2, $3, $4, $5, 1) \
         ON CONFLICT (tenant_id, country, category, valid_from) DO NOTHING";
    let done = tx.conn().execute_raw(statement(tx.conn(), sql, rate_row(tx, rate)?)).await?;
    if done.rows_affected() == 0 {
        return Err(PricingError::field("valid_from", "taken", "a rate of this country and category begins on this day already"));
    }
    told_rate(tx, None, rate);
    Ok(())
}

/// Changes the percentage of a VAT rate. Fails with [`PricingError::VersionMoved`] when it is not as the caller saw it.
pub async fn change_tax_rate(tx: &mut Tx, rate: &TaxRate, seen: Version, permit: &Permit) -> Result<(), PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    let [tenant, country, category, day, micros] = rate_row(tx, rate)?;
    let sql = "UPDATE tax_rates SET rate_micros = $5, version = version + 1 \
         WHERE tenant_id = $1 AND country = $2 AND category = $3 AND valid_from = $4 AND version = $6";
    let was = kept_rate(tx, rate).await?;
    let values = [tenant, country, category, day, micros, seen.into()];
    if tx.conn().execute_raw(statement(tx.conn(), sql, values)).await?.rows_affected() == 0 {
        return Err(PricingError::VersionMoved);
    }
    told_rate(tx, was, rate);
    Ok(())
}

fn rate_row(tx: &Tx, rate: &TaxRate) -> Result<[Value; 5], PricingError> {
    if rate.rate < Percent::ZERO || rate.rate > Percent::whole(100) {
        return Err(PricingError::field("rate", "out_of_range", "must be between 0 and 100"));
    }
    Ok([
        tx.ctx().tenant.uuid().into(),
        rate.country.code().into(),
        rate.category.code().into(),
        rate.valid_from.to_string().into(),
        rate.rate.micros().into(),
    ])
}

/// The percentage that is written for the same country, category and day.
async fn kept_rate(tx: &Tx, rate: &TaxRate) -> Result<Option<Percent>, PricingError> {
    let same = |kept: &TaxRate| (kept.country, kept.category, kept.valid_from) == (rate.country, rate.category, rate.valid_from);
    let kept = crate::repo::kept_tax_rates(tx.conn(), tx.ctx().tenant).await?;
    Ok(kept.into_iter().find(|(kept, _)| same(kept)).map(|(kept, _)| kept.rate))
}

fn told_rate(tx: &mut Tx, was: Option<Percent>, rate: &TaxRate) {
    let key = format!("{}:{}:{}", rate.country, rate.category.code(), rate.valid_from);
    let detail = differences(&json!({"rate": was}), &json!({"rate": rate.rate}));
    tx.audit(AuditEntry::new("pricing.put_tax_rate", "tax_rate", key).with(detail));
    tx.announce(events::market_changed(rate.country.code()));
}

/// There is one default: the others step back, and the audit trail says so of each.
async fn step_back(tx: &mut Tx, market: &Market) -> Result<(), PricingError> {
    if market.is_default {
        let known = crate::repo::markets(tx.conn(), tx.ctx().tenant).await?;
        for other in known.iter().filter(|other| other.is_default && other.code != market.code) {
            told(tx, "pricing.update_market", Some(other), &Market { is_default: false, ..other.clone() });
        }
        let sql = "UPDATE markets SET is_default = $3, version = version + 1 WHERE tenant_id = $1 AND code <> $2 AND is_default";
        let values: [Value; 3] = [tx.ctx().tenant.uuid().into(), market.code.as_str().into(), false.into()];
        tx.conn().execute_raw(statement(tx.conn(), sql, values)).await?;
    }
    Ok(())
}

fn written(tx: &Tx, market: &Market) -> [Value; 11] {
    [
        tx.ctx().tenant.uuid().into(),
        market.code.as_str().into(),
        market.version.into(),
        market.country.code().into(),
        market.currency.code().into(),
        i16::from(market.unit_price_decimals).into(),
        rounding_code(market.rounding).into(),
        market.tax_rounding.code().into(),
        market.prices.code().into(),
        market.is_default.into(),
        market.policy.code().into(),
    ]
}

fn checked(market: &Market) -> Result<Market, PricingError> {
    let code = kernel::code(&market.code).map_err(|error| PricingError::Invalid(vec![error.at("code")]))?;
    if !(2..=6).contains(&market.unit_price_decimals) {
        let fault = FieldFault::new("unit_price_decimals", "out_of_range", "must be between 2 and 6");
        return Err(PricingError::Invalid(vec![fault]));
    }
    Ok(Market { code: code.to_lowercase(), ..market.clone() })
}

/// What the audit trail compares.
fn audited(market: &Market) -> Json {
    json!({
        "country": market.country, "currency": market.currency.code(), "unit_price_decimals": market.unit_price_decimals,
        "rounding": market.rounding, "tax_rounding": market.tax_rounding, "prices": market.prices, "policy": market.policy, "is_default": market.is_default,
    })
}

fn told(tx: &mut Tx, action: &'static str, was: Option<&Market>, market: &Market) {
    let was = was.map_or(Json::Null, audited);
    tx.audit(AuditEntry::new(action, "market", &market.code).with(differences(&was, &audited(market))));
    tx.announce(events::market_changed(&market.code));
}
