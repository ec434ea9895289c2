//! Routes of product files: the list, up, down and away.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::documented::{ActProblems, CreateProblems, ReadProblems};
use web::{Answer, Caller, Doors, Json, Needs, Path, Problem, Query};

use crate::category::service::permit_to_manage;
use crate::file::service::{MEGABYTE, MOST_BODY_BYTES, MOST_MEGABYTES};
use crate::file::{FileKind, FileLocation, ProductFile, ProductFileDraft, ProductFileId, disposition, media_type, service};
use crate::text::Language;
use crate::{CatalogError, CatalogState};

pub(crate) fn doors() -> Doors<CatalogState> {
    Doors::new()
        .api(Needs::May(Action::CatalogRead), routes!(list_files))
        .roomy_api(Needs::May(Action::CatalogManage), MOST_BODY_BYTES, routes!(put_file))
        .api(Needs::May(Action::CatalogRead), routes!(get_file))
        .api(Needs::May(Action::CatalogManage), routes!(remove_file))
}

/// A file of a product.
#[derive(Debug, Serialize, ToSchema)]
struct FileBody {
    id: ProductFileId,
    kind: FileKind,
    /// ISO 639-1 code of the language that it is written in.
    language: Option<String>,
    title: String,
    media_type: String,
    /// Where it can be fetched: a path of this API, or an address elsewhere.
    href: String,
}

impl FileBody {
    fn new(sku: &str, file: &ProductFile) -> FileBody {
        let href = match &file.location {
            FileLocation::Url(url) => url.to_string(),
            FileLocation::Blob(_) => format!("/api/v1/products/{}/files/{}", path_segment(sku), file.id),
        };
        FileBody {
            id: file.id,
            kind: file.kind,
            language: file.language.map(|language| language.to_string()),
            title: file.title.to_string(),
            media_type: file.media_type.to_string(),
            href,
        }
    }
}

/// A text as one segment of a path.
fn path_segment(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct UploadQuery {
    kind: FileKind,
    /// What it is called; with kind and language it tells the file from others of the product.
    #[param(min_length = 1, max_length = 200)]
    title: String,
    /// ISO 639-1 code of the language that it is written in.
    #[param(pattern = "^[a-z]{2}$")]
    language: Option<String>,
}

/// The files of a product.
#[utoipa::path(get, path = "/api/v1/products/{sku}/files", tag = "catalog",
    params(("sku" = String, Path, description = "The product's SKU")),
    responses((status = 200, description = "All files, by kind and title", body = Vec<FileBody>), ReadProblems))]
async fn list_files(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
) -> Answer<Json<Vec<FileBody>>> {
    let files = service::product_files(state.ground.store.reader(), &ctx, &sku).await?;
    Ok(Json(files.iter().map(|file| FileBody::new(&sku, file)).collect()))
}

/// Put a file to a product: the body is the file, its Content-Type the file's. One of the same kind, language and title is
/// replaced, so that a repeat is safe.
#[utoipa::path(put, path = "/api/v1/products/{sku}/files", tag = "catalog", params(UploadQuery, ("sku" = String, Path, description = "The product's SKU")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file, at most 50 MB"),
    responses((status = 200, description = "The file", body = FileBody), CreateProblems))]
async fn put_file(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
    Query(query): Query<UploadQuery>,
    upload: Upload,
) -> Answer<Json<FileBody>> {
    let permit = permit_to_manage(&ctx)?;
    let language = match query.language.as_deref().filter(|tag| !tag.is_empty()) {
        None => None,
        Some(tag) => {
            let unknown = || CatalogError::field("language", "unknown", "must be an ISO 639-1 code such as it");
            Some(Language::parse(tag).ok_or_else(unknown)?)
        }
    };
    // The product first: nothing is kept for one that does not exist.
    service::product_files(state.ground.store.reader(), &ctx, &sku).await?;
    let blob = state.blobs.put(&upload.bytes).await?;
    let draft = ProductFileDraft {
        sku: sku.clone(),
        kind: query.kind,
        language,
        title: query.title,
        media_type: upload.media_type,
        location: FileLocation::Blob(blob),
    };
    let mut tx = state.ground.begin(&ctx).await?;
    let file = service::put_file(&mut tx, &draft, &permit).await?;
    tx.commit().await?;
    Ok(Json(FileBody::new(&sku, &file)))
}

/// A file on its way in.
struct Upload {
    bytes: Bytes,
    media_type: String,
}

impl<S: Send + Sync> axum::extract::FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: axum::extract::Request, state: &S) -> Result<Upload, Problem> {
        let stated = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = media_type(stated);
        let too_large = || Problem::from(CatalogError::FileTooLarge { most_megabytes: MOST_MEGABYTES });
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                too_large()
            } else {
                Problem::malformed(rejection.body_text())
            }
        })?;
        if bytes.len() > MOST_MEGABYTES * MEGABYTE {
            return Err(too_large());
        }
        if bytes.is_empty() {
            return Err(CatalogError::field("body", "empty", "the file is empty").into());
        }
        Ok(Upload { bytes, media_type })
    }
}

/// One file. What browsers could run as a page is sent as a download.
#[utoipa::path(get, path = "/api/v1/products/{sku}/files/{id}", tag = "catalog",
    params(("sku" = String, Path, description = "The product's SKU"), ("id" = ProductFileId, Path, description = "The file's id")),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 307, description = "It lies elsewhere; see Location"), ReadProblems))]
async fn get_file(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path((sku, id)): Path<(String, ProductFileId)>,
) -> Answer<Response> {
    let files = service::product_files(state.ground.store.reader(), &ctx, &sku).await?;
    let file = files.into_iter().find(|file| file.id == id).ok_or(CatalogError::UnknownFile)?;
    let blob = match &file.location {
        FileLocation::Blob(blob) => blob,
        FileLocation::Url(url) => {
            let location = HeaderValue::from_str(url).map_err(|_| CatalogError::UnknownFile)?;
            return Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response());
        }
    };
    let bytes = state.blobs.get(blob).await?.ok_or(CatalogError::UnknownFile)?;
    let mut headers = HeaderMap::new();
    let octets = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&file.media_type).unwrap_or(octets));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(disposition) = HeaderValue::from_str(&disposition(&file)) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok((headers, bytes).into_response())
}

/// Detach a file.
#[utoipa::path(delete, path = "/api/v1/products/{sku}/files/{id}", tag = "catalog",
    params(("sku" = String, Path, description = "The product's SKU"), ("id" = ProductFileId, Path, description = "The file's id")),
    responses((status = 204, description = "It is gone"), ActProblems))]
async fn remove_file(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path((sku, id)): Path<(String, ProductFileId)>,
) -> Answer<StatusCode> {
    let permit = permit_to_manage(&ctx)?;
    let mut tx = state.ground.begin(&ctx).await?;
    service::remove_file(&mut tx, &sku, id, &permit).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
