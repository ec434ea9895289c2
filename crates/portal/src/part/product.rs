//! Products as pages show them: price with its breaks and its reasons, availability, attributes, packaging.

use kernel::{Date, Money, Percent, Quantity, Timestamp, UnitPrice};
use serde::Serialize;
use web::page::Phrase;

/// The account's price for a product.
#[derive(Debug, Clone, Serialize)]
pub struct PriceView {
    pub own: UnitPrice,
    /// Shown only where it differs from the own price.
    pub list: Option<UnitPrice>,
    /// How much less than the list price, when it is less.
    pub saving: Option<Percent>,
    /// What the price is for: one piece, a hundred pieces.
    pub per: Quantity,
    /// The quantity that the price holds for and what that comes to, when somebody asked for one.
    pub asked: Option<AskedPrice>,
    pub tiers: Vec<TierView>,
    pub steps: Vec<PriceStep>,
    /// Where the price comes from: `price_list`, `contract`.
    pub source: String,
    pub as_of: Timestamp,
}

#[derive(Debug, Clone, Serialize)]
pub struct TierView {
    pub from: Quantity,
    pub price: EvenPrice,
    pub saving: Option<Percent>,
    /// Whether it is the one that gives the price.
    pub applies: bool,
}

/// What a quantity comes to.
#[derive(Debug, Clone, Serialize)]
pub struct AskedPrice {
    pub quantity: Quantity,
    pub total: Money,
}

/// A price with as many decimals as the others of its column have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvenPrice {
    pub amount: String,
    pub currency: String,
}

/// The prices of one column, each with the decimals of the longest.
pub fn evenly(prices: &[UnitPrice]) -> Vec<EvenPrice> {
    let decimals = |amount: &str| amount.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let most = prices.iter().map(|price| decimals(&price.amount())).max().unwrap_or(0);
    let even = |price: &UnitPrice| {
        let mut amount = price.amount();
        let has = decimals(&amount);
        if has == 0 && most > 0 {
            amount.push('.');
        }
        amount.push_str(&"0".repeat(most - has));
        EvenPrice { amount, currency: price.currency().code().to_owned() }
    };
    prices.iter().map(even).collect()
}

/// One step of how the price came about.
#[derive(Debug, Clone, Serialize)]
pub struct PriceStep {
    pub what: Phrase,
    /// Code of the list that was asked.
    pub list: String,
    /// Whom the list is for: `account`, `parent`, `group`, `everyone`.
    pub scope: Option<String>,
    pub percent_off: Option<Percent>,
    /// The quantity from which its price holds.
    pub from: Option<Quantity>,
    /// Whether this list gave the price.
    pub won: bool,
    pub result: Option<UnitPrice>,
}

/// In one glance: now, soon, on order, or not at all.
#[derive(Debug, Clone, Serialize)]
pub struct AvailabilityView {
    pub state: AvailabilityState,
    /// What can be had at once, over all warehouses.
    pub available: Quantity,
    /// When more comes, or when it can leave.
    pub date: Option<Date>,
    pub lead_time_days: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityState {
    Now,
    /// Some, but less than is wanted here.
    Partly,
    Soon,
    Order,
    /// No longer sold.
    Ended,
}

/// Stock of one warehouse.
#[derive(Debug, Clone, Serialize)]
pub struct WarehouseView {
    pub code: String,
    pub name: String,
    pub available: Quantity,
    pub incoming: Vec<IncomingView>,
}

#[derive(Debug, Clone, Serialize)]
pub struct IncomingView {
    pub date: Date,
    pub quantity: Quantity,
}

/// How much can be ordered.
#[derive(Debug, Clone, Serialize)]
pub struct PackagingView {
    pub unit: String,
    pub minimum: Quantity,
    pub step: Quantity,
    pub packs: Vec<PackView>,
}

/// Kinds of packs that have a text of their own, `pack-<kind>`; others are shown by the name that the catalogue gives.
pub const PACK_KINDS: [&str; 32] = [
    "box",
    "carton",
    "bag",
    "pallet",
    "reel",
    "coil",
    "drum",
    "roll",
    "can",
    "canister",
    "jerrycan",
    "pail",
    "bottle",
    "cartridge",
    "tube",
    "spray",
    "bundle",
    "bar",
    "sheet",
    "set",
    "kit",
    "pair",
    "pack",
    "packet",
    "blister",
    "tray",
    "crate",
    "case",
    "layer",
    "sack",
    "container",
    "ibc",
];

#[derive(Debug, Clone, Serialize)]
pub struct PackView {
    /// One of [`PACK_KINDS`], or the catalogue's own word.
    pub name: String,
    pub quantity: Quantity,
}

/// One attribute's value, ready to be written in a language.
#[derive(Debug, Clone, Serialize)]
pub struct AttributeView {
    pub code: String,
    pub label: String,
    pub value: ValueView,
}

/// A value: numbers are written as the language does, with their unit.
#[derive(Debug, Clone, Serialize)]
pub struct ValueView {
    pub kind: ValueKind,
    pub text: String,
    /// UN/ECE Rec 20 code.
    pub unit: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    Text,
    Number,
    YesNo,
}

impl ValueView {
    pub fn text(text: impl Into<String>) -> ValueView {
        ValueView { kind: ValueKind::Text, text: text.into(), unit: None }
    }

    pub fn number(text: impl Into<String>, unit: Option<&str>) -> ValueView {
        ValueView { kind: ValueKind::Number, text: text.into(), unit: unit.map(str::to_owned) }
    }

    pub fn yes_no(yes: bool) -> ValueView {
        ValueView { kind: ValueKind::YesNo, text: if yes { "yes" } else { "no" }.to_owned(), unit: None }
    }
}

/// A product in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ProductView {
    pub sku: String,
    pub name: String,
    pub brand: Option<String>,
    pub mpn: Option<String>,
    /// The account's own part number.
    pub customer_sku: Option<String>,
    /// Address of a drawing or a photograph.
    pub picture: Option<String>,
    /// Values under the list's attribute columns, in their order.
    pub values: Vec<Option<ValueView>>,
    /// Absent where the caller may not see prices or none is agreed.
    pub price: Option<PriceView>,
    pub availability: AvailabilityView,
    pub packaging: PackagingView,
    /// What the search recognised: `code`, `text`, `meaning`, `synonym`.
    pub matched_by: Vec<String>,
}
