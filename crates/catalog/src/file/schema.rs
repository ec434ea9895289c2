//! The table of product files.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use sea_orm::sea_query::{ForeignKey, Table};
use sea_orm_migration::schema::{big_integer, string, string_null, text_null, uuid};
use store::{Change, unique};
use uuid::Uuid;

/// A file as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "product_files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub tenant_id: Uuid,
    pub product_id: Uuid,
    pub kind: String,
    /// Empty when it has none: absent values are never equal, and the file is told from others by it too.
    pub language: String,
    pub title: String,
    pub media_type: String,
    pub blob_id: Option<String>,
    pub url: Option<String>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn tables() -> Vec<Change> {
    let files = Table::create()
        .table("product_files")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("product_id"))
        .col(string("kind"))
        .col(string("language"))
        .col(string("title"))
        .col(string("media_type"))
        .col(string_null("blob_id"))
        .col(text_null("url"))
        .col(big_integer("created_at"))
        .foreign_key(
            ForeignKey::create().name("fk__product_files__product_id").from("product_files", "product_id").to("products", "id"),
        )
        .to_owned();
    vec![Change::Table(files), unique("product_files", &["tenant_id", "product_id", "kind", "language", "title"])]
}
