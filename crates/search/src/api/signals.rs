//! `POST /api/v1/signals`: what a search led to.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Answer, Caller, Keyed, ProblemBody, Turn};

use crate::{SearchState, Signal, SignalKind, signal};

/// What was done with a result.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignalBody {
    /// The `query_id` of the search.
    #[schema(max_length = 64)]
    query_id: String,
    sku: String,
    kind: SignalKind,
}

/// What somebody did with a search's results.
#[utoipa::path(post, path = "/api/v1/signals", tag = "products", request_body = SignalBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeats with the same key count once")), responses(
    (status = 202, description = "Noted", body = SignalBody),
    (status = 400, description = "The body is no JSON", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "The caller may not read the catalogue", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "The account acted for is out of reach", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Another change was in the way", body = ProblemBody, content_type = "application/problem+json"),
    (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "A field is not acceptable", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many requests", body = ProblemBody, content_type = "application/problem+json"),
    (status = 503, description = "The database does not answer", body = ProblemBody, content_type = "application/problem+json"),
))]
pub(super) async fn post_signal(
    State(state): State<SearchState>,
    Caller(ctx): Caller,
    keyed: Keyed<SignalBody>,
) -> Answer<Response> {
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    let SignalBody { query_id, sku, kind } = keyed.body.clone();
    signal(&ctx, &mut tx, &state.finder, &Signal { query_id, sku, kind })?;
    keyed.finish(&state.ground, tx, StatusCode::ACCEPTED, &keyed.body).await
}
