//! What stands before every door: correlation, tenant, identity, acting-for, forgery, rates, language; and behind it:
//! problem documents, security headers, one log line and the metrics of each request.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, FromRequest, MatchedPath, Multipart, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use kernel::{Actor, ActorKind, Clock, CorrelationId, Ctx, ErrorKind, Locale, TenantId, Timestamp};

use crate::caller::SESSION_COOKIE;
use crate::limits::Allowance;
use crate::security::{cookie, encoded, form_token, same_origin, same_secret, security_headers};
use crate::{Authenticator, BodyLimits, Identity, Problem, RateLimits, RouteClass, Session, way_back};

/// Writes problems as pages; the portal implements it.
pub trait PageProblems: Send + Sync + 'static {
    /// `place` is where the person can come back to: the page asked for, or the one that posted.
    fn page(&self, problem: &Problem, ctx: &Ctx, session: Option<&Session>, place: &str) -> Response;

    /// Name of a cookie of the pages that came in a shape nobody can read: whatever is answered takes it away.
    fn damaged_cookie(&self, _sent: &HeaderMap) -> Option<&'static str> {
        None
    }
}

/// What the guard works with.
pub struct Guard {
    pub clock: Clock,
    pub authenticator: Arc<dyn Authenticator>,
    pub pages: Arc<dyn PageProblems>,
    pub limits: RateLimits,
    /// Bytes that bodies may have.
    pub body_limits: BodyLimits,
    /// Whether the caller's address comes from a proxy's `X-Forwarded-For`.
    pub behind_proxy: bool,
}

/// How long a body may take to come: fifty megabytes over a slow line.
const LONGEST_BODY: Duration = Duration::from_secs(180);

const CORRELATION: HeaderName = HeaderName::from_static("x-correlation-id");

/// The middleware; mount it outermost.
pub async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let now = guard.clock.now();
    let correlation = correlation(request.headers(), now);
    let method = request.method().clone();
    let path = request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let place = way_back(&method, &path, request.headers());
    let route: Arc<str> = match request.extensions().get::<MatchedPath>() {
        Some(matched) => matched.as_str().into(),
        None => "unmatched".into(),
    };
    let damaged = guard.pages.damaged_cookie(request.headers());
    let mut passage = Passage { ctx: None, session: None, allowance: None };
    let outcome = pass(&guard, request, now, &correlation, &mut passage).await;
    let mut response = match outcome {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    if let Some(problem) = taken_problem(&mut response) {
        response = write_problem(&guard, &problem, &passage, &correlation, (&method, &path, &place));
    }
    if let Some(name) = damaged {
        take_away(&mut response, name);
    }
    finish(&mut response, &correlation, passage.allowance.as_ref());
    observe((&method, &route), &response, started, &passage, &correlation);
    response
}

/// What is known of the caller so far.
struct Passage {
    ctx: Option<Ctx>,
    session: Option<Session>,
    allowance: Option<Allowance>,
}

async fn pass(
    guard: &Guard,
    mut request: Request,
    now: Timestamp,
    correlation: &CorrelationId,
    passage: &mut Passage,
) -> Result<Request, Problem> {
    let host = request.headers().get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("");
    let home = guard.authenticator.by_host(host).await?;
    let (default_locale, default_tenant) = home.map_or((Locale::default(), None), |home| (home.locale, Some(home.tenant)));
    let mut ctx = Ctx {
        // Without a tenant nothing exists: an id that no row carries.
        tenant: default_tenant.unwrap_or_else(|| TenantId::from_uuid(uuid::Uuid::nil())),
        actor: Actor::anonymous(),
        locale: wanted_locale(&request).unwrap_or(default_locale),
        correlation: correlation.clone(),
        now,
    };
    passage.ctx = Some(ctx.clone());
    let identity = identify(guard, request.headers(), now).await;
    let known = identity.as_ref().ok().and_then(Option::as_deref);
    let most_bytes = guard.body_limits.of(&request, known.map(|identity| &identity.actor));
    if !request.method().is_safe() {
        request = with_body_read(request, most_bytes).await?;
    }
    // A session is good at its own seller's address only.
    let at_home =
        |identity: &Arc<Identity>| identity.session.is_none() || default_tenant.is_none_or(|home| home == identity.tenant);
    let identity = identity?.filter(at_home);
    let caller = caller_key(guard, &request, identity.as_deref());
    let class = class(request.method(), request.uri().path());
    let allowance = guard.limits.ask(class, &caller);
    let (allowed, reset) = (allowance.allowed, allowance.reset);
    passage.allowance = Some(allowance);
    if !allowed {
        let detail = format!("too many requests; try again in {reset} s");
        return Err(Problem::new(ErrorKind::RateLimited, "web.too_many_requests", detail).with_retry_after(reset));
    }
    if let Some(identity) = identity {
        ctx.tenant = identity.tenant;
        ctx.actor = identity.actor.clone();
        if let Some(locale) = query_locale(&request).or(identity.locale) {
            ctx.locale = locale;
        }
        if let Some(whom) = query_value(&request, "act_for") {
            ctx.actor = guard.authenticator.act_for(&identity, &whom).await?;
        }
        if let Some(session) = &identity.session {
            passage.session = Some(session.clone());
            request.extensions_mut().insert(session.clone());
        }
    }
    passage.ctx = Some(ctx.clone());
    request.extensions_mut().insert(ctx);
    if request.method().is_safe() {
        return Ok(request);
    }
    refuse_forgery(request, passage.session.as_ref(), most_bytes).await
}

async fn identify(guard: &Guard, headers: &HeaderMap, now: Timestamp) -> Result<Option<Arc<Identity>>, Problem> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let bad_token = || {
            let detail = "this token is unknown, expired or revoked; get a new one";
            Problem::new(ErrorKind::Unauthenticated, "access.bad_token", detail)
        };
        // One that cannot be read must not fall back to the cookie: its request is not asked for a proof against forgery.
        let value = value.to_str().map_err(|_| bad_token())?;
        // `Basic` belongs to the token endpoint, which reads it itself.
        let Some(token) = value.strip_prefix("Bearer ") else { return Ok(None) };
        return guard.authenticator.by_bearer(token.trim(), now).await?.map(Some).ok_or_else(bad_token);
    }
    match cookie(headers, SESSION_COOKIE) {
        Some(token) => Ok(guard.authenticator.by_session(token, now).await?),
        None => Ok(None),
    }
}

/// Refuses changes that another site's page makes a signed-in browser ask for. Programs with a bearer token carry nothing
/// that a browser would add by itself, and pass.
async fn refuse_forgery(request: Request, session: Option<&Session>, most_bytes: usize) -> Result<Request, Problem> {
    let forged = || {
        Problem::new(
            ErrorKind::Forbidden,
            "web.forged",
            "this form is too old or came from elsewhere; load the page again and repeat",
        )
    };
    let bearer = request.headers().contains_key(header::AUTHORIZATION);
    if bearer {
        return Ok(request);
    }
    if !same_origin(request.headers()) {
        return Err(forged());
    }
    let Some(session) = session else { return Ok(request) };
    if let Some(token) = request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok()) {
        return if same_secret(token, &session.csrf) { Ok(request) } else { Err(forged()) };
    }
    let (parts, body) = request.into_parts();
    let bytes = collect(body, most_bytes).await?;
    let token = match parts.headers.get(header::CONTENT_TYPE).filter(|kind| kind.as_bytes().starts_with(b"multipart/")) {
        Some(kind) => multipart_token(kind, &bytes).await,
        None => form_token(&bytes),
    };
    match token {
        Some(token) if same_secret(&token, &session.csrf) => Ok(Request::from_parts(parts, Body::from(bytes))),
        _ => Err(forged()),
    }
}

/// How much of a form with files is looked at for its token, which stands before the files.
const TOKEN_WITHIN: usize = 64 * 1024;

/// The `csrf_token` part of a form with files.
async fn multipart_token(kind: &HeaderValue, bytes: &Bytes) -> Option<String> {
    let start = bytes.slice(..bytes.len().min(TOKEN_WITHIN));
    let request = Request::builder().header(header::CONTENT_TYPE, kind).body(Body::from(start)).ok()?;
    let mut parts = Multipart::from_request(request, &()).await.ok()?;
    while let Some(part) = parts.next_field().await.ok()? {
        if part.name() == Some("csrf_token") {
            return part.text().await.ok();
        }
    }
    None
}

/// The request with its body in memory. A refusal that leaves a body unread costs the caller the connection, and the answer
/// with it when the caller is still sending.
async fn with_body_read(request: Request, limit: usize) -> Result<Request, Problem> {
    let (parts, body) = request.into_parts();
    let bytes = collect(body, limit).await?;
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

async fn collect(body: Body, limit: usize) -> Result<Bytes, Problem> {
    let Ok(collected) = tokio::time::timeout(LONGEST_BODY, Limited::new(body, limit).collect()).await else {
        return Err(Problem::malformed("the body did not come in time; send it again"));
    };
    match collected {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(Problem::new(ErrorKind::TooLarge, "web.too_large", "the body is too large; send it in smaller parts"))
        }
        Err(error) => Err(Problem::malformed(format!("the body could not be read: {error}"))),
    }
}

fn correlation(headers: &HeaderMap, now: Timestamp) -> CorrelationId {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let from_trace = || text("traceparent").and_then(|trace| trace.split('-').nth(1)).filter(|trace| trace.len() == 32);
    text("x-correlation-id")
        .and_then(CorrelationId::parse)
        .or_else(|| from_trace().and_then(CorrelationId::parse))
        .unwrap_or_else(|| CorrelationId::new(now))
}

fn query_value(request: &Request, name: &str) -> Option<String> {
    let query = request.uri().query()?;
    if !query.contains(name) {
        return None;
    }
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn query_locale(request: &Request) -> Option<Locale> {
    query_value(request, "locale").and_then(|tag| Locale::parse(&tag))
}

/// The language asked for by the address, by the cookie of an earlier choice, or by the browser, in this order.
fn wanted_locale(request: &Request) -> Option<Locale> {
    let headers = request.headers();
    let accepted = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        header.split(',').find_map(|part| Locale::parse(part.split(';').next().unwrap_or("").trim()))
    };
    query_locale(request).or_else(|| cookie(headers, "fondaco_locale").and_then(Locale::parse)).or_else(accepted)
}

fn class(method: &Method, path: &str) -> RouteClass {
    let credentials = matches!(path, "/login" | "/oauth/token" | "/forgot-password" | "/reset" | "/invitation");
    if credentials && *method == Method::POST {
        RouteClass::Credentials
    } else if method.is_safe() || path == "/api/v1/prices" {
        RouteClass::Read
    } else {
        RouteClass::Write
    }
}

fn caller_key(guard: &Guard, request: &Request, identity: Option<&Identity>) -> String {
    match identity.map(|identity| identity.actor.kind) {
        Some(ActorKind::Person(user)) => user.to_string(),
        Some(ActorKind::Client(client)) => client.to_string(),
        _ => address(guard, request),
    }
}

fn address(guard: &Guard, request: &Request) -> String {
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    if guard.behind_proxy
        && let Some(nearest) = forwarded.and_then(|list| list.rsplit(',').next())
    {
        return nearest.trim().to_owned();
    }
    match request.extensions().get::<ConnectInfo<SocketAddr>>() {
        Some(ConnectInfo(address)) => address.ip().to_string(),
        None => "unknown".to_owned(),
    }
}

/// The problem that an answer stands for: one that a handler returned, or what the router itself could not place.
fn taken_problem(response: &mut Response) -> Option<Problem> {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return Some(problem);
    }
    let described = response.headers().contains_key(header::CONTENT_TYPE);
    match response.status() {
        StatusCode::NOT_FOUND if !described => Some(Problem::not_found()),
        StatusCode::METHOD_NOT_ALLOWED if !described => {
            Some(Problem::new(ErrorKind::Malformed, "web.method_not_allowed", "this address does not take this method"))
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            Some(Problem::new(ErrorKind::TooLarge, "web.too_large", "the body is too large; send it in smaller parts"))
        }
        StatusCode::INTERNAL_SERVER_ERROR => Some(Problem::new(ErrorKind::Internal, "web.internal", "")),
        _ => None,
    }
}

fn write_problem(
    guard: &Guard,
    problem: &Problem,
    passage: &Passage,
    correlation: &CorrelationId,
    (method, path, place): (&Method, &str, &str),
) -> Response {
    let for_programs = path.starts_with("/api/") || path.starts_with("/oauth/");
    let Some(ctx) = &passage.ctx else { return problem.json_response(correlation.as_str()) };
    let mut response = if for_programs {
        problem.json_response(correlation.as_str())
    } else if problem.kind() == ErrorKind::Unauthenticated && *method == Method::GET {
        Redirect::to(&format!("/login?next={}", encoded(path))).into_response()
    } else {
        guard.pages.page(problem, ctx, passage.session.as_ref(), place)
    };
    if problem.code() == "web.method_not_allowed" {
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    }
    response
}

/// Ends a cookie, unless the answer sets it anew.
fn take_away(response: &mut Response, name: &str) {
    let start = format!("{name}=");
    let is_set = |value: &HeaderValue| value.as_bytes().starts_with(start.as_bytes());
    if response.headers().get_all(header::SET_COOKIE).iter().any(is_set) {
        return;
    }
    if let Ok(value) = HeaderValue::from_str(&format!("{start}; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn finish(response: &mut Response, correlation: &CorrelationId, allowance: Option<&Allowance>) {
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(correlation.as_str()) {
        headers.insert(CORRELATION, value);
    }
    if let Some(allowance) = allowance {
        headers.insert("ratelimit-limit", HeaderValue::from(allowance.limit));
        headers.insert("ratelimit-remaining", HeaderValue::from(allowance.remaining));
        headers.insert("ratelimit-reset", HeaderValue::from(allowance.reset));
    }
    security_headers(headers);
}

fn observe(
    (method, route): (&Method, &Arc<str>),
    response: &Response,
    started: Instant,
    passage: &Passage,
    correlation: &CorrelationId,
) {
    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    let family = match status {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    metrics::histogram!("http_request_seconds", "route" => route.to_string(), "status" => family).record(seconds);
    let actor = match passage.ctx.as_ref().map(|ctx| ctx.actor.kind) {
        Some(ActorKind::Person(user)) => user.to_string(),
        Some(ActorKind::Client(client)) => client.to_string(),
        _ => String::new(),
    };
    tracing::info!(target: "fondaco::request", %method, route = %route, status, ms = seconds * 1000.0, actor, correlation_id = %correlation, "request");
}
