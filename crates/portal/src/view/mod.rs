//! From the rooms' words to the pages' parts: pure translation, nothing is decided here.

pub mod account;
pub mod cart;
pub mod csv;
pub mod day;
pub mod order;
pub mod price;
pub mod product;
pub mod stock;
