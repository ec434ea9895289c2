//! What an account, a site and a cost centre are.

use kernel::{AccountId, CostCentreId, Currency, Money, SiteId, Timestamp, Version};
use serde::{Deserialize, Serialize};

use crate::AccountsError;
use crate::fields::Fields;

/// Whether an account may order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Orders.
    Active,
    /// Sees everything it has, and orders nothing.
    Blocked,
}

impl AccountState {
    pub const ALL: [AccountState; 2] = [AccountState::Active, AccountState::Blocked];

    pub const fn code(self) -> &'static str {
        match self {
            AccountState::Active => "active",
            AccountState::Blocked => "blocked",
        }
    }

    pub fn parse(code: &str) -> Option<AccountState> {
        AccountState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A customer's company, or a unit of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub id: AccountId,
    /// The seller's customer number; unique in the tenant.
    pub number: String,
    pub name: String,
    /// The company that this one belongs to.
    pub parent: Option<AccountId>,
    /// Code of the account group that price lists are assigned to.
    pub group: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// With its country prefix: `IT01234567890`.
    pub vat_id: Option<String>,
    /// When the VAT number was last found valid.
    pub vat_checked_at: Option<Timestamp>,
    /// Code of the market whose rounding and tax rules apply.
    pub market: String,
    pub currency: Currency,
    /// Days from invoice to payment.
    pub payment_terms_days: u16,
    pub state: AccountState,
    /// Per-order limit of requesters who have none of their own; in the account's currency.
    pub order_limit: Option<Money>,
    /// Key in the system that the account was imported from.
    pub foreign_key: Option<String>,
    pub version: Version,
}

/// Where things are delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub id: SiteId,
    pub account: AccountId,
    /// Unique in the account.
    pub code: String,
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub province: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The one that carts begin with; at most one per account.
    pub is_default: bool,
    pub version: Version,
}

/// What purchases are charged to inside the customer's company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostCentre {
    pub id: CostCentreId,
    pub account: AccountId,
    /// Unique in the account.
    pub code: String,
    pub name: String,
    /// Inactive ones stay on old orders and are not offered on new ones.
    pub active: bool,
    pub version: Version,
}

/// All that other rooms need of an account at hand.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountCard {
    pub account: Account,
    /// The default one first, then by code.
    pub sites: Vec<Site>,
    /// By code.
    pub cost_centres: Vec<CostCentre>,
}

impl AccountCard {
    /// A site by its code.
    pub fn site(&self, code: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.code == code)
    }

    pub fn site_by_id(&self, id: SiteId) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == id)
    }

    /// The site that carts begin with: the default one, else the first.
    pub fn default_site(&self) -> Option<&Site> {
        self.sites.iter().find(|site| site.is_default).or_else(|| self.sites.first())
    }

    /// A cost centre by its code, whether active or not.
    pub fn cost_centre(&self, code: &str) -> Option<&CostCentre> {
        self.cost_centres.iter().find(|centre| centre.code == code)
    }

    /// What may be chosen today.
    pub fn active_cost_centres(&self) -> impl Iterator<Item = &CostCentre> {
        self.cost_centres.iter().filter(|centre| centre.active)
    }
}

/// What is editable in an account; the form in which one is created and replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountDetails {
    pub number: String,
    pub name: String,
    /// Number of the parent account.
    pub parent: Option<String>,
    pub group: Option<String>,
    pub country: String,
    pub vat_id: Option<String>,
    pub market: String,
    pub currency: Currency,
    pub payment_terms_days: u16,
    pub state: AccountState,
    pub order_limit: Option<Money>,
    pub foreign_key: Option<String>,
}

impl AccountDetails {
    /// An account as most begin: active, in its country's market, 30 days to pay.
    pub fn new(number: &str, name: &str, country: &str, currency: Currency) -> AccountDetails {
        AccountDetails {
            number: number.to_owned(),
            name: name.to_owned(),
            parent: None,
            group: None,
            country: country.to_owned(),
            vat_id: None,
            market: country.to_lowercase(),
            currency,
            payment_terms_days: 30,
            state: AccountState::Active,
            order_limit: None,
            foreign_key: None,
        }
    }

    /// The details trimmed and checked.
    pub(crate) fn cleaned(&self) -> Result<AccountDetails, AccountsError> {
        let mut fields = Fields::new();
        let cleaned = AccountDetails {
            number: fields.code("number", &self.number),
            name: fields.line("name", &self.name, 200),
            parent: fields.optional_code("parent", self.parent.as_deref()),
            group: fields.optional_code("group", self.group.as_deref()),
            country: fields.country("country", &self.country),
            vat_id: fields.vat_id("vat_id", self.vat_id.as_deref()),
            // Markets are told apart regardless of case.
            market: fields.code("market", &self.market).to_lowercase(),
            currency: self.currency,
            payment_terms_days: self.payment_terms_days,
            state: self.state,
            order_limit: self.order_limit,
            foreign_key: fields.optional_line("foreign_key", self.foreign_key.as_deref(), 120),
        };
        if self.payment_terms_days > 365 {
            fields.fault("payment_terms_days", "too_long", "must be at most 365 days");
        }
        check_limit(&mut fields, self.order_limit, self.currency);
        fields.done()?;
        Ok(cleaned)
    }
}

/// A limit is in the account's own currency, not below zero, and no finer than its coins.
pub(crate) fn check_limit(fields: &mut Fields, limit: Option<Money>, currency: Currency) {
    let Some(limit) = limit else { return };
    if limit.currency() != currency {
        fields.fault("order_limit", "other_currency", &format!("must be in the account's currency, {currency}"));
    } else if limit.is_negative() {
        fields.fault("order_limit", "negative", "must not be below zero");
    } else if !limit.is_payable() {
        let message = format!("must have at most {} decimals, as amounts in {currency} have", currency.minor_digits());
        fields.fault("order_limit", "finer_than_coins", &message);
    }
}

/// What is editable in a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteDetails {
    pub code: String,
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub province: Option<String>,
    pub country: String,
    pub is_default: bool,
}

impl SiteDetails {
    pub(crate) fn cleaned(&self, prefix: &str) -> Result<SiteDetails, AccountsError> {
        let mut fields = Fields::within(prefix);
        let cleaned = SiteDetails {
            code: fields.code("code", &self.code),
            name: fields.line("name", &self.name, 200),
            street: fields.line("street", &self.street, 200),
            postal_code: fields.line("postal_code", &self.postal_code, 20),
            city: fields.line("city", &self.city, 120),
            province: fields.optional_line("province", self.province.as_deref(), 120),
            country: fields.country("country", &self.country),
            is_default: self.is_default,
        };
        fields.done()?;
        Ok(cleaned)
    }
}

/// What is editable in a cost centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostCentreDetails {
    pub code: String,
    pub name: String,
    pub active: bool,
}

impl CostCentreDetails {
    pub(crate) fn cleaned(&self, prefix: &str) -> Result<CostCentreDetails, AccountsError> {
        let mut fields = Fields::within(prefix);
        let cleaned = CostCentreDetails {
            code: fields.code("code", &self.code),
            name: fields.line("name", &self.name, 200),
            active: self.active,
        };
        fields.done()?;
        Ok(cleaned)
    }
}

/// Whether an account may hang below a parent: its own parent's line must not lead back to it. `line` is the parent
/// itself and everything above it.
pub(crate) fn may_hang_below(account: AccountId, line: &[AccountId]) -> bool {
    !line.contains(&account)
}
