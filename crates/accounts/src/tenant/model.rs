//! What a tenant is.

use kernel::{Locale, TenantId, Version};

use crate::AccountsError;
use crate::fields::Fields;

/// A seller.
#[derive(Debug, Clone, PartialEq)]
pub struct Tenant {
    pub id: TenantId,
    /// Short name in commands and configuration: `demo`.
    pub slug: String,
    /// The name that people read.
    pub name: String,
    /// The host under which its portal is reached; one tenant alone needs none.
    pub host: Option<String>,
    /// IANA name: dates of the tenant are days in this zone.
    pub time_zone: String,
    /// The language of people who have not chosen one.
    pub locale: Locale,
    /// Accent colour of its pages, `#rrggbb`.
    pub accent: String,
    /// Settings that rooms keep per tenant; a JSON object.
    pub settings: serde_json::Value,
    pub version: Version,
}

/// What is editable in a tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct TenantDetails {
    pub slug: String,
    pub name: String,
    pub host: Option<String>,
    pub time_zone: String,
    pub locale: Locale,
    pub accent: String,
}

impl TenantDetails {
    /// A tenant as it begins: Italian, in Rome's time.
    pub fn new(slug: &str, name: &str) -> TenantDetails {
        TenantDetails {
            slug: slug.to_owned(),
            name: name.to_owned(),
            host: None,
            time_zone: "Europe/Rome".to_owned(),
            locale: Locale::It,
            accent: "#0f5c8c".to_owned(),
        }
    }

    /// The details trimmed and checked.
    pub(crate) fn cleaned(&self) -> Result<TenantDetails, AccountsError> {
        let mut fields = Fields::new();
        let cleaned = TenantDetails {
            slug: fields.code("slug", &self.slug).to_lowercase(),
            name: fields.line("name", &self.name, 120),
            host: fields.optional_line("host", self.host.as_deref(), 253).map(|host| host.to_lowercase()),
            time_zone: fields.line("time_zone", &self.time_zone, 64),
            locale: self.locale,
            accent: fields.line("accent", &self.accent, 7).to_lowercase(),
        };
        if cleaned.host.as_deref().is_some_and(|host| !is_host(host)) {
            fields.fault("host", "not_a_host", "must be a host name alone, such as shop.example: no scheme, no port, no path");
        }
        if !is_colour(&cleaned.accent) {
            fields.fault("accent", "not_a_colour", "must be a colour such as #0f5c8c");
        }
        if !is_time_zone(&cleaned.time_zone) {
            fields.fault("time_zone", "not_a_time_zone", "must be a time zone such as Europe/Rome");
        }
        fields.done()?;
        Ok(cleaned)
    }
}

/// Requests are told apart by the name alone: what holds more would never match one.
fn is_host(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

fn is_time_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_checked() {
        assert_eq!(TenantDetails::new(" Demo ", "Cuscinetti & C.").cleaned().unwrap().slug, "demo");
        let wrong =
            TenantDetails { time_zone: "Europe/Atlantis".to_owned(), accent: "blue".to_owned(), ..TenantDetails::new("a b", "") };
        let AccountsError::Invalid(faults) = wrong.cleaned().unwrap_err() else { panic!() };
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["slug", "name", "accent", "time_zone"]);
    }
}
