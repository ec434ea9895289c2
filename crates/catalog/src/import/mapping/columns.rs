//! The columns of a file beside a mapping: those that something is made of, and those that nobody asked for.

use std::collections::HashSet;
use std::sync::Arc;

use crate::import::rows::{Header, Row};

/// Objects may have names that are data themselves: of so many nobody wants to read, and memory is not for them.
const MOST: usize = 10_000;

/// What is known of a file's columns so far. The rows of one table have the same; every object has its own.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// Columns that the mapping names, or that were met before.
    known: HashSet<String>,
    /// What objects may have around the columns that the mapping names: `price` of `price.amount`.
    around: HashSet<String>,
    /// Beginnings of columns that the mapping takes as they come.
    prefixes: Vec<String>,
    /// In the order in which they were met.
    unused: Vec<String>,
    last: Option<Arc<Header>>,
}

impl Columns {
    pub(crate) fn new<'a>(named: impl Iterator<Item = &'a str>, prefixes: impl Iterator<Item = &'a str>) -> Columns {
        let known: HashSet<String> = named.map(str::to_owned).collect();
        let around = known.iter().filter_map(|name| Some(name.split_once('.')?.0.to_owned())).collect();
        Columns { known, around, prefixes: prefixes.map(str::to_owned).collect(), ..Columns::default() }
    }

    /// The row's columns that were neither named nor met before; from now on they are met.
    pub(crate) fn strange(&mut self, row: &Row) -> Vec<String> {
        if let Some(header) = row.header() {
            if self.last.as_ref().is_some_and(|last| Arc::ptr_eq(last, header)) {
                return Vec::new();
            }
            self.last = Some(header.clone());
        }
        if self.known.len() >= MOST {
            return Vec::new();
        }
        let is_object = row.header().is_none();
        let is_expected = |name: &str| {
            name.trim().is_empty()
                || self.known.contains(name)
                || (is_object && self.around.contains(name))
                || self.prefixes.iter().any(|prefix| name.starts_with(prefix.as_str()))
        };
        let strange: Vec<String> = row.columns().into_iter().filter(|name| !is_expected(name)).map(str::to_owned).collect();
        self.known.extend(strange.iter().cloned());
        strange
    }

    /// Nothing is made of this one.
    pub(crate) fn leave(&mut self, name: String) {
        if !self.unused.contains(&name) {
            self.unused.push(name);
        }
    }

    pub(crate) fn unused(self) -> Vec<String> {
        self.unused
    }
}
