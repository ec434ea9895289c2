//! The table of products.

use kernel::Version;
use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use sea_orm::sea_query::{ForeignKey, Table};
use sea_orm_migration::schema::{big_integer, big_integer_null, integer_null, string, string_null, text, uuid, uuid_null};
use store::{Change, unique};
use uuid::Uuid;

/// One product as it is stored. Texts, attributes, codes and packs are JSON.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "products")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub tenant_id: Uuid,
    pub sku: String,
    pub kind: String,
    pub master_id: Option<Uuid>,
    pub mpn: Option<String>,
    pub gtin: Option<String>,
    /// `["…"]`
    pub other_codes: String,
    pub brand: Option<String>,
    pub category_id: Option<Uuid>,
    pub family: Option<String>,
    /// `{"it": "…", "en": "…"}`
    pub names: String,
    pub descriptions: String,
    /// `{"bore_diameter": "25", "sealed": true, "seal": "2RS", "temperature": ["-20", "120"]}`, read by each attribute's kind.
    pub attributes: String,
    pub unit: String,
    pub minimum_micros: i64,
    pub step_micros: i64,
    /// `[["box", micros]]`, in the unit of sale.
    pub packs: String,
    pub weight_grams: Option<i64>,
    pub tax_category: String,
    pub lead_time_days: Option<i32>,
    pub state: String,
    pub successor_id: Option<Uuid>,
    pub source: Option<String>,
    pub foreign_key: Option<String>,
    pub changed_at: i64,
    pub version: Version,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn tables() -> Vec<Change> {
    let products = Table::create()
        .table("products")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(string("sku"))
        .col(string("kind"))
        .col(uuid_null("master_id"))
        .col(string_null("mpn"))
        .col(string_null("gtin"))
        .col(text("other_codes"))
        .col(string_null("brand"))
        .col(uuid_null("category_id"))
        .col(string_null("family"))
        .col(text("names"))
        .col(text("descriptions"))
        .col(text("attributes"))
        .col(string("unit"))
        .col(big_integer("minimum_micros"))
        .col(big_integer("step_micros"))
        .col(text("packs"))
        .col(big_integer_null("weight_grams"))
        .col(string("tax_category"))
        .col(integer_null("lead_time_days"))
        .col(string("state"))
        .col(uuid_null("successor_id"))
        .col(string_null("source"))
        .col(string_null("foreign_key"))
        .col(big_integer("changed_at"))
        .col(big_integer("version"))
        .foreign_key(
            ForeignKey::create().name("fk__products__category_id").from("products", "category_id").to("categories", "id"),
        )
        .to_owned();
    vec![Change::Table(products), unique("products", &["tenant_id", "sku"])]
}
