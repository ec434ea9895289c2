//! Every code with which a room refuses has words in both languages: what happened and what to do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kernel::Locale;
use web::page::Translations;

use crate::locales;

/// Codes by the file that says them first.
type Codes = BTreeMap<String, PathBuf>;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.contains("test") {
            continue;
        }
        if path.is_dir() {
            sources(&path, found);
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

fn rooms() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap() {
        let folder = entry.unwrap().path().join("src");
        if folder.is_dir() {
            sources(&folder, &mut found);
        }
    }
    found.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

fn is_code(text: &str, dots: usize) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    parts.len() == dots + 1 && parts.iter().all(word)
}

/// The texts between quotes.
fn quoted(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1).step_by(2)
}

/// What `Fault::code` answers, and what is said beside a kind of error: `Problem::new(ErrorKind::NotFound, "…")`.
fn fault_codes(source: &str) -> Vec<String> {
    let bodies = source.split("fn code(&self) -> &'static str {").skip(1).filter_map(|rest| rest.split("\n    }\n").next());
    let answered = bodies.flat_map(quoted);
    let said = source.split("ErrorKind::").skip(1).filter_map(|rest| {
        let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).trim_start_matches(',').trim_start();
        rest.strip_prefix('"').and_then(|rest| rest.split('"').next())
    });
    answered.chain(said).filter(|text| is_code(text, 1)).map(str::to_owned).collect()
}

/// The second argument of `FieldFault::new(…)` and of the rooms' `…Error::field(…)`, where it is a literal.
fn field_codes(source: &str) -> Vec<String> {
    let calls = ["FieldFault::new(", "Error::field("];
    let found = calls.iter().flat_map(|call| source.split(call).skip(1)).filter_map(second_argument);
    found.filter(|text| is_code(text, 0)).map(str::to_owned).collect()
}

fn second_argument(call: &str) -> Option<&str> {
    let (mut depth, mut in_text) = (0_u32, false);
    for (place, letter) in call.char_indices() {
        match letter {
            '"' => in_text = !in_text,
            _ if in_text => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => return call[place + 1..].trim_start().strip_prefix('"')?.split('"').next(),
            _ => {}
        }
    }
    None
}

fn collect(of: impl Fn(&str) -> Vec<String>) -> Codes {
    let mut codes = Codes::new();
    for (path, source) in rooms() {
        for code in of(&source) {
            codes.entry(code).or_insert_with(|| path.clone());
        }
    }
    codes
}

fn without_words(codes: &Codes, key: impl Fn(&str) -> String) -> Vec<String> {
    let languages: Vec<BTreeSet<String>> =
        Locale::ALL.into_iter().map(|locale| Translations::keys(locales(), locale).unwrap().into_iter().collect()).collect();
    let lacks = |code: &str| languages.iter().any(|keys| !keys.contains(&key(code)));
    codes.iter().filter(|(code, _)| lacks(code)).map(|(code, path)| format!("{} ({})", key(code), path.display())).collect()
}

#[test]
fn every_refusal_has_words() {
    let codes = collect(fault_codes);
    assert!(codes.len() > 90 && codes.contains_key("orders.not_found") && codes.contains_key("access.forbidden"), "{codes:?}");
    let missing = without_words(&codes, |code| format!("error-{}", code.replace('.', "-")));
    assert!(missing.is_empty(), "no words in problems.ftl for:\n{}", missing.join("\n"));
}

#[test]
fn every_fault_of_a_field_has_words() {
    let codes = collect(field_codes);
    assert!(codes.len() > 30 && codes.contains_key("out_of_range"), "{codes:?}");
    let missing = without_words(&codes, |code| format!("field-error-{code}"));
    assert!(missing.is_empty(), "no words in problems.ftl for:\n{}", missing.join("\n"));
}
