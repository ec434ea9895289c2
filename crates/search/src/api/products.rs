//! `GET /api/v1/products`: search and browse.

use axum::extract::State;
use kernel::{FieldFault, PageRequest};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Caller, Json, Paging, Problem, ProblemBody, Query, out_of_range};

use super::shapes::{FacetBody, FoundProductBody};
use crate::{AskedFilter, FacetView, FoundProduct, Ordering, SearchAsk, SearchState};

/// The query string, for the document. It is read by hand, since filters are named by attributes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters, is never made")]
pub(super) struct SearchParams {
    /// Part number, barcode, the account's own part number, words in Italian or English, a machine. Absent: everything.
    q: Option<String>,
    /// Code of a category; products of categories below it are found, too. May be repeated: any of them.
    category: Option<String>,
    /// `filter[code]=value` or `filter[code]=lo..hi` for numbers, in the attribute's unit, either end may be open.
    /// Repeated for one attribute: any of the values. `filter[brand]` for the brand.
    #[param(style = DeepObject, explode, value_type = Option<std::collections::HashMap<String, String>>)]
    filter: Option<()>,
    /// Whether to count values to filter by.
    facets: Option<bool>,
    /// Name of a machine that products must fit.
    compatible_with: Option<String>,
    /// `relevance` (default), `name` or `sku`.
    #[param(inline)]
    sort: Option<SortParam>,
    /// How many products at most: 25 when absent. Less than 1 or more than 200 is refused.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
}

#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes a parameter, is never made")]
enum SortParam {
    Relevance,
    Name,
    Sku,
}

/// The answer to a search.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProductSearchBody {
    items: Vec<FoundProductBody>,
    /// Empty unless asked for.
    facets: Vec<FacetBody>,
    /// Products found, on all pages.
    total: usize,
    /// Pass as `after` for the next page; absent at the end.
    next: Option<String>,
    /// Send it back with signals and cart lines.
    query_id: String,
    /// Other spellings, when the query has words that no product has.
    suggestions: Vec<String>,
}

/// Products by code, words and filters, with the caller's prices and stock, best first.
#[utoipa::path(get, path = "/api/v1/products", tag = "products", params(SearchParams), responses(
    (status = 200, description = "Products found, best first", body = ProductSearchBody),
    (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "The caller may not read the catalogue", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "The account acted for is out of reach", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "A parameter is not acceptable", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many requests", body = ProblemBody, content_type = "application/problem+json"),
    (status = 503, description = "The index is being built", body = ProblemBody, content_type = "application/problem+json"),
))]
pub(super) async fn list_products(
    State(state): State<SearchState>,
    Caller(ctx): Caller,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer<Json<ProductSearchBody>> {
    let mut ask = read(pairs).map_err(Problem::invalid)?;
    let paging = Paging::new("products", ask.limit, ask.after.as_deref())?;
    ask.after = paging.request().after.clone();
    let results = state.finder.search(&ctx, &ask)?;
    let product = |found: FoundProduct| FoundProductBody::new(state.finder.catalogue(), &ctx, found);
    Ok(Json(ProductSearchBody {
        items: results.items.into_iter().map(product).collect(),
        facets: results.facets.into_iter().map(|facet: FacetView| FacetBody::from(facet)).collect(),
        total: results.total,
        next: paging.sealed(results.next),
        query_id: results.query_id,
        suggestions: results.suggestions,
    }))
}

/// Reads the query string; parameters that this call does not know are for the guard, or nobody.
fn read(pairs: Vec<(String, String)>) -> Result<SearchAsk, Vec<FieldFault>> {
    let mut ask = SearchAsk::default();
    let mut faults = Vec::new();
    for (name, value) in pairs {
        match name.as_str() {
            "q" => ask.text = value,
            "category" => ask.categories.extend((!value.is_empty()).then_some(value)),
            "facets" => match value.as_str() {
                "true" | "1" | "" => ask.facets = true,
                "false" | "0" => ask.facets = false,
                _ => faults.push(FieldFault::new("facets", "not_a_boolean", "must be true or false")),
            },
            "compatible_with" => ask.compatible_with = Some(value),
            "sort" => match Ordering::parse(&value) {
                Some(order) => ask.order = order,
                None if value.is_empty() => {}
                None => faults.push(FieldFault::new("sort", "unknown", "must be relevance, name or sku")),
            },
            "limit" => match value.parse::<u16>() {
                Ok(limit) => ask.limit = Some(limit),
                Err(_) => faults.push(out_of_range(PageRequest::MOST)),
            },
            "after" => ask.after = Some(value),
            _ => {
                if let Some(attribute) = name.strip_prefix("filter[").and_then(|rest| rest.strip_suffix(']')) {
                    ask.filters.push(AskedFilter { attribute: attribute.to_owned(), value });
                }
            }
        }
    }
    if faults.is_empty() { Ok(ask) } else { Err(faults) }
}
