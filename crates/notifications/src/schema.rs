//! The tables of notifications.

use sea_orm::sea_query::Table;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, text, text_null, uuid, uuid_null};
use store::{Change, Migration, index, unique};

pub fn migrations() -> Vec<Migration> {
    vec![Migration { name: "m0801_notifications", changes: tables }]
}

fn tables() -> Vec<Change> {
    let inbox = Table::create()
        .table("inbox_entries")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid_null("account_id"))
        .col(uuid("user_id"))
        .col(string("kind"))
        .col(text("arguments"))
        .col(text_null("comment"))
        .col(text("link"))
        .col(string("once_key"))
        .col(big_integer("at"))
        .col(big_integer_null("read_at"))
        .to_owned();
    let mails = Table::create()
        .table("mails")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid_null("account_id"))
        .col(string("kind"))
        .col(string("to_name"))
        .col(string("to_address"))
        .col(text("subject"))
        .col(text("text"))
        .col(text("html"))
        .col(string("state"))
        .col(string("once_key"))
        .col(string("correlation_id"))
        .col(big_integer("created_at"))
        .col(big_integer_null("sent_at"))
        .to_owned();
    vec![
        Change::Table(inbox),
        unique("inbox_entries", &["tenant_id", "user_id", "once_key"]),
        index("inbox_entries", &["tenant_id", "user_id", "id"]),
        Change::Table(mails),
        unique("mails", &["tenant_id", "to_address", "once_key"]),
    ]
}
