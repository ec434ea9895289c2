//! Every list of the API is leafed through to its end, and tells a damaged cursor from a good one.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use kernel::Role;
use serde_json::Value;

use crate::house::{TestHouse, houses};

/// What a list asks for besides, so that there is a list.
async fn address(house: &TestHouse, token: &str, path: &str) -> String {
    match path {
        "/api/v1/stock/movements" => {
            let levels = house.api(token, Method::GET, "/api/v1/stock/levels?limit=1", None).await.json();
            let sku = levels["items"][0]["sku"].as_str().unwrap_or_default().replace('/', "%2F");
            format!("{path}?sku={sku}&")
        }
        "/api/v1/price-lists/{code}/entries" => {
            let lists = house.api(token, Method::GET, "/api/v1/price-lists", None).await.json();
            format!("{}?", path.replace("{code}", lists["items"][0]["code"].as_str().unwrap_or_default()))
        }
        _ => format!("{path}?"),
    }
}

fn lists(document: &Value) -> Vec<(String, Value)> {
    let takes_cursor = |operation: &Value| {
        operation["parameters"].as_array().is_some_and(|all| all.iter().any(|parameter| parameter["name"] == "after"))
    };
    let paths = document["paths"].as_object().unwrap();
    let gets = paths.iter().map(|(path, item)| (path.clone(), item["get"].clone()));
    gets.filter(|(_, operation)| takes_cursor(operation)).collect()
}

#[tokio::test]
async fn a_damaged_cursor_is_refused_by_every_list_and_never_leads_to_the_first_page() {
    for house in houses(60).await {
        let document = serde_json::to_value(&house.served.document).unwrap();
        let lists = lists(&document);
        assert_eq!(lists.len(), 15, "a list came or went: {lists:?}");
        let token = house.token(None).await;
        let person = house.login(Role::Admin).await;
        for (path, operation) in lists {
            assert!(operation["responses"].get("422").is_some(), "{path} does not document the refusal");
            let asked = address(&house, &token, &path).await;
            for bad in ["zz", "%00", "0192f3a1"] {
                let asked = format!("{asked}after={bad}");
                // Only a person has an inbox.
                let answer = match path.as_str() {
                    "/api/v1/inbox" => person.get(&asked).await,
                    _ => house.api(&token, Method::GET, &asked, None).await,
                };
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{asked}: {}", answer.text);
                assert_eq!(answer.json()["errors"][0]["field"], "after", "{asked}: {}", answer.text);
            }
        }
    }
}

#[tokio::test]
async fn every_list_has_one_rule_for_how_much_is_asked_for() {
    let house = houses(20).await.remove(0);
    let document = serde_json::to_value(&house.served.document).unwrap();
    let token = house.token(None).await;
    let person = house.login(Role::Admin).await;
    let takes_limit =
        |operation: &&Value| operation["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == "limit"));
    let paths: Vec<(&String, &Value)> =
        document["paths"].as_object().unwrap().iter().map(|(path, item)| (path, &item["get"])).collect();
    let lists: Vec<_> = paths.into_iter().filter(|(_, operation)| takes_limit(operation)).collect();
    assert!(lists.len() >= 16, "{}", lists.len());
    for (path, operation) in lists {
        let limit = operation["parameters"].as_array().unwrap().iter().find(|one| one["name"] == "limit").unwrap();
        let most = limit["schema"]["maximum"].as_i64().unwrap_or_else(|| panic!("{path} does not say how much it gives"));
        assert_eq!(limit["schema"]["minimum"], 1, "{path}");
        let asked = address(&house, &token, path).await;
        for (wanted, refused) in
            [("0", true), ("-1", true), ("x", true), ("1", false), (&most.to_string(), false), (&(most + 1).to_string(), true)]
        {
            let asked = format!("{asked}limit={wanted}");
            let answer = match path.as_str() {
                "/api/v1/inbox" => person.get(&asked).await,
                _ => house.api(&token, Method::GET, &asked, None).await,
            };
            let field = answer.json()["errors"][0]["field"].as_str().unwrap_or_default().to_owned();
            assert_eq!(field == "limit", refused, "{asked}: {}", answer.text);
            assert!(!refused || answer.status == StatusCode::UNPROCESSABLE_ENTITY, "{asked}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn a_list_read_page_by_page_is_the_whole_list_once() {
    for house in houses(60).await {
        let token = house.token(None).await;
        for path in ["/api/v1/accounts", "/api/v1/orders", "/api/v1/attributes", "/api/v1/audit", "/api/v1/stock/levels"] {
            let whole = house.api(&token, Method::GET, &format!("{path}?limit=200"), None).await.json();
            let whole: Vec<String> = whole["items"].as_array().unwrap().iter().take(40).map(Value::to_string).collect();
            let (mut seen, mut after) = (Vec::new(), String::new());
            while seen.len() < whole.len() {
                let page = house.api(&token, Method::GET, &format!("{path}?limit=7{after}"), None).await;
                assert_eq!(page.status, StatusCode::OK, "{path}{after}: {}", page.text);
                let page = page.json();
                seen.extend(page["items"].as_array().unwrap().iter().map(Value::to_string));
                let Some(next) = page["next"].as_str() else { break };
                after = format!("&after={next}");
            }
            seen.truncate(whole.len());
            assert_eq!(seen, whole, "{path}");
            assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "{path}");
        }
    }
}
