//! Every page in every language with every sample, and what must hold for all templates and texts.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Action, Clock, Locale, Role};
use web::page::{ActingBanner, CartBadge, Flash, Missing, Pages, Phrase, Shell, ShellAccount, ShellPerson, Translations};

use crate::samples::{eur, moment};
use crate::{all_samples, locales, sources, templates};

mod audited;
mod codes;
mod problems;

fn pages() -> Pages {
    Pages::new(sources(Clock::manual(moment("2026-11-24T08:30:00Z")), Missing::Refused)).unwrap()
}

/// Shells that look different: nobody, a requester, an approver with much waiting, a rep who acts for somebody.
fn shells(locale: Locale) -> Vec<(&'static str, Shell)> {
    let now = moment("2026-11-24T08:30:00Z");
    let mut nobody = Shell::anonymous(locale, "Meccanica Fondaco", "/login", now);
    nobody.correlation_id = "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned();
    let signed_in = |name: &str, email: &str, role: Role| {
        let actions = role.actions();
        Shell {
            csrf_token: "token".to_owned(),
            person: Some(ShellPerson::new(name, email, role)),
            may: Action::ALL.into_iter().filter(|action| actions.contains(*action)).collect(),
            path: "/orders?state=open".to_owned(),
            ..nobody.clone()
        }
    };
    let account = Some(ShellAccount { number: "C-1001".to_owned(), name: "Officine Rossi S.r.l.".to_owned() });
    let requester = Shell {
        account: account.clone(),
        cart: CartBadge { lines: 4, net: Some(eur("2718.90")) },
        flashes: vec![
            Flash::success(Phrase::new("flash-added").count("lines", 1)).settles("quick-order"),
            Flash::success(Phrase::new("flash-added").count("lines", 2)),
        ],
        ..signed_in("Marco Bianchi", "marco.bianchi@officinerossi.example", Role::Requester)
    };
    let approver = Shell {
        account: account.clone(),
        approvals_pending: 3,
        inbox_unread: 12,
        ..signed_in("Giulia Conti", "giulia.conti@officinerossi.example", Role::Approver)
    };
    let acting = ActingBanner {
        account: "Officine Rossi S.r.l.".to_owned(),
        person: Some("Marco Bianchi".to_owned()),
        email: Some("marco.bianchi@officinerossi.example".to_owned()),
    };
    let rep = Shell { account, acting: Some(acting), ..signed_in("Luca Ferri", "luca.ferri@fondaco.example", Role::SalesRep) };
    let admin = signed_in("Admin", "admin@fondaco.example", Role::Admin);
    vec![("nobody", nobody), ("requester", requester), ("approver", approver), ("rep", rep), ("admin", admin)]
}

#[test]
fn every_page_renders_in_every_language_for_everybody() {
    let pages = pages();
    let mut failures = Vec::new();
    for locale in Locale::ALL {
        for (who, shell) in shells(locale) {
            for (template, page) in all_samples() {
                match pages.render_value(&shell, template, page) {
                    Ok(html) => failures
                        .extend(faults_of(&html).into_iter().map(|fault| format!("{template} ({locale}, {who}): {fault}"))),
                    Err(error) => failures.push(format!("{template} ({locale}, {who}): {error}")),
                }
            }
        }
    }
    failures.sort();
    failures.dedup();
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures[..failures.len().min(20)].join("\n"));
}

/// What no page may hold: inline styles and scripts, texts without translation, ids given twice.
fn faults_of(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for forbidden in [" style=\"", "<style", " onclick=", " onchange=", " onsubmit=", "javascript:", "⟦", "{{", "{%"] {
        if html.contains(forbidden) {
            faults.push(format!("holds {forbidden}"));
        }
    }
    let mut seen = BTreeMap::new();
    for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        *seen.entry(id).or_insert(0) += 1;
    }
    faults.extend(seen.iter().filter(|(_, times)| **times > 1).map(|(id, times)| format!("id {id} stands {times} times")));
    faults
}

#[test]
fn every_template_belongs_to_a_page() {
    let known: BTreeSet<&str> = all_samples().into_iter().map(|(template, _)| template).collect();
    let shared = |path: &str| path.contains("parts/") || path.starts_with("layout") || path.ends_with("/frame.html");
    let orphans: Vec<String> =
        (templates().list)().into_iter().filter(|path| !shared(path) && !known.contains(path.as_str())).collect();
    assert!(orphans.is_empty(), "no page renders {orphans:?}");
}

/// Icons are drawn from one sprite; a name that is not in its list would be an empty square.
#[test]
fn every_icon_is_in_the_sprite() {
    let list = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/src/icons.txt");
    let list = std::fs::read_to_string(list).unwrap();
    let known: BTreeSet<&str> = list.lines().map(str::trim).collect();
    let mut missing = BTreeSet::new();
    for path in (templates().list)() {
        let bytes = (templates().get)(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for name in text.split("icon('").skip(1).filter_map(|rest| rest.split('\'').next()) {
            if !known.contains(name) {
                missing.insert(format!("{name} in {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn both_languages_have_the_same_texts() {
    let keys = |locale| Translations::keys(locales(), locale).unwrap();
    let (italian, english) = (keys(Locale::It), keys(Locale::En));
    let only: Vec<&String> = italian.symmetric_difference(&english).collect();
    assert!(only.is_empty(), "texts in one language only: {only:?}");
}

/// Not a check: writes every sample page into a folder, to be looked at in a browser.
/// `FONDACO_PAGES_TO=folder cargo test -p portal --lib write_pages`
#[test]
fn write_pages() {
    let Ok(folder) = std::env::var("FONDACO_PAGES_TO") else {
        return;
    };
    let pages = pages();
    for locale in Locale::ALL {
        for (who, shell) in shells(locale) {
            let mut counts = BTreeMap::new();
            for (template, page) in all_samples() {
                let number = counts.entry(template).and_modify(|number| *number += 1).or_insert(1);
                let name = format!("{locale}-{who}-{}-{number}.html", template.trim_end_matches(".html").replace('/', "-"));
                let html = pages.render_value(&shell, template, page).unwrap_or_else(|error| format!("<pre>{error:?}</pre>"));
                std::fs::write(std::path::Path::new(&folder).join(name), html).unwrap();
            }
        }
    }
}
