//! Sessions of people in a browser: signing in and out, lock-out, acting for somebody.

pub(crate) mod act_for;
pub(crate) mod login;
pub(crate) mod model;
pub(crate) mod repo;
pub(crate) mod schema;

#[cfg(test)]
mod tests;
