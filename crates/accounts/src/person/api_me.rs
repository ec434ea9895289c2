//! Routes of the caller's own: who am I, my profile, my tokens.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::{AccountId, Action, ActorKind, Ctx};
use utoipa_axum::routes;
use uuid::Uuid;
use web::documented::{ActProblems, CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Keyed, Needs, Path, Turn, tagged};

use super::body::{AccountName, ActingBody, MeBody, PersonBody, PersonalTokenBody, PersonalTokenInput, ProfileInput};
use super::{profile, repo, service};
use crate::client::model::PersonalToken;
use crate::client::personal;
use crate::{AccountsError, AccountsState, account};

pub(crate) fn doors() -> Doors<AccountsState> {
    Doors::new()
        .api(Needs::SignedIn, routes!(get_me))
        .api(Needs::May(Action::ProfileUse), routes!(replace_profile))
        .api(Needs::May(Action::ProfileUse), routes!(list_tokens))
        .api(Needs::May(Action::ProfileUse), routes!(create_token))
        .api(Needs::May(Action::ProfileUse), routes!(revoke_token))
}

/// Who is calling, for whom, and what they may do.
#[utoipa::path(get, path = "/api/v1/me", tag = "access",
    responses((status = 200, description = "The caller; for a person, the profile's version is the ETag", body = MeBody,
        headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn get_me(State(state): State<AccountsState>, Caller(ctx): Caller) -> Answer<Response> {
    let conn = state.ground.store.reader();
    let person = match ctx.actor.kind {
        ActorKind::Person(user) => repo::by_id(conn, ctx.tenant, user).await?,
        _ => None,
    };
    let acting_for = match ctx.actor.acting_for {
        None => None,
        Some(acting) => Some(ActingBody {
            account: account_name(&state, &ctx, acting.account).await?,
            user: match acting.user {
                Some(user) => repo::by_id(conn, ctx.tenant, user).await?.map(|person| person.email),
                None => None,
            },
        }),
    };
    let order_limit = match ctx.account() {
        Some(account) => service::limit_of(conn, &ctx, account).await?,
        None => None,
    };
    let body = MeBody {
        kind: if person.is_some() { "person" } else { "client" },
        name: ctx.actor.name.to_string(),
        email: person.as_ref().map(|person| person.email.clone()),
        role: person.as_ref().map(|person| person.role),
        locale: person.as_ref().map(|person| person.locale),
        account: match ctx.actor.account {
            Some(account) => account_name(&state, &ctx, account).await?,
            None => None,
        },
        acting_for,
        actions: Action::ALL.into_iter().filter(|action| ctx.actor.actions.contains(*action)).collect(),
        order_limit,
    };
    Ok(match person {
        Some(person) => tagged(person.version, body).into_response(),
        None => Json(body).into_response(),
    })
}

async fn account_name(state: &AccountsState, ctx: &Ctx, id: AccountId) -> Answer<Option<AccountName>> {
    let found = account::repo::by_id(state.ground.store.reader(), ctx.tenant, id).await?;
    Ok(found.map(|account| AccountName { number: account.number, name: account.name }))
}

/// Set one's own name and language.
#[utoipa::path(put, path = "/api/v1/me", tag = "access", request_body = ProfileInput,
    params(("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The caller's profile", body = PersonBody, headers(("ETag" = String, description = "Version"))), ReplaceProblems))]
async fn replace_profile(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    IfMatch(seen): IfMatch,
    Json(input): Json<ProfileInput>,
) -> Answer<(HeaderMap, Json<PersonBody>)> {
    let mut tx = state.ground.begin(&ctx).await?;
    if profile::oneself(&ctx, tx.conn()).await?.version != seen {
        return Err(AccountsError::VersionMoved.into());
    }
    let person = profile::change_profile(&ctx, &mut tx, &input.name, input.locale).await?;
    tx.commit().await?;
    state.identities.forget_user(person.user);
    Ok(tagged(person.version, person.into()))
}

/// One's own tokens for scripts, the newest first.
#[utoipa::path(get, path = "/api/v1/me/tokens", tag = "access",
    responses((status = 200, description = "All tokens, without their secrets", body = Vec<PersonalTokenBody>), ReadProblems))]
async fn list_tokens(State(state): State<AccountsState>, Caller(ctx): Caller) -> Answer<Json<Vec<PersonalTokenBody>>> {
    let tokens = personal::list_personal_tokens(&ctx, state.ground.store.reader()).await?;
    Ok(Json(tokens.into_iter().map(|token| token_body(token, None)).collect()))
}

/// Make a token that may do what its owner may. Its secret is in this answer only; a repeat under the same
/// Idempotency-Key answers without it.
#[utoipa::path(post, path = "/api/v1/me/tokens", tag = "access", request_body = PersonalTokenInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The token", body = PersonalTokenBody), CreateProblems))]
async fn create_token(
    State(state): State<AccountsState>,
    Caller(ctx): Caller,
    keyed: Keyed<PersonalTokenInput>,
) -> Answer<Response> {
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    match personal::create_personal_token(&ctx, &mut tx, &keyed.body.name, keyed.body.days).await {
        Ok((token, secret)) => {
            // What is kept for a repeat must not hold the secret: it is stored nowhere.
            let kept = token_body(token.clone(), None);
            let answer = keyed.finish(&state.ground, tx, StatusCode::CREATED, &kept).await?;
            if answer.status() != StatusCode::CREATED {
                return Ok(answer);
            }
            Ok((StatusCode::CREATED, Json(token_body(token, Some(secret)))).into_response())
        }
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

fn token_body(token: PersonalToken, secret: Option<String>) -> PersonalTokenBody {
    let PersonalToken { id, name, created_at, expires_at } = token;
    PersonalTokenBody { id, name, created_at, expires_at, token: secret }
}

/// Take one of one's own tokens back.
#[utoipa::path(delete, path = "/api/v1/me/tokens/{id}", tag = "access",
    params(("id" = Uuid, Path, description = "The token's id")),
    responses((status = 204, description = "It is good no longer"), ActProblems))]
async fn revoke_token(State(state): State<AccountsState>, Caller(ctx): Caller, Path(id): Path<Uuid>) -> Answer<StatusCode> {
    let mut tx = state.ground.begin(&ctx).await?;
    personal::revoke_personal_token(&ctx, &mut tx, id).await?;
    tx.commit().await?;
    if let ActorKind::Person(user) = ctx.actor.kind {
        state.identities.forget_user(user);
    }
    Ok(StatusCode::NO_CONTENT)
}
