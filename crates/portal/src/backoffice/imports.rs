//! Imports by upload: a trial that writes nothing and says of each row what would become of it, then the import itself.
//! What a command does with files of any size is `fondaco import`; here a person waits for the answer.

use std::path::{Path as FilePath, PathBuf};

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use catalog::file::service::{MOST_BODY_BYTES, MOST_MEGABYTES};
use catalog::import::products::ProductWriter;
use catalog::import::{ImportError, Mapping, Outcome, Plan, Record, Target, mapping, run};
use kernel::{Action, Ctx, ErrorKind};
use store::{BlobId, horizon};
use web::page::Phrase;
use web::{Answer, Doors, Multipart, Needs, Path, Problem};

use super::common::refresh;
use super::product_files::read;
use super::view::imports::{ImportFacts, ImportsPage, MOST_VERDICTS, Verdict, result_page, upload_form};
use crate::frame::{FormData, Portal, Visit};

const BATCH: usize = 1_000;
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

/// A file that was uploaded, and how its columns are read.
struct Upload {
    blob: BlobId,
    name: String,
    mapping: String,
}

/// What became of a file: the counts, the verdicts, the list of rejected rows.
struct Done {
    outcome: Outcome,
    fresh: u64,
    known: u64,
    verdicts: Vec<Verdict>,
    rejects: Option<Vec<u8>>,
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
        Err(reason) => refused(Phrase::new("field-error-unreadable_file").with("reason", reason)).await,
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
        Err(reason) => {
            let error = Phrase::new("field-error-unreadable_file").with("reason", reason);
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
        verdicts: done.verdicts,
    };
    portal.page(visit, &result_page(&facts)).await
}

/// Reads the file and looks at its rows, or writes them. An inner error is what is wrong with the file as a whole.
async fn carry_out(portal: &Portal, ctx: &Ctx, upload: &Upload, write: bool) -> Answer<Result<Done, String>> {
    let mapping = chosen(&upload.mapping).ok_or_else(Problem::not_found)?;
    let bytes = portal.parts.blobs.get(&upload.blob).await?.ok_or_else(Problem::not_found)?;
    let folder = std::env::temp_dir().join(format!("fondaco-import-{}", kernel::EventId::new(ctx.now)));
    let (own, caller, name) = (portal.clone(), ctx.clone(), upload.name.clone());
    let here = tokio::runtime::Handle::current();
    // Reading is work for a thread of its own; the rows' writer is driven from there.
    let task = tokio::task::spawn_blocking(move || {
        let done = in_folder(&folder, &name, &bytes).and_then(|file| here.block_on(rows(&own, &caller, file, (mapping, write))));
        if let Err(error) = std::fs::remove_dir_all(&folder) {
            tracing::warn!(%error, "the folder of an import could not be removed");
        }
        done.map_err(|error| (error.to_string().replace(&format!("{}/", folder.display()), ""), is_ours(&error)))
    });
    let failed = |text: String| Problem::new(ErrorKind::Internal, "web.internal", text);
    match task.await.map_err(|error| failed(error.to_string()))? {
        Ok(done) => Ok(Ok(done)),
        Err((text, true)) => Err(failed(text)),
        Err((text, false)) => Ok(Err(text)),
    }
}

/// Whether a failure is the house's, not the file's.
fn is_ours(error: &ImportError) -> bool {
    matches!(error, ImportError::Writer(_) | ImportError::Rejects { .. } | ImportError::Interrupted)
}

fn in_folder(folder: &FilePath, name: &str, bytes: &[u8]) -> Result<PathBuf, ImportError> {
    let file = folder.join(name);
    let unwritable = |cause| ImportError::Rejects { path: file.clone(), cause };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    std::fs::write(&file, bytes).map_err(unwritable)?;
    Ok(file)
}

async fn rows(portal: &Portal, ctx: &Ctx, file: PathBuf, (mapping, write): (Mapping, bool)) -> Result<Done, ImportError> {
    let target = mapping.target;
    let mut writer = ProductWriter::new(&portal.parts.ground.store, ctx, &mapping).await?;
    let plan = Plan { rejects: file.with_extension("rejected.csv"), file, mapping, batch: BATCH };
    let (mut fresh, mut known, mut verdicts) = (0_u64, 0_u64, Vec::new());
    let outcome = run(
        plan,
        |_| {},
        async |records: Vec<Record>| {
            let report = writer.check(&records);
            let accepted = |place: &usize| report.refused.iter().all(|refusal| refusal.index != *place);
            for (_, record) in records.iter().enumerate().filter(|(place, _)| accepted(place)) {
                let (code, is_known) = named(portal, ctx, target, record);
                if is_known {
                    known += 1
                } else {
                    fresh += 1
                }
                if verdicts.len() < MOST_VERDICTS {
                    verdicts.push(Verdict::accepted(code, is_known));
                }
            }
            if write { writer.write(records).await } else { Ok(report) }
        },
    )
    .await?;
    let rejects = outcome.rejects.as_ref().and_then(|path| std::fs::read(path).ok());
    let mut told: Vec<Verdict> = rejects.iter().flat_map(|bytes| refusals(bytes)).take(MOST_VERDICTS).collect();
    verdicts.truncate(MOST_VERDICTS - told.len());
    told.append(&mut verdicts);
    Ok(Done { outcome, fresh, known, verdicts: told, rejects })
}

/// The code by which a row is known, and whether the catalogue has it already.
fn named(portal: &Portal, ctx: &Ctx, target: Target, record: &Record) -> (String, bool) {
    let catalogue = &portal.parts.catalogue;
    match target {
        Target::Categories => {
            let code = record.text("code").unwrap_or_default();
            (code.to_owned(), catalogue.category_by_code(ctx.tenant, code).is_some())
        }
        _ => {
            let sku = record.text("sku").unwrap_or_default();
            (sku.to_owned(), catalogue.by_sku(ctx.tenant, sku).is_some())
        }
    }
}

/// The rejected rows as the list of them says: line, first cell, reason.
fn refusals(bytes: &[u8]) -> impl Iterator<Item = Verdict> {
    let records = ::csv::ReaderBuilder::new().flexible(true).from_reader(bytes).into_records();
    records.filter_map(Result::ok).map(|record| {
        let cell = |place: usize| record.get(place).unwrap_or_default().to_owned();
        Verdict::rejected(cell(1), cell(3), cell(2))
    })
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
