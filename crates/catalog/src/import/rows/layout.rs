//! How a file is laid out, as far as it does not tell by itself.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What a mapping says about the form of a file. Everything left open is found out from the file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// `json` (an array or one object a line) or `delimited`.
    pub format: Option<Format>,
    /// What stands between cells: one character, or several such as `+|`, which then need `row_end` and know no quotes.
    pub delimiter: Option<String>,
    /// What ends a row, when it is not the end of a line.
    pub row_end: Option<String>,
    /// The quotation mark; `""` when quotes are part of the text.
    pub quote: Option<String>,
    /// The columns, when the file has no header.
    pub columns: Vec<String>,
    /// An encoding's name, such as `windows-1252`.
    pub encoding: Option<String>,
    /// The decimal sign. Left open: the last of `.` and `,` in files with semicolons, else `.`.
    pub decimal: Option<char>,
    /// How dates are written, as in `%d/%m/%Y`; ISO when left open.
    pub dates: Option<String>,
    /// Texts that mean "nothing".
    pub null: Vec<String>,
    /// Whether texts hold `\n` as two characters where a line ends.
    pub escaped_lines: bool,
    /// Only rows with one of these texts in the column.
    pub only: BTreeMap<String, Choices>,
    /// No rows with one of these texts in the column.
    pub except: BTreeMap<String, Choices>,
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Json,
    Delimited,
}

/// One text or several.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Choices {
    One(String),
    Several(Vec<String>),
}

impl Choices {
    pub(crate) fn hold(&self, text: &str) -> bool {
        match self {
            Choices::One(choice) => choice == text,
            Choices::Several(choices) => choices.iter().any(|choice| choice == text),
        }
    }
}

impl Layout {
    /// Whether a row is wanted at all.
    pub(crate) fn wants(&self, row: &super::Row) -> bool {
        let text = |column: &str| row.text(column).map(|text| text.trim().to_owned()).unwrap_or_default();
        self.only.iter().all(|(column, choices)| choices.hold(&text(column)))
            && !self.except.iter().any(|(column, choices)| choices.hold(&text(column)))
    }
}
