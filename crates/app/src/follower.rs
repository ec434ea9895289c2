//! The follower: keeps this process's read models equal to the database by reading the feed, at once after a commit of this
//! process and every quarter of a second for those of others.

use std::time::Duration;

use anyhow::Result;
use store::{FeedFilter, Position, horizon, read_feed};
use tokio_util::sync::CancellationToken;

use crate::house::House;

const POLL: Duration = Duration::from_millis(250);
const BATCH: usize = 500;
/// In a burst of commits, what came meanwhile is read together: a look at the feed costs PostgreSQL's writers a moment each.
const REST: Duration = Duration::from_millis(25);

/// Follows the feed from a position until told to stop. A failure is logged and tried again: a process that cannot follow
/// keeps answering from what it knows, and the lag shows in its metrics.
pub async fn follow(house: House, from: Position, stop: CancellationToken) {
    let mut announced = house.ground.store.announcements();
    let mut position = from;
    loop {
        match catch_up(&house, position).await {
            Ok(reached) => position = reached,
            Err(error) => {
                tracing::error!(error = %format!("{error:#}"), "the follower failed; it tries again");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
        tokio::time::sleep(REST).await;
        tokio::select! {
            () = stop.cancelled() => return,
            _ = announced.changed() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

/// Applies all facts after a position; returns how far it came.
pub async fn catch_up(house: &House, from: Position) -> Result<Position> {
    let store = &house.ground.store;
    let newest = horizon(store).await?;
    let mut position = from;
    while position < newest {
        let rows = read_feed(store.reader(), &FeedFilter::default(), position, newest, BATCH).await?;
        let Some(last) = rows.last() else { break };
        let reached = last.position;
        house.apply(&rows).await?;
        position = reached;
        house.followed_to(position);
    }
    house.followed_to(newest.max(position));
    Ok(newest.max(position))
}
