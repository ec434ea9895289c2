//! The demo: an invented distributor of industrial spare parts, its customers and a catalogue made from public standards.
//!
//! [`catalogue`] generates the articles, [`drawings`] their technical silhouettes, [`company`] says who buys what at which
//! price. All three are pure.

pub mod catalogue;
pub mod company;
pub mod drawings;
