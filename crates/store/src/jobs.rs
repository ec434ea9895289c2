//! The job queue: work that follows a commit, done at least once by any worker, repeated with back-off until it succeeds.

use std::collections::HashSet;

use kernel::{CorrelationId, Ctx, JobId, Page, PageRequest, TenantId, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use uuid::Uuid;

use crate::{Backend, Sql, Store, StoreError};

/// A worker that dies holds its jobs back for this long. A run must end sooner, or a second worker begins the same job.
pub const LEASE_SECONDS: i64 = 120;
/// After so many failures a job waits for a person: the waits between them add up to half a day, so that a mail server may
/// be away for a night.
const MOST_ATTEMPTS: i32 = 24;
/// The longest wait between two attempts.
const LONGEST_WAIT_SECONDS: i64 = 3600;

/// Work to be done.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Which job: `notifications.mail`.
    pub kind: &'static str,
    pub payload: serde_json::Value,
    /// Not before this moment; `None` is at once.
    pub run_at: Option<Timestamp>,
    /// At most one job with this key ever exists: what repeated facts must not repeat.
    pub unique_key: Option<String>,
}

impl NewJob {
    pub fn new(kind: &'static str, payload: serde_json::Value) -> NewJob {
        NewJob { kind, payload, run_at: None, unique_key: None }
    }

    pub fn once(mut self, key: impl Into<String>) -> NewJob {
        self.unique_key = Some(key.into());
        self
    }

    pub fn at(mut self, moment: Timestamp) -> NewJob {
        self.run_at = Some(moment);
        self
    }
}

/// A job's life: waiting → done, or waiting → … → failed (then a person looks).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    Waiting,
    Done,
    Failed,
}

impl JobState {
    pub const ALL: [JobState; 3] = [JobState::Waiting, JobState::Done, JobState::Failed];

    pub const fn code(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Done => "done",
            JobState::Failed => "failed",
        }
    }

    fn parse(code: &str) -> Option<JobState> {
        JobState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A job as it stands.
#[derive(Debug, Clone)]
pub struct Job {
    pub id: JobId,
    pub tenant: TenantId,
    pub kind: String,
    pub payload: serde_json::Value,
    pub state: JobState,
    pub run_at: Timestamp,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub correlation: String,
    pub created_at: Timestamp,
}

impl Job {
    /// The context in which the job runs: Fondaco itself, under the correlation id of what caused it.
    pub fn ctx(&self, now: Timestamp) -> Ctx {
        let mut ctx = Ctx::system(self.tenant, now);
        if let Some(correlation) = CorrelationId::parse(&self.correlation) {
            ctx.correlation = correlation;
        }
        ctx
    }
}

/// The statements that write jobs.
pub(crate) fn written(conn: &impl ConnectionTrait, ctx: &Ctx, jobs: &[NewJob]) -> Vec<Sql> {
    let row = |job: &NewJob| -> [Value; 11] {
        [
            JobId::new(ctx.now).uuid().into(),
            ctx.tenant.uuid().into(),
            job.kind.into(),
            job.payload.to_string().into(),
            JobState::Waiting.code().into(),
            job.run_at.unwrap_or(ctx.now).micros().into(),
            0_i64.into(),
            0_i32.into(),
            ctx.correlation.as_str().into(),
            ctx.now.micros().into(),
            job.unique_key.clone().into(),
        ]
    };
    let into = "INSERT INTO jobs (id, tenant_id, kind, payload, state, run_at, locked_until, attempts, correlation_id, created_at, \
         unique_key) VALUES ";
    let insert = |chunk: &[NewJob]| Sql::new(conn, into).rows(chunk.iter().map(row)).text(" ON CONFLICT (unique_key) DO NOTHING");
    jobs.chunks(500).map(insert).collect()
}

/// Takes up to `limit` due jobs for this worker. A job not completed within the lease comes back.
pub async fn claim_jobs(store: &Store, now: Timestamp, limit: u32) -> Result<Vec<Job>, StoreError> {
    let due = "SELECT 1 FROM jobs WHERE state = 'waiting' AND run_at <= $1 AND locked_until <= $1 LIMIT 1";
    let look = Statement::from_sql_and_values(store.driver(), due, [now.micros().into()]);
    // A look through the read pool spares SQLite's one writer when there is nothing to do.
    if store.reader().query_one_raw(look).await?.is_none() {
        return Ok(Vec::new());
    }
    let skip = if store.backend() == Backend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "UPDATE jobs SET locked_until = $2, attempts = attempts + 1 WHERE id IN (SELECT id FROM jobs WHERE state = 'waiting' AND run_at <= $1 \
         AND locked_until <= $1 ORDER BY run_at, id LIMIT {limit}{skip}) RETURNING *"
    );
    let lease = now.plus_seconds(LEASE_SECONDS).micros();
    let statement = Statement::from_sql_and_values(store.driver(), sql, [now.micros().into(), lease.into()]);
    let rows = store.writer().query_all_raw(statement).await?;
    let mut jobs = rows.iter().map(read).collect::<Result<Vec<Job>, StoreError>>()?;
    jobs.sort_by_key(|job| (job.run_at, job.id));
    Ok(jobs)
}

/// Notes that a job is done. Answers whether it still was this run's: after the lease another worker may have begun it, and
/// then that run has the say.
pub async fn complete_job(store: &Store, job: &Job) -> Result<bool, StoreError> {
    let sql = "UPDATE jobs SET state = 'done', last_error = NULL WHERE id = $1 AND state = 'waiting' AND attempts = $2";
    let values: [Value; 2] = [job.id.uuid().into(), job.attempts.into()];
    let done = store.writer().execute_raw(Statement::from_sql_and_values(store.driver(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that several jobs are done, in one statement. Answers those that still were these runs': see [`complete_job`].
pub async fn complete_jobs(store: &Store, jobs: &[&Job]) -> Result<HashSet<JobId>, StoreError> {
    if jobs.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = Sql::new(store.writer(), "UPDATE jobs SET state = 'done', last_error = NULL WHERE state = 'waiting' AND (");
    for (nth, job) in jobs.iter().enumerate() {
        sql = sql.text(if nth > 0 { " OR (id = " } else { "(id = " }).value(job.id.uuid());
        sql = sql.text(" AND attempts = ").value(job.attempts).text(")");
    }
    let rows = store.writer().query_all_raw(sql.text(") RETURNING id").statement()).await?;
    rows.iter().map(|row| Ok(JobId::from_uuid(row.try_get_by_index(0)?))).collect()
}

/// Notes a failure: the job comes back after 2, 4, 8 … seconds (at most an hour), and after 24 failures, half a day later,
/// waits for a person. Answers whether the job still was this run's, as [`complete_job`] does.
pub async fn fail_job(store: &Store, job: &Job, now: Timestamp, error: &str) -> Result<bool, StoreError> {
    let state = if job.attempts >= MOST_ATTEMPTS { JobState::Failed } else { JobState::Waiting };
    let sql = "UPDATE jobs SET state = $3, run_at = $4, locked_until = 0, last_error = $5 \
         WHERE id = $1 AND state = 'waiting' AND attempts = $2";
    let error: String = error.chars().take(2000).collect();
    let again = now.plus_seconds(wait_seconds(job.attempts));
    let values: [Value; 5] =
        [job.id.uuid().into(), job.attempts.into(), state.code().into(), again.micros().into(), error.into()];
    let done = store.writer().execute_raw(Statement::from_sql_and_values(store.driver(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// How long a job waits after so many failures.
fn wait_seconds(attempts: i32) -> i64 {
    let doublings = u32::try_from(attempts.max(1)).unwrap_or(1);
    2_i64.checked_pow(doublings).unwrap_or(LONGEST_WAIT_SECONDS).min(LONGEST_WAIT_SECONDS)
}

/// Puts a failed job back to work at once. Returns whether there was one.
pub async fn retry_job(conn: &impl ConnectionTrait, ctx: &Ctx, job: JobId) -> Result<bool, StoreError> {
    let sql = "UPDATE jobs SET state = 'waiting', run_at = $3, locked_until = 0, attempts = 0 WHERE id = $1 AND tenant_id = $2 AND state = 'failed'";
    let values: [Value; 3] = [job.uuid().into(), ctx.tenant.uuid().into(), ctx.now.micros().into()];
    let done = conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Puts every failed job of a kind back to work at once, for when what they all waited for is there again. Returns how many.
pub async fn retry_jobs(conn: &impl ConnectionTrait, ctx: &Ctx, kind: &str) -> Result<u64, StoreError> {
    let sql = "UPDATE jobs SET state = 'waiting', run_at = $3, locked_until = 0, attempts = 0 WHERE tenant_id = $1 AND kind = $2 AND state = 'failed'";
    let values: [Value; 3] = [ctx.tenant.uuid().into(), kind.into(), ctx.now.micros().into()];
    let done = conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected())
}

/// A tenant's jobs, newest first.
pub async fn list_jobs(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    state: Option<JobState>,
    page: &PageRequest,
) -> Result<Page<Job>, StoreError> {
    let mut values: Vec<Value> = vec![tenant.uuid().into()];
    let mut sql = "SELECT * FROM jobs WHERE tenant_id = $1".to_owned();
    if let Some(state) = state {
        values.push(state.code().into());
        sql.push_str(&format!(" AND state = ${}", values.len()));
    }
    if let Some(after) = page.after.as_deref().and_then(|after| Uuid::try_parse(after).ok()) {
        values.push(after.into());
        sql.push_str(&format!(" AND id < ${}", values.len()));
    }
    sql.push_str(&format!(" ORDER BY id DESC LIMIT {}", page.limit() + 1));
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let jobs = rows.iter().map(read).collect::<Result<Vec<Job>, StoreError>>()?;
    Ok(Page::from_one_more(jobs, page, |job| job.id.to_string()))
}

/// Those of these unique keys whose job still waits, or waits for a person: for comparing with what the jobs are to do.
pub async fn jobs_in_hand(conn: &impl ConnectionTrait, keys: &[String]) -> Result<HashSet<String>, StoreError> {
    let mut found = HashSet::new();
    for chunk in keys.chunks(5000) {
        let sql = Sql::new(conn, "SELECT unique_key FROM jobs WHERE state <> 'done' AND unique_key IN (")
            .list(chunk.iter().map(|key| key.as_str().into()))
            .text(")");
        for row in conn.query_all_raw(sql.statement()).await? {
            found.insert(row.try_get("", "unique_key")?);
        }
    }
    Ok(found)
}

/// How many jobs wait and how many failed, over all tenants: for metrics.
pub async fn job_counts(conn: &impl ConnectionTrait) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "SELECT state, COUNT(*) AS n FROM jobs WHERE state <> 'done' GROUP BY state";
    let rows = conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "state")?, row.try_get("", "n")?))).collect()
}

/// The kinds of which a tenant's jobs have failed, with how many, those with most first.
pub async fn failed_kinds(conn: &impl ConnectionTrait, tenant: TenantId) -> Result<Vec<(String, i64)>, StoreError> {
    let sql =
        "SELECT kind, COUNT(*) AS n FROM jobs WHERE state = 'failed' AND tenant_id = $1 GROUP BY kind ORDER BY n DESC, kind";
    let rows =
        conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, [tenant.uuid().into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "kind")?, row.try_get("", "n")?))).collect()
}

fn read(row: &QueryResult) -> Result<Job, StoreError> {
    let state: String = row.try_get("", "state")?;
    let payload: String = row.try_get("", "payload")?;
    Ok(Job {
        id: JobId::from_uuid(row.try_get("", "id")?),
        tenant: TenantId::from_uuid(row.try_get("", "tenant_id")?),
        kind: row.try_get("", "kind")?,
        payload: serde_json::from_str(&payload).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        state: JobState::parse(&state).ok_or(StoreError::Corrupt(state))?,
        run_at: Timestamp::from_micros(row.try_get("", "run_at")?),
        attempts: row.try_get("", "attempts")?,
        last_error: row.try_get("", "last_error")?,
        correlation: row.try_get("", "correlation_id")?,
        created_at: Timestamp::from_micros(row.try_get("", "created_at")?),
    })
}
