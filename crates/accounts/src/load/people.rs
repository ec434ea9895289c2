//! People of a load: the accounts' own, and the seller's.

use std::collections::HashMap;

use futures::future::try_join_all;
use kernel::{AccountId, Action, Ctx, FieldFault, Scope, UserId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Iterable};
use serde_json::json;
use store::{AuditEntry, Store, StoreError, Tx};

use super::draft::PersonDraft;
use crate::account::model::check_limit;
use crate::account::service::account_at;
use crate::events::member_changed;
use crate::fields::Fields;
use crate::person::model::{Person, PersonState, check_role, no_limit};
use crate::person::repo;
use crate::person::schema::{memberships, users};
use crate::{AccountsError, Passwords};

/// Rows per statement; the widest has eight columns, and SQLite takes 32,766 values.
const ROWS: usize = 2_000;

/// Writes the seller's own people, and returns them as they now are, in the order of the drafts.
pub async fn write_colleagues(store: &Store, ctx: &Ctx, drafts: &[PersonDraft]) -> Result<Vec<Person>, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    let mut cleaned = Vec::with_capacity(drafts.len());
    for (place, draft) in drafts.iter().enumerate() {
        cleaned.push(draft.cleaned_colleague(place)?);
    }
    let hashes = hashes(cleaned.iter()).await?;
    let mut tx = store.begin(ctx).await?;
    let known = known(ctx, tx.conn(), cleaned.iter()).await?;
    let mut writes = Vec::new();
    let mut people = Vec::with_capacity(cleaned.len());
    for draft in &cleaned {
        let (person, write) = merged(ctx, draft, None, known.get(&draft.email), &hashes)?;
        people.push(person);
        writes.extend(write);
    }
    save(ctx, &mut tx, &writes).await?;
    let emails: Vec<&str> = writes.iter().map(|write| write.person.email.as_str()).collect();
    tx.audit(AuditEntry::new("accounts.import_people", "person", emails.len()).with(json!({"emails": emails})));
    tx.commit().await?;
    Ok(people)
}

/// Writes one person into the account with this number, or among the seller's people. Somebody who has the address already
/// is not touched: it is taken.
pub async fn write_person(
    store: &Store,
    ctx: &Ctx,
    account_number: Option<&str>,
    draft: PersonDraft,
) -> Result<Person, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    let account = match account_number {
        Some(number) => Some(account_at(ctx, store.reader(), number, Action::AccountAdminister).await?.0),
        None => None,
    };
    let mut fields = Fields::new();
    let draft = draft.cleaned(&mut fields);
    check_role(&mut fields, draft.role, account.as_ref().map(|account| account.id));
    match &account {
        Some(account) => check_limit(&mut fields, draft.order_limit, account.currency),
        None => no_limit(&mut fields, draft.order_limit),
    }
    fields.done()?;
    let hashes = hashes(std::iter::once(&draft)).await?;
    let mut tx = store.begin(ctx).await?;
    if !known(ctx, tx.conn(), std::iter::once(&draft)).await?.is_empty() {
        return Err(AccountsError::Taken { field: "email" });
    }
    let (person, write) = merged(ctx, &draft, account.as_ref().map(|account| account.id), None, &hashes)?;
    save(ctx, &mut tx, write.as_slice()).await?;
    let entry = AuditEntry::new("accounts.create_person", "person", person.user);
    let entry = entry.with(json!({"email": person.email, "role": person.role}));
    tx.audit(match person.account {
        Some(account) => entry.of_account(account),
        None => entry,
    });
    tx.commit().await?;
    Ok(person)
}

/// A person to be written, and the hash that comes with a new one.
pub(super) struct PersonWrite {
    pub person: Person,
    pub password_hash: Option<String>,
    pub is_new: bool,
}

/// The hashes of the drafts' passwords, by address; computed before any transaction begins.
pub(super) async fn hashes(drafts: impl Iterator<Item = &PersonDraft>) -> Result<HashMap<String, String>, AccountsError> {
    let chosen: Vec<(&String, &str)> = drafts.filter_map(|draft| Some((&draft.email, draft.password.as_deref()?))).collect();
    if chosen.is_empty() {
        return Ok(HashMap::new());
    }
    let passwords = Passwords::new()?;
    let hash = async |(email, password): (&String, &str)| Ok((email.clone(), passwords.hash(password).await?));
    // Side by side: as many at once as `Passwords` lets through.
    let hashes: Result<Vec<(String, String)>, AccountsError> = try_join_all(chosen.into_iter().map(hash)).await;
    Ok(hashes?.into_iter().collect())
}

/// Who of the drafts' people is there already, by address.
pub(super) async fn known(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    drafts: impl Iterator<Item = &PersonDraft>,
) -> Result<HashMap<String, Person>, StoreError> {
    let emails: Vec<&str> = drafts.map(|draft| draft.email.as_str()).collect();
    let people = repo::by_emails(conn, ctx.tenant, &emails).await?;
    Ok(people.into_iter().map(|person| (person.email.clone(), person)).collect())
}

/// The person that a draft describes, and what there is to write, when anything.
pub(super) fn merged(
    ctx: &Ctx,
    draft: &PersonDraft,
    account: Option<AccountId>,
    known: Option<&Person>,
    hashes: &HashMap<String, String>,
) -> Result<(Person, Option<PersonWrite>), AccountsError> {
    let Some(known) = known else {
        let password_hash = hashes.get(&draft.email).cloned();
        let person = Person {
            user: UserId::new(ctx.now),
            email: draft.email.clone(),
            name: draft.name.clone(),
            locale: draft.locale,
            state: if password_hash.is_some() { PersonState::Active } else { PersonState::Invited },
            account,
            role: draft.role,
            order_limit: draft.order_limit,
            version: 1,
        };
        return Ok((person.clone(), Some(PersonWrite { person, password_hash, is_new: true })));
    };
    if known.account != account {
        let message = format!("{} is taken by somebody in another account", draft.email);
        return Err(AccountsError::Invalid(vec![FieldFault::new("people", "taken", message)]));
    }
    let wanted = Person { name: draft.name.clone(), role: draft.role, order_limit: draft.order_limit, ..known.clone() };
    if wanted == *known {
        return Ok((wanted, None));
    }
    let person = Person { version: known.version + 1, ..wanted };
    Ok((person.clone(), Some(PersonWrite { person, password_hash: None, is_new: false })))
}

/// Writes people in few statements. Passwords of people who are there already are left alone.
pub(super) async fn save(ctx: &Ctx, tx: &mut Tx, writes: &[PersonWrite]) -> Result<(), AccountsError> {
    for chunk in writes.chunks(ROWS) {
        let rows = chunk.iter().map(|write| repo::rows(ctx.tenant, &write.person, write.password_hash.clone(), ctx.now));
        let (users, members): (Vec<users::Model>, Vec<memberships::Model>) = rows.unzip();
        users::Entity::insert_many(users.into_iter().map(IntoActiveModel::into_active_model))
            .on_conflict(OnConflict::column(users::Column::Id).update_columns([users::Column::Name]).to_owned())
            .exec_without_returning(tx.conn())
            .await?;
        memberships::Entity::insert_many(members.into_iter().map(IntoActiveModel::into_active_model))
            .on_conflict(OnConflict::column(memberships::Column::UserId).update_columns(memberships::Column::iter()).to_owned())
            .exec_without_returning(tx.conn())
            .await?;
    }
    // Nobody can have known a new person yet: only changes need telling.
    for write in writes.iter().filter(|write| !write.is_new) {
        tx.announce(member_changed(write.person.user, write.person.account, "imported"));
    }
    Ok(())
}
