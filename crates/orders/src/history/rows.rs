//! What a history record says, in the words of orders.

use std::sync::Arc;

use accounts::{AccountCard, Directory};
use catalog::import::Record;
use catalog::{Catalogue, Product};
use kernel::{Ctx, Currency, Money, Percent, Quantity, Rounding, RoundingMode, Timestamp, UnitPrice};
use pricing::TaxTerms;

use super::taxes::{self, PastTax, Sale};
use crate::model::{OrderAccount, References, ShipTo};
use crate::number::OWN_PREFIX;

/// Six decimals: as exact as prices are kept.
const EXACT: Rounding = Rounding { mode: RoundingMode::HalfUp, decimals: 6 };

/// A line of a past order, with the order's own data.
pub(super) struct PastRow {
    pub external_id: Arc<str>,
    pub number: String,
    pub account: OrderAccount,
    pub placed_at: Timestamp,
    /// When everything left; none when nothing did.
    pub shipped_at: Option<Timestamp>,
    pub carrier: String,
    pub references: References,
    pub ship_to: ShipTo,
    pub freight: Option<String>,
    pub line: PastLine,
    pub tax: PastTax,
}

/// What was ordered and what it cost.
pub(super) struct PastLine {
    pub product: Arc<Product>,
    pub name: String,
    pub quantity: Quantity,
    /// Net of VAT.
    pub unit_price: UnitPrice,
    pub list_price: UnitPrice,
    pub line_total: Money,
}

/// Reads a record; the failure is a sentence for the list of rejected rows.
pub(super) fn read(
    ctx: &Ctx,
    (directory, catalogue, terms): (&Directory, &Catalogue, &TaxTerms),
    record: &Record,
) -> Result<PastRow, String> {
    let external_id = bounded("external_id", record.required("external_id")?, 60)?;
    let number = record.required("account")?;
    let card = directory.by_number(ctx.tenant, number).ok_or_else(|| format!("account: there is no account {number}"))?;
    let placed_on = record.date("placed_on")?.ok_or("placed_on is missing")?;
    let text = |field: &str, most: usize| record.text(field).map(|text| bounded(field, text, most)).transpose();
    let references = References {
        purchase_order: text("purchase_order", 60)?,
        requested_date: record.date("requested_date")?,
        notes: record
            .text("notes")
            .map(|notes| kernel::multiline(notes, 2000).map_err(|error| format!("notes {error}")))
            .transpose()?,
        ..References::default()
    };
    let ship_to = ship_to(&card, record)?;
    let line = line(ctx, catalogue, record, card.account.currency)?;
    let sale = Sale { card: &card, country: &ship_to.country, day: placed_on, currency: line.line_total.currency() };
    let tax = taxes::of_line(terms, &sale, line.product.tax_category, record)?;
    Ok(PastRow {
        number: number_of(&external_id)?,
        external_id: external_id.into(),
        account: OrderAccount { id: card.account.id, number: card.account.number.clone(), name: card.account.name.clone() },
        placed_at: midday(placed_on)?,
        shipped_at: record.date("shipped_on")?.map(midday).transpose()?,
        carrier: text("carrier", 80)?.unwrap_or_else(|| "-".to_owned()),
        references,
        ship_to,
        freight: record.text("freight").map(str::to_owned),
        line,
        tax,
    })
}

/// The order's number here. Never one of the form that orders placed here get: it would be given twice one day, and that
/// order could not be placed.
fn number_of(external_id: &str) -> Result<String, String> {
    let number = external_id.replace([':', ' ', '/'], "-");
    let is_ours = number.strip_prefix(OWN_PREFIX).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if is_ours {
        return Err(format!(
            "external_id: {number} looks like a number given here; put a prefix before it, such as old:{number}"
        ));
    }
    Ok(number)
}

fn line(ctx: &Ctx, catalogue: &Catalogue, record: &Record, currency: Currency) -> Result<PastLine, String> {
    let sku = record.required("sku")?;
    let product = catalogue.by_sku(ctx.tenant, sku).ok_or_else(|| format!("sku: there is no product {sku}"))?;
    let currency = match record.text("currency") {
        None => currency,
        Some(code) => Currency::parse(code).map_err(|error| format!("currency: {error}"))?,
    };
    let unit = if record.text("unit").is_some() { record.unit("unit")? } else { product.unit() };
    let quantity = record.quantity("quantity", unit)?.ok_or("quantity is missing")?;
    let quantity = quantity.exactly_in(product.unit()).map_err(|error| format!("quantity: {error}"))?;
    if !quantity.is_positive() {
        return Err("quantity: must be greater than zero".to_owned());
    }
    let amount = |error| format!("unit_price: {error}");
    let list_price = UnitPrice::parse(record.required("unit_price")?, currency).map_err(amount)?;
    let discount = record.text("discount_percent").map_or(Ok(Percent::ZERO), Percent::parse);
    let discount = discount.map_err(|error| format!("discount_percent: {error}"))?;
    let unit_price = list_price.less(discount, EXACT).map_err(amount)?;
    let cents = Rounding { mode: RoundingMode::HalfUp, decimals: currency.minor_digits() };
    let line_total = unit_price.times(quantity, cents).map_err(amount)?;
    let name = product.name(ctx.locale).to_owned();
    Ok(PastLine { product, name, quantity, unit_price, list_price, line_total })
}

/// The address of the row over that of the account's default site, which stands for the place.
fn ship_to(card: &AccountCard, record: &Record) -> Result<ShipTo, String> {
    let site = card.default_site().ok_or_else(|| format!("account: {} has no site", card.account.number))?;
    let given = |field: &str, known: &str| match record.text(field) {
        Some(text) => bounded(field, text, 200),
        None => Ok(known.to_owned()),
    };
    Ok(ShipTo {
        site: site.id,
        code: site.code.clone(),
        name: given("ship_to_name", &site.name)?,
        street: given("street", &site.street)?,
        postal_code: given("postal_code", &site.postal_code)?,
        city: given("city", &site.city)?,
        province: record.text("province").map(|text| bounded("province", text, 120)).transpose()?.or(site.province.clone()),
        country: given("country", &site.country)?,
    })
}

fn bounded(field: &str, text: &str, most: usize) -> Result<String, String> {
    kernel::line(text, most).map_err(|error| format!("{field} {error}"))
}

/// Files name days: the middle of the day is the same day nearly everywhere.
fn midday(date: kernel::Date) -> Result<Timestamp, String> {
    Timestamp::parse(&format!("{date}T12:00:00Z")).ok_or_else(|| format!("{date} is out of range"))
}
