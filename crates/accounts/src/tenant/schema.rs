//! The table of tenants.

use sea_orm::sea_query::Table;
use sea_orm_migration::schema::{big_integer, string, string_null, text, uuid};
use store::{Change, unique};

pub(crate) mod tenants {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tenants")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub slug: String,
        pub name: String,
        pub host: Option<String>,
        pub time_zone: String,
        pub default_locale: String,
        pub accent: String,
        pub settings: String,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn changes() -> Vec<Change> {
    let tenants = Table::create()
        .table("tenants")
        .col(uuid("id").primary_key())
        .col(string("slug"))
        .col(string("name"))
        .col(string_null("host"))
        .col(string("time_zone"))
        .col(string("default_locale"))
        .col(string("accent"))
        .col(text("settings"))
        .col(big_integer("version"))
        .to_owned();
    vec![Change::Table(tenants), unique("tenants", &["slug"]), unique("tenants", &["host"])]
}
