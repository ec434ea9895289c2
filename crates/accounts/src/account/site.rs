//! Adding and changing the sites of an account.

use kernel::{Action, Ctx, SiteId, Version};
use serde_json::{Value as Json, json};
use store::{AuditEntry, StoreError, Tx, differences};

use super::model::{Account, Site, SiteDetails};
use super::repo;
use super::service::account_at;
use crate::AccountsError;
use crate::events::account_changed;

/// Adds a site; the account's first one becomes its default.
pub async fn add_site(ctx: &Ctx, tx: &mut Tx, account_number: &str, details: &SiteDetails) -> Result<Site, AccountsError> {
    let (account, _) = account_at(ctx, tx.conn(), account_number, Action::AccountManage).await?;
    let details = details.cleaned("")?;
    let card = repo::cards(tx.conn(), ctx.tenant, Some(&[account.id])).await?.pop();
    let is_first = card.is_none_or(|card| card.sites.is_empty());
    let site = site(SiteId::new(ctx.now), &account, details, is_first, 1);
    if site.is_default {
        repo::unmark_default_sites(tx.conn(), ctx.tenant, account.id, site.id).await?;
    }
    repo::insert_site(tx.conn(), ctx.tenant, &site).await.map_err(taken)?;
    told(tx, &account, (&Json::Null, &site), "accounts.add_site");
    Ok(site)
}

/// Replaces the details of a site. The default mark is taken away by giving it to another site.
pub async fn update_site(
    ctx: &Ctx,
    tx: &mut Tx,
    (account_number, code): (&str, &str),
    details: &SiteDetails,
    seen: Version,
) -> Result<Site, AccountsError> {
    let (account, _) = account_at(ctx, tx.conn(), account_number, Action::AccountManage).await?;
    let details = details.cleaned("")?;
    let card = repo::cards(tx.conn(), ctx.tenant, Some(&[account.id])).await?.pop();
    let known = card.as_ref().and_then(|card| card.site(code)).ok_or(AccountsError::NotFound("site"))?;
    let was = audited(known);
    let changed = site(known.id, &account, details, known.is_default, seen + 1);
    if changed.is_default {
        repo::unmark_default_sites(tx.conn(), ctx.tenant, account.id, changed.id).await?;
    }
    if !repo::update_site(tx.conn(), ctx.tenant, &changed, seen).await.map_err(taken)? {
        return Err(AccountsError::VersionMoved);
    }
    told(tx, &account, (&was, &changed), "accounts.update_site");
    Ok(changed)
}

fn site(id: SiteId, account: &Account, details: SiteDetails, stays_default: bool, version: Version) -> Site {
    let SiteDetails { code, name, street, postal_code, city, province, country, is_default } = details;
    let is_default = is_default || stays_default;
    Site { id, account: account.id, code, name, street, postal_code, city, province, country, is_default, version }
}

/// What the audit trail compares: all that goods are sent by.
fn audited(site: &Site) -> Json {
    json!({
        "name": site.name, "street": site.street, "postal_code": site.postal_code, "city": site.city,
        "province": site.province, "country": site.country, "is_default": site.is_default,
    })
}

fn told(tx: &mut Tx, account: &Account, (was, site): (&Json, &Site), action: &'static str) {
    tx.announce(account_changed(account));
    let detail = json!({"account": account.number, "changes": differences(was, &audited(site))});
    tx.audit(AuditEntry::new(action, "site", &site.code).of_account(account.id).with(detail));
}

fn taken(error: StoreError) -> AccountsError {
    if error.violates("sites", &["account_id", "code"]) { AccountsError::Taken { field: "code" } } else { error.into() }
}
