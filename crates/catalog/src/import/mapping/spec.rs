//! How one value is made from a row.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::import::ImportError;
use crate::import::mapping::path::CellPath;
use crate::import::mapping::tables::Tables;
use crate::import::rows::{Layout, Row};

/// How a value is made: from a cell, a fixed text, or a template; then translated, scaled, split.
#[derive(Debug, Clone)]
pub(crate) struct Spec {
    from: From,
    default: Option<String>,
    words: BTreeMap<String, String>,
    /// The value times ten to this power: −2 for cents.
    scale: i32,
    split: Vec<String>,
    /// Cut after so many characters.
    most: Option<usize>,
}

#[derive(Debug, Clone)]
enum From {
    Cell(CellPath),
    Value(String),
    /// Texts and cells in turn; empty when one of its cells is empty.
    Template(Vec<Piece>),
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Cell(CellPath),
}

/// A value in a mapping file: a column's name or a table of these.
#[derive(Deserialize, Clone, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SpecFile {
    pub(crate) column: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) template: Option<String>,
    pub(crate) default: Option<String>,
    /// What texts become; `"*"` for all others.
    pub(crate) words: BTreeMap<String, String>,
    pub(crate) scale: i32,
    pub(crate) split: Vec<String>,
    pub(crate) most: Option<usize>,
}

/// Fields of a mapping file by their full names: `[fields.names] en = "title"` is the field `names.en`.
pub(crate) fn flatten(prefix: &str, table: &toml::Table, found: &mut Vec<(String, Spec)>) -> Result<(), ImportError> {
    for (key, value) in table {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::String(column) => found.push((name, Spec::column(column)?)),
            toml::Value::Table(inner) if ["column", "value", "template"].iter().any(|key| inner.contains_key(*key)) => {
                let file: SpecFile =
                    inner.clone().try_into().map_err(|error| ImportError::mapping(format!("{name}: {error}")))?;
                found.push((name, Spec::read(file)?));
            }
            toml::Value::Table(inner) => flatten(&name, inner, found)?,
            _ => return Err(ImportError::mapping(format!("{name} must be a column's name or a table"))),
        }
    }
    Ok(())
}

impl Spec {
    /// A cell as it is.
    pub(crate) fn column(path: &str) -> Result<Spec, ImportError> {
        Spec::read(SpecFile { column: Some(path.to_owned()), ..SpecFile::default() })
    }

    pub(crate) fn read(file: SpecFile) -> Result<Spec, ImportError> {
        let from = match (file.column, file.value, file.template) {
            (Some(column), None, None) => From::Cell(CellPath::parse(&column)?),
            (None, Some(value), None) => From::Value(value),
            (None, None, Some(template)) => From::Template(pieces(&template)?),
            _ => return Err(ImportError::mapping("a value needs exactly one of column, value and template")),
        };
        Ok(Spec { from, default: file.default, words: file.words, scale: file.scale, split: file.split, most: file.most })
    }

    /// The columns of the row itself that it asks for.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.paths().map(|path| path.column.as_str())
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &CellPath> {
        let (cell, pieces): (Option<&CellPath>, &[Piece]) = match &self.from {
            From::Cell(path) => (Some(path), &[]),
            From::Value(_) => (None, &[]),
            From::Template(pieces) => (None, pieces),
        };
        let of_pieces = pieces.iter().filter_map(|piece| match piece {
            Piece::Cell(path) => Some(path),
            Piece::Text(_) => None,
        });
        cell.into_iter().chain(of_pieces)
    }

    /// The values that a row gives, none of them empty.
    pub(crate) fn texts(&self, row: &Row, tables: &Tables, layout: &Layout) -> Vec<String> {
        let raw: Vec<Cow<'_, str>> = match &self.from {
            From::Value(value) => vec![Cow::Borrowed(value.as_str())],
            From::Cell(path) if path.steps.is_empty() => row.texts(&path.column),
            From::Cell(path) => tables.cell(row, path).into_iter().collect(),
            From::Template(pieces) => filled(pieces, row, tables).map(Cow::Owned).into_iter().collect(),
        };
        let mut texts: Vec<String> = Vec::with_capacity(raw.len());
        for text in &raw {
            let cleaned = cleaned(text, layout);
            match self.split.as_slice() {
                [] => texts.push(cleaned.into_owned()),
                separators => texts.extend(split(&cleaned, separators)),
            }
        }
        texts.retain(|text| !text.is_empty());
        let mut texts: Vec<String> = texts.into_iter().map(|text| self.finished(text)).filter(|text| !text.is_empty()).collect();
        if texts.is_empty() {
            texts.extend(self.default.clone());
        }
        texts
    }

    fn finished(&self, text: String) -> String {
        let text = match self.words.get(&text).or_else(|| self.words.get("*")) {
            Some(word) => word.clone(),
            None => text,
        };
        let text = if self.scale == 0 { text } else { shifted(&text, self.scale) };
        match self.most {
            Some(most) if text.chars().count() > most => text.chars().take(most).collect::<String>().trim_end().to_owned(),
            _ => text,
        }
    }
}

fn pieces(template: &str) -> Result<Vec<Piece>, ImportError> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (path, after) =
            after.split_once('}').ok_or_else(|| ImportError::mapping(format!("{template:?} lacks a closing brace")))?;
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        pieces.push(Piece::Cell(CellPath::parse(path)?));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

fn filled(pieces: &[Piece], row: &Row, tables: &Tables) -> Option<String> {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(fixed) => text.push_str(fixed),
            Piece::Cell(path) => {
                let cell = tables.cell(row, path)?;
                let cell = cell.trim();
                if cell.is_empty() {
                    return None;
                }
                text.push_str(cell);
            }
        }
    }
    Some(text)
}

/// Trimmed, with line ends as they should be and without control and invisible characters, which foreign systems leave in
/// texts. A form refuses them, since somebody is there to be told; of a hundred thousand rows they are just taken out.
pub(crate) fn cleaned<'a>(text: &'a str, layout: &Layout) -> Cow<'a, str> {
    let trimmed = text.trim();
    let mut cleaned = Cow::Borrowed(trimmed);
    if layout.escaped_lines && trimmed.contains("\\n") {
        cleaned = Cow::Owned(trimmed.replace("\\r", "").replace("\\n", "\n").trim().to_owned());
    }
    let forbidden = |character: char| character.is_control() && character != '\n' && character != '\t';
    if cleaned.contains(forbidden) {
        let replaced = cleaned.replace("\r\n", "\n").replace(forbidden, " ");
        cleaned = Cow::Owned(replaced.trim().to_owned());
    }
    if cleaned.contains(kernel::is_invisible) {
        cleaned = Cow::Owned(cleaned.replace(kernel::is_invisible, "").trim().to_owned());
    }
    cleaned
}

fn split(text: &str, separators: &[String]) -> Vec<String> {
    let mut parts = vec![text];
    for separator in separators {
        parts = parts.into_iter().flat_map(|part| part.split(separator.as_str())).collect();
    }
    let mut kept: Vec<String> = Vec::with_capacity(parts.len());
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        if !kept.iter().any(|other| other == part) {
            kept.push(part.to_owned());
        }
    }
    kept
}

/// The number with its decimal point moved; a text that is no number stays as it is and is refused where it is read.
fn shifted(text: &str, scale: i32) -> String {
    let Ok(number) = text.parse::<rust_decimal::Decimal>() else { return text.to_owned() };
    let mut moved = number;
    let power = i64::from(scale);
    for _ in 0..power.unsigned_abs().min(12) {
        let next =
            if power < 0 { moved.checked_div(rust_decimal::Decimal::TEN) } else { moved.checked_mul(rust_decimal::Decimal::TEN) };
        match next {
            Some(next) => moved = next,
            None => return text.to_owned(),
        }
    }
    moved.normalize().to_string()
}
