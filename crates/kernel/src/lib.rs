//! The words that every room shares: amounts, quantities, ids, time, who is asking, what they may do and how things fail.
//!
//! Pure by rule: no database, no network, no async. Amounts and quantities are integers in millionths; nothing here
//! or above it computes money in floats. Begin with [`Money`], [`Quantity`] and [`Ctx`].

mod amount;
mod ctx;
mod error;
mod fact;
mod fold;
mod id;
mod money;
mod page;
mod percent;
mod permission;
mod quantity;
mod text;
mod time;
mod unit;

pub use amount::{AmountError, Rounding, RoundingMode};
pub use ctx::{ActingFor, Actor, ActorKind, CorrelationId, Ctx, Locale, Reach};
pub use error::{ErrorKind, Fault, FieldFault};
pub use fact::Fact;
pub use fold::{folded, searched};
pub use id::{
    AccountId, ApprovalId, CartId, CartLineId, CategoryId, ClientId, CostCentreId, EventId, Id, JobId, OrderId, OrderLineId,
    PriceListId, PriceRuleId, ProductId, ReservationId, SessionId, ShipmentId, SiteId, TenantId, UserId, WarehouseId,
};
pub use money::{Currency, Money, UnitPrice};
pub use page::{Page, PageRequest, Version};
pub use percent::Percent;
pub use permission::{Action, ActionSet, Denied, Permit, Role, Scope};
pub use quantity::Quantity;
pub use text::{TextError, code, is_invisible, line, multiline};
pub use time::{Clock, Date, Timestamp};
pub use unit::{Unit, UnitKind};

#[cfg(test)]
mod tests;
