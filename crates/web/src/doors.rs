//! The doors of a room: its routes, none without saying what a caller needs to pass.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use kernel::{Action, Actor, ActorKind, Ctx, Denied};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::Problem;

/// What a caller needs to pass a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Open to everybody: the login page, assets, the token endpoint.
    Anyone,
    /// Somebody, whoever it is.
    SignedIn,
    /// Somebody whose role or scopes allow this action. The act itself then checks the reach.
    May(Action),
}

/// One row of the authorization table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteRow {
    /// Upper case.
    pub method: String,
    /// With parameters as `{sku}`.
    pub path: String,
    pub needs: Needs,
    /// Whether it is part of the documented API.
    pub is_api: bool,
    /// Bytes that its body may have, where that is more than usual.
    pub most_bytes: Option<usize>,
}

/// A set of routes with their needs. `S` is the state that handlers wait for.
pub struct Doors<S = ()> {
    api: OpenApiRouter<S>,
    pages: Router<S>,
    rows: Vec<RouteRow>,
}

impl<S: Clone + Send + Sync + 'static> Doors<S> {
    #[expect(clippy::new_without_default, reason = "an empty set of doors is a beginning, not a default")]
    pub fn new() -> Doors<S> {
        Doors { api: OpenApiRouter::new(), pages: Router::new(), rows: Vec::new() }
    }

    /// Opens documented API routes (`routes!(handler, …)` of one path).
    pub fn api(self, needs: Needs, routes: UtoipaMethodRouter<S>) -> Doors<S> {
        self.documented(needs, None, routes)
    }

    /// Opens documented API routes whose bodies may have so many bytes, when who sends them may pass.
    pub fn roomy_api(self, needs: Needs, most_bytes: usize, routes: UtoipaMethodRouter<S>) -> Doors<S> {
        let (schemas, paths, methods) = routes;
        self.documented(needs, Some(most_bytes), (schemas, paths, methods.layer(DefaultBodyLimit::max(most_bytes))))
    }

    fn documented(mut self, needs: Needs, most_bytes: Option<usize>, routes: UtoipaMethodRouter<S>) -> Doors<S> {
        let (schemas, paths, methods) = routes;
        for (path, item) in &paths.paths {
            let operations = [
                ("GET", &item.get),
                ("POST", &item.post),
                ("PUT", &item.put),
                ("PATCH", &item.patch),
                ("DELETE", &item.delete),
                ("HEAD", &item.head),
                ("OPTIONS", &item.options),
            ];
            for (method, operation) in operations {
                if operation.is_some() {
                    let (method, path) = (method.to_owned(), path.clone());
                    self.rows.push(RouteRow { method, path, needs, is_api: true, most_bytes });
                }
            }
        }
        self.api = self.api.routes((schemas, paths, guarded(methods, needs)));
        self
    }

    /// Opens a page or another route outside the documented API.
    pub fn page(mut self, needs: Needs, method: &str, path: &str, handler: MethodRouter<S>) -> Doors<S> {
        let (method, own_path) = (method.to_owned(), path.to_owned());
        self.rows.push(RouteRow { method, path: own_path, needs, is_api: false, most_bytes: None });
        self.pages = self.pages.route(path, guarded(handler, needs));
        self
    }

    /// Opens a page that takes bodies of so many bytes, when who sends them may pass.
    pub fn roomy_page(self, needs: Needs, (method, path): (&str, &str), most_bytes: usize, handler: MethodRouter<S>) -> Doors<S> {
        let mut doors = self.page(needs, method, path, handler.layer(DefaultBodyLimit::max(most_bytes)));
        if let Some(row) = doors.rows.last_mut() {
            row.most_bytes = Some(most_bytes);
        }
        doors
    }

    pub fn merge(mut self, other: Doors<S>) -> Doors<S> {
        self.api = self.api.merge(other.api);
        self.pages = self.pages.merge(other.pages);
        self.rows.extend(other.rows);
        self
    }

    /// Gives the handlers their state.
    pub fn with_state<T>(self, state: S) -> Doors<T>
    where
        T: Clone + Send + Sync + 'static,
    {
        Doors { api: self.api.with_state(state.clone()), pages: self.pages.with_state(state), rows: self.rows }
    }

    /// The authorization table.
    pub fn rows(&self) -> &[RouteRow] {
        &self.rows
    }
}

impl Doors<()> {
    /// The router of everything, the API's document, and the authorization table.
    pub fn open(self) -> (Router, utoipa::openapi::OpenApi, Vec<RouteRow>) {
        let (api, document) = self.api.split_for_parts();
        (api.merge(self.pages), document, self.rows)
    }
}

fn guarded<S: Clone + Send + Sync + 'static>(methods: MethodRouter<S>, needs: Needs) -> MethodRouter<S> {
    match needs {
        Needs::Anyone => methods,
        Needs::SignedIn | Needs::May(_) => methods.route_layer(from_fn(move |request, next| check(needs, request, next))),
    }
}

async fn check(needs: Needs, request: Request, next: Next) -> Response {
    let allowed = match request.extensions().get::<Ctx>() {
        None => Err(Denied::Anonymous),
        Some(ctx) => passes(&ctx.actor, needs),
    };
    match allowed {
        Ok(()) => next.run(request).await,
        Err(denied) => Problem::from(denied).into_response(),
    }
}

pub(crate) fn passes(actor: &Actor, needs: Needs) -> Result<(), Denied> {
    match needs {
        Needs::Anyone => Ok(()),
        _ if actor.kind == ActorKind::Anonymous => Err(Denied::Anonymous),
        Needs::SignedIn => Ok(()),
        Needs::May(action) if actor.actions.contains(action) => Ok(()),
        Needs::May(action) => Err(Denied::Forbidden(action)),
    }
}
