//! `POST /oauth/token`: client credentials for an access token (RFC 6749, section 4.4).

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::{ErrorKind, Fault};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::{Answer, Caller, Form, Json, Problem, ProblemBody};

use super::model::{parse_scopes, scope_text};
use super::token::issue_token;
use crate::AccountsState;

/// The form.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub(crate) struct TokenForm {
    /// `client_credentials`
    grant_type: Option<String>,
    /// Or as the user name of HTTP Basic.
    client_id: Option<String>,
    /// Or as the password of HTTP Basic.
    client_secret: Option<String>,
    /// Fewer scopes than the client has, separated by spaces; all of them when absent.
    scope: Option<String>,
}

/// The token.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct TokenBody {
    access_token: String,
    /// `Bearer`
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds for which the token is good.
    expires_in: i64,
    /// What it allows, separated by spaces.
    #[schema(example = "catalog:read prices:read orders:write")]
    scope: String,
}

/// Get an access token for a client's id and secret.
#[utoipa::path(
    post, path = "/oauth/token", tag = "access", operation_id = "issue_token", security(()),
    request_body(content = TokenForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "A token", body = TokenBody),
        (status = 400, description = "Not a token request; `error` says why in the words of RFC 6749", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "Unknown or revoked client, or wrong secret", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Sent by a browser from another site's page", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "Body too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn token(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    headers: HeaderMap,
    Form(form): Form<TokenForm>,
) -> Answer<Response> {
    if form.grant_type.as_deref() != Some("client_credentials") {
        return Err(refused(
            ErrorKind::Malformed,
            "accounts.unsupported_grant",
            "unsupported_grant_type",
            "grant_type must be client_credentials",
        ));
    }
    let (client_id, client_secret) = credentials(&headers, &form)?;
    let wanted = match form.scope.as_deref().filter(|scope| !scope.trim().is_empty()) {
        None => None,
        Some(text) => Some(parse_scopes(text).map_err(|word| scope_problem(&format!("{word:?} is not a scope")))?),
    };
    let issued = issue_token(&ctx, &state.ground.store, (&client_id, &client_secret), wanted.as_deref()).await;
    let issued = issued.map_err(|error| match error.kind() {
        ErrorKind::Unauthenticated => {
            refused(ErrorKind::Unauthenticated, "accounts.bad_credentials", "invalid_client", &error.to_string())
        }
        ErrorKind::Invalid => scope_problem("the scope asks for more than this client was given"),
        _ => Problem::from(error),
    })?;
    let body = TokenBody {
        access_token: issued.token,
        token_type: "Bearer",
        expires_in: issued.expires_in,
        scope: scope_text(&issued.scopes),
    };
    Ok((StatusCode::OK, [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")], Json(body)).into_response())
}

fn scope_problem(detail: &str) -> Problem {
    refused(ErrorKind::Malformed, "accounts.invalid_scope", "invalid_scope", detail)
}

/// A problem document that also carries the members which OAuth libraries look for.
fn refused(kind: ErrorKind, code: &'static str, error: &str, detail: &str) -> Problem {
    Problem::new(kind, code, detail).with_extension(json!({"error": error, "error_description": detail}))
}

/// Why no credentials could be read, in the words of RFC 6749 and for people.
struct Unreadable {
    error: &'static str,
    detail: &'static str,
}

impl From<Unreadable> for Problem {
    fn from(reason: Unreadable) -> Problem {
        let (kind, code) = match reason.error {
            "invalid_client" => (ErrorKind::Unauthenticated, "accounts.bad_credentials"),
            _ => (ErrorKind::Malformed, "accounts.invalid_request"),
        };
        refused(kind, code, reason.error, reason.detail)
    }
}

/// From HTTP Basic or from the body; not both.
fn credentials(headers: &HeaderMap, form: &TokenForm) -> Result<(String, String), Unreadable> {
    let basic =
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Basic "));
    let unknown = |detail| Unreadable { error: "invalid_client", detail };
    match (basic, &form.client_id, &form.client_secret) {
        (Some(_), _, Some(_)) => {
            let detail = "send the client's id and secret once: as HTTP Basic or in the body";
            Err(Unreadable { error: "invalid_request", detail })
        }
        (Some(encoded), ..) => {
            basic_pair(encoded).ok_or(unknown("the Authorization header is not HTTP Basic of client_id:client_secret"))
        }
        (None, Some(id), Some(secret)) => Ok((id.clone(), secret.clone())),
        _ => Err(unknown("send client_id and client_secret as HTTP Basic or in the body")),
    }
}

fn basic_pair(encoded: &str) -> Option<(String, String)> {
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}
