//! The text by which orders are searched: folded once, when it is written, so that both engines find alike.

use kernel::folded;
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};
use uuid::Uuid;

/// How many orders the migration reads at once.
const CHUNK: usize = 1000;

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
    let driver = conn.get_database_backend();
    let read = format!(
        "SELECT id, order_number, purchase_order, external_id, account_name, account_number FROM orders WHERE id > $1 ORDER BY id LIMIT {CHUNK}"
    );
    let mut after = Uuid::nil();
    loop {
        let rows = conn.query_all_raw(Statement::from_sql_and_values(driver, &read, [after.into()])).await?;
        for row in &rows {
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
            after = row.try_get("", "id")?;
            let values: [Value; 2] = [names.search_text().into(), after.into()];
            let sql = "UPDATE orders SET search_text = $1 WHERE id = $2";
            conn.execute_raw(Statement::from_sql_and_values(driver, sql, values)).await?;
        }
        if rows.len() < CHUNK {
            return Ok(());
        }
    }
}
