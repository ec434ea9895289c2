//! What a list of products comes to at this moment: prices, taxes, stock and problems, all from memory and from one
//! snapshot of the price book. The one place where carts, submissions, decisions and direct orders are priced.

use std::collections::HashMap;
use std::sync::Arc;

use accounts::Site;
use catalog::Product;
use kernel::{Ctx, ProductId, Quantity, Version};
use orders::{OrderTax, OrderTotals, Partial};
use pricing::{Basket, BasketLine, LineFault, PricedLine, edge};
use sha2::{Digest, Sha256};

use crate::desk::{Buyer, Desk, ship_to};
use crate::seen;
use crate::snapshot::{Snapshot, SnapshotLine};
use crate::view::{CartPrice, LineProblem};

/// A product and how much of it, in its own unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub product: ProductId,
    pub quantity: Quantity,
}

/// A list, priced and judged.
pub(crate) struct Quote {
    pub lines: Vec<QuotedLine>,
    /// Of the lines that have a price; none when no line has.
    pub totals: Option<OrderTotals>,
    pub price_book_version: Version,
    /// Of everything that decides, with what can be seen of it; compared by [`seen::agree`].
    pub digest: String,
}

/// A line, priced and judged.
pub(crate) struct QuotedLine {
    pub product: Option<Arc<Product>>,
    pub quantity: Quantity,
    pub price: Option<CartPrice>,
    /// Free now, after what the lines before it take.
    pub available: Quantity,
    pub short: Quantity,
    pub problem: Option<LineProblem>,
}

/// Prices a list for a buyer.
pub(crate) fn quote(ctx: &Ctx, desk: &Desk, buyer: &Buyer, site: Option<&Site>, wanted: &[Wanted]) -> Quote {
    let products: Vec<Option<Arc<Product>>> =
        wanted.iter().map(|line| desk.catalogue.product(ctx.tenant, line.product)).collect();
    let (basket, in_basket) = basket(desk, buyer, site, wanted, &products);
    let (priced, totals, price_book_version, unpriced) = match basket {
        Ok(basket) => (basket.lines, Some(basket.totals), basket.version, LineProblem::NoPrice),
        Err(problem) => (Vec::new(), None, 0, problem),
    };
    let mut free: HashMap<ProductId, Quantity> = HashMap::with_capacity(wanted.len());
    let mut lines = Vec::with_capacity(wanted.len());
    let mut priced = priced.into_iter();
    for ((line, product), is_in_basket) in wanted.iter().zip(products).zip(in_basket) {
        let outcome = if is_in_basket { priced.next() } else { None };
        let left = free.entry(line.product).or_insert_with(|| available(ctx, desk, line));
        let available = *left;
        let taken = line.quantity.micros().min(available.micros()).max(0);
        *left = Quantity::from_micros(available.micros() - taken, available.unit());
        let short = Quantity::from_micros(line.quantity.micros() - taken, line.quantity.unit());
        let (price, problem) = judged(product.as_deref(), line.quantity, outcome, unpriced);
        lines.push(QuotedLine { product, quantity: line.quantity, price, available, short, problem });
    }
    let totals = totals.filter(|_| lines.iter().any(|line| line.price.is_some())).map(order_totals);
    let digest = seen::sealed(&digest(wanted, &lines, totals.as_ref()), wanted, &lines, totals.as_ref());
    Quote { lines, totals, price_book_version, digest }
}

impl Quote {
    pub fn has_problems(&self) -> bool {
        self.lines.iter().any(|line| line.problem.is_some())
    }

    /// What is shown to an approver and compared later.
    pub fn snapshot(&self, ctx: &Ctx, site: Option<&Site>, partial: Partial) -> Snapshot {
        let line = |line: &QuotedLine| SnapshotLine {
            sku: line.product.as_ref().map_or_else(String::new, |product| product.sku.to_string()),
            name: line.product.as_ref().map_or_else(String::new, |product| product.name(ctx.locale).to_owned()),
            quantity: line.quantity,
            unit_price: line.price.as_ref().map(|price| price.unit_price),
            line_total: line.price.as_ref().map(|price| price.line_total),
            short: line.short,
            problem: line.problem,
        };
        Snapshot {
            digest: self.digest.clone(),
            lines: self.lines.iter().map(line).collect(),
            totals: self.totals.clone(),
            ship_to: site.map(ship_to),
            partial,
        }
    }
}

/// The priced basket of the lines that are sold, and which lines those are. No basket, and the problem of all lines, when
/// the book is not loaded or the sum is larger than can be counted: a cart must open whatever somebody typed into it.
fn basket(
    desk: &Desk,
    buyer: &Buyer,
    site: Option<&Site>,
    wanted: &[Wanted],
    products: &[Option<Arc<Product>>],
) -> (Result<Basket, LineProblem>, Vec<bool>) {
    let mut lines = Vec::with_capacity(wanted.len());
    let mut in_basket = Vec::with_capacity(wanted.len());
    for (line, product) in wanted.iter().zip(products) {
        let sold = product.as_deref().filter(|product| product.is_sold());
        in_basket.push(sold.is_some());
        if let Some(product) = sold {
            lines.push(BasketLine { product: line.product, quantity: line.quantity, tax_category: product.tax_category });
        }
    }
    let basket = desk.book.basket(&buyer.asker, &edge::tax_place(&buyer.card, site), &lines, false);
    let basket = basket.map_err(|fault| match fault {
        LineFault::TooLarge => LineProblem::TooMuch,
        _ => LineProblem::NoPrice,
    });
    (basket, in_basket)
}

fn judged(
    product: Option<&Product>,
    quantity: Quantity,
    outcome: Option<Result<PricedLine, LineFault>>,
    unpriced: LineProblem,
) -> (Option<CartPrice>, Option<LineProblem>) {
    let Some(product) = product.filter(|product| product.is_sold()) else { return (None, Some(LineProblem::NotSold)) };
    match outcome {
        Some(Ok(line)) => {
            let problem = (!product.packaging.allows(quantity)).then_some(LineProblem::NotAStep);
            (Some(cart_price(line)), problem)
        }
        Some(Err(LineFault::TooLarge)) => (None, Some(LineProblem::TooMuch)),
        Some(Err(LineFault::UnitMismatch { .. } | LineFault::QuantityNotPositive)) => (None, Some(LineProblem::NotAStep)),
        Some(Err(_)) => (None, Some(LineProblem::NoPrice)),
        None => (None, Some(unpriced)),
    }
}

fn cart_price(line: PricedLine) -> CartPrice {
    CartPrice {
        unit_price: line.price.unit_price,
        list_price: line.price.list_price,
        line_total: line.price.line_total,
        source: line.price.source.code().to_owned(),
        tiers: line.price.tiers,
        tax_category: line.treatment.code().to_owned(),
        tax_rate: line.tax_rate,
    }
}

/// What is free of a product, in the unit of the line.
fn available(ctx: &Ctx, desk: &Desk, line: &Wanted) -> Quantity {
    let unit = line.quantity.unit();
    let free = desk.stock.available(ctx.tenant, line.product).and_then(|free| free.in_unit(unit).ok());
    free.unwrap_or(Quantity::zero(unit))
}

fn order_totals(totals: pricing::Totals) -> OrderTotals {
    let tax = |line: pricing::TaxLine| OrderTax {
        category: line.category.code().to_owned(),
        rate: line.rate,
        reason: line.reason,
        base: line.base,
        amount: line.amount,
    };
    OrderTotals { net: totals.net, tax: totals.tax.into_iter().map(tax).collect(), gross: totals.gross }
}

/// 32 hexadecimal digits that change with any line, price, total, shortage or problem.
fn digest(wanted: &[Wanted], lines: &[QuotedLine], totals: Option<&OrderTotals>) -> String {
    let mut digest = Sha256::new();
    for (wanted, line) in wanted.iter().zip(lines) {
        digest.update(wanted.product.uuid().as_bytes());
        let price = line.price.as_ref();
        let amounts = [
            line.quantity.micros(),
            price.map_or(-1, |price| price.unit_price.micros()),
            price.map_or(-1, |price| price.line_total.micros()),
            price.map_or(-1, |price| price.tax_rate.micros()),
            line.short.micros(),
        ];
        for amount in amounts {
            digest.update(amount.to_be_bytes());
        }
        digest.update(line.problem.map_or("", LineProblem::code));
    }
    if let Some(totals) = totals {
        digest.update(totals.net.micros().to_be_bytes());
        digest.update(totals.gross.micros().to_be_bytes());
        digest.update(totals.net.currency().code());
    }
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
