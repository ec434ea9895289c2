//! Price lists: the list of them, and the form of their terms.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, Ctx, Currency, Date, FieldFault, Locale, PageRequest, Percent, Scope, Timestamp, Unit};
use pricing::lists::{assignees_by_list, create_list, find_list, list_page, permit_to_manage, update_list};
use pricing::{Assignee, ListDraft, ListState, PriceBook, PriceList};
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path};

use super::accounts::{groups, markets_and_currencies};
use super::common::{
    Outcome, account_brief, begin, commit, conflicting, judged, reader, refused, renamed, saved, taken, time_zone, told, whole,
};
use super::view::form::FormPage;
use super::view::price_lists::{
    ListChoices, ListValues, ListsAsked, NAMES, PriceListRow, Reached, list, list_form, list_form_page, list_href,
};
use crate::frame::{FormData, Portal, Visit, typed_decimal};
use crate::part::Pager;
pub(super) use crate::view::day::begins;

pub(super) fn doors() -> Doors<Portal> {
    let (uses, manages) = (Needs::May(Action::OfficeUse), Needs::May(Action::PriceManage));
    Doors::new()
        .page(uses, "GET", "/office/price-lists", get(show_list))
        .page(manages, "POST", "/office/price-lists", post(create))
        .page(manages, "GET", "/office/price-lists/new", get(new))
        .page(manages, "GET", "/office/price-lists/{code}/edit", get(edit))
        .page(manages, "POST", "/office/price-lists/{code}/edit", post(save))
}

/// A list's name in the reader's language.
pub(super) fn name(list: &PriceList, locale: Locale) -> &str {
    match locale {
        Locale::It => &list.name_it,
        Locale::En => &list.name_en,
    }
}

/// The code of the list that a list derives from, and how much it takes off.
pub(super) fn derived(book: &PriceBook, ctx: &Ctx, list: &PriceList) -> Option<(String, Percent)> {
    let derived = list.derived?;
    let base = book.book(ctx.tenant)?.list(derived.from)?.code.clone();
    Some((base, derived.percent_off))
}

async fn show_list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let ctx = &visit.ctx;
    ctx.permit(Action::PriceRead, Scope::Tenant)?;
    let asked = ListsAsked {
        text: visit.parameter("q").unwrap_or_default().chars().take(200).collect(),
        state: visit.parameter("state").unwrap_or_default(),
        may_manage: ctx.may(Action::PriceManage, Scope::Tenant),
    };
    let after = visit.after.clone();
    let page = PageRequest::new(Some(50), after.clone());
    let state = ListState::parse(&asked.state);
    let found = list_page(reader(&portal), ctx.tenant, &asked.text, state, &page).await?;
    let assigned = assignees_by_list(reader(&portal), ctx.tenant).await?;
    let groups = groups(&portal, ctx).await?;
    let row = |list: &PriceList| PriceListRow {
        reach: reached(&portal, ctx, assigned.get(&list.id).map_or(&[][..], Vec::as_slice), &groups),
        code: list.code.clone(),
        name: name(list, ctx.locale).to_owned(),
        state: list.state.code().to_owned(),
        currency: list.currency.code().to_owned(),
        priority: list.priority,
        valid_from: list.valid_from,
        valid_to: list.valid_to,
        derived: derived(&portal.parts.book, ctx, list),
        in_force: list.in_force(ctx.now),
    };
    let rows: Vec<PriceListRow> = found.items.iter().map(row).collect();
    let pager = Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref());
    portal.page(&visit, &list(&asked, &rows, pager)).await
}

/// Whom a list is for, in short.
fn reached(portal: &Portal, ctx: &Ctx, assignees: &[Assignee], groups: &[(String, String)]) -> Reached {
    let mut reached = Reached::default();
    for assignee in assignees {
        let (named, name) = match assignee {
            Assignee::Everyone => {
                reached.everyone = true;
                continue;
            }
            Assignee::Group(code) => {
                let known = groups.iter().find(|(own, _)| own == code);
                (&mut reached.groups, known.map_or_else(|| code.clone(), |(_, name)| name.clone()))
            }
            Assignee::Account(id) => {
                (&mut reached.accounts, account_brief(portal, ctx, *id).map_or_else(|| id.to_string(), |(_, name)| name))
            }
        };
        named.count = named.count.saturating_add(1);
        if named.names.len() < NAMES {
            named.names.push(name);
        }
    }
    reached
}

fn choices(portal: &Portal, ctx: &Ctx, own: &str) -> ListChoices {
    let (markets, currencies) = markets_and_currencies(portal, ctx);
    let book = portal.parts.book.book(ctx.tenant);
    let lists = book.iter().flat_map(|book| book.terms().lists());
    ListChoices { markets, currencies, bases: lists.map(|list| list.code.clone()).filter(|code| code != own).collect() }
}

fn values(portal: &Portal, ctx: &Ctx, list: &PriceList, zone: &str) -> ListValues {
    let derived = derived(&portal.parts.book, ctx, list);
    // A list holds up to, not at, its end: the last day is the one just before.
    let last = list.valid_to.map(|end| Timestamp::from_micros(end.micros().saturating_sub(1)).date_in(zone).to_string());
    ListValues {
        code: list.code.clone(),
        name_it: list.name_it.clone(),
        name_en: list.name_en.clone(),
        currency: list.currency.code().to_owned(),
        market: list.market.clone().unwrap_or_default(),
        priority: list.priority.to_string(),
        exclusive: list.exclusive,
        valid_from: list.valid_from.map(|moment| moment.date_in(zone).to_string()).unwrap_or_default(),
        valid_to: last.unwrap_or_default(),
        base: derived.as_ref().map(|(base, _)| base.clone()).unwrap_or_default(),
        percent_off: derived.map(|(_, percent)| typed_decimal(&percent.to_string(), ctx.locale)).unwrap_or_default(),
        state: list.state.code().to_owned(),
    }
}

fn sent(form: &FormData, code: &str, ctx: &Ctx, zone: &str) -> Result<ListDraft, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let currency = Currency::parse(form.text("currency"))
        .map_err(|_| FieldFault::new("currency", "not_a_currency", "must be a currency such as EUR"));
    let currency = taken(&mut faults, currency).unwrap_or(Currency::EUR);
    let priority = taken(&mut faults, whole(form, "priority")).unwrap_or(0);
    let day_after = |day: Date| day.tomorrow().ok().and_then(|next| begins(next, zone));
    let from = taken(&mut faults, form.date("valid_from")).flatten().and_then(|day| begins(day, zone));
    let to = taken(&mut faults, form.date("valid_to")).flatten().and_then(day_after);
    let percent = match form.text("percent_off") {
        "" => None,
        _ => taken(&mut faults, form.quantity("percent_off", Unit::PIECE, ctx.locale))
            .map(|read| Percent::from_micros(read.micros())),
    };
    let derived = match (form.optional("base"), percent) {
        (Some(base), percent) => Some((base, percent.unwrap_or(Percent::ZERO))),
        (None, Some(_)) => {
            faults.push(FieldFault::new("base", "required", "say of which list"));
            None
        }
        (None, None) => None,
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(ListDraft {
        code: code.to_owned(),
        name_it: form.text("name_it").to_owned(),
        name_en: form.text("name_en").to_owned(),
        currency,
        market: form.optional("market"),
        priority,
        exclusive: form.is_ticked("exclusive"),
        valid_from: from,
        valid_to: to,
        derived,
        state: ListState::parse(form.text("state")).unwrap_or(ListState::Draft),
    })
}

fn as_fields(faults: Vec<FieldFault>) -> Vec<FieldFault> {
    renamed(faults, &[("derived.from", "base"), ("derived.percent_off", "percent_off"), ("key", "base")])
}

fn new_page(portal: &Portal, ctx: &Ctx) -> FormPage {
    let choices = choices(portal, ctx, "");
    let values = ListValues {
        currency: choices.currencies.first().cloned().unwrap_or_default(),
        priority: "10".to_owned(),
        state: ListState::Draft.code().to_owned(),
        ..ListValues::default()
    };
    list_form_page(list_form(&values, &choices, None), None)
}

async fn new(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &new_page(&portal, &visit.ctx)).await
}

async fn create(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let (ctx, permit) = (&visit.ctx, permit_to_manage(&visit.ctx)?);
    let zone = time_zone(&portal, ctx).await;
    let faults = match sent(&form, form.text("code"), ctx, &zone) {
        Ok(draft) => {
            let (mut tx, since) = begin(&portal, ctx).await?;
            match judged(create_list(ctx, &mut tx, &draft, &permit).await)? {
                Outcome::Done(list) => {
                    commit(&portal, tx, since).await?;
                    let flash = told(Phrase::new("flash-list-created").with("code", &list.code));
                    return Ok(visit.go(&portal, &list_href(&list.code), flash));
                }
                Outcome::Refused(faults) => as_fields(faults),
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, new_page(&portal, ctx), &form, &faults).await
}

async fn edit_page(portal: &Portal, ctx: &Ctx, code: &str, zone: &str) -> Answer<FormPage> {
    let (list, _) = find_list(reader(portal), ctx.tenant, code).await?;
    let form = list_form(&values(portal, ctx, &list, zone), &choices(portal, ctx, code), Some(list.version));
    Ok(list_form_page(form, Some(&list.code)))
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let zone = time_zone(&portal, &visit.ctx).await;
    let page = edit_page(&portal, &visit.ctx, &code, &zone).await?;
    portal.page(&visit, &page).await
}

async fn save(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>, form: FormData) -> Answer<Response> {
    let (ctx, permit, seen) = (&visit.ctx, permit_to_manage(&visit.ctx)?, form.version()?);
    let zone = time_zone(&portal, ctx).await;
    let page = edit_page(&portal, ctx, &code, &zone).await?;
    let faults = match sent(&form, &code, ctx, &zone) {
        Ok(draft) => {
            let (mut tx, since) = begin(&portal, ctx).await?;
            match judged(update_list(&mut tx, &draft, seen, &permit).await)? {
                Outcome::Done(_) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, &list_href(&code), saved()));
                }
                Outcome::Refused(faults) => as_fields(faults),
                Outcome::Moved => {
                    drop(tx);
                    return conflicting(&portal, &visit, page, &form, ("price_list", &code)).await;
                }
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, page, &form, &faults).await
}
