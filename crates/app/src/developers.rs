//! The API's document as a page to read and try.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use kernel::Locale;
use web::page::Assets;

/// The viewer writes style elements of its own, so that this page alone lets inline styles pass; scripts stay our own files.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
                      connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Answers `GET /developers`.
pub fn page(assets: &Assets, locale: Locale) -> Response {
    let (style, script, icon) = (assets.url("scalar.css"), assets.url("scalar.js"), assets.url("favicon-32.png"));
    let html = format!(
        "<!doctype html><html lang=\"{locale}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Fondaco API</title><link rel=\"icon\" href=\"{icon}\"><link rel=\"stylesheet\" href=\"{style}\"></head>\
         <body><main><div id=\"api-reference\" data-url=\"/openapi.json\"></div></main><script src=\"{script}\" defer></script></body></html>"
    );
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    (headers, Html(html)).into_response()
}
