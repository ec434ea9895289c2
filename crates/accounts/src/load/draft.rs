//! Drafts of accounts, taken in once.

use std::collections::HashSet;

use kernel::{Locale, Money, Role};

use super::Rejected;
use crate::AccountsError;
use crate::account::model::{AccountDetails, CostCentreDetails, SiteDetails, check_limit};
use crate::fields::Fields;
use crate::password::check_new;
use crate::person::model::{check_role, no_limit};

/// An account as an import or the demo describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountDraft {
    pub details: AccountDetails,
    pub sites: Vec<SiteDetails>,
    pub cost_centres: Vec<CostCentreDetails>,
    pub people: Vec<PersonDraft>,
}

impl AccountDraft {
    /// An account with nothing in it yet.
    pub fn new(details: AccountDetails) -> AccountDraft {
        AccountDraft { details, sites: Vec::new(), cost_centres: Vec::new(), people: Vec::new() }
    }
}

/// A person as an import or the demo describes them.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonDraft {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub locale: Locale,
    pub order_limit: Option<Money>,
    /// With one they may sign in at once.
    pub password: Option<String>,
}

/// A draft that is acceptable, with its place among all.
pub(super) struct Accepted {
    pub index: usize,
    pub draft: AccountDraft,
}

/// Sorts the acceptable drafts from the others. A number that comes twice is accepted the first time.
pub(super) fn accept(drafts: Vec<AccountDraft>) -> (Vec<Accepted>, Vec<Rejected>) {
    let (mut accepted, mut rejected) = (Vec::with_capacity(drafts.len()), Vec::new());
    let (mut numbers, mut emails) = (HashSet::new(), HashSet::new());
    for (index, draft) in drafts.into_iter().enumerate() {
        let number = draft.details.number.clone();
        match cleaned(&draft, &mut numbers, &mut emails) {
            Ok(draft) => accepted.push(Accepted { index, draft }),
            Err(AccountsError::Invalid(faults)) => rejected.push(Rejected { index, number, faults }),
            // Cleaning touches nothing that could fail otherwise; should it ever, the draft is refused with the reason.
            Err(error) => {
                let faults = vec![kernel::FieldFault::new("", "refused", error.to_string())];
                rejected.push(Rejected { index, number, faults });
            }
        }
    }
    (accepted, rejected)
}

fn cleaned(
    draft: &AccountDraft,
    numbers: &mut HashSet<String>,
    emails: &mut HashSet<String>,
) -> Result<AccountDraft, AccountsError> {
    let details = draft.details.cleaned()?;
    let mut sites = Vec::with_capacity(draft.sites.len());
    for (place, site) in draft.sites.iter().enumerate() {
        sites.push(site.cleaned(&format!("sites[{place}]."))?);
    }
    let mut cost_centres = Vec::with_capacity(draft.cost_centres.len());
    for (place, centre) in draft.cost_centres.iter().enumerate() {
        cost_centres.push(centre.cleaned(&format!("cost_centres[{place}]."))?);
    }
    let mut people = Vec::with_capacity(draft.people.len());
    for (place, person) in draft.people.iter().enumerate() {
        let mut fields = Fields::within(format!("people[{place}]."));
        people.push(person.cleaned(&mut fields));
        check_customer(&mut fields, person, &details);
        fields.done()?;
    }
    let mut fields = Fields::new();
    check_repeats(&mut fields, (&sites, &cost_centres, &people), emails);
    if numbers.contains(&details.number) {
        fields.fault("number", "repeated", "comes a second time in this file");
    }
    fields.done()?;
    numbers.insert(details.number.clone());
    emails.extend(people.iter().map(|person| person.email.clone()));
    only_one_default(&mut sites);
    Ok(AccountDraft { details, sites, cost_centres, people })
}

fn check_repeats(
    fields: &mut Fields,
    (sites, cost_centres, people): (&[SiteDetails], &[CostCentreDetails], &[PersonDraft]),
    emails: &HashSet<String>,
) {
    let mut seen = HashSet::new();
    for code in sites.iter().map(|site| &site.code).filter(|code| !seen.insert(*code)) {
        fields.fault("sites", "repeated", &format!("the site {code} comes twice"));
    }
    seen.clear();
    for code in cost_centres.iter().map(|centre| &centre.code).filter(|code| !seen.insert(*code)) {
        fields.fault("cost_centres", "repeated", &format!("the cost centre {code} comes twice"));
    }
    seen.clear();
    for email in people.iter().map(|person| &person.email).filter(|email| !seen.insert(*email) || emails.contains(*email)) {
        fields.fault("people", "repeated", &format!("{email} comes a second time in this file"));
    }
}

fn check_customer(fields: &mut Fields, person: &PersonDraft, details: &AccountDetails) {
    if !person.role.is_customers() {
        fields.fault("role", "not_here", "must be a role of the customer's people");
    }
    check_limit(fields, person.order_limit, details.currency);
}

/// The first site that claims to be the default is.
fn only_one_default(sites: &mut [SiteDetails]) {
    let mut found = false;
    for site in sites {
        site.is_default = site.is_default && !found;
        found |= site.is_default;
    }
}

impl PersonDraft {
    pub(super) fn cleaned(&self, fields: &mut Fields) -> PersonDraft {
        let cleaned = PersonDraft {
            email: fields.email("email", &self.email),
            name: fields.line("name", &self.name, 120),
            role: self.role,
            locale: self.locale,
            order_limit: self.order_limit,
            password: self.password.clone(),
        };
        if let Some(password) = &self.password {
            check_new(fields, "password", password, &cleaned.email);
        }
        cleaned
    }

    /// As [`PersonDraft::cleaned`], for one of the seller's people.
    pub(super) fn cleaned_colleague(&self, place: usize) -> Result<PersonDraft, AccountsError> {
        let mut fields = Fields::within(format!("people[{place}]."));
        let cleaned = self.cleaned(&mut fields);
        check_role(&mut fields, self.role, None);
        no_limit(&mut fields, self.order_limit);
        fields.done()?;
        Ok(cleaned)
    }
}
