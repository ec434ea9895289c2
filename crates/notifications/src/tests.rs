use std::collections::BTreeMap;

use kernel::{AccountId, Clock, Ctx, Currency, Locale, Money, PageRequest, Quantity, TenantId, Timestamp, UserId};
use store::{Store, StoreSettings, claim_jobs};
use wire::{MailSettings, Mailer};

use crate::*;

fn clock() -> Clock {
    Clock::manual(Timestamp::from_micros(1_760_000_000_000_000))
}

fn letters() -> Letters {
    Letters::new("https://shop.example/", "Magazzino <ordini@example.com>", "Europe/Rome", clock()).unwrap()
}

fn notice(kind: NoticeKind) -> Notice {
    let text = |value: &str| Argument::Text(value.to_owned());
    Notice {
        kind,
        account: None,
        arguments: BTreeMap::from([
            ("order", text("FO-1042")),
            ("account", text("Officine Rossi")),
            ("total", Argument::Amount(Money::parse("1234.5", Currency::EUR).unwrap())),
            ("requester", text("Giulia Rossi")),
            ("approver", text("Marco Bianchi")),
            ("shipment", text("S-1")),
            ("tracking", text("BRT123")),
            ("seller", text("Magazzino")),
            ("inviter", text("Anna")),
            ("rep", text("Luca")),
        ]),
        link: "/orders/FO-1042".to_owned(),
        comment: Some("<b>va bene</b>".to_owned()),
        lines: vec![NoticeLine {
            sku: "6204-2RS".to_owned(),
            name: "Cuscinetto".to_owned(),
            quantity: Quantity::pieces(25),
            total: Some(Money::parse("112.5", Currency::EUR).unwrap()),
        }],
        once: "order-placed-FO-1042".to_owned(),
    }
}

fn recipient(locale: Locale) -> Recipient {
    let now = Timestamp::from_micros(1);
    Recipient {
        user: Some(UserId::new(now)),
        name: "Giulia \"G\" Rossi".to_owned(),
        email: "giulia@example.com".to_owned(),
        locale,
    }
}

#[test]
fn every_letter_is_written_in_every_language() {
    let letters = letters();
    for kind in NoticeKind::ALL {
        for locale in Locale::ALL {
            let written = letters.write(&notice(kind), &recipient(locale)).unwrap();
            for part in [&written.subject, &written.text, &written.html] {
                assert!(!part.contains('⟦') && !part.contains('{'), "{kind:?} {locale}: {part}");
            }
            assert!(written.html.contains("&lt;b&gt;va bene"), "a comment is quoted, never markup");
            assert!(written.text.contains("https://shop.example/orders/FO-1042"));
        }
    }
    let italian = letters.write(&notice(NoticeKind::OrderPlaced), &recipient(Locale::It)).unwrap();
    assert!(italian.text.contains("1.234,50"), "{}", italian.text);
    let english = letters.write(&notice(NoticeKind::OrderPlaced), &recipient(Locale::En)).unwrap();
    assert!(english.text.contains("1,234.50"), "{}", english.text);
}

async fn store_in(folder: &std::path::Path) -> (Store, Ctx) {
    let clock = clock();
    let store = Store::open(&StoreSettings::embedded(folder), clock.clone()).await.unwrap();
    store.migrate(store::migrations().into_iter().chain(migrations()).collect()).await.unwrap();
    (store, Ctx::system(TenantId::new(clock.now()), clock.now()))
}

#[tokio::test]
async fn a_person_is_told_once_and_the_letter_is_sent_once() {
    let folder = tempfile::tempdir().unwrap();
    let (store, ctx) = store_in(folder.path()).await;
    let letters = letters();
    let to = recipient(Locale::It);
    let user = to.user.unwrap();
    for _ in 0..2 {
        let mut tx = store.begin(&ctx).await.unwrap();
        notify(&mut tx, &letters, &notice(NoticeKind::OrderPlaced), std::slice::from_ref(&to)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let page = PageRequest::new(None, None);
    assert_eq!(inbox(store.reader(), &ctx, user, &page).await.unwrap().items.len(), 1);
    assert_eq!(unread_count(store.reader(), &ctx, user).await.unwrap(), 1);
    let jobs = claim_jobs(&store, ctx.now, 10).await.unwrap();
    assert_eq!(jobs.len(), 1);
    let mailer = Mailer::new(&MailSettings::Folder(folder.path().join("mail"))).await.unwrap();
    for _ in 0..2 {
        send_mail(&store, &mailer, &letters, &ctx, &jobs[0]).await.unwrap();
    }
    assert_eq!(std::fs::read_dir(folder.path().join("mail")).unwrap().count(), 1);
    let sent = mails(store.reader(), &ctx, Some("GIULIA@"), &page).await.unwrap();
    assert_eq!(sent.items[0].state, MailState::Sent);
    assert!(
        mails(store.reader(), &ctx, Some("%"), &page).await.unwrap().items.is_empty(),
        "a wildcard is a letter like any other"
    );
}

#[tokio::test]
async fn inboxes_are_private_to_person_and_tenant() {
    let folder = tempfile::tempdir().unwrap();
    let (store, ctx) = store_in(folder.path()).await;
    let to = recipient(Locale::En);
    let mut tx = store.begin(&ctx).await.unwrap();
    let mut of_account = notice(NoticeKind::ApprovalRequested);
    of_account.account = Some(AccountId::new(ctx.now));
    notify(&mut tx, &letters(), &of_account, std::slice::from_ref(&to)).await.unwrap();
    tx.commit().await.unwrap();
    let page = PageRequest::new(None, None);
    let (user, other) = (to.user.unwrap(), UserId::new(ctx.now));
    let entry = inbox(store.reader(), &ctx, user, &page).await.unwrap().items.remove(0);
    assert!(inbox(store.reader(), &ctx, other, &page).await.unwrap().items.is_empty());
    let stranger = Ctx::system(TenantId::new(ctx.now), ctx.now);
    assert!(inbox(store.reader(), &stranger, user, &page).await.unwrap().items.is_empty());
    assert!(mails(store.reader(), &stranger, None, &page).await.unwrap().items.is_empty());
    let mut tx = store.begin(&ctx).await.unwrap();
    assert!(!mark_read(&mut tx, other, entry.id).await.unwrap(), "not this person's");
    assert!(mark_read(&mut tx, user, entry.id).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(unread_count(store.reader(), &ctx, user).await.unwrap(), 0);
}
