//! Changes that may be in each other's way: tried a few times, then handed back to the caller with the word to repeat.
//!
//! PostgreSQL breaks a circle of waiting transactions by refusing one side, and a conditional write that came second asks
//! to be done again; on either engine nothing is left of the attempt, so that it may simply be made anew.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;
use kernel::Ctx;
use rand::Rng;
use serde::Serialize;
use store::Tx;

use crate::{Answer, Ground, Keyed, Problem};

/// How often a change is tried.
const ATTEMPTS: u32 = 4;

/// The first pause in milliseconds; each further one is twice as long, and each is cut somewhere in its second half, so
/// that two that met do not meet again.
const FIRST_PAUSE: u64 = 10;

/// What [`store::StoreError::Contended`] is called outside.
const CONTENDED: &str = "store.contended";

impl Ground {
    /// Makes a change on behalf of the caller and commits it. `act` begins with a fresh transaction at each attempt and
    /// gives it back together with what it did:
    ///
    /// `ground.change(ctx, |mut tx| async move { let order = confirm(ctx, &mut tx, …).await?; Ok((tx, order)) })`
    pub async fn change<Done, Fault, Act, Doing>(&self, ctx: &Ctx, act: Act) -> Answer<Done>
    where
        Problem: From<Fault>,
        Act: Fn(Tx) -> Doing,
        Doing: Future<Output = Result<(Tx, Done), Fault>>,
    {
        let act = &act;
        repeated(|| async move {
            let (tx, done) = act(self.begin(ctx).await?).await?;
            tx.commit().await?;
            Ok(done)
        })
        .await
    }
}

impl<T> Keyed<T> {
    /// Makes a keyed change, or gives the answer that it had before; see [`Ground::change`]. `act` also says the status and
    /// the body, which are kept under the key in the transaction that made the change.
    pub async fn change<Body, Fault, Act, Doing>(&self, ground: &Ground, ctx: &Ctx, act: Act) -> Answer<Response>
    where
        Body: Serialize,
        Problem: From<Fault>,
        Act: Fn(Tx) -> Doing,
        Doing: Future<Output = Result<(Tx, (StatusCode, Body)), Fault>>,
    {
        self.prepared_change(ground, ctx, || std::future::ready(Ok(())), |tx, ()| act(tx)).await
    }

    /// Makes a keyed change of what `prepare` found out before: it reads what is committed, while others change things,
    /// and so keeps nobody waiting. Each attempt prepares anew.
    pub async fn prepared_change<Body, Fault, Found, Prepare, Preparing, Act, Doing>(
        &self,
        ground: &Ground,
        ctx: &Ctx,
        prepare: Prepare,
        act: Act,
    ) -> Answer<Response>
    where
        Body: Serialize,
        Problem: From<Fault>,
        Prepare: Fn() -> Preparing,
        Preparing: Future<Output = Result<Found, Fault>>,
        Act: Fn(Tx, Found) -> Doing,
        Doing: Future<Output = Result<(Tx, (StatusCode, Body)), Fault>>,
    {
        let (prepare, act) = (&prepare, &act);
        repeated(|| async move {
            if let Some(response) = self.replay(ground, ctx).await? {
                return Ok(response);
            }
            let found = match prepare().await {
                Ok(found) => found,
                Err(fault) => return self.refuse(ground, ctx, fault.into()).await,
            };
            match act(ground.begin(ctx).await?, found).await {
                Ok((tx, (status, body))) => self.finish(ground, tx, status, &body).await,
                Err(fault) => self.refuse(ground, ctx, fault.into()).await,
            }
        })
        .await
    }
}

/// Tries until something else than contention comes of it, but not more often than [`ATTEMPTS`].
async fn repeated<Done, Trying>(attempt: impl Fn() -> Trying) -> Answer<Done>
where
    Trying: Future<Output = Answer<Done>>,
{
    for nth in 1..ATTEMPTS {
        match attempt().await {
            Err(problem) if problem.code() == CONTENDED => pause(nth).await,
            answer => return answer,
        }
    }
    attempt().await.map_err(|problem| if problem.code() == CONTENDED { problem.with_retry_after(1) } else { problem })
}

async fn pause(nth: u32) {
    let most = FIRST_PAUSE << (nth - 1);
    let milliseconds = rand::rng().random_range(most / 2..=most);
    tracing::debug!(nth, milliseconds, "another change was in the way");
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use kernel::ErrorKind;
    use store::StoreError;

    use super::*;

    /// Contends so many times, then succeeds.
    async fn after(contended: u32) -> (Answer<u32>, u32) {
        let tried = AtomicU32::new(0);
        let tried = &tried;
        let answer = repeated(|| async move {
            let nth = tried.fetch_add(1, Ordering::SeqCst);
            if nth < contended { Err(Problem::from(StoreError::Contended)) } else { Ok(nth) }
        });
        (answer.await, tried.load(Ordering::SeqCst))
    }

    #[tokio::test]
    async fn what_was_in_the_way_is_tried_again_and_not_for_ever() {
        for (contended, tried) in [(0, 1), (1, 2), (3, 4), (4, 4), (100, 4)] {
            let (answer, times) = after(contended).await;
            assert_eq!(times, tried, "{contended}");
            match answer {
                Ok(nth) => assert_eq!(nth, contended),
                Err(problem) => {
                    assert!(contended >= ATTEMPTS);
                    assert_eq!((problem.kind(), problem.code()), (ErrorKind::Conflict, "store.contended"));
                    let response = problem.json_response("c");
                    assert_eq!(response.headers()["retry-after"], "1");
                    assert!(problem.detail().contains("repeat"), "{}", problem.detail());
                }
            }
        }
    }

    #[tokio::test]
    async fn other_failures_are_final() {
        let tried = AtomicU32::new(0);
        let tried = &tried;
        let answer: Answer<()> = repeated(|| async move {
            tried.fetch_add(1, Ordering::SeqCst);
            Err(Problem::not_found())
        })
        .await;
        assert_eq!((answer.unwrap_err().code(), tried.load(Ordering::SeqCst)), ("access.not_found", 1));
    }
}
