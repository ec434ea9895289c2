//! Forms: fields with their values and faults, so that nothing typed is lost and every refusal stands at its field.

use kernel::{FieldFault, Version};
use serde::Serialize;
use web::page::Phrase;

/// A form and what it holds now.
#[derive(Debug, Clone, Serialize)]
pub struct Form {
    pub action: String,
    /// Key of the text on the button.
    pub submit: String,
    pub fields: Vec<Field>,
    /// Version of the row that is edited, sent along so that nobody's change is overwritten unseen.
    pub version: Option<Version>,
    /// What is wrong with the form as a whole.
    pub error: Option<Phrase>,
    /// Name under which the browser keeps what was typed.
    pub draft: Option<String>,
}

impl Form {
    pub fn new(action: impl Into<String>, submit: &str) -> Form {
        Form { action: action.into(), submit: submit.to_owned(), fields: Vec::new(), version: None, error: None, draft: None }
    }

    pub fn with(mut self, field: Field) -> Form {
        self.fields.push(field);
        self
    }

    /// Puts a value into a field.
    pub fn set(&mut self, name: &str, value: &str) {
        for field in self.fields.iter_mut().filter(|field| field.name == name) {
            *field = field.clone().value(value);
        }
    }

    /// What is typed over a version is kept as a draft of that version: it outlives an error or the end of a session, and
    /// never comes back over what somebody else has written meanwhile.
    pub fn version(mut self, version: Version) -> Form {
        self.draft = Some(format!("{}@{version}", self.action));
        self.version = Some(version);
        self
    }

    pub fn draft(mut self, name: &str) -> Form {
        self.draft = Some(name.to_owned());
        self
    }

    pub fn wrong(mut self, error: Phrase) -> Form {
        self.error = Some(error);
        self
    }

    /// The form after a refusal: the values that were sent, the faults at their fields; a fault at no field of the form
    /// is told above it.
    pub fn refused(mut self, sent: &[(String, String)], faults: &[FieldFault]) -> Form {
        for field in &mut self.fields {
            field.take(sent);
            field.error = faults.iter().find(|fault| last_part(&fault.field) == field.name).map(phrase_of);
        }
        let homeless = faults.iter().find(|fault| self.fields.iter().all(|field| last_part(&fault.field) != field.name));
        self.error = self.error.or_else(|| homeless.map(phrase_of));
        self
    }
}

/// `ship_to.postal_code` is the field `postal_code` here.
fn last_part(field: &str) -> &str {
    field.rsplit('.').next().unwrap_or(field)
}

/// A fault in words: translated by its code, else as the room says it.
pub fn phrase_of(fault: &FieldFault) -> Phrase {
    let phrase = Phrase::new(format!("field-error-{}", fault.code)).or(fault.message.clone());
    match fault.place {
        Some(place) => phrase.with("at", place),
        None => phrase,
    }
}

/// One field of a form.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    pub name: String,
    /// Key of the label.
    pub label: String,
    /// A label that is data, in place of the key's text: an attribute's name.
    pub words: Option<String>,
    pub kind: FieldKind,
    pub value: String,
    pub required: bool,
    /// Key of the line that explains the field.
    pub hint: Option<String>,
    pub error: Option<Phrase>,
    pub options: Vec<Choice>,
    /// Sign beside the input: a currency, a unit.
    pub addon: Option<String>,
    /// What browsers fill in: `email`, `current-password`.
    pub autocomplete: Option<String>,
    pub testid: Option<String>,
    /// Most characters that are taken.
    pub most: Option<u32>,
    /// Takes half a row on wide screens.
    pub half: bool,
    /// Need not be filled, and still is not said to be optional: another field may stand in its place.
    pub expected: bool,
    /// Of a box: the field that it stands in place of. Ticking it empties that field, typing there unticks it.
    pub instead_of: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Text,
    Email,
    Password,
    /// A decimal number, typed with the keyboard of numbers.
    Decimal,
    Date,
    Lines,
    Select,
    Check,
    Hidden,
    /// Shown, not changed.
    Fixed,
}

/// One choice of a select. Its text is a name that the data gives (`text`) or one of ours (`key`).
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub text: Option<String>,
    pub key: Option<String>,
    pub selected: bool,
}

impl Choice {
    pub fn named(value: impl Into<String>, text: impl Into<String>) -> Choice {
        Choice { value: value.into(), text: Some(text.into()), key: None, selected: false }
    }

    pub fn keyed(value: impl Into<String>, key: impl Into<String>) -> Choice {
        Choice { value: value.into(), text: None, key: Some(key.into()), selected: false }
    }
}

impl Field {
    pub fn new(kind: FieldKind, name: &str, label: &str) -> Field {
        Field {
            name: name.to_owned(),
            label: label.to_owned(),
            words: None,
            kind,
            value: String::new(),
            required: false,
            hint: None,
            error: None,
            options: Vec::new(),
            addon: None,
            autocomplete: None,
            testid: None,
            most: None,
            half: false,
            expected: false,
            instead_of: None,
        }
    }

    pub fn text(name: &str, label: &str) -> Field {
        Field::new(FieldKind::Text, name, label)
    }

    pub fn select(name: &str, label: &str, options: Vec<Choice>) -> Field {
        Field { options, ..Field::new(FieldKind::Select, name, label) }
    }

    /// What is in the field is not acceptable, by the code of the text that says why.
    pub fn wrong(mut self, code: &str) -> Field {
        self.error = Some(Phrase::new(format!("field-error-{code}")));
        self
    }

    pub fn value(mut self, value: impl Into<String>) -> Field {
        self.value = value.into();
        for option in &mut self.options {
            option.selected = option.value == self.value;
        }
        self
    }

    pub fn words(mut self, words: impl Into<String>) -> Field {
        self.words = Some(words.into());
        self
    }

    pub fn required(mut self) -> Field {
        self.required = true;
        self
    }

    pub fn hint(mut self, key: &str) -> Field {
        self.hint = Some(key.to_owned());
        self
    }

    pub fn addon(mut self, sign: impl Into<String>) -> Field {
        self.addon = Some(sign.into());
        self
    }

    pub fn autocomplete(mut self, token: &str) -> Field {
        self.autocomplete = Some(token.to_owned());
        self
    }

    pub fn testid(mut self, testid: &str) -> Field {
        self.testid = Some(testid.to_owned());
        self
    }

    pub fn most(mut self, characters: u32) -> Field {
        self.most = Some(characters);
        self
    }

    pub fn expected(mut self) -> Field {
        self.expected = true;
        self
    }

    pub fn instead_of(mut self, name: &str) -> Field {
        self.instead_of = Some(name.to_owned());
        self
    }

    pub fn half(mut self) -> Field {
        self.half = true;
        self
    }

    fn take(&mut self, sent: &[(String, String)]) {
        let value = sent.iter().find(|(name, _)| *name == self.name).map(|(_, value)| value.clone());
        match self.kind {
            FieldKind::Password | FieldKind::Fixed => {}
            FieldKind::Check => self.value = value.unwrap_or_default(),
            _ => {
                if let Some(value) = value {
                    *self = self.clone().value(value);
                }
            }
        }
    }
}
