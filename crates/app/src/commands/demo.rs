//! `fondaco demo`: a company to try things with, made once and kept.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use demo::Size;
use kernel::Clock;
use serde_json::{Value, json};
use store::{Blobs, Store};

use super::introduction;
use super::say::say;
use crate::cli::DemoArgs;
use crate::house::{House, migrations, open_store};
use crate::logging::{start_logging, start_metrics};
use crate::private;
use crate::serve;
use crate::settings::Settings;

/// Makes or reuses the demo company, says who can log in, and serves.
pub async fn run(mut settings: Settings, args: DemoArgs) -> Result<ExitCode> {
    settings.secure_cookies = settings.base_url().starts_with("https://");
    let listener = serve::listen(&args.listen).await?;
    settings.listen = listener.local_addr()?.to_string();
    start_logging(&settings.log)?;
    private::data_folder(&settings.data_dir)
        .with_context(|| format!("the data folder {} cannot be made", settings.data_dir.display()))?;
    let store = open_store(&settings, Clock::System).await?;
    store.migrate(migrations()).await.context("the migrations failed")?;
    let known = company(&settings, &store, &args).await?;
    say(introduction::page(&settings, &store, &known).await?)?;
    if args.no_serve {
        store.close().await?;
        return Ok(ExitCode::SUCCESS);
    }
    let metrics = start_metrics()?;
    let house = House::build(settings, store).await?;
    serve::serve(house, listener, metrics, true).await?;
    Ok(ExitCode::SUCCESS)
}

/// What `demo.json` says, after the company was made or found.
async fn company(settings: &Settings, store: &Store, args: &DemoArgs) -> Result<Value> {
    let file = settings.data_dir.join("demo.json");
    let known = if accounts::list_tenants(store.reader()).await?.is_empty() {
        let size = match (args.empty, args.skus) {
            (true, _) => Size::Empty,
            (false, Some(count)) => Size::Articles(count),
            (false, None) => Size::Usual,
        };
        say("Making the demo company …")?;
        let seeded =
            demo::seed(store, &Blobs::new(settings.blob_folder()), size).await.context("the demo company could not be made")?;
        store.analyze().await?;
        serde_json::to_value(&seeded)?
    } else if !file.exists() {
        // demo.json is written last: without it the company is half made, or was made from another data folder.
        anyhow::bail!(
            "the database holds a company but {} is missing: an earlier run was interrupted, or used another data folder; start with an empty one",
            file.display()
        );
    } else {
        serde_json::from_slice(&std::fs::read(&file)?).context("demo.json cannot be read")?
    };
    write(&file, &settings.base_url(), &known)?;
    Ok(known)
}

/// `demo.json`: where it is served and who can log in, for scripts.
fn write(file: &Path, base_url: &str, known: &Value) -> Result<()> {
    let shown = json!({"base_url": base_url, "users": known["users"], "clients": known["clients"]});
    std::fs::write(file, serde_json::to_vec_pretty(&shown)?).with_context(|| format!("{} cannot be written", file.display()))
}
