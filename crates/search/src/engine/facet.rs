//! How filterable values are written as sortable terms of one column.
//!
//! A term is `attribute, 0, kind, payload`. All values of an attribute are neighbours in the column's dictionary, and
//! numbers sort by size, so that a value, a range and a whole attribute are each one range of ordinals: filtering and
//! counting never look at a text.

use std::ops::Range;

use kernel::CategoryId;
use uuid::Uuid;

use super::document::Value;
use super::query::{FacetOf, FacetValue, Filter};
use super::term_list::TermList;

/// Longer texts are cut: they are no choices.
const LONGEST: usize = 200;

const CATEGORY: &str = "\u{1}category";
const BRAND: &str = "\u{1}brand";

/// The attribute's part of its terms, with the separator.
pub(super) fn attribute_prefix(of: &FacetOf) -> Vec<u8> {
    let name = match of {
        FacetOf::Category => CATEGORY.to_owned(),
        FacetOf::Brand => BRAND.to_owned(),
        FacetOf::Attribute(code) => code.replace(|character: char| character.is_control(), " "),
    };
    let mut bytes = name.into_bytes();
    bytes.push(0);
    bytes
}

pub(super) fn category_term(category: CategoryId) -> Vec<u8> {
    let mut term = attribute_prefix(&FacetOf::Category);
    term.push(b'c');
    term.extend_from_slice(category.uuid().as_bytes());
    term
}

pub(super) fn brand_term(brand: &str) -> Vec<u8> {
    text_term(attribute_prefix(&FacetOf::Brand), brand)
}

pub(super) fn value_term(code: &str, value: &Value) -> Vec<u8> {
    let mut term = attribute_prefix(&FacetOf::Attribute(code.to_owned()));
    match value {
        Value::Flag(flag) => term.extend_from_slice(&[b'b', u8::from(*flag)]),
        Value::Number(number) => {
            term.push(b'n');
            term.extend_from_slice(&sortable(*number));
        }
        Value::Text(text) => return text_term(term, text),
    }
    term
}

fn text_term(mut prefix: Vec<u8>, text: &str) -> Vec<u8> {
    prefix.push(b't');
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    prefix.extend_from_slice(&text.as_bytes()[..end]);
    prefix
}

/// Big-endian bytes whose order is the numbers' order.
fn sortable(number: i64) -> [u8; 8] {
    (number.cast_unsigned() ^ (1 << 63)).to_be_bytes()
}

/// The ordinals that pass a filter; a filter on machines is no matter of this column.
pub(super) fn ordinals(filter: &Filter, terms: &TermList) -> Vec<Range<usize>> {
    let exact = |term: Vec<u8>| terms.between(&term, &term);
    match filter {
        Filter::Category(any) => any.iter().map(|id| exact(category_term(*id))).collect(),
        Filter::Brand(any) => any.iter().map(|brand| exact(brand_term(brand))).collect(),
        Filter::Attribute { code, any } => any.iter().map(|value| exact(value_term(code, value))).collect(),
        Filter::Between { code, from, to } => {
            let from = value_term(code, &Value::Number(from.unwrap_or(i64::MIN)));
            let to = value_term(code, &Value::Number(to.unwrap_or(i64::MAX)));
            vec![terms.between(&from, &to)]
        }
        Filter::CompatibleWith(_) => Vec::new(),
    }
}

/// Reads a term back. Nothing for bytes that this module did not write.
pub(super) fn read(term: &[u8]) -> Option<(FacetOf, FacetValue)> {
    let separator = term.iter().position(|byte| *byte == 0)?;
    let name = std::str::from_utf8(&term[..separator]).ok()?;
    let (kind, payload) = term[separator + 1..].split_first()?;
    let text = || std::str::from_utf8(payload).ok().map(str::to_owned);
    let attribute = |value| Some((FacetOf::Attribute(name.to_owned()), FacetValue::Attribute(value)));
    match (name, kind) {
        (CATEGORY, _) => {
            let id = CategoryId::from_uuid(Uuid::from_slice(payload).ok()?);
            Some((FacetOf::Category, FacetValue::Category(id)))
        }
        (BRAND, _) => Some((FacetOf::Brand, FacetValue::Brand(text()?))),
        (_, b'b') => attribute(Value::Flag(payload.first() == Some(&1))),
        (_, b'n') => {
            let bytes: [u8; 8] = payload.try_into().ok()?;
            attribute(Value::Number((u64::from_be_bytes(bytes) ^ (1 << 63)).cast_signed()))
        }
        _ => attribute(Value::Text(text()?)),
    }
}

/// The attribute's part of a term, with the separator.
pub(super) fn prefix_of(term: &[u8]) -> &[u8] {
    let end = term.iter().position(|byte| *byte == 0).map_or(term.len(), |separator| separator + 1);
    &term[..end]
}
