//! Price lists as they are written: terms, entries, and whom they are for. Pure.

use kernel::{AccountId, Currency, Percent, PriceListId, ProductId, Timestamp, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many lists a derived list may stand on.
pub const DEEPEST_DERIVATION: usize = 4;

/// Where a list is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListState {
    /// Being written; prices nothing.
    Draft,
    Active,
    /// Kept for the record; prices nothing.
    Archived,
}

impl ListState {
    pub const ALL: [ListState; 3] = [ListState::Draft, ListState::Active, ListState::Archived];

    pub const fn code(self) -> &'static str {
        match self {
            ListState::Draft => "draft",
            ListState::Active => "active",
            ListState::Archived => "archived",
        }
    }

    pub fn parse(code: &str) -> Option<ListState> {
        ListState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A price list without its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceList {
    pub id: PriceListId,
    /// Unique in the tenant.
    pub code: String,
    pub name_it: String,
    pub name_en: String,
    pub currency: Currency,
    /// Only for accounts of this market; for all when absent.
    pub market: Option<String>,
    /// The higher, the sooner asked. See [`crate::book`] for the whole order.
    pub priority: i32,
    /// Whoever has this list buys from it alone: the lists after it are not asked.
    pub exclusive: bool,
    /// First moment at which it holds; always, when absent.
    pub valid_from: Option<Timestamp>,
    /// First moment at which it holds no more.
    pub valid_to: Option<Timestamp>,
    /// Products without an entry of their own cost so much less than on another list.
    pub derived: Option<Derived>,
    pub state: ListState,
    pub version: Version,
}

/// A percentage off another list; negative is a surcharge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derived {
    pub from: PriceListId,
    pub percent_off: Percent,
}

impl PriceList {
    /// Whether the list prices anything at this moment.
    pub fn in_force(&self, at: Timestamp) -> bool {
        self.state == ListState::Active && self.valid_from.is_none_or(|from| from <= at) && self.valid_to.is_none_or(|to| at < to)
    }
}

/// One price of one product, from a quantity on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub product: ProductId,
    /// In millionths of the product's unit; 0 = from any quantity.
    pub from_quantity_micros: i64,
    /// Per one unit of the product, in millionths of the list's currency.
    pub price_micros: i64,
}

/// Whom a list is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Assignee {
    /// The account, and the accounts below it that have nothing more specific.
    Account(AccountId),
    /// Every account of a group, by the group's code.
    Group(String),
    Everyone,
}

impl Assignee {
    pub const fn scope(&self) -> &'static str {
        match self {
            Assignee::Account(_) => "account",
            Assignee::Group(_) => "group",
            Assignee::Everyone => "everyone",
        }
    }
}
