//! Letters: a notice in the reader's language, as subject, text and HTML; and the one line that the inbox shows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use kernel::{Clock, Locale, Timestamp};
use rust_embed::RustEmbed;
use serde::Serialize;
use web::page::{Assets, Embedded, Missing, Page, PageError, Pages, Shell, Sources};

use crate::model::{Argument, InboxEntry, Notice, NoticeKind, NoticeLine, Recipient};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
struct Locales;

/// Writes letters. Cheap to clone.
#[derive(Clone)]
pub struct Letters {
    pages: Pages,
    clock: Clock,
    base_url: String,
    from: String,
}

/// A letter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// What both forms of a letter show.
#[derive(Debug, Clone, Serialize)]
struct HtmlLetter {
    subject: String,
    greeting: String,
    intro: String,
    action: String,
    url: String,
    comment: Option<String>,
    lines: Vec<NoticeLine>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
struct TextLetter(HtmlLetter);

impl Page for HtmlLetter {
    const TEMPLATE: &'static str = "mail/letter.html";

    fn sample() -> Vec<HtmlLetter> {
        Vec::new()
    }
}

impl Page for TextLetter {
    const TEMPLATE: &'static str = "mail/letter.txt";

    fn sample() -> Vec<TextLetter> {
        Vec::new()
    }
}

fn embedded<E: RustEmbed>() -> Embedded {
    fn get<E: RustEmbed>(path: &str) -> Option<Cow<'static, [u8]>> {
        E::get(path).map(|file| file.data)
    }
    Embedded { get: get::<E>, list: || E::iter().map(Cow::into_owned).collect() }
}

fn nothing(_path: &str) -> Option<Cow<'static, [u8]>> {
    None
}

impl Letters {
    /// `base_url` begins the links, `from` is the sender.
    pub fn new(base_url: &str, from: &str, time_zone: &str, clock: Clock) -> Result<Letters, PageError> {
        let pages = Pages::new(Sources {
            templates: embedded::<Templates>(),
            locales: embedded::<Locales>(),
            assets: Assets::new(Embedded { get: nothing, list: Vec::new }),
            themes: Vec::new(),
            time_zone: time_zone.to_owned(),
            clock: clock.clone(),
            missing: Missing::Refused,
        })?;
        Ok(Letters { pages, clock, base_url: base_url.trim_end_matches('/').to_owned(), from: from.to_owned() })
    }

    pub fn from(&self) -> &str {
        &self.from
    }

    /// The letter for one reader.
    pub fn write(&self, notice: &Notice, to: &Recipient) -> Result<Written, PageError> {
        let code = notice.kind.code();
        let mut arguments = self.words(to.locale, notice.arguments.iter().map(|(name, value)| (*name, value)));
        arguments.push(("name", to.name.clone()));
        let say = |part: &str| self.pages.text(to.locale, &format!("notice-{code}-{part}"), &arguments);
        let letter = HtmlLetter {
            subject: say("title"),
            greeting: self.pages.text(to.locale, "mail-greeting", &arguments),
            intro: say("intro"),
            action: say("action"),
            url: format!("{}{}", self.base_url, notice.link),
            comment: notice.comment.clone(),
            lines: notice.lines.clone(),
        };
        let shell = Shell::anonymous(to.locale, "", &notice.link, self.now());
        let html = self.pages.render(&shell, &letter)?;
        let text = self.pages.render(&shell, &TextLetter(letter.clone()))?;
        Ok(Written { subject: letter.subject, text, html })
    }

    /// What the inbox shows of an entry, in the language of who looks.
    pub fn title(&self, locale: Locale, entry: &InboxEntry) -> String {
        self.title_of(locale, entry.kind, &entry.arguments)
    }

    fn title_of(&self, locale: Locale, kind: NoticeKind, arguments: &BTreeMap<String, Argument>) -> String {
        let words = self.words(locale, arguments.iter().map(|(name, value)| (name.as_str(), value)));
        self.pages.text(locale, &format!("notice-{}-title", kind.code()), &words)
    }

    fn words<'a>(&self, locale: Locale, arguments: impl Iterator<Item = (&'a str, &'a Argument)>) -> Vec<(&'a str, String)> {
        let tools = self.pages.tools(locale);
        let word = |value: &Argument| match (value, tools) {
            (Argument::Text(text), _) => text.clone(),
            (Argument::Amount(money), Some(tools)) => tools.numbers.money(&money.amount(), money.currency().code()),
            (Argument::Amount(money), None) => money.to_string(),
            (Argument::Day(day), Some(tools)) => tools.dates.long(*day),
            (Argument::Day(day), None) => day.to_string(),
        };
        arguments.map(|(name, value)| (name, word(value))).collect()
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
