//! A cart of an account, for the rep in charge and the office: to be read, not changed.

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use kernel::{Action, CartId};
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::reader;
use super::view::account_cart::{CartFacts, CartLineFacts, CartTotals, page};
use crate::frame::{Portal, Visit};
use crate::view::cart::line;

pub(super) fn doors() -> Doors<Portal> {
    Doors::new().page(Needs::May(Action::OfficeUse), "GET", "/office/accounts/{number}/carts/{id}", get(show))
}

async fn show(State(portal): State<Portal>, visit: Visit, Path((number, id)): Path<(String, String)>) -> Answer<Response> {
    let (ctx, conn) = (&visit.ctx, reader(&portal));
    let (account, _) = accounts::account_at(ctx, conn, &number, Action::CartReadAll).await?;
    let id: CartId = id.parse().map_err(|_| Problem::not_found())?;
    let view = checkout::view(conn, ctx, &portal.parts.desk, id).await?;
    let cart = &view.cart;
    // A cart is below its own account only, also for who may see both.
    if cart.account != account.id {
        return Err(Problem::not_found());
    }
    let card = accounts::account_card(ctx, conn, account.id).await?;
    let lines = view.lines.iter().map(|own| (own.problem.is_some(), line(&portal, ctx, own, &view.warnings, &[])));
    let facts = CartFacts {
        id: cart.id.to_string(),
        version: cart.version,
        name: cart.name.clone(),
        owner: cart.owner_name.clone(),
        state: cart.state.code().to_owned(),
        updated_at: cart.updated_at,
        lines: lines
            .map(|(blocks, line)| CartLineFacts {
                blocks,
                sku: line.sku,
                name: line.name,
                quantity: line.quantity,
                unit_price: line.unit_price,
                net: line.net,
                added_by: line.added_by,
                cost_centre: line.cost_centre,
                problem: line.problem,
            })
            .collect(),
        totals: view.totals.as_ref().map(|totals| CartTotals {
            net: totals.net,
            taxes: totals.tax.iter().map(|tax| (tax.rate, tax.amount)).collect(),
            gross: totals.gross,
        }),
        site: cart.site.and_then(|site| card.site_by_id(site)).map(|site| format!("{} · {}", site.code, site.name)),
        cost_centre: cart.references.cost_centre.clone(),
        purchase_order: cart.references.purchase_order.clone(),
        project: cart.references.project.clone(),
        requested: cart.references.requested_date,
        approval: cart.approval.map(|approval| approval.to_string()),
        account: (account.number, account.name),
    };
    portal.page(&visit, &page(&facts)).await
}
