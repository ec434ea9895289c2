//! Fresh databases for tests, gone when the test ends.

use kernel::{Clock, Ctx, TenantId, Timestamp};
use sea_orm::ConnectionTrait;
use store::{Backend, Migration, Store, StoreSettings};
use uuid::Uuid;

/// The environment variable that names a PostgreSQL server for tests: `postgres://user@host:port/postgres`.
pub const POSTGRES_VARIABLE: &str = "FONDACO_TEST_POSTGRES_URL";

/// Where every test's clock begins: 2025-06-15T15:06:40Z, a Sunday.
pub const START: Timestamp = Timestamp::from_micros(1_750_000_000_000_000);

/// A fresh, migrated database with a clock and a tenant id of its own. Dropped, it takes the database with it.
pub struct TestStore {
    pub store: Store,
    /// Moved by hand: `test.clock.advance_seconds(30)`.
    pub clock: Clock,
    /// A tenant id for [`TestStore::ctx`]; no row of it exists until the test writes one.
    pub tenant: TenantId,
    _place: Place,
}

impl TestStore {
    /// Fondaco's own context in the test's tenant, now.
    pub fn ctx(&self) -> Ctx {
        Ctx::system(self.tenant, self.clock.now())
    }

    /// Fondaco's own context in another tenant, for proving that nothing leaks.
    pub fn stranger(&self) -> Ctx {
        Ctx::system(TenantId::new(self.clock.now()), self.clock.now())
    }

    /// For messages of failed assertions.
    pub fn engine(&self) -> &'static str {
        match self.store.backend() {
            Backend::Sqlite => "SQLite",
            Backend::Postgres => "PostgreSQL",
        }
    }
}

/// Where the data is, and who cleans up.
enum Place {
    Folder { _folder: tempfile::TempDir },
    Database { server: String, name: String },
}

/// A fresh SQLite store and, when [`POSTGRES_VARIABLE`] is set, a fresh PostgreSQL database too, both with the store's
/// own tables and the given migrations. Pass the room's `migrations` function, or a closure that chains several.
pub async fn stores(migrations: impl Fn() -> Vec<Migration>) -> Vec<TestStore> {
    let mut all = vec![sqlite(&migrations).await];
    if let Some(server) = std::env::var(POSTGRES_VARIABLE).ok().filter(|url| !url.is_empty()) {
        all.push(postgres(&server, &migrations).await);
    }
    all
}

async fn sqlite(migrations: &impl Fn() -> Vec<Migration>) -> TestStore {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = StoreSettings::embedded(folder.path());
    migrated(settings, migrations, Place::Folder { _folder: folder }).await
}

async fn postgres(server: &str, migrations: &impl Fn() -> Vec<Migration>) -> TestStore {
    let name = format!("fondaco_test_{}", Uuid::new_v4().simple());
    run_on(server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    let settings = StoreSettings { url: database_url(server, &name), connections: 4 };
    migrated(settings, migrations, Place::Database { server: server.to_owned(), name }).await
}

async fn migrated(settings: StoreSettings, migrations: &impl Fn() -> Vec<Migration>, place: Place) -> TestStore {
    let clock = Clock::manual(START);
    let store = Store::open(&settings, clock.clone()).await.expect("the test database opens");
    let mut all = store::migrations();
    // Tests that compose several rooms may name one room twice.
    for migration in migrations() {
        if all.iter().all(|known| known.name != migration.name) {
            all.push(migration);
        }
    }
    store.migrate(all).await.expect("the migrations run");
    TestStore { store, clock, tenant: TenantId::new(START), _place: place }
}

/// The same server, another database.
fn database_url(server: &str, name: &str) -> String {
    let (address, options) =
        server.split_once('?').map_or((server, String::new()), |(address, options)| (address, format!("?{options}")));
    let host_end = address.find("://").map_or(0, |scheme| scheme + 3);
    let host = match address[host_end..].find('/') {
        Some(slash) => &address[..host_end + slash],
        None => address,
    };
    format!("{host}/{name}{options}")
}

async fn run_on(server: &str, sql: &str) {
    let settings = StoreSettings { url: server.to_owned(), connections: 2 };
    let admin = Store::open(&settings, Clock::manual(START)).await.expect("the PostgreSQL server for tests answers");
    admin.writer().execute_unprepared(sql).await.expect("databases for tests may be created and dropped");
    admin.close().await.expect("the connection closes");
}

impl Drop for Place {
    fn drop(&mut self) {
        let Place::Database { server, name } = self else { return };
        let (server, name) = (server.clone(), name.clone());
        // A thread with a runtime of its own: the test's runtime cannot be waited for from inside itself.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(run_on(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
        });
        if dropped.join().is_err() {
            eprintln!("a database for tests stayed behind on the PostgreSQL server");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_is_swapped_in_the_url() {
        for (server, wanted) in [
            ("postgres://u:p@h:5433/postgres", "postgres://u:p@h:5433/x"),
            ("postgres://u@h", "postgres://u@h/x"),
            ("postgres://u@h/postgres?sslmode=disable", "postgres://u@h/x?sslmode=disable"),
            ("postgres://u@h?host=/run/pg", "postgres://u@h/x?host=/run/pg"),
        ] {
            assert_eq!(database_url(server, "x"), wanted);
        }
    }

    #[tokio::test]
    async fn every_store_is_migrated_and_its_own() {
        for test in stores(Vec::new).await {
            let mut tx = test.store.begin(&test.ctx()).await.unwrap();
            tx.audit(store::AuditEntry::new("test.change", "thing", 1));
            tx.commit().await.unwrap();
            let page = kernel::PageRequest::new(None, None);
            let seen = store::list_audit(test.store.reader(), &test.ctx(), &store::AuditFilter::default(), &page).await.unwrap();
            assert_eq!(seen.items.len(), 1, "{}", test.engine());
        }
    }
}
