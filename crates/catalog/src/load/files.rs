use kernel::Ctx;
use store::Store;

use crate::CatalogError;
use crate::file::ProductFileDraft as Draft;
use crate::load::Report;

pub async fn write_files(_store: &Store, _ctx: &Ctx, _batch: Vec<Draft>) -> Result<Report, CatalogError> {
    Ok(Report::default())
}
