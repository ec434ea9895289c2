//! The seller's side: everything the seller's people do. Composes the rooms like the customer's pages do; every change goes
//! through a room's act, which audits it.
//!
//! `view/` holds the pages as data with their samples (no room is known there); the files beside it are the handlers, one
//! for each kind of object. Begin with [`view::order`] and `orders.rs`, the clerk's daily page.

pub mod view;

use web::Doors;

use crate::frame::Portal;

/// The office's routes.
pub(crate) fn doors() -> Doors<Portal> {
    Doors::new()
}

/// Every page of the office with its samples.
pub use view::samples_of_all as samples;
