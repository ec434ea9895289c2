use kernel::{AccountId, Clock, Ctx, EventId, Fact, TenantId, Timestamp};
use sea_orm::{DbBackend, Value};

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
    assert!(complete_job(&store, &again[0]).await.unwrap());
    assert!(claim_jobs(&store, ctx.now.plus_seconds(10_000), 10).await.unwrap().is_empty());
}

async fn enqueue(store: &Store, ctx: &Ctx, kinds: &[&'static str]) {
    let mut tx = store.begin(ctx).await.unwrap();
    for kind in kinds {
        tx.enqueue(NewJob::new(kind, serde_json::json!({})));
    }
    tx.needs_no_audit();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_job_is_tried_for_half_a_day_with_at_most_an_hour_between() {
    let (store, ctx, _folder) = store().await;
    enqueue(&store, &ctx, &["test.mail", "test.mail", "test.other"]).await;
    let (mut now, mut longest, mut attempts) = (ctx.now, 0, 0);
    loop {
        let jobs = claim_jobs(&store, now, 10).await.unwrap();
        if jobs.is_empty() {
            break;
        }
        attempts += 1;
        for job in &jobs {
            assert!(fail_job(&store, job, now, "no answer").await.unwrap());
        }
        let page = kernel::PageRequest::new(None, None);
        let next = list_jobs(store.reader(), ctx.tenant, None, &page).await.unwrap().items[0].run_at;
        longest = longest.max(next.micros() - now.micros());
        now = next;
    }
    let hours = (now.micros() - ctx.now.micros()) / 3_600_000_000;
    assert!((12..=16).contains(&hours), "given up after {hours} hours and {attempts} attempts");
    assert_eq!(longest, 3_600_000_000);
    // The cause is gone: all of the kind go back to work, no others, and nobody else's.
    let later = Ctx { now, ..ctx.clone() };
    let stranger = Ctx::system(TenantId::new(now), now);
    assert_eq!(retry_jobs(store.writer(), &stranger, "test.mail").await.unwrap(), 0);
    assert_eq!(retry_jobs(store.writer(), &later, "test.mail").await.unwrap(), 2);
    assert_eq!(claim_jobs(&store, now, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_run_that_outlived_its_lease_has_no_say() {
    let (store, ctx, _folder) = store().await;
    enqueue(&store, &ctx, &["test.work"]).await;
    let slow = claim_jobs(&store, ctx.now, 10).await.unwrap().remove(0);
    let later = ctx.now.plus_seconds(LEASE_SECONDS + 1);
    let second = claim_jobs(&store, later, 10).await.unwrap().remove(0);
    assert!(!complete_job(&store, &slow).await.unwrap());
    assert!(!fail_job(&store, &slow, later, "too slow").await.unwrap());
    assert!(claim_jobs(&store, later, 10).await.unwrap().is_empty(), "still leased to the second");
    assert!(complete_job(&store, &second).await.unwrap());
    assert!(!fail_job(&store, &slow, later, "too slow").await.unwrap(), "done stays done");
}

#[tokio::test]
async fn a_repeated_key_is_refused_by_the_database() {
    let (store, ctx, _folder) = store().await;
    let answer = Remembered { digest: body_digest("POST", "/orders", b"{}"), status: 201, body: "{}".to_owned() };
    for attempt in 0..2 {
        let mut tx = store.begin(&ctx).await.unwrap();
        tx.needs_no_audit();
        remember(&mut tx, "key-1", &answer);
        let outcome = tx.commit().await;
        if attempt == 0 {
            outcome.unwrap();
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

#[tokio::test]
async fn a_large_table_comes_in_slices_each_row_once() {
    use sea_orm::ConnectionTrait;

    let (store, ctx, _folder) = store().await;
    let made = "CREATE TABLE parts (tenant BLOB NOT NULL, machine BLOB NOT NULL, position INTEGER, name TEXT)";
    store.writer().execute_unprepared(made).await.unwrap();
    let other = TenantId::new(ctx.now);
    let machines: Vec<uuid::Uuid> = (0..40).map(|_| EventId::new(ctx.now).uuid()).collect();
    let mut wanted = std::collections::BTreeMap::new();
    for (nth, machine) in machines.iter().enumerate() {
        // One machine has more parts than a slice; names may be null.
        let parts = if nth == 7 { 2_300 } else { 60 };
        wanted.insert(*machine, parts);
        let rows = (0..parts).map(|part| {
            let name = if part % 3 == 0 { None } else { Some(format!("part {part}")) };
            [ctx.tenant.uuid().into(), (*machine).into(), i64::from(part).into(), name.into()]
        });
        let stranger = [other.uuid().into(), (*machine).into(), 0_i64.into(), Some("not ours".to_owned()).into()];
        let insert = Sql::new(store.writer(), "INSERT INTO parts VALUES ").rows(rows.chain([stranger]));
        store.writer().execute_raw(insert.statement()).await.unwrap();
    }
    let slices = || Slices {
        table: "parts",
        key: "machine",
        only: vec![("tenant", ctx.tenant.uuid().into())],
        cells: &[Cell::Number("position"), Cell::Text("name")],
        rows: 250,
    };
    let read = async |mut texts: tokio::sync::mpsc::Receiver<Result<String, StoreError>>| {
        let (mut seen, mut count) = (std::collections::BTreeMap::new(), 0);
        while let Some(text) = texts.recv().await {
            count += 1;
            let text = text.unwrap();
            let mut here = std::collections::BTreeMap::new();
            for mut row in unpacked_rows(&text) {
                let (machine, position) = (row.id().unwrap(), row.number::<i32>().unwrap());
                let name = (position % 3 != 0).then(|| format!("part {position}"));
                assert_eq!(row.optional().unwrap(), name.as_deref());
                *here.entry(machine).or_insert(0) += 1;
            }
            for (machine, parts) in here {
                assert!(seen.insert(machine, parts).is_none(), "all rows of a key come in one slice");
            }
        }
        (seen, count)
    };
    let (all, count) = read(slices().read(store.reader())).await;
    assert_eq!(all, wanted);
    // Five machines make a slice, but the one that is larger than a slice may end one early, wherever its id falls.
    assert!((8..=9).contains(&count), "{count} slices");
    let (some, count) = read(slices().read_some(store.reader(), &machines[5..8]).await.unwrap()).await;
    assert_eq!((some.len(), count), (3, 1));
    assert_eq!(some.get(&machines[7]), Some(&2_300));
    let (none, count) = read(slices().read_some(store.reader(), &[]).await.unwrap()).await;
    assert!(none.is_empty() && count == 0);
}

#[tokio::test]
async fn what_is_put_off_is_written_with_the_commit_or_when_it_is_needed() {
    use sea_orm::ConnectionTrait;

    let (store, ctx, _folder) = store().await;
    store.writer().execute_unprepared("CREATE TABLE notes (name TEXT PRIMARY KEY, size INTEGER NOT NULL)").await.unwrap();
    let count = async |conn: &sea_orm::DatabaseTransaction| {
        let row = conn.query_one_raw(Sql::new(conn, "SELECT COUNT(*), SUM(size) FROM notes").statement()).await.unwrap().unwrap();
        (row.try_get_by_index::<i64>(0).unwrap(), row.try_get_by_index::<Option<i64>>(1).unwrap())
    };
    let note = |tx: &Tx, name: &str, size: i64| {
        Sql::new(tx.conn(), "INSERT INTO notes VALUES ").rows([[Value::from(name), Value::from(size)]])
    };
    let mut tx = store.begin(&ctx).await.unwrap();
    tx.needs_no_audit();
    for (name, size) in [("a", 1), ("b", 2)] {
        let statement = note(&tx, name, size);
        tx.later(statement);
    }
    assert_eq!(count(tx.conn()).await, (0, None));
    tx.settle().await.unwrap();
    assert_eq!(count(tx.conn()).await, (2, Some(3)), "each statement took its own values");
    let statement = note(&tx, "c", 4);
    tx.later(statement);
    tx.commit().await.unwrap();
    // One that is refused undoes the whole change, also what stood before it and what would have come after it.
    let mut tx = store.begin(&ctx).await.unwrap();
    tx.needs_no_audit();
    for name in ["d", "a", "e"] {
        let statement = note(&tx, name, 8);
        tx.later(statement);
    }
    assert!(matches!(tx.commit().await, Err(StoreError::Violated { .. })));
    let tx = store.begin(&ctx).await.unwrap();
    assert_eq!(count(tx.conn()).await, (3, Some(7)));
}

#[test]
fn statements_together_are_as_few_as_their_values_allow() {
    let part = |values: usize| {
        let values = (0..values).map(|value| Value::from(i64::try_from(value).unwrap()));
        Sql::on(DbBackend::Postgres, "INSERT INTO t VALUES (").list(values).text(")")
    };
    let texts = |parts: Vec<Sql>| -> Vec<String> { Sql::together(parts).into_iter().map(|sql| sql.statement().sql).collect() };
    assert!(texts(vec![]).is_empty());
    assert_eq!(texts(vec![part(2)]), ["INSERT INTO t VALUES ($1, $2)"]);
    assert_eq!(
        texts(vec![part(1), part(2)]),
        ["WITH part0 AS (INSERT INTO t VALUES ($1)), part1 AS (INSERT INTO t VALUES ($2, $3)) SELECT 1"]
    );
    assert_eq!(texts(vec![part(40_000), part(15_000), part(10_000), part(40_000)]).len(), 2);
}
