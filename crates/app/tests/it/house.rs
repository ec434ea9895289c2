//! A whole house on a fresh database of each kind, called through its router as a client would.

use app::house::{House, migrations};
use app::router::{Served, serve};
use app::settings::Settings;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use kernel::Role;
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::Value;
use testkit::{TestStore, stores};
use tower::ServiceExt;

/// A house with a small demo company in it.
pub struct TestHouse {
    pub house: House,
    pub served: Served,
    pub seeded: demo::Seeded,
    pub store: TestStore,
    _folder: tempfile::TempDir,
}

/// An answer, read.
#[derive(Debug)]
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answered {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }
}

/// One house per engine; articles as in the demo, so many of them.
pub async fn houses(skus: usize) -> Vec<TestHouse> {
    let mut all = Vec::new();
    for store in stores(migrations).await {
        all.push(furnished(store, skus).await);
    }
    all
}

async fn furnished(store: TestStore, skus: usize) -> TestHouse {
    furnished_with(store, skus, |_| {}).await
}

/// A house whose settings are others.
pub async fn furnished_with(store: TestStore, skus: usize, change: impl Fn(&mut Settings)) -> TestHouse {
    let folder = tempfile::tempdir().unwrap();
    let generous = std::num::NonZeroU32::new(1_000_000).unwrap();
    let mut settings = Settings {
        data_dir: folder.path().to_owned(),
        secure_cookies: false,
        credentials_per_minute: generous,
        reads_per_minute: generous,
        writes_per_minute: generous,
        ..Settings::default()
    };
    change(&mut settings);
    let seeded = demo::seed(&store.store, &store::Blobs::new(settings.blob_folder()), demo::Size::Articles(skus)).await.unwrap();
    let house = House::build(settings, store.store.clone()).await.unwrap();
    house.load().await.unwrap();
    let served = serve(&house, PrometheusBuilder::new().build_recorder().handle());
    TestHouse { house, served, seeded, store, _folder: folder }
}

impl TestHouse {
    /// Facts are followed and reacted to, jobs run: what happens by itself in a running process.
    pub async fn settle(&self) {
        app::commands::settle(&self.house).await.unwrap();
    }

    pub async fn call(&self, request: Request<Body>) -> Answered {
        let response = self.served.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!parts.status.is_server_error(), "{}: {text}", parts.status);
        Answered { status: parts.status, headers: parts.headers, text }
    }

    /// Calls the API with a bearer token.
    pub async fn api(&self, token: &str, method: Method, path: &str, body: Option<&Value>) -> Answered {
        self.api_with(token, method, path, body, &[]).await
    }

    #[expect(clippy::too_many_arguments, reason = "a request is told in full where it is made")]
    pub async fn api_with(
        &self,
        token: &str,
        method: Method,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Answered {
        let mut request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        self.call(request.body(body).unwrap()).await
    }

    /// A token of the demo's client: the tenant's own, or the account's.
    pub async fn token(&self, account: Option<&str>) -> String {
        let client = self.seeded.clients.iter().find(|client| client.account.as_deref() == account).unwrap();
        self.token_of(&client.client_id, &client.client_secret).await
    }

    pub async fn token_of(&self, client_id: &str, client_secret: &str) -> String {
        let form = format!("grant_type=client_credentials&client_id={client_id}&client_secret={client_secret}");
        let request = Request::post("/oauth/token")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form));
        let answer = self.call(request.unwrap()).await;
        answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{}", answer.text)).to_owned()
    }

    /// Logs a person of this role in; returns the session cookie and the token of its forms.
    pub async fn login(&self, role: Role) -> Browser<'_> {
        let user = self.seeded.users.iter().find(|user| user.role == role).unwrap_or_else(|| panic!("nobody is {role:?}"));
        self.login_as(&user.email, &user.password).await
    }

    pub async fn login_as(&self, email: &str, password: &str) -> Browser<'_> {
        let form = format!("email={}&password={}", form_value(email), form_value(password));
        let request =
            Request::post("/login").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(form));
        let answer = self.call(request.unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{email}: {}", answer.text);
        let cookies = answer.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
        let session =
            cookies.filter(|cookie| cookie.starts_with("fondaco_session=")).map(|cookie| cookie.split(';').next().unwrap());
        let cookie = session.into_iter().next_back().unwrap_or_else(|| panic!("{email} got no session")).to_owned();
        let mut browser = Browser { house: self, cookie, csrf: String::new() };
        let profile = browser.get("/profile").await;
        let marker = "name=\"csrf-token\" content=\"";
        browser.csrf = profile.text.split(marker).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned();
        assert!(!browser.csrf.is_empty(), "pages of a session carry its token");
        browser
    }
}

/// A signed-in person's browser.
pub struct Browser<'a> {
    house: &'a TestHouse,
    cookie: String,
    csrf: String,
}

impl Browser<'_> {
    /// The session's cookie, as it is sent.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// The token of its forms.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    pub async fn get(&self, path: &str) -> Answered {
        let request = Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty());
        self.house.call(request.unwrap()).await
    }

    pub async fn request(&self, method: Method, path: &str) -> Answered {
        let request =
            Request::builder().method(method).uri(path).header(header::COOKIE, &self.cookie).header("x-csrf-token", &self.csrf);
        self.house.call(request.body(Body::empty()).unwrap()).await
    }

    /// Sends JSON, as a page's script does.
    pub async fn json(&self, method: Method, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answered {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header("x-csrf-token", &self.csrf)
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.house.call(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Sends a file to a form of product files.
    pub async fn upload(&self, path: &str, title: &str, file: &[u8]) -> Answered {
        let mut body = Vec::new();
        for (name, value) in [("csrf_token", self.csrf.as_str()), ("kind", "data_sheet"), ("language", ""), ("title", title)] {
            body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"sheet.pdf\"\r\nContent-Type: application/pdf";
        body.extend(format!("--edge\r\n{head}\r\n\r\n").bytes());
        body.extend_from_slice(file);
        body.extend(b"\r\n--edge--\r\n");
        self.send_form(path, body).await
    }

    /// Sends a file to the imports of the office.
    pub async fn upload_import(&self, mapping: &str, name: &str, file: &[u8]) -> Answered {
        let mut body = Vec::new();
        for (field, value) in [("csrf_token", self.csrf.as_str()), ("mapping", mapping)] {
            body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv");
        body.extend(format!("--edge\r\n{head}\r\n\r\n").bytes());
        body.extend_from_slice(file);
        body.extend(b"\r\n--edge--\r\n");
        self.send_form("/office/imports", body).await
    }

    /// Sends a form of parts parted by `--edge`, as it is.
    pub async fn send_form(&self, path: &str, body: Vec<u8>) -> Answered {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.house.call(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let mut fields: Vec<(&str, &str)> = fields.to_vec();
        fields.push(("csrf_token", &self.csrf));
        self.post_without_token(path, &fields).await
    }

    pub async fn post_without_token(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", form_value(value))).collect();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(pairs.join("&")));
        self.house.call(request.unwrap()).await
    }
}

pub fn form_value(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
