//! A sorted list of byte strings in one allocation.

use std::ops::Range;

/// Terms in ascending order; a term's place is its ordinal.
#[derive(Debug, Default)]
pub(super) struct TermList {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl TermList {
    /// Adds a term that sorts after all before it.
    pub(super) fn push(&mut self, term: &[u8]) {
        self.bytes.extend_from_slice(term);
        self.ends.push(self.bytes.len());
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The term at a place; empty beyond the end.
    pub(super) fn get(&self, place: usize) -> &[u8] {
        let start = if place == 0 { 0 } else { self.ends.get(place - 1).copied().unwrap_or(self.bytes.len()) };
        let end = self.ends.get(place).copied().unwrap_or(self.bytes.len());
        &self.bytes[start..end]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|place| self.get(place))
    }

    /// The first place whose term is not before `term`.
    pub(super) fn lower_bound(&self, term: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle) < term {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The places of terms from `from` to `to`, both included.
    pub(super) fn between(&self, from: &[u8], to: &[u8]) -> Range<usize> {
        let start = self.lower_bound(from);
        let mut end = self.lower_bound(to);
        if end < self.len() && self.get(end) == to {
            end += 1;
        }
        start..end.max(start)
    }

    /// The places of terms that begin with `prefix`.
    pub(super) fn with_prefix(&self, prefix: &[u8]) -> Range<usize> {
        let start = self.lower_bound(prefix);
        let mut after = prefix.to_vec();
        while let Some(last) = after.pop() {
            if last < u8::MAX {
                after.push(last + 1);
                return start..self.lower_bound(&after);
            }
        }
        start..self.len()
    }
}
