//! The tables of people: users, memberships, reps' accounts, and the links that let people in without a password.

use sea_orm::sea_query::{ForeignKey, ForeignKeyCreateStatement, Index, Table};
use sea_orm_migration::schema::{big_integer, big_integer_null, string, string_null, text_null, uuid, uuid_null};
use store::{Change, index, unique};

use crate::account::schema::account_key;

pub(crate) mod users {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub email: String,
        pub name: String,
        pub password_hash: Option<String>,
        pub locale: String,
        pub state: String,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod memberships {
    use sea_orm::entity::prelude::*;

    /// One per person: who works for two companies has an address at each.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "memberships")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: Uuid,
        pub tenant_id: Uuid,
        pub account_id: Option<Uuid>,
        pub role: String,
        pub order_limit_micros: Option<i64>,
        pub currency: Option<String>,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod rep_accounts {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rep_accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        pub tenant_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod sign_in_links {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub user_id: Uuid,
        pub purpose: String,
        /// Absent until the mail is written.
        pub token_hash: Option<String>,
        pub created_at: i64,
        pub expires_at: i64,
        pub used_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A column that names a user.
pub(crate) fn user_key(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(format!("fk__{table}__user_id")).from(table, "user_id").to("users", "id").to_owned()
}

pub(crate) fn changes() -> Vec<Change> {
    let users = Table::create()
        .table("users")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(string("email"))
        .col(string("name"))
        .col(text_null("password_hash"))
        .col(string("locale"))
        .col(string("state"))
        .col(big_integer("created_at"))
        .to_owned();
    let memberships = Table::create()
        .table("memberships")
        .col(uuid("user_id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid_null("account_id"))
        .col(string("role"))
        .col(big_integer_null("order_limit_micros"))
        .col(string_null("currency"))
        .col(big_integer("version"))
        .foreign_key(&mut user_key("memberships"))
        .foreign_key(&mut account_key("memberships", "account_id"))
        .to_owned();
    let rep_accounts = Table::create()
        .table("rep_accounts")
        .col(uuid("user_id"))
        .col(uuid("account_id"))
        .col(uuid("tenant_id"))
        .primary_key(Index::create().name("pk__rep_accounts").col("user_id").col("account_id").primary())
        .foreign_key(&mut user_key("rep_accounts"))
        .foreign_key(&mut account_key("rep_accounts", "account_id"))
        .to_owned();
    let links = Table::create()
        .table("sign_in_links")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("user_id"))
        .col(string("purpose"))
        .col(string_null("token_hash"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .col(big_integer_null("used_at"))
        .foreign_key(&mut user_key("sign_in_links"))
        .to_owned();
    vec![
        Change::Table(users),
        unique("users", &["tenant_id", "email"]),
        Change::Table(memberships),
        index("memberships", &["tenant_id", "account_id"]),
        Change::Table(rep_accounts),
        index("rep_accounts", &["account_id"]),
        Change::Table(links),
        unique("sign_in_links", &["token_hash"]),
        index("sign_in_links", &["user_id"]),
    ]
}
