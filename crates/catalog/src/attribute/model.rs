//! What an attribute is, what values it takes, and how a value reads.

use std::fmt;
use std::sync::Arc;

use kernel::{FieldFault, Locale, Quantity, Unit, Version};
use serde::{Deserialize, Serialize};

use crate::text::{Texts, Word};

/// The kind that makes an [`AttributeId`] differ from other ids.
pub enum AttributeIdKind {}

/// The id of an attribute's or a family's row. Everywhere else they go by their codes.
pub type AttributeId = kernel::Id<AttributeIdKind>;

/// What kind of value an attribute takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    Text,
    /// A decimal number, in the attribute's unit when it has one.
    Number,
    Boolean,
    /// One of the attribute's choices, by code.
    Choice,
    /// From a lowest to a highest number.
    Range,
}

impl AttributeKind {
    pub const ALL: [AttributeKind; 5] =
        [AttributeKind::Text, AttributeKind::Number, AttributeKind::Boolean, AttributeKind::Choice, AttributeKind::Range];

    pub const fn code(self) -> &'static str {
        match self {
            AttributeKind::Text => "text",
            AttributeKind::Number => "number",
            AttributeKind::Boolean => "boolean",
            AttributeKind::Choice => "choice",
            AttributeKind::Range => "range",
        }
    }

    pub fn parse(code: &str) -> Option<AttributeKind> {
        AttributeKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A property that products are described by.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Unique in the tenant: `bore_diameter`.
    pub code: Word,
    pub kind: AttributeKind,
    /// The unit of numbers and ranges.
    pub unit: Option<Unit>,
    pub names: Texts,
    /// Whether searches offer it as a filter.
    pub facet: bool,
    /// Where it stands among others in data sheets and filters.
    pub position: i32,
    /// The values of a choice, in their order.
    pub choices: Box<[Choice]>,
    pub version: Version,
}

impl Attribute {
    /// The name in a language, else the code.
    pub fn name(&self, locale: Locale) -> &str {
        self.names.get(locale).unwrap_or(&self.code)
    }

    pub fn choice(&self, code: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| &*choice.code == code)
    }

    /// What is wrong with a value for this attribute, if anything.
    pub fn fault(&self, value: &Value) -> Option<FieldFault> {
        let at = |code, message: String| Some(FieldFault::new(format!("attributes.{}", self.code), code, message));
        match (self.kind, value) {
            (AttributeKind::Text, Value::Text(_))
            | (AttributeKind::Number, Value::Number(_))
            | (AttributeKind::Boolean, Value::Boolean(_)) => None,
            (AttributeKind::Range, Value::Range(bounds)) if bounds.0 <= bounds.1 => None,
            (AttributeKind::Range, Value::Range(_)) => at("range_reversed", "the low end is above the high end".to_owned()),
            (AttributeKind::Choice, Value::Choice(code)) if self.choice(code).is_some() => None,
            (AttributeKind::Choice, Value::Choice(code)) => at("unknown_choice", format!("{code:?} is not one of the choices")),
            (kind, _) => at("wrong_kind", format!("must be a {}", kind.code())),
        }
    }
}

/// One value of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub code: Word,
    pub names: Texts,
}

impl Choice {
    /// The label in a language, else the code.
    pub fn name(&self, locale: Locale) -> &str {
        self.names.get(locale).unwrap_or(&self.code)
    }
}

/// A decimal number, exact to a millionth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i64);

impl Number {
    pub const fn from_micros(micros: i64) -> Number {
        Number(micros)
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Reads a plain decimal with at most six decimals: `-12.5`.
    pub fn parse(text: &str) -> Option<Number> {
        Quantity::parse(text, Unit::PIECE).ok().map(|quantity| Number(quantity.micros()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&Quantity::from_micros(self.0, Unit::PIECE).value())
    }
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(Word),
    Number(Number),
    Boolean(bool),
    /// The code of one of the attribute's choices.
    Choice(Word),
    /// Lowest and highest, both included. Boxed, since ranges are rare and every value is as wide as the widest.
    Range(Box<(Number, Number)>),
}

impl Value {
    pub fn text(text: &str) -> Value {
        Value::Text(Word::new(text))
    }

    pub fn choice(code: &str) -> Value {
        Value::Choice(Word::new(code))
    }

    /// A number from millionths.
    pub const fn number(micros: i64) -> Value {
        Value::Number(Number(micros))
    }

    pub fn range(low: Number, high: Number) -> Value {
        Value::Range(Box::new((low, high)))
    }
}

/// A value together with the attribute that it is a value of.
#[derive(Debug, Clone, PartialEq)]
pub struct Characteristic {
    pub attribute: Arc<Attribute>,
    pub value: Value,
}

impl Characteristic {
    /// The value as plain text without its unit: the choice's label, `25.4`, `2 – 6`. Booleans are `true` or `false`:
    /// pages and search put their own words.
    pub fn text(&self, locale: Locale) -> String {
        match &self.value {
            Value::Text(text) => text.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Boolean(truth) => truth.to_string(),
            Value::Choice(code) => self.attribute.choice(code).map_or(&**code, |choice| choice.name(locale)).to_owned(),
            Value::Range(bounds) => format!("{} – {}", bounds.0, bounds.1),
        }
    }

    /// The sign to print behind the value: `mm`.
    pub fn unit_symbol(&self) -> Option<&'static str> {
        self.attribute.unit.map(Unit::symbol)
    }
}

/// A kind of product: which attributes describe it, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    pub code: Word,
    pub names: Texts,
    pub attributes: Box<[Word]>,
    pub version: Version,
}

/// An attribute to be written; an existing one of the same code is changed.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeDraft {
    pub code: String,
    pub kind: AttributeKind,
    pub unit: Option<Unit>,
    pub names: Texts,
    pub facet: bool,
    pub position: i32,
    pub choices: Vec<ChoiceDraft>,
}

/// A choice of an [`AttributeDraft`].
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceDraft {
    pub code: String,
    pub names: Texts,
}

/// A family to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyDraft {
    pub code: String,
    pub names: Texts,
    /// Codes of attributes.
    pub attributes: Vec<String>,
}
