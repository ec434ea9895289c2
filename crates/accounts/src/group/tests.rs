use kernel::{Denied, PageRequest};
use store::AuditFilter;

use super::model::may_join;
use crate::testing::World;
use crate::*;

#[test]
fn an_account_changes_groups_only_when_that_is_said() {
    for (now, moving, code) in [
        (None, false, None),
        (None, true, None),
        (Some("oem"), false, Some("already_in_group")),
        (Some("oem"), true, Some("already_in_group")),
        (Some("mro"), false, Some("in_another_group")),
        (Some("mro"), true, None),
    ] {
        let fault = match may_join(now, "oem", moving) {
            Ok(()) => None,
            Err(AccountsError::Invalid(faults)) => Some(faults[0].code),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(fault, code, "{now:?} {moving}");
    }
}

#[tokio::test]
async fn a_group_is_opened_renamed_filled_and_emptied() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let ctx = world.ctx_of("boss@seller.example").await;
        let mut tx = test.store.begin(&ctx).await.unwrap();
        for (code, name) in [("oem", "Costruttori"), ("mro", "Manutenzione è"), ("gdo", "Grossisti")] {
            create_group(&ctx, &mut tx, &AccountGroup { code: code.to_owned(), name: name.to_owned() }).await.unwrap();
        }
        rename_group(&ctx, &mut tx, "oem", "Costruttori di macchine", 1).await.unwrap();
        let stale = rename_group(&ctx, &mut tx, "oem", "Altro", 1).await.unwrap_err();
        assert!(matches!(stale, AccountsError::VersionMoved));
        let rossi = join_group(&ctx, &mut tx, "oem", " 1001 ", false).await.unwrap();
        join_group(&ctx, &mut tx, "oem", "1002", false).await.unwrap();
        let elsewhere = join_group(&ctx, &mut tx, "mro", "1002", false).await.unwrap_err();
        assert!(matches!(elsewhere, AccountsError::Invalid(faults) if faults[0].code == "in_another_group"));
        join_group(&ctx, &mut tx, "mro", "1002", true).await.unwrap();
        tx.commit().await.unwrap();

        let conn = test.store.reader();
        let first = page_of_groups(&ctx, conn, "", &PageRequest::new(Some(2), None)).await.unwrap();
        let shown: Vec<_> = first.items.iter().map(|group| (group.code.as_str(), group.members)).collect();
        assert_eq!((shown, first.next.as_deref()), (vec![("gdo", 0), ("mro", 1)], Some("mro")), "{}", test.engine());
        let rest = page_of_groups(&ctx, conn, "", &PageRequest::new(Some(2), first.next)).await.unwrap();
        assert_eq!((rest.items.len(), rest.items[0].version, rest.items[0].name.as_str()), (1, 2, "Costruttori di macchine"));
        let found = page_of_groups(&ctx, conn, "MANUTENZIONE E", &PageRequest::new(None, None)).await.unwrap();
        assert_eq!(found.items.len(), 1);

        let mut tx = test.store.begin(&ctx).await.unwrap();
        let moved_on = leave_group(&ctx, &mut tx, "oem", "1001", rossi.version - 1).await.unwrap_err();
        assert!(matches!(moved_on, AccountsError::VersionMoved));
        let gone = leave_group(&ctx, &mut tx, "oem", "1002", 1).await.unwrap_err();
        assert!(matches!(gone, AccountsError::VersionMoved));
        let left = leave_group(&ctx, &mut tx, "oem", "1001", rossi.version).await.unwrap();
        assert_eq!((left.group, left.version), (None, rossi.version + 1));
        tx.commit().await.unwrap();
        assert_eq!(group_by_code(&ctx, conn, "oem").await.unwrap().members, 0);

        let filter = AuditFilter { object_kind: Some("account_group".to_owned()), ..AuditFilter::default() };
        let entries = store::list_audit(conn, &ctx, &filter, &PageRequest::new(None, None)).await.unwrap().items;
        assert_eq!(entries.iter().filter(|entry| entry.account == Some(rossi.id)).count(), 2, "in and out");
    }
}

#[tokio::test]
async fn groups_are_the_sellers_affair() {
    let test = testkit::stores(migrations).await.remove(0);
    let world = World::new(&test).await;
    let boss = world.ctx_of("boss@seller.example").await;
    let mut tx = test.store.begin(&boss).await.unwrap();
    create_group(&boss, &mut tx, &AccountGroup { code: "oem".to_owned(), name: "OEM".to_owned() }).await.unwrap();
    tx.commit().await.unwrap();
    let rep = world.ctx_of("rep@seller.example").await;
    assert!(page_of_groups(&rep, test.store.reader(), "", &PageRequest::new(None, None)).await.is_err());
    assert!(groups_in_reach(&rep, test.store.reader()).await.unwrap().is_empty(), "none of theirs is in it");
    assert_eq!(groups_in_reach(&boss, test.store.reader()).await.unwrap().len(), 1);
    let mut tx = test.store.begin(&rep).await.unwrap();
    let denied = [
        rename_group(&rep, &mut tx, "oem", "Mine", 1).await.map(|_| ()),
        join_group(&rep, &mut tx, "oem", "1001", false).await.map(|_| ()),
        leave_group(&rep, &mut tx, "oem", "1001", 1).await.map(|_| ()),
    ];
    drop(tx);
    for outcome in denied {
        assert!(matches!(outcome, Err(AccountsError::Denied(Denied::Forbidden(_)))), "{outcome:?}");
    }
    // A group that an account in charge is in is no secret to them.
    let mut tx = test.store.begin(&boss).await.unwrap();
    join_group(&boss, &mut tx, "oem", "1001", false).await.unwrap();
    tx.commit().await.unwrap();
    let codes: Vec<String> =
        groups_in_reach(&rep, test.store.reader()).await.unwrap().into_iter().map(|group| group.code).collect();
    assert_eq!(codes, ["oem"]);
}
