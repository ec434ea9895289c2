//! The tables of carts.

use sea_orm::sea_query::{Expr, ExprTrait, ForeignKey, Table};
use sea_orm_migration::schema::{big_integer, integer, string, string_null, text_null, uuid, uuid_null};
use store::{Change, Migration, index};

pub(crate) mod carts {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "carts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub account_id: Uuid,
        pub owner_id: Option<Uuid>,
        pub owner_name: String,
        pub name: Option<String>,
        pub state: String,
        pub version: i64,
        pub site_id: Option<Uuid>,
        pub purchase_order: Option<String>,
        pub cost_centre: Option<String>,
        pub project: Option<String>,
        pub ddt_reference: Option<String>,
        pub requested_date: Option<String>,
        pub notes: Option<String>,
        pub approval_id: Option<Uuid>,
        /// What was submitted, as JSON of [`crate::Snapshot`].
        pub submitted: Option<String>,
        pub order_id: Option<Uuid>,
        pub order_number: Option<String>,
        pub created_at: i64,
        pub updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod cart_lines {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cart_lines")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub cart_id: Uuid,
        pub position: i32,
        pub product_id: Uuid,
        pub sku: String,
        pub quantity_micros: i64,
        pub unit: String,
        pub cost_centre: Option<String>,
        pub added_by: String,
        pub note: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// This room's steps of the schema.
pub fn migrations() -> Vec<Migration> {
    vec![Migration { name: "m0700_checkout", changes }]
}

fn changes() -> Vec<Change> {
    let carts = Table::create()
        .table("carts")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("account_id"))
        .col(uuid_null("owner_id"))
        .col(string("owner_name"))
        .col(string_null("name"))
        .col(string("state"))
        .col(big_integer("version"))
        .col(uuid_null("site_id"))
        .col(string_null("purchase_order"))
        .col(string_null("cost_centre"))
        .col(string_null("project"))
        .col(string_null("ddt_reference"))
        .col(string_null("requested_date"))
        .col(text_null("notes"))
        .col(uuid_null("approval_id"))
        .col(text_null("submitted"))
        .col(uuid_null("order_id"))
        .col(string_null("order_number"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .to_owned();
    let lines = Table::create()
        .table("cart_lines")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("cart_id"))
        .col(integer("position"))
        .col(uuid("product_id"))
        .col(string("sku"))
        .col(big_integer("quantity_micros"))
        .col(string("unit"))
        .col(string_null("cost_centre"))
        .col(string("added_by"))
        .col(text_null("note"))
        .check(("ck__cart_lines__quantity", Expr::col("quantity_micros").gt(0)))
        .foreign_key(ForeignKey::create().name("fk__cart_lines__cart_id").from("cart_lines", "cart_id").to("carts", "id"))
        .to_owned();
    vec![
        Change::Table(carts),
        index("carts", &["tenant_id", "account_id", "updated_at"]),
        index("carts", &["owner_id"]),
        index("carts", &["approval_id"]),
        Change::Table(lines),
        index("cart_lines", &["cart_id"]),
    ]
}
