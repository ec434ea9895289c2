//! Routes.

mod products;
mod shapes;
mod sheet;
mod sheet_shapes;
mod signals;
mod suggest;

use kernel::Action;
use utoipa_axum::routes;
use web::{Doors, Needs};

use crate::SearchState;

pub(crate) fn doors() -> Doors<SearchState> {
    Doors::new()
        .api(Needs::May(Action::CatalogRead), routes!(products::list_products))
        .api(Needs::May(Action::CatalogRead), routes!(sheet::get_product))
        .api(Needs::May(Action::CatalogRead), routes!(suggest::get_suggestions))
        .api(Needs::May(Action::CatalogRead), routes!(signals::post_signal))
}
