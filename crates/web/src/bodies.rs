//! How large a body may be: the same everywhere but where files are uploaded.

use std::collections::HashMap;

use axum::extract::{MatchedPath, Request};
use kernel::Actor;

use crate::doors::passes;
use crate::{Needs, RouteRow};

/// Bytes that bodies may have, by route. The guard reads a body before any handler does; what a caller may not use is read no
/// further than any other body, so that strangers cannot fill the memory.
#[derive(Debug, Clone)]
pub struct BodyLimits {
    usual: usize,
    /// By path and method.
    roomy: HashMap<String, Vec<(String, Needs, usize)>>,
}

impl BodyLimits {
    /// `usual` bytes, and more for the rows of the authorization table that say so.
    pub fn new(usual: usize, rows: &[RouteRow]) -> BodyLimits {
        let mut roomy: HashMap<String, Vec<(String, Needs, usize)>> = HashMap::new();
        for row in rows {
            if let Some(most_bytes) = row.most_bytes {
                roomy.entry(row.path.clone()).or_default().push((row.method.clone(), row.needs, most_bytes));
            }
        }
        BodyLimits { usual, roomy }
    }

    pub(crate) fn of(&self, request: &Request, actor: Option<&Actor>) -> usize {
        let path = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
        let anonymous = Actor::anonymous();
        let room = self.roomy.get(path).into_iter().flatten().find(|(method, needs, _)| {
            *method == request.method().as_str() && passes(actor.unwrap_or(&anonymous), *needs).is_ok()
        });
        room.map_or(self.usual, |(_, _, most_bytes)| self.usual.max(*most_bytes))
    }
}
