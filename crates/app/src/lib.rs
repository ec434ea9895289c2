//! The binary: settings, wiring, serving, working, and the subcommands. Composes the rooms; owns no table and no rule.
//!
//! Begin reading with [`house`] (what a process is made of), [`reactions`] (when X happens, what else happens) and
//! [`router`] (what stands before every route).

pub mod cli;
pub mod commands;
pub mod connections;
mod developers;
pub mod follower;
pub mod house;
pub mod job_registry;
pub mod logging;
pub mod private;
pub mod reactions;
pub mod reactor;
pub mod router;
pub mod serve;
pub mod settings;
pub mod worker;
