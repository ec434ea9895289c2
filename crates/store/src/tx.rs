//! A change in progress: rows, facts, audit entries and jobs that stand or fall together.

use std::sync::Arc;

use kernel::{Ctx, Fact};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::Value;
use tokio::sync::watch;

use crate::{AuditEntry, Backend, NewJob, Sql, StoreError};

/// What facts about the past carry in their data.
pub(crate) const HISTORY: &str = "history";

/// A transaction on behalf of a caller. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx {
    transaction: DatabaseTransaction,
    ctx: Ctx,
    backend: Backend,
    facts: Vec<Fact>,
    entries: Vec<AuditEntry>,
    jobs: Vec<NewJob>,
    later: Vec<Sql>,
    needs_no_audit: bool,
    announces: bool,
    is_history: bool,
    announced: Arc<watch::Sender<u64>>,
}

impl Tx {
    pub(crate) fn new(transaction: DatabaseTransaction, ctx: Ctx, backend: Backend, announced: Arc<watch::Sender<u64>>) -> Tx {
        Tx {
            transaction,
            ctx,
            backend,
            facts: Vec::new(),
            entries: Vec::new(),
            jobs: Vec::new(),
            later: Vec::new(),
            needs_no_audit: false,
            announces: false,
            is_history: false,
            announced,
        }
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

    /// A statement that nobody waits for: it runs with the commit, in one way to the database together with the audit
    /// entries, facts and jobs. Until then ([`Tx::settle`] hastens it) nothing sees what it writes, and what else runs at
    /// that moment never does. A constraint that refuses it fails the commit.
    pub fn later(&mut self, statement: Sql) {
        self.later.push(statement);
    }

    /// Runs what was put off ([`Tx::later`]), so that this transaction can read it.
    pub async fn settle(&mut self) -> Result<(), StoreError> {
        for statement in Sql::together(std::mem::take(&mut self.later)) {
            self.transaction.execute_raw(statement.statement()).await?;
        }
        Ok(())
    }

    /// Tells the other rooms; they learn of it only if this commits.
    pub fn announce(&mut self, mut fact: Fact) {
        if self.is_history
            && let Value::Object(data) = &mut fact.data
        {
            data.insert(HISTORY.to_owned(), Value::Bool(true));
        }
        self.facts.push(fact);
    }

    /// Declares that what this change tells from here on happened long since, however late it is written down. Its facts
    /// carry `"history": true` ([`crate::FeedRow::is_history`]): read models take them in, and nobody is written to.
    pub fn tells_history(&mut self) {
        self.is_history = true;
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

    /// Goes on in another context, with what was gathered so far written under the one before: a worker that makes the
    /// consequences of many facts durable at once acts in each fact's own tenant and under its own correlation id.
    pub async fn switch(&mut self, ctx: &Ctx) -> Result<(), StoreError> {
        self.flush().await?;
        self.ctx = ctx.clone();
        Ok(())
    }

    /// Makes everything durable, or nothing. Fails with [`StoreError::Unaudited`] when no audit entry was made.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        if self.entries.is_empty() && !self.needs_no_audit {
            return Err(StoreError::Unaudited);
        }
        self.flush().await?;
        self.transaction.commit().await?;
        if self.announces {
            self.announced.send_modify(|count| *count += 1);
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), StoreError> {
        let (entries, jobs, facts) =
            (std::mem::take(&mut self.entries), std::mem::take(&mut self.jobs), std::mem::take(&mut self.facts));
        self.needs_no_audit |= !entries.is_empty();
        self.announces |= !facts.is_empty();
        let (conn, mut parts) = (&self.transaction, std::mem::take(&mut self.later));
        parts.extend(crate::audit::written(conn, &self.ctx, &entries));
        parts.extend(crate::jobs::written(conn, &self.ctx, &jobs));
        let mut told = crate::outbox::written(conn, &self.ctx, &facts).into_iter();
        parts.extend(told.next());
        for statement in Sql::together(parts).into_iter().chain(told) {
            conn.execute_raw(statement.statement()).await?;
        }
        Ok(())
    }
}
