//! Rows out of files: delimited text or JSON objects, plain or compressed, in whatever encoding, one by one.

mod delimited;
mod layout;
pub(crate) mod listed;
mod objects;
mod open;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::Reason;

pub use layout::Layout;
pub(crate) use open::Reading;
pub use open::read;

/// A row that could be read.
#[derive(Debug, Clone)]
pub struct Row {
    pub place: Place,
    cells: Cells,
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file inside a zip.
    pub member: Option<Arc<str>>,
    /// The line on which it begins, from 1.
    pub line: u64,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    pub place: Place,
    pub reason: Reason,
    /// All of its text.
    pub raw: String,
    /// The columns that it should have, when they are known.
    pub header: Option<Arc<Header>>,
}

#[derive(Debug, Clone)]
enum Cells {
    Delimited { header: Arc<Header>, cells: Vec<String> },
    Object(Map<String, Json>),
}

/// How a row stood in its file.
pub(crate) enum CameAs<'a> {
    Cells(&'a Arc<Header>, &'a [String]),
    /// An object, on one line.
    Text(String),
}

/// The columns of a delimited file.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    pub names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Header {
    pub(crate) fn new(names: Vec<String>) -> Header {
        let mut places = HashMap::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            // Of two columns of one name the first counts.
            places.entry(name.clone()).or_insert(place);
        }
        Header { names, places }
    }
}

impl Row {
    pub(crate) fn delimited(place: Place, header: Arc<Header>, cells: Vec<String>) -> Row {
        Row { place, cells: Cells::Delimited { header, cells } }
    }

    pub(crate) fn object(place: Place, object: Map<String, Json>) -> Row {
        Row { place, cells: Cells::Object(object) }
    }

    /// The columns of its file, when it is delimited; objects have whatever they have.
    pub fn header(&self) -> Option<&Arc<Header>> {
        match &self.cells {
            Cells::Delimited { header, .. } => Some(header),
            Cells::Object(_) => None,
        }
    }

    /// The text in a column; nothing when the column is absent. `a.b` reaches into nested objects; of a list, the first.
    pub fn text(&self, column: &str) -> Option<Cow<'_, str>> {
        match &self.cells {
            Cells::Delimited { header, cells } => {
                header.places.get(column).and_then(|place| cells.get(*place)).map(|cell| Cow::Borrowed(cell.as_str()))
            }
            Cells::Object(object) => first_text(reach(object, column)?),
        }
    }

    /// All texts in a column: the items of a list, else the one text.
    pub fn texts(&self, column: &str) -> Vec<Cow<'_, str>> {
        if let Cells::Object(object) = &self.cells
            && let Some(Json::Array(items)) = reach(object, column)
        {
            return items.iter().filter_map(scalar).collect();
        }
        self.text(column).into_iter().collect()
    }

    /// The names of its columns, of those too that hold no text.
    pub(crate) fn columns(&self) -> Vec<&str> {
        match &self.cells {
            Cells::Delimited { header, .. } => header.names.iter().map(String::as_str).collect(),
            Cells::Object(object) => object.keys().map(String::as_str).collect(),
        }
    }

    /// Columns and their texts; of a list, the first.
    pub fn each(&self) -> Vec<(&str, Cow<'_, str>)> {
        match &self.cells {
            Cells::Delimited { header, cells } => {
                header.names.iter().zip(cells).map(|(name, cell)| (name.as_str(), Cow::Borrowed(cell.as_str()))).collect()
            }
            Cells::Object(object) => {
                object.iter().filter_map(|(name, value)| Some((name.as_str(), first_text(value)?))).collect()
            }
        }
    }

    /// What the row is known by: its code, else what stands first in it.
    pub(crate) fn beginning(&self) -> String {
        let named = ["sku", "code"].into_iter().find_map(|column| self.text(column));
        let first = || self.each().into_iter().map(|(_, cell)| cell).find(|cell| !cell.trim().is_empty());
        named.or_else(first).map(|text| shortened(&text)).unwrap_or_default()
    }

    /// The row as it came, for the list of rejected rows.
    pub(crate) fn came_as(&self) -> CameAs<'_> {
        match &self.cells {
            Cells::Delimited { header, cells } => CameAs::Cells(header, cells),
            Cells::Object(object) => CameAs::Text(Json::Object(object.clone()).to_string()),
        }
    }
}

/// As much of a text as a list shows.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.trim();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn reach<'a>(object: &'a Map<String, Json>, column: &str) -> Option<&'a Json> {
    if let Some(value) = object.get(column) {
        return Some(value);
    }
    let (first, rest) = column.split_once('.')?;
    reach(object.get(first)?.as_object()?, rest)
}

fn first_text(value: &Json) -> Option<Cow<'_, str>> {
    match value {
        Json::Array(items) => items.first().and_then(scalar),
        value => scalar(value),
    }
}

fn scalar(value: &Json) -> Option<Cow<'_, str>> {
    match value {
        Json::String(text) => Some(Cow::Borrowed(text)),
        Json::Number(number) => Some(Cow::Owned(number.to_string())),
        Json::Bool(truth) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
