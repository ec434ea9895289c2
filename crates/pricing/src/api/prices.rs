//! `POST /api/v1/prices`: what up to 2,000 lines cost the caller's account, and why.

use accounts::AccountCard;
use axum::extract::State;
use kernel::{Action, Ctx, Currency, Denied, Quantity, Scope, Timestamp, UnitPrice, Version};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;
use utoipa::ToSchema;
use web::documented::CreateProblems;
use web::{Answer, Caller, Json, Problem, ProblemBody};

use super::PricingState;
use crate::book::{Asker, BasketLine, DerivationStep, PricedLine, Pricer, Source, Tier};
use crate::tax::{TaxPlace, Totals};
use crate::{LineFault, PricingError, edge};

/// The most lines of one call.
const MOST_LINES: usize = 2000;

/// What is to be priced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PricesInput {
    /// Number or id of the account to price for, when not the caller's own: for the seller's systems and reps.
    account: Option<String>,
    /// ISO 4217 code; the account's own currency when absent.
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: Option<String>,
    /// The moment for which prices are asked; now, when absent.
    at: Option<Timestamp>,
    /// Whether each line tells how its price came about.
    #[serde(default)]
    explain: bool,
    /// At most 2,000. A line that cannot be priced is a problem in its place.
    #[schema(value_type = Vec<PriceLineInput>, max_items = 2000)]
    lines: Vec<Box<RawValue>>,
}

/// One line to price.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PriceLineInput {
    sku: String,
    /// In any unit that converts exactly to the one the product is sold in.
    quantity: Quantity,
}

/// The prices, in the order in which they were asked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PricesBody {
    lines: Vec<PriceLineBody>,
    /// Of the lines that have a price.
    totals: Totals,
    /// Grows with each change of the seller's prices.
    price_book_version: Version,
}

/// A line's price, or why it has none.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum PriceLineBody {
    Priced(Box<PricedLineBody>),
    Refused(Box<RefusedLineBody>),
}

/// A priced line.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PricedLineBody {
    sku: String,
    /// In the unit that the product is sold in.
    quantity: Quantity,
    unit_price: UnitPrice,
    line_total: kernel::Money,
    /// What everyone pays without quantity breaks.
    list_price: Option<UnitPrice>,
    tiers: Vec<Tier>,
    source: Source,
    /// The code of the list that gave the price.
    price_list: String,
    as_of: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    derivation: Option<Vec<DerivationStep>>,
}

/// A line without a price.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RefusedLineBody {
    sku: String,
    problem: ProblemBody,
}

/// Prices lines for the caller's account.
#[utoipa::path(post, path = "/api/v1/prices", tag = "prices", request_body = PricesInput, responses(
    (status = 200, description = "A price or a problem for each line, and the totals with VAT", body = PricesBody),
    CreateProblems,
))]
pub(super) async fn post_prices(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Json(input): Json<PricesInput>,
) -> Answer<Json<PricesBody>> {
    if input.lines.len() > MOST_LINES {
        return Err(PricingError::field("lines", "too_many", "at most 2,000 lines can be priced at once").into());
    }
    let (mut asker, card) = who_asks(&state, &ctx, input.account.as_deref())?;
    asker.at = input.at.unwrap_or(ctx.now);
    if let Some(code) = &input.currency {
        let unknown = |_| PricingError::field("currency", "unknown", "must be an ISO 4217 code such as EUR");
        asker.currency = Some(Currency::parse(code).map_err(unknown)?);
    }
    let pricer = state.book.pricer(&asker)?;
    let place = match &card {
        Some(card) => edge::tax_place(card, None),
        None => edge::domestic_place(pricer.market()),
    };
    Ok(Json(answer(&state, &ctx, &pricer, &place, &input)?))
}

/// The caller, or the account that they name and reach.
fn who_asks(state: &PricingState, ctx: &Ctx, named: Option<&str>) -> Result<(Asker, Option<Arc<AccountCard>>), PricingError> {
    let directory = &state.directory;
    let card = match named {
        None => match ctx.account() {
            None => {
                // Only the seller's side has no account of its own.
                return Ok((edge::asker(ctx, directory).ok_or(Denied::Secret)?, None));
            }
            Some(account) => directory.card(ctx.tenant, account),
        },
        Some(named) => {
            let by_number = directory.by_number(ctx.tenant, named);
            by_number.or_else(|| directory.card(ctx.tenant, named.parse().ok()?))
        }
    };
    let card = card.ok_or(Denied::Secret)?;
    ctx.permit(Action::PriceRead, Scope::Account(card.account.id))?;
    let asker = edge::asker_of(directory, ctx.tenant, card.account.id, ctx.now).ok_or(Denied::Secret)?;
    Ok((asker, Some(card)))
}

fn answer(
    state: &PricingState,
    ctx: &Ctx,
    pricer: &Pricer,
    place: &TaxPlace,
    input: &PricesInput,
) -> Result<PricesBody, LineFault> {
    let mut asked = Vec::with_capacity(input.lines.len());
    let mut to_price = Vec::with_capacity(input.lines.len());
    for raw in &input.lines {
        let line = read_line(state, ctx, raw);
        if let Ok(found) = &line.1 {
            to_price.push(found.1);
        }
        asked.push(line);
    }
    let basket = pricer.basket(place, &to_price, input.explain)?;
    let mut priced = basket.lines.into_iter();
    let correlation = ctx.correlation.as_str();
    let is_seller = ctx.may(Action::PriceRead, Scope::Tenant);
    let lines = asked.into_iter().map(|(sku, found)| {
        let outcome = match found {
            Ok((minimum, _)) => {
                let line = priced.next().unwrap_or(Err(LineFault::NoPrice));
                line.map(|line| (minimum, line)).map_err(|fault| Box::new(Problem::from(fault)))
            }
            Err(problem) => Err(problem),
        };
        match outcome {
            Ok((minimum, mut line)) => {
                if !is_seller {
                    line.price.derivation = line.price.derivation.map(DerivationStep::for_buyers);
                }
                PriceLineBody::Priced(Box::new(line_body(sku, minimum, line)))
            }
            Err(problem) => PriceLineBody::Refused(Box::new(RefusedLineBody { sku, problem: problem.body(correlation) })),
        }
    });
    Ok(PricesBody { lines: lines.collect(), totals: basket.totals, price_book_version: basket.version })
}

/// A line's SKU as far as it can be read, with the product's minimum and the line to price, or what is wrong.
fn read_line(state: &PricingState, ctx: &Ctx, raw: &RawValue) -> (String, Result<(Quantity, BasketLine), Box<Problem>>) {
    let line: PriceLineInput = match serde_json::from_str(raw.get()) {
        Ok(line) => line,
        Err(error) => return (sku_of(raw), Err(Box::new(unreadable(&error)))),
    };
    let unknown = || LineFault::UnknownProduct(line.sku.clone());
    let found = state.catalogue.by_sku(ctx.tenant, &line.sku).ok_or_else(unknown);
    let priceable = found.and_then(|product| Ok((product.packaging.minimum(), edge::basket_line(&product, line.quantity)?)));
    (line.sku, priceable.map_err(|fault| Box::new(Problem::from(fault))))
}

fn sku_of(raw: &RawValue) -> String {
    let value: serde_json::Value = serde_json::from_str(raw.get()).unwrap_or_default();
    value.get("sku").and_then(|sku| sku.as_str()).unwrap_or_default().to_owned()
}

fn unreadable(error: &serde_json::Error) -> Problem {
    // The place in the text means nothing to the caller, who sent a larger one.
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or_default();
    PricingError::field("", "not_readable", message).into()
}

fn line_body(sku: String, minimum: Quantity, line: PricedLine) -> PricedLineBody {
    let price = line.price;
    PricedLineBody {
        sku,
        quantity: price.quantity,
        unit_price: price.unit_price,
        line_total: price.line_total,
        list_price: price.list_price,
        tiers: edge::tiers_from(minimum, &price.tiers),
        source: price.source,
        price_list: price.list_code.to_string(),
        as_of: price.as_of,
        derivation: price.derivation,
    }
}
