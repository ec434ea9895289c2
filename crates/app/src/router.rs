//! The router of a serving process: every room's doors behind one guard, and the operator's own routes beside them.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::timeout::TimeoutLayer;
use utoipa::openapi::security::{ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi};
use web::page::Assets;
use web::{BodyLimits, Caller, Doors, Guard, Needs, RouteRow, guard};

use crate::developers;
use crate::house::House;

/// A request that takes longer is given up: the client has long gone.
const LONGEST_REQUEST: Duration = Duration::from_secs(60);

/// Everything that a process serves.
pub struct Served {
    pub router: Router,
    pub document: OpenApi,
    pub rows: Vec<RouteRow>,
}

/// Opens all doors of the house.
pub fn serve(house: &House, metrics: PrometheusHandle) -> Served {
    let (rooms, document, mut rows) = house.doors().open();
    let document = described(document);
    let text: Arc<str> = document.to_json().unwrap_or_default().into();
    let operator = Operator { house: house.clone(), metrics, document: text };
    let (operations, _, own_rows) = operations().with_state(operator).open();
    rows.extend(own_rows);
    let guard_state = Arc::new(Guard {
        clock: house.ground.clock.clone(),
        authenticator: Arc::new(house.identities.clone()),
        pages: house.problem_pages(),
        limits: house.settings.rate_limits(),
        body_limits: BodyLimits::new(house.settings.body_limit_bytes, &rows),
        behind_proxy: house.settings.behind_proxy,
    });
    let router = rooms
        .merge(operations)
        .layer(axum::extract::DefaultBodyLimit::max(house.settings.body_limit_bytes))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_REQUEST))
        .layer(from_fn_with_state(guard_state, guard))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(NotForContentType::new("font/woff2"))));
    Served { router, document, rows }
}

/// A handler that panicked: the guard writes the problem, the log has the message.
fn panicked(cause: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let message =
        cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("");
    tracing::error!(message, "a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

#[derive(Clone)]
struct Operator {
    house: House,
    metrics: PrometheusHandle,
    document: Arc<str>,
}

fn operations() -> Doors<Operator> {
    Doors::new()
        .page(Needs::Anyone, "GET", "/healthz", get(|| async { "ok\n" }))
        .page(Needs::Anyone, "GET", "/readyz", get(ready))
        .page(Needs::Anyone, "GET", "/metrics", get(metrics_text))
        .page(Needs::Anyone, "GET", "/openapi.json", get(document))
        .page(Needs::Anyone, "GET", "/developers", get(developers))
}

/// Ready means: price book and index loaded, database reachable.
async fn ready(State(operator): State<Operator>) -> Response {
    if !operator.house.is_loaded() {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, "text/plain")], "loading\n").into_response();
    }
    match operator.house.ground.store.ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, "text/plain")], "no database\n").into_response(),
    }
}

async fn metrics_text(State(operator): State<Operator>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], operator.metrics.render()).into_response()
}

async fn document(State(operator): State<Operator>) -> Response {
    let json = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, json)], operator.document.to_string()).into_response()
}

async fn developers(Caller(ctx): Caller) -> Response {
    developers::page(&Assets::new(portal::front_end()), ctx.locale)
}

/// The API's document with its title and the ways to authenticate.
pub fn described(document: OpenApi) -> OpenApi {
    let mut document = document;
    document.info = InfoBuilder::new()
        .title("Fondaco")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Catalogue, account prices, stock, carts, approvals and orders of one seller. Amounts and quantities are decimal strings; \
             errors are problem documents (RFC 9457) with a stable `code`; creating calls take an `Idempotency-Key`.",
        ))
        .build();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let token = Flow::ClientCredentials(ClientCredentials::new("/oauth/token", Scopes::new()));
    let schemes = ComponentsBuilder::new()
        .security_scheme("bearer", bearer)
        .security_scheme("client", SecurityScheme::OAuth2(OAuth2::new([token])))
        .build();
    let components = document.components.get_or_insert_default();
    components.security_schemes.extend(schemes.security_schemes);
    document.security = Some(vec![utoipa::openapi::security::SecurityRequirement::new("bearer", Vec::<String>::new())]);
    document
}
