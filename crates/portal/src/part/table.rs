//! Tables for work: columns that sort, filters as chips, rows of typed cells. The back office's lists are all one of these,
//! and so is what leaves as CSV.

use kernel::{Date, Money, Quantity, Timestamp, UnitPrice};
use serde::Serialize;
use web::page::Phrase;

use super::form::{Field, FieldKind};
use super::{Pager, with, without};

/// A list of things as a table.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub pager: Pager,
    /// Testid of every row.
    pub row_testid: Option<String>,
    /// Testid of the link in a row's first linked cell.
    pub link_testid: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Key of the head's text.
    pub label: String,
    /// A head that is data, in place of the key's text: an attribute's name.
    pub words: Option<String>,
    pub numeric: bool,
    /// Where a click on the head leads, for columns that sort.
    pub sort: Option<String>,
    pub direction: Option<Direction>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Ascending,
    Descending,
}

impl Column {
    pub fn text(label: &str) -> Column {
        Column { label: label.to_owned(), words: None, numeric: false, sort: None, direction: None }
    }

    pub fn number(label: &str) -> Column {
        Column { numeric: true, ..Column::text(label) }
    }

    /// A head that is data.
    pub fn named(words: impl Into<String>) -> Column {
        Column { words: Some(words.into()), ..Column::text("office-plain") }
    }

    /// Makes the head sort by `field`: ascending at first, the other way when it is in force (`sort=field`, `sort=-field`).
    pub fn sorted_by(mut self, field: &str, here: &str, now: Option<&str>) -> Column {
        let here = without(&without(here, "after"), "page");
        let descending = format!("-{field}");
        self.direction = match now {
            Some(now) if now == field => Some(Direction::Ascending),
            Some(now) if now == descending => Some(Direction::Descending),
            _ => None,
        };
        let next = if self.direction == Some(Direction::Ascending) { descending.as_str() } else { field };
        self.sort = Some(with(&here, "sort", next));
        self
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// `data-…` attributes that tests read: name without `data-`, value.
    pub data: Vec<(String, String)>,
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Row {
        Row { cells, data: Vec::new() }
    }

    pub fn data(mut self, name: &str, value: impl ToString) -> Row {
        self.data.push((name.to_owned(), value.to_string()));
        self
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cell {
    Nothing,
    Text {
        text: String,
    },
    /// A second line in small type under the first.
    Two {
        text: String,
        below: String,
    },
    Link {
        text: String,
        href: String,
        below: Option<String>,
    },
    /// A code: SKU, order number, event kind.
    Code {
        text: String,
        href: Option<String>,
    },
    Money {
        money: Money,
    },
    Price {
        price: UnitPrice,
    },
    Quantity {
        quantity: Quantity,
    },
    Count {
        count: String,
    },
    Percent {
        percent: String,
    },
    Date {
        date: Date,
    },
    Moment {
        moment: Timestamp,
    },
    /// A state with its colour: the key of its text is `state-<of>-<code>`.
    State {
        of: String,
        code: String,
    },
    /// One of our own texts.
    Said {
        phrase: Phrase,
    },
    /// Several of our own texts, one after the other.
    SaidAll {
        phrases: Vec<Phrase>,
    },
    YesNo {
        yes: bool,
    },
    /// So much of an article.
    Times {
        quantity: Quantity,
        text: String,
    },
    /// What was, and what is.
    Becomes {
        was: Box<Cell>,
        is: Box<Cell>,
    },
    /// The first of a list, and how many more there are.
    Several {
        cells: Vec<Cell>,
        more: u64,
    },
    /// Several values, each called by its name.
    Fields {
        fields: Vec<NamedCell>,
    },
    /// A button that posts.
    Act {
        action: String,
        key: String,
        confirm: Option<String>,
        testid: Option<String>,
        data: Vec<(String, String)>,
    },
}

/// A value with what it is called.
#[derive(Debug, Clone, Serialize)]
pub struct NamedCell {
    pub name: Phrase,
    pub cell: Cell,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text { text: text.into() }
    }

    pub fn optional(text: Option<impl Into<String>>) -> Cell {
        text.map_or(Cell::Nothing, |text| Cell::Text { text: text.into() })
    }

    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Cell {
        Cell::Link { text: text.into(), href: href.into(), below: None }
    }

    pub fn code(text: impl Into<String>) -> Cell {
        Cell::Code { text: text.into(), href: None }
    }

    pub fn code_link(text: impl Into<String>, href: impl Into<String>) -> Cell {
        Cell::Code { text: text.into(), href: Some(href.into()) }
    }

    pub fn count(count: impl ToString) -> Cell {
        Cell::Count { count: count.to_string() }
    }

    pub fn state(of: &str, code: impl Into<String>) -> Cell {
        Cell::State { of: of.to_owned(), code: code.into() }
    }

    pub fn moment(moment: Option<Timestamp>) -> Cell {
        moment.map_or(Cell::Nothing, |moment| Cell::Moment { moment })
    }
}

/// What narrows a list: a search box, choices that apply themselves, chips of what is in force.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Filters {
    /// The list's own address, without parameters.
    pub action: String,
    /// What is in the list's search box; no box when absent.
    pub search: Option<String>,
    pub choices: Vec<Field>,
    pub chips: Vec<Chip>,
}

impl Filters {
    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        self.search.as_deref().is_some_and(|text| !text.is_empty())
            || self.choices.iter().any(|choice| !choice.value.is_empty())
            || !self.chips.is_empty()
    }

    /// The filters with a chip for each choice that the list does not know, and whether there are any: such a list shows
    /// nothing, rather than everything as if it had not been narrowed.
    pub fn with_unknown(mut self) -> (Filters, bool) {
        let unknown = |choice: &Field| {
            let offered = choice.options.iter().any(|option| option.value == choice.value);
            // What goes along unseen is known by its options, where it has some.
            let closed = choice.kind == FieldKind::Select || (choice.kind == FieldKind::Hidden && !choice.options.is_empty());
            choice.error.is_some() || (closed && !choice.value.is_empty() && !offered)
        };
        let address = |left_out: &str| {
            let search = self.search.iter().filter(|text| !text.is_empty()).map(|text| ("q", text.as_str()));
            let choices = self.choices.iter().map(|choice| (choice.name.as_str(), choice.value.as_str()));
            let kept = search.chain(choices.filter(|(name, value)| *name != left_out && !value.is_empty()));
            kept.fold(self.action.clone(), |address, (name, value)| with(&address, name, value))
        };
        let chips: Vec<Chip> = self
            .choices
            .iter()
            .filter(|choice| unknown(choice))
            .map(|choice| Chip {
                text: choice.value.clone(),
                remove: address(&choice.name),
                attribute: choice.name.clone(),
                value: choice.value.clone(),
            })
            .collect();
        let any = !chips.is_empty();
        self.chips.extend(chips);
        (self, any)
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Chip {
    pub text: String,
    /// The list without this filter.
    pub remove: String,
    pub attribute: String,
    pub value: String,
}
