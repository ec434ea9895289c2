//! The seller's side: everything the seller's people do. Composes the rooms like the customer's pages do; every change goes
//! through a room's act, which audits it.
//!
//! `view/` holds the pages as data with their samples (no room is known there); the files beside it are the handlers, one
//! for each kind of object. Begin with [`view::order`] and `orders.rs`, the clerk's daily page.

mod account;
mod account_parts;
mod accounts;
mod clients;
mod common;
mod csv;
mod find;
mod home;
mod links;
mod operations;
mod order;
mod orders;
mod people;
mod stock;
pub mod view;

use web::Doors;

use crate::frame::Portal;

/// The office's routes.
pub(crate) fn doors() -> Doors<Portal> {
    Doors::new()
        .merge(home::doors())
        .merge(find::doors())
        .merge(orders::doors())
        .merge(order::doors())
        .merge(accounts::doors())
        .merge(account::doors())
        .merge(account_parts::doors())
        .merge(people::doors())
        .merge(clients::doors())
        .merge(stock::doors())
        .merge(operations::doors())
}

/// Every page of the office with its samples.
pub use view::samples_of_all as samples;
