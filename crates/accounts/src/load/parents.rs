//! Parents of a load, linked when every account has its id, in whatever order they came.

use std::collections::HashMap;

use kernel::{AccountId, Ctx, FieldFault};
use serde_json::json;
use store::{AuditEntry, Store};

use super::draft::Accepted;
use super::{CHUNK, Rejected, Report};
use crate::AccountsError;
use crate::account::model::{Account, may_hang_below};
use crate::account::repo;
use crate::events::accounts_imported;

/// Hangs accounts below the parents that their drafts name. An account whose parent is unknown, or would make a circle,
/// stays where it is and is reported.
pub(super) async fn link(store: &Store, ctx: &Ctx, accepted: &[Accepted], report: &mut Report) -> Result<(), AccountsError> {
    let children: Vec<(&Accepted, &str)> =
        accepted.iter().filter_map(|accepted| Some((accepted, accepted.draft.details.parent.as_deref()?))).collect();
    for chunk in children.chunks(CHUNK) {
        let mut tx = store.begin(ctx).await?;
        let numbers = chunk.iter().flat_map(|(child, parent)| [child.draft.details.number.as_str(), parent]);
        let found = repo::by_numbers(tx.conn(), ctx.tenant, &numbers.collect::<Vec<_>>()).await?;
        let known: HashMap<String, Account> = found.into_iter().map(|account| (account.number.clone(), account)).collect();
        let mut moved: Vec<AccountId> = Vec::new();
        for (child, parent) in chunk {
            let number = &child.draft.details.number;
            // Absent when the account itself was refused, which has been reported.
            let Some(account) = known.get(number) else { continue };
            let Some(parent) = known.get(*parent) else {
                report.rejected.push(refused(
                    child,
                    "unknown",
                    format!("there is no account {parent}; written without a parent"),
                ));
                continue;
            };
            if account.parent == Some(parent.id) {
                continue;
            }
            if !may_hang_below(account.id, &repo::line(tx.conn(), ctx.tenant, parent.id).await?) {
                report.rejected.push(refused(child, "circle", format!("{number} is itself above {}", parent.number)));
                continue;
            }
            let changed = Account { parent: Some(parent.id), version: account.version + 1, ..account.clone() };
            repo::update(tx.conn(), ctx.tenant, &changed, account.version).await?;
            moved.push(account.id);
        }
        if moved.is_empty() {
            tx.needs_no_audit();
        } else {
            tx.announce(accounts_imported(&moved));
            tx.audit(AuditEntry::new("accounts.import_parents", "account", moved.len()).with(json!({"accounts": moved})));
        }
        tx.commit().await?;
    }
    Ok(())
}

fn refused(child: &Accepted, code: &'static str, message: String) -> Rejected {
    let faults = vec![FieldFault::new("parent", code, message)];
    Rejected { index: child.index, number: child.draft.details.number.clone(), faults }
}
