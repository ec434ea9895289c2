//! When X happens, what else happens? The one page that answers. Each row runs in the worker's transaction, in the tenant
//! and under the correlation id of the fact, exactly once per fact.

use std::collections::BTreeMap;

use accounts::{LinkPurpose, Person, PersonState};
use anyhow::Result;
use approvals::ApprovalRequest;
use kernel::{AccountId, Ctx, Quantity, Role, UserId};
use notifications::{Argument, Notice, NoticeKind, NoticeLine, Recipient, notify};
use orders::{Order, OrderDetail, OrderLine, OrderState, ShippedLine};
use store::{FeedRow, Tx};
use uuid::Uuid;

use crate::house::House;

/// As many lines are told in a letter; the order's page has all.
const MOST_LINES: usize = 50;

/// Whether a kind of fact has consequences here.
pub fn concerns(kind: &str) -> bool {
    Reaction::of(kind).is_some()
}

enum Reaction {
    TellRequester(NoticeKind),
    AskApprovers,
    TellOutcome,
    SendLink,
    TellAccountAdmins,
}

impl Reaction {
    /// The table.
    fn of(kind: &str) -> Option<Reaction> {
        Some(match kind {
            orders::events::CREATED => Reaction::TellRequester(NoticeKind::OrderPlaced),
            orders::events::CONFIRMED => Reaction::TellRequester(NoticeKind::OrderConfirmed),
            orders::events::SHIPPED => Reaction::TellRequester(NoticeKind::OrderShipped),
            orders::events::DELIVERED => Reaction::TellRequester(NoticeKind::OrderDelivered),
            orders::events::CLOSED_SHORT => Reaction::TellRequester(NoticeKind::OrderClosedShort),
            orders::events::CANCELLED => Reaction::TellRequester(NoticeKind::OrderCancelled),
            approvals::events::REQUESTED | approvals::events::ADVANCED => Reaction::AskApprovers,
            approvals::events::CONCLUDED => Reaction::TellOutcome,
            accounts::events::MEMBER_INVITED | accounts::events::PASSWORD_RESET_REQUESTED => Reaction::SendLink,
            accounts::events::SESSION_CHANGED => Reaction::TellAccountAdmins,
            _ => return None,
        })
    }
}

/// Makes the consequences of one fact.
pub async fn react(house: &House, ctx: &Ctx, tx: &mut Tx, row: &FeedRow) -> Result<()> {
    // All that follows is letters and notices, and what happened long since is no news.
    if row.is_history() {
        return Ok(());
    }
    match Reaction::of(&row.kind) {
        Some(Reaction::TellRequester(kind)) => tell_requester(house, ctx, tx, row, kind).await,
        Some(Reaction::AskApprovers) => ask_approvers(house, ctx, tx, row).await,
        Some(Reaction::TellOutcome) => tell_outcome(house, ctx, tx, row).await,
        Some(Reaction::SendLink) => send_link(house, ctx, tx, row).await,
        Some(Reaction::TellAccountAdmins) => tell_account_admins(house, ctx, tx, row).await,
        None => Ok(()),
    }
}

async fn tell_requester(house: &House, ctx: &Ctx, tx: &mut Tx, row: &FeedRow, kind: NoticeKind) -> Result<()> {
    // What a system ordered by itself is told by the feed and by webhooks, not by mail.
    let Some(user) = row.data["placed_by"].as_str().and_then(|id| id.parse::<UserId>().ok()) else { return Ok(()) };
    let number = row.data["order_number"].as_str().unwrap_or_default();
    let detail = orders::get(tx.conn(), ctx, number).await?;
    let order = &detail.order;
    let to = reader_in_place_of(ctx, tx, user, order.account.id).await?;
    // The state of that moment: what has left since is told by its own fact.
    let kind = match (kind, row.data["state"].as_str().and_then(OrderState::parse)) {
        (NoticeKind::OrderShipped, Some(OrderState::PartlyShipped)) => NoticeKind::OrderPartlyShipped,
        (kind, _) => kind,
    };
    let is_shipment = matches!(kind, NoticeKind::OrderShipped | NoticeKind::OrderPartlyShipped);
    let mut arguments = BTreeMap::from([
        ("order", Argument::Text(order.number.clone())),
        ("account", Argument::Text(order.account.name.clone())),
        ("total", Argument::Amount(order.totals.gross)),
    ]);
    if is_shipment {
        arguments.insert("shipment", text(&row.data["shipment"]["number"]));
        arguments.insert("tracking", Argument::Text(tracking(row)));
    }
    let notice = Notice {
        kind,
        account: Some(order.account.id),
        arguments,
        link: format!("/orders/{}", order.number),
        comment: row.data["reason"].as_str().map(str::to_owned),
        lines: Vec::new(),
        once: row.id.to_string(),
    };
    // Articles are called by their names in the language of each reader.
    for reader in &to {
        let name = |line: &OrderLine| {
            let product = house.catalogue.product(ctx.tenant, line.product);
            orders::name_for(&line.name, product.as_deref(), reader.locale)
        };
        let lines = match kind {
            NoticeKind::OrderPlaced => ordered(order, name),
            _ if is_shipment => sent(&detail, &row.data["shipment"], kind == NoticeKind::OrderPartlyShipped, name)?,
            _ => Vec::new(),
        };
        notify(tx, &house.letters, &Notice { lines, ..notice.clone() }, std::slice::from_ref(reader)).await?;
    }
    Ok(())
}

fn ordered(order: &Order, name: impl Fn(&OrderLine) -> String) -> Vec<NoticeLine> {
    let line = |line: &OrderLine| NoticeLine {
        sku: line.sku.clone(),
        name: name(line),
        quantity: line.quantity,
        total: Some(line.line_total),
        rest: None,
    };
    order.lines.iter().take(MOST_LINES).map(line).collect()
}

/// The lines that a shipment brings; of a part of an order, also what was still to come at that moment.
fn sent(
    detail: &OrderDetail,
    shipment: &serde_json::Value,
    is_part: bool,
    name: impl Fn(&OrderLine) -> String,
) -> Result<Vec<NoticeLine>> {
    let told = shipment["lines"].as_array().map(Vec::as_slice).unwrap_or_default();
    let this = shipment["number"].as_str();
    let later = detail.shipments.iter().skip_while(|one| Some(one.number.as_str()) != this).skip(1);
    let later: Vec<&ShippedLine> = later.flat_map(|one| &one.lines).collect();
    let mut lines = Vec::new();
    for line in &detail.order.lines {
        let id = line.id.to_string();
        let sent = told.iter().find(|told| told["line_id"].as_str() == Some(&id));
        let sent: Option<Quantity> = sent.map(|told| serde_json::from_value(told["quantity"].clone())).transpose()?;
        // What left later was open then, and so was what will not come any more.
        let mut open = line.quantity.minus(line.shipped)?;
        for after in later.iter().filter(|after| after.line == line.id) {
            open = open.plus(after.quantity)?;
        }
        let rest = Some(open).filter(|open| is_part && open.is_positive());
        if (sent.is_some() || rest.is_some()) && lines.len() < MOST_LINES {
            let quantity = sent.unwrap_or(Quantity::zero(line.quantity.unit()));
            lines.push(NoticeLine { sku: line.sku.clone(), name: name(line), quantity, total: None, rest });
        }
    }
    Ok(lines)
}

fn tracking(row: &FeedRow) -> String {
    let parcels = row.data["shipment"]["parcels"].as_array().map(Vec::as_slice).unwrap_or_default();
    let codes: Vec<&str> = parcels.iter().filter_map(|parcel| parcel["tracking_code"].as_str()).collect();
    if codes.is_empty() { "—".to_owned() } else { codes.join(", ") }
}

async fn ask_approvers(house: &House, ctx: &Ctx, tx: &mut Tx, row: &FeedRow) -> Result<()> {
    let Some(request) = approvals::find(tx.conn(), ctx, row.subject.parse()?).await? else { return Ok(()) };
    let decided = request.steps.iter().filter(|step| step.decision.is_some()).count();
    let mut recipients = Vec::new();
    let awaited = approvals::awaited(tx.conn(), ctx, &request).await?;
    settle_asked(tx, &request, &awaited).await?;
    for user in awaited {
        if let Some(person) = accounts::person(tx.conn(), ctx, user).await? {
            recipients.push(recipient(&person));
        }
    }
    let notice = Notice {
        kind: NoticeKind::ApprovalRequested,
        account: Some(request.account),
        arguments: BTreeMap::from([
            ("requester", Argument::Text(request.requester_name.clone())),
            ("account", Argument::Text(account_name(house, ctx, request.account))),
            ("total", Argument::Amount(request.amount)),
        ]),
        link: approval_link(&request),
        comment: None,
        lines: Vec::new(),
        // The same step asks once, also when a later fact of the request is reacted to first and finds it here already.
        once: format!("{}:{decided}", request.id),
    };
    Ok(notify(tx, &house.letters, &notice, &recipients).await?)
}

async fn tell_outcome(house: &House, ctx: &Ctx, tx: &mut Tx, row: &FeedRow) -> Result<()> {
    let Some(request) = approvals::find(tx.conn(), ctx, row.subject.parse()?).await? else { return Ok(()) };
    settle_asked(tx, &request, &[]).await?;
    let kind = match row.data["outcome"].as_str() {
        Some("approved") => NoticeKind::ApprovalApproved,
        Some("rejected") => NoticeKind::ApprovalRejected,
        // Withdrawn: the requester did it.
        _ => return Ok(()),
    };
    let Some(user) = request.requester else { return Ok(()) };
    let to = reader_in_place_of(ctx, tx, user, request.account).await?;
    let notice = Notice {
        kind,
        account: Some(request.account),
        arguments: BTreeMap::from([("approver", text(&row.data["decided_by"])), ("total", Argument::Amount(request.amount))]),
        link: match kind {
            NoticeKind::ApprovalRejected => format!("/carts/{}", request.subject_id),
            _ => approval_link(&request),
        },
        comment: row.data["comment"].as_str().map(str::to_owned),
        lines: Vec::new(),
        once: row.id.to_string(),
    };
    Ok(notify(tx, &house.letters, &notice, &to).await?)
}

/// Whoever was asked and need not decide any more has nothing left to read: the request waits for others, or for nobody.
async fn settle_asked(tx: &mut Tx, request: &ApprovalRequest, awaited: &[UserId]) -> Result<()> {
    Ok(notifications::settle(tx, NoticeKind::ApprovalRequested, &approval_link(request), awaited).await?)
}

fn approval_link(request: &ApprovalRequest) -> String {
    format!("/approvals/{}", request.id)
}

/// Invitations and password resets: the link's secret is made here, in the transaction that writes the letter.
async fn send_link(house: &House, ctx: &Ctx, tx: &mut Tx, row: &FeedRow) -> Result<()> {
    let Some(link) = row.data["link"].as_str().and_then(|id| Uuid::try_parse(id).ok()) else { return Ok(()) };
    let Some(minted) = accounts::mint_link(ctx, tx, link).await? else { return Ok(()) };
    let tenant = accounts::tenant_of(tx.conn(), ctx.tenant).await?;
    let (kind, page) = match minted.purpose {
        LinkPurpose::Invitation => (NoticeKind::Invitation, "invitation"),
        LinkPurpose::PasswordReset => (NoticeKind::PasswordReset, "reset"),
    };
    let account = row.account.map_or_else(|| tenant.name.clone(), |account| account_name(house, ctx, account));
    let notice = Notice {
        kind,
        account: row.account,
        arguments: BTreeMap::from([
            ("seller", Argument::Text(tenant.name.clone())),
            ("account", Argument::Text(account)),
            ("inviter", text(&row.data["invited_by"])),
        ]),
        link: format!("/{page}?token={}", minted.token),
        comment: None,
        lines: Vec::new(),
        once: row.id.to_string(),
    };
    let to = Recipient { user: None, name: minted.name, email: minted.email, locale: minted.locale };
    Ok(notify(tx, &house.letters, &notice, &[to]).await?)
}

/// The seller's rep begins to act for an account: its admins learn of it.
async fn tell_account_admins(house: &House, ctx: &Ctx, tx: &mut Tx, row: &FeedRow) -> Result<()> {
    let (Some(account), Some("acts_for")) = (row.account, row.data["change"].as_str()) else { return Ok(()) };
    let Some(rep) = accounts::person(tx.conn(), ctx, row.subject.parse()?).await? else { return Ok(()) };
    let admins = admins_of(ctx, tx, account).await?;
    let notice = Notice {
        kind: NoticeKind::ActedFor,
        account: Some(account),
        arguments: BTreeMap::from([
            ("rep", Argument::Text(rep.name.clone())),
            ("account", Argument::Text(account_name(house, ctx, account))),
        ]),
        link: "/account/audit".to_owned(),
        comment: None,
        lines: Vec::new(),
        once: row.id.to_string(),
    };
    Ok(notify(tx, &house.letters, &notice, &admins).await?)
}

/// A person, or those who manage the account when the person was shut out: what concerns the company is not lost with who
/// left it, and who left it reads no more of it.
async fn reader_in_place_of(ctx: &Ctx, tx: &Tx, user: UserId, account: AccountId) -> Result<Vec<Recipient>> {
    match accounts::person(tx.conn(), ctx, user).await? {
        Some(person) if person.state == PersonState::Active => Ok(vec![recipient(&person)]),
        _ => admins_of(ctx, tx, account).await,
    }
}

async fn admins_of(ctx: &Ctx, tx: &Tx, account: AccountId) -> Result<Vec<Recipient>> {
    let people = accounts::active_people(tx.conn(), ctx, account).await?;
    Ok(people.iter().filter(|person| person.role == Role::AccountAdmin).map(recipient).collect())
}

fn account_name(house: &House, ctx: &Ctx, account: AccountId) -> String {
    house.directory.card(ctx.tenant, account).map(|card| card.account.name.clone()).unwrap_or_default()
}

fn recipient(person: &Person) -> Recipient {
    Recipient { user: Some(person.user), name: person.name.clone(), email: person.email.clone(), locale: person.locale }
}

fn text(value: &serde_json::Value) -> Argument {
    Argument::Text(value.as_str().unwrap_or("—").to_owned())
}
