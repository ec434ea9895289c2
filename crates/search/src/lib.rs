//! Finding products: by code, by words in either language, by what they fit, by filters; and the data sheet of one.
//!
//! Owns no table: the index is a function of the catalogue and can be thrown away and rebuilt. Composes what the rooms
//! above know (product, price for the caller, stock) into results and data sheets; decides none of it. Begin reading with
//! [`Finder`], then [`engine`], the index and its ranking.

mod api;
mod ask;
mod category_facet;
pub mod engine;
mod error;
pub mod events;
mod facet_view;
mod find;
mod finder;
mod offer;
mod sheet;
mod signal;
mod suggest;

pub use ask::{AskedFilter, Ordering, SearchAsk};
pub use error::SearchError;
pub use facet_view::{FacetKind, FacetView, ValueView};
pub use find::{FoundProduct, MatchedBy, Results};
pub use finder::Finder;
pub use offer::{Supply, SupplyDetail, SupplyState};
pub use sheet::{DataSheet, Related};
pub use signal::{Signal, SignalKind, signal};
pub use suggest::{SuggestAsk, SuggestedCategory, Typeahead};

use web::{Doors, Ground};

/// What this room's handlers stand on.
#[derive(Clone)]
pub struct SearchState {
    pub ground: Ground,
    pub finder: Finder,
}

/// This room's routes.
pub fn doors(state: SearchState) -> Doors<()> {
    api::doors().with_state(state)
}

#[cfg(test)]
mod tests;
