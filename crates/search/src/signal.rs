//! Notes what a search led to: a click, a look, a line in a cart. So search figures are facts like all others.

use kernel::{Ctx, FieldFault, TextError};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;

use crate::events::search_signalled;
use crate::finder::permit_to_read;
use crate::{Finder, SearchError};

/// What was done with a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// Opened from the list.
    Click,
    /// Its data sheet was looked at.
    View,
    /// Put into a cart.
    Add,
}

impl SignalKind {
    pub const fn code(self) -> &'static str {
        match self {
            SignalKind::Click => "click",
            SignalKind::View => "view",
            SignalKind::Add => "add",
        }
    }
}

/// One such note.
#[derive(Debug, Clone)]
pub struct Signal {
    /// The `query_id` of the search.
    pub query_id: String,
    pub sku: String,
    pub kind: SignalKind,
}

/// Announces a signal. Fails with field faults for an unreadable query id or an unknown SKU.
pub fn signal(ctx: &Ctx, tx: &mut Tx, finder: &Finder, signal: &Signal) -> Result<(), SearchError> {
    permit_to_read(ctx)?;
    let query_id = kernel::code(&signal.query_id).map_err(|error: TextError| SearchError::Invalid(vec![error.at("query_id")]))?;
    let Some(product) = finder.catalogue().by_sku(ctx.tenant, &signal.sku) else {
        return Err(SearchError::Invalid(vec![FieldFault::new("sku", "unknown_product", "no product has this SKU")]));
    };
    tx.announce(search_signalled(&query_id, ctx.account(), product.id, &product.sku, signal.kind.code()));
    // A click is a measurement, not a change that an auditor asks for.
    tx.needs_no_audit();
    Ok(())
}
