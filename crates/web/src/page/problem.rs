//! The page for what went wrong: what happened, what to do, and the id to quote.

use kernel::Locale;
use serde::Serialize;

use super::engine::Page;
use super::shell::Phrase;

/// A problem as a page. The template's texts follow the status; `words` are closer ones where there are some.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemPage {
    /// HTTP status: 400, 403, 404, 409, 412, 422, 429, 500, 503.
    pub status: u16,
    /// `error-<code>` with the values that the room names.
    pub words: Phrase,
    /// The room's own words, in English; for a code that has no translation.
    pub detail: String,
    pub correlation_id: String,
}

impl ProblemPage {
    pub fn new(status: u16, code: &str, detail: &str, correlation_id: &str) -> ProblemPage {
        ProblemPage {
            status,
            words: Phrase::new(format!("error-{}", code.replace('.', "-"))),
            detail: detail.to_owned(),
            correlation_id: correlation_id.to_owned(),
        }
    }

    /// With a named value for the words: a SKU, a number.
    pub fn with(mut self, name: &str, value: &str) -> ProblemPage {
        self.words = self.words.with(name, value);
        self
    }
}

impl Page for ProblemPage {
    const TEMPLATE: &'static str = "problem.html";

    fn sample() -> Vec<ProblemPage> {
        let id = "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f";
        vec![
            ProblemPage::new(404, "access.not_found", "", id),
            ProblemPage::new(403, "access.forbidden", "", id),
            ProblemPage::new(409, "orders.already_shipped", "The order has already been shipped.", id),
            ProblemPage::new(429, "web.too_many_requests", "", id),
            ProblemPage::new(500, "web.internal", "", id),
            ProblemPage::new(503, "web.unavailable", "", id),
        ]
    }
}

/// The last resort, when the engine itself fails: no template, no texts but these two.
pub(super) fn bare_html(locale: Locale, correlation_id: &str) -> String {
    let words = match locale {
        Locale::It => "Questa pagina non può essere mostrata. Riprovare fra poco; se succede ancora, citare il codice",
        Locale::En => "This page cannot be shown. Try again shortly; if it happens again, quote the code",
    };
    format!(
        "<!doctype html><html lang=\"{locale}\"><meta charset=\"utf-8\"><title>500</title><main><p>{words} <code>{correlation_id}</code></p></main></html>"
    )
}
