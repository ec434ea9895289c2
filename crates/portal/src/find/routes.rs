//! Routes of the catalogue.

use axum::routing::{get, post};
use kernel::Action;
use web::{Doors, Needs};

use super::{results_routes, sheet_routes};
use crate::frame::Portal;

pub(crate) fn doors() -> Doors<Portal> {
    let reads = Needs::May(Action::CatalogRead);
    Doors::new()
        .page(reads, "GET", "/catalogue", get(results_routes::catalogue))
        .page(reads, "GET", "/catalogue.csv", get(results_routes::export))
        .page(reads, "GET", "/suggest", get(results_routes::suggest))
        .page(reads, "GET", "/products/{sku}", get(sheet_routes::sheet))
        .page(reads, "GET", "/products/{sku}/files/{blob}", get(sheet_routes::file))
        .page(Needs::May(Action::AccountManage), "POST", "/products/{sku}/customer-code", post(sheet_routes::name_it))
}
