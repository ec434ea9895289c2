//! The text by which orders are searched: folded once, when it is written, so that both engines find alike.

use kernel::folded;
use sea_orm::{ConnectionTrait, DbErr};
use store::fill_search_texts;

/// What people and systems call an order by.
pub(crate) struct Names<'a> {
    pub number: &'a str,
    pub purchase_order: Option<&'a str>,
    pub external_id: Option<&'a str>,
    pub account_name: &'a str,
    pub account_number: &'a str,
}

impl Names<'_> {
    /// Lines keep the parts apart: nobody searches for a line break.
    pub fn search_text(&self) -> String {
        let (purchase_order, external_id) = (self.purchase_order.unwrap_or_default(), self.external_id.unwrap_or_default());
        folded(&[self.number, purchase_order, external_id, self.account_name, self.account_number].join("\n"))
    }
}

/// Gives the orders of an older release their texts.
pub(crate) async fn fill(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    let columns = "order_number, purchase_order, external_id, account_name, account_number";
    fill_search_texts(conn, "orders", columns, |row| {
        let text = |column: &str| row.try_get::<Option<String>>("", column);
        let (number, purchase_order, external_id) = (text("order_number")?, text("purchase_order")?, text("external_id")?);
        let (account_name, account_number) = (text("account_name")?, text("account_number")?);
        let names = Names {
            number: number.as_deref().unwrap_or_default(),
            purchase_order: purchase_order.as_deref(),
            external_id: external_id.as_deref(),
            account_name: account_name.as_deref().unwrap_or_default(),
            account_number: account_number.as_deref().unwrap_or_default(),
        };
        Ok(names.search_text())
    })
    .await
}
