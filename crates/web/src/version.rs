//! Versions of editable resources on the wire: `ETag` out, `If-Match` in.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use kernel::{ErrorKind, Version};
use serde::Serialize;

use crate::{Json, Problem};

/// The version that the caller has seen: `If-Match: "7"`. Absent is 428, unreadable 412.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Version);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<IfMatch, Problem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Err(Problem::new(
                ErrorKind::PreconditionRequired,
                "web.version_required",
                "read the resource first and send its ETag as If-Match, so that nobody's change is lost",
            ));
        };
        let text = value.to_str().unwrap_or_default().trim().trim_start_matches("W/").trim_matches('"');
        text.parse().map(IfMatch).map_err(|_| {
            Problem::new(ErrorKind::PreconditionFailed, "web.version_unknown", "If-Match must be an ETag that was given before")
        })
    }
}

/// A body with its version as `ETag`.
pub fn tagged<T: Serialize>(version: Version, body: T) -> (HeaderMap, Json<T>) {
    (etag(version), Json(body))
}

/// A new resource with its version: 201.
pub fn created<T: Serialize>(version: Version, body: T) -> (StatusCode, HeaderMap, Json<T>) {
    (StatusCode::CREATED, etag(version), Json(body))
}

fn etag(version: Version) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{version}\"")) {
        headers.insert(header::ETAG, value);
    }
    headers
}
