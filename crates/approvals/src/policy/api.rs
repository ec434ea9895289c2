//! Routes.

use web::Doors;

use crate::ApprovalsState;

pub(crate) fn doors() -> Doors<ApprovalsState> {
    Doors::new()
}
