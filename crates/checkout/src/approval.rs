//! What checkout asks of the approvals room: whether somebody must decide, and who that is.

use accounts::Person;
use approvals::{Needed, Who};
use kernel::{AccountId, ActorKind, Ctx, Money};
use sea_orm::ConnectionTrait;

use crate::CheckoutError;
use crate::view::ApprovalNeeded;

/// What carts are called in requests.
pub(crate) const SUBJECT: &str = "cart";

/// The limit of the person in effect, and what an order of this net amount would need.
pub(crate) async fn needed(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    account: AccountId,
    net: Money,
) -> Result<(Option<Money>, Option<Needed>), CheckoutError> {
    let limit = accounts::limit_of(conn, ctx, account).await?;
    let needed = approvals::needed(conn, ctx, account, net, limit).await?;
    Ok((limit, needed))
}

/// The same in words: who would be asked.
pub(crate) async fn explained(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    account: AccountId,
    needed: &Needed,
) -> Result<ApprovalNeeded, CheckoutError> {
    let people = accounts::active_people(conn, ctx, account).await?;
    let asked = |who: Who, person: &Person| match who {
        Who::Person(user) => person.user == user,
        Who::Role(role) => person.role == role && Some(person.user) != ctx.person(),
    };
    let names = |who: Who| {
        let names: Vec<&str> = people.iter().filter(|person| asked(who, person)).map(|person| person.name.as_str()).collect();
        names.join(" / ")
    };
    let approvers = needed.steps.iter().map(|step| names(step.who)).filter(|names| !names.is_empty()).collect();
    Ok(ApprovalNeeded { reason: needed.reason, approvers })
}

/// Whether the limits of a person and of the account hold an order that is placed at once. The seller's own system, acting
/// for nobody, is trusted: what it posts was agreed elsewhere. See docs/decisions/0103-direct-orders-and-limits.md.
pub(crate) fn holds(ctx: &Ctx) -> bool {
    match ctx.actor.kind {
        ActorKind::System => false,
        ActorKind::Client(_) => ctx.account().is_some(),
        ActorKind::Person(_) | ActorKind::Anonymous => true,
    }
}
