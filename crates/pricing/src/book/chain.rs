//! Which lists an asker's prices come from, in the order in which they are asked. Shared by all who have the same.

use std::sync::{Arc, PoisonError, RwLock};

use ahash::AHashMap;
use kernel::{AccountId, Currency};

use super::asker::Asker;
use super::line::ListScope;
use crate::list::{Assignee, PriceList};
use crate::market::PricePolicy;

/// A list of the tenant by its place in the book.
pub type ListPlace = u32;

/// A list in a chain, and whom it is assigned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    pub list: ListPlace,
    pub scope: ListScope,
    /// How many companies up, for [`ListScope::Parent`].
    pub distance: u32,
}

/// An asker's lists in order.
pub type Chain = Arc<[Link]>;

/// The market's part in a chain.
#[derive(Debug, Clone, Copy)]
pub struct ChainTerms<'a> {
    pub market: &'a str,
    pub currency: Currency,
    /// The market's own: one market has one policy in one book.
    pub policy: PricePolicy,
}

/// All that decides a chain. Accounts that no list names have the same key, hence the same chain.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct ChainKey {
    market: String,
    currency: Currency,
    group: Option<ScopePlace>,
    /// Of the account and the companies above, those that lists are assigned to, each with its distance.
    accounts: Vec<(u32, ScopePlace)>,
}

type ScopePlace = u32;

/// Lists by whom they are for.
#[derive(Debug, Default)]
pub struct Assignments {
    everyone: Vec<ListPlace>,
    /// Places in `scopes`.
    groups: AHashMap<String, ScopePlace>,
    accounts: AHashMap<AccountId, ScopePlace>,
    scopes: Vec<Vec<ListPlace>>,
    chains: RwLock<AHashMap<ChainKey, Chain>>,
}

impl Assignments {
    pub fn new(assigned: impl IntoIterator<Item = (ListPlace, Assignee)>) -> Assignments {
        let mut all = Assignments::default();
        for (list, assignee) in assigned {
            let next = ScopePlace::try_from(all.scopes.len()).unwrap_or(ScopePlace::MAX);
            let place = match assignee {
                Assignee::Everyone => {
                    all.everyone.push(list);
                    continue;
                }
                Assignee::Group(group) => *all.groups.entry(group).or_insert(next),
                Assignee::Account(account) => *all.accounts.entry(account).or_insert(next),
            };
            if place == next {
                all.scopes.push(Vec::new());
            }
            if let Some(lists) = all.scopes.get_mut(index(place)) {
                lists.push(list);
            }
        }
        all
    }

    /// The asker's chain, worked out once for all who share it.
    pub fn chain(&self, asker: &Asker, asked: ChainTerms<'_>, lists: &[PriceList]) -> Chain {
        let key = self.key(asker, asked.market, asked.currency);
        if let Some(chain) = self.chains.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return chain.clone();
        }
        let chain = self.assemble(&key, asked, lists);
        self.chains.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(chain).clone()
    }

    /// The chain of one whom only the lists for everyone reach.
    pub fn everyones_chain(&self, asked: ChainTerms<'_>, lists: &[PriceList]) -> Chain {
        let nobody = Asker::everyone(kernel::TenantId::from_uuid(Default::default()), kernel::Timestamp::from_micros(0));
        self.chain(&nobody, asked, lists)
    }

    /// How many different chains are in use.
    pub fn chain_count(&self) -> usize {
        self.chains.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn key(&self, asker: &Asker, market: &str, currency: Currency) -> ChainKey {
        let own = asker.account.into_iter().chain(asker.ancestors.iter().copied());
        let accounts = (0..).zip(own).filter_map(|(distance, account)| Some((distance, *self.accounts.get(&account)?))).collect();
        let group = asker.group.as_ref().and_then(|group| self.groups.get(group)).copied();
        ChainKey { market: market.to_ascii_lowercase(), currency, group, accounts }
    }

    fn assemble(&self, key: &ChainKey, asked: ChainTerms<'_>, lists: &[PriceList]) -> Chain {
        let mut links: Vec<Link> = Vec::new();
        let mut add = |places: &[ListPlace], scope: ListScope, distance: u32| {
            for list in places {
                let fits = lists.get(index(*list)).is_some_and(|terms| {
                    terms.currency == key.currency
                        && terms.market.as_deref().is_none_or(|only| only.eq_ignore_ascii_case(asked.market))
                });
                // The most specific assignment comes first and counts.
                if fits && !links.iter().any(|link| link.list == *list) {
                    links.push(Link { list: *list, scope, distance });
                }
            }
        };
        for (distance, scope) in &key.accounts {
            let kind = if *distance == 0 { ListScope::Account } else { ListScope::Parent };
            add(self.lists_of(*scope), kind, *distance);
        }
        if let Some(group) = key.group {
            add(self.lists_of(group), ListScope::Group, 0);
        }
        add(&self.everyone, ListScope::Everyone, 0);
        links.sort_by(|left, right| match (lists.get(index(left.list)), lists.get(index(right.list))) {
            (Some(left_terms), Some(right_terms)) => compare(asked.policy, (left, left_terms), (right, right_terms)),
            _ => left.list.cmp(&right.list),
        });
        links.into()
    }

    fn lists_of(&self, scope: ScopePlace) -> &[ListPlace] {
        self.scopes.get(index(scope)).map_or(&[], Vec::as_slice)
    }
}

/// The total order in which lists are asked; codes are unique, so that no two lists are equal in it.
pub fn compare(policy: PricePolicy, left: (&Link, &PriceList), right: (&Link, &PriceList)) -> std::cmp::Ordering {
    let ((left_link, left), (right_link, right)) = (left, right);
    let by_priority = right.priority.cmp(&left.priority);
    let by_assignment = left_link.scope.cmp(&right_link.scope).then(left_link.distance.cmp(&right_link.distance));
    let first = match policy {
        PricePolicy::FirstMatch | PricePolicy::Lowest => by_priority.then(by_assignment),
        PricePolicy::MostSpecific => by_assignment.then(by_priority),
    };
    first
        .then(right.market.is_some().cmp(&left.market.is_some()))
        .then(right.valid_from.cmp(&left.valid_from))
        .then(left.code.cmp(&right.code))
}

/// A place as a vector's index. A place too large for the machine finds nothing.
pub fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
