//! The tables of orders, and their entities.

use sea_orm::sea_query::{
    Expr, ExprTrait, ForeignKey, ForeignKeyCreateStatement, Table, TableAlterStatement, TableCreateStatement,
};
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, string_null, text, text_null, uuid, uuid_null};
use store::{Change, Migration, index, unique};

use crate::search::fill;

pub(crate) mod orders {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "orders")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub account_id: Uuid,
        pub account_number: String,
        pub account_name: String,
        pub order_number: String,
        /// The API client, or the person, under whom `external_id` is unique.
        pub client_id: Option<Uuid>,
        pub external_id: Option<String>,
        pub origin: String,
        pub state: String,
        pub version: i64,
        pub placed_at: i64,
        pub placed_by: Option<Uuid>,
        pub placed_by_name: String,
        pub acted_by: Option<String>,
        pub purchase_order: Option<String>,
        pub cost_centre: Option<String>,
        pub project: Option<String>,
        pub ddt_reference: Option<String>,
        pub requested_date: Option<String>,
        pub notes: Option<String>,
        pub ship_to: String,
        pub currency: String,
        pub net_micros: i64,
        pub gross_micros: i64,
        pub tax: String,
        pub price_book_version: i64,
        pub line_count: i32,
        pub cart_id: Option<Uuid>,
        pub approval_id: Option<Uuid>,
        /// What the order is found by, folded (see `super::search`).
        pub search_text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod order_lines {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "order_lines")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub order_id: Uuid,
        pub position: i32,
        pub product_id: Uuid,
        pub sku: String,
        pub name: String,
        pub customer_sku: Option<String>,
        pub quantity_micros: i64,
        pub unit: String,
        pub unit_price_micros: i64,
        pub list_price_micros: Option<i64>,
        pub line_total_micros: i64,
        pub tax_category: String,
        pub tax_rate_micros: i64,
        pub price_source: String,
        pub cost_centre: Option<String>,
        pub note: Option<String>,
        pub backordered_micros: i64,
        pub shipped_micros: i64,
        pub cancelled_micros: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod shipments {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shipments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub order_id: Uuid,
        pub number: String,
        pub carrier: String,
        pub sent_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod parcels {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "parcels")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub shipment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub tenant_id: Uuid,
        pub tracking_code: String,
        pub tracking_url: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod shipment_lines {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shipment_lines")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub shipment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub line_id: Uuid,
        pub tenant_id: Uuid,
        pub quantity_micros: i64,
        pub unit: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod shipment_origins {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shipment_origins")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub shipment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub line_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub warehouse_id: Uuid,
        pub tenant_id: Uuid,
        pub warehouse_code: String,
        pub quantity_micros: i64,
        pub unit: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod order_timeline {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "order_timeline")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub order_id: Uuid,
        pub at: i64,
        pub kind: String,
        pub actor: String,
        pub detail: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// This room's steps of the schema.
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "m0600_orders", changes },
        Migration { name: "m0601_shipment_origins", changes: || vec![Change::Table(shipment_origins_table())] },
        Migration { name: "m0602_closed_short", changes: || vec![Change::Alter(cancelled_column())] },
        Migration { name: "m0603_orders_search", changes: search_changes },
    ]
}

fn changes() -> Vec<Change> {
    let mut changes = order_tables();
    changes.extend(shipment_tables());
    changes
}

fn key(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(format!("fk__{table}__{column}")).from(table, column).to(to, "id").to_owned()
}

fn order_tables() -> Vec<Change> {
    let mut changes = vec![
        Change::Table(orders_table()),
        unique("orders", &["tenant_id", "order_number"]),
        unique("orders", &["tenant_id", "client_id", "external_id"]),
        // Ids sort by the moment of placing: these serve the lists, newest first.
        index("orders", &["tenant_id", "id"]),
        index("orders", &["account_id", "id"]),
    ];
    changes.extend(line_tables());
    changes
}

fn orders_table() -> TableCreateStatement {
    Table::create()
        .table("orders")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("account_id"))
        .col(string("account_number"))
        .col(string("account_name"))
        .col(string("order_number"))
        .col(uuid_null("client_id"))
        .col(string_null("external_id"))
        .col(string("origin"))
        .col(string("state"))
        .col(big_integer("version"))
        .col(big_integer("placed_at"))
        .col(uuid_null("placed_by"))
        .col(string("placed_by_name"))
        .col(string_null("acted_by"))
        .col(string_null("purchase_order"))
        .col(string_null("cost_centre"))
        .col(string_null("project"))
        .col(string_null("ddt_reference"))
        .col(string_null("requested_date"))
        .col(text_null("notes"))
        .col(text("ship_to"))
        .col(string("currency"))
        .col(big_integer("net_micros"))
        .col(big_integer("gross_micros"))
        .col(text("tax"))
        .col(big_integer("price_book_version"))
        .col(integer("line_count"))
        .col(uuid_null("cart_id"))
        .col(uuid_null("approval_id"))
        .to_owned()
}

fn line_tables() -> Vec<Change> {
    let lines = Table::create()
        .table("order_lines")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("order_id"))
        .col(integer("position"))
        .col(uuid("product_id"))
        .col(string("sku"))
        .col(text("name"))
        .col(string_null("customer_sku"))
        .col(big_integer("quantity_micros"))
        .col(string("unit"))
        .col(big_integer("unit_price_micros"))
        .col(big_integer_null("list_price_micros"))
        .col(big_integer("line_total_micros"))
        .col(string("tax_category"))
        .col(big_integer("tax_rate_micros"))
        .col(string("price_source"))
        .col(string_null("cost_centre"))
        .col(text_null("note"))
        .col(big_integer("backordered_micros"))
        .col(big_integer("shipped_micros"))
        .check(("ck__order_lines__quantity", Expr::col("quantity_micros").gt(0)))
        .check(("ck__order_lines__shipped", Expr::col("shipped_micros").lte(Expr::col("quantity_micros"))))
        .check(("ck__order_lines__backordered", Expr::col("backordered_micros").gte(0)))
        .foreign_key(&mut key("order_lines", "order_id", "orders"))
        .to_owned();
    let timeline = Table::create()
        .table("order_timeline")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("order_id"))
        .col(big_integer("at"))
        .col(string("kind"))
        .col(string("actor"))
        .col(text("detail"))
        .foreign_key(&mut key("order_timeline", "order_id", "orders"))
        .to_owned();
    let counters =
        Table::create().table("order_counters").col(uuid("tenant_id").primary_key()).col(big_integer("next_number")).to_owned();
    vec![
        Change::Table(lines),
        index("order_lines", &["order_id"]),
        Change::Table(timeline),
        index("order_timeline", &["order_id"]),
        Change::Table(counters),
    ]
}

fn cancelled_column() -> TableAlterStatement {
    let mut column = big_integer("cancelled_micros");
    Table::alter().table("order_lines").add_column(column.default(0)).to_owned()
}

fn search_changes() -> Vec<Change> {
    let mut column = text("search_text");
    let add = Table::alter().table("orders").add_column(column.default("")).to_owned();
    vec![Change::Alter(add), Change::Fill(|conn| Box::pin(fill(conn)))]
}

fn shipment_origins_table() -> TableCreateStatement {
    use sea_orm::sea_query::Index;
    let name = "shipment_origins";
    let key_columns =
        Index::create().name("pk__shipment_origins").col("shipment_id").col("line_id").col("warehouse_id").primary().to_owned();
    Table::create()
        .table(name)
        .col(uuid("shipment_id"))
        .col(uuid("line_id"))
        .col(uuid("warehouse_id"))
        .col(uuid("tenant_id"))
        .col(string("warehouse_code"))
        .col(big_integer("quantity_micros"))
        .col(string("unit"))
        .primary_key(&mut key_columns.clone())
        .foreign_key(&mut key(name, "shipment_id", "shipments"))
        .foreign_key(&mut key(name, "line_id", "order_lines"))
        .to_owned()
}

fn shipment_tables() -> Vec<Change> {
    use sea_orm::sea_query::Index;
    let shipments = Table::create()
        .table("shipments")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("order_id"))
        .col(string("number"))
        .col(string("carrier"))
        .col(big_integer("sent_at"))
        .foreign_key(&mut key("shipments", "order_id", "orders"))
        .to_owned();
    let parcels = Table::create()
        .table("parcels")
        .col(uuid("shipment_id"))
        .col(integer("position"))
        .col(uuid("tenant_id"))
        .col(string("tracking_code"))
        .col(text_null("tracking_url"))
        .primary_key(Index::create().name("pk__parcels").col("shipment_id").col("position").primary())
        .foreign_key(&mut key("parcels", "shipment_id", "shipments"))
        .to_owned();
    let lines = Table::create()
        .table("shipment_lines")
        .col(uuid("shipment_id"))
        .col(uuid("line_id"))
        .col(uuid("tenant_id"))
        .col(big_integer("quantity_micros"))
        .col(string("unit"))
        .primary_key(Index::create().name("pk__shipment_lines").col("shipment_id").col("line_id").primary())
        .foreign_key(&mut key("shipment_lines", "shipment_id", "shipments"))
        .foreign_key(&mut key("shipment_lines", "line_id", "order_lines"))
        .to_owned();
    vec![
        Change::Table(shipments),
        unique("shipments", &["tenant_id", "number"]),
        index("shipments", &["order_id"]),
        Change::Table(parcels),
        Change::Table(lines),
    ]
}
