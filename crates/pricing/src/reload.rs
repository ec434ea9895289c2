//! Builds the book from the database, whole or just what facts name.

use std::collections::BTreeMap;
use std::sync::Arc;

use ahash::AHashMap;
use catalog::events as catalogue;
use kernel::{PriceListId, ProductId, TenantId, Version};
use store::{FeedRow, Store};

use crate::book::{Book, CategoryPlace, Columns, ProductIndex, Row, Sorting, Terms};
use crate::list::{Entry, ListState, PriceList};
use crate::market::Market;
use crate::{PricingError, events, repo};

/// Beyond so many products, where all stand is read again.
const MOST_MOVED: usize = 5000;

/// What some facts say about one tenant's prices.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Whether lists, assignments, rules, markets or rates changed.
    terms: bool,
    /// Products that may stand elsewhere in the catalogue.
    moved: Vec<ProductId>,
    /// Whether the tree of categories changed.
    tree: bool,
    /// For each list the products to read again; `None` = all.
    lists: BTreeMap<PriceListId, Option<Vec<ProductId>>>,
}

/// Sorts facts by tenant; facts of no concern leave nothing.
pub(crate) fn changes_of(rows: &[FeedRow]) -> BTreeMap<TenantId, Changes> {
    let mut tenants: BTreeMap<TenantId, Changes> = BTreeMap::new();
    for row in rows {
        match row.kind.as_str() {
            events::PRICE_LIST_CHANGED => {
                let changes = tenants.entry(row.tenant).or_default();
                changes.terms = true;
                if let Ok(list) = row.subject.parse::<PriceListId>() {
                    changes.note(list, products_named(row));
                }
            }
            events::PRICE_ASSIGNMENT_CHANGED | events::MARKET_CHANGED => {
                tenants.entry(row.tenant).or_default().terms = true;
            }
            catalogue::PRODUCT_CHANGED => {
                tenants.entry(row.tenant).or_default().moved.extend(row.subject.parse::<ProductId>());
            }
            catalogue::CATALOGUE_IMPORTED => {
                let named = row.data.get("products").and_then(serde_json::Value::as_array);
                let products = named.into_iter().flatten().filter_map(|id| id.as_str()?.parse::<ProductId>().ok());
                tenants.entry(row.tenant).or_default().moved.extend(products);
            }
            catalogue::TAXONOMY_CHANGED | catalogue::TAXONOMY_EXTENDED
                if row.data.get("kind").is_none_or(|kind| kind == "categories") =>
            {
                tenants.entry(row.tenant).or_default().tree = true;
            }
            _ => {}
        }
    }
    tenants
}

/// The products whose entries are to be read again; `None` = all of the list.
fn products_named(row: &FeedRow) -> Option<Vec<ProductId>> {
    // Terms are read again anyway. Entries of a list that was not priced before are read when it appears.
    if row.data.get("entries") == Some(&serde_json::Value::Bool(false)) {
        return Some(Vec::new());
    }
    let named = row.data.get("products")?.as_array()?;
    named.iter().map(|id| id.as_str()?.parse().ok()).collect()
}

impl Changes {
    /// Whether only the catalogue changed.
    pub(crate) fn is_catalogues(&self) -> bool {
        !self.terms
    }

    fn note(&mut self, list: PriceListId, products: Option<Vec<ProductId>>) {
        let noted = self.lists.entry(list).or_insert_with(|| Some(Vec::new()));
        match (noted.as_mut(), products) {
            (Some(all), Some(more)) => all.extend(more),
            _ => *noted = None,
        }
        // Beyond this a list is read whole: quicker than naming its products.
        if noted.as_ref().is_some_and(|all| all.len() > 5000) {
            *noted = None;
        }
    }
}

/// The whole book of a tenant. Lists are read one by one, so that no row carries its list's id.
pub(crate) async fn whole(store: &Store, tenant: TenantId) -> Result<Book, PricingError> {
    let (terms, version) = terms(store, tenant).await?;
    let mut products = ProductIndex::default();
    let mut columns = AHashMap::with_capacity(terms.lists().len());
    for list in terms.lists().iter().filter(|list| prices_something(list)) {
        columns.insert(list.id, Arc::new(read_list(store, tenant, list.id, &mut products).await?));
    }
    let book = Book::new(Arc::new(terms), columns, Arc::new(products), version);
    if book.terms().needs_sorting() { sort_all(store, tenant, book).await } else { Ok(book) }
}

/// The next snapshot after a change of the catalogue; none when no price can depend on it.
pub(crate) async fn moved(store: &Store, tenant: TenantId, book: &Book, changes: &Changes) -> Result<Option<Book>, PricingError> {
    if !book.terms().needs_sorting() {
        return Ok(None);
    }
    Ok(Some(sort_again(store, tenant, book.clone(), changes).await?))
}

async fn sort_again(store: &Store, tenant: TenantId, mut book: Book, changes: &Changes) -> Result<Book, PricingError> {
    if changes.tree || changes.moved.len() > MOST_MOVED {
        return sort_all(store, tenant, book).await;
    }
    let mut found = Vec::with_capacity(changes.moved.len());
    let take = |product, category, brand: Option<&str>| found.push((product, category, brand.map(str::to_owned)));
    catalog::places::stream_places(store.reader(), tenant, Some(&changes.moved), take).await?;
    book.put_places(&found);
    Ok(book)
}

/// Reads where every product stands.
async fn sort_all(store: &Store, tenant: TenantId, book: Book) -> Result<Book, PricingError> {
    let conn = store.reader();
    let categories: Vec<CategoryPlace> = catalog::places::categories(conn, tenant)
        .await?
        .into_iter()
        .map(|category| CategoryPlace { id: category.id, code: category.code.into(), parent: category.parent })
        .collect();
    let mut products = ProductIndex::clone(book.products());
    let mut sorting = Sorting::new(&categories);
    let take = |product, category, brand: Option<&str>| {
        if let Some(row) = products.intern(product) {
            sorting.put(row, category, brand);
        }
    };
    catalog::places::stream_places(conn, tenant, None, take).await?;
    Ok(book.with_sorting(Arc::new(products), Arc::new(sorting)))
}

/// The next snapshot: terms are read again (they are few), entries only where facts say so.
pub(crate) async fn changed(store: &Store, tenant: TenantId, book: &Book, changes: &Changes) -> Result<Book, PricingError> {
    let (terms, version) = terms(store, tenant).await?;
    let mut products = Arc::clone(book.products());
    let mut columns = AHashMap::with_capacity(terms.lists().len());
    for list in terms.lists().iter().filter(|list| prices_something(list)) {
        let was_read = book.list(list.id).is_some_and(prices_something);
        let known = book.columns_of(list.id).filter(|_| was_read);
        let next = match (known, changes.lists.get(&list.id)) {
            (Some(known), None) => known.clone(),
            (Some(known), Some(Some(named))) if named.is_empty() => known.clone(),
            (Some(known), Some(Some(named))) => {
                let entries = repo::entries_of(store.reader(), tenant, list.id, named).await?;
                Arc::new(replace(known, &mut products, named, &entries))
            }
            (None, _) | (Some(_), Some(None)) => Arc::new(read_list(store, tenant, list.id, Arc::make_mut(&mut products)).await?),
        };
        columns.insert(list.id, next);
    }
    let next = Book::new(Arc::new(terms), columns, products.clone(), version);
    if !next.terms().needs_sorting() {
        return Ok(next);
    }
    if !book.terms().needs_sorting() {
        return sort_all(store, tenant, next).await;
    }
    sort_again(store, tenant, next.with_sorting(products, book.sorting().clone()), changes).await
}

/// A draft or archived list takes no memory; it is read when it becomes active.
fn prices_something(list: &PriceList) -> bool {
    list.state == ListState::Active
}

async fn terms(store: &Store, tenant: TenantId) -> Result<(Terms, Version), PricingError> {
    let conn = store.reader();
    let lists = repo::lists(conn, tenant).await?;
    let assigned = repo::assignments(conn, tenant).await?;
    let markets = repo::markets(conn, tenant).await?;
    let (rates, rates_version) = repo::tax_rates(conn, tenant).await?;
    let rules = repo::rules(conn, tenant, None).await?;
    let version = version_of(&lists, &markets, rates_version);
    Ok((Terms::new(lists, assigned, markets, rates).with_rules(rules), version))
}

/// Every change adds one to some row's version and rows are never deleted, so that the sum only grows: the same number in
/// every process, without a counter that all writers would wait for.
fn version_of(lists: &[PriceList], markets: &[Market], rates: Version) -> Version {
    let rows = lists.iter().map(|list| list.version).chain(markets.iter().map(|market| market.version));
    rows.fold(rates, Version::saturating_add)
}

async fn read_list(
    store: &Store,
    tenant: TenantId,
    list: PriceListId,
    products: &mut ProductIndex,
) -> Result<Columns, PricingError> {
    let mut packed: Vec<(Row, i64, i64)> = Vec::new();
    let take = |entry: Entry| {
        if let Some(row) = products.intern(entry.product) {
            packed.push((row, entry.from_quantity_micros, entry.price_micros));
        }
    };
    repo::stream_entries(store.reader(), tenant, list, take).await?;
    Ok(Columns::pack(packed))
}

fn replace(known: &Columns, products: &mut Arc<ProductIndex>, named: &[ProductId], entries: &[Entry]) -> Columns {
    // The index is copied only when a product is new to it.
    if !products.knows_all(entries) {
        let index = Arc::make_mut(products);
        for entry in entries {
            let _row = index.intern(entry.product);
        }
    }
    let rows = named.iter().filter_map(|product| products.row(*product)).collect();
    let packed =
        entries.iter().filter_map(|entry| Some((products.row(entry.product)?, entry.from_quantity_micros, entry.price_micros)));
    known.replaced(rows, packed.collect())
}
