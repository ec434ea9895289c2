//! The life of a cart, state by state, and what is told of changes.

use kernel::{Currency, Money, Quantity, UnitPrice};
use orders::{OrderTotals, Partial};

use crate::snapshot::changes;
use crate::{CartCommand, CartState, Change, CheckoutError, LineProblem, Snapshot, SnapshotLine};

/// Every state × command: what comes of it, `None` when it is refused.
#[test]
fn the_life_of_a_cart_is_this_table() {
    use CartState::{Abandoned, Open, Ordered, Waiting};
    // edit, order, wait, reopen, abandon
    let table: [(CartState, [Option<CartState>; 5]); 4] = [
        (Open, [Some(Open), Some(Ordered), Some(Waiting), None, Some(Abandoned)]),
        (Waiting, [None, Some(Ordered), None, Some(Open), None]),
        (Ordered, [None; 5]),
        (Abandoned, [None; 5]),
    ];
    assert_eq!(table.map(|(state, _)| state), CartState::ALL, "every state is in the table");
    for (state, outcomes) in table {
        for (command, wanted) in CartCommand::ALL.into_iter().zip(outcomes) {
            match wanted {
                Some(next) => assert_eq!(state.after(command).ok(), Some(next), "{state:?} {command:?}"),
                None => assert!(matches!(state.after(command), Err(CheckoutError::NotAllowed { .. })), "{state:?} {command:?}"),
            }
        }
        assert_eq!(CartState::parse(state.code()), Some(state));
    }
}

fn eur(amount: &str) -> Money {
    Money::parse(amount, Currency::EUR).unwrap()
}

fn price(amount: &str) -> UnitPrice {
    UnitPrice::parse(amount, Currency::EUR).unwrap()
}

fn snapshot(digest: &str) -> Snapshot {
    let line = SnapshotLine {
        sku: "A-1".to_owned(),
        name: "A".to_owned(),
        quantity: Quantity::pieces(10),
        unit_price: Some(price("2")),
        line_total: Some(eur("20")),
        short: Quantity::pieces(0),
        problem: None,
    };
    Snapshot {
        digest: digest.to_owned(),
        lines: vec![line],
        totals: Some(OrderTotals { net: eur("20"), tax: Vec::new(), gross: eur("24.40") }),
        ship_to: None,
        partial: Partial::Backorder,
    }
}

#[test]
fn what_changed_since_the_submission_is_told_line_by_line() {
    let was = snapshot("one");
    assert!(changes(&was, &snapshot("one")).is_empty());

    let mut dearer = snapshot("two");
    dearer.lines[0].unit_price = Some(price("3"));
    dearer.totals = Some(OrderTotals { net: eur("30"), tax: Vec::new(), gross: eur("36.60") });
    let told = changes(&was, &dearer);
    assert_eq!(told[0], Change::Price { line: 1, sku: "A-1".to_owned(), was: price("2"), now: price("3") });
    assert_eq!(told[1], Change::Total { was: eur("24.40"), now: eur("36.60") });

    let mut scarcer = snapshot("three");
    scarcer.lines[0].short = Quantity::pieces(4);
    let told = changes(&was, &scarcer);
    assert_eq!(told, [Change::Shortage { line: 1, sku: "A-1".to_owned(), was: Quantity::pieces(0), now: Quantity::pieces(4) }]);

    let mut gone = snapshot("four");
    gone.lines[0].unit_price = None;
    gone.lines[0].problem = Some(LineProblem::NotSold);
    assert_eq!(changes(&was, &gone), [Change::Blocked { line: 1, sku: "A-1".to_owned(), problem: LineProblem::NotSold }]);

    let mut others = snapshot("five");
    others.lines.clear();
    assert_eq!(changes(&was, &others), [Change::Lines]);
    assert_eq!(changes(&was, &snapshot("six")), [Change::Lines], "a digest that moved is never told as nothing");
}
