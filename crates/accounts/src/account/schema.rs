//! The tables of accounts, their groups, sites and cost centres.

use sea_orm::sea_query::{ForeignKey, ForeignKeyCreateStatement, Index, Table, TableCreateStatement};
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, integer, string, string_null, text, uuid, uuid_null};
use store::{Change, index, unique};

use super::search::fill;

pub(crate) mod account_groups {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_groups")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub name: String,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod accounts {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub number: String,
        pub name: String,
        pub parent_id: Option<Uuid>,
        pub group_code: Option<String>,
        pub country: String,
        pub vat_id: Option<String>,
        pub vat_checked_at: Option<i64>,
        pub market: String,
        pub currency: String,
        pub payment_terms_days: i32,
        pub state: String,
        pub order_limit_micros: Option<i64>,
        pub foreign_key: Option<String>,
        pub version: i64,
        /// Number, name and VAT number, folded (see `super::search`).
        pub search_text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod sites {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sites")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub account_id: Uuid,
        pub code: String,
        pub name: String,
        pub street: String,
        pub postal_code: String,
        pub city: String,
        pub province: Option<String>,
        pub country: String,
        pub is_default: bool,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod cost_centres {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cost_centres")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub account_id: Uuid,
        pub code: String,
        pub name: String,
        pub active: bool,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A column that names an account.
pub(crate) fn account_key(table: &'static str, column: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(format!("fk__{table}__{column}")).from(table, column).to("accounts", "id").to_owned()
}

pub(crate) fn changes() -> Vec<Change> {
    let groups = Table::create()
        .table("account_groups")
        .col(uuid("tenant_id"))
        .col(string("code"))
        .col(string("name"))
        .primary_key(Index::create().name("pk__account_groups").col("tenant_id").col("code").primary())
        .to_owned();
    let accounts = Table::create()
        .table("accounts")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(string("number"))
        .col(string("name"))
        .col(uuid_null("parent_id"))
        .col(string_null("group_code"))
        .col(string("country"))
        .col(string_null("vat_id"))
        .col(big_integer_null("vat_checked_at"))
        .col(string("market"))
        .col(string("currency"))
        .col(integer("payment_terms_days"))
        .col(string("state"))
        .col(big_integer_null("order_limit_micros"))
        .col(string_null("foreign_key"))
        .col(big_integer("version"))
        .foreign_key(&mut account_key("accounts", "parent_id"))
        .to_owned();
    let cost_centres = Table::create()
        .table("cost_centres")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("account_id"))
        .col(string("code"))
        .col(string("name"))
        .col(boolean("active"))
        .col(big_integer("version"))
        .foreign_key(&mut account_key("cost_centres", "account_id"))
        .to_owned();
    // At most one default site per account, whoever writes at the same time.
    const ONE_DEFAULT: &str = "CREATE UNIQUE INDEX uq__sites__account_id ON sites (account_id) WHERE is_default";
    vec![
        Change::Table(groups),
        Change::Table(accounts),
        unique("accounts", &["tenant_id", "number"]),
        index("accounts", &["parent_id"]),
        Change::Table(sites_table()),
        unique("sites", &["account_id", "code"]),
        index("sites", &["tenant_id"]),
        Change::Sql { sqlite: ONE_DEFAULT, postgres: ONE_DEFAULT },
        Change::Table(cost_centres),
        unique("cost_centres", &["account_id", "code"]),
        index("cost_centres", &["tenant_id"]),
    ]
}

/// Groups are edited by several people, so they carry a version like every row that is.
pub(crate) fn group_version_changes() -> Vec<Change> {
    let mut column = big_integer("version");
    vec![Change::Alter(Table::alter().table("account_groups").add_column(column.default(1)).to_owned())]
}

/// The text by which accounts are searched, also for those that are there already.
pub(crate) fn search_changes() -> Vec<Change> {
    let mut column = text("search_text");
    let add = Table::alter().table("accounts").add_column(column.default("")).to_owned();
    vec![Change::Alter(add), Change::Fill(|conn| Box::pin(fill(conn)))]
}

fn sites_table() -> TableCreateStatement {
    Table::create()
        .table("sites")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("account_id"))
        .col(string("code"))
        .col(string("name"))
        .col(string("street"))
        .col(string("postal_code"))
        .col(string("city"))
        .col(string_null("province"))
        .col(string("country"))
        .col(boolean("is_default"))
        .col(big_integer("version"))
        .foreign_key(&mut account_key("sites", "account_id"))
        .to_owned()
}
