//! What API clients are and what their scopes allow.

use kernel::{AccountId, Action, ActionSet, ClientId, CostCentreId, Timestamp};
use serde::{Deserialize, Serialize};

/// What a client may be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
pub enum ClientScope {
    #[serde(rename = "catalog:read")]
    CatalogRead,
    #[serde(rename = "prices:read")]
    PricesRead,
    #[serde(rename = "stock:read")]
    StockRead,
    #[serde(rename = "orders:read")]
    OrdersRead,
    #[serde(rename = "orders:write")]
    OrdersWrite,
    #[serde(rename = "carts:write")]
    CartsWrite,
    #[serde(rename = "approvals:write")]
    ApprovalsWrite,
    #[serde(rename = "accounts:read")]
    AccountsRead,
    #[serde(rename = "accounts:write")]
    AccountsWrite,
    #[serde(rename = "events:read")]
    EventsRead,
    #[serde(rename = "catalog:write")]
    CatalogWrite,
    #[serde(rename = "prices:write")]
    PricesWrite,
    #[serde(rename = "stock:write")]
    StockWrite,
    #[serde(rename = "audit:read")]
    AuditRead,
    #[serde(rename = "admin")]
    Admin,
}

/// Who a client belongs to decides what a scope is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientOwner {
    /// The seller's own integration.
    Tenant,
    /// A customer's system.
    Account,
}

const ORDERS: ActionSet =
    ActionSet::of(&[Action::OrderPlace, Action::OrderRead, Action::CartEdit, Action::CartSubmit, Action::CartReadAll]);

impl ClientScope {
    pub const ALL: [ClientScope; 15] = [
        ClientScope::CatalogRead,
        ClientScope::PricesRead,
        ClientScope::StockRead,
        ClientScope::OrdersRead,
        ClientScope::OrdersWrite,
        ClientScope::CartsWrite,
        ClientScope::ApprovalsWrite,
        ClientScope::AccountsRead,
        ClientScope::AccountsWrite,
        ClientScope::EventsRead,
        ClientScope::CatalogWrite,
        ClientScope::PricesWrite,
        ClientScope::StockWrite,
        ClientScope::AuditRead,
        ClientScope::Admin,
    ];

    /// The word that travels: `orders:write`.
    pub const fn code(self) -> &'static str {
        match self {
            ClientScope::CatalogRead => "catalog:read",
            ClientScope::PricesRead => "prices:read",
            ClientScope::StockRead => "stock:read",
            ClientScope::OrdersRead => "orders:read",
            ClientScope::OrdersWrite => "orders:write",
            ClientScope::CartsWrite => "carts:write",
            ClientScope::ApprovalsWrite => "approvals:write",
            ClientScope::AccountsRead => "accounts:read",
            ClientScope::AccountsWrite => "accounts:write",
            ClientScope::EventsRead => "events:read",
            ClientScope::CatalogWrite => "catalog:write",
            ClientScope::PricesWrite => "prices:write",
            ClientScope::StockWrite => "stock:write",
            ClientScope::AuditRead => "audit:read",
            ClientScope::Admin => "admin",
        }
    }

    pub fn parse(code: &str) -> Option<ClientScope> {
        ClientScope::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// What the scope allows to a client of this owner: the one table. Empty where the owner can never have it.
    pub const fn actions(self, owner: ClientOwner) -> ActionSet {
        let tenants_only = matches!(owner, ClientOwner::Account);
        match self {
            // A data sheet tells what is in stock: who reads the catalogue reads that too.
            ClientScope::CatalogRead => ActionSet::of(&[Action::CatalogRead, Action::StockRead]),
            ClientScope::PricesRead => ActionSet::of(&[Action::PriceRead]),
            ClientScope::StockRead => ActionSet::of(&[Action::StockRead]),
            ClientScope::OrdersRead => ActionSet::of(&[Action::OrderRead]),
            // Who may order at once may also fill and submit a cart, which commits to less.
            ClientScope::OrdersWrite if tenants_only => ORDERS,
            ClientScope::OrdersWrite => ORDERS.union(ActionSet::of(&[Action::OrderManage])),
            ClientScope::CartsWrite => ActionSet::of(&[Action::CartEdit, Action::CartSubmit, Action::CartReadAll]),
            ClientScope::ApprovalsWrite => ActionSet::of(&[Action::ApprovalRead, Action::ApprovalDecide]),
            ClientScope::AccountsRead => ActionSet::of(&[Action::AccountRead]),
            ClientScope::AccountsWrite if tenants_only => ActionSet::of(&[Action::AccountRead, Action::AccountManage]),
            ClientScope::AccountsWrite => ActionSet::of(&[Action::AccountRead, Action::AccountManage, Action::AccountAdminister]),
            ClientScope::EventsRead => ActionSet::of(&[Action::EventRead]),
            ClientScope::AuditRead => ActionSet::of(&[Action::AuditRead]),
            ClientScope::CatalogWrite | ClientScope::PricesWrite | ClientScope::StockWrite | ClientScope::Admin
                if tenants_only =>
            {
                ActionSet::EMPTY
            }
            ClientScope::CatalogWrite => ActionSet::of(&[Action::CatalogRead, Action::CatalogManage]),
            ClientScope::PricesWrite => ActionSet::of(&[Action::PriceRead, Action::PriceManage]),
            ClientScope::StockWrite => ActionSet::of(&[Action::StockRead, Action::StockManage]),
            ClientScope::Admin => ActionSet::all(),
        }
    }

    /// Whether a client of this owner can have the scope at all.
    pub fn fits(self, owner: ClientOwner) -> bool {
        self.actions(owner) != ActionSet::EMPTY
    }
}

/// Reads `catalog:read orders:write`; `Err` carries the first word that is no scope.
pub fn parse_scopes(text: &str) -> Result<Vec<ClientScope>, String> {
    let mut scopes = Vec::new();
    for word in text.split_whitespace() {
        let scope = ClientScope::parse(word).ok_or_else(|| word.chars().take(60).collect::<String>())?;
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    scopes.sort();
    Ok(scopes)
}

/// `catalog:read orders:write`
pub fn scope_text(scopes: &[ClientScope]) -> String {
    scopes.iter().map(|scope| scope.code()).collect::<Vec<_>>().join(" ")
}

/// What all scopes together allow. A tenant's client may also act for any account, within these scopes.
pub(crate) fn actions(scopes: &[ClientScope], owner: ClientOwner) -> ActionSet {
    let base = match owner {
        ClientOwner::Tenant => ActionSet::of(&[Action::ActFor]),
        ClientOwner::Account => ActionSet::EMPTY,
    };
    scopes.iter().fold(base, |set, scope| set.union(scope.actions(owner)))
}

/// A machine that may call the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    pub id: ClientId,
    /// What the machine shows with its secret: `fondaco-3f…`.
    pub client_id: String,
    pub name: String,
    /// The customer it belongs to; `None` for the tenant's own integrations.
    pub account: Option<AccountId>,
    pub scopes: Vec<ClientScope>,
    /// What its orders are charged to when they name none.
    pub default_cost_centre: Option<CostCentreId>,
    pub created_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

impl Client {
    pub fn owner(&self) -> ClientOwner {
        if self.account.is_some() { ClientOwner::Account } else { ClientOwner::Tenant }
    }
}

/// A client as it is created.
#[derive(Debug, Clone)]
pub struct NewClient {
    pub name: String,
    pub account: Option<AccountId>,
    pub scopes: Vec<ClientScope>,
    /// Code of a cost centre of the account.
    pub default_cost_centre: Option<String>,
}

/// A new client with its secret, which is shown this once and kept nowhere.
#[derive(Debug, Clone)]
pub struct CreatedClient {
    pub client: Client,
    pub secret: String,
}

/// An access token as it is handed out.
#[derive(Debug, Clone)]
pub struct AccessToken {
    pub token: String,
    pub expires_in: i64,
    pub scopes: Vec<ClientScope>,
}

/// A person's token for scripts, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalToken {
    pub id: uuid::Uuid,
    pub name: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}
