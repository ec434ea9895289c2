//! Permission as a value: roles are sets of actions, [`crate::Ctx::permit`] turns "may I?" into a proof that acts demand.

use serde::{Deserialize, Serialize};

use crate::AccountId;

/// Everything that can be allowed or denied. A row in [`Role::actions`] says who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Action {
    /// See products, categories and data sheets.
    CatalogRead,
    /// See the account's prices.
    PriceRead,
    /// See stock and lead times.
    StockRead,
    /// Fill a cart, paste a quick order.
    CartEdit,
    /// Submit a cart: it becomes an order or waits for approval.
    CartSubmit,
    /// See the account's carts, also colleagues'.
    CartReadAll,
    /// Place an order directly, as a customer's system does.
    OrderPlace,
    /// See the account's orders.
    OrderRead,
    /// Confirm, ship and cancel orders (the seller's clerk).
    OrderManage,
    /// See approval requests of the account.
    ApprovalRead,
    /// Approve or reject.
    ApprovalDecide,
    /// See the account's own data: sites, cost centres, people.
    AccountRead,
    /// Change people, limits, sites and cost centres of the account.
    AccountManage,
    /// Create accounts, assign reps and price lists, change any account (the seller).
    AccountAdminister,
    /// Act for an account or one of its people.
    ActFor,
    /// Change products, categories and attributes; import.
    CatalogManage,
    /// Change price lists and assignments.
    PriceManage,
    /// Change warehouses and book stock.
    StockManage,
    /// See the audit trail.
    AuditRead,
    /// Read the event feed.
    EventRead,
    /// Create and revoke API clients.
    ClientManage,
    /// See mails sent, jobs and the state of the system.
    OperationsRead,
    /// Change the tenant's settings.
    SettingsManage,
    /// Read one's own inbox and profile.
    ProfileUse,
    /// Enter the seller's back office; what is seen and done there is asked for by its own action.
    OfficeUse,
}

impl Action {
    pub const ALL: [Action; 25] = [
        Action::CatalogRead,
        Action::PriceRead,
        Action::StockRead,
        Action::CartEdit,
        Action::CartSubmit,
        Action::CartReadAll,
        Action::OrderPlace,
        Action::OrderRead,
        Action::OrderManage,
        Action::ApprovalRead,
        Action::ApprovalDecide,
        Action::AccountRead,
        Action::AccountManage,
        Action::AccountAdminister,
        Action::ActFor,
        Action::CatalogManage,
        Action::PriceManage,
        Action::StockManage,
        Action::AuditRead,
        Action::EventRead,
        Action::ClientManage,
        Action::OperationsRead,
        Action::SettingsManage,
        Action::ProfileUse,
        Action::OfficeUse,
    ];
}

/// A set of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActionSet(u64);

impl ActionSet {
    pub const EMPTY: ActionSet = ActionSet(0);

    pub const fn of(actions: &[Action]) -> ActionSet {
        let mut bits = 0;
        let mut place = 0;
        while place < actions.len() {
            bits |= 1 << actions[place] as u8;
            place += 1;
        }
        ActionSet(bits)
    }

    pub const fn all() -> ActionSet {
        ActionSet::of(&Action::ALL)
    }

    pub const fn union(self, other: ActionSet) -> ActionSet {
        ActionSet(self.0 | other.0)
    }

    pub const fn intersection(self, other: ActionSet) -> ActionSet {
        ActionSet(self.0 & other.0)
    }

    pub const fn contains(self, action: Action) -> bool {
        self.0 & (1 << action as u8) != 0
    }
}

/// What a person is to a tenant (the seller's people) or to an account (the customer's people).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Fills carts and submits them, within a limit.
    Requester,
    /// Buys for the company: as a requester, and sees everybody's carts.
    Buyer,
    /// Decides on what exceeds a limit.
    Approver,
    /// Manages the account's people, limits, sites and cost centres.
    AccountAdmin,
    /// The seller's representative: serves the accounts in charge.
    SalesRep,
    /// The seller's back office: confirms, ships, answers.
    Clerk,
    /// Keeps price lists.
    PricingManager,
    /// Keeps the catalogue.
    CatalogManager,
    /// Keeps warehouses and stock.
    Logistics,
    /// Runs the tenant.
    Admin,
}

const READS: ActionSet = ActionSet::of(&[Action::CatalogRead, Action::PriceRead, Action::StockRead, Action::ProfileUse]);
const MEMBER: ActionSet = READS.union(ActionSet::of(&[Action::OrderRead, Action::AccountRead]));
const BUYS: ActionSet = MEMBER.union(ActionSet::of(&[Action::CartEdit, Action::CartSubmit, Action::ApprovalRead]));
const SELLER: ActionSet = READS.union(ActionSet::of(&[
    Action::OrderRead,
    Action::AccountRead,
    Action::ApprovalRead,
    Action::CartReadAll,
    Action::OfficeUse,
]));

impl Role {
    pub const ALL: [Role; 10] = [
        Role::Requester,
        Role::Buyer,
        Role::Approver,
        Role::AccountAdmin,
        Role::SalesRep,
        Role::Clerk,
        Role::PricingManager,
        Role::CatalogManager,
        Role::Logistics,
        Role::Admin,
    ];

    /// The word that is stored and travels: `account_admin`.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Requester => "requester",
            Role::Buyer => "buyer",
            Role::Approver => "approver",
            Role::AccountAdmin => "account_admin",
            Role::SalesRep => "sales_rep",
            Role::Clerk => "clerk",
            Role::PricingManager => "pricing_manager",
            Role::CatalogManager => "catalog_manager",
            Role::Logistics => "logistics",
            Role::Admin => "admin",
        }
    }

    pub fn parse(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether this role belongs to a customer's account, not to the seller.
    pub const fn is_customers(self) -> bool {
        matches!(self, Role::Requester | Role::Buyer | Role::Approver | Role::AccountAdmin)
    }

    /// Who may do what: the one table.
    pub const fn actions(self) -> ActionSet {
        match self {
            Role::Requester => BUYS,
            Role::Buyer => BUYS.union(ActionSet::of(&[Action::CartReadAll])),
            Role::Approver => BUYS.union(ActionSet::of(&[Action::ApprovalDecide, Action::CartReadAll])),
            Role::AccountAdmin => BUYS.union(ActionSet::of(&[
                Action::AccountManage,
                Action::ApprovalDecide,
                Action::CartReadAll,
                Action::AuditRead,
                Action::ClientManage,
            ])),
            Role::SalesRep => {
                SELLER.union(ActionSet::of(&[Action::ActFor, Action::CartEdit, Action::CartSubmit, Action::AuditRead]))
            }
            Role::Clerk => SELLER.union(ActionSet::of(&[Action::OrderManage, Action::OperationsRead, Action::AuditRead])),
            Role::PricingManager => SELLER.union(ActionSet::of(&[Action::PriceManage])),
            Role::CatalogManager => SELLER.union(ActionSet::of(&[Action::CatalogManage])),
            Role::Logistics => SELLER.union(ActionSet::of(&[Action::StockManage, Action::OrderManage])),
            Role::Admin => ActionSet::all(),
        }
    }
}

/// How far an action reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole tenant.
    Tenant,
    /// One account.
    Account(AccountId),
}

/// Proof that an action was allowed; only [`crate::Ctx::permit`] makes one.
#[derive(Debug, Clone, Copy)]
pub struct Permit {
    pub(crate) action: Action,
    pub(crate) scope: Scope,
}

impl Permit {
    pub fn action(&self) -> Action {
        self.action
    }

    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether this proof is of that action, as far as that scope: what an act asks before anything else. A proof for the
    /// tenant reaches all its accounts.
    pub fn covers(&self, action: Action, scope: Scope) -> Result<(), Denied> {
        let reaches = self.scope == Scope::Tenant || self.scope == scope;
        if self.action == action && reaches { Ok(()) } else { Err(Denied::Forbidden(action)) }
    }
}

/// Why a permit was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    Anonymous,
    /// The caller is known, and may not.
    #[error("the caller may not {0:?}")]
    Forbidden(Action),
    /// The caller may not even know that the thing exists.
    #[error("outside the caller's reach")]
    Secret,
}
