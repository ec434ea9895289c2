//! Quick order: judge a pasted block, then add what is good.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use checkout::{AskedLine, LineVerdict};
use kernel::{Action, Money};
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs};

use super::quick_order::QuickOrderPage;
use super::routes::{cart_to_fill, refused};
use crate::frame::{FormData, Portal, Visit};
use crate::view;

/// The name under which browsers keep the block.
const DRAFT: &str = "quick-order";

pub(super) fn doors() -> Doors<Portal> {
    let edits = Needs::May(Action::CartEdit);
    Doors::new()
        .page(edits, "GET", "/quick-order", get(blank))
        .page(edits, "POST", "/quick-order", post(check))
        .page(edits, "GET", "/quick-order/add", get(elsewhere))
        .page(edits, "POST", "/quick-order/add", post(add))
}

/// The address that a refused block was sent to, opened or loaded again: the block itself is in the browser's draft.
async fn elsewhere(State(portal): State<Portal>, visit: Visit) -> Response {
    visit.go(&portal, "/quick-order", None)
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
async fn add(State(portal): State<Portal>, mut visit: Visit, form: FormData) -> Answer<Response> {
    let account = visit.account()?;
    let text = form.raw("text");
    let verdicts = match checkout::quick_order(&visit.ctx, &portal.parts.desk, account, text) {
        Ok(verdicts) => verdicts,
        // What is wrong with the block as a whole is told above it, as when it is checked.
        Err(checkout::CheckoutError::Invalid(_)) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let lines = good_lines(&verdicts);
    if lines.is_empty() {
        return refused(&portal, &visit, &judged(&portal, &visit, text.to_owned())?).await;
    }
    let mut tx = portal.parts.ground.begin(&visit.ctx).await?;
    let cart = cart_to_fill(&portal, &visit, &mut tx).await?;
    let added = match checkout::add_lines(&visit.ctx, &mut tx, &portal.parts.desk, cart, lines).await {
        Ok(added) => added,
        Err(checkout::CheckoutError::Invalid(faults)) => {
            drop(tx);
            let page = judged(&portal, &visit, text.to_owned())?;
            let error = faults.first().map(crate::part::form::phrase_of).or_else(|| page.error.clone());
            return refused(&portal, &visit, &QuickOrderPage { error, ..page }).await;
        }
        Err(error) => return Err(error.into()),
    };
    let taken = added.verdicts.iter().filter(|verdict| verdict.kind.is_taken()).count();
    tx.commit().await?;
    let said = |key: &str| Phrase::new(key).count("lines", u64::try_from(taken).unwrap_or(0));
    let left = lines_left(text, &verdicts);
    if left.is_empty() {
        return Ok(visit.go(&portal, "/cart", Some(Flash::success(said("flash-added")).settles(DRAFT))));
    }
    // No address is long enough for every block that may be pasted: the page itself answers, with what is left.
    portal.forget(&visit.ctx);
    visit.flashes.push(Flash::new(FlashKind::Warning, said("flash-added-some")).settles(DRAFT));
    let page = judged(&portal, &visit, left)?;
    portal.page(&visit, &page).await
}

/// What can be added as it is.
fn good_lines(verdicts: &[LineVerdict]) -> Vec<AskedLine> {
    let good = verdicts.iter().filter(|verdict| verdict.kind.is_taken());
    let line = |verdict: &LineVerdict| {
        let (code, quantity) = (verdict.sku.clone()?, verdict.quantity?);
        Some(AskedLine { code, quantity, cost_centre: None, note: None })
    };
    good.filter_map(line).collect()
}

/// The lines of the block that were not added, as they were typed.
fn lines_left(text: &str, verdicts: &[LineVerdict]) -> String {
    let stays = |row: usize| verdicts.iter().any(|verdict| verdict.row == row && !verdict.kind.is_taken());
    let left = text.lines().enumerate().filter(|(place, _)| stays(place + 1)).map(|(_, line)| line);
    left.collect::<Vec<&str>>().join("\n")
}

#[cfg(test)]
mod tests;
