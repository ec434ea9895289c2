//! Leafing through lists: a cursor goes out sealed and comes back whole, or it is refused.
//!
//! What a room orders its list by is its own affair: an id, a time, a number. Were it sent as it is, a damaged one could
//! not always be told from a good one: the reader would be on another page, or on the first again, and not know.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{FieldFault, Page, PageRequest};
use sha2::{Digest, Sha256};

use crate::{Answer, Problem};

/// Bytes of the digest that a cursor carries: enough against accidents. It is no secret and guards none, since every list
/// asks on every page what its reader may see.
const SEAL: usize = 4;

/// A page of one list, as asked for and as answered.
#[derive(Debug, Clone)]
pub struct Paging {
    list: String,
    request: PageRequest,
}

impl Paging {
    /// What is asked of the list of this name. The name only tells the cursors of different lists apart.
    ///
    /// Errors: 422 at the field `after` for whatever is not the `next` of an earlier page of this list, and at the field
    /// `limit` for less than one item or more than [`PageRequest::MOST`].
    pub fn new(list: &str, limit: Option<u16>, after: Option<&str>) -> Answer<Paging> {
        Paging::with_unsealed(list, limit, after, |_| false)
    }

    /// For a list whose cursors others have kept since before cursors were sealed: `was_one` tells whether a text without a
    /// seal can be such a one.
    pub fn with_unsealed(list: &str, limit: Option<u16>, after: Option<&str>, was_one: impl Fn(&str) -> bool) -> Answer<Paging> {
        let mut faults = Vec::new();
        let limit = limited(limit, PageRequest::MOST).map_err(|fault| faults.push(fault)).ok().flatten();
        let read = |cursor: &str| open(list, cursor).or_else(|| was_one(cursor).then(|| cursor.to_owned()));
        let after = after.and_then(|cursor| {
            let opened = read(cursor);
            if opened.is_none() {
                faults.push(damaged());
            }
            opened
        });
        if faults.is_empty() {
            Ok(Paging { list: list.to_owned(), request: PageRequest::new(limit, after) })
        } else {
            Err(Problem::invalid(faults))
        }
    }

    /// For a page that a person reads, by its path: with a damaged cursor the list begins anew, and the fault, whose words are
    /// `field-error-not_a_cursor`, says why. The page's own links on carry what [`Paging::answer`] sealed.
    pub fn or_first(list: &str, limit: Option<u16>, after: Option<&str>) -> (Paging, Option<FieldFault>) {
        let opened = after.map(|cursor| open(list, cursor));
        let fault = matches!(opened, Some(None)).then(damaged);
        (Paging { list: list.to_owned(), request: PageRequest::new(limit, opened.flatten()) }, fault)
    }

    /// What the room reads.
    pub fn request(&self) -> &PageRequest {
        &self.request
    }

    /// What the room found, with its cursor sealed.
    pub fn answer<Item>(&self, page: Page<Item>) -> Page<Item> {
        Page { items: page.items, next: self.sealed(page.next) }
    }

    /// A cursor for the next page, as it goes out.
    pub fn sealed(&self, next: Option<String>) -> Option<String> {
        next.map(|cursor| seal(&self.list, &cursor))
    }
}

/// The `limit` that a caller asks for, at least 1 and at most `most`. One that asks for more would take the page that it got
/// for all that there is, so that it is told instead.
pub fn limited(limit: Option<u16>, most: u16) -> Result<Option<u16>, FieldFault> {
    match limit {
        Some(0) => Err(out_of_range(most)),
        Some(limit) if limit > most => Err(out_of_range(most)),
        limit => Ok(limit),
    }
}

/// What is said of a limit that is none.
pub fn out_of_range(most: u16) -> FieldFault {
    FieldFault::new("limit", "out_of_range", format!("must be a whole number from 1 to {most}"))
}

fn damaged() -> FieldFault {
    FieldFault::new(
        "after",
        "not_a_cursor",
        "must be the `next` of an earlier page of this list; leave it out for the first page",
    )
}

fn seal(list: &str, cursor: &str) -> String {
    let mut bytes = digest(list, cursor.as_bytes()).to_vec();
    bytes.extend_from_slice(cursor.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

fn open(list: &str, sealed: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let (seal, cursor) = bytes.split_at_checked(SEAL)?;
    let whole = digest(list, cursor) == *seal;
    whole.then(|| String::from_utf8(cursor.to_vec()).ok()).flatten()
}

fn digest(list: &str, cursor: &[u8]) -> [u8; SEAL] {
    // The name's end is marked, so that no name and cursor together read like another name and cursor.
    let whole = Sha256::new().chain_update(list).chain_update([0]).chain_update(cursor).finalize();
    let mut short = [0; SEAL];
    short.iter_mut().zip(whole).for_each(|(kept, byte)| *kept = byte);
    short
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use kernel::Page;

    use super::Paging;

    fn next_of(list: &str, cursor: &str) -> String {
        let page = Page { items: vec![1], next: Some(cursor.to_owned()) };
        Paging::new(list, None, None).unwrap().answer(page).next.unwrap()
    }

    #[test]
    fn a_cursor_comes_back_as_it_went_out() {
        for cursor in ["0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f", "C-10102", "è/~%", ""] {
            let next = next_of("orders", cursor);
            assert!(next.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{next}");
            let paging = Paging::new("orders", Some(7), Some(&next)).unwrap();
            assert_eq!((paging.request().after.as_deref(), paging.request().limit()), (Some(cursor), 7));
            assert_eq!(Paging::or_first("orders", None, Some(&next)).1, None);
        }
        assert_eq!(Paging::new("orders", None, None).unwrap().request().after, None);
    }

    #[test]
    fn more_than_a_page_holds_is_refused_at_its_field() {
        for (limit, fine) in
            [(None, true), (Some(1), true), (Some(200), true), (Some(0), false), (Some(201), false), (Some(65535), false)]
        {
            match Paging::new("orders", limit, None) {
                Ok(paging) => assert!(fine && paging.request().limit() == usize::from(limit.unwrap_or(25)), "{limit:?}"),
                Err(problem) => {
                    let told: Vec<_> = problem.fields().iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
                    assert_eq!((fine, told), (false, vec![("limit", "out_of_range")]), "{limit:?}");
                }
            }
        }
        let both = Paging::new("orders", Some(0), Some("zz")).unwrap_err();
        assert_eq!(both.fields().iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["limit", "after"]);
    }

    #[test]
    fn cursors_from_before_they_were_sealed_are_taken_where_others_keep_them() {
        let was_one = |cursor: &str| cursor.parse::<u32>().is_ok();
        let opened = |after: &str| Paging::with_unsealed("events", None, Some(after), was_one).map(|paging| paging.request.after);
        assert_eq!(opened("1234").unwrap().as_deref(), Some("1234"));
        assert_eq!(opened(&next_of("events", "1234")).unwrap().as_deref(), Some("1234"));
        for bad in ["", "-1", "x", &next_of("orders", "1234")] {
            assert!(opened(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_damaged_cursor_is_refused_at_its_field() {
        let whole = next_of("orders", "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f");
        let shortened: String = whole.chars().take(whole.len() - 4).collect();
        let altered = whole.replacen(&whole[10..12], if &whole[10..12] == "AA" { "BB" } else { "AA" }, 1);
        let of_another_list = next_of("carts", "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f");
        for bad in ["", "zz", "\0", "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f", &shortened, &altered, &of_another_list] {
            let problem = Paging::new("orders", None, Some(bad)).unwrap_err();
            assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
            assert_eq!(problem.fields().iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["after"], "{bad:?}");
            let (first, fault) = Paging::or_first("orders", None, Some(bad));
            assert_eq!(
                (first.request().after.as_deref(), fault.map(|fault| fault.code)),
                (None, Some("not_a_cursor")),
                "{bad:?}"
            );
        }
    }
}
