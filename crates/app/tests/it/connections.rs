//! Connections, over real sockets.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use app::connections::accept;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const WITHIN: Duration = Duration::from_millis(400);

async fn served() -> (SocketAddr, CancellationToken, JoinHandle<()>) {
    let router = Router::new()
        .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { format!("hello {}", peer.ip()) }))
        .route("/echo", post(|body: String| async move { body }))
        .route(
            "/slow",
            get(|| async {
                tokio::time::sleep(WITHIN * 2).await;
                "done"
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
    (address, stop.clone(), tokio::spawn(accept(listener, router, WITHIN, stop)))
}

/// All that comes back until the other side closes, and after how long it did; not longer than a test should take.
async fn rest(stream: &mut TcpStream) -> (String, Duration) {
    let (began, mut bytes) = (Instant::now(), Vec::new());
    let ended = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await;
    // A connection that is closed while the caller still sends may end with a reset: closed is closed.
    assert!(ended.is_ok(), "the connection is still open");
    (String::from_utf8_lossy(&bytes).into_owned(), began.elapsed())
}

#[tokio::test]
async fn who_does_not_send_complete_headers_in_time_is_let_go() {
    let (address, _stop, _server) = served().await;
    for begun in ["", "GET / HTT", "GET / HTTP/1.1\r\nHost: x\r\nX-Long: "] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(begun.as_bytes()).await.unwrap();
        let (answer, took) = rest(&mut stream).await;
        assert!(!answer.contains(" 200 "), "{begun:?}: {answer}");
        assert!((WITHIN / 2..WITHIN * 20).contains(&took), "{begun:?} was held for {took:?}");
    }
}

#[tokio::test]
async fn a_byte_now_and_then_does_not_hold_a_connection() {
    let (address, _stop, _server) = served().await;
    let (mut reader, mut writer) = TcpStream::connect(address).await.unwrap().into_split();
    let dribble = tokio::spawn(async move {
        for byte in "GET / HTTP/1.1\r\nX-Long: ".bytes().chain(std::iter::repeat(b'x')) {
            if writer.write_all(&[byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(WITHIN / 8).await;
        }
    });
    let mut bytes = Vec::new();
    let ended = tokio::time::timeout(WITHIN * 20, reader.read_to_end(&mut bytes)).await;
    dribble.abort();
    assert!(ended.is_ok(), "a byte every {:?} keeps the connection", WITHIN / 8);
}

#[tokio::test]
async fn who_is_quick_is_answered_as_often_as_they_ask_and_bodies_have_their_own_time() {
    let (address, _stop, _server) = served().await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    for _ in 0..3 {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut answer = vec![0; 1024];
        let count = stream.read(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer[..count]).into_owned();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("hello 127.0.0.1"), "{answer}");
    }
    stream.write_all(b"POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nab").await.unwrap();
    tokio::time::sleep(WITHIN * 2).await;
    stream.write_all(b"cde").await.unwrap();
    let (answer, _) = rest(&mut stream).await;
    assert!(answer.ends_with("abcde"), "{answer}");
}

#[tokio::test]
async fn a_stop_lets_requests_under_way_finish_and_takes_no_new_ones() {
    let (address, stop, server) = served().await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    let mut busy = TcpStream::connect(address).await.unwrap();
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    tokio::time::sleep(WITHIN / 4).await;
    stop.cancel();
    let (answer, _) = rest(&mut busy).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
    let (nothing, _) = rest(&mut idle).await;
    assert_eq!(nothing, "");
    tokio::time::timeout(Duration::from_secs(20), server).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
