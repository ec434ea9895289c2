//! The ground under every room: one database handle for SQLite and PostgreSQL, transactions that carry facts, audit
//! entries and jobs with them, the migrations runner, the feed of facts, the job queue, idempotency keys and blobs.
//!
//! Owns the tables `outbox`, `feed_cursors`, `audit_entries`, `jobs` and `idempotency_keys`; never knows what a room's
//! rows mean. Begin reading with [`Store`] and [`Tx`].

mod audit;
mod blobs;
mod check;
mod error;
mod feed;
mod fill;
mod handle;
mod idempotency;
mod jobs;
mod outbox;
mod packed;
mod schema;
mod slices;
mod sql;
mod tx;

pub use audit::{AuditEntry, AuditFilter, AuditRow, differences, list_audit};
pub use blobs::{BlobId, Blobs};
pub use check::check;
pub use error::StoreError;
pub use feed::{FeedFilter, FeedRow, Position, advance_cursor, cursor, horizon, read_feed};
pub use fill::fill_search_texts;
pub use handle::{Backend, Store, StoreSettings};
pub use idempotency::{Remembered, body_digest, recall, remember};
pub use jobs::{
    Job, JobState, LEASE_SECONDS, NewJob, claim_jobs, complete_job, complete_jobs, fail_job, failed_kinds, job_counts,
    jobs_in_hand, list_jobs, retry_job, retry_jobs,
};
pub use outbox::fact_count;
pub use packed::{Cell, Packed, unpacked_rows};
pub use schema::{Change, Migration, index, migrations, unique};
pub use slices::Slices;
pub use sql::Sql;
pub use tx::Tx;

#[cfg(test)]
mod tests;
