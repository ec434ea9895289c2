//! Checkout: the form, and the submission that becomes an order or waits.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use checkout::{AskedReferences, CartRef, CartView, CheckoutError, Submission, Submitted};
use kernel::{Action, FieldFault, Scope};
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs, Problem};

use super::checkout::{CheckoutLine, CheckoutPage, SiteCard, checkout_form};
use super::routes::current_view;
use crate::frame::{FormData, Portal, Visit};
use crate::part::form::Choice;
use crate::part::segment;
use crate::view;

pub(super) fn doors() -> Doors<Portal> {
    let submits = Needs::May(Action::CartSubmit);
    Doors::new().page(submits, "GET", "/checkout", get(form)).page(submits, "POST", "/checkout", post(submit))
}

async fn form(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let account = visit.account()?;
    match current_view(&portal, &visit, account).await?.filter(|view| !view.lines.is_empty()) {
        Some(view) => portal.page(&visit, &page(&portal, &visit, &view)?).await,
        None => Ok(visit.go(&portal, "/cart", None)),
    }
}

fn page(portal: &Portal, visit: &Visit, view: &CartView) -> Answer<CheckoutPage> {
    let ctx = &visit.ctx;
    let card = portal.parts.directory.card(ctx.tenant, view.cart.account).ok_or_else(Problem::not_found)?;
    let site = view.cart.site.and_then(|id| card.site_by_id(id)).or_else(|| card.default_site());
    let sites = card.sites.iter().map(|site| Choice::named(&site.code, format!("{} · {}", site.code, site.name))).collect();
    let none = Choice::keyed("", "checkout-no-cost-centre");
    let centres = std::iter::once(none).chain(view::cart::cost_centres(&card)).collect();
    let submit = if view.approval_needed.is_some() { "checkout-submit-approval" } else { "checkout-submit-order" };
    let references = &view.cart.references;
    let mut form = checkout_form(&view.cart.id.to_string(), sites, centres, submit);
    form.set("site", site.map_or("", |site| &site.code));
    form.set("cost_centre", references.cost_centre.as_deref().unwrap_or(""));
    form.set("purchase_order", references.purchase_order.as_deref().unwrap_or(""));
    form.set("project", references.project.as_deref().unwrap_or(""));
    form.set("requested_date", &references.requested_date.map(|date| date.to_string()).unwrap_or_default());
    form.set("notes", references.notes.as_deref().unwrap_or(""));
    let address = |site: &accounts::Site| SiteCard {
        id: site.id.to_string(),
        code: site.code.clone(),
        name: site.name.clone(),
        lines: view::account::site_lines(site),
    };
    let line = |line: &checkout::CartLineView| CheckoutLine {
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity: line.line.quantity,
        net: line.price.as_ref().map(|price| price.line_total),
    };
    Ok(CheckoutPage {
        form,
        sites: card.sites.iter().map(address).collect(),
        lines: view.lines.iter().map(line).collect(),
        totals: view.totals.as_ref().map(view::order::totals).ok_or_else(Problem::not_found)?,
        approval: view::cart::notice(view),
        warnings: view::cart::general_warnings(view),
        seen_digest: view.digest.clone(),
        payment_terms_days: u32::from(card.account.payment_terms_days),
    })
}

async fn submit(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let (ctx, account) = (&visit.ctx, visit.account()?);
    ctx.permit(Action::CartSubmit, Scope::Account(account))?;
    let Some(view) = current_view(&portal, &visit, account).await?.filter(|view| !view.lines.is_empty()) else {
        let flash = Flash::new(FlashKind::Info, Phrase::new("flash-cart-empty"));
        return Ok(visit.go(&portal, "/cart", Some(flash)));
    };
    let requested_date = match form.date("requested_date") {
        Ok(date) => date,
        Err(fault) => return refused(&portal, &visit, &view, &form, &[fault]).await,
    };
    let references = AskedReferences {
        purchase_order: Some(form.text("purchase_order").to_owned()),
        cost_centre: Some(form.text("cost_centre").to_owned()),
        project: Some(form.text("project").to_owned()),
        ddt_reference: None,
        ship_to: form.optional("site"),
        requested_date,
        notes: Some(form.text("notes").to_owned()),
    };
    let submission = Submission { references, partial: None, seen_digest: form.optional("seen_digest") };
    let seen = CartRef { id: view.cart.id, version: None };
    let mut tx = portal.parts.ground.begin(ctx).await?;
    match checkout::submit(ctx, &mut tx, &portal.parts.desk, seen, submission).await {
        Ok(submitted) => {
            tx.commit().await?;
            let path = match submitted {
                Submitted::Order(order) => format!("/orders/{}?placed=1", segment(&order.number)),
                Submitted::Waiting(approval) => format!("/approvals/{approval}?submitted=1"),
            };
            Ok(visit.go(&portal, &path, None))
        }
        Err(CheckoutError::Invalid(faults)) => {
            drop(tx);
            refused(&portal, &visit, &view, &form, &faults).await
        }
        Err(CheckoutError::Changed { changes, .. }) => {
            drop(tx);
            changed(&portal, &visit, &form, &changes).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The form again, with what was typed and the faults at their fields.
async fn refused(portal: &Portal, visit: &Visit, view: &CartView, form: &FormData, faults: &[FieldFault]) -> Answer<Response> {
    let mut page = page(portal, visit, view)?;
    let renamed: Vec<FieldFault> = faults.iter().cloned().map(at_our_field).collect();
    page.form = page.form.refused(form.pairs(), &renamed);
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, &page).await
}

/// The room calls the site `ship_to`.
fn at_our_field(mut fault: FieldFault) -> FieldFault {
    if fault.field.ends_with("ship_to") {
        fault.field = "site".to_owned();
    }
    fault
}

/// Prices or stock have moved since the page was shown: the page again with today's, and what has changed.
async fn changed(portal: &Portal, visit: &Visit, form: &FormData, changes: &[checkout::Change]) -> Answer<Response> {
    let view = current_view(portal, visit, visit.account()?).await?.ok_or_else(Problem::not_found)?;
    let mut page = page(portal, visit, &view)?;
    page.form = page.form.refused(form.pairs(), &[]);
    page.warnings.push(Phrase::new("warning-prices_changed"));
    page.warnings.extend(changes.iter().map(view::cart::change).map(|change| match &change.sku {
        Some(sku) => change.what.clone().with("sku", sku),
        None => change.what,
    }));
    portal.page_with(StatusCode::CONFLICT, visit, &page).await
}
