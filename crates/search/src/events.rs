//! The facts of this room.

use kernel::{AccountId, Fact, ProductId};
use serde_json::json;

/// Somebody looked at, clicked or added a product that a search had shown; the subject is the query's id.
pub const SEARCH_SIGNALLED: &str = "fondaco.search.signalled.v1";

pub(crate) fn search_signalled(
    query_id: &str,
    account: Option<AccountId>,
    product: ProductId,
    sku: &str,
    kind: &'static str,
) -> Fact {
    let data = json!({ "product": product, "sku": sku, "kind": kind });
    Fact { kind: SEARCH_SIGNALLED, subject: query_id.to_owned(), account, data }
}
