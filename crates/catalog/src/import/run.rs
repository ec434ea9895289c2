//! An import from file to database: one thread reads and maps, the caller's writer writes batches meanwhile.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::Reason;
use crate::import::ImportError;
use crate::import::mapping::{Mapper, Mapping, Record};
use crate::import::rejects::Rejects;
use crate::import::rows::{BadRow, Place, Reading, Row, shortened};
use crate::load::Report;

/// What is to be imported and how.
#[derive(Debug, Clone)]
pub struct Plan {
    pub file: PathBuf,
    pub mapping: Mapping,
    /// Where rejected rows are listed; see [`crate::import::reject_path`].
    pub rejects: PathBuf,
    /// How many rows are written at once; 1,000 is a good measure.
    pub batch: usize,
    /// What the file may have; as much as it likes where nothing is said.
    pub most: Most,
}

/// What a file may have at most. A file with more fails as a whole, once so much of it was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Most {
    /// Bytes when it is unpacked.
    pub bytes: Option<u64>,
    pub rows: Option<u64>,
}

/// A row that was not taken, as it is listed.
#[derive(Debug)]
pub struct Rejected<'a> {
    pub place: &'a Place,
    pub reason: &'a Reason,
    /// What the row is known by, or how it begins; at most some sixty characters.
    pub beginning: String,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub rows: u64,
    pub rejected: u64,
    /// Bytes of the file read so far, as it lies on the disk, and in all.
    pub bytes: u64,
    pub of_bytes: u64,
}

/// What became of an import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    pub rows: u64,
    pub created: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub rejected: u64,
    /// The list of rejected rows, when there are some.
    pub rejects: Option<PathBuf>,
    /// Columns of the file that nothing was made of, in their order.
    pub unused: Vec<String>,
    pub took: Duration,
}

/// A batch of so much text is handed on before it is full: rows may be long, and unreadable ones are kept whole.
const MOST_BATCH_BYTES: u64 = 16 * 1024 * 1024;

enum Item {
    Good(Row, Record),
    Refused(Row, Reason),
    Unreadable(BadRow),
}

/// Reads the file, maps its rows, and hands them to `write` in batches; refused and unreadable rows are listed and stop
/// nothing. `write` answers per batch what became of it, with refusals by place in the batch. Writers change what is
/// there already instead of doubling it, so that a run can be repeated, or resumed by running it again.
pub async fn run(
    plan: Plan,
    progress: impl FnMut(Progress),
    write: impl AsyncFnMut(Vec<Record>) -> Result<Report, ImportError>,
) -> Result<Outcome, ImportError> {
    run_saying(plan, progress, |rejected| rejected.reason.to_string(), write).await
}

/// As [`run`]; `say` is told of each rejected row and answers the words for the list, such as in the reader's language.
pub async fn run_saying(
    plan: Plan,
    mut progress: impl FnMut(Progress),
    mut say: impl FnMut(&Rejected<'_>) -> String,
    mut write: impl AsyncFnMut(Vec<Record>) -> Result<Report, ImportError>,
) -> Result<Outcome, ImportError> {
    let started = Instant::now();
    let of_bytes = std::fs::metadata(&plan.file).map_err(ImportError::unreadable(&plan.file))?.len();
    let mut rejects = Rejects::new(plan.rejects.clone())?;
    let meter = Reading { most_bytes: plan.most.bytes, ..Reading::default() };
    let (send, mut receive) = mpsc::channel::<Vec<Item>>(2);
    let reading = {
        let meter = meter.clone();
        tokio::task::spawn_blocking(move || read(&plan, &meter, &send))
    };
    let mut outcome = Outcome::default();
    while let Some(items) = receive.recv().await {
        outcome.rows += u64::try_from(items.len()).unwrap_or(0);
        let (mut rows, mut records) = (Vec::with_capacity(items.len()), Vec::with_capacity(items.len()));
        for item in items {
            match item {
                Item::Good(row, record) => {
                    rows.push(row);
                    records.push(record);
                }
                Item::Refused(row, reason) => rejects.row(&row, &say(&rejected(&row, &reason)))?,
                Item::Unreadable(bad) => {
                    let told = Rejected { place: &bad.place, reason: &bad.reason, beginning: shortened(&bad.raw) };
                    rejects.bad(&bad, &say(&told))?;
                }
            }
        }
        if !records.is_empty() {
            let report = write(records).await?;
            outcome.created += report.created;
            outcome.changed += report.changed;
            outcome.unchanged += report.unchanged;
            for refusal in &report.refused {
                if let Some(row) = rows.get(refusal.index) {
                    rejects.row(row, &say(&rejected(row, &refusal.reason)))?;
                }
            }
        }
        progress(Progress { rows: outcome.rows, rejected: rejects.count, bytes: meter.packed.bytes(), of_bytes });
    }
    outcome.unused = reading.await.map_err(|_| ImportError::Interrupted)??;
    outcome.rejected = rejects.count;
    outcome.rejects = rejects.finish()?;
    outcome.took = started.elapsed();
    Ok(outcome)
}

/// The reading thread: ends when the file ends, fails, or nobody takes batches any more. Answers the columns that nothing
/// was made of.
fn read(plan: &Plan, reading: &Reading, send: &mpsc::Sender<Vec<Item>>) -> Result<Vec<String>, ImportError> {
    let mut mapper = plan.mapping.prepare(&plan.file)?;
    let name = plan.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let size = plan.batch.max(1);
    let mut batch: Vec<Item> = Vec::with_capacity(size);
    let (mut rows, mut handed_on) = (0_u64, 0_u64);
    let (mut begun, mut failed) = (false, None);
    reading.read(&plan.file, &plan.mapping.layout, &mut |item| {
        rows += 1;
        if let Some(most) = plan.most.rows.filter(|most| rows > *most) {
            failed = Some(ImportError::TooManyRows { path: plan.file.clone(), most });
            return ControlFlow::Break(());
        }
        if let Ok(row) = &item {
            begun = true;
            if let Err(error) = mapper.notice(row, &name) {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        }
        let Some(item) = mapped(&mapper, item) else { return ControlFlow::Continue(()) };
        batch.push(item);
        if batch.len() < size && reading.unpacked.bytes() - handed_on < MOST_BATCH_BYTES {
            return ControlFlow::Continue(());
        }
        handed_on = reading.unpacked.bytes();
        match send.blocking_send(std::mem::replace(&mut batch, Vec::with_capacity(size))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    if !begun && batch.is_empty() {
        return Err(ImportError::Empty { path: plan.file.clone() });
    }
    // Nobody takes it only when the writer has failed, and then its error is the one to tell.
    let _ = send.blocking_send(batch);
    Ok(mapper.unused())
}

fn rejected<'a>(row: &'a Row, reason: &'a Reason) -> Rejected<'a> {
    Rejected { place: &row.place, reason, beginning: row.beginning() }
}

fn mapped(mapper: &Mapper, item: Result<Row, BadRow>) -> Option<Item> {
    match item {
        Err(bad) => Some(Item::Unreadable(bad)),
        Ok(row) => match mapper.record(&row) {
            Ok(Some(record)) => Some(Item::Good(row, record)),
            Ok(None) => None,
            Err(reason) => Some(Item::Refused(row, reason)),
        },
    }
}

#[cfg(test)]
mod tests;
