//! Writes the demo into a store, through the rooms' own front doors: tenant, people, customers, catalogue, prices, stock
//! and what was ordered before.
//!
//! Begin with [`seed`]. Nothing here decides anything: what is written comes from [`crate::company`] and
//! [`crate::catalogue`].

mod articles;
mod carts;
mod error;
mod history;
mod people;
mod pictures;
mod prices;
mod rooms;
mod stock;

#[cfg(test)]
mod tests;

pub use error::SeedError;

use kernel::{Ctx, ProductId, Role, TenantId};
use serde::Serialize;
use store::{Blobs, Store};

use crate::catalogue::{Catalogue, default_size};

/// How much is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// The usual catalogue of a few thousand articles.
    Usual,
    /// So many articles.
    Articles(usize),
    /// People, accounts and clients, but no catalogue.
    Empty,
}

/// Who can log in, and which machines may call.
#[derive(Debug, Clone, Serialize)]
pub struct Seeded {
    pub tenant: TenantId,
    pub users: Vec<SeededUser>,
    pub clients: Vec<SeededClient>,
}

/// Someone who can log in.
#[derive(Debug, Clone, Serialize)]
pub struct SeededUser {
    pub email: String,
    pub password: String,
    pub role: Role,
    /// Number of the customer's account; none for the seller's people.
    pub account: Option<String>,
}

/// A machine that may call the API.
#[derive(Debug, Clone, Serialize)]
pub struct SeededClient {
    pub client_id: String,
    pub client_secret: String,
    /// Number of the customer's account; none for the seller's own.
    pub account: Option<String>,
    /// Separated by spaces.
    pub scopes: String,
}

/// A product as the seed's later steps need it: where it is in the catalogue's order decides what it is part of.
pub(crate) struct Written {
    pub id: ProductId,
    pub sku: String,
}

/// Makes the demo's tenant and everything in it. The store must be migrated and hold no tenant of that name.
pub async fn seed(store: &Store, blobs: &Blobs, size: Size) -> Result<Seeded, SeedError> {
    let now = store.clock().now();
    let ctx = Ctx::system(TenantId::new(now), now);
    let seeded = people::write(store, &ctx).await?;
    tracing::info!(people = seeded.users.len(), "people and accounts are written");
    let lists = prices::open_lists(store, &ctx).await?;
    let warehouses = stock::open_warehouses(store, &ctx).await?;
    let skus = match size {
        Size::Usual => default_size(),
        Size::Articles(skus) => skus,
        Size::Empty => 0,
    };
    if skus == 0 {
        return Ok(seeded);
    }
    let catalogue = Catalogue::new(skus)?;
    let written = articles::write(store, &ctx, &catalogue).await?;
    tracing::info!(articles = written.len(), "the articles are written");
    pictures::write(store, blobs, &ctx, &catalogue).await?;
    tracing::info!("the drawings are kept");
    prices::write(store, &ctx, &lists, (&catalogue, &written)).await?;
    tracing::info!("the price lists are filled");
    stock::write(store, &ctx, &warehouses, (&catalogue, &written)).await?;
    tracing::info!("the warehouses are filled");
    let rooms = rooms::Rooms::open(store, ctx.tenant).await?;
    let plenty = history::write(store, &ctx, &rooms, (&catalogue, &written)).await?;
    carts::write(store, &ctx, &rooms, &plenty).await?;
    tracing::info!("past and present orders are written");
    Ok(seeded)
}
