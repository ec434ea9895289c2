//! One tenant's stock in memory, in shards so that a reader hardly ever waits for the follower.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, PoisonError, RwLock};

use ahash::AHashMap;
use kernel::{ProductId, Quantity, TenantId, Timestamp, Unit, WarehouseId};
use store::{Cell, Slices, Store, StoreError, unpacked_rows};

use super::moment;
use crate::InventoryError;
use crate::incoming::{Arrival, incoming};
use crate::model::{Availability, Incoming, Warehouse, WarehouseStock};
use crate::repo::{levels_of, read_unit};
use crate::warehouse::warehouses;

const SHARDS: usize = 32;

/// A product's counts in one warehouse.
#[derive(Debug, Clone, Copy)]
struct Held {
    warehouse: WarehouseId,
    on_hand_micros: i64,
    reserved_micros: i64,
}

/// A product's counts everywhere.
#[derive(Debug, Clone)]
struct ProductStock {
    unit: Unit,
    held: Box<[Held]>,
    incoming: Box<[Arrival]>,
    read_at: Timestamp,
}

/// What a slice of the table of stock says.
fn held_by_product(slice: &str) -> Result<AHashMap<ProductId, (Unit, Vec<Held>)>, StoreError> {
    let mut by_product: AHashMap<ProductId, (Unit, Vec<Held>)> = AHashMap::new();
    for mut row in unpacked_rows(slice) {
        let product = ProductId::from_uuid(row.id()?);
        let unit = read_unit(row.text()?)?;
        let held =
            Held { warehouse: WarehouseId::from_uuid(row.id()?), on_hand_micros: row.number()?, reserved_micros: row.number()? };
        by_product.entry(product).or_insert_with(|| (unit, Vec::with_capacity(4))).1.push(held);
    }
    Ok(by_product)
}

type Shard = RwLock<AHashMap<ProductId, ProductStock>>;

pub(super) struct TenantStock {
    warehouses: RwLock<Arc<[Warehouse]>>,
    shards: [Shard; SHARDS],
    hasher: RandomState,
}

impl TenantStock {
    pub(super) async fn load(store: &Store, tenant: TenantId) -> Result<TenantStock, InventoryError> {
        let stock = TenantStock {
            warehouses: RwLock::new(warehouses(store.reader(), tenant).await?.into()),
            shards: std::array::from_fn(|_| Shard::default()),
            hasher: RandomState::new(),
        };
        let read_at = moment(store);
        let mut arriving = incoming(store.reader(), tenant, None).await?;
        let slices = Slices {
            table: "stock_levels",
            key: "product_id",
            only: vec![("tenant_id", tenant.uuid().into())],
            cells: &[
                Cell::Text("unit"),
                Cell::Id("warehouse_id"),
                Cell::Number("on_hand_micros"),
                Cell::Number("reserved_micros"),
            ],
            rows: 500,
        };
        let mut slices = slices.read(store.reader());
        while let Some(text) = slices.recv().await {
            for (product, (unit, held)) in held_by_product(&text?)? {
                stock.put(product, ProductStock::new(unit, held, arriving.remove(&product), read_at));
            }
        }
        for (product, arrivals) in arriving {
            stock.put_arrivals_only(product, arrivals, read_at);
        }
        Ok(stock)
    }

    pub(super) async fn reload_warehouses(&self, store: &Store, tenant: TenantId) -> Result<(), InventoryError> {
        let all = warehouses(store.reader(), tenant).await?.into();
        *self.warehouses.write().unwrap_or_else(PoisonError::into_inner) = all;
        Ok(())
    }

    pub(super) async fn reload_products(
        &self,
        store: &Store,
        tenant: TenantId,
        mut products: Vec<ProductId>,
    ) -> Result<(), InventoryError> {
        products.sort_unstable();
        products.dedup();
        let known = self.warehouses();
        for chunk in products.chunks(5000) {
            let read_at = moment(store);
            let mut arriving = incoming(store.reader(), tenant, Some(chunk)).await?;
            let levels = levels_of(store.reader(), tenant, chunk).await?;
            // A warehouse made a moment ago may be told of after its first stock.
            if levels.iter().any(|level| !known.iter().any(|warehouse| warehouse.id == level.warehouse)) {
                self.reload_warehouses(store, tenant).await?;
            }
            let mut by_product: AHashMap<ProductId, (Unit, Vec<Held>)> = AHashMap::new();
            for level in levels {
                let held = Held {
                    warehouse: level.warehouse,
                    on_hand_micros: level.on_hand_micros,
                    reserved_micros: level.reserved_micros,
                };
                by_product.entry(level.product).or_insert_with(|| (level.unit, Vec::new())).1.push(held);
            }
            for product in chunk {
                match (by_product.remove(product), arriving.remove(product)) {
                    (Some((unit, held)), arrivals) => self.put(*product, ProductStock::new(unit, held, arrivals, read_at)),
                    (None, Some(arrivals)) => self.put_arrivals_only(*product, arrivals, read_at),
                    (None, None) => {
                        self.shard(*product).write().unwrap_or_else(PoisonError::into_inner).remove(product);
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn warehouses(&self) -> Arc<[Warehouse]> {
        self.warehouses.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn available(&self, product: ProductId) -> Option<Quantity> {
        let shard = self.shard(product).read().unwrap_or_else(PoisonError::into_inner);
        let stock = shard.get(&product)?;
        Some(Quantity::from_micros(stock.available_micros(), stock.unit))
    }

    pub(super) fn availability(&self, product: ProductId) -> Option<Availability> {
        let warehouses = self.warehouses();
        let shard = self.shard(product).read().unwrap_or_else(PoisonError::into_inner);
        let stock = shard.get(&product)?;
        let in_unit = |micros: i64| Quantity::from_micros(micros, stock.unit);
        let in_warehouse = |warehouse: &Warehouse| {
            let held = stock.held.iter().find(|held| held.warehouse == warehouse.id);
            let arriving = stock.incoming.iter().filter(|arrival| arrival.warehouse == warehouse.id);
            let incoming: Vec<Incoming> =
                arriving.map(|arrival| Incoming { date: arrival.date, quantity: arrival.quantity }).collect();
            if held.is_none() && incoming.is_empty() {
                return None;
            }
            let (on_hand, reserved) = held.map_or((0, 0), |held| (held.on_hand_micros, held.reserved_micros));
            Some(WarehouseStock {
                warehouse: warehouse.id,
                code: warehouse.code.clone(),
                name: warehouse.name.clone(),
                on_hand: in_unit(on_hand),
                reserved: in_unit(reserved),
                available: in_unit(on_hand.saturating_sub(reserved)),
                incoming,
            })
        };
        Some(Availability {
            product,
            warehouses: warehouses.iter().filter_map(in_warehouse).collect(),
            available: in_unit(stock.available_micros()),
            as_of: stock.read_at,
        })
    }

    fn put(&self, product: ProductId, stock: ProductStock) {
        self.shard(product).write().unwrap_or_else(PoisonError::into_inner).insert(product, stock);
    }

    fn put_arrivals_only(&self, product: ProductId, arrivals: Vec<Arrival>, read_at: Timestamp) {
        if let Some(unit) = arrivals.first().map(|arrival| arrival.quantity.unit()) {
            self.put(product, ProductStock::new(unit, Vec::new(), Some(arrivals), read_at));
        }
    }

    fn shard(&self, product: ProductId) -> &Shard {
        let hash = self.hasher.hash_one(product);
        // The remainder is below SHARDS, so that the index exists on every machine.
        let place = usize::try_from(hash % 32).unwrap_or(0);
        self.shards.get(place).unwrap_or(&self.shards[0])
    }
}

impl ProductStock {
    fn new(unit: Unit, held: Vec<Held>, arrivals: Option<Vec<Arrival>>, read_at: Timestamp) -> ProductStock {
        ProductStock { unit, held: held.into(), incoming: arrivals.unwrap_or_default().into(), read_at }
    }

    fn available_micros(&self) -> i64 {
        let free = |held: &Held| held.on_hand_micros.saturating_sub(held.reserved_micros);
        self.held.iter().map(free).fold(0, i64::saturating_add)
    }
}

impl From<sea_orm::error::TryGetError> for InventoryError {
    fn from(error: sea_orm::error::TryGetError) -> InventoryError {
        InventoryError::Store(StoreError::Corrupt(format!("{error:?}")))
    }
}
