//! The table of customers' part numbers.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use sea_orm::sea_query::{ForeignKey, Index, Table};
use sea_orm_migration::schema::{string, uuid};
use store::Change;
use uuid::Uuid;

/// A customer's part number as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_skus")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The code as it is compared, see [`crate::normalised`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_key: String,
    /// The code as the customer writes it.
    pub code: String,
    pub product_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn tables() -> Vec<Change> {
    let mut key =
        Index::create().name("pk__customer_skus").col("tenant_id").col("account_id").col("code_key").primary().to_owned();
    let customer_skus = Table::create()
        .table("customer_skus")
        .col(uuid("tenant_id"))
        .col(uuid("account_id"))
        .col(string("code_key"))
        .col(string("code"))
        .col(uuid("product_id"))
        .primary_key(&mut key)
        .foreign_key(
            ForeignKey::create().name("fk__customer_skus__product_id").from("customer_skus", "product_id").to("products", "id"),
        )
        .to_owned();
    vec![Change::Table(customer_skus), store::index("customer_skus", &["tenant_id", "product_id"])]
}
