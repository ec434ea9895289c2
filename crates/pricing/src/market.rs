//! Markets: where the seller sells, and how prices round and are taxed there.

use kernel::{Currency, Rounding, RoundingMode, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::tax::Country;

/// Where a document's VAT is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaxRounding {
    /// Each line's VAT is rounded, then summed.
    Line,
    /// The lines of one rate are summed, then their VAT is computed and rounded once.
    Rate,
}

/// Whether the market's list prices hold VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PriceBasis {
    Net,
    /// The list price holds the VAT of the market's own country.
    Gross,
}

/// Which of an asker's lists gives the price. [`crate::book`] tells each in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PricePolicy {
    /// The first that has a price, by priority before all else.
    #[default]
    FirstMatch,
    /// The one with the lowest unit price at the quantity.
    Lowest,
    /// The first that has a price, by whom the list is assigned to before its priority.
    MostSpecific,
}

/// A market's rules. One market of a tenant is its default. Codes are lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Market {
    /// Unique in the tenant; by habit the country's letters in lower case.
    pub code: String,
    /// The country whose VAT the seller charges on domestic sales in this market.
    pub country: Country,
    /// Of accounts that name none.
    pub currency: Currency,
    /// Decimals kept in computed unit prices, 2 to 6. Prices written in a list are never rounded.
    pub unit_price_decimals: u8,
    pub rounding: RoundingMode,
    pub tax_rounding: TaxRounding,
    pub prices: PriceBasis,
    pub policy: PricePolicy,
    pub is_default: bool,
    pub version: Version,
}

impl Market {
    /// What a tenant without markets sells by: Italy, euro, half up, VAT per rate, net prices, the first list by priority.
    pub fn italy() -> Market {
        Market {
            code: "it".to_owned(),
            country: Country::ITALY,
            currency: Currency::EUR,
            unit_price_decimals: 4,
            rounding: RoundingMode::HalfUp,
            tax_rounding: TaxRounding::Rate,
            prices: PriceBasis::Net,
            policy: PricePolicy::FirstMatch,
            is_default: true,
            version: 1,
        }
    }

    /// How computed unit prices round.
    pub fn unit_price_rounding(&self) -> Rounding {
        Rounding { mode: self.rounding, decimals: self.unit_price_decimals }
    }

    /// How line totals and VAT round: to the smallest coin of the currency.
    pub fn amount_rounding(&self, currency: Currency) -> Rounding {
        Rounding { mode: self.rounding, decimals: currency.minor_digits() }
    }
}

impl TaxRounding {
    pub const fn code(self) -> &'static str {
        match self {
            TaxRounding::Line => "line",
            TaxRounding::Rate => "rate",
        }
    }

    pub fn parse(code: &str) -> Option<TaxRounding> {
        [TaxRounding::Line, TaxRounding::Rate].into_iter().find(|rounding| rounding.code() == code)
    }
}

impl PriceBasis {
    pub const fn code(self) -> &'static str {
        match self {
            PriceBasis::Net => "net",
            PriceBasis::Gross => "gross",
        }
    }

    pub fn parse(code: &str) -> Option<PriceBasis> {
        [PriceBasis::Net, PriceBasis::Gross].into_iter().find(|basis| basis.code() == code)
    }
}

impl PricePolicy {
    pub const ALL: [PricePolicy; 3] = [PricePolicy::FirstMatch, PricePolicy::Lowest, PricePolicy::MostSpecific];

    pub const fn code(self) -> &'static str {
        match self {
            PricePolicy::FirstMatch => "first_match",
            PricePolicy::Lowest => "lowest",
            PricePolicy::MostSpecific => "most_specific",
        }
    }

    pub fn parse(code: &str) -> Option<PricePolicy> {
        PricePolicy::ALL.into_iter().find(|policy| policy.code() == code)
    }
}

/// The word that a rounding mode is stored as.
pub const fn rounding_code(mode: RoundingMode) -> &'static str {
    match mode {
        RoundingMode::HalfUp => "half_up",
        RoundingMode::HalfEven => "half_even",
    }
}

pub fn parse_rounding(code: &str) -> Option<RoundingMode> {
    [RoundingMode::HalfUp, RoundingMode::HalfEven].into_iter().find(|mode| rounding_code(*mode) == code)
}
