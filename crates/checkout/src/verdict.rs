//! What becomes of a line asked for by a code: found, sold, priced, in a quantity that can be sold — or why not. From memory.

use std::sync::Arc;

use catalog::{CodeMatch, Product};
use kernel::{CartLineId, Ctx, ProductId, Quantity, UnitPrice};
use pricing::{LineFault, Pricer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::desk::{Buyer, Desk};

/// How many other codes are suggested for one line.
const MOST_SUGGESTIONS: usize = 5;
/// A thousand million units of anything are a slip of the keyboard.
const MOST_MICROS: i64 = 1_000_000_000 * 1_000_000;

/// What became of a line asked for.
#[derive(Debug, Clone)]
pub struct LineVerdict {
    /// Place of the line: in a quick order's text from 1, counting empty lines; in a request from 1.
    pub row: usize,
    /// The code as it was asked.
    pub code: String,
    pub kind: VerdictKind,
    pub product: Option<ProductId>,
    pub sku: Option<String>,
    /// In the caller's language.
    pub name: Option<String>,
    /// The quantity taken, after rounding up to minimum and step.
    pub quantity: Option<Quantity>,
    pub unit_price: Option<UnitPrice>,
    /// Codes that may have been meant, or that take a discontinued product's place.
    pub suggestions: Vec<String>,
    /// The line of the cart, once it is there.
    pub line: Option<CartLineId>,
}

/// Verdicts on a line asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    Ok,
    /// Taken, with more than was asked: the minimum or the next step.
    RoundedUp,
    UnknownCode,
    /// The code fits several products.
    Ambiguous,
    /// Known, but not for sale, or not any more.
    NotSold,
    /// The account has no price for it.
    NoPrice,
    /// The quantity cannot be read, is not above zero, is too large or has another kind of unit.
    BadQuantity,
}

impl VerdictKind {
    pub const ALL: [VerdictKind; 7] = [
        VerdictKind::Ok,
        VerdictKind::RoundedUp,
        VerdictKind::UnknownCode,
        VerdictKind::Ambiguous,
        VerdictKind::NotSold,
        VerdictKind::NoPrice,
        VerdictKind::BadQuantity,
    ];

    /// Stable code: `rounded_up`.
    pub const fn code(self) -> &'static str {
        match self {
            VerdictKind::Ok => "ok",
            VerdictKind::RoundedUp => "rounded_up",
            VerdictKind::UnknownCode => "unknown_code",
            VerdictKind::Ambiguous => "ambiguous",
            VerdictKind::NotSold => "not_sold",
            VerdictKind::NoPrice => "no_price",
            VerdictKind::BadQuantity => "bad_quantity",
        }
    }

    /// Whether the line can go into a cart.
    pub const fn is_taken(self) -> bool {
        matches!(self, VerdictKind::Ok | VerdictKind::RoundedUp)
    }
}

/// A quantity as it was asked.
#[derive(Debug, Clone)]
pub(crate) enum AskedQuantity {
    In(Quantity),
    /// A decimal in the product's own unit.
    Plain(String),
    /// None was given: the least that is sold.
    Least,
}

/// Judges lines for one buyer, with one snapshot of the prices.
pub(crate) struct Judge<'a> {
    ctx: &'a Ctx,
    desk: &'a Desk,
    buyer: &'a Buyer,
    /// None when the book cannot price for this buyer at all.
    pricer: Option<Pricer>,
}

impl<'a> Judge<'a> {
    pub fn new(ctx: &'a Ctx, desk: &'a Desk, buyer: &'a Buyer) -> Judge<'a> {
        Judge { ctx, desk, buyer, pricer: desk.book.pricer(&buyer.asker).ok() }
    }

    /// What a buyer means by a code.
    pub fn find(&self, code: &str) -> CodeMatch {
        self.desk.catalogue.matches(self.ctx.tenant, Some(self.buyer.account()), code)
    }

    /// The verdict on a line, and the product when it is taken.
    pub fn judge(&self, row: usize, code: &str, quantity: &AskedQuantity) -> (LineVerdict, Option<Arc<Product>>) {
        match self.find(code) {
            CodeMatch::One(product) => self.of_product(row, code, product, quantity),
            CodeMatch::Several(products) => {
                let suggestions = products.iter().take(MOST_SUGGESTIONS).map(|product| product.sku.to_string()).collect();
                (LineVerdict { suggestions, ..refused(row, code, VerdictKind::Ambiguous) }, None)
            }
            CodeMatch::Nothing => (refused(row, code, VerdictKind::UnknownCode), None),
        }
    }

    /// The same for a product that is known already.
    pub fn of_product(
        &self,
        row: usize,
        code: &str,
        product: Arc<Product>,
        quantity: &AskedQuantity,
    ) -> (LineVerdict, Option<Arc<Product>>) {
        let mut verdict = LineVerdict {
            product: Some(product.id),
            sku: Some(product.sku.to_string()),
            name: Some(product.name(self.ctx.locale).to_owned()),
            ..refused(row, code, VerdictKind::NotSold)
        };
        if !product.is_sold() {
            verdict.suggestions = self.instead_of(&product);
            return (verdict, None);
        }
        let Some((quantity, rounded)) = sellable(&product, quantity) else {
            return (LineVerdict { kind: VerdictKind::BadQuantity, ..verdict }, None);
        };
        verdict.quantity = Some(quantity);
        let price = self.pricer.as_ref().ok_or(LineFault::NoPrice).and_then(|pricer| pricer.price(product.id, quantity, false));
        match price {
            Ok(price) => {
                let kind = if rounded { VerdictKind::RoundedUp } else { VerdictKind::Ok };
                (LineVerdict { kind, unit_price: Some(price.unit_price), ..verdict }, Some(product))
            }
            Err(LineFault::TooLarge) => (LineVerdict { kind: VerdictKind::BadQuantity, ..verdict }, None),
            Err(_) => (LineVerdict { kind: VerdictKind::NoPrice, ..verdict }, None),
        }
    }

    /// The successor of a discontinued product; the variants of a master.
    fn instead_of(&self, product: &Product) -> Vec<String> {
        let tenant = self.ctx.tenant;
        let successor = product.successor.and_then(|id| self.desk.catalogue.product(tenant, id));
        let variants = self.desk.catalogue.variants(tenant, product.id);
        let sold = successor.into_iter().chain(variants).filter(|product| product.is_sold());
        sold.take(MOST_SUGGESTIONS).map(|product| product.sku.to_string()).collect()
    }
}

/// The quantity that can be sold: in the product's unit, rounded up to minimum and step; and whether it was rounded.
pub(crate) fn sellable(product: &Product, asked: &AskedQuantity) -> Option<(Quantity, bool)> {
    let packaging = &product.packaging;
    let asked = match asked {
        AskedQuantity::In(quantity) => quantity.exactly_in(packaging.unit).ok()?,
        AskedQuantity::Plain(text) => Quantity::parse(text, packaging.unit).ok()?,
        AskedQuantity::Least => packaging.minimum().rounded_up(packaging.minimum(), packaging.step()).ok()?,
    };
    if !asked.is_positive() || asked.micros() > MOST_MICROS {
        return None;
    }
    let quantity = asked.rounded_up(packaging.minimum(), packaging.step()).ok()?;
    if quantity.is_broken() {
        return None;
    }
    Some((quantity, quantity != asked))
}

/// A line that is not taken, of which nothing more is known.
pub(crate) fn refused(row: usize, code: &str, kind: VerdictKind) -> LineVerdict {
    LineVerdict {
        row,
        code: code.to_owned(),
        kind,
        product: None,
        sku: None,
        name: None,
        quantity: None,
        unit_price: None,
        suggestions: Vec::new(),
        line: None,
    }
}
