//! Order numbers.

use store::Store;

/// Gives order numbers; one per process, cheap to clone.
#[derive(Clone)]
pub struct Numbers {
    #[allow(dead_code)]
    store: Store,
}

impl Numbers {
    pub fn new(store: Store) -> Numbers {
        Numbers { store }
    }
}
