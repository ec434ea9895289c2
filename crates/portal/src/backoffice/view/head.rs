//! What stands at the top of every page of the back office: where one is, what it is, in which state, what can be done.

use serde::Serialize;
use web::page::Phrase;

/// The top of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    pub trail: Vec<Step>,
    pub title: Phrase,
    pub sub: Option<Phrase>,
    pub state: Option<Mark>,
    pub buttons: Vec<Button>,
}

/// A link on the way to the page.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    pub words: Phrase,
    pub href: String,
}

/// A state with its colour; the key of its text is `state-<of>-<code>`.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    pub of: String,
    pub code: String,
}

/// Something that can be done from here.
#[derive(Debug, Clone, Serialize)]
pub struct Button {
    pub words: Phrase,
    pub icon: Option<String>,
    pub look: Look,
    #[serde(flatten)]
    pub target: Target,
    pub testid: Option<String>,
    /// `data-…` attributes that tests read: name without `data-`, value.
    pub data: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    Primary,
    Plain,
    Danger,
}

/// What a button does.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Target {
    Go {
        href: String,
    },
    Download {
        href: String,
    },
    /// Sends a form of hidden values, after a question when there is one.
    Post {
        action: String,
        values: Vec<(String, String)>,
        confirm: Option<Phrase>,
    },
}

/// A view of a list that is always at hand, or one part of an object's page.
#[derive(Debug, Clone, Serialize)]
pub struct Tab {
    pub words: Phrase,
    pub href: String,
    pub count: Option<u64>,
    pub current: bool,
}

/// What shows where there is nothing: what would stand here, and how to begin.
#[derive(Debug, Clone, Serialize)]
pub struct Empty {
    pub icon: String,
    pub title: Phrase,
    pub text: Phrase,
    pub button: Option<Button>,
}

/// A text that is data, not ours: a name, a number.
pub fn plain(text: impl ToString) -> Phrase {
    Phrase::new("office-plain").with("text", text)
}

impl Head {
    pub fn new(title: Phrase) -> Head {
        Head { trail: Vec::new(), title, sub: None, state: None, buttons: Vec::new() }
    }

    pub fn keyed(key: &str) -> Head {
        Head::new(Phrase::new(key))
    }

    /// Below a page of the office: its key and address.
    pub fn below(mut self, key: &str, href: impl Into<String>) -> Head {
        self.trail.push(Step { words: Phrase::new(key), href: href.into() });
        self
    }

    /// Below an object, by its name.
    pub fn below_named(mut self, name: impl ToString, href: impl Into<String>) -> Head {
        self.trail.push(Step { words: plain(name), href: href.into() });
        self
    }

    #[expect(clippy::should_implement_trait, reason = "the line below the title, not a difference")]
    pub fn sub(mut self, sub: Phrase) -> Head {
        self.sub = Some(sub);
        self
    }

    pub fn state(mut self, of: &str, code: impl Into<String>) -> Head {
        self.state = Some(Mark { of: of.to_owned(), code: code.into() });
        self
    }

    pub fn button(mut self, button: Button) -> Head {
        self.buttons.push(button);
        self
    }

    /// A button only for those who may.
    pub fn button_if(self, may: bool, button: impl FnOnce() -> Button) -> Head {
        if may { self.button(button()) } else { self }
    }
}

impl Button {
    fn new(key: &str, target: Target) -> Button {
        Button { words: Phrase::new(key), icon: None, look: Look::Plain, target, testid: None, data: Vec::new() }
    }

    pub fn go(key: &str, href: impl Into<String>) -> Button {
        Button::new(key, Target::Go { href: href.into() })
    }

    pub fn download(key: &str, href: impl Into<String>) -> Button {
        Button::new(key, Target::Download { href: href.into() }).icon("download")
    }

    pub fn post(key: &str, action: impl Into<String>) -> Button {
        Button::new(key, Target::Post { action: action.into(), values: Vec::new(), confirm: None })
    }

    pub fn icon(mut self, name: &str) -> Button {
        self.icon = Some(name.to_owned());
        self
    }

    pub fn primary(mut self) -> Button {
        self.look = Look::Primary;
        self
    }

    pub fn danger(mut self) -> Button {
        self.look = Look::Danger;
        self
    }

    /// Sent along by a button that posts.
    pub fn value(mut self, name: &str, value: impl ToString) -> Button {
        if let Target::Post { values, .. } = &mut self.target {
            values.push((name.to_owned(), value.to_string()));
        }
        self
    }

    /// Asked before a button posts.
    pub fn confirm(mut self, question: Phrase) -> Button {
        if let Target::Post { confirm, .. } = &mut self.target {
            *confirm = Some(question);
        }
        self
    }

    pub fn testid(mut self, testid: &str) -> Button {
        self.testid = Some(testid.to_owned());
        self
    }

    pub fn data(mut self, name: &str, value: impl ToString) -> Button {
        self.data.push((name.to_owned(), value.to_string()));
        self
    }
}

impl Tab {
    pub fn new(key: &str, href: impl Into<String>, current: bool) -> Tab {
        Tab { words: Phrase::new(key), href: href.into(), count: None, current }
    }

    pub fn count(mut self, count: Option<u64>) -> Tab {
        self.count = count;
        self
    }
}

impl Empty {
    /// Texts under `<stem>-empty-title` and `<stem>-empty-text`.
    pub fn of(stem: &str, icon: &str) -> Empty {
        Empty {
            icon: icon.to_owned(),
            title: Phrase::new(format!("{stem}-empty-title")),
            text: Phrase::new(format!("{stem}-empty-text")),
            button: None,
        }
    }

    /// For a list that was narrowed: nothing fits, and the way back to everything.
    pub fn filtered(all: impl Into<String>) -> Empty {
        Empty { button: Some(Button::go("office-filter-all", all)), ..Empty::of("office-filtered", "filter-off") }
    }

    /// For a list that was asked for something there is not.
    pub fn unknown(all: impl Into<String>) -> Empty {
        Empty { button: Some(Button::go("office-filter-all", all)), ..Empty::of("office-unknown", "filter-off") }
    }

    pub fn button(mut self, button: Button) -> Empty {
        self.button = Some(button);
        self
    }
}
