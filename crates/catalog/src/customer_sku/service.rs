//! The acts on customers' part numbers.

use kernel::{AccountId, Action, Ctx, Denied, Page, PageRequest, Permit, ProductId, Scope, line};
use sea_orm::ConnectionTrait;
use store::{AuditEntry, Tx};

use crate::code::normalised;
use crate::customer_sku::schema::Model;
use crate::customer_sku::{CustomerSku, repo};
use crate::product::repo as products;
use crate::{CatalogError, events};

/// The account whose part numbers are meant, and the right to change them: the catalogue's keepers may for every account,
/// an account's admins for their own.
pub fn permit_to_change(ctx: &Ctx, account: Option<AccountId>) -> Result<(AccountId, Permit), CatalogError> {
    let account = meant(ctx, account)?;
    let permit = ctx
        .permit(Action::CatalogManage, Scope::Tenant)
        .or_else(|_| ctx.permit(Action::AccountManage, Scope::Account(account)))?;
    Ok((account, permit))
}

/// The account's own people keep its codes, and so does who keeps the catalogue.
fn covered(permit: &Permit, account: AccountId) -> Result<(), CatalogError> {
    let scope = Scope::Account(account);
    Ok(permit.covers(Action::CatalogManage, Scope::Tenant).or_else(|_| permit.covers(Action::AccountManage, scope))?)
}

fn meant(ctx: &Ctx, account: Option<AccountId>) -> Result<AccountId, CatalogError> {
    account.or_else(|| ctx.account()).ok_or_else(|| CatalogError::field("account", "required", "say of which account"))
}

/// An account's part numbers, by code.
pub async fn customer_skus(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    account: Option<AccountId>,
    page: &PageRequest,
) -> Result<Page<CustomerSku>, CatalogError> {
    let account = meant(ctx, account)?;
    ctx.permit(Action::CatalogRead, Scope::Account(account))?;
    let found = repo::page_of_account(conn, ctx.tenant, account, page).await?;
    Ok(Page::from_one_more(found, page, |sku| sku.code_key.clone()))
}

/// Gives an account its own code for a product; a code in use is pointed at this product.
pub async fn put_customer_sku(
    tx: &mut Tx,
    account: AccountId,
    code: &str,
    sku: &str,
    permit: &Permit,
) -> Result<CustomerSku, CatalogError> {
    covered(permit, account)?;
    let ctx = tx.ctx().clone();
    let code = line(code, 100).map_err(|error| CatalogError::Invalid(vec![error.at("code")]))?;
    let code_key = normalised(&code);
    if code_key.is_empty() {
        return Err(CatalogError::field("code", "not_a_code", "must hold a letter or a digit"));
    }
    let unknown = || CatalogError::field("sku", "unknown", format!("there is no product {sku:?}"));
    let product = products::by_sku(tx.conn(), ctx.tenant, sku).await?.ok_or_else(unknown)?;
    let before = repo::by_code(tx.conn(), ctx.tenant, account, &code_key).await?;
    let model = Model { tenant_id: ctx.tenant.uuid(), account_id: account.uuid(), code_key, code, product_id: product.id };
    let made = CustomerSku { account, code: model.code.clone(), code_key: model.code_key.clone(), sku: product.sku };
    repo::put_all(tx.conn(), vec![model]).await?;
    if let Some(before) = before.filter(|before| before.product_id != product.id) {
        tx.announce(events::product_changed(ProductId::from_uuid(before.product_id), ""));
    }
    tx.announce(events::product_changed(ProductId::from_uuid(product.id), &made.sku));
    let entry = AuditEntry::new("catalog.customer_sku.put", "customer_sku", &made.code).of_account(account);
    tx.audit(entry.with(serde_json::json!({ "sku": made.sku })));
    Ok(made)
}

/// Takes an account's code away.
pub async fn remove_customer_sku(tx: &mut Tx, account: AccountId, code: &str, permit: &Permit) -> Result<(), CatalogError> {
    covered(permit, account)?;
    let ctx = tx.ctx().clone();
    let removed = repo::delete(tx.conn(), ctx.tenant, account, &normalised(code)).await?.ok_or(Denied::Secret)?;
    tx.announce(events::product_changed(ProductId::from_uuid(removed.product_id), ""));
    tx.audit(AuditEntry::new("catalog.customer_sku.remove", "customer_sku", &removed.code).of_account(account));
    Ok(())
}
