//! The tables of attributes and families.

use sea_orm::sea_query::Table;
use sea_orm_migration::schema::{big_integer, boolean, integer, string, string_null, text, uuid};
use store::{Change, unique};

pub(crate) fn tables() -> Vec<Change> {
    let attributes = Table::create()
        .table("attributes")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(string("code"))
        .col(string("kind"))
        .col(string_null("unit"))
        .col(text("names"))
        .col(boolean("facet"))
        .col(integer("position"))
        .col(text("choices"))
        .col(big_integer("version"))
        .to_owned();
    let families = Table::create()
        .table("families")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(string("code"))
        .col(text("names"))
        .col(text("attributes"))
        .col(big_integer("version"))
        .to_owned();
    vec![
        Change::Table(attributes),
        unique("attributes", &["tenant_id", "code"]),
        Change::Table(families),
        unique("families", &["tenant_id", "code"]),
    ]
}

/// An attribute as it is stored.
pub(crate) mod attributes {
    use kernel::Version;
    use sea_orm::entity::prelude::{
        ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
    };
    use uuid::Uuid;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attributes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub code: String,
        pub kind: String,
        pub unit: Option<String>,
        pub names: String,
        pub facet: bool,
        pub position: i32,
        /// `[{"code": "2RS", "names": {"it": "…"}}]`
        pub choices: String,
        pub version: Version,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A family as it is stored.
pub(crate) mod families {
    use kernel::Version;
    use sea_orm::entity::prelude::{
        ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
    };
    use uuid::Uuid;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "families")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub code: String,
        pub names: String,
        /// `["bore_diameter", …]`
        pub attributes: String,
        pub version: Version,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
