//! Groups of accounts over the API.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::house::houses;

#[tokio::test]
async fn a_group_is_renamed_and_closed_by_who_saw_it_and_not_while_it_is_in_use() {
    for house in houses(20).await {
        let token = house.token(None).await;
        let (path, all) = ("/api/v1/account-groups/PROVA", "/api/v1/account-groups");
        assert_eq!(house.api(&token, Method::GET, path, None).await.status, StatusCode::NOT_FOUND);
        let made = house.api(&token, Method::POST, all, Some(&json!({"code": "PROVA", "name": "Prova"}))).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let read = house.api(&token, Method::GET, path, None).await;
        assert_eq!((read.json(), &read.headers["etag"]), (json!({"code": "PROVA", "name": "Prova"}), &"\"1\"".parse().unwrap()));

        let call = async |method: Method, body: Option<serde_json::Value>, tag: Option<&str>| {
            let headers: Vec<(&str, &str)> = tag.into_iter().map(|tag| ("if-match", tag)).collect();
            house.api_with(&token, method, path, body.as_ref(), &headers).await
        };
        let name = |name: &str| Some(json!({ "name": name }));
        assert_eq!(call(Method::PATCH, name("Altro"), None).await.status, StatusCode::PRECONDITION_REQUIRED);
        let renamed = call(Method::PATCH, name("Altro"), Some("\"1\"")).await;
        assert_eq!((renamed.status, &renamed.headers["etag"]), (StatusCode::OK, &"\"2\"".parse().unwrap()), "{}", renamed.text);
        assert_eq!(call(Method::PATCH, name("Terzo"), Some("\"1\"")).await.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(call(Method::PATCH, name(" "), Some("\"2\"")).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        assert_eq!(call(Method::DELETE, None, None).await.status, StatusCode::PRECONDITION_REQUIRED);
        assert_eq!(call(Method::DELETE, None, Some("\"1\"")).await.status, StatusCode::PRECONDITION_FAILED);
        // While a price list is assigned to it.
        let list = json!({"code": "PROVA-1", "names": {"it": "Prova", "en": "Trial"}, "currency": "EUR", "state": "active"});
        let list = house.api(&token, Method::POST, "/api/v1/price-lists", Some(&list)).await;
        assert_eq!(list.status, StatusCode::CREATED, "{}", list.text);
        let assigned = async |groups: serde_json::Value| {
            let read = house.api(&token, Method::GET, "/api/v1/price-lists/PROVA-1", None).await;
            let tag = read.headers["etag"].to_str().unwrap().to_owned();
            let body = json!({"everyone": false, "groups": groups, "accounts": []});
            let path = "/api/v1/price-lists/PROVA-1/assignments";
            let answer = house.api_with(&token, Method::PUT, path, Some(&body), &[("if-match", &tag)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        };
        assigned(json!(["PROVA"])).await;
        let kept = call(Method::DELETE, None, Some("\"2\"")).await;
        assert_eq!((kept.status, kept.json()["code"].clone()), (StatusCode::CONFLICT, json!("pricing.group_assigned")));
        assert!(kept.text.contains("PROVA-1"), "{}", kept.text);
        assigned(json!([])).await;
        assert_eq!(call(Method::DELETE, None, Some("\"2\"")).await.status, StatusCode::NO_CONTENT);
        assert_eq!(call(Method::DELETE, None, Some("\"2\"")).await.status, StatusCode::NOT_FOUND);

        // While somebody is in it.
        let mut tried = 0;
        let groups = house.api(&token, Method::GET, all, None).await.json();
        for code in groups.as_array().unwrap().iter().filter_map(|group| group["code"].as_str()) {
            let found = house.api(&token, Method::GET, &format!("/api/v1/accounts?group={code}&limit=1"), None).await.json();
            if found["items"].as_array().is_some_and(|items| !items.is_empty()) {
                let path = format!("{all}/{code}");
                let kept = house.api_with(&token, Method::DELETE, &path, None, &[("if-match", "\"1\"")]).await;
                assert_eq!((kept.status, kept.json()["code"].clone()), (StatusCode::CONFLICT, json!("accounts.group_in_use")));
                tried += 1;
            }
        }
        assert!(tried > 0, "nobody is in a group");
    }
}
