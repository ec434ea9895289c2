//! Who is who and who may what: tenants, the customers' companies with their sites and cost centres, people and their
//! roles and limits, sessions, API clients, and the reading of the audit trail.
//!
//! Owns the tables of these; sends no mail (it announces, notifications writes) and knows nothing of products, prices or
//! orders. Other rooms ask [`Directory`] for accounts, [`limit_of`] for what a person may spend, and the web guard asks
//! [`Identities`] who is calling. Acts are functions of `(ctx, tx, input)`, one file each; begin reading with
//! `account/model.rs` and `person/model.rs`.

mod account;
mod audit;
mod check;
mod client;
mod directory;
mod error;
pub mod events;
mod fields;
mod group;
mod identities;
pub mod load;
mod password;
mod person;
mod secret;
mod session;
mod standing;
mod sweep;
mod tenant;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests_http;

pub use account::cost_centre::{add_cost_centre, update_cost_centre};
pub use account::create::create_account;
pub use account::model::{Account, AccountCard, AccountDetails, AccountState, CostCentre, CostCentreDetails, Site, SiteDetails};
pub use account::repo::AccountFilter;
pub use account::service::{account_at, account_by_id, account_card, list_accounts, reach_of};
pub use account::site::{add_site, update_site};
pub use account::update::update_account;
pub use audit::{AuditAsk, read_audit};
pub use check::check;
pub use client::create::create_client;
pub use client::model::{
    AccessToken, Client, ClientOwner, ClientScope, CreatedClient, NewClient, PersonalToken, parse_scopes, scope_text,
};
pub use client::personal::{create_personal_token, list_personal_tokens, revoke_personal_token};
pub use client::revoke::revoke_client;
pub use client::service::list_clients;
pub use client::token::{TOKEN_SECONDS, issue_token};
pub use directory::Directory;
pub use error::{AccountsError, KnownPerson};
pub use group::close::close_group;
pub use group::create::create_group;
pub use group::members::{join_group, leave_group};
pub use group::model::{AccountGroup, GroupSummary};
pub use group::rename::rename_group;
pub use group::service::{group_by_code, groups_in_reach, hold_groups, list_groups, page_of_groups};
pub use identities::Identities;
pub use password::Passwords;
pub use person::accept_invitation::accept_invitation;
pub use person::change::{change_member, disable_member, enable_member};
pub use person::invite::{invite, invite_again, invite_colleague};
pub use person::link::{LinkPurpose, MintedLink, mint_link, person_behind};
pub use person::model::{Invitation, MemberChange, Person, PersonState, effective_limit};
pub use person::profile::{change_password, change_profile, oneself};
pub use person::reps::{assign_rep, unassign_rep};
pub use person::reset_password::{request_password_reset, reset_password};
pub use person::service::{Home, active_people, colleagues, limit_of, people_of, person, person_at, reps_of};
pub use session::act_for::{act_for_start, act_for_stop};
pub use session::login::{SignedIn, login, logout};
pub use standing::{Standing, standing};
pub use sweep::sweep;
pub use tenant::model::{Tenant, TenantDetails};
pub use tenant::service::{create_tenant, find_tenant, list_tenants, set_setting, tenant_of, update_tenant};

use store::{Change, Migration};
use web::{Doors, Ground};

/// What this room's handlers stand on.
#[derive(Clone)]
pub struct AccountsState {
    pub ground: Ground,
    pub identities: Identities,
    pub passwords: Passwords,
}

/// This room's routes.
pub fn doors(state: AccountsState) -> Doors<()> {
    let doors = Doors::new()
        .merge(account::api::doors())
        .merge(group::api::doors())
        .merge(person::api::doors())
        .merge(person::api_me::doors())
        .merge(client::api::doors())
        .merge(audit::doors());
    doors.with_state(state)
}

/// This room's tables.
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "m0100_accounts", changes: tables },
        Migration { name: "m0101_accounts_search", changes: account::schema::search_changes },
        Migration { name: "m0102_account_groups_version", changes: account::schema::group_version_changes },
    ]
}

fn tables() -> Vec<Change> {
    let mut changes = tenant::schema::changes();
    changes.extend(account::schema::changes());
    changes.extend(person::schema::changes());
    changes.extend(session::schema::changes());
    changes.extend(client::schema::changes());
    changes
}
