//! Rate limits: one bucket per caller and class of route, so that a runaway script slows itself and nobody else.

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, QuantaClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

/// What kind of route is called: each has a quota of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RouteClass {
    /// Logins, tokens, invitations: guessing must be slow.
    Credentials,
    /// Calls that read.
    Read,
    /// Calls that change something.
    Write,
}

type Limiter = RateLimiter<u64, DashMapStateStore<u64>, QuantaClock, StateInformationMiddleware>;

/// The limits of one process. Per minute and caller; a caller may spend a minute's worth at once.
pub struct RateLimits {
    credentials: Limiter,
    read: Limiter,
    write: Limiter,
    per_minute: [NonZeroU32; 3],
    hasher: RandomState,
}

/// What a caller has left.
pub(crate) struct Allowance {
    pub limit: u32,
    pub remaining: u32,
    /// Seconds until the bucket is full again, or until the next call may come when refused.
    pub reset: u64,
    pub allowed: bool,
}

impl RateLimits {
    /// Calls per minute for credentials, reads and writes.
    pub fn new(credentials: NonZeroU32, read: NonZeroU32, write: NonZeroU32) -> RateLimits {
        let limiter = |per_minute| RateLimiter::dashmap(Quota::per_minute(per_minute)).with_middleware();
        RateLimits {
            credentials: limiter(credentials),
            read: limiter(read),
            write: limiter(write),
            per_minute: [credentials, read, write],
            hasher: RandomState::new(),
        }
    }

    pub(crate) fn ask(&self, class: RouteClass, caller: &str) -> Allowance {
        let (limiter, per_minute) = match class {
            RouteClass::Credentials => (&self.credentials, self.per_minute[0]),
            RouteClass::Read => (&self.read, self.per_minute[1]),
            RouteClass::Write => (&self.write, self.per_minute[2]),
        };
        let limit = per_minute.get();
        match limiter.check_key(&self.hasher.hash_one(caller)) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let spent = u64::from(limit.saturating_sub(remaining));
                Allowance { limit, remaining, reset: (spent * 60).div_ceil(u64::from(limit)), allowed: true }
            }
            Err(not_until) => {
                let wait: Duration = not_until.wait_time_from(QuantaClock::default().now());
                Allowance { limit, remaining: 0, reset: wait.as_secs().saturating_add(1), allowed: false }
            }
        }
    }

    /// Forgets callers that have not called for a while.
    pub fn forget_idle(&self) {
        for limiter in [&self.credentials, &self.read, &self.write] {
            limiter.retain_recent();
        }
    }
}
