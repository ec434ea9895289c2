//! Cuts a line of technical text into words, numbers, measures and compounds, the same way for documents and queries.
//!
//! Plain word splitting loses what engineers type: `2.5 mm` would become `2`, `5`, `mm`, and `M8x30` one opaque word.

use super::analysis::fold;
use super::units::Spelling;

/// A piece of text and where it stands in it (bytes).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: LexemeKind,
}

/// All texts here are folded: lower case, without accents.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LexemeKind {
    Word(String),
    /// `6204`, `2.5` (also written `2,5`), `1/2`.
    Number(String),
    /// `10 mm`, `230V`, `17"`.
    Measure {
        number: String,
        unit: &'static Spelling,
    },
    /// `m8x30`, `20x47x14`, `802.11b`: a whole that is also found by its parts.
    Compound {
        whole: String,
        parts: Vec<String>,
    },
}

/// Cuts a text.
pub(super) fn lex(text: &str) -> Vec<Lexeme> {
    let mut lexemes: Vec<Lexeme> = Vec::new();
    let mut rest = 0;
    while let Some((start, end)) = next_run(text, rest) {
        rest = end;
        let run = fold(&text[start..end]);
        let gap = lexemes.last().map(|last| &text[last.end..start]);
        if let (Some(last), Some(gap)) = (lexemes.last_mut(), gap) {
            if joins_as_unit(last, gap, &run, end) {
                continue;
            }
            if run == "x" && is_numeric(&last.kind) {
                continue;
            }
        }
        let kind = match number(&run) {
            Some(number) if text[end..].starts_with(['"', '″']) => measure(number, Spelling::inch()),
            Some(number) => LexemeKind::Number(number),
            None => compound_or_word(run),
        };
        lexemes.push(Lexeme { start, end, kind });
    }
    lexemes
}

/// `10` + ` ` + `mm` become one measure; the unit behind a compound (`20x47x14 mm`) is swallowed.
fn joins_as_unit(last: &mut Lexeme, gap: &str, run: &str, end: usize) -> bool {
    let celsius = gap.trim() == "°";
    if !(gap.chars().all(char::is_whitespace) || celsius) {
        return false;
    }
    let Some(unit) = Spelling::of(run, !celsius) else { return false };
    match &mut last.kind {
        LexemeKind::Number(number) => {
            last.kind = LexemeKind::Measure { number: std::mem::take(number), unit };
            last.end = end;
            true
        }
        LexemeKind::Compound { parts, .. } => parts.iter().all(|part| number(part).is_some()),
        _ => false,
    }
}

fn is_numeric(kind: &LexemeKind) -> bool {
    match kind {
        LexemeKind::Word(word) => word.bytes().any(|byte| byte.is_ascii_digit()),
        LexemeKind::Number(_) | LexemeKind::Measure { .. } | LexemeKind::Compound { .. } => true,
    }
}

fn measure(number: String, unit: Option<&'static Spelling>) -> LexemeKind {
    match unit {
        Some(unit) => LexemeKind::Measure { number, unit },
        None => LexemeKind::Number(number),
    }
}

/// The next run of letters and digits from `from` on, with the signs that hold numbers together.
fn next_run(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text[from..].find(char::is_alphanumeric)?;
    let mut end = start;
    let mut before = ' ';
    let mut characters = text[start..].char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        let decimal = matches!(character, '.' | ',') && before.is_ascii_digit() && after.is_ascii_digit();
        let fraction = character == '/' && is_fraction(text, start, start + at);
        if !(character.is_alphanumeric() || is_combining(character) || decimal || fraction) {
            break;
        }
        end = start + at + character.len_utf8();
        before = character;
    }
    Some((start, end))
}

/// Whether the slash at `slash` stands in a fraction such as `1/2`, and not in a list such as `6204/2RS`.
fn is_fraction(text: &str, start: usize, slash: usize) -> bool {
    let numerator = &text[start..slash];
    let denominator: String = text[slash + 1..].chars().take_while(|character| character.is_alphanumeric()).collect();
    let short = |digits: &str| !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let bare = !text[..start].ends_with('/') && !text[slash + 1 + denominator.len()..].starts_with('/');
    short(numerator) && short(&denominator) && bare
}

fn is_combining(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// Reads a number and writes it the one way: `2,50` as `2.5`, `1,200` as `1200`.
fn number(run: &str) -> Option<String> {
    let mut parts = run.split(['.', ',', '/']);
    let (whole, decimals) = (parts.next()?, parts.next());
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !digits(whole) || !decimals.is_none_or(digits) {
        return None;
    }
    let Some(decimals) = decimals else { return Some(run.to_owned()) };
    if run.contains('/') {
        return Some(run.to_owned());
    }
    if run.contains(',') && decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') {
        return Some(format!("{whole}{decimals}"));
    }
    let decimals = decimals.trim_end_matches('0');
    Some(if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") })
}

fn compound_or_word(run: String) -> LexemeKind {
    let split = run.find(|character: char| character.is_ascii_alphabetic()).unwrap_or(0);
    let (head, tail) = run.split_at(split);
    if let (Some(number), Some(unit)) = (number(head), Spelling::of(tail, false)) {
        return LexemeKind::Measure { number, unit };
    }
    if let Some(parts) = dimensions(&run) {
        return LexemeKind::Compound { whole: run, parts };
    }
    if run.contains(['.', ',']) {
        let parts = match number(head) {
            Some(number) => vec![number],
            None => run.split(['.', ',']).map(str::to_owned).collect(),
        };
        return LexemeKind::Compound { whole: run, parts };
    }
    LexemeKind::Word(run)
}

/// The parts of `m8x30` and `20x47x14`: numbers joined by `x`, the first with a letter or two before it.
fn dimensions(run: &str) -> Option<Vec<String>> {
    let head = run.trim_start_matches(|character: char| character.is_ascii_lowercase() && character != 'x');
    let prefix = &run[..run.len() - head.len()];
    if prefix.len() > 2 || !head.contains('x') {
        return None;
    }
    let mut parts = Vec::new();
    for part in head.split('x') {
        parts.push(number(part)?);
    }
    if let Some(first) = parts.first_mut() {
        first.insert_str(0, prefix);
    }
    Some(parts)
}
