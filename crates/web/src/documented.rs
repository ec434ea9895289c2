//! The problems that routes of one kind have in common, for the API's document.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};

/// Of routes that read.
pub struct ReadProblems;

/// Of routes that create, or do something that has no version.
pub struct CreateProblems;

/// Of routes that change what the caller must have seen.
pub struct ReplaceProblems;

/// Of routes that act without a body.
pub struct ActProblems;

const MALFORMED: (&str, &str) = ("400", "The body cannot be read");
const UNAUTHENTICATED: (&str, &str) = ("401", "Nobody is signed in, or the token is not good");
const FORBIDDEN: (&str, &str) = ("403", "The caller may not do this");
const NOT_FOUND: (&str, &str) = ("404", "Absent, or not the caller's to see");
const CONFLICT: (&str, &str) = (
    "409",
    "The state, or something else, is in the way: `code` says what. With `store.contended` nothing was done; repeat after `Retry-After` seconds",
);
const MOVED: (&str, &str) = ("412", "It was changed meanwhile: read it again");
const TOO_LARGE: (&str, &str) = ("413", "The body is too large");
const INVALID: (&str, &str) = ("422", "Read, but not acceptable; `errors` says where and why");
const UNSEEN: (&str, &str) = ("428", "If-Match is missing");
const LIMITED: (&str, &str) = ("429", "Too many requests; repeat after `Retry-After` seconds");

impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, INVALID, LIMITED])
    }
}

impl IntoResponses for CreateProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, INVALID, LIMITED])
    }
}

impl IntoResponses for ReplaceProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, MOVED, TOO_LARGE, INVALID, UNSEEN, LIMITED])
    }
}

impl IntoResponses for ActProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, INVALID, LIMITED])
    }
}

fn problems(rows: &[(&str, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let response = |description: &str| {
        let content = Content::new(Some(Ref::from_schema_name("ProblemBody")));
        RefOr::T(ResponseBuilder::new().description(description).content("application/problem+json", content).build())
    };
    rows.iter().map(|(status, description)| ((*status).to_owned(), response(description))).collect()
}
