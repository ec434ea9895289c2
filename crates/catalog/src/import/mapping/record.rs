//! What one row says, field by field, in one form whatever the file's.

use kernel::{Date, Quantity, Unit};

use crate::Reason;
use crate::import::mapping::parts::{FileText, RawAttribute, RelationText};
use crate::text::{Language, Texts};

/// The fields of a row. Decimals are plain (`1234.5`), dates are ISO, nothing is empty. Errors are sentences for the
/// list of rejected rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    fields: Vec<(String, String)>,
    /// Of products only.
    pub attributes: Vec<RawAttribute>,
    pub relations: Vec<RelationText>,
    pub files: Vec<FileText>,
}

impl Record {
    pub(crate) fn put(&mut self, field: &str, text: String) {
        self.fields.push((field.to_owned(), text));
    }

    pub fn text(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, text)| text.as_str())
    }

    pub fn required(&self, field: &str) -> Result<&str, Reason> {
        self.text(field).ok_or_else(|| Reason::missing(field))
    }

    /// All values of a field that may come several times.
    pub fn texts(&self, field: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(name, _)| name == field).map(|(_, text)| text.as_str())
    }

    /// The fields `prefix.it`, `prefix.en` and so on.
    pub fn by_language(&self, prefix: &str) -> Texts {
        Texts::new(self.below(prefix).filter_map(|(language, text)| Some((Language::parse(language)?, text))))
    }

    /// What follows `prefix.`, and the values.
    pub fn below(&self, prefix: &str) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().filter_map(move |(name, text)| {
            let rest = name.strip_prefix(prefix)?.strip_prefix('.')?;
            Some((rest, text.as_str()))
        })
    }

    /// A field of dates.
    pub fn date(&self, field: &str) -> Result<Option<Date>, Reason> {
        self.text(field)
            .map(|text| text.parse().map_err(|_| Reason::unfit("not_a_date", text, "is not a date").at(field)))
            .transpose()
    }

    /// A whole number, not negative.
    pub fn whole(&self, field: &str) -> Result<Option<u32>, Reason> {
        self.text(field)
            .map(|text| text.parse().map_err(|_| Reason::unfit("not_a_whole_number", text, "is not a whole number").at(field)))
            .transpose()
    }

    /// The unit in a field, by its Rec 20 code; pieces when it says nothing.
    pub fn unit(&self, field: &str) -> Result<Unit, Reason> {
        self.text(field).map_or(Ok(Unit::PIECE), |code| Unit::parse(code).map_err(|error| Reason::amount(&error, code).at(field)))
    }

    /// A quantity in a unit.
    pub fn quantity(&self, field: &str, unit: Unit) -> Result<Option<Quantity>, Reason> {
        self.text(field)
            .map(|text| Quantity::parse(text, unit).map_err(|error| Reason::amount(&error, text).at(field)))
            .transpose()
    }
}
