//! What was looked at or submitted, as a digest and in full, and how it differs from what holds now. Pure.

use kernel::{Money, Quantity, UnitPrice};
use orders::{OrderTotals, Partial, ShipTo};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::seen;
use crate::view::LineProblem;

/// A cart as it was submitted: what the approver is asked to agree to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Of everything that decides: lines, prices, totals, shortages.
    pub digest: String,
    pub lines: Vec<SnapshotLine>,
    pub totals: Option<OrderTotals>,
    pub ship_to: Option<ShipTo>,
    /// What to do when the stock is too small.
    pub partial: Partial,
}

/// A line as it was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotLine {
    pub sku: String,
    pub name: String,
    pub quantity: Quantity,
    pub unit_price: Option<UnitPrice>,
    pub line_total: Option<Money>,
    /// What was missing of it in stock.
    pub short: Quantity,
    pub problem: Option<LineProblem>,
}

/// Something that is no longer as it was when the cart was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    /// Another unit price. `line` is the place among the cart's lines, from 1.
    Price { line: usize, sku: String, was: UnitPrice, now: UnitPrice },
    /// Another quantity is missing in stock.
    Shortage { line: usize, sku: String, was: Quantity, now: Quantity },
    /// The line cannot be ordered any more.
    Blocked { line: usize, sku: String, problem: LineProblem },
    /// Other totals, with the same prices: tax or rounding.
    Total { was: Money, now: Money },
    /// The lines themselves are others.
    Lines,
}

/// What has changed since, line by line. Empty when the digests agree; never empty when they do not.
pub fn changes(was: &Snapshot, now: &Snapshot) -> Vec<Change> {
    if seen::agree(&was.digest, &now.digest) {
        return Vec::new();
    }
    let same_lines = was.lines.len() == now.lines.len()
        && was.lines.iter().zip(&now.lines).all(|(was, now)| was.sku == now.sku && was.quantity == now.quantity);
    if !same_lines {
        return vec![Change::Lines];
    }
    let lines = (1..).zip(was.lines.iter().zip(&now.lines));
    let mut changes: Vec<Change> = lines.flat_map(|(line, (was, now))| line_changes(line, was, now)).collect();
    if let (Some(before), Some(after)) = (&was.totals, &now.totals)
        && before != after
    {
        changes.push(Change::Total { was: before.gross, now: after.gross });
    }
    if changes.is_empty() {
        changes.push(Change::Lines);
    }
    changes
}

fn line_changes(line: usize, was: &SnapshotLine, now: &SnapshotLine) -> Vec<Change> {
    let sku = || now.sku.clone();
    let mut changes = Vec::new();
    if let (Some(before), Some(after)) = (was.unit_price, now.unit_price)
        && before != after
    {
        changes.push(Change::Price { line, sku: sku(), was: before, now: after });
    }
    if was.short != now.short {
        changes.push(Change::Shortage { line, sku: sku(), was: was.short, now: now.short });
    }
    if let Some(problem) = now.problem.filter(|problem| was.problem != Some(*problem)) {
        changes.push(Change::Blocked { line, sku: sku(), problem });
    }
    changes
}
