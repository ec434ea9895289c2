//! The search engine: an inverted index on tantivy with a ranking, a code matcher and facets of its own.
//!
//! Pure by rule: no database, no network, no clock. It is a cache of the catalogue that can always be rebuilt: whoever
//! feeds it commits a *watermark* with each batch, so that a process that starts knows up to which event its index is.
//!
//! Why not tantivy's own query tree: its BM25 constants are fixed, and the two largest gains that were measured (a short
//! saturation of repeated words, and a penalty for documents that lack a word of the query) do not fit into it. So the
//! engine reads tantivy's posting lists itself and scores them in [`board`]; tantivy keeps what it is best at: term
//! dictionaries, posting lists, columns, segments, merges and durable commits.
//!
//! The way of a query: [`lexer`] cuts the line into words, numbers, measures and codes; [`plan`] looks up what each may
//! mean (text in either language, a code, a measure, a machine) and loosens what is unknown; [`board`] scores the
//! documents of each segment; [`select`] applies filters, counts facets and keeps the page.

mod analysis;
mod board;
mod code;
mod dictionary;
mod document;
mod error;
mod facet;
mod index;
mod lexer;
mod plan;
mod plan_codes;
mod query;
mod schema;
mod select;
mod snapshot;
mod spelling;
mod suggest;
mod term_list;
mod units;
mod writer;

pub use analysis::fold;
pub use document::{Attribute, Document, LocalText, Value};
pub use error::EngineError;
pub use index::Index;
pub use query::{
    Facet, FacetCount, FacetOf, FacetRequest, FacetValue, Filter, Hit, Hits, Matched, Query, Restriction, Sort, SuggestRequest,
    Suggestions,
};
pub use writer::Writer;

#[cfg(test)]
mod tests;
