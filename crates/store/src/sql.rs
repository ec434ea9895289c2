//! Statements that grow with their data: texts and values written side by side.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

/// A statement under construction. Each value stands where it is written and is written once.
///
/// On SQLite places are a plain `?`. It takes `$1` for a name, and finding a name takes a walk over all names before it: in
/// a statement of ten thousand values that would be all the time there is. PostgreSQL knows numbers only.
pub struct Sql {
    text: String,
    values: Vec<Value>,
    driver: DbBackend,
}

impl Sql {
    pub fn new(conn: &impl ConnectionTrait, text: &str) -> Sql {
        Sql { text: text.to_owned(), values: Vec::new(), driver: conn.get_database_backend() }
    }

    /// Goes on with text, which must hold no value of anybody's.
    pub fn text(mut self, text: &str) -> Sql {
        self.text.push_str(text);
        self
    }

    /// A value.
    pub fn value(mut self, value: impl Into<Value>) -> Sql {
        self.place(value.into());
        self
    }

    /// Values with commas between them, for `IN (…)`.
    pub fn list(mut self, values: impl IntoIterator<Item = Value>) -> Sql {
        for (nth, value) in values.into_iter().enumerate() {
            if nth > 0 {
                self.text.push_str(", ");
            }
            self.place(value);
        }
        self
    }

    /// Rows of values, for `VALUES …`.
    pub fn rows<const COLUMNS: usize>(mut self, rows: impl IntoIterator<Item = [Value; COLUMNS]>) -> Sql {
        for (nth, row) in rows.into_iter().enumerate() {
            self.text.push_str(if nth == 0 { "(" } else { ", (" });
            self = self.list(row).text(")");
        }
        self
    }

    pub fn statement(self) -> Statement {
        Statement::from_sql_and_values(self.driver, self.text, self.values)
    }

    fn place(&mut self, value: Value) {
        self.values.push(value);
        match self.driver {
            DbBackend::Postgres => {
                self.text.push('$');
                self.text.push_str(&self.values.len().to_string());
            }
            _ => self.text.push('?'),
        }
    }
}
