//! The life of an order, as one table of states and commands. Pure.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::OrderError;

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// The customer has committed; stock is reserved.
    Placed,
    /// The seller has accepted.
    Confirmed,
    /// Something has left, not everything.
    PartlyShipped,
    /// Everything has left that will.
    Shipped,
    /// Everything has arrived.
    Delivered,
    /// Nothing is open any more.
    Completed,
    /// Called off before anything left; its stock was released.
    Cancelled,
}

/// What can be done to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Confirm,
    /// Goods leave; `everything` when nothing is open afterwards.
    Ship {
        everything: bool,
    },
    /// What has not left never will: it is discontinued, or not wanted any more.
    CloseShort,
    Deliver,
    Complete,
    Cancel,
}

impl OrderState {
    pub const ALL: [OrderState; 7] = [
        OrderState::Placed,
        OrderState::Confirmed,
        OrderState::PartlyShipped,
        OrderState::Shipped,
        OrderState::Delivered,
        OrderState::Completed,
        OrderState::Cancelled,
    ];

    /// The word that is stored and travels: `partly_shipped`.
    pub const fn code(self) -> &'static str {
        match self {
            OrderState::Placed => "placed",
            OrderState::Confirmed => "confirmed",
            OrderState::PartlyShipped => "partly_shipped",
            OrderState::Shipped => "shipped",
            OrderState::Delivered => "delivered",
            OrderState::Completed => "completed",
            OrderState::Cancelled => "cancelled",
        }
    }

    pub fn parse(code: &str) -> Option<OrderState> {
        OrderState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The life of an order: the state after a command, or [`OrderError::NotAllowed`].
    pub fn after(self, command: Command) -> Result<OrderState, OrderError> {
        use Command::{Cancel, CloseShort, Complete, Confirm, Deliver, Ship};
        use OrderState::{Cancelled, Completed, Confirmed, Delivered, PartlyShipped, Placed, Shipped};
        match (self, command) {
            (Placed, Confirm) => Ok(Confirmed),
            (Confirmed | PartlyShipped, Ship { everything: false }) => Ok(PartlyShipped),
            (Confirmed | PartlyShipped, Ship { everything: true }) => Ok(Shipped),
            (PartlyShipped, CloseShort) => Ok(Shipped),
            (Shipped, Deliver) => Ok(Delivered),
            (Delivered, Complete) => Ok(Completed),
            (Placed | Confirmed, Cancel) => Ok(Cancelled),
            (state, command) => Err(OrderError::NotAllowed { state, command }),
        }
    }

    /// Whether the command is allowed now; for offering only what can be done.
    pub fn allows(self, command: Command) -> bool {
        self.after(command).is_ok()
    }
}

impl Command {
    pub const ALL: [Command; 7] = [
        Command::Confirm,
        Command::Ship { everything: false },
        Command::Ship { everything: true },
        Command::CloseShort,
        Command::Deliver,
        Command::Complete,
        Command::Cancel,
    ];

    /// For messages and logs: `ship`.
    pub const fn code(self) -> &'static str {
        match self {
            Command::Confirm => "confirm",
            Command::Ship { .. } => "ship",
            Command::CloseShort => "close_short",
            Command::Deliver => "deliver",
            Command::Complete => "complete",
            Command::Cancel => "cancel",
        }
    }
}
