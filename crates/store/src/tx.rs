//! A change in progress: rows, facts, audit entries and jobs that stand or fall together.

use std::sync::Arc;

use kernel::{Ctx, Fact};
use sea_orm::DatabaseTransaction;
use tokio::sync::watch;

use crate::{AuditEntry, Backend, NewJob, StoreError};

/// A transaction on behalf of a caller. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx {
    transaction: DatabaseTransaction,
    ctx: Ctx,
    backend: Backend,
    facts: Vec<Fact>,
    entries: Vec<AuditEntry>,
    jobs: Vec<NewJob>,
    needs_no_audit: bool,
    announced: Arc<watch::Sender<u64>>,
}

impl Tx {
    pub(crate) fn new(transaction: DatabaseTransaction, ctx: Ctx, backend: Backend, announced: Arc<watch::Sender<u64>>) -> Tx {
        Tx { transaction, ctx, backend, facts: Vec::new(), entries: Vec::new(), jobs: Vec::new(), needs_no_audit: false, announced }
    }

    /// What repositories run their statements on.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// On whose behalf this change is made.
    pub fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// Tells the other rooms; they learn of it only if this commits.
    pub fn announce(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// Says in the audit trail what is being done. At least one entry is needed to commit.
    pub fn audit(&mut self, entry: AuditEntry) {
        self.entries.push(entry);
    }

    /// Asks for work to be done after the commit.
    pub fn enqueue(&mut self, job: NewJob) {
        self.jobs.push(job);
    }

    /// Declares a technical write (a session's last use, a cursor) that no auditor asks for.
    pub fn needs_no_audit(&mut self) {
        self.needs_no_audit = true;
    }

    /// Makes everything durable, or nothing. Fails with [`StoreError::Unaudited`] when no audit entry was made.
    pub async fn commit(self) -> Result<(), StoreError> {
        let Tx { transaction, ctx, backend, facts, entries, jobs, needs_no_audit, announced } = self;
        if entries.is_empty() && !needs_no_audit {
            return Err(StoreError::Unaudited);
        }
        crate::audit::write(&transaction, &ctx, entries).await?;
        crate::jobs::write(&transaction, &ctx, jobs).await?;
        let announces = !facts.is_empty();
        crate::outbox::write(&transaction, backend, &ctx, facts).await?;
        transaction.commit().await?;
        if announces {
            announced.send_modify(|count| *count += 1);
        }
        Ok(())
    }
}
