//! Files that belong to products: drawings, data sheets, certificates, CAD models, manuals, images.

pub(crate) mod api;
mod media;
mod model;
pub(crate) mod repo;
pub(crate) mod schema;
pub mod service;

pub use media::{disposition, media_type};
pub use model::{FileKind, FileLocation, ProductFile, ProductFileDraft, ProductFileId};
