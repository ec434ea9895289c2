//! Values that only code can compute, for the rows of an older release.

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};
use uuid::Uuid;

/// How many rows are read at once.
const CHUNK: usize = 1_000;

/// Gives each row of a table with a column `id` the `search_text` that `text` makes of these columns. Neither table nor columns
/// may hold a value of anybody's.
pub async fn fill_search_texts(
    conn: &impl ConnectionTrait,
    table: &str,
    columns: &str,
    text: impl Fn(&QueryResult) -> Result<String, DbErr>,
) -> Result<(), DbErr> {
    let driver = conn.get_database_backend();
    let read = format!("SELECT id, {columns} FROM {table} WHERE id > $1 ORDER BY id LIMIT {CHUNK}");
    let write = format!("UPDATE {table} SET search_text = $1 WHERE id = $2");
    let mut after = Uuid::nil();
    loop {
        let rows = conn.query_all_raw(Statement::from_sql_and_values(driver, &read, [after.into()])).await?;
        for row in &rows {
            after = row.try_get("", "id")?;
            let values: [Value; 2] = [text(row)?.into(), after.into()];
            conn.execute_raw(Statement::from_sql_and_values(driver, &write, values)).await?;
        }
        if rows.len() < CHUNK {
            return Ok(());
        }
    }
}
