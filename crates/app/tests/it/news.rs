//! What is news is told by letter, what is history is not.

use axum::http::{Method, StatusCode};
use kernel::PageRequest;
use notifications::MAIL_JOB;
use store::list_jobs;

use crate::house::{TestHouse, houses};

async fn letters(house: &TestHouse) -> usize {
    house.settle().await;
    let page = PageRequest::new(Some(200), None);
    let jobs = list_jobs(house.store.store.reader(), house.seeded.tenant, None, &page).await.unwrap().items;
    jobs.iter().filter(|job| job.kind == MAIL_JOB).count()
}

#[tokio::test]
async fn nobody_is_written_to_about_orders_of_the_past_until_something_happens_to_them() {
    for house in houses(300).await {
        let at_first = letters(&house).await;
        // The demo's one waiting cart is news to those who may decide on it; some twenty past orders are not.
        assert!((1..=3).contains(&at_first), "{at_first} letters on {}", house.store.engine());
        let token = house.token(None).await;
        let placed = house.api(&token, Method::GET, "/api/v1/orders?state=placed", None).await.json();
        let order = &placed["items"][0];
        let path = format!("/api/v1/orders/{}/confirm", order["order_number"].as_str().unwrap());
        let seen = format!("\"{}\"", order["version"]);
        let confirmed = house.api_with(&token, Method::POST, &path, None, &[("If-Match", &seen)]).await;
        assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.text);
        assert_eq!(letters(&house).await, at_first + 1, "what is done to it today is news");
    }
}
