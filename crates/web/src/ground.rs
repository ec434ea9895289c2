//! What every room's handlers stand on.

use kernel::{Clock, Ctx};
use store::{Store, Tx};

use crate::Answer;

/// The database and the clock. Cheap to clone.
#[derive(Clone)]
pub struct Ground {
    pub store: Store,
    pub clock: Clock,
}

impl Ground {
    pub fn new(store: Store) -> Ground {
        let clock = store.clock().clone();
        Ground { store, clock }
    }

    /// Begins a change on behalf of the caller: `let mut tx = ground.begin(&ctx).await?; …; tx.commit().await?;`
    pub async fn begin(&self, ctx: &Ctx) -> Answer<Tx> {
        Ok(self.store.begin(ctx).await?)
    }
}
