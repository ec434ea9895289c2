//! Creating calls that may be repeated: the same `Idempotency-Key` and body get the same answer, also after a crash.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Ctx, ErrorKind, FieldFault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Remembered, Tx, body_digest, recall, remember};

use crate::extract::{bytes_problem, parse_json};
use crate::{Answer, Ground, Problem};

/// The header.
const HEADER: &str = "idempotency-key";

/// A JSON body with its idempotency key.
#[derive(Debug, Clone)]
pub struct Keyed<T> {
    /// What was asked.
    pub body: T,
    key: Option<String>,
    digest: String,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Keyed<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Keyed<T>, Problem> {
        let key = match request.headers().get(HEADER) {
            None => None,
            Some(value) => Some(readable(value)?),
        };
        let is_typed = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(is_json);
        let method = request.method().to_string();
        // With the query: for whom is asked (`act_for`) is a part of what is asked.
        let target = request.uri().path_and_query().map_or("", |target| target.as_str()).to_owned();
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| bytes_problem(&rejection))?;
        let digest = if key.is_some() { body_digest(&method, &target, &bytes) } else { String::new() };
        let body = match (is_typed, nothing(&bytes)) {
            (_, Some(body)) => body,
            (true, None) => parse_json(&bytes)?,
            (false, None) => {
                return Err(Problem::malformed("send the body as JSON, with the header Content-Type: application/json"));
            }
        };
        Ok(Keyed { body, key, digest })
    }
}

/// What stands for no body at all, where a call asks for none (`Keyed<()>`).
fn nothing<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    if bytes.is_empty() { serde_json::from_value(serde_json::Value::Null).ok() } else { None }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn readable(value: &HeaderValue) -> Result<String, Problem> {
    let text = value.to_str().unwrap_or_default();
    if text.is_empty() || text.len() > 200 {
        let message = "must be 1 to 200 printable ASCII characters";
        return Err(Problem::invalid(vec![FieldFault::new("Idempotency-Key", "not_readable", message)]));
    }
    Ok(text.to_owned())
}

/// Whether a keyed call still has to be done.
pub enum Turn {
    /// It was done before: this is its answer.
    Answered(Response),
    /// It has not been done: act in this transaction, then [`Keyed::finish`] or, when refused, [`Keyed::refuse`].
    Yours(Tx),
}

impl<T> Keyed<T> {
    /// Looks the key up and begins a transaction when the call is new.
    pub async fn begin(&self, ground: &Ground, ctx: &Ctx) -> Answer<Turn> {
        match self.replay(ground, ctx).await? {
            Some(response) => Ok(Turn::Answered(response)),
            None => Ok(Turn::Yours(ground.begin(ctx).await?)),
        }
    }

    /// Keeps the answer in the transaction that did the act, commits, and answers. Only what was done is kept: what was
    /// refused may be tried again when the reason is gone.
    pub async fn finish<B: Serialize>(&self, ground: &Ground, tx: Tx, status: StatusCode, body: &B) -> Answer<Response> {
        let ctx = tx.ctx().clone();
        let answer = Remembered { digest: self.digest.clone(), status: status.as_u16(), body: json(body)? };
        match self.keep(tx, &answer).await {
            Ok(()) => respond(&answer),
            Err(problem) => self.refuse(ground, &ctx, problem).await,
        }
    }

    /// Answers a failed act: with the other's answer when the same key came twice at once and the other won, else with the
    /// problem. Its transaction must have been dropped. Whatever the problem is: what the other did may be what this one
    /// stumbled over.
    pub async fn refuse(&self, ground: &Ground, ctx: &Ctx, problem: Problem) -> Answer<Response> {
        match self.replay(ground, ctx).await? {
            Some(response) => Ok(response),
            None => Err(problem),
        }
    }

    async fn keep(&self, mut tx: Tx, answer: &Remembered) -> Answer<()> {
        if let Some(key) = &self.key {
            remember(&mut tx, key, answer);
        }
        Ok(tx.commit().await?)
    }

    pub(crate) async fn replay(&self, ground: &Ground, ctx: &Ctx) -> Answer<Option<Response>> {
        let Some(key) = &self.key else { return Ok(None) };
        let Some(answer) = recall(ground.store.reader(), ctx, key).await? else { return Ok(None) };
        if answer.digest != self.digest {
            let detail = "this Idempotency-Key was used for another request; use a new key";
            return Err(Problem::new(ErrorKind::Invalid, "idempotency.key_reused", detail));
        }
        respond(&answer).map(Some)
    }
}

fn json<B: Serialize>(body: &B) -> Answer<String> {
    serde_json::to_string(body).map_err(|error| Problem::new(ErrorKind::Internal, "web.internal", error.to_string()))
}

fn respond(answer: &Remembered) -> Answer<Response> {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    Ok((status, [(header::CONTENT_TYPE, "application/json")], answer.body.clone()).into_response())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use serde_json::{Value, json};

    use super::*;

    async fn keyed<T: DeserializeOwned>(target: &str, body: &str) -> Result<Keyed<T>, Problem> {
        let request = Request::post(target).header(HEADER, "k1").header(header::CONTENT_TYPE, "application/json");
        Keyed::from_request(request.body(Body::from(body.to_owned())).unwrap(), &()).await
    }

    #[tokio::test]
    async fn what_is_asked_is_path_query_and_body() {
        let first = keyed::<Value>("/api/v1/orders?act_for=1001", "{\"a\":1}").await.unwrap();
        assert_eq!(first.body, json!({"a": 1}));
        for (target, body, same) in [
            ("/api/v1/orders?act_for=1001", "{\"a\":1}", true),
            ("/api/v1/orders?act_for=1002", "{\"a\":1}", false),
            ("/api/v1/orders", "{\"a\":1}", false),
            ("/api/v1/carts?act_for=1001", "{\"a\":1}", false),
            ("/api/v1/orders?act_for=1001", "{\"a\":2}", false),
        ] {
            let other = keyed::<Value>(target, body).await.unwrap();
            assert_eq!(other.digest == first.digest, same, "{target} {body}");
        }
    }

    #[tokio::test]
    async fn a_call_that_asks_for_no_body_takes_none() {
        let bare = Request::post("/x").header(HEADER, "k1").body(Body::empty()).unwrap();
        assert!(Keyed::<()>::from_request(bare, &()).await.is_ok());
        assert!(keyed::<()>("/x", "").await.is_ok());
        let bare = Request::post("/x").body(Body::empty()).unwrap();
        let refused = Keyed::<Vec<u8>>::from_request(bare, &()).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Malformed, "others are told what to send");
    }
}
