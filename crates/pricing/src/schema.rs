//! The tables of pricing.

use sea_orm::sea_query::{Index, Table, TableAlterStatement};
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, small_integer, string, string_null, text_null, uuid, uuid_null,
};
use store::{Change, Migration, index, unique};

pub fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "m0400_pricing", changes: tables },
        Migration { name: "m0401_price_policy", changes: || vec![Change::Alter(policy_column())] },
        Migration { name: "m0402_price_rules", changes: rules },
    ]
}

/// Markets that stand already go on as they did: by priority.
fn policy_column() -> TableAlterStatement {
    let mut column = string("price_policy");
    Table::alter().table("markets").add_column(column.default("first_match")).to_owned()
}

fn rules() -> Vec<Change> {
    let rules = Table::create()
        .table("price_rules")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("list_id"))
        .col(string("target"))
        .col(uuid_null("product_id"))
        .col(uuid_null("category_id"))
        .col(string_null("brand"))
        // The target as one text: a unique index over nullable columns would let doubles pass.
        .col(string("target_key"))
        .col(big_integer("from_quantity_micros"))
        .col(string("effect"))
        .col(uuid_null("base_id"))
        // The price, the percentage or the amount off, by the effect.
        .col(big_integer_null("micros"))
        .col(text_null("formula"))
        .to_owned();
    vec![
        Change::Table(rules),
        unique("price_rules", &["list_id", "target_key", "from_quantity_micros"]),
        index("price_rules", &["tenant_id"]),
    ]
}

fn tables() -> Vec<Change> {
    let markets = Table::create()
        .table("markets")
        .col(uuid("tenant_id"))
        .col(string("code"))
        .col(string("country"))
        .col(string("currency"))
        .col(small_integer("unit_price_decimals"))
        .col(string("rounding"))
        .col(string("tax_rounding"))
        .col(string("prices"))
        .col(boolean("is_default"))
        .col(big_integer("version"))
        .primary_key(Index::create().name("pk__markets").col("tenant_id").col("code").primary())
        .to_owned();
    let lists = Table::create()
        .table("price_lists")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(string("code"))
        .col(string("name_it"))
        .col(string("name_en"))
        .col(string("currency"))
        .col(string_null("market"))
        .col(integer("priority"))
        .col(boolean("exclusive"))
        .col(big_integer_null("valid_from"))
        .col(big_integer_null("valid_to"))
        .col(uuid_null("derived_from"))
        .col(big_integer_null("derived_percent_micros"))
        .col(string("state"))
        .col(big_integer("version"))
        .to_owned();
    let assignments = Table::create()
        .table("price_assignments")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("list_id"))
        .col(string("scope"))
        .col(uuid_null("account_id"))
        .col(string_null("group_code"))
        // The scope's key as one text: a unique index over nullable columns would let doubles pass.
        .col(string("scope_key"))
        .to_owned();
    let rates = Table::create()
        .table("tax_rates")
        .col(uuid("tenant_id"))
        .col(string("country"))
        .col(string("category"))
        .col(string("valid_from"))
        .col(big_integer("rate_micros"))
        .col(big_integer("version"))
        .primary_key(
            Index::create().name("pk__tax_rates").col("tenant_id").col("country").col("category").col("valid_from").primary(),
        )
        .to_owned();
    vec![
        Change::Table(markets),
        Change::Table(lists),
        unique("price_lists", &["tenant_id", "code"]),
        Change::Sql { sqlite: ENTRIES_SQLITE, postgres: ENTRIES_POSTGRES },
        index("price_entries", &["tenant_id", "product_id"]),
        Change::Table(assignments),
        unique("price_assignments", &["list_id", "scope_key"]),
        index("price_assignments", &["tenant_id"]),
        Change::Table(rates),
    ]
}

/// Entries are read a list at a time, in key order: on SQLite the rows live in the key itself.
const ENTRIES_SQLITE: &str = "CREATE TABLE price_entries (
    tenant_id BLOB NOT NULL, list_id BLOB NOT NULL, product_id BLOB NOT NULL, from_quantity_micros BIGINT NOT NULL,
    price_micros BIGINT NOT NULL, PRIMARY KEY (list_id, product_id, from_quantity_micros),
    CONSTRAINT ck__price_entries__from CHECK (from_quantity_micros >= 0),
    CONSTRAINT ck__price_entries__price CHECK (price_micros >= 0)) WITHOUT ROWID";

const ENTRIES_POSTGRES: &str = "CREATE TABLE price_entries (
    tenant_id UUID NOT NULL, list_id UUID NOT NULL, product_id UUID NOT NULL, from_quantity_micros BIGINT NOT NULL,
    price_micros BIGINT NOT NULL, CONSTRAINT pk__price_entries PRIMARY KEY (list_id, product_id, from_quantity_micros),
    CONSTRAINT ck__price_entries__from CHECK (from_quantity_micros >= 0),
    CONSTRAINT ck__price_entries__price CHECK (price_micros >= 0))";
