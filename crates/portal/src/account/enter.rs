//! The doors: login, a forgotten password, the link of an invitation.

use serde::Serialize;
use web::page::{Page, Phrase};

use crate::part::form::{Field, FieldKind, Form};

#[derive(Debug, Clone, Serialize)]
pub struct LoginPage {
    pub form: Form,
    /// Seconds until the next try is taken, after too many wrong ones.
    pub locked_seconds: Option<u64>,
    /// Where to go afterwards.
    pub next: String,
}

pub fn login_form() -> Form {
    Form::new("/login", "login-submit")
        .with(Field::new(FieldKind::Email, "email", "login-email").required().autocomplete("username").testid("login-email"))
        .with(
            Field::new(FieldKind::Password, "password", "login-password")
                .required()
                .autocomplete("current-password")
                .testid("login-password"),
        )
}

impl Page for LoginPage {
    const TEMPLATE: &'static str = "account/login.html";

    fn sample() -> Vec<LoginPage> {
        let plain = LoginPage { form: login_form(), locked_seconds: None, next: "/".to_owned() };
        let sent = [("email".to_owned(), "marco.bianchi@officinerossi.example".to_owned())];
        let refused = LoginPage { form: login_form().refused(&sent, &[]).wrong(Phrase::new("login-refused")), ..plain.clone() };
        let locked = LoginPage {
            form: login_form().refused(&sent, &[]).wrong(Phrase::new("login-locked").count("seconds", 60)),
            locked_seconds: Some(60),
            ..plain.clone()
        };
        vec![plain, refused, locked]
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct ForgottenPage {
    pub form: Form,
    pub sent: bool,
}

pub fn forgotten_form() -> Form {
    Form::new("/forgot-password", "forgotten-submit")
        .with(Field::new(FieldKind::Email, "email", "login-email").required().autocomplete("username"))
}

impl Page for ForgottenPage {
    const TEMPLATE: &'static str = "account/forgotten.html";

    fn sample() -> Vec<ForgottenPage> {
        vec![ForgottenPage { form: forgotten_form(), sent: false }, ForgottenPage { form: forgotten_form(), sent: true }]
    }
}

/// Behind the link of an invitation or of a reset mail: choose a password.
#[derive(Debug, Clone, Serialize)]
pub struct PasswordPage {
    /// `invitation` or `reset`.
    pub kind: String,
    pub form: Form,
    pub email: Option<String>,
    pub account: Option<String>,
    /// The link is too old or was used.
    pub expired: bool,
}

pub fn password_form(action: &str) -> Form {
    Form::new(action, "password-submit").with(
        Field::new(FieldKind::Password, "password", "password-new")
            .required()
            .hint("password-hint")
            .autocomplete("new-password")
            .testid("invitation-password"),
    )
}

impl Page for PasswordPage {
    const TEMPLATE: &'static str = "account/password.html";

    fn sample() -> Vec<PasswordPage> {
        let invitation = PasswordPage {
            kind: "invitation".to_owned(),
            form: password_form("/invitation?token=x"),
            email: Some("elena.fontana@officinerossi.example".to_owned()),
            account: Some("Officine Rossi S.r.l.".to_owned()),
            expired: false,
        };
        let faults = [kernel::FieldFault::new("password", "too_short", "is too short")];
        let reset = PasswordPage {
            kind: "reset".to_owned(),
            form: password_form("/reset?token=x").refused(&[], &faults),
            email: None,
            account: None,
            expired: false,
        };
        let expired = PasswordPage { expired: true, ..invitation.clone() };
        vec![invitation, reset, expired]
    }
}

/// What the service worker shows without a network.
#[derive(Debug, Clone, Serialize)]
pub struct OfflinePage {}

impl Page for OfflinePage {
    const TEMPLATE: &'static str = "account/offline.html";

    fn sample() -> Vec<OfflinePage> {
        vec![OfflinePage {}]
    }
}
