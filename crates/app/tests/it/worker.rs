//! The worker when things go wrong: a fact that cannot be reacted to, letters that nothing sends, a worker that is too slow.

use std::collections::BTreeMap;

use app::house::{House, migrations};
use app::reactor::{CONSUMER, FACT_JOB};
use app::settings::Settings;
use app::worker;
use kernel::{Fact, Locale, PageRequest};
use notifications::{MAIL_JOB, Notice, NoticeKind, Recipient, notify};
use store::{AuditEntry, Job, JobState, NewJob, claim_jobs, complete_job, fail_job, list_jobs, retry_jobs};
use testkit::{TestStore, stores};

/// A house without a company in it.
struct Bare {
    house: House,
    store: TestStore,
    _folder: tempfile::TempDir,
}

async fn bare() -> Vec<Bare> {
    let mut all = Vec::new();
    for store in stores(migrations).await {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { data_dir: folder.path().to_owned(), ..Settings::default() };
        let house = House::build(settings, store.store.clone()).await.unwrap();
        all.push(Bare { house, store, _folder: folder });
    }
    all
}

impl Bare {
    async fn announce(&self, facts: &[(&'static str, &str)]) {
        let mut tx = self.store.store.begin(&self.store.ctx()).await.unwrap();
        for (kind, subject) in facts {
            tx.announce(Fact { kind, subject: (*subject).to_owned(), account: None, data: serde_json::json!({}) });
        }
        tx.audit(AuditEntry::new("test.change", "thing", "a"));
        tx.commit().await.unwrap();
    }

    async fn jobs(&self) -> Vec<Job> {
        let page = PageRequest::new(None, None);
        list_jobs(self.store.store.reader(), self.store.tenant, None, &page).await.unwrap().items
    }

    async fn broken(&self) -> Vec<String> {
        let store = &self.store.store;
        let mut broken = notifications::check(store).await.unwrap();
        broken.extend(store::check(store, &[CONSUMER]).await.unwrap());
        broken
    }
}

#[tokio::test]
async fn a_fact_that_cannot_be_reacted_to_holds_back_no_other() {
    for bare in bare().await {
        // The middle one names no approval that could exist; the others have nothing to tell.
        let asked = approvals::events::REQUESTED;
        let nobody = uuid::Uuid::nil().to_string();
        bare.announce(&[(asked, &nobody), (asked, "not an id"), (asked, &nobody)]).await;
        worker::turn(&bare.house).await.unwrap();
        let jobs = bare.jobs().await;
        assert_eq!(jobs.len(), 1, "{}", bare.store.engine());
        assert_eq!((jobs[0].kind.as_str(), jobs[0].state, jobs[0].attempts), (FACT_JOB, JobState::Waiting, 1));
        assert_eq!(jobs[0].payload["subject"], "not an id");
        assert!(jobs[0].last_error.is_some(), "the office sees what is wrong");
        bare.announce(&[(asked, &nobody)]).await;
        assert_eq!(worker::turn(&bare.house).await.unwrap(), 1, "later facts go on");
        assert_eq!(worker::turn(&bare.house).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn the_check_tells_of_facts_that_nobody_reacts_to() {
    for bare in bare().await {
        bare.announce(&[("fondaco.thing.changed.v1", "a")]).await;
        assert_eq!(bare.broken().await, Vec::<String>::new(), "a worker may be about to");
        bare.store.clock.advance_seconds(601);
        let broken = bare.broken().await;
        assert!(broken.len() == 1 && broken[0].contains("1 facts wait"), "{}: {broken:?}", bare.store.engine());
        worker::turn(&bare.house).await.unwrap();
        assert_eq!(bare.broken().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn the_check_tells_of_letters_that_nothing_sends() {
    for bare in bare().await {
        let notice = Notice {
            kind: NoticeKind::Invitation,
            account: None,
            arguments: BTreeMap::new(),
            link: "/invitation?token=x".to_owned(),
            comment: None,
            lines: Vec::new(),
            once: "1".to_owned(),
        };
        let to = Recipient { user: None, name: "Giulia".to_owned(), email: "giulia@example.com".to_owned(), locale: Locale::It };
        let store = &bare.store.store;
        let mut tx = store.begin(&bare.store.ctx()).await.unwrap();
        notify(&mut tx, &bare.house.letters, &notice, &[to]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(bare.broken().await, Vec::<String>::new(), "its job waits");
        let job = claim_jobs(store, bare.store.clock.now(), 10).await.unwrap().remove(0);
        assert_eq!(job.kind, MAIL_JOB);
        assert!(complete_job(store, &job).await.unwrap());
        let broken = bare.broken().await;
        assert!(broken.len() == 1 && broken[0].contains("no job is there"), "{}: {broken:?}", bare.store.engine());
    }
}

#[tokio::test]
async fn jobs_belong_to_their_latest_run_and_go_back_to_work_together() {
    for bare in bare().await {
        let store = &bare.store.store;
        let ctx = bare.store.ctx();
        let mut tx = store.begin(&ctx).await.unwrap();
        tx.enqueue(NewJob::new("test.work", serde_json::json!({})));
        tx.needs_no_audit();
        tx.commit().await.unwrap();
        let slow = claim_jobs(store, ctx.now, 10).await.unwrap().remove(0);
        let later = ctx.now.plus_seconds(store::LEASE_SECONDS + 1);
        let mut run = claim_jobs(store, later, 10).await.unwrap().remove(0);
        assert!(!complete_job(store, &slow).await.unwrap(), "{}", bare.store.engine());
        assert!(!fail_job(store, &slow, later, "too slow").await.unwrap());
        let mut now = later;
        while bare.jobs().await[0].state == JobState::Waiting {
            assert!(fail_job(store, &run, now, "no answer").await.unwrap());
            now = now.plus_seconds(3600);
            run = claim_jobs(store, now, 10).await.unwrap().pop().unwrap_or(run);
        }
        assert_eq!(retry_jobs(store.writer(), &bare.store.stranger(), "test.work").await.unwrap(), 0);
        assert_eq!(retry_jobs(store.writer(), &ctx, "test.work").await.unwrap(), 1);
        assert_eq!(bare.jobs().await[0].state, JobState::Waiting);
    }
}
