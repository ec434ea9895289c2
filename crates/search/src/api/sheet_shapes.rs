//! How a data sheet travels.

use catalog::{
    AttributeKind, Category, Characteristic, FileKind, Product, ProductFile, ProductKind, ProductState, RelationKind,
    RelationTarget, TaxCategory, Value,
};
use inventory::{Confidence, Incoming, WarehouseStock};
use kernel::{Ctx, Date, Locale, Quantity, Timestamp, Version};
use serde::Serialize;
use utoipa::ToSchema;

use super::shapes::{NumberRangeBody, OwnPriceBody, SupplyBody, address};
use crate::{DataSheet, Related, SupplyDetail};

/// The data sheet of a product.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DataSheetBody {
    sku: String,
    kind: ProductKind,
    state: ProductState,
    name: String,
    description: Option<String>,
    brand: Option<String>,
    mpn: Option<String>,
    gtin: Option<String>,
    other_codes: Vec<String>,
    /// The account's own part number.
    customer_sku: Option<String>,
    /// Code of its category.
    category: Option<String>,
    /// From the root down to its category.
    category_path: Vec<SheetCategoryBody>,
    family: Option<String>,
    attributes: Vec<SheetAttributeBody>,
    files: Vec<SheetFileBody>,
    /// What belongs to it.
    relations: Vec<SheetRelationBody>,
    /// What it belongs to.
    fits: Vec<SheetRelationBody>,
    variants: Vec<ProductReferenceBody>,
    master: Option<ProductReferenceBody>,
    /// What takes the place of a discontinued product.
    successor: Option<ProductReferenceBody>,
    packaging: SheetPackagingBody,
    weight_grams: Option<u32>,
    tax_category: TaxCategory,
    /// Days until more can be had when there is none.
    lead_time_days: Option<u16>,
    /// For the caller's account; absent where none is agreed.
    price: Option<OwnPriceBody>,
    availability: Option<SupplyDetailBody>,
    version: Version,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SheetCategoryBody {
    code: String,
    name: String,
}

/// A product by its code and name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProductReferenceBody {
    sku: String,
    name: String,
}

/// An attribute's value.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SheetAttributeBody {
    code: String,
    label: String,
    kind: AttributeKind,
    value: SheetValueBody,
    /// The value in the caller's language, without its unit.
    text: String,
    /// UN/ECE Rec 20 code.
    unit: Option<&'static str>,
    /// The unit's sign.
    unit_symbol: Option<&'static str>,
}

/// Text, choice code or plain decimal as a string; a boolean; a range by its ends.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum SheetValueBody {
    Text(String),
    Flag(bool),
    Range(NumberRangeBody),
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SheetFileBody {
    kind: FileKind,
    title: String,
    /// ISO 639-1 code; absent for drawings and pictures.
    language: Option<String>,
    media_type: String,
    url: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SheetRelationBody {
    kind: RelationKind,
    /// Absent for something that is not in the catalogue.
    sku: Option<String>,
    name: String,
    /// In an exploded drawing.
    position: Option<String>,
    quantity: Option<Quantity>,
}

/// In which quantities it is sold.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SheetPackagingBody {
    /// UN/ECE Rec 20 code of the unit of sale.
    unit: &'static str,
    minimum: Quantity,
    step: Quantity,
    packs: Vec<SheetPackBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SheetPackBody {
    name: String,
    quantity: Quantity,
}

/// Whether and when a product can leave, and from where.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SupplyDetailBody {
    #[serde(flatten)]
    supply: SupplyBody,
    warehouses: Vec<SheetWarehouseBody>,
    /// For the least that is sold.
    promise: Option<SheetPromiseBody>,
    as_of: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SheetWarehouseBody {
    warehouse: String,
    name: String,
    on_hand: Quantity,
    reserved: Quantity,
    available: Quantity,
    incoming: Vec<Incoming>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SheetPromiseBody {
    #[schema(value_type = String, format = Date)]
    date: Date,
    confidence: Confidence,
    splits: Vec<SheetPromisePartBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SheetPromisePartBody {
    warehouse: Option<String>,
    quantity: Quantity,
    #[schema(value_type = String, format = Date)]
    date: Date,
}

impl DataSheetBody {
    pub(super) fn new(ctx: &Ctx, sheet: DataSheet) -> DataSheetBody {
        let (product, locale) = (&sheet.product, ctx.locale);
        let owned = |text: &str| text.to_owned();
        DataSheetBody {
            sku: product.sku.to_string(),
            kind: product.kind,
            state: product.state,
            name: owned(product.name(locale)),
            description: product.description(locale).map(owned),
            brand: product.brand.as_deref().map(owned),
            mpn: product.mpn.as_deref().map(owned),
            gtin: product.gtin.as_deref().map(owned),
            other_codes: product.other_codes.iter().map(ToString::to_string).collect(),
            customer_sku: sheet.customer_sku.as_deref().map(owned),
            category: sheet.categories.last().map(|category| category.code.to_string()),
            category_path: sheet.categories.iter().map(|category| category_body(category, locale)).collect(),
            family: product.family.as_deref().map(owned),
            attributes: product.attributes.iter().map(|value| attribute(value, locale)).collect(),
            files: sheet.files.iter().map(|each| file(&product.sku, each)).collect(),
            relations: sheet.relations.iter().filter_map(|related| relation(related, locale)).collect(),
            fits: sheet.fits.iter().filter_map(|related| relation(related, locale)).collect(),
            variants: sheet.variants.iter().map(|variant| reference(variant, locale)).collect(),
            master: sheet.master.as_ref().map(|master| reference(master, locale)),
            successor: sheet.successor.as_ref().map(|successor| reference(successor, locale)),
            packaging: packaging(product),
            weight_grams: product.weight_grams,
            tax_category: product.tax_category,
            lead_time_days: product.lead_time_days,
            price: sheet.price.map(OwnPriceBody::from),
            availability: sheet.supply.map(SupplyDetailBody::from),
            version: product.version,
        }
    }
}

fn category_body(category: &Category, locale: Locale) -> SheetCategoryBody {
    SheetCategoryBody { code: category.code.to_string(), name: category.name(locale).to_owned() }
}

fn reference(product: &Product, locale: Locale) -> ProductReferenceBody {
    ProductReferenceBody { sku: product.sku.to_string(), name: product.name(locale).to_owned() }
}

fn attribute(characteristic: &Characteristic, locale: Locale) -> SheetAttributeBody {
    let attribute = &characteristic.attribute;
    let value = match &characteristic.value {
        Value::Text(text) | Value::Choice(text) => SheetValueBody::Text(text.to_string()),
        Value::Number(number) => SheetValueBody::Text(number.to_string()),
        Value::Boolean(flag) => SheetValueBody::Flag(*flag),
        Value::Range(bounds) => SheetValueBody::Range(NumberRangeBody { low: bounds.0.to_string(), high: bounds.1.to_string() }),
    };
    SheetAttributeBody {
        code: attribute.code.to_string(),
        label: attribute.name(locale).to_owned(),
        kind: attribute.kind,
        value,
        text: characteristic.text(locale),
        unit: attribute.unit.map(|unit| unit.code()),
        unit_symbol: characteristic.unit_symbol(),
    }
}

fn file(sku: &str, file: &ProductFile) -> SheetFileBody {
    SheetFileBody {
        kind: file.kind,
        title: file.title.to_string(),
        language: file.language.map(|language| language.to_string()),
        media_type: file.media_type.to_string(),
        url: address(sku, file),
    }
}

/// Nothing for a product that left the catalogue a moment ago.
fn relation(related: &Related, locale: Locale) -> Option<SheetRelationBody> {
    let (sku, name) = match (&related.product, &related.relation.target) {
        (Some(product), _) => (Some(product.sku.to_string()), product.name(locale).to_owned()),
        (None, RelationTarget::Text(text)) => (None, text.to_string()),
        (None, RelationTarget::Product(_)) => return None,
    };
    let relation = &related.relation;
    let position = relation.position.as_ref().map(ToString::to_string);
    Some(SheetRelationBody { kind: relation.kind, sku, name, position, quantity: relation.quantity })
}

fn packaging(product: &Product) -> SheetPackagingBody {
    let packaging = &product.packaging;
    let pack = |pack: &catalog::Pack| SheetPackBody { name: pack.name.to_string(), quantity: pack.quantity };
    SheetPackagingBody {
        unit: packaging.unit.code(),
        minimum: packaging.minimum(),
        step: packaging.step(),
        packs: packaging.packs.iter().map(pack).collect(),
    }
}

impl From<SupplyDetail> for SupplyDetailBody {
    fn from(detail: SupplyDetail) -> SupplyDetailBody {
        let codes: Vec<_> = detail.warehouses.iter().map(|stock| (stock.warehouse, stock.code.clone())).collect();
        let code = |id| codes.iter().find(|(known, _)| *known == id).map(|(_, code)| code.clone());
        let promise = detail.promise.map(|promise| SheetPromiseBody {
            date: promise.date,
            confidence: promise.confidence,
            splits: promise
                .splits
                .into_iter()
                .map(|part| SheetPromisePartBody { warehouse: code(part.warehouse), quantity: part.quantity, date: part.date })
                .collect(),
        });
        SupplyDetailBody {
            supply: SupplyBody::from(detail.supply),
            warehouses: detail.warehouses.into_iter().map(warehouse).collect(),
            promise,
            as_of: detail.as_of,
        }
    }
}

fn warehouse(stock: WarehouseStock) -> SheetWarehouseBody {
    SheetWarehouseBody {
        warehouse: stock.code,
        name: stock.name,
        on_hand: stock.on_hand,
        reserved: stock.reserved,
        available: stock.available,
        incoming: stock.incoming,
    }
}
