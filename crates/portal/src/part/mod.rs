//! The parts that pages are composed of: each a small struct with the macro of the same name under `templates/parts/`.

pub mod form;
pub mod limit;
pub mod order;
pub mod product;
pub mod table;

use kernel::Page;
use serde::Serialize;
use web::Paging;
pub use web::page::Phrase;

/// Where the page stands in the tree of pages; the last one is the page itself and has no link.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    pub text: String,
    pub href: Option<String>,
}

impl Crumb {
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Crumb {
        Crumb { text: text.into(), href: Some(href.into()) }
    }

    pub fn here(text: impl Into<String>) -> Crumb {
        Crumb { text: text.into(), href: None }
    }
}

/// As deep as lists by place are leafed through, and as the index goes: beyond it a person narrows the list.
pub const DEEPEST: u64 = 10_000;

/// The way through a long list.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Pager {
    /// Place of the first and last item shown, counted from 1; absent where only the order is known.
    pub from: Option<u64>,
    pub to: Option<u64>,
    pub total: Option<u64>,
    /// How many of them can be leafed through, where these are not all.
    pub most: Option<u64>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl Pager {
    /// A list known by cursor: back to the first page, on to the next. The cursor goes out sealed under the list's path, and
    /// comes back opened in [`crate::frame::Visit::after`].
    pub fn by_cursor(here: &str, after: Option<&str>, next: Option<&str>) -> Pager {
        let list = here.split('?').next().unwrap_or_default();
        let page = Page { items: Vec::<()>::new(), next: next.map(str::to_owned) };
        let sealed = Paging::or_first(list, None, None).0.answer(page).next;
        Pager {
            previous: after.map(|_| without(here, "after")),
            next: sealed.map(|cursor| with(here, "after", &cursor)),
            ..Pager::default()
        }
    }

    /// The last page of a list known by place; 1 of an empty one.
    pub fn last_page(size: u64, total: u64) -> u64 {
        total.min(DEEPEST).div_ceil(size.max(1)).max(1)
    }

    /// A list known by place: page `page` (from 1) of `size` items each, of `total`. A page beyond the last is the last.
    pub fn by_place(here: &str, page: u64, size: u64, total: u64) -> Pager {
        let page = page.clamp(1, Pager::last_page(size, total));
        let reached = total.min(DEEPEST);
        let from = (page - 1).saturating_mul(size).saturating_add(1);
        let to = (from + size).saturating_sub(1).min(reached);
        Pager {
            from: (total > 0).then_some(from.min(total)),
            to: (total > 0).then_some(to),
            total: Some(total),
            most: (total > DEEPEST).then_some(DEEPEST),
            previous: match page {
                1 => None,
                2 => Some(without(here, "page")),
                _ => Some(with(here, "page", &(page - 1).to_string())),
            },
            next: (to < reached).then(|| with(here, "page", &(page + 1).to_string())),
        }
    }
}

/// The address with one parameter set.
pub fn with(address: &str, name: &str, value: &str) -> String {
    let rest = without(address, name);
    let pair = form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
    let joint = if rest.contains('?') { '&' } else { '?' };
    format!("{rest}{joint}{pair}")
}

/// The address without a parameter.
pub fn without(address: &str, name: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(own, _)| own != name);
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A text as one segment of a path.
pub fn segment(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests;
