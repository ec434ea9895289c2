//! What can go wrong with prices: for a whole call ([`PricingError`]) and for one line of it ([`LineFault`]).

use kernel::{AmountError, Denied, ErrorKind, Fault, FieldFault};
use store::StoreError;

/// A failure of an act on price lists, or of loading the book.
#[derive(Debug, thiserror::Error)]
pub enum PricingError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The input was understood and is not acceptable.
    #[error("the price data is not acceptable")]
    Invalid(Vec<FieldFault>),
    #[error("there is no price list {0}")]
    ListNotFound(String),
    #[error("there is no market {0}")]
    MarketNotFound(String),
    /// The row was changed since the caller read it.
    #[error("the price list was changed meanwhile")]
    VersionMoved,
    #[error("the code {0} is taken")]
    CodeTaken(String),
    /// The list says something of the same products from the same quantity already.
    #[error("the list has a rule for this from this quantity already")]
    RuleTaken,
    #[error("the list has no such rule")]
    RuleNotFound,
    /// Derived lists form a chain; it must not bite its own tail nor grow past [`crate::DEEPEST_DERIVATION`].
    #[error("the list would derive from itself, or through too many lists")]
    DerivedInACircle,
    /// Lists are assigned to the group of accounts that should go.
    #[error("price lists are assigned to this group: {lists}; assign them elsewhere first")]
    GroupAssigned { lists: String },
}

impl PricingError {
    /// One field at fault.
    pub fn field(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> PricingError {
        PricingError::Invalid(vec![FieldFault::new(field, code, message)])
    }
}

impl From<sea_orm::DbErr> for PricingError {
    fn from(error: sea_orm::DbErr) -> PricingError {
        PricingError::Store(StoreError::from(error))
    }
}

impl Fault for PricingError {
    fn kind(&self) -> ErrorKind {
        match self {
            PricingError::Store(error) => error.kind(),
            PricingError::Denied(error) => error.kind(),
            PricingError::Invalid(_) => ErrorKind::Invalid,
            PricingError::ListNotFound(_) | PricingError::MarketNotFound(_) | PricingError::RuleNotFound => ErrorKind::NotFound,
            PricingError::VersionMoved => ErrorKind::PreconditionFailed,
            PricingError::CodeTaken(_)
            | PricingError::RuleTaken
            | PricingError::DerivedInACircle
            | PricingError::GroupAssigned { .. } => ErrorKind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            PricingError::Store(error) => error.code(),
            PricingError::Denied(error) => error.code(),
            PricingError::Invalid(_) => "pricing.invalid",
            PricingError::ListNotFound(_) => "pricing.list_not_found",
            PricingError::MarketNotFound(_) => "pricing.market_not_found",
            PricingError::VersionMoved => "pricing.version_moved",
            PricingError::CodeTaken(_) => "pricing.code_taken",
            PricingError::RuleTaken => "pricing.rule_taken",
            PricingError::RuleNotFound => "pricing.rule_not_found",
            PricingError::DerivedInACircle => "pricing.derived_in_a_circle",
            PricingError::GroupAssigned { .. } => "pricing.group_assigned",
        }
    }

    fn fields(&self) -> Vec<FieldFault> {
        match self {
            PricingError::Invalid(fields) => fields.clone(),
            _ => Vec::new(),
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            PricingError::ListNotFound(code) | PricingError::MarketNotFound(code) | PricingError::CodeTaken(code) => {
                vec![("code", code.clone())]
            }
            _ => Vec::new(),
        }
    }
}

/// Why a line has no price: a problem in its place, never a failed call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// No product has this code, for this asker.
    #[error("no product has the code {0}")]
    UnknownProduct(String),
    /// No list assigned to the asker has a price for this product and quantity.
    #[error("there is no price for this product and quantity")]
    NoPrice,
    #[error("the quantity must be greater than zero")]
    QuantityNotPositive,
    /// The unit asked in does not convert to the unit that the product is sold in, or not exactly.
    #[error("the product is sold by {sold_in}; {asked} does not convert to it exactly")]
    UnitMismatch { asked: String, sold_in: String },
    #[error("price times quantity is larger than Fondaco can count")]
    TooLarge,
    /// No VAT rate is known for the product's tax category in the country of supply.
    #[error("no VAT rate is known for {category} goods in {country}")]
    NoTaxRate { country: String, category: &'static str },
}

impl From<AmountError> for LineFault {
    fn from(error: AmountError) -> LineFault {
        match error {
            AmountError::Mixed { left, right } => LineFault::UnitMismatch { asked: left, sold_in: right },
            _ => LineFault::TooLarge,
        }
    }
}

impl Fault for LineFault {
    fn kind(&self) -> ErrorKind {
        match self {
            LineFault::UnknownProduct(_) | LineFault::NoPrice => ErrorKind::NotFound,
            _ => ErrorKind::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            LineFault::UnknownProduct(_) => "pricing.unknown_product",
            LineFault::NoPrice => "pricing.no_price",
            LineFault::QuantityNotPositive => "pricing.quantity_not_positive",
            LineFault::UnitMismatch { .. } => "pricing.unit_mismatch",
            LineFault::TooLarge => "pricing.too_large",
            LineFault::NoTaxRate { .. } => "pricing.no_tax_rate",
        }
    }

    fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            LineFault::UnknownProduct(code) => vec![("code", code.clone())],
            LineFault::UnitMismatch { asked, sold_in } => vec![("asked", asked.clone()), ("sold_in", sold_in.clone())],
            LineFault::NoTaxRate { country, category } => {
                vec![("country", country.clone()), ("category", (*category).to_owned())]
            }
            _ => Vec::new(),
        }
    }
}
