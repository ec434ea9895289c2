//! The handle to every tenant's price book: read without locks, loaded in bulk, kept fresh by facts.

use std::sync::Arc;

use ahash::AHashMap;
use arc_swap::ArcSwap;
use kernel::{ProductId, Quantity, TenantId, Version};
use store::{FeedRow, Store};
use tokio::sync::Mutex;

use crate::book::{Asker, Basket, BasketLine, Book, LinePrice, Pricer};
use crate::tax::TaxPlace;
use crate::{LineFault, PricingError, reload};

/// All prices of all tenants of this process. Cheap to clone; clones share one book.
#[derive(Clone, Default)]
pub struct PriceBook {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    books: ArcSwap<AHashMap<TenantId, Arc<Book>>>,
    /// Held while a new snapshot is made, so that of two changes none is lost.
    changing: Mutex<()>,
}

impl PriceBook {
    pub fn new() -> PriceBook {
        PriceBook::default()
    }

    /// The price of one line. The quantity is in the product's own unit.
    pub fn price(&self, asker: &Asker, product: ProductId, quantity: Quantity, explain: bool) -> Result<LinePrice, LineFault> {
        self.pricer(asker)?.price(product, quantity, explain)
    }

    /// A basket with its totals. Quantities are in the products' own units; the order of lines changes no amount.
    pub fn basket(&self, asker: &Asker, place: &TaxPlace, lines: &[BasketLine], explain: bool) -> Result<Basket, LineFault> {
        self.pricer(asker)?.basket(place, lines, explain)
    }

    /// One snapshot for one asker: for pages that ask many prices. Fails when the tenant is not loaded.
    pub fn pricer(&self, asker: &Asker) -> Result<Pricer, LineFault> {
        let book = self.book(asker.tenant).ok_or(LineFault::NoPrice)?;
        Ok(Pricer::new(book, asker))
    }

    /// The tenant's present snapshot; none before it was loaded.
    pub fn book(&self, tenant: TenantId) -> Option<Arc<Book>> {
        self.inner.books.load().get(&tenant).cloned()
    }

    /// The version of the tenant's prices: grows with each change, equal in every process and after a restart.
    pub fn version(&self, tenant: TenantId) -> Option<Version> {
        self.book(tenant).map(|book| book.version())
    }

    /// Builds a tenant's book from the database, streaming.
    pub async fn load(&self, store: &Store, tenant: TenantId) -> Result<(), PricingError> {
        let _turn = self.inner.changing.lock().await;
        let book = reload::whole(store, tenant).await?;
        self.put(tenant, book);
        Ok(())
    }

    /// Re-reads what these facts name. Idempotent; other rooms' facts are ignored.
    pub async fn apply(&self, store: &Store, rows: &[FeedRow]) -> Result<(), PricingError> {
        for (tenant, changes) in reload::changes_of(rows) {
            let _turn = self.inner.changing.lock().await;
            let book = match self.book(tenant) {
                Some(book) if changes.is_catalogues() => match reload::moved(store, tenant, &book, &changes).await? {
                    Some(next) => next,
                    None => continue,
                },
                // It will be loaded with the first fact about its prices.
                None if changes.is_catalogues() => continue,
                Some(book) => reload::changed(store, tenant, &book, &changes).await?,
                None => reload::whole(store, tenant).await?,
            };
            self.put(tenant, book);
        }
        Ok(())
    }

    /// Puts a book made by hand in place; for tests and benches.
    pub fn put(&self, tenant: TenantId, book: Book) {
        let mut books = AHashMap::clone(&self.inner.books.load());
        books.insert(tenant, Arc::new(book));
        self.inner.books.store(Arc::new(books));
    }
}
