//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kernel::Locale;

use crate::commands::import::AssignTo;

/// B2B commerce in one binary: portal, API and document flows on your ERP's catalogue, prices, stock and credit.
#[derive(Debug, Parser)]
#[command(name = "fondaco", version, about)]
pub struct Cli {
    /// Settings file; `fondaco.toml` here when absent.
    #[arg(long, global = true, env = "FONDACO_CONFIG")]
    pub config: Option<PathBuf>,
    /// Folder of the embedded database, files and index.
    #[arg(long, global = true)]
    pub data_dir: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make or reuse a demo company in an embedded database, and serve it.
    Demo(DemoArgs),
    /// Serve the portal and the API.
    Serve {
        /// Address to serve on.
        #[arg(long)]
        listen: Option<String>,
        /// Leave jobs and reactions to `fondaco worker`.
        #[arg(long)]
        no_worker: bool,
    },
    /// Run jobs and reactions.
    Worker,
    /// Bring the database's tables up to date.
    Migrate,
    /// Read a file of products, prices, stock, accounts or orders.
    Import(ImportArgs),
    /// Create a tenant.
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// Create a person.
    #[command(subcommand)]
    User(UserCommand),
    /// Create an API client.
    #[command(subcommand)]
    Client(ClientCommand),
    /// Verify what must always hold; exit 1 and a list when something does not.
    Check,
    /// Print the OpenAPI document.
    Openapi,
    /// Print the AsyncAPI document: every event, with the shape of its data.
    Asyncapi,
    /// Print about the settings.
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Address to serve on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// How many articles the catalogue has.
    #[arg(long, conflicts_with = "empty")]
    pub skus: Option<usize>,
    /// People, accounts and clients, but no catalogue.
    #[arg(long)]
    pub empty: bool,
    /// Make the data, print who can log in, and end.
    #[arg(long)]
    pub no_serve: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    Products,
    Prices,
    Stock,
    Accounts,
    Orders,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    pub kind: ImportKind,
    /// CSV, TSV, JSON Lines or a JSON array; plain, `.gz`, `.xz` or `.zip`. Several files are read one after the other.
    #[arg(required_unless_present = "fields")]
    pub files: Vec<PathBuf>,
    /// Print the fields that there are, with type and meaning, and end.
    #[arg(long)]
    pub fields: bool,
    /// How columns become fields: a file, or the name of a mapping that comes with Fondaco.
    #[arg(long)]
    pub map: Option<String>,
    /// Of prices: whom the lists in the file are for, beside whom they were for: `everyone`, `group:CODE` or
    /// `account:NUMBER`; may come several times.
    #[arg(long, value_name = "WHOM")]
    pub assign: Vec<AssignTo>,
    /// The tenant's short name; needed when there are several.
    #[arg(long)]
    pub tenant: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum TenantCommand {
    /// Create a tenant with its market. Its first administrator is made by `fondaco user create --role admin`.
    Create {
        /// Short name.
        slug: String,
        #[arg(long)]
        name: String,
        /// Country of the seller, ISO 3166-1 alpha-2.
        #[arg(long, default_value = "IT")]
        country: String,
        /// Currency that it sells in, ISO 4217.
        #[arg(long, default_value = "EUR")]
        currency: String,
        /// Host name that leads to this tenant.
        #[arg(long)]
        host: Option<String>,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Create a person who can log in.
    Create {
        email: String,
        #[arg(long)]
        name: String,
        /// requester, buyer, approver, account_admin, sales_rep, clerk, pricing_manager, catalog_manager, logistics or admin.
        #[arg(long)]
        role: String,
        /// The account's number, for a customer's people.
        #[arg(long)]
        account: Option<String>,
        /// The language of their pages and letters: `it` or `en`.
        #[arg(long, value_parser = parse_locale, default_value = "it")]
        locale: Locale,
        /// Read from the environment when absent; one is made when that is absent too.
        #[arg(long, env = "FONDACO_USER_PASSWORD", hide_env_values = true)]
        password: Option<String>,
        #[arg(long)]
        tenant: Option<String>,
        #[arg(long)]
        json: bool,
    },
}

fn parse_locale(text: &str) -> Result<Locale, String> {
    Locale::parse(text).ok_or_else(|| {
        let known: Vec<&str> = Locale::ALL.iter().map(|locale| locale.code()).collect();
        format!("there are {}", known.join(" and "))
    })
}

#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// Create an API client; the secret is printed once.
    Create {
        #[arg(long)]
        name: String,
        /// Scopes such as `catalog:read prices:read orders:write`.
        #[arg(long)]
        scopes: String,
        /// The account's number, for a customer's system.
        #[arg(long)]
        account: Option<String>,
        #[arg(long)]
        tenant: Option<String>,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print the JSON schema of the settings.
    Schema,
    /// Print the settings in effect, without secrets.
    Show,
}
