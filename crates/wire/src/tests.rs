use std::time::Duration;

use kernel::{Clock, CorrelationId, Timestamp};

use crate::*;

fn letter() -> Letter {
    Letter {
        from: "Magazzino <ordini@example.com>".into(),
        to: "Giulia Rossi <giulia@example.com>".into(),
        subject: "Ordine 7: è in attesa".into(),
        text: "Buongiorno".into(),
        html: "<p>Buongiorno</p>".into(),
        id: "letter-7".into(),
        correlation: "corr-7".into(),
    }
}

#[tokio::test]
async fn letters_land_in_the_folder_in_both_forms() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = Mailer::new(&MailSettings::Folder(folder.path().join("mail"))).await.unwrap();
    mailer.send(&letter()).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let written = std::fs::read_to_string(&files[0]).unwrap();
    for part in ["Message-ID: <letter-7@example.com>", "X-Correlation-Id: corr-7", "text/plain", "text/html"] {
        assert!(written.contains(part), "{part} is missing in {written}");
    }
}

#[tokio::test]
async fn a_bad_address_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = Mailer::new(&MailSettings::Folder(folder.path().to_owned())).await.unwrap();
    let bad = Letter { to: "nobody".into(), ..letter() };
    assert!(matches!(mailer.send(&bad).await, Err(MailError::Address(_))));
}

#[test]
fn the_breaker_opens_rests_and_lets_one_try() {
    let start = Timestamp::from_micros(0);
    let breaker = Breaker::new(3, 10);
    for _ in 0..3 {
        assert!(breaker.lets_pass(start));
        breaker.failed(start);
    }
    assert!(!breaker.lets_pass(start.plus_seconds(9)));
    assert!(breaker.lets_pass(start.plus_seconds(10)), "one may try");
    assert!(!breaker.lets_pass(start.plus_seconds(11)), "others wait for it");
    breaker.succeeded();
    assert!(breaker.lets_pass(start.plus_seconds(11)));
}

#[tokio::test]
async fn a_dead_system_is_not_asked_for_long() {
    let settings =
        HttpSettings { name: "test", timeout: Duration::from_millis(500), repeats: 1, failures_to_open: 2, open_seconds: 60 };
    let clock = Clock::manual(Timestamp::from_micros(0));
    let client = HttpClient::new(settings, clock.clone()).unwrap();
    let correlation = CorrelationId::new(clock.now());
    // A port that nobody listens on: bound once, then let go.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}/");
    assert!(matches!(client.send(reqwest::Method::GET, &url, None, &correlation).await, Err(HttpError::Failed { .. })));
    assert!(matches!(client.send(reqwest::Method::GET, &url, None, &correlation).await, Err(HttpError::Open("test"))));
}
