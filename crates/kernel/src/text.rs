//! Text from outside, taken in once: trimmed, bounded, free of control characters that databases and papers choke on.

use crate::FieldFault;

/// What can be wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("must not be empty")]
    Empty,
    #[error("is too long")]
    TooLong,
    #[error("contains control characters")]
    ControlCharacters,
    #[error("may hold only letters, digits and . _ - /")]
    NotACode,
}

impl TextError {
    pub fn at(self, field: impl Into<String>) -> FieldFault {
        let code = match self {
            TextError::Empty => "empty",
            TextError::TooLong => "too_long",
            TextError::ControlCharacters => "control_characters",
            TextError::NotACode => "not_a_code",
        };
        FieldFault::new(field, code, self.to_string())
    }
}

/// One line of at most `most` characters, trimmed, not empty.
pub fn line(text: &str, most: usize) -> Result<String, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    bounded(text, most, |_| false)
}

/// Several lines of at most `most` characters; may be empty.
pub fn multiline(text: &str, most: usize) -> Result<String, TextError> {
    bounded(&text.trim().replace("\r\n", "\n"), most, |character| matches!(character, '\n' | '\t'))
}

/// A business code: letters, digits and `. _ - /`, at most 64, not empty.
pub fn code(text: &str) -> Result<String, TextError> {
    let text = line(text, 64)?;
    let allowed = |character: char| character.is_alphanumeric() || "._-/".contains(character);
    if text.chars().all(allowed) { Ok(text) } else { Err(TextError::NotACode) }
}

fn bounded(text: &str, most: usize, allowed: impl Fn(char) -> bool) -> Result<String, TextError> {
    if text.chars().count() > most {
        return Err(TextError::TooLong);
    }
    if text.chars().any(|character| character.is_control() && !allowed(character)) {
        return Err(TextError::ControlCharacters);
    }
    Ok(text.to_owned())
}
