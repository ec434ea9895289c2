//! Stock: what there is of every product, the page of one product's stock, the warehouses.

use kernel::{Date, Quantity, Timestamp, Version};
use web::page::Phrase;

use super::form::{FormPage, remembering};
use super::head::{Button, Empty, Head, Tab, plain};
use super::list::ListPage;
use super::products::product_href;
use super::record::{Pair, Panel, RecordPage, Section, table};
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::table::{Cell, Column, Filters, Row, Table};
use crate::part::{Pager, segment, with, without};
use crate::samples;

/// A product's stock over all warehouses.
#[derive(Debug, Clone)]
pub struct StockListRow {
    pub sku: String,
    pub name: String,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub available: Quantity,
    /// What comes in next.
    pub incoming: Option<(Date, Quantity)>,
}

/// What a person asked the list for.
#[derive(Debug, Clone, Default)]
pub struct StockAsked {
    pub text: String,
    /// `low`, `out`, `incoming`, or everything.
    pub show: String,
    /// More fit than the list shows.
    pub cut: bool,
}

pub fn stock_href(sku: &str) -> String {
    format!("/office/stock/{}", segment(sku))
}

pub fn list(here: &str, asked: &StockAsked, rows: &[StockListRow], pager: Pager) -> ListPage {
    let views = ["", "low", "out", "incoming"].iter();
    let tabs = views.map(|view| {
        let key = format!("office-stock-view-{}", if view.is_empty() { "all" } else { view });
        let href = if view.is_empty() { "/office/stock".to_owned() } else { with("/office/stock", "show", view) };
        Tab::new(&key, href, asked.show == *view)
    });
    let row = |stock: &StockListRow| {
        let incoming = match stock.incoming {
            Some((date, _)) => Cell::Date { date },
            None => Cell::Nothing,
        };
        Row::new(vec![
            Cell::Link { text: stock.sku.clone(), href: stock_href(&stock.sku), below: Some(stock.name.clone()) },
            Cell::Quantity { quantity: stock.on_hand },
            Cell::Quantity { quantity: stock.reserved },
            Cell::Quantity { quantity: stock.available },
            stock.incoming.map_or(Cell::Nothing, |(_, quantity)| Cell::Quantity { quantity }),
            incoming,
        ])
        .data("sku", &stock.sku)
    };
    let table = Table {
        columns: vec![
            Column::text("find-product"),
            Column::number("office-on-hand"),
            Column::number("office-reserved-head"),
            Column::number("office-available"),
            Column::number("office-incoming"),
            Column::text("office-incoming-date"),
        ],
        rows: rows.iter().map(row).collect(),
        pager,
        row_testid: Some("stock-row".to_owned()),
        link_testid: Some("stock-link".to_owned()),
    };
    let filters = Filters {
        action: "/office/stock".to_owned(),
        search: Some(asked.text.clone()),
        choices: vec![Field::new(FieldKind::Hidden, "show", "office-plain").value(asked.show.clone())],
        chips: Vec::new(),
    };
    let csv = without(here, "page").replacen("/office/stock", "/office/stock.csv", 1);
    let head = Head::keyed("office-nav-stock")
        .sub(Phrase::new("office-stock-sub"))
        .button_if(!rows.is_empty(), || Button::download("office-export", csv));
    let empty = match asked.show.as_str() {
        "low" => Empty::of("office-stock-low", "circle-check"),
        "out" => Empty::of("office-stock-out", "circle-check"),
        "incoming" => Empty::of("office-stock-incoming", "truck"),
        _ => Empty::of("office-stock", "packages"),
    };
    let page = ListPage::new(head, table, empty.clone()).tabs(tabs.collect());
    let page = if asked.text.is_empty() { ListPage { filters: Some(filters), ..page } } else { page.filters(filters) };
    if asked.cut { page.note(Phrase::new("office-stock-cut")) } else { page }
}

/// What the page of a product's stock shows.
#[derive(Debug, Clone)]
pub struct StockFacts {
    pub sku: String,
    pub name: String,
    pub unit_sign: String,
    pub levels: Vec<LevelRow>,
    pub incoming: Vec<IncomingRow>,
    pub ledger: Vec<LedgerView>,
    /// Code and name of every warehouse.
    pub warehouses: Vec<(String, String)>,
    pub available: Quantity,
    pub reserved: Quantity,
    pub lead_time_days: Option<u16>,
    pub may_manage: bool,
    pub refused: Option<Panel>,
}

#[derive(Debug, Clone)]
pub struct LevelRow {
    pub warehouse: String,
    pub name: String,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub available: Quantity,
}

#[derive(Debug, Clone)]
pub struct IncomingRow {
    pub warehouse: String,
    pub date: Date,
    pub quantity: Quantity,
}

#[derive(Debug, Clone)]
pub struct LedgerView {
    pub at: Timestamp,
    pub kind: String,
    pub warehouse: String,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    /// A reason, or an order's number with its page.
    pub reference: String,
    pub href: Option<String>,
}

pub fn page(stock: &StockFacts) -> RecordPage {
    let head = Head::new(plain(&stock.sku))
        .below("office-nav-stock", "/office/stock")
        .sub(plain(&stock.name))
        .button(Button::go("office-entry-in-product", product_href(&stock.sku)).icon("box"));
    let summary = vec![
        Pair::new("office-available", Cell::Quantity { quantity: stock.available }),
        Pair::new("office-reserved-head", Cell::Quantity { quantity: stock.reserved }),
        match stock.lead_time_days {
            Some(days) => Pair::said("product-lead-time", Phrase::new("office-days").count("days", u64::from(days))),
            None => Pair::new("product-lead-time", Cell::Nothing),
        },
    ];
    RecordPage::new(head)
        .main(levels(stock))
        .main(incoming(stock))
        .main_if((!stock.ledger.is_empty()).then(|| ledger(stock)))
        .side(Section::pairs("summary", "office-stock-summary", summary))
}

fn levels(stock: &StockFacts) -> Section {
    let columns = vec![
        Column::text("office-warehouse"),
        Column::number("office-on-hand"),
        Column::number("office-reserved-head"),
        Column::number("office-available"),
    ];
    let row = |level: &LevelRow| {
        Row::new(vec![
            Cell::Two { text: level.warehouse.clone(), below: level.name.clone() },
            Cell::Quantity { quantity: level.on_hand },
            Cell::Quantity { quantity: level.reserved },
            Cell::Quantity { quantity: level.available },
        ])
        .data("warehouse", &level.warehouse)
        .data("available", level.available.value())
    };
    let panel = match &stock.refused {
        Some(panel) if panel.id == "adjust" => Some(panel.clone()),
        _ => stock.may_manage.then(|| adjust_panel(adjust_form(&stock.sku, &stock.unit_sign, &stock.warehouses))),
    };
    let rows = stock.levels.iter().map(row).collect();
    Section::table("levels", "office-stock-levels", table(columns, rows, "warehouse-row", None))
        .empty("office-stock-levels-none")
        .panel(panel)
}

pub fn adjust_panel(form: Form) -> Panel {
    Panel::new("adjust", "office-adjust", form).icon("arrows-exchange")
}

pub fn adjust_form(sku: &str, sign: &str, warehouses: &[(String, String)]) -> Form {
    let places = warehouses.iter().map(|(code, name)| Choice::named(code, format!("{code} · {name}"))).collect();
    let kinds =
        ["receipt", "issue", "adjustment", "count"].map(|kind| Choice::keyed(kind, format!("office-adjust-{kind}"))).to_vec();
    Form::new(format!("{}/adjust", stock_href(sku)), "office-adjust-submit")
        .draft("office-adjust")
        .with(Field::select("kind", "office-adjust-kind", kinds).hint("office-adjust-kind-hint").half())
        .with(Field::select("warehouse", "office-warehouse", places).half())
        .with(Field::new(FieldKind::Decimal, "quantity", "line-quantity").required().addon(sign).half())
        .with(Field::text("reason", "office-adjust-reason").required().most(200).hint("office-adjust-reason-hint").half())
}

fn incoming(stock: &StockFacts) -> Section {
    let mut columns =
        vec![Column::text("office-incoming-date"), Column::text("office-warehouse"), Column::number("line-quantity")];
    if stock.may_manage {
        columns.push(Column::text("office-remove"));
    }
    let row = |one: &IncomingRow| {
        let mut cells =
            vec![Cell::Date { date: one.date }, Cell::text(&one.warehouse), Cell::Quantity { quantity: one.quantity }];
        if stock.may_manage {
            let seen = [("warehouse", one.warehouse.clone()), ("date", one.date.to_string()), ("quantity", one.quantity.value())];
            let action = format!("{}/incoming/remove", stock_href(&stock.sku));
            let action = seen.iter().fold(action, |action, (name, value)| with(&action, name, value));
            cells.push(Cell::Act { action, key: "office-remove".to_owned(), confirm: None, testid: None, data: Vec::new() });
        }
        Row::new(cells)
    };
    let panel = match &stock.refused {
        Some(panel) if panel.id == "arrival" => Some(panel.clone()),
        _ => stock.may_manage.then(|| arrival_panel(arrival_form(&stock.sku, &stock.unit_sign, &stock.warehouses))),
    };
    let rows = stock.incoming.iter().map(row).collect();
    Section::table("incoming", "office-incoming", table(columns, rows, "incoming-row", None))
        .note("office-incoming-note")
        .empty("office-incoming-none")
        .panel(panel)
}

pub fn arrival_panel(form: Form) -> Panel {
    Panel::new("arrival", "office-incoming-add", form).icon("truck")
}

pub fn arrival_form(sku: &str, sign: &str, warehouses: &[(String, String)]) -> Form {
    let places = warehouses.iter().map(|(code, name)| Choice::named(code, format!("{code} · {name}"))).collect();
    Form::new(format!("{}/incoming", stock_href(sku)), "office-incoming-add")
        .with(Field::new(FieldKind::Date, "date", "office-incoming-date").required().half())
        .with(Field::select("warehouse", "office-warehouse", places).half())
        .with(Field::new(FieldKind::Decimal, "quantity", "line-quantity").required().addon(sign).half())
}

fn ledger(stock: &StockFacts) -> Section {
    let columns = vec![
        Column::text("audit-at"),
        Column::text("office-ledger-kind"),
        Column::text("office-warehouse"),
        Column::number("office-on-hand"),
        Column::number("office-reserved-head"),
        Column::text("office-ledger-reference"),
    ];
    let change = |quantity: Quantity| match quantity.micros() {
        0 => Cell::Nothing,
        _ => Cell::Quantity { quantity },
    };
    let row = |entry: &LedgerView| {
        let reference = match &entry.href {
            Some(href) => Cell::code_link(&entry.reference, href),
            None => Cell::text(&entry.reference),
        };
        Row::new(vec![
            Cell::Moment { moment: entry.at },
            Cell::Said { phrase: Phrase::new(format!("office-movement-{}", entry.kind)) },
            Cell::text(&entry.warehouse),
            change(entry.on_hand),
            change(entry.reserved),
            reference,
        ])
    };
    let rows = stock.ledger.iter().map(row).collect();
    Section::table("ledger", "office-ledger", table(columns, rows, "ledger-row", None)).note("office-ledger-note")
}

/// A warehouse in the list.
#[derive(Debug, Clone)]
pub struct WarehouseRow {
    pub code: String,
    pub name: String,
    pub country: String,
    pub position: i32,
    pub time_zone: String,
    /// `16:00`.
    pub cut_off: String,
}

pub fn warehouses(rows: &[WarehouseRow]) -> ListPage {
    let row = |warehouse: &WarehouseRow| {
        Row::new(vec![
            Cell::link(&warehouse.name, format!("/office/warehouses/{}", segment(&warehouse.code))),
            Cell::code(&warehouse.code),
            Cell::text(&warehouse.country),
            Cell::text(&warehouse.cut_off),
            Cell::text(&warehouse.time_zone),
            Cell::count(warehouse.position),
        ])
    };
    let columns = vec![
        Column::text("office-warehouse-name"),
        Column::text("office-code"),
        Column::text("account-country"),
        Column::text("office-cut-off"),
        Column::text("office-time-zone"),
        Column::number("office-position"),
    ];
    let head = Head::keyed("office-nav-warehouses")
        .sub(Phrase::new("office-warehouses-sub"))
        .button(Button::go("office-warehouse-new", "/office/warehouses/new").icon("plus").primary());
    let table = table(columns, rows.iter().map(row).collect(), "warehouse-row", None);
    ListPage::new(head, table, Empty::of("office-warehouses", "building-warehouse"))
}

pub fn warehouse_form(values: &WarehouseRow, version: Option<Version>) -> Form {
    let (action, code) = match version {
        Some(_) => (
            format!("/office/warehouses/{}", segment(&values.code)),
            Field::new(FieldKind::Fixed, "code", "office-code").value(&values.code),
        ),
        None => (
            "/office/warehouses".to_owned(),
            Field::text("code", "office-code").required().most(64).hint("office-code-hint").value(&values.code),
        ),
    };
    let form = Form::new(action, "action-save")
        .with(Field::text("name", "office-warehouse-name").required().most(100).value(&values.name).half())
        .with(code.half())
        .with(
            Field::text("country", "account-country").required().most(2).hint("site-country-hint").value(&values.country).half(),
        )
        .with(
            Field::text("position", "office-position")
                .required()
                .most(9)
                .hint("office-warehouse-position-hint")
                .value(values.position.to_string())
                .half(),
        )
        .with(
            Field::text("cut_off", "office-cut-off").required().most(5).hint("office-cut-off-hint").value(&values.cut_off).half(),
        )
        .with(
            Field::text("time_zone", "office-time-zone")
                .required()
                .most(60)
                .hint("office-time-zone-hint")
                .value(&values.time_zone)
                .half(),
        );
    match version {
        Some(version) => remembering(form.version(version)),
        None => form,
    }
}

pub fn warehouse_page(form: Form, known: Option<&str>) -> FormPage {
    let head = known.map_or_else(|| Head::keyed("office-warehouse-new"), |name| Head::new(plain(name)));
    FormPage::new(head.below("office-nav-warehouses", "/office/warehouses"), form, "/office/warehouses")
}

fn sample_warehouse() -> WarehouseRow {
    WarehouseRow {
        code: "BO".to_owned(),
        name: "Magazzino centrale Bologna".to_owned(),
        country: "IT".to_owned(),
        position: 1,
        time_zone: "Europe/Rome".to_owned(),
        cut_off: "16:00".to_owned(),
    }
}

pub fn list_samples() -> Vec<ListPage> {
    let row = |sku: &str, on_hand, reserved, incoming: Option<&str>| StockListRow {
        sku: sku.to_owned(),
        name: "Cuscinetto radiale rigido a sfere".to_owned(),
        on_hand: Quantity::pieces(on_hand),
        reserved: Quantity::pieces(reserved),
        available: Quantity::pieces(on_hand - reserved),
        incoming: incoming.map(|date| (samples::day(date), Quantity::pieces(2000))),
    };
    let rows = [row("6204-2RSH", 8810, 80, None), row("6204-C3", 90, 86, Some("2026-11-30")), row("6204-2Z", 1240, 0, None)];
    let asked = |show: &str, text: &str, cut| StockAsked { show: show.to_owned(), text: text.to_owned(), cut };
    let mut pages = vec![list("/office/stock", &asked("", "", false), &rows, Pager::by_place("/office/stock", 1, 50, 50_214))];
    pages.push(list("/office/stock?show=low", &asked("low", "", true), &rows[1..2], Pager::default()));
    pages
        .extend(["", "low", "out", "incoming"].map(|show| list("/office/stock", &asked(show, "", false), &[], Pager::default())));
    pages.push(list("/office/stock?q=zzz", &asked("", "zzz", false), &[], Pager::default()));
    pages.push(warehouses(&[sample_warehouse()]));
    pages.push(warehouses(&[]));
    pages
}

pub fn record_samples() -> Vec<RecordPage> {
    let entry = |at: &str, kind: &str, on_hand: i64, reserved: i64, reference: &str, href: Option<&str>| LedgerView {
        at: samples::moment(at),
        kind: kind.to_owned(),
        warehouse: "BO".to_owned(),
        on_hand: Quantity::from_micros(on_hand * 1_000_000, kernel::Unit::PIECE),
        reserved: Quantity::from_micros(reserved * 1_000_000, kernel::Unit::PIECE),
        reference: reference.to_owned(),
        href: href.map(str::to_owned),
    };
    let level = |warehouse: &str, name: &str, on_hand, reserved| LevelRow {
        warehouse: warehouse.to_owned(),
        name: name.to_owned(),
        on_hand: Quantity::pieces(on_hand),
        reserved: Quantity::pieces(reserved),
        available: Quantity::pieces(on_hand - reserved),
    };
    let warehouses =
        vec![("BO".to_owned(), "Magazzino centrale Bologna".to_owned()), ("MI".to_owned(), "Filiale Milano".to_owned())];
    let full = StockFacts {
        sku: "6204-2RSH".to_owned(),
        name: "Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned(),
        unit_sign: "pz".to_owned(),
        levels: vec![level("BO", "Magazzino centrale Bologna", 8500, 80), level("MI", "Filiale Milano", 310, 0)],
        incoming: vec![IncomingRow {
            warehouse: "MI".to_owned(),
            date: samples::day("2026-12-03"),
            quantity: Quantity::pieces(2000),
        }],
        ledger: vec![
            entry("2026-11-24T08:05:00Z", "reservation", 0, 25, "SO-004711", Some("/office/orders/SO-004711")),
            entry("2026-11-23T15:00:00Z", "issue", -40, -40, "SO-004690", Some("/office/orders/SO-004690")),
            entry("2026-11-20T07:00:00Z", "receipt", 2000, 0, "Bolla 4471 Tarvensk", None),
            entry("2026-11-02T07:00:00Z", "adjustment", -3, 0, "Inventario: tre pezzi rotti", None),
            entry("2026-11-01T07:00:00Z", "import", 6600, 0, "erp-2026-11-01", None),
            entry("2026-10-30T07:00:00Z", "release", 0, -12, "SO-004102", None),
        ],
        warehouses: warehouses.clone(),
        available: Quantity::pieces(8730),
        reserved: Quantity::pieces(80),
        lead_time_days: Some(4),
        may_manage: true,
        refused: None,
    };
    let sent = [("quantity".to_owned(), "x".to_owned()), ("reason".to_owned(), String::new())];
    let faults = [kernel::FieldFault::new("quantity", "not_decimal", ""), kernel::FieldFault::new("reason", "empty", "")];
    let refused = adjust_panel(adjust_form("6204-2RSH", "pz", &warehouses).refused(&sent, &faults));
    let bare = StockFacts {
        levels: Vec::new(),
        incoming: Vec::new(),
        ledger: Vec::new(),
        available: Quantity::pieces(0),
        reserved: Quantity::pieces(0),
        lead_time_days: None,
        may_manage: false,
        ..full.clone()
    };
    vec![page(&full), page(&StockFacts { refused: Some(refused), ..full.clone() }), page(&bare)]
}

pub fn form_samples() -> Vec<FormPage> {
    let warehouse = sample_warehouse();
    vec![
        warehouse_page(warehouse_form(&warehouse, Some(2)), Some("Magazzino centrale Bologna")),
        warehouse_page(warehouse_form(&WarehouseRow { code: String::new(), name: String::new(), ..warehouse }, None), None),
    ]
}
