//! How people travel.

use kernel::{Locale, Money, Role, Timestamp, UserId, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{Invitation, MemberChange, Person, PersonState};

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonBody {
    #[schema(value_type = uuid::Uuid)]
    id: UserId,
    email: String,
    name: String,
    locale: Locale,
    state: PersonState,
    role: Role,
    /// Their own limit per order.
    order_limit: Option<Money>,
    version: Version,
}

impl From<Person> for PersonBody {
    fn from(person: Person) -> PersonBody {
        let Person { user, email, name, locale, state, role, order_limit, version, .. } = person;
        PersonBody { id: user, email, name, locale, state, role, order_limit, version }
    }
}

/// Who is invited.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationInput {
    #[schema(format = "email", max_length = 254)]
    email: String,
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// The language of the invitation; the caller's when absent.
    #[serde(default)]
    locale: Option<Locale>,
    role: Role,
    /// Above this net amount, in the account's currency, an order needs approval. Absent or null: no limit of their own,
    /// said on purpose; for a requester the account's limit holds then, if it has one, and nothing else does.
    #[serde(default)]
    order_limit: Option<Money>,
}

impl InvitationInput {
    pub fn invitation(&self, locale: Locale) -> Invitation {
        Invitation {
            email: self.email.clone(),
            name: self.name.clone(),
            locale: self.locale.unwrap_or(locale),
            role: self.role,
            order_limit: self.order_limit,
        }
    }
}

/// What a member is changed to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberInput {
    role: Role,
    /// Above this net amount, in the account's currency, an order needs approval. Absent or null: no limit of their own,
    /// also when there was one; for a requester the account's limit holds then, if it has one.
    #[serde(default)]
    order_limit: Option<Money>,
}

impl MemberInput {
    pub fn change(&self) -> MemberChange {
        MemberChange { role: self.role, order_limit: self.order_limit }
    }
}

/// Who is calling.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeBody {
    /// `person` or `client`
    pub kind: &'static str,
    pub name: String,
    /// Of a person.
    pub email: Option<String>,
    pub role: Option<Role>,
    pub locale: Option<Locale>,
    /// The caller's own account; absent for the seller's people and clients.
    pub account: Option<AccountName>,
    /// For whom the caller acts in this request.
    pub acting_for: Option<ActingBody>,
    /// What the caller may do: `catalog_read`, `cart_edit` …
    #[schema(value_type = Vec<String>)]
    pub actions: Vec<kernel::Action>,
    /// Of a person: the per-order limit that holds for them.
    pub order_limit: Option<Money>,
}

/// An account by its number and name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountName {
    pub number: String,
    pub name: String,
}

/// For whom somebody acts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActingBody {
    pub account: Option<AccountName>,
    /// E-mail address of the person stood in for.
    pub user: Option<String>,
}

/// What is editable in one's own profile.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileInput {
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    pub locale: Locale,
}

/// A token for scripts, as it is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonalTokenInput {
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    /// For how long it is good.
    #[schema(minimum = 1, maximum = 365)]
    pub days: u16,
}

/// A token for scripts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonalTokenBody {
    pub id: uuid::Uuid,
    pub name: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// Only in the answer that made it; never again, also not in a repeated answer.
    pub token: Option<String>,
}
