//! The subcommands.

pub mod asyncapi;
mod check;
mod create;
mod demo;
pub mod import;
mod introduction;
mod print;
mod say;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use kernel::{Clock, Ctx};
use store::Store;

use crate::cli::{Cli, Command};
use crate::house::{House, migrations, open_store};
use crate::logging::{start_logging, start_metrics};
use crate::settings::Settings;
use crate::{serve, worker};

/// Runs the command of this invocation.
pub async fn run(cli: Cli) -> Result<ExitCode> {
    let mut settings = Settings::read(cli.config.as_deref())?;
    if let Some(folder) = cli.data_dir {
        settings.data_dir = folder;
    }
    match cli.command {
        Command::Demo(args) => demo::run(settings, args).await,
        Command::Serve { listen, no_worker } => {
            if let Some(listen) = listen {
                settings.listen = listen;
            }
            start_logging(&settings.log)?;
            let metrics = start_metrics()?;
            let store = ready_store(&settings).await?;
            let listener = serve::listen(&settings.listen).await?;
            let house = House::build(settings, store).await?;
            serve::serve(house, listener, metrics, !no_worker).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Worker => {
            start_logging(&settings.log)?;
            let store = ready_store(&settings).await?;
            serve::run_worker(House::build(settings, store).await?).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Migrate => {
            let store = open_store(&settings, Clock::System).await?;
            let waiting = store.pending_migrations(migrations()).await?;
            store.migrate(migrations()).await.context("the migrations failed")?;
            say::say(format!("{waiting} migrations applied"))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Import(args) => import::run(settings, args).await,
        Command::Tenant(command) => create::tenant(settings, command).await,
        Command::User(command) => create::user(settings, command).await,
        Command::Client(command) => create::client(settings, command).await,
        Command::Check => check::run(settings).await,
        Command::Openapi => print::openapi(settings).await,
        Command::Asyncapi => asyncapi::run(),
        Command::Config(command) => print::config(&settings, &command),
    }
}

/// The store of an installation whose tables are up to date; an embedded one is brought up to date by itself.
async fn ready_store(settings: &Settings) -> Result<Store> {
    let store = open_store(settings, Clock::System).await?;
    if settings.database_url.is_none() {
        store.migrate(migrations()).await.context("the migrations failed")?;
    } else if store.pending_migrations(migrations()).await? > 0 {
        bail!("the database's tables are older than this program; run `fondaco migrate` first");
    }
    Ok(store)
}

/// Fondaco's own context in the tenant named, or in the only one there is.
async fn tenant_ctx(store: &Store, slug: Option<&str>) -> Result<Ctx> {
    let tenant = accounts::find_tenant(store.reader(), slug).await?;
    match (tenant, slug) {
        (Some(tenant), _) => Ok(Ctx::system(tenant.id, store.clock().now())),
        (None, Some(slug)) => bail!("there is no tenant `{slug}`"),
        (None, None) => {
            bail!("name the tenant with --tenant; with none yet, run `fondaco tenant create` or `fondaco demo` first")
        }
    }
}

/// One turn of a worker until nothing is left: for commands that must see the consequences of what they did.
pub async fn settle(house: &House) -> Result<()> {
    let mut position = house.followed();
    loop {
        position = crate::follower::catch_up(house, position).await?;
        if worker::turn(house).await? == 0 {
            return Ok(());
        }
    }
}
