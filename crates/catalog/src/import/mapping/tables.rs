//! Tables beside the file: small files of the same folder, read whole, looked up by key.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::Path;

use serde::Deserialize;

use crate::import::ImportError;
use crate::import::mapping::path::{CellPath, Step};
use crate::import::mapping::spec::Spec;
use crate::import::rows::{self, Layout, Row};

/// A table in a mapping file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableSpec {
    file: String,
    key: String,
    /// The column that tells rows of one key apart.
    spread: Option<String>,
    #[serde(default)]
    layout: Layout,
}

/// All tables of a mapping, in memory.
#[derive(Default)]
pub(crate) struct Tables(HashMap<String, Table>);

struct Table {
    columns: Vec<String>,
    /// By key, and by the spread column when there is one; of several rows the first counts.
    rows: HashMap<(String, String), Row>,
    spread: bool,
}

impl Tables {
    pub(crate) fn read(folder: &Path, specs: &BTreeMap<String, TableSpec>) -> Result<Tables, ImportError> {
        let tables = specs.iter().map(|(name, spec)| Ok((name.clone(), Table::read(folder, spec)?)));
        Ok(Tables(tables.collect::<Result<_, ImportError>>()?))
    }

    /// Whether every table and column on the way is there.
    pub(crate) fn check(&self, spec: &Spec) -> Result<(), ImportError> {
        for step in spec.paths().flat_map(|path| &path.steps) {
            let Some(table) = self.0.get(&step.table) else {
                return Err(ImportError::mapping(format!("there is no table {:?}", step.table)));
            };
            if !table.columns.is_empty() && !table.columns.contains(&step.column) {
                let (column, columns) = (step.column.clone(), table.columns.join(", "));
                return Err(ImportError::NoColumn { file: step.table.clone(), column, columns });
            }
            if table.spread != step.spread.is_some() {
                return Err(ImportError::mapping(format!("table {:?} needs a choice in brackets, or none", step.table)));
            }
        }
        Ok(())
    }

    /// The cell at the end of a path; nothing when a look-up finds nothing.
    pub(crate) fn cell<'a>(&'a self, row: &'a Row, path: &CellPath) -> Option<Cow<'a, str>> {
        let mut cell = row.text(&path.column)?;
        for Step { table, spread, column } in &path.steps {
            let key = (cell.trim().to_owned(), spread.clone().unwrap_or_default());
            cell = self.0.get(table)?.rows.get(&key)?.text(column)?;
        }
        Some(cell)
    }
}

impl Table {
    fn read(folder: &Path, spec: &TableSpec) -> Result<Table, ImportError> {
        let mut table = Table { columns: Vec::new(), rows: HashMap::new(), spread: spec.spread.is_some() };
        let mut missing = None;
        rows::read(&folder.join(&spec.file), &spec.layout, &mut |item| {
            let Ok(row) = item else { return ControlFlow::Continue(()) };
            if table.columns.is_empty()
                && let Some(header) = row.header()
            {
                table.columns.clone_from(&header.names);
                let mut wanted = std::iter::once(&spec.key).chain(&spec.spread);
                missing = wanted.find(|column| !header.names.contains(column)).cloned();
                if missing.is_some() {
                    return ControlFlow::Break(());
                }
            }
            if !spec.layout.wants(&row) {
                return ControlFlow::Continue(());
            }
            let text = |column: &str| row.text(column).map(|text| text.trim().to_owned()).unwrap_or_default();
            let key = (text(&spec.key), spec.spread.as_deref().map(text).unwrap_or_default());
            table.rows.entry(key).or_insert(row);
            ControlFlow::Continue(())
        })?;
        match missing {
            Some(column) => Err(ImportError::NoColumn { file: spec.file.clone(), column, columns: table.columns.join(", ") }),
            None => Ok(table),
        }
    }
}
