//! What is over goes: sessions, tokens, failed attempts. A job calls it now and then.

use kernel::{Ctx, TenantId};
use store::{Store, StoreError};

use crate::{client, session};

/// Removes expired sessions and tokens and forgotten failures of every tenant. Returns how many rows went.
pub async fn sweep(store: &Store) -> Result<u64, StoreError> {
    let now = store.clock().now();
    let mut tx = store.begin(&Ctx::system(TenantId::from_uuid(uuid::Uuid::nil()), now)).await?;
    let mut gone = session::repo::sweep(tx.conn(), now).await?;
    gone += session::repo::sweep_attempts(tx.conn(), now).await?;
    gone += client::repo::sweep(tx.conn(), now).await?;
    tx.needs_no_audit();
    tx.commit().await?;
    Ok(gone)
}
