//! Look-ups in the term dictionaries of all segments at once.

use std::collections::HashMap;

use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{DocId, Term};

use super::error::EngineError;
use super::snapshot::{Segment, Snapshot};

/// Terms read of one expansion: enough for any prefix that says something.
const MOST_READ: usize = 5_000;

/// Where a term's posting lists are, segment by segment.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) field: Field,
    pub(super) infos: Vec<Option<TermInfo>>,
    /// Documents that have it, deleted ones included.
    pub(super) documents: u64,
}

impl Snapshot {
    /// Finds a term; nothing when no document has it.
    pub(super) fn find(&self, field: Field, text: &str) -> Result<Option<Found>, EngineError> {
        self.find_term(&Term::from_field_text(field, text))
    }

    /// Finds a term of any field.
    pub(super) fn find_term(&self, term: &Term) -> Result<Option<Found>, EngineError> {
        let field = term.field();
        let mut found = Found { field, infos: Vec::with_capacity(self.segments.len()), documents: 0 };
        for segment in &self.segments {
            let info = segment.reader.inverted_index(field)?.get_term_info(term)?;
            found.documents += info.as_ref().map_or(0, |info| u64::from(info.doc_freq));
            found.infos.push(info);
        }
        Ok((found.documents > 0).then_some(found))
    }

    /// The most frequent terms that begin with `prefix`, with their frequencies.
    pub(super) fn beginning_with(&self, field: Field, prefix: &str, most: usize) -> Result<Vec<(String, u64)>, EngineError> {
        let mut after = prefix.as_bytes().to_vec();
        // 0xff never occurs in UTF-8, so this sorts behind every term with the prefix.
        after.push(u8::MAX);
        let mut frequencies = HashMap::new();
        for segment in &self.segments {
            let index = segment.reader.inverted_index(field)?;
            let mut stream = index.terms().range().ge(prefix).lt(&after).into_stream()?;
            collect(&mut frequencies, || stream.next().map(|(term, info)| (term.to_vec(), info.doc_freq)));
        }
        Ok(most_frequent(frequencies, most))
    }

    /// The most frequent terms within `distance` edits (1 or 2; a swap of neighbours is one), with their frequencies.
    pub(super) fn near(&self, field: Field, word: &str, distance: u8, most: usize) -> Result<Vec<(String, u64)>, EngineError> {
        let query = FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true);
        let mut frequencies = HashMap::new();
        for segment in &self.segments {
            let index = segment.reader.inverted_index(field)?;
            let mut stream = index.terms().search(query.automaton()?).into_stream()?;
            collect(&mut frequencies, || stream.next().map(|(term, info)| (term.to_vec(), info.doc_freq)));
        }
        Ok(most_frequent(frequencies, most))
    }
}

fn collect(frequencies: &mut HashMap<Vec<u8>, u64>, mut next: impl FnMut() -> Option<(Vec<u8>, u32)>) {
    for _ in 0..MOST_READ {
        let Some((term, documents)) = next() else { return };
        *frequencies.entry(term).or_insert(0) += u64::from(documents);
    }
}

fn most_frequent(frequencies: HashMap<Vec<u8>, u64>, most: usize) -> Vec<(String, u64)> {
    let mut terms: Vec<(String, u64)> =
        frequencies.into_iter().filter_map(|(term, documents)| Some((String::from_utf8(term).ok()?, documents))).collect();
    terms.sort_unstable_by(|(left, left_documents), (right, right_documents)| {
        right_documents.cmp(left_documents).then_with(|| left.cmp(right))
    });
    terms.truncate(most);
    terms
}

/// The documents of one segment that have all the terms, ascending.
pub(super) fn having_all(segment: &Segment, terms: &[Found]) -> Result<Vec<DocId>, EngineError> {
    let mut terms: Vec<&Found> = terms.iter().collect();
    terms.sort_unstable_by_key(|found| found.documents);
    let Some((rarest, others)) = terms.split_first() else { return Ok(Vec::new()) };
    let mut documents = having(segment, rarest)?;
    for other in others {
        if documents.is_empty() {
            break;
        }
        let mut also = having(segment, other)?.into_iter().peekable();
        documents.retain(|document| {
            while also.next_if(|next| next < document).is_some() {}
            also.peek() == Some(document)
        });
    }
    Ok(documents)
}

/// The documents of one segment that have the term, ascending.
pub(super) fn having(segment: &Segment, found: &Found) -> Result<Vec<DocId>, EngineError> {
    let mut documents = Vec::new();
    let Some(Some(info)) = found.infos.get(segment.ordinal) else { return Ok(documents) };
    let index = segment.reader.inverted_index(found.field)?;
    let mut postings = index.read_block_postings_from_terminfo(info, tantivy::schema::IndexRecordOption::Basic)?;
    while postings.block_len() > 0 {
        documents.extend_from_slice(postings.docs());
        postings.advance();
    }
    Ok(documents)
}
