//! The main column of an account's page: people, carts, orders, places, prices.

use web::page::Phrase;

use super::{AccountFacts, ApprovalBrief, CartRow, CostCentreRow, MemberRow, ReachingList, SiteRow};
use crate::backoffice::view::head::Button;
use crate::backoffice::view::record::{Body, Section, table};
use crate::part::table::{Cell, Column, Row};
use crate::part::{segment, with};

pub(super) fn people(account: &AccountFacts, base: &str) -> Section {
    let may = account.may;
    let mut columns = vec![
        Column::text("person-name"),
        Column::text("person-role"),
        Column::text("person-state"),
        Column::number("person-limit"),
    ];
    if may.act_for {
        columns.push(Column::text("office-act-for-head"));
    }
    let row = |person: &MemberRow| {
        let name = match may.administer {
            true => Cell::Link {
                text: person.name.clone(),
                href: format!("{base}/people/{}", person.id),
                below: Some(person.email.clone()),
            },
            false => Cell::Two { text: person.name.clone(), below: person.email.clone() },
        };
        let mut cells = vec![
            name,
            Cell::Said { phrase: Phrase::new(format!("role-{}", person.role)) },
            Cell::state("person", &person.state),
            person.limit.map_or_else(|| Cell::Said { phrase: Phrase::new("person-no-limit") }, |money| Cell::Money { money }),
        ];
        if may.act_for {
            cells.push(match person.state.as_str() {
                "active" => Cell::Act {
                    action: with(&format!("{base}/act-for"), "user", &person.id),
                    key: "office-act-for".to_owned(),
                    confirm: None,
                    testid: Some("act-for".to_owned()),
                    data: vec![("email".to_owned(), person.email.clone())],
                },
                _ => Cell::Nothing,
            });
        }
        Row::new(cells).data("email", &person.email).data("state", &person.state)
    };
    let table = table(columns, account.people.iter().map(row).collect(), "person-row", Some("person-link"));
    Section::table("people", "account-tab-people", table)
        .empty("office-people-none")
        .button_if(may.administer, || Button::go("invite-open", format!("{base}/people/new")).icon("user-plus"))
}

pub(super) fn carts(account: &AccountFacts, base: &str) -> Section {
    let columns = vec![
        Column::text("office-cart-owner"),
        Column::text("office-cart-name"),
        Column::text("filter-state"),
        Column::number("office-lines"),
        Column::number("order-net"),
        Column::text("office-updated"),
    ];
    let row = |cart: &CartRow| {
        let cells = vec![
            Cell::Link {
                text: cart.owner.clone(),
                href: format!("{base}/carts/{}", segment(&cart.id)),
                below: Some(cart.email.clone()).filter(|email| !email.is_empty()),
            },
            Cell::optional(cart.name.clone()),
            Cell::state("cart", &cart.state),
            Cell::count(cart.lines),
            cart.net.map_or(Cell::Nothing, |money| Cell::Money { money }),
            Cell::Moment { moment: cart.updated_at },
        ];
        Row::new(cells).data("email", &cart.email)
    };
    let rows = account.carts.iter().map(row).collect();
    Section::table("carts", "office-carts", table(columns, rows, "account-cart-row", Some("account-cart-link")))
        .empty("office-carts-none")
}

pub(super) fn orders(account: &AccountFacts) -> Section {
    let body = Body::Orders { rows: account.orders.clone() };
    let all = with("/office/orders", "account", &account.number);
    Section::new("orders", "office-account-orders", body)
        .empty("office-account-orders-none")
        .button_if(!account.orders.is_empty(), || Button::go("home-all", all))
}

pub(super) fn approvals(account: &AccountFacts) -> Section {
    let columns = vec![Column::text("approval-requester"), Column::text("approval-submitted"), Column::number("total-net")];
    let row = |request: &ApprovalBrief| {
        Row::new(vec![
            Cell::link(&request.requester, format!("/office/approvals/{}", request.id)),
            Cell::Moment { moment: request.at },
            Cell::Money { money: request.amount },
        ])
    };
    let rows = account.approvals.iter().map(row).collect();
    Section::table("approvals", "office-account-approvals", table(columns, rows, "approval-row", Some("approval-link")))
}

pub(super) fn sites(account: &AccountFacts, base: &str) -> Section {
    let columns =
        vec![Column::text("site-code"), Column::text("site-name"), Column::text("office-address"), Column::text("site-default")];
    let row = |site: &SiteRow| {
        let code = match account.may.administer {
            true => Cell::code_link(&site.code, format!("{base}/sites/{}", segment(&site.code))),
            false => Cell::code(&site.code),
        };
        let mark = if site.is_default { Cell::YesNo { yes: true } } else { Cell::Nothing };
        Row::new(vec![code, Cell::text(&site.name), Cell::text(&site.address), mark])
    };
    let rows = account.sites.iter().map(row).collect();
    Section::table("sites", "account-sites", table(columns, rows, "site-row", None))
        .empty("office-sites-none")
        .button_if(account.may.administer, || Button::go("site-add", format!("{base}/sites/new")).icon("plus"))
}

pub(super) fn cost_centres(account: &AccountFacts, base: &str) -> Section {
    let columns = vec![Column::text("cost-centre-code"), Column::text("cost-centre-name"), Column::text("filter-state")];
    let row = |centre: &CostCentreRow| {
        let code = match account.may.administer {
            true => Cell::code_link(&centre.code, format!("{base}/cost-centres/{}", segment(&centre.code))),
            false => Cell::code(&centre.code),
        };
        Row::new(vec![code, Cell::text(&centre.name), Cell::state("active", if centre.active { "active" } else { "inactive" })])
    };
    let rows = account.cost_centres.iter().map(row).collect();
    Section::table("cost-centres", "account-tab-cost-centres", table(columns, rows, "cost-centre-row", None))
        .empty("office-cost-centres-none")
        .button_if(account.may.administer, || Button::go("cost-centre-new", format!("{base}/cost-centres/new")).icon("plus"))
}

pub(super) fn lists(account: &AccountFacts) -> Section {
    let columns = vec![
        Column::number("office-list-turn"),
        Column::text("office-list"),
        Column::text("office-list-for"),
        Column::number("office-list-priority"),
        Column::text("office-list-in-force"),
    ];
    let row = |(place, list): (usize, &ReachingList)| {
        let name = match account.may.see_lists {
            true => Cell::Link {
                text: list.code.clone(),
                href: format!("/office/price-lists/{}", segment(&list.code)),
                below: Some(list.name.clone()),
            },
            false => Cell::Two { text: list.code.clone(), below: list.name.clone() },
        };
        let force = match (list.in_force, list.exclusive) {
            (true, true) => Cell::Said { phrase: Phrase::new("office-list-exclusive") },
            (yes, _) => Cell::YesNo { yes },
        };
        Row::new(vec![
            Cell::count(place + 1),
            name,
            Cell::Said { phrase: Phrase::new(format!("office-scope-{}", list.scope)) },
            Cell::count(list.priority),
            force,
        ])
    };
    let rows = account.lists.iter().enumerate().map(row).collect();
    let simulate = with("/office/price-simulator", "account", &account.number);
    Section::table("prices", "office-account-lists", table(columns, rows, "list-row", None))
        .note("office-account-lists-note")
        .empty("office-account-lists-none")
        .button(Button::go("office-simulate", simulate).icon("calculator"))
}
