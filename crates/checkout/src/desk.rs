//! What checkout reads from memory, and the buyer at the counter.

use std::sync::Arc;

use accounts::{AccountCard, Directory, Site};
use catalog::Catalogue;
use inventory::StockView;
use kernel::{AccountId, Ctx, Denied};
use orders::{Numbers, OrderAccount, ShipTo};
use pricing::{Asker, PriceBook, edge};

use crate::CheckoutError;

/// Accounts, products, prices and stock in memory, and where order numbers come from. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub directory: Directory,
    pub catalogue: Catalogue,
    pub book: PriceBook,
    pub stock: StockView,
    pub numbers: Numbers,
}

impl Desk {
    pub fn new(directory: Directory, catalogue: Catalogue, book: PriceBook, stock: StockView, numbers: Numbers) -> Desk {
        Desk { directory, catalogue, book, stock, numbers }
    }

    /// The account that buys. One that is not known is out of reach.
    pub(crate) fn buyer(&self, ctx: &Ctx, account: AccountId) -> Result<Buyer, CheckoutError> {
        let card = self.directory.card(ctx.tenant, account).ok_or(Denied::Secret)?;
        let asker = edge::asker_of(&self.directory, ctx.tenant, account, ctx.now).ok_or(Denied::Secret)?;
        Ok(Buyer { card, asker })
    }
}

/// The account that buys, as prices and taxes see it.
pub(crate) struct Buyer {
    pub card: Arc<AccountCard>,
    pub asker: Asker,
}

impl Buyer {
    pub fn account(&self) -> AccountId {
        self.card.account.id
    }

    /// The account as orders keep it.
    pub fn snapshot(&self) -> OrderAccount {
        let account = &self.card.account;
        OrderAccount { id: account.id, number: account.number.clone(), name: account.name.clone() }
    }
}

/// A site's address as orders keep it.
pub(crate) fn ship_to(site: &Site) -> ShipTo {
    ShipTo {
        site: site.id,
        code: site.code.clone(),
        name: site.name.clone(),
        street: site.street.clone(),
        postal_code: site.postal_code.clone(),
        city: site.city.clone(),
        province: site.province.clone(),
        country: site.country.clone(),
    }
}
