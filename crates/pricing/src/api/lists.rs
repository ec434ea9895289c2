//! Price lists over the API: their terms and whom they are for.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Ctx, Currency, FieldFault, Page, Percent, Timestamp, Version};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::{IntoParams, ToSchema};
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, IfMatch, Json, Keyed, Paging, Path, Query, Turn, tagged};

use super::PricingState;
use crate::PricingError;
use crate::list::{Assignee, ListState, PriceList};
use crate::lists::{self, ListDraft};

/// Which lists.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// How many items at most: 25 when absent. Less than 1 or more than 200 is refused.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next` of the page before, as it was answered; anything else is refused.
    after: Option<String>,
    /// Part of the code or the name.
    q: Option<String>,
    state: Option<ListState>,
}

/// A text in every language.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NamesShape {
    it: String,
    en: String,
}

/// A percentage off another list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DerivedShape {
    /// The code of the base list.
    from: String,
    /// At most 100; negative is a surcharge.
    percent_off: Percent,
}

/// A list as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListInput {
    /// Unique; cannot be changed later. May be absent when a list is changed.
    code: Option<String>,
    names: NamesShape,
    /// ISO 4217 code.
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: String,
    /// Only for accounts of this market.
    market: Option<String>,
    /// The higher, the sooner asked.
    #[serde(default)]
    priority: i32,
    /// Whoever has this list buys from it alone.
    #[serde(default)]
    exclusive: bool,
    valid_from: Option<Timestamp>,
    /// The first moment at which the list holds no more.
    valid_to: Option<Timestamp>,
    derived: Option<DerivedShape>,
    #[serde(default = "draft")]
    state: ListState,
}

fn draft() -> ListState {
    ListState::Draft
}

/// A price list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ListBody {
    code: String,
    names: NamesShape,
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: String,
    market: Option<String>,
    priority: i32,
    exclusive: bool,
    valid_from: Option<Timestamp>,
    valid_to: Option<Timestamp>,
    derived: Option<DerivedShape>,
    state: ListState,
    version: Version,
}

/// A price list and whom it is for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ListDetailBody {
    #[serde(flatten)]
    list: ListBody,
    assigned: AssignedShape,
}

/// Whom a list is for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AssignedShape {
    #[serde(default)]
    everyone: bool,
    /// Codes of account groups.
    #[serde(default)]
    #[schema(max_items = 2000)]
    groups: Vec<String>,
    /// Numbers of accounts.
    #[serde(default)]
    #[schema(max_items = 2000)]
    accounts: Vec<String>,
}

/// Price lists by code.
#[utoipa::path(get, path = "/api/v1/price-lists", tag = "prices", params(ListQuery), responses(
    (status = 200, description = "A page of price lists", body = Page<ListBody>), ReadProblems,
))]
pub(super) async fn get_price_lists(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<ListBody>>> {
    lists::permit_to_manage(&ctx)?;
    let paging = Paging::new("price-lists", query.limit, query.after.as_deref())?;
    let conn = state.ground.store.reader();
    let found = lists::list_page(conn, ctx.tenant, query.q.as_deref().unwrap_or(""), query.state, paging.request()).await?;
    Ok(Json(paging.answer(found.map(|list| list_body(&state, &ctx, list)))))
}

/// Makes a price list; it prices nothing before it is active and assigned.
#[utoipa::path(post, path = "/api/v1/price-lists", tag = "prices", request_body = ListInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses(
    (status = 201, description = "The list", body = ListBody), CreateProblems,
))]
pub(super) async fn post_price_list(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    keyed: Keyed<ListInput>,
) -> Answer<Response> {
    let permit = lists::permit_to_manage(&ctx)?;
    let code = keyed.body.code.clone().unwrap_or_default();
    let draft = list_draft(code, &keyed.body)?;
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(answer) => return Ok(answer),
        Turn::Yours(tx) => tx,
    };
    let made = lists::create_list(&ctx, &mut tx, &draft, &permit).await;
    match made {
        Ok(list) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &drafted_body(list, &draft)).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// One price list and whom it is for.
#[utoipa::path(get, path = "/api/v1/price-lists/{code}", tag = "prices",
    params(("code" = String, Path, description = "The list's code")), responses(
    (status = 200, description = "The list; its version is the ETag", body = ListDetailBody, headers(("ETag" = String, description = "Version"))),
    ReadProblems,
))]
pub(super) async fn get_price_list(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
) -> Answer<(HeaderMap, Json<ListDetailBody>)> {
    lists::permit_to_manage(&ctx)?;
    let (list, assignees) = lists::find_list(state.ground.store.reader(), ctx.tenant, &code).await?;
    Ok(tagged(
        list.version,
        ListDetailBody { assigned: assigned_shape(&state, &ctx, &assignees), list: list_body(&state, &ctx, list) },
    ))
}

/// Changes the terms of a list.
#[utoipa::path(put, path = "/api/v1/price-lists/{code}", tag = "prices", request_body = ListInput,
    params(("code" = String, Path, description = "The list's code"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The list as it is now", body = ListBody, headers(("ETag" = String, description = "Version"))),
    ReplaceProblems,
))]
pub(super) async fn put_price_list(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<ListInput>,
) -> Answer<(HeaderMap, Json<ListBody>)> {
    let permit = lists::permit_to_manage(&ctx)?;
    if input.code.as_ref().is_some_and(|named| *named != code) {
        return Err(PricingError::field("code", "fixed", "the code of a list cannot be changed").into());
    }
    let draft = list_draft(code, &input)?;
    let mut tx = state.ground.begin(&ctx).await?;
    let list = lists::update_list(&mut tx, &draft, seen, &permit).await?;
    tx.commit().await?;
    Ok(tagged(list.version, drafted_body(list, &draft)))
}

/// Says whom a list is for; whom it was for before is forgotten.
#[utoipa::path(put, path = "/api/v1/price-lists/{code}/assignments", tag = "prices", request_body = AssignedShape,
    params(("code" = String, Path, description = "The list's code"), ("If-Match" = String, Header, description = "The list's version seen")), responses(
    (status = 200, description = "Whom the list is for now", body = AssignedShape, headers(("ETag" = String, description = "The list's version"))),
    ReplaceProblems,
))]
pub(super) async fn put_assignments(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<AssignedShape>,
) -> Answer<(HeaderMap, Json<AssignedShape>)> {
    let permit = lists::permit_to_manage(&ctx)?;
    let assignees = assignees(&state, &ctx, &input)?;
    let mut tx = state.ground.begin(&ctx).await?;
    let (list, _) = lists::find_list(tx.conn(), ctx.tenant, &code).await?;
    refuse_unknown_groups(&tx, &input).await?;
    let version = lists::assign(&mut tx, &list, seen, &assignees, &permit).await?;
    tx.commit().await?;
    Ok(tagged(version, assigned_shape(&state, &ctx, &assignees)))
}

/// Refuses groups that nobody has opened: whoever opened one of that code later would have the list's prices.
async fn refuse_unknown_groups(tx: &Tx, shape: &AssignedShape) -> Answer<()> {
    let codes: Vec<&str> = shape.groups.iter().map(|group| group.trim()).collect();
    let unknown = accounts::hold_groups(tx, &codes).await?;
    let refused = (0..).zip(&codes).filter(|(_, code)| unknown.iter().any(|one| one == *code));
    let fault = |place: usize| FieldFault::new(format!("groups[{place}]"), "unknown", "there is no such account group");
    let faults: Vec<FieldFault> = refused.map(|(place, _)| fault(place)).collect();
    if faults.is_empty() { Ok(()) } else { Err(PricingError::Invalid(faults).into()) }
}

fn list_draft(code: String, input: &ListInput) -> Result<ListDraft, PricingError> {
    let unknown = |_| PricingError::field("currency", "unknown", "must be an ISO 4217 code such as EUR");
    Ok(ListDraft {
        code,
        name_it: input.names.it.clone(),
        name_en: input.names.en.clone(),
        currency: Currency::parse(&input.currency).map_err(unknown)?,
        market: input.market.clone(),
        priority: input.priority,
        exclusive: input.exclusive,
        valid_from: input.valid_from,
        valid_to: input.valid_to,
        derived: input.derived.as_ref().map(|derived| (derived.from.clone(), derived.percent_off)),
        state: input.state,
    })
}

/// A list as it was just written: its base is called as the caller called it.
fn drafted_body(list: PriceList, draft: &ListDraft) -> ListBody {
    let base = draft.derived.as_ref().map(|(from, _)| from.clone());
    body(list, base)
}

fn list_body(state: &PricingState, ctx: &Ctx, list: PriceList) -> ListBody {
    let book = state.book.book(ctx.tenant);
    let base = list.derived.map(|derived| {
        let known = book.as_ref().and_then(|book| book.list(derived.from));
        known.map_or_else(|| derived.from.to_string(), |base| base.code.clone())
    });
    body(list, base)
}

fn body(list: PriceList, base: Option<String>) -> ListBody {
    let derived = base.zip(list.derived).map(|(from, derived)| DerivedShape { from, percent_off: derived.percent_off });
    ListBody {
        code: list.code,
        names: NamesShape { it: list.name_it, en: list.name_en },
        currency: list.currency.code().to_owned(),
        market: list.market,
        priority: list.priority,
        exclusive: list.exclusive,
        valid_from: list.valid_from,
        valid_to: list.valid_to,
        derived,
        state: list.state,
        version: list.version,
    }
}

fn assigned_shape(state: &PricingState, ctx: &Ctx, assignees: &[Assignee]) -> AssignedShape {
    let mut shape = AssignedShape::default();
    for assignee in assignees {
        match assignee {
            Assignee::Everyone => shape.everyone = true,
            Assignee::Group(group) => shape.groups.push(group.clone()),
            Assignee::Account(id) => {
                let card = state.directory.card(ctx.tenant, *id);
                shape.accounts.push(card.map_or_else(|| id.to_string(), |card| card.account.number.clone()));
            }
        }
    }
    shape.accounts.sort();
    shape
}

fn assignees(state: &PricingState, ctx: &Ctx, shape: &AssignedShape) -> Result<Vec<Assignee>, PricingError> {
    let mut faults = Vec::new();
    let mut all = Vec::new();
    for (place, group) in shape.groups.iter().enumerate() {
        match kernel::code(group) {
            Ok(group) => all.push(Assignee::Group(group)),
            Err(error) => faults.push(error.at(format!("groups[{place}]"))),
        }
    }
    for (place, number) in shape.accounts.iter().enumerate() {
        match state.directory.by_number(ctx.tenant, number) {
            Some(card) => all.push(Assignee::Account(card.account.id)),
            None => faults.push(FieldFault::new(format!("accounts[{place}]"), "unknown", "there is no such account")),
        }
    }
    if shape.everyone {
        all.push(Assignee::Everyone);
    }
    if all.len() > 2000 {
        faults.push(FieldFault::new("accounts", "too_many", "a list can name at most 2,000 accounts and groups; use a group"));
    }
    if faults.is_empty() { Ok(all) } else { Err(PricingError::Invalid(faults)) }
}
