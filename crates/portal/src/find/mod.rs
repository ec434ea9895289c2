//! Finding: the catalogue by category, the search with its filters, the data sheet.

pub mod results;
pub mod sheet;
