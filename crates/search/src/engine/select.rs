//! From scores to an answer: filters, facets, order and page.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::Range;

use kernel::ProductId;

use super::analysis::fold;
use super::board::Board;
use super::dictionary::having_all;
use super::document::Value;
use super::error::EngineError;
use super::facet;
use super::lexer::{LexemeKind, lex};
use super::plan::{Plan, plan, shortened};
use super::query::{
    Facet, FacetCount, FacetOf, FacetRequest, FacetValue, Filter, Hit, Hits, Matched, Query, Restriction, Sort, page,
};
use super::schema::{Fields, column, sort_name_column};
use super::snapshot::{Segment, Snapshot, count};
use super::spelling::suggestions;

/// A document that lacks words of the query counts a tenth for each: the largest single gain that was measured.
const LACKING: f32 = 0.1;
/// Documents that lack a word are only shown when fewer than this many lack fewer.
const ENOUGH: usize = 10;
/// Attributes that one query may filter by; a document's bit set has room for them.
const MOST_FILTERS: usize = 32;

/// Answers a query.
pub(super) fn search(snapshot: &Snapshot, fields: &Fields, query: &Query) -> Result<Hits, EngineError> {
    let browsing = query.text.trim().is_empty();
    let mut plan = if browsing { None } else { Some(plan(snapshot, fields, &query.text, query.locale, false)?) };
    if let (Some(plan), Some(product)) = (&mut plan, query.meant) {
        plan.mean(snapshot, fields, product)?;
    }
    let mut hits = answer(snapshot, fields, plan.as_ref(), query)?;
    if let Some(plan) = &plan {
        hits.suggestions = suggestions(snapshot, fields, shortened(&query.text), query.locale, plan)?;
    }
    Ok(hits)
}

/// Answers a query that was looked up; without a plan, everything is a hit.
pub(super) fn answer(snapshot: &Snapshot, fields: &Fields, plan: Option<&Plan>, query: &Query) -> Result<Hits, EngineError> {
    let mut candidates = Vec::with_capacity(snapshot.segments.len());
    for segment in &snapshot.segments {
        let board = match plan {
            Some(plan) => Some(Board::of(segment, plan)?),
            None => None,
        };
        candidates.push(Candidates { segment, board, restrict: query.restrict.as_ref() });
    }
    let enough = if plan.is_some_and(|plan| plan.is_a_code) { 1 } else { ENOUGH };
    let lacking = tolerated(&candidates, enough);
    let filters = Conditions::merge(&query.filters);
    if filters.by_attribute.len() > MOST_FILTERS {
        return Ok(Hits { items: Vec::new(), total: 0, facets: Vec::new(), suggestions: Vec::new() });
    }
    let mut counts = query.facets.map(|_| vec![0u32; snapshot.values.len()]);
    let mut found = Vec::with_capacity(candidates.len());
    for candidates in &candidates {
        let tests = SegmentTests::new(snapshot, fields, candidates, &filters)?;
        let (documents, counted) = candidates.walk(&tests, lacking, counts.is_some());
        if let Some(counts) = &mut counts {
            add_counts(counts, candidates.segment, &counted);
        }
        found.push(documents);
    }
    let total = found.iter().map(Vec::len).sum();
    let places = page(query.offset, query.limit);
    let sort = if plan.is_none() && query.sort == Sort::Relevance { Sort::Name } else { query.sort };
    let items = match sort {
        Sort::Relevance => by_score(&candidates, &found, places),
        Sort::Name => by_column(&candidates, &found, sort_name_column(query.locale), places)?,
        Sort::Sku => by_column(&candidates, &found, column::SORT_SKU, places)?,
    };
    let facets = match (query.facets, counts) {
        (Some(request), Some(counts)) => facets(snapshot, &counts, request, &filters),
        _ => Vec::new(),
    };
    Ok(Hits { items, total, facets, suggestions: Vec::new() })
}

/// One segment with what the text says of its documents.
struct Candidates<'a> {
    segment: &'a Segment,
    board: Option<Board>,
    restrict: Option<&'a Restriction>,
}

impl Candidates<'_> {
    /// The documents that the text hits and the caller may see.
    fn documents(&self) -> impl Iterator<Item = usize> {
        let alive = self.segment.reader.alive_bitset();
        (0..self.segment.reader.max_doc()).filter_map(move |document| {
            let place = count(document);
            let hit = self.board.as_ref().is_none_or(|board| board.hit(place));
            let seen = hit
                && alive.is_none_or(|alive| alive.is_alive(document))
                && self.restrict.is_none_or(|restrict| restrict.allows(self.segment.facts.products[place]));
            seen.then_some(place)
        })
    }

    fn missing(&self, document: usize) -> usize {
        self.board.as_ref().map_or(0, |board| board.missing(document))
    }

    /// The documents that pass, and how often each value of the segment occurs.
    fn walk(&self, tests: &SegmentTests, lacking: usize, counting: bool) -> (Vec<u32>, Vec<u32>) {
        let mut passing = Vec::new();
        let mut counts = vec![0u32; if counting { self.segment.facts.values.len() } else { 0 }];
        for document in self.documents() {
            if self.missing(document) > lacking {
                continue;
            }
            let number = u32::try_from(document).unwrap_or(u32::MAX);
            let failed = tests.failed(self.segment, number);
            if failed == 0 {
                passing.push(number);
                if counting {
                    self.segment.facts.ordinals(number).iter().for_each(|ordinal| counts[count(*ordinal)] += 1);
                }
            } else if counting && failed.is_power_of_two() {
                let own = &tests.attributes[count(failed.trailing_zeros())];
                let ordinals = self.segment.facts.ordinals(number).iter().map(|ordinal| count(*ordinal));
                ordinals.filter(|ordinal| own.contains(ordinal)).for_each(|ordinal| counts[ordinal] += 1);
            }
        }
        (passing, counts)
    }

    fn score(&self, document: usize) -> f32 {
        let Some(board) = &self.board else { return 0.0 };
        let lacking = (0..board.missing(document)).fold(1.0, |factor, _| factor * LACKING);
        board.score_of(document) * lacking * self.segment.facts.boosts[document]
    }

    fn hit(&self, document: usize) -> Hit {
        let matched = self
            .board
            .as_ref()
            .map_or(Matched::default(), |board| Matched { code: board.by_code(document), text: board.by_text(document) });
        Hit { product: self.segment.facts.products[document], score: self.score(document), matched }
    }
}

/// How many words of the query a hit may lack: as few as leave enough hits. Filters do not matter for it, so that
/// choosing a value never brings in looser hits.
fn tolerated(candidates: &[Candidates], enough: usize) -> usize {
    let mut by_missing: Vec<usize> = Vec::new();
    for segment in candidates.iter().filter(|segment| segment.board.as_ref().is_some_and(|board| board.len() > 0)) {
        for document in segment.documents() {
            let missing = segment.missing(document);
            if by_missing.len() <= missing {
                by_missing.resize(missing + 1, 0);
            }
            by_missing[missing] += 1;
        }
    }
    let mut hits = 0;
    for (missing, documents) in by_missing.iter().enumerate() {
        hits += documents;
        if hits >= enough {
            return missing;
        }
    }
    by_missing.len()
}

/// The filters, with those on one attribute put together.
struct Conditions<'a> {
    by_attribute: Vec<(Option<FacetOf>, Vec<&'a Filter>)>,
}

impl<'a> Conditions<'a> {
    fn merge(filters: &'a [Filter]) -> Conditions<'a> {
        let mut by_attribute: Vec<(Option<FacetOf>, Vec<&Filter>)> = Vec::new();
        for filter in filters {
            let of = match filter {
                Filter::Category(_) => Some(FacetOf::Category),
                Filter::Brand(_) => Some(FacetOf::Brand),
                Filter::Attribute { code, .. } | Filter::Between { code, .. } => Some(FacetOf::Attribute(code.clone())),
                Filter::CompatibleWith(_) => None,
            };
            match by_attribute.iter_mut().find(|(known, _)| of.is_some() && *known == of) {
                Some((_, same)) => same.push(filter),
                None => by_attribute.push((of, vec![filter])),
            }
        }
        Conditions { by_attribute }
    }

    /// The single values of an attribute that are filtered by; ranges and categories are none.
    fn chosen(&self, of: &FacetOf) -> Vec<FacetValue> {
        let filters = self.by_attribute.iter().filter(|(known, _)| known.as_ref() == Some(of)).flat_map(|(_, filters)| filters);
        let values = |filter: &&Filter| match filter {
            Filter::Brand(any) => any.iter().cloned().map(FacetValue::Brand).collect(),
            Filter::Attribute { any, .. } => any.iter().cloned().map(FacetValue::Attribute).collect(),
            Filter::Category(_) | Filter::Between { .. } | Filter::CompatibleWith(_) => Vec::new(),
        };
        filters.flat_map(values).collect()
    }

    fn has(&self, of: &FacetOf) -> bool {
        self.by_attribute.iter().any(|(known, _)| known.as_ref() == Some(of))
    }
}

/// The filters in one segment's terms.
struct SegmentTests {
    /// All filters, as bits.
    all: u32,
    /// By value ordinal: the filters that it passes. Empty without filters.
    passed: Vec<u32>,
    /// By filter: the ordinals of its attribute.
    attributes: Vec<Range<usize>>,
    /// Documents that a filter on machines lets pass, with the filter's bit.
    machines: Vec<(u32, Vec<u32>)>,
}

impl SegmentTests {
    fn new(
        snapshot: &Snapshot,
        fields: &Fields,
        candidates: &Candidates,
        conditions: &Conditions,
    ) -> Result<SegmentTests, EngineError> {
        let values = &candidates.segment.facts.values;
        let mut tests = SegmentTests { all: 0, passed: Vec::new(), attributes: Vec::new(), machines: Vec::new() };
        for (place, (of, filters)) in conditions.by_attribute.iter().enumerate() {
            let bit = 1 << place;
            tests.all |= bit;
            let Some(of) = of else {
                for filter in filters {
                    tests.machines.push((bit, machines(snapshot, fields, candidates, filter)?));
                }
                tests.attributes.push(0..0);
                continue;
            };
            tests.attributes.push(candidates.segment.facts.attribute(&facet::attribute_prefix(of)));
            tests.passed.resize(values.len(), 0);
            for range in filters.iter().flat_map(|filter| facet::ordinals(filter, values)) {
                tests.passed[range].iter_mut().for_each(|passed| *passed |= bit);
            }
        }
        Ok(tests)
    }

    /// The filters that a document fails, as bits.
    fn failed(&self, segment: &Segment, document: u32) -> u32 {
        if self.all == 0 {
            return 0;
        }
        let mut passed = 0;
        if !self.passed.is_empty() {
            let ordinals = segment.facts.ordinals(document);
            passed = ordinals.iter().fold(0, |passed, ordinal| passed | self.passed[count(*ordinal)]);
        }
        for (bit, documents) in &self.machines {
            if documents.binary_search(&document).is_ok() {
                passed |= bit;
            }
        }
        self.all & !passed
    }
}

/// The segment's documents that fit the machine of a filter.
fn machines(snapshot: &Snapshot, fields: &Fields, candidates: &Candidates, filter: &Filter) -> Result<Vec<u32>, EngineError> {
    let Filter::CompatibleWith(machine) = filter else { return Ok(Vec::new()) };
    let mut terms = Vec::new();
    for lexeme in lex(shortened(machine)) {
        let word = match lexeme.kind {
            LexemeKind::Word(word) | LexemeKind::Number(word) | LexemeKind::Compound { whole: word, .. } => word,
            LexemeKind::Measure { number, unit } => fold(&format!("{number}{}", unit.sign)),
        };
        match snapshot.find(fields.machines, &word)? {
            Some(found) => terms.push(found),
            None => return Ok(Vec::new()),
        }
    }
    having_all(candidates.segment, &terms)
}

/// Adds a segment's counts to the snapshot's.
fn add_counts(counts: &mut [u32], segment: &Segment, counted: &[u32]) {
    match &segment.value_ordinals {
        None => counts.iter_mut().zip(counted).for_each(|(count, more)| *count += more),
        Some(ordinals) => ordinals.iter().zip(counted).for_each(|(ordinal, more)| counts[count(*ordinal)] += more),
    }
}

/// A hit's place in the order: better is less.
#[derive(PartialEq)]
struct Ranked {
    score: f32,
    product: ProductId,
    segment: usize,
    document: usize,
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Ranked) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Ranked) -> Ordering {
        other.score.total_cmp(&self.score).then_with(|| self.product.cmp(&other.product))
    }
}

fn by_score(candidates: &[Candidates], found: &[Vec<u32>], places: Range<usize>) -> Vec<Hit> {
    let mut best: BinaryHeap<Ranked> = BinaryHeap::new();
    for (segment, documents) in found.iter().enumerate() {
        for document in documents.iter().map(|document| count(*document)) {
            let score = candidates[segment].score(document);
            let product = candidates[segment].segment.facts.products[document];
            let ranked = Ranked { score, product, segment, document };
            if best.len() < places.end {
                best.push(ranked);
            } else if let Some(mut worst) = best.peek_mut().filter(|worst| ranked < **worst) {
                *worst = ranked;
            }
        }
    }
    let ordered = best.into_sorted_vec();
    ordered.iter().skip(places.start).map(|ranked| candidates[ranked.segment].hit(ranked.document)).collect()
}

fn by_column(candidates: &[Candidates], found: &[Vec<u32>], name: &str, places: Range<usize>) -> Result<Vec<Hit>, EngineError> {
    let mut firsts: Vec<(String, ProductId, usize, usize)> = Vec::new();
    for (place, documents) in found.iter().enumerate() {
        let segment = candidates[place].segment;
        let Some(column) = segment.reader.fast_fields().str(name)? else { continue };
        let mut heap = BinaryHeap::new();
        for document in documents {
            let key = (column.ords().first(*document), segment.facts.products[count(*document)], *document);
            heap.push(key);
            if heap.len() > places.end {
                heap.pop();
            }
        }
        for (ordinal, product, document) in heap {
            let mut key = String::new();
            if let Some(ordinal) = ordinal {
                column.ord_to_str(ordinal, &mut key)?;
            }
            firsts.push((key, product, place, count(document)));
        }
    }
    firsts.sort_unstable();
    let page = firsts.iter().take(places.end).skip(places.start);
    Ok(page.map(|(_, _, segment, document)| candidates[*segment].hit(*document)).collect())
}

fn facets(snapshot: &Snapshot, counts: &[u32], request: FacetRequest, conditions: &Conditions) -> Vec<Facet> {
    let mut counted: Vec<(bool, u64, FacetOf, Range<usize>)> = Vec::new();
    for places in &snapshot.attributes {
        let (mut total, mut distinct) = (0, 0u32);
        for count in counts[places.clone()].iter().filter(|count| **count > 0) {
            total += u64::from(*count);
            distinct += 1;
        }
        if distinct == 0 {
            continue;
        }
        let Some((of, _)) = facet::read(snapshot.values.get(places.start)) else { continue };
        let always = !matches!(of, FacetOf::Attribute(_)) || conditions.has(&of);
        // One value that all hits share does not help to choose.
        if distinct > 1 || always {
            counted.push((always, total, of, places.clone()));
        }
    }
    counted.sort_by_key(|(always, total, ..)| Reverse((*always, *total)));
    let always = counted.iter().filter(|(always, ..)| *always).count();
    counted.truncate(always + request.attributes);
    let shown = |(_, _, of, places): (bool, u64, FacetOf, Range<usize>)| {
        let chosen = conditions.chosen(&of);
        facet((snapshot, counts), places, of, request.values, &chosen)
    };
    counted.into_iter().map(shown).collect()
}

/// The values of an attribute that most hits have, and those that are filtered by: a choice that cannot be seen could not be
/// taken back.
fn facet(
    (snapshot, counts): (&Snapshot, &[u32]),
    places: Range<usize>,
    of: FacetOf,
    most: usize,
    chosen: &[FacetValue],
) -> Facet {
    let mut values: Vec<FacetCount> = Vec::new();
    let mut nonzero: Vec<usize> = places.filter(|place| counts[*place] > 0).collect();
    let distinct = nonzero.len();
    let number = |place: Option<&usize>| match facet::read(snapshot.values.get(*place?)) {
        Some((_, FacetValue::Attribute(Value::Number(number)))) => Some(number),
        _ => None,
    };
    let range = number(nonzero.first()).zip(number(nonzero.last()));
    nonzero.sort_by_key(|place| Reverse(counts[*place]));
    // A tree of categories is read level by level, so that none of it may be cut.
    let kept = if of == FacetOf::Category { nonzero.len() } else { most.min(nonzero.len()) };
    let rest = nonzero.split_off(kept);
    nonzero.extend(
        rest.into_iter()
            .filter(|place| facet::read(snapshot.values.get(*place)).is_some_and(|(_, value)| chosen.contains(&value))),
    );
    if range.is_some() {
        nonzero.sort_unstable();
    }
    for place in nonzero {
        if let Some((_, value)) = facet::read(snapshot.values.get(place)) {
            values.push(FacetCount { value, count: counts[place] });
        }
    }
    Facet { of, values, distinct, range }
}
