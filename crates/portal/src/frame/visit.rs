//! One request of a browser: who asks, from where, with which messages from the page before; and the ways to answer it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{AccountId, Ctx, ErrorKind, FieldFault};
use web::page::{Flash, FlashKind, Phrase, PhraseValue};
use web::{Answer, Caller, Paging, Problem, Session, cookie, way_back};

use super::portal::Portal;
use crate::part::without;

/// The cookie that carries messages over one redirect.
const FLASH_COOKIE: &str = "fondaco_flash";
/// Bytes that a cookie carries of messages; browsers drop longer ones.
const LONGEST_FLASH: usize = 2_000;
/// Codes that a message which is too long still names.
const CODES_NAMED: usize = 10;

/// What page handlers start from.
#[derive(Debug, Clone)]
pub struct Visit {
    pub ctx: Ctx,
    /// None before the login.
    pub session: Option<Session>,
    /// Path and query of what was asked for.
    pub path: String,
    /// Path and query of the page to come back to: this one, or after a post the page that posted. What only takes posts
    /// cannot be come back to.
    pub place: String,
    /// What was searched, for the box in the top bar.
    pub query: String,
    pub flashes: Vec<Flash>,
    /// After which item a list known by cursor goes on, opened; nothing for its beginning.
    pub after: Option<String>,
    /// The request's cookies and such.
    pub headers: HeaderMap,
}

impl FromRequestParts<Portal> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Visit, Problem> {
        let Caller(ctx) = Caller::from_request_parts(parts, portal).await?;
        let path = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or("").as_bytes());
        let query = pairs.filter(|_| parts.uri.path() == "/catalogue").find(|(name, _)| name == "q");
        let mut flashes = read_flashes(&parts.headers);
        let (after, path) = match opened(parts.uri.path(), &path) {
            Some(Ok(after)) => (Some(after), path),
            // The list begins anew, and says why.
            Some(Err(_)) => {
                flashes.push(Flash::new(FlashKind::Warning, Phrase::new("flash-lost-place")));
                (None, without(&path, "after"))
            }
            None => (None, path),
        };
        Ok(Visit {
            after,
            session: parts.extensions.get::<Session>().cloned(),
            query: query.map(|(_, value)| value.chars().take(200).collect()).unwrap_or_default(),
            flashes,
            headers: parts.headers.clone(),
            place: way_back(&parts.method, &path, &parts.headers),
            ctx,
            path,
        })
    }
}

fn parameter(path: &str, name: &str) -> Option<String> {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let found = form_urlencoded::parse(query.as_bytes()).find(|(own, _)| own == name);
    found.map(|(_, value)| value.into_owned()).filter(|value| !value.is_empty())
}

/// The cursor that an address carries, as [`Pager::by_cursor`] sealed it for the list of this name.
///
/// [`Pager::by_cursor`]: crate::part::Pager::by_cursor
fn opened(list: &str, path: &str) -> Option<Result<String, FieldFault>> {
    let sealed = parameter(path, "after")?;
    let (paging, fault) = Paging::or_first(list, None, Some(&sealed));
    Some(match fault {
        Some(fault) => Err(fault),
        None => Ok(paging.request().after.clone().unwrap_or_default()),
    })
}

impl Visit {
    /// The account in whose name this visit buys; a rep must first say for whom.
    pub fn account(&self) -> Answer<AccountId> {
        self.ctx.account().ok_or_else(|| {
            Problem::new(ErrorKind::Forbidden, "portal.no_account", "choose the account to act for, then repeat this")
        })
    }

    pub fn session(&self) -> Answer<&Session> {
        self.session.as_ref().ok_or_else(|| Problem::from(kernel::Denied::Anonymous))
    }

    /// A parameter of the address.
    pub fn parameter(&self, name: &str) -> Option<String> {
        parameter(&self.path, name)
    }

    /// On to another page after a change, with a message for it; the top bar's counts are read anew.
    pub fn go(&self, portal: &Portal, path: &str, flash: Option<Flash>) -> Response {
        portal.forget(&self.ctx);
        let mut response = see_other(path);
        if let Some(flash) = flash {
            let mut flashes = self.flashes.clone();
            flashes.push(flash);
            if let Some(json) = carried(flashes) {
                let value = URL_SAFE_NO_PAD.encode(json);
                with_cookie(&mut response, FLASH_COOKIE, &value, Some(60), portal.parts.secure_cookies);
            }
        }
        response
    }

    /// Messages are shown once.
    pub(super) fn forget_flashes(&self, response: &mut Response) {
        if cookie(&self.headers, FLASH_COOKIE).is_some() {
            with_cookie(response, FLASH_COOKIE, "", Some(0), false);
        }
    }
}

/// 303: whatever was posted, the browser now gets this page.
fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or_else(|_| HeaderValue::from_static("/"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, location);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Sets a cookie that scripts cannot read. `seconds` of 0 takes it away; none keeps it as long as the browser is open.
pub fn with_cookie(response: &mut Response, name: &str, value: &str, seconds: Option<u64>, secure: bool) {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The messages as a cookie carries them: the newest, shortened where it is too long. Better the first ten codes of four
/// hundred than none.
pub(super) fn carried(mut flashes: Vec<Flash>) -> Option<Vec<u8>> {
    let fitting = |flashes: &[Flash]| serde_json::to_vec(flashes).ok().filter(|json| json.len() <= LONGEST_FLASH);
    while flashes.len() > 1 && fitting(&flashes).is_none() {
        flashes.remove(0);
    }
    fitting(&flashes).or_else(|| {
        for argument in flashes.iter_mut().flat_map(|flash| flash.text.arguments.values_mut()) {
            if let PhraseValue::Text(text) = argument {
                *text = shortened(text);
            }
        }
        fitting(&flashes)
    })
}

/// The first ten of a list of codes and how many more there are; of any other text its beginning.
fn shortened(text: &str) -> String {
    let codes: Vec<&str> = text.split(", ").collect();
    let named = codes.get(..CODES_NAMED.min(codes.len())).unwrap_or_default().join(", ");
    let begun: String = named.chars().take(300).collect();
    let more = codes.len().saturating_sub(CODES_NAMED);
    match (more, begun.len() < named.len()) {
        (0, false) => begun,
        (0, true) => format!("{begun}…"),
        (more, _) => format!("{begun} … (+{more})"),
    }
}

fn read_flashes(headers: &HeaderMap) -> Vec<Flash> {
    cookie(headers, FLASH_COOKIE).and_then(readable).unwrap_or_default()
}

fn readable(carried: &str) -> Option<Vec<Flash>> {
    let bytes = URL_SAFE_NO_PAD.decode(carried).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The cookie of messages, where what came in it cannot be read.
pub(super) fn damaged(headers: &HeaderMap) -> Option<&'static str> {
    cookie(headers, FLASH_COOKIE).filter(|carried| readable(carried).is_none()).map(|_| FLASH_COOKIE)
}
