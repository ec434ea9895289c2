//! Imports: the form of the upload, and what became of a file.

use serde::Serialize;
use web::page::{Page, Phrase};

use super::head::{Button, Head};
use super::record::{Pair, RecordPage, Section, table};
use crate::part::form::{Choice, Field, Form};
use crate::part::segment;
use crate::part::table::{Cell, Column, Row};

const HERE: &str = "/office/imports";
/// Rows whose verdicts are shown; all rejected ones are in the list for download.
pub const MOST_VERDICTS: usize = 200;

#[derive(Debug, Clone, Serialize)]
pub struct ImportsPage {
    pub head: Head,
    pub form: Form,
    /// What is wrong with the file.
    pub file_error: Option<Phrase>,
    pub most_megabytes: usize,
}

impl ImportsPage {
    pub fn new(form: Form, most_megabytes: usize) -> ImportsPage {
        let head = Head::keyed("office-nav-imports").sub(Phrase::new("imports-sub"));
        ImportsPage { head, form, file_error: None, most_megabytes }
    }
}

/// `others` are the mappings that come with Fondaco: name, what it is for.
pub fn upload_form(others: &[(String, String)]) -> Form {
    let own = ["own-products", "own-categories", "own-relations"];
    let own = own.map(|name| Choice::keyed(name, format!("imports-mapping-{name}")));
    let others = others.iter().map(|(name, about)| Choice::named(name, format!("{name}: {about}")));
    let choices: Vec<Choice> = own.into_iter().chain(others).collect();
    Form::new(HERE, "imports-try")
        .with(Field::select("mapping", "imports-mapping", choices).hint("imports-mapping-hint").value("own-products"))
}

/// What was found out about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Line in the file; known of rejected rows.
    pub line: Option<String>,
    pub code: String,
    /// `new`, `known`, `rejected`.
    pub state: &'static str,
    /// Why it was rejected, in the reader's language.
    pub reason: Option<String>,
}

impl Verdict {
    pub fn accepted(code: String, is_known: bool) -> Verdict {
        Verdict { line: None, code, state: if is_known { "known" } else { "new" }, reason: None }
    }

    pub fn rejected(line: Option<String>, code: String, reason: String) -> Verdict {
        Verdict { line, code, state: "rejected", reason: Some(reason) }
    }
}

/// What became of a file.
#[derive(Debug, Clone)]
pub struct ImportFacts {
    pub file: String,
    pub mapping: String,
    /// Where the file is kept until it is imported.
    pub blob: String,
    /// Whether the rows were written, or only looked at.
    pub written: bool,
    pub rows: u64,
    /// Of the rows accepted: how many are new, how many are there already.
    pub fresh: u64,
    pub known: u64,
    pub created: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub rejected: u64,
    /// Where the list of rejected rows is kept.
    pub rejects: Option<String>,
    /// Columns of the file that nothing was made of.
    pub unused: Vec<String>,
    pub verdicts: Vec<Verdict>,
}

pub fn result_page(facts: &ImportFacts) -> RecordPage {
    let (title, note) =
        if facts.written { ("imports-done", "imports-done-note") } else { ("imports-tried", "imports-tried-note") };
    let accepted = facts.fresh + facts.known;
    let go = || Button {
        words: Phrase::new("imports-go").count("count", accepted),
        ..Button::post("imports-try", format!("{HERE}/run"))
            .value("blob", &facts.blob)
            .value("name", &facts.file)
            .value("mapping", &facts.mapping)
            .icon("file-import")
            .primary()
            .testid("import-run")
    };
    let mut head =
        Head::new(Phrase::new(title).with("file", &facts.file)).below("office-nav-imports", HERE).sub(Phrase::new(note));
    head = head.button(Button::go("imports-again", HERE).icon("upload"));
    if let Some(blob) = &facts.rejects {
        head = head.button(Button::download("imports-rejected-download", format!("{HERE}/rejected/{}", segment(blob))));
    }
    RecordPage::new(head.button_if(!facts.written && accepted > 0, go)).main(summary(facts)).main(verdicts(facts))
}

fn summary(facts: &ImportFacts) -> Section {
    let pair = |key: &str, count: u64| Pair::new(key, Cell::count(count));
    let mut pairs = vec![pair("imports-rows", facts.rows)];
    match facts.written {
        true => pairs.extend([
            pair("imports-created", facts.created),
            pair("imports-changed", facts.changed),
            pair("imports-unchanged", facts.unchanged),
        ]),
        false => pairs.extend([pair("imports-new", facts.fresh), pair("imports-known", facts.known)]),
    }
    pairs.push(pair("imports-rejected", facts.rejected));
    if !facts.unused.is_empty() {
        pairs.push(Pair::new("imports-unused", unused(&facts.unused)));
    }
    Section::pairs("summary", "imports-summary", pairs)
}

/// Columns that nothing was made of, by name: a misspelt one would else be missed in silence.
fn unused(columns: &[String]) -> Cell {
    /// So many are named; a file with more is another file.
    const NAMED: usize = 20;
    let named = columns.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match columns.len().saturating_sub(NAMED) {
        0 => Cell::text(named),
        more => Cell::Said {
            phrase: Phrase::new("imports-unused-more").with("columns", named).count("count", u64::try_from(more).unwrap_or(0)),
        },
    }
}

fn verdicts(facts: &ImportFacts) -> Section {
    let row = |verdict: &Verdict| {
        Row::new(vec![
            // On phones the first cell is the heading: every row has a code, but not every row's line is known.
            if verdict.code.is_empty() { Cell::Nothing } else { Cell::code(&verdict.code) },
            Cell::optional(verdict.line.clone()),
            Cell::state("import", verdict.state),
            Cell::optional(verdict.reason.clone()),
        ])
        .data("verdict", verdict.state)
    };
    let columns = ["imports-code", "imports-line", "imports-verdict", "imports-reason"].map(Column::text).to_vec();
    let rows: Vec<Row> = facts.verdicts.iter().map(row).collect();
    let cut = rows.len() >= MOST_VERDICTS;
    let section =
        Section::table("verdicts", "imports-verdicts", table(columns, rows, "import-row", None)).empty("imports-nothing");
    let most = u64::try_from(MOST_VERDICTS).unwrap_or(0);
    Section { note: cut.then(|| Phrase::new("imports-verdicts-cut").count("count", most)), ..section }
}

impl Page for ImportsPage {
    const TEMPLATE: &'static str = "backoffice/imports.html";

    fn sample() -> Vec<ImportsPage> {
        let others = [("icecat".to_owned(), "Open Icecat products".to_owned())];
        let page = ImportsPage::new(upload_form(&others), 50);
        let refused = Phrase::new("field-error-unreadable_file").with("reason", "listino.csv is damaged: no header");
        vec![page.clone(), ImportsPage { file_error: Some(refused), ..page }]
    }
}

pub fn record_samples() -> Vec<RecordPage> {
    let verdicts = vec![
        Verdict::rejected(Some("17".to_owned()), "6204-2RSH".to_owned(), "weight: \"0,1 kg\" is not a number".to_owned()),
        Verdict::accepted("6205-2RSH".to_owned(), true),
        Verdict::accepted("6206-2RSH".to_owned(), false),
    ];
    let tried = ImportFacts {
        file: "listino-2027.csv".to_owned(),
        mapping: "own-products".to_owned(),
        blob: "0f5c".to_owned(),
        written: false,
        rows: 1240,
        fresh: 1180,
        known: 59,
        created: 0,
        changed: 0,
        unchanged: 0,
        rejected: 1,
        rejects: Some("1a2b".to_owned()),
        unused: vec!["Farbe".to_owned(), "name.it".to_owned()],
        verdicts,
    };
    let many = ImportFacts { unused: (1..=23).map(|place| format!("column {place}")).collect(), ..tried.clone() };
    let done = ImportFacts { written: true, created: 1180, changed: 40, unchanged: 19, ..tried.clone() };
    let nothing = ImportFacts {
        rows: 0,
        fresh: 0,
        known: 0,
        rejected: 0,
        rejects: None,
        verdicts: Vec::new(),
        unused: Vec::new(),
        ..tried.clone()
    };
    [tried, done, nothing, many].iter().map(result_page).collect()
}
