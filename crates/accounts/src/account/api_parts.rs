//! Routes of an account's sites and cost centres.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::Action;
use utoipa_axum::routes;
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Keyed, Needs, Path, Turn, tagged};

use super::body::{CostCentreBody, CostCentreInput, SiteBody, SiteInput};
use super::{cost_centre, service, site};
use crate::AccountsState;

pub(crate) fn doors() -> Doors<AccountsState> {
    Doors::new()
        .api(Needs::May(Action::AccountRead), routes!(list_sites))
        .api(Needs::May(Action::AccountManage), routes!(add_site))
        .api(Needs::May(Action::AccountManage), routes!(replace_site))
        .api(Needs::May(Action::AccountRead), routes!(list_cost_centres))
        .api(Needs::May(Action::AccountManage), routes!(add_cost_centre))
        .api(Needs::May(Action::AccountManage), routes!(replace_cost_centre))
}

/// The sites of an account, the default one first.
#[utoipa::path(get, path = "/api/v1/accounts/{number}/sites", tag = "accounts",
    params(("number" = String, Path, description = "The account's number")),
    responses((status = 200, description = "All sites", body = Vec<SiteBody>), ReadProblems))]
async fn list_sites(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
) -> Answer<Json<Vec<SiteBody>>> {
    let conn = state.ground.store.reader();
    let (account, _) = service::account_at(&ctx, conn, &number, Action::AccountRead).await?;
    let card = service::account_card(&ctx, conn, account.id).await?;
    Ok(Json(card.sites.into_iter().map(Into::into).collect()))
}

/// Add a site to an account.
#[utoipa::path(post, path = "/api/v1/accounts/{number}/sites", tag = "accounts", request_body = SiteInput,
    params(("number" = String, Path, description = "The account's number"), ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The site", body = SiteBody), CreateProblems))]
async fn add_site(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    keyed: Keyed<SiteInput>,
) -> Answer<Response> {
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    match site::add_site(&ctx, &mut tx, &number, &keyed.body.details()).await {
        Ok(site) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &SiteBody::from(site)).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// Replace the details of a site.
#[utoipa::path(put, path = "/api/v1/accounts/{number}/sites/{code}", tag = "accounts", request_body = SiteInput,
    params(("number" = String, Path, description = "The account's number"), ("code" = String, Path, description = "The site's code"),
        ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The site", body = SiteBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn replace_site(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path((number, code)): Path<(String, String)>,
    IfMatch(seen): IfMatch,
    Json(input): Json<SiteInput>,
) -> Answer<(HeaderMap, Json<SiteBody>)> {
    let mut tx = state.ground.begin(&ctx).await?;
    let site = site::update_site(&ctx, &mut tx, (&number, &code), &input.details(), seen).await?;
    tx.commit().await?;
    Ok(tagged(site.version, site.into()))
}

/// The cost centres of an account, by code.
#[utoipa::path(get, path = "/api/v1/accounts/{number}/cost-centres", tag = "accounts",
    params(("number" = String, Path, description = "The account's number")),
    responses((status = 200, description = "All cost centres", body = Vec<CostCentreBody>), ReadProblems))]
async fn list_cost_centres(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
) -> Answer<Json<Vec<CostCentreBody>>> {
    let conn = state.ground.store.reader();
    let (account, _) = service::account_at(&ctx, conn, &number, Action::AccountRead).await?;
    let card = service::account_card(&ctx, conn, account.id).await?;
    Ok(Json(card.cost_centres.into_iter().map(Into::into).collect()))
}

/// Add a cost centre to an account.
#[utoipa::path(post, path = "/api/v1/accounts/{number}/cost-centres", tag = "accounts", request_body = CostCentreInput,
    params(("number" = String, Path, description = "The account's number"), ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The cost centre", body = CostCentreBody), CreateProblems))]
async fn add_cost_centre(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    keyed: Keyed<CostCentreInput>,
) -> Answer<Response> {
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    match cost_centre::add_cost_centre(&ctx, &mut tx, &number, &keyed.body.details()).await {
        Ok(centre) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &CostCentreBody::from(centre)).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// Replace the details of a cost centre.
#[utoipa::path(put, path = "/api/v1/accounts/{number}/cost-centres/{code}", tag = "accounts", request_body = CostCentreInput,
    params(("number" = String, Path, description = "The account's number"), ("code" = String, Path, description = "The cost centre's code"),
        ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The cost centre", body = CostCentreBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn replace_cost_centre(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path((number, code)): Path<(String, String)>,
    IfMatch(seen): IfMatch,
    Json(input): Json<CostCentreInput>,
) -> Answer<(HeaderMap, Json<CostCentreBody>)> {
    let mut tx = state.ground.begin(&ctx).await?;
    let centre = cost_centre::update_cost_centre(&ctx, &mut tx, (&number, &code), &input.details(), seen).await?;
    tx.commit().await?;
    Ok(tagged(centre.version, centre.into()))
}
