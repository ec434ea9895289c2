//! Formulas of price rules: `list("base") * 0.92 rounded to 0.05`, `max(list("a"), list("b") * 1.1) rounded up to 0.01`.
//!
//! Values are plain decimals with a point, `list("code")` (the price of the same product at the same quantity in another
//! list), `max(…)`, `min(…)` and what stands in parentheses; `*` and `/` bind closer than `+` and `-`. Of two factors one
//! is a number, and so is every divisor: a price times a price is no price. The value is exact until the end, where it
//! is rounded once: as `rounded` says (`to` a step, a half as the market rounds; `up to`, `down to`), else to the market's
//! unit-price decimals. A price is never below zero: what would be, is zero.

mod exact;
mod parse;

use std::sync::Arc;

use kernel::{AmountError, Rounding};

use exact::Exact;
pub use exact::Toward;
pub use parse::RoundedTo;
use parse::{Part, PartKind};

/// How many characters a formula may have.
pub const LONGEST_FORMULA: usize = 300;
/// How many different lists a formula may ask: each is priced for each line.
pub const MOST_LISTS: usize = 4;
/// How deep parentheses may nest.
const DEEPEST_NESTING: usize = 12;

/// A formula that was read. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    text: Arc<str>,
    /// The codes of the lists that it asks, each once.
    lists: Arc<[String]>,
    node: Arc<Node>,
    rounded: Option<RoundedTo>,
}

/// What is wrong with a formula, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: {}", fault.message())]
pub struct FormulaError {
    /// The character at fault, the first being 1.
    pub at: usize,
    pub fault: FormulaFault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormulaFault {
    ValueExpected,
    OperatorExpected,
    EndExpected,
    /// A comma outside of `max` and `min`: most often meant as a decimal point.
    Comma,
    NotOpened,
    NotClosed,
    CodeExpected,
    UnknownName,
    NotANumber,
    RoundingExpected,
    StepExpected,
    PriceTimesPrice,
    DividedByPrice,
    DividedByZero,
    TooLong,
    TooDeep,
    TooManyLists,
    TooLarge,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Amount(Exact),
    /// The place in the formula's lists.
    List(usize),
    Plus(Box<Node>, Box<Node>),
    Minus(Box<Node>, Box<Node>),
    Times(Box<Node>, Exact),
    Greatest(Vec<Node>),
    Least(Vec<Node>),
}

impl Formula {
    /// Reads a formula. Whether its lists exist is not looked at.
    pub fn parse(text: &str) -> Result<Formula, FormulaError> {
        let text = text.trim();
        check_size(text)?;
        let in_characters = |error: FormulaError| {
            let before = text.get(..error.at).unwrap_or(text);
            FormulaError { at: before.chars().count().saturating_add(1), ..error }
        };
        let (part, rounded) = parse::read(text).map_err(in_characters)?;
        let mut lists = Vec::new();
        let node = checked(&part, &mut lists).map_err(in_characters)?;
        Ok(Formula { text: text.into(), lists: lists.into(), node: Arc::new(node), rounded })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The codes of the lists that it asks, in the order of [`Formula::value`]'s prices.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// The price in millionths; `prices` are those of [`Formula::lists`]. Fails when it is larger than can be counted.
    pub fn value(&self, prices: &[i64], market: Rounding) -> Result<i64, AmountError> {
        let exact = self.node.value(prices).ok_or(AmountError::Overflow)?;
        let RoundedTo { toward, step_micros } = self
            .rounded
            .unwrap_or(RoundedTo { toward: Toward::Nearest, step_micros: 10_i64.pow(6 - u32::from(market.decimals.min(6))) });
        let rounded = exact.rounded(step_micros, toward, market.mode).ok_or(AmountError::Overflow)?;
        Ok(rounded.max(0))
    }
}

fn check_size(text: &str) -> Result<(), FormulaError> {
    if text.chars().count() > LONGEST_FORMULA {
        return Err(FormulaError { at: LONGEST_FORMULA, fault: FormulaFault::TooLong });
    }
    let mut open = 0_usize;
    for (place, letter) in (1..).zip(text.chars()) {
        match letter {
            '(' => open = open.saturating_add(1),
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > DEEPEST_NESTING {
            return Err(FormulaError { at: place, fault: FormulaFault::TooDeep });
        }
    }
    Ok(())
}

/// Counts what is constant, and refuses what is no price. Places are in bytes.
fn checked(part: &Part, lists: &mut Vec<String>) -> Result<Node, FormulaError> {
    let refuse = |fault| Err(FormulaError { at: part.at, fault });
    match &part.kind {
        PartKind::Number(micros) => Ok(Node::Amount(Exact::from_micros(*micros))),
        PartKind::List(code) => {
            let place = lists.iter().position(|known| known == code).unwrap_or(lists.len());
            if place == lists.len() {
                lists.push(code.clone());
            }
            if lists.len() > MOST_LISTS { refuse(FormulaFault::TooManyLists) } else { Ok(Node::List(place)) }
        }
        PartKind::Greatest(parts) => Ok(Node::Greatest(all_checked(parts, lists)?)),
        PartKind::Least(parts) => Ok(Node::Least(all_checked(parts, lists)?)),
        PartKind::Two(sign, left, right) => {
            let (left, right) = (checked(left, lists)?, checked(right, lists)?);
            let node = match (sign, left, right) {
                ('+', Node::Amount(left), Node::Amount(right)) => left.plus(right).map(Node::Amount),
                ('-', Node::Amount(left), Node::Amount(right)) => left.minus(right).map(Node::Amount),
                ('*', Node::Amount(left), Node::Amount(right)) => left.times(right).map(Node::Amount),
                ('/', _, Node::Amount(right)) if right.is_zero() => return refuse(FormulaFault::DividedByZero),
                ('/', Node::Amount(left), Node::Amount(right)) => {
                    right.inverse().and_then(|right| left.times(right)).map(Node::Amount)
                }
                ('+', left, right) => Some(Node::Plus(Box::new(left), Box::new(right))),
                ('-', left, right) => Some(Node::Minus(Box::new(left), Box::new(right))),
                ('*', node, Node::Amount(factor)) | ('*', Node::Amount(factor), node) => {
                    Some(Node::Times(Box::new(node), factor))
                }
                ('/', node, Node::Amount(divisor)) => divisor.inverse().map(|factor| Node::Times(Box::new(node), factor)),
                ('*', _, _) => return refuse(FormulaFault::PriceTimesPrice),
                _ => return refuse(FormulaFault::DividedByPrice),
            };
            node.ok_or(FormulaError { at: part.at, fault: FormulaFault::TooLarge })
        }
    }
}

fn all_checked(parts: &[Part], lists: &mut Vec<String>) -> Result<Vec<Node>, FormulaError> {
    parts.iter().map(|part| checked(part, lists)).collect()
}

impl Node {
    fn value(&self, prices: &[i64]) -> Option<Exact> {
        match self {
            Node::Amount(amount) => Some(*amount),
            Node::List(place) => prices.get(*place).map(|micros| Exact::from_micros(*micros)),
            Node::Plus(left, right) => left.value(prices)?.plus(right.value(prices)?),
            Node::Minus(left, right) => left.value(prices)?.minus(right.value(prices)?),
            Node::Times(node, factor) => node.value(prices)?.times(*factor),
            Node::Greatest(nodes) => outermost(nodes, prices, std::cmp::Ordering::Greater),
            Node::Least(nodes) => outermost(nodes, prices, std::cmp::Ordering::Less),
        }
    }
}

fn outermost(nodes: &[Node], prices: &[i64], side: std::cmp::Ordering) -> Option<Exact> {
    let mut found: Option<Exact> = None;
    for node in nodes {
        let value = node.value(prices)?;
        let further = match found {
            None => true,
            Some(best) => value.compare(best)? == side,
        };
        if further {
            found = Some(value);
        }
    }
    found
}

impl FormulaFault {
    pub const ALL: [FormulaFault; 18] = [
        FormulaFault::ValueExpected,
        FormulaFault::OperatorExpected,
        FormulaFault::EndExpected,
        FormulaFault::Comma,
        FormulaFault::NotOpened,
        FormulaFault::NotClosed,
        FormulaFault::CodeExpected,
        FormulaFault::UnknownName,
        FormulaFault::NotANumber,
        FormulaFault::RoundingExpected,
        FormulaFault::StepExpected,
        FormulaFault::PriceTimesPrice,
        FormulaFault::DividedByPrice,
        FormulaFault::DividedByZero,
        FormulaFault::TooLong,
        FormulaFault::TooDeep,
        FormulaFault::TooManyLists,
        FormulaFault::TooLarge,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            FormulaFault::ValueExpected => "formula_value_expected",
            FormulaFault::OperatorExpected => "formula_operator_expected",
            FormulaFault::EndExpected => "formula_end_expected",
            FormulaFault::Comma => "formula_comma",
            FormulaFault::NotOpened => "formula_not_opened",
            FormulaFault::NotClosed => "formula_not_closed",
            FormulaFault::CodeExpected => "formula_code_expected",
            FormulaFault::UnknownName => "formula_unknown_name",
            FormulaFault::NotANumber => "formula_not_a_number",
            FormulaFault::RoundingExpected => "formula_rounding_expected",
            FormulaFault::StepExpected => "formula_step_expected",
            FormulaFault::PriceTimesPrice => "formula_price_times_price",
            FormulaFault::DividedByPrice => "formula_divided_by_price",
            FormulaFault::DividedByZero => "formula_divided_by_zero",
            FormulaFault::TooLong => "formula_too_long",
            FormulaFault::TooDeep => "formula_too_deep",
            FormulaFault::TooManyLists => "formula_too_many_lists",
            FormulaFault::TooLarge => "formula_too_large",
        }
    }

    /// For programs and their operators; pages translate by code.
    pub const fn message(self) -> &'static str {
        match self {
            FormulaFault::ValueExpected => "a number, list(\"code\"), max(…), min(…) or ( is expected",
            FormulaFault::OperatorExpected => "+, -, *, / or \"rounded\" is expected",
            FormulaFault::EndExpected => "nothing may follow the rounding",
            FormulaFault::Comma => "a comma stands between the values of max and min only; decimals have a point",
            FormulaFault::NotOpened => "( is expected",
            FormulaFault::NotClosed => ") is expected",
            FormulaFault::CodeExpected => "the code of a list in double quotes is expected",
            FormulaFault::UnknownName => "this name is not known; known are list, max, min and rounded",
            FormulaFault::NotANumber => "not a plain decimal with at most six decimals",
            FormulaFault::RoundingExpected => "\"to\", \"up to\" or \"down to\" is expected behind \"rounded\"",
            FormulaFault::StepExpected => "a step greater than zero is expected, such as 0.05",
            FormulaFault::PriceTimesPrice => "a price can be multiplied by a number only",
            FormulaFault::DividedByPrice => "only a number can divide",
            FormulaFault::DividedByZero => "zero cannot divide",
            FormulaFault::TooLong => "a formula has at most 300 characters",
            FormulaFault::TooDeep => "parentheses nest at most 12 deep",
            FormulaFault::TooManyLists => "a formula asks at most 4 lists",
            FormulaFault::TooLarge => "the number is larger than can be counted",
        }
    }
}

#[cfg(test)]
mod tests;
