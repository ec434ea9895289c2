//! Account groups: customers with terms in common. A price list is assigned to a group; an account is in one at most.

pub(crate) mod api;
pub(crate) mod close;
pub(crate) mod create;
pub(crate) mod members;
pub(crate) mod model;
pub(crate) mod rename;
pub(crate) mod repo;
pub(crate) mod service;

#[cfg(test)]
mod tests;
