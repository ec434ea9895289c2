//! The codes that a query may spell: whole, in part, or with a slip.

use tantivy::schema::Field;

use super::analysis::FRAGMENT;
use super::code::{self, Chunk};
use super::dictionary::Found;
use super::error::EngineError;
use super::plan::{CodeMatch, CodeTerms, Planner, Word};

/// Neighbouring stretches that are tried as one code or name: `DG 9 RS`, `HP Color LaserJet 4200`.
const MOST_JOINED: usize = 4;
/// Codes read of one expansion.
const MOST: usize = 40;

/// What a code adds: a query that is an own code outweighs any sum of words, a code that is only alike stays below it.
pub(super) mod bonus {
    pub(in crate::engine) const OWN: f32 = 1000.0;
    /// Factor on the rarity of an own code among other words. Small enough that a product with all the words wins:
    /// `seals for PX 100` asks for the seals, not for the pump.
    pub(in crate::engine) const OWN_AMONG_WORDS: f32 = 5.0;
    pub(in crate::engine) const BEGINNING: f32 = 120.0;
    pub(in crate::engine) const ONE_EDIT: f32 = 100.0;
    pub(in crate::engine) const PART: f32 = 80.0;
    /// Factor on the rarity of a code that a name mentions.
    pub(in crate::engine) const MENTIONED: f32 = 1.5;
}

impl Planner<'_> {
    /// Every stretch of a few neighbours, and the whole query, tried as a code.
    pub(super) fn exact_codes(&self, chunks: &[Chunk], words: &[Word]) -> Result<Vec<CodeMatch>, EngineError> {
        let mut codes = Vec::new();
        for start in 0..chunks.len() {
            let ends = (start + 1..=chunks.len().min(start + MOST_JOINED)).chain((start == 0).then_some(chunks.len()));
            for end in ends {
                let span = &chunks[start..end];
                let whole = span.len() == chunks.len();
                self.exact_code(span, whole, words, &mut codes)?;
            }
        }
        Ok(codes)
    }

    fn exact_code(&self, span: &[Chunk], whole: bool, words: &[Word], codes: &mut Vec<CodeMatch>) -> Result<(), EngineError> {
        let normal: String = span.iter().map(|chunk| chunk.normal.as_str()).collect();
        if normal.len() < 2 {
            return Ok(());
        }
        let bits = covered(span, words);
        let share = if words.is_empty() { 1.0 } else { bits.count_ones() as f32 / words.len() as f32 };
        let spellings = std::iter::once(normal.clone()).chain(code::gtin(&normal).filter(|gtin| *gtin != normal));
        for spelling in spellings {
            if let Some(found) = self.snapshot.find(self.fields.codes, &spelling)?
                && self.is_meant_as_code(&normal, whole, bits, words)
            {
                let bonus = if whole { bonus::OWN } else { bonus::OWN_AMONG_WORDS * self.rarity(found.documents) * share };
                codes.push(CodeMatch { terms: CodeTerms::One(found), words: bits, bonus });
            }
        }
        let is_plain_word = words.iter().any(|word| word.text == normal && word.known);
        if !is_plain_word && let Some(found) = self.snapshot.find(self.fields.mentions, &normal)? {
            let bonus = bonus::MENTIONED * self.rarity(found.documents);
            codes.push(CodeMatch { terms: CodeTerms::One(found), words: bits, bonus });
        }
        Ok(())
    }

    /// A product whose part number happens to be `mouse` or `2060` must not win every query with that word.
    fn is_meant_as_code(&self, normal: &str, whole: bool, bits: u32, words: &[Word]) -> bool {
        const RARE: u64 = 10;
        if !whole {
            return code::is_distinctive(normal);
        }
        let is_rare = |(place, word): (usize, &Word)| {
            let documents = word.alternatives.iter().map(|alternative| alternative.found.documents).max();
            bits & (1 << place) == 0 || documents.unwrap_or(0) <= RARE
        };
        code::has_digit(normal) || words.iter().enumerate().all(is_rare)
    }

    /// Codes typed in part or with a slip, where nothing matched exactly.
    pub(super) fn loosen_codes(&self, chunks: &[Chunk], words: &[Word], codes: &mut Vec<CodeMatch>) -> Result<(), EngineError> {
        let accounted = codes.iter().fold(0, |bits, code| bits | code.words);
        let whole = (2..=MOST_JOINED).contains(&chunks.len()).then_some(chunks).filter(|_| accounted == 0);
        let mut spans: Vec<&[Chunk]> = chunks.iter().map(std::slice::from_ref).collect();
        spans.extend(whole);
        for span in spans {
            let normal: String = span.iter().map(|chunk| chunk.normal.as_str()).collect();
            let bits = covered(span, words);
            let in_text = words.iter().enumerate().all(|(place, word)| bits & (1 << place) == 0 || word.known);
            if code::is_distinctive(&normal) && !in_text && accounted & bits == 0 {
                let share = bits.count_ones() as f32 / words.len().max(1) as f32;
                self.loosen_code(&normal, bits, share, codes)?;
            }
        }
        Ok(())
    }

    fn loosen_code(&self, normal: &str, words: u32, share: f32, codes: &mut Vec<CodeMatch>) -> Result<(), EngineError> {
        let before = codes.len();
        for (term, _) in self.snapshot.beginning_with(self.fields.codes, normal, MOST)? {
            codes.extend(self.code(self.fields.codes, &term, words, bonus::BEGINNING * share)?);
        }
        if codes.len() == before {
            let mut fragments = Vec::new();
            let bytes = normal.char_indices().map(|(at, _)| at).chain(Some(normal.len())).collect::<Vec<_>>();
            for window in bytes.windows(FRAGMENT + 1) {
                fragments.push(self.snapshot.find(self.fields.fragments, &normal[window[0]..window[FRAGMENT]])?);
            }
            if let Some(fragments) = fragments.into_iter().collect::<Option<Vec<Found>>>().filter(|all| !all.is_empty()) {
                codes.push(CodeMatch { terms: CodeTerms::All(fragments), words, bonus: bonus::PART * share });
            }
        }
        if normal.len() >= 4 {
            for field in [self.fields.codes, self.fields.mentions] {
                for (term, _) in self.snapshot.near(field, normal, 1, MOST)? {
                    codes.extend(self.code(field, &term, words, bonus::ONE_EDIT * share)?);
                }
            }
        }
        Ok(())
    }

    fn code(&self, field: Field, term: &str, words: u32, bonus: f32) -> Result<Option<CodeMatch>, EngineError> {
        let found = self.snapshot.find(field, term)?;
        Ok(found.map(|found| CodeMatch { terms: CodeTerms::One(found), words, bonus }))
    }

    /// Takes the end of the query, or all of it, for the beginning of a code.
    pub(super) fn complete_codes(&self, chunks: &[Chunk], words: &[Word], codes: &mut Vec<CodeMatch>) -> Result<(), EngineError> {
        let whole = (1..=MOST_JOINED).contains(&chunks.len()).then_some(chunks);
        let last = chunks.len().checked_sub(1).filter(|last| *last > 0).map(|last| &chunks[last..]);
        for span in [whole, last].into_iter().flatten() {
            let normal: String = span.iter().map(|chunk| chunk.normal.as_str()).collect();
            if normal.len() < 2 || !code::has_digit(&normal) {
                continue;
            }
            let bits = covered(span, words);
            for (term, _) in self.snapshot.beginning_with(self.fields.codes, &normal, MOST)? {
                codes.extend(self.code(self.fields.codes, &term, bits, bonus::BEGINNING)?);
            }
        }
        Ok(())
    }
}

/// The words that lie in a stretch of the query, as bits.
fn covered(span: &[Chunk], words: &[Word]) -> u32 {
    let (Some(first), Some(last)) = (span.first(), span.last()) else { return 0 };
    let within = |word: &Word| word.start < last.end && word.end > first.start;
    words.iter().enumerate().filter(|(_, word)| within(word)).fold(0, |bits, (place, _)| bits | 1 << place)
}
