//! Routes of account groups. Closing one is the price lists' route, since lists may be assigned to it.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::Action;
use serde::Deserialize;
use utoipa_axum::routes;
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Keyed, Needs, Path, Turn, tagged};

use super::model::AccountGroup;
use super::{create, rename, service};
use crate::AccountsState;

pub(crate) fn doors() -> Doors<AccountsState> {
    let (reads, administers) = (Needs::May(Action::AccountRead), Needs::May(Action::AccountAdminister));
    Doors::new()
        .api(reads, routes!(list_groups))
        .api(administers, routes!(create_group))
        .api(reads, routes!(get_group))
        .api(administers, routes!(patch_group))
}

/// What an account group is made of.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct AccountGroupInput {
    #[schema(min_length = 1, max_length = 64)]
    code: String,
    #[schema(min_length = 1, max_length = 200)]
    name: String,
}

/// What of an account group may change: its code stays, price lists and accounts name it by that.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct AccountGroupPatch {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
}

/// The account groups of the seller, by code.
#[utoipa::path(get, path = "/api/v1/account-groups", tag = "accounts",
    responses((status = 200, description = "All groups", body = Vec<AccountGroup>), ReadProblems))]
async fn list_groups(State(state): State<AccountsState>, Caller(ctx): Caller) -> Answer<Json<Vec<AccountGroup>>> {
    Ok(Json(service::list_groups(&ctx, state.ground.store.reader()).await?))
}

/// Open an account group.
#[utoipa::path(post, path = "/api/v1/account-groups", tag = "accounts", request_body = AccountGroupInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The group", body = AccountGroup), CreateProblems))]
async fn create_group(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    keyed: Keyed<AccountGroupInput>,
) -> Answer<Response> {
    let wanted = AccountGroup { code: keyed.body.code.clone(), name: keyed.body.name.clone() };
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    match create::create_group(&ctx, &mut tx, &wanted).await {
        Ok(group) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &group).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// An account group.
#[utoipa::path(get, path = "/api/v1/account-groups/{code}", tag = "accounts",
    params(("code" = String, Path, description = "The group's code")),
    responses((status = 200, description = "The group", body = AccountGroup, headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn get_group(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
) -> Answer<(HeaderMap, Json<AccountGroup>)> {
    let group = service::group_by_code(&ctx, state.ground.store.reader(), &code).await?;
    Ok(tagged(group.version, AccountGroup { code: group.code, name: group.name }))
}

/// Give an account group another name.
#[utoipa::path(patch, path = "/api/v1/account-groups/{code}", tag = "accounts", request_body = AccountGroupPatch,
    params(("code" = String, Path, description = "The group's code"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The group", body = AccountGroup, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn patch_group(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<AccountGroupPatch>,
) -> Answer<(HeaderMap, Json<AccountGroup>)> {
    let mut tx = state.ground.begin(&ctx).await?;
    let group = rename::rename_group(&ctx, &mut tx, &code, &input.name, seen).await?;
    tx.commit().await?;
    Ok(tagged(seen + 1, group))
}
