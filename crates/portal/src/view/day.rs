//! Days where the seller is.

use kernel::{Date, Timestamp};

/// The first moment of a day in a time zone; none where there is no such zone.
pub fn begins(day: Date, zone: &str) -> Option<Timestamp> {
    let zoned = day.in_tz(zone).ok()?;
    Some(Timestamp::from_micros(zoned.timestamp().as_microsecond()))
}
