//! Accounts and people for pages.

use crate::account::company::SiteView;
use crate::account::people::PersonRowView;
use accounts::{Person, Site, effective_limit};

/// A site's address, as lines below its name.
pub fn site_lines(site: &Site) -> Vec<String> {
    let province = site.province.as_deref().map(|province| format!(" ({province})")).unwrap_or_default();
    vec![site.street.clone(), format!("{} {}{province}, {}", site.postal_code, site.city, site.country)]
}

pub fn site(site: &Site) -> SiteView {
    SiteView {
        id: site.id.to_string(),
        code: site.code.clone(),
        name: site.name.clone(),
        lines: site_lines(site),
        is_default: site.is_default,
    }
}

/// A person in a list, with the limit that holds for them.
pub fn person(person: &Person, account: &accounts::Account) -> PersonRowView {
    PersonRowView {
        id: person.user.to_string(),
        name: person.name.clone(),
        initials: initials(&person.name),
        email: person.email.clone(),
        role: person.role.code().to_owned(),
        state: person.state.code().to_owned(),
        limit: effective_limit(person, account),
    }
}

pub fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).flat_map(char::to_uppercase).collect()
}
