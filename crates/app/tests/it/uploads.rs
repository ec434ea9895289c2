//! Files larger than any other body come in by both doors, and only there.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use kernel::Role;
use serde_json::json;

use crate::house::houses;

const MEGABYTE: usize = 1024 * 1024;

#[tokio::test]
async fn a_data_sheet_of_five_megabytes_comes_in_by_both_doors() {
    for house in houses(50).await {
        let token = house.token(None).await;
        let list = house.api(&token, Method::GET, "/api/v1/products?limit=1", None).await.json();
        let sku = list["items"][0]["sku"].as_str().unwrap().to_owned();
        let by_api = async |title: &str, megabytes: usize, token: Option<&str>| {
            let path = format!("/api/v1/products/{}/files?kind=data_sheet&title={title}", crate::house::form_value(&sku));
            let mut request = Request::put(path).header(header::CONTENT_TYPE, "application/pdf");
            if let Some(token) = token {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            house.call(request.body(Body::from(vec![b'x'; megabytes * MEGABYTE])).unwrap()).await
        };
        let answer = by_api("Programs", 5, Some(&token)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let href = answer.json()["href"].as_str().unwrap().to_owned();
        assert_eq!(house.api(&token, Method::GET, &href, None).await.text.len(), 5 * MEGABYTE);

        let admin = house.login(Role::Admin).await;
        let answer = admin.upload(&format!("/office/products/{sku}/files"), "People", &vec![b'y'; 5 * MEGABYTE]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let files = house.api(&token, Method::GET, &format!("/api/v1/products/{sku}/files"), None).await.json();
        let titles: Vec<&str> = files.as_array().unwrap().iter().filter_map(|file| file["title"].as_str()).collect();
        assert!(titles.contains(&"Programs") && titles.contains(&"People"), "{titles:?}");

        // The token of a form with files stands in its body: addresses end in logs.
        let path = format!("/office/products/{sku}/files");
        let part =
            |name: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        let bare = format!("{}--edge--\r\n", part("title", "Forged"));
        for body in [bare.clone(), format!("{}{bare}", part("csrf_token", "guessed"))] {
            assert_eq!(admin.send_form(&path, body.into_bytes()).await.status, StatusCode::FORBIDDEN);
        }

        // A file too large is told how large it may be; who may not upload has no more room than anybody has elsewhere.
        let answer = by_api("Larger", 51, Some(&token)).await;
        assert_eq!((answer.status, &answer.json()["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!("catalog.file_too_large")));
        assert_eq!(by_api("Largest", 52, Some(&token)).await.json()["code"], "web.too_large");
        let customer = house.token(Some(&house.seeded.clients.iter().find_map(|client| client.account.clone()).unwrap())).await;
        assert_eq!(by_api("Foreign", 5, Some(&customer)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(by_api("Unknown", 5, None).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(by_api("Forged", 5, Some("made-up")).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        let note = json!({"lines": [], "note": "z".repeat(5 * MEGABYTE)});
        let answer = house.api(&token, Method::POST, "/api/v1/prices", Some(&note)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
