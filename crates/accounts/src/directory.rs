//! Every account in memory, with its sites and cost centres: what pricing, carts and pages ask at each turn.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use kernel::{AccountId, TenantId};
use store::{FeedRow, Store, StoreError};

use crate::account::model::AccountCard;
use crate::account::repo;
use crate::events::{ACCOUNT_CHANGED, ACCOUNTS_IMPORTED};

/// A tree deeper than this is not walked further.
const DEEPEST: usize = 32;

/// The accounts of all loaded tenants; a function of the database that the feed keeps fresh. Clones share one memory.
#[derive(Clone, Default)]
pub struct Directory {
    tenants: Arc<RwLock<HashMap<TenantId, Cards>>>,
}

#[derive(Default)]
struct Cards {
    by_id: HashMap<AccountId, Arc<AccountCard>>,
    by_number: HashMap<String, AccountId>,
}

impl Cards {
    fn put(&mut self, card: AccountCard) {
        let (id, number) = (card.account.id, card.account.number.clone());
        if let Some(old) = self.by_id.insert(id, Arc::new(card))
            && old.account.number != number
        {
            self.by_number.remove(&old.account.number);
        }
        self.by_number.insert(number, id);
    }
}

impl Directory {
    pub fn new() -> Directory {
        Directory::default()
    }

    /// Reads all accounts of a tenant, replacing what was there.
    pub async fn load(&self, store: &Store, tenant: TenantId) -> Result<(), StoreError> {
        let mut cards = Cards::default();
        for card in repo::cards(store.reader(), tenant, None).await? {
            cards.put(card);
        }
        self.change(|tenants| tenants.insert(tenant, cards));
        Ok(())
    }

    /// Reads again what these facts name. Facts of tenants that are not loaded, and of other kinds, are ignored.
    pub async fn apply(&self, store: &Store, rows: &[FeedRow]) -> Result<(), StoreError> {
        let mut touched: HashMap<TenantId, HashSet<AccountId>> = HashMap::new();
        for row in rows.iter().filter(|row| self.knows(row.tenant)) {
            touched.entry(row.tenant).or_default().extend(named(row));
        }
        for (tenant, ids) in touched {
            let ids: Vec<AccountId> = ids.into_iter().collect();
            let cards = repo::cards(store.reader(), tenant, Some(&ids)).await?;
            self.change(|tenants| {
                let known = tenants.entry(tenant).or_default();
                cards.into_iter().for_each(|card| known.put(card));
            });
        }
        Ok(())
    }

    /// An account with its sites and cost centres.
    pub fn card(&self, tenant: TenantId, account: AccountId) -> Option<Arc<AccountCard>> {
        self.read(tenant, |cards| cards.by_id.get(&account).cloned())
    }

    /// An account by the seller's customer number.
    pub fn by_number(&self, tenant: TenantId, number: &str) -> Option<Arc<AccountCard>> {
        self.read(tenant, |cards| cards.by_id.get(cards.by_number.get(number)?).cloned())
    }

    /// What stands above an account: its parent first, then the parent's, up to the top.
    pub fn ancestors(&self, tenant: TenantId, account: AccountId) -> Vec<AccountId> {
        let walk = |cards: &Cards| {
            let mut line = Vec::new();
            let mut at = cards.by_id.get(&account).and_then(|card| card.account.parent);
            while let Some(parent) = at.filter(|parent| line.len() < DEEPEST && !line.contains(parent)) {
                line.push(parent);
                at = cards.by_id.get(&parent).and_then(|card| card.account.parent);
            }
            Some(line)
        };
        self.read(tenant, walk).unwrap_or_default()
    }

    /// All accounts of a tenant, by number.
    pub fn accounts(&self, tenant: TenantId) -> Vec<Arc<AccountCard>> {
        let mut all = self.read(tenant, |cards| Some(cards.by_id.values().cloned().collect::<Vec<_>>())).unwrap_or_default();
        all.sort_by(|left, right| left.account.number.cmp(&right.account.number));
        all
    }

    /// Whether a tenant has been loaded.
    pub fn knows(&self, tenant: TenantId) -> bool {
        self.read(tenant, |_| Some(())).is_some()
    }

    // A panic elsewhere while the lock was held leaves whole cards behind: each write is one insert. So poison is no reason to stop.
    fn read<T>(&self, tenant: TenantId, look: impl FnOnce(&Cards) -> Option<T>) -> Option<T> {
        let tenants = self.tenants.read().unwrap_or_else(PoisonError::into_inner);
        tenants.get(&tenant).and_then(look)
    }

    fn change<T>(&self, change: impl FnOnce(&mut HashMap<TenantId, Cards>) -> T) -> T {
        change(&mut self.tenants.write().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The accounts that a fact is about.
fn named(row: &FeedRow) -> Vec<AccountId> {
    match row.kind.as_str() {
        ACCOUNT_CHANGED => row.subject.parse().into_iter().collect(),
        ACCOUNTS_IMPORTED => {
            let ids = row.data.get("accounts").and_then(|ids| ids.as_array());
            ids.into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()).collect()
        }
        _ => Vec::new(),
    }
}
