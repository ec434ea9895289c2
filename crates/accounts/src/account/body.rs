//! How accounts, sites and cost centres travel.

use kernel::{AccountId, CostCentreId, Currency, Money, SiteId, Timestamp, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{Account, AccountDetails, AccountState, CostCentre, CostCentreDetails, Site, SiteDetails};
use crate::AccountsError;

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountBody {
    #[schema(value_type = uuid::Uuid)]
    id: AccountId,
    /// The seller's customer number.
    number: String,
    name: String,
    /// Number of the company that this one belongs to.
    parent: Option<String>,
    /// Code of its account group.
    group: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: String,
    vat_id: Option<String>,
    /// When the VAT number was last found valid.
    vat_checked_at: Option<Timestamp>,
    /// Code of its market.
    market: String,
    /// ISO 4217.
    currency: String,
    payment_terms_days: u16,
    state: AccountState,
    /// Per-order limit of requesters who have none of their own.
    order_limit: Option<Money>,
    /// Its key in the system that it was imported from.
    foreign_key: Option<String>,
    version: Version,
}

impl AccountBody {
    /// `parent` is the number of the account's parent.
    pub fn new(account: Account, parent: Option<String>) -> AccountBody {
        AccountBody {
            id: account.id,
            number: account.number,
            name: account.name,
            parent,
            group: account.group,
            country: account.country,
            vat_id: account.vat_id,
            vat_checked_at: account.vat_checked_at,
            market: account.market,
            currency: account.currency.code().to_owned(),
            payment_terms_days: account.payment_terms_days,
            state: account.state,
            order_limit: account.order_limit,
            foreign_key: account.foreign_key,
            version: account.version,
        }
    }
}

/// An account with its sites and cost centres.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountCardBody {
    #[serde(flatten)]
    pub account: AccountBody,
    pub sites: Vec<SiteBody>,
    pub cost_centres: Vec<CostCentreBody>,
}

/// What an account is created with or replaced by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountInput {
    #[schema(min_length = 1, max_length = 64)]
    number: String,
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Number of the company that this one belongs to.
    #[serde(default)]
    parent: Option<String>,
    /// Code of an account group.
    #[serde(default)]
    group: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(pattern = "^[A-Z]{2}$")]
    country: String,
    #[serde(default)]
    vat_id: Option<String>,
    /// Code of its market; its country's when absent.
    #[serde(default)]
    market: Option<String>,
    /// ISO 4217; fixed once the account exists.
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: String,
    /// Days from invoice to payment; 30 when absent.
    #[serde(default)]
    #[schema(maximum = 365)]
    payment_terms_days: Option<u16>,
    /// `active` when absent.
    #[serde(default)]
    state: Option<AccountState>,
    #[serde(default)]
    order_limit: Option<Money>,
    #[serde(default)]
    foreign_key: Option<String>,
}

impl AccountInput {
    pub fn details(&self) -> Result<AccountDetails, AccountsError> {
        let currency =
            Currency::parse(&self.currency).map_err(|error| AccountsError::field("currency", "unknown", &error.to_string()))?;
        let plain = AccountDetails::new(&self.number, &self.name, &self.country, currency);
        Ok(AccountDetails {
            parent: self.parent.clone(),
            group: self.group.clone(),
            vat_id: self.vat_id.clone(),
            market: self.market.clone().unwrap_or(plain.market),
            payment_terms_days: self.payment_terms_days.unwrap_or(plain.payment_terms_days),
            state: self.state.unwrap_or(plain.state),
            order_limit: self.order_limit,
            foreign_key: self.foreign_key.clone(),
            ..plain
        })
    }
}

/// A site.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SiteBody {
    #[schema(value_type = uuid::Uuid)]
    id: SiteId,
    code: String,
    name: String,
    street: String,
    postal_code: String,
    city: String,
    province: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: String,
    /// The one that carts begin with.
    is_default: bool,
    version: Version,
}

impl From<Site> for SiteBody {
    fn from(site: Site) -> SiteBody {
        SiteBody {
            id: site.id,
            code: site.code,
            name: site.name,
            street: site.street,
            postal_code: site.postal_code,
            city: site.city,
            province: site.province,
            country: site.country,
            is_default: site.is_default,
            version: site.version,
        }
    }
}

/// What a site is created with or replaced by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SiteInput {
    #[schema(min_length = 1, max_length = 64)]
    code: String,
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    #[schema(min_length = 1, max_length = 200)]
    street: String,
    #[schema(min_length = 1, max_length = 20)]
    postal_code: String,
    #[schema(min_length = 1, max_length = 120)]
    city: String,
    #[serde(default)]
    province: Option<String>,
    #[schema(pattern = "^[A-Z]{2}$")]
    country: String,
    #[serde(default)]
    is_default: bool,
}

impl SiteInput {
    pub fn details(&self) -> SiteDetails {
        SiteDetails {
            code: self.code.clone(),
            name: self.name.clone(),
            street: self.street.clone(),
            postal_code: self.postal_code.clone(),
            city: self.city.clone(),
            province: self.province.clone(),
            country: self.country.clone(),
            is_default: self.is_default,
        }
    }
}

/// A cost centre.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CostCentreBody {
    #[schema(value_type = uuid::Uuid)]
    id: CostCentreId,
    code: String,
    name: String,
    /// Whether it is offered on new orders.
    active: bool,
    version: Version,
}

impl From<CostCentre> for CostCentreBody {
    fn from(centre: CostCentre) -> CostCentreBody {
        let CostCentre { id, code, name, active, version, .. } = centre;
        CostCentreBody { id, code, name, active, version }
    }
}

/// What a cost centre is created with or replaced by.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CostCentreInput {
    #[schema(min_length = 1, max_length = 64)]
    code: String,
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    #[serde(default = "yes")]
    active: bool,
}

const fn yes() -> bool {
    true
}

impl CostCentreInput {
    pub fn details(&self) -> CostCentreDetails {
        CostCentreDetails { code: self.code.clone(), name: self.name.clone(), active: self.active }
    }
}
