//! How long sessions last, and how failed attempts lock an address.

use kernel::Timestamp;

/// A session ends this long after its last use.
pub const IDLE_SECONDS: i64 = 12 * 3600;
/// A session ends this long after it began, however much it is used.
pub const ABSOLUTE_SECONDS: i64 = 7 * 24 * 3600;
/// A session's last use is noted at most this often: it need not be exact, and each note is a write.
pub const NOTE_EVERY_SECONDS: i64 = 5 * 60;

/// Failures that are forgiven.
const FREE_FAILURES: u32 = 5;
/// The first lock-out; each further failure doubles it.
const FIRST_LOCK_SECONDS: i64 = 30;
const LONGEST_LOCK_SECONDS: i64 = 3600;
/// Failures older than this are forgotten.
pub(crate) const FORGET_SECONDS: i64 = 24 * 3600;

/// What is known of the failed attempts at one address, whether or not somebody has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    pub failures: u32,
    pub last_failure: Timestamp,
    pub locked_until: Timestamp,
}

impl Attempts {
    /// Nothing has failed yet.
    pub const fn none() -> Attempts {
        let long_ago = Timestamp::from_micros(0);
        Attempts { failures: 0, last_failure: long_ago, locked_until: long_ago }
    }

    /// Seconds until the next attempt is let through; `None` when it is now.
    pub fn locked_for(&self, now: Timestamp) -> Option<i64> {
        let micros = self.locked_until.micros().saturating_sub(now.micros());
        // Rounded up: "0 s" would invite an attempt that is refused.
        (micros > 0).then(|| (micros.saturating_add(999_999)) / 1_000_000)
    }

    /// One more failure: from the fifth on the address is locked for 30 s, then 60 s, 120 s … at most an hour.
    pub fn failed(&self, now: Timestamp) -> Attempts {
        let forgotten = now.seconds_since(self.last_failure) > FORGET_SECONDS;
        let failures = if forgotten { 1 } else { self.failures.saturating_add(1) };
        let locked_until = match failures.checked_sub(FREE_FAILURES) {
            None => now,
            Some(doublings) => now.plus_seconds(lock_seconds(doublings)),
        };
        Attempts { failures, last_failure: now, locked_until }
    }
}

fn lock_seconds(doublings: u32) -> i64 {
    let factor = 1_i64.checked_shl(doublings.min(20)).unwrap_or(i64::MAX);
    FIRST_LOCK_SECONDS.saturating_mul(factor).min(LONGEST_LOCK_SECONDS)
}

/// The moment at which a session is over, as things stand.
pub(crate) fn ends_at(last_seen: Timestamp, expires_at: Timestamp) -> Timestamp {
    last_seen.plus_seconds(IDLE_SECONDS).min(expires_at)
}
