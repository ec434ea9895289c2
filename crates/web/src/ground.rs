//! What every room's handlers stand on.

use kernel::{Clock, Ctx};
use store::{Store, Tx};

use crate::{Answer, Problem};

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

    /// Runs one act in its own transaction and commits it. An act that lost a race against another transaction is run
    /// again, at most twice more: PostgreSQL breaks deadlocks by refusing one side, which may then go ahead.
    pub async fn change<T>(&self, ctx: &Ctx, mut act: impl AsyncFnMut(&mut Tx) -> Result<T, Problem>) -> Answer<T> {
        let mut left = 2;
        loop {
            let outcome = self.attempt(ctx, &mut act).await;
            match outcome {
                Err(problem) if problem.code() == "store.contended" && left > 0 => left -= 1,
                other => return other,
            }
        }
    }

    async fn attempt<T>(&self, ctx: &Ctx, act: &mut impl AsyncFnMut(&mut Tx) -> Result<T, Problem>) -> Answer<T> {
        let mut tx = self.store.begin(ctx).await?;
        let value = act(&mut tx).await?;
        tx.commit().await?;
        Ok(value)
    }
}
