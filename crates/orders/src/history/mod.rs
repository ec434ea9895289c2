//! Orders of another system's past: written as they were, for reorders, statistics and search. They reserve nothing and are
//! not told as created, since nobody has to act on them.

mod rows;
mod taxes;
mod write;

use std::collections::HashMap;
use std::sync::Arc;

use accounts::Directory;
use catalog::import::{ImportError, Record};
use catalog::load::Report;
use catalog::{Catalogue, Refusal};
use kernel::{Action, Ctx, Scope};
use pricing::TaxTerms;
use store::Store;

use rows::{PastRow, read};

/// Writes history records (`catalog::import::Target::Orders`): one record a line, the lines of an order one after the other.
///
/// An order is known by its external id, which also becomes its number: one whose number is taken, or looks like those that
/// are given here, is refused. Lines that are there already are left alone, so a
/// run can be repeated or resumed; of an order whose lines fall into two batches, equal lines in both are taken for one.
pub struct HistoryWriter {
    store: Store,
    ctx: Ctx,
    directory: Directory,
    catalogue: Catalogue,
    terms: TaxTerms,
}

impl HistoryWriter {
    /// Reads accounts and products, which must be there before their orders. Demands `Action::OrderManage` on the tenant.
    pub async fn new(store: &Store, ctx: &Ctx) -> Result<HistoryWriter, ImportError> {
        ctx.permit(Action::OrderManage, Scope::Tenant).map_err(ImportError::writer)?;
        let (directory, catalogue) = (Directory::new(), Catalogue::default());
        directory.load(store, ctx.tenant).await.map_err(ImportError::writer)?;
        catalogue.load(store, ctx.tenant).await.map_err(ImportError::writer)?;
        let terms = TaxTerms::load(store.reader(), ctx.tenant).await.map_err(ImportError::writer)?;
        Ok(HistoryWriter { store: store.clone(), ctx: ctx.clone(), directory, catalogue, terms })
    }

    /// Writes a batch in one transaction. Refused are the records that cannot be read, or name what is not there.
    pub async fn write(&self, records: &[Record]) -> Result<Report, ImportError> {
        let mut report = Report::default();
        let mut orders: Vec<Vec<(usize, PastRow)>> = Vec::new();
        let mut places: HashMap<Arc<str>, usize> = HashMap::new();
        for (index, record) in records.iter().enumerate() {
            match read(&self.ctx, (&self.directory, &self.catalogue, &self.terms), record) {
                Ok(row) => {
                    let place = *places.entry(row.external_id.clone()).or_insert_with(|| {
                        orders.push(Vec::new());
                        orders.len() - 1
                    });
                    if let Some(order) = orders.get_mut(place) {
                        order.push((index, row));
                    }
                }
                Err(reason) => report.refused.push(Refusal { index, reason: reason.into() }),
            }
        }
        let written = write::batch(&self.store, &self.ctx, orders).await.map_err(ImportError::writer)?;
        report.created += written.created;
        report.unchanged += written.unchanged;
        report.refused.extend(written.refused);
        Ok(report)
    }
}
