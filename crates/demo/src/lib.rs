//! The demo: an invented distributor of industrial spare parts, its customers and a catalogue made from public standards.
//!
//! [`catalogue`] generates the articles, [`drawings`] their technical silhouettes, [`company`] says who buys what at which
//! price: all three are pure. [`seed()`] writes them into a store through the rooms' front doors.

pub mod catalogue;
pub mod company;
pub mod drawings;
mod seed;

pub use seed::{SeedError, Seeded, SeededClient, SeededUser, Size, seed};
