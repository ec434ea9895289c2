//! The text by which accounts are searched: folded once, when it is written, so that both engines find alike.

use kernel::folded;
use sea_orm::{ConnectionTrait, DbErr};
use store::fill_search_texts;

/// What an account is found by. Lines keep the parts apart: nobody searches for a line break.
pub(crate) fn search_text(number: &str, name: &str, vat_id: Option<&str>) -> String {
    folded(&[number, name, vat_id.unwrap_or_default()].join("\n"))
}

/// Gives the accounts of an older release their texts.
pub(crate) async fn fill(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    fill_search_texts(conn, "accounts", "number, name, vat_id", |row| {
        let (number, name): (String, String) = (row.try_get("", "number")?, row.try_get("", "name")?);
        let vat_id: Option<String> = row.try_get("", "vat_id")?;
        Ok(search_text(&number, &name, vat_id.as_deref()))
    })
    .await
}
