//! Carts over the API.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Action, ApprovalId, CartId, Date, Page, Scope};
use orders::{OrderBody, Partial};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, IfMatch, Json, Keyed, Paging, Path, Query, tagged};

use super::body::{CartBody, CartHeadBody, CartSummaryBody, ChangedProblemBody};
use super::{CheckoutState, account};
use crate::cart::CartFilter;
use crate::change::CartChange;
use crate::open::{CartRef, NewCart};
use crate::references::AskedReferences;
use crate::state::CartState;
use crate::submit::{Submission, Submitted};
use crate::{CheckoutError, submit};

/// Which carts.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CartQuery {
    /// How many items at most: 25 when absent. Less than 1 or more than 200 is refused.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
    /// Number of an account; all that the caller reaches when absent.
    account: Option<String>,
    /// States, separated by commas.
    state: Option<String>,
    /// Only the caller's own.
    mine: Option<bool>,
}

/// A cart to be opened.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCartInput {
    /// Number or id of the account; the caller's own when absent.
    account: Option<String>,
    /// To tell saved carts apart; at most 80 characters.
    name: Option<String>,
}

/// A change to a cart. Absent leaves as it is, an empty text clears.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CartChangeInput {
    /// At most 80 characters.
    name: Option<String>,
    /// The customer's purchase order number, at most 60 characters.
    purchase_order: Option<String>,
    /// Code of one of the account's cost centres.
    cost_centre: Option<String>,
    /// At most 60 characters.
    project: Option<String>,
    /// At most 60 characters.
    ddt_reference: Option<String>,
    /// Code of one of the account's sites; its default site when absent.
    ship_to: Option<String>,
    /// Not before today.
    #[schema(value_type = Option<String>, format = Date)]
    requested_date: Option<Date>,
    /// At most 2,000 characters.
    notes: Option<String>,
}

impl CartChangeInput {
    fn references(&self) -> AskedReferences {
        AskedReferences {
            purchase_order: self.purchase_order.clone(),
            cost_centre: self.cost_centre.clone(),
            project: self.project.clone(),
            ddt_reference: self.ddt_reference.clone(),
            ship_to: self.ship_to.clone(),
            requested_date: self.requested_date,
            notes: self.notes.clone(),
        }
    }
}

/// A submission. References given here replace the cart's own.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SubmitInput {
    /// The customer's purchase order number, at most 60 characters.
    purchase_order: Option<String>,
    /// Code of one of the account's cost centres.
    cost_centre: Option<String>,
    /// At most 60 characters.
    project: Option<String>,
    /// At most 60 characters.
    ddt_reference: Option<String>,
    /// Code of one of the account's sites; its default site when absent.
    ship_to: Option<String>,
    /// Not before today.
    #[schema(value_type = Option<String>, format = Date)]
    requested_date: Option<Date>,
    /// At most 2,000 characters.
    notes: Option<String>,
    /// What to do when the stock is too small; `backorder` when absent.
    partial: Option<Partial>,
    /// The `digest` of the cart as it was seen: when something that decides has changed since, nothing is submitted.
    seen_digest: Option<String>,
}

impl SubmitInput {
    fn references(&self) -> AskedReferences {
        AskedReferences {
            purchase_order: self.purchase_order.clone(),
            cost_centre: self.cost_centre.clone(),
            project: self.project.clone(),
            ddt_reference: self.ddt_reference.clone(),
            ship_to: self.ship_to.clone(),
            requested_date: self.requested_date,
            notes: self.notes.clone(),
        }
    }
}

/// What came of submitting: an order, or a request that waits.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SubmittedBody {
    Order(Box<OrderBody>),
    Approval(WaitingBody),
}

/// A request for somebody's decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct WaitingBody {
    id: ApprovalId,
    /// `pending`
    state: String,
}

/// The caller's carts, and colleagues' for those who may see them; changed last first.
#[utoipa::path(get, path = "/api/v1/carts", tag = "carts", params(CartQuery), responses(
    (status = 200, description = "A page of carts", body = Page<CartSummaryBody>),
    ReadProblems,
))]
pub(super) async fn list_carts(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Query(query): Query<CartQuery>,
) -> Answer<Json<Page<CartSummaryBody>>> {
    let named = query.account.as_deref();
    let filter = CartFilter {
        account: named.map(|named| account(&ctx, &state.desk, Some(named))).transpose()?,
        states: states(query.state.as_deref())?,
        mine: query.mine.unwrap_or(false),
    };
    let paging = Paging::new("carts", query.limit, query.after.as_deref())?;
    let carts = crate::carts(state.ground.store.reader(), &ctx, &filter, paging.request()).await?;
    Ok(Json(paging.answer(carts.map(|cart| CartSummaryBody::new(ctx.tenant, &state.desk, cart)))))
}

fn states(text: Option<&str>) -> Result<Vec<CartState>, CheckoutError> {
    let words = text.unwrap_or("").split(',').map(str::trim).filter(|word| !word.is_empty());
    words
        .map(|word| CartState::parse(word).ok_or_else(|| CheckoutError::field("state", "unknown", "not a state of carts")))
        .collect()
}

/// Opens an empty cart.
#[utoipa::path(post, path = "/api/v1/carts", tag = "carts", request_body = NewCartInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body give the same answer")), responses(
    (status = 201, description = "The cart", body = CartHeadBody),
    CreateProblems,
))]
pub(super) async fn open_cart(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    keyed: Keyed<NewCartInput>,
) -> Answer<Response> {
    let (ctx, desk, input) = (&ctx, &state.desk, &keyed.body);
    let open = |mut tx| async move {
        let account = account(ctx, desk, input.account.as_deref())?;
        let permit = ctx.permit(Action::CartEdit, Scope::Account(account))?;
        let new = NewCart { account, name: input.name.clone() };
        let cart = crate::open_cart(ctx, &mut tx, desk, new, permit).await?;
        Ok::<_, CheckoutError>((tx, (StatusCode::CREATED, CartHeadBody::new(ctx.tenant, desk, cart))))
    };
    keyed.change(&state.ground, ctx, open).await
}

/// One cart with today's prices, totals, warnings and the approval that it would need.
#[utoipa::path(get, path = "/api/v1/carts/{id}", tag = "carts", params(("id" = CartId, Path, description = "The cart's id")), responses(
    (status = 200, description = "The cart; its version is the ETag", body = CartBody, headers(("ETag" = String, description = "Version"))),
    ReadProblems,
))]
pub(super) async fn get_cart(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
) -> Answer<(HeaderMap, Json<CartBody>)> {
    let view = crate::view(state.ground.store.reader(), &ctx, &state.desk, id).await?;
    Ok(tagged(view.cart.version, CartBody::new(ctx.tenant, &state.desk, view)))
}

/// Changes a cart's name, site and references.
#[utoipa::path(patch, path = "/api/v1/carts/{id}", tag = "carts", request_body = CartChangeInput,
    params(("id" = CartId, Path, description = "The cart's id"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The cart", body = CartHeadBody),
    ReplaceProblems,
))]
pub(super) async fn change_cart(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    IfMatch(version): IfMatch,
    Json(input): Json<CartChangeInput>,
) -> Answer<(HeaderMap, Json<CartHeadBody>)> {
    let seen = CartRef { id, version: Some(version) };
    let (ctx, desk, input) = (&ctx, &state.desk, &input);
    let change = |mut tx| async move {
        let change = CartChange { references: input.references(), name: input.name.clone() };
        let cart = crate::change_cart(ctx, &mut tx, desk, seen, change).await?;
        Ok::<_, CheckoutError>((tx, cart))
    };
    let cart = state.ground.change(ctx, change).await?;
    Ok(tagged(cart.version, CartHeadBody::new(ctx.tenant, desk, cart)))
}

/// Puts an open cart away.
#[utoipa::path(delete, path = "/api/v1/carts/{id}", tag = "carts",
    params(("id" = CartId, Path, description = "The cart's id"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 204, description = "It is put away"),
    ReplaceProblems,
))]
pub(super) async fn abandon_cart(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    IfMatch(version): IfMatch,
) -> Answer<StatusCode> {
    let (ctx, seen) = (&ctx, CartRef { id, version: Some(version) });
    let abandon = |mut tx| async move {
        crate::abandon(ctx, &mut tx, seen).await?;
        Ok::<_, CheckoutError>((tx, StatusCode::NO_CONTENT))
    };
    state.ground.change(ctx, abandon).await
}

/// Submits a cart: it becomes an order or, above a limit, waits for a decision.
#[utoipa::path(post, path = "/api/v1/carts/{id}/submit", tag = "carts", request_body = SubmitInput,
    params(("id" = CartId, Path, description = "The cart's id"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body give the same answer")), responses(
    (status = 200, description = "The order, or the request that waits", body = SubmittedBody),
    CreateProblems,
    (status = 409, description = "Something is in the way: `code` says what. With `checkout.changed`: what changed since it was seen",
        body = ChangedProblemBody, content_type = "application/problem+json"),
))]
pub(super) async fn submit_cart(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    keyed: Keyed<SubmitInput>,
) -> Answer<Response> {
    let (ctx, desk, input) = (&ctx, &state.desk, &keyed.body);
    let submit = |mut tx| async move {
        let submission =
            Submission { references: input.references(), partial: input.partial, seen_digest: input.seen_digest.clone() };
        let body = match submit::submit(ctx, &mut tx, desk, CartRef { id, version: None }, submission).await? {
            Submitted::Order(order) => SubmittedBody::Order(Box::new((*order).into())),
            Submitted::Waiting(id) => SubmittedBody::Approval(WaitingBody { id, state: "pending".to_owned() }),
        };
        Ok::<_, CheckoutError>((tx, (StatusCode::OK, body)))
    };
    keyed.change(&state.ground, ctx, submit).await
}

/// Takes a waiting cart back: it can be changed again.
#[utoipa::path(post, path = "/api/v1/carts/{id}/withdraw", tag = "carts",
    params(("id" = CartId, Path, description = "The cart's id"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The cart, open again", body = CartHeadBody),
    ReplaceProblems,
))]
pub(super) async fn withdraw_cart(
    State(state): State<CheckoutState>,
    Caller(ctx): Caller,
    Path(id): Path<CartId>,
    IfMatch(version): IfMatch,
) -> Answer<(HeaderMap, Json<CartHeadBody>)> {
    let (ctx, seen) = (&ctx, CartRef { id, version: Some(version) });
    let withdraw = |mut tx| async move {
        let cart = crate::withdraw(ctx, &mut tx, seen).await?;
        Ok::<_, CheckoutError>((tx, cart))
    };
    let cart = state.ground.change(ctx, withdraw).await?;
    Ok(tagged(cart.version, CartHeadBody::new(ctx.tenant, &state.desk, cart)))
}
