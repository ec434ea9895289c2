//! Who is behind a token, a session or a host name: what stands before every request, from memory almost always.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt};
use kernel::{AccountId, ActingFor, Action, Actor, ActorKind, ClientId, Ctx, Denied, Reach, Role, TenantId, Timestamp, UserId};
use moka::sync::Cache;
use store::{FeedRow, Store, StoreError};
use web::{Authenticator, Identity, Problem, Session, TenantHome};

use crate::client::personal::PERSONAL_PREFIX;
use crate::client::token::{ACCESS_PREFIX, actor_of as client_actor, behind_token};
use crate::events::{CLIENT_CHANGED, MEMBER_CHANGED, SESSION_CHANGED, TENANT_CHANGED};
use crate::fields::is_searchable;
use crate::person::model::{Person, PersonState};
use crate::session::login::{SESSION_PREFIX, actor_of as person_actor};
use crate::session::model::{NOTE_EVERY_SECONDS, ends_at};
use crate::session::repo::SessionRow;
use crate::{Directory, account, client, person, secret, session, tenant};

/// What was true this long ago is true enough; what must be true at once comes by the feed.
const KEEP: Duration = Duration::from_secs(30);
const MOST_CALLERS: u64 = 20_000;
const MOST_HOSTS: u64 = 1_000;

/// Knows callers by token and session, and tenants by host. Clones share one memory.
#[derive(Clone)]
pub struct Identities {
    store: Store,
    directory: Directory,
    callers: Cache<[u8; 32], Arc<Known>>,
    hosts: Cache<String, Option<TenantHome>>,
    /// Counts what was forgotten, so that a caller who is being read meanwhile is not remembered as they were before.
    forgotten: Arc<AtomicU64>,
}

struct Known {
    identity: Arc<Identity>,
    valid_until: Timestamp,
}

impl Identities {
    pub fn new(store: Store, directory: Directory) -> Identities {
        Identities {
            store,
            directory,
            callers: Cache::builder().max_capacity(MOST_CALLERS).time_to_live(KEEP).build(),
            hosts: Cache::builder().max_capacity(MOST_HOSTS).time_to_live(KEEP).build(),
            forgotten: Arc::new(AtomicU64::new(0)),
        }
    }

    /// Forgets whom these facts are about. Facts of other kinds are ignored.
    pub fn apply(&self, rows: &[FeedRow]) {
        for row in rows {
            match row.kind.as_str() {
                MEMBER_CHANGED | SESSION_CHANGED => row.subject.parse().into_iter().for_each(|user| self.forget_user(user)),
                CLIENT_CHANGED => row.subject.parse().into_iter().for_each(|client| self.forget_client(client)),
                TENANT_CHANGED => self.hosts.invalidate_all(),
                _ => {}
            }
        }
    }

    /// Forgets a person's sessions and tokens, and those of whoever stands in for them, so that the next request reads them afresh. Call it after the commit when
    /// the very next request of this process must see the change: the feed arrives a moment later.
    pub fn forget_user(&self, user: UserId) {
        self.forget(ActorKind::Person(user));
    }

    pub fn forget_client(&self, client: ClientId) {
        self.forget(ActorKind::Client(client));
    }

    fn forget(&self, kind: ActorKind) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        let stands_in = |actor: &Actor| actor.acting_for.and_then(|acting| acting.user).map(ActorKind::Person) == Some(kind);
        let concerned = |actor: &Actor| actor.kind == kind || stands_in(actor);
        let theirs = self.callers.iter().filter(|(_, known)| concerned(&known.identity.actor));
        let keys: Vec<[u8; 32]> = theirs.map(|(key, _)| *key).collect();
        keys.iter().for_each(|key| self.callers.invalidate(key));
    }

    async fn known(&self, token: &str, now: Timestamp) -> Result<Option<Arc<Identity>>, StoreError> {
        let key = secret::digest_bytes(token);
        if let Some(known) = self.callers.get(&key) {
            return Ok((now < known.valid_until).then(|| Arc::clone(&known.identity)));
        }
        let before = self.forgotten.load(Ordering::SeqCst);
        let Some(known) = self.read(token, now).await? else { return Ok(None) };
        let identity = Arc::clone(&known.identity);
        if self.forgotten.load(Ordering::SeqCst) == before {
            self.callers.insert(key, Arc::new(known));
        }
        Ok(Some(identity))
    }

    async fn read(&self, token: &str, now: Timestamp) -> Result<Option<Known>, StoreError> {
        let known = if token.starts_with(SESSION_PREFIX) {
            self.read_session(token, now).await?
        } else if token.starts_with(ACCESS_PREFIX) {
            self.read_access_token(token).await?
        } else if token.starts_with(PERSONAL_PREFIX) {
            self.read_personal_token(token).await?
        } else {
            None
        };
        Ok(known.filter(|known| now < known.valid_until))
    }

    async fn read_session(&self, token: &str, now: Timestamp) -> Result<Option<Known>, StoreError> {
        let Some(row) = session::repo::by_token(self.store.reader(), &secret::digest(token)).await? else { return Ok(None) };
        let valid_until = ends_at(row.last_seen, row.expires_at);
        if now >= valid_until {
            return Ok(None);
        }
        let Some((person, mut actor)) = self.read_person(row.tenant, row.user).await? else { return Ok(None) };
        actor.acting_for = self.still_acting(&row, &actor).await?;
        self.note_use(&row, now).await;
        let browser =
            Session { id: row.id, csrf: row.csrf.as_str().into(), role: person.role, email: person.email.as_str().into() };
        let identity = Identity { tenant: row.tenant, actor, locale: Some(person.locale), session: Some(browser) };
        Ok(Some(Known { identity: Arc::new(identity), valid_until }))
    }

    async fn read_access_token(&self, token: &str) -> Result<Option<Known>, StoreError> {
        let Some((tenant, client, row)) = behind_token(&self.store, token).await? else { return Ok(None) };
        let identity = Identity { tenant, actor: client_actor(&client, &row.scopes), locale: None, session: None };
        Ok(Some(Known { identity: Arc::new(identity), valid_until: row.expires_at }))
    }

    async fn read_personal_token(&self, token: &str) -> Result<Option<Known>, StoreError> {
        let Some(row) = client::repo::personal(self.store.reader(), &secret::digest(token)).await? else { return Ok(None) };
        let Some((person, actor)) = self.read_person(row.tenant, row.user).await? else { return Ok(None) };
        let identity = Identity { tenant: row.tenant, actor, locale: Some(person.locale), session: None };
        Ok(Some(Known { identity: Arc::new(identity), valid_until: row.token.expires_at }))
    }

    /// A person who may sign in, and the actor they are.
    async fn read_person(&self, tenant: TenantId, user: UserId) -> Result<Option<(Person, Actor)>, StoreError> {
        let person = person::repo::by_id(self.store.reader(), tenant, user).await?;
        let Some(person) = person.filter(|person| person.state == PersonState::Active) else { return Ok(None) };
        let in_charge = match person.role {
            Role::SalesRep => person::repo::in_charge(self.store.reader(), tenant, user).await?,
            _ => Vec::new(),
        };
        let actor = person_actor(&person, &in_charge);
        Ok(Some((person, actor)))
    }

    /// The right to stand in may have gone since it was taken up, and so may the person stood in for.
    async fn still_acting(&self, row: &SessionRow, actor: &Actor) -> Result<Option<ActingFor>, StoreError> {
        let Some(acting) = row.acting_for.filter(|acting| may_act(actor, acting.account)) else { return Ok(None) };
        let Some(user) = acting.user else { return Ok(Some(acting)) };
        let person = person::repo::by_id(self.store.reader(), row.tenant, user).await?;
        Ok(person.and_then(stood_in).filter(|now| *now == acting))
    }

    /// Lets the session live on. Its failure is no reason to turn the person away.
    async fn note_use(&self, row: &SessionRow, now: Timestamp) {
        if now.seconds_since(row.last_seen) < NOTE_EVERY_SECONDS {
            return;
        }
        let noted = async {
            let mut tx = self.store.begin(&Ctx::system(row.tenant, now)).await?;
            session::repo::note_use(tx.conn(), row.id, now).await?;
            tx.needs_no_audit();
            tx.commit().await
        };
        if let Err(error) = noted.await {
            tracing::warn!(%error, "a session's use could not be noted");
        }
    }

    async fn read_host(&self, host: &str) -> Result<Option<TenantHome>, StoreError> {
        let host = host_name(host);
        if let Some(known) = self.hosts.get(&host) {
            return Ok(known);
        }
        let found = match tenant::repo::by_host(self.store.reader(), &host).await? {
            Some(tenant) => Some(tenant),
            None => tenant::repo::of_other_hosts(self.store.reader()).await?,
        };
        let home = found.map(|tenant| TenantHome { tenant: tenant.id, locale: tenant.locale });
        self.hosts.insert(host, home.clone());
        Ok(home)
    }

    async fn acting(&self, identity: &Identity, whom: &str) -> Result<Actor, Problem> {
        let actor = &identity.actor;
        let stands_in = actor.actions.contains(Action::ActFor);
        if !stands_in {
            // Naming one's own account is no standing in. Nothing else is looked for: the answer would tell who there is.
            let own = match actor.account {
                Some(account) => self.is_named(identity.tenant, account, whom.trim()).await?,
                None => false,
            };
            return if own { Ok(actor.clone()) } else { Err(Denied::Forbidden(Action::ActFor).into()) };
        }
        let acting = self.find(identity.tenant, whom.trim()).await?.ok_or(Denied::Secret)?;
        if !may_act(actor, acting.account) {
            return Err(Denied::Secret.into());
        }
        Ok(Actor { acting_for: Some(acting), ..actor.clone() })
    }

    /// Whether a text is this account's number or id.
    async fn is_named(&self, tenant: TenantId, account: AccountId, whom: &str) -> Result<bool, StoreError> {
        if whom.parse() == Ok(account) {
            return Ok(true);
        }
        if let Some(card) = self.directory.card(tenant, account) {
            return Ok(card.account.number == whom);
        }
        let known = account::repo::by_id(self.store.reader(), tenant, account).await?;
        Ok(known.is_some_and(|known| known.number == whom))
    }

    /// Whom a text names: an account's number or id, a person's e-mail address or id.
    async fn find(&self, tenant: TenantId, whom: &str) -> Result<Option<ActingFor>, StoreError> {
        if !is_searchable(whom) {
            return Ok(None);
        }
        let conn = self.store.reader();
        if whom.contains('@') {
            return Ok(person::repo::by_email(conn, tenant, &whom.to_lowercase()).await?.and_then(stood_in));
        }
        if let Some(card) = self.directory.by_number(tenant, whom) {
            return Ok(Some(ActingFor { account: card.account.id, user: None }));
        }
        let Ok(id) = whom.parse::<AccountId>() else {
            // Not in the directory may mean that the directory is not loaded here.
            let found = account::repo::by_number(conn, tenant, whom).await?;
            return Ok(found.map(|account| ActingFor { account: account.id, user: None }));
        };
        if self.directory.card(tenant, id).is_some() || account::repo::by_id(conn, tenant, id).await?.is_some() {
            return Ok(Some(ActingFor { account: id, user: None }));
        }
        Ok(person::repo::by_id(conn, tenant, UserId::from_uuid(id.uuid())).await?.and_then(stood_in))
    }
}

fn stood_in(person: Person) -> Option<ActingFor> {
    let account = person.account.filter(|_| person.state == PersonState::Active)?;
    Some(ActingFor { account, user: Some(person.user) })
}

fn may_act(actor: &Actor, account: AccountId) -> bool {
    let reached = match &actor.reach {
        Reach::Tenant => true,
        Reach::Accounts(accounts) => accounts.contains(&account),
    };
    reached && actor.actions.contains(Action::ActFor)
}

/// A `Host` header without its port, in lower case.
fn host_name(header: &str) -> String {
    let name = match header.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => header,
    };
    name.chars().take(253).collect::<String>().to_ascii_lowercase()
}

impl Authenticator for Identities {
    fn by_bearer<'a>(&'a self, token: &'a str, now: Timestamp) -> BoxFuture<'a, Result<Option<Arc<Identity>>, StoreError>> {
        async move {
            // A session's token works in its cookie only: there the guard asks for the proof against forgery.
            if token.starts_with(SESSION_PREFIX) { Ok(None) } else { self.known(token, now).await }
        }
        .boxed()
    }

    fn by_session<'a>(&'a self, token: &'a str, now: Timestamp) -> BoxFuture<'a, Result<Option<Arc<Identity>>, StoreError>> {
        async move { if token.starts_with(SESSION_PREFIX) { self.known(token, now).await } else { Ok(None) } }.boxed()
    }

    fn by_host<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Option<TenantHome>, StoreError>> {
        self.read_host(host).boxed()
    }

    fn act_for<'a>(&'a self, identity: &'a Identity, whom: &'a str) -> BoxFuture<'a, Result<Actor, Problem>> {
        self.acting(identity, whom).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::host_name;

    #[test]
    fn ports_are_no_part_of_a_host() {
        for (header, name) in [
            ("Shop.Example:8080", "shop.example"),
            ("shop.example", "shop.example"),
            ("[::1]:8080", "[::1]"),
            ("[::1]", "[::1]"),
            ("", ""),
        ] {
            assert_eq!(host_name(header), name, "{header}");
        }
    }
}
