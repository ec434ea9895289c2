//! Assets: files with hashed names from the front-end's build, served for ever.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Embedded;

/// The front-end's files, and which hashed name stands for which plain one.
#[derive(Clone)]
pub struct Assets {
    files: Embedded,
    /// `app.css` → `app-3f9a.css`, from `manifest.json`.
    hashed: Arc<HashMap<String, String>>,
}

impl Assets {
    /// Reads `manifest.json` among the files; without one every name stands for itself.
    pub fn new(files: Embedded) -> Assets {
        let manifest = (files.get)("manifest.json").unwrap_or_default();
        let hashed: HashMap<String, String> = serde_json::from_slice(&manifest).unwrap_or_default();
        Assets { files, hashed: Arc::new(hashed) }
    }

    /// The address of an asset: `/assets/app-3f9a.css` for `app.css`.
    pub fn url(&self, name: &str) -> String {
        format!("/assets/{}", self.hashed.get(name).map_or(name, String::as_str))
    }

    /// Whether a name carries a hash: its content never changes. (The few files that live at fixed addresses stand in the
    /// manifest under their own names.)
    fn is_hashed(&self, path: &str) -> bool {
        self.hashed.iter().any(|(name, hashed)| hashed == path && name != hashed)
    }

    fn get(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        (self.files.get)(path)
    }
}

/// Answers `GET /assets/{path}`. Compressed copies made by the build (`app-3f9a.css.br`, `.gz`) are sent to who takes them.
pub fn asset_response(assets: &Assets, path: &str, request: &HeaderMap) -> Response {
    if path == "manifest.json" {
        return StatusCode::NOT_FOUND.into_response();
    }
    let accepted = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let compressed = [("br", ".br"), ("gzip", ".gz")].into_iter().filter(|(coding, _)| accepts(accepted, coding));
    let found = compressed
        .filter_map(|(coding, ending)| assets.get(&format!("{path}{ending}")).map(|bytes| (Some(coding), bytes)))
        .next()
        .or_else(|| assets.get(path).map(|bytes| (None, bytes)));
    let Some((coding, bytes)) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Response::new(Body::from(bytes.into_owned()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    let caching = if assets.is_hashed(path) { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

fn accepts(header: &str, coding: &str) -> bool {
    header
        .split(',')
        .filter_map(|part| {
            let mut parts = part.split(';');
            let name = parts.next()?.trim();
            let refused = parts.any(|parameter| matches!(parameter.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
            (!refused).then_some(name)
        })
        .any(|name| name == coding)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webmanifest" => "application/manifest+json",
        "json" | "map" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
