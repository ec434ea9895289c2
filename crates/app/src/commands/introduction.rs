//! What `fondaco demo` says at its start: where it is, who can log in, where letters go.

use std::collections::BTreeSet;

use accounts::{Account, AccountsError, Person, effective_limit};
use anyhow::{Context, Result};
use kernel::{Action, Ctx};
use serde::Deserialize;
use serde_json::Value;
use store::Store;

use super::print::without_password;
use super::say::table;
use crate::settings::Settings;

/// Someone whom `demo.json` names.
#[derive(Debug, Clone, Deserialize)]
struct Login {
    email: String,
    password: String,
    role: String,
    /// The account's number; none for the seller's people.
    account: Option<String>,
}

/// The page. Names, companies and limits are as the database has them now: people change them while they try things out.
pub async fn page(settings: &Settings, store: &Store, known: &Value) -> Result<String> {
    let logins = Vec::<Login>::deserialize(&known["users"]).context("demo.json does not say who can log in")?;
    let people = people(store, &logins).await?;
    let letters = match &settings.mail_url {
        Some(url) => without_password(url),
        None => format!("{}, and {}/office/mail for the admin", settings.mail_folder().display(), settings.base_url()),
    };
    let file = settings.data_dir.join("demo.json");
    let mut facts = vec![vec!["Open".to_owned(), settings.base_url()]];
    let passwords: BTreeSet<&str> = logins.iter().map(|login| login.password.as_str()).collect();
    let all_have = passwords.first().filter(|_| passwords.len() == 1);
    facts.extend(all_have.map(|password| vec!["Password".to_owned(), format!("{password} (everybody's)")]));
    facts.push(vec!["Letters".to_owned(), letters]);
    facts.push(vec!["API clients".to_owned(), format!("with their secrets in {}", file.display())]);
    let mut rows = vec![["NAME", "COMPANY", "ROLE", "ORDER LIMIT", "E-MAIL"].map(str::to_owned).to_vec()];
    if all_have.is_none() {
        rows[0].push("PASSWORD".to_owned());
    }
    for login in &logins {
        let mut row = row(login, &people);
        if all_have.is_none() {
            row.push(login.password.clone());
        }
        rows.push(row);
    }
    Ok(indented(&format!("\n{}\n\n{}\n", table(&facts), table(&rows))))
}

fn row(login: &Login, people: &[(Person, Option<Account>, String)]) -> Vec<String> {
    let Some((person, account, company)) = people.iter().find(|(person, _, _)| person.email == login.email) else {
        // Not found any more: somebody took the address out of use.
        return vec![String::new(), String::new(), login.role.clone(), String::new(), login.email.clone()];
    };
    let limit = match account {
        None => String::new(),
        Some(account) => effective_limit(person, account).map_or_else(|| "none".to_owned(), |limit| limit.to_string()),
    };
    vec![person.name.clone(), company.clone(), person.role.code().to_owned(), limit, person.email.clone()]
}

/// The people of the demo's companies, each with the account and the company's name.
async fn people(store: &Store, logins: &[Login]) -> Result<Vec<(Person, Option<Account>, String)>> {
    let conn = store.reader();
    let Some(tenant) = accounts::list_tenants(conn).await?.into_iter().find(|tenant| tenant.slug == demo::company::SELLER_SLUG)
    else {
        return Ok(Vec::new());
    };
    let ctx = Ctx::system(tenant.id, store.clock().now());
    let seller = accounts::colleagues(&ctx, conn).await?.into_iter();
    let mut found: Vec<_> = seller.map(|person| (person, None, tenant.name.clone())).collect();
    let numbers: BTreeSet<&str> = logins.iter().filter_map(|login| login.account.as_deref()).collect();
    for number in numbers {
        let account = match accounts::account_at(&ctx, conn, number, Action::AccountRead).await {
            Ok((account, _)) => account,
            // It was given another number meanwhile.
            Err(AccountsError::NotFound(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        let members = accounts::people_of(&ctx, conn, number).await?.into_iter();
        found.extend(members.map(|person| (person, Some(account.clone()), account.name.clone())));
    }
    Ok(found)
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use kernel::Role;
    use serde_json::{Value, json};

    use super::page;
    use crate::settings::Settings;

    #[tokio::test]
    async fn the_demo_says_where_it_is_who_can_log_in_and_where_letters_go() {
        for test in testkit::stores(crate::house::migrations).await {
            let folder = tempfile::tempdir().unwrap();
            let seeded = demo::seed(&test.store, &store::Blobs::new(folder.path().to_owned()), demo::Size::Empty).await.unwrap();
            let mut known: Value = serde_json::to_value(&seeded).unwrap();
            let settings = Settings { data_dir: "here".into(), listen: "127.0.0.1:8123".to_owned(), ..Settings::default() };
            let told = page(&settings, &test.store, &known).await.unwrap();
            assert!(told.contains("http://127.0.0.1:8123") && told.contains("here/mail") && !told.contains('\u{1b}'), "{told}");
            let password = &seeded.users[0].password;
            assert_eq!(told.matches(password.as_str()).count(), 1, "everybody's is told once: {told}");
            let mut starts = Vec::new();
            for user in &seeded.users {
                let line =
                    told.lines().find(|line| line.ends_with(&user.email)).unwrap_or_else(|| panic!("{}: {told}", user.email));
                assert!(line.contains(user.role.code()), "{line}");
                assert_eq!(
                    line.contains("EUR") || line.contains("none"),
                    user.account.is_some(),
                    "limits are the customers': {line}"
                );
                starts.push(line.chars().count() - user.email.chars().count());
            }
            starts.dedup();
            assert_eq!(starts.len(), 1, "addresses stand below each other: {told}");
            let requester = seeded.users.iter().find(|user| user.role == Role::Requester).unwrap();
            let line = told.lines().find(|line| line.ends_with(&requester.email)).unwrap();
            assert!(line.contains("Marco Villa") && line.contains("Officine Rossi") && line.contains("1000.00 EUR"), "{line}");
            // With passwords of their own, each is told; who is gone is told without a name.
            known["users"][0]["password"] = json!("another");
            known["users"][1]["email"] = json!("gone@officine-rossi.example");
            let told = page(&settings, &test.store, &known).await.unwrap();
            assert!(told.contains("PASSWORD") && told.contains("another") && told.contains("gone@"), "{told}");
            let mailed = Settings { mail_url: Some("smtp://me:s3cret@mail.example".to_owned()), ..settings };
            let told = page(&mailed, &test.store, &known).await.unwrap();
            assert!(told.contains("mail.example") && !told.contains("s3cret"), "{told}");
        }
    }
}
