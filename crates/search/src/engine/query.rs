//! What can be asked, and what is answered.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use kernel::{CategoryId, Locale, ProductId};

use super::document::Value;

/// A search. Any text is welcome; only its first words count.
#[derive(Debug, Clone)]
pub struct Query {
    /// What was typed; empty asks for everything that passes the filters.
    pub text: String,
    /// The caller's language: preferred, not the only one searched.
    pub locale: Locale,
    /// All must hold; several on one attribute widen each other. Filters on more than 32 attributes find nothing.
    pub filters: Vec<Filter>,
    /// Which products the caller may see at all.
    pub restrict: Option<Restriction>,
    /// The product that the text is the caller's own code for: it comes first.
    pub meant: Option<ProductId>,
    /// Which facets to count, if any.
    pub facets: Option<FacetRequest>,
    pub sort: Sort,
    /// How many hits to skip; beyond [`Query::DEEPEST`] nothing is found.
    pub offset: usize,
    pub limit: usize,
}

impl Query {
    /// The deepest hit that paging reaches: deeper pages are for exports, not for people.
    pub const DEEPEST: usize = 10_000;

    /// A plain search: the first 25 hits by relevance, no facets.
    pub fn new(text: impl Into<String>, locale: Locale) -> Query {
        Query {
            text: text.into(),
            locale,
            filters: Vec::new(),
            restrict: None,
            meant: None,
            facets: None,
            sort: Sort::Relevance,
            offset: 0,
            limit: 25,
        }
    }
}

/// A condition on products.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// In any of these categories, at any depth.
    Category(Vec<CategoryId>),
    /// Of any of these brands, as written.
    Brand(Vec<String>),
    /// The attribute has any of these values.
    Attribute { code: String, any: Vec<Value> },
    /// The attribute's number lies between these, both included.
    Between { code: String, from: Option<i64>, to: Option<i64> },
    /// Fits a machine whose name has all these words.
    CompatibleWith(String),
}

/// Which products may be seen, for assortments.
#[derive(Debug, Clone)]
pub enum Restriction {
    Only(Arc<HashSet<ProductId>>),
    Except(Arc<HashSet<ProductId>>),
}

impl Restriction {
    pub(super) fn allows(&self, product: ProductId) -> bool {
        match self {
            Restriction::Only(products) => products.contains(&product),
            Restriction::Except(products) => !products.contains(&product),
        }
    }
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Best first; without a text, by name.
    Relevance,
    /// By the name in the caller's language, numbers inside names by size.
    Name,
    Sku,
}

/// How much to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetRequest {
    /// At most so many attributes, those that most hits have; filtered ones come on top.
    pub attributes: usize,
    /// At most so many values of each, the most frequent ones; categories come all.
    pub values: usize,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Hits {
    pub items: Vec<Hit>,
    /// Products found, on all pages.
    pub total: usize,
    pub facets: Vec<Facet>,
    /// Other spellings of the query, when it has words that no product has.
    pub suggestions: Vec<String>,
}

/// A product found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    pub product: ProductId,
    /// Comparable within one answer only; zero without a text.
    pub score: f32,
    pub matched: Matched,
}

/// What made a product a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Matched {
    pub code: bool,
    pub text: bool,
}

/// What a facet counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FacetOf {
    Category,
    Brand,
    /// By the attribute's code.
    Attribute(String),
}

/// Counts of one attribute's values among the hits. The facet's own filter does not narrow its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    pub of: FacetOf,
    /// Numbers by size, all else most frequent first.
    pub values: Vec<FacetCount>,
    /// How many different values the hits have; more than `values` shows when it was cut.
    pub distinct: usize,
    /// The smallest and the largest number.
    pub range: Option<(i64, i64)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct FacetCount {
    pub value: FacetValue,
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FacetValue {
    Category(CategoryId),
    Brand(String),
    Attribute(Value),
}

/// What to complete while someone types.
#[derive(Debug, Clone)]
pub struct SuggestRequest {
    pub text: String,
    pub locale: Locale,
    pub restrict: Option<Restriction>,
    pub limit: usize,
}

/// Completions of what was typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestions {
    /// The line with its last word completed, the most frequent first.
    pub completions: Vec<String>,
    /// Products that match so far.
    pub products: Vec<Hit>,
}

pub(super) fn page(offset: usize, limit: usize) -> Range<usize> {
    let start = offset.min(Query::DEEPEST);
    start..start.saturating_add(limit).min(Query::DEEPEST)
}
