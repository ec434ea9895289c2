//! What things cost: price lists, whom they are for, VAT, and the price book that answers in microseconds and says why.
//!
//! Owns the tables `markets`, `price_lists`, `price_entries`, `price_rules`, `price_assignments` and `tax_rates`. Never knows products
//! beyond their ids, nor accounts beyond theirs: [`edge`] brings the plain facts from the rooms that do. Begin reading
//! with [`book`] (the order in which lists are asked) and [`tax`].

mod api;
pub mod book;
mod check;
pub mod edge;
mod error;
pub mod events;
pub mod formula;
mod list;
pub mod lists;
pub mod load;
mod market;
pub mod markets;
mod price_book;
mod reload;
mod repo;
mod rule;
mod schema;
pub mod tax;
mod terms;

pub use api::{PricingState, doors};
pub use book::{
    AppliedRule, Asker, Basket, BasketLine, DerivationStep, Effect, LinePrice, ListScope, PricedLine, Pricer, RuleScope, Source,
    Tier,
};
pub use check::check;
pub use error::{LineFault, PricingError};
pub use formula::{Formula, FormulaError};
pub use list::{Assignee, DEEPEST_DERIVATION, Derived, Entry, ListState, PriceList};
pub use lists::ListDraft;
pub use market::{Market, PriceBasis, PricePolicy, TaxRounding};
pub use markets::open_market;
pub use price_book::PriceBook;
pub use rule::{PriceRule, RuleEffect, RuleTarget, brand_key};
pub use schema::migrations;
pub use tax::{Country, TaxCategory, TaxLine, TaxPlace, TaxRate, Totals, Treatment};
pub use terms::{TaxTerms, net_rule};

#[cfg(test)]
mod tests;
