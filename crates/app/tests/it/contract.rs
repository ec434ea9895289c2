//! The API's document: every operation is complete, and a change of the contract is seen in review.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use kernel::Role;
use serde_json::{Value, json};

use crate::house::houses;

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

#[tokio::test]
async fn every_operation_says_how_it_can_fail() {
    let house = houses(50).await.remove(0);
    let document = serde_json::to_value(&house.served.document).unwrap();
    for (method, path, operation) in operations(&document) {
        let name = format!("{method} {path}");
        let responses: BTreeSet<&str> = operation["responses"].as_object().unwrap().keys().map(String::as_str).collect();
        for expected in ["401", "429"] {
            assert!(responses.contains(expected), "{name} does not document {expected}");
        }
        assert!(responses.iter().any(|status| status.starts_with('2')), "{name} documents no success");
        if operation.get("requestBody").is_some() {
            assert!(
                responses.contains("422") || responses.contains("400"),
                "{name} takes a body and documents no refusal of one"
            );
        }
        let summary = operation["summary"].as_str().or(operation["description"].as_str()).unwrap_or_default();
        assert!(!summary.is_empty(), "{name} is not described");
    }
}

#[tokio::test]
async fn whatever_takes_an_idempotency_key_says_so() {
    let house = houses(20).await.remove(0);
    let document = serde_json::to_value(&house.served.document).unwrap();
    let token = house.token(None).await;
    let person = house.login(Role::Admin).await;
    for (method, path, operation) in operations(&document).into_iter().filter(|(method, _, _)| method != "GET") {
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let says_so = parameters.iter().any(|one| one["name"] == "Idempotency-Key");
        let asked: Vec<&str> = path
            .split('/')
            .map(|part| if part.starts_with('{') { "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f" } else { part })
            .collect();
        // A key that is none is refused before anything else is looked at, wherever keys are taken.
        let (asked, headers) = (asked.join("/"), [("idempotency-key", "")]);
        let method: Method = method.parse().unwrap();
        let mut answer = house.api_with(&token, method.clone(), &asked, Some(&json!({})), &headers).await;
        if answer.status == StatusCode::FORBIDDEN {
            answer = person.json(method.clone(), &asked, &json!({}), &headers).await;
        }
        let takes = answer.json()["errors"][0]["field"] == "Idempotency-Key";
        assert_eq!(takes, says_so, "{method} {path}: {}", answer.text);
    }
}

#[tokio::test]
async fn the_list_of_operations_is_as_reviewed() {
    let house = houses(50).await.remove(0);
    let document = serde_json::to_value(&house.served.document).unwrap();
    let mut lines: Vec<String> = operations(&document)
        .into_iter()
        .map(|(method, path, operation)| {
            let statuses: Vec<&str> = operation["responses"].as_object().unwrap().keys().map(String::as_str).collect();
            format!("{path} {method} → {}", statuses.join(" "))
        })
        .collect();
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"));
}
