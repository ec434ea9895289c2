//! Commands that print a contract.

use std::process::ExitCode;

use anyhow::Result;
use kernel::Clock;

use super::say::say;
use crate::cli::ConfigCommand;
use crate::house::{House, open_store};
use crate::router::described;
use crate::settings::Settings;

/// Prints the OpenAPI document. Needs no database: an empty one in a temporary folder serves to wire the rooms.
pub async fn openapi(settings: Settings) -> Result<ExitCode> {
    let folder = std::env::temp_dir().join(format!("fondaco-openapi-{}", uuid::Uuid::new_v4()));
    let settings = Settings { data_dir: folder.clone(), database_url: None, mail_url: None, ..settings };
    let store = open_store(&settings, Clock::System).await?;
    let house = House::build(settings, store).await?;
    let (_, document, _) = house.doors().open();
    say(described(document).to_pretty_json()?)?;
    house.ground.store.close().await?;
    std::fs::remove_dir_all(folder)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the schema of the settings, or the settings in effect.
pub fn config(settings: &Settings, command: &ConfigCommand) -> Result<ExitCode> {
    match command {
        ConfigCommand::Schema => say(serde_json::to_string_pretty(&schemars::schema_for!(Settings))?)?,
        ConfigCommand::Show => {
            let hidden = |url: &Option<String>| url.as_ref().map(|url| without_password(url));
            let shown = Settings {
                database_url: hidden(&settings.database_url),
                mail_url: hidden(&settings.mail_url),
                ..settings.clone()
            };
            say(serde_json::to_string_pretty(&shown)?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `postgres://user:secret@host/db` → `postgres://user:***@host/db`.
pub(super) fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split(':').next().unwrap_or("");
            format!("{scheme}://{user}:***@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn passwords_are_not_printed() {
        assert_eq!(without_password("postgres://me:s3cret@db:5432/shop"), "postgres://me:***@db:5432/shop");
        assert_eq!(without_password("sqlite:/tmp/x.db"), "sqlite:/tmp/x.db");
    }
}
