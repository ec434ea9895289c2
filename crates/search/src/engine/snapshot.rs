//! One state of the index as readers see it: tantivy's segments, and beside each the few columns that every query
//! touches, decoded once, because a walk over a packed column costs ten times one over a slice.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use kernel::ProductId;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::schema::Field;
use tantivy::{DocId, Searcher, SegmentReader};
use uuid::Uuid;

use super::error::EngineError;
use super::facet;
use super::schema::{Fields, column};
use super::term_list::TermList;

pub(super) struct Snapshot {
    pub(super) segments: Vec<Segment>,
    /// All filterable values of all segments.
    pub(super) values: Arc<TermList>,
    /// The places of each attribute's values in `values`.
    pub(super) attributes: Vec<Range<usize>>,
    /// Average length of the text fields, in words, over the documents that have the field.
    lengths: HashMap<Field, f32>,
    documents: u64,
}

pub(super) struct Segment {
    /// Its place among the snapshot's segments.
    pub(super) ordinal: usize,
    pub(super) reader: SegmentReader,
    pub(super) facts: Arc<SegmentFacts>,
    /// From the segment's value ordinals to the snapshot's; nothing when they are the same.
    pub(super) value_ordinals: Option<Vec<u32>>,
}

/// What never changes in a segment.
pub(super) struct SegmentFacts {
    id: SegmentId,
    pub(super) products: Vec<ProductId>,
    pub(super) boosts: Vec<f32>,
    pub(super) stamps: Vec<u64>,
    /// Filterable values, sorted.
    pub(super) values: Arc<TermList>,
    /// Where each document's ordinals begin; one more at the end.
    starts: Vec<u32>,
    ordinals: Vec<u32>,
    /// Per text field: words in all documents, and documents that have any.
    lengths: HashMap<Field, (u64, u64)>,
}

impl Snapshot {
    /// Reads a searcher's segments; what `before` already decoded is taken over.
    pub(super) fn take(searcher: &Searcher, fields: &Fields, before: Option<&Snapshot>) -> Result<Snapshot, EngineError> {
        let mut segments = Vec::new();
        for (ordinal, reader) in searcher.segment_readers().iter().enumerate() {
            let known = before.and_then(|before| before.segments.iter().find(|segment| segment.facts.id == reader.segment_id()));
            let facts = match known {
                Some(segment) => Arc::clone(&segment.facts),
                None => Arc::new(SegmentFacts::read(reader, fields)?),
            };
            segments.push(Segment { ordinal, reader: reader.clone(), facts, value_ordinals: None });
        }
        let values = merge_values(&mut segments);
        let lengths = fields.local.iter().map(|local| (local.text, average_length(&segments, local.text))).collect();
        let documents = segments.iter().map(|segment| u64::from(segment.reader.max_doc())).sum();
        let attributes = attributes_of(&values);
        Ok(Snapshot { segments, values, attributes, lengths, documents })
    }

    pub(super) fn products(&self) -> usize {
        self.segments.iter().map(|segment| count(segment.reader.num_docs())).sum()
    }

    /// The products that it holds, with the marks they came with.
    pub(super) fn stamps(&self) -> HashMap<ProductId, u64> {
        let mut stamps = HashMap::with_capacity(self.products());
        for segment in &self.segments {
            for document in segment.reader.doc_ids_alive().map(count) {
                stamps.insert(segment.facts.products[document], segment.facts.stamps[document]);
            }
        }
        stamps
    }

    /// Documents, deleted ones included: what inverse frequencies are measured against.
    pub(super) fn documents(&self) -> u64 {
        self.documents
    }

    /// A text field's average length; nothing for fields whose length does not matter.
    pub(super) fn average_length(&self, field: Field) -> Option<f32> {
        self.lengths.get(&field).copied()
    }
}

impl SegmentFacts {
    fn read(reader: &SegmentReader, fields: &Fields) -> Result<SegmentFacts, EngineError> {
        let documents = reader.max_doc();
        let columns = reader.fast_fields();
        let (high, low) = (columns.u64(column::PRODUCT_HIGH)?, columns.u64(column::PRODUCT_LOW)?);
        let (boost, stamp) = (columns.f64(column::BOOST)?, columns.u64(column::STAMP)?);
        let product = |document| {
            let (high, low) = (high.first(document).unwrap_or(0), low.first(document).unwrap_or(0));
            ProductId::from_uuid(Uuid::from_u64_pair(high, low))
        };
        let (values, starts, ordinals) = read_values(reader)?;
        let mut lengths = HashMap::new();
        for local in &fields.local {
            lengths.insert(local.text, field_lengths(&reader.get_fieldnorms_reader(local.text)?, documents));
        }
        Ok(SegmentFacts {
            id: reader.segment_id(),
            products: (0..documents).map(product).collect(),
            boosts: (0..documents).map(|document| boost.first(document).unwrap_or(1.0) as f32).collect(),
            stamps: (0..documents).map(|document| stamp.first(document).unwrap_or(0)).collect(),
            values: Arc::new(values),
            starts,
            ordinals,
            lengths,
        })
    }

    /// The ordinals of a document's values.
    pub(super) fn ordinals(&self, document: DocId) -> &[u32] {
        let document = count(document);
        &self.ordinals[count(self.starts[document])..count(self.starts[document + 1])]
    }

    /// The places of all values of an attribute, given its prefix.
    pub(super) fn attribute(&self, prefix: &[u8]) -> Range<usize> {
        self.values.with_prefix(prefix)
    }
}

fn read_values(reader: &SegmentReader) -> Result<(TermList, Vec<u32>, Vec<u32>), EngineError> {
    let documents = reader.max_doc();
    let mut terms = TermList::default();
    let mut starts = Vec::with_capacity(count(documents) + 1);
    let mut ordinals = Vec::new();
    let Some(column) = reader.fast_fields().bytes(column::VALUES)? else {
        return Ok((terms, vec![0; count(documents) + 1], ordinals));
    };
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        terms.push(stream.key());
    }
    let ords = column.ords();
    let (mut rows, mut buffer) = (0, Vec::new());
    for document in 0..documents {
        starts.push(rows);
        rows = rows.max(ords.index.value_row_ids(document).end);
    }
    starts.push(rows);
    buffer.resize(count(rows), 0u64);
    ords.values.get_range(0, &mut buffer);
    ordinals.extend(buffer.into_iter().map(|ordinal| u32::try_from(ordinal).unwrap_or(u32::MAX)));
    Ok((terms, starts, ordinals))
}

fn field_lengths(norms: &FieldNormReader, documents: DocId) -> (u64, u64) {
    let lengths = (0..documents).map(|document| u64::from(norms.fieldnorm(document))).filter(|length| *length > 0);
    lengths.fold((0, 0), |(words, having), length| (words + length, having + 1))
}

fn average_length(segments: &[Segment], field: Field) -> f32 {
    let all = segments.iter().filter_map(|segment| segment.facts.lengths.get(&field));
    let (words, having) = all.fold((0, 0), |(words, having), (more, documents)| (words + more, having + documents));
    if having == 0 { 1.0 } else { words as f32 / having as f32 }
}

/// Gives all segments one numbering of values, so that counts of segments can be added.
fn merge_values(segments: &mut [Segment]) -> Arc<TermList> {
    if let [only] = segments {
        return Arc::clone(&only.facts.values);
    }
    let mut all: Vec<&[u8]> = segments.iter().flat_map(|segment| segment.facts.values.iter()).collect();
    all.sort_unstable();
    all.dedup();
    let mut merged = TermList::default();
    all.into_iter().for_each(|term| merged.push(term));
    for segment in segments {
        let mut next = 0;
        let places = segment.facts.values.iter().map(|term| {
            while merged.get(next) < term {
                next += 1;
            }
            u32::try_from(next).unwrap_or(u32::MAX)
        });
        segment.value_ordinals = Some(places.collect());
    }
    Arc::new(merged)
}

fn attributes_of(values: &TermList) -> Vec<Range<usize>> {
    let mut attributes = Vec::new();
    let mut start = 0;
    while start < values.len() {
        let end = values.with_prefix(facet::prefix_of(values.get(start))).end.max(start + 1);
        attributes.push(start..end);
        start = end;
    }
    attributes
}

/// A document number or an ordinal as an index into slices.
pub(super) fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
