//! The audit trail in words: every act and every kind of object that the rooms write has a text in every language.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kernel::Locale;
use web::page::Translations;

use crate::locales;

const ROOMS: [&str; 8] = ["accounts", "approvals", "catalog", "checkout", "inventory", "orders", "pricing", "store"];

/// The sources of the rooms and of the portal, but for tests and for files whose codes are no acts.
fn sources() -> Vec<PathBuf> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" {
                collect(&path, files);
            } else if name.ends_with(".rs")
                && !name.contains("tests")
                && !["error.rs", "oauth.rs", "rows.rs"].contains(&name.as_str())
            {
                files.push(path);
            }
        }
    }
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf();
    let mut files = Vec::new();
    ROOMS.iter().for_each(|room| collect(&crates.join(room).join("src"), &mut files));
    files.push(crates.join("portal/src/backoffice/operations.rs"));
    files
}

/// The texts between quotation marks.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

fn is_act(text: &str) -> bool {
    let words = text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'.'));
    words && text.split_once('.').is_some_and(|(room, verb)| ROOMS.contains(&room) && !verb.is_empty())
}

#[test]
fn every_kind_of_audit_entry_has_words() {
    let (mut acts, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        for line in text.lines() {
            acts.extend(literals(line).filter(|text| is_act(text)).map(str::to_owned));
            if let Some((_, entry)) = line.split_once("AuditEntry::new(") {
                let kind = literals(entry).find(|text| !text.contains('.'));
                kinds.extend(kind.map(str::to_owned));
            }
        }
    }
    assert!(acts.len() > 70 && kinds.len() > 15, "{} acts, {} kinds", acts.len(), kinds.len());
    let named = acts.iter().map(|act| format!("audit-{}", act.replace('.', "-")));
    let named: Vec<String> = named.chain(kinds.iter().map(|kind| format!("office-object-{kind}"))).collect();
    for locale in Locale::ALL {
        let keys: BTreeSet<String> = Translations::keys(locales(), locale).unwrap().into_iter().collect();
        let missing: Vec<&String> = named.iter().filter(|key| !keys.contains(*key)).collect();
        assert!(missing.is_empty(), "{locale}: {missing:?}");
    }
}
