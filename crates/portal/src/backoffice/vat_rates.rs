//! VAT rates: those in force, those to come, one more, a correction. A rate holds until the next of its kind begins: orders
//! of past days keep theirs, nothing is taken away.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, Ctx, Date, FieldFault, Percent, Unit, Version};
use pricing::lists::permit_to_manage;
use pricing::markets::{add_tax_rate, change_tax_rate, kept_tax_rates};
use pricing::{Country, TaxCategory, TaxRate};
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, begin, commit, conflicting, judged, reader, refused, taken, time_zone, told};
use super::view::form::FormPage;
use super::view::list::ListPage;
use super::view::vat_rates::{RateValues, VatRow, add_form, change_form, change_page, list};
use crate::frame::{FormData, Portal, Visit, typed_decimal};
use crate::part::form::Form;

const HERE: &str = "/office/vat-rates";

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::PriceManage);
    Doors::new()
        .page(manages, "GET", "/office/vat-rates", get(show))
        .page(manages, "POST", "/office/vat-rates", post(add))
        .page(manages, "GET", "/office/vat-rates/{country}/{category}/{day}", get(edit))
        .page(manages, "POST", "/office/vat-rates/{country}/{category}/{day}", post(save))
}

async fn today(portal: &Portal, ctx: &Ctx) -> Date {
    ctx.now.date_in(&time_zone(portal, ctx).await)
}

/// All rates that hold for the tenant: its own, and the statutory ones that none of its own replaces.
async fn rows(portal: &Portal, ctx: &Ctx) -> Answer<Vec<VatRow>> {
    let own = kept_tax_rates(reader(portal), ctx.tenant).await?;
    let table = pricing::tax::RateTable::new(own.iter().map(|(rate, _)| *rate).collect());
    let today = today(portal, ctx).await;
    let all = table.all();
    let row = |(place, rate): (usize, &TaxRate)| {
        // Of a kind the latest stands first: the one before it here is the next in time.
        let next = place.checked_sub(1).and_then(|before| all.get(before)).filter(|next| same_kind(next, rate));
        VatRow {
            country: rate.country.code().to_owned(),
            category: rate.category.code().to_owned(),
            rate: rate.rate,
            valid_from: rate.valid_from,
            valid_to: next.and_then(|next| next.valid_from.yesterday().ok()),
            state: match (rate.valid_from <= today, next.is_some_and(|next| next.valid_from <= today)) {
                (false, _) => "planned",
                (true, true) => "past",
                (true, false) => "in_force",
            }
            .to_owned(),
            own: own.iter().any(|(kept, _)| kept == rate),
        }
    };
    Ok(all.iter().enumerate().map(row).collect())
}

fn same_kind(one: &TaxRate, other: &TaxRate) -> bool {
    (one.country, one.category) == (other.country, other.category)
}

async fn page(portal: &Portal, ctx: &Ctx, form: Form) -> Answer<ListPage> {
    Ok(list(&rows(portal, ctx).await?, form))
}

fn blank() -> Form {
    add_form(&RateValues { country: Country::ITALY.code().to_owned(), category: "standard".to_owned(), ..RateValues::default() })
}

async fn show(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &page(&portal, &visit.ctx, blank()).await?).await
}

fn percent(form: &FormData, ctx: &Ctx) -> Result<Percent, FieldFault> {
    form.quantity("rate", Unit::PIECE, ctx.locale).map(|read| Percent::from_micros(read.micros()))
}

fn sent(form: &FormData, ctx: &Ctx) -> Result<TaxRate, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let country = Country::parse(&form.text("country").to_uppercase())
        .map_err(|_| FieldFault::new("country", "not_a_country", "must be a country's two letters"));
    let country = taken(&mut faults, country);
    let category = TaxCategory::parse(form.text("category")).filter(|category| *category != TaxCategory::Zero);
    let category = taken(&mut faults, category.ok_or_else(|| FieldFault::new("category", "unknown", "is no category")));
    let rate = taken(&mut faults, percent(form, ctx));
    let day = taken(&mut faults, form.date("valid_from"));
    if day == Some(None) {
        faults.push(FieldFault::new("valid_from", "empty", "say from when"));
    }
    match (country, category, rate, day.flatten()) {
        (Some(country), Some(category), Some(rate), Some(valid_from)) if faults.is_empty() => {
            Ok(TaxRate { country, category, rate, valid_from })
        }
        _ => Err(faults),
    }
}

async fn add(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let (ctx, permit) = (&visit.ctx, permit_to_manage(&visit.ctx)?);
    let faults = match sent(&form, ctx) {
        Ok(rate) => {
            let (mut tx, since) = begin(&portal, ctx).await?;
            match judged(add_tax_rate(&mut tx, &rate, &permit).await)? {
                Outcome::Done(()) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, HERE, told(Phrase::new("flash-vat-added"))));
                }
                Outcome::Refused(faults) => faults,
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    let page = page(&portal, ctx, blank().refused(form.pairs(), &faults)).await?;
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await
}

type Key = (String, String, String);

async fn kept(portal: &Portal, ctx: &Ctx, (country, category, day): &Key) -> Answer<(TaxRate, Version)> {
    let own = kept_tax_rates(reader(portal), ctx.tenant).await?;
    let is_it = |rate: &TaxRate| {
        rate.country.code() == country && rate.category.code() == category && rate.valid_from.to_string() == *day
    };
    own.into_iter().find(|(rate, _)| is_it(rate)).ok_or_else(Problem::not_found)
}

fn page_of(ctx: &Ctx, rate: &TaxRate, version: Version) -> FormPage {
    let values = RateValues {
        country: rate.country.code().to_owned(),
        category: rate.category.code().to_owned(),
        valid_from: rate.valid_from.to_string(),
        rate: typed_decimal(&rate.rate.to_string(), ctx.locale),
    };
    change_page(&values, change_form(&values, version))
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path(key): Path<Key>) -> Answer<Response> {
    let (rate, version) = kept(&portal, &visit.ctx, &key).await?;
    portal.page(&visit, &page_of(&visit.ctx, &rate, version)).await
}

async fn save(State(portal): State<Portal>, visit: Visit, Path(key): Path<Key>, form: FormData) -> Answer<Response> {
    let (ctx, permit, seen) = (&visit.ctx, permit_to_manage(&visit.ctx)?, form.version()?);
    let (now, version) = kept(&portal, ctx, &key).await?;
    let page = page_of(ctx, &now, version);
    let faults = match percent(&form, ctx) {
        Ok(percent) => {
            let (mut tx, since) = begin(&portal, ctx).await?;
            match judged(change_tax_rate(&mut tx, &TaxRate { rate: percent, ..now }, seen, &permit).await)? {
                Outcome::Done(()) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, HERE, told(Phrase::new("flash-vat-saved"))));
                }
                Outcome::Refused(faults) => faults,
                Outcome::Moved => {
                    drop(tx);
                    let id = format!("{}:{}:{}", key.0, key.1, key.2);
                    return conflicting(&portal, &visit, page, &form, ("tax_rate", &id)).await;
                }
            }
        }
        Err(fault) => vec![fault],
    };
    refused(&portal, &visit, page, &form, &faults).await
}
