//! What can be imported, and the fields that each kind of record has.

use serde::Deserialize;

use crate::Reason;
use crate::import::mapping::known::{self, KnownField};
use crate::import::rows::Layout;
use crate::text::Language;

/// What a mapping's rows become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Products,
    Categories,
    /// Relations between products, such as the rows of a bill of materials.
    Relations,
    Prices,
    Stock,
    Accounts,
    /// One row per order line.
    Orders,
}

/// How a field's text is brought into one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One line: line ends inside become spaces.
    Text,
    Lines,
    /// A plain decimal with at most six decimals.
    Decimal,
    /// A number without decimals.
    Whole,
    /// `YYYY-MM-DD`.
    Date,
}

use FieldKind::{Date, Decimal, Lines, Text, Whole};

impl Target {
    pub const ALL: [Target; 7] = [
        Target::Products,
        Target::Categories,
        Target::Relations,
        Target::Prices,
        Target::Stock,
        Target::Accounts,
        Target::Orders,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Target::Products => "products",
            Target::Categories => "categories",
            Target::Relations => "relations",
            Target::Prices => "prices",
            Target::Stock => "stock",
            Target::Accounts => "accounts",
            Target::Orders => "orders",
        }
    }

    /// The fields that its rows may have.
    pub const fn fields(self) -> &'static [KnownField] {
        match self {
            Target::Products => known::PRODUCTS,
            Target::Categories => known::CATEGORIES,
            Target::Relations => known::RELATIONS,
            Target::Prices => known::PRICES,
            Target::Stock => known::STOCK,
            Target::Accounts => known::ACCOUNTS,
            Target::Orders => known::ORDERS,
        }
    }

    /// The kind of a field of this name, when there is one.
    pub(crate) fn field(self, name: &str) -> Option<FieldKind> {
        let found = self.fields().iter().find(|field| match field.name.strip_suffix('*') {
            None => field.name == name,
            Some(prefix) => name.strip_prefix(prefix).is_some_and(|rest| prefix == "packs." || Language::parse(rest).is_some()),
        });
        found.map(|field| field.kind)
    }

    pub(crate) fn all(self) -> String {
        self.fields().iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
    }
}

impl FieldKind {
    /// What people call it.
    pub const fn word(self) -> &'static str {
        match self {
            Text => "text",
            Lines => "text of several lines",
            Decimal => "decimal number",
            Whole => "whole number",
            Date => "date",
        }
    }

    /// The text in the one form that records hold, or what is wrong with it.
    pub(crate) fn canonical(self, text: &str, layout: &Layout) -> Result<String, Reason> {
        match self {
            Text if text.contains(['\n', '\t']) => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Text | Lines => Ok(text.to_owned()),
            Decimal | Whole => decimal(text, layout),
            Date => date(text, layout),
        }
    }
}

/// A plain decimal out of a number as people and systems write it; a seventh decimal is rounded away, half up.
pub(crate) fn decimal(text: &str, layout: &Layout) -> Result<String, Reason> {
    let wrong = || Reason::unfit("not_a_number", text, "is not a number");
    let blank = |character: char| character.is_whitespace() || character == '\'' || character == '’';
    let compact: String = text.chars().filter(|character| !blank(*character)).collect();
    let sign = layout.decimal.unwrap_or_else(|| found_sign(&compact, layout));
    let grouping = if sign == ',' { '.' } else { ',' };
    // With a point as the sign, a comma is a grouping only where the mapping says so or a group of three follows.
    let (whole, fraction) = compact.split_once(sign).unwrap_or((&compact, ""));
    if fraction.contains(grouping) || !grouped_well(whole, grouping) {
        return Err(wrong());
    }
    let mut plain: String = whole.chars().filter(|character| *character != grouping).collect();
    if plain.is_empty() || plain == "-" || plain == "+" {
        plain.push('0');
    }
    let plain = if fraction.is_empty() { plain } else { format!("{plain}.{fraction}") };
    let number = plain
        .parse::<rust_decimal::Decimal>()
        .or_else(|_| rust_decimal::Decimal::from_scientific(&plain))
        .map_err(|_| wrong())?;
    let rounded = number.round_dp_with_strategy(6, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize();
    Ok(rounded.to_string())
}

/// The decimal sign of a number when the mapping leaves it open. Files with semicolons come from where commas are
/// decimal signs.
fn found_sign(text: &str, layout: &Layout) -> char {
    let semicolons = layout.delimiter.as_deref() == Some(";");
    match (text.rfind('.'), text.rfind(',')) {
        (Some(point), Some(comma)) if comma > point => ',',
        (None, Some(_)) if semicolons => ',',
        _ => '.',
    }
}

/// Whether signs between thousands stand where they should: `1.234.567`, not `1.23`.
fn grouped_well(whole: &str, grouping: char) -> bool {
    let mut groups = whole.split(grouping);
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    if rest.peek().is_none() {
        return true;
    }
    let digits = first.trim_start_matches(['-', '+']);
    (1..=3).contains(&digits.len()) && rest.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

fn date(text: &str, layout: &Layout) -> Result<String, Reason> {
    let date = match &layout.dates {
        Some(format) => kernel::Date::strptime(format, text.split_whitespace().next().unwrap_or("")),
        // `2022-05-30 00:00:00.000` and `2022-05-30T00:00:00Z` as well.
        None => text.get(..10).unwrap_or(text).parse(),
    };
    date.map(|date| date.to_string()).map_err(|_| Reason::unfit("not_a_date", text, "is not a date"))
}
