//! What can be imported, and the fields that each kind of record has.

use serde::Deserialize;

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
pub(crate) enum FieldKind {
    /// One line: line ends inside become spaces.
    Text,
    Lines,
    /// A plain decimal with at most six decimals.
    Decimal,
    /// `YYYY-MM-DD`.
    Date,
}

use FieldKind::{Date, Decimal, Lines, Text};

/// Fields whose names end in `.*` take a language or a name in its place.
const PRODUCTS: &[(&str, FieldKind)] = &[
    ("sku", Text),
    ("kind", Text),
    ("master", Text),
    ("mpn", Text),
    ("gtin", Text),
    ("other_codes", Text),
    ("brand", Text),
    ("category", Text),
    ("category_names.*", Text),
    ("category_parent", Text),
    ("category_parent_names.*", Text),
    ("family", Text),
    ("names.*", Text),
    ("descriptions.*", Lines),
    ("unit", Text),
    ("minimum", Decimal),
    ("step", Decimal),
    ("packs.*", Decimal),
    ("weight", Decimal),
    ("weight_unit", Text),
    ("tax_category", Text),
    ("lead_time_days", Decimal),
    ("state", Text),
    ("successor", Text),
    ("source", Text),
    ("foreign_key", Text),
];
const CATEGORIES: &[(&str, FieldKind)] =
    &[("code", Text), ("parent", Text), ("position", Decimal), ("names.*", Text), ("drawing", Text)];
const RELATIONS: &[(&str, FieldKind)] = &[
    ("sku", Text),
    ("kind", Text),
    ("target", Text),
    ("target_text", Text),
    ("position", Text),
    ("quantity", Decimal),
    ("unit", Text),
];
const PRICES: &[(&str, FieldKind)] = &[
    ("sku", Text),
    ("list", Text),
    ("list_names.*", Text),
    ("currency", Text),
    ("price", Decimal),
    ("discount_percent", Decimal),
    ("from_quantity", Decimal),
    ("unit", Text),
    ("valid_from", Date),
    ("valid_to", Date),
];
const STOCK: &[(&str, FieldKind)] = &[
    ("sku", Text),
    ("warehouse", Text),
    ("warehouse_name", Text),
    ("warehouse_country", Text),
    ("on_hand", Decimal),
    ("unit", Text),
    ("incoming", Decimal),
    ("incoming_date", Date),
];
const ACCOUNTS: &[(&str, FieldKind)] = &[
    ("number", Text),
    ("name", Text),
    ("parent", Text),
    ("group", Text),
    ("country", Text),
    ("vat_id", Text),
    ("market", Text),
    ("currency", Text),
    ("payment_terms_days", Decimal),
    ("source", Text),
    ("foreign_key", Text),
    ("site_code", Text),
    ("site_name", Text),
    ("street", Text),
    ("postal_code", Text),
    ("city", Text),
    ("province", Text),
    ("site_country", Text),
    ("contact_name", Text),
    ("contact_email", Text),
];
const ORDERS: &[(&str, FieldKind)] = &[
    ("external_id", Text),
    ("account", Text),
    ("placed_on", Date),
    ("requested_date", Date),
    ("shipped_on", Date),
    ("currency", Text),
    ("purchase_order", Text),
    ("notes", Lines),
    ("freight", Decimal),
    ("carrier", Text),
    ("ship_to_name", Text),
    ("street", Text),
    ("postal_code", Text),
    ("city", Text),
    ("province", Text),
    ("country", Text),
    ("sku", Text),
    ("quantity", Decimal),
    ("unit", Text),
    ("unit_price", Decimal),
    ("discount_percent", Decimal),
    ("tax_percent", Decimal),
];

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

    const fn fields(self) -> &'static [(&'static str, FieldKind)] {
        match self {
            Target::Products => PRODUCTS,
            Target::Categories => CATEGORIES,
            Target::Relations => RELATIONS,
            Target::Prices => PRICES,
            Target::Stock => STOCK,
            Target::Accounts => ACCOUNTS,
            Target::Orders => ORDERS,
        }
    }

    /// The kind of a field of this name, when there is one.
    pub(crate) fn field(self, name: &str) -> Option<FieldKind> {
        let found = self.fields().iter().find(|(field, _)| match field.strip_suffix('*') {
            None => *field == name,
            Some(prefix) => name.strip_prefix(prefix).is_some_and(|rest| prefix == "packs." || Language::parse(rest).is_some()),
        });
        found.map(|(_, kind)| *kind)
    }

    pub(crate) fn all(self) -> String {
        self.fields().iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

impl FieldKind {
    /// The text in the one form that records hold, or what is wrong with it.
    pub(crate) fn canonical(self, text: &str, layout: &Layout) -> Result<String, String> {
        match self {
            Text if text.contains(['\n', '\t']) => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Text | Lines => Ok(text.to_owned()),
            Decimal => decimal(text, layout),
            Date => date(text, layout),
        }
    }
}

/// A plain decimal out of a number as people and systems write it; a seventh decimal is rounded away, half up.
pub(crate) fn decimal(text: &str, layout: &Layout) -> Result<String, String> {
    let wrong = || format!("{text:?} is not a number");
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

fn date(text: &str, layout: &Layout) -> Result<String, String> {
    let date = match &layout.dates {
        Some(format) => kernel::Date::strptime(format, text.split_whitespace().next().unwrap_or("")),
        // `2022-05-30 00:00:00.000` and `2022-05-30T00:00:00Z` as well.
        None => text.get(..10).unwrap_or(text).parse(),
    };
    date.map(|date| date.to_string()).map_err(|_| format!("{text:?} is not a date"))
}
