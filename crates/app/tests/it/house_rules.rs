//! The rules of the house that a compiler does not keep: edges between crates, layers of files, sizes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Who may use whom. A crate may also use everything that stands in its own row's rooms, but nothing else of the house.
const EDGES: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("store", &["kernel"]),
    ("wire", &["kernel"]),
    ("web", &["kernel", "store"]),
    ("accounts", &["kernel", "store", "web"]),
    ("approvals", &["kernel", "store", "web", "accounts"]),
    ("catalog", &["kernel", "store", "web", "accounts"]),
    ("pricing", &["kernel", "store", "web", "accounts", "catalog"]),
    ("inventory", &["kernel", "store", "web", "accounts", "catalog"]),
    ("search", &["kernel", "store", "web", "accounts", "catalog", "pricing", "inventory"]),
    ("orders", &["kernel", "store", "web", "accounts", "catalog", "pricing", "inventory"]),
    ("checkout", &["kernel", "store", "web", "accounts", "approvals", "catalog", "pricing", "inventory", "orders", "search"]),
    ("notifications", &["kernel", "store", "web", "accounts", "wire"]),
    (
        "portal",
        &[
            "kernel",
            "store",
            "web",
            "accounts",
            "approvals",
            "catalog",
            "pricing",
            "inventory",
            "search",
            "orders",
            "checkout",
            "notifications",
        ],
    ),
    ("demo", &["kernel", "store", "accounts", "approvals", "catalog", "pricing", "inventory", "orders", "checkout"]),
    ("testkit", &["kernel", "store"]),
    (
        "app",
        &[
            "kernel",
            "store",
            "wire",
            "web",
            "accounts",
            "approvals",
            "catalog",
            "pricing",
            "inventory",
            "search",
            "orders",
            "checkout",
            "notifications",
            "portal",
            "demo",
        ],
    ),
];

/// Files that may pass the wall of 600 lines, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[];

const WALL: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        for folder in ["src", "tests"] {
            let folder = entry.as_ref().unwrap().path().join(folder);
            if folder.is_dir() {
                sources(&folder, &mut found);
            }
        }
    }
    found.sort();
    found
}

fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

#[test]
fn crates_use_only_those_above_them() {
    let table: BTreeMap<&str, BTreeSet<&str>> =
        EDGES.iter().map(|(name, uses)| (*name, uses.iter().copied().collect())).collect();
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let allowed = table.get(name.as_str()).unwrap_or_else(|| panic!("{name} has no row in the table of edges"));
        let manifest: toml::Table = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
        let dependencies = manifest["dependencies"].as_table().unwrap();
        for used in dependencies.keys().filter(|used| table.contains_key(used.as_str())) {
            assert!(allowed.contains(used.as_str()), "{name} uses {used}: an edge that the table does not have");
        }
    }
}

#[test]
fn files_stay_below_the_wall() {
    let mut lengths = Vec::new();
    for path in all_sources() {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        let name = short(&path);
        let excused = LONG_FILES.iter().any(|(long, _)| *long == name);
        assert!(lines <= WALL || excused, "{name} has {lines} lines: which acts in it deserve their own file?");
        lengths.push(lines);
    }
    lengths.sort_unstable();
    let p95 = lengths[lengths.len() * 95 / 100];
    assert!(p95 <= 400, "one file in twenty has more than 400 lines: {p95}");
}

#[test]
fn models_are_pure() {
    for path in all_sources().iter().filter(|path| path.file_name().is_some_and(|name| name == "model.rs")) {
        let text = std::fs::read_to_string(path).unwrap();
        for forbidden in ["sea_orm", "async fn", "axum::", ".await", "reqwest"] {
            assert!(!text.contains(forbidden), "{}: a model knows no {forbidden}", short(path));
        }
    }
}

#[test]
fn handlers_know_no_tables() {
    for path in all_sources().iter().filter(|path| path.file_name().is_some_and(|name| name == "api.rs")) {
        let text = std::fs::read_to_string(path).unwrap();
        for forbidden in ["sea_orm::", "Statement::", "sea_query"] {
            assert!(!text.contains(forbidden), "{}: a handler asks a service, never the database", short(path));
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[ign", "ore"),
    ];
    for path in all_sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        for mark in marks {
            assert!(!text.contains(mark), "{}: {mark}", short(&path));
        }
    }
}
