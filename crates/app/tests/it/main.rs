//! What must always hold of the house as a whole, and the story through its front doors, on every engine.

mod authorization;
mod contract;
mod house;
mod house_rules;
mod story;
