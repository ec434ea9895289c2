//! Chance without chance: numbers that look random and are a function of a text alone, so that the same catalogue comes
//! out on every machine and does not depend on how many articles are generated.

/// A number spread evenly over all 64 bits (FNV-1a, then the finishing steps of SplitMix64).
pub(crate) fn of(text: &str, purpose: &str) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in purpose.bytes().chain([0]).chain(text.bytes()) {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// A number from `low` to `high`, both included.
pub(crate) fn between(text: &str, purpose: &str, low: i64, high: i64) -> i64 {
    let span = u64::try_from(high - low + 1).unwrap_or(1);
    low + i64::try_from(of(text, purpose) % span).unwrap_or(0)
}

/// Whether a thing with so many chances in a hundred happens to this text.
pub(crate) fn happens(text: &str, purpose: &str, percent: u64) -> bool {
    of(text, purpose) % 100 < percent
}
