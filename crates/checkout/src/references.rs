//! Orders' references as they come from outside, checked against the account: every field at fault is named at once.

use accounts::{AccountCard, Site};
use kernel::{Ctx, Date, FieldFault};
use orders::References;

use crate::cart::CartLine;

/// References as they are asked for. `None` leaves what was there; an empty text clears it.
#[derive(Debug, Clone, Default)]
pub struct AskedReferences {
    /// At most 60 characters.
    pub purchase_order: Option<String>,
    /// Code of an active cost centre of the account.
    pub cost_centre: Option<String>,
    /// At most 60 characters.
    pub project: Option<String>,
    /// At most 60 characters.
    pub ddt_reference: Option<String>,
    /// Code of a site of the account.
    pub ship_to: Option<String>,
    /// Not before today.
    pub requested_date: Option<Date>,
    /// At most 2,000 characters.
    pub notes: Option<String>,
}

/// References that hold, and where the goods go.
#[derive(Debug)]
pub(crate) struct Settled<'a> {
    pub references: References,
    pub site: Option<&'a Site>,
}

/// Lays what is asked over what was there, and checks the whole. The account's default site is taken when none is named.
pub(crate) fn settle<'a>(
    ctx: &Ctx,
    card: &'a AccountCard,
    was: Settled<'a>,
    asked: &AskedReferences,
    faults: &mut Vec<FieldFault>,
) -> Settled<'a> {
    let site = site(card, was.site, asked.ship_to.as_deref(), faults);
    let requested_date = match asked.requested_date {
        None => was.references.requested_date,
        Some(date) if is_past(ctx, date) => {
            faults.push(FieldFault::new("requested_date", "past", "must not be before today"));
            None
        }
        Some(date) => Some(date),
    };
    let cost_centre = cost_centre(card, was.references.cost_centre, asked.cost_centre.as_deref(), "cost_centre", faults);
    let mut text = |field: &'static str, was: Option<String>, asked: Option<&str>| short_text(field, was, asked, faults);
    let purchase_order = text("purchase_order", was.references.purchase_order, asked.purchase_order.as_deref());
    let project = text("project", was.references.project, asked.project.as_deref());
    let ddt_reference = text("ddt_reference", was.references.ddt_reference, asked.ddt_reference.as_deref());
    let notes = match asked.notes.as_deref().map(|notes| kernel::multiline(notes, 2000)) {
        None => was.references.notes,
        Some(Ok(notes)) => Some(notes).filter(|notes| !notes.is_empty()),
        Some(Err(error)) => {
            faults.push(error.at("notes"));
            None
        }
    };
    Settled { references: References { purchase_order, cost_centre, project, ddt_reference, requested_date, notes }, site }
}

/// A code of one of the account's active cost centres.
pub(crate) fn cost_centre(
    card: &AccountCard,
    was: Option<String>,
    asked: Option<&str>,
    field: &str,
    faults: &mut Vec<FieldFault>,
) -> Option<String> {
    let Some(asked) = asked else { return was };
    let code = asked.trim();
    if code.is_empty() {
        return None;
    }
    match card.cost_centre(code) {
        Some(centre) if centre.active => return Some(centre.code.clone()),
        Some(_) => faults.push(FieldFault::new(field, "inactive", "this cost centre is not in use any more")),
        None => faults.push(FieldFault::new(field, "unknown", "the account has no cost centre with this code")),
    }
    None
}

/// Whether the cost centres chosen earlier, for the whole and for single lines, may still be charged.
pub(crate) fn still_in_use(card: &AccountCard, references: &References, lines: &[CartLine], faults: &mut Vec<FieldFault>) {
    let lines = lines.iter().enumerate().map(|(place, line)| (format!("lines[{place}].cost_centre"), &line.cost_centre));
    for (field, code) in std::iter::once(("cost_centre".to_owned(), &references.cost_centre)).chain(lines) {
        let Some(code) = code else { continue };
        if !card.cost_centre(code).is_some_and(|centre| centre.active) {
            faults.push(FieldFault::new(field, "inactive", format!("cost centre {code} is not in use any more: choose another")));
        }
    }
}

/// Whether the date chosen earlier has not passed meanwhile.
pub(crate) fn still_to_come(ctx: &Ctx, references: &References, faults: &mut Vec<FieldFault>) {
    if references.requested_date.is_some_and(|date| is_past(ctx, date)) {
        faults.push(FieldFault::new("requested_date", "past", "the day that was asked for has passed: choose another"));
    }
}

/// Whether a date has passed everywhere: a calendar day begins and ends at other moments around the world.
pub(crate) fn is_past(ctx: &Ctx, date: Date) -> bool {
    date < ctx.now.plus_seconds(-12 * 3600).date_in("UTC")
}

fn site<'a>(card: &'a AccountCard, was: Option<&'a Site>, asked: Option<&str>, faults: &mut Vec<FieldFault>) -> Option<&'a Site> {
    let known = match asked.map(str::trim).filter(|code| !code.is_empty()) {
        None => was.or(card.default_site()),
        Some(code) => card.site(code),
    };
    if known.is_none() {
        let (code, message) = match asked {
            Some(_) => ("unknown", "the account has no site with this code"),
            None => ("empty", "the account has no site yet: name one, or add one to the account"),
        };
        faults.push(FieldFault::new("ship_to", code, message));
    }
    known
}

fn short_text(field: &'static str, was: Option<String>, asked: Option<&str>, faults: &mut Vec<FieldFault>) -> Option<String> {
    let Some(asked) = asked else { return was };
    if asked.trim().is_empty() {
        return None;
    }
    match kernel::line(asked, 60) {
        Ok(text) => Some(text),
        Err(error) => {
            faults.push(error.at(field));
            None
        }
    }
}
