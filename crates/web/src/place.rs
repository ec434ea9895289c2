//! Where pages lead back to: places of this site, and none that only take posts.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};

/// A way back that stays on this site: a path of ours, else the given one. (`//elsewhere` and `/\\elsewhere` leave.)
pub fn local_path<'a>(wanted: Option<&'a str>, otherwise: &'a str) -> &'a str {
    let stays = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains('\\')
            && path.len() <= 2_000
            && path.chars().all(|character| character.is_ascii_graphic())
    };
    wanted.filter(stays).unwrap_or(otherwise)
}

/// Where a request can be come back to: what it asked for, or, when it posted, the page of this site that posted. Without
/// that it is the start page.
pub fn way_back(method: &Method, path: &str, headers: &HeaderMap) -> String {
    if method.is_safe() {
        return path.to_owned();
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let address = text(header::REFERER).and_then(|address| address.split_once("://")).map(|(_, rest)| rest);
    let own = address.and_then(|rest| rest.strip_prefix(text(header::HOST)?)).and_then(|path| path.split('#').next());
    local_path(own, "/").to_owned()
}
