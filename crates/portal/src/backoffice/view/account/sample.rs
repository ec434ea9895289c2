//! Officine Rossi as the seller sees it.

use super::{
    AccountFacts, AccountMay, ApprovalBrief, CartRow, CostCentreRow, MemberRow, PolicyBrief, PolicyStepView, ReachingList,
    RepRow, SiteRow, page,
};
use crate::backoffice::view::record::RecordPage;
use crate::backoffice::view::samples::histories;
use crate::samples;

#[expect(clippy::too_many_lines, reason = "one believable account, told in full")]
pub fn sample_facts() -> AccountFacts {
    let member = |id: &str, name: &str, email: &str, role: &str, state: &str, limit: Option<&str>| MemberRow {
        id: id.to_owned(),
        name: name.to_owned(),
        email: email.to_owned(),
        role: role.to_owned(),
        state: state.to_owned(),
        limit: limit.map(samples::eur),
    };
    let list = |code: &str, name: &str, scope: &str, priority, in_force| ReachingList {
        code: code.to_owned(),
        name: name.to_owned(),
        scope: scope.to_owned(),
        priority,
        in_force,
        exclusive: scope == "account",
    };
    let site = |code: &str, name: &str, address: &str, is_default| SiteRow {
        code: code.to_owned(),
        name: name.to_owned(),
        address: address.to_owned(),
        is_default,
    };
    let centre = |code: &str, name: &str, active| CostCentreRow { code: code.to_owned(), name: name.to_owned(), active };
    AccountFacts {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        number: "C-10042".to_owned(),
        name: "Officine Rossi S.r.l.".to_owned(),
        state: "active".to_owned(),
        version: 7,
        country: "IT".to_owned(),
        vat_id: Some("IT01234567897".to_owned()),
        vat_checked_at: Some(samples::moment("2026-10-02T07:00:00Z")),
        market: "IT".to_owned(),
        currency: "EUR".to_owned(),
        terms_days: 60,
        order_limit: Some(samples::eur("5000.00")),
        group: Some("OEM".to_owned()),
        parent: None,
        children: vec![("C-10142".to_owned(), "Officine Rossi Servizi S.r.l.".to_owned())],
        foreign_key: Some("ERP-44120".to_owned()),
        people: vec![
            member("1", "Anna Rossi", "anna.rossi@officinerossi.example", "account_admin", "active", None),
            member("2", "Giulia Conti", "giulia.conti@officinerossi.example", "approver", "active", Some("20000.00")),
            member("3", "Marco Bianchi", "marco.bianchi@officinerossi.example", "requester", "active", Some("2000.00")),
            member("4", "Elena Fontana", "elena.fontana@officinerossi.example", "requester", "invited", Some("500.00")),
        ],
        carts: vec![
            CartRow {
                id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
                name: Some("Fermata di dicembre".to_owned()),
                owner: "Giulia Conti".to_owned(),
                email: "giulia.conti@officinerossi.example".to_owned(),
                state: "open".to_owned(),
                lines: 14,
                net: Some(samples::eur("1280.00")),
                updated_at: samples::moment("2026-11-24T07:50:00Z"),
            },
            CartRow {
                id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
                name: None,
                owner: "Marco Bianchi".to_owned(),
                email: "marco.bianchi@officinerossi.example".to_owned(),
                state: "waiting".to_owned(),
                lines: 6,
                net: Some(samples::eur("2718.90")),
                updated_at: samples::moment("2026-11-23T15:10:00Z"),
            },
        ],
        orders: crate::track::orders::sample_rows(None).into_iter().take(4).collect(),
        approvals: vec![ApprovalBrief {
            id: "1".to_owned(),
            requester: "Marco Bianchi".to_owned(),
            amount: samples::eur("2718.90"),
            at: samples::moment("2026-11-23T15:10:00Z"),
        }],
        sites: vec![
            site("BO", "Stabilimento Bologna", "Via dell'Industria 24, 40138 Bologna (BO), IT", true),
            site("MO", "Officina Modena", "Via Emilia Ovest 910, 41123 Modena (MO), IT", false),
        ],
        cost_centres: vec![centre("MAN", "Manutenzione", true), centre("LAB", "Laboratorio prove", false)],
        reps: vec![RepRow { id: "9".to_owned(), name: "Luca Ferri".to_owned(), email: "luca.ferri@fondaco.example".to_owned() }],
        free_reps: vec![("8".to_owned(), "Sofia Marchetti".to_owned())],
        lists: vec![
            list("ROSSI-2026", "Accordo quadro Officine Rossi 2026", "account", 90, true),
            list("METAL-2026", "Clienti metalmeccanici", "group", 50, true),
            list("PROMO-Q4", "Promozione fine anno", "everyone", 20, false),
            list("LIST-2026", "Listino 2026", "everyone", 10, true),
        ],
        policy: PolicyBrief {
            order_limit: Some(samples::eur("10000.00")),
            steps: vec![
                PolicyStepView { role: Some("approver".to_owned()), up_to: Some(samples::eur("20000.00")), person: None },
                PolicyStepView { person: Some("Anna Rossi".to_owned()), up_to: Some(samples::eur("50000.00")), role: None },
                PolicyStepView { role: Some("account_admin".to_owned()), ..PolicyStepView::default() },
            ],
        },
        history: histories(),
        may: AccountMay { administer: true, act_for: true, read_audit: true, see_lists: true, see_groups: true },
    }
}

pub fn record_samples() -> Vec<RecordPage> {
    let full = sample_facts();
    let rep = AccountFacts { may: AccountMay { act_for: true, ..AccountMay::default() }, ..full.clone() };
    let bare = AccountFacts {
        state: "blocked".to_owned(),
        people: Vec::new(),
        carts: Vec::new(),
        orders: Vec::new(),
        approvals: Vec::new(),
        sites: Vec::new(),
        cost_centres: Vec::new(),
        reps: Vec::new(),
        free_reps: Vec::new(),
        lists: Vec::new(),
        policy: PolicyBrief::default(),
        history: Vec::new(),
        ..full.clone()
    };
    vec![page(&full), page(&rep), page(&bare)]
}
