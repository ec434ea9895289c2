//! The tables of sessions and of failed attempts to sign in.

use sea_orm::sea_query::{Index, Table};
use sea_orm_migration::schema::{big_integer, integer, string, uuid, uuid_null};
use store::{Change, index, unique};

use crate::person::schema::user_key;

pub(crate) mod sessions {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub user_id: Uuid,
        pub token_hash: String,
        pub csrf: String,
        pub acting_account_id: Option<Uuid>,
        pub acting_user_id: Option<Uuid>,
        pub created_at: i64,
        pub last_seen_at: i64,
        pub expires_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn changes() -> Vec<Change> {
    let sessions = Table::create()
        .table("sessions")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("user_id"))
        .col(string("token_hash"))
        .col(string("csrf"))
        .col(uuid_null("acting_account_id"))
        .col(uuid_null("acting_user_id"))
        .col(big_integer("created_at"))
        .col(big_integer("last_seen_at"))
        .col(big_integer("expires_at"))
        .foreign_key(&mut user_key("sessions"))
        .to_owned();
    let attempts = Table::create()
        .table("login_attempts")
        .col(uuid("tenant_id"))
        .col(string("email"))
        .col(integer("failures"))
        .col(big_integer("last_failure_at"))
        .col(big_integer("locked_until"))
        .primary_key(Index::create().name("pk__login_attempts").col("tenant_id").col("email").primary())
        .to_owned();
    vec![
        Change::Table(sessions),
        unique("sessions", &["token_hash"]),
        index("sessions", &["user_id"]),
        index("sessions", &["expires_at"]),
        Change::Table(attempts),
        index("login_attempts", &["last_failure_at"]),
    ]
}
