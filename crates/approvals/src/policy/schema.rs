//! The tables of policies.

use sea_orm::sea_query::{Index, Table};
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, string_null, uuid, uuid_null};
use store::Change;

pub(crate) mod approval_policies {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_policies")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        pub tenant_id: Uuid,
        pub order_limit_micros: Option<i64>,
        pub currency: String,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod approval_steps {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_steps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub tenant_id: Uuid,
        pub approver_id: Option<Uuid>,
        pub role: Option<String>,
        pub up_to_micros: Option<i64>,
        pub currency: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn changes() -> Vec<Change> {
    let policies = Table::create()
        .table("approval_policies")
        .col(uuid("account_id").primary_key())
        .col(uuid("tenant_id"))
        .col(big_integer_null("order_limit_micros"))
        .col(string("currency"))
        .col(big_integer("version"))
        .to_owned();
    let steps = Table::create()
        .table("approval_steps")
        .col(uuid("account_id"))
        .col(integer("position"))
        .col(uuid("tenant_id"))
        .col(uuid_null("approver_id"))
        .col(string_null("role"))
        .col(big_integer_null("up_to_micros"))
        .col(string("currency"))
        .primary_key(Index::create().name("pk__approval_steps").col("account_id").col("position").primary())
        .to_owned();
    vec![Change::Table(policies), Change::Table(steps)]
}
