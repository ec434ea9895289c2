//! Paths to a cell: `Column`, `Column > table.Column`, `Column > table[spread].Column`.

use crate::import::ImportError;

/// Where a cell is: a column of the row, then steps through tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CellPath {
    pub(crate) column: String,
    pub(crate) steps: Vec<Step>,
}

/// One look-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) table: String,
    /// Which of several rows with one key.
    pub(crate) spread: Option<String>,
    pub(crate) column: String,
}

impl CellPath {
    pub(crate) fn parse(text: &str) -> Result<CellPath, ImportError> {
        let mut parts = text.split(" > ").map(str::trim);
        let column = parts.next().unwrap_or("").to_owned();
        let steps = parts.map(Step::parse).collect::<Result<Vec<Step>, ImportError>>()?;
        if column.is_empty() {
            return Err(ImportError::mapping(format!("{text:?} names no column")));
        }
        Ok(CellPath { column, steps })
    }
}

impl Step {
    fn parse(text: &str) -> Result<Step, ImportError> {
        let wrong = || ImportError::mapping(format!("{text:?} should read table.Column or table[key].Column"));
        let (table, column) = text.split_once('.').ok_or_else(wrong)?;
        let (table, spread) = match table.split_once('[') {
            Some((table, rest)) => (table, Some(rest.strip_suffix(']').ok_or_else(wrong)?.to_owned())),
            None => (table, None),
        };
        if table.is_empty() || column.is_empty() {
            return Err(wrong());
        }
        Ok(Step { table: table.to_owned(), spread, column: column.to_owned() })
    }
}
