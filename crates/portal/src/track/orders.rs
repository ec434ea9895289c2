//! The account's orders.

use orders::OrderSummary;
use serde::Serialize;
use web::page::Page;

use crate::part::Pager;
use crate::part::form::{Choice, Field};
use crate::part::order::OrderRowView;
use crate::part::table::{Cell, Column, Filters, Row, Table};
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct OrdersPage {
    pub filters: Filters,
    pub rows: Vec<OrderRowView>,
    pub pager: Pager,
    /// The same orders as CSV.
    pub export: String,
}

/// What the CSV of orders says of each.
pub fn export_table(rows: Vec<Row>) -> Table {
    let columns = vec![
        Column::text("order-number"),
        Column::text("order-state"),
        Column::text("order-placed"),
        Column::text("order-placed-by"),
        Column::text("order-purchase-order"),
        Column::text("office-requested"),
        Column::number("office-lines"),
        Column::number("order-net"),
        Column::number("total-gross"),
        Column::text("account-currency"),
    ];
    Table { columns, rows, pager: Pager::default(), row_testid: None, link_testid: None }
}

pub fn export_row(order: &OrderSummary) -> Row {
    Row::new(vec![
        Cell::code(&order.number),
        Cell::state("order", order.state.code()),
        Cell::Moment { moment: order.placed_at },
        Cell::text(&order.placed_by_name),
        Cell::optional(order.purchase_order.clone()),
        order.requested_date.map_or(Cell::Nothing, |date| Cell::Date { date }),
        Cell::count(order.line_count),
        Cell::Money { money: order.net },
        Cell::Money { money: order.gross },
        Cell::text(order.net.currency().code()),
    ])
}

/// The states an order can be in, as choices of a filter.
pub fn state_filter(selected: &str) -> Field {
    let states = ["placed", "confirmed", "partly_shipped", "shipped", "delivered", "completed", "cancelled"];
    let all = Choice::keyed("", "filter-all-states");
    let choices = std::iter::once(all).chain(states.iter().map(|state| Choice::keyed(*state, format!("state-order-{state}"))));
    Field::select("state", "filter-state", choices.collect()).value(selected)
}

pub fn sample_rows(account: Option<&str>) -> Vec<OrderRowView> {
    let row = |number: &str, state: &str, at: &str, net: &str, by: &str| OrderRowView {
        number: number.to_owned(),
        href: format!("/orders/{number}"),
        state: state.to_owned(),
        placed_at: samples::moment(at),
        placed_by: by.to_owned(),
        account: account.map(str::to_owned),
        purchase_order: Some("ODA-2026-0815".to_owned()),
        lines: 6,
        net: samples::eur(net),
        requested: Some(samples::day("2026-12-04")),
    };
    vec![
        row("26-004711", "placed", "2026-11-24T08:05:00Z", "2718.90", "Marco Bianchi"),
        row("26-004698", "confirmed", "2026-11-23T10:12:00Z", "410.30", "Sara Neri"),
        row("26-004611", "shipped", "2026-11-18T14:40:00Z", "1890.00", "Marco Bianchi"),
        row("26-004520", "delivered", "2026-11-10T08:00:00Z", "88.20", "Paolo Verdi"),
        row("26-004102", "completed", "2026-10-02T08:00:00Z", "12480.00", "Giulia Conti"),
        row("25-009920", "cancelled", "2025-12-18T08:00:00Z", "240.00", "Marco Bianchi"),
    ]
}

impl Page for OrdersPage {
    const TEMPLATE: &'static str = "track/orders.html";

    fn sample() -> Vec<OrdersPage> {
        let filters = Filters {
            action: "/orders".to_owned(),
            search: Some(String::new()),
            choices: vec![state_filter("")],
            chips: Vec::new(),
        };
        let full = OrdersPage {
            filters,
            rows: sample_rows(None),
            pager: Pager::by_cursor("/orders", None, Some("abc")),
            export: "/orders.csv".to_owned(),
        };
        let none = OrdersPage { rows: Vec::new(), pager: Pager::default(), ..full.clone() };
        let narrowed = Filters { choices: vec![state_filter("cancelled")], ..full.filters.clone() };
        vec![full, none.clone(), OrdersPage { filters: narrowed, ..none }]
    }
}
