//! Reading the catalogue into memory: everything at start, what facts name afterwards.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use kernel::{AccountId, CategoryId, ProductId, Quantity, TenantId};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use store::{Cell, FeedRow, Packed, Slices, Store, StoreError, unpacked_rows};
use tokio::sync::mpsc::Receiver;
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

const PRODUCT_CELLS: &[Cell<'static>] = &[
    Cell::Text("sku"),
    Cell::Text("kind"),
    Cell::Id("master_id"),
    Cell::Text("mpn"),
    Cell::Text("gtin"),
    Cell::Text("other_codes"),
    Cell::Text("brand"),
    Cell::Id("category_id"),
    Cell::Text("family"),
    Cell::Text("names"),
    Cell::Text("descriptions"),
    Cell::Text("attributes"),
    Cell::Text("unit"),
    Cell::Number("minimum_micros"),
    Cell::Number("step_micros"),
    Cell::Text("packs"),
    Cell::Number("weight_grams"),
    Cell::Text("tax_category"),
    Cell::Number("lead_time_days"),
    Cell::Text("state"),
    Cell::Id("successor_id"),
    Cell::Number("version"),
];

async fn products(
    conn: &DatabaseConnection,
    tenant: TenantId,
    shelf: &mut Shelf,
    only: Option<&[Uuid]>,
) -> Result<(), StoreError> {
    if only.is_none() {
        shelf.reserve(count(conn, tenant).await?);
    }
    let mut slices = rows(conn, ("products", "id", PRODUCT_CELLS), tenant, only).await?;
    while let Some(text) = slices.recv().await {
        for row in unpacked_rows(&text?) {
            let product = read::product(shelf, product_row(row)?)?;
            shelf.put(product);
        }
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

fn product_row(mut row: Packed<'_>) -> Result<ProductRow<'_>, StoreError> {
    Ok(ProductRow {
        id: ProductId::from_uuid(row.id()?),
        sku: row.text()?,
        kind: coded(row.text()?, "product kind", ProductKind::parse)?,
        master: row.optional_id()?.map(ProductId::from_uuid),
        mpn: row.optional()?,
        gtin: row.optional()?,
        other_codes: row.text()?,
        brand: row.optional()?,
        category: row.optional_id()?.map(CategoryId::from_uuid),
        family: row.optional()?,
        names: row.text()?,
        descriptions: row.text()?,
        attributes: row.text()?,
        unit: unit(row.text()?)?,
        minimum_micros: row.number()?,
        step_micros: row.number()?,
        packs: row.text()?,
        weight_grams: row.optional_number::<i64>()?.and_then(|grams| u32::try_from(grams).ok()),
        tax_category: coded(row.text()?, "tax category", TaxCategory::parse)?,
        lead_time_days: row.optional_number::<i32>()?.and_then(|days| u16::try_from(days).ok()),
        state: coded(row.text()?, "product state", ProductState::parse)?,
        successor: row.optional_id()?.map(ProductId::from_uuid),
        version: row.number()?,
    })
}

fn coded<T>(code: &str, what: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    known(parse(code), what, code)
}

async fn relations(
    conn: &DatabaseConnection,
    tenant: TenantId,
    shelf: &mut Shelf,
    only: Option<&[Uuid]>,
) -> Result<(), StoreError> {
    const CELLS: &[Cell<'static>] = &[
        Cell::Text("kind"),
        Cell::Text("position"),
        Cell::Id("target_id"),
        Cell::Text("target_text"),
        Cell::Number("quantity_micros"),
        Cell::Text("unit"),
    ];
    let mut slices = rows(conn, ("relations", "product_id", CELLS), tenant, only).await?;
    while let Some(text) = slices.recv().await {
        let mut of_product: HashMap<ProductId, Vec<Relation>> = HashMap::new();
        for mut row in unpacked_rows(&text?) {
            let product = ProductId::from_uuid(row.id()?);
            of_product.entry(product).or_default().push(relation(shelf, row)?);
        }
        for (product, mut relations) in of_product {
            relations.sort_by_cached_key(read::order_in_bill);
            shelf.put_relations(product, relations);
        }
    }
    Ok(())
}

fn relation(shelf: &mut Shelf, mut row: Packed<'_>) -> Result<Relation, StoreError> {
    let kind = coded(row.text()?, "relation kind", RelationKind::parse)?;
    let position = row.optional()?.map(|position| shelf.word(position));
    let target = match (row.optional_id()?, row.text()?) {
        (Some(id), _) => RelationTarget::Product(ProductId::from_uuid(id)),
        (None, text) => RelationTarget::Text(shelf.word(text)),
    };
    let quantity = match (row.optional_number()?, row.optional()?) {
        (Some(micros), Some(code)) => Some(Quantity::from_micros(micros, unit(code)?)),
        _ => None,
    };
    Ok(Relation { kind, target, position, quantity })
}

async fn product_files(
    conn: &DatabaseConnection,
    tenant: TenantId,
    shelf: &mut Shelf,
    only: Option<&[Uuid]>,
) -> Result<(), StoreError> {
    const CELLS: &[Cell<'static>] = &[
        Cell::Id("id"),
        Cell::Text("kind"),
        Cell::Text("language"),
        Cell::Text("title"),
        Cell::Text("media_type"),
        Cell::Text("blob_id"),
        Cell::Text("url"),
        Cell::Number("created_at"),
    ];
    let mut slices = rows(conn, ("product_files", "product_id", CELLS), tenant, only).await?;
    while let Some(text) = slices.recv().await {
        let mut of_product: HashMap<ProductId, Vec<ProductFile>> = HashMap::new();
        for row in unpacked_rows(&text?) {
            let (product, file) = product_file(shelf, tenant, row)?;
            of_product.entry(product).or_default().push(file);
        }
        for (product, mut files) in of_product {
            files.sort_by(|one, other| (one.kind.code(), &one.title).cmp(&(other.kind.code(), &other.title)));
            shelf.put_files(product, files);
        }
    }
    Ok(())
}

fn product_file(shelf: &mut Shelf, tenant: TenantId, mut row: Packed<'_>) -> Result<(ProductId, ProductFile), StoreError> {
    let product_id = row.id()?;
    let model = file_rows::Model {
        id: row.id()?,
        tenant_id: tenant.uuid(),
        product_id,
        kind: row.text()?.to_owned(),
        language: row.text()?.to_owned(),
        title: row.text()?.to_owned(),
        media_type: row.text()?.to_owned(),
        blob_id: row.optional()?.map(str::to_owned),
        url: row.optional()?.map(str::to_owned),
        created_at: row.number()?,
    };
    let mut file = files::read(&model)?;
    file.media_type = shelf.word(&model.media_type);
    Ok((ProductId::from_uuid(product_id), file))
}

async fn customer_skus(
    conn: &DatabaseConnection,
    tenant: TenantId,
    shelf: &mut Shelf,
    only: Option<&[Uuid]>,
) -> Result<(), StoreError> {
    const CELLS: &[Cell<'static>] = &[Cell::Id("account_id"), Cell::Text("code")];
    let mut slices = rows(conn, ("customer_skus", "product_id", CELLS), tenant, only).await?;
    while let Some(text) = slices.recv().await {
        for mut row in unpacked_rows(&text?) {
            let (product, account) = (ProductId::from_uuid(row.id()?), AccountId::from_uuid(row.id()?));
            shelf.put_customer_sku(account, row.text()?, product);
        }
    }
    Ok(())
}

/// A table's rows of one tenant, packed, all of a product in the same slice: of all products, or of some.
async fn rows(
    conn: &DatabaseConnection,
    (table, key, cells): (&'static str, &'static str, &'static [Cell<'static>]),
    tenant: TenantId,
    only: Option<&[Uuid]>,
) -> Result<Receiver<Result<String, StoreError>>, StoreError> {
    // A product is some fifteen hundred bytes long, what belongs to it about a hundred.
    let rows = if table == "products" { 64 } else { 400 };
    let slices = Slices { table, key, only: vec![("tenant_id", tenant.uuid().into())], cells, rows };
    match only {
        None => Ok(slices.read(conn)),
        Some(products) => slices.read_some(conn, products).await,
    }
}
