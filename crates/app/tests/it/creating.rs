//! Tenants and people made from the command line.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn fondaco(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fondaco"));
    let command = command.args(arguments).args(["--data-dir".as_ref(), folder.as_os_str()]).current_dir(folder);
    command.env_remove("FONDACO_CONFIG").output().unwrap()
}

fn made(folder: &Path, arguments: &[&str]) -> Value {
    let output = fondaco(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_seller_sells_in_their_currency_and_people_read_their_language() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let tenant = made(folder, &["tenant", "create", "acme", "--name", "Acme", "--country", "US", "--currency", "USD", "--json"]);
    assert_eq!(tenant["currency"], "USD");
    let person = ["user", "create", "a@acme.example", "--name", "Ada", "--role", "admin", "--json"];
    assert_eq!(made(folder, &[&person[..], &["--locale", "en"]].concat())["locale"], "en");
    let refused = fondaco(folder, &[&person[..], &["--locale", "fr"]].concat());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("it and en"), "{refused:?}");
    let refused = fondaco(folder, &["tenant", "create", "b", "--name", "B", "--host", "b.example", "--currency", "XXY"]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("--currency"), "{refused:?}");
    // What a file of accounts leaves open follows the seller.
    std::fs::write(folder.join("accounts.csv"), "number,name,country\nC-1,First,US\n").unwrap();
    std::fs::write(folder.join("products.csv"), "sku,names.en\nA-1,Bolt\n").unwrap();
    std::fs::write(folder.join("prices.csv"), "sku,list,price,Colour\nA-1,BASE,10,red\n").unwrap();
    let import = |kind: &str, more: &[&str]| {
        let file = format!("{kind}.csv");
        let output = fondaco(folder, &[&["import", kind, &file], more].concat());
        assert!(output.status.success(), "{kind}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    import("accounts", &[]);
    assert!(!import("products", &[]).contains("not used"));
    let told = import("prices", &[]);
    assert!(told.contains("columns not used: Colour") && told.contains("price list BASE is for nobody"), "{told}");
    let told = import("prices", &["--assign", "account:C-1"]);
    assert!(told.contains("assigned to account:C-1: BASE") && !told.contains("nobody"), "{told}");
    assert!(!import("prices", &[]).contains("nobody"));

    // A new list is in the currency of its first row: another one's amounts are never taken for its own.
    std::fs::write(folder.join("mixed.csv"), "sku,list,price,currency\nA-1,NEW,10,USD\nA-1,NEW,9,EUR\n").unwrap();
    let mixed = fondaco(folder, &["import", "prices", "mixed.csv"]);
    assert!(!mixed.status.success() && String::from_utf8_lossy(&mixed.stdout).contains("1 rejected"), "{mixed:?}");
    let rejects = std::fs::read_dir(folder).unwrap().filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok());
    assert!(rejects.into_iter().any(|text| text.contains("the list NEW is in USD, not in EUR")));
}

#[cfg(unix)]
#[test]
fn what_lies_in_the_data_folder_is_its_owners_whatever_the_mask() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    // A folder that an earlier version left open, and a shell whose files everybody may read.
    std::fs::create_dir_all(data.join("mail")).unwrap();
    std::fs::write(data.join("demo.json"), "{}").unwrap();
    for path in [data.clone(), data.join("mail"), data.join("demo.json")] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o777)).unwrap();
    }
    let script = "umask 000; exec \"$0\" demo --skus 20 --no-serve --data-dir \"$1\"";
    let output = Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_fondaco")]).arg(&data).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut waiting = vec![data.clone()];
    let mut seen = Vec::new();
    while let Some(path) = waiting.pop() {
        let found = std::fs::metadata(&path).unwrap();
        let wanted = if found.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(found.permissions().mode() & 0o777, wanted, "{}", path.display());
        if found.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
        seen.push(path);
    }
    assert!(seen.contains(&data.join("fondaco.db")) && seen.contains(&data.join("demo.json")), "{seen:?}");
}
