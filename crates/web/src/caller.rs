//! Who is asking: the identity behind a token or a session, and the extractor that hands handlers their [`Ctx`].

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use futures::future::BoxFuture;
use kernel::{Actor, Ctx, Denied, Locale, Role, SessionId, TenantId, Timestamp};
use store::StoreError;

use crate::Problem;

/// A caller, as a token or a session tells.
#[derive(Debug, Clone)]
pub struct Identity {
    pub tenant: TenantId,
    pub actor: Actor,
    /// The language that the person chose.
    pub locale: Option<Locale>,
    /// Present for people in a browser.
    pub session: Option<Session>,
}

/// A browser session. Also an extractor for pages: refuses callers without one.
#[derive(Debug, Clone)]
pub struct Session {
    pub id: SessionId,
    /// What forms of this session must carry.
    pub csrf: Arc<str>,
    pub role: Role,
    pub email: Arc<str>,
}

/// The tenant that a host name leads to.
#[derive(Debug, Clone)]
pub struct TenantHome {
    pub tenant: TenantId,
    pub locale: Locale,
}

/// Knows tokens, sessions and tenants; the accounts room implements it. Unknown or expired is `None`, never an error.
pub trait Authenticator: Send + Sync + 'static {
    fn by_bearer<'a>(&'a self, token: &'a str, now: Timestamp) -> BoxFuture<'a, Result<Option<Arc<Identity>>, StoreError>>;

    fn by_session<'a>(&'a self, token: &'a str, now: Timestamp) -> BoxFuture<'a, Result<Option<Arc<Identity>>, StoreError>>;

    /// The tenant of a `Host` header; with one tenant only, that one.
    fn by_host<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Option<TenantHome>, StoreError>>;

    /// The same caller acting for an account (its number or id) or a person (an e-mail address). Refused when the caller
    /// has no right to act for others or none to this account.
    fn act_for<'a>(&'a self, identity: &'a Identity, whom: &'a str) -> BoxFuture<'a, Result<Actor, Problem>>;
}

/// The name of the session cookie.
pub const SESSION_COOKIE: &str = "fondaco_session";

/// The caller's context, made by the guard before any handler runs.
#[derive(Debug, Clone)]
pub struct Caller(pub Ctx);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Caller, Problem> {
        // Absent only when a route was mounted outside the guard: then nobody is let in.
        parts.extensions.get::<Ctx>().cloned().map(Caller).ok_or_else(|| Problem::from(Denied::Anonymous))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Session, Problem> {
        parts.extensions.get::<Session>().cloned().ok_or_else(|| Problem::from(Denied::Anonymous))
    }
}
