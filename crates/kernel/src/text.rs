//! Text from outside, taken in once: trimmed, bounded, free of control characters that databases and papers choke on, and
//! of invisible ones that make a text look like another.

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
    /// With the character, so that it can be found: nobody sees it.
    #[error("contains the invisible character U+{:04X}: delete it, or type the text anew", u32::from(*.0))]
    InvisibleCharacters(char),
    #[error("may hold only letters, digits and . _ - /")]
    NotACode,
}

impl TextError {
    pub fn at(self, field: impl Into<String>) -> FieldFault {
        let code = match self {
            TextError::Empty => "empty",
            TextError::TooLong => "too_long",
            TextError::ControlCharacters => "control_characters",
            TextError::InvisibleCharacters(_) => "invisible_characters",
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

/// Whether a character is not seen itself and hides or turns round what is: `invoice_\u{202e}fdp.exe` reads as
/// `invoice_exe.pdf`. Joiners (U+200C, U+200D), variation selectors and the soft hyphen are no such: scripts, emoji and long
/// words are written with them.
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        // Marks, embeddings, overrides and isolates of direction, and what older text used in their place.
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        // Blanks of no width, separators of lines and paragraphs, invisible operators.
        | '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{feff}'
        // Marks of annotations, and tags, which carry whole sentences that nobody sees.
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn bounded(text: &str, most: usize, allowed: impl Fn(char) -> bool) -> Result<String, TextError> {
    if text.chars().count() > most {
        return Err(TextError::TooLong);
    }
    if text.chars().any(|character| character.is_control() && !allowed(character)) {
        return Err(TextError::ControlCharacters);
    }
    if let Some(hidden) = text.chars().find(|character| is_invisible(*character)) {
        return Err(TextError::InvisibleCharacters(hidden));
    }
    Ok(text.to_owned())
}
