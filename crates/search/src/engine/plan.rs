//! What a query may mean: every word with its possible meanings, every code it may spell, looked up in the index.

use kernel::{Locale, ProductId};
use tantivy::schema::Field;

use super::analysis::WordAnalyzer;
use super::code::{self, Chunk};
use super::dictionary::Found;
use super::error::EngineError;
use super::lexer::{Lexeme, LexemeKind, lex};
use super::plan_codes::bonus;
use super::schema::Fields;
use super::snapshot::Snapshot;
use super::units::{Spelling, measure_term};

/// Characters of a query that are looked at: a pasted page is no query.
const LONGEST_QUERY: usize = 400;
/// Words of a query that count; a document's bit set has room for 30.
const MOST_WORDS: usize = 24;

/// What a word is worth in each place, relative to the text in the caller's language.
mod weight {
    pub(super) const OTHER_LANGUAGE: f32 = 0.85;
    pub(super) const NAME: f32 = 0.8;
    pub(super) const KEYWORD: f32 = 0.4;
    pub(super) const MACHINE: f32 = 0.5;
    pub(super) const MEASURE: f32 = 0.7;
    /// A dimension's bare number, and a measure's number without its unit.
    pub(super) const BARE_NUMBER: f32 = 0.4;
    pub(super) const COMPLETED: f32 = 0.6;
    pub(super) const RESPELLED: f32 = 0.5;
}

/// A query, looked up.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) words: Vec<Word>,
    pub(super) codes: Vec<CodeMatch>,
    /// Whether the whole query is some product's own code.
    pub(super) is_a_code: bool,
}

#[derive(Debug)]
pub(super) struct Word {
    /// As typed, folded.
    pub(super) text: String,
    /// Where it stands in the query (bytes).
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it may mean; empty when no product has it.
    pub(super) alternatives: Vec<Alternative>,
    /// Whether the index has the word as it was typed.
    pub(super) known: bool,
}

/// One meaning of a word.
#[derive(Debug)]
pub(super) struct Alternative {
    pub(super) found: Found,
    /// Its rarity times what the place is worth.
    pub(super) weight: f32,
    /// Of the field, in words, where the length of a document's text matters.
    pub(super) average_length: Option<f32>,
    /// Whether it is a word of a machine that the product fits.
    pub(super) of_machine: bool,
}

/// A code that the query spells.
#[derive(Debug)]
pub(super) struct CodeMatch {
    pub(super) terms: CodeTerms,
    /// The words of the query that the code accounts for, as bits.
    pub(super) words: u32,
    pub(super) bonus: f32,
}

#[derive(Debug)]
pub(super) enum CodeTerms {
    One(Found),
    /// All fragments of a part of a code.
    All(Vec<Found>),
}

impl Plan {
    pub(super) fn word_bits(&self) -> u32 {
        (0..self.words.len()).fold(0, |bits, place| bits | 1 << place)
    }
}

/// Looks a query up. `completing` takes the last word for the beginning of one.
pub(super) fn plan(
    snapshot: &Snapshot,
    fields: &Fields,
    text: &str,
    locale: Locale,
    completing: bool,
) -> Result<Plan, EngineError> {
    let text = shortened(text);
    let mut planner = Planner { snapshot, fields, locale, analyzer: WordAnalyzer::new() };
    let mut words = planner.words(text)?;
    let chunks: Vec<Chunk> = code::chunks(text).into_iter().take(MOST_WORDS).collect();
    let mut codes = planner.exact_codes(&chunks, &words)?;
    if completing {
        planner.complete(text, &mut words, &chunks, &mut codes)?;
    }
    planner.loosen_codes(&chunks, &words, &mut codes)?;
    let is_a_code = codes.iter().any(|code| code.bonus >= bonus::OWN);
    let accounted = codes.iter().fold(0, |bits, code| bits | code.words);
    for (place, word) in words.iter_mut().enumerate() {
        if word.alternatives.is_empty() && accounted & (1 << place) == 0 {
            planner.loosen_word(word)?;
        }
    }
    Ok(Plan { words, codes, is_a_code })
}

impl Plan {
    /// Takes the whole query for a code of this product.
    pub(super) fn mean(&mut self, snapshot: &Snapshot, fields: &Fields, product: ProductId) -> Result<(), EngineError> {
        if let Some(found) = snapshot.find_term(&fields.key(product))? {
            self.is_a_code = true;
            // Twice the bonus of a code that everybody knows: the caller's own meaning comes first.
            let bonus = 2.0 * bonus::OWN;
            self.codes.push(CodeMatch { terms: CodeTerms::One(found), words: self.word_bits(), bonus });
        }
        Ok(())
    }
}

/// The part of a query that is looked at.
pub(super) fn shortened(text: &str) -> &str {
    text.char_indices().nth(LONGEST_QUERY).map_or(text, |(end, _)| &text[..end])
}

pub(super) struct Planner<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) fields: &'a Fields,
    locale: Locale,
    analyzer: WordAnalyzer,
}

impl Planner<'_> {
    /// The words that carry meaning. Stop words of either language are left out: `toner per HP` must not ask for the
    /// English `per`.
    fn words(&mut self, text: &str) -> Result<Vec<Word>, EngineError> {
        let mut words: Vec<Word> = Vec::new();
        for lexeme in lex(text) {
            for (text, readings) in self.readings(&lexeme) {
                let repeated = words.iter().any(|word| word.text == text);
                if words.len() == MOST_WORDS || repeated {
                    continue;
                }
                let mut alternatives = Vec::new();
                for reading in readings {
                    self.look_up(&reading, &mut alternatives)?;
                }
                let known = !alternatives.is_empty();
                words.push(Word { text, start: lexeme.start, end: lexeme.end, alternatives, known });
            }
        }
        Ok(words)
    }

    /// The words of a lexeme, each with the ways to read it.
    fn readings(&mut self, lexeme: &Lexeme) -> Vec<(String, Vec<Reading>)> {
        match &lexeme.kind {
            LexemeKind::Word(word) => {
                let stop_word = self.analyzer.stems(word).iter().any(|(_, stem)| stem.is_none());
                if stop_word { Vec::new() } else { vec![(word.clone(), vec![Reading::text(word, 1.0)])] }
            }
            LexemeKind::Number(number) => vec![(number.clone(), vec![Reading::text(number, 1.0)])],
            LexemeKind::Measure { number, unit } => {
                let joined = format!("{number}{}", unit.sign);
                let readings = vec![
                    Reading::text(&joined, 1.0),
                    Reading::text(number, weight::BARE_NUMBER),
                    Reading::measure(number, Some(unit)),
                ];
                vec![(joined, readings)]
            }
            LexemeKind::Compound { parts, .. } => parts
                .iter()
                .map(|part| (part.clone(), vec![Reading::text(part, 1.0), Reading::measure(part, Spelling::millimetre())]))
                .collect(),
        }
    }

    fn look_up(&mut self, reading: &Reading, alternatives: &mut Vec<Alternative>) -> Result<(), EngineError> {
        match reading {
            Reading::Text { word, weight } => {
                for (locale, stem) in self.analyzer.stems(word) {
                    let Some(stem) = stem else { continue };
                    let Some(local) = self.fields.local.iter().find(|local| local.locale == locale) else { continue };
                    let weight = weight * if locale == self.locale { 1.0 } else { weight::OTHER_LANGUAGE };
                    self.add(local.text, &stem, weight, alternatives)?;
                    self.add(local.name, &stem, weight * weight::NAME, alternatives)?;
                    self.add(local.keywords, &stem, weight * weight::KEYWORD, alternatives)?;
                }
                self.add(self.fields.machines, word, weight * weight::MACHINE, alternatives)
            }
            Reading::Measure(term) => self.add(self.fields.measures, term, weight::MEASURE, alternatives),
        }
    }

    fn add(&self, field: Field, term: &str, weight: f32, alternatives: &mut Vec<Alternative>) -> Result<(), EngineError> {
        if let Some(found) = self.snapshot.find(field, term)? {
            let weight = weight * self.rarity(found.documents);
            let (average_length, of_machine) = (self.snapshot.average_length(field), field == self.fields.machines);
            alternatives.push(Alternative { found, weight, average_length, of_machine });
        }
        Ok(())
    }

    /// BM25's inverse document frequency.
    pub(super) fn rarity(&self, documents: u64) -> f32 {
        let (all, having) = (self.snapshot.documents() as f32, documents as f32);
        (1.0 + (all - having + 0.5).max(0.5) / (having + 0.5)).ln()
    }

    /// A word that no product has: longer words that begin with it, else words one or two slips away.
    fn loosen_word(&mut self, word: &mut Word) -> Result<(), EngineError> {
        const MOST: usize = 24;
        let letters = word.text.chars().count();
        if letters < 3 || word.text.len() > 40 {
            return Ok(());
        }
        for (locale, stem) in self.analyzer.stems(&word.text) {
            let Some(local) = self.fields.local.iter().find(|local| local.locale == locale) else { continue };
            for (term, _) in self.snapshot.beginning_with(local.text, &word.text, MOST)? {
                self.add(local.text, &term, weight::COMPLETED, &mut word.alternatives)?;
            }
            let Some(stem) = stem.filter(|_| word.alternatives.is_empty() && letters >= 4) else { continue };
            let distance = if letters >= 8 { 2 } else { 1 };
            for (term, _) in self.snapshot.near(local.text, &stem, distance, MOST)? {
                self.add(local.text, &term, weight::RESPELLED, &mut word.alternatives)?;
            }
        }
        Ok(())
    }

    /// Takes the end of the query for the beginning of a word or of a code.
    fn complete(&self, text: &str, words: &mut [Word], chunks: &[Chunk], codes: &mut Vec<CodeMatch>) -> Result<(), EngineError> {
        const MOST: usize = 40;
        if let Some(last) = words.last_mut().filter(|last| last.end == text.len()) {
            for local in &self.fields.local {
                for (term, _) in self.snapshot.beginning_with(local.words, &last.text, MOST)? {
                    self.add(local.words, &term, 1.0, &mut last.alternatives)?;
                }
            }
        }
        self.complete_codes(chunks, words, codes)
    }
}

/// A way to read a word.
enum Reading {
    Text {
        word: String,
        weight: f32,
    },
    /// A term of the measures.
    Measure(String),
}

impl Reading {
    fn text(word: &str, weight: f32) -> Reading {
        Reading::Text { word: word.to_owned(), weight }
    }

    /// A quantity; a word that no attribute can have when the number or the unit is none.
    fn measure(number: &str, unit: Option<&Spelling>) -> Reading {
        let unit = unit.and_then(Spelling::unit);
        let micros = micros(number);
        Reading::Measure(unit.zip(micros).and_then(|(unit, micros)| measure_term(micros, unit)).unwrap_or_default())
    }
}

/// Millionths of a plain decimal or of a fraction such as `1/2`.
fn micros(number: &str) -> Option<i64> {
    let Some((numerator, denominator)) = number.split_once('/') else {
        return kernel::Quantity::parse(number, kernel::Unit::PIECE).ok().map(kernel::Quantity::micros);
    };
    let (numerator, denominator): (i64, i64) = (numerator.parse().ok()?, denominator.parse().ok()?);
    numerator.checked_mul(1_000_000)?.checked_div(denominator)
}
