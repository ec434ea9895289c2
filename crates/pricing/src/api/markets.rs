//! Markets and VAT rates over the API.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Currency, Percent, RoundingMode, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, IfMatch, Json, Keyed, Path, ProblemBody, Turn, tagged};

use super::PricingState;
use crate::lists::permit_to_manage;
use crate::market::{Market, PriceBasis, PricePolicy, TaxRounding};
use crate::markets::{add_tax_rate, change_tax_rate, create_market, update_market};
use crate::tax::{Country, TaxCategory, TaxRate};
use crate::{PricingError, repo};

/// A market as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MarketInput {
    /// Unique; cannot be changed later. May be absent when a market is changed.
    code: Option<String>,
    /// ISO 3166-1 alpha-2: whose VAT is charged on domestic sales.
    #[schema(pattern = "^[A-Z]{2}$")]
    country: String,
    /// ISO 4217 code.
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: String,
    /// Decimals of computed unit prices.
    #[schema(minimum = 2, maximum = 6)]
    unit_price_decimals: u8,
    rounding: RoundingMode,
    tax_rounding: TaxRounding,
    prices: PriceBasis,
    /// Which of an account's lists gives the price. When absent: `first_match` for a new market, what it was for another.
    policy: Option<PricePolicy>,
    #[serde(default)]
    is_default: bool,
}

/// A market.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct MarketBody {
    code: String,
    country: String,
    currency: String,
    unit_price_decimals: u8,
    rounding: RoundingMode,
    tax_rounding: TaxRounding,
    prices: PriceBasis,
    policy: PricePolicy,
    is_default: bool,
    version: Version,
}

/// All markets.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct MarketsBody {
    items: Vec<MarketBody>,
}

/// A VAT rate from a day on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaxRateShape {
    /// ISO 3166-1 alpha-2.
    #[schema(pattern = "^[A-Z]{2}$")]
    country: String,
    category: TaxCategory,
    rate: Percent,
    #[schema(value_type = String, format = Date)]
    valid_from: kernel::Date,
    /// The version of a rate that was written; the one seen, when it is corrected. Statutory rates have none, and a new
    /// one is given none.
    #[serde(default)]
    version: Option<Version>,
}

/// All VAT rates known.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct TaxRatesBody {
    items: Vec<TaxRateShape>,
}

/// The seller's markets; Italy, when none was made.
#[utoipa::path(get, path = "/api/v1/markets", tag = "prices", responses(
    (status = 200, description = "All markets, by code", body = MarketsBody), ReadProblems,
))]
pub(super) async fn get_markets(State(state): State<PricingState>, Caller(ctx): Caller) -> Answer<Json<MarketsBody>> {
    permit_to_manage(&ctx)?;
    let mut markets = repo::markets(state.ground.store.reader(), ctx.tenant).await?;
    if markets.is_empty() {
        markets.push(Market::italy());
    }
    Ok(Json(MarketsBody { items: markets.into_iter().map(market_body).collect() }))
}

/// Makes a market.
#[utoipa::path(post, path = "/api/v1/markets", tag = "prices", request_body = MarketInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses(
    (status = 201, description = "The market", body = MarketBody), CreateProblems,
))]
pub(super) async fn post_market(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    keyed: Keyed<MarketInput>,
) -> Answer<Response> {
    let permit = permit_to_manage(&ctx)?;
    let market = market_of(keyed.body.code.clone().unwrap_or_default(), &keyed.body)?;
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(answer) => return Ok(answer),
        Turn::Yours(tx) => tx,
    };
    let made = create_market(&mut tx, &market, &permit).await;
    match made {
        Ok(market) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &market_body(market)).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// Changes a market.
#[utoipa::path(put, path = "/api/v1/markets/{code}", tag = "prices", request_body = MarketInput,
    params(("code" = String, Path, description = "The market's code"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The market as it is now", body = MarketBody, headers(("ETag" = String, description = "Version"))),
    ReplaceProblems,
))]
pub(super) async fn put_market(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<MarketInput>,
) -> Answer<(HeaderMap, Json<MarketBody>)> {
    let permit = permit_to_manage(&ctx)?;
    if input.code.as_ref().is_some_and(|named| *named != code) {
        return Err(PricingError::field("code", "fixed", "the code of a market cannot be changed").into());
    }
    let mut market = market_of(code, &input)?;
    let mut tx = state.ground.begin(&ctx).await?;
    if input.policy.is_none() {
        let known = repo::markets(tx.conn(), ctx.tenant).await?;
        let kept = known.iter().find(|known| known.code.eq_ignore_ascii_case(&market.code));
        market.policy = kept.map_or(market.policy, |kept| kept.policy);
    }
    let market = update_market(&mut tx, &market, seen, &permit).await?;
    tx.commit().await?;
    Ok(tagged(market.version, market_body(market)))
}

/// VAT rates: Italy's, and what was written over and beside them.
#[utoipa::path(get, path = "/api/v1/tax-rates", tag = "prices", responses(
    (status = 200, description = "All rates, by country and category, the latest first", body = TaxRatesBody), ReadProblems,
))]
pub(super) async fn get_tax_rates(State(state): State<PricingState>, Caller(ctx): Caller) -> Answer<Json<TaxRatesBody>> {
    permit_to_manage(&ctx)?;
    let own = repo::kept_tax_rates(state.ground.store.reader(), ctx.tenant).await?;
    let version = |rate: &TaxRate| own.iter().find(|(kept, _)| kept == rate).map(|(_, version)| *version);
    let table = crate::tax::RateTable::new(own.iter().map(|(rate, _)| *rate).collect());
    Ok(Json(TaxRatesBody { items: table.all().iter().map(|rate| rate_shape(rate, version(rate))).collect() }))
}

/// Writes a VAT rate, or corrects the one of the same country, category and day, whose version was seen.
#[utoipa::path(post, path = "/api/v1/tax-rates", tag = "prices", request_body = TaxRateShape,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses(
    (status = 201, description = "The rate", body = TaxRateShape),
    (status = 412, description = "It was changed meanwhile: read it again", body = ProblemBody, content_type = "application/problem+json"),
    CreateProblems,
))]
pub(super) async fn post_tax_rate(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    keyed: Keyed<TaxRateShape>,
) -> Answer<Response> {
    let permit = permit_to_manage(&ctx)?;
    let input = &keyed.body;
    let rate =
        TaxRate { country: country(&input.country)?, category: input.category, rate: input.rate, valid_from: input.valid_from };
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(answer) => return Ok(answer),
        Turn::Yours(tx) => tx,
    };
    let written = match input.version {
        None => add_tax_rate(&mut tx, &rate, &permit).await,
        Some(seen) => change_tax_rate(&mut tx, &rate, seen, &permit).await,
    };
    let version = input.version.map_or(1, |seen| seen.saturating_add(1));
    match written {
        Ok(()) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &rate_shape(&rate, Some(version))).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

fn market_of(code: String, input: &MarketInput) -> Result<Market, PricingError> {
    let unknown = |_| PricingError::field("currency", "unknown", "must be an ISO 4217 code such as EUR");
    Ok(Market {
        code,
        country: country(&input.country)?,
        currency: Currency::parse(&input.currency).map_err(unknown)?,
        unit_price_decimals: input.unit_price_decimals,
        rounding: input.rounding,
        tax_rounding: input.tax_rounding,
        prices: input.prices,
        policy: input.policy.unwrap_or_default(),
        is_default: input.is_default,
        version: 1,
    })
}

fn country(code: &str) -> Result<Country, PricingError> {
    Country::parse(code).map_err(|_| PricingError::field("country", "not_a_country", "must be a country's two letters"))
}

fn market_body(market: Market) -> MarketBody {
    MarketBody {
        code: market.code,
        country: market.country.code().to_owned(),
        currency: market.currency.code().to_owned(),
        unit_price_decimals: market.unit_price_decimals,
        rounding: market.rounding,
        tax_rounding: market.tax_rounding,
        prices: market.prices,
        policy: market.policy,
        is_default: market.is_default,
        version: market.version,
    }
}

fn rate_shape(rate: &TaxRate, version: Option<Version>) -> TaxRateShape {
    TaxRateShape {
        country: rate.country.code().to_owned(),
        category: rate.category,
        rate: rate.rate,
        valid_from: rate.valid_from,
        version,
    }
}
