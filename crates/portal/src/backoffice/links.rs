//! From an entry of the audit trail to the page of the object that it is about.

use kernel::{AccountId, Ctx};
use store::AuditRow;

use super::common::account_brief;
use super::view::accounts::account_href;
use super::view::price_lists::list_href;
use super::view::products::product_href;
use crate::frame::Portal;
use crate::part::segment;

/// The page of the object that an entry is about, when there is one.
pub(super) fn object_href(portal: &Portal, ctx: &Ctx, row: &AuditRow) -> Option<String> {
    let id = row.object_id.as_str();
    let account = row.account.and_then(|account| account_brief(portal, ctx, account));
    let below = |place: &str| account.as_ref().map(|(number, _)| format!("{}/{place}/{}", account_href(number), segment(id)));
    match row.object_kind.as_str() {
        "order" => Some(super::orders::order_href(id)),
        "account" | "approval_policy" => {
            let by_id = id.parse::<AccountId>().ok().and_then(|id| account_brief(portal, ctx, id));
            Some(account_href(&by_id.map_or_else(|| id.to_owned(), |(number, _)| number)))
        }
        "approval" => Some(format!("/office/approvals/{}", segment(id))),
        "product" => Some(product_href(id)),
        "price_list" => Some(list_href(id)),
        "warehouse" => Some(format!("/office/warehouses/{}", segment(id))),
        "category" => Some(format!("/office/categories/{}", segment(id))),
        "attribute" => Some(format!("/office/attributes/{}", segment(id))),
        "family" => Some(format!("/office/families/{}", segment(id))),
        "market" => Some(format!("/office/settings/markets/{}", segment(id))),
        "client" => Some("/office/clients".to_owned()),
        "tenant" => Some("/office/settings".to_owned()),
        "site" => below("sites"),
        "cost_centre" => below("cost-centres"),
        "person" => below("people").or_else(|| Some(format!("/office/team/{}", segment(id)))),
        _ => None,
    }
}
