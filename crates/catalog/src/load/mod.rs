//! Bulk writers: what imports and the demo use. Each call is one transaction that creates what is new, changes what
//! differs and leaves alone what is the same, so that any batch can be written again without doubles.
//!
//! Keep batches near 1,000: SQLite has one writer, and orders wait while a batch is written.

mod customer_skus;
pub(crate) mod files;
pub(crate) mod products;
mod relations;
pub(crate) mod taxonomy;

use kernel::ProductId;

pub use customer_skus::write_customer_skus;
pub use files::write_files;
pub use products::write_products;
pub use relations::{replace_relations, write_relations};
pub use taxonomy::{write_attributes, write_categories, write_families};

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    pub created: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// What was not written, by place in the batch.
    pub refused: Vec<Refusal>,
    /// The products written, in the order of the batch; for relations, files and customer part numbers, whose they are.
    pub products: Vec<ProductId>,
}

/// Why one draft of a batch was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Place in the batch, from 0.
    pub index: usize,
    /// For people, in English, with the field named.
    pub reason: String,
}

impl Report {
    fn refuse(&mut self, index: usize, reason: impl Into<String>) {
        self.refused.push(Refusal { index, reason: reason.into() });
    }
}
