//! Migrations as lists of changes that run alike on SQLite and PostgreSQL, and this crate's own tables.

use std::pin::Pin;

use sea_orm::sea_query::{Index, IndexCreateStatement, TableAlterStatement, TableCreateStatement};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::schema::{big_integer, integer, string, string_null, text, text_null, uuid, uuid_null};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTraitSelf, SchemaManager, SchemaManagerConnection};

/// One step of the schema's growth. Once released it never changes: a later step expands, a still later one contracts.
pub struct Migration {
    /// Unique and ordered: `m0001_accounts`.
    pub name: &'static str,
    pub changes: fn() -> Vec<Change>,
}

/// What a step does.
#[expect(clippy::large_enum_variant, reason = "a few dozen are made, once, when a database is brought up to date")]
pub enum Change {
    Table(TableCreateStatement),
    Index(IndexCreateStatement),
    Alter(TableAlterStatement),
    /// For what the builder cannot say.
    Sql {
        sqlite: &'static str,
        postgres: &'static str,
    },
    /// For values that only code can compute. It knows the tables as this step finds them, by statements of its own: the
    /// rooms' entities may have grown since.
    Fill(Fill),
}

/// Writes values into rows that are there already.
pub type Fill = for<'a, 'c> fn(&'a SchemaManagerConnection<'c>) -> Pin<Box<dyn Future<Output = Result<(), DbErr>> + Send + 'a>>;

/// A unique index, named so that a violation can be told by table and columns on either engine
/// (see [`crate::StoreError::violates`]).
pub fn unique(table: &'static str, columns: &[&'static str]) -> Change {
    let mut index = Index::create();
    index.name(unique_name(table, columns)).table(table).unique();
    for column in columns {
        index.col(*column);
    }
    Change::Index(index)
}

/// A plain index over these columns.
pub fn index(table: &'static str, columns: &[&'static str]) -> Change {
    let mut index = Index::create();
    index.name(format!("ix__{table}__{}", columns.join("__"))).table(table);
    for column in columns {
        index.col(*column);
    }
    Change::Index(index)
}

pub(crate) fn unique_name(table: &str, columns: &[&str]) -> String {
    format!("uq__{table}__{}", columns.join("__"))
}

impl MigrationName for Migration {
    fn name(&self) -> &str {
        self.name
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        for change in (self.changes)() {
            match change {
                Change::Table(statement) => connection.execute(&statement).await.map(drop)?,
                Change::Index(statement) => connection.execute(&statement).await.map(drop)?,
                Change::Alter(statement) => connection.execute(&statement).await.map(drop)?,
                Change::Fill(fill) => fill(connection).await?,
                Change::Sql { sqlite, postgres } => {
                    let sql = if backend == DbBackend::Sqlite { sqlite } else { postgres };
                    if !sql.is_empty() {
                        connection.execute_unprepared(sql).await?;
                    }
                }
            }
        }
        Ok(())
    }
}

pub(crate) struct Migrator(pub Vec<Migration>);

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTraitSelf for Migrator {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        let boxed = |migration: &Migration| -> Box<dyn MigrationTrait> {
            Box::new(Migration { name: migration.name, changes: migration.changes })
        };
        self.0.iter().map(boxed).collect()
    }
}

/// The store's own tables.
pub fn migrations() -> Vec<Migration> {
    vec![Migration { name: "m0001_store", changes: own_tables }]
}

fn own_tables() -> Vec<Change> {
    use sea_orm::sea_query::Table;
    let audit = Table::create()
        .table("audit_entries")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid_null("account_id"))
        .col(big_integer("at"))
        .col(string("actor_kind"))
        .col(uuid_null("actor_id"))
        .col(string("actor_name"))
        .col(uuid_null("acting_for_account"))
        .col(uuid_null("acting_for_user"))
        .col(string("action"))
        .col(string("object_kind"))
        .col(string("object_id"))
        .col(string("correlation_id"))
        .col(text("detail"))
        .to_owned();
    let jobs = Table::create()
        .table("jobs")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(string("kind"))
        .col(text("payload"))
        .col(string("state"))
        .col(big_integer("run_at"))
        .col(big_integer("locked_until"))
        .col(integer("attempts"))
        .col(text_null("last_error"))
        .col(string("correlation_id"))
        .col(big_integer("created_at"))
        .col(string_null("unique_key"))
        .to_owned();
    let keys = Table::create()
        .table("idempotency_keys")
        .col(uuid("tenant_id"))
        .col(string("caller"))
        .col(string("key"))
        .col(string("digest"))
        .col(integer("status"))
        .col(text("body"))
        .col(big_integer("created_at"))
        .primary_key(Index::create().name("pk__idempotency_keys").col("tenant_id").col("caller").col("key").primary())
        .to_owned();
    let cursors =
        Table::create().table("feed_cursors").col(string("consumer").primary_key()).col(big_integer("position")).to_owned();
    vec![
        Change::Sql { sqlite: OUTBOX_SQLITE, postgres: OUTBOX_POSTGRES },
        unique("outbox", &["tenant_id", "subject", "sequence"]),
        Change::Table(audit),
        index("audit_entries", &["tenant_id", "at"]),
        index("audit_entries", &["tenant_id", "object_kind", "object_id"]),
        Change::Table(jobs),
        index("jobs", &["state", "run_at"]),
        unique("jobs", &["unique_key"]),
        Change::Table(keys),
        Change::Table(cursors),
    ]
}

/// AUTOINCREMENT: a position is never given twice, also after the newest row was deleted.
const OUTBOX_SQLITE: &str = "CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL, tenant_id BLOB NOT NULL, account_id BLOB, kind TEXT NOT NULL,
    subject TEXT NOT NULL, sequence BIGINT NOT NULL, at BIGINT NOT NULL, correlation_id TEXT NOT NULL, actor TEXT NOT NULL,
    data TEXT NOT NULL)";

const OUTBOX_POSTGRES: &str = "CREATE TABLE outbox (
    position BIGSERIAL PRIMARY KEY, id UUID NOT NULL, tenant_id UUID NOT NULL, account_id UUID, kind TEXT NOT NULL,
    subject TEXT NOT NULL, sequence BIGINT NOT NULL, at BIGINT NOT NULL, correlation_id TEXT NOT NULL, actor TEXT NOT NULL,
    data TEXT NOT NULL)";
