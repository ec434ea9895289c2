//! The tables of notifications.

use kernel::folded;
use sea_orm::sea_query::Table;
use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::schema::{big_integer, big_integer_null, string, text, text_null, uuid, uuid_null};
use store::{Change, Migration, fill_search_texts, index, unique};

pub fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "m0801_notifications", changes: tables },
        Migration { name: "m0802_mails_search", changes: search_changes },
        Migration { name: "m0803_mails_kind", changes: || vec![index("mails", &["kind", "created_at"])] },
    ]
}

fn search_changes() -> Vec<Change> {
    let mut column = text("search_text");
    let add = Table::alter().table("mails").add_column(column.default("")).to_owned();
    vec![Change::Alter(add), Change::Fill(|conn| Box::pin(fill(conn)))]
}

/// What a letter is found by, folded, so that both engines find alike.
pub(crate) fn search_text(address: &str, subject: &str) -> String {
    folded(&[address, subject].join("\n"))
}

/// Gives the letters of an older release their texts.
pub(crate) async fn fill(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    fill_search_texts(conn, "mails", "to_address, subject", |row| {
        let (address, subject): (String, String) = (row.try_get("", "to_address")?, row.try_get("", "subject")?);
        Ok(search_text(&address, &subject))
    })
    .await
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
