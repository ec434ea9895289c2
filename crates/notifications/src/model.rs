//! Notices: a kind, typed arguments, a link; put into words only when it is known who reads.

use std::collections::BTreeMap;

use accounts::LinkPurpose;
use kernel::{AccountId, Date, Locale, Money, Quantity, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What people can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// To the requester: the order exists.
    OrderPlaced,
    OrderConfirmed,
    OrderShipped,
    /// To the requester: a part has left, the rest will follow.
    OrderPartlyShipped,
    OrderDelivered,
    /// To the requester: the rest will not come.
    OrderClosedShort,
    OrderCancelled,
    /// To the approver: something waits.
    ApprovalRequested,
    /// To the requester.
    ApprovalApproved,
    ApprovalRejected,
    /// To a new colleague. Its letter carries a secret.
    Invitation,
    /// To who forgot the password. Its letter carries a secret.
    PasswordReset,
    /// To the account's admins: the seller's rep acts in the account's name.
    ActedFor,
}

impl NoticeKind {
    pub const ALL: [NoticeKind; 13] = [
        NoticeKind::OrderPlaced,
        NoticeKind::OrderConfirmed,
        NoticeKind::OrderShipped,
        NoticeKind::OrderPartlyShipped,
        NoticeKind::OrderDelivered,
        NoticeKind::OrderClosedShort,
        NoticeKind::OrderCancelled,
        NoticeKind::ApprovalRequested,
        NoticeKind::ApprovalApproved,
        NoticeKind::ApprovalRejected,
        NoticeKind::Invitation,
        NoticeKind::PasswordReset,
        NoticeKind::ActedFor,
    ];

    /// The stem of its translations: `order-placed`.
    pub const fn code(self) -> &'static str {
        match self {
            NoticeKind::OrderPlaced => "order-placed",
            NoticeKind::OrderConfirmed => "order-confirmed",
            NoticeKind::OrderShipped => "order-shipped",
            NoticeKind::OrderPartlyShipped => "order-partly-shipped",
            NoticeKind::OrderDelivered => "order-delivered",
            NoticeKind::OrderClosedShort => "order-closed-short",
            NoticeKind::OrderCancelled => "order-cancelled",
            NoticeKind::ApprovalRequested => "approval-requested",
            NoticeKind::ApprovalApproved => "approval-approved",
            NoticeKind::ApprovalRejected => "approval-rejected",
            NoticeKind::Invitation => "invitation",
            NoticeKind::PasswordReset => "password-reset",
            NoticeKind::ActedFor => "acted-for",
        }
    }

    pub fn parse(code: &str) -> Option<NoticeKind> {
        NoticeKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What the link in its letter lets its reader in for; none when it lets nobody in.
    pub const fn lets_in(self) -> Option<LinkPurpose> {
        match self {
            NoticeKind::Invitation => Some(LinkPurpose::Invitation),
            NoticeKind::PasswordReset => Some(LinkPurpose::PasswordReset),
            _ => None,
        }
    }

    /// Whether its letter holds a link that lets its reader in.
    pub const fn is_secret(self) -> bool {
        self.lets_in().is_some()
    }
}

/// A value inside a text, written as the reader's language writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    Text(String),
    Amount(Money),
    Day(Date),
}

/// A line of an order in a letter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeLine {
    pub sku: String,
    pub name: String,
    /// What was ordered; in the letter of a shipment, what left with it. Nothing is not told.
    pub quantity: Quantity,
    pub total: Option<Money>,
    /// What of the line has not left yet, when the letter tells a part of an order.
    pub rest: Option<Quantity>,
}

/// Something to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub kind: NoticeKind,
    /// The account concerned.
    pub account: Option<AccountId>,
    pub arguments: BTreeMap<&'static str, Argument>,
    /// Path of the page to open: `/orders/FO-1042`.
    pub link: String,
    /// A person's own words, quoted: an approver's comment.
    pub comment: Option<String>,
    pub lines: Vec<NoticeLine>,
    /// The same key tells a person once only, however often the fact comes.
    pub once: String,
}

/// Who is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipient {
    pub user: Option<UserId>,
    pub name: String,
    pub email: String,
    pub locale: Locale,
}

/// An entry of a person's inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct InboxEntry {
    pub id: Uuid,
    pub kind: NoticeKind,
    pub arguments: BTreeMap<String, Argument>,
    pub comment: Option<String>,
    pub link: String,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
}

/// A letter's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    Queued,
    Sent,
    /// With a link that is no longer good, sent or not: what it said is gone, and nobody sends it any more. So letters are
    /// shown and looked for; kept is whether they were sent.
    Expired,
}

impl MailState {
    pub const ALL: [MailState; 3] = [MailState::Queued, MailState::Sent, MailState::Expired];

    pub const fn code(self) -> &'static str {
        match self {
            MailState::Queued => "queued",
            MailState::Sent => "sent",
            MailState::Expired => "expired",
        }
    }

    pub fn parse(code: &str) -> Option<MailState> {
        MailState::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A letter as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct MailRow {
    pub id: Uuid,
    pub kind: String,
    pub to_name: String,
    pub to_address: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub state: MailState,
    pub correlation: String,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
}
