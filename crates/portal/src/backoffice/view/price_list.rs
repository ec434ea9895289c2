//! The page of a price list: its terms, whom it is for, its prices; and the form of a product's prices on it.

use kernel::{Percent, Quantity, Timestamp, UnitPrice, Version};
use web::page::Phrase;

use super::form::{FormPage, remembering};
use super::head::{Button, Head, plain};
use super::price_lists::{derivation, list_href};
use super::price_rules::{RuleRow, rules, sample_rules};
use super::record::{Finder, HistoryView, Notice, Pair, Panel, RecordPage, Section, table};
use super::samples::histories;
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::table::{Cell, Column, Row, Table};
use crate::part::{Pager, segment, with};
use crate::samples;

#[derive(Debug, Clone)]
pub struct PriceListFacts {
    pub id: String,
    pub code: String,
    pub name: String,
    pub state: String,
    pub version: Version,
    pub currency: String,
    pub market: Option<String>,
    pub priority: i32,
    pub exclusive: bool,
    pub valid_from: Option<Timestamp>,
    pub valid_to: Option<Timestamp>,
    pub in_force: bool,
    pub derived: Option<(String, Percent)>,
    pub assignees: Vec<AssigneeRow>,
    /// Codes and names of groups that could be added.
    pub groups: Vec<(String, String)>,
    pub everyone: bool,
    pub entries: Vec<EntryRow>,
    pub pager: Pager,
    pub rules: Vec<RuleRow>,
    /// The SKU that the entries are narrowed to.
    pub sku: String,
    pub sku_unknown: bool,
    pub history: Vec<HistoryView>,
    pub may_manage: bool,
    pub refused: Option<Panel>,
}

/// Whom a list is for.
#[derive(Debug, Clone)]
pub struct AssigneeRow {
    /// `everyone`, `group`, `account`.
    pub scope: String,
    /// What it is removed by: `everyone`, a group's code, an account's number.
    pub key: String,
    pub name: String,
    pub href: Option<String>,
}

#[derive(Debug, Clone)]
pub struct EntryRow {
    pub sku: String,
    pub name: String,
    pub from: Quantity,
    pub price: UnitPrice,
    /// The first entry of its product on this page.
    pub is_first: bool,
}

pub fn page(list: &PriceListFacts) -> RecordPage {
    let base = list_href(&list.code);
    let head = Head::new(plain(&list.name))
        .below("office-nav-price-lists", "/office/price-lists")
        .sub(plain(&list.code))
        .state("list", &list.state)
        .button_if(list.may_manage, || Button::go("office-price-list-edit", format!("{base}/edit")).icon("edit").primary());
    let mut page = RecordPage::new(head);
    if list.state == "active" && !list.in_force {
        page = page.notice(Notice::new("warning", "clock", Phrase::new("office-list-not-in-force")));
    }
    page.main(entries(list, &base))
        .main(rules(list, &base))
        .main(Section::history(list.history.clone()))
        .side(terms(list))
        .side(assignees(list, &base))
        .side(Section::identity(&list.id, Some(list.version), vec![Pair::new("office-code", Cell::code(&list.code))]))
}

fn terms(list: &PriceListFacts) -> Section {
    let moment = |moment: Option<Timestamp>, key: &str| match moment {
        Some(moment) => Cell::Moment { moment },
        None => Cell::Said { phrase: Phrase::new(key) },
    };
    let mut pairs = vec![
        Pair::text("account-currency", &list.currency),
        Pair::new(
            "account-market",
            list.market.clone().map_or_else(|| Cell::Said { phrase: Phrase::new("office-all-markets") }, Cell::text),
        ),
        Pair::new("office-list-from", moment(list.valid_from, "office-list-always")),
        Pair::new("office-list-to", moment(list.valid_to, "office-list-open-ended")),
        Pair::new("office-list-priority", Cell::count(list.priority)),
    ];
    if list.exclusive {
        pairs.push(Pair::said("office-list-exclusive-head", Phrase::new("office-list-exclusive")));
    }
    if let Some((base, percent)) = &list.derived {
        pairs.push(Pair::said("office-list-derived", derivation(base, *percent)));
    }
    Section::pairs("terms", "office-list-terms", pairs)
}

fn assignees(list: &PriceListFacts, base: &str) -> Section {
    let row = |one: &AssigneeRow| {
        let scope = Phrase::new(format!("office-scope-{}", one.scope));
        let mut cells = vec![match &one.href {
            Some(href) => Cell::link(&one.name, href),
            None if one.scope == "everyone" => Cell::Said { phrase: scope },
            None => Cell::text(&one.name),
        }];
        if list.may_manage {
            let action = with(
                &with(&format!("{base}/assignments/remove"), "key", &format!("{}:{}", one.scope, one.key)),
                "version",
                &list.version.to_string(),
            );
            cells.push(Cell::Act { action, key: "office-remove".to_owned(), confirm: None, testid: None, data: Vec::new() });
        }
        Row::new(cells)
    };
    let mut columns = vec![Column::text("office-list-for")];
    if list.may_manage {
        columns.push(Column::text("office-remove"));
    }
    let panel = match &list.refused {
        Some(panel) => Some(panel.clone()),
        None => list.may_manage.then(|| {
            Panel::new("assign", "office-list-assign", assign_form(&list.code, &list.groups, list.everyone, list.version))
        }),
    };
    let rows = list.assignees.iter().map(row).collect();
    Section::table("assignments", "office-list-for", table(columns, rows, "assignee-row", None))
        .empty("office-list-for-nobody")
        .panel(panel)
}

pub fn assign_form(code: &str, groups: &[(String, String)], everyone: bool, version: Version) -> Form {
    let mut choices = vec![Choice::keyed("account", "office-scope-account")];
    if !everyone {
        choices.push(Choice::keyed("everyone", "office-scope-everyone"));
    }
    choices.extend(groups.iter().map(|(code, name)| Choice::named(format!("group:{code}"), format!("{code} · {name}"))));
    Form::new(format!("{}/assignments", list_href(code)), "office-list-assign")
        .version(version)
        .with(Field::select("scope", "office-list-for", choices))
        .with(Field::text("account", "account-number-short").most(64).hint("office-list-account-hint"))
}

fn entries(list: &PriceListFacts, base: &str) -> Section {
    let row = |entry: &EntryRow| {
        let href = format!("{base}/entries/{}", segment(&entry.sku));
        let product = match (entry.is_first, list.may_manage) {
            (true, true) => Cell::Link { text: entry.sku.clone(), href, below: Some(entry.name.clone()) },
            (true, false) => Cell::Two { text: entry.sku.clone(), below: entry.name.clone() },
            (false, _) => Cell::text(""),
        };
        Row::new(vec![product, Cell::Quantity { quantity: entry.from }, Cell::Price { price: entry.price }])
            .data("sku", &entry.sku)
    };
    let columns = vec![Column::text("find-product"), Column::number("price-from"), Column::number("price-each")];
    let table = Table {
        columns,
        rows: list.entries.iter().map(row).collect(),
        pager: list.pager.clone(),
        row_testid: Some("price-entry-row".to_owned()),
        link_testid: None,
    };
    let empty = match (list.sku_unknown, list.sku.is_empty(), list.derived.is_some()) {
        (true, _, _) => "office-entries-unknown",
        (false, false, _) => "office-entries-not-here",
        (false, true, true) => "office-entries-derived",
        (false, true, false) => "office-entries-none",
    };
    let mut section = Section::table("entries", "office-entries", table).note("office-entries-note").empty(empty);
    section.finder = Some(Finder {
        action: format!("{base}#entries"),
        name: "sku".to_owned(),
        label: "office-entries-find".to_owned(),
        value: list.sku.clone(),
        also: list.may_manage.then(|| (format!("{base}/entries"), "office-entry-set".to_owned())),
    });
    section
}

/// How many quantity breaks the form offers at least.
const TIERS: usize = 8;

/// The prices of a product on a list: from which quantity, and how much.
#[expect(clippy::too_many_arguments, reason = "what the form shows, each by its name")]
pub fn entry_form(code: &str, sku: &str, currency: &str, unit: &str, tiers: &[(String, String)], version: Version) -> Form {
    let form = Form::new(format!("{}/entries/{}", list_href(code), segment(sku)), "action-save").version(version);
    let form = (0..TIERS.max(tiers.len() + 2)).fold(form, |form, place| {
        let (from, price) = tiers.get(place).cloned().unwrap_or_default();
        form.with(Field::new(FieldKind::Decimal, &format!("from_{place}"), "office-entry-from").addon(unit).value(from).half())
            .with(
                Field::new(FieldKind::Decimal, &format!("price_{place}"), "office-entry-price")
                    .addon(currency)
                    .value(price)
                    .half(),
            )
    });
    remembering(form)
}

pub fn entry_page(list: (&str, &str), product: (&str, &str), form: Form) -> FormPage {
    let (code, name) = list;
    let (sku, product_name) = product;
    let head = Head::new(plain(sku))
        .below("office-nav-price-lists", "/office/price-lists")
        .below_named(name, list_href(code))
        .sub(plain(product_name))
        .button(Button::go("office-entry-in-product", super::products::product_href(sku)).icon("box"));
    FormPage::new(head, form, with(&list_href(code), "sku", sku)).intro("office-entry-intro")
}

pub fn sample_facts() -> PriceListFacts {
    let entry = |sku: &str, name: &str, from, price: &str, is_first| EntryRow {
        sku: sku.to_owned(),
        name: name.to_owned(),
        from: Quantity::pieces(from),
        price: samples::price(price),
        is_first,
    };
    let assignee = |scope: &str, key: &str, name: &str| AssigneeRow {
        scope: scope.to_owned(),
        key: key.to_owned(),
        name: name.to_owned(),
        href: (scope == "account").then(|| format!("/office/accounts/{key}")),
    };
    PriceListFacts {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        code: "ROSSI-2026".to_owned(),
        name: "Accordo quadro Officine Rossi 2026".to_owned(),
        state: "active".to_owned(),
        version: 31,
        currency: "EUR".to_owned(),
        market: None,
        priority: 90,
        exclusive: true,
        valid_from: Some(samples::moment("2026-01-01T00:00:00Z")),
        valid_to: None,
        in_force: true,
        derived: Some(("LIST-2026".to_owned(), samples::percent("25"))),
        assignees: vec![
            assignee("account", "C-10042", "Officine Rossi S.r.l."),
            assignee("group", "OEM", "Costruttori di macchine"),
            assignee("everyone", "", ""),
        ],
        groups: vec![("MRO".to_owned(), "Manutenzione".to_owned())],
        everyone: true,
        entries: vec![
            entry("6204-2RSH", "Cuscinetto radiale rigido a sfere 6204-2RSH", 1, "4.86", true),
            entry("6204-2RSH", "", 25, "4.42", false),
            entry("6204-2RSH", "", 100, "3.98", false),
            entry("6204-2Z", "Cuscinetto radiale rigido a sfere 6204-2Z", 1, "4.51", true),
        ],
        pager: Pager::by_cursor("/office/price-lists/ROSSI-2026", None, Some("x")),
        rules: sample_rules(),
        sku: String::new(),
        sku_unknown: false,
        history: histories(),
        may_manage: true,
        refused: None,
    }
}

pub fn record_samples() -> Vec<RecordPage> {
    let full = sample_facts();
    let empty = PriceListFacts {
        entries: Vec::new(),
        assignees: Vec::new(),
        pager: Pager::default(),
        rules: Vec::new(),
        derived: None,
        exclusive: false,
        in_force: false,
        market: Some("IT".to_owned()),
        may_manage: false,
        ..full.clone()
    };
    let unknown = PriceListFacts { sku: "zzz".to_owned(), sku_unknown: true, entries: Vec::new(), ..full.clone() };
    let absent = PriceListFacts { sku: "6205".to_owned(), entries: Vec::new(), ..full.clone() };
    let derived = PriceListFacts { entries: Vec::new(), ..full.clone() };
    let drawn = PriceListFacts { everyone: false, ..empty.clone() };
    vec![
        page(&full),
        page(&empty),
        page(&unknown),
        page(&absent),
        page(&derived),
        page(&PriceListFacts { may_manage: true, ..drawn }),
    ]
}

pub fn form_samples() -> Vec<FormPage> {
    let tiers = [("1".to_owned(), "4.86".to_owned()), ("25".to_owned(), "4.42".to_owned())];
    let form = entry_form("ROSSI-2026", "6204-2RSH", "EUR", "pz", &tiers, 31);
    let list = ("ROSSI-2026", "Accordo quadro Officine Rossi 2026");
    vec![entry_page(list, ("6204-2RSH", "Cuscinetto radiale rigido a sfere 6204-2RSH"), form)]
}
