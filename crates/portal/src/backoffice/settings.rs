//! The tenant's settings: its name and colour, its markets with their rounding, its VAT rates.

use accounts::{Tenant, TenantDetails};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, Currency, FieldFault, Locale};
use pricing::lists::permit_to_manage;
use pricing::markets::{create_market, update_market};
use pricing::{Country, Market, PriceBasis, PricePolicy, TaxRate, TaxRounding};
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, begin, commit, conflict, conflicting, judged, reader, refused, saved, taken, told, whole};
use super::view::form::{Conflict, FormPage};
use super::view::record::RecordPage;
use super::view::settings::{MarketRow, RateRow, SettingsFacts, TenantValues, market_form, market_page, page, tenant_form};
use crate::frame::{FormData, Portal, Visit};
use crate::part::form::Form;

const HERE: &str = "/office/settings";

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::SettingsManage);
    Doors::new()
        .page(manages, "GET", "/office/settings", get(show))
        .page(manages, "POST", "/office/settings", post(save))
        .page(manages, "GET", "/office/settings/markets/new", get(new_market))
        .page(manages, "POST", "/office/settings/markets", post(make_market))
        .page(manages, "GET", "/office/settings/markets/{code}", get(edit_market))
        .page(manages, "POST", "/office/settings/markets/{code}", post(save_market))
}

fn form_of(tenant: &Tenant) -> Form {
    let values = TenantValues {
        slug: tenant.slug.clone(),
        name: tenant.name.clone(),
        host: tenant.host.clone().unwrap_or_default(),
        time_zone: tenant.time_zone.clone(),
        locale: tenant.locale.code().to_owned(),
        accent: tenant.accent.clone(),
    };
    tenant_form(&values, tenant.version)
}

fn market_row(market: &Market) -> MarketRow {
    MarketRow {
        code: market.code.clone(),
        country: market.country.code().to_owned(),
        currency: market.currency.code().to_owned(),
        decimals: market.unit_price_decimals,
        rounding: rounding_code(market).to_owned(),
        tax_rounding: market.tax_rounding.code().to_owned(),
        basis: market.prices.code().to_owned(),
        policy: market.policy.code().to_owned(),
        is_default: market.is_default,
    }
}

const fn rounding_code(market: &Market) -> &'static str {
    match market.rounding {
        kernel::RoundingMode::HalfUp => "half_up",
        kernel::RoundingMode::HalfEven => "half_even",
    }
}

fn rate_row(rate: &TaxRate) -> RateRow {
    RateRow {
        country: rate.country.code().to_owned(),
        category: rate.category.code().to_owned(),
        rate: rate.rate,
        valid_from: rate.valid_from,
    }
}

fn record(portal: &Portal, visit: &Visit, tenant: &Tenant, (form, conflict): (Form, Option<Conflict>)) -> RecordPage {
    let book = portal.parts.book.book(visit.ctx.tenant);
    let terms = book.as_ref().map(|book| book.terms());
    let facts = SettingsFacts {
        id: tenant.id.to_string(),
        slug: tenant.slug.clone(),
        version: tenant.version,
        markets: terms.iter().flat_map(|terms| terms.markets()).map(market_row).collect(),
        rates: terms.iter().flat_map(|terms| terms.rates().all()).map(rate_row).collect(),
    };
    page(&facts, form, conflict)
}

async fn show(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let tenant = accounts::tenant_of(reader(&portal), visit.ctx.tenant).await?;
    portal.page(&visit, &record(&portal, &visit, &tenant, (form_of(&tenant), None))).await
}

async fn save(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let (ctx, seen) = (&visit.ctx, form.version()?);
    let tenant = accounts::tenant_of(reader(&portal), ctx.tenant).await?;
    let details = TenantDetails {
        slug: tenant.slug.clone(),
        name: form.text("name").to_owned(),
        host: form.optional("host"),
        time_zone: form.text("time_zone").to_owned(),
        locale: Locale::parse(form.text("locale")).unwrap_or(tenant.locale),
        accent: form.text("accent").to_owned(),
    };
    let (mut tx, since) = begin(&portal, ctx).await?;
    let outcome = judged(accounts::update_tenant(ctx, &mut tx, &details, seen).await)?;
    if let Outcome::Done(_) = outcome {
        commit(&portal, tx, since).await?;
        return Ok(visit.go(&portal, HERE, saved()));
    }
    drop(tx);
    let (status, shown) = match outcome {
        Outcome::Refused(faults) => (StatusCode::UNPROCESSABLE_ENTITY, (form_of(&tenant).refused(form.pairs(), &faults), None)),
        _ => {
            let (merged, told) = conflict(&portal, &visit, form_of(&tenant), &form, ("tenant", &tenant.slug)).await?;
            (StatusCode::CONFLICT, (merged, Some(told)))
        }
    };
    portal.page_with(status, &visit, &record(&portal, &visit, &tenant, shown)).await
}

fn new_market_page() -> FormPage {
    let blank = MarketRow { code: String::new(), is_default: false, ..market_row(&Market::italy()) };
    market_page(market_form(&blank, None), None)
}

async fn new_market(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &new_market_page()).await
}

fn market_sent(form: &FormData, code: &str) -> Result<Market, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let country = Country::parse(&form.text("country").to_uppercase())
        .map_err(|_| FieldFault::new("country", "not_a_country", "must be a country's two letters"));
    let currency = Currency::parse(&form.text("currency").to_uppercase())
        .map_err(|_| FieldFault::new("currency", "not_a_currency", "must be a currency such as EUR"));
    let country = taken(&mut faults, country);
    let currency = taken(&mut faults, currency);
    let decimals = taken(&mut faults, whole(form, "unit_price_decimals"));
    let (Some(country), Some(currency), Some(decimals)) = (country, currency, decimals) else { return Err(faults) };
    Ok(Market {
        code: code.to_owned(),
        country,
        currency,
        unit_price_decimals: decimals,
        rounding: match form.text("rounding") {
            "half_even" => kernel::RoundingMode::HalfEven,
            _ => kernel::RoundingMode::HalfUp,
        },
        tax_rounding: TaxRounding::parse(form.text("tax_rounding")).unwrap_or(TaxRounding::Rate),
        prices: PriceBasis::parse(form.text("prices")).unwrap_or(PriceBasis::Net),
        policy: PricePolicy::parse(form.text("policy")).unwrap_or_default(),
        is_default: form.is_ticked("is_default"),
        version: 0,
    })
}

fn market_saved(code: &str) -> Option<web::page::Flash> {
    told(Phrase::new("flash-market-saved").with("code", code))
}

async fn make_market(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let permit = permit_to_manage(&visit.ctx)?;
    let faults = match market_sent(&form, &form.text("code").to_lowercase()) {
        Ok(market) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(create_market(&mut tx, &market, &permit).await)? {
                Outcome::Done(market) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, HERE, market_saved(&market.code)));
                }
                Outcome::Refused(faults) => faults,
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, new_market_page(), &form, &faults).await
}

fn market_now(portal: &Portal, visit: &Visit, code: &str) -> Answer<FormPage> {
    let book = portal.parts.book.book(visit.ctx.tenant).ok_or_else(Problem::not_found)?;
    let market = book.terms().markets().iter().find(|market| market.code == code).ok_or_else(Problem::not_found)?;
    Ok(market_page(market_form(&market_row(market), Some(market.version)), Some(&market.code)))
}

async fn edit_market(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    portal.page(&visit, &market_now(&portal, &visit, &code)?).await
}

async fn save_market(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>, form: FormData) -> Answer<Response> {
    let (permit, seen) = (permit_to_manage(&visit.ctx)?, form.version()?);
    let page = market_now(&portal, &visit, &code)?;
    let faults = match market_sent(&form, &code) {
        Ok(market) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(update_market(&mut tx, &market, seen, &permit).await)? {
                Outcome::Done(_) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, HERE, market_saved(&code)));
                }
                Outcome::Refused(faults) => faults,
                Outcome::Moved => {
                    drop(tx);
                    return conflicting(&portal, &visit, page, &form, ("market", &code)).await;
                }
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, page, &form, &faults).await
}
