//! What comes in and goes out: JSON, forms, paths and queries whose faults are problems that say where and why.

use axum::extract::rejection::{BytesRejection, FormRejection, JsonRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::{ErrorKind, FieldFault};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Answer, Paging, Problem};

/// A JSON body, in or out.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

/// The query string.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

/// The path's parameters. One that cannot be what it should be leads nowhere: 404.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

/// An `application/x-www-form-urlencoded` body. Its `csrf_token` field was checked by the guard and may be ignored.
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

/// A `multipart/form-data` body, part by part. One that is none is a problem that says so.
#[derive(Debug)]
pub struct Multipart(pub axum::extract::Multipart);

/// `?limit=&after=` of a list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// How many items at most: 25 when absent. Less than 1 or more than 200 is refused.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    pub after: Option<String>,
}

impl PageQuery {
    /// What is asked of the list of this name. Errors: 422 at the fields `after` and `limit`.
    pub fn of(&self, list: &str) -> Answer<Paging> {
        Paging::new(list, self.limit, self.after.as_deref())
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>, Problem> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Json(value)),
            Err(rejection) => Err(json_problem(rejection)),
        }
    }
}

/// Reads JSON, and says at which field it is not what was expected.
pub(crate) fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    match axum::Json::<T>::from_bytes(bytes) {
        Ok(axum::Json(value)) => Ok(value),
        Err(rejection) => Err(json_problem(rejection)),
    }
}

fn json_problem(rejection: JsonRejection) -> Problem {
    match rejection {
        JsonRejection::JsonDataError(error) => {
            // serde_path_to_error's words: `lines[0].quantity: missing field ...`
            let text = error.body_text();
            let text = text.strip_prefix("Failed to deserialize the JSON body into the target type: ").unwrap_or(&text);
            let (field, message) = text.split_once(": ").unwrap_or(("", text));
            Problem::invalid(vec![FieldFault::new(field, "not_readable", message)])
        }
        JsonRejection::JsonSyntaxError(error) => Problem::malformed(format!("the body is not valid JSON: {}", error.body_text())),
        JsonRejection::MissingJsonContentType(_) => {
            Problem::malformed("send the body as JSON, with the header Content-Type: application/json")
        }
        JsonRejection::BytesRejection(error) => bytes_problem(&error),
        other => Problem::malformed(other.body_text()),
    }
}

pub(crate) fn bytes_problem(rejection: &BytesRejection) -> Problem {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(ErrorKind::TooLarge, "web.too_large", "the body is too large; send it in smaller parts");
    }
    Problem::malformed(rejection.body_text())
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response(),
            Err(error) => {
                tracing::error!(%error, "an answer could not be written as JSON");
                Problem::new(ErrorKind::Internal, "web.internal", "").into_response()
            }
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Form<T>, Problem> {
        match axum::Form::<T>::from_request(request, state).await {
            Ok(axum::Form(value)) => Ok(Form(value)),
            Err(FormRejection::BytesRejection(error)) => Err(bytes_problem(&error)),
            Err(rejection) => Err(Problem::malformed(rejection.body_text())),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Multipart {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Multipart, Problem> {
        match axum::extract::Multipart::from_request(request, state).await {
            Ok(parts) => Ok(Multipart(parts)),
            Err(rejection) => Err(Problem::malformed(rejection.body_text())),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Query<T>, Problem> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(value)) => Ok(Query(value)),
            Err(rejection) => {
                let text = rejection.body_text();
                let message = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
                // serde_path_to_error's words again: `limit: invalid digit found in string`.
                let named = message.split_once(": ").filter(|(field, _)| !field.contains(char::is_whitespace));
                let (field, message) = named.unwrap_or(("query", message));
                Err(Problem::invalid(vec![FieldFault::new(field, "not_readable", message)]))
            }
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, Problem> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Path(value)),
            Err(_) => Err(Problem::not_found()),
        }
    }
}
