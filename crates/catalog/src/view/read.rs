//! From stored rows to what readers see. Pure but for the words that are kept once.

use std::fmt;
use std::sync::Arc;

use kernel::{CategoryId, ProductId, Quantity, Unit, Version};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use store::StoreError;

use crate::attribute::{AttributeKind, Characteristic, Number, Value};
use crate::product::{Pack, Packaging, Product, ProductKind, ProductState, TaxCategory};
use crate::relation::{Relation, RelationKind, RelationTarget};
use crate::stored::from_json;
use crate::view::Shelf;

/// A row of the table of products, its codes understood, its JSON not yet.
pub(crate) struct ProductRow<'a> {
    pub(crate) id: ProductId,
    pub(crate) sku: &'a str,
    pub(crate) kind: ProductKind,
    pub(crate) master: Option<ProductId>,
    pub(crate) mpn: Option<&'a str>,
    pub(crate) gtin: Option<&'a str>,
    pub(crate) other_codes: &'a str,
    pub(crate) brand: Option<&'a str>,
    pub(crate) category: Option<CategoryId>,
    pub(crate) family: Option<&'a str>,
    pub(crate) names: &'a str,
    pub(crate) descriptions: &'a str,
    pub(crate) attributes: &'a str,
    pub(crate) unit: Unit,
    pub(crate) minimum_micros: i64,
    pub(crate) step_micros: i64,
    pub(crate) packs: &'a str,
    pub(crate) weight_grams: Option<u32>,
    pub(crate) tax_category: TaxCategory,
    pub(crate) lead_time_days: Option<u16>,
    pub(crate) state: ProductState,
    pub(crate) successor: Option<ProductId>,
    pub(crate) version: Version,
}

pub(crate) fn product(shelf: &mut Shelf, row: ProductRow<'_>) -> Result<Product, StoreError> {
    let attributes = characteristics(shelf, &row)?;
    let other_codes: Vec<Box<str>> = if row.other_codes == "[]" { Vec::new() } else { from_json(row.other_codes)? };
    let stored_packs: Vec<(String, i64)> = if row.packs == "[]" { Vec::new() } else { from_json(row.packs)? };
    let pack =
        |(name, micros): &(String, i64)| Pack { name: shelf.word(name), quantity: Quantity::from_micros(*micros, row.unit) };
    let packs = stored_packs.iter().map(pack).collect();
    Ok(Product {
        id: row.id,
        sku: row.sku.into(),
        kind: row.kind,
        master: row.master,
        mpn: row.mpn.map(Into::into),
        gtin: row.gtin.map(Into::into),
        other_codes: other_codes.into(),
        brand: row.brand.map(|brand| shelf.word(brand)),
        category: row.category,
        family: row.family.map(|family| shelf.word(family)),
        names: from_json(row.names)?,
        descriptions: from_json(row.descriptions)?,
        attributes,
        packaging: Packaging { unit: row.unit, minimum_micros: row.minimum_micros, step_micros: row.step_micros, packs },
        weight_grams: row.weight_grams,
        tax_category: row.tax_category,
        lead_time_days: row.lead_time_days,
        state: row.state,
        successor: row.successor,
        version: row.version,
    })
}

/// Where a relation stands: by kind, then by position as people count (`2` before `10`), then by target.
pub(crate) fn order_in_bill(relation: &Relation) -> (RelationKind, bool, u64, String, String) {
    let position = relation.position.as_deref().unwrap_or("");
    let digits: String = position.chars().take_while(char::is_ascii_digit).collect();
    let target = match &relation.target {
        RelationTarget::Product(id) => id.to_string(),
        RelationTarget::Text(text) => text.to_string(),
    };
    (relation.kind, position.is_empty(), digits.parse().unwrap_or(u64::MAX), position.to_owned(), target)
}

/// The values of a product, in the order of its family, then of the attributes' positions.
fn characteristics(shelf: &mut Shelf, row: &ProductRow<'_>) -> Result<Box<[Characteristic]>, StoreError> {
    if row.attributes == "{}" {
        return Ok(Box::default());
    }
    let mut deserializer = serde_json::Deserializer::from_str(row.attributes);
    let mut values = Values { shelf, found: Vec::with_capacity(16) };
    deserializer
        .deserialize_map(&mut values)
        .map_err(|error| StoreError::Corrupt(format!("attributes of {}: {error}", row.sku)))?;
    let mut found = values.found;
    let family = row.family.and_then(|code| shelf.families.get(code)).cloned();
    let place = |code: &str| {
        let attributes = family.as_ref().map(|family| &family.attributes[..]).unwrap_or_default();
        attributes.iter().position(|each| &**each == code).unwrap_or(usize::MAX)
    };
    found.sort_by(|one, other| {
        let (one, other) = (&one.attribute, &other.attribute);
        (place(&one.code), one.position, &one.code).cmp(&(place(&other.code), other.position, &other.code))
    });
    Ok(found.into_boxed_slice())
}

/// Reads `{"code": value, …}` straight into values, without a tree of JSON in between: half a million values are read
/// at a start.
struct Values<'a> {
    shelf: &'a mut Shelf,
    found: Vec<Characteristic>,
}

impl<'de> Visitor<'de> for &mut Values<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("values by attribute")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(code) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            let Some(attribute) = self.shelf.attributes.get(&*code).cloned() else {
                // An attribute that came after the taxonomy was read; the fact about it is on its way.
                map.next_value::<serde::de::IgnoredAny>()?;
                continue;
            };
            let kind = attribute.kind;
            if let Some(value) = map.next_value_seed(OneValue { kind, shelf: self.shelf })? {
                self.found.push(Characteristic { attribute, value });
            }
        }
        Ok(())
    }
}

/// Reads one value of an attribute of this kind; nothing when it is not one.
struct OneValue<'a> {
    kind: AttributeKind,
    shelf: &'a mut Shelf,
}

impl<'de> DeserializeSeed<'de> for OneValue<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Value>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneValue<'_> {
    type Value = Option<Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, a truth value or two numbers")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<Value>, E> {
        Ok(match self.kind {
            AttributeKind::Text => Some(Value::Text(self.shelf.word(text))),
            AttributeKind::Choice => Some(Value::Choice(self.shelf.word(text))),
            AttributeKind::Number => Number::parse(text).map(Value::Number),
            AttributeKind::Boolean | AttributeKind::Range => None,
        })
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Option<Value>, E> {
        Ok((self.kind == AttributeKind::Boolean).then_some(Value::Boolean(truth)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut bounds: A) -> Result<Option<Value>, A::Error> {
        let mut numbers = Vec::with_capacity(2);
        while let Some(text) = bounds.next_element::<std::borrow::Cow<'de, str>>()? {
            numbers.extend(Number::parse(&text));
        }
        Ok(match (self.kind, numbers.as_slice()) {
            (AttributeKind::Range, [low, high]) => Some(Value::range(*low, *high)),
            _ => None,
        })
    }
}

/// The product with the definitions and words of the shelf that it is put onto.
pub(crate) fn rehung(mut product: Product, onto: &mut Shelf) -> Product {
    product.brand = product.brand.as_deref().map(|brand| onto.word(brand));
    product.family = product.family.as_deref().map(|family| onto.word(family));
    for characteristic in &mut product.attributes {
        if let Some(attribute) = onto.attributes.get(&*characteristic.attribute.code) {
            characteristic.attribute = Arc::clone(attribute);
        }
        match &mut characteristic.value {
            Value::Text(word) | Value::Choice(word) => *word = onto.word(word),
            Value::Number(_) | Value::Boolean(_) | Value::Range(_) => {}
        }
    }
    product
}
