//! Lists of rejected rows, as they are read again when somebody has put them right.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::Reason;
use crate::import::rows::layout::{Format, Layout};
use crate::import::rows::{BadRow, Header, Place, Row};

/// What stands before the file's own columns: the member of a zip, the line, the reason.
pub(crate) const BEFORE: [&str; 3] = ["rejected_file", "rejected_line", "rejected_reason"];

/// What stands behind them: the text of a row that has no columns, because it is an object or could not be read.
pub(crate) const RAW: &str = "rejected_raw";

/// How many lines one cell may have: a broken object of another file is kept as it was.
pub(crate) const MOST_LINES: usize = 5_000;

/// Whether a file begins as a list does.
pub(crate) fn begins(start: &[u8]) -> bool {
    let after = start.strip_prefix(BEFORE[0].as_bytes()).and_then(|rest| rest.first());
    after.is_some_and(|next| matches!(next, b',' | b';' | b'\t'))
}

/// How a list is laid out whose rows came from a file of another layout: what was said of that file's form does not hold,
/// what was said of its values does.
pub(crate) fn layout(of_file: &Layout) -> Layout {
    Layout {
        format: Some(Format::Delimited),
        delimiter: None,
        row_end: None,
        quote: None,
        columns: Vec::new(),
        encoding: None,
        ..of_file.clone()
    }
}

/// The columns of a list.
pub(crate) struct List {
    /// The file's own.
    header: Arc<Header>,
    has_raw: bool,
}

impl List {
    /// Nothing when the names are not those of a list.
    pub(crate) fn of(names: &[String]) -> Option<List> {
        let own = names.strip_prefix(BEFORE.map(str::to_owned).as_slice())?;
        let (own, has_raw) = match own.split_last() {
            Some((last, own)) if last == RAW => (own, true),
            _ => (own, false),
        };
        Some(List { header: Arc::new(Header::new(own.to_vec())), has_raw })
    }

    pub(crate) fn header(&self) -> &Arc<Header> {
        &self.header
    }

    /// How many cells a row has.
    pub(crate) fn width(&self) -> usize {
        BEFORE.len() + self.header.names.len() + usize::from(self.has_raw)
    }

    /// The row that was rejected: by its columns when they say something, else by its text.
    pub(crate) fn row(&self, place: Place, mut cells: Vec<String>) -> Result<Row, BadRow> {
        let raw = if self.has_raw { cells.pop().unwrap_or_default() } else { String::new() };
        cells.drain(..BEFORE.len().min(cells.len()));
        if raw.trim().is_empty() || cells.iter().any(|cell| !cell.trim().is_empty()) {
            return Ok(Row::delimited(place, self.header.clone(), cells));
        }
        match serde_json::from_str::<Map<String, Json>>(&raw) {
            Ok(object) => Ok(Row::object(place, object)),
            Err(error) => {
                let reason = if raw.trim_start().starts_with('{') {
                    Reason::new("not_json", format!("not valid JSON: {error}")).with("cause", error.to_string())
                } else {
                    Reason::new("raw_left", format!("could not be read before: put what is in {RAW} into the other columns"))
                };
                let header = (!self.header.names.is_empty()).then(|| self.header.clone());
                Err(BadRow { place, reason, raw, header })
            }
        }
    }
}
