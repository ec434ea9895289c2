//! Finding API clients and what they bring along.

use kernel::{Action, Ctx};
use sea_orm::ConnectionTrait;

use super::model::Client;
use super::repo;
use crate::AccountsError;
use crate::account::service::reach_of;

/// The clients that the caller manages, by name, revoked ones too.
pub async fn list_clients(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<Vec<Client>, AccountsError> {
    let reach = reach_of(ctx, Action::ClientManage)?;
    Ok(repo::list(conn, ctx.tenant, reach.as_deref()).await?)
}
