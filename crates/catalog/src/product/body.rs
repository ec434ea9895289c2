//! How products travel when they are edited.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{FieldFault, ProductId, Quantity, Timestamp, Version};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use store::StoreError;
use utoipa::ToSchema;

use crate::CatalogError;
use crate::attribute::{Attribute, AttributeKind, from_json as value_from_json};
use crate::product::service::ProductRecord;
use crate::product::{Pack, ProductDraft, ProductKind, ProductState, TaxCategory};
use crate::stored::{from_json, known, unit};
use crate::text::{Texts, Word};

/// What a product is made of.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductInput {
    /// The seller's code; unique.
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) sku: String,
    #[serde(default)]
    kind: ProductKind,
    /// The master's SKU, for a variant.
    master: Option<String>,
    /// The maker's part number.
    #[schema(max_length = 300)]
    mpn: Option<String>,
    /// 8, 12, 13 or 14 digits with a right check digit.
    #[schema(pattern = "^[0-9]{8,14}$")]
    gtin: Option<String>,
    /// Further codes under which it is known.
    #[serde(default)]
    #[schema(max_items = 100)]
    other_codes: Vec<String>,
    #[schema(max_length = 100)]
    brand: Option<String>,
    /// A category's code.
    category: Option<String>,
    /// A family's code.
    family: Option<String>,
    /// By language; at least one.
    names: Texts,
    #[serde(default)]
    descriptions: Texts,
    /// By attribute code: a text, a decimal string, `true` or `false`, a choice's code, or `["low", "high"]`.
    #[serde(default)]
    #[schema(value_type = Object, example = json!({"bore_diameter": "20", "sealed": true, "temperature": ["-20", "120"]}))]
    attributes: Map<String, Json>,
    /// The least that is sold; its unit is the unit of sale. One piece when absent.
    minimum: Option<Quantity>,
    /// What quantities must be a multiple of; as `minimum` when absent.
    step: Option<Quantity>,
    #[serde(default)]
    #[schema(max_items = 20)]
    packs: Vec<PackBody>,
    weight_grams: Option<u32>,
    #[serde(default)]
    tax_category: TaxCategory,
    /// Days from order to dispatch when it is not in stock.
    lead_time_days: Option<u16>,
    #[serde(default)]
    state: ProductState,
    /// The SKU of the product that takes its place.
    successor: Option<String>,
}

/// A pack that it comes in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackBody {
    /// `box`, `carton`, `bag`, `pallet`.
    #[schema(min_length = 1, max_length = 32)]
    name: String,
    quantity: Quantity,
}

/// A product as it is edited. Sent back whole it changes nothing, but for `id`, `version` and the like, which are not sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductBody {
    id: ProductId,
    sku: String,
    kind: ProductKind,
    master: Option<String>,
    mpn: Option<String>,
    gtin: Option<String>,
    other_codes: Vec<String>,
    brand: Option<String>,
    category: Option<String>,
    family: Option<String>,
    names: Texts,
    descriptions: Texts,
    #[schema(value_type = Object)]
    attributes: Map<String, Json>,
    minimum: Quantity,
    step: Quantity,
    packs: Vec<PackBody>,
    weight_grams: Option<i64>,
    tax_category: TaxCategory,
    lead_time_days: Option<i32>,
    state: ProductState,
    successor: Option<String>,
    /// Where the record came from, and its key there.
    source: Option<String>,
    foreign_key: Option<String>,
    changed_at: Timestamp,
    version: Version,
}

impl ProductInput {
    /// The codes of the attributes that it gives values of.
    pub(crate) fn attribute_codes(&self) -> Vec<&str> {
        self.attributes.keys().map(String::as_str).filter(|code| !code.contains(char::is_control)).collect()
    }

    /// The draft that it stands for, given the definitions of its attributes.
    pub(crate) fn draft(&self, attributes: &HashMap<String, Arc<Attribute>>) -> Result<ProductDraft, CatalogError> {
        let mut faults = Vec::new();
        for (field, count, most) in [
            ("other_codes", self.other_codes.len(), 100),
            ("packs", self.packs.len(), 20),
            ("attributes", self.attributes.len(), 500),
        ] {
            if count > most {
                faults.push(FieldFault::new(field, "too_many", format!("at most {most}")));
            }
        }
        let mut values = Vec::with_capacity(self.attributes.len());
        for (code, json) in &self.attributes {
            let fault =
                |code: &str, reason: &'static str, text: String| FieldFault::new(format!("attributes.{code}"), reason, text);
            match attributes.get(code) {
                None => faults.push(fault(code, "unknown", "there is no such attribute".to_owned())),
                Some(attribute) => match value_from_json(attribute.kind, json) {
                    Some(value) => values.push((code.clone(), value)),
                    None => faults.push(fault(code, "wrong_kind", format!("must be {}", expected(attribute)))),
                },
            }
        }
        if !faults.is_empty() {
            return Err(CatalogError::Invalid(faults));
        }
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Ok(ProductDraft {
            sku: self.sku.clone(),
            kind: Some(self.kind),
            master: given(&self.master),
            mpn: given(&self.mpn),
            gtin: given(&self.gtin),
            other_codes: self.other_codes.clone(),
            brand: given(&self.brand),
            category: given(&self.category),
            family: given(&self.family),
            names: self.names.clone(),
            descriptions: self.descriptions.clone(),
            attributes: values,
            minimum: self.minimum,
            step: self.step,
            packs: self.packs.iter().map(|pack| Pack { name: Word::new(&pack.name), quantity: pack.quantity }).collect(),
            weight_grams: self.weight_grams,
            tax_category: Some(self.tax_category),
            lead_time_days: self.lead_time_days,
            state: Some(self.state),
            successor: given(&self.successor),
            source: None,
            foreign_key: None,
            replaces: true,
        })
    }
}

fn expected(attribute: &Attribute) -> &'static str {
    match attribute.kind {
        AttributeKind::Text => "a text",
        AttributeKind::Number => "a decimal string with at most six decimals",
        AttributeKind::Boolean => "true or false",
        AttributeKind::Choice => "the code of a choice",
        AttributeKind::Range => "two decimal strings, the lowest and the highest",
    }
}

impl ProductBody {
    pub(crate) fn new(record: ProductRecord) -> Result<ProductBody, StoreError> {
        let ProductRecord { model, master, successor, category } = record;
        let unit = unit(&model.unit)?;
        let packs: Vec<(String, i64)> = from_json(&model.packs)?;
        let pack = |(name, micros)| PackBody { name, quantity: Quantity::from_micros(micros, unit) };
        Ok(ProductBody {
            id: ProductId::from_uuid(model.id),
            kind: known(ProductKind::parse(&model.kind), "product kind", &model.kind)?,
            master,
            mpn: model.mpn,
            gtin: model.gtin,
            other_codes: from_json(&model.other_codes)?,
            brand: model.brand,
            category,
            family: model.family,
            names: from_json(&model.names)?,
            descriptions: from_json(&model.descriptions)?,
            attributes: from_json(&model.attributes)?,
            minimum: Quantity::from_micros(model.minimum_micros, unit),
            step: Quantity::from_micros(model.step_micros, unit),
            packs: packs.into_iter().map(pack).collect(),
            weight_grams: model.weight_grams,
            tax_category: known(TaxCategory::parse(&model.tax_category), "tax category", &model.tax_category)?,
            lead_time_days: model.lead_time_days,
            state: known(ProductState::parse(&model.state), "product state", &model.state)?,
            successor,
            source: model.source,
            foreign_key: model.foreign_key,
            changed_at: Timestamp::from_micros(model.changed_at),
            version: model.version,
            sku: model.sku,
        })
    }
}
