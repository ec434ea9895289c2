use kernel::{AccountId, Clock, Ctx, Fact, TenantId, Timestamp};

use crate::*;

async fn store() -> (Store, Ctx, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual(Timestamp::from_micros(1_750_000_000_000_000));
    let store = Store::open(&StoreSettings::embedded(folder.path()), clock.clone()).await.unwrap();
    store.migrate(migrations()).await.unwrap();
    let ctx = Ctx::system(TenantId::new(clock.now()), clock.now());
    (store, ctx, folder)
}

fn fact(subject: &str) -> Fact {
    Fact {
        kind: "fondaco.thing.changed.v1",
        subject: subject.to_owned(),
        account: None,
        data: serde_json::json!({"subject": subject}),
    }
}

#[tokio::test]
async fn a_change_without_an_audit_entry_does_not_commit() {
    let (store, ctx, _folder) = store().await;
    let mut tx = store.begin(&ctx).await.unwrap();
    tx.announce(fact("a"));
    assert!(matches!(tx.commit().await, Err(StoreError::Unaudited)));
    assert_eq!(horizon(&store).await.unwrap(), 0);
}

#[tokio::test]
async fn facts_keep_their_subjects_sequence() {
    let (store, ctx, _folder) = store().await;
    for _ in 0..2 {
        let mut tx = store.begin(&ctx).await.unwrap();
        for subject in ["a", "b", "a"] {
            tx.announce(fact(subject));
        }
        tx.audit(AuditEntry::new("test.change", "thing", "a"));
        tx.commit().await.unwrap();
    }
    let newest = horizon(&store).await.unwrap();
    let rows = read_feed(store.reader(), &FeedFilter::default(), 0, newest, 100).await.unwrap();
    let seen: Vec<(&str, i64)> = rows.iter().map(|row| (row.subject.as_str(), row.sequence)).collect();
    assert_eq!(seen, [("a", 1), ("b", 1), ("a", 2), ("a", 3), ("b", 2), ("a", 4)]);
    let one_tenant = FeedFilter { tenant: Some(TenantId::new(ctx.now)), ..FeedFilter::default() };
    assert!(read_feed(store.reader(), &one_tenant, 0, newest, 100).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_job_comes_back_until_it_is_done() {
    let (store, ctx, _folder) = store().await;
    let mut tx = store.begin(&ctx).await.unwrap();
    tx.enqueue(NewJob::new("test.work", serde_json::json!({"n": 1})).once("work-1"));
    tx.enqueue(NewJob::new("test.work", serde_json::json!({"n": 2})).once("work-1"));
    tx.needs_no_audit();
    tx.commit().await.unwrap();
    let first = claim_jobs(&store, ctx.now, 10).await.unwrap();
    assert_eq!(first.len(), 1, "one key, one job");
    assert!(claim_jobs(&store, ctx.now, 10).await.unwrap().is_empty(), "leased to the first worker");
    fail_job(&store, &first[0], ctx.now, "no answer").await.unwrap();
    assert!(claim_jobs(&store, ctx.now, 10).await.unwrap().is_empty(), "backing off");
    let again = claim_jobs(&store, ctx.now.plus_seconds(3), 10).await.unwrap();
    assert_eq!(again[0].attempts, 2);
    complete_job(&store, again[0].id).await.unwrap();
    assert!(claim_jobs(&store, ctx.now.plus_seconds(10_000), 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_repeated_key_is_refused_by_the_database() {
    let (store, ctx, _folder) = store().await;
    let answer = Remembered { digest: body_digest("POST", "/orders", b"{}"), status: 201, body: "{}".to_owned() };
    for attempt in 0..2 {
        let mut tx = store.begin(&ctx).await.unwrap();
        tx.needs_no_audit();
        let outcome = remember(&tx, "key-1", &answer).await;
        if attempt == 0 {
            outcome.unwrap();
            tx.commit().await.unwrap();
        } else {
            assert!(matches!(outcome, Err(StoreError::Violated { .. })));
        }
    }
    assert_eq!(recall(store.reader(), &ctx, "key-1").await.unwrap(), Some(answer));
}

#[tokio::test]
async fn the_audit_trail_is_kept_per_tenant_and_account() {
    let (store, ctx, _folder) = store().await;
    let account = AccountId::new(ctx.now);
    let mut tx = store.begin(&ctx).await.unwrap();
    tx.audit(AuditEntry::new("test.change", "thing", "a").of_account(account).with(serde_json::json!({"was": 1})));
    tx.audit(AuditEntry::new("test.change", "thing", "b"));
    tx.commit().await.unwrap();
    let page = kernel::PageRequest::new(None, None);
    let of_account = AuditFilter { account: Some(account), ..AuditFilter::default() };
    let own = list_audit(store.reader(), &ctx, &of_account, &page).await.unwrap();
    assert_eq!(own.items.len(), 1);
    assert_eq!(own.items[0].detail["was"], 1);
    let stranger = Ctx::system(TenantId::new(ctx.now), ctx.now);
    assert!(list_audit(store.reader(), &stranger, &AuditFilter::default(), &page).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn readers_cannot_write() {
    use sea_orm::ConnectionTrait;
    let (store, _ctx, _folder) = store().await;
    assert!(store.reader().execute_unprepared("DELETE FROM outbox").await.is_err());
}
