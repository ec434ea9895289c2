//! The demo: an invented distributor of industrial spare parts, its customers and a catalogue made from public standards.
//!
//! [`catalogue`] generates the articles, [`drawings`] their technical silhouettes.
//! Nothing here touches a database.

pub mod catalogue;
pub mod drawings;
