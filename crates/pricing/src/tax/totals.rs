//! The totals of a document: net, one tax line per treatment and rate, gross. The order of the lines makes no difference.

use std::collections::BTreeMap;

use kernel::{AmountError, Currency, Money, Percent, Rounding};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{TaxLine, Treatment};
use crate::market::{PriceBasis, TaxRounding};

/// One line as the totals see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxedLine {
    /// Price × quantity on the market's price basis, rounded to the coin.
    pub amount: Money,
    pub treatment: Treatment,
    /// The rate charged; 0 when exempt.
    pub rate: Percent,
    /// The seller's own rate for these goods: the VAT that a gross price holds, whoever buys.
    pub domestic_rate: Percent,
}

/// What a document comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Totals {
    pub net: Money,
    /// Sorted by category, then rate.
    pub tax: Vec<TaxLine>,
    pub gross: Money,
    /// Where VAT was rounded: per line or per rate, as the market says.
    pub tax_rounding: TaxRounding,
}

/// How a market rounds its documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentRule {
    pub basis: PriceBasis,
    pub tax_rounding: TaxRounding,
    pub rounding: Rounding,
}

/// Sums up. Fails only when an amount exceeds what can be counted, or when lines are in another currency.
pub fn total(rule: DocumentRule, currency: Currency, lines: &[TaxedLine]) -> Result<Totals, AmountError> {
    let mut groups: BTreeMap<(Treatment, Percent), Group> = BTreeMap::new();
    for line in lines {
        let group = groups.entry((line.treatment, line.rate)).or_insert_with(|| Group::empty(currency));
        group.add(rule, *line)?;
    }
    let mut tax = Vec::with_capacity(groups.len());
    let (mut net, mut gross) = (Money::zero(currency), Money::zero(currency));
    for ((treatment, rate), group) in groups {
        let (base, amount) = group.base_and_tax(rule, rate)?;
        net = net.plus(base)?;
        gross = gross.plus(base)?.plus(amount)?;
        tax.push(TaxLine { category: treatment, rate, reason: treatment.reason().map(str::to_owned), base, amount });
    }
    Ok(Totals { net, tax, gross, tax_rounding: rule.tax_rounding })
}

/// The lines of one treatment and rate.
struct Group {
    /// Of net markets and of exempt lines: net amounts. Of gross markets: amounts that hold VAT.
    sum: Money,
    /// Per-line VAT, already rounded.
    line_tax: Money,
}

impl Group {
    fn empty(currency: Currency) -> Group {
        Group { sum: Money::zero(currency), line_tax: Money::zero(currency) }
    }

    fn add(&mut self, rule: DocumentRule, line: TaxedLine) -> Result<(), AmountError> {
        let amount = match rule.basis {
            // An exempt buyer does not pay the VAT that the list price holds.
            PriceBasis::Gross if line.treatment.reason().is_some() => {
                line.amount.minus(included(line.amount, line.domestic_rate, rule.rounding)?)?
            }
            _ => line.amount,
        };
        let line_tax = match rule.basis {
            PriceBasis::Net => amount.percent(line.rate, rule.rounding)?,
            PriceBasis::Gross => included(amount, line.rate, rule.rounding)?,
        };
        self.sum = self.sum.plus(amount)?;
        self.line_tax = self.line_tax.plus(line_tax)?;
        Ok(())
    }

    fn base_and_tax(&self, rule: DocumentRule, rate: Percent) -> Result<(Money, Money), AmountError> {
        let tax = match (rule.tax_rounding, rule.basis) {
            (TaxRounding::Line, _) => self.line_tax,
            (TaxRounding::Rate, PriceBasis::Net) => self.sum.percent(rate, rule.rounding)?,
            (TaxRounding::Rate, PriceBasis::Gross) => included(self.sum, rate, rule.rounding)?,
        };
        match rule.basis {
            PriceBasis::Net => Ok((self.sum, tax)),
            PriceBasis::Gross => Ok((self.sum.minus(tax)?, tax)),
        }
    }
}

/// The VAT that an amount holds: amount × rate / (100 + rate), rounded once.
fn included(amount: Money, rate: Percent, rounding: Rounding) -> Result<Money, AmountError> {
    let hundred = i128::from(Percent::whole(100).micros());
    let numerator = i128::from(amount.micros()) * i128::from(rate.micros());
    let micros = rounding.divide(numerator, hundred + i128::from(rate.micros()))?;
    Ok(Money::from_micros(micros, amount.currency()))
}
