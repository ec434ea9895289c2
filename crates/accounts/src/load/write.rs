//! One chunk of drafts in one transaction and few statements.

use std::collections::{HashMap, HashSet};

use kernel::{AccountId, CostCentreId, Ctx, SiteId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, IntoActiveModel, Iterable};
use serde_json::json;
use store::{AuditEntry, Store, StoreError, Tx};

use super::draft::{Accepted, AccountDraft};
use super::people::{self, PersonWrite};
use super::{Rejected, Report};
use crate::AccountsError;
use crate::account::model::{Account, AccountCard, CostCentre, Site};
use crate::account::repo;
use crate::account::schema::{accounts, cost_centres, sites};
use crate::events::accounts_imported;
use crate::group;
use crate::group::model::AccountGroup;

/// Rows per statement; the widest has seventeen columns, and SQLite takes 32,766 values.
const ROWS: usize = 1_000;

/// What a chunk has to write.
#[derive(Default)]
struct Writes {
    accounts: Vec<Account>,
    sites: Vec<Site>,
    cost_centres: Vec<CostCentre>,
    people: Vec<PersonWrite>,
    /// Accounts of which anything is written, with their numbers.
    touched: Vec<(AccountId, String)>,
}

pub(super) async fn chunk(store: &Store, ctx: &Ctx, chunk: &[Accepted], report: &mut Report) -> Result<(), AccountsError> {
    let drafts = || chunk.iter().map(|accepted| &accepted.draft);
    let hashes = people::hashes(drafts().flat_map(|draft| &draft.people)).await?;
    let mut tx = store.begin(ctx).await?;
    open_groups(ctx, &tx, drafts()).await?;
    let known_people = people::known(ctx, tx.conn(), drafts().flat_map(|draft| &draft.people)).await?;
    let mut cards = known_cards(ctx, &tx, drafts()).await?;
    let mut writes = Writes::default();
    for Accepted { index, draft } in chunk {
        let card = cards.remove(&draft.details.number);
        match merge(ctx, draft, card, (&known_people, &hashes)) {
            Ok(merged) => count(&mut writes, merged, report),
            Err(AccountsError::Invalid(faults)) => {
                report.rejected.push(Rejected { index: *index, number: draft.details.number.clone(), faults });
            }
            Err(error) => return Err(error),
        }
    }
    if writes.touched.is_empty() {
        tx.needs_no_audit();
        return Ok(tx.commit().await?);
    }
    save(ctx, &mut tx, &writes).await?;
    let ids: Vec<AccountId> = writes.touched.iter().map(|(id, _)| *id).collect();
    let numbers: Vec<&str> = writes.touched.iter().map(|(_, number)| number.as_str()).collect();
    tx.announce(accounts_imported(&ids));
    tx.audit(AuditEntry::new("accounts.import", "account", ids.len()).with(json!({"numbers": numbers})));
    Ok(tx.commit().await?)
}

async fn open_groups(ctx: &Ctx, tx: &Tx, drafts: impl Iterator<Item = &AccountDraft>) -> Result<(), StoreError> {
    let wanted: HashSet<&str> = drafts.filter_map(|draft| draft.details.group.as_deref()).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let known = group::repo::groups(tx.conn(), ctx.tenant).await?;
    for code in wanted.into_iter().filter(|code| known.iter().all(|group| group.code != *code)) {
        let group = AccountGroup { code: code.to_owned(), name: code.to_owned() };
        group::repo::insert(tx.conn(), ctx.tenant, &group).await?;
    }
    Ok(())
}

async fn known_cards(
    ctx: &Ctx,
    tx: &Tx,
    drafts: impl Iterator<Item = &AccountDraft>,
) -> Result<HashMap<String, AccountCard>, StoreError> {
    let numbers: Vec<&str> = drafts.map(|draft| draft.details.number.as_str()).collect();
    let found = repo::by_numbers(tx.conn(), ctx.tenant, &numbers).await?;
    let ids: Vec<AccountId> = found.iter().map(|account| account.id).collect();
    let cards = repo::cards(tx.conn(), ctx.tenant, Some(&ids)).await?;
    Ok(cards.into_iter().map(|card| (card.account.number.clone(), card)).collect())
}

/// What one draft has to write.
struct Merged {
    account: Account,
    account_changed: bool,
    is_new: bool,
    sites: Vec<Site>,
    cost_centres: Vec<CostCentre>,
    people: Vec<PersonWrite>,
}

fn merge(
    ctx: &Ctx,
    draft: &AccountDraft,
    card: Option<AccountCard>,
    (known_people, hashes): (&HashMap<String, crate::Person>, &HashMap<String, String>),
) -> Result<Merged, AccountsError> {
    let known = card.as_ref().map(|card| &card.account);
    let account = merge_account(ctx, draft, known)?;
    let mut people = Vec::new();
    for person in &draft.people {
        let (_, write) = people::merged(ctx, person, Some(account.id), known_people.get(&person.email), hashes)?;
        people.extend(write);
    }
    Ok(Merged {
        account_changed: known != Some(&account),
        is_new: known.is_none(),
        sites: merge_sites(ctx, draft, account.id, card.as_ref()),
        cost_centres: merge_cost_centres(ctx, draft, account.id, card.as_ref()),
        people,
        account,
    })
}

/// The account as it should be; its parent is linked later, when every account of the load has its id.
fn merge_account(ctx: &Ctx, draft: &AccountDraft, known: Option<&Account>) -> Result<Account, AccountsError> {
    let details = &draft.details;
    if known.is_some_and(|known| known.currency != details.currency) {
        return Err(AccountsError::field("currency", "fixed", "the currency of an account cannot change; open another account"));
    }
    let mut account = Account {
        id: known.map_or_else(|| AccountId::new(ctx.now), |known| known.id),
        number: details.number.clone(),
        name: details.name.clone(),
        parent: known.and_then(|known| known.parent),
        group: details.group.clone(),
        country: details.country.clone(),
        vat_id: details.vat_id.clone(),
        vat_checked_at: known.filter(|known| known.vat_id == details.vat_id).and_then(|known| known.vat_checked_at),
        market: details.market.clone(),
        currency: details.currency,
        payment_terms_days: details.payment_terms_days,
        state: details.state,
        order_limit: details.order_limit,
        foreign_key: details.foreign_key.clone(),
        version: known.map_or(1, |known| known.version),
    };
    if known.is_some_and(|known| *known != account) {
        account.version += 1;
    }
    Ok(account)
}

/// The sites that differ. When the draft marks a default, the present default loses its mark in the same write.
fn merge_sites(ctx: &Ctx, draft: &AccountDraft, account: AccountId, card: Option<&AccountCard>) -> Vec<Site> {
    let present = card.map_or(&[][..], |card| &card.sites);
    let marks_default = draft.sites.iter().any(|site| site.is_default);
    let has_default = present.iter().any(|site| site.is_default);
    let mut writes = Vec::new();
    for (place, details) in draft.sites.iter().enumerate() {
        let known = present.iter().find(|site| site.code == details.code);
        let stays = !marks_default && known.is_some_and(|known| known.is_default);
        let becomes = details.is_default || (!marks_default && !has_default && place == 0);
        let mut site = Site {
            id: known.map_or_else(|| SiteId::new(ctx.now), |known| known.id),
            account,
            code: details.code.clone(),
            name: details.name.clone(),
            street: details.street.clone(),
            postal_code: details.postal_code.clone(),
            city: details.city.clone(),
            province: details.province.clone(),
            country: details.country.clone(),
            is_default: stays || becomes,
            version: known.map_or(1, |known| known.version),
        };
        if known == Some(&site) {
            continue;
        }
        site.version += i64::from(known.is_some());
        writes.push(site);
    }
    let named = |code: &str| draft.sites.iter().any(|site| site.code == code);
    for site in present.iter().filter(|site| marks_default && site.is_default && !named(&site.code)) {
        writes.push(Site { is_default: false, version: site.version + 1, ..site.clone() });
    }
    writes
}

fn merge_cost_centres(ctx: &Ctx, draft: &AccountDraft, account: AccountId, card: Option<&AccountCard>) -> Vec<CostCentre> {
    let mut writes = Vec::new();
    for details in &draft.cost_centres {
        let known = card.and_then(|card| card.cost_centre(&details.code));
        let mut centre = CostCentre {
            id: known.map_or_else(|| CostCentreId::new(ctx.now), |known| known.id),
            account,
            code: details.code.clone(),
            name: details.name.clone(),
            active: details.active,
            version: known.map_or(1, |known| known.version),
        };
        if known == Some(&centre) {
            continue;
        }
        centre.version += i64::from(known.is_some());
        writes.push(centre);
    }
    writes
}

fn count(writes: &mut Writes, merged: Merged, report: &mut Report) {
    let Merged { account, account_changed, is_new, sites, cost_centres, people } = merged;
    let changes = account_changed || !sites.is_empty() || !cost_centres.is_empty() || !people.is_empty();
    match (is_new, changes) {
        (true, _) => report.created += 1,
        (false, true) => report.updated += 1,
        (false, false) => report.unchanged += 1,
    }
    if changes {
        writes.touched.push((account.id, account.number.clone()));
    }
    if account_changed {
        writes.accounts.push(account);
    }
    writes.sites.extend(sites);
    writes.cost_centres.extend(cost_centres);
    writes.people.extend(people);
}

async fn save(ctx: &Ctx, tx: &mut Tx, writes: &Writes) -> Result<(), AccountsError> {
    for chunk in writes.accounts.chunks(ROWS) {
        let rows = chunk.iter().map(|account| repo::row(ctx.tenant, account).into_active_model());
        accounts::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(accounts::Column::Id).update_columns(accounts::Column::iter()).to_owned())
            .exec_without_returning(tx.conn())
            .await?;
    }
    // Two statements: first all sites that are no default, which takes the mark from those that had it.
    let (unmarked, marked): (Vec<&Site>, Vec<&Site>) = writes.sites.iter().partition(|site| !site.is_default);
    for chunk in unmarked.chunks(ROWS).chain(marked.chunks(ROWS)) {
        let rows = chunk.iter().map(|site| repo::site_row(ctx.tenant, site).into_active_model());
        sites::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(sites::Column::Id).update_columns(sites::Column::iter()).to_owned())
            .exec_without_returning(tx.conn())
            .await?;
    }
    for chunk in writes.cost_centres.chunks(ROWS) {
        let rows = chunk.iter().map(|centre| repo::cost_centre_row(ctx.tenant, centre).into_active_model());
        cost_centres::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(cost_centres::Column::Id).update_columns(cost_centres::Column::iter()).to_owned())
            .exec_without_returning(tx.conn())
            .await?;
    }
    people::save(ctx, tx, &writes.people).await
}
