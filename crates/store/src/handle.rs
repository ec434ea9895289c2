//! The database handle: one writer and a read pool on SQLite, one pool on PostgreSQL.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Clock, Ctx};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTraitSelf;
use tokio::sync::watch;

use crate::{Migration, StoreError, Tx};

/// Which engine holds the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// Where the data is and how many connections may be open.
#[derive(Debug, Clone)]
pub struct StoreSettings {
    /// `sqlite:/path/fondaco.db` or `postgres://user:password@host:port/database`.
    pub url: String,
    /// Connections for reading (SQLite) or for everything (PostgreSQL).
    pub connections: u32,
}

impl StoreSettings {
    /// The embedded database in a folder.
    pub fn embedded(folder: &Path) -> StoreSettings {
        StoreSettings { url: format!("sqlite:{}", folder.join("fondaco.db").display()), connections: 4 }
    }
}

/// The handle that every room works through; cheap to clone.
#[derive(Clone)]
pub struct Store {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    backend: Backend,
    clock: Clock,
    /// Counts commits that announced facts, so that followers in this process need not wait for their timer.
    announced: Arc<watch::Sender<u64>>,
}

impl Store {
    /// Connects; an embedded database is created when absent. Tables are made by [`Store::migrate`].
    pub async fn open(settings: &StoreSettings, clock: Clock) -> Result<Store, StoreError> {
        let announced = Arc::new(watch::Sender::new(0));
        if settings.url.starts_with("sqlite:") {
            let writer = Database::connect(sqlite(settings, 1, false)).await?;
            let reader = Database::connect(sqlite(settings, settings.connections.max(1), true)).await?;
            return Ok(Store { writer, reader, backend: Backend::Sqlite, clock, announced });
        }
        let mut options = ConnectOptions::new(settings.url.clone());
        options
            .max_connections(settings.connections.max(2))
            .acquire_timeout(Duration::from_secs(30))
            .test_before_acquire(false)
            .sqlx_logging(false);
        let pool = Database::connect(options).await?;
        Ok(Store { writer: pool.clone(), reader: pool, backend: Backend::Postgres, clock, announced })
    }

    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// What the database driver calls the engine, for building statements.
    pub fn driver(&self) -> DbBackend {
        match self.backend {
            Backend::Sqlite => DbBackend::Sqlite,
            Backend::Postgres => DbBackend::Postgres,
        }
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// For reading what is committed; writes through it fail on SQLite and are forbidden everywhere.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Begins a change on behalf of the caller. On SQLite it waits for its turn: there is one writer.
    pub async fn begin(&self, ctx: &Ctx) -> Result<Tx, StoreError> {
        let options =
            TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
        let transaction = self.writer.begin_with_options(options).await?;
        Ok(Tx::new(transaction, ctx.clone(), self.backend, self.announced.clone()))
    }

    /// Applies what has not been applied yet, in the order given.
    pub async fn migrate(&self, migrations: Vec<Migration>) -> Result<(), StoreError> {
        crate::schema::Migrator(migrations).up(&self.writer, None).await?;
        Ok(())
    }

    /// How many of these migrations wait to be applied.
    pub async fn pending_migrations(&self, migrations: Vec<Migration>) -> Result<usize, StoreError> {
        Ok(crate::schema::Migrator(migrations).get_pending_migrations(&self.writer).await?.len())
    }

    /// Wakes when a commit of this process announced facts.
    pub fn announcements(&self) -> watch::Receiver<u64> {
        self.announced.subscribe()
    }

    /// Whether the database answers now.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.reader.ping().await?;
        Ok(())
    }

    /// The writer's connection, for bulk loads in their own transactions and for this crate's technical writes.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Refreshes the planner's statistics after a bulk load.
    pub async fn analyze(&self) -> Result<(), StoreError> {
        use sea_orm::ConnectionTrait;
        self.writer.execute_unprepared("ANALYZE").await?;
        if self.backend == Backend::Sqlite {
            // Samples of values make SQLite plan a statement anew for each value bound to it, which costs more than most of
            // ours take to run. What is left, how many rows a key has on average, chooses the same indexes.
            self.writer.execute_unprepared("DELETE FROM sqlite_stat4; ANALYZE sqlite_schema").await?;
        }
        Ok(())
    }

    /// Lets go of every connection; on SQLite the write-ahead log is folded back into the file.
    pub async fn close(&self) -> Result<(), StoreError> {
        use sea_orm::ConnectionTrait;
        if self.backend == Backend::Sqlite {
            self.writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        self.reader.close_by_ref().await?;
        self.writer.close_by_ref().await?;
        Ok(())
    }
}

fn sqlite(settings: &StoreSettings, connections: u32, reads_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(settings.url.clone());
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(60))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // FULL: what was acknowledged survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(30))
                .foreign_keys(true)
                // Kilobytes of pages that each connection keeps; what is read on every click is in the read models.
                .pragma("cache_size", if reads_only { "-1000" } else { "-4000" })
                .pragma("temp_store", "MEMORY")
                // A statement of many rows is some ten kilobytes when prepared.
                .statement_cache_capacity(100);
            if reads_only { sqlite.pragma("query_only", "ON") } else { sqlite.pragma("wal_autocheckpoint", "4000") }
        });
    options
}
