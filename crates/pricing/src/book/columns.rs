//! A list's entries as columns: sixteen bytes an entry and eight a product, searched without touching anything else.

use ahash::AHashMap;
use kernel::ProductId;

use crate::list::Entry;

/// The number by which the lists of one tenant call a product: four bytes instead of sixteen in every list.
pub type Row = u32;

/// Which row each product of a tenant has. Rows are never given back, so that untouched lists stay as they are.
#[derive(Debug, Clone, Default)]
pub struct ProductIndex {
    rows: AHashMap<ProductId, Row>,
}

impl ProductIndex {
    pub fn row(&self, product: ProductId) -> Option<Row> {
        self.rows.get(&product).copied()
    }

    /// The product's row, given now if it has none. None when four thousand million products have one.
    pub fn intern(&mut self, product: ProductId) -> Option<Row> {
        let next = Row::try_from(self.rows.len()).ok()?;
        Some(*self.rows.entry(product).or_insert(next))
    }

    pub fn knows_all(&self, entries: &[Entry]) -> bool {
        entries.iter().all(|entry| self.rows.contains_key(&entry.product))
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Bytes that the index takes: for each place of the table an id, a row and a byte of the table's own.
    pub fn bytes(&self) -> usize {
        // The table has room for an eighth more than it tells.
        let places = self.rows.capacity() + self.rows.capacity() / 7;
        places * (size_of::<(ProductId, Row)>() + 1)
    }
}

/// One list's entries.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Rows of the products that have entries, ascending.
    products: Box<[Row]>,
    /// For each product the place of its first tier; one more at the end.
    starts: Box<[u32]>,
    /// Ascending within a product.
    from_micros: Box<[i64]>,
    price_micros: Box<[i64]>,
}

/// A product's tiers in one list, ascending by quantity; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiers<'a> {
    pub from_micros: &'a [i64],
    pub price_micros: &'a [i64],
}

impl Tiers<'_> {
    /// The place of the tier that a quantity falls in; none below the first.
    pub fn at(&self, quantity_micros: i64) -> Option<usize> {
        self.from_micros.partition_point(|from| *from <= quantity_micros).checked_sub(1)
    }
}

impl Columns {
    /// Packs entries in any order; of two for the same product and quantity the cheaper stays, whatever the order.
    pub fn pack(mut entries: Vec<(Row, i64, i64)>) -> Columns {
        if !entries.is_sorted() {
            entries.sort_unstable();
        }
        entries.dedup_by_key(|(row, from, _)| (*row, *from));
        let mut products = Vec::new();
        let mut starts = Vec::new();
        for (place, (row, _, _)) in entries.iter().enumerate() {
            if products.last() != Some(row) {
                products.push(*row);
                starts.push(u32::try_from(place).unwrap_or(u32::MAX));
            }
        }
        starts.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        Columns {
            products: products.into(),
            starts: starts.into(),
            from_micros: entries.iter().map(|(_, from, _)| *from).collect(),
            price_micros: entries.iter().map(|(_, _, price)| *price).collect(),
        }
    }

    /// The product's tiers in this list.
    pub fn tiers(&self, row: Row) -> Option<Tiers<'_>> {
        let place = self.products.binary_search(&row).ok()?;
        let from = usize::try_from(*self.starts.get(place)?).ok()?;
        let to = usize::try_from(*self.starts.get(place + 1)?).ok()?;
        Some(Tiers { from_micros: self.from_micros.get(from..to)?, price_micros: self.price_micros.get(from..to)? })
    }

    /// The same list with the tiers of some products replaced; `entries` are all that these products have now.
    pub fn replaced(&self, mut products: Vec<Row>, entries: Vec<(Row, i64, i64)>) -> Columns {
        products.sort_unstable();
        let kept = self.iter().filter(|(row, _, _)| products.binary_search(row).is_err());
        Columns::pack(kept.chain(entries).collect())
    }

    /// Every entry: row, from quantity, price; in order.
    pub fn iter(&self) -> impl Iterator<Item = (Row, i64, i64)> + '_ {
        self.products.iter().flat_map(|row| {
            let tiers = self.tiers(*row).unwrap_or(Tiers { from_micros: &[], price_micros: &[] });
            tiers.from_micros.iter().zip(tiers.price_micros).map(|(from, price)| (*row, *from, *price))
        })
    }

    pub fn len(&self) -> usize {
        self.price_micros.len()
    }

    pub fn is_empty(&self) -> bool {
        self.price_micros.is_empty()
    }

    /// Bytes that the columns take.
    pub fn bytes(&self) -> usize {
        self.products.len() * 4 + self.starts.len() * 4 + self.price_micros.len() * 16
    }
}
