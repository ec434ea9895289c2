//! Between what is stored and the words of this room: JSON columns, codes of enums, bulk statements.

use kernel::Unit;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::StoreError;

/// A JSON column's text.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Corrupt(error.to_string()))
}

pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// What a stored code must stand for.
pub(crate) fn known<T>(found: Option<T>, what: &str, code: &str) -> Result<T, StoreError> {
    found.ok_or_else(|| StoreError::Corrupt(format!("unknown {what} {code:?}")))
}

pub(crate) fn unit(code: &str) -> Result<Unit, StoreError> {
    Unit::parse(code).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// How a bulk insert treats rows whose key is there already.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OnConflict {
    /// The key is new, or it is an error.
    Fail,
    /// Every other column is overwritten.
    Overwrite(&'static str),
}

/// Inserts many rows with few statements, and says how many the database touched. Equal chunks make equal statements,
/// which the driver prepares once; 500 rows keep every table below the least number of values that an engine takes
/// (32,766 on SQLite).
pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
    conflict: OnConflict,
) -> Result<u64, StoreError> {
    const CHUNK: usize = 500;
    let mut touched = 0;
    let mut rows = rows.into_iter();
    loop {
        let chunk: Vec<Vec<Value>> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return Ok(touched);
        }
        let sql = insert_sql(conn.get_database_backend(), table, columns, (chunk.len(), conflict));
        let values: Vec<Value> = chunk.into_iter().flatten().collect();
        let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
        touched += conn.execute_raw(statement).await?.rows_affected();
    }
}

/// SQLite takes `$1` for a name, and finding a name takes a walk over all names before it: in a statement of ten thousand
/// values that is all the time there is. A plain `?` has none.
fn insert_sql(driver: DbBackend, table: &str, columns: &[&str], (rows, conflict): (usize, OnConflict)) -> String {
    let numbered = driver == DbBackend::Postgres;
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    let mut parameter = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns.len() {
            sql.push_str(if column == 0 { "" } else { ", " });
            if numbered {
                parameter += 1;
                sql.push_str(&format!("${parameter}"));
            } else {
                sql.push('?');
            }
        }
        sql.push(')');
    }
    match conflict {
        OnConflict::Fail => {}
        OnConflict::Overwrite(key) => {
            let others = columns.iter().filter(|column| !key.split(", ").any(|part| part == **column));
            let sets: Vec<String> = others.map(|column| format!("{column} = excluded.{column}")).collect();
            sql.push_str(&format!(" ON CONFLICT ({key}) DO UPDATE SET {}", sets.join(", ")));
        }
    }
    sql
}
