//! Follows the feed for [`crate::reactions`]: each fact is reacted to exactly once, and one that cannot be holds back no other.

use anyhow::{Context, Result};
use kernel::{CorrelationId, Ctx, TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use store::{FeedFilter, FeedRow, Job, NewJob, Position, Tx, advance_cursor, cursor, horizon, read_feed};
use uuid::Uuid;

use crate::house::House;
use crate::reactions;

/// Under which name the feed remembers how far the reactions have come.
pub const CONSUMER: &str = "reactions";
/// The kind of the job that reacts to a fact which failed beside the others.
pub const FACT_JOB: &str = "app.react";

/// How many facts a turn takes at most; with fewer there are no more for now.
pub const FACTS_A_TURN: usize = 50;

/// What the job must know, and what tells a person who looks at it.
#[derive(Serialize, Deserialize)]
struct Parked {
    position: Position,
    kind: String,
    subject: String,
}

/// Reacts to the next facts; returns how many. When one of them fails, they are taken one by one, and the one at fault
/// becomes a job: it comes back like any other, and the office sees it.
pub async fn react(house: &House) -> Result<usize> {
    let newest = horizon(&house.ground.store).await?;
    if newest <= house.reacted_to() {
        return Ok(0);
    }
    match react_to(house, newest, FACTS_A_TURN).await {
        Ok(reacted) => Ok(reacted),
        Err(error) => {
            tracing::warn!(error = %format!("{error:#}"), "facts failed together; they are taken one by one");
            react_singly(house, newest).await
        }
    }
}

/// Reacts to the fact that a job of kind [`FACT_JOB`] names.
pub async fn react_again(house: &House, ctx: &Ctx, job: &Job) -> Result<()> {
    let parked: Parked = serde_json::from_value(job.payload.clone()).context("the job names no fact")?;
    let store = &house.ground.store;
    let own = FeedFilter { tenant: Some(ctx.tenant), ..FeedFilter::default() };
    let rows = read_feed(store.reader(), &own, parked.position.saturating_sub(1), parked.position, 1).await?;
    let row = rows.first().with_context(|| format!("there is no fact at position {}", parked.position))?;
    let mut tx = store.begin(ctx).await?;
    tx.needs_no_audit();
    reactions::react(house, ctx, &mut tx, row).await?;
    tx.commit().await?;
    Ok(())
}

async fn react_singly(house: &House, newest: Position) -> Result<usize> {
    let mut done = 0;
    while done < FACTS_A_TURN {
        let reacted = match react_to(house, newest, 1).await {
            Ok(reacted) => reacted,
            Err(error) => park(house, newest, &error).await?,
        };
        if reacted == 0 {
            break;
        }
        done += reacted;
    }
    Ok(done)
}

/// All consequences of up to `limit` facts and the cursor in one transaction, so that each fact is reacted to exactly once
/// and a burst of orders costs one commit, not one each.
async fn react_to(house: &House, newest: Position, limit: usize) -> Result<usize> {
    let now = house.ground.clock.now();
    let (mut tx, rows) = next(house, newest, limit).await?;
    for row in rows.iter().filter(|row| reactions::concerns(&row.kind)) {
        let ctx = ctx_of(row, now);
        tx.switch(&ctx).await?;
        reactions::react(house, &ctx, &mut tx, row).await?;
    }
    done(house, tx, newest, &rows).await
}

/// Puts the next fact aside as a job. Should another worker have reacted to it meanwhile, the one after it is put aside:
/// that only delays it.
async fn park(house: &House, newest: Position, error: &anyhow::Error) -> Result<usize> {
    let now = house.ground.clock.now();
    let (mut tx, rows) = next(house, newest, 1).await?;
    if let Some(row) = rows.first() {
        tracing::error!(position = row.position, kind = row.kind, error = %format!("{error:#}"), "a fact is put aside as a job");
        tx.switch(&ctx_of(row, now)).await?;
        let parked = Parked { position: row.position, kind: row.kind.clone(), subject: row.subject.clone() };
        tx.enqueue(NewJob::new(FACT_JOB, serde_json::to_value(parked)?).once(format!("{FACT_JOB}:{}", row.id)));
    }
    done(house, tx, newest, &rows).await
}

/// The next facts after the cursor, which stays locked against other workers until the transaction ends.
async fn next(house: &House, newest: Position, limit: usize) -> Result<(Tx, Vec<FeedRow>)> {
    let nobody = Ctx::system(TenantId::from_uuid(Uuid::nil()), house.ground.clock.now());
    let mut tx = house.ground.store.begin(&nobody).await?;
    tx.needs_no_audit();
    let from = cursor(&tx, CONSUMER).await?;
    let rows = read_feed(tx.conn(), &FeedFilter::default(), from, newest, limit).await?;
    Ok((tx, rows))
}

/// Notes how far this went. With nothing read the cursor stays: another worker may be beyond what this one took for newest.
async fn done(house: &House, tx: Tx, newest: Position, rows: &[FeedRow]) -> Result<usize> {
    let reached = rows.last().map(|row| row.position);
    if let Some(reached) = reached {
        advance_cursor(&tx, CONSUMER, reached).await?;
    }
    tx.commit().await?;
    house.note_reacted(reached.unwrap_or(newest));
    Ok(rows.len())
}

fn ctx_of(row: &FeedRow, now: Timestamp) -> Ctx {
    let mut ctx = Ctx::system(row.tenant, now);
    if let Some(correlation) = CorrelationId::parse(&row.correlation) {
        ctx.correlation = correlation;
    }
    ctx
}
