//! Words that pages ask for by a code of the rooms: every code there is has some, in every language.

use std::collections::BTreeSet;

use approvals::{ApprovalState, Reason};
use catalog::{FileKind, ProductKind, ProductState, RelationKind, TaxCategory};
use checkout::{CartState, LineProblem, VerdictKind};
use inventory::Movement;
use kernel::{Locale, Role};
use notifications::{MailState, NoticeKind};
use orders::{OrderState, TimelineKind};
use store::JobState;
use web::page::Translations;

use crate::approve::routes::state_code;
use crate::locales;
use crate::part::product::PACK_KINDS;

/// All there are; a new one does not compile until it is here.
const fn line_problems() -> [LineProblem; 4] {
    const fn is_listed(problem: LineProblem) -> LineProblem {
        match problem {
            LineProblem::NotSold | LineProblem::NoPrice | LineProblem::NotAStep | LineProblem::TooMuch => problem,
        }
    }
    [
        is_listed(LineProblem::NotSold),
        is_listed(LineProblem::NoPrice),
        is_listed(LineProblem::NotAStep),
        is_listed(LineProblem::TooMuch),
    ]
}

fn named_by_code() -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut name = |stem: &str, codes: &[&str]| keys.extend(codes.iter().map(|code| format!("{stem}-{code}")));
    name("role", &Role::ALL.map(Role::code));
    name("state-order", &OrderState::ALL.map(OrderState::code));
    name("state-approval", &ApprovalState::ALL.map(state_code));
    name("state-cart", &CartState::ALL.map(CartState::code));
    name("state-job", &JobState::ALL.map(JobState::code));
    name("state-mail", &[MailState::Queued, MailState::Sent, MailState::Expired].map(MailState::code));
    name("state-product", &[ProductState::Active, ProductState::Discontinued].map(ProductState::code));
    name("approval-reason", &Reason::ALL.map(Reason::code));
    // A line that is as it should be is not spoken of.
    let troubled = VerdictKind::ALL.into_iter().filter(|kind| *kind != VerdictKind::Ok);
    name("verdict", &troubled.map(VerdictKind::code).collect::<Vec<_>>());
    name("line-problem", &line_problems().map(LineProblem::code));
    name("office-movement", &Movement::ALL.map(Movement::code));
    name("mail-kind", &NoticeKind::ALL.map(NoticeKind::code));
    // What carries a secret goes by letter only.
    let shown = NoticeKind::ALL.into_iter().filter(|kind| !kind.is_secret());
    name("inbox", &shown.map(NoticeKind::code).collect::<Vec<_>>());
    name("relation", &RelationKind::ALL.map(RelationKind::code));
    name("office-relation", &RelationKind::ALL.map(RelationKind::code));
    name("office-file", &FileKind::ALL.map(FileKind::code));
    name("office-kind", &ProductKind::ALL.map(ProductKind::code));
    name("office-tax", &TaxCategory::ALL.map(TaxCategory::code));
    name("timeline", &TimelineKind::ALL.map(TimelineKind::code));
    name("pack", &PACK_KINDS);
    keys
}

#[test]
fn texts_named_by_code_exist() {
    let named = named_by_code();
    assert!(named.len() > 80, "{}", named.len());
    for locale in Locale::ALL {
        let keys: BTreeSet<String> = Translations::keys(locales(), locale).unwrap().into_iter().collect();
        let missing: Vec<&String> = named.iter().filter(|key| !keys.contains(*key)).collect();
        assert!(missing.is_empty(), "{locale}: {missing:?}");
    }
}
