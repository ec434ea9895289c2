//! How things fail: a dozen kinds that decide the answer's status, and many stable codes that programs hold on to.

use crate::Denied;

/// The kind of a failure; `web` maps it to a status, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Could not be read at all (400).
    Malformed,
    /// No or bad credentials (401).
    Unauthenticated,
    /// Known, but not allowed (403).
    Forbidden,
    /// Absent, or secret (404).
    NotFound,
    /// The state or another change is in the way (409).
    Conflict,
    /// The version seen is no longer the current one (412).
    PreconditionFailed,
    /// A version is required (428).
    PreconditionRequired,
    /// Too large (413).
    TooLarge,
    /// Read, but not acceptable (422).
    Invalid,
    /// Too many requests (429).
    RateLimited,
    /// Something Fondaco needs does not answer (503).
    Unavailable,
    /// Fondaco's own fault (500).
    Internal,
}

/// A failure at one field of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// Where in the input: `lines[3].quantity`.
    pub field: String,
    /// Stable code: `not_positive`.
    pub code: &'static str,
    /// For people, in English; pages translate by code.
    pub message: String,
    /// The character of the field's text at fault, the first being 1, where one is.
    pub place: Option<usize>,
}

impl FieldFault {
    pub fn new(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> FieldFault {
        FieldFault { field: field.into(), code, message: message.into(), place: None }
    }

    pub fn at_character(mut self, place: usize) -> FieldFault {
        self.place = Some(place);
        self
    }
}

/// What every room's error can say of itself. `Display` is for people; the source chain is for operators.
pub trait Fault: std::error::Error + Send + Sync {
    fn kind(&self) -> ErrorKind;

    /// Stable code, `room.reason`: `orders.already_shipped`.
    fn code(&self) -> &'static str;

    /// The fields at fault, when there are some.
    fn fields(&self) -> Vec<FieldFault> {
        Vec::new()
    }

    /// Named values for translated messages (`error-<code>` in the `.ftl` files), such as a SKU.
    fn arguments(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// Seconds after which a repeat makes sense, when that is known; every failure of the kind `RateLimited` knows it.
    fn retry_after(&self) -> Option<u64> {
        None
    }

    /// What a program needs to react, merged into the problem document: for instance what is still available.
    fn extension(&self) -> Option<serde_json::Value> {
        None
    }
}

impl Fault for Denied {
    fn kind(&self) -> ErrorKind {
        match self {
            Denied::Anonymous => ErrorKind::Unauthenticated,
            Denied::Forbidden(_) => ErrorKind::Forbidden,
            Denied::Secret => ErrorKind::NotFound,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Denied::Anonymous => "access.unauthenticated",
            Denied::Forbidden(_) => "access.forbidden",
            Denied::Secret => "access.not_found",
        }
    }
}
