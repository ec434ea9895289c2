//! An uploaded file read row by row: looked at, or written.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use catalog::Reason;
use catalog::import::products::ProductWriter;
use catalog::import::{ImportError, Mapping, Most, Outcome, Plan, Record, Rejected, Target, run_saying};
use kernel::{Ctx, ErrorKind};
use serde_json::json;
use store::{AuditEntry, BlobId};
use web::page::Phrase;
use web::{Answer, Problem};

use super::chosen;
use crate::backoffice::view::imports::{MOST_VERDICTS, Verdict};
use crate::frame::Portal;

const BATCH: usize = 1_000;

/// A file that was uploaded, and how its columns are read.
pub(super) struct Upload {
    pub(super) blob: BlobId,
    pub(super) name: String,
    pub(super) mapping: String,
}

/// What became of a file: the counts, the verdicts, the list of rejected rows.
pub(super) struct Done {
    pub(super) outcome: Outcome,
    pub(super) fresh: u64,
    pub(super) known: u64,
    pub(super) verdicts: Vec<Verdict>,
    pub(super) rejects: Option<Vec<u8>>,
}

/// A file that lies where it can be read.
struct Job {
    file: PathBuf,
    mapping: Mapping,
    write: bool,
    /// Set once nobody waits for the answer any more.
    left: Arc<AtomicBool>,
}

/// Says so when the request ends, as it does when the browser goes away.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Reads the file and looks at its rows, or writes them. An inner error is what is wrong with the file as a whole.
///
/// Who leaves stops the import before its next batch: nobody would see what it goes on doing. What is written by then stays
/// (the same file can be imported again, without doubles), and the audit trail tells how much that is.
pub(super) async fn carry_out(portal: &Portal, ctx: &Ctx, upload: &Upload, write: bool) -> Answer<Result<Done, Phrase>> {
    let mapping = chosen(&upload.mapping).ok_or_else(Problem::not_found)?;
    let bytes = portal.parts.blobs.get(&upload.blob).await?.ok_or_else(Problem::not_found)?;
    let left = Arc::new(AtomicBool::new(false));
    let waiting = Waiting(left.clone());
    let (own, caller, name) = (portal.clone(), ctx.clone(), upload.name.clone());
    let here = tokio::runtime::Handle::current();
    // Reading is work for a thread of its own; the rows' writer is driven from there.
    let task = tokio::task::spawn_blocking(move || {
        let unwritable = |cause| ImportError::Rejects { path: PathBuf::from(&name), cause };
        let occupied = own.parts.imports.enter(&kernel::EventId::new(caller.now).to_string()).map_err(unwritable)?;
        let file = occupied.path().join(&name);
        std::fs::write(&file, &bytes).map_err(unwritable)?;
        let done = here.block_on(rows(&own, &caller, Job { file, mapping, write, left }));
        done.map_err(|error| without_folder(error, occupied.path()))
    });
    let done = task.await;
    drop(waiting);
    let failed = |text: String| Problem::new(ErrorKind::Internal, "web.internal", text);
    match done.map_err(|error| failed(error.to_string()))? {
        Ok(done) => Ok(Ok(done)),
        Err(error) => wrong(&error).map(Err).ok_or_else(|| failed(error.to_string())),
    }
}

/// People know a file by its name, not by where it lies here.
fn without_folder(error: ImportError, folder: &FilePath) -> ImportError {
    match error {
        ImportError::Unreadable { path, cause } => ImportError::Unreadable { path: relative(&path, folder), cause },
        ImportError::Damaged { path, reason } => ImportError::Damaged { path: relative(&path, folder), reason },
        other => other,
    }
}

fn relative(path: &FilePath, folder: &FilePath) -> PathBuf {
    path.strip_prefix(folder).unwrap_or(path).to_owned()
}

/// What is wrong with a file as a whole; nothing when the failure is the house's own.
fn wrong(error: &ImportError) -> Option<Phrase> {
    Some(match error {
        ImportError::Writer(_) | ImportError::Rejects { .. } | ImportError::Interrupted => return None,
        ImportError::TooLarge { most, .. } => Phrase::new("field-error-import_too_large").count("megabytes", most / 1_000_000),
        ImportError::TooManyRows { most, .. } => Phrase::new("field-error-import_too_many_rows").count("count", *most),
        ImportError::Empty { .. } => Phrase::new("field-error-import_empty"),
        ImportError::NoColumn { column, columns, .. } => {
            Phrase::new("field-error-import_no_column").with("column", column).with("columns", columns)
        }
        ImportError::Unreadable { .. } | ImportError::Damaged { .. } | ImportError::Mapping(_) => {
            Phrase::new("field-error-unreadable_file").with("reason", error)
        }
    })
}

/// What was found out so far.
#[derive(Default)]
struct Tally {
    fresh: u64,
    known: u64,
    written: usize,
    accepted: Vec<Verdict>,
}

async fn rows(portal: &Portal, ctx: &Ctx, job: Job) -> Result<Done, ImportError> {
    let Job { file, mapping, write, left } = job;
    let target = mapping.target;
    let mut writer = ProductWriter::new(&portal.parts.ground.store, ctx, &mapping).await?;
    let room = &portal.parts.imports;
    let most = Most { bytes: Some(room.most_bytes), rows: Some(room.most_rows) };
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let plan = Plan { rejects: file.with_extension("rejected.csv"), file, mapping, batch: BATCH, most };
    let (mut tally, mut told) = (Tally::default(), Vec::new());
    let say = |rejected: &Rejected<'_>| {
        let words = words(portal, ctx, rejected.reason);
        if told.len() < MOST_VERDICTS {
            told.push(Verdict::rejected(place(rejected), rejected.beginning.clone(), words.clone()));
        }
        words
    };
    let outcome = run_saying(
        plan,
        |_| {},
        say,
        async |records: Vec<Record>| {
            if left.load(Ordering::Relaxed) {
                return Err(ImportError::Interrupted);
            }
            let report = writer.check(&records);
            let accepted = |place: &usize| report.refused.iter().all(|refusal| refusal.index != *place);
            for (_, record) in records.iter().enumerate().filter(|(place, _)| accepted(place)) {
                tally.note(named(portal, ctx, target, record));
            }
            if !write {
                return Ok(report);
            }
            let report = writer.write(records).await?;
            tally.written += report.created + report.changed;
            Ok(report)
        },
    )
    .await;
    let outcome = match outcome {
        Err(ImportError::Interrupted) if write => {
            stopped(portal, ctx, &name, tally.written).await?;
            return Err(ImportError::Interrupted);
        }
        outcome => outcome?,
    };
    let rejects = outcome.rejects.as_ref().and_then(|path| std::fs::read(path).ok());
    tally.accepted.truncate(MOST_VERDICTS - told.len());
    told.append(&mut tally.accepted);
    Ok(Done { outcome, fresh: tally.fresh, known: tally.known, verdicts: told, rejects })
}

impl Tally {
    fn note(&mut self, (code, is_known): (String, bool)) {
        *(if is_known { &mut self.known } else { &mut self.fresh }) += 1;
        if self.accepted.len() < MOST_VERDICTS {
            self.accepted.push(Verdict::accepted(code, is_known));
        }
    }
}

/// Tells that an import ended before its file did.
async fn stopped(portal: &Portal, ctx: &Ctx, name: &str, written: usize) -> Result<(), ImportError> {
    let mut tx = portal.parts.ground.store.begin(ctx).await.map_err(ImportError::writer)?;
    tx.audit(AuditEntry::new("catalog.import_stopped", "import", name).with(json!({ "written": written })));
    tx.commit().await.map_err(ImportError::writer)
}

/// Where a row stands: its line, and of which file of a zip.
fn place(rejected: &Rejected<'_>) -> Option<String> {
    let line = rejected.place.line;
    match (&rejected.place.member, line) {
        (None, 0) => None,
        (None, line) => Some(line.to_string()),
        (Some(member), 0) => Some(member.to_string()),
        (Some(member), line) => Some(format!("{member}, {line}")),
    }
}

/// A reason in the reader's language; what there are no words for stays as the catalogue says it.
pub(super) fn words(portal: &Portal, ctx: &Ctx, reason: &Reason) -> String {
    let said = reason.faults.iter().map(|fault| {
        let own = |stem: &str| portal.pages.text_if_any(ctx.locale, &format!("{stem}-{}", fault.code), &fault.arguments);
        let text = own("import-reason").or_else(|| own("field-error")).unwrap_or_else(|| fault.message.clone());
        if fault.field.is_empty() { text } else { format!("{}: {text}", fault.field) }
    });
    said.collect::<Vec<_>>().join(" ")
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
