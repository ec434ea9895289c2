//! Queries on the table of product files.

use kernel::{ProductId, TenantId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Value};
use store::{BlobId, StoreError};

use crate::file::schema::{Column, Entity, Model};
use crate::file::{FileKind, FileLocation, ProductFile, ProductFileId};
use crate::stored::{OnConflict, insert, known};
use crate::text::{Language, Word};

/// Inserts files, or gives those of the same product, kind, language and title a new content. The id stays.
pub(crate) async fn put_all(conn: &impl ConnectionTrait, models: Vec<Model>) -> Result<(), StoreError> {
    const COLUMNS: [&str; 10] =
        ["id", "tenant_id", "product_id", "kind", "language", "title", "media_type", "blob_id", "url", "created_at"];
    let values = |model: Model| -> Vec<Value> {
        vec![
            model.id.into(),
            model.tenant_id.into(),
            model.product_id.into(),
            model.kind.into(),
            model.language.into(),
            model.title.into(),
            model.media_type.into(),
            model.blob_id.into(),
            model.url.into(),
            model.created_at.into(),
        ]
    };
    insert(conn, "product_files", &COLUMNS, models.into_iter().map(values).collect(), OnConflict::Overwrite("id")).await?;
    Ok(())
}

pub(crate) async fn of_products(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    products: &[uuid::Uuid],
) -> Result<Vec<Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in products.chunks(500) {
        let query =
            Entity::find().filter(Column::TenantId.eq(tenant.uuid())).filter(Column::ProductId.is_in(chunk.iter().copied()));
        found.extend(query.all(conn).await?);
    }
    Ok(found)
}

pub(crate) async fn delete(
    conn: &impl ConnectionTrait,
    tenant: TenantId,
    product: ProductId,
    file: ProductFileId,
) -> Result<bool, StoreError> {
    let outcome = Entity::delete_many()
        .filter(Column::TenantId.eq(tenant.uuid()))
        .filter(Column::ProductId.eq(product.uuid()))
        .filter(Column::Id.eq(file.uuid()))
        .exec(conn)
        .await?;
    Ok(outcome.rows_affected == 1)
}

pub(crate) fn read(model: &Model) -> Result<ProductFile, StoreError> {
    let location = match (&model.blob_id, &model.url) {
        (Some(blob), _) => FileLocation::Blob(known(BlobId::parse(blob), "blob", blob)?),
        (None, Some(url)) => FileLocation::Url(url.as_str().into()),
        (None, None) => return Err(StoreError::Corrupt(format!("product file {} has no content", model.id))),
    };
    Ok(ProductFile {
        id: ProductFileId::from_uuid(model.id),
        kind: known(FileKind::parse(&model.kind), "file kind", &model.kind)?,
        language: Language::parse(&model.language),
        title: model.title.as_str().into(),
        media_type: Word::new(&model.media_type),
        location,
    })
}
