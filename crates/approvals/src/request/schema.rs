//! The tables of requests.

use sea_orm::sea_query::{ForeignKey, Index, Table};
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, string_null, text, text_null, uuid, uuid_null};
use store::{Change, index};

use super::search::fill;

pub(crate) mod approval_requests {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_requests")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub tenant_id: Uuid,
        pub account_id: Uuid,
        pub subject_kind: String,
        pub subject_id: String,
        pub amount_micros: i64,
        pub currency: String,
        pub reason: String,
        pub summary: String,
        pub requester_id: Option<Uuid>,
        pub requester_name: String,
        pub asked_by_id: Option<Uuid>,
        pub state: String,
        pub created_at: i64,
        pub concluded_at: Option<i64>,
        pub version: i64,
        /// Folded (see `super::search`).
        pub search_text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod approval_request_steps {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "approval_request_steps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub request_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub tenant_id: Uuid,
        pub approver_id: Option<Uuid>,
        pub role: Option<String>,
        pub up_to_micros: Option<i64>,
        pub currency: String,
        pub decision: Option<String>,
        pub decided_by_id: Option<Uuid>,
        pub decided_by_name: Option<String>,
        pub comment: Option<String>,
        pub decided_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The name under which a second open request on one subject is refused.
pub(crate) const OPEN_SUBJECT: &[&str] = &["tenant_id", "subject_kind", "subject_id"];

/// The text by which requests are searched, also for those that are there already.
pub(crate) fn search_changes() -> Vec<Change> {
    let mut column = text("search_text");
    let add = Table::alter().table("approval_requests").add_column(column.default("")).to_owned();
    vec![Change::Alter(add), Change::Fill(|conn| Box::pin(fill(conn)))]
}

pub(crate) fn changes() -> Vec<Change> {
    let requests = Table::create()
        .table("approval_requests")
        .col(uuid("id").primary_key())
        .col(uuid("tenant_id"))
        .col(uuid("account_id"))
        .col(string("subject_kind"))
        .col(string("subject_id"))
        .col(big_integer("amount_micros"))
        .col(string("currency"))
        .col(string("reason"))
        .col(text("summary"))
        .col(uuid_null("requester_id"))
        .col(string("requester_name"))
        .col(uuid_null("asked_by_id"))
        .col(string("state"))
        .col(big_integer("created_at"))
        .col(big_integer_null("concluded_at"))
        .col(big_integer("version"))
        .to_owned();
    let steps = Table::create()
        .table("approval_request_steps")
        .col(uuid("request_id"))
        .col(integer("position"))
        .col(uuid("tenant_id"))
        .col(uuid_null("approver_id"))
        .col(string_null("role"))
        .col(big_integer_null("up_to_micros"))
        .col(string("currency"))
        .col(string_null("decision"))
        .col(uuid_null("decided_by_id"))
        .col(string_null("decided_by_name"))
        .col(text_null("comment"))
        .col(big_integer_null("decided_at"))
        .primary_key(Index::create().name("pk__approval_request_steps").col("request_id").col("position").primary())
        .foreign_key(
            ForeignKey::create()
                .name("fk__approval_request_steps__request_id")
                .from("approval_request_steps", "request_id")
                .to("approval_requests", "id"),
        )
        .to_owned();
    // One open request per subject, whoever asks at the same time.
    const ONE_OPEN: &str = "CREATE UNIQUE INDEX uq__approval_requests__tenant_id__subject_kind__subject_id \
                            ON approval_requests (tenant_id, subject_kind, subject_id) WHERE state = 'pending'";
    vec![
        Change::Table(requests),
        Change::Sql { sqlite: ONE_OPEN, postgres: ONE_OPEN },
        index("approval_requests", &["tenant_id", "account_id", "state"]),
        Change::Table(steps),
    ]
}
