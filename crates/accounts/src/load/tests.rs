use kernel::{Currency, Role};

use super::{AccountDraft, Report, write_accounts, write_colleagues, write_person};
use crate::testing::{PASSWORD, company, draft, euros, site};
use crate::*;

#[tokio::test]
async fn a_load_is_repeatable_and_brings_up_to_date() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        let drafts = || vec![company("1001", "rossi"), company("1002", "bianchi")];
        let first = write_accounts(&test.store, &ctx, drafts()).await.unwrap();
        assert_eq!(first, Report { created: 2, ..Report::default() }, "{}", test.engine());
        let facts = store::horizon(&test.store).await.unwrap();
        let second = write_accounts(&test.store, &ctx, drafts()).await.unwrap();
        assert_eq!(second, Report { unchanged: 2, ..Report::default() });
        assert_eq!(store::horizon(&test.store).await.unwrap(), facts, "nothing changed, nothing told");

        let mut changed = drafts();
        changed[0].details.name = "Officine Rossi S.p.A.".to_owned();
        changed[0].sites = vec![site("TO", true)];
        changed[0].people[0].order_limit = Some(euros("300"));
        let third = write_accounts(&test.store, &ctx, changed).await.unwrap();
        assert_eq!(third, Report { updated: 1, unchanged: 1, ..Report::default() });
        let directory = Directory::new();
        directory.load(&test.store, test.tenant).await.unwrap();
        let card = directory.by_number(test.tenant, "1001").unwrap();
        assert_eq!((card.account.name.as_str(), card.account.version), ("Officine Rossi S.p.A.", 2));
        let sites: Vec<(&str, bool)> = card.sites.iter().map(|site| (site.code.as_str(), site.is_default)).collect();
        assert_eq!(sites, [("TO", true), ("BO", false), ("MO", false)]);
        let people = people_of(&ctx, test.store.reader(), "1001").await.unwrap();
        let requester = people.iter().find(|person| person.role == Role::Requester).unwrap();
        assert_eq!((requester.order_limit, requester.version), (Some(euros("300")), 2));
        assert!(check(&test.store).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn parents_are_linked_in_whatever_order_they_come() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        let unit = |number: &str, parent: Option<&str>| {
            let details =
                AccountDetails { parent: parent.map(str::to_owned), ..AccountDetails::new(number, number, "DE", Currency::EUR) };
            AccountDraft::new(details)
        };
        let drafts =
            vec![unit("C", Some("B")), unit("B", Some("A")), unit("A", None), unit("X", Some("nowhere")), unit("Y", Some("Y"))];
        let report = write_accounts(&test.store, &ctx, drafts.clone()).await.unwrap();
        assert_eq!(report.created, 5);
        let refused: Vec<(&str, &str)> = report.rejected.iter().map(|r| (r.number.as_str(), r.faults[0].code)).collect();
        assert_eq!(refused, [("X", "unknown"), ("Y", "circle")]);
        let directory = Directory::new();
        directory.load(&test.store, test.tenant).await.unwrap();
        let id = |number: &str| directory.by_number(test.tenant, number).unwrap().account.id;
        assert_eq!(directory.ancestors(test.tenant, id("C")), [id("B"), id("A")]);
        let again = write_accounts(&test.store, &ctx, drafts).await.unwrap();
        assert_eq!((again.created, again.unchanged), (0, 5));
        assert!(check(&test.store).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_bad_draft_loses_nothing_else() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        let mut bad_site = company("2", "two");
        bad_site.sites[1].country = "?".to_owned();
        let mut sellers_role = company("3", "three");
        sellers_role.people[0].role = Role::Admin;
        let mut twice = company("4", "four");
        twice.people[1].email = "REQUESTER@four.example".to_owned();
        let mut elsewhere = company("5", "five");
        elsewhere.people[0].email = "requester@one.example".to_owned();
        let drafts =
            vec![company("1", "one"), bad_site, sellers_role, twice, company("1", "again"), elsewhere, company("6", "six")];
        let report = write_accounts(&test.store, &ctx, drafts).await.unwrap();
        assert_eq!(report.created, 2);
        let refused: Vec<(usize, &str, &str)> =
            report.rejected.iter().map(|r| (r.index, r.faults[0].field.as_str(), r.faults[0].code)).collect();
        let wanted = [
            (1, "sites[1].country", "not_a_country"),
            (2, "people[0].role", "not_here"),
            (3, "people", "repeated"),
            (4, "number", "repeated"),
            (5, "people", "repeated"),
        ];
        assert_eq!(refused, wanted);
        let mut taken = company("7", "seven");
        taken.people[0].email = "requester@one.example".to_owned();
        let report = write_accounts(&test.store, &ctx, vec![taken]).await.unwrap();
        assert_eq!(report.rejected[0].faults[0].code, "taken", "by somebody of account 1");
    }
}

#[tokio::test]
async fn loaded_people_sign_in_with_the_passwords_given() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        let mut rossi = company("1001", "rossi");
        rossi.people[0].password = Some(PASSWORD.to_owned());
        write_accounts(&test.store, &ctx, vec![rossi]).await.unwrap();
        let mut clerk = draft("clerk@seller.example", Role::Clerk);
        clerk.password = Some(PASSWORD.to_owned());
        let colleagues = write_colleagues(&test.store, &ctx, &[clerk.clone()]).await.unwrap();
        let again = write_colleagues(&test.store, &ctx, &[clerk]).await.unwrap();
        assert_eq!(colleagues[0].user, again[0].user);
        let anonymous = kernel::Ctx { actor: kernel::Actor::anonymous(), ..test.ctx() };
        for email in ["requester@rossi.example", "clerk@seller.example"] {
            login(&anonymous, &test.store, &passwords, email, PASSWORD).await.unwrap();
        }
        let without = login(&anonymous, &test.store, &passwords, "admin@rossi.example", PASSWORD).await;
        assert!(matches!(without, Err(AccountsError::BadCredentials)));
        assert!(write_colleagues(&test.store, &ctx, &[draft("x@seller.example", Role::Buyer)]).await.is_err());
    }
}

#[tokio::test]
async fn one_person_is_written_once() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        write_accounts(&test.store, &ctx, vec![company("1001", "rossi")]).await.unwrap();
        let buyer = draft("buyer@rossi.example", Role::Buyer);
        let written = write_person(&test.store, &ctx, Some("1001"), buyer.clone()).await.unwrap();
        assert_eq!((written.role, written.account.is_some()), (Role::Buyer, true));
        let again = write_person(&test.store, &ctx, Some("1001"), buyer.clone()).await.unwrap_err();
        assert!(matches!(again, AccountsError::Taken { field: "email" }));
        assert!(matches!(write_person(&test.store, &ctx, None, buyer).await, Err(AccountsError::Invalid(_))));
        let clerk = write_person(&test.store, &ctx, None, draft("clerk@seller.example", Role::Clerk)).await.unwrap();
        assert_eq!(clerk.account, None);
        let lost = write_person(&test.store, &ctx, Some("9"), draft("x@rossi.example", Role::Buyer)).await;
        assert!(matches!(lost, Err(AccountsError::NotFound(_))));
    }
}

#[tokio::test]
async fn groups_are_opened_as_they_come() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        let mut rossi = company("1001", "rossi");
        rossi.details.group = Some("oem".to_owned());
        write_accounts(&test.store, &ctx, vec![rossi]).await.unwrap();
        let groups = list_groups(&ctx, test.store.reader()).await.unwrap();
        assert_eq!(groups, [AccountGroup { code: "oem".to_owned(), name: "oem".to_owned() }]);
    }
}

#[tokio::test]
async fn a_load_spans_many_chunks() {
    for test in testkit::stores(migrations).await {
        let drafts = (0..1_203).map(|n| AccountDraft { people: Vec::new(), ..company(&format!("{n:05}"), "many") }).collect();
        let report = write_accounts(&test.store, &test.ctx(), drafts).await.unwrap();
        assert_eq!((report.created, report.rejected.len()), (1_203, 0));
        let directory = Directory::new();
        directory.load(&test.store, test.tenant).await.unwrap();
        assert_eq!(directory.accounts(test.tenant).len(), 1_203);
    }
}
