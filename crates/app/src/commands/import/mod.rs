//! `fondaco import`: a file's rows into a room, by a mapping, with a bar that tells how far and a list of what was bad.

mod accounts;
mod assign;
mod fields;
mod prices;
mod shelf;
mod stock;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use catalog::import::products::ProductWriter;
use catalog::import::{
    ImportError, Mapping, Most, Outcome, Plan, Progress, Record, Target, mapping, reject_path, run as read_and_write,
};
use catalog::{Refusal, load::Report};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::Ctx;
use orders::HistoryWriter;
use store::Store;

pub use assign::AssignTo;

use super::say::say;
use super::{ready_store, tenant_ctx};
use crate::cli::{ImportArgs, ImportKind};
use crate::settings::Settings;

const BATCH: usize = 1_000;

/// So many unused columns are named; a file with more is another file.
const NAMED_COLUMNS: usize = 20;

/// Imports each file in turn. Exit 1 when rows were rejected; what was good is in.
pub async fn run(settings: Settings, args: ImportArgs) -> Result<ExitCode> {
    if args.fields {
        say(fields::page(args.kind))?;
        return Ok(ExitCode::SUCCESS);
    }
    if !args.assign.is_empty() && args.kind != ImportKind::Prices {
        bail!("--assign says whom price lists are for: it goes with `import prices`");
    }
    let mapping = chosen(&args)?;
    let store = ready_store(&settings).await?;
    let ctx = tenant_ctx(&store, args.tenant.as_deref()).await?;
    let assignees = assign::found(&store, &ctx, &args.assign).await?;
    let (mut rejected, mut lists) = (0, BTreeSet::new());
    let mut broken = None;
    for file in &args.files {
        match import(&store, &ctx, file, mapping.clone()).await.with_context(|| file.display().to_string()) {
            Ok(imported) => {
                say(summary(file, &imported.outcome))?;
                rejected += imported.outcome.rejected;
                lists.extend(imported.lists);
            }
            // What came before it stands: its lists are for whom was said.
            Err(error) => {
                broken = Some(error);
                break;
            }
        }
    }
    let nobodys = pricing::load::add_assignees(&store, &ctx, &lists, &assignees).await?;
    if let Some(warning) = assign::warning(&nobodys) {
        say(warning)?;
    } else if !args.assign.is_empty() && !lists.is_empty() {
        let whom: Vec<String> = args.assign.iter().map(AssignTo::to_string).collect();
        let codes: Vec<String> = lists.into_iter().collect();
        say(format!("assigned to {}: {}", whom.join(", "), codes.join(", ")))?;
    }
    store.analyze().await?;
    store.close().await?;
    if let Some(error) = broken {
        return Err(error);
    }
    Ok(if rejected == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The mapping asked for: a name that comes with Fondaco, a file, or columns named as fields.
fn chosen(args: &ImportArgs) -> Result<Mapping> {
    let mapping = match &args.map {
        None => Mapping::own(own_target(args.kind)),
        Some(name) => match mapping::builtin(name) {
            Some(mapping) => mapping?,
            None if Path::new(name).exists() => Mapping::read(Path::new(name))?,
            None => {
                let names: Vec<&str> = mapping::builtin_names().collect();
                bail!("there is no mapping `{name}`: give a file, or one of {}", names.join(", "));
            }
        },
    };
    let fits = match args.kind {
        ImportKind::Products => matches!(mapping.target, Target::Products | Target::Categories | Target::Relations),
        kind => mapping.target == own_target(kind),
    };
    if !fits {
        bail!("this mapping is for {}", mapping.target.word());
    }
    Ok(mapping)
}

const fn own_target(kind: ImportKind) -> Target {
    match kind {
        ImportKind::Products => Target::Products,
        ImportKind::Prices => Target::Prices,
        ImportKind::Stock => Target::Stock,
        ImportKind::Accounts => Target::Accounts,
        ImportKind::Orders => Target::Orders,
    }
}

/// What came of a file.
struct Imported {
    outcome: Outcome,
    /// Codes of the price lists that its rows named.
    lists: BTreeSet<String>,
}

async fn import(store: &Store, ctx: &Ctx, file: &Path, mapping: Mapping) -> Result<Imported, ImportError> {
    let target = mapping.target;
    let plan = Plan {
        file: file.to_path_buf(),
        rejects: reject_path(file, Path::new(".")),
        batch: BATCH,
        mapping: mapping.clone(),
        most: Most::default(),
    };
    let bar = bar(file);
    let shown = |progress: Progress| {
        bar.set_length(progress.of_bytes);
        bar.set_position(progress.bytes);
        bar.set_message(format!("{} rows", progress.rows));
    };
    let mut lists = BTreeSet::new();
    let outcome = match target {
        Target::Products | Target::Categories | Target::Relations => {
            let mut writer = ProductWriter::new(store, ctx, &mapping).await?;
            read_and_write(plan, shown, async |records| writer.write(records).await).await
        }
        Target::Prices => {
            let mut writer = prices::PriceWriter::new(store, ctx).await?;
            let outcome = read_and_write(plan, shown, async |records| writer.write(&records).await).await;
            lists = writer.into_lists();
            outcome
        }
        Target::Stock => stock::import(store, ctx, plan, shown).await,
        Target::Accounts => {
            let home = accounts::home_market(store, ctx).await?;
            read_and_write(plan, shown, async |records| accounts::write(store, ctx, &home, &records).await).await
        }
        Target::Orders => {
            let writer = HistoryWriter::new(store, ctx).await?;
            read_and_write(plan, shown, async |records| writer.write(&records).await).await
        }
    };
    bar.finish_and_clear();
    Ok(Imported { outcome: outcome?, lists })
}

fn bar(file: &Path) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:30} {percent:>3} %  {msg}  {elapsed}") {
        bar.set_style(style);
    }
    bar.set_prefix(file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
    bar
}

/// What came of a file, in a few lines.
fn summary(file: &Path, outcome: &Outcome) -> String {
    let milliseconds = outcome.took.as_millis().max(1);
    let rate = u128::from(outcome.rows) * 1000 / milliseconds;
    let mut lines = vec![format!(
        "{}: {} rows in {milliseconds} ms ({rate} rows/s): {} created, {} changed, {} unchanged, {} rejected",
        file.display(),
        outcome.rows,
        outcome.created,
        outcome.changed,
        outcome.unchanged,
        outcome.rejected
    )];
    if let Some(rejects) = &outcome.rejects {
        lines.push(format!("rejected rows, with their reasons: {}", rejects.display()));
    }
    lines.extend(left_out(&outcome.unused));
    lines.join("\n")
}

/// Names the columns that nothing was made of: a misspelt one would else be missed in silence.
fn left_out(columns: &[String]) -> Option<String> {
    let named: Vec<&str> = columns.iter().take(NAMED_COLUMNS).map(String::as_str).collect();
    match columns.len().saturating_sub(named.len()) {
        _ if named.is_empty() => None,
        0 => Some(format!("columns not used: {}", named.join(", "))),
        more => Some(format!("columns not used: {} and {more} more", named.join(", "))),
    }
}

/// Makes drafts of records: what cannot be one is refused with the reason, by its place.
fn drafted<Draft>(records: &[Record], make: impl Fn(&Record) -> Result<Draft, String>) -> (Vec<(usize, Draft)>, Report) {
    let mut report = Report::default();
    let mut drafts = Vec::with_capacity(records.len());
    for (index, record) in records.iter().enumerate() {
        match make(record) {
            Ok(draft) => drafts.push((index, draft)),
            Err(reason) => report.refused.push(Refusal { index, reason: reason.into() }),
        }
    }
    (drafts, report)
}

#[cfg(test)]
mod tests;
