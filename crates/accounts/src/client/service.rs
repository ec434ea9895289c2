//! Finding API clients and what they bring along.

use kernel::{Action, ActorKind, Ctx};
use sea_orm::ConnectionTrait;

use super::model::Client;
use super::repo;
use crate::account::model::CostCentre;
use crate::account::service::reach_of;
use crate::{AccountsError, account};

/// The clients that the caller manages, by name, revoked ones too.
pub async fn list_clients(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<Vec<Client>, AccountsError> {
    let reach = reach_of(ctx, Action::ClientManage)?;
    Ok(repo::list(conn, ctx.tenant, reach.as_deref()).await?)
}

/// The cost centre that the calling client's orders are charged to when they name none; `None` for people.
pub async fn default_cost_centre(conn: &impl ConnectionTrait, ctx: &Ctx) -> Result<Option<CostCentre>, AccountsError> {
    let ActorKind::Client(id) = ctx.actor.kind else { return Ok(None) };
    // One statement, since every order of a client asks.
    Ok(account::repo::default_cost_centre(conn, ctx.tenant, id).await?)
}
