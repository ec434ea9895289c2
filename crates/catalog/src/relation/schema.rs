//! The table of relations.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use sea_orm::sea_query::{ForeignKey, Index, Table};
use sea_orm_migration::schema::{big_integer_null, string, string_null, text_null, uuid, uuid_null};
use store::Change;
use uuid::Uuid;

/// A relation as it is stored. It is told from others by product, kind, target and position.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "relations")]
pub struct Model {
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The target's id, or the text itself: what the primary key needs, since absent values are never equal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_key: String,
    /// Empty when there is none.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: String,
    pub target_id: Option<Uuid>,
    pub target_text: Option<String>,
    pub quantity_micros: Option<i64>,
    pub unit: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn tables() -> Vec<Change> {
    let mut key = Index::create()
        .name("pk__relations")
        .col("product_id")
        .col("kind")
        .col("target_key")
        .col("position")
        .primary()
        .to_owned();
    let relations = Table::create()
        .table("relations")
        .col(uuid("tenant_id"))
        .col(uuid("product_id"))
        .col(string("kind"))
        .col(string("target_key"))
        .col(string("position"))
        .col(uuid_null("target_id"))
        .col(text_null("target_text"))
        .col(big_integer_null("quantity_micros"))
        .col(string_null("unit"))
        .primary_key(&mut key)
        .foreign_key(ForeignKey::create().name("fk__relations__product_id").from("relations", "product_id").to("products", "id"))
        .foreign_key(ForeignKey::create().name("fk__relations__target_id").from("relations", "target_id").to("products", "id"))
        .to_owned();
    vec![Change::Table(relations), store::index("relations", &["tenant_id", "product_id"])]
}
