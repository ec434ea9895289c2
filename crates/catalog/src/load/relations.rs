use kernel::Ctx;
use store::Store;

use crate::CatalogError;
use crate::load::Report;
use crate::relation::RelationDraft as Draft;

pub async fn write_relations(_store: &Store, _ctx: &Ctx, _batch: Vec<Draft>) -> Result<Report, CatalogError> {
    Ok(Report::default())
}
