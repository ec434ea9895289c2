//! What a person is: somebody with an e-mail address, one role, and in one account or at the seller.

use std::sync::Arc;

use kernel::{AccountId, ActionSet, Locale, Money, Reach, Role, UserId, Version};
use serde::{Deserialize, Serialize};

use crate::account::model::Account;
use crate::fields::Fields;

/// Where a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonState {
    /// Has not chosen a password yet.
    Invited,
    /// May sign in.
    Active,
    /// May not sign in; stays on old orders.
    Disabled,
}

impl PersonState {
    pub const ALL: [PersonState; 3] = [PersonState::Invited, PersonState::Active, PersonState::Disabled];

    pub const fn code(self) -> &'static str {
        match self {
            PersonState::Invited => "invited",
            PersonState::Active => "active",
            PersonState::Disabled => "disabled",
        }
    }

    pub fn parse(code: &str) -> Option<PersonState> {
        PersonState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The table of moves: what a command makes of a state, or that it has no place there.
    pub const fn after(self, command: PersonCommand) -> Option<PersonState> {
        match (self, command) {
            (PersonState::Invited, PersonCommand::Accept) => Some(PersonState::Active),
            (PersonState::Invited | PersonState::Active, PersonCommand::Disable) => Some(PersonState::Disabled),
            // Who is let in again chooses a new password: the old one may be why they were disabled.
            (PersonState::Disabled, PersonCommand::Enable) => Some(PersonState::Invited),
            (PersonState::Active, PersonCommand::ResetPassword) => Some(PersonState::Active),
            _ => None,
        }
    }
}

/// What can be done to a person's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonCommand {
    Accept,
    Disable,
    Enable,
    ResetPassword,
}

impl PersonCommand {
    pub const ALL: [PersonCommand; 4] =
        [PersonCommand::Accept, PersonCommand::Disable, PersonCommand::Enable, PersonCommand::ResetPassword];
}

/// A user with their membership.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub user: UserId,
    /// Lower case; unique in the tenant.
    pub email: String,
    pub name: String,
    pub locale: Locale,
    pub state: PersonState,
    /// The customer's account; `None` for the seller's people.
    pub account: Option<AccountId>,
    pub role: Role,
    /// Their own limit per order, in the account's currency; `None` leaves it to [`effective_limit`].
    pub order_limit: Option<Money>,
    pub version: Version,
}

/// Who is invited, and to what.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitation {
    pub email: String,
    pub name: String,
    pub locale: Locale,
    pub role: Role,
    pub order_limit: Option<Money>,
}

/// What is editable in a member by those who manage the account.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberChange {
    pub role: Role,
    pub order_limit: Option<Money>,
}

/// The per-order limit that holds for a person: their own; else, for a requester, the account's; else none.
///
/// Buyers, approvers and account admins are bound only by a limit of their own: they are the ones whom the account trusts.
pub fn effective_limit(person: &Person, account: &Account) -> Option<Money> {
    limit_that_holds(person.role, person.order_limit, account.order_limit)
}

/// [`effective_limit`] of what is known of a person and of their account.
pub(crate) fn limit_that_holds(role: Role, own: Option<Money>, of_account: Option<Money>) -> Option<Money> {
    match (own, role) {
        (Some(own), _) => Some(own),
        (None, Role::Requester) => of_account,
        (None, _) => None,
    }
}

/// A customer's role belongs to an account, a seller's to none.
pub(crate) fn check_role(fields: &mut Fields, role: Role, account: Option<AccountId>) {
    if role.is_customers() != account.is_some() {
        let message =
            if account.is_some() { "must be a role of the customer's people" } else { "must be a role of the seller's people" };
        fields.fault("role", "not_here", message);
    }
}

/// Limits belong to customers: the seller's people buy nothing.
pub(crate) fn no_limit(fields: &mut Fields, limit: Option<Money>) {
    if limit.is_some() {
        fields.fault("order_limit", "not_here", "the seller's people have no order limit");
    }
}

/// What a person may do and which accounts they reach. `in_charge` are a sales rep's accounts.
pub(crate) fn powers(person: &Person, in_charge: &[AccountId]) -> (ActionSet, Reach) {
    let reach = match (person.account, person.role) {
        (Some(account), _) => Reach::Accounts(Arc::from([account])),
        (None, Role::SalesRep) => Reach::Accounts(Arc::from(in_charge)),
        // A customer's role without an account reaches nothing, whatever the database says.
        (None, role) if role.is_customers() => Reach::Accounts(Arc::from([])),
        (None, _) => Reach::Tenant,
    };
    (person.role.actions(), reach)
}
