//! Every route × every role: a route without a row in the table cannot be opened, and the table is what happens.

use axum::http::{Method, StatusCode};
use kernel::{Action, Role};
use web::{Needs, RouteRow};

use crate::house::houses;

/// The routes that anybody may call, each with its reason. A new one must be added here by hand.
const OPEN: &[(&str, &str, &str)] = &[
    ("GET", "/healthz", "for the process's keeper"),
    ("GET", "/readyz", "for the process's keeper"),
    ("GET", "/metrics", "for the operator's network; a proxy hides it"),
    ("GET", "/openapi.json", "the contract is public"),
    ("GET", "/developers", "the contract is public"),
    ("POST", "/oauth/token", "clients prove themselves with their secret"),
];

/// Pages before the login; the portal's own list.
fn is_entrance(row: &RouteRow) -> bool {
    const PATHS: [&str; 11] = [
        "/login",
        "/logout",
        "/forgot-password",
        "/invitation",
        "/reset",
        "/offline",
        "/assets/{*path}",
        "/locale",
        "/sw.js",
        "/site.webmanifest",
        "/favicon.ico",
    ];
    PATHS.contains(&row.path.as_str()) || row.path.starts_with("/theme/") || row.path.starts_with("/drawings/")
}

#[tokio::test]
async fn what_anybody_may_call_is_listed_by_hand() {
    let house = houses(50).await.remove(0);
    for row in house.served.rows.iter().filter(|row| row.needs == Needs::Anyone) {
        let listed = OPEN.iter().any(|(method, path, _)| *method == row.method && *path == row.path);
        assert!(listed || is_entrance(row), "{} {} is open to everybody without being on the list", row.method, row.path);
    }
}

#[tokio::test]
async fn nobody_passes_without_a_name() {
    let house = houses(50).await.remove(0);
    for row in house.served.rows.iter().filter(|row| row.needs != Needs::Anyone) {
        let method = Method::from_bytes(row.method.as_bytes()).unwrap();
        let request =
            axum::http::Request::builder().method(method.clone()).uri(filled(&row.path)).body(axum::body::Body::empty());
        let answer = house.call(request.unwrap()).await;
        let refused = match (row.is_api, method == Method::GET) {
            (false, true) => answer.status == StatusCode::SEE_OTHER,
            _ => answer.status == StatusCode::UNAUTHORIZED,
        };
        assert!(refused, "{} {} answered {} to nobody", row.method, row.path, answer.status);
    }
}

#[tokio::test]
async fn every_role_is_let_in_or_refused_as_the_table_says() {
    let house = houses(50).await.remove(0);
    for role in Role::ALL {
        let browser = house.login(role).await;
        for row in &house.served.rows {
            // What changes something is only tried where it must be refused; logging out would end the test.
            let method = Method::from_bytes(row.method.as_bytes()).unwrap();
            let allowed = passes(role, row.needs);
            if row.path == "/logout" || (allowed && method != Method::GET) {
                continue;
            }
            let answer = browser.request(method, &filled(&row.path)).await;
            if allowed {
                // The act itself may still refuse by reach, or find nothing; what it may not do is fail.
                assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{role:?} {} {}", row.method, row.path);
            } else {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {} {}", row.method, row.path);
            }
        }
    }
}

fn passes(role: Role, needs: Needs) -> bool {
    match needs {
        Needs::Anyone | Needs::SignedIn => true,
        Needs::May(action) => role.actions().contains(action),
    }
}

/// A path with believable parameters of nothing that exists.
fn filled(path: &str) -> String {
    let mut filled = String::new();
    for part in path.split('/').skip(1) {
        filled.push('/');
        let parameter = part.starts_with('{');
        filled.push_str(if parameter { "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f" } else { part });
    }
    if filled.is_empty() { "/".to_owned() } else { filled }
}

#[test]
fn sellers_and_customers_share_no_power_to_change_the_other_side() {
    for role in Role::ALL.into_iter().filter(|role| role.is_customers()) {
        for action in [
            Action::OrderManage,
            Action::AccountAdminister,
            Action::ActFor,
            Action::CatalogManage,
            Action::PriceManage,
            Action::StockManage,
            Action::OperationsRead,
            Action::SettingsManage,
            Action::OfficeUse,
        ] {
            assert!(!role.actions().contains(action), "{role:?} may {action:?}");
        }
    }
}

#[tokio::test]
async fn a_form_without_its_sessions_token_changes_nothing() {
    let house = houses(50).await.remove(0);
    let browser = house.login(Role::Requester).await;
    let fields = [("locale", "en"), ("back", "/")];
    assert_eq!(browser.post_without_token("/locale", &fields).await.status, StatusCode::FORBIDDEN);
    let forged = [("locale", "en"), ("back", "/"), ("csrf_token", "guessed")];
    assert_eq!(browser.post_without_token("/locale", &forged).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.post("/locale", &fields).await.status, StatusCode::SEE_OTHER);
}
