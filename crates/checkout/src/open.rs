//! Opening carts, finding them and looking at them.

use accounts::{AccountCard, Site};
use kernel::{AccountId, Action, CartId, Ctx, Money, Page, PageRequest, Permit, Scope, Version};
use orders::References;
use sea_orm::ConnectionTrait;
use serde_json::json;
use store::{AuditEntry, Tx};

use crate::access::{self, may_read, stands_here};
use crate::cart::{Cart, CartFilter, CartLine, CartSummary};
use crate::desk::{Buyer, Desk};
use crate::quote::{Quote, QuotedLine, Wanted, quote};
use crate::references::is_past;
use crate::state::CartState;
use crate::view::{ApprovalNeeded, CartLineView, CartView, Warning, WarningKind};
use crate::{CheckoutError, approval, repo};

/// A cart to be opened.
#[derive(Debug, Clone)]
pub struct NewCart {
    pub account: AccountId,
    /// At most 80 characters.
    pub name: Option<String>,
}

/// A cart and the version of it that the caller has seen; `None` takes the cart as it is now.
#[derive(Debug, Clone, Copy)]
pub struct CartRef {
    pub id: CartId,
    pub version: Option<Version>,
}

/// Opens an empty cart for the person in effect. `permit`: `Action::CartEdit` on the account.
pub async fn open_cart(ctx: &Ctx, tx: &mut Tx, desk: &Desk, new: NewCart, permit: Permit) -> Result<Cart, CheckoutError> {
    if permit.action() != Action::CartEdit || permit.scope() != Scope::Account(new.account) {
        return Err(CheckoutError::NotFound);
    }
    stands_here(ctx, new.account)?;
    desk.buyer(ctx, new.account)?;
    let name = cart_name(new.name.as_deref())?;
    let cart = Cart {
        id: CartId::new(ctx.now),
        account: new.account,
        owner: ctx.person(),
        owner_name: person_name(ctx, tx.conn()).await?,
        name,
        state: CartState::Open,
        version: 1,
        site: None,
        references: References::default(),
        approval: None,
        submitted: None,
        order: None,
        order_number: None,
        updated_at: ctx.now,
    };
    repo::insert_cart(tx.conn(), ctx.tenant, &cart).await?;
    tx.audit(entry("checkout.open_cart", &cart).with(json!({"name": cart.name})));
    Ok(cart)
}

/// The person's open cart of this account that was changed last, if any: what pages show in their header. Demands
/// `Action::CartEdit` on the account.
pub async fn current_cart(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    account: AccountId,
) -> Result<Option<CartSummary>, CheckoutError> {
    ctx.permit(Action::CartEdit, Scope::Account(account))?;
    let Some(cart) = repo::current(conn, ctx.tenant, account, ctx.person()).await? else { return Ok(None) };
    let line_count = repo::line_count(conn, ctx.tenant, cart.id).await?;
    Ok(Some(CartSummary { cart, line_count }))
}

/// The carts that the caller may see, changed last first: own ones, colleagues' with `Action::CartReadAll`.
pub async fn carts(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &CartFilter,
    page: &PageRequest,
) -> Result<Page<CartSummary>, CheckoutError> {
    let view = access::view(ctx, filter)?;
    if view.accounts.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Page { items: Vec::new(), next: None });
    }
    repo::list(conn, ctx.tenant, (&view, ctx.person()), filter, page).await
}

/// A cart with prices, totals and warnings of this moment; [`CheckoutError::NotFound`] when absent or not the caller's to see.
pub async fn view(conn: &impl ConnectionTrait, ctx: &Ctx, desk: &Desk, cart: CartId) -> Result<CartView, CheckoutError> {
    let cart = repo::cart(conn, ctx.tenant, cart).await?.ok_or(CheckoutError::NotFound)?;
    may_read(ctx, &cart)?;
    let lines = repo::lines(conn, ctx.tenant, cart.id).await?;
    shown(conn, ctx, desk, cart, lines).await
}

/// The view of a cart that was read, and whose caller was checked.
pub(crate) async fn shown(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    desk: &Desk,
    cart: Cart,
    lines: Vec<CartLine>,
) -> Result<CartView, CheckoutError> {
    let buyer = desk.buyer(ctx, cart.account)?;
    let quote = quoted(ctx, desk, &buyer, &cart, &lines);
    let net = quote.totals.as_ref().map(|totals| totals.net);
    let (limit, approval_needed) = match (cart.state, net) {
        (CartState::Open, Some(net)) => spending(conn, ctx, &cart, net).await?,
        _ => (None, None),
    };
    let warnings = warnings(ctx, &buyer.card, &cart, (&lines, &quote.lines));
    let lines = lines.into_iter().zip(quote.lines).map(|(line, quoted)| line_view(ctx, desk, &buyer, line, quoted)).collect();
    Ok(CartView {
        cart,
        lines,
        totals: quote.totals,
        warnings,
        limit,
        approval_needed,
        price_book_version: quote.price_book_version,
        digest: quote.digest,
    })
}

/// A cart's lines, priced for its site.
pub(crate) fn quoted(ctx: &Ctx, desk: &Desk, buyer: &Buyer, cart: &Cart, lines: &[CartLine]) -> Quote {
    quote(ctx, desk, buyer, site_of(&buyer.card, cart), &wanted(lines))
}

/// What a cart's lines ask for.
pub(crate) fn wanted(lines: &[CartLine]) -> Vec<Wanted> {
    lines.iter().map(|line| Wanted { product: line.product, quantity: line.quantity }).collect()
}

/// Where a cart's goods go: the site chosen, else the account's default.
pub(crate) fn site_of<'a>(card: &'a AccountCard, cart: &Cart) -> Option<&'a Site> {
    cart.site.and_then(|site| card.site_by_id(site)).or_else(|| card.default_site())
}

/// A cart's name as it is kept; empty is none.
pub(crate) fn cart_name(name: Option<&str>) -> Result<Option<String>, CheckoutError> {
    match name.map(str::trim).filter(|name| !name.is_empty()) {
        None => Ok(None),
        Some(name) => kernel::line(name, 80).map(Some).map_err(|error| CheckoutError::Invalid(vec![error.at("name")])),
    }
}

/// The name of the person in effect: of the one stood in for, else of the caller.
pub(crate) async fn person_name(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<String, CheckoutError> {
    if let Some(user) = ctx.actor.acting_for.and_then(|acting| acting.user)
        && let Some(person) = accounts::person(conn, ctx, user).await?
    {
        return Ok(person.name);
    }
    Ok(ctx.actor.name.to_string())
}

pub(crate) fn entry(action: &'static str, cart: &Cart) -> AuditEntry {
    AuditEntry::new(action, "cart", cart.id).of_account(cart.account)
}

async fn spending(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    cart: &Cart,
    net: Money,
) -> Result<(Option<Money>, Option<ApprovalNeeded>), CheckoutError> {
    let (limit, needed) = approval::needed(conn, ctx, cart.account, net).await?;
    let needed = match needed {
        Some(needed) => Some(approval::explained(conn, ctx, cart.account, &needed).await?),
        None => None,
    };
    Ok((limit, needed))
}

fn line_view(ctx: &Ctx, desk: &Desk, buyer: &Buyer, line: CartLine, quoted: QuotedLine) -> CartLineView {
    let product = quoted.product;
    CartLineView {
        sku: product.as_ref().map_or_else(|| line.sku.clone(), |product| product.sku.to_string()),
        name: product.as_ref().map_or_else(|| line.sku.clone(), |product| product.name(ctx.locale).to_owned()),
        customer_sku: desk.catalogue.customer_sku(ctx.tenant, buyer.account(), line.product),
        lead_time_days: product.as_ref().and_then(|product| product.lead_time_days),
        product,
        line,
        price: quoted.price,
        available: quoted.available,
        short: quoted.short,
        problem: quoted.problem,
    }
}

fn warnings(ctx: &Ctx, card: &AccountCard, cart: &Cart, (lines, quoted): (&[CartLine], &[QuotedLine])) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let gone =
        |code: &Option<String>| code.as_deref().is_some_and(|code| !card.cost_centre(code).is_some_and(|centre| centre.active));
    if cart.site.is_some_and(|site| card.site_by_id(site).is_none()) || gone(&cart.references.cost_centre) {
        warnings.push(Warning { line: None, kind: WarningKind::ReferenceGone });
    }
    if cart.references.requested_date.is_some_and(|date| is_past(ctx, date)) {
        warnings.push(Warning { line: None, kind: WarningKind::DatePassed });
    }
    for (line, quoted) in lines.iter().zip(quoted) {
        let mut warn = |kind| warnings.push(Warning { line: Some(line.id), kind });
        if quoted.problem.is_some() {
            warn(WarningKind::Blocked);
        } else if quoted.short.is_positive() {
            warn(WarningKind::Short);
        }
        if gone(&line.cost_centre) {
            warn(WarningKind::ReferenceGone);
        }
    }
    warnings
}
