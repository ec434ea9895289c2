//! The text by which accounts are searched: folded once, when it is written, so that both engines find alike.

use kernel::folded;
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};
use uuid::Uuid;

/// How many accounts the migration reads at once.
const CHUNK: usize = 1000;

/// What an account is found by. Lines keep the parts apart: nobody searches for a line break.
pub(crate) fn search_text(number: &str, name: &str, vat_id: Option<&str>) -> String {
    folded(&[number, name, vat_id.unwrap_or_default()].join("\n"))
}

/// Gives the accounts of an older release their texts.
pub(crate) async fn fill(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    let driver = conn.get_database_backend();
    let read = format!("SELECT id, number, name, vat_id FROM accounts WHERE id > $1 ORDER BY id LIMIT {CHUNK}");
    let mut after = Uuid::nil();
    loop {
        let rows = conn.query_all_raw(Statement::from_sql_and_values(driver, &read, [after.into()])).await?;
        for row in &rows {
            let (number, name): (String, String) = (row.try_get("", "number")?, row.try_get("", "name")?);
            let vat_id: Option<String> = row.try_get("", "vat_id")?;
            after = row.try_get("", "id")?;
            let values: [Value; 2] = [search_text(&number, &name, vat_id.as_deref()).into(), after.into()];
            let sql = "UPDATE accounts SET search_text = $1 WHERE id = $2";
            conn.execute_raw(Statement::from_sql_and_values(driver, sql, values)).await?;
        }
        if rows.len() < CHUNK {
            return Ok(());
        }
    }
}
