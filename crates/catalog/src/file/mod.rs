//! Files that belong to products: drawings, data sheets, certificates, CAD models, manuals, images.

mod model;
pub(crate) mod repo;
pub(crate) mod schema;

pub use model::{FileKind, FileLocation, ProductFile, ProductFileDraft, ProductFileId};
