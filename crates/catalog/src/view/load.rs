//! Reading the catalogue into memory: everything at start, what facts name afterwards.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use futures::TryStreamExt;
use kernel::{AccountId, CategoryId, ProductId, Quantity, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement, StreamTrait, Value as Bound};
use store::{FeedRow, Store, StoreError};
use uuid::Uuid;

use crate::attribute::repo as attributes;
use crate::category::repo as categories;
use crate::file::{ProductFile, repo as files, schema as file_rows};
use crate::product::{ProductKind, ProductState, TaxCategory};
use crate::relation::{Relation, RelationKind, RelationTarget};
use crate::stored::{known, unit};
use crate::view::read::{self, ProductRow};
use crate::view::{Catalogue, Shelf, reading, writing};
use crate::{CatalogError, events};

/// How many products one query of a change asks for.
const CHUNK: usize = 500;

impl Catalogue {
    /// Reads one tenant's whole catalogue; the old one stays in use until the new one is ready.
    pub async fn load(&self, store: &Store, tenant: TenantId) -> Result<(), CatalogError> {
        let conn = store.reader();
        let mut shelf = Shelf::default();
        taxonomy(conn, tenant, &mut shelf).await?;
        products(conn, tenant, &mut shelf, None).await?;
        relations(conn, tenant, &mut shelf, None).await?;
        product_files(conn, tenant, &mut shelf, None).await?;
        customer_skus(conn, tenant, &mut shelf, None).await?;
        let shelf = Arc::new(RwLock::new(shelf));
        self.tenants.write().unwrap_or_else(PoisonError::into_inner).insert(tenant, shelf);
        Ok(())
    }

    /// Re-reads what these facts name; facts of other rooms are passed over. May be repeated.
    pub async fn apply(&self, store: &Store, rows: &[FeedRow]) -> Result<(), CatalogError> {
        let mut changes: HashMap<TenantId, Change> = HashMap::new();
        for row in rows {
            let own = [events::PRODUCT_CHANGED, events::CATALOGUE_IMPORTED, events::TAXONOMY_CHANGED, events::TAXONOMY_EXTENDED];
            if own.contains(&row.kind.as_str()) {
                changes.entry(row.tenant).or_default().note(row);
            }
        }
        for (tenant, change) in changes {
            match self.shelf(tenant) {
                Some(shelf) if !change.attributes_altered => refresh(store, tenant, &shelf, &change).await?,
                // Every product holds its attributes' definitions, in its family's order: when one of these changes, all
                // products are read again. Rare, and a second.
                _ => self.load(store, tenant).await?,
            }
        }
        Ok(())
    }
}

/// What a batch of facts asks to re-read.
#[derive(Default)]
struct Change {
    products: HashSet<ProductId>,
    taxonomy: bool,
    attributes_altered: bool,
}

impl Change {
    fn note(&mut self, row: &FeedRow) {
        match row.kind.as_str() {
            events::PRODUCT_CHANGED => self.products.extend(row.subject.parse::<ProductId>()),
            events::CATALOGUE_IMPORTED => {
                let ids = row.data.get("products").and_then(serde_json::Value::as_array);
                let parsed = ids.into_iter().flatten().filter_map(|id| id.as_str()?.parse::<ProductId>().ok());
                self.products.extend(parsed);
            }
            events::TAXONOMY_EXTENDED => self.taxonomy = true,
            events::TAXONOMY_CHANGED => {
                self.taxonomy = true;
                self.attributes_altered |= row.data.get("kind").is_none_or(|kind| kind != "categories");
            }
            _ => {}
        }
    }
}

async fn refresh(store: &Store, tenant: TenantId, shelf: &RwLock<Shelf>, change: &Change) -> Result<(), CatalogError> {
    let conn = store.reader();
    // Read into a shelf of its own first: no lock is held across a query.
    let mut fresh = Shelf::default();
    if change.taxonomy {
        taxonomy(conn, tenant, &mut fresh).await?;
    } else {
        fresh.share_definitions(&reading(shelf));
    }
    let ids: Vec<Uuid> = change.products.iter().map(|id| id.uuid()).collect();
    for chunk in ids.chunks(CHUNK) {
        products(conn, tenant, &mut fresh, Some(chunk)).await?;
        relations(conn, tenant, &mut fresh, Some(chunk)).await?;
        product_files(conn, tenant, &mut fresh, Some(chunk)).await?;
        customer_skus(conn, tenant, &mut fresh, Some(chunk)).await?;
    }
    writing(shelf).take_over(fresh, &change.products);
    Ok(())
}

async fn taxonomy(conn: &DatabaseConnection, tenant: TenantId, shelf: &mut Shelf) -> Result<(), StoreError> {
    for model in attributes::all(conn, tenant).await? {
        let attribute = attributes::read(&model)?;
        shelf.attributes.insert(attribute.code.clone(), Arc::new(attribute));
    }
    for model in attributes::all_families(conn, tenant).await? {
        let family = attributes::read_family(&model)?;
        shelf.families.insert(family.code.clone(), Arc::new(family));
    }
    for model in categories::all(conn, tenant).await? {
        let category = categories::read(&model)?;
        shelf.categories.insert(category.id, Arc::new(category));
    }
    Ok(())
}

const PRODUCT_SQL: &str = "SELECT id, sku, kind, master_id, mpn, gtin, other_codes, brand, category_id, family, names, descriptions, \
    attributes, unit, minimum_micros, step_micros, packs, weight_grams, tax_category, lead_time_days, state, successor_id, version \
    FROM products WHERE tenant_id = $1";

async fn products(
    conn: &DatabaseConnection,
    tenant: TenantId,
    shelf: &mut Shelf,
    only: Option<&[Uuid]>,
) -> Result<(), StoreError> {
    if only.is_none() {
        shelf.reserve(count(conn, tenant).await?);
    }
    let mut rows = conn.stream_raw(statement(conn, PRODUCT_SQL, "id", tenant, only)).await?;
    while let Some(row) = rows.try_next().await? {
        let row = product_row(&row)?;
        let product = read::product(shelf, row)?;
        shelf.put(product);
    }
    Ok(())
}

async fn count(conn: &DatabaseConnection, tenant: TenantId) -> Result<usize, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM products WHERE tenant_id = $1";
    let row =
        conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, [tenant.uuid().into()])).await?;
    let count: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0);
    Ok(usize::try_from(count).unwrap_or(0))
}

/// By position in [`PRODUCT_SQL`]: with 50,000 rows, looking columns up by name would cost more than reading them.
fn product_row(row: &QueryResult) -> Result<ProductRow, StoreError> {
    let kind: String = row.try_get_by_index(2)?;
    let unit_code: String = row.try_get_by_index(13)?;
    let tax: String = row.try_get_by_index(18)?;
    let state: String = row.try_get_by_index(20)?;
    Ok(ProductRow {
        id: ProductId::from_uuid(row.try_get_by_index(0)?),
        sku: row.try_get_by_index(1)?,
        kind: known(ProductKind::parse(&kind), "product kind", &kind)?,
        master: row.try_get_by_index::<Option<Uuid>>(3)?.map(ProductId::from_uuid),
        mpn: row.try_get_by_index(4)?,
        gtin: row.try_get_by_index(5)?,
        other_codes: row.try_get_by_index(6)?,
        brand: row.try_get_by_index(7)?,
        category: row.try_get_by_index::<Option<Uuid>>(8)?.map(CategoryId::from_uuid),
        family: row.try_get_by_index(9)?,
        names: row.try_get_by_index(10)?,
        descriptions: row.try_get_by_index(11)?,
        attributes: row.try_get_by_index(12)?,
        unit: unit(&unit_code)?,
        minimum_micros: row.try_get_by_index(14)?,
        step_micros: row.try_get_by_index(15)?,
        packs: row.try_get_by_index(16)?,
        weight_grams: row.try_get_by_index::<Option<i64>>(17)?.and_then(|grams| u32::try_from(grams).ok()),
        tax_category: known(TaxCategory::parse(&tax), "tax category", &tax)?,
        lead_time_days: row.try_get_by_index::<Option<i32>>(19)?.and_then(|days| u16::try_from(days).ok()),
        state: known(ProductState::parse(&state), "product state", &state)?,
        successor: row.try_get_by_index::<Option<Uuid>>(21)?.map(ProductId::from_uuid),
        version: row.try_get_by_index(22)?,
    })
}

async fn relations(
    conn: &DatabaseConnection,
    tenant: TenantId,
    shelf: &mut Shelf,
    only: Option<&[Uuid]>,
) -> Result<(), StoreError> {
    const SQL: &str =
        "SELECT product_id, kind, position, target_id, target_text, quantity_micros, unit FROM relations WHERE tenant_id = $1";
    let mut of_product: HashMap<ProductId, Vec<Relation>> = HashMap::new();
    let mut rows = conn.stream_raw(statement(conn, SQL, "product_id", tenant, only)).await?;
    while let Some(row) = rows.try_next().await? {
        let kind: String = row.try_get_by_index(1)?;
        let position: String = row.try_get_by_index(2)?;
        let target = match row.try_get_by_index::<Option<Uuid>>(3)? {
            Some(id) => RelationTarget::Product(ProductId::from_uuid(id)),
            None => RelationTarget::Text(shelf.word(&row.try_get_by_index::<Option<String>>(4)?.unwrap_or_default())),
        };
        let quantity = match (row.try_get_by_index::<Option<i64>>(5)?, row.try_get_by_index::<Option<String>>(6)?) {
            (Some(micros), Some(code)) => Some(Quantity::from_micros(micros, unit(&code)?)),
            _ => None,
        };
        let relation = Relation {
            kind: known(RelationKind::parse(&kind), "relation kind", &kind)?,
            target,
            position: (!position.is_empty()).then(|| shelf.word(&position)),
            quantity,
        };
        of_product.entry(ProductId::from_uuid(row.try_get_by_index(0)?)).or_default().push(relation);
    }
    for (product, mut relations) in of_product {
        relations.sort_by_cached_key(read::order_in_bill);
        shelf.put_relations(product, relations);
    }
    Ok(())
}

async fn product_files(
    conn: &DatabaseConnection,
    tenant: TenantId,
    shelf: &mut Shelf,
    only: Option<&[Uuid]>,
) -> Result<(), StoreError> {
    const SQL: &str = "SELECT id, tenant_id, product_id, kind, language, title, media_type, blob_id, url, created_at FROM product_files WHERE tenant_id = $1";
    let mut of_product: HashMap<ProductId, Vec<ProductFile>> = HashMap::new();
    let mut rows = conn.stream_raw(statement(conn, SQL, "product_id", tenant, only)).await?;
    while let Some(row) = rows.try_next().await? {
        let model = file_rows::Model {
            id: row.try_get_by_index(0)?,
            tenant_id: row.try_get_by_index(1)?,
            product_id: row.try_get_by_index(2)?,
            kind: row.try_get_by_index(3)?,
            language: row.try_get_by_index(4)?,
            title: row.try_get_by_index(5)?,
            media_type: row.try_get_by_index(6)?,
            blob_id: row.try_get_by_index(7)?,
            url: row.try_get_by_index(8)?,
            created_at: row.try_get_by_index(9)?,
        };
        let mut file = files::read(&model)?;
        file.media_type = shelf.word(&model.media_type);
        of_product.entry(ProductId::from_uuid(model.product_id)).or_default().push(file);
    }
    for (product, mut files) in of_product {
        files.sort_by(|one, other| (one.kind.code(), &one.title).cmp(&(other.kind.code(), &other.title)));
        shelf.put_files(product, files);
    }
    Ok(())
}

async fn customer_skus(
    conn: &DatabaseConnection,
    tenant: TenantId,
    shelf: &mut Shelf,
    only: Option<&[Uuid]>,
) -> Result<(), StoreError> {
    const SQL: &str = "SELECT account_id, code, product_id FROM customer_skus WHERE tenant_id = $1";
    let mut rows = conn.stream_raw(statement(conn, SQL, "product_id", tenant, only)).await?;
    while let Some(row) = rows.try_next().await? {
        let account = AccountId::from_uuid(row.try_get_by_index(0)?);
        let code: String = row.try_get_by_index(1)?;
        shelf.put_customer_sku(account, &code, ProductId::from_uuid(row.try_get_by_index(2)?));
    }
    Ok(())
}

/// A query over one tenant, narrowed to some products when there are any named.
fn statement(conn: &DatabaseConnection, sql: &str, product_column: &str, tenant: TenantId, only: Option<&[Uuid]>) -> Statement {
    let driver = conn.get_database_backend();
    let mut values: Vec<Bound> = vec![tenant.uuid().into()];
    let Some(ids) = only else { return Statement::from_sql_and_values(driver, sql, values) };
    let mut sql = sql.to_owned();
    let places: Vec<String> = match driver {
        // Unnamed, since SQLite finds names by a walk over all of them.
        DbBackend::Sqlite => {
            sql = sql.replace("$1", "?");
            vec!["?".to_owned(); ids.len()]
        }
        _ => (0..ids.len()).map(|place| format!("${}", place + 2)).collect(),
    };
    if driver == DbBackend::Sqlite && product_column == "id" {
        // The plus keeps SQLite from reading the tenant's whole catalogue by the index that begins with the tenant.
        sql = sql.replace("tenant_id = ?", "+tenant_id = ?");
    }
    sql.push_str(&format!(" AND {product_column} IN ({})", places.join(", ")));
    values.extend(ids.iter().map(|id| Bound::from(*id)));
    Statement::from_sql_and_values(driver, sql, values)
}
