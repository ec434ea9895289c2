//! Routes of the catalogue.

use kernel::Action;
use web::{Doors, Needs};

use super::{results_routes, sheet_routes};
use crate::frame::Portal;

pub(crate) fn doors() -> Doors<Portal> {
    let reads = Needs::May(Action::CatalogRead);
    Doors::new()
        .page(reads, "GET", "/catalogue", axum::routing::get(results_routes::catalogue))
        .page(reads, "GET", "/suggest", axum::routing::get(results_routes::suggest))
        .page(reads, "GET", "/products/{sku}", axum::routing::get(sheet_routes::sheet))
        .page(reads, "GET", "/products/{sku}/files/{blob}", axum::routing::get(sheet_routes::file))
}
