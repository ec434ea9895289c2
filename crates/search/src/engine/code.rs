//! Codes: part numbers and barcodes, compared without case, accents and separators.

use super::analysis::fold;

/// The longest code that is indexed; longer ones are sentences.
const LONGEST: usize = 60;

/// Letters of a series' name that makes a code with the number behind it: the `PX` of `PX 100`.
const SERIES: usize = 4;

/// `6204 2RS`, `6204-2rs` and `62042RS` are all `62042rs`. Empty when nothing of a code is left.
pub(super) fn normalise(code: &str) -> String {
    let mut normal = fold(code);
    normal.retain(|character| character.is_alphanumeric() || character == '×');
    let mut normal = normal.replace('×', "x");
    if normal.len() > LONGEST {
        normal.clear();
    }
    normal
}

/// A GTIN without leading zeros, so that an UPC equals its EAN. Nothing when the code is no GTIN.
pub(super) fn gtin(code: &str) -> Option<String> {
    let digits: String = code.chars().filter(|character| !character.is_whitespace() && *character != '-').collect();
    let is_gtin = (7..=14).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let trimmed = digits.trim_start_matches('0');
    (is_gtin && trimmed.len() >= 6).then(|| trimmed.to_owned())
}

/// Whether a normalised text can be nothing but a code: letters and digits together, or a long number.
pub(super) fn is_distinctive(normal: &str) -> bool {
    let digits = normal.bytes().filter(u8::is_ascii_digit).count();
    normal.len() >= 3 && digits > 0 && (digits < normal.len() || digits >= 6)
}

pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A stretch of text between blanks that may be a code.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) normal: String,
}

/// The stretches of a text between blanks, commas and semicolons that have letters or digits.
pub(super) fn chunks(text: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let separates = |character: char| character.is_whitespace() || matches!(character, ';' | '|' | ',' | '(' | ')' | '"');
    let mut start = 0;
    for piece in text.split_inclusive(separates) {
        let normal = normalise(piece);
        if !normal.is_empty() {
            chunks.push(Chunk { start, end: start + piece.len(), normal });
        }
        start += piece.len();
    }
    chunks
}

/// The codes that a name or a machine's designation mentions: `6204-2RS`, and `6204 2RS` written apart.
pub(super) fn mentioned(text: &str) -> Vec<String> {
    let chunks = chunks(text);
    let mut codes = Vec::new();
    for (place, chunk) in chunks.iter().enumerate() {
        let long_number = chunk.normal.len() >= 4 && chunk.normal.bytes().all(|byte| byte.is_ascii_digit());
        if is_distinctive(&chunk.normal) || long_number {
            codes.push(chunk.normal.clone());
        }
        let Some(next) = chunks.get(place + 1) else { continue };
        let begins = has_digit(&chunk.normal) || chunk.normal.len() <= SERIES;
        if begins && has_digit(&next.normal) && chunk.normal.len() + next.normal.len() <= LONGEST {
            codes.push(format!("{}{}", chunk.normal, next.normal));
        }
    }
    codes
}

/// The codes that a list of machines mentions, and each machine's whole designation: `Stylus Pro 4800` is one name, and
/// not the sum of three words that many machines have.
pub(super) fn designations(machines: &str) -> Vec<String> {
    let mut codes = mentioned(machines);
    codes.extend(machines.split([',', ';']).map(normalise).filter(|normal| normal.len() >= 4));
    codes
}

/// A key that sorts texts as people do: without case and accents, numbers by size (`M8x16` before `M8x100`).
pub(super) fn sort_key(text: &str) -> String {
    const WIDTH: usize = 8;
    const MOST: usize = 96;
    let mut key = String::new();
    let mut digits = String::new();
    for character in fold(text).chars().chain(Some(' ')) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>WIDTH$}"));
            digits.clear();
        }
        if key.len() >= MOST {
            break;
        }
        key.push(character);
    }
    key.trim_end().to_owned()
}
