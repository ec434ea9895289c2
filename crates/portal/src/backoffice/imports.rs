//! Imports by upload: a trial that writes nothing and says of each row what would become of it, then the import itself.
//! What a command does with files of any size is `fondaco import`; here a person waits for the answer.

mod reading;
mod room;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use catalog::file::service::{MOST_BODY_BYTES, MOST_MEGABYTES};
use catalog::import::{Mapping, Target, mapping};
use kernel::Action;
use store::{BlobId, horizon};
use web::page::Phrase;
use web::{Answer, Doors, Multipart, Needs, Path, Problem};

pub use room::ImportRoom;

use super::common::refresh;
use super::product_files::read;
use super::view::imports::{ImportFacts, ImportsPage, result_page, upload_form};
use crate::frame::{FormData, Portal, Visit};
use reading::{Done, Upload, carry_out};

/// How every list of rejected rows begins: nothing else is given out as one.
const REJECTS_BEGIN: &[u8] = b"rejected_file,rejected_line,rejected_reason";

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::CatalogManage);
    Doors::new()
        .page(manages, "GET", "/office/imports", get(show))
        .roomy_page(manages, ("POST", "/office/imports"), MOST_BODY_BYTES, post(try_it))
        .page(manages, "POST", "/office/imports/run", post(import))
        .page(manages, "GET", "/office/imports/rejected/{blob}", get(rejected))
}

/// The mapping of a name: columns named like the fields, or one that comes with Fondaco and asks for no other file.
fn chosen(name: &str) -> Option<Mapping> {
    let own = [("own-products", Target::Products), ("own-categories", Target::Categories), ("own-relations", Target::Relations)];
    if let Some((_, target)) = own.iter().find(|(own, _)| *own == name) {
        return Some(Mapping::own(*target));
    }
    let mapping = mapping::builtin(name)?.ok()?;
    let fits = matches!(mapping.target, Target::Products | Target::Categories | Target::Relations);
    (fits && !mapping.needs_other_files()).then_some(mapping)
}

fn page() -> ImportsPage {
    let others = mapping::builtin_names().filter_map(|name| Some((name.to_owned(), chosen(name)?.about)));
    ImportsPage::new(upload_form(&others.collect::<Vec<_>>()), MOST_MEGABYTES)
}

async fn show(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &page()).await
}

async fn try_it(State(portal): State<Portal>, visit: Visit, parts: Multipart) -> Answer<Response> {
    let sent = read(parts).await?;
    let refused = async |error: Phrase| {
        let page = page();
        let form = page.form.clone().refused(&sent.fields, &[]);
        portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &ImportsPage { form, file_error: Some(error), ..page }).await
    };
    if sent.bytes.is_empty() {
        return refused(Phrase::new("field-error-no_file")).await;
    }
    let blob = portal.parts.blobs.put(&sent.bytes).await?;
    let upload = Upload { blob, name: harmless(&sent.file_name), mapping: sent.text("mapping").to_owned() };
    match carry_out(&portal, &visit.ctx, &upload, false).await? {
        Ok(done) => result(&portal, &visit, &upload, (done, false)).await,
        Err(error) => refused(error).await,
    }
}

async fn import(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let blob = BlobId::parse(form.text("blob")).ok_or_else(Problem::not_found)?;
    let upload = Upload { blob, name: harmless(form.text("name")), mapping: form.text("mapping").to_owned() };
    let since = horizon(&portal.parts.ground.store).await?;
    match carry_out(&portal, &visit.ctx, &upload, true).await? {
        Ok(done) => {
            refresh(&portal, &visit.ctx, since).await?;
            result(&portal, &visit, &upload, (done, true)).await
        }
        Err(error) => {
            let page = ImportsPage { file_error: Some(error), ..page() };
            portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
        }
    }
}

async fn result(portal: &Portal, visit: &Visit, upload: &Upload, (done, written): (Done, bool)) -> Answer<Response> {
    let rejects = match &done.rejects {
        Some(bytes) => Some(portal.parts.blobs.put(bytes).await?),
        None => None,
    };
    let facts = ImportFacts {
        file: upload.name.clone(),
        mapping: upload.mapping.clone(),
        blob: upload.blob.as_str().to_owned(),
        written,
        rows: done.outcome.rows,
        fresh: done.fresh,
        known: done.known,
        created: u64::try_from(done.outcome.created).unwrap_or(0),
        changed: u64::try_from(done.outcome.changed).unwrap_or(0),
        unchanged: u64::try_from(done.outcome.unchanged).unwrap_or(0),
        rejected: done.outcome.rejected,
        rejects: rejects.map(|blob| blob.as_str().to_owned()),
        unused: done.outcome.unused,
        verdicts: done.verdicts,
    };
    portal.page(visit, &result_page(&facts)).await
}

/// A file's name without anything that could lead elsewhere; its ending says what is in it.
fn harmless(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|letter| letter.is_alphanumeric() || "._- ".contains(*letter)).take(100).collect();
    let plain = plain.trim_matches(['.', ' ']).to_owned();
    if plain.is_empty() { "import.csv".to_owned() } else { plain }
}

async fn rejected(State(portal): State<Portal>, _: Visit, Path(blob): Path<String>) -> Answer<Response> {
    let id = BlobId::parse(&blob).ok_or_else(Problem::not_found)?;
    let bytes = portal.parts.blobs.get(&id).await?.filter(|bytes| bytes.starts_with(REJECTS_BEGIN));
    let mut response = bytes.ok_or_else(Problem::not_found)?.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"rejected.csv\""));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

#[cfg(test)]
mod tests;
