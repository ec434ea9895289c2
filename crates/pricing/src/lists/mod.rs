//! Acts on price lists: their terms, their entries, whom they are for; and what the back office reads of them.

mod assign;
mod circles;
mod entries;
mod read;
mod rules;
mod save;

pub use assign::assign;
pub(crate) use circles::circles;
pub use entries::{ProductTiers, replace_tiers, upsert_entries};
pub use read::{EntryPage, assignees_by_list, entry_page, find_list, list_page, lists_of_groups, lists_of_product};
pub use rules::{EffectDraft, MOST_RULES, MOST_STEPS, RuleDraft, add_rule, change_rule, remove_rule, rules_of};
pub use save::{ListDraft, create_list, update_list};

use kernel::{Action, Ctx, Permit, Scope};

use crate::PricingError;

/// What allows changing prices.
pub fn permit_to_manage(ctx: &Ctx) -> Result<Permit, PricingError> {
    Ok(ctx.permit(Action::PriceManage, Scope::Tenant)?)
}
