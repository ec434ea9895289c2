//! The page of an account: who works there, what they have in carts and on order, which prices reach it, who serves it.

mod main;
mod sample;
mod side;

use kernel::{Money, Timestamp, Version};
use web::page::Phrase;

use super::accounts::account_href;
use super::head::{Button, Head, plain};
use super::record::{HistoryView, Notice, RecordPage, Section};
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::limit::{LimitNow, limit_fields};
use crate::part::order::OrderRowView;

pub use sample::{record_samples, sample_facts};
pub use side::rep_form;

/// What the page of an account shows.
#[derive(Debug, Clone)]
pub struct AccountFacts {
    pub id: String,
    pub number: String,
    pub name: String,
    pub state: String,
    pub version: Version,
    pub country: String,
    pub vat_id: Option<String>,
    pub vat_checked_at: Option<Timestamp>,
    pub market: String,
    pub currency: String,
    pub terms_days: u16,
    pub order_limit: Option<Money>,
    pub group: Option<String>,
    /// Number and name of the company above.
    pub parent: Option<(String, String)>,
    pub children: Vec<(String, String)>,
    pub foreign_key: Option<String>,
    pub people: Vec<MemberRow>,
    pub carts: Vec<CartRow>,
    pub orders: Vec<OrderRowView>,
    pub approvals: Vec<ApprovalBrief>,
    pub sites: Vec<SiteRow>,
    pub cost_centres: Vec<CostCentreRow>,
    pub reps: Vec<RepRow>,
    /// Colleagues who could be put in charge: id and name.
    pub free_reps: Vec<(String, String)>,
    pub lists: Vec<ReachingList>,
    pub policy: PolicyBrief,
    pub history: Vec<HistoryView>,
    pub may: AccountMay,
}

/// What the person who looks may do here.
#[derive(Debug, Clone, Copy, Default)]
pub struct AccountMay {
    /// Change the account, its people and its policy.
    pub administer: bool,
    pub act_for: bool,
    pub read_audit: bool,
    pub see_lists: bool,
    /// See all groups and who is in them.
    pub see_groups: bool,
}

#[derive(Debug, Clone)]
pub struct MemberRow {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: String,
    pub state: String,
    pub limit: Option<Money>,
}

#[derive(Debug, Clone)]
pub struct CartRow {
    pub id: String,
    pub name: Option<String>,
    pub owner: String,
    pub email: String,
    pub state: String,
    pub lines: u64,
    pub net: Option<Money>,
    pub updated_at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct ApprovalBrief {
    pub id: String,
    pub requester: String,
    pub amount: Money,
    pub at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct SiteRow {
    pub code: String,
    pub name: String,
    pub address: String,
    pub is_default: bool,
}

#[derive(Debug, Clone)]
pub struct CostCentreRow {
    pub code: String,
    pub name: String,
    pub active: bool,
}

#[derive(Debug, Clone)]
pub struct RepRow {
    pub id: String,
    pub name: String,
    pub email: String,
}

/// A price list that the account's prices come from, in the order in which they are asked.
#[derive(Debug, Clone)]
pub struct ReachingList {
    pub code: String,
    pub name: String,
    /// Whom it is for: `account`, `parent`, `group`, `everyone`.
    pub scope: String,
    pub priority: i32,
    pub in_force: bool,
    pub exclusive: bool,
}

/// What the account's approval policy says.
#[derive(Debug, Clone, Default)]
pub struct PolicyBrief {
    pub order_limit: Option<Money>,
    /// Who decides, in order.
    pub steps: Vec<PolicyStepView>,
}

/// Who decides on a step, and up to which amount alone.
#[derive(Debug, Clone, Default)]
pub struct PolicyStepView {
    pub role: Option<String>,
    pub person: Option<String>,
    pub up_to: Option<Money>,
}

pub fn page(account: &AccountFacts) -> RecordPage {
    let base = account_href(&account.number);
    let may = account.may;
    let head = Head::new(plain(&account.name))
        .below("office-nav-accounts", "/office/accounts")
        .sub(Phrase::new("account-number").with("number", &account.number))
        .state("account", &account.state)
        .button_if(may.administer, || Button::go("office-account-edit", format!("{base}/edit")).icon("edit"))
        .button_if(may.act_for, || {
            Button::post("office-act-for-account", format!("{base}/act-for")).icon("user-shield").primary()
        });
    let mut page = RecordPage::new(head);
    if account.state == "blocked" {
        page = page.notice(Notice::new("warning", "lock", Phrase::new("office-account-blocked")));
    }
    page.main(main::people(account, &base))
        .main(main::carts(account, &base))
        .main(main::orders(account))
        .main_if((!account.approvals.is_empty()).then(|| main::approvals(account)))
        .main(main::sites(account, &base))
        .main(main::cost_centres(account, &base))
        .main(main::lists(account))
        .main_if(may.read_audit.then(|| Section::history(account.history.clone())))
        .side(side::facts(account))
        .side(side::policy(account, &base))
        .side(side::reps(account, &base))
        .side(Section::identity(&account.id, Some(account.version), side::more_identity(account)))
}

/// The form by which somebody is invited, into an account or among the seller's people.
pub fn invite_form(action: &str, roles: &[&str], currency: Option<&str>) -> Form {
    let roles = roles.iter().map(|role| Choice::keyed(*role, format!("role-{role}"))).collect();
    let locales = ["it", "en"].map(|locale| Choice::keyed(locale, format!("language-{locale}"))).to_vec();
    let form = Form::new(action, "invite-submit")
        .draft("office-invite")
        .with(Field::text("name", "person-name").required().most(120).testid("invite-name").half())
        .with(Field::new(FieldKind::Email, "email", "person-email").required().most(254).testid("invite-email").half())
        .with(Field::select("role", "person-role", roles).testid("invite-role").half())
        .with(Field::select("locale", "nav-language", locales).half());
    match currency {
        Some(currency) => limit_fields("order_limit", currency, LimitNow::Unsaid).into_iter().fold(form, Form::with),
        None => form,
    }
}
