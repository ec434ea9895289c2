//! Routes of people: an account's members, the seller's colleagues, and the reps in charge.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Action, Ctx, UserId, Version};
use utoipa_axum::routes;
use web::documented::{ActProblems, CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Keyed, Needs, Path, Turn, tagged};

use super::body::{InvitationInput, MemberInput, PersonBody};
use super::service::Home;
use super::{change, invite, reps, service};
use crate::AccountsState;

pub(crate) fn doors() -> Doors<AccountsState> {
    Doors::new()
        .api(Needs::May(Action::AccountRead), routes!(list_people))
        .api(Needs::May(Action::AccountManage), routes!(invite_person))
        .api(Needs::May(Action::AccountManage), routes!(change_person))
        .api(Needs::May(Action::AccountManage), routes!(disable_person))
        .api(Needs::May(Action::AccountManage), routes!(enable_person))
        .api(Needs::May(Action::AccountManage), routes!(invite_person_again))
        .api(Needs::May(Action::AccountAdminister), routes!(list_colleagues))
        .api(Needs::May(Action::AccountAdminister), routes!(invite_colleague))
        .api(Needs::May(Action::AccountAdminister), routes!(change_colleague))
        .api(Needs::May(Action::AccountAdminister), routes!(disable_colleague))
        .api(Needs::May(Action::AccountAdminister), routes!(enable_colleague))
        .api(Needs::May(Action::AccountAdminister), routes!(invite_colleague_again))
        .api(Needs::May(Action::AccountRead), routes!(list_reps))
        .api(Needs::May(Action::AccountAdminister), routes!(assign_rep))
        .api(Needs::May(Action::AccountAdminister), routes!(unassign_rep))
}

/// The people of an account, by name.
#[utoipa::path(get, path = "/api/v1/accounts/{number}/people", tag = "people",
    params(("number" = String, Path, description = "The account's number")),
    responses((status = 200, description = "All people", body = Vec<PersonBody>), ReadProblems))]
async fn list_people(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
) -> Answer<Json<Vec<PersonBody>>> {
    let people = service::people_of(&ctx, state.ground.store.reader(), &number).await?;
    Ok(Json(people.into_iter().map(Into::into).collect()))
}

/// Invite somebody into an account; the mail with the link goes out at once.
#[utoipa::path(post, path = "/api/v1/accounts/{number}/people", tag = "people", request_body = InvitationInput,
    params(("number" = String, Path, description = "The account's number"), ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The person, invited", body = PersonBody), CreateProblems))]
async fn invite_person(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
    keyed: Keyed<InvitationInput>,
) -> Answer<Response> {
    invited(&state, &ctx, Home::Account(&number), &keyed).await
}

/// Invite a colleague of the seller; the mail with the link goes out at once.
#[utoipa::path(post, path = "/api/v1/colleagues", tag = "people", request_body = InvitationInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The colleague, invited", body = PersonBody), CreateProblems))]
async fn invite_colleague(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    keyed: Keyed<InvitationInput>,
) -> Answer<Response> {
    invited(&state, &ctx, Home::Seller, &keyed).await
}

async fn invited(state: &AccountsState, ctx: &Ctx, home: Home<'_>, keyed: &Keyed<InvitationInput>) -> Answer<Response> {
    let mut tx = match keyed.begin(&state.ground, ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    let invitation = keyed.body.invitation(ctx.locale);
    let outcome = match home {
        Home::Account(number) => invite::invite(ctx, &mut tx, number, &invitation).await,
        Home::Seller => invite::invite_colleague(ctx, &mut tx, &invitation).await,
    };
    match outcome {
        Ok(person) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &PersonBody::from(person)).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, ctx, error.into()).await
        }
    }
}

/// Set role and limit of a member of an account.
#[utoipa::path(put, path = "/api/v1/accounts/{number}/people/{id}", tag = "people", request_body = MemberInput,
    params(("number" = String, Path, description = "The account's number"), ("id" = uuid::Uuid, Path, description = "The person's id"),
        ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The person", body = PersonBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn change_person(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path((number, id)): Path<(String, UserId)>,
    IfMatch(seen): IfMatch,
    Json(input): Json<MemberInput>,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    acted(&state, &ctx, (Home::Account(&number), id), Act::Change(&input, seen)).await
}

/// Set role and limit of a colleague of the seller.
#[utoipa::path(put, path = "/api/v1/colleagues/{id}", tag = "people", request_body = MemberInput,
    params(("id" = uuid::Uuid, Path, description = "The person's id"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The colleague", body = PersonBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn change_colleague(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
    IfMatch(seen): IfMatch,
    Json(input): Json<MemberInput>,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    acted(&state, &ctx, (Home::Seller, id), Act::Change(&input, seen)).await
}

/// Shut a member of an account out: sessions and tokens end now.
#[utoipa::path(post, path = "/api/v1/accounts/{number}/people/{id}/disable", tag = "people",
    params(("number" = String, Path, description = "The account's number"), ("id" = uuid::Uuid, Path, description = "The person's id"),
        ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The person", body = PersonBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn disable_person(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path((number, id)): Path<(String, UserId)>,
    IfMatch(seen): IfMatch,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    acted(&state, &ctx, (Home::Account(&number), id), Act::Disable(seen)).await
}

/// Shut a colleague of the seller out: sessions and tokens end now.
#[utoipa::path(post, path = "/api/v1/colleagues/{id}/disable", tag = "people",
    params(("id" = uuid::Uuid, Path, description = "The person's id"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The colleague", body = PersonBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn disable_colleague(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
    IfMatch(seen): IfMatch,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    acted(&state, &ctx, (Home::Seller, id), Act::Disable(seen)).await
}

/// Let a disabled member in again, by a new invitation.
#[utoipa::path(post, path = "/api/v1/accounts/{number}/people/{id}/enable", tag = "people",
    params(("number" = String, Path, description = "The account's number"), ("id" = uuid::Uuid, Path, description = "The person's id"),
        ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The person, invited", body = PersonBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn enable_person(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path((number, id)): Path<(String, UserId)>,
    IfMatch(seen): IfMatch,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    acted(&state, &ctx, (Home::Account(&number), id), Act::Enable(seen)).await
}

/// Let a disabled colleague in again, by a new invitation.
#[utoipa::path(post, path = "/api/v1/colleagues/{id}/enable", tag = "people",
    params(("id" = uuid::Uuid, Path, description = "The person's id"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The colleague, invited", body = PersonBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn enable_colleague(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
    IfMatch(seen): IfMatch,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    acted(&state, &ctx, (Home::Seller, id), Act::Enable(seen)).await
}

/// Send a member's invitation again, with a new link.
#[utoipa::path(post, path = "/api/v1/accounts/{number}/people/{id}/invitation", tag = "people",
    params(("number" = String, Path, description = "The account's number"), ("id" = uuid::Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "The person, invited", body = PersonBody, headers(("ETag" = String, description = "Version"))), ActProblems))]
async fn invite_person_again(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path((number, id)): Path<(String, UserId)>,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    acted(&state, &ctx, (Home::Account(&number), id), Act::InviteAgain).await
}

/// Send a colleague's invitation again, with a new link.
#[utoipa::path(post, path = "/api/v1/colleagues/{id}/invitation", tag = "people",
    params(("id" = uuid::Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "The colleague, invited", body = PersonBody, headers(("ETag" = String, description = "Version"))), ActProblems))]
async fn invite_colleague_again(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(id): Path<UserId>,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    acted(&state, &ctx, (Home::Seller, id), Act::InviteAgain).await
}

enum Act<'a> {
    Change(&'a MemberInput, Version),
    Disable(Version),
    Enable(Version),
    InviteAgain,
}

async fn acted(
    state: &AccountsState,
    ctx: &Ctx,
    (home, id): (Home<'_>, UserId),
    act: Act<'_>,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    let mut tx = state.ground.begin(ctx).await?;
    let person = match act {
        Act::Change(input, seen) => change::change_member(ctx, &mut tx, (home, id), &input.change(), seen).await?,
        Act::Disable(seen) => change::disable_member(ctx, &mut tx, (home, id), seen).await?,
        Act::Enable(seen) => change::enable_member(ctx, &mut tx, (home, id), seen).await?,
        Act::InviteAgain => invite::invite_again(ctx, &mut tx, home, id).await?,
    };
    tx.commit().await?;
    state.identities.forget_user(id);
    Ok(tagged(person.version, person.into()))
}

/// The seller's people, by name.
#[utoipa::path(get, path = "/api/v1/colleagues", tag = "people",
    responses((status = 200, description = "All colleagues", body = Vec<PersonBody>), ReadProblems))]
async fn list_colleagues(State(state): State<AccountsState>, Caller(ctx): Caller) -> Answer<Json<Vec<PersonBody>>> {
    let people = service::colleagues(&ctx, state.ground.store.reader()).await?;
    Ok(Json(people.into_iter().map(Into::into).collect()))
}

/// The sales reps in charge of an account, by name.
#[utoipa::path(get, path = "/api/v1/accounts/{number}/reps", tag = "people",
    params(("number" = String, Path, description = "The account's number")),
    responses((status = 200, description = "The reps", body = Vec<PersonBody>), ReadProblems))]
async fn list_reps(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path(number): Path<String>,
) -> Answer<Json<Vec<PersonBody>>> {
    let people = service::reps_of(&ctx, state.ground.store.reader(), &number).await?;
    Ok(Json(people.into_iter().map(Into::into).collect()))
}

/// Put a sales rep in charge of an account; doing it twice is doing it once.
#[utoipa::path(put, path = "/api/v1/accounts/{number}/reps/{id}", tag = "people",
    params(("number" = String, Path, description = "The account's number"), ("id" = uuid::Uuid, Path, description = "The rep's id")),
    responses((status = 200, description = "The rep", body = PersonBody), ActProblems))]
async fn assign_rep(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path((number, id)): Path<(String, UserId)>,
) -> Answer<Json<PersonBody>> {
    let mut tx = state.ground.begin(&ctx).await?;
    let rep = reps::assign_rep(&ctx, &mut tx, &number, id).await?;
    tx.commit().await?;
    state.identities.forget_user(id);
    Ok(Json(rep.into()))
}

/// Take a sales rep off an account.
#[utoipa::path(delete, path = "/api/v1/accounts/{number}/reps/{id}", tag = "people",
    params(("number" = String, Path, description = "The account's number"), ("id" = uuid::Uuid, Path, description = "The rep's id")),
    responses((status = 204, description = "No longer in charge"), ActProblems))]
async fn unassign_rep(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    Path((number, id)): Path<(String, UserId)>,
) -> Answer<StatusCode> {
    let mut tx = state.ground.begin(&ctx).await?;
    reps::unassign_rep(&ctx, &mut tx, &number, id).await?;
    tx.commit().await?;
    state.identities.forget_user(id);
    Ok(StatusCode::NO_CONTENT)
}
