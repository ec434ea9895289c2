//! JSON objects out of an array, out of lines, or one after the other: cut by their brackets first and read one by one,
//! so that one bad object spoils nothing else and no file is too large.

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::Reason;
use crate::import::rows::open::Sink;
use crate::import::rows::{BadRow, Place, Row};

/// No single object is larger.
const MOST_BYTES: usize = 16 * 1024 * 1024;

pub(crate) fn read(reader: &mut dyn BufRead, member: Option<Arc<str>>, each: Sink<'_>) -> std::io::Result<ControlFlow<()>> {
    let mut cutter = Cutter { member, ..Cutter::default() };
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            break;
        }
        let count = bytes.len();
        for byte in bytes {
            if let Some(item) = cutter.take(*byte)
                && each(item).is_break()
            {
                return Ok(ControlFlow::Break(()));
            }
        }
        reader.consume(count);
    }
    match cutter.rest() {
        Some(item) => Ok(each(item)),
        None => Ok(ControlFlow::Continue(())),
    }
}

/// Follows brackets and strings, byte by byte.
#[derive(Default)]
struct Cutter {
    member: Option<Arc<str>>,
    /// The object under way, or something else that stands where an object should.
    bytes: Vec<u8>,
    depth: u32,
    in_string: bool,
    escaped: bool,
    line: u64,
    started_on: u64,
    /// Blanks before the first thing on the present line; nothing once something else came.
    indent: Option<usize>,
    /// The indentation at which objects begin, and whether each so far stood on one line.
    usual_indent: Option<usize>,
    all_on_one_line: bool,
    objects: u64,
    /// The object under way is spoilt: it is skipped until a line looks like the beginning of another.
    spoilt: bool,
    in_array: bool,
}

impl Cutter {
    fn take(&mut self, byte: u8) -> Option<Result<Row, BadRow>> {
        let bad = if byte == b'{' && self.looks_like_a_beginning() { self.cut_off() } else { None };
        self.note_line(byte);
        if self.depth == 0 {
            let junk = self.between(byte);
            return bad.or(junk);
        }
        if self.spoilt {
            return bad;
        }
        self.bytes.push(byte);
        if self.bytes.len() > MOST_BYTES {
            self.spoilt = true;
        } else if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                // A line never ends inside a string: the string's end is missing.
                b'\n' => self.spoilt = true,
                _ => {}
            }
        } else {
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(self.complete());
                    }
                }
                _ => {}
            }
        }
        bad
    }

    /// Between objects.
    fn between(&mut self, byte: u8) -> Option<Result<Row, BadRow>> {
        match byte {
            b'{' => {
                let junk = self.junk();
                self.depth = 1;
                self.started_on = self.line;
                if self.usual_indent.is_none() {
                    self.usual_indent = self.indent;
                }
                if self.objects == 0 {
                    self.all_on_one_line = true;
                }
                self.bytes.push(b'{');
                junk
            }
            b'[' if self.objects == 0 && self.bytes.is_empty() && !self.in_array => {
                self.in_array = true;
                None
            }
            b',' | b']' if self.in_array => self.junk(),
            b'\n' => self.junk(),
            byte if byte.is_ascii_whitespace() && self.bytes.is_empty() => None,
            byte => {
                if self.bytes.is_empty() {
                    self.started_on = self.line;
                }
                if self.bytes.len() < MOST_BYTES {
                    self.bytes.push(byte);
                }
                None
            }
        }
    }

    fn note_line(&mut self, byte: u8) {
        if self.line == 0 {
            self.line = 1;
            self.indent = Some(0);
        }
        match (byte, self.indent) {
            (b'\n', _) => {
                self.line += 1;
                self.indent = Some(0);
            }
            (b' ' | b'\t', Some(blanks)) => self.indent = Some(blanks + 1),
            // A bracket keeps it: it is asked about the bracket itself.
            (b'{', Some(_)) => {}
            _ => self.indent = None,
        }
    }

    /// Whether a bracket that comes now, inside an object that should have ended, begins the next one.
    fn looks_like_a_beginning(&self) -> bool {
        let suspect = self.spoilt || (self.all_on_one_line && self.objects > 0);
        self.depth > 0 && suspect && self.indent.is_some() && self.indent == self.usual_indent
    }

    fn cut_off(&mut self) -> Option<Result<Row, BadRow>> {
        let bad = self.bad(Reason::new("not_closed", "the object is not closed"));
        self.reset();
        Some(Err(bad))
    }

    fn complete(&mut self) -> Result<Row, BadRow> {
        self.objects += 1;
        self.all_on_one_line &= self.line == self.started_on;
        let parsed = serde_json::from_str(&self.text());
        let item = match parsed {
            Ok(object) => Ok(Row::object(self.place(), object)),
            Err(error) => {
                Err(self.bad(Reason::new("not_json", format!("not valid JSON: {error}")).with("cause", error.to_string())))
            }
        };
        self.reset();
        item
    }

    /// Something that is no object.
    fn junk(&mut self) -> Option<Result<Row, BadRow>> {
        if self.bytes.is_empty() {
            return None;
        }
        let bad = self.bad(Reason::new("not_an_object", "not a JSON object"));
        self.reset();
        Some(Err(bad))
    }

    /// What is left at the end.
    fn rest(&mut self) -> Option<Result<Row, BadRow>> {
        if self.depth > 0 {
            return self.cut_off();
        }
        self.junk()
    }

    fn reset(&mut self) {
        self.bytes.clear();
        (self.depth, self.in_string, self.escaped, self.spoilt) = (0, false, false, false);
    }

    fn place(&self) -> Place {
        Place { member: self.member.clone(), line: self.started_on }
    }

    fn bad(&self, reason: Reason) -> BadRow {
        BadRow { place: self.place(), reason, raw: self.text().trim().to_owned(), header: None }
    }

    fn text(&self) -> Cow<'_, str> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&self.bytes).0,
        }
    }
}
