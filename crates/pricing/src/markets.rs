//! Acts on markets and VAT rates.

use kernel::{Ctx, Currency, FieldFault, Percent, Permit, Version};
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use store::{AuditEntry, StoreError, Tx};

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
pub async fn create_market(tx: &mut Tx, market: &Market, _permit: &Permit) -> Result<Market, PricingError> {
    let market = Market { version: 1, ..checked(market)? };
    step_back(tx, &market).await?;
    let sql = "INSERT INTO markets (tenant_id, code, version, country, currency, unit_price_decimals, rounding, tax_rounding, prices, \
         is_default) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    tx.conn().execute_raw(statement(tx.conn(), sql, written(tx, &market))).await.map_err(|error| {
        match StoreError::from(error) {
            StoreError::Violated { .. } => PricingError::CodeTaken(market.code.clone()),
            error => PricingError::Store(error),
        }
    })?;
    told(tx, "pricing.create_market", &market);
    Ok(market)
}

/// Changes all but the code. Fails with [`PricingError::VersionMoved`] when the market is not as the caller saw it.
pub async fn update_market(tx: &mut Tx, market: &Market, seen: Version, _permit: &Permit) -> Result<Market, PricingError> {
    let market = Market { version: seen.saturating_add(1), ..checked(market)? };
    step_back(tx, &market).await?;
    let sql = "UPDATE markets SET version = version + 1, country = $4, currency = $5, unit_price_decimals = $6, rounding = $7, \
         tax_rounding = $8, prices = $9, is_default = $10 WHERE tenant_id = $1 AND code = $2 AND version = $3 - 1";
    let done = tx.conn().execute_raw(statement(tx.conn(), sql, written(tx, &market))).await?;
    if done.rows_affected() == 0 {
        let known = crate::repo::markets(tx.conn(), tx.ctx().tenant).await?.iter().any(|known| known.code == market.code);
        return Err(if known { PricingError::VersionMoved } else { PricingError::MarketNotFound(market.code) });
    }
    told(tx, "pricing.update_market", &market);
    Ok(market)
}

/// Writes a VAT rate, or changes the one of the same country, category and day.
pub async fn put_tax_rate(tx: &mut Tx, rate: &TaxRate, _permit: &Permit) -> Result<(), PricingError> {
    if rate.rate < Percent::ZERO || rate.rate > Percent::whole(100) {
        return Err(PricingError::field("rate", "out_of_range", "must be between 0 and 100"));
    }
    let values: [Value; 5] = [
        tx.ctx().tenant.uuid().into(),
        rate.country.code().into(),
        rate.category.code().into(),
        rate.valid_from.to_string().into(),
        rate.rate.micros().into(),
    ];
    let sql = "INSERT INTO tax_rates (tenant_id, country, category, valid_from, rate_micros, version) VALUES ($1, $2, $3, $4, $5, 1) \
         ON CONFLICT (tenant_id, country, category, valid_from) DO UPDATE SET rate_micros = excluded.rate_micros, \
         version = tax_rates.version + 1";
    tx.conn().execute_raw(statement(tx.conn(), sql, values)).await?;
    let key = format!("{}:{}:{}", rate.country, rate.category.code(), rate.valid_from);
    tx.audit(AuditEntry::new("pricing.put_tax_rate", "tax_rate", key).with(json!({"rate": rate.rate})));
    tx.announce(events::market_changed(rate.country.code()));
    Ok(())
}

/// There is one default: the others step back.
async fn step_back(tx: &Tx, market: &Market) -> Result<(), PricingError> {
    if market.is_default {
        let sql = "UPDATE markets SET is_default = $3, version = version + 1 WHERE tenant_id = $1 AND code <> $2 AND is_default";
        let values: [Value; 3] = [tx.ctx().tenant.uuid().into(), market.code.as_str().into(), false.into()];
        tx.conn().execute_raw(statement(tx.conn(), sql, values)).await?;
    }
    Ok(())
}

fn written(tx: &Tx, market: &Market) -> [Value; 10] {
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

fn told(tx: &mut Tx, action: &'static str, market: &Market) {
    let detail = json!({
        "country": market.country, "currency": market.currency.code(), "unit_price_decimals": market.unit_price_decimals,
        "rounding": market.rounding, "tax_rounding": market.tax_rounding, "prices": market.prices, "is_default": market.is_default,
    });
    tx.audit(AuditEntry::new(action, "market", &market.code).with(detail));
    tx.announce(events::market_changed(&market.code));
}
