//! Filters as people see them: the catalogue's names for the engine's counts.

use catalog::{AttributeKind, Catalogue, Number};
use kernel::{Ctx, Unit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::SearchAsk;
use crate::category_facet;
use crate::engine::{Facet, FacetOf, FacetValue, Value};

/// What a filter's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FacetKind {
    Category,
    Brand,
    Text,
    Number,
    Boolean,
}

/// An attribute to filter by, with the values that results have.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetView {
    /// What to name in the filter: an attribute's code, `brand` or `category`.
    pub attribute: String,
    /// The attribute's name in the caller's language; pages translate `brand` and `category` by their codes.
    pub label: String,
    pub kind: FacetKind,
    pub unit: Option<Unit>,
    pub values: Vec<ValueView>,
    /// How many different values results have; more than shown when the list was cut.
    pub distinct: usize,
    /// The smallest and the largest number, plain decimals.
    pub range: Option<(String, String)>,
}

/// A value with the number of results that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueView {
    /// As it stands in a filter: `20`, `true`, a choice's code, a category's code.
    pub value: String,
    /// As people read it; numbers as plain decimals, which pages write in their language.
    pub label: String,
    pub count: u32,
    /// Whether results are filtered by it.
    pub selected: bool,
}

/// Facets with names: the category first, then the brand, then attributes in the order of data sheets.
pub(crate) fn views(catalogue: &Catalogue, ctx: &Ctx, ask: &SearchAsk, facets: Vec<Facet>) -> Vec<FacetView> {
    let mut views: Vec<((u8, i32, String), FacetView)> = Vec::new();
    for facet in facets {
        let view = match &facet.of {
            FacetOf::Category => category_facet::view(catalogue, ctx, ask, &facet).map(|view| ((0, 0, String::new()), view)),
            FacetOf::Brand => Some(((1, 0, String::new()), brand(ask, &facet))),
            FacetOf::Attribute(code) => attribute(catalogue, ctx, ask, code, &facet),
        };
        views.extend(view);
    }
    views.sort_by(|(left, _), (right, _)| left.cmp(right));
    views.into_iter().map(|(_, view)| view).collect()
}

fn brand(ask: &SearchAsk, facet: &Facet) -> FacetView {
    let shown = |value: &FacetValue| match value {
        FacetValue::Brand(brand) => Some((brand.clone(), brand.clone())),
        FacetValue::Category(_) | FacetValue::Attribute(_) => None,
    };
    FacetView {
        attribute: "brand".to_owned(),
        label: "brand".to_owned(),
        kind: FacetKind::Brand,
        unit: None,
        values: values(ask, "brand", facet, shown),
        distinct: facet.distinct,
        range: None,
    }
}

fn attribute(
    catalogue: &Catalogue,
    ctx: &Ctx,
    ask: &SearchAsk,
    code: &str,
    facet: &Facet,
) -> Option<((u8, i32, String), FacetView)> {
    let attribute = catalogue.attribute(ctx.tenant, code).filter(|attribute| attribute.facet)?;
    let kind = match attribute.kind {
        AttributeKind::Text | AttributeKind::Choice => FacetKind::Text,
        AttributeKind::Number | AttributeKind::Range => FacetKind::Number,
        AttributeKind::Boolean => FacetKind::Boolean,
    };
    let number = |micros: i64| Number::from_micros(micros).to_string();
    let shown = |value: &FacetValue| match value {
        FacetValue::Attribute(Value::Text(text)) => {
            let label = attribute.choice(text).map_or(text.as_str(), |choice| choice.name(ctx.locale));
            Some((text.clone(), label.to_owned()))
        }
        FacetValue::Attribute(Value::Number(micros)) => Some((number(*micros), number(*micros))),
        FacetValue::Attribute(Value::Flag(flag)) => Some((flag.to_string(), flag.to_string())),
        FacetValue::Category(_) | FacetValue::Brand(_) => None,
    };
    let view = FacetView {
        attribute: code.to_owned(),
        label: attribute.name(ctx.locale).to_owned(),
        kind,
        unit: attribute.unit,
        values: values(ask, code, facet, shown),
        distinct: facet.distinct,
        range: facet.range.map(|(low, high)| (number(low), number(high))),
    };
    Some(((2, attribute.position, code.to_owned()), view))
}

fn values(
    ask: &SearchAsk,
    attribute: &str,
    facet: &Facet,
    shown: impl Fn(&FacetValue) -> Option<(String, String)>,
) -> Vec<ValueView> {
    let view = |counted: &crate::engine::FacetCount| {
        let (value, label) = shown(&counted.value)?;
        let selected = ask.filters.iter().any(|filter| filter.attribute == attribute && filter.value == value);
        Some(ValueView { value, label, count: counted.count, selected })
    };
    facet.values.iter().filter_map(view).collect()
}
