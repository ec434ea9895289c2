//! Paging by cursor, and versions of editable rows.

use serde::{Deserialize, Serialize};

/// The version of an editable row: starts at 1, one more at each change; travels as `ETag` / `If-Match`.
pub type Version = i64;

/// Which page of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    limit: u16,
    /// The `next` of the page before.
    pub after: Option<String>,
}

impl PageRequest {
    pub const DEFAULT_LIMIT: u16 = 25;
    pub const MOST: u16 = 200;

    /// At least 1 and at most [`PageRequest::MOST`] items: for what Fondaco asks itself. What a caller asks for beyond is
    /// refused where it is read, by `web::Paging`.
    pub fn new(limit: Option<u16>, after: Option<String>) -> PageRequest {
        PageRequest { limit: limit.unwrap_or(Self::DEFAULT_LIMIT).clamp(1, Self::MOST), after }
    }

    pub fn limit(&self) -> usize {
        usize::from(self.limit)
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Page<Item> {
    pub items: Vec<Item>,
    /// Pass as `after` for the next page; absent at the end.
    pub next: Option<String>,
}

impl<Item> Page<Item> {
    /// Makes a page from up to `limit + 1` items: the one too many tells that there is a next page.
    pub fn from_one_more(mut items: Vec<Item>, request: &PageRequest, cursor: impl Fn(&Item) -> String) -> Page<Item> {
        let more = items.len() > request.limit();
        items.truncate(request.limit());
        let next = if more { items.last().map(cursor) } else { None };
        Page { items, next }
    }

    pub fn map<Other>(self, change: impl FnMut(Item) -> Other) -> Page<Other> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}
