//! Who decides on what exceeds a limit: each account's policy, and the requests that wait for a decision.
//!
//! The subject of a request is an opaque kind and id (`cart`, a cart's id): this room never looks into it. Whoever opens a
//! request acts on its conclusion: checkout calls [`decide`] and places the order in the same transaction. Owns the
//! policies and the requests; sends no mail and places no order. Begin reading with `request/model.rs`.

mod error;
pub mod events;
mod policy;
mod request;

pub use error::ApprovalsError;
pub use policy::model::{Needed, Policy, PolicyStep, Reason, Who};
pub use policy::service::{needed, policy_of, set_policy};
pub use request::became::became;
pub use request::decide::decide;
pub use request::model::{ApprovalRequest, ApprovalState, Decision, Outcome, RequestStep, StepDecision, Verdict};
pub use request::open::{OpenRequest, open};
pub use request::repo::ApprovalFilter;
pub use request::service::{awaited, check, find, get, inbox_of, list, may_decide};
pub use request::withdraw::withdraw;

use store::{Change, Migration};
use web::{Doors, Ground};

/// What this room's handlers stand on.
#[derive(Clone)]
pub struct ApprovalsState {
    pub ground: Ground,
}

/// This room's routes. The decision's own route is checkout's: it places the order in the same transaction.
pub fn doors(state: ApprovalsState) -> Doors<()> {
    Doors::new().merge(policy::api::doors()).merge(request::api::doors()).with_state(state)
}

/// This room's tables.
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "m0200_approvals", changes: tables },
        Migration { name: "m0201_approvals_search", changes: request::schema::search_changes },
    ]
}

fn tables() -> Vec<Change> {
    let mut changes = policy::schema::changes();
    changes.extend(request::schema::changes());
    changes
}
