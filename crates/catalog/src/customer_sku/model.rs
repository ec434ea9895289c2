//! What a customer's part number is.

use kernel::AccountId;

/// An account's own part number for a product, to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerSkuDraft {
    pub account: AccountId,
    /// Unique in the account, separators and case apart.
    pub code: String,
    pub sku: String,
}

/// An account's own part number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerSku {
    pub account: AccountId,
    /// As the customer writes it.
    pub code: String,
    /// As it is compared.
    pub(crate) code_key: String,
    pub sku: String,
}
