//! The model as tables, and the acts through the front door on both databases.

mod approval_path;
mod carts;
mod direct_orders;
mod http;
mod model;
mod quick_orders;
mod shut_out;
mod submitting;
mod world;
