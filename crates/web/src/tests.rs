use std::num::NonZeroU32;

use axum::http::{HeaderMap, HeaderValue, header};
use kernel::{ErrorKind, FieldFault};

use crate::security::{cookie, encoded, form_token, same_origin, same_secret};
use crate::*;

#[test]
fn problems_are_documents_with_a_code_and_no_secrets() {
    let problem = Problem::invalid(vec![FieldFault::new("lines[0].quantity", "not_positive", "must be more than zero")]);
    let body = serde_json::to_value(problem.body("c-1")).unwrap();
    assert_eq!(body["status"], 422);
    assert_eq!(body["type"], "urn:fondaco:problem:web.invalid");
    assert_eq!(body["errors"][0]["field"], "lines[0].quantity");
    assert_eq!(body["correlation_id"], "c-1");
    let internal = Problem::new(ErrorKind::Internal, "store.failed", "password=hunter2");
    assert!(!internal.body("c-1").detail.contains("hunter2"));
    let extended = Problem::new(ErrorKind::Conflict, "inventory.insufficient", "too little")
        .with_extension(serde_json::json!({"available": "3"}));
    assert_eq!(serde_json::to_value(extended.body("c")).unwrap()["available"], "3");
}

#[test]
fn cookies_and_tokens_are_read_exactly() {
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, HeaderValue::from_static("a=1; fondaco_session=abc; xfondaco_session=no"));
    assert_eq!(cookie(&headers, "fondaco_session"), Some("abc"));
    assert_eq!(cookie(&headers, "session"), None);
    assert_eq!(form_token(b"name=x&csrf_token=a%2Bb").as_deref(), Some("a+b"));
    assert!(same_secret("abc", "abc") && !same_secret("abc", "abd") && !same_secret("abc", "abcd"));
    assert_eq!(encoded("/cart?x=1&y=è"), "/cart%3Fx%3D1%26y%3D%C3%A8");
}

#[test]
fn other_sites_are_told_apart() {
    let with = |rows: &[(&'static str, &'static str)]| {
        let mut headers = HeaderMap::new();
        for (name, value) in rows {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        headers
    };
    assert!(same_origin(&with(&[
        ("host", "shop.example"),
        ("origin", "https://shop.example"),
        ("sec-fetch-site", "same-origin")
    ])));
    assert!(same_origin(&with(&[("host", "shop.example")])));
    assert!(!same_origin(&with(&[("host", "shop.example"), ("origin", "https://evil.example")])));
    assert!(!same_origin(&with(&[("host", "shop.example"), ("origin", "null")])));
    assert!(!same_origin(&with(&[("host", "shop.example"), ("sec-fetch-site", "cross-site")])));
}

#[test]
fn each_caller_and_class_has_its_own_allowance() {
    let few = NonZeroU32::new(2).unwrap();
    let many = NonZeroU32::new(1000).unwrap();
    let limits = RateLimits::new(few, many, many);
    assert!(limits.ask(RouteClass::Credentials, "a").allowed);
    assert!(limits.ask(RouteClass::Credentials, "a").allowed);
    let refused = limits.ask(RouteClass::Credentials, "a");
    assert!(!refused.allowed && refused.reset > 0);
    assert!(limits.ask(RouteClass::Credentials, "b").allowed);
    assert!(limits.ask(RouteClass::Read, "a").allowed);
}
