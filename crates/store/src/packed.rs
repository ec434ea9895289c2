//! Many columns, or many rows, read as one text. The embedded engine's driver copies each value by itself and hands each row
//! from one thread to another; where a million values are read at a start, that costs ten times what reading costs.

use std::str::FromStr;

use sea_orm::DbBackend;
use uuid::Uuid;

use crate::StoreError;

/// Between columns. It stands in no stored text: texts from outside hold no control characters, and JSON escapes them.
const COLUMN: char = '\u{1f}';
/// Between rows.
const ROW: char = '\u{1e}';

/// A column to pack.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// Text, never empty where it is null: both are read as nothing.
    Text(&'a str),
    Number(&'a str),
    Id(&'a str),
}

impl Cell<'_> {
    fn sql(self, driver: DbBackend) -> String {
        match (self, driver) {
            (Cell::Text(column) | Cell::Number(column) | Cell::Id(column), DbBackend::Postgres) => column.to_owned(),
            (Cell::Text(column) | Cell::Number(column), _) => format!("coalesce({column}, '')"),
            (Cell::Id(column), _) => format!("coalesce(hex({column}), '')"),
        }
    }
}

/// The expression that packs a row. PostgreSQL's `concat` writes all cells into one text, nulls as nothing, where each `||`
/// would copy what the one before made.
fn packed(driver: DbBackend, cells: &[Cell<'_>]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.sql(driver)).collect();
    let between = character(driver, COLUMN);
    match driver {
        // A function takes a hundred arguments there.
        DbBackend::Postgres => {
            let parts = cells.chunks(40).map(|cells| format!("concat({})", cells.join(&format!(", {between}, "))));
            parts.collect::<Vec<String>>().join(&format!(" || {between} || "))
        }
        _ => cells.join(&format!(" || {between} || ")),
    }
}

/// The expression that packs all rows of a group, in no particular order.
pub(crate) fn packed_group(driver: DbBackend, cells: &[Cell<'_>]) -> String {
    let function = if driver == DbBackend::Postgres { "string_agg" } else { "group_concat" };
    format!("{function}({}, {})", packed(driver, cells), character(driver, ROW))
}

fn character(driver: DbBackend, character: char) -> String {
    let function = if driver == DbBackend::Postgres { "chr" } else { "char" };
    format!("{function}({})", u32::from(character))
}

/// The rows of a packed group.
pub fn unpacked_rows(text: &str) -> impl Iterator<Item = Packed<'_>> {
    text.split(ROW).map(Packed::new)
}

/// A packed row, read column by column in the order in which it was packed.
#[derive(Debug, Clone)]
pub struct Packed<'a> {
    cells: std::str::Split<'a, char>,
}

impl<'a> Packed<'a> {
    pub fn new(row: &'a str) -> Packed<'a> {
        Packed { cells: row.split(COLUMN) }
    }

    /// The next column; empty where it was null.
    pub fn text(&mut self) -> Result<&'a str, StoreError> {
        self.cells.next().ok_or_else(|| StoreError::Corrupt("a packed row has fewer columns than were asked for".to_owned()))
    }

    /// The next column, nothing where it was null or empty.
    pub fn optional(&mut self) -> Result<Option<&'a str>, StoreError> {
        Ok(Some(self.text()?).filter(|text| !text.is_empty()))
    }

    pub fn number<N: FromStr>(&mut self) -> Result<N, StoreError> {
        let text = self.text()?;
        parse(text)
    }

    pub fn optional_number<N: FromStr>(&mut self) -> Result<Option<N>, StoreError> {
        self.optional()?.map(parse).transpose()
    }

    pub fn id(&mut self) -> Result<Uuid, StoreError> {
        let text = self.text()?;
        parse(text)
    }

    pub fn optional_id(&mut self) -> Result<Option<Uuid>, StoreError> {
        self.optional()?.map(parse).transpose()
    }
}

fn parse<Parsed: FromStr>(text: &str) -> Result<Parsed, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("`{text}` is not what its column holds")))
}
