//! The life of a cart, as one table of states and commands. Pure.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::CheckoutError;

/// Where a cart stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CartState {
    /// Being filled.
    Open,
    /// Submitted above a limit: an approver decides. Nothing is reserved.
    Waiting,
    /// Became an order.
    Ordered,
    /// Put away by its owner.
    Abandoned,
}

/// What can be done to a cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartCommand {
    /// Change lines, references or the name.
    Edit,
    /// Submit within the limit, or approve: it becomes an order.
    Order,
    /// Submit above the limit.
    Wait,
    /// Rejected by the approver or withdrawn by the requester: may be changed again.
    Reopen,
    Abandon,
}

impl CartState {
    pub const ALL: [CartState; 4] = [CartState::Open, CartState::Waiting, CartState::Ordered, CartState::Abandoned];

    /// The word that is stored and travels.
    pub const fn code(self) -> &'static str {
        match self {
            CartState::Open => "open",
            CartState::Waiting => "waiting",
            CartState::Ordered => "ordered",
            CartState::Abandoned => "abandoned",
        }
    }

    pub fn parse(code: &str) -> Option<CartState> {
        CartState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The life of a cart: the state after a command, or [`CheckoutError::NotAllowed`].
    pub fn after(self, command: CartCommand) -> Result<CartState, CheckoutError> {
        use CartCommand::{Abandon, Edit, Order, Reopen, Wait};
        use CartState::{Abandoned, Open, Ordered, Waiting};
        match (self, command) {
            (Open, Edit) => Ok(Open),
            (Open, Order) => Ok(Ordered),
            (Open, Wait) => Ok(Waiting),
            (Open, Abandon) => Ok(Abandoned),
            (Waiting, Order) => Ok(Ordered),
            (Waiting, Reopen) => Ok(Open),
            (state, command) => Err(CheckoutError::NotAllowed { state, command }),
        }
    }
}

impl CartCommand {
    pub const ALL: [CartCommand; 5] =
        [CartCommand::Edit, CartCommand::Order, CartCommand::Wait, CartCommand::Reopen, CartCommand::Abandon];

    /// For messages: `edit`.
    pub const fn code(self) -> &'static str {
        match self {
            CartCommand::Edit => "change",
            CartCommand::Order => "order",
            CartCommand::Wait => "submit",
            CartCommand::Reopen => "reopen",
            CartCommand::Abandon => "abandon",
        }
    }
}
