//! Imports in the office: what a person is told of a file, and what becomes of one that nobody waits for.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use kernel::Role;

use crate::house::{Browser, form_value, furnished_with, houses};

const FILE: &str = "sku,names.it,names.en,weight,lead_time_days,Farbe\n\
                    NEU-1,Vite,Screw,5,2,rot\n\
                    NEU-2,Dado,Nut,pesante,2,rot\n\
                    NEU-3,Rondella,Washer,5,presto,rot\n\
                    NEU-4,Molla\n";

/// The page in a language.
async fn tried(browser: &Browser<'_>, locale: &str) -> String {
    browser.post("/locale", &[("locale", locale), ("back", "/office")]).await;
    let answer = browser.upload_import("own-products", "listino.csv", FILE.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.text.replace("&#x2f;", "/").replace("&#x27;", "'")
}

/// What a hidden field of the page holds.
fn hidden(page: &str, name: &str) -> String {
    let from = page.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("no {name} in {page}"));
    from.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn rejected_rows_and_unused_columns_are_told_in_the_readers_language() {
    for house in houses(20).await {
        let browser = house.login(Role::Admin).await;
        for (locale, wanted, unwanted) in [
            (
                "it",
                [
                    "«pesante» non è un numero",
                    "«presto» non è un numero",
                    "La riga ha 2 celle",
                    "Colonne non usate",
                    "Importa 1 riga",
                ],
                "is not a",
            ),
            (
                "en",
                [
                    "“pesante” is not a number",
                    "“presto” is not a number",
                    "The row has 2 cells",
                    "Columns not used",
                    "Import 1 row",
                ],
                "non è un",
            ),
        ] {
            let page = tried(&browser, locale).await;
            for words in wanted {
                assert!(page.contains(words), "{locale}: no «{words}» in {page}");
            }
            assert!(page.contains("Farbe") && !page.contains(unwanted), "{page}");
            let list = page.split("/office/imports/rejected/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            let list = browser.get(&format!("/office/imports/rejected/{list}")).await;
            assert!(list.text.starts_with("rejected_file,rejected_line,rejected_reason"), "{}", list.text);
            assert!(list.text.contains(wanted[0]) && list.text.contains("NEU-2"), "{}", list.text);
        }
    }
}

#[tokio::test]
async fn a_file_that_unpacks_into_too_much_is_told_and_leaves_nothing() {
    let store = testkit::stores(app::house::migrations).await.remove(0);
    let house = furnished_with(store, 20, |settings| (settings.import_megabytes, settings.import_rows) = (1, 30)).await;
    let browser = house.login(Role::Admin).await;
    browser.post("/locale", &[("locale", "it"), ("back", "/office")]).await;
    let rows = |count: usize, long: usize| format!("sku,names.it\n{}", format!("A,{}\n", "x".repeat(long)).repeat(count));
    for (file, words) in [(rows(20, 100_000), "supera 1 MB"), (rows(31, 5), "più di 30 righe"), (String::new(), "file")] {
        let answer = browser.upload_import("own-products", "listino.csv", file.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
        assert!(answer.text.contains(words), "no «{words}» in {}", answer.text);
    }
    let left = std::fs::read_dir(house.house.settings.import_room().folder).unwrap();
    assert_eq!(left.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count(), 0);
}

#[tokio::test]
async fn an_import_that_nobody_waits_for_stops_and_the_trail_tells_how_far_it_came() {
    for house in houses(20).await {
        let browser = house.login(Role::Admin).await;
        let rows: String = (0..6_000).map(|place| format!("LEFT-{place},Vite {place}\n")).collect();
        let file = format!("sku,names.it\n{rows}");
        let page = browser.upload_import("own-products", "listino.csv", file.as_bytes()).await.text;
        let fields = ["blob", "name", "mapping"].map(|name| format!("{name}={}", form_value(&hidden(&page, name))));
        let form = format!("csrf_token={}&{}", form_value(browser.csrf()), fields.join("&"));
        let request = Request::builder()
            .method(Method::POST)
            .uri("/office/imports/run")
            .header(header::COOKIE, browser.cookie())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        // The browser goes away while it imports: the server drops the request.
        let folder = house.house.settings.import_room().folder;
        let begun = async {
            let is_there = || std::fs::read_dir(&folder).is_ok_and(|mut all| all.any(|one| one.unwrap().path().is_dir()));
            while !is_there() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::select! {
            biased;
            () = begun => {}
            _ = house.call(request) => panic!("it was done before anybody could leave"),
        }
        let token = house.token(None).await;
        let mut told = serde_json::Value::Null;
        for _ in 0..200 {
            let trail = house.api(&token, Method::GET, "/api/v1/audit?action=catalog.import_stopped", None).await.json();
            told = trail["items"][0].clone();
            if !told.is_null() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let written = told["detail"]["written"].as_u64().unwrap_or_else(|| panic!("{told}"));
        assert!(written < 6_000, "{told}");
    }
}
