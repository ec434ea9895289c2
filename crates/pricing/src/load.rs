//! Writes prices in bulk: for imports and demo data. Each chunk is a transaction of its own, so that a run that breaks off
//! can be repeated.

use std::collections::BTreeSet;

use kernel::{Ctx, PriceListId};
use store::{Store, StoreError};

use crate::list::{Assignee, Entry, PriceList};
use crate::lists::{ListDraft, assign, create_list, find_list, permit_to_manage, update_list, upsert_entries};
use crate::market::Market;
use crate::markets::{create_market, put_tax_rate, update_market};
use crate::tax::TaxRate;
use crate::{PricingError, repo};

/// How many entries one transaction writes.
const CHUNK: usize = 12_000;

/// Makes markets, or changes those whose code is known.
pub async fn write_markets(store: &Store, ctx: &Ctx, markets: &[Market]) -> Result<(), PricingError> {
    let permit = permit_to_manage(ctx)?;
    let mut tx = store.begin(ctx).await?;
    for market in markets {
        // Read anew for each: a new default makes the others step back.
        let known = repo::markets(tx.conn(), ctx.tenant).await?;
        match known.iter().find(|known| known.code == market.code) {
            Some(known) => update_market(&mut tx, market, known.version, &permit).await?,
            None => create_market(&mut tx, market, &permit).await?,
        };
    }
    commit(tx, markets.is_empty()).await
}

/// Writes VAT rates beside, or over, those that Fondaco knows.
pub async fn write_tax_rates(store: &Store, ctx: &Ctx, rates: &[TaxRate]) -> Result<(), PricingError> {
    let permit = permit_to_manage(ctx)?;
    let mut tx = store.begin(ctx).await?;
    for rate in rates {
        put_tax_rate(&mut tx, rate, &permit).await?;
    }
    commit(tx, rates.is_empty()).await
}

/// Makes lists, or changes the terms of those whose code is known; answers them in the order given. A derived list stands
/// after its base.
pub async fn write_lists(store: &Store, ctx: &Ctx, drafts: &[ListDraft]) -> Result<Vec<PriceList>, PricingError> {
    let permit = permit_to_manage(ctx)?;
    let mut tx = store.begin(ctx).await?;
    let mut lists = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let list = match repo::list_by_code(tx.conn(), ctx.tenant, &draft.code).await? {
            Some(known) => update_list(&mut tx, draft, known.version, &permit).await?,
            None => create_list(ctx, &mut tx, draft, &permit).await?,
        };
        lists.push(list);
    }
    commit(tx, drafts.is_empty()).await?;
    Ok(lists)
}

/// Adds entries to a list, or changes the price of those that are there. Of two for the same product and quantity in one
/// call, the later counts.
pub async fn write_entries(store: &Store, ctx: &Ctx, list: &PriceList, entries: &[Entry]) -> Result<(), PricingError> {
    let permit = permit_to_manage(ctx)?;
    for chunk in entries.chunks(CHUNK) {
        let mut tx = store.begin(ctx).await?;
        upsert_entries(&mut tx, list, chunk, &permit).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Says whom lists are for; whom a list was for before is forgotten.
pub async fn write_assignments(store: &Store, ctx: &Ctx, lists: &[(PriceListId, Vec<Assignee>)]) -> Result<(), PricingError> {
    let permit = permit_to_manage(ctx)?;
    let mut tx = store.begin(ctx).await?;
    let known = repo::lists(tx.conn(), ctx.tenant).await?;
    for (id, assignees) in lists {
        let list = known.iter().find(|list| list.id == *id).ok_or_else(|| PricingError::ListNotFound(id.to_string()))?;
        assign(&mut tx, list, list.version, assignees, &permit).await?;
    }
    commit(tx, lists.is_empty()).await
}

/// How often a change that met another's is tried.
const ATTEMPTS: usize = 10;

/// Assigns the lists with these codes to who is wanted, beside whom they are for already. Whom somebody else assigns or takes
/// away at the same time stays so: what is there is read in the transaction that writes, under the list's version, and read
/// again when that has moved on. Answers the codes of the lists that are for nobody.
pub async fn add_assignees(
    store: &Store,
    ctx: &Ctx,
    codes: &BTreeSet<String>,
    wanted: &[Assignee],
) -> Result<Vec<String>, PricingError> {
    for _ in 1..ATTEMPTS {
        match add_once(store, ctx, codes, wanted).await {
            Err(PricingError::VersionMoved | PricingError::Store(StoreError::Contended | StoreError::Violated { .. })) => {}
            outcome => return outcome,
        }
    }
    add_once(store, ctx, codes, wanted).await
}

async fn add_once(store: &Store, ctx: &Ctx, codes: &BTreeSet<String>, wanted: &[Assignee]) -> Result<Vec<String>, PricingError> {
    let permit = permit_to_manage(ctx)?;
    let mut tx = store.begin(ctx).await?;
    let (mut nobodys, mut is_same) = (Vec::new(), true);
    for code in codes {
        // The version first: what is assigned is read no earlier.
        let (list, before) = find_list(tx.conn(), ctx.tenant, code).await?;
        let mut after = before.clone();
        after.extend(wanted.iter().filter(|one| !before.contains(one)).cloned());
        if after.is_empty() {
            nobodys.push(code.clone());
        }
        if after != before {
            assign(&mut tx, &list, list.version, &after, &permit).await?;
            is_same = false;
        }
    }
    commit(tx, is_same).await?;
    Ok(nobodys)
}

async fn commit(mut tx: store::Tx, did_nothing: bool) -> Result<(), PricingError> {
    if did_nothing {
        tx.needs_no_audit();
    }
    Ok(tx.commit().await?)
}
