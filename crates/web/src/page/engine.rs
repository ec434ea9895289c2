//! Renders typed pages: one template environment per theme and language, built once, strict about what is undefined.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Clock, Locale};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Serialize;

use super::asset::Assets;
use super::helpers::{Tools, add_helpers};
use super::shell::Shell;
use super::translate::{Missing, Translations};
use super::{Dates, Embedded, Numbers};

/// A page or a part of one: its own data, its template, and samples that the test of all pages renders.
pub trait Page: Serialize {
    /// Path of the template, such as `find/results.html`.
    const TEMPLATE: &'static str;

    /// Believable contents: the ordinary case first, then the ones that look different (empty, refused, long).
    fn sample() -> Vec<Self>
    where
        Self: Sized;
}

/// What can go wrong with pages; all of it is Fondaco's own fault.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error("template: {0:#}")]
    Template(#[from] minijinja::Error),
    #[error("translation: {0}")]
    Translation(String),
}

/// A folder whose templates replace the embedded ones of the same path, for tenants that use the theme.
#[derive(Debug, Clone)]
pub struct ThemeFolder {
    pub name: String,
    pub folder: PathBuf,
}

/// Everything that pages are made from.
pub struct Sources {
    pub templates: Embedded,
    pub locales: Embedded,
    pub assets: Assets,
    pub themes: Vec<ThemeFolder>,
    /// IANA time zone in which dates and times are written.
    pub time_zone: String,
    pub clock: Clock,
    pub missing: Missing,
}

/// All pages, ready to be rendered. Cheap to clone.
#[derive(Clone)]
pub struct Pages {
    environments: Arc<HashMap<(Option<String>, Locale), Environment<'static>>>,
    tools: Arc<[(Locale, Arc<Tools>)]>,
    assets: Assets,
}

impl Pages {
    /// Fails when a translation file does not parse; templates are compiled at first use and proven by the test of all pages.
    pub fn new(sources: Sources) -> Result<Pages, PageError> {
        let translations = Arc::new(Translations::load(sources.locales, sources.missing)?);
        let mut environments = HashMap::new();
        let mut all_tools = Vec::new();
        for locale in Locale::ALL {
            let tools = Arc::new(Tools {
                locale,
                translations: translations.clone(),
                numbers: Numbers::new(locale),
                dates: Dates::new(locale, &sources.time_zone),
                assets: sources.assets.clone(),
                clock: sources.clock.clone(),
            });
            environments.insert((None, locale), environment(sources.templates, None, &tools));
            for theme in &sources.themes {
                let folder = Some(theme.folder.clone());
                environments.insert((Some(theme.name.clone()), locale), environment(sources.templates, folder, &tools));
            }
            all_tools.push((locale, tools));
        }
        Ok(Pages { environments: Arc::new(environments), tools: all_tools.into(), assets: sources.assets })
    }

    /// The page as HTML, inside the shell's frame when its template extends the layout.
    pub fn render<P: Page>(&self, shell: &Shell, page: &P) -> Result<String, PageError> {
        self.render_value(shell, P::TEMPLATE, Value::from(Serde(page)))
    }

    /// As [`Pages::render`], for a page that has already been turned into a value.
    pub fn render_value(&self, shell: &Shell, template: &str, page: Value) -> Result<String, PageError> {
        let theme = (Some(shell.theme.name.clone()), shell.locale);
        let environment = self.environments.get(&theme).or_else(|| self.environments.get(&(None, shell.locale)));
        let Some(environment) = environment else {
            return Err(PageError::Translation(format!("no pages in {}", shell.locale)));
        };
        let shell = Value::from(Serde(shell));
        Ok(environment.get_template(template)?.render(context! { shell, page })?)
    }

    /// The answer to a browser: HTML that no cache keeps, since pages show prices and names.
    pub fn respond<P: Page>(&self, shell: &Shell, page: &P) -> Response {
        self.respond_with(StatusCode::OK, shell, page)
    }

    pub fn respond_with<P: Page>(&self, status: StatusCode, shell: &Shell, page: &P) -> Response {
        match self.render(shell, page) {
            Ok(html) => html_response(status, html),
            Err(error) => {
                tracing::error!(error = %error, template = P::TEMPLATE, correlation_id = %shell.correlation_id, "a page failed to render");
                html_response(StatusCode::INTERNAL_SERVER_ERROR, super::problem::bare_html(shell.locale, &shell.correlation_id))
            }
        }
    }

    /// The text of a key in a language, outside any template: for mails, headings of exported tables, flash messages.
    pub fn text(&self, locale: Locale, key: &str, arguments: &[(&str, String)]) -> String {
        let mut values = fluent_bundle::FluentArgs::new();
        for (name, value) in arguments {
            values.set(*name, value.clone());
        }
        self.tools(locale)
            .and_then(|tools| tools.translations.translate(locale, key, Some(&values)).ok())
            .unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    /// The words of a key when there are some that need no other values than these.
    pub fn text_if_any(&self, locale: Locale, key: &str, arguments: &[(&str, String)]) -> Option<String> {
        let mut values = fluent_bundle::FluentArgs::new();
        for (name, value) in arguments {
            values.set(*name, value.clone());
        }
        self.tools(locale)?.translations.text(locale, key, Some(&values))?.ok()
    }

    /// Numbers and dates in a language, for exported tables.
    pub fn tools(&self, locale: Locale) -> Option<&Tools> {
        self.tools.iter().find(|(own, _)| *own == locale).map(|(_, tools)| tools.as_ref())
    }

    pub fn assets(&self) -> &Assets {
        &self.assets
    }
}

/// The samples of a page as template and value, for the test that renders them all.
pub fn samples<P: Page>() -> Vec<(&'static str, Value)> {
    P::sample().into_iter().map(|page| (P::TEMPLATE, Value::from(Serde(page)))).collect()
}

fn html_response(status: StatusCode, html: String) -> Response {
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language, HX-Request"));
    response
}

fn environment(templates: Embedded, folder: Option<PathBuf>, tools: &Arc<Tools>) -> Environment<'static> {
    let mut environment = Environment::new();
    // Lines that hold only tags leave nothing behind: pages are smaller, and their source can be read.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| if name.ends_with(".txt") { AutoEscape::None } else { AutoEscape::Html });
    environment.set_loader(move |name| Ok(load(templates, folder.as_ref(), name)));
    add_helpers(&mut environment, tools);
    environment
}

/// The theme's own template when it has one, else the embedded one. Names come from templates, not from people; a name that
/// climbs out of the folder is refused all the same.
fn load(templates: Embedded, folder: Option<&PathBuf>, name: &str) -> Option<String> {
    let climbs = name.split('/').any(|part| part == "..");
    if climbs || name.starts_with('/') {
        return None;
    }
    if let Some(text) = folder.and_then(|folder| std::fs::read_to_string(folder.join(name)).ok()) {
        return Some(text);
    }
    (templates.get)(name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
