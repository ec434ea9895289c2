//! Routes of the doors: login, logout, forgotten password, the links in mails, language, acting for somebody.

use accounts::{AccountsError, LinkPurpose, PersonState};
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, ActorKind, ErrorKind, Fault, Locale, Scope};
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs, Problem};

use super::enter::{ForgottenPage, LoginPage, OfflinePage, PasswordPage, forgotten_form, login_form, password_form};
use crate::frame::{FormData, Portal, Visit, local_path, with_cookie};
use crate::part::with;

const SESSION_COOKIE: &str = "fondaco_session";
const LOCALE_COOKIE: &str = "fondaco_locale";
/// A session ends after seven days at the latest; its cookie with it.
const SESSION_SECONDS: u64 = 7 * 24 * 3600;
const YEAR_SECONDS: u64 = 365 * 24 * 3600;

pub(super) fn doors() -> Doors<Portal> {
    Doors::new()
        .page(Needs::Anyone, "GET", "/login", get(login_page))
        .page(Needs::Anyone, "POST", "/login", post(login))
        .page(Needs::SignedIn, "POST", "/logout", post(logout))
        .page(Needs::Anyone, "GET", "/forgot-password", get(forgotten_page))
        .page(Needs::Anyone, "POST", "/forgot-password", post(forgotten))
        .page(Needs::Anyone, "GET", "/invitation", get(invitation_page))
        .page(Needs::Anyone, "POST", "/invitation", post(accept))
        .page(Needs::Anyone, "GET", "/reset", get(reset_page))
        .page(Needs::Anyone, "POST", "/reset", post(reset))
        .page(Needs::Anyone, "GET", "/offline", get(offline))
        .page(Needs::Anyone, "POST", "/locale", post(locale))
        .page(Needs::May(Action::ActFor), "POST", "/act-for", post(act_for))
        .page(Needs::SignedIn, "POST", "/act-for/stop", post(stop_acting))
}

async fn login_page(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let next = visit.parameter("next");
    let next = local_path(next.as_deref(), "/").to_owned();
    if visit.session.is_some() {
        return Ok(visit.go(&portal, &next, None));
    }
    portal.page(&visit, &LoginPage { form: login_form(), locked_seconds: None, next }).await
}

async fn login(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let (store, passwords) = (&portal.parts.ground.store, &portal.parts.passwords);
    let next = local_path(Some(form.raw("next")), "/").to_owned();
    let (error, locked_seconds, status) =
        match accounts::login(&visit.ctx, store, passwords, form.text("email"), form.raw("password")).await {
            Ok(signed_in) => {
                end_old_session(&portal, &visit).await?;
                let mut response = visit.go(&portal, &next, None);
                let secure = portal.parts.secure_cookies;
                with_cookie(&mut response, SESSION_COOKIE, &signed_in.token, Some(SESSION_SECONDS), secure);
                return Ok(response);
            }
            Err(AccountsError::LockedOut { seconds }) => {
                let seconds = u64::try_from(seconds).unwrap_or(0).max(1);
                (Phrase::new("login-locked").count("seconds", seconds), Some(seconds), StatusCode::TOO_MANY_REQUESTS)
            }
            Err(AccountsError::BadCredentials) => (Phrase::new("login-refused"), None, StatusCode::UNPROCESSABLE_ENTITY),
            Err(error) => return Err(error.into()),
        };
    let form = login_form().refused(form.pairs(), &[]).wrong(error);
    let mut response = portal.page_with(status, &visit, &LoginPage { form, locked_seconds, next }).await?;
    if let Some(seconds) = locked_seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

/// Who logs in once more in the same browser leaves no session behind that nobody sees any longer.
async fn end_old_session(portal: &Portal, visit: &Visit) -> Answer<()> {
    let Some(old) = &visit.session else { return Ok(()) };
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    accounts::logout(&visit.ctx, &mut tx, old.id).await?;
    tx.commit().await?;
    forget_identity(portal, visit);
    Ok(())
}

async fn logout(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let session = visit.session()?.id;
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    accounts::logout(&visit.ctx, &mut tx, session).await?;
    tx.commit().await?;
    forget_identity(&portal, &visit);
    let mut response = visit.go(&portal, "/login", None);
    with_cookie(&mut response, SESSION_COOKIE, "", Some(0), portal.parts.secure_cookies);
    Ok(response)
}

/// The next request of this process must see the session as it is now.
fn forget_identity(portal: &Portal, visit: &Visit) {
    if let ActorKind::Person(user) = visit.ctx.actor.kind {
        portal.parts.identities.forget_user(user);
    }
}

async fn forgotten_page(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &ForgottenPage { form: forgotten_form(), sent: false }).await
}

/// The same answer whether or not anybody has the address.
async fn forgotten(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    accounts::request_password_reset(&visit.ctx, &mut tx, form.text("email")).await?;
    tx.commit().await?;
    portal.page(&visit, &ForgottenPage { form: forgotten_form(), sent: true }).await
}

async fn invitation_page(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    link_page(&portal, &visit, LinkPurpose::Invitation).await
}

async fn reset_page(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    link_page(&portal, &visit, LinkPurpose::PasswordReset).await
}

/// The page behind a mail's link, while the link is good.
async fn link_page(portal: &Portal, visit: &Visit, purpose: LinkPurpose) -> Answer<Response> {
    let token = visit.parameter("token").unwrap_or_default();
    let page = link_contents(portal, visit, purpose, &token).await?;
    let status = if page.expired { StatusCode::GONE } else { StatusCode::OK };
    portal.page_with(status, visit, &page).await
}

async fn link_contents(portal: &Portal, visit: &Visit, purpose: LinkPurpose, token: &str) -> Answer<PasswordPage> {
    let conn = portal.parts.ground.store.reader();
    let (kind, path) = names(purpose);
    let blank = PasswordPage {
        kind: kind.to_owned(),
        form: password_form(&with(path, "token", token)),
        email: None,
        account: None,
        expired: false,
    };
    match accounts::person_behind(&visit.ctx, conn, token, purpose).await {
        Ok(person) => Ok(PasswordPage {
            account: person.account.and_then(|account| portal.account_name(&visit.ctx, account)),
            email: Some(person.email),
            ..blank
        }),
        Err(AccountsError::LinkInvalid) => Ok(PasswordPage { expired: true, ..blank }),
        Err(error) => Err(error.into()),
    }
}

const fn names(purpose: LinkPurpose) -> (&'static str, &'static str) {
    match purpose {
        LinkPurpose::Invitation => ("invitation", "/invitation"),
        LinkPurpose::PasswordReset => ("reset", "/reset"),
    }
}

async fn accept(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    set_password(&portal, &visit, LinkPurpose::Invitation, &form).await
}

async fn reset(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    set_password(&portal, &visit, LinkPurpose::PasswordReset, &form).await
}

/// Sets the password that was chosen and lets its owner in.
async fn set_password(portal: &Portal, visit: &Visit, purpose: LinkPurpose, form: &FormData) -> Answer<Response> {
    let (store, passwords) = (&portal.parts.ground.store, &portal.parts.passwords);
    let (token, password) = (visit.parameter("token").unwrap_or_default(), form.raw("password"));
    let set = match purpose {
        LinkPurpose::Invitation => accounts::accept_invitation(&visit.ctx, store, passwords, &token, password).await,
        LinkPurpose::PasswordReset => accounts::reset_password(&visit.ctx, store, passwords, &token, password).await,
    };
    let person = match set {
        Ok(person) => person,
        Err(error) if error.kind() == ErrorKind::Invalid => {
            let mut page = link_contents(portal, visit, purpose, &token).await?;
            page.form = page.form.refused(&[], &error.fields());
            return portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, &page).await;
        }
        Err(error) => return Err(error.into()),
    };
    portal.parts.identities.forget_user(person.user);
    if person.state != PersonState::Active {
        return Ok(visit.go(portal, "/login", None));
    }
    let signed_in = accounts::login(&visit.ctx, store, passwords, &person.email, password).await?;
    let mut response = visit.go(portal, "/", Some(Flash::success(Phrase::new("flash-welcome").with("name", &person.name))));
    with_cookie(&mut response, SESSION_COOKIE, &signed_in.token, Some(SESSION_SECONDS), portal.parts.secure_cookies);
    Ok(response)
}

async fn offline(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &OfflinePage {}).await
}

/// Changes the language and stays on the page. Somebody signed in keeps it for mails too.
async fn locale(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let locale = Locale::parse(form.text("locale")).ok_or_else(|| Problem::malformed("there are no pages in this language"))?;
    if let (ActorKind::Person(_), Some(_)) = (visit.ctx.actor.kind, &visit.session) {
        let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
        let name = visit.ctx.actor.name.to_string();
        accounts::change_profile(&visit.ctx, &mut tx, &name, locale).await?;
        tx.commit().await?;
        forget_identity(&portal, &visit);
    }
    let mut response = visit.go(&portal, local_path(Some(form.raw("back")), "/"), None);
    with_cookie(&mut response, LOCALE_COOKIE, locale.code(), Some(YEAR_SECONDS), portal.parts.secure_cookies);
    Ok(response)
}

/// From now on for an account (by number), as itself or as one of its people (by e-mail address).
async fn act_for(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let ctx = &visit.ctx;
    let card = portal.parts.directory.by_number(ctx.tenant, form.text("account")).ok_or_else(Problem::not_found)?;
    ctx.permit(Action::ActFor, Scope::Account(card.account.id))?;
    let mut tx = portal.parts.ground.begin(ctx).await?;
    let person = match form.optional("person") {
        None => None,
        Some(email) => {
            let people = accounts::active_people(tx.conn(), ctx, card.account.id).await?;
            let found = people.into_iter().find(|person| person.email.eq_ignore_ascii_case(&email));
            Some(found.ok_or_else(Problem::not_found)?.user)
        }
    };
    accounts::act_for_start(ctx, &mut tx, visit.session()?.id, card.account.id, person).await?;
    tx.commit().await?;
    forget_identity(&portal, &visit);
    let flash = Flash::new(FlashKind::Info, Phrase::new("flash-acting").with("account", &card.account.name));
    Ok(visit.go(&portal, local_path(Some(form.raw("back")), "/"), Some(flash)))
}

async fn stop_acting(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    accounts::act_for_stop(&visit.ctx, &mut tx, visit.session()?.id).await?;
    tx.commit().await?;
    forget_identity(&portal, &visit);
    Ok(visit.go(&portal, "/office", None))
}
