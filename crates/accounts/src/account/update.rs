//! Changing an account.

use kernel::{Action, Ctx, Version};
use serde_json::{Map, Value, json};
use store::{AuditEntry, Tx};

use super::create::{check_group, parent_of, taken};
use super::model::{Account, AccountDetails, may_hang_below};
use super::repo;
use super::service::account_at;
use crate::AccountsError;
use crate::events::account_changed;

/// Replaces the details of an account. Only the seller does; the currency is fixed from the beginning, since limits,
/// prices and orders stand in it.
pub async fn update_account(
    ctx: &Ctx,
    tx: &mut Tx,
    number: &str,
    details: &AccountDetails,
    seen: Version,
) -> Result<Account, AccountsError> {
    let (known, _) = account_at(ctx, tx.conn(), number, Action::AccountAdminister).await?;
    let details = details.cleaned()?;
    if details.currency != known.currency {
        return Err(AccountsError::field("currency", "fixed", "the currency of an account cannot change; open another account"));
    }
    let parent = parent_of(ctx, tx.conn(), &details).await?;
    if let Some(parent) = parent {
        let line = repo::line(tx.conn(), ctx.tenant, parent).await?;
        if !may_hang_below(known.id, &line) {
            return Err(AccountsError::field("parent", "circle", "this account is itself above that parent"));
        }
    }
    check_group(tx, &details).await?;
    let vat_checked_at = if details.vat_id == known.vat_id { known.vat_checked_at } else { None };
    let changed = Account {
        id: known.id,
        number: details.number,
        name: details.name,
        parent,
        group: details.group,
        country: details.country,
        vat_id: details.vat_id,
        vat_checked_at,
        market: details.market,
        currency: details.currency,
        payment_terms_days: details.payment_terms_days,
        state: details.state,
        order_limit: details.order_limit,
        foreign_key: details.foreign_key,
        version: seen + 1,
    };
    if !repo::update(tx.conn(), ctx.tenant, &changed, seen).await.map_err(taken)? {
        return Err(AccountsError::VersionMoved);
    }
    tx.announce(account_changed(&changed));
    let entry = AuditEntry::new("accounts.update_account", "account", &changed.number).of_account(changed.id);
    tx.audit(entry.with(differences(&known, &changed)));
    Ok(changed)
}

/// What an auditor wants to see: each changed field with what it was and what it is.
fn differences(was: &Account, is: &Account) -> Value {
    let limit = |account: &Account| account.order_limit.map(|limit| limit.to_string());
    let rows = [
        ("number", json!(was.number), json!(is.number)),
        ("name", json!(was.name), json!(is.name)),
        ("parent", json!(was.parent), json!(is.parent)),
        ("group", json!(was.group), json!(is.group)),
        ("country", json!(was.country), json!(is.country)),
        ("vat_id", json!(was.vat_id), json!(is.vat_id)),
        ("market", json!(was.market), json!(is.market)),
        ("payment_terms_days", json!(was.payment_terms_days), json!(is.payment_terms_days)),
        ("state", json!(was.state), json!(is.state)),
        ("order_limit", json!(limit(was)), json!(limit(is))),
        ("foreign_key", json!(was.foreign_key), json!(is.foreign_key)),
    ];
    let changed = rows.into_iter().filter(|(_, was, is)| was != is);
    Value::Object(
        changed.map(|(field, was, is)| (field.to_owned(), json!({"was": was, "is": is}))).collect::<Map<String, Value>>(),
    )
}
