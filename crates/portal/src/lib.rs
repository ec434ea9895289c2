//! The portal: pages by journey. Composes the rooms, decides nothing.
//!
//! `find/`, `buy/`, `approve/`, `track/` and `account/` are the customer's, `backoffice/` the seller's. Each page is a struct
//! with its data, a template of the same name and samples; `part/` holds what pages share. Begin with [`sources`] and a page
//! such as [`find::sheet::SheetPage`].

pub mod account;
pub mod approve;
pub mod backoffice;
pub mod buy;
mod embed;
pub mod find;
mod frame;
pub mod part;
pub mod samples;
pub mod track;
mod view;

pub use backoffice::ImportRoom;
pub use embed::{all_samples, front_end, locales, sources, templates};
pub use frame::{FormData, Portal, PortalParts, Visit, local_path, with_cookie};

#[cfg(test)]
mod tests;
