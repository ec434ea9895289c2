//! Prices over HTTP, as callers meet them.

use accounts::load::{AccountDraft, write_accounts};
use accounts::{AccountDetails, Directory, SiteDetails};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use catalog::{Catalogue, ProductDraft, Texts};
use http_body_util::BodyExt;
use kernel::{AccountId, Ctx, Currency, Quantity, Reach, Role, Unit};
use serde_json::{Value, json};
use testkit::TestStore;
use tower::ServiceExt;
use web::{Ground, Problem};

use super::{PricingState, doors};
use crate::list::{Assignee, Entry};
use crate::tests::draft;
use crate::{ListDraft, PriceBook, load};

struct Shop {
    test: TestStore,
    state: PricingState,
    rossi: AccountId,
}

fn migrations() -> Vec<store::Migration> {
    [accounts::migrations(), catalog::migrations(), crate::migrations()].into_iter().flatten().collect()
}

/// A bearing by the piece at 12.3456 (list) and 10 for Rossi from ten pieces on; a hose by the metre.
async fn shops() -> Vec<Shop> {
    let mut shops = Vec::new();
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (test.store.clone(), test.ctx());
        let metre = Unit::parse("MTR").unwrap();
        let mut hose = ProductDraft::new("HOSE");
        hose.names = Texts::it_en("Tubo", "Hose");
        let mut bearing = ProductDraft::new("6204-2RS");
        bearing.names = Texts::it_en("Cuscinetto a sfere", "Ball bearing");
        hose.minimum = Some(Quantity::from_micros(500_000, metre));
        hose.step = Some(Quantity::from_micros(500_000, metre));
        let products = catalog::load::write_products(&store, &ctx, vec![bearing, hose]).await.unwrap().products;
        let mut rossi = AccountDraft::new(AccountDetails::new("C-1", "Officine Rossi", "IT", Currency::EUR));
        rossi.details.vat_id = Some("IT12345678903".into());
        let mut weber = AccountDraft::new(AccountDetails::new("C-2", "Weber", "DE", Currency::EUR));
        weber.details.vat_id = Some("DE136695976".into());
        weber.sites.push(SiteDetails {
            code: "HH".into(),
            name: "Hamburg".into(),
            street: "Kai 1".into(),
            postal_code: "20457".into(),
            city: "Hamburg".into(),
            province: None,
            country: "DE".into(),
            is_default: true,
        });
        weber.details.group = Some("OEM".into());
        let report = write_accounts(&store, &ctx, vec![rossi, weber]).await.unwrap();
        assert!(report.rejected.is_empty(), "{:?}", report.rejected);
        let (directory, catalogue, book) = (Directory::new(), Catalogue::default(), PriceBook::new());
        directory.load(&store, test.tenant).await.unwrap();
        catalogue.load(&store, test.tenant).await.unwrap();
        let rossi = directory.by_number(test.tenant, "C-1").unwrap().account.id;
        let lists = load::write_lists(&store, &ctx, &[draft("BASE"), ListDraft { priority: 5, ..draft("ROSSI") }]).await.unwrap();
        let entry =
            |place: usize, from: i64, price_micros| Entry { product: products[place], from_quantity_micros: from, price_micros };
        load::write_entries(&store, &ctx, &lists[0], &[entry(0, 0, 12_345_600), entry(1, 0, 3_200_000)]).await.unwrap();
        load::write_entries(&store, &ctx, &lists[1], &[entry(0, 10_000_000, 10_000_000)]).await.unwrap();
        let assigned = [(lists[0].id, vec![Assignee::Everyone]), (lists[1].id, vec![Assignee::Account(rossi)])];
        load::write_assignments(&store, &ctx, &assigned).await.unwrap();
        book.load(&store, test.tenant).await.unwrap();
        let state = PricingState { ground: Ground::new(store), directory, catalogue, book };
        shops.push(Shop { test, state, rossi });
    }
    shops
}

impl Shop {
    fn requester(&self) -> Ctx {
        let mut ctx = self.test.ctx();
        ctx.actor.actions = Role::Requester.actions();
        ctx.actor.account = Some(self.rossi);
        ctx.actor.reach = Reach::Accounts([self.rossi].into());
        ctx
    }

    #[expect(clippy::too_many_arguments, reason = "a request is told in full where it is made")]
    async fn call(
        &self,
        ctx: &Ctx,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> (StatusCode, Value, Option<String>) {
        let (router, _, _) = doors(self.state.clone()).open();
        let mut request =
            Request::builder().method(method).uri(path).header("content-type", "application/json").extension(ctx.clone());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = router.oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
        let status = response.status();
        if let Some(problem) = response.extensions().get::<Problem>() {
            return (status, serde_json::to_value(problem.body("c")).unwrap(), None);
        }
        let etag = response.headers().get("etag").map(|tag| tag.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null), etag)
    }

    async fn prices(&self, ctx: &Ctx, body: Value) -> (StatusCode, Value) {
        let (status, answer, _) = self.call(ctx, "POST", "/api/v1/prices", &[], body).await;
        (status, answer)
    }
}

fn pieces(sku: &str, value: &str) -> Value {
    json!({"sku": sku, "quantity": {"value": value, "unit": "C62"}})
}

#[tokio::test]
async fn an_accounts_own_prices_stand_beside_the_list_price_with_totals() {
    for shop in shops().await {
        let lines = json!([pieces("6204-2RS", "25"), {"sku": "HOSE", "quantity": {"value": "150", "unit": "CMT"}}]);
        let (status, answer) = shop.prices(&shop.requester(), json!({"lines": lines})).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let line = &answer["lines"][0];
        assert_eq!(line["sku"], "6204-2RS");
        assert_eq!(line["unit_price"], json!({"amount": "10.00", "currency": "EUR"}));
        assert_eq!(line["line_total"]["amount"], "250.00");
        assert_eq!(line["list_price"]["amount"], "12.3456");
        assert_eq!(line["source"], "price_list");
        assert_eq!(line["as_of"], "2025-06-15T15:06:40Z");
        assert!(line.get("derivation").is_none());
        // The ladder begins at the least quantity that is sold.
        assert_eq!(
            line["tiers"],
            json!([
                {"from_quantity": {"value": "1", "unit": "C62"}, "unit_price": {"amount": "12.3456", "currency": "EUR"}},
                {"from_quantity": {"value": "10", "unit": "C62"}, "unit_price": {"amount": "10.00", "currency": "EUR"}}
            ])
        );
        assert_eq!(answer["lines"][1]["quantity"], json!({"value": "1.5", "unit": "MTR"}));
        assert_eq!(answer["lines"][1]["line_total"]["amount"], "4.80");
        let tax = json!([{"category": "S", "rate": "22", "reason": null, "base": {"amount": "254.80", "currency": "EUR"},
            "amount": {"amount": "56.06", "currency": "EUR"}}]);
        assert_eq!(answer["totals"]["tax"], tax);
        assert_eq!(answer["totals"]["gross"]["amount"], "310.86");
        assert!(answer["price_book_version"].is_i64());
    }
}

#[tokio::test]
async fn a_bad_line_is_a_problem_in_its_place() {
    for shop in shops().await {
        let lines = json!([
            pieces("NONE", "1"),
            pieces("6204-2RS", "x"),
            pieces("6204-2RS", "0"),
            {"sku": "6204-2RS", "quantity": {"value": "1", "unit": "MTR"}},
            {"sku": "6204-2RS"},
            {"sku": 7, "quantity": {"value": "1", "unit": "C62"}},
            "nothing",
            {"sku": "HOSE", "quantity": {"value": "1", "unit": "MMT"}, "extra": true},
            pieces("6204-2RS", "999999999999"),
            pieces("6204-2RS", "1"),
        ]);
        let (status, answer) = shop.prices(&shop.requester(), json!({"lines": lines})).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let codes: Vec<&str> =
            answer["lines"].as_array().unwrap().iter().map(|line| line["problem"]["code"].as_str().unwrap_or("fine")).collect();
        let invalid = "pricing.invalid";
        assert_eq!(
            codes,
            [
                "pricing.unknown_product",
                invalid,
                "pricing.quantity_not_positive",
                "pricing.unit_mismatch",
                invalid,
                invalid,
                invalid,
                invalid,
                "pricing.too_large",
                "fine"
            ]
        );
        assert_eq!(answer["lines"][1]["sku"], "6204-2RS");
        assert_eq!(answer["totals"]["net"]["amount"], "12.35");
    }
}

#[tokio::test]
async fn only_those_in_reach_may_be_named() {
    for shop in shops().await {
        let ask = |account: &str| json!({"account": account, "lines": [pieces("6204-2RS", "10")]});
        let tenants_client = shop.test.ctx();
        for (ctx, account, expected) in [
            (&tenants_client, "C-1", Ok("10.00")),
            (&tenants_client, "C-2", Ok("12.3456")),
            (&tenants_client, "C-9", Err(StatusCode::NOT_FOUND)),
            (&shop.requester(), "C-1", Ok("10.00")),
            (&shop.requester(), "C-2", Err(StatusCode::NOT_FOUND)),
        ] {
            let (status, answer) = shop.prices(ctx, ask(account)).await;
            match expected {
                Ok(price) => assert_eq!(answer["lines"][0]["unit_price"]["amount"], price, "{account}"),
                Err(refusal) => assert_eq!(status, refusal, "{account}"),
            }
        }
        let by_id = shop.prices(&tenants_client, ask(&shop.rossi.to_string())).await.1;
        assert_eq!(by_id["lines"][0]["unit_price"]["amount"], "10.00");
        let german = shop.prices(&tenants_client, ask("C-2")).await.1;
        assert_eq!(german["totals"]["tax"][0]["category"], "K");
        assert_eq!(german["totals"]["tax"][0]["reason"], "VATEX-EU-IC");
        // Nobody in particular: the list for everyone.
        let everyone = shop.prices(&tenants_client, json!({"lines": [pieces("6204-2RS", "10")]})).await.1;
        assert_eq!(everyone["lines"][0]["unit_price"]["amount"], "12.3456");
        // An account that the directory does not know gets no stranger's price.
        let mut lost = shop.requester();
        lost.actor.account = Some(AccountId::new(lost.now));
        assert_eq!(shop.prices(&lost, json!({"lines": []})).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn why_a_price_is_what_it_is_can_be_asked() {
    for shop in shops().await {
        let ask = json!({"explain": true, "lines": [pieces("6204-2RS", "5")]});
        let answer = shop.prices(&shop.requester(), ask).await.1;
        let steps = &answer["lines"][0]["derivation"];
        assert_eq!(steps[0]["rule"], "list ROSSI for the account, priority 5");
        assert_eq!(steps[0]["effect"], "quantity_too_small");
        assert_eq!(steps[0]["from_quantity"]["value"], "10");
        assert_eq!(steps[1]["effect"], "won");
        assert_eq!(steps[1]["result"]["amount"], "12.3456");
        assert_eq!(steps[1]["step"], 2);
    }
}

#[tokio::test]
async fn calls_that_cannot_be_answered_say_why() {
    for shop in shops().await {
        let ctx = shop.requester();
        for (body, status, code) in [
            (json!({"currency": "XXQ", "lines": []}), 422, "pricing.invalid"),
            (json!({"at": "yesterday", "lines": []}), 422, "web.invalid"),
            (json!({"lines": vec![pieces("6204-2RS", "1"); 2001]}), 422, "pricing.invalid"),
            (json!({"lines": [], "colour": "red"}), 422, "web.invalid"),
            (json!({"lines": [], "account": "\u{0}"}), 404, "access.not_found"),
        ] {
            let (got, answer) = shop.prices(&ctx, body).await;
            assert_eq!((got.as_u16(), answer["code"].as_str().unwrap()), (status, code), "{answer}");
        }
        let (status, answer) = shop.prices(&ctx, json!({"lines": vec![pieces("6204-2RS", "1"); 2000]})).await;
        assert_eq!((status, answer["lines"].as_array().unwrap().len()), (StatusCode::OK, 2000));
        let dollars = shop.prices(&ctx, json!({"currency": "USD", "lines": [pieces("6204-2RS", "1")]})).await.1;
        assert_eq!(dollars["lines"][0]["problem"]["code"], "pricing.no_price");
    }
}

#[tokio::test]
async fn a_pricing_manager_keeps_lists() {
    for shop in shops().await {
        let ctx = shop.test.ctx();
        let new = json!({"code": "SPRING", "names": {"it": "Primavera", "en": "Spring"}, "currency": "EUR", "priority": 7, "state": "active",
            "derived": {"from": "BASE", "percent_off": "10"}});
        let key = [("idempotency-key", "k-1")];
        let (status, made, _) = shop.call(&ctx, "POST", "/api/v1/price-lists", &key, new.clone()).await;
        assert_eq!(
            (status, made["version"].as_i64(), made["derived"]["from"].as_str()),
            (StatusCode::CREATED, Some(1), Some("BASE"))
        );
        let again = shop.call(&ctx, "POST", "/api/v1/price-lists", &key, new.clone()).await;
        assert_eq!((again.0, again.1), (StatusCode::CREATED, made));
        let taken = shop.call(&ctx, "POST", "/api/v1/price-lists", &[], new.clone()).await;
        assert_eq!((taken.0, taken.1["code"].as_str()), (StatusCode::CONFLICT, Some("pricing.code_taken")));
        let path = "/api/v1/price-lists/SPRING";
        assert_eq!(shop.call(&ctx, "PUT", path, &[], new.clone()).await.0, StatusCode::PRECONDITION_REQUIRED);
        let (status, _, etag) = shop.call(&ctx, "PUT", path, &[("if-match", "\"1\"")], new.clone()).await;
        assert_eq!((status, etag.as_deref()), (StatusCode::OK, Some("\"2\"")));
        assert_eq!(shop.call(&ctx, "PUT", path, &[("if-match", "\"1\"")], new).await.0, StatusCode::PRECONDITION_FAILED);
        let whom = json!({"everyone": true, "groups": ["OEM"], "accounts": ["C-2"]});
        let (status, assigned, etag) =
            shop.call(&ctx, "PUT", &format!("{path}/assignments"), &[("if-match", "\"2\"")], whom.clone()).await;
        assert_eq!((status, &assigned, etag.as_deref()), (StatusCode::OK, &whom, Some("\"3\"")));
        let nobodys = json!({"everyone": false, "groups": ["OEM", "NONE"], "accounts": []});
        let (status, problem, _) =
            shop.call(&ctx, "PUT", &format!("{path}/assignments"), &[("if-match", "\"3\"")], nobodys).await;
        let told = (problem["errors"][0]["field"].as_str(), problem["errors"][0]["code"].as_str());
        assert_eq!((status, told), (StatusCode::UNPROCESSABLE_ENTITY, (Some("groups[1]"), Some("unknown"))));
        let tiers = json!({"items": [{"sku": "HOSE", "tiers": [{"unit_price": {"amount": "2.5", "currency": "EUR"}},
            {"from_quantity": {"value": "1", "unit": "KMT"}, "unit_price": {"amount": "2", "currency": "EUR"}}]}]});
        let (status, _, etag) = shop.call(&ctx, "PUT", &format!("{path}/entries"), &[("if-match", "\"3\"")], tiers).await;
        assert_eq!((status, etag.as_deref()), (StatusCode::OK, Some("\"4\"")));
        let (_, entries, _) = shop.call(&ctx, "GET", &format!("{path}/entries?sku=HOSE"), &[], Value::Null).await;
        assert_eq!(entries["items"][1]["from_quantity"], json!({"value": "1000", "unit": "MTR"}));
        let (status, detail, etag) = shop.call(&ctx, "GET", path, &[], Value::Null).await;
        assert_eq!((status, etag.as_deref(), &detail["assigned"]), (StatusCode::OK, Some("\"4\""), &whom));
        let bad = json!({"items": [{"sku": "NONE", "tiers": []}, {"sku": "HOSE", "tiers": [{"unit_price": {"amount": "1", "currency": "USD"}}]}]});
        let (status, problem, _) = shop.call(&ctx, "PUT", &format!("{path}/entries"), &[("if-match", "\"4\"")], bad).await;
        let fields: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
        assert_eq!((status, fields), (StatusCode::UNPROCESSABLE_ENTITY, vec!["items[0].sku", "items[1].tiers[0].unit_price"]));
        let listed = shop.call(&ctx, "GET", "/api/v1/price-lists?q=prima&limit=1", &[], Value::Null).await.1;
        assert_eq!(listed["items"][0]["code"], "SPRING");
        assert_eq!(shop.call(&shop.requester(), "GET", path, &[], Value::Null).await.0, StatusCode::FORBIDDEN);
        assert_eq!(shop.call(&ctx, "GET", "/api/v1/price-lists/%00", &[], Value::Null).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn markets_and_rates_are_kept_over_the_api() {
    for shop in shops().await {
        let ctx = shop.test.ctx();
        let market = json!({"code": "de", "country": "DE", "currency": "EUR", "unit_price_decimals": 3, "rounding": "half_even",
            "tax_rounding": "line", "prices": "net", "policy": "lowest", "is_default": true});
        let (status, made, _) = shop.call(&ctx, "POST", "/api/v1/markets", &[], market.clone()).await;
        assert_eq!((status, made["is_default"].as_bool()), (StatusCode::CREATED, Some(true)), "{made}");
        assert_eq!(shop.call(&ctx, "POST", "/api/v1/markets", &[], market.clone()).await.0, StatusCode::CONFLICT);
        let mut wrong = market.clone();
        assert_eq!(made["policy"], "lowest");
        wrong["unit_price_decimals"] = json!(7);
        assert_eq!(
            shop.call(&ctx, "PUT", "/api/v1/markets/de", &[("if-match", "\"1\"")], wrong).await.0,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let mut silent = market;
        silent.as_object_mut().unwrap().remove("policy");
        let (status, kept, _) = shop.call(&ctx, "PUT", "/api/v1/markets/de", &[("if-match", "\"1\"")], silent).await;
        assert_eq!((status, kept["policy"].as_str()), (StatusCode::OK, Some("lowest")), "what is not said stays");
        let rate = json!({"country": "DE", "category": "standard", "rate": "19", "valid_from": "2021-01-01"});
        assert_eq!(shop.call(&ctx, "POST", "/api/v1/tax-rates", &[], rate.clone()).await.0, StatusCode::CREATED);
        let again = shop.call(&ctx, "POST", "/api/v1/tax-rates", &[], rate.clone()).await;
        assert_eq!(again.0, StatusCode::UNPROCESSABLE_ENTITY, "a rate is not overwritten unseen: {}", again.1);
        let mut corrected = rate.clone();
        (corrected["rate"], corrected["version"]) = (json!("16"), json!(1));
        assert_eq!(shop.call(&ctx, "POST", "/api/v1/tax-rates", &[], corrected.clone()).await.0, StatusCode::CREATED);
        let late = shop.call(&ctx, "POST", "/api/v1/tax-rates", &[], corrected.clone()).await;
        assert_eq!(late.0, StatusCode::PRECONDITION_FAILED, "{}", late.1);
        corrected["version"] = json!(2);
        let rates = shop.call(&ctx, "GET", "/api/v1/tax-rates", &[], Value::Null).await.1;
        assert!(rates["items"].as_array().unwrap().contains(&corrected), "{rates}");
    }
}

/// What rules say, over the API, followed by facts as a process follows them, and equal to what a new process loads.
#[tokio::test]
async fn rules_are_kept_over_the_api_and_follow_the_catalogue() {
    for shop in shops().await {
        let (ctx, store) = (shop.test.ctx(), shop.test.store.clone());
        let category = |code: &str, parent: Option<&str>| catalog::CategoryDraft {
            code: code.to_owned(),
            parent: parent.map(str::to_owned),
            position: 0,
            names: Texts::it_en(code, code),
            drawing: None,
        };
        let tree = vec![category("fluid", None), category("hoses", Some("fluid")), category("other", None)];
        catalog::load::write_categories(&store, &ctx, tree).await.unwrap();
        move_hose(&shop, "hoses").await;
        shop.state.catalogue.load(&store, shop.test.tenant).await.unwrap();
        let rules = "/api/v1/price-lists/ROSSI/rules";
        let fluid =
            json!({"scope": "category", "key": "fluid", "effect": {"kind": "percent_off", "base": "BASE", "percent_off": "10"}});
        let (status, made, _) = shop.call(&ctx, "POST", rules, &[("idempotency-key", "r-1")], fluid.clone()).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let again = shop.call(&ctx, "POST", rules, &[("idempotency-key", "r-1")], fluid.clone()).await;
        assert_eq!((again.0, &again.1["id"]), (StatusCode::CREATED, &made["id"]), "once");
        let twice = shop.call(&ctx, "POST", rules, &[], fluid).await;
        assert_eq!((twice.0, twice.1["code"].as_str()), (StatusCode::CONFLICT, Some("pricing.rule_taken")), "{}", twice.1);
        // 3.2 − 10 % = 2.88, by the category above the hose's own; a formula for the brand is farther away.
        let brand = json!({"scope": "brand", "key": " ACME", "from_quantity": "2",
            "effect": {"kind": "formula", "formula": "list(\"BASE\") * 0.5 rounded up to 0.05"}});
        let (status, made, _) = shop.call(&ctx, "POST", rules, &[], brand.clone()).await;
        assert_eq!((status, made["key"].as_str()), (StatusCode::CREATED, Some("acme")), "as it is kept: {made}");
        assert_eq!(hose_costs(&shop).await, ["2.88", "2.88"]);
        // Elsewhere the brand counts: from two metres on 1.60, below it the list says nothing and BASE does.
        move_hose(&shop, "other").await;
        assert_eq!(hose_costs(&shop).await, ["3.20", "1.60"]);
        let (_, all, etag) = shop.call(&ctx, "GET", rules, &[], Value::Null).await;
        assert_eq!(all["items"].as_array().unwrap().len(), 2, "{all}");
        let kept = all["items"].as_array().unwrap().iter().find(|rule| rule["scope"] == "brand").unwrap().clone();
        assert_eq!((kept["key"].as_str(), kept["from_quantity"].as_str()), (Some("acme"), Some("2")));
        let one = format!("{rules}/{}", kept["id"].as_str().unwrap());
        let mut cheaper = brand;
        cheaper["effect"]["formula"] = json!("max(list(\"BASE\") * 0.25, 1)");
        let etag = etag.unwrap();
        let seen = [("if-match", etag.as_str())];
        assert_eq!(shop.call(&ctx, "PUT", &one, &[], cheaper.clone()).await.0, StatusCode::PRECONDITION_REQUIRED);
        let (status, changed, next) = shop.call(&ctx, "PUT", &one, &seen, cheaper.clone()).await;
        assert_eq!(status, StatusCode::OK, "{changed}");
        assert_eq!(shop.call(&ctx, "PUT", &one, &seen, cheaper).await.0, StatusCode::PRECONDITION_FAILED);
        assert_eq!(hose_costs(&shop).await, ["3.20", "1.00"]);
        // The seller reads what the formula is made of; the buyer, to whom its lists need not belong, reads that there is one.
        for (asker, formula, steps) in [(&ctx, "max(list(\"BASE\") * 0.25, 1)", 3), (&shop.requester(), "a formula", 2)] {
            let asked = json!({"account": "C-1", "explain": true, "lines": [metres("2")]});
            let told = shop.prices(asker, asked).await.1["lines"][0]["derivation"].clone();
            let told = told.as_array().unwrap();
            let won = told.iter().find(|step| step["effect"] == "won").unwrap();
            assert_eq!(
                (won["applied"]["scope"].as_str(), won["applied"]["key"].as_str()),
                (Some("brand"), Some("acme")),
                "{won}"
            );
            assert_eq!(won["rule"], format!("list ROSSI for the account, priority 5, rule of brand acme, {formula}"));
            assert_eq!((told.len(), won["applied"]["formula"].is_null()), (steps, formula == "a formula"));
            assert_eq!(told[0]["step"], 1);
        }
        assert_eq!(shop.call(&ctx, "DELETE", &one, &seen, Value::Null).await.0, StatusCode::PRECONDITION_FAILED);
        let next = next.unwrap();
        assert_eq!(shop.call(&ctx, "DELETE", &one, &[("if-match", &next)], Value::Null).await.0, StatusCode::NO_CONTENT);
        assert_eq!(hose_costs(&shop).await, ["3.20", "3.20"]);
        let requester = shop.requester();
        assert_eq!(shop.call(&requester, "GET", rules, &[], Value::Null).await.0, StatusCode::FORBIDDEN);
        assert_eq!(crate::check(&store).await.unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn rules_that_cannot_be_are_refused_at_their_field() {
    for shop in shops().await {
        let ctx = shop.test.ctx();
        let formula = |text: &str| json!({"scope": "all", "effect": {"kind": "formula", "formula": text}});
        let fixed = |scope: &str, key: Option<&str>, price: &str| json!({"scope": scope, "key": key, "effect": {"kind": "fixed", "unit_price": {"amount": price, "currency": "EUR"}}});
        for (input, field, code) in [
            (formula("list(\"BASE\") * 0,92"), "formula", "formula_comma"),
            (formula("list(\"GONE\") * 2"), "formula", "formula_unknown_list"),
            (fixed("product", Some("NOTHING"), "1"), "key", "unknown"),
            (fixed("category", Some("nowhere"), "1"), "key", "unknown"),
            (fixed("brand", None, "1"), "key", "required"),
            (fixed("brand", Some(&"x".repeat(101)), "1"), "key", "too_long"),
            (fixed("brand", Some("a\u{0}b"), "1"), "key", "control_characters"),
            (fixed("all", Some("x"), "1"), "key", "not_allowed"),
            (fixed("all", None, "-1"), "unit_price", "negative"),
            (
                json!({"scope": "all", "effect": {"kind": "percent_off", "base": "BASE", "percent_off": "101"}}),
                "percent_off",
                "out_of_range",
            ),
            (json!({"scope": "all", "effect": {"kind": "percent_off", "base": "GONE", "percent_off": "1"}}), "base", "unknown"),
        ] {
            let (status, problem, _) = shop.call(&ctx, "POST", "/api/v1/price-lists/ROSSI/rules", &[], input.clone()).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{input} {problem}");
            assert_eq!(
                (problem["errors"][0]["field"].as_str(), problem["errors"][0]["code"].as_str()),
                (Some(field), Some(code)),
                "{problem}"
            );
        }
        // ROSSI on BASE is good; BASE on ROSSI as well would be a circle, and so is a list on itself.
        let on = |list: &str| formula(&format!("list(\"{list}\") + 1"));
        assert_eq!(shop.call(&ctx, "POST", "/api/v1/price-lists/ROSSI/rules", &[], on("BASE")).await.0, StatusCode::CREATED);
        for (list, base) in [("BASE", "ROSSI"), ("BASE", "BASE")] {
            let (status, problem, _) = shop.call(&ctx, "POST", &format!("/api/v1/price-lists/{list}/rules"), &[], on(base)).await;
            assert_eq!(
                (status, problem["code"].as_str()),
                (StatusCode::CONFLICT, Some("pricing.derived_in_a_circle")),
                "{problem}"
            );
        }
        let derived = json!({"names": {"it": "Base", "en": "Base"}, "currency": "EUR", "state": "active", "derived": {"from": "ROSSI", "percent_off": "5"}});
        let version = shop.call(&ctx, "GET", "/api/v1/price-lists/BASE", &[], Value::Null).await.2.unwrap();
        let (status, problem, _) = shop.call(&ctx, "PUT", "/api/v1/price-lists/BASE", &[("if-match", &version)], derived).await;
        assert_eq!((status, problem["code"].as_str()), (StatusCode::CONFLICT, Some("pricing.derived_in_a_circle")), "{problem}");
    }
}

/// A derived list's percentage is its rule for everything; and steps have an end.
#[tokio::test]
async fn a_list_says_one_thing_of_everything_and_no_endless_steps() {
    for shop in shops().await {
        let ctx = shop.test.ctx();
        let rules = "/api/v1/price-lists/ROSSI/rules";
        let fixed = |scope: &str, key: Option<&str>, from: usize| {
            json!({"scope": scope, "key": key, "from_quantity": from.to_string(),
            "effect": {"kind": "fixed", "unit_price": {"amount": "1", "currency": "EUR"}}})
        };
        let derived = json!({"names": {"it": "Rossi", "en": "Rossi"}, "currency": "EUR", "state": "active",
            "derived": {"from": "BASE", "percent_off": "5"}});
        let put = async |body: &Value| {
            let version = shop.call(&ctx, "GET", "/api/v1/price-lists/ROSSI", &[], Value::Null).await.2.unwrap();
            shop.call(&ctx, "PUT", "/api/v1/price-lists/ROSSI", &[("if-match", &version)], body.clone()).await
        };
        assert_eq!(put(&derived).await.0, StatusCode::OK);
        let taken = shop.call(&ctx, "POST", rules, &[], fixed("all", None, 0)).await;
        assert_eq!((taken.0, taken.1["code"].as_str()), (StatusCode::CONFLICT, Some("pricing.rule_taken")), "{}", taken.1);
        assert_eq!(shop.call(&ctx, "POST", rules, &[], fixed("all", None, 1)).await.0, StatusCode::CREATED);
        let mut plain = derived.clone();
        plain.as_object_mut().unwrap().remove("derived");
        assert_eq!(put(&plain).await.0, StatusCode::OK);
        assert_eq!(shop.call(&ctx, "POST", rules, &[], fixed("all", None, 0)).await.0, StatusCode::CREATED);
        let taken = put(&derived).await;
        assert_eq!((taken.0, taken.1["code"].as_str()), (StatusCode::CONFLICT, Some("pricing.rule_taken")), "{}", taken.1);
        for from in 0..50 {
            let added = shop.call(&ctx, "POST", rules, &[], fixed("brand", Some("acme"), from)).await;
            assert_eq!(added.0, StatusCode::CREATED, "{}", added.1);
        }
        let beyond = shop.call(&ctx, "POST", rules, &[], fixed("brand", Some("acme"), 50)).await;
        assert_eq!(beyond.0, StatusCode::UNPROCESSABLE_ENTITY, "{}", beyond.1);
        assert_eq!(beyond.1["errors"][0]["field"], "from_quantity");
    }
}

fn metres(value: &str) -> Value {
    json!({"sku": "HOSE", "quantity": {"value": value, "unit": "MTR"}})
}

async fn move_hose(shop: &Shop, category: &str) {
    let mut hose = ProductDraft::new("HOSE");
    hose.names = Texts::it_en("Tubo", "Hose");
    hose.category = Some(category.to_owned());
    hose.brand = Some("Acme".to_owned());
    let report = catalog::load::write_products(&shop.test.store, &shop.test.ctx(), vec![hose]).await.unwrap();
    assert!(report.refused.is_empty(), "{:?}", report.refused);
}

/// What Rossi pays for one metre and for two, by a book that followed every fact; a new book says the same.
async fn hose_costs(shop: &Shop) -> Vec<String> {
    let (store, tenant) = (&shop.test.store, shop.test.tenant);
    let newest = store::horizon(store).await.unwrap();
    let rows = store::read_feed(store.reader(), &store::FeedFilter::default(), 0, newest, 10_000).await.unwrap();
    let fresh = PriceBook::new();
    fresh.load(store, tenant).await.unwrap();
    // One by one, so that each kind of fact comes alone.
    for part in rows.chunks(1) {
        shop.state.book.apply(store, part).await.unwrap();
    }
    let mut told = Vec::new();
    let asker = crate::edge::asker(&shop.requester(), &shop.state.directory).unwrap();
    let hose = shop.state.catalogue.by_sku(tenant, "HOSE").unwrap();
    for count in [1_000_000, 2_000_000] {
        let quantity = Quantity::from_micros(count, hose.unit());
        let followed = shop.state.book.price(&asker, hose.id, quantity, false).unwrap();
        assert_eq!(fresh.price(&asker, hose.id, quantity, false).unwrap().unit_price, followed.unit_price);
        told.push(followed.unit_price.amount());
    }
    told
}
