//! What was ordered before today, so that lists are not empty: who, when, what, and how far it has come.

use kernel::Quantity;

use super::accounts::ROSSI;
use crate::catalogue::{Product, between};

/// How far an order has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    Placed,
    Confirmed,
    Shipped,
    Delivered,
    Completed,
}

/// An order of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastOrder {
    pub account: &'static str,
    /// E-mail of the person who placed it.
    pub by: &'static str,
    /// Code of the site and of the cost centre, when the account has any.
    pub site: &'static str,
    pub cost_centre: Option<&'static str>,
    pub purchase_order: String,
    pub project: Option<&'static str>,
    /// Days before the day of seeding.
    pub days_ago: i64,
    pub progress: Progress,
    /// SKU and quantity in the product's unit.
    pub lines: Vec<(String, Quantity)>,
}

/// One row: account, person, site, cost centre, days ago, number of lines, progress.
type Row = (&'static str, &'static str, &'static str, Option<&'static str>, i64, usize, Progress);

const VILLA: &str = "marco.villa@officine-rossi.example";
const NERI: &str = "chiara.neri@officine-rossi.example";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    (ROSSI, VILLA, "MO", Some("MAN-01"), 118, 4, Progress::Completed),
    (ROSSI, NERI, "MO", Some("PRO-10"), 104, 7, Progress::Completed),
    (ROSSI, VILLA, "RE", Some("MAN-02"), 91, 3, Progress::Completed),
    ("C-1002", "stefano.riva@packteam-emilia.example", "BO", Some("MONT"), 86, 6, Progress::Completed),
    (ROSSI, NERI, "MO", Some("PRO-10"), 77, 9, Progress::Completed),
    ("C-1008", "jens.brandt@lindwurm-maschinenbau.example", "LI", Some("4711"), 69, 8, Progress::Completed),
    (ROSSI, VILLA, "MO", Some("MAN-01"), 62, 5, Progress::Completed),
    ("C-1004", "pietro.bosi@molino-luna.example", "CR", Some("MAN"), 55, 4, Progress::Delivered),
    (ROSSI, VILLA, "MO", Some("ATT-20"), 48, 2, Progress::Delivered),
    ("C-1005", "roberta.locatelli@cartiera-airone.example", "BG", Some("PM1"), 44, 10, Progress::Delivered),
    (ROSSI, NERI, "RE", Some("PRO-10"), 36, 6, Progress::Delivered),
    ("C-1009", "reto.caduff@alpenspitz-technik.example", "GR", None, 33, 5, Progress::Delivered),
    (ROSSI, VILLA, "MO", Some("MAN-01"), 27, 4, Progress::Delivered),
    ("C-1012", "simona.fabbri@ricambi-occasioni.example", "PD", None, 24, 6, Progress::Delivered),
    ("C-1007", "alessia.giuliani@ceramiche-montesecco.example", "MO", Some("PRESSE"), 20, 5, Progress::Shipped),
    (ROSSI, NERI, "MO", Some("PRO-10"), 16, 8, Progress::Delivered),
    ("C-1010", "claire.fontaine@atelier-deuxrives.example", "LY", None, 13, 4, Progress::Shipped),
    (ROSSI, VILLA, "RE", Some("MAN-02"), 9, 3, Progress::Shipped),
    ("C-1002", "stefano.riva@packteam-emilia.example", "BO", Some("SERV"), 7, 5, Progress::Shipped),
    ("C-1003", "nicola.zen@torneria-trearchi.example", "VI", None, 6, 3, Progress::Confirmed),
    (ROSSI, NERI, "MO", Some("PRO-10"), 5, 6, Progress::Shipped),
    ("C-1006", "matteo.carrara@cartiera-airone.example", "LC", None, 3, 4, Progress::Confirmed),
    (ROSSI, VILLA, "MO", Some("MAN-01"), 2, 4, Progress::Confirmed),
    ("C-1008", "jens.brandt@lindwurm-maschinenbau.example", "LI", Some("4720"), 1, 5, Progress::Placed),
    (ROSSI, VILLA, "MO", Some("ATT-20"), 1, 3, Progress::Placed),
];

/// The orders of the past, oldest first, out of products that the customers would buy; none when there are none.
///
/// `pool` holds what each account may buy and what lies in stock in plenty; an account that nothing is left for orders
/// nothing.
pub fn past_orders(pool: &dyn Fn(&str) -> Vec<Product>) -> Vec<PastOrder> {
    let mut orders = Vec::with_capacity(ROWS.len());
    for (&(account, by, site, cost_centre, days_ago, lines, progress), number) in ROWS.iter().zip(1..) {
        let goods = pool(account);
        let lines = lines_of(&goods, number, lines);
        if lines.is_empty() {
            continue;
        }
        let project = (number % 3 == 0)
            .then_some(["NX-400 matricola 1187", "Revamping linea 2", "Fermo estivo"][usize::from(number % 9 / 3)]);
        let purchase_order = format!("ODA-{:04}", 1200 + number * 7);
        orders.push(PastOrder { account, by, site, cost_centre, purchase_order, project, days_ago, progress, lines });
    }
    orders
}

/// Different goods for each order, a few steps of each; dear things one by one.
fn lines_of(goods: &[Product], order: u16, count: usize) -> Vec<(String, Quantity)> {
    let mut lines: Vec<(String, Quantity)> = Vec::with_capacity(count);
    for line in 0..count.min(goods.len()) {
        let key = format!("{order}/{line}");
        let last = i64::try_from(goods.len()).unwrap_or(i64::MAX) - 1;
        let place = usize::try_from(between(&key, "goods", 0, last)).unwrap_or(0);
        let Some(product) = goods.get(place) else { continue };
        if lines.iter().any(|(sku, _)| *sku == product.sku) {
            continue;
        }
        let most = (60_000_000 / product.list_price.micros().max(1)).clamp(1, 8);
        let quantity = product.step.micros() * between(&key, "steps", 1, most);
        lines.push((product.sku.clone(), Quantity::from_micros(quantity.max(product.minimum.micros()), product.unit)));
    }
    lines
}
