//! The tables of API clients, their access tokens, and people's tokens for scripts.

use sea_orm::sea_query::{ForeignKey, Table};
use sea_orm_migration::schema::{big_integer, big_integer_null, string, uuid, uuid_null};
use store::{Change, index, unique};

use crate::account::schema::account_key;
use crate::person::schema::user_key;

pub(crate) mod clients {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "clients")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub account_id: Option<Uuid>,
        pub client_id: String,
        pub secret_hash: String,
        pub name: String,
        pub scopes: String,
        pub default_cost_centre_id: Option<Uuid>,
        pub created_at: i64,
        pub revoked_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod access_tokens {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "access_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: String,
        pub tenant_id: Uuid,
        pub client_id: Uuid,
        pub scopes: String,
        pub expires_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod personal_tokens {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "personal_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub user_id: Uuid,
        pub name: String,
        pub token_hash: String,
        pub created_at: i64,
        pub expires_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn changes() -> Vec<Change> {
    let clients = Table::create()
        .table("clients")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid_null("account_id"))
        .col(string("client_id"))
        .col(string("secret_hash"))
        .col(string("name"))
        .col(string("scopes"))
        .col(uuid_null("default_cost_centre_id"))
        .col(big_integer("created_at"))
        .col(big_integer_null("revoked_at"))
        .foreign_key(&mut account_key("clients", "account_id"))
        .to_owned();
    let access_tokens = Table::create()
        .table("access_tokens")
        .col(string("token_hash").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("client_id"))
        .col(string("scopes"))
        .col(big_integer("expires_at"))
        .foreign_key(
            ForeignKey::create().name("fk__access_tokens__client_id").from("access_tokens", "client_id").to("clients", "id"),
        )
        .to_owned();
    let personal_tokens = Table::create()
        .table("personal_tokens")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("user_id"))
        .col(string("name"))
        .col(string("token_hash"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .foreign_key(&mut user_key("personal_tokens"))
        .to_owned();
    vec![
        Change::Table(clients),
        unique("clients", &["client_id"]),
        index("clients", &["tenant_id", "account_id"]),
        Change::Table(access_tokens),
        index("access_tokens", &["client_id"]),
        index("access_tokens", &["expires_at"]),
        Change::Table(personal_tokens),
        unique("personal_tokens", &["token_hash"]),
        index("personal_tokens", &["user_id"]),
    ]
}
