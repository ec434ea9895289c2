//! Routes of API clients.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{AccountId, Action, ClientId, Ctx, FieldFault, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::documented::{ActProblems, CreateProblems, ReadProblems};
use web::{Answer, Caller, Doors, Json, Keyed, Needs, Path, Problem, Turn};

use super::model::{Client, ClientScope, CreatedClient, NewClient};
use super::{create, oauth, revoke, service};
use crate::{AccountsState, account};

pub(crate) fn doors() -> Doors<AccountsState> {
    Doors::new()
        .api(Needs::Anyone, routes!(oauth::token))
        .api(Needs::May(Action::ClientManage), routes!(list_clients))
        .api(Needs::May(Action::ClientManage), routes!(create_client))
        .api(Needs::May(Action::ClientManage), routes!(revoke_client))
}

/// An API client.
#[derive(Debug, Serialize, ToSchema)]
struct ClientBody {
    #[schema(value_type = uuid::Uuid)]
    id: ClientId,
    /// What the machine shows with its secret.
    client_id: String,
    name: String,
    /// Number of the account it belongs to; absent for the seller's own.
    account: Option<String>,
    scopes: Vec<ClientScope>,
    created_at: Timestamp,
    revoked_at: Option<Timestamp>,
    /// Only in the answer that made it; never again, also not in a repeated answer.
    client_secret: Option<String>,
}

/// What a client is made of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ClientInput {
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// Number of the account that it belongs to; the caller's own when absent, none for the seller's people.
    #[serde(default)]
    account: Option<String>,
    #[schema(min_items = 1)]
    scopes: Vec<ClientScope>,
    /// Code of the cost centre that its orders are charged to when they name none.
    #[serde(default)]
    default_cost_centre: Option<String>,
}

/// The clients that the caller manages, by name, revoked ones too.
#[utoipa::path(get, path = "/api/v1/clients", tag = "access",
    responses((status = 200, description = "All clients, without their secrets", body = Vec<ClientBody>), ReadProblems))]
async fn list_clients(State(state): State<AccountsState>, Caller(ctx): Caller) -> Answer<Json<Vec<ClientBody>>> {
    let conn = state.ground.store.reader();
    let clients = service::list_clients(&ctx, conn).await?;
    let accounts: Vec<AccountId> = clients.iter().filter_map(|client| client.account).collect();
    let numbers = account::repo::numbers_of(conn, ctx.tenant, &accounts).await?;
    Ok(Json(clients.into_iter().map(|client| body(client, &numbers, None)).collect()))
}

/// Make a client. Its secret is in this answer only; a repeat under the same Idempotency-Key answers without it.
#[utoipa::path(post, path = "/api/v1/clients", tag = "access", request_body = ClientInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The client with its secret", body = ClientBody), CreateProblems))]
async fn create_client(State(state): State<AccountsState>, Caller(ctx): Caller, keyed: Keyed<ClientInput>) -> Answer<Response> {
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    let outcome = async {
        let new = new_client(&ctx, &tx, &keyed.body).await?;
        let created = create::create_client(&ctx, &mut tx, &new).await?;
        let owner: Vec<AccountId> = created.client.account.into_iter().collect();
        let numbers = account::repo::numbers_of(tx.conn(), ctx.tenant, &owner).await?;
        Ok::<_, Problem>((created, numbers))
    };
    match outcome.await {
        Ok((CreatedClient { client, secret }, numbers)) => {
            // What is kept for a repeat must not hold the secret: it is stored nowhere.
            let kept = body(client.clone(), &numbers, None);
            let answer = keyed.finish(&state.ground, tx, StatusCode::CREATED, &kept).await?;
            if answer.status() != StatusCode::CREATED {
                return Ok(answer);
            }
            Ok((StatusCode::CREATED, Json(body(client, &numbers, Some(secret)))).into_response())
        }
        Err(problem) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, problem).await
        }
    }
}

async fn new_client(ctx: &Ctx, tx: &Tx, input: &ClientInput) -> Result<NewClient, Problem> {
    let account = match input.account.as_deref() {
        None => ctx.actor.account,
        Some(number) => {
            let reached = account::service::account_at(ctx, tx.conn(), number, Action::ClientManage).await;
            let unknown =
                |_| Problem::invalid(vec![FieldFault::new("account", "unknown", "there is no account with this number")]);
            Some(reached.map_err(unknown)?.0.id)
        }
    };
    Ok(NewClient {
        name: input.name.clone(),
        account,
        scopes: input.scopes.clone(),
        default_cost_centre: input.default_cost_centre.clone(),
    })
}

/// End a client and all of its tokens, for good.
#[utoipa::path(delete, path = "/api/v1/clients/{id}", tag = "access",
    params(("id" = uuid::Uuid, Path, description = "The client's id (not its client_id)")),
    responses((status = 204, description = "It is good no longer"), ActProblems))]
async fn revoke_client(State(state): State<AccountsState>, Caller(ctx): Caller, Path(id): Path<ClientId>) -> Answer<StatusCode> {
    let mut tx = state.ground.begin(&ctx).await?;
    revoke::revoke_client(&ctx, &mut tx, id).await?;
    tx.commit().await?;
    state.identities.forget_client(id);
    Ok(StatusCode::NO_CONTENT)
}

fn body(client: Client, numbers: &HashMap<AccountId, String>, secret: Option<String>) -> ClientBody {
    ClientBody {
        id: client.id,
        client_id: client.client_id,
        name: client.name,
        account: client.account.and_then(|account| numbers.get(&account).cloned()),
        scopes: client.scopes,
        created_at: client.created_at,
        revoked_at: client.revoked_at,
        client_secret: secret,
    }
}
