//! Lists: one template for all of them. What is in a list, its filters and its words come from the page that makes it.

use serde::Serialize;
use web::page::{Page, Phrase};

use super::head::{Empty, Head, Tab};
use super::record::Panel;
use crate::part::Pager;
use crate::part::table::{Filters, Table};

#[derive(Debug, Clone, Serialize)]
pub struct ListPage {
    pub head: Head,
    pub tabs: Vec<Tab>,
    pub filters: Option<Filters>,
    pub table: Table,
    pub empty: Empty,
    /// A line above the table: what the list holds, or that it was cut.
    pub note: Option<Phrase>,
    /// A form to add one, in place.
    pub panel: Option<Panel>,
}

impl ListPage {
    pub fn new(head: Head, table: Table, empty: Empty) -> ListPage {
        ListPage { head, tabs: Vec::new(), filters: None, table, empty, note: None, panel: None }
    }

    pub fn tabs(mut self, tabs: Vec<Tab>) -> ListPage {
        self.tabs = tabs;
        self
    }

    /// Filters; an empty list that is narrowed says so, and leads back to everything.
    pub fn filters(mut self, filters: Filters) -> ListPage {
        let (filters, unknown) = filters.with_unknown();
        if unknown {
            self.table.rows.clear();
            self.table.pager = Pager::default();
        }
        if unknown {
            self.empty = Empty::unknown(filters.action.clone());
        } else if filters.is_narrowed() {
            self.empty = Empty::filtered(filters.action.clone());
        }
        self.filters = Some(filters);
        self
    }

    pub fn note(mut self, note: Phrase) -> ListPage {
        self.note = Some(note);
        self
    }

    pub fn panel(mut self, panel: Option<Panel>) -> ListPage {
        self.panel = panel;
        self
    }
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "backoffice/list.html";

    fn sample() -> Vec<ListPage> {
        super::list_samples()
    }
}
