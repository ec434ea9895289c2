//! A tenant's rules without its prices: for those who tax amounts that were agreed elsewhere.

use kernel::{Currency, Date, Percent, TenantId};
use sea_orm::ConnectionTrait;

use crate::market::{Market, PriceBasis};
use crate::tax::{DocumentRule, RateTable, TaxCategory, TaxPlace, Treatment};
use crate::{PricingError, repo};

/// The markets and VAT rates of a tenant, as the database has them.
#[derive(Debug, Clone)]
pub struct TaxTerms {
    markets: Vec<Market>,
    rates: RateTable,
}

impl TaxTerms {
    pub async fn load(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<TaxTerms, PricingError> {
        let (own, _) = repo::tax_rates(conn, tenant).await?;
        Ok(TaxTerms { markets: repo::markets(conn, tenant).await?, rates: RateTable::new(own) })
    }

    /// The market of this code, else the tenant's default, else Italy's.
    pub fn market(&self, code: &str) -> Market {
        let named = self.markets.iter().find(|market| market.code == code);
        let market = named.or_else(|| self.markets.iter().find(|market| market.is_default));
        market.cloned().unwrap_or_else(Market::italy)
    }

    /// The treatment of goods sold in a market and the rate charged on a day; none when the rate of that day is not known.
    pub fn tax(&self, market: &Market, place: &TaxPlace, category: TaxCategory, day: Date) -> Option<(Treatment, Percent)> {
        let treatment = Treatment::determine(market.country, place, category);
        if treatment.reason().is_some() {
            return Some((treatment, Percent::ZERO));
        }
        self.rates.rate(market.country, category, day).map(|rate| (treatment, rate))
    }
}

/// How a document whose amounts are net rounds in a market.
pub fn net_rule(market: &Market, currency: Currency) -> DocumentRule {
    DocumentRule { basis: PriceBasis::Net, tax_rounding: market.tax_rounding, rounding: market.amount_rounding(currency) }
}
