//! The life of an order, state by state.

use crate::{Command, OrderError, OrderState};

/// Every state × command: what comes of it, `None` when it is refused.
#[test]
fn the_life_of_an_order_is_this_table() {
    use OrderState::{Cancelled, Completed, Confirmed, Delivered, PartlyShipped, Placed, Shipped};
    // confirm, ship some, ship all, close short, deliver, complete, cancel
    let table: [(OrderState, [Option<OrderState>; 7]); 7] = [
        (Placed, [Some(Confirmed), None, None, None, None, None, Some(Cancelled)]),
        (Confirmed, [None, Some(PartlyShipped), Some(Shipped), None, None, None, Some(Cancelled)]),
        (PartlyShipped, [None, Some(PartlyShipped), Some(Shipped), Some(Shipped), None, None, None]),
        (Shipped, [None, None, None, None, Some(Delivered), None, None]),
        (Delivered, [None, None, None, None, None, Some(Completed), None]),
        (Completed, [None; 7]),
        (Cancelled, [None; 7]),
    ];
    assert_eq!(table.map(|(state, _)| state), OrderState::ALL, "every state is in the table");
    for (state, outcomes) in table {
        for (command, wanted) in Command::ALL.into_iter().zip(outcomes) {
            let outcome = state.after(command);
            match wanted {
                Some(next) => assert_eq!(outcome.ok(), Some(next), "{state:?} {command:?}"),
                None => assert!(matches!(outcome, Err(OrderError::NotAllowed { .. })), "{state:?} {command:?}"),
            }
            assert_eq!(state.allows(command), wanted.is_some());
        }
        assert_eq!(OrderState::parse(state.code()), Some(state));
    }
}
