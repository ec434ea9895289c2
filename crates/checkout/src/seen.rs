//! What a caller has seen of a cart, as a text that goes out with it and comes back: a digest of everything that decides,
//! and after it the prices and shortages that were shown, so that a refusal can say what is another now. Nothing is kept
//! here for that, and nothing is decided by what comes back but the digest. Pure.
//!
//! `<32 hexadecimal digits>.<gross>~<line>~<line>…`, a line being `<mark>-<quantity>-<unit price>-<short>`: micros in
//! hexadecimal digits, the price empty when there was none, the mark the end of the product's id.

use kernel::{Money, ProductId, Quantity, UnitPrice};
use orders::OrderTotals;

use crate::quote::{QuotedLine, Wanted};
use crate::snapshot::{Change, Snapshot, SnapshotLine, changes};

/// The text: `digest` with what was seen.
pub(crate) fn sealed(digest: &str, wanted: &[Wanted], lines: &[QuotedLine], totals: Option<&OrderTotals>) -> String {
    let gross = totals.map_or(String::new(), |totals| hex(totals.gross.micros()));
    let mut text = format!("{digest}.{gross}");
    for (wanted, line) in wanted.iter().zip(lines) {
        let price = line.price.as_ref().map_or(String::new(), |price| hex(price.unit_price.micros()));
        let (quantity, short) = (hex(line.quantity.micros()), hex(line.short.micros()));
        text.push_str(&format!("~{}-{quantity}-{price}-{short}", mark(wanted.product)));
    }
    text
}

/// Whether two texts stand for the same: their digests decide.
pub(crate) fn agree(one: &str, other: &str) -> bool {
    digest(one) == digest(other)
}

/// What is another now than a caller has seen; empty when what they sent does not tell.
pub(crate) fn changes_since(seen: &str, wanted: &[Wanted], now: &Snapshot) -> Vec<Change> {
    match read(seen, now) {
        None => Vec::new(),
        Some((gross, lines)) if lines.len() == now.lines.len() => {
            let marks = wanted.iter().map(|line| mark(line.product));
            if lines.iter().zip(marks).any(|((seen, _), mark)| *seen != mark) {
                return vec![Change::Lines];
            }
            let lines = lines.into_iter().map(|(_, line)| line).collect();
            let totals = now.totals.clone().map(|totals| OrderTotals { gross, ..totals });
            changes(&Snapshot { digest: digest(seen).to_owned(), lines, totals, ..now.clone() }, now)
        }
        Some(_) => vec![Change::Lines],
    }
}

fn digest(text: &str) -> &str {
    text.split_once('.').map_or(text, |(digest, _)| digest)
}

/// The gross total and the lines with their marks, in the words of what is there now.
fn read(text: &str, now: &Snapshot) -> Option<(Money, Vec<(String, SnapshotLine)>)> {
    let (_, seen) = text.split_once('.')?;
    let mut parts = seen.split('~');
    let currency = now.totals.as_ref()?.gross.currency();
    let gross = Money::from_micros(micros(parts.next()?)?, currency);
    let blank = |line: &SnapshotLine| SnapshotLine { problem: None, ..line.clone() };
    let mut lines = Vec::new();
    for (place, part) in parts.enumerate() {
        let mut fields = part.split('-');
        let mark = fields.next()?.to_owned();
        let (quantity, price, short) = (micros(fields.next()?)?, fields.next()?, micros(fields.next()?)?);
        let unit_price = if price.is_empty() { None } else { Some(UnitPrice::from_micros(micros(price)?, currency)) };
        // Beyond the lines of now there is nothing to compare with: how many there were is enough.
        let Some(line) = now.lines.get(place).or(now.lines.last()) else { continue };
        let unit = line.quantity.unit();
        let (quantity, short) = (Quantity::from_micros(quantity, unit), Quantity::from_micros(short, unit));
        lines.push((mark, SnapshotLine { quantity, unit_price, short, ..blank(line) }));
    }
    Some((gross, lines))
}

/// The end of an id is its random part.
fn mark(product: ProductId) -> String {
    let id = product.uuid().simple().to_string();
    id.chars().skip(24).collect()
}

fn hex(micros: i64) -> String {
    format!("{:x}", micros.max(0))
}

fn micros(text: &str) -> Option<i64> {
    i64::from_str_radix(text, 16).ok().filter(|micros| *micros >= 0)
}
