//! Requests that wait for a decision.

pub(crate) mod api;
pub(crate) mod became;
pub(crate) mod decide;
pub(crate) mod model;
pub(crate) mod open;
pub(crate) mod repo;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod service;
pub(crate) mod withdraw;

#[cfg(test)]
mod tests;
