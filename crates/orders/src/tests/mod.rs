//! The model as tables, and the acts through the front door on both databases.

mod acts;
mod history;
mod model;
mod places;
mod world;
