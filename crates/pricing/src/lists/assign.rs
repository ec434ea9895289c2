//! Says whom a list is for.

use std::collections::BTreeSet;

use kernel::{AccountId, Action, EventId, Permit, Scope, Version};
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use store::{AuditEntry, Sql, Tx};

use crate::list::{Assignee, PriceList};
use crate::repo::statement;
use crate::{PricingError, events};

/// Replaces whom a list is for; nobody, when none are given. Fails with [`PricingError::VersionMoved`] when the list is
/// not as the caller saw it. Answers the list's new version.
pub async fn assign(
    tx: &mut Tx,
    list: &PriceList,
    seen: Version,
    assignees: &[Assignee],
    permit: &Permit,
) -> Result<Version, PricingError> {
    permit.covers(Action::PriceManage, Scope::Tenant)?;
    let (tenant, now) = (tx.ctx().tenant, tx.ctx().now);
    let bump = "UPDATE price_lists SET version = version + 1 WHERE tenant_id = $1 AND id = $2 AND version = $3";
    let key: [Value; 3] = [tenant.uuid().into(), list.id.uuid().into(), seen.into()];
    if tx.conn().execute_raw(statement(tx.conn(), bump, key)).await?.rows_affected() == 0 {
        return Err(PricingError::VersionMoved);
    }
    let clear = "DELETE FROM price_assignments WHERE tenant_id = $1 AND list_id = $2";
    tx.conn().execute_raw(statement(tx.conn(), clear, [tenant.uuid().into(), list.id.uuid().into()])).await?;
    let distinct: BTreeSet<&Assignee> = assignees.iter().collect();
    let distinct: Vec<&Assignee> = distinct.into_iter().collect();
    for chunk in distinct.chunks(4000) {
        let row = |assignee: &&Assignee| -> [Value; 7] {
            let [account, group, key] = columns(assignee);
            let id = EventId::new(now).uuid();
            [id.into(), tenant.uuid().into(), list.id.uuid().into(), assignee.scope().into(), account, group, key]
        };
        let into = "INSERT INTO price_assignments (id, tenant_id, list_id, scope, account_id, group_code, scope_key) VALUES ";
        tx.conn().execute_raw(Sql::new(tx.conn(), into).rows(chunk.iter().map(row)).statement()).await?;
    }
    let named: Vec<_> = distinct.iter().take(100).map(|assignee| columns(assignee)[2].to_string()).collect();
    tx.audit(
        AuditEntry::new("pricing.assign_list", "price_list", &list.code).with(json!({"for": named, "count": distinct.len()})),
    );
    tx.announce(events::price_assignment_changed(list.id, &list.code));
    Ok(seen.saturating_add(1))
}

/// `account_id`, `group_code` and the key that the unique index looks at.
fn columns(assignee: &Assignee) -> [Value; 3] {
    let none = None::<uuid::Uuid>;
    match assignee {
        Assignee::Everyone => [none.into(), None::<String>.into(), "everyone".into()],
        Assignee::Group(group) => [none.into(), group.as_str().into(), format!("group:{group}").into()],
        Assignee::Account(account) => [account.uuid().into(), None::<String>.into(), account_key(*account).into()],
    }
}

fn account_key(account: AccountId) -> String {
    format!("account:{account}")
}
