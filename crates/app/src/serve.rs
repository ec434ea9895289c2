//! Serving: load, listen, follow, work, and stop without losing what is under way.

use std::time::Duration;

use anyhow::{Context, Result};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::connections::{HEADERS_WITHIN, accept};
use crate::follower::follow;
use crate::house::House;
use crate::router;
use crate::worker::work;

/// How long requests under way may take to finish after a signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Listens on the settings' address; port 0 takes a free one.
pub async fn listen(address: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("{address} cannot be listened on; is something else running there?"))
}

/// Serves until a signal says stop.
pub async fn serve(house: House, listener: TcpListener, metrics: PrometheusHandle, with_worker: bool) -> Result<()> {
    let stop = CancellationToken::new();
    tokio::spawn(wait_for_signal(stop.clone()));
    let upkeep = metrics.clone();
    let served = router::serve(&house, metrics);
    let position = house.load().await?;
    let follower = tokio::spawn(follow(house.clone(), position, stop.clone()));
    let worker = with_worker.then(|| tokio::spawn(work(house.clone(), stop.clone())));
    let keeper = tokio::spawn(keep(house.clone(), upkeep, stop.clone()));
    tracing::info!(address = %listener.local_addr()?, "serving");
    for warning in house.settings.warnings() {
        tracing::warn!("{warning}");
    }
    let server = accept(listener, served.router, HEADERS_WITHIN, stop.clone());
    let limit = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = server => {}
        () = limit => tracing::warn!("requests still under way were given up"),
    }
    stop.cancel();
    for task in [Some(follower), worker, Some(keeper)].into_iter().flatten() {
        task.await.context("a task of this process panicked")?;
    }
    house.ground.store.close().await?;
    tracing::info!("stopped");
    Ok(())
}

/// Runs jobs and reactions only.
pub async fn run_worker(house: House) -> Result<()> {
    let stop = CancellationToken::new();
    tokio::spawn(wait_for_signal(stop.clone()));
    let position = house.load().await?;
    let follower = tokio::spawn(follow(house.clone(), position, stop.clone()));
    work(house.clone(), stop).await;
    follower.await.context("the follower panicked")?;
    house.ground.store.close().await?;
    Ok(())
}

/// What must be done now and then: metrics, expired sessions and links.
async fn keep(house: House, metrics: PrometheusHandle, stop: CancellationToken) {
    let mut turns: u64 = 0;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(15)) => {}
        }
        turns += 1;
        metrics.run_upkeep();
        match store::job_counts(house.ground.store.reader()).await {
            Ok(counts) => {
                for (state, count) in counts {
                    metrics::gauge!("jobs", "state" => state).set(i32::try_from(count).map_or(f64::MAX, f64::from));
                }
            }
            Err(error) => tracing::warn!(%error, "jobs could not be counted"),
        }
        if turns.is_multiple_of(40) {
            if let Err(error) = accounts::sweep(&house.ground.store).await {
                tracing::warn!(%error, "expired sessions could not be swept");
            }
            if let Err(error) = notifications::sweep(&house.ground.store).await {
                tracing::warn!(%error, "letters with expired links could not be emptied");
            }
        }
    }
}

async fn wait_for_signal(stop: CancellationToken) {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "the terminate signal cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        _ = interrupt => {}
        () = terminate => {}
    }
    tracing::info!("stopping: requests under way are finished first");
    stop.cancel();
}
