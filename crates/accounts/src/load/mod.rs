//! Many accounts at once: imports and the demo. What is there already is brought up to date, what is equal is left alone,
//! so a run can be repeated; a draft that is not acceptable is reported and loses nothing else.

mod draft;
mod parents;
mod people;
mod write;

#[cfg(test)]
mod tests;

pub use draft::{AccountDraft, PersonDraft};
pub use people::{write_colleagues, write_person};

use kernel::{Action, Ctx, FieldFault, Scope};
use store::Store;

use crate::AccountsError;

/// Drafts per transaction: long enough to be fast, short enough that the other writers get their turn.
const CHUNK: usize = 500;

/// What became of the drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub created: usize,
    pub updated: usize,
    /// Equal to what was there.
    pub unchanged: usize,
    pub rejected: Vec<Rejected>,
}

/// A draft that was not written, or not in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its place among the drafts, from 0.
    pub index: usize,
    pub number: String,
    pub faults: Vec<FieldFault>,
}

/// Writes accounts with their sites, cost centres and people. Groups that are not there yet are opened under their code.
///
/// People with a password may sign in at once; those without are kept as invited, and are mailed when somebody invites
/// them again. Passwords of people who are there already stay as they are.
pub async fn write_accounts(store: &Store, ctx: &Ctx, drafts: Vec<AccountDraft>) -> Result<Report, AccountsError> {
    ctx.permit(Action::AccountAdminister, Scope::Tenant)?;
    let mut report = Report::default();
    let (accepted, rejected) = draft::accept(drafts);
    report.rejected = rejected;
    for chunk in accepted.chunks(CHUNK) {
        write::chunk(store, ctx, chunk, &mut report).await?;
    }
    parents::link(store, ctx, &accepted, &mut report).await?;
    report.rejected.sort_by_key(|rejected| rejected.index);
    Ok(report)
}
