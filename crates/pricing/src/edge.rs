//! The edges: who a caller is to the price book, where goods go, and in which unit a product is counted.
//!
//! The book knows no accounts and no products; these few functions bring the plain facts from the rooms that do. Deny by
//! default: an account that is not known makes no [`Asker`], hence gets no price.

use accounts::{AccountCard, Directory, Site};
use catalog::Product;
use kernel::{AccountId, AmountError, Ctx, Quantity, TenantId, Timestamp};

use crate::LineFault;
use crate::book::{Asker, BasketLine, Tier};
use crate::market::Market;
use crate::tax::{Country, TaxPlace};

/// The caller as one who asks for prices: the account in effect, or everyone's lists for the seller's own people and
/// systems. None when the account is not known.
pub fn asker(ctx: &Ctx, directory: &Directory) -> Option<Asker> {
    match ctx.account() {
        Some(account) => asker_of(directory, ctx.tenant, account, ctx.now),
        None => Some(Asker::everyone(ctx.tenant, ctx.now)),
    }
}

/// An account as one who asks; whether the caller may ask for it is the caller's matter.
pub fn asker_of(directory: &Directory, tenant: TenantId, account: AccountId, at: Timestamp) -> Option<Asker> {
    let card = directory.card(tenant, account)?;
    Some(Asker {
        tenant,
        account: Some(account),
        ancestors: directory.ancestors(tenant, account),
        group: card.account.group.clone(),
        market: Some(card.account.market.clone()).filter(|market| !market.is_empty()),
        currency: Some(card.account.currency),
        at,
    })
}

/// Where an account's goods go: to this site, else to its default site, else to its country.
pub fn tax_place(card: &AccountCard, ship_to: Option<&Site>) -> TaxPlace {
    let own = Country::parse(&card.account.country).unwrap_or(Country::ITALY);
    let site = ship_to.or(card.default_site());
    let to = site.and_then(|site| Country::parse(&site.country).ok()).unwrap_or(own);
    TaxPlace::new(to, own, card.account.vat_id.as_deref())
}

/// A domestic sale to nobody in particular: what the seller's people see.
pub fn domestic_place(market: &Market) -> TaxPlace {
    TaxPlace { ship_to: market.country, vat_id_of: None }
}

/// A quantity in the unit that the product is sold in. Fails when it does not convert exactly: a price for a rounded
/// quantity would be a wrong price.
pub fn sale_quantity(product: &Product, asked: Quantity) -> Result<Quantity, LineFault> {
    let sold_in = product.unit();
    asked.exactly_in(sold_in).map_err(|error| match error {
        AmountError::Mixed { .. } | AmountError::TooPrecise => {
            LineFault::UnitMismatch { asked: asked.unit().code().to_owned(), sold_in: sold_in.code().to_owned() }
        }
        _ => LineFault::TooLarge,
    })
}

/// A line of a basket for a product: the quantity in its own unit, and its tax category.
pub fn basket_line(product: &Product, asked: Quantity) -> Result<BasketLine, LineFault> {
    Ok(BasketLine { product: product.id, quantity: sale_quantity(product, asked)?, tax_category: product.tax_category })
}

/// The ladder as a buyer reads it: it begins at the least quantity that is sold.
pub fn tiers_from(minimum: Quantity, tiers: &[Tier]) -> Vec<Tier> {
    let first = tiers.iter().rposition(|tier| tier.from_quantity.micros() <= minimum.micros());
    let mut shown = tiers.get(first.unwrap_or(0)..).unwrap_or(&[]).to_vec();
    if let (Some(tier), Some(_)) = (shown.first_mut(), first) {
        tier.from_quantity = minimum;
    }
    shown
}
