//! Import of foreign files: reading rows of many formats, mapping them to fields by a mapping file, writing them in
//! batches, listing what was bad.
//!
//! [`rows`], [`mapping`] and [`run`] know nothing of products: prices, stock, accounts and orders use them with writers of
//! their own. [`products`] writes products, categories and relations. Begin reading with [`run::run`].

mod error;
pub mod mapping;
pub mod products;
mod rejects;
pub mod rows;
pub mod run;

pub use error::ImportError;
pub use mapping::{Mapping, Record, Target};
pub use rejects::reject_path;
pub use run::{Most, Outcome, Plan, Progress, Rejected, run, run_saying};

#[cfg(test)]
mod tests;
