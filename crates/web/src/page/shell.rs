//! The frame around every page: who is signed in, for whom they act, what waits for them, and how it looks.

use std::collections::BTreeMap;

use kernel::{Action, Locale, Money, Quantity, Role, Timestamp};
use serde::{Deserialize, Serialize};

/// What the layout shows beside a page's own contents.
#[derive(Debug, Clone, Serialize)]
pub struct Shell {
    pub locale: Locale,
    /// The seller's name: in the title and the foot.
    pub seller: String,
    /// Where the person is, with the query: the way back after a change of language.
    pub path: String,
    pub csrf_token: String,
    /// The seller's time zone, an IANA name, in which dates and times are written; empty for the pages' own.
    pub time_zone: String,
    /// For problem pages: what to quote when asking for help.
    pub correlation_id: String,
    pub theme: ShellTheme,
    /// Nobody before the login.
    pub person: Option<ShellPerson>,
    /// The account in whose name things are bought; none for the seller's people who act for nobody.
    pub account: Option<ShellAccount>,
    pub acting: Option<ActingBanner>,
    /// What the caller may do somewhere; hides what cannot be used. Rooms decide again.
    pub may: Vec<Action>,
    pub cart: CartBadge,
    /// Requests that wait for this person's decision.
    pub approvals_pending: u64,
    pub inbox_unread: u64,
    /// What was in the search box.
    pub query: String,
    pub flashes: Vec<Flash>,
    pub now: Timestamp,
}

/// How a tenant's pages look. Light or dark is the device's and the person's choice, kept in the browser.
#[derive(Debug, Clone, Serialize)]
pub struct ShellTheme {
    /// Name of the folder with replaced templates, `default` when there is none.
    pub name: String,
    /// The address of the tenant's own style sheet, loaded after ours: its accent colour.
    pub stylesheet: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ShellPerson {
    pub name: String,
    /// Up to two letters for the round badge.
    pub initials: String,
    pub email: String,
    pub role: Role,
    /// Whether this is one of the seller's people.
    pub is_seller: bool,
}

impl ShellPerson {
    pub fn new(name: &str, email: &str, role: Role) -> ShellPerson {
        let initials = name.split_whitespace().filter_map(|word| word.chars().next()).take(2);
        ShellPerson {
            name: name.to_owned(),
            initials: initials.flat_map(char::to_uppercase).collect(),
            email: email.to_owned(),
            role,
            is_seller: !role.is_customers(),
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct ShellAccount {
    /// The account's number: what is typed for one account is no draft for another.
    pub number: String,
    pub name: String,
}

/// Shown on every page while someone acts for somebody else.
#[derive(Debug, Clone, Serialize)]
pub struct ActingBanner {
    pub account: String,
    /// The person stood in for, when one was named.
    pub person: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Clone, Serialize, Default)]
pub struct CartBadge {
    pub lines: u64,
    pub net: Option<Money>,
}

/// A message that outlives one redirect; put into words when it is shown, in the language of that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub kind: FlashKind,
    pub text: Phrase,
    /// Name of the draft that the browser may forget, since what it kept has been done.
    #[serde(default)]
    pub settles: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlashKind {
    Success,
    Info,
    Warning,
    Danger,
}

impl Flash {
    pub fn new(kind: FlashKind, text: Phrase) -> Flash {
        Flash { kind, text, settles: None }
    }

    pub fn success(text: Phrase) -> Flash {
        Flash::new(FlashKind::Success, text)
    }

    /// With the name of the draft that is done with.
    pub fn settles(mut self, draft: &str) -> Flash {
        self.settles = Some(draft.to_owned());
        self
    }
}

/// A text by its key, for codes that come from rooms and messages that are kept: the key of the translation, named
/// values, and what to say where no translation exists (a room's own English).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    pub key: String,
    #[serde(default)]
    pub arguments: BTreeMap<String, PhraseValue>,
    #[serde(default)]
    pub fallback: Option<String>,
}

/// A value inside a phrase; amounts and quantities are written as the reader's language does, when the phrase is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PhraseValue {
    /// A number that decides the plural.
    Count(u64),
    Money(Money),
    Quantity(Quantity),
    Text(String),
}

impl Phrase {
    pub fn new(key: impl Into<String>) -> Phrase {
        Phrase { key: key.into(), arguments: BTreeMap::new(), fallback: None }
    }

    /// With what to say where the key has no translation.
    pub fn or(mut self, fallback: impl Into<String>) -> Phrase {
        self.fallback = Some(fallback.into());
        self
    }

    pub fn with(self, name: &str, value: impl ToString) -> Phrase {
        self.value(name, PhraseValue::Text(value.to_string()))
    }

    pub fn count(self, name: &str, count: u64) -> Phrase {
        self.value(name, PhraseValue::Count(count))
    }

    pub fn money(self, name: &str, money: Money) -> Phrase {
        self.value(name, PhraseValue::Money(money))
    }

    pub fn quantity(self, name: &str, quantity: Quantity) -> Phrase {
        self.value(name, PhraseValue::Quantity(quantity))
    }

    fn value(mut self, name: &str, value: PhraseValue) -> Phrase {
        self.arguments.insert(name.to_owned(), value);
        self
    }
}

impl Shell {
    /// The shell of somebody who is not signed in.
    pub fn anonymous(locale: Locale, seller: &str, path: &str, now: Timestamp) -> Shell {
        Shell {
            locale,
            seller: seller.to_owned(),
            path: path.to_owned(),
            csrf_token: String::new(),
            time_zone: String::new(),
            correlation_id: String::new(),
            theme: ShellTheme { name: "default".to_owned(), stylesheet: None },
            person: None,
            account: None,
            acting: None,
            may: Vec::new(),
            cart: CartBadge::default(),
            approvals_pending: 0,
            inbox_unread: 0,
            query: String::new(),
            flashes: Vec::new(),
            now,
        }
    }
}
