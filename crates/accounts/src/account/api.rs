//! Routes of accounts.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Action, Page};
use serde::Deserialize;
use utoipa_axum::routes;
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Keyed, Needs, Paging, Path, Query, Turn, tagged};

use super::body::{AccountBody, AccountCardBody, AccountInput};
use super::model::{Account, AccountState};
use super::repo::{self, AccountFilter};
use super::{api_parts, create, service, update};
use crate::AccountsState;

pub(crate) fn doors() -> Doors<AccountsState> {
    Doors::new()
        .api(Needs::May(Action::AccountRead), routes!(list_accounts))
        .api(Needs::May(Action::AccountAdminister), routes!(create_account))
        .api(Needs::May(Action::AccountRead), routes!(get_account))
        .api(Needs::May(Action::AccountAdminister), routes!(replace_account))
        .merge(api_parts::doors())
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AccountQuery {
    /// Part of the name, the number or the VAT number.
    q: Option<String>,
    /// Code of an account group.
    group: Option<String>,
    state: Option<AccountState>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
}

/// The accounts within the caller's reach, by number.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "accounts", params(AccountQuery),
    responses((status = 200, description = "A page of accounts", body = Page<AccountBody>), ReadProblems))]
async fn list_accounts(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Query(query): Query<AccountQuery>,
) -> Answer<Json<Page<AccountBody>>> {
    let filter = AccountFilter { query: query.q, group: query.group, state: query.state };
    let paging = Paging::new("accounts", query.limit, query.after.as_deref())?;
    let conn = state.ground.store.reader();
    let found = service::list_accounts(&ctx, conn, &filter, paging.request()).await?;
    let parents: Vec<_> = found.items.iter().filter_map(|account| account.parent).collect();
    let numbers = repo::numbers_of(conn, ctx.tenant, &parents).await?;
    Ok(Json(paging.answer(found.map(|account| {
        let parent = account.parent.and_then(|parent| numbers.get(&parent).cloned());
        AccountBody::new(account, parent)
    }))))
}

/// Create an account.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "accounts", request_body = AccountInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The account", body = AccountBody), CreateProblems))]
async fn create_account(State(state): State<AccountsState>, Caller(ctx): Caller, keyed: Keyed<AccountInput>) -> Answer<Response> {
    let details = keyed.body.details()?;
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    match create::create_account(&ctx, &mut tx, &details).await {
        Ok(account) => {
            let body = AccountBody::new(account, details.parent.clone());
            keyed.finish(&state.ground, tx, StatusCode::CREATED, &body).await
        }
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// An account with its sites and cost centres.
#[utoipa::path(get, path = "/api/v1/accounts/{number}", tag = "accounts",
    params(("number" = String, Path, description = "The account's number")),
    responses((status = 200, description = "The account; its version is the ETag", body = AccountCardBody,
        headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn get_account(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
) -> Answer<(HeaderMap, Json<AccountCardBody>)> {
    let conn = state.ground.store.reader();
    let (account, _) = service::account_at(&ctx, conn, &number, Action::AccountRead).await?;
    let card = service::account_card(&ctx, conn, account.id).await?;
    let version = card.account.version;
    let body = AccountCardBody {
        account: with_parent(&state, &ctx, card.account).await?,
        sites: card.sites.into_iter().map(Into::into).collect(),
        cost_centres: card.cost_centres.into_iter().map(Into::into).collect(),
    };
    Ok(tagged(version, body))
}

/// Replace the details of an account.
#[utoipa::path(put, path = "/api/v1/accounts/{number}", tag = "accounts", request_body = AccountInput,
    params(("number" = String, Path, description = "The account's number"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The account", body = AccountBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn replace_account(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<AccountInput>,
) -> Answer<(HeaderMap, Json<AccountBody>)> {
    let details = input.details()?;
    let mut tx = state.ground.begin(&ctx).await?;
    let account = update::update_account(&ctx, &mut tx, &number, &details, seen).await?;
    tx.commit().await?;
    Ok(tagged(account.version, AccountBody::new(account, details.parent)))
}

async fn with_parent(state: &AccountsState, ctx: &kernel::Ctx, account: Account) -> Answer<AccountBody> {
    let parents: Vec<_> = account.parent.into_iter().collect();
    let numbers = repo::numbers_of(state.ground.store.reader(), ctx.tenant, &parents).await?;
    Ok(AccountBody::new(account, numbers.into_values().next()))
}
