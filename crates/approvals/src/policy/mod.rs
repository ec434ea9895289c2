//! Policies: from which amount somebody else decides, and who, in which order.

pub(crate) mod api;
pub(crate) mod model;
pub(crate) mod repo;
pub(crate) mod schema;
pub(crate) mod service;

#[cfg(test)]
mod tests;
