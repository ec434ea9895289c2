//! The fields of each kind of record: what mapping files may name, and what `fondaco import KIND --fields` prints.

use super::fields::FieldKind;
use super::fields::FieldKind::{Date, Decimal, Lines, Text, Whole};

/// A field that rows may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownField {
    /// `.*` at its end stands for a language (`names.it`) or, of packs, for the pack's name.
    pub name: &'static str,
    pub kind: FieldKind,
    /// Whether a row without it is rejected.
    pub required: bool,
    /// What it is, and what holds without it.
    pub meaning: &'static str,
}

const fn must(name: &'static str, kind: FieldKind, meaning: &'static str) -> KnownField {
    KnownField { name, kind, required: true, meaning }
}

const fn may(name: &'static str, kind: FieldKind, meaning: &'static str) -> KnownField {
    KnownField { name, kind, required: false, meaning }
}

pub(super) const PRODUCTS: &[KnownField] = &[
    must("sku", Text, "the seller's code of the product"),
    may("kind", Text, "simple, master or variant; else simple"),
    may("master", Text, "of a variant: the SKU of its master"),
    may("mpn", Text, "the manufacturer's part number"),
    may("gtin", Text, "EAN or UPC; the first right one counts, others are searched by"),
    may("other_codes", Text, "further codes that it is searched by"),
    may("brand", Text, "the brand's name"),
    may("category", Text, "the category's code; a new one is made"),
    may("category_names.*", Text, "the name of a new category"),
    may("category_parent", Text, "the code of the category above; a new one is made"),
    may("category_parent_names.*", Text, "the name of a new category above"),
    may("family", Text, "the code of the family, which says what attributes are asked for"),
    may("names.*", Text, "the product's name"),
    may("descriptions.*", Lines, "what is told of it"),
    may("unit", Text, "UN/ECE code of the unit of sale, such as MTR; else pieces, C62"),
    may("minimum", Decimal, "the least that is sold, in that unit; else one"),
    may("step", Decimal, "quantities are multiples of it"),
    may("packs.*", Decimal, "how much is in a pack of that name"),
    may("weight", Decimal, "of one unit of sale"),
    may("weight_unit", Text, "UN/ECE code of the weight's unit; else grams, GRM"),
    may("tax_category", Text, "the class of VAT: standard, reduced, super_reduced or zero; else standard"),
    may("lead_time_days", Whole, "days until it leaves when it is not in stock"),
    may("state", Text, "active or discontinued; else active"),
    may("successor", Text, "the SKU of what replaces it"),
    may("source", Text, "the name of the system that it comes from"),
    may("foreign_key", Text, "its key in that system"),
];

pub(super) const CATEGORIES: &[KnownField] = &[
    must("code", Text, "the category's code"),
    may("parent", Text, "the code of the category above"),
    may("position", Whole, "its place among its siblings"),
    may("names.*", Text, "its name"),
    may("drawing", Text, "the name of the drawing that stands for it"),
];

pub(super) const RELATIONS: &[KnownField] = &[
    must("sku", Text, "the product that has the relation"),
    may("kind", Text, "accessory, spare_part, substitute, consumable or compatible_with; else spare_part"),
    may("target", Text, "the SKU of the other product; either this or target_text"),
    may("target_text", Text, "what the other product is called where it has no SKU here"),
    may("position", Text, "its number in the drawing or bill of materials"),
    may("quantity", Decimal, "how much of the other product"),
    may("unit", Text, "UN/ECE code of the quantity's unit; else pieces, C62"),
];

pub(super) const PRICES: &[KnownField] = &[
    must("sku", Text, "the product; it must be there already"),
    must("list", Text, "the price list's code; a new one is made, active and for nobody until it is assigned"),
    may("list_names.*", Text, "the name of a new list; else its code"),
    may("currency", Text, "ISO code of the list's currency; of a new list, else the default market's"),
    must("price", Decimal, "the net price of one unit, not negative"),
    may("discount_percent", Decimal, "what is taken off the price first"),
    may("from_quantity", Decimal, "from which quantity the price holds; else from the first on"),
    may("unit", Text, "UN/ECE code, which must be the unit that the product is sold in"),
];

pub(super) const STOCK: &[KnownField] = &[
    must("sku", Text, "the product; it must be there already"),
    must("warehouse", Text, "the warehouse's code; a new one is made"),
    may("warehouse_name", Text, "the name of a new warehouse; else its code"),
    may("warehouse_country", Text, "the country of a new warehouse; else IT"),
    must("on_hand", Decimal, "what was counted, not negative"),
    may("unit", Text, "UN/ECE code of the quantities' unit; else that which the product is sold in"),
    may("incoming", Decimal, "what is on its way"),
    may("incoming_date", Date, "when that arrives; goes with incoming"),
];

pub(super) const ACCOUNTS: &[KnownField] = &[
    must("number", Text, "the customer's number"),
    must("name", Text, "the company's name"),
    may("parent", Text, "the number of the company above it"),
    may("group", Text, "the code of its account group; a new one is made"),
    must("country", Text, "two letters, ISO 3166-1"),
    may("vat_id", Text, "its VAT number"),
    may("market", Text, "the code of the market that it buys in; else the default market"),
    may("currency", Text, "ISO code of the currency that it buys in; else the default market's"),
    may("payment_terms_days", Whole, "days to pay, at most 365; else 30"),
    may("source", Text, "the name of the system that it comes from; goes with foreign_key"),
    may("foreign_key", Text, "its key in that system"),
    may("site_code", Text, "the code of its site; else MAIN"),
    may("site_name", Text, "the name of its site; else the company's"),
    may("street", Text, "street and number of its site; without it no site is made"),
    may("postal_code", Text, "of its site"),
    may("city", Text, "of its site"),
    may("province", Text, "of its site"),
    may("site_country", Text, "of its site; else the company's country"),
    may("contact_name", Text, "who administers the account; goes with contact_email"),
    may("contact_email", Text, "where they are reached"),
];

pub(super) const ORDERS: &[KnownField] = &[
    must("external_id", Text, "the order's id in the other system; rows of one id are the lines of one order"),
    must("account", Text, "the customer's number; it must be there already"),
    must("placed_on", Date, "the day of the order"),
    may("requested_date", Date, "the day that was asked for"),
    may("shipped_on", Date, "the day that everything left; without it nothing did"),
    may("currency", Text, "ISO code; else the account's"),
    may("purchase_order", Text, "the customer's own number"),
    may("notes", Lines, "what was noted with it"),
    may("freight", Decimal, "what the transport cost"),
    may("carrier", Text, "who brought it"),
    may("ship_to_name", Text, "whom it went to; else the account's default site"),
    may("street", Text, "where it went to; else the account's default site"),
    may("postal_code", Text, "where it went to; else the account's default site"),
    may("city", Text, "where it went to; else the account's default site"),
    may("province", Text, "where it went to; else the account's default site"),
    may("country", Text, "where it went to, two letters; else the account's default site"),
    must("sku", Text, "the line's product; it must be there already"),
    must("quantity", Decimal, "more than zero"),
    may("unit", Text, "UN/ECE code of the quantity's unit; else that which the product is sold in"),
    must("unit_price", Decimal, "the net price of one unit, before the discount"),
    may("discount_percent", Decimal, "what was taken off"),
    may("tax_percent", Decimal, "the VAT rate; else the one that held on that day"),
];
