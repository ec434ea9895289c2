//! An HTTP client for other people's systems: a time limit for all, repeats for what may be repeated, and a breaker that
//! stops asking a system that does not answer.

use std::sync::Mutex;
use std::time::Duration;

use kernel::{Clock, CorrelationId, Timestamp};
use reqwest::{Method, StatusCode};

/// Limits of one foreign system.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// Names the system in logs and metrics.
    pub name: &'static str,
    pub timeout: Duration,
    /// How often a safe call (GET, HEAD, PUT, DELETE) is repeated after a failure.
    pub repeats: u32,
    /// Failures in a row that open the breaker.
    pub failures_to_open: u32,
    /// Seconds that an open breaker waits before it lets one call try.
    pub open_seconds: i64,
}

/// What a call can end with instead of an answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The system failed too often a moment ago; it was not asked.
    #[error("{0} is resting after repeated failures")]
    Open(&'static str),
    #[error("{name} did not answer: {source}")]
    Failed {
        name: &'static str,
        #[source]
        source: reqwest::Error,
    },
    /// It answered, with a failure of its own (5xx, 429).
    #[error("{name} answered {status}")]
    Refused { name: &'static str, status: StatusCode },
}

/// Counts failures in a row. Closed: calls pass. Open: none, until the rest is over; then one may try.
#[derive(Debug)]
pub struct Breaker {
    failures_to_open: u32,
    open_seconds: i64,
    state: Mutex<BreakerState>,
}

#[derive(Debug, Default)]
struct BreakerState {
    failures: u32,
    opened_at: Option<Timestamp>,
}

impl Breaker {
    pub fn new(failures_to_open: u32, open_seconds: i64) -> Breaker {
        Breaker { failures_to_open, open_seconds, state: Mutex::default() }
    }

    /// Whether a call may be made now.
    pub fn lets_pass(&self, now: Timestamp) -> bool {
        let mut state = self.lock();
        match state.opened_at {
            None => true,
            Some(opened_at) if now.seconds_since(opened_at) < self.open_seconds => false,
            Some(_) => {
                // Half open: this one call tries, others keep waiting until it tells.
                state.opened_at = Some(now);
                true
            }
        }
    }

    pub fn succeeded(&self) {
        *self.lock() = BreakerState::default();
    }

    pub fn failed(&self, now: Timestamp) {
        let mut state = self.lock();
        state.failures = state.failures.saturating_add(1);
        if state.failures >= self.failures_to_open {
            state.opened_at = Some(now);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BreakerState> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The client of one foreign system.
pub struct HttpClient {
    client: reqwest::Client,
    settings: HttpSettings,
    breaker: Breaker,
    clock: Clock,
}

impl HttpClient {
    pub fn new(settings: HttpSettings, clock: Clock) -> Result<HttpClient, HttpError> {
        let client = reqwest::Client::builder()
            .timeout(settings.timeout)
            .connect_timeout(settings.timeout)
            .user_agent(concat!("fondaco/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|source| HttpError::Failed { name: settings.name, source })?;
        let breaker = Breaker::new(settings.failures_to_open, settings.open_seconds);
        Ok(HttpClient { client, settings, breaker, clock })
    }

    /// Sends one call, with a JSON body when given, under the correlation id of what caused it.
    pub async fn send(
        &self,
        method: Method,
        url: &str,
        body: Option<&serde_json::Value>,
        correlation: &CorrelationId,
    ) -> Result<reqwest::Response, HttpError> {
        let repeats = if method.is_idempotent() { self.settings.repeats } else { 0 };
        let mut attempt = 0;
        loop {
            let outcome = self.once(method.clone(), url, body, correlation).await;
            match outcome {
                Ok(response) => return Ok(response),
                Err(HttpError::Open(name)) => return Err(HttpError::Open(name)),
                Err(error) if attempt >= repeats => return Err(error),
                Err(error) => {
                    attempt += 1;
                    tracing::warn!(system = self.settings.name, attempt, %error, correlation_id = %correlation, "call repeated");
                    tokio::time::sleep(Duration::from_millis(100 * 2_u64.pow(attempt.min(6)))).await;
                }
            }
        }
    }

    async fn once(
        &self,
        method: Method,
        url: &str,
        body: Option<&serde_json::Value>,
        correlation: &CorrelationId,
    ) -> Result<reqwest::Response, HttpError> {
        let name = self.settings.name;
        if !self.breaker.lets_pass(self.clock.now()) {
            return Err(HttpError::Open(name));
        }
        let mut request = self.client.request(method, url).header("X-Correlation-Id", correlation.as_str());
        if let Some(body) = body {
            request = request.json(body);
        }
        let outcome = match request.send().await {
            Ok(response) if response.status().is_server_error() || response.status() == StatusCode::TOO_MANY_REQUESTS => {
                Err(HttpError::Refused { name, status: response.status() })
            }
            Ok(response) => Ok(response),
            Err(source) => Err(HttpError::Failed { name, source }),
        };
        match &outcome {
            Ok(_) => self.breaker.succeeded(),
            Err(_) => self.breaker.failed(self.clock.now()),
        }
        metrics::counter!("outbound_calls", "system" => name, "ok" => outcome.is_ok().to_string()).increment(1);
        outcome
    }
}
