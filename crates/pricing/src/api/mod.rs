//! Prices over the API: asking for them, and keeping lists, markets and VAT rates.

mod entries;
mod groups;
mod lists;
mod markets;
mod prices;
mod rules;

use accounts::Directory;
use catalog::Catalogue;
use kernel::Action;
use utoipa_axum::routes;
use web::{Doors, Ground, Needs};

use crate::PriceBook;

/// What this room's handlers stand on.
#[derive(Clone)]
pub struct PricingState {
    pub ground: Ground,
    pub directory: Directory,
    pub catalogue: Catalogue,
    pub book: PriceBook,
}

/// This room's routes.
pub fn doors(state: PricingState) -> Doors<()> {
    let manage = Needs::May(Action::PriceManage);
    Doors::new()
        .api(Needs::May(Action::PriceRead), routes!(prices::post_prices))
        .api(manage, routes!(lists::get_price_lists, lists::post_price_list))
        .api(manage, routes!(lists::get_price_list, lists::put_price_list))
        .api(manage, routes!(entries::get_entries, entries::put_entries))
        .api(manage, routes!(rules::get_rules, rules::post_rule))
        .api(manage, routes!(rules::put_rule, rules::delete_rule))
        .api(manage, routes!(lists::put_assignments))
        .api(Needs::May(Action::AccountAdminister), routes!(groups::delete_account_group))
        .api(manage, routes!(markets::get_markets, markets::post_market))
        .api(manage, routes!(markets::put_market))
        .api(manage, routes!(markets::get_tax_rates, markets::post_tax_rate))
        .with_state(state)
}

#[cfg(test)]
mod tests;
