//! Routes of the cart, the quick order and the checkout.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use checkout::{AskedLine, CartFilter, CartRef, CartState, CartView, CheckoutError, LineChange, NewCart};
use kernel::{AccountId, Action, CartId, CartLineId, FieldFault, PageRequest, Scope, Unit};
use search::{Signal, SignalKind};
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs, Path, Problem, cookie};

use super::cart::CartPage;
use super::quick_order::QuickOrderPage;
use super::{checkout_routes, quick_routes};
use crate::frame::{FormData, Portal, Visit, local_path, with_cookie};
use crate::part::form::phrase_of;
use crate::part::segment;
use crate::view;

/// The cookie that says which of several open carts is in hand.
const CART_COOKIE: &str = "fondaco_cart";

pub(crate) fn doors() -> Doors<Portal> {
    let edits = Needs::May(Action::CartEdit);
    Doors::new()
        .page(edits, "GET", "/cart", get(cart))
        .page(edits, "POST", "/cart/lines", post(add))
        .page(edits, "POST", "/cart/lines/{line}", post(change))
        .page(edits, "POST", "/cart/lines/{line}/remove", post(remove))
        .page(edits, "POST", "/cart/clear", post(clear))
        .page(edits, "POST", "/cart/switch/{cart}", post(switch))
        .page(edits, "GET", "/carts/{cart}", get(switch))
        .merge(quick_routes::doors())
        .merge(checkout_routes::doors())
}

async fn cart(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &cart_page(&portal, &visit).await?).await
}

/// The cart in hand with everything around it.
async fn cart_page(portal: &Portal, visit: &Visit) -> Answer<CartPage> {
    let (ctx, account) = (&visit.ctx, visit.account()?);
    let current = current_view(portal, visit, account).await?;
    let card = portal.parts.directory.card(ctx.tenant, account).ok_or_else(Problem::not_found)?;
    let centres = view::cart::cost_centres(&card);
    let id = current.as_ref().map(|view| view.cart.id);
    let others = other_carts(portal, visit, account, id).await?;
    let Some(view) = current else {
        return Ok(CartPage { others, cost_centres: centres, ..CartPage::empty() });
    };
    let net = view.totals.as_ref().map(|totals| totals.net);
    Ok(CartPage {
        id: view.cart.id.to_string(),
        version: view.cart.version,
        lines: view.lines.iter().map(|line| view::cart::line(portal, ctx, line, &view.warnings, &centres)).collect(),
        totals: view.totals.as_ref().filter(|_| !view.lines.is_empty()).map(view::order::totals),
        approval: view::cart::notice(&view),
        limit: view::cart::limit_bar(net, view.limit),
        warnings: view::cart::general_warnings(&view),
        cost_centres: centres,
        others,
        can_submit: view.can_be_submitted() && ctx.may(Action::CartSubmit, Scope::Account(account)),
    })
}

/// Open carts of the account besides the one in hand: the person's own, and colleagues' where these may be seen.
pub(crate) async fn other_carts(
    portal: &Portal,
    visit: &Visit,
    account: AccountId,
    current: Option<CartId>,
) -> Answer<Vec<super::cart::OtherCart>> {
    let filter = CartFilter { account: Some(account), states: vec![CartState::Open], mine: false };
    let conn = portal.parts.ground.store.reader();
    let found = checkout::carts(conn, &visit.ctx, &filter, &PageRequest::new(Some(20), None)).await?;
    let unnamed = portal.text(&visit.ctx, "cart-unnamed");
    let filled = found.items.iter().filter(|cart| Some(cart.cart.id) != current && cart.line_count > 0);
    Ok(filled.map(|cart| view::cart::other(cart, &unnamed)).collect())
}

/// The cart in hand: the one that the cookie names while it is open and to be seen, else the person's latest.
pub(crate) async fn current_view(portal: &Portal, visit: &Visit, account: AccountId) -> Answer<Option<CartView>> {
    let (ctx, conn) = (&visit.ctx, portal.parts.ground.store.reader());
    if let Some(id) = chosen(visit)
        && let Ok(view) = checkout::view(conn, ctx, &portal.parts.desk, id).await
        && view.cart.account == account
        && view.cart.state == CartState::Open
    {
        return Ok(Some(view));
    }
    match checkout::current_cart(conn, ctx, account).await? {
        Some(summary) => Ok(Some(checkout::view(conn, ctx, &portal.parts.desk, summary.cart.id).await?)),
        None => Ok(None),
    }
}

fn chosen(visit: &Visit) -> Option<CartId> {
    cookie(&visit.headers, CART_COOKIE)?.parse().ok()
}

/// The cart in hand to be changed; a new one when there is none.
pub(crate) async fn cart_to_fill(portal: &Portal, visit: &Visit, tx: &mut store::Tx) -> Answer<CartRef> {
    let (ctx, account) = (&visit.ctx, visit.account()?);
    if let Some(view) = current_view(portal, visit, account).await? {
        return Ok(CartRef { id: view.cart.id, version: None });
    }
    let permit = ctx.permit(Action::CartEdit, Scope::Account(account))?;
    let cart = checkout::open_cart(ctx, tx, &portal.parts.desk, NewCart { account, name: None }, permit).await?;
    Ok(CartRef { id: cart.id, version: None })
}

async fn add(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let ctx = &visit.ctx;
    let back = local_path(Some(form.raw("back")), "/cart").to_owned();
    let sku = form.text("sku");
    let unit = portal.parts.catalogue.by_sku(ctx.tenant, sku).map_or(Unit::PIECE, |product| product.unit());
    let quantity = match form.quantity("quantity", unit, ctx.locale) {
        Ok(quantity) => quantity,
        Err(fault) => return not_added(&portal, &visit, &form, phrase_of(&fault)).await,
    };
    let mut tx = portal.parts.ground.begin(ctx).await?;
    let cart = cart_to_fill(&portal, &visit, &mut tx).await?;
    let line = AskedLine { code: sku.to_owned(), quantity, cost_centre: None, note: None };
    let added = match checkout::add_lines(ctx, &mut tx, &portal.parts.desk, cart, vec![line]).await {
        Ok(added) => added,
        Err(CheckoutError::Invalid(faults)) => {
            drop(tx);
            let why = faults.first().map_or_else(|| Phrase::new("verdict-bad_quantity"), phrase_of);
            return not_added(&portal, &visit, &form, why).await;
        }
        Err(error) => return Err(error.into()),
    };
    let Some(verdict) = added.verdicts.first() else { return Err(Problem::not_found()) };
    if !verdict.kind.is_taken() {
        drop(tx);
        return not_added(&portal, &visit, &form, Phrase::new(format!("verdict-{}", verdict.kind.code()))).await;
    }
    let flash = match verdict.quantity {
        Some(given) if given.micros() != quantity.micros() => {
            Flash::new(FlashKind::Info, Phrase::new("flash-added-rounded").with("sku", sku).quantity("quantity", given))
        }
        _ => Flash::success(Phrase::new("flash-added-sku").with("sku", sku).quantity("quantity", quantity)),
    };
    if let Some(query_id) = form.optional("query_id") {
        let signal = Signal { query_id, sku: sku.to_owned(), kind: SignalKind::Add };
        // A measurement that cannot be taken must not keep anybody from buying.
        if let Err(error) = search::signal(ctx, &mut tx, &portal.parts.finder, &signal) {
            tracing::debug!(%error, "a line's search could not be noted");
        }
    }
    tx.commit().await?;
    Ok(visit.go(&portal, &back, Some(flash)))
}

/// Why something did not come into the cart: at the field on the product's own page, a message anywhere else.
async fn not_added(portal: &Portal, visit: &Visit, form: &FormData, why: Phrase) -> Answer<Response> {
    let back = local_path(Some(form.raw("back")), "/cart");
    let sku = form.text("sku");
    let own = format!("/products/{}", segment(sku));
    if back.split('?').next() == Some(own.as_str())
        && let Ok(sheet) = portal.parts.finder.sheet(&visit.ctx, sku)
    {
        let typed = crate::find::Refused { quantity: form.text("quantity").to_owned(), why, query_id: form.optional("query_id") };
        return crate::find::refused_sheet(portal, visit, &sheet, typed).await;
    }
    Ok(visit.go(portal, back, Some(Flash::new(FlashKind::Danger, why))))
}

async fn change(State(portal): State<Portal>, visit: Visit, Path(line): Path<String>, form: FormData) -> Answer<Response> {
    let (ctx, line) = (&visit.ctx, line_id(&line)?);
    let view = current_view(&portal, &visit, visit.account()?).await?.ok_or_else(Problem::not_found)?;
    let known = view.lines.iter().find(|known| known.line.id == line).ok_or_else(Problem::not_found)?;
    let quantity = match form.quantity("quantity", known.line.quantity.unit(), ctx.locale) {
        Ok(quantity) => quantity,
        Err(fault) => return not_changed(&portal, &visit, line, &form, &[fault]).await,
    };
    let at = (CartRef { id: view.cart.id, version: None }, line);
    let mut tx = portal.parts.ground.begin(ctx).await?;
    let changed = if quantity.micros() == 0 {
        checkout::remove_line(ctx, &mut tx, &portal.parts.desk, at).await
    } else {
        let change = LineChange { quantity: Some(quantity), cost_centre: Some(form.text("cost_centre").to_owned()), note: None };
        checkout::change_line(ctx, &mut tx, &portal.parts.desk, at, change).await
    };
    match changed {
        Ok(_) => tx.commit().await?,
        Err(CheckoutError::Invalid(faults)) => {
            drop(tx);
            return not_changed(&portal, &visit, line, &form, &faults).await;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(visit.go(&portal, "/cart", None))
}

/// The cart again, with what was typed and what is wrong with it at its line.
async fn not_changed(
    portal: &Portal,
    visit: &Visit,
    line: CartLineId,
    form: &FormData,
    faults: &[FieldFault],
) -> Answer<Response> {
    let mut page = cart_page(portal, visit).await?;
    let id = line.to_string();
    if let (Some(shown), Some(fault)) = (page.lines.iter_mut().find(|shown| shown.id == id), faults.first()) {
        shown.problem = Some(phrase_of(fault));
        shown.typed = Some(form.text("quantity").to_owned());
    }
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, &page).await
}

async fn remove(State(portal): State<Portal>, visit: Visit, Path(line): Path<String>) -> Answer<Response> {
    let (ctx, line) = (&visit.ctx, line_id(&line)?);
    let view = current_view(&portal, &visit, visit.account()?).await?.ok_or_else(Problem::not_found)?;
    let at = (CartRef { id: view.cart.id, version: None }, line);
    let mut tx = portal.parts.ground.begin(ctx).await?;
    checkout::remove_line(ctx, &mut tx, &portal.parts.desk, at).await?;
    tx.commit().await?;
    Ok(visit.go(&portal, "/cart", Some(Flash::new(FlashKind::Info, Phrase::new("flash-line-removed")))))
}

/// Empties the cart by putting it away: the next thing added opens a new one.
async fn clear(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    if let Some(view) = current_view(&portal, &visit, visit.account()?).await? {
        let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
        checkout::abandon(&visit.ctx, &mut tx, CartRef { id: view.cart.id, version: None }).await?;
        tx.commit().await?;
    }
    Ok(visit.go(&portal, "/cart", None))
}

/// Takes another open cart in hand; it must be one that the caller may see.
async fn switch(State(portal): State<Portal>, visit: Visit, Path(cart): Path<String>) -> Answer<Response> {
    let id: CartId = cart.parse().map_err(|_| Problem::not_found())?;
    let conn = portal.parts.ground.store.reader();
    checkout::view(conn, &visit.ctx, &portal.parts.desk, id).await?;
    let mut response = visit.go(&portal, "/cart", None);
    with_cookie(&mut response, CART_COOKIE, &id.to_string(), None, portal.parts.secure_cookies);
    Ok(response)
}

fn line_id(text: &str) -> Answer<CartLineId> {
    text.parse().map_err(|_| Problem::not_found())
}

/// A quick order that was refused, shown again.
pub(crate) async fn refused(portal: &Portal, visit: &Visit, page: &QuickOrderPage) -> Answer<Response> {
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, page).await
}
