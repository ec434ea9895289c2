//! The table of relations.

use sea_orm::entity::prelude::{
    ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter, PrimaryKeyTrait,
};
use store::Change;
use uuid::Uuid;

/// A relation as it is stored. It is told from others by product, kind, target and position.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "relations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
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
    vec![Change::Sql { sqlite: SQLITE, postgres: POSTGRES }]
}

/// Relations are read a product at a time, or all of a tenant in the order of its products: on SQLite the rows live in the
/// key itself.
const SQLITE: &str = "CREATE TABLE relations (
    tenant_id BLOB NOT NULL, product_id BLOB NOT NULL REFERENCES products (id), kind TEXT NOT NULL, target_key TEXT NOT NULL,
    position TEXT NOT NULL, target_id BLOB NULL REFERENCES products (id), target_text TEXT NULL, quantity_micros BIGINT NULL,
    unit TEXT NULL, PRIMARY KEY (tenant_id, product_id, kind, target_key, position)) WITHOUT ROWID";

const POSTGRES: &str = "CREATE TABLE relations (
    tenant_id UUID NOT NULL, product_id UUID NOT NULL, kind VARCHAR NOT NULL, target_key VARCHAR NOT NULL,
    position VARCHAR NOT NULL, target_id UUID NULL, target_text TEXT NULL, quantity_micros BIGINT NULL, unit VARCHAR NULL,
    CONSTRAINT pk__relations PRIMARY KEY (tenant_id, product_id, kind, target_key, position),
    CONSTRAINT fk__relations__product_id FOREIGN KEY (product_id) REFERENCES products (id),
    CONSTRAINT fk__relations__target_id FOREIGN KEY (target_id) REFERENCES products (id))";
