//! Routes of customers' part numbers.

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{AccountId, Action, Page};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::documented::{ActProblems, CreateProblems, ReadProblems};
use web::{Answer, Caller, Doors, Json, Needs, Paging, Path, Query};

use crate::CatalogState;
use crate::customer_sku::{CustomerSku, service};

pub(crate) fn doors() -> Doors<CatalogState> {
    Doors::new()
        .api(Needs::May(Action::CatalogRead), routes!(list_customer_skus))
        .api(Needs::SignedIn, routes!(put_customer_sku))
        .api(Needs::SignedIn, routes!(remove_customer_sku))
}

/// An account's own code for a product.
#[derive(Debug, Serialize, ToSchema)]
struct CustomerSkuBody {
    account: AccountId,
    code: String,
    sku: String,
}

/// Which product a code stands for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CustomerSkuInput {
    /// The account's id; the caller's own when absent.
    account: Option<AccountId>,
    sku: String,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AccountQuery {
    /// The account's id; the caller's own when absent.
    account: Option<AccountId>,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct CustomerSkuQuery {
    /// The account's id; the caller's own when absent.
    account: Option<AccountId>,
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
}

impl From<CustomerSku> for CustomerSkuBody {
    fn from(sku: CustomerSku) -> CustomerSkuBody {
        CustomerSkuBody { account: sku.account, code: sku.code, sku: sku.sku }
    }
}

/// An account's own part numbers.
#[utoipa::path(get, path = "/api/v1/customer-skus", tag = "catalog", params(CustomerSkuQuery),
    responses((status = 200, description = "A page of part numbers", body = Page<CustomerSkuBody>), ReadProblems))]
async fn list_customer_skus(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Query(query): Query<CustomerSkuQuery>,
) -> Answer<Json<Page<CustomerSkuBody>>> {
    let paging = Paging::new("customer-skus", query.limit, query.after.as_deref())?;
    let found = service::customer_skus(state.ground.store.reader(), &ctx, query.account, paging.request()).await?;
    Ok(Json(paging.answer(found.map(CustomerSkuBody::from))))
}

/// Give an account its own code for a product; a code in use is pointed at this product. Codes are told apart without
/// regard to case and separators.
#[utoipa::path(put, path = "/api/v1/customer-skus/{code}", tag = "catalog", request_body = CustomerSkuInput,
    params(("code" = String, Path, description = "The account's code")),
    responses((status = 200, description = "The part number", body = CustomerSkuBody), CreateProblems))]
async fn put_customer_sku(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    Json(input): Json<CustomerSkuInput>,
) -> Answer<Json<CustomerSkuBody>> {
    let (account, permit) = service::permit_to_change(&ctx, input.account)?;
    let mut tx = state.ground.begin(&ctx).await?;
    let made = service::put_customer_sku(&mut tx, account, &code, &input.sku, &permit).await?;
    tx.commit().await?;
    Ok(Json(made.into()))
}

/// Take an account's code away.
#[utoipa::path(delete, path = "/api/v1/customer-skus/{code}", tag = "catalog", params(AccountQuery, ("code" = String, Path, description = "The account's code")),
    responses((status = 204, description = "It is gone"), ActProblems))]
async fn remove_customer_sku(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    Query(query): Query<AccountQuery>,
) -> Answer<StatusCode> {
    let (account, permit) = service::permit_to_change(&ctx, query.account)?;
    let mut tx = state.ground.begin(&ctx).await?;
    service::remove_customer_sku(&mut tx, account, &code, &permit).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
