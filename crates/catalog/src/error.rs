//! What can go wrong in this room.

use kernel::{Denied, ErrorKind, Fault, FieldFault};
use store::StoreError;

/// A refusal or failure of the catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("there is no product {0}")]
    UnknownProduct(String),
    #[error("there is no category {0}")]
    UnknownCategory(String),
    #[error("there is no attribute {0}")]
    UnknownAttribute(String),
    #[error("there is no family {0}")]
    UnknownFamily(String),
    #[error("there is no such file")]
    UnknownFile,
    /// SKU, category code or attribute code is already in use.
    #[error("the code {0} is already in use")]
    CodeTaken(String),
    /// The version that the caller saw is no longer the current one.
    #[error("it was changed by somebody else in the meantime")]
    VersionMoved,
    /// An attribute's kind and unit cannot change while products carry values of it.
    #[error("attribute {0} is in use: its kind and unit cannot change")]
    AttributeInUse(String),
    #[error("the file is larger than {most_megabytes} MB")]
    FileTooLarge { most_megabytes: usize },
    #[error("some fields are not acceptable")]
    Invalid(Vec<FieldFault>),
}

impl CatalogError {
    /// One field is not acceptable.
    pub(crate) fn field(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> CatalogError {
        CatalogError::Invalid(vec![FieldFault::new(field, code, message)])
    }
}

impl From<sea_orm::DbErr> for CatalogError {
    fn from(error: sea_orm::DbErr) -> CatalogError {
        CatalogError::Store(StoreError::from(error))
    }
}

impl Fault for CatalogError {
    fn kind(&self) -> ErrorKind {
        match self {
            CatalogError::Denied(denied) => denied.kind(),
            CatalogError::Store(error) => error.kind(),
            CatalogError::UnknownProduct(_)
            | CatalogError::UnknownCategory(_)
            | CatalogError::UnknownAttribute(_)
            | CatalogError::UnknownFamily(_)
            | CatalogError::UnknownFile => ErrorKind::NotFound,
            CatalogError::CodeTaken(_) | CatalogError::AttributeInUse(_) => ErrorKind::Conflict,
            CatalogError::VersionMoved => ErrorKind::PreconditionFailed,
            CatalogError::FileTooLarge { .. } => ErrorKind::TooLarge,
            CatalogError::Invalid(_) => ErrorKind::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            CatalogError::Denied(denied) => denied.code(),
            CatalogError::Store(error) => error.code(),
            CatalogError::UnknownProduct(_) => "catalog.unknown_product",
            CatalogError::UnknownCategory(_) => "catalog.unknown_category",
            CatalogError::UnknownAttribute(_) => "catalog.unknown_attribute",
            CatalogError::UnknownFamily(_) => "catalog.unknown_family",
            CatalogError::UnknownFile => "catalog.unknown_file",
            CatalogError::CodeTaken(_) => "catalog.code_taken",
            CatalogError::VersionMoved => "catalog.version_moved",
            CatalogError::AttributeInUse(_) => "catalog.attribute_in_use",
            CatalogError::FileTooLarge { .. } => "catalog.file_too_large",
            CatalogError::Invalid(_) => "catalog.invalid",
        }
    }

    fn fields(&self) -> Vec<FieldFault> {
        match self {
            CatalogError::Invalid(faults) => faults.clone(),
            _ => Vec::new(),
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            CatalogError::UnknownProduct(code)
            | CatalogError::UnknownCategory(code)
            | CatalogError::UnknownAttribute(code)
            | CatalogError::UnknownFamily(code)
            | CatalogError::AttributeInUse(code)
            | CatalogError::CodeTaken(code) => vec![("code", code.clone())],
            CatalogError::FileTooLarge { most_megabytes } => vec![("megabytes", most_megabytes.to_string())],
            _ => Vec::new(),
        }
    }
}
