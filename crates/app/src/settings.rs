//! Settings: `fondaco.toml`, then `FONDACO_*` in the environment, then flags; later wins.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use portal::ImportRoom;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::StoreSettings;
use web::RateLimits;
use wire::MailSettings;

/// Everything that can be set. `fondaco config schema` prints this as a JSON schema.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Folder of the embedded database, files, mails and the search index.
    pub data_dir: PathBuf,
    /// `sqlite:/path/fondaco.db` or `postgres://user:password@host:port/database`. Absent: the embedded database in `data_dir`.
    pub database_url: Option<String>,
    /// Connections to the database, of each process.
    pub database_connections: u32,
    /// Address to serve on.
    pub listen: String,
    /// The address that people use, for links in mails. Absent: `http://` and `listen`.
    pub base_url: Option<String>,
    /// `smtp://…` or `smtps://…`. Absent: letters are written into `data_dir/mail`.
    pub mail_url: Option<String>,
    /// Who letters come from.
    pub mail_from: String,
    /// What is logged, such as `info` or `info,sqlx=warn`.
    pub log: String,
    /// Whether a proxy in front sets `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Bytes that a request's body may have.
    pub body_limit_bytes: usize,
    /// Megabytes that a file uploaded for an import in the office may have once it is unpacked. A larger one is refused, and
    /// belongs to `fondaco import`.
    pub import_megabytes: u64,
    /// Rows that such a file may have.
    pub import_rows: u64,
    /// Logins and token requests per minute and address.
    pub credentials_per_minute: NonZeroU32,
    /// Reading calls per minute and caller.
    pub reads_per_minute: NonZeroU32,
    /// Changing calls per minute and caller.
    pub writes_per_minute: NonZeroU32,
    /// Whether cookies demand https. Switch off only for trying out without TLS.
    pub secure_cookies: bool,
    /// Folders of templates that replace Fondaco's own, one subfolder a theme.
    pub themes_dir: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Settings {
        let per_minute = |count| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Settings {
            data_dir: PathBuf::from("data"),
            database_url: None,
            database_connections: 16,
            listen: "127.0.0.1:8080".to_owned(),
            base_url: None,
            mail_url: None,
            mail_from: "Fondaco <no-reply@fondaco.example>".to_owned(),
            log: "info,sqlx=warn,tantivy=warn".to_owned(),
            behind_proxy: false,
            body_limit_bytes: 4 * 1024 * 1024,
            import_megabytes: 256,
            import_rows: 200_000,
            credentials_per_minute: per_minute(30),
            reads_per_minute: per_minute(6_000),
            writes_per_minute: per_minute(3_000),
            secure_cookies: true,
            themes_dir: None,
        }
    }
}

/// Whether what follows the prefix of a variable, in whatever case, should be a setting.
fn is_setting(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    !key.starts_with("test_") && !["config", "user_password", "base_url_for_tests"].contains(&key.as_str())
}

impl Settings {
    /// Reads the settings; `file` is optional, a wrong entry is not.
    pub fn read(file: Option<&Path>) -> Result<Settings> {
        let path = file.map_or_else(|| PathBuf::from("fondaco.toml"), Path::to_path_buf);
        if file.is_some() && !path.exists() {
            anyhow::bail!("there is no settings file {}", path.display());
        }
        Figment::from(Serialized::defaults(Settings::default()))
            .merge(Toml::file(path))
            // The test run's own variables share the prefix, and so do those of single commands.
            .merge(Env::prefixed("FONDACO_").filter(|key| is_setting(key.as_str())))
            .extract()
            .context("the settings cannot be read; `fondaco config schema` prints what there is")
    }

    pub fn store(&self) -> StoreSettings {
        match &self.database_url {
            Some(url) => StoreSettings { url: url.clone(), connections: self.database_connections },
            None => StoreSettings::embedded(&self.data_dir),
        }
    }

    pub fn mail(&self) -> MailSettings {
        match &self.mail_url {
            Some(url) => MailSettings::Smtp(url.clone()),
            None => MailSettings::Folder(self.mail_folder()),
        }
    }

    pub fn mail_folder(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    pub fn blob_folder(&self) -> PathBuf {
        self.data_dir.join("files")
    }

    /// Where uploaded files are read.
    pub fn import_room(&self) -> ImportRoom {
        ImportRoom {
            folder: self.data_dir.join("imports"),
            most_bytes: self.import_megabytes.saturating_mul(1_000_000),
            most_rows: self.import_rows,
        }
    }

    pub fn index_folder(&self) -> PathBuf {
        self.data_dir.join("index")
    }

    pub fn rate_limits(&self) -> RateLimits {
        RateLimits::new(self.credentials_per_minute, self.reads_per_minute, self.writes_per_minute)
    }

    /// What is set so that it cannot work, or is not safe; sentences for the log at the start.
    pub fn warnings(&self) -> Vec<String> {
        let base_url = self.base_url();
        let is_https = base_url.starts_with("https://");
        let mut warnings = Vec::new();
        if self.secure_cookies && !is_https && !leads_to_this_machine(&base_url) {
            warnings.push(format!(
                "secure_cookies is on, but people come by {base_url}: over plain http browsers send no session back and nobody can \
                 log in. Serve by https and set base_url to it, or, for a trial in a closed network, set secure_cookies = false"
            ));
        }
        if !self.secure_cookies && is_https {
            warnings.push(format!(
                "secure_cookies is off, but people come by {base_url}: a session's cookie would also travel over plain http. Take \
                 secure_cookies = false out of the settings"
            ));
        }
        warnings
    }

    /// The address for links.
    pub fn base_url(&self) -> String {
        match &self.base_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.listen),
        }
    }
}

/// To the machine itself browsers send secure cookies by plain http as well.
fn leads_to_this_machine(base_url: &str) -> bool {
    let authority = base_url.split_once("://").map_or(base_url, |(_, rest)| rest).split('/').next().unwrap_or("");
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, ""));
    let host = if port.bytes().all(|byte| byte.is_ascii_digit()) { host } else { authority };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{Settings, is_setting};

    #[test]
    fn variables_of_commands_and_tests_are_no_settings() {
        for key in ["CONFIG", "config", "USER_PASSWORD", "TEST_BINARY", "BASE_URL_FOR_TESTS"] {
            assert!(!is_setting(key), "{key}");
        }
        for key in ["LISTEN", "DATABASE_URL", "USER_PASSWORDS"] {
            assert!(is_setting(key), "{key}");
        }
    }

    #[test]
    fn cookies_that_do_not_fit_the_address_are_warned_of() {
        for (base_url, listen, secure_cookies, warned) in [
            (Some("https://shop.example"), "0.0.0.0:80", true, None),
            (Some("http://shop.example"), "0.0.0.0:80", true, Some("secure_cookies is on")),
            (Some("http://localhost.example:8080/"), "0.0.0.0:80", true, Some("secure_cookies is on")),
            (None, "0.0.0.0:8080", true, Some("secure_cookies is on")),
            (None, "127.0.0.1:8080", true, None),
            (None, "[::1]:8080", true, None),
            (Some("http://localhost:8080"), "0.0.0.0:8080", true, None),
            (Some("http://[::1]"), "0.0.0.0:8080", true, None),
            (Some("http://shop.example"), "0.0.0.0:80", false, None),
            (Some("https://shop.example"), "0.0.0.0:80", false, Some("secure_cookies is off")),
        ] {
            let base_url = base_url.map(str::to_owned);
            let settings = Settings { base_url, listen: listen.to_owned(), secure_cookies, ..Settings::default() };
            let warnings = settings.warnings();
            let fits = match warned {
                None => warnings.is_empty(),
                Some(begin) => warnings.len() == 1 && warnings[0].starts_with(begin),
            };
            assert!(fits, "{settings:?}: {warnings:?}");
        }
    }

    #[test]
    fn a_misspelt_setting_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("fondaco.toml");
        std::fs::write(&file, "lissten = \"127.0.0.1:1\"\n").unwrap();
        let error = format!("{:#}", Settings::read(Some(&file)).unwrap_err());
        assert!(error.contains("lissten"), "{error}");
        std::fs::write(&file, "listen = \"127.0.0.1:1\"\n").unwrap();
        assert_eq!(Settings::read(Some(&file)).unwrap().listen, "127.0.0.1:1");
    }

    #[test]
    fn without_an_address_the_database_is_the_embedded_one() {
        let settings = Settings { data_dir: "/somewhere".into(), ..Settings::default() };
        assert_eq!(settings.store().url, "sqlite:/somewhere/fondaco.db");
    }
}
