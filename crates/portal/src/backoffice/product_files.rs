//! Files of a product: up and away. They are served where the customers fetch them.

use axum::extract::State;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::category::service::permit_to_manage;
use catalog::file::service::{MOST_BODY_BYTES, MOST_MEGABYTES, put_file, remove_file};
use catalog::{CatalogError, FileKind, FileLocation, Language, ProductFileDraft};
use kernel::{Action, FieldFault};
use web::page::Phrase;
use web::{Answer, Doors, Multipart, Needs, Path, Problem};

use super::common::{Outcome, begin, commit, judged, told};
use super::product::known;
use super::view::product_file::{ProductFilePage, file_form};
use super::view::products::product_href;
use crate::frame::{Portal, Visit};
use crate::part::form::phrase_of;

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::CatalogManage);
    Doors::new()
        .page(manages, "GET", "/office/products/{sku}/files", get(new))
        .roomy_page(manages, ("POST", "/office/products/{sku}/files"), MOST_BODY_BYTES, post(put))
        .page(manages, "POST", "/office/products/{sku}/files/{id}/remove", post(remove))
}

async fn new(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>) -> Answer<Response> {
    let product = known(&portal, &visit.ctx, &sku)?;
    portal.page(&visit, &ProductFilePage::new(&product.sku, file_form(&product.sku), MOST_MEGABYTES)).await
}

/// What a browser sent: the fields, and the file with its type.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) fields: Vec<(String, String)>,
    pub(super) file_name: String,
    media_type: String,
    pub(super) bytes: Vec<u8>,
}

impl Sent {
    pub(super) fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.trim())
    }
}

pub(super) async fn read(Multipart(mut parts): Multipart) -> Answer<Sent> {
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            sent.file_name = part.file_name().unwrap_or_default().to_owned();
            sent.media_type = catalog::file::media_type(part.content_type().unwrap_or_default());
            sent.bytes = part.bytes().await.map_err(unreadable)?.to_vec();
        } else {
            sent.fields.push((name, part.text().await.map_err(unreadable)?));
        }
    }
    Ok(sent)
}

fn unreadable(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => CatalogError::FileTooLarge { most_megabytes: MOST_MEGABYTES }.into(),
        _ => Problem::malformed(error.body_text()),
    }
}

async fn put(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>, parts: Multipart) -> Answer<Response> {
    let permit = permit_to_manage(&visit.ctx)?;
    let product = known(&portal, &visit.ctx, &sku)?;
    let sent = read(parts).await?;
    if sent.bytes.is_empty() {
        let fault = FieldFault::new("file", "no_file", "choose a file");
        return refused(&portal, &visit, &sku, (&sent, &[fault])).await;
    }
    let draft = ProductFileDraft {
        sku: product.sku.to_string(),
        kind: FileKind::parse(sent.text("kind")).unwrap_or(FileKind::DataSheet),
        language: Language::parse(sent.text("language")),
        title: sent.text("title").to_owned(),
        media_type: sent.media_type.clone(),
        location: FileLocation::Blob(portal.parts.blobs.put(&sent.bytes).await?),
    };
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    match judged(put_file(&mut tx, &draft, &permit).await)? {
        Outcome::Done(_) => {
            commit(&portal, tx, since).await?;
            let there = format!("{}#files", product_href(&product.sku));
            Ok(visit.go(&portal, &there, told(Phrase::new("flash-file-added"))))
        }
        Outcome::Refused(faults) => {
            drop(tx);
            refused(&portal, &visit, &sku, (&sent, &faults)).await
        }
        Outcome::Moved => Err(Problem::not_found()),
    }
}

/// The form again. Browsers do not send a file twice: it must be chosen anew.
async fn refused(portal: &Portal, visit: &Visit, sku: &str, (sent, faults): (&Sent, &[FieldFault])) -> Answer<Response> {
    let (of_file, others): (Vec<&FieldFault>, Vec<&FieldFault>) = faults.iter().partition(|fault| fault.field == "file");
    let others: Vec<FieldFault> = others.into_iter().cloned().collect();
    let form = file_form(sku).refused(&sent.fields, &others);
    let page = ProductFilePage::new(sku, form, MOST_MEGABYTES);
    let page = ProductFilePage { file_error: of_file.first().map(|fault| phrase_of(fault)), ..page };
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, &page).await
}

async fn remove(State(portal): State<Portal>, visit: Visit, Path((sku, id)): Path<(String, String)>) -> Answer<Response> {
    let permit = permit_to_manage(&visit.ctx)?;
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    remove_file(&mut tx, &sku, id, &permit).await?;
    commit(&portal, tx, since).await?;
    Ok(visit.go(&portal, &format!("{}#files", product_href(&sku)), told(Phrase::new("flash-file-removed"))))
}
