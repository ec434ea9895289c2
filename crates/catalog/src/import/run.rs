//! An import from file to database: one thread reads and maps, the caller's writer writes batches meanwhile.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::import::ImportError;
use crate::import::mapping::{Mapper, Mapping, Record};
use crate::import::rejects::Rejects;
use crate::import::rows::{self, BadRow, Meter, Row};
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

/// A batch with so much text that could not be read is handed on before it is full.
const MOST_UNREADABLE_BYTES: usize = 16 * 1024 * 1024;

enum Item {
    Good(Row, Record),
    Refused(Row, String),
    Unreadable(BadRow),
}

/// Reads the file, maps its rows, and hands them to `write` in batches; refused and unreadable rows are listed and stop
/// nothing. `write` answers per batch what became of it, with refusals by place in the batch. Writers change what is
/// there already instead of doubling it, so that a run can be repeated, or resumed by running it again.
pub async fn run(
    plan: Plan,
    mut progress: impl FnMut(Progress),
    mut write: impl AsyncFnMut(Vec<Record>) -> Result<Report, ImportError>,
) -> Result<Outcome, ImportError> {
    let started = Instant::now();
    let of_bytes = std::fs::metadata(&plan.file).map_err(ImportError::unreadable(&plan.file))?.len();
    let mut rejects = Rejects::new(plan.rejects.clone())?;
    let meter = Meter::default();
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
                Item::Refused(row, reason) => rejects.row(&row, &reason)?,
                Item::Unreadable(bad) => rejects.bad(&bad)?,
            }
        }
        if !records.is_empty() {
            let report = write(records).await?;
            outcome.created += report.created;
            outcome.changed += report.changed;
            outcome.unchanged += report.unchanged;
            for refusal in &report.refused {
                if let Some(row) = rows.get(refusal.index) {
                    rejects.row(row, &refusal.reason)?;
                }
            }
        }
        progress(Progress { rows: outcome.rows, rejected: rejects.count, bytes: meter.bytes(), of_bytes });
    }
    outcome.unused = reading.await.map_err(|_| ImportError::Interrupted)??;
    outcome.rejected = rejects.count;
    outcome.rejects = rejects.finish()?;
    outcome.took = started.elapsed();
    Ok(outcome)
}

/// The reading thread: ends when the file ends, fails, or nobody takes batches any more. Answers the columns that nothing
/// was made of.
fn read(plan: &Plan, meter: &Meter, send: &mpsc::Sender<Vec<Item>>) -> Result<Vec<String>, ImportError> {
    let mut mapper = plan.mapping.prepare(&plan.file)?;
    let name = plan.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let size = plan.batch.max(1);
    let mut batch: Vec<Item> = Vec::with_capacity(size);
    // Unreadable rows are kept whole, and what is broken may be long.
    let mut unreadable_bytes = 0;
    let (mut begun, mut failed) = (false, None);
    rows::read_metered(&plan.file, &plan.mapping.layout, meter, &mut |item| {
        if let Ok(row) = &item {
            begun = true;
            if let Err(error) = mapper.notice(row, &name) {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        }
        let Some(item) = mapped(&mapper, item) else { return ControlFlow::Continue(()) };
        if let Item::Unreadable(bad) = &item {
            unreadable_bytes += bad.raw.len();
        }
        batch.push(item);
        if batch.len() < size && unreadable_bytes < MOST_UNREADABLE_BYTES {
            return ControlFlow::Continue(());
        }
        unreadable_bytes = 0;
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
