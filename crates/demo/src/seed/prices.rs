//! The price lists and their entries.

use kernel::{Ctx, Currency, Percent, PriceListId, ProductId};
use pricing::load::{write_assignments, write_entries, write_lists};
use pricing::{Assignee, Entry, ListDraft, ListState, PriceList};
use store::Store;

use super::articles::USUAL;
use super::{SeedError, Written, people};
use crate::catalogue::Catalogue;
use crate::company::{
    BASE_LIST, CONTRACT_LIST, OUTLET, OUTLET_LIST, ROSSI, Tier, WORKSHOP_DISCOUNT_PERCENT, WORKSHOP_LIST, WORKSHOPS, base,
    contract, outlet, workshop,
};

/// SQLite looks for each value's place in a statement from the start of the text: many short statements are written much
/// faster than a few long ones.
pub(super) const BATCH: usize = 400;

/// The demo's four lists.
pub(super) struct Lists {
    base: PriceList,
    workshop: PriceList,
    contract: PriceList,
    outlet: PriceList,
}

/// Makes the lists, without entries, and says whom they are for.
pub(super) async fn open_lists(store: &Store, ctx: &Ctx) -> Result<Lists, SeedError> {
    let drafts = [
        draft(BASE_LIST, "Listino base", "Base list", 0),
        ListDraft {
            derived: Some((BASE_LIST.to_owned(), Percent::whole(WORKSHOP_DISCOUNT_PERCENT))),
            ..draft(WORKSHOP_LIST, "Listino officine meccaniche", "Workshops", 10)
        },
        draft(CONTRACT_LIST, "Contratto quadro Officine Rossi", "Officine Rossi framework contract", 20),
        ListDraft { exclusive: true, ..draft(OUTLET_LIST, "Occasioni di magazzino", "Warehouse remainders", 30) },
    ];
    let lists = write_lists(store, ctx, &drafts).await?;
    let [base, workshop, contract, outlet] = <[PriceList; 4]>::try_from(lists)
        .map_err(|lists| SeedError::refused("a price list", format!("{} of 4 came back", lists.len())))?;
    let rossi = people::card(store, ctx, ROSSI).await?.account.id;
    let remainders = people::card(store, ctx, OUTLET).await?.account.id;
    let assignments: [(PriceListId, Vec<Assignee>); 4] = [
        (base.id, vec![Assignee::Everyone]),
        (workshop.id, vec![Assignee::Group(WORKSHOPS.to_owned())]),
        (contract.id, vec![Assignee::Account(rossi)]),
        (outlet.id, vec![Assignee::Account(remainders)]),
    ];
    write_assignments(store, ctx, &assignments).await?;
    Ok(Lists { base, workshop, contract, outlet })
}

fn draft(code: &str, name_it: &str, name_en: &str, priority: i32) -> ListDraft {
    ListDraft {
        code: code.to_owned(),
        name_it: name_it.to_owned(),
        name_en: name_en.to_owned(),
        currency: Currency::EUR,
        market: None,
        priority,
        exclusive: false,
        valid_from: None,
        valid_to: None,
        derived: None,
        state: ListState::Active,
    }
}

/// Writes the entries of all lists.
pub(super) async fn write(
    store: &Store,
    ctx: &Ctx,
    lists: &Lists,
    (catalogue, written): (&Catalogue, &[Written]),
) -> Result<(), SeedError> {
    let (mut of_base, mut of_workshop, mut of_contract, mut of_outlet) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for ((product, written), place) in catalogue.products().zip(written).zip(0..) {
        of_base.extend(entries(written.id, base(&product)));
        of_workshop.extend(entries(written.id, workshop(&product).unwrap_or_default()));
        of_outlet.extend(entries(written.id, outlet(&product).unwrap_or_default()));
        if place < USUAL {
            of_contract.extend(entries(written.id, contract(&product).unwrap_or_default()));
        }
    }
    let lists =
        [(&lists.base, of_base), (&lists.workshop, of_workshop), (&lists.contract, of_contract), (&lists.outlet, of_outlet)];
    for (list, entries) in lists {
        for batch in entries.chunks(BATCH) {
            write_entries(store, ctx, list, batch).await?;
        }
    }
    Ok(())
}

fn entries(product: ProductId, tiers: Vec<Tier>) -> impl Iterator<Item = Entry> {
    tiers.into_iter().map(move |tier| Entry { product, from_quantity_micros: tier.from_quantity, price_micros: tier.price })
}
