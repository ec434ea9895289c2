//! What the ids and codes that the audit trail keeps are called by people: read once for all entries of a page.

use std::collections::HashSet;

use accounts::Person;
use kernel::{AccountId, Action, Ctx, PriceListId, Scope, UserId};
use store::AuditRow;
use web::Answer;

use super::common::people;
use super::view::history::people_in;
use crate::frame::Portal;

/// People whose names are looked up for one page: of fifty entries who did it, for whom and to whom, and some that are told.
const MOST_PEOPLE: usize = 200;

/// The names that the caller may read.
pub(super) struct Names<'a> {
    pub portal: &'a Portal,
    pub ctx: &'a Ctx,
    people: Vec<Person>,
}

impl<'a> Names<'a> {
    /// The names that some entries need.
    pub async fn of(portal: &'a Portal, ctx: &'a Ctx, rows: &[AuditRow]) -> Answer<Names<'a>> {
        let mut ids: Vec<UserId> = Vec::new();
        for row in rows {
            let subject = (row.object_kind == "person").then(|| row.object_id.parse().ok()).flatten();
            ids.extend([row.actor, row.acting_for_user, subject].into_iter().flatten());
            ids.extend(people_in(&row.detail).into_iter().map(UserId::from_uuid));
        }
        let mut seen = HashSet::new();
        ids.retain(|id| seen.insert(*id));
        let people = people(portal, ctx, ids.into_iter().take(MOST_PEOPLE)).await?;
        Ok(Names { portal, ctx, people })
    }

    pub fn person(&self, id: Option<UserId>) -> Option<&Person> {
        self.people.iter().find(|person| Some(person.user) == id)
    }

    /// The name behind an id (a person, an account, an article, a category, a price list, a warehouse), or of `attribute:<code>` and
    /// `attribute:<code>=<choice>`.
    pub fn name(&self, id: &str) -> Option<String> {
        let (parts, tenant) = (&self.portal.parts, self.ctx.tenant);
        if let Some(code) = id.strip_prefix("attribute:") {
            return self.attribute(code);
        }
        if let Some(person) = self.person(id.parse().ok()) {
            return Some(person.name.clone());
        }
        let account = id.parse::<AccountId>().ok().filter(|account| self.ctx.may(Action::AccountRead, Scope::Account(*account)));
        if let Some(name) = account.and_then(|account| self.portal.account_name(self.ctx, account)) {
            return Some(name);
        }
        if let Some(product) = id.parse().ok().and_then(|id| parts.catalogue.product(tenant, id)) {
            return Some(product.sku.to_string());
        }
        if let Some(category) = id.parse().ok().and_then(|id| parts.catalogue.category(tenant, id)) {
            return Some(category.name(self.ctx.locale).to_owned());
        }
        if let Some(list) = id.parse().ok().and_then(|id| self.price_list(id)) {
            return Some(list);
        }
        let warehouse = id.parse().ok()?;
        let warehouses = parts.stock.warehouses(tenant);
        warehouses.iter().find(|known| known.id == warehouse).map(|known| known.name.clone())
    }

    fn price_list(&self, id: PriceListId) -> Option<String> {
        if !self.ctx.may(Action::PriceRead, Scope::Tenant) {
            return None;
        }
        let book = self.portal.parts.book.book(self.ctx.tenant)?;
        book.list(id).map(|list| super::price_lists::name(list, self.ctx.locale).to_owned())
    }

    fn attribute(&self, code: &str) -> Option<String> {
        let (code, choice) = code.split_once('=').map_or((code, None), |(code, choice)| (code, Some(choice)));
        let attribute = self.portal.parts.catalogue.attribute(self.ctx.tenant, code)?;
        let locale = self.ctx.locale;
        match choice {
            None => Some(attribute.name(locale).to_owned()),
            Some(code) => {
                let known = attribute.choices.iter().find(|choice| choice.code.as_str() == code)?;
                Some(known.name(locale).to_owned())
            }
        }
    }

    /// What an entry is about as people call it: persons by their name, articles by their code, and what has no name by its
    /// kind.
    pub fn object(&self, row: &AuditRow) -> String {
        let email = row.detail.get("email").and_then(|email| email.as_str()).filter(|_| row.object_kind == "person");
        match (self.name(&row.object_id), email) {
            (Some(name), _) => name,
            (None, Some(email)) => email.to_owned(),
            (None, None) if uuid::Uuid::try_parse(&row.object_id).is_ok() => {
                self.portal.text(self.ctx, &format!("office-object-{}", row.object_kind))
            }
            (None, None) => row.object_id.clone(),
        }
    }
}
