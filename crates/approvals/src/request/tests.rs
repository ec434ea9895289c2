//! The model on its own, and the room through its front door on both databases.

mod front;
mod model;
