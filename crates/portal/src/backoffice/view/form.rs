//! Edit forms: fields under headings, and what happens when two people change the same thing at the same time.
//!
//! A form remembers in a hidden field what it showed at first. When the row has moved on meanwhile, that makes three
//! values of each field: what was seen, what is there now, what was typed. A field that only the other person changed
//! takes theirs; one that only this person changed keeps theirs; where both did, both are shown and this person decides.

use std::collections::BTreeMap;

use kernel::Timestamp;
use serde::Serialize;
use web::page::{Page, Phrase};

use super::head::Head;
use super::record::Section;
use crate::part::form::{Field, FieldKind, Form};

/// The hidden field that remembers what the form showed at first.
pub const SEEN: &str = "seen";

#[derive(Debug, Clone, Serialize)]
pub struct FormPage {
    pub head: Head,
    pub intro: Option<Phrase>,
    pub form: Form,
    /// Headings by the name of the first field below each: keys of texts.
    pub headings: BTreeMap<String, String>,
    pub conflict: Option<Conflict>,
    pub side: Vec<Section>,
    pub submit_testid: Option<String>,
    /// The way back without saving.
    pub cancel: String,
}

/// Somebody else changed the row meanwhile.
#[derive(Debug, Clone, Serialize)]
pub struct Conflict {
    pub by: Option<String>,
    pub at: Option<Timestamp>,
    pub rows: Vec<Clash>,
    /// The page as it is now, without what was typed here.
    pub reload: String,
}

/// A field that the other person changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clash {
    /// Key of the label.
    pub label: String,
    /// The label, where it is data.
    pub words: Option<String>,
    pub was: Shown,
    pub theirs: Shown,
    pub mine: Shown,
    /// Both changed it: the form holds mine. Else only they did, and the form holds theirs.
    pub both: bool,
}

/// A value as people see it: a text, or the key of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    pub text: Option<String>,
    pub key: Option<String>,
}

impl FormPage {
    pub fn new(head: Head, form: Form, cancel: impl Into<String>) -> FormPage {
        FormPage {
            head,
            intro: None,
            form,
            headings: BTreeMap::new(),
            conflict: None,
            side: Vec::new(),
            submit_testid: None,
            cancel: cancel.into(),
        }
    }

    pub fn intro(mut self, key: &str) -> FormPage {
        self.intro = Some(Phrase::new(key));
        self
    }

    /// A heading above a field.
    pub fn heading(mut self, field: &str, key: &str) -> FormPage {
        self.headings.insert(field.to_owned(), key.to_owned());
        self
    }

    pub fn conflict(mut self, conflict: Option<Conflict>) -> FormPage {
        self.conflict = conflict;
        self
    }

    pub fn side(mut self, section: Section) -> FormPage {
        self.side.push(section);
        self
    }
}

/// The form with what it shows now kept in a hidden field, for [`merged`].
pub fn remembering(form: Form) -> Form {
    let seen = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form.fields.iter().filter(|field| is_typed(field)).map(|field| (&field.name, &field.value)))
        .finish();
    form.with(Field::new(FieldKind::Hidden, SEEN, "office-plain").value(seen))
}

/// The form as the row is now (`current`) with what this person typed laid over it, and the fields that the other person
/// changed. Saving it again writes what it shows.
pub fn merged(current: Form, sent: &[(String, String)]) -> (Form, Vec<Clash>) {
    let value = |name: &str| sent.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let seen: BTreeMap<String, String> =
        form_urlencoded::parse(value(SEEN).unwrap_or_default().as_bytes()).into_owned().collect();
    let mut rows = Vec::new();
    let mut form = current;
    for field in form.fields.iter_mut().filter(|field| is_typed(field)) {
        let theirs = field.value.clone();
        let mine = typed(field, value(&field.name));
        let was = seen.get(&field.name).cloned().unwrap_or_else(|| theirs.clone());
        if mine == theirs {
            continue;
        }
        let both = mine != was && theirs != was;
        if theirs != was {
            let row = |text: &str| shown(field, text);
            let (label, words) = (field.label.clone(), field.words.clone());
            rows.push(Clash { label, words, was: row(&was), theirs: row(&theirs), mine: row(&mine), both });
        }
        if mine != was {
            *field = field.clone().value(mine);
        }
    }
    (form, rows)
}

/// What a browser sends for a field: nothing for a box that is not ticked, and line ends as the web writes them.
fn typed(field: &Field, sent: Option<&str>) -> String {
    match field.kind {
        FieldKind::Check => sent.unwrap_or_default().to_owned(),
        _ => sent.map_or_else(|| field.value.clone(), |text| text.replace("\r\n", "\n").trim().to_owned()),
    }
}

fn is_typed(field: &Field) -> bool {
    !matches!(field.kind, FieldKind::Hidden | FieldKind::Fixed | FieldKind::Password)
}

fn shown(field: &Field, value: &str) -> Shown {
    if field.kind == FieldKind::Check {
        return Shown { text: None, key: Some(if value.is_empty() { "no" } else { "yes" }.to_owned()) };
    }
    match field.options.iter().find(|option| option.value == value) {
        Some(option) => Shown { text: option.text.clone(), key: option.key.clone() },
        None => Shown { text: Some(value.to_owned()), key: None },
    }
}

impl Page for FormPage {
    const TEMPLATE: &'static str = "backoffice/form.html";

    fn sample() -> Vec<FormPage> {
        super::form_samples()
    }
}
