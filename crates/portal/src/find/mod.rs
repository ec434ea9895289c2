//! Finding: the catalogue by category, the search with its filters, the data sheet.

mod columns;
mod export;
pub mod results;
mod results_routes;
pub(crate) mod routes;
pub mod sheet;
mod sheet_routes;

pub(crate) use sheet_routes::{Refused, refused_sheet};
