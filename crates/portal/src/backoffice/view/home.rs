//! The first page of the back office: what is to be done today, and how the day goes.

use kernel::{Date, Money, Quantity, Timestamp};
use serde::Serialize;
use web::page::{Page, Phrase};

use super::chart::{Bars, Share};
use super::record::HistoryView;

#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    pub today: Date,
    pub first_name: String,
    pub tiles: Vec<Tile>,
    pub to_confirm: Option<Work>,
    pub to_ship: Option<Work>,
    pub charts: Vec<Bars>,
    /// Orders that are not finished, by state.
    pub shares: Vec<Share>,
    pub low: Option<Vec<LowStock>>,
    pub activity: Vec<ActivityRow>,
    pub can_manage: bool,
}

/// A number that leads to what it counts.
#[derive(Debug, Clone, Serialize)]
pub struct Tile {
    /// Stem of its texts: `office-tile-<key>`.
    pub key: String,
    pub count: u64,
    /// There are at least so many; counting stopped.
    pub at_least: bool,
    pub href: String,
    pub icon: String,
    /// Wants somebody to look.
    pub urgent: bool,
    pub detail: Option<Phrase>,
}

/// Orders that wait for the same step, the longest waiting first.
#[derive(Debug, Clone, Serialize)]
pub struct Work {
    pub rows: Vec<WorkRow>,
    pub more: u64,
}

#[derive(Debug, Clone, Serialize)]
pub struct WorkRow {
    pub number: String,
    pub href: String,
    pub state: String,
    pub account: String,
    pub placed_at: Timestamp,
    pub requested: Option<Date>,
    pub late: bool,
    pub lines: u64,
    pub net: Money,
    pub version: i64,
}

/// A product that orders draw on and that is about to run out.
#[derive(Debug, Clone, Serialize)]
pub struct LowStock {
    pub sku: String,
    pub name: String,
    pub href: String,
    pub available: Quantity,
    pub reserved: Quantity,
    pub expected: Option<Date>,
}

/// What somebody did, in one line.
#[derive(Debug, Clone, Serialize)]
pub struct ActivityRow {
    pub entry: HistoryView,
    pub subject: String,
    pub href: Option<String>,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "backoffice/home.html";

    fn sample() -> Vec<HomePage> {
        super::samples::homes()
    }
}
