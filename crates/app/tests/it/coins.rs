//! Amounts that people set are no finer than the coins of their currency, whichever door they come in by.

use axum::http::{Method, StatusCode};
use kernel::Role;
use serde_json::{Value, json};

use crate::house::{TestHouse, houses};

const FINE: &str = "0.001";

fn limit(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

/// The number of the demo's first customer and the id of its requester.
async fn rossi(house: &TestHouse, token: &str) -> (String, String) {
    let user = house.seeded.users.iter().find(|user| user.role == Role::Requester).unwrap();
    let account = user.account.clone().unwrap();
    let people = house.api(token, Method::GET, &format!("/api/v1/accounts/{account}/people"), None).await.json();
    let people = people.as_array().cloned().unwrap_or_default();
    let person = people.iter().find(|person| person["email"] == user.email.as_str()).unwrap();
    (account, person["id"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn limits_finer_than_a_cent_are_refused_at_their_field_by_the_api() {
    for house in houses(20).await {
        let token = house.token(None).await;
        let (account, person) = rossi(&house, &token).await;
        let new = json!({"number": "C-7001", "name": "Nuova", "country": "IT", "currency": "EUR", "order_limit": limit(FINE)});
        let invited = json!({"email": "n@rossi.example", "name": "N", "role": "requester", "order_limit": limit(FINE)});
        let member = json!({"role": "requester", "order_limit": limit(FINE)});
        let policy = json!({"order_limit": limit("5000"), "steps": [{"role": "approver", "up_to": limit(FINE)}]});
        let whole = json!({"order_limit": limit(FINE), "steps": []});
        let (people, rules) =
            (format!("/api/v1/accounts/{account}/people"), format!("/api/v1/accounts/{account}/approval-policy"));
        for (method, path, body, field) in [
            (Method::POST, "/api/v1/accounts".to_owned(), &new, "order_limit"),
            (Method::POST, people.clone(), &invited, "order_limit"),
            (Method::PUT, format!("{people}/{person}"), &member, "order_limit"),
            (Method::PUT, rules.clone(), &policy, "steps[0].up_to"),
            (Method::PUT, rules, &whole, "order_limit"),
        ] {
            let answer = house.api_with(&token, method, &path, Some(body), &[("if-match", "\"1\"")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {body}: {}", answer.text);
            let fault = answer.json()["errors"][0].clone();
            assert_eq!(
                (fault["field"].as_str(), fault["code"].as_str()),
                (Some(field), Some("finer_than_coins")),
                "{path} {body}"
            );
        }
    }
}

#[tokio::test]
async fn limits_finer_than_a_cent_come_back_with_a_message_at_the_field_in_the_portal() {
    for house in houses(20).await {
        let (account, person) = rossi(&house, &house.token(None).await).await;
        let admin = house.login(Role::AccountAdmin).await;
        let seller = house.login(Role::Admin).await;
        for (browser, path, fields) in [
            (&admin, format!("/account/people/{person}"), vec![("role", "requester"), ("limit", FINE), ("version", "1")]),
            (&seller, format!("/office/accounts/{account}/policy"), vec![("order_limit", FINE), ("version", "1")]),
            (
                &seller,
                format!("/office/accounts/{account}/policy"),
                vec![("who_0", "role:approver"), ("up_to_0", FINE), ("version", "1")],
            ),
        ] {
            browser.post("/locale", &[("locale", "en"), ("back", "/")]).await;
            let answer = browser.post(&path, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.text);
            assert!(answer.text.contains("More decimals than amounts in this currency have."), "{path}: {}", answer.text);
            assert!(answer.text.contains(&format!("value=\"{FINE}\"")), "what was typed is lost: {path}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn who_invites_says_a_limit_or_that_there_is_none() {
    for house in houses(20).await {
        let (account, _) = rossi(&house, &house.token(None).await).await;
        let admin = house.login(Role::AccountAdmin).await;
        let seller = house.login(Role::Admin).await;
        for (browser, path, limit) in [
            (&admin, "/account/people".to_owned(), "limit"),
            (&seller, format!("/office/accounts/{account}/people"), "order_limit"),
        ] {
            browser.post("/locale", &[("locale", "en"), ("back", "/")]).await;
            let invite = async |email: &str, more: &[(&str, &str)]| {
                let fields = [("name", "Nora"), ("email", email), ("role", "requester"), ("locale", "en")];
                browser.post(&path, &[&fields[..], more].concat()).await
            };
            let unsaid = invite("nora.unsaid@rossi.example", &[(limit, "")]).await;
            assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", unsaid.text);
            assert!(unsaid.text.contains("Give a limit per order, or choose"), "{path}: {}", unsaid.text);
            let both = invite("nora.both@rossi.example", &[(limit, "500"), ("no_limit", "yes")]).await;
            assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", both.text);
            for (place, more) in [[(limit, "500")], [("no_limit", "yes")]].iter().enumerate() {
                let invited = invite(&format!("nora.{limit}.{place}@rossi.example"), more).await;
                assert_eq!(invited.status, StatusCode::SEE_OTHER, "{path}: {}", invited.text);
            }
        }
    }
}
