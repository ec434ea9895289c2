//! Who is asking, for whom, when, in which language, under which correlation id. Every act takes a [`Ctx`] first.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::permission::{Action, ActionSet, Denied, Permit, Scope};
use crate::{AccountId, ClientId, TenantId, Timestamp, UserId};

/// A language that pages, mails and texts come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    It,
    En,
}

impl Locale {
    pub const ALL: [Locale; 2] = [Locale::It, Locale::En];

    pub const fn code(self) -> &'static str {
        match self {
            Locale::It => "it",
            Locale::En => "en",
        }
    }

    /// Reads a language tag by its first part: `it`, `it-IT`, `en_GB`.
    pub fn parse(tag: &str) -> Option<Locale> {
        let language = tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        Locale::ALL.into_iter().find(|locale| locale.code() == language)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// One id from the click to the last consequence: on every log line, event, job and outbound call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CorrelationId(Arc<str>);

impl CorrelationId {
    /// Takes a caller's id when it is 1 to 64 letters, digits, `-`, `_`, `.` or `:`.
    pub fn parse(text: &str) -> Option<CorrelationId> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
        (!text.is_empty() && text.len() <= 64 && text.bytes().all(allowed)).then(|| CorrelationId(text.into()))
    }

    /// A new one, stamped with the moment.
    pub fn new(now: Timestamp) -> CorrelationId {
        CorrelationId(crate::EventId::new(now).to_string().into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CorrelationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What kind of actor asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    Person(UserId),
    Client(ClientId),
    /// Fondaco itself: jobs, reactions, imports from the command line.
    System,
    /// Nobody signed in.
    Anonymous,
}

/// Which accounts an actor reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every account of the tenant.
    Tenant,
    /// These accounts only: a buyer's own, a rep's accounts in charge.
    Accounts(Arc<[AccountId]>),
}

/// For whom an actor acts, when not for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActingFor {
    pub account: AccountId,
    /// The person stood in for, when one was named: their limits apply.
    pub user: Option<UserId>,
}

/// Who asks and what they may do.
#[derive(Debug, Clone)]
pub struct Actor {
    pub kind: ActorKind,
    /// Name for audit trails and timelines.
    pub name: Arc<str>,
    /// The actor's own account, for a customer's people and clients.
    pub account: Option<AccountId>,
    pub acting_for: Option<ActingFor>,
    pub actions: ActionSet,
    pub reach: Reach,
}

impl Actor {
    /// Fondaco itself: may do everything in its tenant, and is named so in the audit trail.
    pub fn system() -> Actor {
        Actor {
            kind: ActorKind::System,
            name: "Fondaco".into(),
            account: None,
            acting_for: None,
            actions: ActionSet::all(),
            reach: Reach::Tenant,
        }
    }

    /// Nobody: may do nothing.
    pub fn anonymous() -> Actor {
        Actor {
            kind: ActorKind::Anonymous,
            name: "".into(),
            account: None,
            acting_for: None,
            actions: ActionSet::EMPTY,
            reach: Reach::Accounts(Arc::from([])),
        }
    }
}

/// The context of one request or job.
#[derive(Debug, Clone)]
pub struct Ctx {
    pub tenant: TenantId,
    pub actor: Actor,
    pub locale: Locale,
    pub correlation: CorrelationId,
    /// The moment at which this request is taken to happen.
    pub now: Timestamp,
}

impl Ctx {
    /// Fondaco's own context in a tenant.
    pub fn system(tenant: TenantId, now: Timestamp) -> Ctx {
        Ctx { tenant, actor: Actor::system(), locale: Locale::default(), correlation: CorrelationId::new(now), now }
    }

    /// Allows or refuses an action; the proof is what acts demand.
    ///
    /// Fails with [`Denied::Forbidden`] when the caller may never do this, with [`Denied::Secret`] when the account is
    /// outside the caller's reach, and with [`Denied::Anonymous`] when nobody is signed in.
    pub fn permit(&self, action: Action, scope: Scope) -> Result<Permit, Denied> {
        if self.actor.kind == ActorKind::Anonymous {
            return Err(Denied::Anonymous);
        }
        if !self.actor.actions.contains(action) {
            return Err(Denied::Forbidden(action));
        }
        let reached = match (&self.actor.reach, scope) {
            (Reach::Tenant, _) => true,
            (Reach::Accounts(accounts), Scope::Account(account)) => accounts.contains(&account),
            (Reach::Accounts(_), Scope::Tenant) => return Err(Denied::Forbidden(action)),
        };
        if reached { Ok(Permit { action, scope }) } else { Err(Denied::Secret) }
    }

    /// Whether [`Ctx::permit`] would allow it; for hiding what cannot be used.
    pub fn may(&self, action: Action, scope: Scope) -> bool {
        self.permit(action, scope).is_ok()
    }

    /// The account in effect: the one acted for, else the actor's own.
    pub fn account(&self) -> Option<AccountId> {
        self.actor.acting_for.map(|acting| acting.account).or(self.actor.account)
    }

    /// The person in effect: the one stood in for, else the actor when a person.
    pub fn person(&self) -> Option<UserId> {
        match (self.actor.acting_for.and_then(|acting| acting.user), self.actor.kind) {
            (Some(user), _) => Some(user),
            (None, ActorKind::Person(user)) => Some(user),
            (None, _) => None,
        }
    }
}
