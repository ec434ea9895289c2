//! Tenants: the sellers, each with a house of its own on the same platform.

pub(crate) mod model;
pub(crate) mod repo;
pub(crate) mod schema;
pub(crate) mod service;

#[cfg(test)]
mod tests;
