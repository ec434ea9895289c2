//! The house: every room's handle, wired once. What a process is made of, whatever it does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use accounts::{Directory, Identities, Passwords};
use anyhow::{Context, Result};
use catalog::Catalogue;
use checkout::Desk;
use inventory::StockView;
use kernel::{Clock, TenantId};
use notifications::Letters;
use orders::Numbers;
use portal::Portal;
use pricing::PriceBook;
use search::Finder;
use store::{Blobs, FeedRow, Migration, Position, Store, horizon};
use web::{Doors, Ground, PageProblems};
use wire::Mailer;

use crate::private;
use crate::settings::Settings;

/// All rooms of one process. Cheap to clone.
#[derive(Clone)]
pub struct House {
    pub settings: Arc<Settings>,
    pub ground: Ground,
    pub directory: Directory,
    pub catalogue: Catalogue,
    pub book: PriceBook,
    pub stock: StockView,
    pub finder: Finder,
    pub identities: Identities,
    pub passwords: Passwords,
    pub numbers: Numbers,
    pub letters: Letters,
    pub mailer: Mailer,
    pub blobs: Blobs,
    pub portal: Portal,
    state: Arc<State>,
}

/// How far this process has come.
#[derive(Default)]
struct State {
    loaded: AtomicBool,
    followed: AtomicI64,
    reacted: AtomicI64,
}

/// All tables, in the order in which they were added.
pub fn migrations() -> Vec<Migration> {
    [
        store::migrations(),
        accounts::migrations(),
        approvals::migrations(),
        catalog::migrations(),
        pricing::migrations(),
        inventory::migrations(),
        orders::migrations(),
        checkout::migrations(),
        notifications::migrations(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Connects to the database that the settings name, on the machine's clock.
pub async fn open_store(settings: &Settings, clock: Clock) -> Result<Store> {
    if settings.database_url.is_none() {
        private::data_folder(&settings.data_dir)
            .with_context(|| format!("the data folder {} cannot be made", settings.data_dir.display()))?;
    }
    let where_to = if settings.database_url.is_some() { "the database of database_url" } else { "the embedded database" };
    Store::open(&settings.store(), clock).await.with_context(|| format!("{where_to} cannot be opened"))
}

impl House {
    /// Wires the rooms; nothing is loaded yet.
    pub async fn build(settings: Settings, store: Store) -> Result<House> {
        let clock = store.clock().clone();
        let ground = Ground::new(store.clone());
        let (directory, catalogue, book, stock) = (Directory::new(), Catalogue::new(), PriceBook::new(), StockView::new());
        let finder = Finder::new(settings.index_folder(), directory.clone(), catalogue.clone(), book.clone(), stock.clone());
        let identities = Identities::new(store.clone(), directory.clone());
        let passwords = Passwords::new()?;
        let numbers = Numbers::new(store.clone());
        let letters = Letters::new(&settings.base_url(), &settings.mail_from, "Europe/Rome", clock.clone())?;
        let mailer = Mailer::new(&settings.mail()).await.context("the mail transport cannot be set up")?;
        let blobs = Blobs::new(settings.blob_folder());
        let desk = Desk::new(directory.clone(), catalogue.clone(), book.clone(), stock.clone(), numbers.clone());
        private::data_folder(&settings.data_dir)
            .with_context(|| format!("the data folder {} cannot be made", settings.data_dir.display()))?;
        let imports = settings.import_room();
        // What a killed process left behind takes room and harms nobody: no reason not to serve.
        if let Err(error) = imports.sweep() {
            tracing::warn!(folder = %imports.folder.display(), %error, "what imports left behind cannot be swept");
        }
        let portal = Portal::new(portal::PortalParts {
            ground: ground.clone(),
            directory: directory.clone(),
            catalogue: catalogue.clone(),
            book: book.clone(),
            stock: stock.clone(),
            finder: finder.clone(),
            identities: identities.clone(),
            passwords: passwords.clone(),
            desk,
            letters: letters.clone(),
            blobs: blobs.clone(),
            imports,
            secure_cookies: settings.secure_cookies,
            themes: settings.themes_dir.clone(),
        })?;
        Ok(House {
            settings: Arc::new(settings),
            ground,
            directory,
            catalogue,
            book,
            stock,
            finder,
            identities,
            passwords,
            numbers,
            letters,
            mailer,
            blobs,
            portal,
            state: Arc::default(),
        })
    }

    /// What checkout works with.
    pub fn desk(&self) -> Desk {
        Desk::new(self.directory.clone(), self.catalogue.clone(), self.book.clone(), self.stock.clone(), self.numbers.clone())
    }

    /// Loads the read models of every tenant; returns the position in the feed from which to follow. The position is read
    /// first, so that what commits meanwhile is applied again rather than missed.
    pub async fn load(&self) -> Result<Position> {
        let store = &self.ground.store;
        let from = horizon(store).await?;
        for tenant in accounts::list_tenants(store.reader()).await? {
            self.load_tenant(tenant.id).await?;
        }
        self.state.followed.store(from, Ordering::SeqCst);
        self.state.loaded.store(true, Ordering::SeqCst);
        Ok(from)
    }

    /// The four models side by side; the index after the catalogue that it is built from.
    pub async fn load_tenant(&self, tenant: TenantId) -> Result<()> {
        let store = &self.ground.store;
        let started = std::time::Instant::now();
        let catalogue_and_index = async {
            self.catalogue.load(store, tenant).await.context("the catalogue")?;
            tracing::info!(ms = started.elapsed().as_millis(), "the catalogue is loaded");
            self.finder.load(store, tenant).await.context("the search index")
        };
        tokio::try_join!(
            async { self.directory.load(store, tenant).await.context("the directory of accounts") },
            catalogue_and_index,
            async { self.book.load(store, tenant).await.context("the price book") },
            async { self.stock.load(store, tenant).await.context("the stock") },
        )?;
        tracing::info!(ms = started.elapsed().as_millis(), "the tenant's read models are loaded");
        Ok(())
    }

    /// Brings the read models up to these facts.
    pub async fn apply(&self, rows: &[FeedRow]) -> Result<()> {
        let store = &self.ground.store;
        self.directory.apply(store, rows).await?;
        self.identities.apply(rows);
        self.catalogue.apply(store, rows).await?;
        self.book.apply(store, rows).await?;
        self.stock.apply(store, rows).await?;
        // A seller who came while this process runs: the others load a tenant with its first fact of theirs.
        for tenant in self.finder.missing(rows) {
            self.finder.load(store, tenant).await?;
        }
        self.finder.apply(store, rows).await?;
        self.portal.apply(rows);
        Ok(())
    }

    pub fn is_loaded(&self) -> bool {
        self.state.loaded.load(Ordering::SeqCst)
    }

    pub fn followed_to(&self, position: Position) {
        self.state.followed.store(position, Ordering::SeqCst);
        metrics::gauge!("feed_position").set(gauge(position));
    }

    /// How far the read models have come.
    pub fn followed(&self) -> Position {
        self.state.followed.load(Ordering::SeqCst)
    }

    pub fn reacted_to(&self) -> Position {
        self.state.reacted.load(Ordering::SeqCst)
    }

    pub fn note_reacted(&self, position: Position) {
        self.state.reacted.store(position, Ordering::SeqCst);
    }

    /// Every route of every room.
    pub fn doors(&self) -> Doors {
        let ground = self.ground.clone();
        Doors::new()
            .merge(accounts::doors(accounts::AccountsState {
                ground: ground.clone(),
                identities: self.identities.clone(),
                passwords: self.passwords.clone(),
            }))
            .merge(approvals::doors(approvals::ApprovalsState { ground: ground.clone() }))
            .merge(catalog::doors(catalog::CatalogState {
                ground: ground.clone(),
                catalogue: self.catalogue.clone(),
                blobs: self.blobs.clone(),
            }))
            .merge(pricing::doors(pricing::PricingState {
                ground: ground.clone(),
                directory: self.directory.clone(),
                catalogue: self.catalogue.clone(),
                book: self.book.clone(),
            }))
            .merge(inventory::doors(inventory::InventoryState {
                ground: ground.clone(),
                directory: self.directory.clone(),
                catalogue: self.catalogue.clone(),
                stock: self.stock.clone(),
            }))
            .merge(search::doors(search::SearchState { ground: ground.clone(), finder: self.finder.clone() }))
            .merge(orders::doors(orders::OrdersState { ground: ground.clone() }))
            .merge(checkout::doors(checkout::CheckoutState { ground: ground.clone(), desk: self.desk() }))
            .merge(notifications::doors(notifications::NotificationsState { ground, letters: self.letters.clone() }))
            .merge(self.portal.doors())
    }

    pub fn problem_pages(&self) -> Arc<dyn PageProblems> {
        Arc::new(self.portal.clone())
    }
}

/// Positions stay far below the point where a float would round them; metrics know nothing else.
fn gauge(position: Position) -> f64 {
    i32::try_from(position).map_or(f64::MAX, f64::from)
}
