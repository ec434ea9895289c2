//! What products have beside plain fields: attributes, relations and files.

use std::collections::BTreeMap;

use kernel::Unit;
use serde::Deserialize;

use crate::Reason;
use crate::attribute::AttributeKind;
use crate::file::FileKind;
use crate::import::ImportError;
use crate::import::mapping::fields::decimal;
use crate::import::mapping::record::Record;
use crate::import::mapping::spec::{Spec, SpecFile, cleaned};
use crate::import::mapping::tables::Tables;
use crate::import::rows::{Layout, Row};
use crate::relation::RelationKind;
use crate::text::{Language, Texts};

/// A value of an attribute that may not exist yet.
#[derive(Debug, Clone, PartialEq)]
pub struct RawAttribute {
    pub code: String,
    pub kind: AttributeKind,
    pub unit: Option<Unit>,
    pub names: Texts,
    pub facet: bool,
    /// A plain decimal for numbers, `true` or `false` for booleans.
    pub text: String,
}

/// A relation by code or by name.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationText {
    pub kind: RelationKind,
    /// Whether `text` is a SKU.
    pub is_sku: bool,
    pub text: String,
}

/// A file that lies elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileText {
    pub kind: FileKind,
    pub title: String,
    pub media_type: String,
    pub url: String,
}

/// The sections of a mapping file that only products have. A section's own keys stand beside those of a value (`column`,
/// `words` and so on).
pub(crate) struct PartsFile {
    pub(crate) attributes: BTreeMap<String, toml::Table>,
    pub(crate) attribute_prefixes: Vec<PrefixFile>,
    pub(crate) relations: Vec<toml::Table>,
    pub(crate) files: Vec<toml::Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeKeys {
    kind: AttributeKind,
    unit: Option<String>,
    #[serde(default)]
    names: BTreeMap<String, String>,
    #[serde(default)]
    facet: bool,
}

/// All columns that begin so become attributes named by the rest.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrefixFile {
    prefix: String,
    kind: AttributeKind,
    /// Codes of attributes that searches offer as filters.
    #[serde(default)]
    facets: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationKeys {
    kind: RelationKind,
    by: By,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum By {
    Sku,
    Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileKeys {
    kind: FileKind,
    title: String,
    media_type: String,
}

/// A section's own keys, and the value beside them.
fn split_section<Keys: serde::de::DeserializeOwned>(mut section: toml::Table, own: &[&str]) -> Result<(Keys, Spec), ImportError> {
    let keys: toml::Table = own.iter().filter_map(|key| Some(((*key).to_owned(), section.remove(*key)?))).collect();
    let keys = keys.try_into().map_err(ImportError::mapping)?;
    let spec: SpecFile = section.try_into().map_err(ImportError::mapping)?;
    Ok((keys, Spec::read(spec)?))
}

/// The same, read and checked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    attributes: Vec<(RawAttribute, Spec)>,
    prefixes: Vec<PrefixFile>,
    relations: Vec<(RelationKind, bool, Spec)>,
    files: Vec<(FileText, Spec)>,
}

impl PartsFile {
    pub(crate) fn read(self) -> Result<Parts, ImportError> {
        let mut parts = Parts::default();
        for (code, section) in self.attributes {
            let (keys, spec) = split_section::<AttributeKeys>(section, &["kind", "unit", "names", "facet"])?;
            let unit = keys.unit.as_deref().map(Unit::parse).transpose().map_err(ImportError::mapping)?;
            let names = Texts::new(keys.names.iter().filter_map(|(tag, name)| Some((Language::parse(tag)?, name.as_str()))));
            let attribute = RawAttribute { code, kind: keys.kind, unit, names, facet: keys.facet, text: String::new() };
            parts.attributes.push((attribute, spec));
        }
        parts.prefixes = self.attribute_prefixes;
        for section in self.relations {
            let (keys, spec) = split_section::<RelationKeys>(section, &["kind", "by"])?;
            parts.relations.push((keys.kind, keys.by == By::Sku, spec));
        }
        for section in self.files {
            let (keys, spec) = split_section::<FileKeys>(section, &["kind", "title", "media_type"])?;
            parts
                .files
                .push((FileText { kind: keys.kind, title: keys.title, media_type: keys.media_type, url: String::new() }, spec));
        }
        Ok(parts)
    }
}

impl Parts {
    pub(crate) fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.prefixes.is_empty() && self.relations.is_empty() && self.files.is_empty()
    }

    pub(crate) fn specs(&self) -> impl Iterator<Item = &Spec> {
        let attributes = self.attributes.iter().map(|(_, spec)| spec);
        attributes.chain(self.relations.iter().map(|(_, _, spec)| spec)).chain(self.files.iter().map(|(_, spec)| spec))
    }

    /// Beginnings of columns that are taken as they come.
    pub(crate) fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.prefixes.iter().map(|file| file.prefix.as_str())
    }

    pub(crate) fn relation_kinds(&self) -> Vec<RelationKind> {
        let mut kinds: Vec<RelationKind> = Vec::new();
        for (kind, _, _) in &self.relations {
            if !kinds.contains(kind) {
                kinds.push(*kind);
            }
        }
        kinds
    }

    pub(crate) fn add_text_attribute(&mut self, code: &str, spec: Spec) {
        let (names, text) = (Texts::default(), String::new());
        let attribute = RawAttribute { code: code.to_owned(), kind: AttributeKind::Text, unit: None, names, facet: false, text };
        self.attributes.push((attribute, spec));
    }

    pub(crate) fn fill(&self, record: &mut Record, row: &Row, tables: &Tables, layout: &Layout) -> Result<(), Reason> {
        for (attribute, spec) in &self.attributes {
            // Several values of one attribute are one text of several lines.
            let text = spec.texts(row, tables, layout).join("\n");
            if !text.is_empty() {
                let text = value_text(attribute.kind, &text, layout).map_err(|reason| reason.at(&attribute.code))?;
                record.attributes.push(RawAttribute { text, ..attribute.clone() });
            }
        }
        if !self.prefixes.is_empty() {
            self.fill_by_prefix(record, row, layout)?;
        }
        for (kind, is_sku, spec) in &self.relations {
            let relation = |text| RelationText { kind: *kind, is_sku: *is_sku, text };
            record.relations.extend(spec.texts(row, tables, layout).into_iter().map(relation));
        }
        for (file, spec) in &self.files {
            record.files.extend(spec.texts(row, tables, layout).into_iter().map(|url| FileText { url, ..file.clone() }));
        }
        Ok(())
    }

    fn fill_by_prefix(&self, record: &mut Record, row: &Row, layout: &Layout) -> Result<(), Reason> {
        for (column, cell) in row.each() {
            let found =
                self.prefixes.iter().find_map(|file| Some((column.strip_prefix(file.prefix.as_str())?.trim_matches('_'), file)));
            let Some((code, file)) = found else { continue };
            let text = cleaned(&cell, layout);
            if text.is_empty() || code.is_empty() {
                continue;
            }
            let text = value_text(file.kind, &text, layout).map_err(|reason| reason.at(column))?;
            let facet = file.facets.iter().any(|other| other == code);
            let (code, kind, names) = (code.to_owned(), file.kind, Texts::default());
            record.attributes.push(RawAttribute { code, kind, unit: None, names, facet, text });
        }
        Ok(())
    }
}

/// The text of a value in one form.
fn value_text(kind: AttributeKind, text: &str, layout: &Layout) -> Result<String, Reason> {
    match kind {
        AttributeKind::Number => decimal(text, layout),
        AttributeKind::Boolean => match text.to_lowercase().as_str() {
            "true" | "yes" | "y" | "1" | "sì" | "si" | "s" | "x" | "vero" | "ja" | "oui" => Ok("true".to_owned()),
            "false" | "no" | "n" | "0" | "falso" | "nein" | "non" => Ok("false".to_owned()),
            _ => Err(Reason::unfit("not_yes_no", text, "is neither yes nor no")),
        },
        AttributeKind::Text | AttributeKind::Choice | AttributeKind::Range => Ok(text.to_owned()),
    }
}
