//! A basket: every line priced and taxed, and the totals by the market's rounding.

use kernel::{Date, Percent};

use super::line::{Basket, BasketLine, PricedLine};
use super::resolve::Pricer;
use crate::LineFault;
use crate::tax::{DocumentRule, TaxCategory, TaxPlace, TaxedLine, Treatment, total};

impl Pricer {
    /// Prices a basket. A line that has no price is a fault in its place; the call fails only when the sum of the others
    /// is larger than can be counted.
    pub fn basket(&self, place: &TaxPlace, lines: &[BasketLine], explain: bool) -> Result<Basket, LineFault> {
        // VAT rates change at midnight; which midnight is told apart only to the day of UTC.
        let day = self.at.date_in("UTC");
        let mut taxed = Vec::with_capacity(lines.len());
        let mut priced = Vec::with_capacity(lines.len());
        for line in lines {
            let outcome = self.line(place, day, line, explain);
            if let Ok((_, sums)) = &outcome {
                taxed.push(*sums);
            }
            priced.push(outcome.map(|(line, _)| line));
        }
        let rule = DocumentRule {
            basis: self.market.prices,
            tax_rounding: self.market.tax_rounding,
            rounding: self.market.amount_rounding(self.currency),
        };
        let totals = total(rule, self.currency, &taxed)?;
        Ok(Basket { lines: priced, totals, currency: self.currency, version: self.book.version() })
    }

    /// The treatment and rate of goods of a category: the rate charged, and the seller's own.
    pub fn tax(&self, place: &TaxPlace, category: TaxCategory, day: Date) -> Result<(Treatment, Percent, Percent), LineFault> {
        let country = self.market.country;
        let unknown = || LineFault::NoTaxRate { country: country.code().to_owned(), category: category.code() };
        let domestic = self.book.terms().rates().rate(country, category, day).ok_or_else(unknown)?;
        let treatment = Treatment::determine(country, place, category);
        let charged = if treatment.reason().is_some() { Percent::ZERO } else { domestic };
        Ok((treatment, charged, domestic))
    }

    fn line(&self, place: &TaxPlace, day: Date, line: &BasketLine, explain: bool) -> Result<(PricedLine, TaxedLine), LineFault> {
        let price = self.price(line.product, line.quantity, explain)?;
        let (treatment, tax_rate, domestic_rate) = self.tax(place, line.tax_category, day)?;
        let sums = TaxedLine { amount: price.line_total, treatment, rate: tax_rate, domestic_rate };
        Ok((PricedLine { price, treatment, tax_rate }, sums))
    }
}
