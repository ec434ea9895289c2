//! The seller's side: everything the seller's people do. Composes the rooms like the customer's pages do; every change goes
//! through a room's act, which audits it.
//!
//! `view/` holds the pages as data with their samples (no room is known there); the files beside it are the handlers, one
//! for each kind of object. Begin with [`view::order`] and `orders.rs`, the clerk's daily page.

mod account;
mod account_cart;
mod account_groups;
mod account_parts;
mod accounts;
mod approvals;
mod attributes;
mod audit;
mod clients;
mod common;
mod find;
mod home;
mod imports;
mod links;
mod names;
mod operations;
mod order;
mod orders;
mod people;
mod price_entries;
mod price_list;
mod price_lists;
mod price_rules;
mod product;
mod product_attributes;
mod product_edit;
mod product_files;
mod product_relations;
mod products;
mod settings;
mod simulator;
mod stock;
mod taxonomy;
mod vat_rates;
pub mod view;
mod warehouses;

use web::Doors;

pub use imports::ImportRoom;

use crate::frame::Portal;

/// The office's routes.
pub(crate) fn doors() -> Doors<Portal> {
    Doors::new()
        .merge(home::doors())
        .merge(find::doors())
        .merge(orders::doors())
        .merge(order::doors())
        .merge(approvals::doors())
        .merge(accounts::doors())
        .merge(account::doors())
        .merge(account_cart::doors())
        .merge(account_groups::doors())
        .merge(account_parts::doors())
        .merge(people::doors())
        .merge(clients::doors())
        .merge(products::doors())
        .merge(product::doors())
        .merge(product_edit::doors())
        .merge(product_attributes::doors())
        .merge(product_relations::doors())
        .merge(product_files::doors())
        .merge(imports::doors())
        .merge(taxonomy::doors())
        .merge(attributes::doors())
        .merge(price_lists::doors())
        .merge(price_list::doors())
        .merge(price_entries::doors())
        .merge(price_rules::doors())
        .merge(simulator::doors())
        .merge(vat_rates::doors())
        .merge(stock::doors())
        .merge(warehouses::doors())
        .merge(operations::doors())
        .merge(audit::doors())
        .merge(settings::doors())
}

pub(crate) use stock::Stocked;
/// Every page of the office with its samples.
pub use view::samples_of_all as samples;
