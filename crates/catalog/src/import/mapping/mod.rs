//! Mapping files: which column becomes which field, by what words, units and signs; and the tables beside a file from
//! which a row is completed.
//!
//! A column is named as the file names it, or by a path into other files of the same folder:
//! `ProductSubcategoryID > subcategory.ProductCategoryID > category.Name` takes the row's cell, looks it up in the table
//! `subcategory`, takes a cell there, and so on. `texts[en].Description` chooses among several rows of one key.

mod builtin;
mod columns;
mod fields;
mod known;
mod parts;
mod path;
mod record;
mod spec;
mod tables;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::Reason;
use crate::import::ImportError;
use crate::import::rows::{Layout, Row};
use crate::relation::RelationKind;

pub use builtin::{builtin, builtin_names};
pub use fields::{FieldKind, Target};
pub use known::KnownField;
pub use parts::{FileText, RawAttribute, RelationText};
pub use record::Record;

use columns::Columns;
use parts::{Parts, PartsFile};
use spec::Spec;
use tables::{TableSpec, Tables};

/// A mapping file, read and checked.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// What it is for, in a line or two.
    pub about: String,
    pub target: Target,
    pub layout: Layout,
    /// Whether a row is all that there is to say about its product: texts, attributes, codes and packs that it lacks go.
    pub complete: bool,
    tables: BTreeMap<String, TableSpec>,
    fields: Vec<Field>,
    parts: Parts,
}

/// One field and where its value comes from.
#[derive(Debug, Clone)]
struct Field {
    name: String,
    kind: FieldKind,
    spec: Spec,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    #[serde(default)]
    about: String,
    target: Target,
    #[serde(default)]
    source: Layout,
    #[serde(default)]
    tables: BTreeMap<String, TableSpec>,
    #[serde(default)]
    fields: toml::Table,
    #[serde(default)]
    complete: bool,
    #[serde(default)]
    attributes: BTreeMap<String, toml::Table>,
    #[serde(default)]
    attribute_prefixes: Vec<parts::PrefixFile>,
    #[serde(default)]
    relations: Vec<toml::Table>,
    #[serde(default)]
    files: Vec<toml::Table>,
}

impl Mapping {
    /// Reads a mapping file's text.
    pub fn parse(text: &str) -> Result<Mapping, ImportError> {
        let file: MappingFile = toml::from_str(text).map_err(ImportError::mapping)?;
        let mut specs = Vec::new();
        spec::flatten("", &file.fields, &mut specs)?;
        let mut fields = Vec::with_capacity(specs.len());
        for (name, spec) in specs {
            let Some(kind) = file.target.field(&name) else {
                return Err(ImportError::mapping(format!(
                    "{} have no field {name:?}; they have: {}",
                    file.target.word(),
                    file.target.all()
                )));
            };
            fields.push(Field { name, kind, spec });
        }
        let MappingFile { attributes, attribute_prefixes, relations, files, .. } = file;
        let parts = PartsFile { attributes, attribute_prefixes, relations, files }.read()?;
        if !parts.is_empty() && file.target != Target::Products {
            return Err(ImportError::mapping("attributes, relations and files belong to products"));
        }
        Ok(Mapping {
            about: file.about,
            target: file.target,
            layout: file.source,
            complete: file.complete,
            tables: file.tables,
            fields,
            parts,
        })
    }

    /// Reads a mapping file.
    pub fn read(path: &Path) -> Result<Mapping, ImportError> {
        let text = std::fs::read_to_string(path).map_err(ImportError::unreadable(path))?;
        Mapping::parse(&text)
    }

    /// Fondaco's own layout: each column is named as its field; for products, `attributes.CODE` is a text attribute.
    pub fn own(target: Target) -> Mapping {
        Mapping {
            about: "columns named as the fields".to_owned(),
            target,
            layout: Layout::default(),
            complete: false,
            tables: BTreeMap::new(),
            fields: Vec::new(),
            parts: Parts::default(),
        }
    }

    /// The kinds of relations that it reads, once each.
    pub(crate) fn relation_kinds(&self) -> Vec<RelationKind> {
        self.parts.relation_kinds()
    }

    /// Whether rows are completed from other files beside the imported one.
    pub fn needs_other_files(&self) -> bool {
        !self.tables.is_empty()
    }

    /// Reads the tables that rows are completed from; they lie in the same folder as the file.
    pub(crate) fn prepare(&self, file: &Path) -> Result<Mapper, ImportError> {
        let folder = file.parent().unwrap_or(Path::new("."));
        let tables = Tables::read(folder, &self.tables)?;
        let specs = self.fields.iter().map(|field| &field.spec).chain(self.parts.specs());
        for spec in specs {
            tables.check(spec)?;
        }
        let columns = Columns::new(self.columns(), self.parts.prefixes());
        Ok(Mapper { mapping: self.clone(), tables, own: self.fields.is_empty().then(Vec::new), columns, begun: false })
    }

    /// The columns of the row itself that it names.
    fn columns(&self) -> impl Iterator<Item = &str> {
        let specs = self.fields.iter().map(|field| &field.spec).chain(self.parts.specs());
        let filters = self.layout.only.keys().chain(self.layout.except.keys()).map(String::as_str);
        specs.flat_map(Spec::columns).chain(filters)
    }
}

/// A mapping with its tables, at work on rows.
pub(crate) struct Mapper {
    mapping: Mapping,
    tables: Tables,
    /// For [`Mapping::own`]: the fields that the file's columns are named as.
    own: Option<Vec<Field>>,
    columns: Columns,
    begun: bool,
}

impl Mapper {
    /// Looks at a row's columns before the row is read: of the first row, those that the mapping asks for must be there.
    pub(crate) fn notice(&mut self, row: &Row, file: &str) -> Result<(), ImportError> {
        let is_first = !std::mem::replace(&mut self.begun, true);
        if let Some(header) = row.header().filter(|_| is_first)
            && let Some(column) = self.mapping.columns().find(|column| !header.names.iter().any(|name| name == column))
        {
            let (file, columns) = (file.to_owned(), header.names.join(", "));
            return Err(ImportError::NoColumn { file, column: column.to_owned(), columns });
        }
        for name in self.columns.strange(row) {
            self.take_or_leave(name)?;
        }
        let target = self.mapping.target;
        match &self.own {
            Some(own) if own.is_empty() => {
                let text = format!("no column is named as a field of {}: {}", target.word(), target.all());
                Err(ImportError::Mapping(text))
            }
            _ => Ok(()),
        }
    }

    /// Columns that the mapping does not name are fields only where columns are named as fields.
    fn take_or_leave(&mut self, name: String) -> Result<(), ImportError> {
        let code = name.strip_prefix("attributes.").filter(|_| self.mapping.target == Target::Products);
        match (&mut self.own, self.mapping.target.field(&name), code) {
            (Some(own), Some(kind), _) => own.push(Field { spec: Spec::column(&name)?, name, kind }),
            (Some(_), None, Some(code)) => self.mapping.parts.add_text_attribute(code, Spec::column(&name)?),
            _ => self.columns.leave(name),
        }
        Ok(())
    }

    /// The file's columns that nothing was made of.
    pub(crate) fn unused(self) -> Vec<String> {
        self.columns.unused()
    }

    /// What a row says, field by field; nothing when the mapping does not want the row. The error is for the list of
    /// rejected rows.
    pub(crate) fn record(&self, row: &Row) -> Result<Option<Record>, Reason> {
        if !self.mapping.layout.wants(row) {
            return Ok(None);
        }
        let mut record = Record::default();
        for field in self.own.as_deref().unwrap_or(&self.mapping.fields) {
            for text in field.spec.texts(row, &self.tables, &self.mapping.layout) {
                let text = field.kind.canonical(&text, &self.mapping.layout).map_err(|reason| reason.at(&field.name))?;
                record.put(&field.name, text);
            }
        }
        self.mapping.parts.fill(&mut record, row, &self.tables, &self.mapping.layout)?;
        Ok(Some(record))
    }
}
