//! What the rooms' tests stand on: fresh databases of both kinds, a clock that is moved by hand.
//!
//! A test that touches the database runs once per store of [`stores`]:
//!
//! ```ignore
//! for test in testkit::stores(accounts::migrations).await {
//!     let ctx = test.ctx();
//!     let mut tx = test.store.begin(&ctx).await.unwrap();
//!     …
//! }
//! ```
//!
//! PostgreSQL takes part when `FONDACO_TEST_POSTGRES_URL` names a server on which databases may be created.

#![expect(clippy::expect_used, reason = "a test without its database cannot go on, and says why")]

mod stores;

pub use stores::{POSTGRES_VARIABLE, START, TestStore, stores};
