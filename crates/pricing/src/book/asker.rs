//! Who asks for a price: the plain facts that decide which lists are theirs.

use kernel::{AccountId, Currency, TenantId, Timestamp};

/// Who asks. Made at the edges from `accounts::Directory` by [`crate::edge`]; a caller whose account is not known gets
/// no `Asker` at all, hence no price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    pub tenant: TenantId,
    /// None: the seller's own people and systems, who see what is for everyone.
    pub account: Option<AccountId>,
    /// The companies above the account, the nearest first.
    pub ancestors: Vec<AccountId>,
    /// The account's group, by its code.
    pub group: Option<String>,
    /// The account's market, by its code; the tenant's default when absent.
    pub market: Option<String>,
    /// The account's currency; the market's when absent. Lists in other currencies are never asked.
    pub currency: Option<Currency>,
    /// The moment for which prices are asked.
    pub at: Timestamp,
}

impl Asker {
    /// One who sees what is for everyone in the tenant's default market.
    pub fn everyone(tenant: TenantId, at: Timestamp) -> Asker {
        Asker { tenant, account: None, ancestors: Vec::new(), group: None, market: None, currency: None, at }
    }
}
