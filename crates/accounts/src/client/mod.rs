//! API clients: machines with scopes, and people's tokens for scripts.

pub(crate) mod api;
pub(crate) mod create;
pub(crate) mod model;
pub(crate) mod oauth;
pub(crate) mod personal;
pub(crate) mod repo;
pub(crate) mod revoke;
pub(crate) mod schema;
pub(crate) mod service;
pub(crate) mod token;

#[cfg(test)]
mod tests;
