//! Delimited text: CSV in all its kinds, and files with longer marks between cells and rows.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::Reason;
use crate::import::rows::layout::Layout;
use crate::import::rows::listed::List;
use crate::import::rows::open::Sink;
use crate::import::rows::{BadRow, Header, Place, Row};

/// A quotation mark that is not closed within so many lines is taken for a slip, not for a text of that length.
pub(crate) const MOST_LINES: usize = 200;

/// No single line is longer: this is not a text file.
const MOST_BYTES: usize = 16 * 1024 * 1024;

pub(crate) fn read(
    reader: &mut dyn BufRead,
    layout: &Layout,
    most_lines: usize,
    member: Option<Arc<str>>,
    each: Sink<'_>,
) -> std::io::Result<ControlFlow<()>> {
    let mut rows = Lines { reader, layout, most_lines, marks: None, waiting: VecDeque::new(), line: 0 };
    let mut columns = (!layout.columns.is_empty()).then(|| Columns::Own(Arc::new(Header::new(layout.columns.clone()))));
    while let Some(record) = rows.next()? {
        let place = Place { member: member.clone(), line: record.line };
        if record.bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let text = decoded(&record.bytes);
        let item = match (record.fault, &columns) {
            (Some(reason), columns) => {
                let header = columns.as_ref().map(|columns| columns.header().clone());
                Err(BadRow { place, reason: Reason::new("open_quote", reason), raw: text.into_owned(), header })
            }
            (None, None) => {
                columns = Some(Columns::named(rows.cells(&text).iter().map(|cell| cell.trim().to_owned()).collect()));
                continue;
            }
            (None, Some(columns)) => {
                let cells = rows.cells(&text);
                if cells.len() == columns.width() {
                    columns.row(place, without_nulls(cells, layout))
                } else {
                    let (found, expected) = (cells.len().to_string(), columns.width().to_string());
                    let reason = Reason::new("cells", format!("{found} cells instead of {expected}"));
                    let reason = reason.with("found", found).with("expected", expected);
                    Err(BadRow { place, reason, raw: text.into_owned(), header: Some(columns.header().clone()) })
                }
            }
        };
        if each(item).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// What the cells of a row are.
enum Columns {
    Own(Arc<Header>),
    /// Those of a list of rejected rows.
    Listed(List),
}

impl Columns {
    fn named(names: Vec<String>) -> Columns {
        match List::of(&names) {
            Some(list) => Columns::Listed(list),
            None => Columns::Own(Arc::new(Header::new(names))),
        }
    }

    fn header(&self) -> &Arc<Header> {
        match self {
            Columns::Own(header) => header,
            Columns::Listed(list) => list.header(),
        }
    }

    fn width(&self) -> usize {
        match self {
            Columns::Own(header) => header.names.len(),
            Columns::Listed(list) => list.width(),
        }
    }

    fn row(&self, place: Place, cells: Vec<String>) -> Result<Row, BadRow> {
        match self {
            Columns::Own(header) => Ok(Row::delimited(place, header.clone(), cells)),
            Columns::Listed(list) => list.row(place, cells),
        }
    }
}

fn without_nulls(mut cells: Vec<String>, layout: &Layout) -> Vec<String> {
    for cell in &mut cells {
        if layout.null.iter().any(|null| null == cell) {
            cell.clear();
        }
    }
    cells
}

/// UTF-8 when it reads as such, else Windows-1252, in which every byte is a character. Row by row, since files that were
/// glued together mix both.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// One row's bytes, without what ends it.
struct RawRow {
    line: u64,
    bytes: Vec<u8>,
    fault: Option<&'static str>,
}

/// What stands between cells and around them.
#[derive(Clone)]
struct Marks {
    delimiter: String,
    quote: Option<u8>,
}

/// Cuts a file into rows, across line ends inside quotes.
struct Lines<'a> {
    reader: &'a mut dyn BufRead,
    layout: &'a Layout,
    most_lines: usize,
    /// Known from the first line on.
    marks: Option<Marks>,
    /// Lines read ahead for a quotation mark that was never closed.
    waiting: VecDeque<Vec<u8>>,
    line: u64,
}

impl Lines<'_> {
    fn next(&mut self) -> std::io::Result<Option<RawRow>> {
        if let Some(end) = self.layout.row_end.clone().filter(|end| !end.is_empty()) {
            return self.until_mark(end.as_bytes());
        }
        let Some(mut bytes) = self.line()? else { return Ok(None) };
        self.line += 1;
        let start = self.line;
        let marks = self.marks.get_or_insert_with(|| Marks::found(self.layout, &bytes)).clone();
        let Some(quote) = marks.quote else { return Ok(Some(RawRow { line: start, bytes, fault: None })) };
        let mut more: Vec<Vec<u8>> = Vec::new();
        while ends_inside_quotes(&bytes, quote, marks.delimiter.as_bytes()) {
            let next = if more.len() < self.most_lines { self.line()? } else { None };
            let Some(next) = next else {
                // Only the line with the slip is lost; those read ahead are read again as rows of their own.
                bytes.truncate(bytes.len() - more.iter().map(|line| line.len() + 1).sum::<usize>());
                self.line = start;
                for line in more.into_iter().rev() {
                    self.waiting.push_front(line);
                }
                return Ok(Some(RawRow { line: start, bytes, fault: Some("a quotation mark is never closed") }));
            };
            self.line += 1;
            bytes.push(b'\n');
            bytes.extend_from_slice(&next);
            more.push(next);
        }
        Ok(Some(RawRow { line: start, bytes, fault: None }))
    }

    /// One line without its end.
    fn line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        if let Some(line) = self.waiting.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        if !self.take_until(b'\n', &mut bytes)? {
            return Ok(None);
        }
        while matches!(bytes.last(), Some(b'\n' | b'\r')) {
            bytes.pop();
        }
        Ok(Some(bytes))
    }

    fn until_mark(&mut self, end: &[u8]) -> std::io::Result<Option<RawRow>> {
        let line = self.line + 1;
        let mut bytes = Vec::new();
        let last = end.last().copied().unwrap_or(b'\n');
        while !bytes.ends_with(end) {
            if !self.take_until(last, &mut bytes)? {
                break;
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        self.marks.get_or_insert_with(|| Marks::found(self.layout, &bytes));
        self.line += u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(0);
        if bytes.ends_with(end) {
            bytes.truncate(bytes.len() - end.len());
        }
        Ok(Some(RawRow { line, bytes, fault: None }))
    }

    fn take_until(&mut self, byte: u8, bytes: &mut Vec<u8>) -> std::io::Result<bool> {
        use std::io::Read;
        let room = u64::try_from(MOST_BYTES.saturating_sub(bytes.len())).unwrap_or(0);
        if room == 0 {
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                "a row is longer than 16 MB: this is not a text file",
            ));
        }
        Ok((&mut *self.reader).take(room).read_until(byte, bytes)? > 0)
    }

    fn cells(&self, text: &str) -> Vec<String> {
        let Some(Marks { delimiter, quote }) = &self.marks else { return vec![text.to_owned()] };
        match quote {
            Some(quote) if text.as_bytes().contains(quote) => quoted_cells(text, delimiter, *quote),
            _ => text.split(delimiter.as_str()).map(str::to_owned).collect(),
        }
    }
}

impl Marks {
    fn found(layout: &Layout, first: &[u8]) -> Marks {
        let delimiter = layout.delimiter.clone().filter(|delimiter| !delimiter.is_empty()).unwrap_or_else(|| {
            let count = |byte: u8| first.iter().filter(|other| **other == byte).count();
            let most = [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|byte| count(*byte)).unwrap_or(b',');
            char::from(most).to_string()
        });
        let quote = match layout.quote.as_deref() {
            Some(quote) => quote.bytes().next(),
            None if delimiter.len() > 1 || layout.row_end.is_some() => None,
            None => Some(b'"'),
        };
        Marks { delimiter, quote }
    }
}

/// Whether a quoted cell is still open at the end of the line. A mark inside an unquoted cell (`5" pipe`) opens nothing, and
/// only a mark before a delimiter or a line's end closes.
fn ends_inside_quotes(bytes: &[u8], quote: u8, delimiter: &[u8]) -> bool {
    if !bytes.contains(&quote) {
        return false;
    }
    let (mut inside, mut at_start, mut place) = (false, true, 0);
    while let Some(&byte) = bytes.get(place) {
        if inside {
            if byte == quote {
                let after = bytes.get(place + 1..).unwrap_or_default();
                if after.first() == Some(&quote) {
                    place += 1;
                } else if matches!(after.first(), None | Some(b'\n' | b'\r')) || after.starts_with(delimiter) {
                    inside = false;
                }
            }
        } else if byte == quote && at_start {
            inside = true;
            at_start = false;
        } else if bytes[place..].starts_with(delimiter) {
            at_start = true;
            place += delimiter.len() - 1;
        } else if byte != b' ' {
            at_start = false;
        }
        place += 1;
    }
    inside
}

fn quoted_cells(text: &str, delimiter: &str, quote: u8) -> Vec<String> {
    let delimiter = delimiter.bytes().next().unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quote(quote)
        .buffer_capacity(text.len().max(16))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => record.iter().map(str::to_owned).collect(),
        Ok(false) | Err(_) => Vec::new(),
    }
}
