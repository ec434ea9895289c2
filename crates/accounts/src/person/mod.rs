//! People: the customers' and the seller's, what they are, and how they get in the first time.

pub(crate) mod accept_invitation;
pub(crate) mod api;
pub(crate) mod api_me;
pub(crate) mod body;
pub(crate) mod change;
pub(crate) mod invite;
pub(crate) mod link;
pub(crate) mod model;
pub(crate) mod profile;
pub(crate) mod repo;
pub(crate) mod reps;
pub(crate) mod reset_password;
pub(crate) mod schema;
pub(crate) mod service;

#[cfg(test)]
mod tests;
