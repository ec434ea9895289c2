//! The worker: turns facts into their consequences, and runs the jobs that result. Any number of workers may run.

use std::time::Duration;

use anyhow::Result;
use kernel::{CorrelationId, Ctx, TenantId};
use store::{FeedFilter, Job, Position, advance_cursor, claim_jobs, complete_job, cursor, fail_job, horizon, read_feed};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::house::House;
use crate::{job_registry, reactions};

const POLL: Duration = Duration::from_millis(500);
const CONSUMER: &str = "reactions";
const FACTS_A_TURN: usize = 50;
const JOBS_A_TURN: u32 = 20;

/// Works until told to stop; what is under way is finished first.
pub async fn work(house: House, stop: CancellationToken) {
    let mut announced = house.ground.store.announcements();
    loop {
        let busy = match turn(&house).await {
            Ok(done) => done > 0,
            Err(error) => {
                tracing::error!(error = %format!("{error:#}"), "the worker failed; it tries again");
                tokio::time::sleep(Duration::from_secs(1)).await;
                false
            }
        };
        if stop.is_cancelled() {
            return;
        }
        if !busy {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = announced.changed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
}

/// One turn: some facts, then some jobs. Returns how much was done.
pub async fn turn(house: &House) -> Result<usize> {
    let reacted = react(house).await?;
    let now = house.ground.clock.now();
    let jobs = claim_jobs(&house.ground.store, now, JOBS_A_TURN).await?;
    let done = jobs.len();
    for job in jobs {
        run(house, &job).await?;
    }
    Ok(reacted + done)
}

/// Reacts to the next facts: all their consequences and the cursor in one transaction, so that each fact is reacted to
/// exactly once and a burst of orders costs one commit, not one each.
async fn react(house: &House) -> Result<usize> {
    let store = &house.ground.store;
    let newest = horizon(store).await?;
    if newest <= house.reacted_to() {
        return Ok(0);
    }
    let now = house.ground.clock.now();
    let mut tx = store.begin(&Ctx::system(TenantId::from_uuid(Uuid::nil()), now)).await?;
    tx.needs_no_audit();
    let from: Position = cursor(&tx, CONSUMER).await?;
    let rows = read_feed(tx.conn(), &FeedFilter::default(), from, newest, FACTS_A_TURN).await?;
    let reached = rows.last().map_or(newest, |row| row.position);
    for row in rows.iter().filter(|row| reactions::concerns(&row.kind)) {
        let mut ctx = Ctx::system(row.tenant, now);
        if let Some(correlation) = CorrelationId::parse(&row.correlation) {
            ctx.correlation = correlation;
        }
        tx.switch(&ctx).await?;
        reactions::react(house, &ctx, &mut tx, row).await?;
    }
    advance_cursor(&tx, CONSUMER, reached).await?;
    tx.commit().await?;
    house.note_reacted(reached);
    Ok(rows.len())
}

async fn run(house: &House, job: &Job) -> Result<()> {
    let now = house.ground.clock.now();
    let ctx = job.ctx(now);
    match job_registry::run(house, &ctx, job).await {
        Ok(()) => complete_job(&house.ground.store, job.id).await?,
        Err(error) => {
            let text = format!("{error:#}");
            tracing::warn!(
                kind = job.kind,
                attempts = job.attempts,
                error = text,
                correlation_id = job.correlation,
                "a job failed; it comes back"
            );
            fail_job(&house.ground.store, job, now, &text).await?;
        }
    }
    Ok(())
}
