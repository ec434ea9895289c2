//! A large table of one tenant, read in slices: some hundred rows come as one packed value, and the next slice is being read
//! while the one before is understood.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Value};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::packed::{Cell, packed_group};
use crate::{Sql, StoreError};

/// Slices that wait to be understood.
const AHEAD: usize = 1;

/// How much longer slices are on PostgreSQL, where two statements for each cost more than what they read.
const LONGER_ON_POSTGRES: u32 = 10;

/// What to read.
#[derive(Debug, Clone)]
pub struct Slices {
    pub table: &'static str,
    /// A column of ids, by which an index reads the table when the columns of `only` are given. It becomes the first cell.
    pub key: &'static str,
    /// Columns and what they must equal.
    pub only: Vec<(&'static str, Value)>,
    pub cells: &'static [Cell<'static>],
    /// Rows in a slice, about: all rows of the last key belong to it, too. A slice of some ten kilobytes is best: more would
    /// be quicker by little, and leave the allocator with large holes.
    pub rows: u16,
}

impl Slices {
    /// Begins to read. Each text holds many rows for [`crate::unpacked_rows`], all rows of a key in the same one, in no
    /// particular order. Reading ends when the receiver is dropped.
    pub fn read(self, conn: &DatabaseConnection) -> mpsc::Receiver<Result<String, StoreError>> {
        let (sender, receiver) = mpsc::channel(AHEAD);
        let conn = conn.clone();
        tokio::spawn(async move {
            if let Err(error) = self.send(&conn, &sender).await {
                // Nobody waits for it any more when the receiver is gone.
                let _gone = sender.send(Err(error)).await;
            }
        });
        receiver
    }

    /// The rows of some keys, a slice at once. The keys should be few: they stand in one statement.
    pub async fn read_some(
        self,
        conn: &DatabaseConnection,
        keys: &[Uuid],
    ) -> Result<mpsc::Receiver<Result<String, StoreError>>, StoreError> {
        let (sender, receiver) = mpsc::channel(1);
        // The plus keeps SQLite from reading all that the tenant has by an index that begins with the tenant.
        let plus = if conn.get_database_backend() == DbBackend::Sqlite { "+" } else { "" };
        let mut sql = Sql::new(conn, &self.select(conn)).text(&format!(" WHERE {} IN (", self.key));
        sql = sql.list(keys.iter().map(|key| Value::from(*key))).text(")");
        for (column, value) in &self.only {
            sql = sql.text(&format!(" AND {plus}{column} = ")).value(value.clone());
        }
        let row = conn.query_one_raw(sql.statement()).await?;
        if let Some(text) = row.map(|row| row.try_get_by_index::<Option<String>>(0)).transpose()?.flatten() {
            // There is room for one.
            let _kept = sender.try_send(Ok(text));
        }
        Ok(receiver)
    }

    async fn send(&self, conn: &DatabaseConnection, sender: &mpsc::Sender<Result<String, StoreError>>) -> Result<(), StoreError> {
        let mut after: Option<Uuid> = None;
        loop {
            let until = self.end_of_slice(conn, after).await?;
            if let Some(text) = self.slice(conn, after, until).await?
                && sender.send(Ok(text)).await.is_err()
            {
                return Ok(());
            }
            match until {
                Some(_) => after = until,
                None => return Ok(()),
            }
        }
    }

    /// The last key of the slice that begins after a key; none when the rest of the table is no longer than a slice.
    async fn end_of_slice(&self, conn: &DatabaseConnection, after: Option<Uuid>) -> Result<Option<Uuid>, DbErr> {
        let select = format!("SELECT {} FROM {}", self.key, self.table);
        let longer = if conn.get_database_backend() == DbBackend::Postgres { LONGER_ON_POSTGRES } else { 1 };
        let order = format!(" ORDER BY {} LIMIT 1 OFFSET {}", self.key, u32::from(self.rows) * longer);
        let row = conn.query_one_raw(self.bounded(Sql::new(conn, &select), after, None).text(&order).statement()).await?;
        row.map(|row| row.try_get_by_index(0)).transpose()
    }

    async fn slice(&self, conn: &DatabaseConnection, after: Option<Uuid>, until: Option<Uuid>) -> Result<Option<String>, DbErr> {
        let row = conn.query_one_raw(self.bounded(Sql::new(conn, &self.select(conn)), after, until).statement()).await?;
        row.map(|row| row.try_get_by_index(0)).transpose().map(Option::flatten)
    }

    fn select(&self, conn: &DatabaseConnection) -> String {
        let cells: Vec<Cell<'_>> = [Cell::Id(self.key)].iter().chain(self.cells).copied().collect();
        format!("SELECT {} FROM {}", packed_group(conn.get_database_backend(), &cells), self.table)
    }

    fn bounded(&self, sql: Sql, after: Option<Uuid>, until: Option<Uuid>) -> Sql {
        let mut sql = sql.text(" WHERE 1 = 1");
        for (column, value) in &self.only {
            sql = sql.text(&format!(" AND {column} = ")).value(value.clone());
        }
        for (sign, bound) in [(">", after), ("<=", until)] {
            if let Some(bound) = bound {
                sql = sql.text(&format!(" AND {} {sign} ", self.key)).value(bound);
            }
        }
        sql
    }
}
