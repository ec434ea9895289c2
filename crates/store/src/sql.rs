//! Statements that grow with their data: texts and values written side by side.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

/// Where a value stands in a text that is not written out yet. Texts hold no control characters.
const PLACE: char = '\u{1}';

/// PostgreSQL takes 65,535 values in a statement; SQLite counts each of several statements for itself.
const MOST_VALUES: usize = 60_000;

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
        Sql::on(conn.get_database_backend(), text)
    }

    pub(crate) fn on(driver: DbBackend, text: &str) -> Sql {
        Sql { text: text.to_owned(), values: Vec::new(), driver }
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
        let text = if self.driver == DbBackend::Postgres { numbered(&self.text) } else { self.text };
        Statement::from_sql_and_values(self.driver, text, self.values)
    }

    /// As few statements as may be that do what these do, so that they cost one way to the database and back. None sees
    /// what another one does, and none answers.
    pub(crate) fn together(parts: Vec<Sql>) -> Vec<Sql> {
        let mut done: Vec<Vec<Sql>> = Vec::new();
        let mut values = 0;
        for part in parts {
            let fits = values + part.values.len() <= MOST_VALUES;
            match done.last_mut() {
                Some(group) if fits => {
                    values += part.values.len();
                    group.push(part);
                }
                _ => {
                    values = part.values.len();
                    done.push(vec![part]);
                }
            }
        }
        done.into_iter().filter_map(Sql::as_one).collect()
    }

    fn as_one(mut group: Vec<Sql>) -> Option<Sql> {
        if group.len() <= 1 {
            return group.pop();
        }
        let driver = group.first()?.driver;
        let mut one = Sql { text: String::new(), values: Vec::new(), driver };
        for (nth, part) in group.into_iter().enumerate() {
            // PostgreSQL takes one statement with values, but runs all that it names, whether they are asked for or not.
            match driver {
                DbBackend::Postgres => {
                    let lead = if nth == 0 { "WITH " } else { "), " };
                    one.text.push_str(&format!("{lead}part{nth} AS ("));
                }
                _ if nth > 0 => one.text.push_str("; "),
                _ => {}
            }
            one.text.push_str(&part.text);
            one.values.extend(part.values);
        }
        if driver == DbBackend::Postgres {
            one.text.push_str(") SELECT 1");
        }
        Some(one)
    }

    fn place(&mut self, value: Value) {
        self.values.push(value);
        self.text.push(if self.driver == DbBackend::Postgres { PLACE } else { '?' });
    }
}

fn numbered(text: &str) -> String {
    let mut parts = text.split(PLACE);
    let mut numbered = String::with_capacity(text.len() + text.len() / 8);
    numbered.push_str(parts.next().unwrap_or_default());
    for (nth, part) in (1..).zip(parts) {
        let nth: u32 = nth;
        numbered.push('$');
        numbered.push_str(&nth.to_string());
        numbered.push_str(part);
    }
    numbered
}
