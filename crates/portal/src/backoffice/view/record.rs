//! The page of an object: what it is, what belongs to it, its version and id, its history and its raw events.

use std::collections::BTreeMap;

use kernel::{Timestamp, Version};
use serde::Serialize;
use web::page::{Page, Phrase};

use super::form::Conflict;
use super::head::{Button, Head, Tab};
use crate::part::Pager;
use crate::part::form::Form;
use crate::part::order::OrderRowView;
use crate::part::product::AttributeView;
use crate::part::table::{Cell, Column, Row, Table};

/// An object's page: the main column and the narrow one beside it.
#[derive(Debug, Clone, Serialize)]
pub struct RecordPage {
    pub head: Head,
    pub tabs: Vec<Tab>,
    pub notices: Vec<Notice>,
    pub main: Vec<Section>,
    pub side: Vec<Section>,
}

/// Something to know before anything else.
#[derive(Debug, Clone, Serialize)]
pub struct Notice {
    /// `info`, `success`, `warning`, `danger`.
    pub kind: String,
    pub icon: String,
    pub title: Phrase,
    pub text: Option<Phrase>,
    /// Something to copy that is shown this once.
    pub secret: Vec<(String, String)>,
    pub testid: Option<String>,
}

/// A part of the page with its head.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Anchor; unique on the page.
    pub id: String,
    pub title: Phrase,
    pub note: Option<Phrase>,
    pub buttons: Vec<Button>,
    pub body: Body,
    /// What stands there while there is nothing.
    pub empty: Option<Phrase>,
    /// A form to add one, in place.
    pub panel: Option<Panel>,
    pub finder: Option<Finder>,
    /// Of the section's form.
    pub conflict: Option<Conflict>,
}

/// A search box of a section's own.
#[derive(Debug, Clone, Serialize)]
pub struct Finder {
    pub action: String,
    pub name: String,
    /// Key of the label.
    pub label: String,
    pub value: String,
    /// Another address that the same text can be sent to, and the key of its button.
    pub also: Option<(String, String)>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    Table {
        table: Table,
    },
    Orders {
        rows: Vec<OrderRowView>,
    },
    Pairs {
        pairs: Vec<Pair>,
    },
    Form {
        form: Form,
        headings: BTreeMap<String, String>,
        testid: Option<String>,
    },
    /// A text as it is, set in a fixed width.
    Raw {
        text: String,
    },
    /// The same for who wants to see it: folded away at first.
    Folded {
        text: String,
    },
    Events {
        rows: Vec<EventView>,
    },
    History {
        rows: Vec<HistoryView>,
    },
    /// A letter's text, its links as links.
    Letter {
        parts: Vec<LetterPart>,
    },
    Links {
        links: Vec<Related>,
    },
    Attributes {
        rows: Vec<AttributeView>,
    },
    /// Long texts, one below the other.
    Texts {
        pairs: Vec<Pair>,
    },
}

/// A name and a value.
#[derive(Debug, Clone, Serialize)]
pub struct Pair {
    /// Key of the label.
    pub label: String,
    pub cell: Cell,
}

/// A form behind a button.
#[derive(Debug, Clone, Serialize)]
pub struct Panel {
    pub id: String,
    /// Key of the button that opens it.
    pub opener: String,
    pub icon: String,
    pub form: Form,
    /// After a refusal.
    pub open: bool,
    pub submit_testid: Option<String>,
    pub conflict: Option<Conflict>,
}

/// A fact of the feed about the object.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    pub position: String,
    pub event: String,
    pub subject: String,
    pub sequence: String,
    pub at: Timestamp,
    pub correlation: String,
    pub account: Option<String>,
    /// The data as indented JSON.
    pub json: String,
}

/// An entry of the audit trail about the object.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryView {
    pub at: Timestamp,
    pub actor: String,
    pub acting_for: Option<String>,
    pub action: String,
    pub what: Phrase,
    pub changes: Vec<ChangeView>,
}

/// One field of what was changed.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    pub field: String,
    pub was: Option<Cell>,
    pub is: Cell,
}

/// A piece of a letter: text, or an address to follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterPart {
    pub text: String,
    pub href: Option<String>,
}

/// Another object that has to do with this one.
#[derive(Debug, Clone, Serialize)]
pub struct Related {
    pub icon: String,
    pub words: Phrase,
    pub href: String,
}

impl RecordPage {
    pub fn new(head: Head) -> RecordPage {
        RecordPage { head, tabs: Vec::new(), notices: Vec::new(), main: Vec::new(), side: Vec::new() }
    }

    pub fn main(mut self, section: Section) -> RecordPage {
        self.main.push(section);
        self
    }

    pub fn main_if(self, section: Option<Section>) -> RecordPage {
        match section {
            Some(section) => self.main(section),
            None => self,
        }
    }

    pub fn side(mut self, section: Section) -> RecordPage {
        self.side.push(section);
        self
    }

    pub fn notice(mut self, notice: Notice) -> RecordPage {
        self.notices.push(notice);
        self
    }
}

impl Notice {
    pub fn new(kind: &str, icon: &str, title: Phrase) -> Notice {
        Notice { kind: kind.to_owned(), icon: icon.to_owned(), title, text: None, secret: Vec::new(), testid: None }
    }

    pub fn text(mut self, text: Phrase) -> Notice {
        self.text = Some(text);
        self
    }

    pub fn secret(mut self, label: &str, value: impl Into<String>) -> Notice {
        self.secret.push((label.to_owned(), value.into()));
        self
    }
}

impl Section {
    pub fn new(id: &str, title: &str, body: Body) -> Section {
        Section {
            id: id.to_owned(),
            title: Phrase::new(title),
            note: None,
            buttons: Vec::new(),
            body,
            empty: None,
            panel: None,
            finder: None,
            conflict: None,
        }
    }

    pub fn table(id: &str, title: &str, table: Table) -> Section {
        Section::new(id, title, Body::Table { table })
    }

    pub fn pairs(id: &str, title: &str, pairs: Vec<Pair>) -> Section {
        Section::new(id, title, Body::Pairs { pairs })
    }

    pub fn form(id: &str, title: &str, form: Form) -> Section {
        Section::new(id, title, Body::Form { form, headings: BTreeMap::new(), testid: None })
    }

    pub fn note(mut self, key: &str) -> Section {
        self.note = Some(Phrase::new(key));
        self
    }

    pub fn button(mut self, button: Button) -> Section {
        self.buttons.push(button);
        self
    }

    pub fn button_if(self, may: bool, button: impl FnOnce() -> Button) -> Section {
        if may { self.button(button()) } else { self }
    }

    pub fn empty(mut self, key: &str) -> Section {
        self.empty = Some(Phrase::new(key));
        self
    }

    pub fn panel(mut self, panel: Option<Panel>) -> Section {
        self.panel = panel;
        self
    }

    /// What the office shows of every object at the side: number, version, id.
    pub fn identity(id: impl Into<String>, version: Option<Version>, more: Vec<Pair>) -> Section {
        let mut pairs = more;
        if let Some(version) = version {
            pairs.push(Pair::new("office-version", Cell::count(version)));
        }
        pairs.push(Pair::new("office-id", Cell::code(id)));
        Section::pairs("identity", "office-identity", pairs)
    }

    pub fn events(rows: Vec<EventView>) -> Section {
        Section::new("events", "office-events", Body::Events { rows }).note("office-events-note").empty("office-events-none")
    }

    pub fn history(rows: Vec<HistoryView>) -> Section {
        Section::new("history", "office-history", Body::History { rows }).note("office-history-note").empty("office-history-none")
    }
}

impl Panel {
    pub fn new(id: &str, opener: &str, form: Form) -> Panel {
        let open = form.error.is_some() || form.fields.iter().any(|field| field.error.is_some());
        Panel {
            id: id.to_owned(),
            opener: opener.to_owned(),
            icon: "plus".to_owned(),
            form,
            open,
            submit_testid: None,
            conflict: None,
        }
    }

    pub fn icon(mut self, icon: &str) -> Panel {
        self.icon = icon.to_owned();
        self
    }
}

impl Pair {
    pub fn new(label: &str, cell: Cell) -> Pair {
        Pair { label: label.to_owned(), cell }
    }

    pub fn text(label: &str, text: impl Into<String>) -> Pair {
        Pair::new(label, Cell::text(text))
    }

    pub fn optional(label: &str, text: Option<impl Into<String>>) -> Pair {
        Pair::new(label, Cell::optional(text))
    }

    pub fn said(label: &str, phrase: Phrase) -> Pair {
        Pair::new(label, Cell::Said { phrase })
    }
}

/// A table that shows everything it has.
pub fn table(columns: Vec<Column>, rows: Vec<Row>, row_testid: &str, link_testid: Option<&str>) -> Table {
    Table {
        columns,
        rows,
        pager: Pager::default(),
        row_testid: Some(row_testid.to_owned()),
        link_testid: link_testid.map(str::to_owned),
    }
}

/// Cuts a letter's text at its addresses, so that they can be followed and nothing else becomes markup.
pub fn letter_parts(text: &str) -> Vec<LetterPart> {
    let mut parts: Vec<LetterPart> = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, tail) = rest.split_at(start);
        let end = tail.find(|each: char| each.is_whitespace() || "<>\"'".contains(each)).unwrap_or(tail.len());
        let (address, after) = tail.split_at(end);
        let address_end = address.trim_end_matches(['.', ',', ';', ')']).len();
        let (address, stop) = address.split_at(address_end);
        if !before.is_empty() {
            parts.push(LetterPart { text: before.to_owned(), href: None });
        }
        parts.push(LetterPart { text: address.to_owned(), href: Some(address.to_owned()) });
        if !stop.is_empty() {
            parts.push(LetterPart { text: stop.to_owned(), href: None });
        }
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(LetterPart { text: rest.to_owned(), href: None });
    }
    parts
}

impl Page for RecordPage {
    const TEMPLATE: &'static str = "backoffice/record.html";

    fn sample() -> Vec<RecordPage> {
        super::record_samples()
    }
}
