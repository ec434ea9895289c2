//! Small charts, drawn on the server: each bar says its own number, no legend, no script.

use kernel::Date;
use serde::Serialize;
use web::page::Phrase;

use crate::part::table::Cell;

/// The height in which bars are drawn, in pixels, without the words above and below.
const ROOM: u64 = 84;
/// Above the bars, for their numbers.
const ABOVE: u64 = 18;

/// One bar for each day.
#[derive(Debug, Clone, Serialize)]
pub struct Bars {
    pub title: Phrase,
    /// What the chart says, for who cannot see it.
    pub summary: Phrase,
    pub bars: Vec<Bar>,
    pub base: u64,
    pub height: u64,
}

/// A bar: places across in percent, so that the chart takes any width and its words keep their size.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    pub left: String,
    pub width: String,
    pub middle: String,
    pub top: u64,
    pub height: u64,
    /// Where the number stands.
    pub words_at: u64,
    pub day: Date,
    /// The number in words; on every bar where it fits, else on the tallest and the last.
    pub label: Option<Cell>,
    pub is_last: bool,
}

/// A day's figure: what is drawn, and how it is said.
#[derive(Debug, Clone)]
pub struct Figure {
    pub day: Date,
    pub value: u64,
    pub label: Cell,
}

/// A share of a whole, as a line with its name, its number and a bar.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    pub of: String,
    pub code: String,
    pub count: u64,
    pub most: u64,
    pub href: String,
}

impl Bars {
    /// `every` says whether all bars carry their number: small ones fit, amounts don't.
    pub fn new(title: &str, summary: Phrase, figures: &[Figure], every: bool) -> Bars {
        let most = figures.iter().map(|figure| figure.value).max().unwrap_or(0);
        let tallest = figures.iter().rposition(|figure| figure.value == most && most > 0);
        let count = figures.len();
        let bars = figures.iter().enumerate().map(|(place, figure)| {
            let height = drawn(figure.value, most);
            let is_last = place + 1 == count;
            // Two wide numbers side by side would run into each other: then the tallest speaks.
            let apart = tallest.is_none_or(|tallest| place.abs_diff(tallest) == 0 || place.abs_diff(tallest) > 3);
            let says = figure.value > 0 && (every || Some(place) == tallest || (is_last && apart));
            let top = ABOVE + ROOM - height;
            Bar {
                left: percent(place * 1000 + 150, count),
                width: percent(700, count),
                middle: percent(place * 1000 + 500, count),
                top,
                height,
                words_at: top.saturating_sub(5),
                day: figure.day,
                label: says.then(|| figure.label.clone()),
                is_last,
            }
        });
        let bars = bars.collect();
        Bars { title: Phrase::new(title), summary, bars, base: ABOVE + ROOM, height: ABOVE + ROOM + 20 }
    }
}

/// The height of a value beside the largest; what is there at all is seen.
fn drawn(value: u64, most: u64) -> u64 {
    let height = u128::from(value) * u128::from(ROOM) / u128::from(most.max(1));
    let height = u64::try_from(height).unwrap_or(ROOM);
    if value > 0 { height.max(2) } else { 0 }
}

/// `thousandths` of one of `count` equal parts, in percent with two decimals.
fn percent(thousandths: usize, count: usize) -> String {
    let hundredths = thousandths * 10 / count.max(1);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
