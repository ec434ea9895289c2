//! Failures as RFC 9457 problem documents: the one place where a room's error becomes a status and a body.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{ErrorKind, Fault, FieldFault};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What handlers return.
pub type Answer<T> = Result<T, Problem>;

/// A failure on its way out. Any room's error becomes one by `?`; the guard adds the correlation id and chooses JSON or a page.
#[derive(Debug, Clone)]
pub struct Problem(Box<Parts>);

/// Behind a pointer: failures are rare, and every answer of every handler would carry their size.
#[derive(Debug, Clone)]
struct Parts {
    kind: ErrorKind,
    code: &'static str,
    detail: String,
    fields: Vec<FieldFault>,
    arguments: Vec<(&'static str, String)>,
    extension: Option<serde_json::Value>,
    /// Seconds after which a repeat makes sense.
    retry_after: Option<u64>,
}

/// The body of a problem document (RFC 9457, `application/problem+json`).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ProblemBody {
    /// A URI for the kind of problem: `urn:fondaco:problem:` and the code.
    #[serde(rename = "type")]
    pub problem_type: String,
    pub title: String,
    pub status: u16,
    /// What happened and what to do, for people.
    pub detail: String,
    /// Stable code: `orders.already_shipped`.
    pub code: String,
    /// Quote this when asking for help.
    pub correlation_id: String,
    /// The fields at fault; empty when it is not about fields.
    pub errors: Vec<FieldProblem>,
    /// What a program needs to react, such as what is still available. Depends on the code.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub extension: serde_json::Map<String, serde_json::Value>,
}

/// A failure at one field.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// `lines[3].quantity`
    pub field: String,
    pub code: String,
    pub message: String,
}

impl Problem {
    pub fn new(kind: ErrorKind, code: &'static str, detail: impl Into<String>) -> Problem {
        let detail = detail.into();
        Problem(Box::new(Parts {
            kind,
            code,
            detail,
            fields: Vec::new(),
            arguments: Vec::new(),
            extension: None,
            retry_after: None,
        }))
    }

    /// Input that was read but is not acceptable, field by field.
    pub fn invalid(fields: Vec<FieldFault>) -> Problem {
        let detail = match fields.as_slice() {
            [one] => format!("{}: {}", one.field, one.message),
            many => format!("{} fields are not acceptable; see errors", many.len()),
        };
        let mut problem = Problem::new(ErrorKind::Invalid, "web.invalid", detail);
        problem.0.fields = fields;
        problem
    }

    /// Input that could not be read at all.
    pub fn malformed(detail: impl Into<String>) -> Problem {
        Problem::new(ErrorKind::Malformed, "web.malformed", detail)
    }

    pub fn not_found() -> Problem {
        Problem::new(ErrorKind::NotFound, "access.not_found", "there is no such thing, or it is not yours to see")
    }

    pub fn with_retry_after(mut self, seconds: u64) -> Problem {
        self.0.retry_after = Some(seconds);
        self
    }

    pub fn with_extension(mut self, extension: serde_json::Value) -> Problem {
        self.0.extension = Some(extension);
        self
    }

    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    pub fn code(&self) -> &'static str {
        self.0.code
    }

    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    pub fn fields(&self) -> &[FieldFault] {
        &self.0.fields
    }

    pub fn arguments(&self) -> &[(&'static str, String)] {
        &self.0.arguments
    }

    pub fn extension(&self) -> Option<&serde_json::Value> {
        self.0.extension.as_ref()
    }

    pub fn status(&self) -> StatusCode {
        match self.0.kind {
            ErrorKind::Malformed => StatusCode::BAD_REQUEST,
            ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
            ErrorKind::Forbidden => StatusCode::FORBIDDEN,
            ErrorKind::NotFound => StatusCode::NOT_FOUND,
            ErrorKind::Conflict => StatusCode::CONFLICT,
            ErrorKind::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            ErrorKind::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            ErrorKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorKind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The document, for the caller with this correlation id. Internal failures keep their causes to themselves.
    pub fn body(&self, correlation_id: &str) -> ProblemBody {
        let status = self.status();
        let errors = self
            .0
            .fields
            .iter()
            .map(|fault| FieldProblem { field: fault.field.clone(), code: fault.code.to_owned(), message: fault.message.clone() })
            .collect();
        let detail = match self.0.kind {
            ErrorKind::Internal => "something went wrong on our side; quote the correlation id when asking for help".to_owned(),
            _ => self.0.detail.clone(),
        };
        let extension = match &self.0.extension {
            Some(serde_json::Value::Object(map)) => map.clone(),
            _ => serde_json::Map::new(),
        };
        ProblemBody {
            problem_type: format!("urn:fondaco:problem:{}", self.0.code),
            title: status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: status.as_u16(),
            detail,
            code: self.0.code.to_owned(),
            correlation_id: correlation_id.to_owned(),
            errors,
            extension,
        }
    }

    /// The answer as `application/problem+json`.
    pub fn json_response(&self, correlation_id: &str) -> Response {
        let body = serde_json::to_vec(&self.body(correlation_id)).unwrap_or_default();
        let mut response = (self.status(), [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        self.add_headers(&mut response);
        response
    }

    /// The headers that the status asks for.
    pub fn add_headers(&self, response: &mut Response) {
        if let Some(seconds) = self.0.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.0.kind == ErrorKind::Unauthenticated {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"fondaco\""));
        }
    }
}

impl<F: Fault + 'static> From<F> for Problem {
    fn from(fault: F) -> Problem {
        let kind = fault.kind();
        if matches!(kind, ErrorKind::Internal | ErrorKind::Unavailable) {
            // The chain of causes is for operators: it goes to the log, under the request's correlation id, not to the caller.
            tracing::error!(code = fault.code(), error = %chain(&fault), "request failed");
        }
        Problem(Box::new(Parts {
            kind,
            code: fault.code(),
            detail: fault.to_string(),
            fields: fault.fields(),
            arguments: fault.arguments(),
            extension: fault.extension(),
            retry_after: fault.retry_after().or(match kind {
                ErrorKind::Unavailable => Some(2),
                ErrorKind::RateLimited => Some(60),
                _ => None,
            }),
        }))
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

impl IntoResponse for Problem {
    /// Carries the problem to the guard, which writes the body in the form that the caller reads.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
