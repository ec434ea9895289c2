//! The problems that routes of this room can answer with, for the API's document.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};

/// Of routes that read.
pub(crate) struct ReadProblems;

/// Of routes that create or put.
pub(crate) struct WriteProblems;

/// Of routes that replace what they must have seen.
pub(crate) struct ReplaceProblems;

/// Of routes that act without a body.
pub(crate) struct ActProblems;

const UNAUTHENTICATED: (&str, &str) = ("401", "Nobody is signed in, or the token is not good");
const FORBIDDEN: (&str, &str) = ("403", "The caller may not do this");
const NOT_FOUND: (&str, &str) = ("404", "Absent, or not the caller's to see");
const INVALID: (&str, &str) = ("422", "Read, but not acceptable; `errors` says where and why");
const TOO_MANY: (&str, &str) = ("429", "Too many requests; see Retry-After");
const MALFORMED: (&str, &str) = ("400", "Not readable");
const CONFLICT: (&str, &str) = ("409", "The state, or another row, is in the way");
const TOO_LARGE: (&str, &str) = ("413", "The body is too large");
const MOVED: (&str, &str) = ("412", "Somebody changed it in the meantime");
const NO_VERSION: (&str, &str) = ("428", "If-Match is missing");

fn problems(rows: &[(&str, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let body = |description: &str| {
        let content = Content::new(Some(Ref::from_schema_name("ProblemBody")));
        ResponseBuilder::new().description(description).content("application/problem+json", content).build()
    };
    rows.iter().map(|(status, description)| ((*status).to_owned(), RefOr::T(body(description)))).collect()
}

impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, INVALID, TOO_MANY])
    }
}

impl IntoResponses for WriteProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, INVALID, TOO_MANY])
    }
}

impl IntoResponses for ReplaceProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let rows = [MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, MOVED, TOO_LARGE, INVALID, NO_VERSION, TOO_MANY];
        problems(&rows)
    }
}

impl IntoResponses for ActProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, INVALID, TOO_MANY])
    }
}
