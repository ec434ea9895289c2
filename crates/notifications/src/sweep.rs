//! Secrets that are over go: a letter keeps the link that lets its reader in only as long as the link is good.

use kernel::{Ctx, TenantId};
use sea_orm::{ConnectionTrait, Statement, Value};
use store::{Store, StoreError};
use uuid::Uuid;

use crate::model::NoticeKind;
use crate::repo::WITHHELD;

/// Empties the letters, of every tenant, whose link is no longer good, those that could never be sent, too: nobody sends them
/// any more. A letter is written after its link: when the letter is as old as a link may get, the link is older. Returns how
/// many were emptied.
pub async fn sweep(store: &Store) -> Result<u64, StoreError> {
    let now = store.clock().now();
    let mut tx = store.begin(&Ctx::system(TenantId::from_uuid(Uuid::nil()), now)).await?;
    let mut emptied = 0;
    for kind in NoticeKind::ALL {
        let Some(purpose) = kind.lets_in() else { continue };
        let sql = "UPDATE mails SET text = $1, html = $1 WHERE kind = $2 AND created_at <= $3 AND text <> $1";
        let values: [Value; 3] = [WITHHELD.into(), kind.code().into(), now.plus_seconds(-purpose.seconds()).micros().into()];
        let done = tx.conn().execute_raw(Statement::from_sql_and_values(tx.conn().get_database_backend(), sql, values)).await?;
        emptied += done.rows_affected();
    }
    tx.needs_no_audit();
    tx.commit().await?;
    Ok(emptied)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kernel::{Locale, PageRequest, TenantId};
    use store::claim_jobs;
    use testkit::TestStore;
    use wire::{MailSettings, Mailer};

    use crate::repo::{WITHHELD, written};
    use crate::*;

    const KINDS: [NoticeKind; 3] = [NoticeKind::Invitation, NoticeKind::PasswordReset, NoticeKind::ActedFor];

    /// A letter of each kind, sent into a folder.
    async fn sent(test: &TestStore, folder: &std::path::Path) -> Vec<uuid::Uuid> {
        let (ctx, page) = (test.ctx(), PageRequest::new(None, None));
        let letters =
            Letters::new("https://shop.example/", "Shop <shop@example.com>", "Europe/Rome", test.clock.clone()).unwrap();
        let to = [Recipient { user: None, name: "G".to_owned(), email: "g@example.com".to_owned(), locale: Locale::En }];
        let mut tx = test.store.begin(&ctx).await.unwrap();
        for kind in KINDS {
            let link = "/reset?token=s3cret".to_owned();
            let text = |text: &str| Argument::Text(text.to_owned());
            let arguments = ["seller", "inviter", "rep", "account"].map(|name| (name, text("X")));
            let (arguments, once) = (BTreeMap::from(arguments), kind.code().to_owned());
            let notice = Notice { kind, account: None, arguments, link, comment: None, lines: Vec::new(), once };
            notify(&mut tx, &letters, &notice, &to).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mailer = Mailer::new(&MailSettings::Folder(folder.to_owned())).await.unwrap();
        for job in claim_jobs(&test.store, ctx.now, 50).await.unwrap() {
            send_mail(&test.store, &mailer, &letters, &ctx, &job).await.unwrap();
        }
        mails(test.store.reader(), &ctx, &MailFilter::default(), &page).await.unwrap().items.iter().map(|mail| mail.id).collect()
    }

    #[tokio::test]
    async fn letters_with_a_link_are_kept_as_long_as_the_link_is_good() {
        for test in testkit::stores(migrations).await {
            let folder = tempfile::tempdir().unwrap();
            let ids = sent(&test, folder.path()).await;
            assert_eq!(ids.len(), KINDS.len());
            let (hour, week) = (3_600, 7 * 24 * 3_600);
            // The reset's link is good for an hour, the invitation's for a week.
            for (after, over) in
                [(0, &KINDS[..0]), (hour - 1, &[]), (1, &KINDS[1..2]), (week - hour - 1, &KINDS[1..2]), (1, &KINDS[..2])]
            {
                test.clock.advance_seconds(after);
                let ctx = test.ctx();
                // Shown so as soon as it is so, whether or not somebody swept.
                for when in ["before", "after"] {
                    for id in &ids {
                        let shown = mail(test.store.reader(), &ctx, *id).await.unwrap().unwrap();
                        let is_over = over.iter().any(|kind| kind.code() == shown.kind);
                        let wanted = if is_over { MailState::Expired } else { MailState::Sent };
                        assert_eq!((shown.state, shown.text == WITHHELD), (wanted, is_over), "{} {when}", shown.kind);
                        if when == "after" {
                            let kept = written(test.store.reader(), &ctx, *id).await.unwrap().unwrap();
                            assert_eq!((kept.text == WITHHELD, kept.html == WITHHELD), (is_over, is_over), "{}", kept.kind);
                            assert_eq!(kept.state, MailState::Sent);
                        }
                    }
                    super::sweep(&test.store).await.unwrap();
                }
                assert_eq!(super::sweep(&test.store).await.unwrap(), 0, "once is enough");
            }
        }
    }

    #[tokio::test]
    async fn a_letter_that_could_not_be_sent_in_time_is_emptied_and_sent_no_more() {
        for test in testkit::stores(migrations).await {
            let folder = tempfile::tempdir().unwrap();
            let ctx = kernel::Ctx::system(TenantId::new(test.clock.now()), test.clock.now());
            let letters =
                Letters::new("https://shop.example/", "Shop <shop@example.com>", "Europe/Rome", test.clock.clone()).unwrap();
            let to = [Recipient { user: None, name: "G".to_owned(), email: "g@example.com".to_owned(), locale: Locale::It }];
            let arguments = BTreeMap::from([("seller", Argument::Text("X".to_owned()))]);
            let (kind, link, once) = (NoticeKind::PasswordReset, "/reset?token=s3cret".to_owned(), "reset".to_owned());
            let notice = Notice { kind, account: None, arguments, link, comment: None, lines: Vec::new(), once };
            let mut tx = test.store.begin(&ctx).await.unwrap();
            notify(&mut tx, &letters, &notice, &to).await.unwrap();
            tx.commit().await.unwrap();
            test.clock.advance_seconds(3_599);
            assert_eq!(super::sweep(&test.store).await.unwrap(), 0, "its link is good");
            test.clock.advance_seconds(1);
            let ctx = kernel::Ctx { now: test.clock.now(), ..ctx };
            let found = async |state: MailState| {
                let filter = MailFilter { state: Some(state), ..MailFilter::default() };
                mails(test.store.reader(), &ctx, &filter, &PageRequest::new(None, None)).await.unwrap().items.len()
            };
            let counts = [found(MailState::Queued).await, found(MailState::Sent).await, found(MailState::Expired).await];
            assert_eq!(counts, [0, 0, 1], "{}", test.engine());
            assert_eq!(super::sweep(&test.store).await.unwrap(), 1);
            let mailer = Mailer::new(&MailSettings::Folder(folder.path().to_owned())).await.unwrap();
            for job in claim_jobs(&test.store, ctx.now, 50).await.unwrap() {
                send_mail(&test.store, &mailer, &letters, &ctx, &job).await.unwrap();
                assert!(store::complete_job(&test.store, &job).await.unwrap());
            }
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a link that is over helps nobody");
            assert!(crate::check(&test.store).await.unwrap().is_empty(), "nobody waits for it on {}", test.engine());
        }
    }

    #[tokio::test]
    async fn what_was_sent_and_what_is_over_are_two_lists() {
        for test in testkit::stores(migrations).await {
            let folder = tempfile::tempdir().unwrap();
            sent(&test, folder.path()).await;
            test.clock.advance_seconds(3_600);
            let ctx = test.ctx();
            for (state, kinds) in [
                (MailState::Sent, vec![NoticeKind::ActedFor, NoticeKind::Invitation]),
                (MailState::Expired, vec![NoticeKind::PasswordReset]),
                (MailState::Queued, vec![]),
            ] {
                let filter = MailFilter { state: Some(state), ..MailFilter::default() };
                let found = mails(test.store.reader(), &ctx, &filter, &PageRequest::new(None, None)).await.unwrap().items;
                let mut found: Vec<&str> = found.iter().map(|mail| mail.kind.as_str()).collect();
                found.sort_unstable();
                let mut wanted: Vec<&str> = kinds.into_iter().map(NoticeKind::code).collect();
                wanted.sort_unstable();
                assert_eq!(found, wanted, "{state:?} on {}", test.engine());
            }
        }
    }
}
