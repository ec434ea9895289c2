//! The server's connections: none is held by somebody who does not say what they want, and a stop lets those finish who do.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tower_http::add_extension::AddExtension;

/// How long a caller may take to send a request's headers, counted from the connection or from the answer before. Without
/// it whoever sends a byte a minute holds a connection for nothing, and a proxy that would bound that may not be there.
/// As long as proxies keep connections for their next request by default: one that is closed first loses that request.
pub const HEADERS_WITHIN: Duration = Duration::from_secs(75);

/// After a failure to accept that is ours, such as too many open files: time for others to end.
const PAUSE: Duration = Duration::from_secs(1);

/// Serves every connection until the stop, then waits for requests under way. Handlers find the peer's address as
/// [`ConnectInfo`].
pub async fn accept(listener: TcpListener, router: Router, headers_within: Duration, stop: CancellationToken) {
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(headers_within);
    let graceful = GracefulShutdown::new();
    loop {
        let (stream, peer) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    pause_after(&error).await;
                    continue;
                }
            },
        };
        let connection = server.serve_connection(TokioIo::new(without_delay(stream)), service(&router, peer));
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                // Callers vanish and dawdle every day: nothing to wake anybody for.
                tracing::debug!(%error, %peer, "a connection ended early");
            }
        });
    }
    // Nobody new: the port is free for the next process while this one finishes.
    drop(listener);
    graceful.shutdown().await;
}

fn service(router: &Router, peer: SocketAddr) -> TowerToHyperService<AddExtension<Router, ConnectInfo<SocketAddr>>> {
    TowerToHyperService::new(AddExtension::new(router.clone(), ConnectInfo(peer)))
}

/// Answers are small: waiting to fill a packet only adds delay.
fn without_delay(stream: TcpStream) -> TcpStream {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "nodelay could not be set");
    }
    stream
}

async fn pause_after(error: &std::io::Error) {
    let is_the_callers =
        matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset);
    if !is_the_callers {
        tracing::error!(%error, "no connection can be accepted");
        tokio::time::sleep(PAUSE).await;
    }
}
