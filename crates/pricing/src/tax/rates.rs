//! VAT rates by country, category and day.

use kernel::{Date, Percent};

use super::{Country, TaxCategory};

/// A rate and the first day on which it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxRate {
    pub country: Country,
    pub category: TaxCategory,
    pub rate: Percent,
    pub valid_from: Date,
}

/// A tenant's rates, over Italy's statutory ones.
#[derive(Debug, Clone, Default)]
pub struct RateTable {
    /// Sorted by country, category, and day descending: the first that has begun is the one in force.
    rates: Vec<TaxRate>,
}

const fn italian(category: TaxCategory, percent: i32, valid_from: Date) -> TaxRate {
    TaxRate { country: Country::ITALY, category, rate: Percent::whole(percent), valid_from }
}

/// DPR 633/1972, article 16 and table A: 22 % since DL 76/2013, 21 % since DL 138/2011, 20 % since DL 328/1997, 19 % since
/// DL 173/1988; 10 % since DL 41/1995; 4 % since DL 69/1989. Earlier ones are for past orders.
const ITALY: [TaxRate; 6] = [
    italian(TaxCategory::Standard, 22, Date::constant(2013, 10, 1)),
    italian(TaxCategory::Standard, 21, Date::constant(2011, 9, 17)),
    italian(TaxCategory::Standard, 20, Date::constant(1997, 10, 1)),
    italian(TaxCategory::Standard, 19, Date::constant(1988, 8, 1)),
    italian(TaxCategory::Reduced, 10, Date::constant(1995, 2, 24)),
    italian(TaxCategory::SuperReduced, 4, Date::constant(1989, 1, 1)),
];

impl RateTable {
    /// The tenant's own rates; Italy's are known without being told and give way to the tenant's, from the day on which
    /// those begin: a rate written for next year leaves this year's in force.
    pub fn new(own: Vec<TaxRate>) -> RateTable {
        let told = |rate: &TaxRate| {
            let of_kind = |other: &&TaxRate| (other.country, other.category) == (rate.country, rate.category);
            own.iter().filter(of_kind).any(|other| other.valid_from <= rate.valid_from)
        };
        let mut rates: Vec<TaxRate> = ITALY.into_iter().filter(|rate| !told(rate)).collect();
        rates.extend(own);
        rates.sort_by(|left, right| {
            let key = |rate: &TaxRate| (rate.country, rate.category);
            key(left).cmp(&key(right)).then(right.valid_from.cmp(&left.valid_from))
        });
        RateTable { rates }
    }

    /// The rate in force on a day; zero goods need no row.
    pub fn rate(&self, country: Country, category: TaxCategory, day: Date) -> Option<Percent> {
        if category == TaxCategory::Zero {
            return Some(Percent::ZERO);
        }
        let of_kind = |rate: &&TaxRate| rate.country == country && rate.category == category;
        self.rates.iter().filter(of_kind).find(|rate| rate.valid_from <= day).map(|rate| rate.rate)
    }

    pub fn all(&self) -> &[TaxRate] {
        &self.rates
    }
}
