//! What callers ask, and how it becomes a query of the engine: codes become ids, texts become values of their kind.

use catalog::{AttributeKind, Catalogue, Number};
use kernel::{Ctx, FieldFault, PageRequest};

use crate::SearchError;
use crate::engine::{FacetRequest, Filter, Query, Sort, Value};

/// The longest query that is read; more is no query.
const LONGEST_TEXT: usize = 2_000;
/// Filters that one search may have; the engine tells 32 attributes apart.
const MOST_FILTERS: usize = 30;
/// Attributes counted, and values of each.
const FACETS: FacetRequest = FacetRequest { attributes: 20, values: 30 };

/// A search as it comes from a page or the API.
#[derive(Debug, Clone, Default)]
pub struct SearchAsk {
    /// What was typed.
    pub text: String,
    /// Codes of categories; a product must be in one of them, at any depth.
    pub categories: Vec<String>,
    pub filters: Vec<AskedFilter>,
    /// The name of a machine that products must fit.
    pub compatible_with: Option<String>,
    pub facets: bool,
    pub order: Ordering,
    pub limit: Option<u16>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// `bore=20`, `bore=10..30`, `seal=2RS`, `brand=…`. Several on one attribute widen each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFilter {
    /// The attribute's code, or `brand`.
    pub attribute: String,
    /// A value, or `lo..hi` with either end open, in the attribute's unit.
    pub value: String,
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ordering {
    /// Best first; without a text, by name.
    #[default]
    Relevance,
    Name,
    Sku,
}

impl Ordering {
    pub const ALL: [Ordering; 3] = [Ordering::Relevance, Ordering::Name, Ordering::Sku];

    pub const fn code(self) -> &'static str {
        match self {
            Ordering::Relevance => "relevance",
            Ordering::Name => "name",
            Ordering::Sku => "sku",
        }
    }

    pub fn parse(code: &str) -> Option<Ordering> {
        Ordering::ALL.into_iter().find(|order| order.code() == code)
    }
}

/// The engine's query, or every fault of the question.
pub(crate) fn query(catalogue: &Catalogue, ctx: &Ctx, ask: &SearchAsk) -> Result<Query, SearchError> {
    let mut faults = Vec::new();
    if ask.text.len() > LONGEST_TEXT {
        faults.push(FieldFault::new("q", "too_long", format!("is longer than {LONGEST_TEXT} bytes")));
    }
    if ask.filters.len() + ask.categories.len() > MOST_FILTERS {
        faults.push(FieldFault::new("filter", "too_many", format!("at most {MOST_FILTERS} filters")));
    }
    let mut filters = Vec::new();
    for filter in ask.filters.iter().take(MOST_FILTERS) {
        match read_filter(catalogue, ctx, filter) {
            Ok(filter) => filters.push(filter),
            Err(fault) => faults.push(fault),
        }
    }
    match categories(catalogue, ctx, &ask.categories) {
        Ok(any) => filters.extend(any),
        Err(fault) => faults.push(fault),
    }
    filters.extend(ask.compatible_with.iter().filter(|machine| !machine.trim().is_empty()).cloned().map(Filter::CompatibleWith));
    let offset = match ask.after.as_deref() {
        None => 0,
        Some(after) => after.parse().unwrap_or_else(|_| {
            faults.push(FieldFault::new("after", "not_readable", "is not the next of an earlier page"));
            0
        }),
    };
    if !faults.is_empty() {
        return Err(SearchError::Invalid(faults));
    }
    let sort = match ask.order {
        Ordering::Relevance => Sort::Relevance,
        Ordering::Name => Sort::Name,
        Ordering::Sku => Sort::Sku,
    };
    let limit = PageRequest::new(ask.limit, None).limit();
    let facets = ask.facets.then_some(FACETS);
    Ok(Query { filters, facets, sort, offset, limit, ..Query::new(ask.text.clone(), ctx.locale) })
}

fn categories(catalogue: &Catalogue, ctx: &Ctx, codes: &[String]) -> Result<Option<Filter>, FieldFault> {
    let mut any = Vec::new();
    for code in codes {
        match catalogue.category_by_code(ctx.tenant, code) {
            Some(category) => any.push(category.id),
            None => return Err(FieldFault::new("category", "unknown", format!("there is no category {}", shown(code)))),
        }
    }
    Ok((!any.is_empty()).then_some(Filter::Category(any)))
}

fn read_filter(catalogue: &Catalogue, ctx: &Ctx, asked: &AskedFilter) -> Result<Filter, FieldFault> {
    let fault = |code, message: String| FieldFault::new(format!("filter[{}]", shown(&asked.attribute)), code, message);
    if asked.attribute == "brand" {
        return Ok(Filter::Brand(vec![asked.value.clone()]));
    }
    let Some(attribute) = catalogue.attribute(ctx.tenant, &asked.attribute) else {
        return Err(fault("unknown_attribute", "there is no such attribute".to_owned()));
    };
    if !attribute.facet {
        return Err(fault("not_filterable", "this attribute is no filter".to_owned()));
    }
    let code = attribute.code.to_string();
    match attribute.kind {
        AttributeKind::Text | AttributeKind::Choice => {
            Ok(Filter::Attribute { code, any: vec![Value::Text(asked.value.clone())] })
        }
        AttributeKind::Boolean => match asked.value.as_str() {
            "true" => Ok(Filter::Attribute { code, any: vec![Value::Flag(true)] }),
            "false" => Ok(Filter::Attribute { code, any: vec![Value::Flag(false)] }),
            _ => Err(fault("not_a_boolean", "must be true or false".to_owned())),
        },
        AttributeKind::Number | AttributeKind::Range => read_numbers(code, &asked.value)
            .ok_or_else(|| fault("not_a_number", "must be a number such as 12.5, or a range such as 10..20".to_owned())),
    }
}

/// `12.5`, `10..20`, `10..`, `..20`.
fn read_numbers(code: String, text: &str) -> Option<Filter> {
    let number = |text: &str| Number::parse(text.trim()).map(Number::micros);
    let Some((from, to)) = text.split_once("..") else {
        return Some(Filter::Attribute { code, any: vec![Value::Number(number(text)?)] });
    };
    let bound = |text: &str| if text.trim().is_empty() { Some(None) } else { number(text).map(Some) };
    let (from, to) = (bound(from)?, bound(to)?);
    (from.is_some() || to.is_some()).then_some(Filter::Between { code, from, to })
}

/// As much of a caller's text as belongs into a message.
fn shown(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(40).collect()
}
