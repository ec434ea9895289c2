//! From an entry of the audit trail to the page of the object that it is about.

use kernel::{AccountId, Action, Ctx, Scope, UserId};
use store::AuditRow;

use super::common::account_brief;
use super::orders::order_href;
use super::view::account_groups::group_href;
use super::view::accounts::account_href;
use super::view::price_lists::list_href;
use super::view::products::product_href;
use crate::frame::Portal;
use crate::part::segment;

/// The page of the object that an entry is about, when there is one that this person may open.
pub(super) fn object_href(portal: &Portal, ctx: &Ctx, row: &AuditRow) -> Option<String> {
    let id = row.object_id.as_str();
    let may = |action| ctx.may(action, Scope::Tenant);
    let page_of = |action, folder: &str| may(action).then(|| format!("/office/{folder}/{}", segment(id)));
    match row.object_kind.as_str() {
        "order" => Some(order_href(id)),
        "approval" => Some(format!("/office/approvals/{}", segment(id))),
        "account_group" => may(Action::AccountRead).then(|| group_href(id)),
        "account" | "approval_policy" => account_page(portal, ctx, id),
        "product" => Some(product_href(id)),
        "price_list" => may(Action::PriceRead).then(|| list_href(id)),
        "warehouse" => page_of(Action::StockManage, "warehouses"),
        "category" => page_of(Action::CatalogManage, "categories"),
        "attribute" => page_of(Action::CatalogManage, "attributes"),
        "family" => page_of(Action::CatalogManage, "families"),
        "market" => page_of(Action::SettingsManage, "settings/markets"),
        "tax_rate" => may(Action::PriceManage).then(|| "/office/vat-rates".to_owned()),
        "client" => may(Action::SettingsManage).then(|| "/office/clients".to_owned()),
        "tenant" => may(Action::SettingsManage).then(|| "/office/settings".to_owned()),
        "site" => below_account(portal, ctx, row, "sites"),
        "cost_centre" => below_account(portal, ctx, row, "cost-centres"),
        // An import names how many there were.
        "person" if id.parse::<UserId>().is_err() => None,
        "person" if row.account.is_some() => below_account(portal, ctx, row, "people"),
        "person" => page_of(Action::AccountAdminister, "team"),
        _ => None,
    }
}

/// An account is named by its number or its id; an import names how many there were.
fn account_page(portal: &Portal, ctx: &Ctx, id: &str) -> Option<String> {
    let known = match id.parse::<AccountId>() {
        Ok(id) => portal.parts.directory.card(ctx.tenant, id),
        Err(_) => portal.parts.directory.by_number(ctx.tenant, id),
    };
    let card = known.filter(|card| ctx.may(Action::AccountRead, Scope::Account(card.account.id)))?;
    Some(account_href(&card.account.number))
}

/// The page of what belongs to the entry's account: a form, hence only for who may change it.
fn below_account(portal: &Portal, ctx: &Ctx, row: &AuditRow, place: &str) -> Option<String> {
    let account = row.account.filter(|_| ctx.may(Action::AccountAdminister, Scope::Tenant))?;
    let (number, _) = account_brief(portal, ctx, account)?;
    Some(format!("{}/{place}/{}", account_href(&number), segment(&row.object_id)))
}
