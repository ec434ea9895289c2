//! Importing prices: entries of lists, which are made when their code is new.

use std::collections::{BTreeMap, BTreeSet};

use catalog::import::{ImportError, Record};
use catalog::{Language, Refusal, load::Report};
use kernel::{Ctx, Currency, PageRequest, Percent, Quantity, Rounding, RoundingMode, UnitPrice};
use pricing::load::{write_entries, write_lists};
use pricing::{Entry, ListDraft, ListState, PriceList, lists};
use store::Store;

use super::accounts::home_market;
use super::drafted;
use super::shelf::Shelf;

/// Six decimals: as exact as prices are kept.
const EXACT: Rounding = Rounding { mode: RoundingMode::HalfUp, decimals: 6 };

/// Writes price records.
pub struct PriceWriter {
    store: Store,
    ctx: Ctx,
    shelf: Shelf,
    lists: BTreeMap<String, PriceList>,
    /// Codes of the lists that rows were written to.
    written: BTreeSet<String>,
    /// What rows without a currency are in.
    currency: Currency,
}

struct PriceRow {
    list: String,
    entry: Entry,
    currency: Currency,
    names: (String, String),
}

impl PriceWriter {
    pub async fn new(store: &Store, ctx: &Ctx) -> Result<PriceWriter, ImportError> {
        let known = all_lists(store, ctx).await?;
        Ok(PriceWriter {
            store: store.clone(),
            ctx: ctx.clone(),
            shelf: Shelf::read(store, ctx).await?,
            lists: known.into_iter().map(|list| (list.code.clone(), list)).collect(),
            written: BTreeSet::new(),
            currency: home_market(store, ctx).await?.currency,
        })
    }

    /// Codes of the lists that rows were written to.
    pub fn into_lists(self) -> BTreeSet<String> {
        self.written
    }

    pub async fn write(&mut self, records: &[Record]) -> Result<Report, ImportError> {
        let (rows, mut report) = drafted(records, |record| self.row(record));
        let mut by_list: BTreeMap<String, Vec<PriceRow>> = BTreeMap::new();
        // A new list is in the currency of its first row, and so are all of its rows.
        let mut currencies: BTreeMap<String, Currency> = BTreeMap::new();
        for (index, row) in rows {
            let currency = *currencies.entry(row.list.clone()).or_insert(row.currency);
            if row.currency == currency {
                by_list.entry(row.list.clone()).or_default().push(row);
            } else {
                let reason = format!("currency: the list {} is in {currency}, not in {}", row.list, row.currency);
                report.refused.push(Refusal { index, reason: reason.into() });
            }
        }
        for (code, rows) in by_list {
            let list = self.list(&code, &rows[0]).await?;
            let entries: Vec<Entry> = rows.iter().map(|row| row.entry).collect();
            write_entries(&self.store, &self.ctx, &list, &entries).await.map_err(ImportError::writer)?;
            report.changed += entries.len();
            self.written.insert(code);
        }
        Ok(report)
    }

    /// The list of this code; a new one is for nobody until somebody assigns it.
    async fn list(&mut self, code: &str, row: &PriceRow) -> Result<PriceList, ImportError> {
        if let Some(list) = self.lists.get(code) {
            return Ok(list.clone());
        }
        let draft = ListDraft {
            code: code.to_owned(),
            name_it: row.names.0.clone(),
            name_en: row.names.1.clone(),
            currency: row.currency,
            market: None,
            priority: 0,
            exclusive: false,
            valid_from: None,
            valid_to: None,
            derived: None,
            state: ListState::Active,
        };
        let made = write_lists(&self.store, &self.ctx, std::slice::from_ref(&draft)).await.map_err(ImportError::writer)?;
        let list = made.into_iter().next().ok_or(ImportError::Interrupted)?;
        self.lists.insert(code.to_owned(), list.clone());
        Ok(list)
    }

    fn row(&self, record: &Record) -> Result<PriceRow, String> {
        let list = record.required("list")?.to_owned();
        let (product, sold_in) = self.shelf.find(record.required("sku")?)?;
        let currency = match record.text("currency") {
            Some(code) => Currency::parse(code).map_err(|error| format!("currency: {error}"))?,
            None => self.lists.get(&list).map_or(self.currency, |known| known.currency),
        };
        if let Some(known) = self.lists.get(&list)
            && known.currency != currency
        {
            return Err(format!("currency: the list {list} is in {}, not in {currency}", known.currency));
        }
        let price = UnitPrice::parse(record.required("price")?, currency).map_err(|error| format!("price: {error}"))?;
        let discount = record
            .text("discount_percent")
            .map(Percent::parse)
            .transpose()
            .map_err(|error| format!("discount_percent: {error}"))?;
        let price = match discount {
            Some(discount) => price.less(discount, EXACT).map_err(|error| format!("discount_percent: {error}"))?,
            None => price,
        };
        if price.micros() < 0 {
            return Err("price: must not be negative".to_owned());
        }
        let unit = if record.text("unit").is_some() { record.unit("unit")? } else { sold_in };
        if unit != sold_in {
            return Err(format!("unit: the product is sold in {sold_in}, not in {unit}"));
        }
        let from = record.quantity("from_quantity", unit)?.unwrap_or(Quantity::zero(unit));
        let names = record.by_language("list_names");
        let name = |language: &str| {
            Language::parse(language).and_then(|language| names.get(language)).map_or_else(|| list.clone(), str::to_owned)
        };
        Ok(PriceRow {
            entry: Entry { product, from_quantity_micros: from.micros().max(0), price_micros: price.micros() },
            currency,
            names: (name("it"), name("en")),
            list,
        })
    }
}

async fn all_lists(store: &Store, ctx: &Ctx) -> Result<Vec<PriceList>, ImportError> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = PageRequest::new(Some(PageRequest::MOST), after);
        let found = lists::list_page(store.reader(), ctx.tenant, "", None, &page).await.map_err(ImportError::writer)?;
        all.extend(found.items);
        after = found.next;
        if after.is_none() {
            return Ok(all);
        }
    }
}
