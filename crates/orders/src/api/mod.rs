//! The API of orders: what customers see of theirs, what the seller does to them, and the feed of events.

mod body;
mod events;
mod orders;

use kernel::Action;
use utoipa_axum::routes;
use web::{Doors, Ground, Needs};

pub use body::{LineBody, OrderBody};

/// What the handlers stand on.
#[derive(Clone)]
pub struct OrdersState {
    pub ground: Ground,
}

/// The routes of this room.
pub fn doors(state: OrdersState) -> Doors<()> {
    Doors::new()
        .api(Needs::May(Action::OrderRead), routes!(orders::list_orders))
        .api(Needs::May(Action::OrderRead), routes!(orders::get_order))
        .api(Needs::May(Action::OrderManage), routes!(orders::confirm_order))
        .api(Needs::May(Action::OrderManage), routes!(orders::ship_order))
        .api(Needs::May(Action::OrderManage), routes!(orders::deliver_order))
        .api(Needs::May(Action::OrderManage), routes!(orders::complete_order))
        .api(Needs::May(Action::OrderManage), routes!(orders::cancel_order))
        .api(Needs::May(Action::OrderManage), routes!(orders::close_order_short))
        .api(Needs::May(Action::EventRead), routes!(events::list_events))
        .with_state(state)
}
