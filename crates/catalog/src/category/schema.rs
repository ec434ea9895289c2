//! The table of categories.

use kernel::Version;
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use sea_orm::sea_query::Table;
use sea_orm_migration::schema::{big_integer, integer, string, string_null, text, uuid, uuid_null};
use store::{Change, unique};
use uuid::Uuid;

/// A category as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "categories")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub tenant_id: Uuid,
    pub code: String,
    pub parent_id: Option<Uuid>,
    pub position: i32,
    pub names: String,
    pub drawing: Option<String>,
    pub version: Version,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn tables() -> Vec<Change> {
    let categories = Table::create()
        .table("categories")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(string("code"))
        .col(uuid_null("parent_id"))
        .col(integer("position"))
        .col(text("names"))
        .col(string_null("drawing"))
        .col(big_integer("version"))
        .to_owned();
    vec![Change::Table(categories), unique("categories", &["tenant_id", "code"])]
}
