//! What must always hold of the house as a whole, and the story through its front doors, on every engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod announced;
mod authorization;
mod coins;
mod connections;
mod contract;
mod creating;
mod groups;
mod house;
mod house_rules;
mod importing;
mod leafing;
mod news;
mod office;
mod printing;
mod slipping_by;
mod story;
mod told;
mod uploads;
mod worker;
