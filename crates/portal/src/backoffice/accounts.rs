//! Customers: the list, opening one, changing one.

use accounts::{Account, AccountDetails, AccountFilter, AccountState};
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Action, Ctx, Currency, FieldFault, PageRequest, Reach, Scope, Version};
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path};

use super::common::{Outcome, begin, commit, conflicting, judged, reader, refused, saved, taken, told, whole};
use super::view::accounts::{
    AccountChoices, AccountRow, AccountValues, AccountsAsked, account_form, account_form_page, account_href, list,
};
use super::view::form::FormPage;
use crate::frame::{FormData, Portal, Visit, typed_decimal};
use crate::part::Pager;
use crate::view::csv;

pub(super) fn doors() -> Doors<Portal> {
    let (uses, administers) = (Needs::May(Action::OfficeUse), Needs::May(Action::AccountAdminister));
    Doors::new()
        .page(uses, "GET", "/office/accounts", get(show_list))
        .page(uses, "GET", "/office/accounts.csv", get(export))
        .page(administers, "GET", "/office/accounts/new", get(new))
        .page(administers, "POST", "/office/accounts", post(create))
        .page(administers, "GET", "/office/accounts/{number}/edit", get(edit))
        .page(administers, "POST", "/office/accounts/{number}/edit", post(save))
}

async fn asked(portal: &Portal, visit: &Visit) -> Answer<(AccountsAsked, AccountFilter)> {
    let parameter = |name: &str| visit.parameter(name).unwrap_or_default();
    let asked = AccountsAsked {
        text: parameter("q").chars().take(200).collect(),
        group: parameter("group"),
        state: parameter("state"),
        groups: groups(portal, &visit.ctx).await?,
        may_create: visit.ctx.may(Action::AccountAdminister, Scope::Tenant),
        in_charge_only: visit.ctx.actor.reach != Reach::Tenant,
    };
    let filter = AccountFilter {
        query: Some(asked.text.clone()).filter(|text| !text.is_empty()),
        group: Some(asked.group.clone()).filter(|group| !group.is_empty()),
        state: AccountState::parse(&asked.state),
    };
    Ok((asked, filter))
}

/// Code and name of the groups that the accounts one sees are in.
pub(super) async fn groups(portal: &Portal, ctx: &Ctx) -> Answer<Vec<(String, String)>> {
    let groups = accounts::groups_in_reach(ctx, reader(portal)).await?;
    Ok(groups.into_iter().map(|group| (group.code, group.name)).collect())
}

fn row(portal: &Portal, ctx: &Ctx, account: &Account) -> AccountRow {
    let card = portal.parts.directory.card(ctx.tenant, account.id);
    AccountRow {
        number: account.number.clone(),
        name: account.name.clone(),
        city: card.as_ref().and_then(|card| card.default_site()).map(|site| site.city.clone()),
        country: account.country.clone(),
        group: account.group.clone(),
        market: account.market.clone(),
        terms_days: account.payment_terms_days,
        state: account.state.code().to_owned(),
    }
}

async fn show_list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (asked, filter) = asked(&portal, &visit).await?;
    let after = visit.after.clone();
    let page = PageRequest::new(Some(50), after.clone());
    let found = accounts::list_accounts(&visit.ctx, reader(&portal), &filter, &page).await?;
    let rows: Vec<AccountRow> = found.items.iter().map(|account| row(&portal, &visit.ctx, account)).collect();
    let pager = Pager::by_cursor(&visit.path, after.as_deref(), found.next.as_deref());
    portal.page(&visit, &list(&visit.path, &asked, &rows, pager)).await
}

async fn export(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let (asked, filter) = asked(&portal, &visit).await?;
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = PageRequest::new(Some(PageRequest::MOST), after);
        let found = accounts::list_accounts(&visit.ctx, reader(&portal), &filter, &page).await?;
        rows.extend(found.items.iter().map(|account| row(&portal, &visit.ctx, account)));
        after = found.next;
        if after.is_none() || rows.len() >= csv::MOST_ROWS {
            break;
        }
    }
    let table = list(&visit.path, &asked, &rows, Pager::default()).table;
    csv::download(&portal, &visit.ctx, "accounts", &table, after.is_some())
}

/// What the form offers: groups, markets, currencies in use.
async fn choices(portal: &Portal, ctx: &Ctx) -> Answer<AccountChoices> {
    let (markets, currencies) = markets_and_currencies(portal, ctx);
    Ok(AccountChoices { groups: groups(portal, ctx).await?, markets, currencies })
}

/// Codes of the tenant's markets, and the currencies that they and the price lists stand in.
pub(super) fn markets_and_currencies(portal: &Portal, ctx: &Ctx) -> (Vec<String>, Vec<String>) {
    let Some(book) = portal.parts.book.book(ctx.tenant) else { return (Vec::new(), vec![Currency::EUR.code().to_owned()]) };
    let markets = book.terms().markets();
    let of_lists = book.terms().lists().iter().map(|list| list.currency);
    let mut currencies: Vec<String> =
        markets.iter().map(|market| market.currency).chain(of_lists).map(|currency| currency.code().to_owned()).collect();
    currencies.sort();
    currencies.dedup();
    (markets.iter().map(|market| market.code.clone()).collect(), currencies)
}

fn values(portal: &Portal, ctx: &Ctx, account: &Account) -> AccountValues {
    let parent = account.parent.and_then(|parent| portal.parts.directory.card(ctx.tenant, parent));
    AccountValues {
        number: account.number.clone(),
        name: account.name.clone(),
        parent: parent.map(|card| card.account.number.clone()).unwrap_or_default(),
        group: account.group.clone().unwrap_or_default(),
        country: account.country.clone(),
        vat_id: account.vat_id.clone().unwrap_or_default(),
        market: account.market.clone(),
        currency: account.currency,
        terms_days: account.payment_terms_days,
        state: account.state.code().to_owned(),
        order_limit: account.order_limit.map(|limit| typed_decimal(&limit.amount(), ctx.locale)).unwrap_or_default(),
        foreign_key: account.foreign_key.clone().unwrap_or_default(),
    }
}

fn blank(choices: &AccountChoices) -> AccountValues {
    AccountValues {
        number: String::new(),
        name: String::new(),
        parent: String::new(),
        group: String::new(),
        country: "IT".to_owned(),
        vat_id: String::new(),
        market: choices.markets.first().cloned().unwrap_or_default(),
        currency: choices.currencies.first().and_then(|code| Currency::parse(code).ok()).unwrap_or(Currency::EUR),
        terms_days: 30,
        state: AccountState::Active.code().to_owned(),
        order_limit: String::new(),
        foreign_key: String::new(),
    }
}

/// What the form says, or what in it cannot be read.
fn details(form: &FormData, ctx: &Ctx, currency: Option<Currency>) -> Result<AccountDetails, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let unknown = || FieldFault::new("currency", "not_a_currency", "must be a currency such as EUR");
    let currency = currency.map_or_else(|| Currency::parse(form.text("currency")).map_err(|_| unknown()), Ok);
    let currency = taken(&mut faults, currency).unwrap_or(Currency::EUR);
    let terms = taken(&mut faults, whole(form, "payment_terms_days")).unwrap_or(0);
    let limit = taken(&mut faults, form.money("order_limit", currency, ctx.locale)).flatten();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(AccountDetails {
        number: form.text("number").to_owned(),
        name: form.text("name").to_owned(),
        parent: form.optional("parent"),
        group: form.optional("group"),
        country: form.text("country").to_owned(),
        vat_id: form.optional("vat_id"),
        market: form.text("market").to_owned(),
        currency,
        payment_terms_days: terms,
        state: AccountState::parse(form.text("state")).unwrap_or(AccountState::Active),
        order_limit: limit,
        foreign_key: form.optional("foreign_key"),
    })
}

async fn new(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let page = new_page(&portal, &visit.ctx).await?;
    portal.page(&visit, &page).await
}

async fn new_page(portal: &Portal, ctx: &Ctx) -> Answer<FormPage> {
    let choices = choices(portal, ctx).await?;
    Ok(account_form_page(account_form(&blank(&choices), &choices, None), None))
}

async fn create(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let faults = match details(&form, &visit.ctx, None) {
        Ok(details) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(accounts::create_account(&visit.ctx, &mut tx, &details).await)? {
                Outcome::Done(account) => {
                    commit(&portal, tx, since).await?;
                    let flash = told(Phrase::new("flash-account-created").with("name", &account.name));
                    return Ok(visit.go(&portal, &account_href(&account.number), flash));
                }
                Outcome::Refused(faults) => faults,
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    let page = new_page(&portal, &visit.ctx).await?;
    refused(&portal, &visit, page, &form, &faults).await
}

async fn edit_page(portal: &Portal, visit: &Visit, number: &str) -> Answer<(Account, FormPage)> {
    let (account, _) = accounts::account_at(&visit.ctx, reader(portal), number, Action::AccountAdminister).await?;
    let choices = choices(portal, &visit.ctx).await?;
    let form = account_form(&values(portal, &visit.ctx, &account), &choices, Some(account.version));
    let page = account_form_page(form, Some((&account.number, &account.name)));
    Ok((account, page))
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>) -> Answer<Response> {
    let (_, page) = edit_page(&portal, &visit, &number).await?;
    portal.page(&visit, &page).await
}

async fn save(State(portal): State<Portal>, visit: Visit, Path(number): Path<String>, form: FormData) -> Answer<Response> {
    let seen: Version = form.version()?;
    let (known, page) = edit_page(&portal, &visit, &number).await?;
    let faults = match details(&form, &visit.ctx, Some(known.currency)) {
        Ok(details) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(accounts::update_account(&visit.ctx, &mut tx, &number, &details, seen).await)? {
                Outcome::Done(account) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, &account_href(&account.number), saved()));
                }
                Outcome::Refused(faults) => faults,
                Outcome::Moved => {
                    drop(tx);
                    return conflicting(&portal, &visit, page, &form, ("account", &number)).await;
                }
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, page, &form, &faults).await
}
