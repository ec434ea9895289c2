//! Groups of customers, to which price lists are assigned: the list, opening one, its name, who is in it.

use accounts::{AccountFilter, AccountGroup, GroupSummary};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{AccountId, Action, Ctx, PageRequest, Scope};
use pricing::lists::lists_of_groups;
use store::{AuditFilter, AuditRow, list_audit};
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, about, begin, commit, conflicting, history, judged, last_change, reader, refused, saved, told};
use super::price_lists::name;
use super::view::account_groups::{
    GroupFacts, GroupMember, GroupRow, group_form, group_form_page, group_href, join_form, join_panel, list, moved_notice, page,
};
use super::view::form::FormPage;
use crate::frame::{FormData, Portal, Visit};
use crate::part::Pager;

const PAGE: u16 = 50;

pub(super) fn doors() -> Doors<Portal> {
    let (uses, administers) = (Needs::May(Action::OfficeUse), Needs::May(Action::AccountAdminister));
    Doors::new()
        .page(uses, "GET", "/office/account-groups", get(show_list))
        .page(administers, "POST", "/office/account-groups", post(create))
        .page(administers, "GET", "/office/account-groups/new", get(new))
        .page(uses, "GET", "/office/account-groups/{code}", get(show))
        .page(administers, "GET", "/office/account-groups/{code}/edit", get(edit))
        .page(administers, "POST", "/office/account-groups/{code}/edit", post(save))
        .page(administers, "POST", "/office/account-groups/{code}/members", post(add))
        .page(administers, "POST", "/office/account-groups/{code}/members/{number}/remove", post(remove))
}

fn searched(visit: &Visit) -> String {
    visit.parameter("q").unwrap_or_default().chars().take(200).collect()
}

async fn show_list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (ctx, text, after) = (&visit.ctx, searched(&visit), visit.after.clone());
    let page = PageRequest::new(Some(PAGE), after.clone());
    let found = accounts::page_of_groups(ctx, reader(&portal), &text, &page).await?;
    let lists = lists_of_groups(reader(&portal), ctx.tenant).await?;
    let row = |group: &GroupSummary| GroupRow {
        code: group.code.clone(),
        name: group.name.clone(),
        members: group.members,
        lists: lists.iter().filter(|(own, _)| *own == group.code).map(|(_, list)| list.code.clone()).collect(),
    };
    let rows: Vec<GroupRow> = found.items.iter().map(row).collect();
    let pager = Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref());
    portal.page(&visit, &list(&text, ctx.may(Action::AccountAdminister, Scope::Tenant), &rows, pager)).await
}

async fn show(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let facts = facts(&portal, &visit, &code).await?;
    portal.page(&visit, &page(&facts)).await
}

async fn facts(portal: &Portal, visit: &Visit, code: &str) -> Answer<GroupFacts> {
    let (ctx, conn) = (&visit.ctx, reader(portal));
    let group = accounts::group_by_code(ctx, conn, code).await?;
    let (text, after) = (searched(visit), visit.after.clone());
    let filter = AccountFilter { query: Some(text.clone()), group: Some(group.code.clone()), state: None };
    let found = accounts::list_accounts(ctx, conn, &filter, &PageRequest::new(Some(PAGE), after.clone())).await?;
    let member = |account: &accounts::Account| GroupMember {
        number: account.number.clone(),
        name: account.name.clone(),
        state: account.state.code().to_owned(),
        version: account.version,
    };
    let lists = lists_of_groups(conn, ctx.tenant).await?;
    let own = lists.iter().filter(|(own, _)| *own == group.code);
    Ok(GroupFacts {
        member_count: group.members,
        members: found.items.iter().map(member).collect(),
        // Links of the page as such, also when it answers a form of its own.
        pager: Pager::by_cursor(&shown_at(&group.code, &text), after.as_deref(), found.next.as_deref()),
        text,
        lists: own.map(|(_, list)| (list.code.clone(), name(list, ctx.locale).to_owned())).collect(),
        history: history(portal, ctx, &about("account_group", &group.code), 20).await?,
        may_administer: ctx.may(Action::AccountAdminister, Scope::Tenant),
        refused: None,
        moved: None,
        version: group.version,
        name: group.name,
        code: group.code,
    })
}

fn shown_at(code: &str, text: &str) -> String {
    match text {
        "" => group_href(code),
        text => crate::part::with(&group_href(code), "q", text),
    }
}

async fn new(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &group_form_page(group_form("", "", None), None)).await
}

async fn create(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let wanted = AccountGroup { code: form.text("code").to_owned(), name: form.text("name").to_owned() };
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    match judged(accounts::create_group(&visit.ctx, &mut tx, &wanted).await)? {
        Outcome::Done(group) => {
            commit(&portal, tx, since).await?;
            let flash = told(Phrase::new("flash-group-created").with("name", &group.name));
            Ok(visit.go(&portal, &group_href(&group.code), flash))
        }
        Outcome::Refused(faults) => {
            drop(tx);
            let page = group_form_page(group_form("", "", None), None);
            refused(&portal, &visit, page, &form, &faults).await
        }
        Outcome::Moved => Err(Problem::not_found()),
    }
}

async fn edit_page(portal: &Portal, ctx: &Ctx, code: &str) -> Answer<FormPage> {
    let group = accounts::group_by_code(ctx, reader(portal), code).await?;
    let form = group_form(&group.code, &group.name, Some(group.version));
    Ok(group_form_page(form, Some((&group.code, &group.name))))
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let page = edit_page(&portal, &visit.ctx, &code).await?;
    portal.page(&visit, &page).await
}

async fn save(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>, form: FormData) -> Answer<Response> {
    let seen = form.version()?;
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    let outcome = judged(accounts::rename_group(&visit.ctx, &mut tx, &code, form.text("name"), seen).await)?;
    if let Outcome::Done(group) = outcome {
        commit(&portal, tx, since).await?;
        return Ok(visit.go(&portal, &group_href(&group.code), saved()));
    }
    drop(tx);
    let page = edit_page(&portal, &visit.ctx, &code).await?;
    match outcome {
        Outcome::Refused(faults) => refused(&portal, &visit, page, &form, &faults).await,
        _ => conflicting(&portal, &visit, page, &form, ("account_group", &code)).await,
    }
}

async fn add(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>, form: FormData) -> Answer<Response> {
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    let joined = accounts::join_group(&visit.ctx, &mut tx, &code, form.text("account"), form.is_ticked("moving")).await;
    let outcome = judged(joined)?;
    if let Outcome::Done(account) = outcome {
        commit(&portal, tx, since).await?;
        return Ok(visit.go(&portal, &group_href(&code), told(Phrase::new("flash-group-joined").with("name", account.name))));
    }
    drop(tx);
    let facts = facts(&portal, &visit, &code).await?;
    let faults = match outcome {
        Outcome::Refused(faults) => faults,
        // Somebody wrote the account in the very same moment: what was typed stays, to be sent again.
        _ => vec![kernel::FieldFault::new("account", "moved", "somebody changed this account in the meantime; try again")],
    };
    let panel = join_panel(join_form(&facts.code).refused(form.pairs(), &faults));
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page(&GroupFacts { refused: Some(panel), ..facts })).await
}

/// How far back an account's history is looked at for who moved it.
const LOOKED_AT: u16 = 100;

/// Who put the account into another group, or into none: whoever edited something else of it since is not asked for.
async fn last_move(portal: &Portal, ctx: &Ctx, account: AccountId) -> Answer<Option<AuditRow>> {
    let filter = AuditFilter { account: Some(account), ..AuditFilter::default() };
    let rows = list_audit(reader(portal), ctx, &filter, &PageRequest::new(Some(LOOKED_AT), None)).await?.items;
    Ok(rows.into_iter().find(|row| row.detail.get("group").is_some()))
}

async fn remove(State(portal): State<Portal>, visit: Visit, Path((code, number)): Path<(String, String)>) -> Answer<Response> {
    let ctx = &visit.ctx;
    let seen = visit.parameter("version").and_then(|version| version.parse().ok());
    let seen = seen.ok_or_else(|| Problem::malformed("the form has lost the version that it was made from"))?;
    let (mut tx, since) = begin(&portal, ctx).await?;
    if let Outcome::Done(account) = judged(accounts::leave_group(ctx, &mut tx, &code, &number, seen).await)? {
        commit(&portal, tx, since).await?;
        return Ok(visit.go(&portal, &group_href(&code), told(Phrase::new("flash-group-left").with("name", account.name))));
    }
    drop(tx);
    let (account, _) = accounts::account_at(ctx, reader(&portal), &number, Action::AccountAdminister).await?;
    let last = match account.group.as_deref() == Some(code.as_str()) {
        true => last_change(&portal, ctx, "account", &number).await?,
        false => last_move(&portal, ctx, account.id).await?,
    };
    let moved = moved_notice(&account.name, last.as_ref().map(|row| row.actor_name.as_str()), account.group.as_deref());
    let facts = facts(&portal, &visit, &code).await?;
    portal.page_with(StatusCode::CONFLICT, &visit, &page(&GroupFacts { moved: Some(moved), ..facts })).await
}
