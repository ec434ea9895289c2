//! The person's own page: language, password.

use serde::Serialize;
use web::page::Page;

use crate::part::form::{Field, FieldKind, Form};

#[derive(Debug, Clone, Serialize)]
pub struct ProfilePage {
    pub name: String,
    pub email: String,
    pub role: String,
    pub account: Option<String>,
    pub password_form: Form,
}

pub fn change_password_form() -> Form {
    Form::new("/profile/password", "profile-password-submit")
        .with(Field::new(FieldKind::Password, "old_password", "password-current").required().autocomplete("current-password"))
        .with(
            Field::new(FieldKind::Password, "password", "password-new")
                .required()
                .hint("password-hint")
                .autocomplete("new-password"),
        )
}

impl Page for ProfilePage {
    const TEMPLATE: &'static str = "account/profile.html";

    fn sample() -> Vec<ProfilePage> {
        vec![ProfilePage {
            name: "Marco Bianchi".to_owned(),
            email: "marco.bianchi@officinerossi.example".to_owned(),
            role: "requester".to_owned(),
            account: Some("Officine Rossi S.r.l.".to_owned()),
            password_form: change_password_form(),
        }]
    }
}
