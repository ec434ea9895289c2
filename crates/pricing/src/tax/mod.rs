//! VAT: which category and rate a supply of goods falls under, and the totals of a document. Pure.
//!
//! Categories and reasons are EN 16931's (code lists UNCL5305 and VATEX), so that they go onto invoices as they are.
//! Why intra-Community supplies are `K` and not `AE`: docs/decisions/0004-intra-eu-tax-category.md.

mod country;
mod rates;
mod totals;

/// What kind of good a product is to the tax office; the rate follows from it and the country.
pub use catalog::TaxCategory;
pub use country::Country;
pub use rates::{RateTable, TaxRate};
pub use totals::{DocumentRule, TaxedLine, Totals, total};

use kernel::{Money, Percent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where the goods go and who buys them, as far as VAT asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxPlace {
    pub ship_to: Country,
    /// The country that gave the buyer a VAT id; none = a buyer without one.
    pub vat_id_of: Option<Country>,
}

impl TaxPlace {
    /// A place from the buyer's VAT id as it is written, with or without its country letters, and the buyer's country.
    pub fn new(ship_to: Country, buyer_country: Country, vat_id: Option<&str>) -> TaxPlace {
        let vat_id_of =
            vat_id.map(str::trim).filter(|id| !id.is_empty()).map(|id| Country::of_vat_id(id).unwrap_or(buyer_country));
        TaxPlace { ship_to, vat_id_of }
    }
}

/// How a supply is taxed (EN 16931 BT-151).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub enum Treatment {
    /// Standard, reduced or super-reduced rate of the seller's country.
    S,
    /// Zero-rated goods.
    Z,
    /// Intra-Community supply: exempt, the buyer accounts for VAT (reverse charge).
    K,
    /// Export out of the Union: exempt.
    G,
}

impl Treatment {
    pub const fn code(self) -> &'static str {
        match self {
            Treatment::S => "S",
            Treatment::Z => "Z",
            Treatment::K => "K",
            Treatment::G => "G",
        }
    }

    pub fn parse(code: &str) -> Option<Treatment> {
        [Treatment::S, Treatment::Z, Treatment::K, Treatment::G].into_iter().find(|treatment| treatment.code() == code)
    }

    /// Why nothing is charged, as the code list says it (EN 16931 BT-121).
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Treatment::K => Some("VATEX-EU-IC"),
            Treatment::G => Some("VATEX-EU-G"),
            Treatment::S | Treatment::Z => None,
        }
    }

    /// Decides from where the goods leave, where they go, and who buys.
    ///
    /// A buyer in another member state without a VAT id of another member state pays the seller's own VAT: the
    /// exemption of article 138 of the VAT directive asks for one.
    pub fn determine(from: Country, place: &TaxPlace, category: TaxCategory) -> Treatment {
        let domestic = if category == TaxCategory::Zero { Treatment::Z } else { Treatment::S };
        if !from.in_eu() {
            return if place.ship_to == from { domestic } else { Treatment::G };
        }
        if !place.ship_to.in_eu() {
            return Treatment::G;
        }
        let identified_abroad = place.vat_id_of.is_some_and(|country| country.in_eu() && !country.same_vat_area(from));
        if !place.ship_to.same_vat_area(from) && identified_abroad { Treatment::K } else { domestic }
    }
}

/// One tax of a document: never an amount alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaxLine {
    /// EN 16931 category: `S`, `Z`, `K` or `G`.
    pub category: Treatment,
    pub rate: Percent,
    /// VATEX code when nothing is charged; `K`: the buyer accounts for VAT (reverse charge).
    pub reason: Option<String>,
    pub base: Money,
    pub amount: Money,
}

#[cfg(test)]
mod tests;
