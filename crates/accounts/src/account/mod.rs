//! Accounts: the customers' companies in a tree, with their sites and cost centres.

pub(crate) mod api;
pub(crate) mod api_parts;
pub(crate) mod body;
pub(crate) mod cost_centre;
pub(crate) mod create;
pub(crate) mod model;
pub(crate) mod repo;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod service;
pub(crate) mod site;
pub(crate) mod update;

#[cfg(test)]
mod tests;
