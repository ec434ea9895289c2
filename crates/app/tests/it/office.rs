//! The office's pages through the front door: what they find, what they refuse to find, and what two people do at once.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use kernel::Role;
use serde_json::json;
use store::{JobState, NewJob, claim_jobs, fail_job, list_jobs};

use crate::house::{Answered, Browser, TestHouse, houses};
use crate::told::asked;

/// How often a mark stands on a page.
fn count(answer: &Answered, mark: &str) -> usize {
    assert!(answer.status.is_success() || answer.status.is_client_error(), "{}: {}", answer.status, answer.text);
    answer.text.matches(mark).count()
}

/// The value of the first `name="…"` after a mark.
fn after<'a>(answer: &'a Answered, mark: &str, end: char) -> &'a str {
    let found = answer.text.split(mark).nth(1).and_then(|rest| rest.split(end).next());
    found.unwrap_or_else(|| panic!("no {mark} in {}", answer.text))
}

/// Number of the demo's first customer, and its name on pages.
fn customer(house: &TestHouse) -> String {
    let user = house.seeded.users.iter().find(|user| user.role == Role::Requester).unwrap();
    user.account.clone().unwrap()
}

/// A page that is there. Addresses stand in it as they are sent.
async fn shown(browser: &Browser<'_>, path: &str) -> Answered {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    Answered { text: answer.text.replace("&#x2f;", "/"), ..answer }
}

#[tokio::test]
async fn groups_are_opened_renamed_filled_and_emptied_in_the_office() {
    for house in houses(20).await {
        let (admin, number) = (house.login(Role::Admin).await, customer(&house));
        let made = admin.post("/office/account-groups", &[("code", "PROVA"), ("name", "Gruppo di prova")]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let twice = admin.post("/office/account-groups", &[("code", "PROVA"), ("name", "Altro")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let list = shown(&admin, "/office/account-groups?q=GRUPPO%20DI%20PR").await;
        assert_eq!((count(&list, "data-group=\"PROVA\""), count(&list, "data-testid=\"group-row\"")), (1, 1));

        // Two people rename it: the second is told of the first.
        let rename = [("name", "Gruppo uno"), ("version", "1"), ("seen", "name=Gruppo+di+prova")];
        assert_eq!(admin.post("/office/account-groups/PROVA/edit", &rename).await.status, StatusCode::SEE_OTHER);
        let late = [("name", "Gruppo due"), ("version", "1"), ("seen", "name=Gruppo+di+prova")];
        let clash = admin.post("/office/account-groups/PROVA/edit", &late).await;
        assert_eq!((clash.status, count(&clash, "data-testid=\"save-conflict\"")), (StatusCode::CONFLICT, 1));
        assert!(clash.text.contains("Gruppo uno") && clash.text.contains("Gruppo due"));

        // The demo's customer is in another group: it moves only when that is said.
        let members = "/office/account-groups/PROVA/members";
        let stays = admin.post(members, &[("account", &number)]).await;
        let moved = match stays.status {
            StatusCode::UNPROCESSABLE_ENTITY => admin.post(members, &[("account", &number), ("moving", "yes")]).await,
            _ => stays,
        };
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.text);
        let unknown = admin.post(members, &[("account", "NO-SUCH")]).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unknown.text.contains("NO-SUCH"), "nothing typed is lost");
        let page = shown(&admin, "/office/account-groups/PROVA").await;
        assert_eq!(count(&page, "data-testid=\"group-member-row\""), 1);
        let account = shown(&admin, &format!("/office/accounts/{number}")).await;
        assert!(account.text.contains("href=\"/office/account-groups/PROVA\""));

        let version: i64 = after(&page, "/remove?version=", '"').parse().unwrap();
        let remove = |version: i64| format!("{members}/{number}/remove?version={version}");
        let stale = admin.post(&remove(version - 1), &[]).await;
        assert_eq!((stale.status, count(&stale, "data-testid=\"save-conflict\"")), (StatusCode::CONFLICT, 1));
        assert_eq!(admin.post(&remove(version), &[]).await.status, StatusCode::SEE_OTHER);
        // Another edits the account since: who comes too late is still told who took it out.
        let token = house.token(None).await;
        let path = format!("/api/v1/accounts/{number}");
        let read = house.api(&token, Method::GET, &path, None).await;
        let mut details = read.json();
        let known = ["number", "name", "country", "currency", "market", "vat_id", "payment_terms_days", "group"];
        details.as_object_mut().unwrap().retain(|name, value| known.contains(&name.as_str()) && !value.is_null());
        details["name"] = "Altro nome".into();
        let tag = read.headers["etag"].to_str().unwrap().to_owned();
        let edited = house.api_with(&token, Method::PUT, &path, Some(&details), &[("if-match", &tag)]).await;
        assert_eq!(edited.status, StatusCode::OK, "{}", edited.text);
        let late = admin.post(&remove(version), &[]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let mover = house.seeded.users.iter().find(|user| user.role == Role::Admin).unwrap();
        let trail = house.api(&token, Method::GET, "/api/v1/audit?action=accounts.leave_group", None).await.json();
        let name = trail["items"][0]["actor_name"].as_str().unwrap_or_default();
        assert!(!name.is_empty() && late.text.contains(name), "{} / {name} / {}", mover.email, late.text);
        assert_eq!(count(&shown(&admin, "/office/account-groups/PROVA").await, "data-testid=\"group-member-row\""), 0);
        for role in [Role::SalesRep, Role::Requester] {
            let other = house.login(role).await;
            assert_eq!(other.get("/office/account-groups").await.status, StatusCode::FORBIDDEN, "{role:?}");
            assert_eq!(other.post(members, &[("account", &number)]).await.status, StatusCode::FORBIDDEN, "{role:?}");
        }
    }
}

#[tokio::test]
async fn a_price_list_says_whom_it_is_for_and_that_it_is_for_nobody() {
    let house = houses(20).await.remove(0);
    let admin = house.login(Role::Admin).await;
    let fields = [
        ("code", "FOR-NOBODY"),
        ("name_it", "Per nessuno"),
        ("name_en", "For nobody"),
        ("currency", "EUR"),
        ("priority", "1"),
        ("state", "draft"),
    ];
    let made = admin.post("/office/price-lists", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let list = shown(&admin, "/office/price-lists").await;
    assert_eq!(count(&list, "data-list=\"FOR-NOBODY\" data-assigned=\"no\""), 1, "{}", list.text);
    assert!(count(&list, "data-assigned=\"yes\"") > 0 && count(&list, "data-state=\"none\"") > 0);
}

#[tokio::test]
async fn approvals_are_narrowed_and_an_unknown_filter_is_told() {
    for house in houses(60).await {
        let id = asked(&house).await;
        let (clerk, approver) = (house.login(Role::Clerk).await, house.login(Role::Approver).await);
        for (browser, base) in [(&clerk, "/office/approvals"), (&approver, "/approvals")] {
            let rows = async |query: &str| {
                let answer = shown(browser, &format!("{base}?{query}")).await;
                (count(&answer, &format!("data-id=\"{id}\"")), count(&answer, "data-testid=\"active-filter\""))
            };
            for (query, found) in [
                ("", (1, 0)),
                ("state=pending", (1, 0)),
                ("state=approved", (0, 0)),
                ("state=all&q=MANUTENZIONE", (1, 0)),
                ("q=zzz", (0, 0)),
                ("from=1", (1, 0)),
                ("to=1", (0, 0)),
                ("state=typo", (0, 1)),
                ("from=mille", (0, 1)),
                ("requester=typo", (0, 1)),
            ] {
                assert_eq!(rows(query).await, found, "{base}?{query}");
            }
        }
        // Who sees everybody's requests chooses whose.
        assert_eq!(count(&shown(&approver, "/approvals").await, "name=\"requester\""), 1);
    }
}

#[tokio::test]
async fn letters_jobs_and_the_catalogues_lists_are_narrowed() {
    for house in houses(20).await {
        asked(&house).await;
        house.settle().await;
        let admin = house.login(Role::Admin).await;
        let rows = async |path: &str, row: &str| count(&shown(&admin, path).await, &format!("data-testid=\"{row}\""));
        assert!(rows("/office/mail?kind=approval-requested", "mail-row").await > 0);
        assert_eq!(rows("/office/mail?kind=password-reset", "mail-row").await, 0);
        for wrong in ["/office/mail?kind=typo", "/office/mail?state=typo", "/office/jobs?state=typo"] {
            assert_eq!((rows(wrong, "mail-row").await, rows(wrong, "job-row").await), (0, 0), "{wrong}");
            assert_eq!(rows(wrong, "active-filter").await, 1, "{wrong}");
        }
        for (list, row) in [("categories", "category-row"), ("families", "family-row")] {
            let all = rows(&format!("/office/{list}"), row).await;
            let page = shown(&admin, &format!("/office/{list}")).await;
            let mark = format!("href=\"/office/{list}/");
            let links = page.text.split(&mark).skip(1).filter_map(|rest| rest.split('"').next());
            let code = links.into_iter().find(|code| *code != "new").unwrap().to_owned();
            let narrowed = rows(&format!("/office/{list}?q={}", code.to_uppercase()), row).await;
            assert!(narrowed > 0 && narrowed <= all, "{list}: {code}: {narrowed} of {all}");
            assert_eq!(rows(&format!("/office/{list}?q=zzzz"), row).await, 0);
        }
    }
}

#[tokio::test]
async fn all_failed_jobs_of_a_kind_are_put_back_to_work_together() {
    for house in houses(20).await {
        house.settle().await;
        let store = &house.store.store;
        let ctx = kernel::Ctx::system(house.seeded.tenant, house.store.clock.now());
        let mut tx = store.begin(&ctx).await.unwrap();
        for _ in 0..2 {
            tx.enqueue(NewJob::new("test.work", json!({})));
        }
        tx.needs_no_audit();
        tx.commit().await.unwrap();
        let failed = async || {
            let page = kernel::PageRequest::new(None, None);
            list_jobs(store.reader(), ctx.tenant, Some(JobState::Failed), &page).await.unwrap().items.len()
        };
        let mut now = ctx.now;
        while failed().await < 2 {
            for job in claim_jobs(store, now, 10).await.unwrap() {
                fail_job(store, &job, now, "no answer").await.unwrap();
            }
            now = now.plus_seconds(86_400);
        }
        let admin = house.login(Role::Admin).await;
        let page = shown(&admin, "/office/jobs?state=failed").await;
        assert_eq!(count(&page, "data-testid=\"jobs-retry-kind\""), 1, "{}", page.text);
        let clerk = house.login(Role::Clerk).await;
        assert_eq!(clerk.post("/office/jobs/retry", &[("kind", "test.work")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(failed().await, 2);
        assert_eq!(admin.post("/office/jobs/retry", &[("kind", "test.work")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(failed().await, 0);
        let trail = shown(&admin, "/office/audit").await;
        assert_eq!(count(&trail, "data-action=\"store.retry_jobs\""), 1);
        // The entry has a page of its own, with the values in words and what the trail keeps folded below.
        let place = trail.text.find("data-action=\"store.retry_jobs\"").unwrap();
        let id = trail.text[place..].split("href=\"/office/audit/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let entry = shown(&admin, &format!("/office/audit/{id}")).await;
        assert_eq!(count(&entry, "data-field=\"count\""), 1, "{}", entry.text);
        assert!(count(&entry, "<details") > 0 && entry.text.contains("test.work"));
        assert_eq!(admin.get("/office/audit/0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_rep_reads_the_carts_of_the_accounts_in_charge_and_no_others() {
    for house in houses(60).await {
        let (requester, number) = (house.login(Role::Requester).await, customer(&house));
        let articles = requester.get("/api/v1/products?limit=1").await.json();
        let sku = articles["items"][0]["sku"].as_str().unwrap().to_owned();
        let cart = requester.json(Method::POST, "/api/v1/carts", &json!({"name": "Da leggere"}), &[]).await.json();
        let id = cart["id"].as_str().unwrap().to_owned();
        let lines = json!({"lines": [{"sku": sku, "quantity": {"value": "100", "unit": "C62"}}]});
        let added = requester.json(Method::POST, &format!("/api/v1/carts/{id}/lines"), &lines, &[]).await;
        assert!(added.status.is_success(), "{}", added.text);

        let rep = house.login(Role::SalesRep).await;
        let path = format!("/office/accounts/{number}/carts/{id}");
        let account = shown(&rep, &format!("/office/accounts/{number}")).await;
        assert!(account.text.contains(&format!("href=\"{path}\"")), "{}", account.text);
        let page = shown(&rep, &path).await;
        assert_eq!(count(&page, "data-testid=\"cart-line-row\""), 1);
        assert!(page.text.contains(&sku) && page.text.contains("Da leggere"));
        // Below another account, and for those who serve another, it is not there.
        let admin = house.login(Role::Admin).await;
        let other = admin.get("/api/v1/accounts?limit=200").await.json();
        let others = other["items"].as_array().unwrap().iter().filter_map(|account| account["number"].as_str());
        let other = others.into_iter().find(|other| *other != number).unwrap().to_owned();
        let elsewhere = format!("/office/accounts/{other}/carts/{id}");
        assert_eq!(admin.get(&path).await.status, StatusCode::OK);
        assert_eq!(admin.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
        assert_eq!(requester.get(&path).await.status, StatusCode::FORBIDDEN);
        let ctx = kernel::Ctx::system(house.seeded.tenant, house.store.clock.now());
        let email = &house.seeded.users.iter().find(|user| user.role == Role::SalesRep).unwrap().email;
        let team = accounts::colleagues(&ctx, house.store.store.reader()).await.unwrap();
        let user = team.iter().find(|person| person.email == *email).unwrap().user;
        let removed = admin.post(&format!("/office/accounts/{number}/reps/{user}/remove"), &[]).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text);
        let rep = house.login(Role::SalesRep).await;
        assert_eq!(rep.get(&path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn addresses_can_be_loaded_again_and_damaged_cookies_are_gone_at_once() {
    let house = houses(20).await.remove(0);
    let requester = house.login(Role::Requester).await;
    let refused = requester.post("/quick-order/add", &[("text", "NOT-A-CODE;3")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = requester.get("/quick-order/add").await;
    assert_eq!((again.status, again.headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/quick-order"));
    for (path, flash, ends) in [
        ("/no-such-page", "%25%25", true),
        ("/quick-order/add", "%25%25", true),
        ("/quick-order", "%25%25", true),
        ("/no-such-page", "W10", false),
    ] {
        let cookies = format!("{}; fondaco_flash={flash}", requester.cookie());
        let request = Request::get(path).header(header::COOKIE, cookies).body(Body::empty());
        let answer = house.call(request.unwrap()).await;
        let set = answer.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
        let ended = set.filter(|cookie| cookie.starts_with("fondaco_flash=;") && cookie.contains("Max-Age=0")).count();
        assert_eq!(ended, usize::from(ends), "{path} {flash}");
    }
}

#[tokio::test]
async fn who_logs_in_anew_leaves_no_session_behind() {
    for house in houses(20).await {
        let admin = house.login(Role::Admin).await;
        let clerk = house.seeded.users.iter().find(|user| user.role == Role::Clerk).unwrap();
        let anew = admin.post("/login", &[("email", &clerk.email), ("password", &clerk.password)]).await;
        assert_eq!(anew.status, StatusCode::SEE_OTHER, "{}", anew.text);
        let before = admin.get("/office/audit").await;
        assert!(before.status.is_redirection(), "the session before is over: {}", before.status);
    }
}

#[tokio::test]
async fn a_list_goes_on_where_its_link_says_and_begins_anew_where_that_is_damaged() {
    for house in houses(20).await {
        let admin = house.login(Role::Admin).await;
        let entries = |answer: &Answered| -> Vec<String> {
            let links = answer.text.split("/office/audit/").skip(1);
            links.filter_map(|rest| rest.split('"').next()).filter(|id| id.len() == 36).map(str::to_owned).collect()
        };
        let first = shown(&admin, "/office/audit").await;
        let sealed = after(&first, "/office/audit?after=", '"');
        let second = shown(&admin, &format!("/office/audit?after={sealed}")).await;
        let (seen, next) = (entries(&first), entries(&second));
        assert!(!seen.is_empty() && !next.is_empty() && next.iter().all(|id| !seen.contains(id)), "{seen:?} {next:?}");
        assert_eq!(count(&second, "riparte"), 0);
        // Cut short, of another list, or a bare id: the first page, and a word about it.
        for damaged in [&sealed[..sealed.len() - 3], "zz", seen[0].as_str()] {
            let anew = shown(&admin, &format!("/office/audit?after={damaged}")).await;
            assert_eq!((entries(&anew), count(&anew, "riparte") > 0), (seen.clone(), true), "{damaged}");
        }
        let elsewhere = shown(&admin, &format!("/office/orders?after={sealed}")).await;
        assert!(count(&elsewhere, "riparte") > 0);
    }
}

/// A rule is tried without being written, refused at its field with the place in the formula, kept, and guarded against a
/// change that somebody else made meanwhile.
#[tokio::test]
async fn rules_of_a_price_list_are_tried_kept_and_guarded() {
    for house in houses(20).await {
        let manager = house.login(Role::PricingManager).await;
        let token = house.token(None).await;
        let lists = house.api(&token, Method::GET, "/api/v1/price-lists", None).await.json();
        let codes: Vec<&str> = lists["items"].as_array().unwrap().iter().filter_map(|list| list["code"].as_str()).collect();
        let full = "/office/price-lists";
        let fields = [
            ("code", "RULED"),
            ("name_it", "Regole"),
            ("name_en", "Rules"),
            ("currency", "EUR"),
            ("priority", "1"),
            ("state", "draft"),
        ];
        assert_eq!(manager.post(full, &fields).await.status, StatusCode::SEE_OTHER);

        let base = "LISTINO-BASE";
        assert!(codes.contains(&base));
        let version = async || version_of(&house, &token).await;
        let rule = |formula: String, seen: String, tries: bool| {
            let mut fields =
                vec![("scope", "all".to_owned()), ("kind", "formula".to_owned()), ("formula", formula), ("version", seen)];
            fields.extend(tries.then(|| ("try", "yes".to_owned())));
            fields
        };
        let post = async |path: &str, fields: Vec<(&str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            manager.post(path, &fields).await
        };
        let rules = "/office/price-lists/RULED/rules";
        let wrong = post(rules, rule(format!("list(\"{base}\") * 0,9"), version().await, false)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let place = format!("list(\"{base}\") * 0,").len();
        assert!(wrong.text.contains("data-field=\"formula\"") && wrong.text.contains(&place.to_string()), "{}", wrong.text);
        let good = format!("list(\"{base}\") * 0.9 rounded to 0.05");
        let tried = post(rules, rule(good.clone(), version().await, true)).await;
        assert_eq!((tried.status, count(&tried, "data-testid=\"rule-preview-row\"")), (StatusCode::OK, 3), "{}", tried.text);
        assert_eq!(count(&shown(&manager, "/office/price-lists/RULED").await, "data-testid=\"price-rule-row\""), 0, "only tried");
        let seen = version().await;
        assert_eq!(post(rules, rule(good.clone(), seen.clone(), false)).await.status, StatusCode::SEE_OTHER);
        let page = shown(&manager, "/office/price-lists/RULED").await;
        assert_eq!(count(&page, "data-testid=\"price-rule-row\""), 1, "{}", page.text);
        let kept = house.api(&token, Method::GET, "/api/v1/price-lists/RULED/rules", None).await.json();
        let one = format!("{rules}/{}", kept["items"][0]["id"].as_str().unwrap());
        assert_eq!(shown(&manager, &one).await.status, StatusCode::OK);
        assert_eq!(post(&one, rule(good.clone(), seen, false)).await.status, StatusCode::CONFLICT, "somebody was quicker");
        assert_eq!(post(&one, rule(good, version().await, false)).await.status, StatusCode::SEE_OTHER);
        let gone = post(&format!("{one}/remove?version={}", version().await), Vec::new()).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        assert_eq!(count(&shown(&manager, "/office/price-lists/RULED").await, "data-testid=\"price-rule-row\""), 0);
    }
}

async fn version_of(house: &TestHouse, token: &str) -> String {
    let list = house.api(token, Method::GET, "/api/v1/price-lists/RULED", None).await.json();
    list["version"].to_string()
}
