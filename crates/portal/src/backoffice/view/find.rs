//! One box that finds everything: orders by number or reference, accounts, products.

use serde::Serialize;
use web::page::{Page, Phrase};

use super::head::{Empty, Head};

#[derive(Debug, Clone, Serialize)]
pub struct FindPage {
    pub head: Head,
    pub query: String,
    pub groups: Vec<FoundGroup>,
    pub empty: Empty,
}

/// What was found of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct FoundGroup {
    pub title: Phrase,
    pub icon: String,
    pub rows: Vec<Found>,
    /// The list with the same search.
    pub all: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct Found {
    pub text: String,
    pub below: String,
    pub href: String,
    /// Kind and code of a state.
    pub state: Option<(String, String)>,
}

impl FindPage {
    pub fn new(query: &str, groups: Vec<FoundGroup>) -> FindPage {
        let title =
            if query.is_empty() { Phrase::new("office-find") } else { Phrase::new("find-results-for").with("query", query) };
        FindPage {
            head: Head::new(title),
            query: query.to_owned(),
            groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
            empty: Empty::of("office-find", "search"),
        }
    }
}

fn samples() -> Vec<FindPage> {
    let found = |text: &str, below: &str, href: &str, state: Option<(&str, &str)>| Found {
        text: text.to_owned(),
        below: below.to_owned(),
        href: href.to_owned(),
        state: state.map(|(of, code)| (of.to_owned(), code.to_owned())),
    };
    let group = |key: &str, icon: &str, rows: Vec<Found>| FoundGroup {
        title: Phrase::new(key),
        icon: icon.to_owned(),
        rows,
        all: "/office/orders?q=rossi".to_owned(),
    };
    let orders =
        vec![found("SO-004711", "Officine Rossi S.r.l. · ODA-2026-0815", "/office/orders/SO-004711", Some(("order", "placed")))];
    let accounts =
        vec![found("Officine Rossi S.r.l.", "C-10042 · Bologna", "/office/accounts/C-10042", Some(("account", "active")))];
    let products = vec![found("6204-2RSH", "Cuscinetto radiale rigido a sfere", "/office/products/6204-2RSH", None)];
    let groups = vec![
        group("office-nav-orders", "package", orders),
        group("office-nav-accounts", "building", accounts),
        group("office-nav-products", "box", products),
    ];
    vec![FindPage::new("rossi", groups), FindPage::new("zzz", Vec::new()), FindPage::new("", Vec::new())]
}

impl Page for FindPage {
    const TEMPLATE: &'static str = "backoffice/find.html";

    fn sample() -> Vec<FindPage> {
        samples()
    }
}

/// The same, as the list below the search box while one types.
#[derive(Debug, Clone, Serialize)]
pub struct FindPart {
    pub groups: Vec<FoundGroup>,
    pub query: String,
    /// Whether an entry fills the field with its code, rather than leading to its page.
    pub fills: bool,
}

impl Page for FindPart {
    const TEMPLATE: &'static str = "backoffice/find_part.html";

    fn sample() -> Vec<FindPart> {
        let part = |page: FindPage, fills| FindPart { groups: page.groups, query: page.query, fills };
        let fills = samples().into_iter().map(|page| part(page, true));
        samples().into_iter().map(|page| part(page, false)).chain(fills).collect()
    }
}
