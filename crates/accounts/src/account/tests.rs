use kernel::{AccountId, Ctx, Currency, Denied, PageRequest};
use store::AuditFilter;

use super::model::{AccountState, may_hang_below};
use crate::testing::{World, centre, euros, site};
use crate::*;

fn rossi_details() -> AccountDetails {
    AccountDetails { group: None, ..AccountDetails::new("1001", "Officine Rossi", "IT", Currency::EUR) }
}

#[test]
fn details_are_cleaned_and_faults_named() {
    let cleaned = AccountDetails { vat_id: Some("it 0123 4567 890".to_owned()), parent: Some(" ".to_owned()), ..rossi_details() }
        .cleaned()
        .unwrap();
    assert_eq!((cleaned.vat_id.as_deref(), cleaned.parent, cleaned.market.as_str()), (Some("IT01234567890"), None, "it"));
    let usd = Currency::parse("USD").unwrap();
    for (details, field, code) in [
        (AccountDetails { number: "a b".to_owned(), ..rossi_details() }, "number", "not_a_code"),
        (AccountDetails { name: "\u{0}".to_owned(), ..rossi_details() }, "name", "control_characters"),
        (AccountDetails { country: "Italia".to_owned(), ..rossi_details() }, "country", "not_a_country"),
        (AccountDetails { payment_terms_days: 366, ..rossi_details() }, "payment_terms_days", "too_long"),
        (AccountDetails { order_limit: Some(euros("-1")), ..rossi_details() }, "order_limit", "negative"),
        (AccountDetails { order_limit: Some(euros("0.001")), ..rossi_details() }, "order_limit", "finer_than_coins"),
        (AccountDetails { order_limit: Some(kernel::Money::zero(usd)), ..rossi_details() }, "order_limit", "other_currency"),
    ] {
        let AccountsError::Invalid(faults) = details.cleaned().unwrap_err() else { panic!() };
        assert_eq!((faults[0].field.as_str(), faults[0].code), (field, code));
    }
}

#[test]
fn nobody_hangs_below_themselves() {
    let ids: Vec<AccountId> = (0..3).map(|n| AccountId::from_uuid(uuid::Uuid::from_u128(n))).collect();
    assert!(may_hang_below(ids[0], &ids[1..]));
    assert!(!may_hang_below(ids[1], &ids[1..]));
    assert!(!may_hang_below(ids[2], &ids[1..]));
}

#[test]
fn states_have_codes() {
    for state in AccountState::ALL {
        assert_eq!(AccountState::parse(state.code()), Some(state));
    }
}

#[tokio::test]
async fn an_account_is_created_changed_and_moved() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let ctx = world.ctx_of("boss@seller.example").await;
        let mut tx = test.store.begin(&ctx).await.unwrap();
        let group = AccountGroup { code: "oem".to_owned(), name: "OEM".to_owned() };
        create_group(&ctx, &mut tx, &group).await.unwrap();
        let wanted = AccountDetails {
            parent: Some("1001".to_owned()),
            group: Some("oem".to_owned()),
            ..AccountDetails::new("1001-B", "Rossi Bari", "IT", Currency::EUR)
        };
        let account = create_account(&ctx, &mut tx, &wanted).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(account.parent, Some(world.rossi.id), "{}", test.engine());

        let mut tx = test.store.begin(&ctx).await.unwrap();
        let circle = AccountDetails { parent: Some("1001-B".to_owned()), ..rossi_details() };
        let refused = update_account(&ctx, &mut tx, "1001", &circle, world.rossi.version).await.unwrap_err();
        assert!(matches!(refused, AccountsError::Invalid(faults) if faults[0].code == "circle"));
        let blocked = AccountDetails { state: AccountState::Blocked, ..rossi_details() };
        let changed = update_account(&ctx, &mut tx, "1001", &blocked, world.rossi.version).await.unwrap();
        assert_eq!(changed.state, AccountState::Blocked);
        let stale = update_account(&ctx, &mut tx, "1001", &blocked, world.rossi.version).await.unwrap_err();
        assert!(matches!(stale, AccountsError::VersionMoved));
        tx.commit().await.unwrap();

        let directory = Directory::new();
        directory.load(&test.store, test.tenant).await.unwrap();
        assert_eq!(directory.ancestors(test.tenant, account.id), [world.rossi.id]);
        assert_eq!(directory.by_number(test.tenant, "1001").unwrap().account.state, AccountState::Blocked);
        assert!(check(&test.store).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn numbers_and_codes_are_taken_once() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let ctx = world.ctx_of("boss@seller.example").await;
        let mut tx = test.store.begin(&ctx).await.unwrap();
        let taken = create_account(&ctx, &mut tx, &rossi_details()).await.unwrap_err();
        assert!(matches!(taken, AccountsError::Taken { field: "number" }), "{} {taken:?}", test.engine());
        drop(tx);
        let admin = world.ctx_of("admin@rossi.example").await;
        let mut tx = test.store.begin(&admin).await.unwrap();
        let taken = add_site(&admin, &mut tx, "1001", &site("BO", false)).await.unwrap_err();
        assert!(matches!(taken, AccountsError::Taken { field: "code" }), "{taken:?}");
        drop(tx);
        let mut tx = test.store.begin(&admin).await.unwrap();
        let taken = add_cost_centre(&admin, &mut tx, "1001", &centre("MAN")).await.unwrap_err();
        assert!(matches!(taken, AccountsError::Taken { field: "code" }), "{taken:?}");
    }
}

#[tokio::test]
async fn one_site_is_the_default_whatever_is_changed() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let admin = world.ctx_of("admin@rossi.example").await;
        let mut tx = test.store.begin(&admin).await.unwrap();
        let modena = update_site(&admin, &mut tx, ("1001", "MO"), &site("MO", true), 1).await.unwrap();
        assert!(modena.is_default);
        // The mark cannot be dropped, only given to another site.
        let still = update_site(&admin, &mut tx, ("1001", "MO"), &site("MO", false), modena.version).await.unwrap();
        assert!(still.is_default);
        add_site(&admin, &mut tx, "1001", &site("TO", true)).await.unwrap();
        tx.commit().await.unwrap();
        let card = account_card(&admin, test.store.reader(), world.rossi.id).await.unwrap();
        let sites: Vec<(&str, bool)> = card.sites.iter().map(|site| (site.code.as_str(), site.is_default)).collect();
        assert_eq!(sites, [("TO", true), ("BO", false), ("MO", false)], "{}", test.engine());
    }
}

#[tokio::test]
async fn cost_centres_are_retired_not_removed() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let admin = world.ctx_of("admin@rossi.example").await;
        let mut tx = test.store.begin(&admin).await.unwrap();
        let retired = CostCentreDetails { active: false, ..centre("MAN") };
        update_cost_centre(&admin, &mut tx, ("1001", "MAN"), &retired, 1).await.unwrap();
        let stale = update_cost_centre(&admin, &mut tx, ("1001", "MAN"), &retired, 1).await.unwrap_err();
        assert!(matches!(stale, AccountsError::VersionMoved));
        tx.commit().await.unwrap();
        let card = account_card(&admin, test.store.reader(), world.rossi.id).await.unwrap();
        let active: Vec<&str> = card.active_cost_centres().map(|centre| centre.code.as_str()).collect();
        assert_eq!(active, ["PRO"]);
        assert!(card.cost_centre("MAN").is_some());
    }
}

/// Nothing of account or tenant A is visible to B, and B cannot tell what is secret from what is not there.
#[tokio::test]
async fn accounts_are_secret_from_each_other() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let conn = test.store.reader();
        let page = PageRequest::new(None, None);
        let admin = world.ctx_of("admin@rossi.example").await;
        let seen = list_accounts(&admin, conn, &AccountFilter::default(), &page).await.unwrap();
        assert_eq!(seen.items.iter().map(|account| account.number.as_str()).collect::<Vec<_>>(), ["1001"]);
        for number in ["1002", "9999", "\u{0}"] {
            let refused = account_at(&admin, conn, number, kernel::Action::AccountRead).await.unwrap_err();
            assert!(matches!(refused, AccountsError::Denied(Denied::Secret)), "{number}");
            let refused = people_of(&admin, conn, number).await.unwrap_err();
            assert!(matches!(refused, AccountsError::Denied(Denied::Secret)), "{number}");
        }
        let mut tx = test.store.begin(&admin).await.unwrap();
        let refused = add_site(&admin, &mut tx, "1002", &site("X", false)).await.unwrap_err();
        assert!(matches!(refused, AccountsError::Denied(Denied::Secret)));
        let refused = create_account(&admin, &mut tx, &rossi_details()).await.unwrap_err();
        assert!(matches!(refused, AccountsError::Denied(Denied::Forbidden(_))));
        drop(tx);

        let requester = world.ctx_of("requester@rossi.example").await;
        let mut tx = test.store.begin(&requester).await.unwrap();
        let refused = add_site(&requester, &mut tx, "1001", &site("X", false)).await.unwrap_err();
        assert!(matches!(refused, AccountsError::Denied(Denied::Forbidden(_))));
        drop(tx);

        let rep = world.ctx_of("rep@seller.example").await;
        let seen = list_accounts(&rep, conn, &AccountFilter::default(), &page).await.unwrap();
        assert_eq!(seen.items.len(), 1, "a rep sees the accounts in charge");

        let stranger: Ctx = test.stranger();
        assert!(list_accounts(&stranger, conn, &AccountFilter::default(), &page).await.unwrap().items.is_empty());
        assert!(matches!(account_by_id(&stranger, conn, world.rossi.id).await, Err(AccountsError::NotFound(_))));
        assert!(person(conn, &stranger, world.person("admin@rossi.example").await.user).await.unwrap().is_none());
        let directory = Directory::new();
        directory.load(&test.store, stranger.tenant).await.unwrap();
        assert!(directory.card(stranger.tenant, world.rossi.id).is_none());
        assert!(directory.by_number(stranger.tenant, "1001").is_none());
    }
}

#[tokio::test]
async fn lists_are_searched_in_any_case_and_paged() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let boss = world.ctx_of("boss@seller.example").await;
        let conn = test.store.reader();
        for (query, count) in [("ROSSI", 1), ("officine", 2), ("1002", 1), ("%", 0), ("_", 0), ("\\", 0), ("\u{0}", 0), ("  ", 2)]
        {
            let filter = AccountFilter { query: Some(query.to_owned()), ..AccountFilter::default() };
            let found = list_accounts(&boss, conn, &filter, &PageRequest::new(None, None)).await.unwrap();
            assert_eq!(found.items.len(), count, "{query:?} on {}", test.engine());
        }
        let first = list_accounts(&boss, conn, &AccountFilter::default(), &PageRequest::new(Some(1), None)).await.unwrap();
        assert_eq!(first.next.as_deref(), Some("1001"));
        let second = list_accounts(&boss, conn, &AccountFilter::default(), &PageRequest::new(Some(1), first.next)).await.unwrap();
        assert_eq!((second.items[0].number.as_str(), second.next), ("1002", None));
        let mut tx = test.store.begin(&boss).await.unwrap();
        let details = AccountDetails::new("1003", "Fonderìe MÜLLER-Groß", "AT", Currency::EUR);
        create_account(&boss, &mut tx, &details).await.unwrap();
        tx.commit().await.unwrap();
        for query in ["fonderie", "FONDERÌE", "müller", "MULLER-GROSS", "groß", "1003"] {
            let filter = AccountFilter { query: Some(query.to_owned()), ..AccountFilter::default() };
            let found = list_accounts(&boss, conn, &filter, &PageRequest::new(None, None)).await.unwrap();
            assert_eq!(found.items.len(), 1, "{query:?} on {}", test.engine());
        }
    }
}

#[tokio::test]
async fn accounts_of_an_older_release_are_found_too() {
    use sea_orm::{ConnectionTrait, Statement, Value};
    let before = || vec![migrations().remove(0)];
    for test in testkit::stores(before).await {
        let insert = "INSERT INTO accounts (id, tenant_id, number, name, country, vat_id, market, currency, payment_terms_days, \
             state, version) VALUES ($1, $2, $3, 'Caffè Nero', 'IT', 'IT0123', 'it', 'EUR', 30, 'active', 1)";
        for number in 0..3 {
            let values: [Value; 3] =
                [AccountId::new(test.clock.now()).uuid().into(), test.tenant.uuid().into(), format!("N-{number}").into()];
            let statement = Statement::from_sql_and_values(test.store.driver(), insert, values);
            test.store.writer().execute_raw(statement).await.unwrap();
        }
        let all: Vec<store::Migration> = store::migrations().into_iter().chain(migrations()).collect();
        test.store.migrate(all).await.unwrap();
        for (query, count) in [("CAFFE", 3), ("n-2", 1), ("it0123", 3), ("latte", 0)] {
            let filter = AccountFilter { query: Some(query.to_owned()), ..AccountFilter::default() };
            let page = PageRequest::new(None, None);
            let found = list_accounts(&test.ctx(), test.store.reader(), &filter, &page).await.unwrap();
            assert_eq!(found.items.len(), count, "{query} on {}", test.engine());
        }
    }
}

#[tokio::test]
async fn the_directory_follows_the_feed() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let directory = Directory::new();
        directory.load(&test.store, test.tenant).await.unwrap();
        let from = store::horizon(&test.store).await.unwrap();
        let boss = world.ctx_of("boss@seller.example").await;
        let mut tx = test.store.begin(&boss).await.unwrap();
        let renamed = AccountDetails { number: "2001".to_owned(), ..rossi_details() };
        update_account(&boss, &mut tx, "1001", &renamed, world.rossi.version).await.unwrap();
        add_site(&boss, &mut tx, "2001", &site("TO", false)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(directory.by_number(test.tenant, "2001").is_none());
        let to = store::horizon(&test.store).await.unwrap();
        let rows = store::read_feed(test.store.reader(), &store::FeedFilter::default(), from, to, 100).await.unwrap();
        directory.apply(&test.store, &rows).await.unwrap();
        assert!(directory.by_number(test.tenant, "1001").is_none());
        let card = directory.by_number(test.tenant, "2001").unwrap();
        assert_eq!((card.account.name.as_str(), card.sites.len()), ("Officine Rossi", 3));
        assert!(card.site("TO").is_some_and(|site| !site.is_default));
        assert_eq!(card.default_site().map(|site| site.code.as_str()), Some("BO"));
        let numbers: Vec<String> = directory.accounts(test.tenant).iter().map(|card| card.account.number.clone()).collect();
        assert_eq!(numbers, ["1002", "2001"]);
    }
}

#[tokio::test]
async fn every_write_is_in_the_audit_trail_of_its_account() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        test.clock.advance_seconds(1);
        let admin = world.ctx_of("admin@rossi.example").await;
        let mut tx = test.store.begin(&admin).await.unwrap();
        add_cost_centre(&admin, &mut tx, "1001", &centre("QUA")).await.unwrap();
        tx.commit().await.unwrap();
        let page = PageRequest::new(None, None);
        let conn = test.store.reader();
        let own = read_audit(&admin, conn, &AuditAsk::default(), &page).await.unwrap();
        assert_eq!((own.items[0].action.as_str(), own.items[0].actor_name.as_str()), ("accounts.add_cost_centre", "admin"));
        let other = world.ctx_of("admin@bianchi.example").await;
        let theirs = read_audit(&other, conn, &AuditAsk::default(), &page).await.unwrap();
        assert!(theirs.items.iter().all(|row| row.account == Some(world.bianchi.id)));
        let named = AuditAsk { account: Some("1001".to_owned()), ..AuditAsk::default() };
        assert!(matches!(read_audit(&other, conn, &named, &page).await, Err(AccountsError::Denied(Denied::Secret))));
        let requester = world.ctx_of("requester@rossi.example").await;
        assert!(matches!(read_audit(&requester, conn, &named, &page).await, Err(AccountsError::Denied(Denied::Forbidden(_)))));
        let boss = world.ctx_of("boss@seller.example").await;
        let all = read_audit(&boss, conn, &AuditAsk::default(), &page).await.unwrap();
        assert!(all.items.len() > own.items.len());
        let everything = store::list_audit(conn, &test.stranger(), &AuditFilter::default(), &page).await.unwrap();
        assert!(everything.items.is_empty());
    }
}
