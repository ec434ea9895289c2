//! The shapes that other programs hold on to.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::{Action, Ctx, Locale};
use serde_json::{Value, json};
use store::{FeedFilter, horizon, read_feed};
use tower::ServiceExt;
use web::{Ground, Problem};

use super::{Shop, shops};
use crate::{SearchState, doors};

async fn call(shop: &Shop, ctx: &Ctx, request: Request<Body>) -> (StatusCode, Value) {
    let state = SearchState { ground: Ground::new(shop.test.store.clone()), finder: shop.finder.clone() };
    let (router, _, _) = doors(state).open();
    let mut request = request;
    request.extensions_mut().insert(ctx.clone());
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    // Outside the guard a problem has no body yet: its code stands for it.
    if let Some(problem) = response.extensions().get::<Problem>() {
        return (
            status,
            json!({ "code": problem.code(), "fields": problem.fields().iter().map(|fault| &fault.field).collect::<Vec<_>>() }),
        );
    }
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

async fn get(shop: &Shop, ctx: &Ctx, path: &str) -> (StatusCode, Value) {
    call(shop, ctx, Request::get(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_search_has_the_agreed_shape() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let (status, body) = get(&shop, &ctx, "/api/v1/products?q=6204%202RS&facets=true&limit=5").await;
        assert_eq!(status, StatusCode::OK);
        let item = &body["items"][0];
        assert_eq!(item["sku"], "CU-6204-2RS");
        assert_eq!(item["name"], "Cuscinetto a sfere CU-6204-2RS");
        assert_eq!((&item["brand"], &item["mpn"], &item["gtin"]), (&json!("Nordlager"), &json!("6204-2RS"), &Value::Null));
        assert_eq!((&item["category"], &item["thumbnail"]), (&json!("bearings.ball"), &Value::Null));
        assert_eq!(item["price"]["unit_price"], json!({"amount": "4.00", "currency": "EUR"}));
        assert_eq!(item["price"]["source"], "price_list");
        assert_eq!(item["availability"]["available"], json!({"value": "40", "unit": "C62"}));
        assert_eq!(item["matched_by"], json!(["code", "text"]));
        assert!(item["score"].as_f64().unwrap() > 0.0);
        assert_eq!((&body["total"], &body["next"], &body["suggestions"]), (&json!(1), &Value::Null, &json!([])));
        assert!(body["query_id"].as_str().unwrap().len() == 36);

        let (_, body) =
            get(&shop, &ctx, "/api/v1/products?facets=true&filter[bore]=20..25&filter%5Bseal%5D=2RS&sort=sku&limit=1").await;
        assert_eq!(body["total"], json!(2));
        let next = body["next"].as_str().unwrap();
        let (_, rest) =
            get(&shop, &ctx, &format!("/api/v1/products?filter[bore]=20..25&filter%5Bseal%5D=2RS&sort=sku&after={next}")).await;
        assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
        assert_ne!(rest["items"][0]["sku"], body["items"][0]["sku"]);
        let facets = body["facets"].as_array().unwrap();
        let bore = facets.iter().find(|facet| facet["attribute"] == "bore").unwrap();
        assert_eq!((&bore["label"], &bore["unit"]), (&json!("Foro"), &json!("MMT")));
        assert_eq!(bore["values"][0]["value"], "20");
        assert_eq!(bore["values"][0]["count"], 1);
        let english = Ctx { locale: Locale::En, ..ctx };
        let (_, body) = get(&shop, &english, "/api/v1/products?q=bearing&category=bearings").await;
        assert!(body["items"][0]["name"].as_str().unwrap().contains("bearing"));
    }
}

#[tokio::test]
async fn a_data_sheet_has_the_agreed_shape() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let (status, body) = get(&shop, &ctx, "/api/v1/products/CU-6204-2RS").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(body["packaging"]["minimum"], json!({"value": "1", "unit": "C62"}));
        assert_eq!(body["price"]["tiers"].as_array().unwrap().len(), 2);
        assert_eq!(body["availability"]["warehouses"][0]["on_hand"]["value"], "40");
        assert_eq!(body["availability"]["state"], "now");
        assert_eq!(body["availability"]["promise"]["confidence"], "high");
        let bore = body["attributes"].as_array().unwrap().iter().find(|value| value["code"] == "bore").unwrap();
        assert_eq!((&bore["value"], &bore["unit"], &bore["unit_symbol"]), (&json!("20"), &json!("MMT"), &json!("mm")));
        let seal = body["attributes"].as_array().unwrap().iter().find(|value| value["code"] == "seal").unwrap();
        assert_eq!((&seal["value"], &seal["text"]), (&json!("2RS"), &json!("gomma su due lati")));
        assert_eq!(body["fits"][0]["sku"], "PX-100");
        assert_eq!(body["category_path"][0], json!({"code": "bearings", "name": "Cuscinetti"}));
        let (status, problem) = get(&shop, &ctx, "/api/v1/products/%F0%9F%92%A5").await;
        assert_eq!((status, &problem["code"]), (StatusCode::NOT_FOUND, &json!("search.product_not_found")));
    }
}

#[tokio::test]
async fn bad_parameters_are_named() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let cases = [
            ("limit=0", "limit"),
            ("limit=many", "limit"),
            ("facets=perhaps", "facets"),
            ("sort=price", "sort"),
            ("after=-1", "after"),
            ("filter[nope]=1", "filter[nope]"),
            ("category=nope", "category"),
        ];
        for (query, field) in cases {
            let (status, problem) = get(&shop, &ctx, &format!("/api/v1/products?{query}")).await;
            assert_eq!((status, &problem["fields"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!([field])), "{query}");
        }
        let (status, _) = get(&shop, &ctx, "/api/v1/products?limit=200&").await;
        assert_eq!(status, StatusCode::OK);
        let (status, _) = get(&shop, &shop.customer(shop.rossi, &[Action::OrderRead]), "/api/v1/products").await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn suggestions_come_while_typing() {
    for shop in shops().await {
        let (status, body) = get(&shop, &shop.buyer(shop.rossi), "/api/v1/suggest?q=cusc&limit=2").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(body["completions"], json!(["cuscinetto"]));
        assert_eq!(body["products"].as_array().unwrap().len(), 2);
        assert_eq!(body["categories"][0], json!({"code": "bearings", "name": "Cuscinetti", "products": 4}));
    }
}

#[tokio::test]
async fn signals_become_facts_once() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let post = |body: Value, key: &str| {
            let request = Request::post("/api/v1/signals").header(header::CONTENT_TYPE, "application/json");
            request.header("Idempotency-Key", key).body(Body::from(body.to_string())).unwrap()
        };
        let signal = json!({"query_id": "0198-abc", "sku": "BR-20", "kind": "click"});
        for _ in 0..2 {
            let (status, body) = call(&shop, &ctx, post(signal.clone(), "k1")).await;
            assert_eq!((status, &body), (StatusCode::ACCEPTED, &signal));
        }
        for (body, field) in [
            (json!({"query_id": "x", "sku": "NOPE", "kind": "click"}), "sku"),
            (json!({"query_id": "\u{7}", "sku": "BR-20", "kind": "click"}), "query_id"),
            (json!({"query_id": "x", "sku": "BR-20", "kind": "stare"}), "kind"),
        ] {
            let (status, problem) = call(&shop, &ctx, post(body, "k2")).await;
            assert_eq!((status, &problem["fields"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!([field])));
        }
        let store = &shop.test.store;
        let filter = FeedFilter { kinds: vec![crate::events::SEARCH_SIGNALLED.to_owned()], ..FeedFilter::default() };
        let facts = read_feed(store.reader(), &filter, 0, horizon(store).await.unwrap(), 10).await.unwrap();
        assert_eq!(facts.len(), 1);
        assert_eq!((facts[0].subject.as_str(), &facts[0].data["kind"]), ("0198-abc", &json!("click")));
        assert_eq!(facts[0].account, Some(shop.rossi));
    }
}
