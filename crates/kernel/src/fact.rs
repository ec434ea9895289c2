//! Facts: what has happened, as one room tells it to the others.

/// A fact about one aggregate, ready for the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// CloudEvents type: `fondaco.order.created.v1`.
    pub kind: &'static str,
    /// The aggregate's id; facts of one subject keep their order.
    pub subject: String,
    /// The account concerned, when there is one: a customer's client sees only its own.
    pub account: Option<crate::AccountId>,
    pub data: serde_json::Value,
}
