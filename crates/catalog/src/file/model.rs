//! What a product's file is.

use serde::{Deserialize, Serialize};
use store::BlobId;

use crate::text::{Language, Word};

/// The kind that makes a [`ProductFileId`] differ from other ids.
pub enum ProductFileKind {}

/// The id of a product's file.
pub type ProductFileId = kernel::Id<ProductFileKind>;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Drawing,
    DataSheet,
    Certificate,
    Cad,
    Manual,
    Image,
}

impl FileKind {
    pub const ALL: [FileKind; 6] =
        [FileKind::Drawing, FileKind::DataSheet, FileKind::Certificate, FileKind::Cad, FileKind::Manual, FileKind::Image];

    pub const fn code(self) -> &'static str {
        match self {
            FileKind::Drawing => "drawing",
            FileKind::DataSheet => "data_sheet",
            FileKind::Certificate => "certificate",
            FileKind::Cad => "cad",
            FileKind::Manual => "manual",
            FileKind::Image => "image",
        }
    }

    pub fn parse(code: &str) -> Option<FileKind> {
        FileKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where the bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileLocation {
    /// Kept by Fondaco.
    Blob(BlobId),
    /// Kept elsewhere, reached by browsers at this address.
    Url(Box<str>),
}

/// A file of a product.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductFile {
    pub id: ProductFileId,
    pub kind: FileKind,
    /// The language that it is written in; none for drawings and images.
    pub language: Option<Language>,
    pub title: Box<str>,
    /// Such as `application/pdf`.
    pub media_type: Word,
    pub location: FileLocation,
}

/// A file to be attached; one of the same product, kind, language and title is replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductFileDraft {
    pub sku: String,
    pub kind: FileKind,
    pub language: Option<Language>,
    pub title: String,
    pub media_type: String,
    pub location: FileLocation,
}
