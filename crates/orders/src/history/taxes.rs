//! The VAT of past orders: what the file says, else what the seller had to charge on the day. Today's map of the Union is
//! taken for that of the day.

use accounts::AccountCard;
use catalog::import::Record;
use kernel::{AmountError, Currency, Date, Percent};
use pricing::tax::{DocumentRule, TaxedLine, total};
use pricing::{Country, TaxCategory, TaxPlace, TaxTerms, Treatment, net_rule};

use crate::model::{OrderLine, OrderTax, OrderTotals};

/// How a past order is taxed; its amounts are net.
#[derive(Debug, Clone, Copy)]
pub(super) struct PastTax {
    pub treatment: Treatment,
    pub rate: Percent,
    /// How the order's market rounds.
    pub rule: DocumentRule,
}

/// What decides about a line besides its goods.
pub(super) struct Sale<'a> {
    pub card: &'a AccountCard,
    /// Where the goods went, two letters.
    pub country: &'a str,
    pub day: Date,
    pub currency: Currency,
}

/// The tax of one line; the failure is a sentence for the list of rejected rows.
pub(super) fn of_line(terms: &TaxTerms, sale: &Sale<'_>, category: TaxCategory, record: &Record) -> Result<PastTax, String> {
    let account = &sale.card.account;
    let market = terms.market(&account.market);
    let own = Country::parse(&account.country).unwrap_or(Country::ITALY);
    let place = TaxPlace::new(Country::parse(sale.country).unwrap_or(own), own, account.vat_id.as_deref());
    let rule = net_rule(&market, sale.currency);
    let (treatment, rate) = match record.text("tax_percent") {
        Some(text) => {
            let rate = Percent::parse(text).map_err(|error| format!("tax_percent: {error}"))?;
            if rate.micros() < 0 {
                return Err("tax_percent: must not be below zero".to_owned());
            }
            (told(&rate, Treatment::determine(market.country, &place, category)), rate)
        }
        None => terms.tax(&market, &place, category, sale.day).ok_or_else(|| {
            let (country, day) = (market.country.code(), sale.day);
            format!("tax_percent: no VAT rate of {country} is known for {day}: give it in the file, or enter it among the rates")
        })?,
    };
    Ok(PastTax { treatment, rate, rule })
}

/// The treatment that goes with a rate that the file tells: something was charged, or for the usual reason nothing was.
fn told(rate: &Percent, usual: Treatment) -> Treatment {
    match (*rate == Percent::ZERO, usual) {
        (false, _) => Treatment::S,
        (true, Treatment::K | Treatment::G) => usual,
        (true, Treatment::S | Treatment::Z) => Treatment::Z,
    }
}

/// What an order of these lines comes to.
pub(super) fn totals(rule: DocumentRule, currency: Currency, lines: &[OrderLine]) -> Result<OrderTotals, AmountError> {
    let taxed = |line: &OrderLine| TaxedLine {
        amount: line.line_total,
        // Lines of a release that did not tell VAT were written as without any.
        treatment: Treatment::parse(&line.tax_category).unwrap_or(Treatment::Z),
        rate: line.tax_rate,
        domestic_rate: line.tax_rate,
    };
    let lines: Vec<TaxedLine> = lines.iter().map(taxed).collect();
    let sums = total(rule, currency, &lines)?;
    let tax = sums.tax.into_iter().map(|line| OrderTax {
        category: line.category.code().to_owned(),
        rate: line.rate,
        reason: line.reason,
        base: line.base,
        amount: line.amount,
    });
    Ok(OrderTotals { net: sums.net, tax: tax.collect(), gross: sums.gross })
}
