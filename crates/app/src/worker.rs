//! The worker: turns facts into their consequences, and runs the jobs that result. Any number of workers may run.

use std::time::Duration;

use anyhow::{Result, bail};
use store::{Job, LEASE_SECONDS, claim_jobs, complete_jobs, fail_job};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::house::House;
use crate::{job_registry, reactor};

const POLL: Duration = Duration::from_millis(500);
/// In a burst of facts, those that come meanwhile are reacted to together.
const REST: Duration = Duration::from_millis(50);
const AFTER_A_FAILURE: Duration = Duration::from_secs(1);
/// Jobs that are taken together also run together, so that none waits for another while its lease runs out.
const JOBS_AT_ONCE: u32 = 16;
/// A run is given up while its lease still has time for the note that says so.
const LONGEST_RUN: Duration = Duration::from_secs(LEASE_SECONDS.unsigned_abs() * 3 / 4);

/// Works until told to stop; what is under way is finished first. Facts and jobs go side by side: a mail server that keeps
/// letters waiting keeps no inbox waiting.
pub async fn work(house: House, stop: CancellationToken) {
    let consequences = Notify::new();
    tokio::join!(react_on(&house, &stop, &consequences), run_on(&house, &stop, &consequences));
}

/// One turn: some facts, then some jobs. Returns how much was done.
pub async fn turn(house: &House) -> Result<usize> {
    let reacted = reactor::react(house).await?;
    Ok(reacted + run_jobs(house).await?)
}

async fn react_on(house: &House, stop: &CancellationToken, consequences: &Notify) {
    let mut announced = house.ground.store.announcements();
    while !stop.is_cancelled() {
        let reacted = outcome(reactor::react(house).await).await;
        if reacted > 0 {
            consequences.notify_one();
            if reacted < reactor::FACTS_A_TURN {
                tokio::time::sleep(REST).await;
            }
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => {}
            _ = announced.changed() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

async fn run_on(house: &House, stop: &CancellationToken, consequences: &Notify) {
    while !stop.is_cancelled() {
        if outcome(run_jobs(house).await).await > 0 {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = consequences.notified() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

/// How much was done; after a failure nothing, and a pause.
async fn outcome(done: Result<usize>) -> usize {
    match done {
        Ok(done) => done,
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), "the worker failed; it tries again");
            tokio::time::sleep(AFTER_A_FAILURE).await;
            0
        }
    }
}

async fn run_jobs(house: &House) -> Result<usize> {
    let store = &house.ground.store;
    let jobs = claim_jobs(store, house.ground.clock.now(), JOBS_AT_ONCE).await?;
    // All end before a failure to note one is looked at: none is cut off in the middle.
    let runs = futures::future::join_all(jobs.iter().map(|job| within_the_lease(house, job))).await;
    let done: Vec<&Job> = jobs.iter().zip(&runs).filter(|(_, run)| run.is_ok()).map(|(job, _)| job).collect();
    let ours = complete_jobs(store, &done).await?;
    done.iter().filter(|job| !ours.contains(&job.id)).for_each(|job| outlived(job));
    for (job, run) in jobs.iter().zip(&runs) {
        if let Err(error) = run {
            failed(house, job, error).await?;
        }
    }
    Ok(jobs.len())
}

async fn failed(house: &House, job: &Job, error: &anyhow::Error) -> Result<()> {
    let text = format!("{error:#}");
    tracing::warn!(
        kind = job.kind,
        attempts = job.attempts,
        error = text,
        correlation_id = job.correlation,
        "a job failed; it comes back"
    );
    if !fail_job(&house.ground.store, job, house.ground.clock.now(), &text).await? {
        outlived(job);
    }
    Ok(())
}

fn outlived(job: &Job) {
    tracing::warn!(kind = job.kind, correlation_id = job.correlation, "a job outlived its lease; another run has the say");
}

async fn within_the_lease(house: &House, job: &Job) -> Result<()> {
    let ctx = job.ctx(house.ground.clock.now());
    match tokio::time::timeout(LONGEST_RUN, job_registry::run(house, &ctx, job)).await {
        Ok(outcome) => outcome,
        Err(_) => bail!("no end after {} seconds", LONGEST_RUN.as_secs()),
    }
}
