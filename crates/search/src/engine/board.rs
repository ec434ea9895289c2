//! The score board of one segment: which words of the query each document has, and how well.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;

use super::dictionary::{having, having_all};
use super::error::EngineError;
use super::plan::{Alternative, CodeTerms, Plan};
use super::snapshot::{Segment, count};

/// BM25's saturation: low, since a word repeated in a product's text says little more. Measured best from 0.3 to 0.6.
const K1: f32 = 0.4;
/// BM25's length normalisation: full, since long descriptions list everything. Measured best at 1.
const B: f32 = 1.0;

/// Bit of a document that a code of the query hit.
const BY_CODE: u32 = 1 << 31;
/// Bit of a document that has a word of the query.
const BY_TEXT: u32 = 1 << 30;

/// Bit of a document that has a word of the query in its own texts, and not just in the name of a machine that it fits.
const BY_OWN_TEXT: u32 = 1 << 29;

/// Scores by document.
pub(super) struct Board {
    scores: Vec<f32>,
    /// One bit per word of the query, and the three above.
    found: Vec<u32>,
    /// The best score that the current word has given.
    best: Vec<f32>,
    words: u32,
}

impl Board {
    /// Scores a segment's documents.
    pub(super) fn of(segment: &Segment, plan: &Plan) -> Result<Board, EngineError> {
        let documents = count(segment.reader.max_doc());
        let words = plan.word_bits();
        let mut board = Board { scores: vec![0.0; documents], found: vec![0; documents], best: vec![0.0; documents], words };
        for (place, word) in plan.words.iter().enumerate() {
            for alternative in &word.alternatives {
                board.add_word(segment, 1 << place, alternative)?;
            }
        }
        for code in &plan.codes {
            let documents = match &code.terms {
                CodeTerms::One(found) => having(segment, found)?,
                CodeTerms::All(found) => having_all(segment, found)?,
            };
            for document in documents.into_iter().map(count) {
                board.found[document] |= code.words | BY_CODE;
                board.scores[document] += code.bonus;
            }
        }
        Ok(board)
    }

    /// Adds one meaning of a word. A document that has several meanings of the same word gets the best of them, not
    /// their sum: a word that is in the name and among the keywords is still one word.
    fn add_word(&mut self, segment: &Segment, bit: u32, alternative: &Alternative) -> Result<(), EngineError> {
        let field = alternative.found.field;
        let bits = if alternative.of_machine { bit } else { bit | BY_OWN_TEXT };
        let Some(Some(info)) = alternative.found.infos.get(segment.ordinal) else { return Ok(()) };
        let index = segment.reader.inverted_index(field)?;
        let average = alternative.average_length;
        let option = if average.is_some() { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let mut postings = index.read_block_postings_from_terminfo(info, option)?;
        let norms = match average {
            Some(average) => Some((segment.reader.get_fieldnorms_reader(field)?, saturation(average))),
            None => None,
        };
        while postings.block_len() > 0 {
            match &norms {
                Some((norms, saturation)) => {
                    for (document, frequency) in postings.docs().iter().zip(postings.freqs()) {
                        let frequency = *frequency as f32;
                        let length = saturation[usize::from(norms.fieldnorm_id(*document))];
                        self.score(count(*document), bits, alternative.weight * frequency * (K1 + 1.0) / (frequency + length));
                    }
                }
                None => {
                    for document in postings.docs() {
                        self.score(count(*document), bits, alternative.weight);
                    }
                }
            }
            postings.advance();
        }
        Ok(())
    }

    fn score(&mut self, document: usize, bits: u32, score: f32) {
        let is_first = self.found[document] & bits & self.words == 0;
        self.found[document] |= bits | BY_TEXT;
        if is_first {
            self.scores[document] += score;
            self.best[document] = score;
        } else if score > self.best[document] {
            self.scores[document] += score - self.best[document];
            self.best[document] = score;
        }
    }

    /// Whether the query hit the document. The name of a machine alone does not: who searches a pump does not mean all
    /// parts of pumps.
    pub(super) fn hit(&self, document: usize) -> bool {
        self.found[document] & (BY_CODE | BY_OWN_TEXT) != 0
    }

    /// How many words of the query the document lacks.
    pub(super) fn missing(&self, document: usize) -> usize {
        count((self.words & !self.found[document]).count_ones())
    }

    pub(super) fn score_of(&self, document: usize) -> f32 {
        self.scores[document]
    }

    pub(super) fn by_code(&self, document: usize) -> bool {
        self.found[document] & BY_CODE != 0
    }

    pub(super) fn by_text(&self, document: usize) -> bool {
        self.found[document] & BY_TEXT != 0
    }

    pub(super) fn len(&self) -> usize {
        self.found.len()
    }
}

/// BM25's `k1 · (1 − b + b · length / average)` for each of the 256 lengths that the index tells apart.
fn saturation(average: f32) -> [f32; 256] {
    let mut table = [0.0; 256];
    for (id, entry) in (0..=u8::MAX).zip(&mut table) {
        let length = FieldNormReader::id_to_fieldnorm(id) as f32;
        *entry = K1 * (1.0 - B + B * length / average);
    }
    table
}
