//! Reads a formula's text. The parts in the order of their binding: a sum of products of values.

use kernel::Percent;
use winnow::Parser;
use winnow::combinator::{opt, peek};
use winnow::error::{ErrMode, ParserError};
use winnow::stream::{LocatingSlice, Location};
use winnow::token::{any, one_of, take_till, take_while};

use super::exact::Toward;
use super::{FormulaError, FormulaFault};

type Input<'a> = LocatingSlice<&'a str>;
type Read<T> = Result<T, ErrMode<FormulaError>>;

/// A part of a formula as it is written, and where it begins in bytes.
#[derive(Debug)]
pub(super) struct Part {
    pub at: usize,
    pub kind: PartKind,
}

#[derive(Debug)]
pub(super) enum PartKind {
    /// In millionths.
    Number(i64),
    List(String),
    Two(char, Box<Part>, Box<Part>),
    Greatest(Vec<Part>),
    Least(Vec<Part>),
}

/// What is written behind `rounded`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundedTo {
    pub toward: Toward,
    pub step_micros: i64,
}

/// The whole text, or the first thing wrong in it; places are in bytes.
pub(super) fn read(text: &str) -> Result<(Part, Option<RoundedTo>), FormulaError> {
    let mut input = LocatingSlice::new(text);
    whole(&mut input).map_err(|error| match error {
        ErrMode::Backtrack(error) | ErrMode::Cut(error) => error,
        ErrMode::Incomplete(_) => FormulaError { at: text.len(), fault: FormulaFault::ValueExpected },
    })
}

impl<'a> ParserError<Input<'a>> for FormulaError {
    type Inner = FormulaError;

    fn from_input(input: &Input<'a>) -> FormulaError {
        FormulaError { at: input.current_token_start(), fault: FormulaFault::ValueExpected }
    }

    fn into_inner(self) -> Result<FormulaError, FormulaError> {
        Ok(self)
    }
}

fn whole(input: &mut Input<'_>) -> Read<(Part, Option<RoundedTo>)> {
    let part = sum(input)?;
    let rounded = rounding(input)?;
    match next(input)? {
        None => Ok((part, rounded)),
        Some(',') => refuse(input, FormulaFault::Comma),
        Some(_) if rounded.is_some() => refuse(input, FormulaFault::EndExpected),
        Some(_) => refuse(input, FormulaFault::OperatorExpected),
    }
}

fn sum(input: &mut Input<'_>) -> Read<Part> {
    let mut left = product(input)?;
    while let Some((at, sign)) = operator(input, ['+', '-'])? {
        let right = product(input)?;
        left = Part { at, kind: PartKind::Two(sign, Box::new(left), Box::new(right)) };
    }
    Ok(left)
}

fn product(input: &mut Input<'_>) -> Read<Part> {
    let mut left = value(input)?;
    while let Some((at, sign)) = operator(input, ['*', '/'])? {
        let right = value(input)?;
        left = Part { at, kind: PartKind::Two(sign, Box::new(left), Box::new(right)) };
    }
    Ok(left)
}

fn operator(input: &mut Input<'_>, signs: [char; 2]) -> Read<Option<(usize, char)>> {
    next(input)?;
    let at = input.current_token_start();
    let sign = opt(one_of(signs)).parse_next(input)?;
    Ok(sign.map(|sign| (at, sign)))
}

fn value(input: &mut Input<'_>) -> Read<Part> {
    let first = next(input)?;
    let at = input.current_token_start();
    match first {
        Some('0'..='9') => Ok(Part { at, kind: PartKind::Number(number(input)?) }),
        Some('(') => {
            expect(input, '(', FormulaFault::ValueExpected)?;
            let inner = sum(input)?;
            expect(input, ')', FormulaFault::NotClosed)?;
            Ok(inner)
        }
        Some(letter) if letter.is_alphabetic() => called(input, at),
        _ => refuse(input, FormulaFault::ValueExpected),
    }
}

/// `list("code")`, `max(…)`, `min(…)`.
fn called(input: &mut Input<'_>, at: usize) -> Read<Part> {
    let name = word(input)?;
    if !["list", "max", "min"].contains(&name) {
        return Err(ErrMode::Cut(FormulaError { at, fault: FormulaFault::UnknownName }));
    }
    expect(input, '(', FormulaFault::NotOpened)?;
    if name == "list" {
        expect(input, '"', FormulaFault::CodeExpected)?;
        let code: &str = take_till(1.., |letter| letter == '"')
            .parse_next(input)
            .or_else(|_: ErrMode<FormulaError>| refuse(input, FormulaFault::CodeExpected))?;
        let code = code.to_owned();
        expect(input, '"', FormulaFault::CodeExpected)?;
        expect(input, ')', FormulaFault::NotClosed)?;
        return Ok(Part { at, kind: PartKind::List(code) });
    }
    let is_greatest = name == "max";
    let mut parts = vec![sum(input)?];
    while operator(input, [',', ','])?.is_some() {
        parts.push(sum(input)?);
    }
    expect(input, ')', FormulaFault::NotClosed)?;
    Ok(Part { at, kind: if is_greatest { PartKind::Greatest(parts) } else { PartKind::Least(parts) } })
}

/// `rounded to 0.05`, `rounded up to 1`, `rounded down to 0.01`.
fn rounding(input: &mut Input<'_>) -> Read<Option<RoundedTo>> {
    if !next(input)?.is_some_and(char::is_alphabetic) {
        return Ok(None);
    }
    let said = word_of(input, &["rounded"])?;
    debug_assert_eq!(said, "rounded");
    let (toward, wants_to) = match word_of(input, &["to", "up", "down"])? {
        "up" => (Toward::Up, true),
        "down" => (Toward::Down, true),
        _ => (Toward::Nearest, false),
    };
    if wants_to {
        word_of(input, &["to"])?;
    }
    let first = next(input)?;
    let at = input.current_token_start();
    if !first.is_some_and(|first| first.is_ascii_digit()) {
        return refuse(input, FormulaFault::StepExpected);
    }
    let step_micros = number(input)?;
    if step_micros == 0 {
        return Err(ErrMode::Cut(FormulaError { at, fault: FormulaFault::StepExpected }));
    }
    Ok(Some(RoundedTo { toward, step_micros }))
}

fn word_of<'a>(input: &mut Input<'a>, known: &[&str]) -> Read<&'a str> {
    next(input)?;
    let at = input.current_token_start();
    let found = opt(word).parse_next(input)?.unwrap_or_default();
    if known.contains(&found) {
        return Ok(found);
    }
    let fault = if known == ["rounded"] { FormulaFault::OperatorExpected } else { FormulaFault::RoundingExpected };
    Err(ErrMode::Cut(FormulaError { at, fault }))
}

fn word<'a>(input: &mut Input<'a>) -> Read<&'a str> {
    take_while(1.., |letter: char| letter.is_alphanumeric() || letter == '_').parse_next(input)
}

/// A plain decimal, in millionths.
fn number(input: &mut Input<'_>) -> Read<i64> {
    let at = input.current_token_start();
    let digits: &str = take_while(1.., |letter: char| letter.is_ascii_digit() || letter == '.').parse_next(input)?;
    // The one spelling of decimals that everything in the house reads.
    let number = Percent::parse(digits).map(Percent::micros);
    number.map_err(|_| ErrMode::Cut(FormulaError { at, fault: FormulaFault::NotANumber }))
}

fn expect(input: &mut Input<'_>, sign: char, fault: FormulaFault) -> Read<()> {
    next(input)?;
    match opt(one_of(sign)).parse_next(input)? {
        Some(_) => Ok(()),
        None => refuse(input, fault),
    }
}

/// Passes over spaces and tells what stands next, taking nothing else.
fn next(input: &mut Input<'_>) -> Read<Option<char>> {
    let _spaces: &str = take_while(0.., char::is_whitespace).parse_next(input)?;
    opt(peek(any)).parse_next(input)
}

fn refuse<T>(input: &Input<'_>, fault: FormulaFault) -> Read<T> {
    Err(ErrMode::Cut(FormulaError { at: input.current_token_start(), fault }))
}
