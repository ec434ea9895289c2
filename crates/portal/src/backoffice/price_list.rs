//! A price list's page: its terms, whom it is for, its prices.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::Product;
use kernel::{Action, Ctx, FieldFault, PageRequest, Scope, UnitPrice, Version};
use pricing::lists::{assign, entry_page, find_list, permit_to_manage};
use pricing::{Assignee, Entry, PriceList};
use web::{Answer, Doors, Needs, Path, Problem};

use super::accounts::groups;
use super::common::{Outcome, about, account_brief, begin, commit, history, judged, reader, saved};
use super::price_lists::{derived, name};
use super::price_rules::rule_rows;
use super::product::first_quantity;
use super::view::account_groups::group_href;
use super::view::accounts::account_href;
use super::view::price_list::{AssigneeRow, EntryRow, PriceListFacts, assign_form, page};
use super::view::price_lists::list_href;
use super::view::record::Panel;
use crate::frame::{FormData, Portal, Visit};
use crate::part::Pager;
use crate::part::form::Form;

const PAGE: u16 = 50;

pub(super) fn doors() -> Doors<Portal> {
    let (uses, manages) = (Needs::May(Action::OfficeUse), Needs::May(Action::PriceManage));
    Doors::new()
        .page(uses, "GET", "/office/price-lists/{code}", get(show))
        .page(manages, "POST", "/office/price-lists/{code}/assignments", post(add_assignee))
        .page(manages, "POST", "/office/price-lists/{code}/assignments/remove", post(remove_assignee))
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let facts = facts(&portal, &visit, &code).await?;
    portal.page(&visit, &page(&facts)).await
}

async fn facts(portal: &Portal, visit: &Visit, code: &str) -> Answer<PriceListFacts> {
    let ctx = &visit.ctx;
    ctx.permit(Action::PriceRead, Scope::Tenant)?;
    let (list, assignees) = find_list(reader(portal), ctx.tenant, code).await?;
    let sku = visit.parameter("sku").unwrap_or_default();
    let product = portal.parts.catalogue.by_sku(ctx.tenant, &sku);
    let sku_unknown = !sku.is_empty() && product.is_none();
    let (entries, pager) =
        if sku_unknown { (Vec::new(), Pager::default()) } else { entries(portal, visit, &list, product).await? };
    let groups = groups(portal, ctx).await?;
    let rules = rule_rows(portal, ctx, &list).await?;
    let taken = |code: &str| assignees.iter().any(|one| matches!(one, Assignee::Group(group) if group == code));
    Ok(PriceListFacts {
        id: list.id.to_string(),
        code: list.code.clone(),
        name: name(&list, ctx.locale).to_owned(),
        state: list.state.code().to_owned(),
        version: list.version,
        currency: list.currency.code().to_owned(),
        market: list.market.clone(),
        priority: list.priority,
        exclusive: list.exclusive,
        valid_from: list.valid_from,
        valid_to: list.valid_to,
        in_force: list.in_force(ctx.now),
        derived: derived(&portal.parts.book, ctx, &list),
        assignees: assignees.iter().map(|one| assignee_row(portal, ctx, one, &groups)).collect(),
        everyone: assignees.contains(&Assignee::Everyone),
        groups: groups.iter().filter(|(code, _)| !taken(code)).cloned().collect(),
        entries,
        pager,
        rules,
        sku,
        sku_unknown,
        history: history(portal, ctx, &about("price_list", &list.code), 20).await?,
        may_manage: ctx.may(Action::PriceManage, Scope::Tenant),
        refused: None,
    })
}

async fn entries(
    portal: &Portal,
    visit: &Visit,
    list: &PriceList,
    product: Option<Arc<Product>>,
) -> Answer<(Vec<EntryRow>, Pager)> {
    let after = visit.after.clone();
    let page = PageRequest::new(Some(PAGE), after.clone());
    let only = product.map(|product| product.id);
    let found = entry_page(reader(portal), visit.ctx.tenant, list.id, only, &page).await?;
    let mut rows: Vec<EntryRow> = Vec::with_capacity(found.items.len());
    for entry in &found.items {
        let row = entry_row(portal, &visit.ctx, list, entry);
        let is_first = rows.last().is_none_or(|last| last.sku != row.sku);
        rows.push(EntryRow { is_first, ..row });
    }
    Ok((rows, Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref())))
}

fn entry_row(portal: &Portal, ctx: &Ctx, list: &PriceList, entry: &Entry) -> EntryRow {
    let price = UnitPrice::from_micros(entry.price_micros, list.currency);
    match portal.parts.catalogue.product(ctx.tenant, entry.product) {
        Some(product) => EntryRow {
            sku: product.sku.to_string(),
            name: product.name(ctx.locale).to_owned(),
            from: first_quantity(&product, entry.from_quantity_micros),
            price,
            is_first: true,
        },
        None => EntryRow {
            sku: entry.product.to_string(),
            name: String::new(),
            from: kernel::Quantity::from_micros(entry.from_quantity_micros, kernel::Unit::PIECE),
            price,
            is_first: true,
        },
    }
}

fn assignee_row(portal: &Portal, ctx: &Ctx, assignee: &Assignee, groups: &[(String, String)]) -> AssigneeRow {
    let (key, name, href) = match assignee {
        Assignee::Everyone => ("everyone".to_owned(), String::new(), None),
        Assignee::Group(code) => {
            let known = groups.iter().find(|(own, _)| own == code);
            let name = known.map_or_else(|| code.clone(), |(code, name)| format!("{code} · {name}"));
            (code.clone(), name, known.map(|(code, _)| group_href(code)))
        }
        Assignee::Account(id) => match account_brief(portal, ctx, *id) {
            Some((number, name)) => (number.clone(), format!("{number} · {name}"), Some(account_href(&number))),
            None => (id.to_string(), id.to_string(), None),
        },
    };
    AssigneeRow { scope: assignee.scope().to_owned(), key, name, href }
}

/// What the form adds.
fn added(portal: &Portal, ctx: &Ctx, form: &FormData) -> Result<Assignee, FieldFault> {
    match form.text("scope") {
        "everyone" => Ok(Assignee::Everyone),
        "account" => match portal.parts.directory.by_number(ctx.tenant, form.text("account")) {
            Some(card) => Ok(Assignee::Account(card.account.id)),
            None if form.text("account").is_empty() => Err(FieldFault::new("account", "empty", "say which account")),
            None => Err(FieldFault::new("account", "unknown", "there is no such account")),
        },
        scope => match scope.strip_prefix("group:") {
            Some(code) => Ok(Assignee::Group(code.to_owned())),
            None => Err(FieldFault::new("scope", "unknown", "say for whom")),
        },
    }
}

async fn add_assignee(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>, form: FormData) -> Answer<Response> {
    let (ctx, seen) = (&visit.ctx, form.version()?);
    let (list, mut assignees) = find_list(reader(&portal), ctx.tenant, &code).await?;
    let fault = match added(&portal, ctx, &form) {
        Ok(assignee) => {
            assignees.push(assignee);
            return assigned(&portal, &visit, (&list, seen), &assignees, Some(&form)).await;
        }
        Err(fault) => fault,
    };
    again(&portal, &visit, &code, |form_now| form_now.refused(form.pairs(), &[fault])).await
}

async fn remove_assignee(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let ctx = &visit.ctx;
    let key = visit.parameter("key").unwrap_or_default();
    let seen = visit.parameter("version").and_then(|version| version.parse().ok());
    let seen = seen.ok_or_else(|| Problem::malformed("the form has lost the version that it was made from"))?;
    let (list, mut assignees) = find_list(reader(&portal), ctx.tenant, &code).await?;
    assignees.retain(|one| {
        let row = assignee_row(&portal, ctx, one, &[]);
        format!("{}:{}", row.scope, row.key) != key
    });
    assigned(&portal, &visit, (&list, seen), &assignees, None).await
}

/// Writes for whom the list is. When the room refuses that, or somebody has changed the list meanwhile, the page says so and
/// shows it as it is.
async fn assigned(
    portal: &Portal,
    visit: &Visit,
    (list, seen): (&PriceList, Version),
    assignees: &[Assignee],
    form: Option<&FormData>,
) -> Answer<Response> {
    let permit = permit_to_manage(&visit.ctx)?;
    let (mut tx, since) = begin(portal, &visit.ctx).await?;
    let groups: Vec<&str> =
        assignees.iter().filter_map(|one| if let Assignee::Group(code) = one { Some(code.as_str()) } else { None }).collect();
    let unknown = accounts::hold_groups(&tx, &groups).await?;
    // Whom the list is for already stays so: only what the form adds must be there, and it comes last.
    let outcome = match assignees.last() {
        Some(Assignee::Group(code)) if form.is_some() && unknown.contains(code) => {
            Outcome::Refused(vec![FieldFault::new("scope", "unknown", "there is no such account group")])
        }
        _ => judged(assign(&mut tx, list, seen, assignees, &permit).await)?,
    };
    if let Outcome::Done(_) = &outcome {
        commit(portal, tx, since).await?;
        return Ok(visit.go(portal, &list_href(&list.code), saved()));
    }
    drop(tx);
    again(portal, visit, &list.code, |now| match outcome {
        // What the room refuses is told as such: nobody else has changed anything.
        Outcome::Refused(faults) => now.refused(form.map_or(&[][..], FormData::pairs), &faults),
        _ => {
            let now = form.map_or(now.clone(), |form| now.refused(form.pairs(), &[]));
            now.wrong(web::page::Phrase::new("office-list-moved"))
        }
    })
    .await
}

/// The page again with the form of whom it is for, open.
async fn again(portal: &Portal, visit: &Visit, code: &str, change: impl FnOnce(Form) -> Form) -> Answer<Response> {
    let facts = facts(portal, visit, code).await?;
    let form = change(assign_form(code, &facts.groups, facts.everyone, facts.version));
    let panel = Panel { open: true, ..Panel::new("assign", "office-list-assign", form) };
    let page = page(&PriceListFacts { refused: Some(panel), ..facts });
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, &page).await
}
