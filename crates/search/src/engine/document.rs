//! What the engine knows of a product. Whoever feeds it flattens the catalogue into these.

use kernel::{CategoryId, Locale, ProductId, Unit};

/// A product as the engine indexes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub product: ProductId,
    pub sku: String,
    /// The maker's part number.
    pub mpn: Option<String>,
    /// GTINs (EAN, UPC) of every packaging; leading zeros do not matter.
    pub gtins: Vec<String>,
    /// Further codes that it goes by.
    pub other_codes: Vec<String>,
    pub brand: Option<String>,
    /// Names and descriptions, at most one entry per language.
    pub texts: Vec<LocalText>,
    /// The category and all its ancestors, so that a filter on any of them finds the product.
    pub categories: Vec<CategoryId>,
    pub attributes: Vec<Attribute>,
    /// Names of machines that the product fits.
    pub compatible_with: Vec<String>,
    /// Factor on the relevance: 1 is neutral, must be positive.
    pub boost: f32,
    /// A mark of what this document was made from: kept, never searched. Whoever feeds the index compares marks to find
    /// out what must be fed again.
    pub stamp: u64,
}

/// A product's words in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalText {
    pub locale: Locale,
    pub name: String,
    pub description: String,
    /// Words that should find the product without being on its label: category names, labels of attribute values, trade words.
    pub keywords: Vec<String>,
}

/// One attribute's value; an attribute with several values comes several times.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// The attribute's code in the catalogue.
    pub code: String,
    pub value: Value,
    /// The unit of a number, for queries such as `10 mm`.
    pub unit: Option<Unit>,
    /// Whether it can be filtered by and is counted; else it only helps to find.
    pub filterable: bool,
}

/// A value that filters and facets compare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A choice, by its stable text.
    Text(String),
    /// Millionths of the attribute's unit.
    Number(i64),
    Flag(bool),
}
