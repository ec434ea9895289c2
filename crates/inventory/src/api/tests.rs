//! Stock over HTTP, as callers meet it.

use accounts::load::{AccountDraft, write_accounts};
use accounts::{AccountDetails, Directory, SiteDetails};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use catalog::{Catalogue, ProductDraft, Texts};
use http_body_util::BodyExt;
use kernel::{AccountId, Ctx, Currency, Quantity, Reach, Role, Unit};
use serde_json::{Value, json};
use store::{FeedFilter, horizon, read_feed};
use testkit::TestStore;
use tower::ServiceExt;
use web::{Ground, Problem};

use super::{InventoryState, doors};
use crate::StockView;

struct Depot {
    test: TestStore,
    state: InventoryState,
    rossi: AccountId,
}

fn migrations() -> Vec<store::Migration> {
    [accounts::migrations(), catalog::migrations(), crate::migrations()].into_iter().flatten().collect()
}

async fn depots() -> Vec<Depot> {
    let mut depots = Vec::new();
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (test.store.clone(), test.ctx());
        let mut bearing = ProductDraft::new("6204-2RS");
        bearing.names = Texts::it_en("Cuscinetto a sfere", "Ball bearing");
        bearing.lead_time_days = Some(5);
        let mut hose = ProductDraft::new("HOSE");
        hose.names = Texts::it_en("Tubo", "Hose");
        hose.minimum = Some(Quantity::from_micros(500_000, Unit::parse("MTR").unwrap()));
        hose.step = hose.minimum;
        catalog::load::write_products(&store, &ctx, vec![bearing, hose]).await.unwrap();
        let mut rossi = AccountDraft::new(AccountDetails::new("C-1", "Officine Rossi", "IT", Currency::EUR));
        rossi.sites.push(SiteDetails {
            code: "LYON".into(),
            name: "Lyon".into(),
            street: "Quai 1".into(),
            postal_code: "69002".into(),
            city: "Lyon".into(),
            province: None,
            country: "FR".into(),
            is_default: true,
        });
        let report = write_accounts(&store, &ctx, vec![rossi]).await.unwrap();
        assert!(report.rejected.is_empty(), "{:?}", report.rejected);
        let (directory, catalogue, stock) = (Directory::new(), Catalogue::default(), StockView::new());
        directory.load(&store, test.tenant).await.unwrap();
        catalogue.load(&store, test.tenant).await.unwrap();
        stock.load(&store, test.tenant).await.unwrap();
        let rossi = directory.by_number(test.tenant, "C-1").unwrap().account.id;
        depots.push(Depot { test, state: InventoryState { ground: Ground::new(store), directory, catalogue, stock }, rossi });
    }
    depots
}

impl Depot {
    fn requester(&self) -> Ctx {
        let mut ctx = self.test.ctx();
        ctx.actor.actions = Role::Requester.actions();
        ctx.actor.account = Some(self.rossi);
        ctx.actor.reach = Reach::Accounts([self.rossi].into());
        ctx
    }

    #[expect(clippy::too_many_arguments, reason = "a request is told in full where it is made")]
    async fn call(&self, ctx: &Ctx, method: &str, path: &str, headers: &[(&str, &str)], body: Value) -> (StatusCode, Value) {
        let (router, _, _) = doors(self.state.clone()).open();
        let mut request =
            Request::builder().method(method).uri(path).header("content-type", "application/json").extension(ctx.clone());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = router.oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
        let status = response.status();
        if let Some(problem) = response.extensions().get::<Problem>() {
            return (status, serde_json::to_value(problem.body("c")).unwrap());
        }
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        self.follow().await;
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    async fn follow(&self) {
        let store = &self.test.store;
        let newest = horizon(store).await.unwrap();
        let rows = read_feed(store.reader(), &FeedFilter::default(), 0, newest, 10_000).await.unwrap();
        self.state.stock.apply(store, &rows).await.unwrap();
    }
}

#[tokio::test]
async fn warehouses_and_stock_are_kept_and_shown() {
    for depot in depots().await {
        let ctx = depot.test.ctx();
        for (code, country, position) in [("MI", "IT", 1), ("LY", "FR", 2)] {
            let new = json!({"code": code, "name": format!("Magazzino {code}"), "country": country, "position": position});
            let (status, made) = depot.call(&ctx, "POST", "/api/v1/warehouses", &[], new).await;
            assert_eq!((status, made["cut_off_minute"].as_i64()), (StatusCode::CREATED, Some(900)), "{made}");
        }
        let count = json!({"reference": "count 7", "items": [
            {"sku": "6204-2RS", "warehouse": "MI", "on_hand": {"value": "5", "unit": "DZN"}},
            {"sku": "6204-2RS", "warehouse": "LY", "on_hand": {"value": "8", "unit": "C62"}},
            {"sku": "HOSE", "warehouse": "MI", "on_hand": {"value": "1050", "unit": "CMT"}}]});
        let counted = depot.call(&ctx, "PUT", "/api/v1/stock/levels", &[], count).await;
        assert_eq!(counted, (StatusCode::OK, json!({"changed": 3, "refused": []})));
        let incoming = json!({"items": [{"sku": "6204-2RS", "arrivals": [{"warehouse": "MI", "date": "2025-06-20", "quantity": {"value": "100", "unit": "C62"}}]}]});
        assert_eq!(depot.call(&ctx, "PUT", "/api/v1/stock/incoming", &[], incoming).await.0, StatusCode::OK);
        let booked = json!({"kind": "receipt", "reason": "DDT 12", "items": [{"sku": "HOSE", "warehouse": "MI", "change": {"value": "2", "unit": "MTR"}}]});
        let key = [("idempotency-key", "k-1")];
        for _ in 0..2 {
            assert_eq!(depot.call(&ctx, "POST", "/api/v1/stock/movements", &key, booked.clone()).await.0, StatusCode::CREATED);
        }
        let path = "/api/v1/availability?sku=6204-2RS,HOSE,NONE&quantity=70";
        let (status, answer) = depot.call(&depot.requester(), "GET", path, &[], Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        let bearing = &answer["items"][0];
        assert_eq!(bearing["available"], json!({"value": "68", "unit": "C62"}));
        let milan = &bearing["warehouses"][0];
        assert_eq!(
            (milan["warehouse"].as_str(), milan["on_hand"]["value"].as_str(), milan["reserved"]["value"].as_str()),
            (Some("MI"), Some("60"), Some("0"))
        );
        assert_eq!(milan["incoming"], json!([{"date": "2025-06-20", "quantity": {"value": "100", "unit": "C62"}}]));
        assert_eq!(milan["lead_time_days"], 5);
        // 68 from stock on Monday, 2 of those that come on Friday leave on the Monday after.
        assert_eq!(bearing["promise"]["date"], "2025-06-23");
        assert_eq!(bearing["promise"]["confidence"], "medium");
        assert_eq!(bearing["promise"]["splits"].as_array().unwrap().len(), 3);
        assert_eq!(answer["items"][1]["available"], json!({"value": "12.5", "unit": "MTR"}), "received once");
        assert_eq!(answer["items"][1]["promise"], Value::Null, "nobody knows");
        assert_eq!(answer["items"][2]["problem"]["code"], "inventory.product_not_found");
        let near = depot.call(&depot.requester(), "GET", "/api/v1/availability?sku=6204-2RS&site=LYON", &[], Value::Null).await.1;
        assert_eq!(near["items"][0]["promise"]["splits"][0]["warehouse"], "LY");
        let levels = depot.call(&ctx, "GET", "/api/v1/stock/levels?warehouse=MI&limit=1", &[], Value::Null).await.1;
        let next = levels["next"].as_str().unwrap();
        let rest = depot.call(&ctx, "GET", &format!("/api/v1/stock/levels?warehouse=MI&after={next}"), &[], Value::Null).await.1;
        assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
        let moves = depot.call(&ctx, "GET", "/api/v1/stock/movements?sku=HOSE", &[], Value::Null).await.1;
        // The clock stands still: both happened at the same moment, in no order.
        let kinds: std::collections::BTreeSet<&str> =
            moves["items"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["import", "receipt"].into());
    }
}

#[tokio::test]
async fn what_cannot_be_booked_says_why() {
    for depot in depots().await {
        let (ctx, requester) = (depot.test.ctx(), depot.requester());
        let warehouse = json!({"code": "MI", "name": "Milano", "country": "IT"});
        depot.call(&ctx, "POST", "/api/v1/warehouses", &[], warehouse.clone()).await;
        let level = |sku: &str, place: &str, value: &str, unit: &str| json!({"reference": "x", "items": [{"sku": sku, "warehouse": place, "on_hand": {"value": value, "unit": unit}}]});
        let take = json!({"kind": "adjustment", "reason": "lost", "items": [{"sku": "HOSE", "warehouse": "MI", "change": {"value": "-1", "unit": "MTR"}}]});
        let cases = [
            (&ctx, "PUT", "/api/v1/stock/levels", level("NONE", "XX", "1", "C62"), 422, "inventory.invalid"),
            (&ctx, "PUT", "/api/v1/stock/levels", level("HOSE", "MI", "1", "C62"), 422, "inventory.invalid"),
            (&ctx, "PUT", "/api/v1/stock/levels", level("HOSE", "MI", "1", "PARSEC"), 422, "web.invalid"),
            (&ctx, "POST", "/api/v1/stock/movements", take, 409, "inventory.below_reserved"),
            (&ctx, "POST", "/api/v1/warehouses", warehouse, 409, "inventory.code_taken"),
            (&ctx, "GET", "/api/v1/warehouses/%00", Value::Null, 404, "inventory.warehouse_not_found"),
            (&ctx, "GET", "/api/v1/stock/movements?sku=NONE", Value::Null, 422, "inventory.invalid"),
            (&ctx, "GET", "/api/v1/availability?sku=,", Value::Null, 422, "inventory.invalid"),
            (&ctx, "GET", "/api/v1/availability", Value::Null, 422, "web.invalid"),
            (&requester, "GET", "/api/v1/availability?sku=HOSE&site=MARS", Value::Null, 422, "inventory.invalid"),
            (&requester, "GET", "/api/v1/stock/levels", Value::Null, 403, "access.forbidden"),
        ];
        for (ctx, method, path, body, status, code) in cases {
            let (got, answer) = depot.call(ctx, method, path, &[], body).await;
            assert_eq!((got.as_u16(), answer["code"].as_str()), (status, Some(code)), "{method} {path}: {answer}");
        }
        let bad = depot.call(&ctx, "GET", "/api/v1/availability?sku=HOSE&quantity=-1", &[], Value::Null).await.1;
        assert_eq!(bad["items"][0]["problem"]["errors"][0]["field"], "quantity");
        let update = json!({"name": "Milano 2", "country": "IT"});
        assert_eq!(
            depot.call(&ctx, "PUT", "/api/v1/warehouses/MI", &[], update.clone()).await.0,
            StatusCode::PRECONDITION_REQUIRED
        );
        let seen = [("if-match", "\"1\"")];
        assert_eq!(depot.call(&ctx, "PUT", "/api/v1/warehouses/MI", &seen, update.clone()).await.0, StatusCode::OK);
        assert_eq!(depot.call(&ctx, "PUT", "/api/v1/warehouses/MI", &seen, update).await.0, StatusCode::PRECONDITION_FAILED);
    }
}
