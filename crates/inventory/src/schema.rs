//! The tables of inventory. The checks of `stock_levels` are the last judge: whatever code does, nothing is sold twice.

use sea_orm::sea_query::{Index, Table};
use sea_orm_migration::schema::{big_integer, integer, string, uuid};
use store::{Change, Migration, index, unique};

pub fn migrations() -> Vec<Migration> {
    vec![Migration { name: "m0500_inventory", changes: tables }]
}

fn tables() -> Vec<Change> {
    let warehouses = Table::create()
        .table("warehouses")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(string("code"))
        .col(string("name"))
        .col(string("country"))
        .col(integer("position"))
        .col(string("time_zone"))
        .col(integer("cut_off_minute"))
        .col(big_integer("version"))
        .to_owned();
    let ledger = Table::create()
        .table("stock_ledger")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("product_id"))
        .col(uuid("warehouse_id"))
        .col(string("kind"))
        .col(big_integer("on_hand_change_micros"))
        .col(big_integer("reserved_change_micros"))
        .col(string("unit"))
        .col(string("reference"))
        .col(big_integer("at"))
        .to_owned();
    let reservations = Table::create()
        .table("reservations")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("order_id"))
        .col(uuid("line_id"))
        .col(uuid("product_id"))
        .col(uuid("warehouse_id"))
        .col(string("unit"))
        .col(big_integer("quantity_micros"))
        .col(big_integer("open_micros"))
        .col(string("state"))
        .col(big_integer("at"))
        .to_owned();
    let incoming = Table::create()
        .table("incoming_goods")
        .col(uuid("tenant_id"))
        .col(uuid("product_id"))
        .col(uuid("warehouse_id"))
        .col(string("date"))
        .col(big_integer("quantity_micros"))
        .col(string("unit"))
        .primary_key(
            Index::create()
                .name("pk__incoming_goods")
                .col("tenant_id")
                .col("product_id")
                .col("warehouse_id")
                .col("date")
                .primary(),
        )
        .to_owned();
    vec![
        Change::Table(warehouses),
        unique("warehouses", &["tenant_id", "code"]),
        Change::Sql { sqlite: LEVELS_SQLITE, postgres: LEVELS_POSTGRES },
        Change::Table(ledger),
        index("stock_ledger", &["tenant_id", "product_id", "id"]),
        Change::Table(reservations),
        index("reservations", &["tenant_id", "order_id"]),
        Change::Table(incoming),
    ]
}

/// On PostgreSQL pages are left a tenth free, so that the ever-changing counts find room beside themselves.
const LEVELS_POSTGRES: &str = "CREATE TABLE stock_levels (
    tenant_id UUID NOT NULL, product_id UUID NOT NULL, warehouse_id UUID NOT NULL, unit TEXT NOT NULL,
    on_hand_micros BIGINT NOT NULL, reserved_micros BIGINT NOT NULL,
    CONSTRAINT pk__stock_levels PRIMARY KEY (tenant_id, product_id, warehouse_id),
    CONSTRAINT ck__stock_levels__reserved CHECK (reserved_micros >= 0),
    CONSTRAINT ck__stock_levels__sold_twice CHECK (reserved_micros <= on_hand_micros)) WITH (fillfactor = 90)";

const LEVELS_SQLITE: &str = "CREATE TABLE stock_levels (
    tenant_id BLOB NOT NULL, product_id BLOB NOT NULL, warehouse_id BLOB NOT NULL, unit TEXT NOT NULL,
    on_hand_micros BIGINT NOT NULL, reserved_micros BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, product_id, warehouse_id),
    CONSTRAINT ck__stock_levels__reserved CHECK (reserved_micros >= 0),
    CONSTRAINT ck__stock_levels__sold_twice CHECK (reserved_micros <= on_hand_micros)) WITHOUT ROWID";
