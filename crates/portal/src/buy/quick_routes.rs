//! Quick order: judge a pasted block, then add what is good.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use checkout::AskedLine;
use kernel::{Action, Money, Unit};
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs};

use super::quick_order::QuickOrderPage;
use super::routes::{cart_to_fill, refused};
use crate::frame::{FormData, Portal, Visit};
use crate::view;

pub(super) fn doors() -> Doors<Portal> {
    let edits = Needs::May(Action::CartEdit);
    Doors::new().page(edits, "GET", "/quick-order", get(blank)).page(edits, "POST", "/quick-order", post(check)).page(
        edits,
        "POST",
        "/quick-order/add",
        post(add),
    )
}

async fn blank(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    visit.account()?;
    portal.page(&visit, &QuickOrderPage::blank(visit.parameter("text").unwrap_or_default())).await
}

async fn check(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let text = form.raw("text").to_owned();
    if text.trim().is_empty() {
        let page = QuickOrderPage { error: Some(Phrase::new("quick-nothing-pasted")), ..QuickOrderPage::blank(text) };
        return refused(&portal, &visit, &page).await;
    }
    let page = judged(&portal, &visit, text)?;
    portal.page(&visit, &page).await
}

/// Judges the block; what the room refuses as a whole (too many lines) is told above the text.
fn judged(portal: &Portal, visit: &Visit, text: String) -> Answer<QuickOrderPage> {
    let (ctx, account) = (&visit.ctx, visit.account()?);
    let verdicts = match checkout::quick_order(ctx, &portal.parts.desk, account, &text) {
        Ok(verdicts) => verdicts,
        Err(checkout::CheckoutError::Invalid(faults)) => {
            let error = faults.first().map(crate::part::form::phrase_of);
            return Ok(QuickOrderPage { error, ..QuickOrderPage::blank(text) });
        }
        Err(error) => return Err(error.into()),
    };
    let verdicts: Vec<_> = verdicts.iter().map(|verdict| view::cart::verdict(portal, ctx, verdict, &text)).collect();
    let count = |good: bool| verdicts.iter().filter(|verdict| verdict.good == good).count();
    let nets: Vec<Money> = verdicts.iter().filter(|verdict| verdict.good).filter_map(|verdict| verdict.net).collect();
    let net = nets.first().and_then(|first| Money::sum(first.currency(), nets.iter().copied()).ok());
    Ok(QuickOrderPage {
        good: u64::try_from(count(true)).unwrap_or(0),
        bad: u64::try_from(count(false)).unwrap_or(0),
        net,
        error: verdicts.is_empty().then(|| Phrase::new("quick-nothing-pasted")),
        verdicts,
        text,
    })
}

/// Adds the good lines, judged anew; the others stay in the text, so that nothing typed is lost.
async fn add(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let (ctx, account) = (&visit.ctx, visit.account()?);
    let text = form.raw("text");
    let verdicts = checkout::quick_order(ctx, &portal.parts.desk, account, text)?;
    let lines: Vec<AskedLine> = verdicts
        .iter()
        .filter(|verdict| verdict.kind.is_taken())
        .filter_map(|verdict| {
            let code = verdict.sku.clone()?;
            Some(AskedLine {
                code,
                quantity: verdict.quantity.unwrap_or(kernel::Quantity::zero(Unit::PIECE)),
                cost_centre: None,
                note: None,
            })
        })
        .collect();
    if lines.is_empty() {
        return refused(&portal, &visit, &judged(&portal, &visit, text.to_owned())?).await;
    }
    let mut tx = portal.parts.ground.begin(ctx).await?;
    let cart = cart_to_fill(&portal, &visit, &mut tx).await?;
    let added = checkout::add_lines(ctx, &mut tx, &portal.parts.desk, cart, lines).await?;
    let taken = added.verdicts.iter().filter(|verdict| verdict.kind.is_taken()).count();
    tx.commit().await?;
    let flash = Flash::success(Phrase::new("flash-added").count("lines", u64::try_from(taken).unwrap_or(0)));
    let left: Vec<&str> = text
        .lines()
        .enumerate()
        .filter(|(place, _)| verdicts.iter().any(|verdict| verdict.row == place + 1 && !verdict.kind.is_taken()))
        .map(|(_, line)| line)
        .collect();
    if left.is_empty() {
        return Ok(visit.go(&portal, "/cart", Some(flash)));
    }
    let rest = left.join("\n");
    let path = crate::part::with("/quick-order", "text", &rest);
    if path.len() > 1_500 {
        // Too long for an address; the browser's draft still holds the text.
        let flash =
            Flash::new(FlashKind::Warning, Phrase::new("flash-added-some").count("lines", u64::try_from(taken).unwrap_or(0)));
        return Ok(visit.go(&portal, "/cart", Some(flash)));
    }
    Ok(visit.go(&portal, &path, Some(flash)))
}
