//! All orders: what is to be done first, many at once.

use kernel::{Date, Money, Timestamp};
use serde::Serialize;
use web::page::{Page, Phrase};

use super::head::{Button, Empty, Head, Tab};
use crate::part::Pager;
use crate::part::form::{Choice, Field, FieldKind};
use crate::part::table::{Chip, Filters};
use crate::part::{with, without};
use crate::samples;
use crate::track::orders::state_filter;

#[derive(Debug, Clone, Serialize)]
pub struct OrdersPage {
    pub head: Head,
    pub tabs: Vec<Tab>,
    pub filters: Filters,
    pub rows: Vec<OrderRow>,
    pub pager: Pager,
    pub empty: Empty,
    /// Whether rows can be ticked and confirmed together.
    pub can_manage: bool,
    /// The list as it is shown: the way back after confirming.
    pub here: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct OrderRow {
    pub number: String,
    pub href: String,
    pub state: String,
    pub account: String,
    pub account_href: String,
    pub placed_at: Timestamp,
    pub placed_by: String,
    pub purchase_order: Option<String>,
    pub external_id: Option<String>,
    pub requested: Option<Date>,
    /// The customer wanted it before today and it is not on its way.
    pub late: bool,
    pub lines: u64,
    pub net: Money,
    /// Number and version, for confirming without opening.
    pub token: String,
    pub can_confirm: bool,
}

/// The views that are always at hand: what each shows.
pub const VIEWS: [(&str, &[&str]); 4] =
    [("to_confirm", &["placed"]), ("to_ship", &["confirmed", "partly_shipped"]), ("on_the_way", &["shipped"]), ("", &[])];

/// What a person asked the list for.
#[derive(Debug, Clone, Default)]
pub struct OrdersAsked {
    pub view: String,
    pub text: String,
    pub state: String,
    pub period: String,
    /// Name of the account that the list is narrowed to.
    pub account: Option<String>,
}

impl OrdersPage {
    pub fn new(here: &str, asked: &OrdersAsked, rows: Vec<OrderRow>, pager: Pager, can_manage: bool) -> OrdersPage {
        let (filters, unknown) = filters(here, asked).with_unknown();
        let (rows, pager) = if unknown { (Vec::new(), Pager::default()) } else { (rows, pager) };
        let narrowed = !asked.text.is_empty() || !asked.state.is_empty() || !asked.period.is_empty() || asked.account.is_some();
        let empty = match asked.view.as_str() {
            _ if narrowed => Empty::filtered("/office/orders"),
            "to_confirm" => Empty::of("office-orders-confirm", "checks"),
            "to_ship" => Empty::of("office-orders-ship", "truck"),
            _ => Empty::of("office-orders", "package"),
        };
        let listed = without(&without(here, "after"), "page").replacen("/office/orders", "/office/orders.csv", 1);
        let head = Head::keyed("office-orders").sub(Phrase::new("office-orders-sub"));
        let head = head.button_if(!rows.is_empty(), || Button::download("office-export", listed));
        OrdersPage {
            head,
            tabs: tabs(asked),
            filters,
            pager,
            empty,
            can_manage: can_manage && rows.iter().any(|row| row.can_confirm),
            here: here.to_owned(),
            rows,
        }
    }
}

fn tabs(asked: &OrdersAsked) -> Vec<Tab> {
    VIEWS
        .iter()
        .map(|(view, _)| {
            let key = if view.is_empty() { "office-orders-view-all".to_owned() } else { format!("office-orders-view-{view}") };
            let href = if view.is_empty() { "/office/orders".to_owned() } else { with("/office/orders", "view", view) };
            Tab::new(&key, href, asked.view == *view)
        })
        .collect()
}

fn filters(here: &str, asked: &OrdersAsked) -> Filters {
    let mut choices = Vec::new();
    if asked.view.is_empty() {
        choices.push(state_filter(&asked.state));
    } else {
        choices.push(Field::new(FieldKind::Hidden, "view", "office-plain").value(asked.view.clone()));
    }
    let periods = ["", "today", "week", "month"].iter();
    let periods =
        periods.map(|period| Choice::keyed(*period, format!("office-period-{}", if period.is_empty() { "any" } else { period })));
    choices.push(Field::select("period", "office-period", periods.collect()).value(asked.period.clone()));
    let chips = asked.account.iter().map(|name| Chip {
        text: name.clone(),
        remove: without(&without(here, "account"), "after"),
        attribute: "account".to_owned(),
        value: name.clone(),
    });
    Filters { action: "/office/orders".to_owned(), search: Some(asked.text.clone()), choices, chips: chips.collect() }
}

impl Page for OrdersPage {
    const TEMPLATE: &'static str = "backoffice/orders.html";

    fn sample() -> Vec<OrdersPage> {
        let here = "/office/orders";
        let rows = sample_rows();
        let all = OrdersPage::new(here, &OrdersAsked::default(), rows.clone(), Pager::by_cursor(here, None, Some("x")), true);
        let view = OrdersAsked { view: "to_confirm".to_owned(), ..OrdersAsked::default() };
        let to_confirm = rows.iter().filter(|row| row.can_confirm).cloned().collect();
        let narrowed =
            OrdersAsked { text: "zzz".to_owned(), account: Some("Officine Rossi S.r.l.".to_owned()), ..OrdersAsked::default() };
        vec![
            all,
            OrdersPage::new("/office/orders?view=to_confirm", &view, to_confirm, Pager::default(), true),
            OrdersPage::new("/office/orders?view=to_confirm", &view, Vec::new(), Pager::default(), true),
            OrdersPage::new("/office/orders?q=zzz&account=C-1", &narrowed, Vec::new(), Pager::default(), false),
        ]
    }
}

pub fn sample_rows() -> Vec<OrderRow> {
    let row = |number: &str, state: &str, account: &str, at: &str, net: &str, requested: Option<&str>, lines: u64| OrderRow {
        number: number.to_owned(),
        href: format!("/office/orders/{number}"),
        state: state.to_owned(),
        account: account.to_owned(),
        account_href: "/office/accounts/C-10042".to_owned(),
        placed_at: samples::moment(at),
        placed_by: "Marco Bianchi".to_owned(),
        purchase_order: (lines != 1).then(|| "ODA-2026-0815".to_owned()),
        external_id: (lines == 1).then(|| "ERP-77120".to_owned()),
        requested: requested.map(samples::day),
        late: requested.is_some_and(|day| day < "2026-11-24"),
        lines,
        net: samples::eur(net),
        token: format!("{number}~3"),
        can_confirm: state == "placed",
    };
    vec![
        row("SO-004711", "placed", "Officine Rossi S.r.l.", "2026-11-24T08:05:00Z", "2718.90", Some("2026-12-04"), 6),
        row("SO-004710", "placed", "Tecnomeccanica Emiliana S.p.A.", "2026-11-24T07:31:00Z", "18240.00", None, 42),
        row("SO-004709", "placed", "Molino Ferri & Figli", "2026-11-23T16:12:00Z", "412.60", Some("2026-11-23"), 3),
        row("SO-004698", "confirmed", "Officine Rossi S.r.l.", "2026-11-23T10:12:00Z", "410.30", Some("2026-11-27"), 2),
        row(
            "SO-004690",
            "partly_shipped",
            "Cartiera del Garda S.r.l.",
            "2026-11-20T09:40:00Z",
            "7310.55",
            Some("2026-11-20"),
            18,
        ),
        row("SO-004611", "shipped", "Officine Rossi S.r.l.", "2026-11-18T14:40:00Z", "1890.00", None, 4),
        row("SO-004520", "delivered", "Ceramiche Sassuolo S.p.A.", "2026-11-10T08:00:00Z", "88.20", None, 1),
        row("SO-004102", "completed", "Officine Rossi S.r.l.", "2026-10-02T08:00:00Z", "12480.00", None, 21),
        row("SO-003320", "cancelled", "Pastificio Adriatico S.r.l.", "2025-12-18T08:00:00Z", "240.00", None, 2),
    ]
}
