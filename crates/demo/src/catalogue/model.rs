//! What the generator gives out: neutral descriptions that no room depends on. The seed turns them into the rooms' inputs.

use std::collections::BTreeMap;

use kernel::{Quantity, Unit, UnitPrice};

/// A text in the demo's two languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Words {
    pub it: String,
    pub en: String,
}

impl Words {
    pub fn new(it: impl Into<String>, en: impl Into<String>) -> Words {
        Words { it: it.into(), en: en.into() }
    }
}

/// A text in both languages that is known when the program is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    pub it: &'static str,
    pub en: &'static str,
}

/// What values an attribute takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeKind {
    /// The same short text in every language, such as the thread `M8`.
    Text,
    /// A decimal number in the attribute's unit.
    Number,
    Boolean,
    /// One of the listed choices.
    Choice(&'static [Choice]),
}

/// One allowed value of a choice attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub code: &'static str,
    pub label: Label,
}

/// A characteristic that products are described and filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute {
    pub code: &'static str,
    pub kind: AttributeKind,
    /// UN/ECE Recommendation 20 code of a number's unit.
    pub unit: Option<&'static str>,
    pub label: Label,
    /// Whether the search offers a filter on it.
    pub facet: bool,
}

/// A set of attributes that products of one kind share, most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    pub code: &'static str,
    pub label: Label,
    pub attributes: &'static [&'static str],
}

/// A node of the category tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Category {
    pub code: &'static str,
    pub parent: Option<&'static str>,
    pub label: Label,
    /// The key of [`crate::drawings::drawing`] that shows what is inside.
    pub drawing: &'static str,
}

/// A brand of the demo. All are invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrandProfile {
    pub code: &'static str,
    pub name: &'static str,
    pub about: Label,
}

/// A warehouse of the demo's seller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warehouse {
    pub code: &'static str,
    pub name: &'static str,
    pub city: &'static str,
}

/// The value of one attribute of one product.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Text(String),
    /// Millionths of the attribute's unit.
    Number(i64),
    Boolean(bool),
    /// The code of a choice.
    Choice(&'static str),
}

/// A way in which a product is packed: so many of its unit in a box, on a reel, in a can.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pack {
    /// `box`, `bag`, `carton`, `reel`, `can` or `drum`.
    pub kind: &'static str,
    pub name: Words,
    pub quantity: Quantity,
}

/// How two products belong together, seen from the product that lists it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Goes with this product.
    Accessory { sku: String },
    /// Can take this product's place: same dimensions, other brand, seal or material.
    Substitute { sku: String },
    /// Is a part of this machine, at a position of its exploded view.
    SparePart { sku: String, position: u16, quantity: Quantity },
    /// Is a machine that this product fits.
    CompatibleMachine { sku: String },
}

impl Relation {
    /// The other product.
    pub fn sku(&self) -> &str {
        match self {
            Relation::Accessory { sku }
            | Relation::Substitute { sku }
            | Relation::SparePart { sku, .. }
            | Relation::CompatibleMachine { sku } => sku,
        }
    }
}

/// Goods on their way to a warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Incoming {
    /// Days from the day of seeding until they arrive.
    pub in_days: u16,
    pub quantity: Quantity,
}

/// What lies in one warehouse.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stock {
    pub warehouse: &'static str,
    pub on_hand: Quantity,
    pub incoming: Option<Incoming>,
}

/// Which silhouette shows the product, and the dimensions written beside its lines.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sketch {
    pub key: &'static str,
    pub dims: BTreeMap<&'static str, String>,
}

/// Products that differ only along a few axes, sold under one page: all lengths and sizes of one screw.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Group {
    pub code: String,
    pub name: Words,
    pub family: &'static str,
    pub category: &'static str,
    pub brand: &'static str,
    /// Attribute codes along which the members differ.
    pub axes: &'static [&'static str],
    pub drawing: &'static str,
}

/// Which rate of value added tax applies, by the name that pricing's tax table uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaxCategory {
    Standard,
}

/// One article of the demo catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Product {
    pub sku: String,
    pub name: Words,
    pub description: Words,
    pub brand: &'static str,
    pub mpn: String,
    /// A GTIN-13 from GS1's range for internal use (prefix 20), with a valid check digit.
    pub gtin: String,
    pub category: &'static str,
    pub family: &'static str,
    /// In the family's order.
    pub values: Vec<(&'static str, Value)>,
    pub unit: Unit,
    pub minimum: Quantity,
    pub step: Quantity,
    pub packs: Vec<Pack>,
    /// Net weight of one unit, in kilograms.
    pub weight: Quantity,
    pub tax_category: TaxCategory,
    /// Working days until it can leave when it is not on stock.
    pub lead_time_days: u16,
    /// List price of one unit, net, in EUR.
    pub list_price: UnitPrice,
    pub group: Option<String>,
    pub relations: Vec<Relation>,
    pub stock: Vec<Stock>,
    pub sketch: Sketch,
}
