//! The problems that routes of this room can answer with, for the API's document.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};

/// Of routes that read.
pub(crate) struct ReadProblems;

/// Of routes that replace what they must have seen.
pub(crate) struct ReplaceProblems;

const READ: [(&str, &str); 5] = [
    ("401", "Nobody is signed in, or the token is not good"),
    ("403", "The caller may not do this"),
    ("404", "Absent, or not the caller's to see"),
    ("422", "Read, but not acceptable; `errors` says where and why"),
    ("429", "Too many requests; see Retry-After"),
];

const REPLACE: [(&str, &str); 5] = [
    ("400", "Not readable"),
    ("409", "Another change is in the way"),
    ("412", "Somebody changed it in the meantime"),
    ("413", "The body is too large"),
    ("428", "If-Match is missing"),
];

fn problems<'a>(rows: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> BTreeMap<String, RefOr<Response>> {
    let body = |description: &str| {
        let content = Content::new(Some(Ref::from_schema_name("ProblemBody")));
        ResponseBuilder::new().description(description).content("application/problem+json", content).build()
    };
    rows.into_iter().map(|(status, description)| ((*status).to_owned(), RefOr::T(body(description)))).collect()
}

impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&READ)
    }
}

impl IntoResponses for ReplaceProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(READ.iter().chain(&REPLACE))
    }
}
