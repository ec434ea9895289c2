//! Files that belong to products: drawings, data sheets, certificates, CAD models, manuals, images.

mod model;

pub use model::{FileKind, FileLocation, ProductFile, ProductFileDraft, ProductFileId};
