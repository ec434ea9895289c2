//! Routes.

use web::Doors;

use crate::AccountsState;

pub(crate) fn doors() -> Doors<AccountsState> {
    Doors::new()
}
