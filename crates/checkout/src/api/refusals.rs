//! The refusals that routes of one kind have in common, for the API's document.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};

/// Of every route that reads.
pub(super) struct ReadRefusals;

/// Of every route that creates.
pub(super) struct CreateRefusals;

/// Of every route that changes what has a version.
pub(super) struct ChangeRefusals;

const UNAUTHENTICATED: (&str, &str) = ("401", "Nobody is signed in");
const FORBIDDEN: (&str, &str) = ("403", "The caller may not do this");
const NOT_FOUND: (&str, &str) = ("404", "There is no such thing, or it is out of reach");
const INVALID: (&str, &str) = ("422", "A value is not acceptable; `errors` says which");
const LIMITED: (&str, &str) = ("429", "Too many requests; repeat after `Retry-After` seconds");
const MALFORMED: (&str, &str) = ("400", "The body cannot be read");
const CONFLICT: (&str, &str) = ("409", "Something else is in the way");
const TOO_LARGE: (&str, &str) = ("413", "The body is too large");
const MOVED: (&str, &str) = ("412", "It was changed meanwhile: read it again");
const UNSEEN: (&str, &str) = ("428", "If-Match is missing");

impl IntoResponses for ReadRefusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, INVALID, LIMITED])
    }
}

impl IntoResponses for CreateRefusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, INVALID, LIMITED])
    }
}

impl IntoResponses for ChangeRefusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, MOVED, TOO_LARGE, INVALID, UNSEEN, LIMITED])
    }
}

fn problems(rows: &[(&str, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let response = |description: &str| {
        let content = Content::new(Some(Ref::from_schema_name("ProblemBody")));
        RefOr::T(ResponseBuilder::new().description(description).content("application/problem+json", content).build())
    };
    rows.iter().map(|(status, description)| ((*status).to_owned(), response(description))).collect()
}
