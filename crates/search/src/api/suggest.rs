//! `GET /api/v1/suggest`: type-ahead.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Caller, Json, Problem, ProblemBody, Query, limited};

use super::shapes::FoundProductBody;
use crate::{FoundProduct, SearchState, SuggestAsk, SuggestedCategory};

const DEFAULT_LIMIT: u16 = 8;
const MOST: u16 = 20;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SuggestParams {
    /// What has been typed so far.
    #[serde(default)]
    #[param(required = false)]
    q: String,
    /// How many products and completions at most: 8 when absent. Less than 1 or more than 20 is refused.
    #[param(minimum = 1, maximum = 20)]
    limit: Option<u16>,
}

/// What to offer while someone types.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuggestBody {
    /// The line with its last word completed.
    completions: Vec<String>,
    categories: Vec<SuggestedCategoryBody>,
    products: Vec<FoundProductBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuggestedCategoryBody {
    code: String,
    name: String,
    /// Active products in it and below.
    products: usize,
}

/// Completions while somebody types.
#[utoipa::path(get, path = "/api/v1/suggest", tag = "products", params(SuggestParams), responses(
    (status = 200, description = "Completions, categories and products", body = SuggestBody),
    (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "The caller may not read the catalogue", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "The account acted for is out of reach", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "A parameter is not acceptable", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many requests", body = ProblemBody, content_type = "application/problem+json"),
    (status = 503, description = "The index is being built", body = ProblemBody, content_type = "application/problem+json"),
))]
pub(super) async fn get_suggestions(
    State(state): State<SearchState>,
    Caller(ctx): Caller,
    Query(params): Query<SuggestParams>,
) -> Answer<Json<SuggestBody>> {
    let limit = limited(params.limit, MOST).map_err(|fault| Problem::invalid(vec![fault]))?;
    let limit = usize::from(limit.unwrap_or(DEFAULT_LIMIT));
    let offered = state.finder.suggest(&ctx, &SuggestAsk { text: params.q, limit })?;
    let product = |found: FoundProduct| FoundProductBody::new(state.finder.catalogue(), &ctx, found);
    let category = |offered: SuggestedCategory| SuggestedCategoryBody {
        code: offered.category.code.to_string(),
        name: offered.category.name(ctx.locale).to_owned(),
        products: offered.products,
    };
    Ok(Json(SuggestBody {
        completions: offered.completions,
        categories: offered.categories.into_iter().map(category).collect(),
        products: offered.products.into_iter().map(product).collect(),
    }))
}
