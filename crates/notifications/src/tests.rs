use std::collections::BTreeMap;

use kernel::{
    AccountId, ActorKind, Clock, Ctx, Currency, Locale, Money, PageRequest, Quantity, Role, TenantId, Timestamp, UserId,
};
use store::{Store, StoreSettings, claim_jobs};
use wire::{MailSettings, Mailer};

use crate::*;

fn clock() -> Clock {
    Clock::manual(Timestamp::from_micros(1_760_000_000_000_000))
}

fn holding(text: &str) -> MailFilter {
    MailFilter { text: Some(text.to_owned()), ..MailFilter::default() }
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
            ("account", text("Officine Rossi S.r.l.")),
            ("total", Argument::Amount(Money::parse("1234.5", Currency::EUR).unwrap())),
            ("requester", text("Giulia Rossi")),
            ("approver", text("Marco Bianchi")),
            ("shipment", text("S-1")),
            ("tracking", text("BRT123")),
            ("seller", text("Magazzino S.p.A.")),
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
            rest: Some(Quantity::pieces(15)),
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
                assert!(!part.contains(".."), "a company's name ends no sentence: {kind:?} {locale}: {part}");
                assert!(locale == Locale::It || !part.contains('«'), "{kind:?} {locale}: {part}");
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
    let sent = mails(store.reader(), &ctx, &holding("GIULIA@"), &page).await.unwrap();
    assert_eq!(sent.items[0].state, MailState::Sent);
    let narrowed = async |state, kind| {
        let filter = MailFilter { state, kind, ..MailFilter::default() };
        mails(store.reader(), &ctx, &filter, &page).await.unwrap().items.len()
    };
    for (state, kind, found) in [
        (Some(MailState::Sent), None, 1),
        (Some(MailState::Queued), None, 0),
        (None, Some(NoticeKind::OrderPlaced), 1),
        (None, Some(NoticeKind::Invitation), 0),
        (Some(MailState::Sent), Some(NoticeKind::OrderPlaced), 1),
    ] {
        assert_eq!(narrowed(state, kind).await, found, "{state:?} {kind:?}");
    }
    assert!(
        mails(store.reader(), &ctx, &holding("%"), &page).await.unwrap().items.is_empty(),
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
    assert!(mails(store.reader(), &stranger, &MailFilter::default(), &page).await.unwrap().items.is_empty());
    let mut tx = store.begin(&ctx).await.unwrap();
    assert!(!mark_read(&mut tx, other, entry.id).await.unwrap(), "not this person's");
    assert!(mark_read(&mut tx, user, entry.id).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(unread_count(store.reader(), &ctx, user).await.unwrap(), 0);
}

#[tokio::test]
async fn a_letter_that_lets_its_reader_in_is_withheld_from_clerks() {
    let folder = tempfile::tempdir().unwrap();
    let (store, ctx) = store_in(folder.path()).await;
    for kind in NoticeKind::ALL {
        let mut tx = store.begin(&ctx).await.unwrap();
        let told = Notice { once: kind.code().to_owned(), ..notice(kind) };
        notify(&mut tx, &letters(), &told, std::slice::from_ref(&recipient(Locale::En))).await.unwrap();
        tx.commit().await.unwrap();
    }
    for (role, sees_all) in [(Role::Clerk, false), (Role::SalesRep, false), (Role::Admin, true)] {
        let mut reader = ctx.clone();
        reader.actor.kind = ActorKind::Person(UserId::new(ctx.now));
        reader.actor.actions = role.actions();
        let list = mails(store.reader(), &reader, &MailFilter::default(), &PageRequest::new(Some(50), None)).await.unwrap();
        assert_eq!(list.items.len(), NoticeKind::ALL.len());
        for listed in list.items {
            let one = mail(store.reader(), &reader, listed.id).await.unwrap().unwrap();
            let wanted = sees_all || !NoticeKind::parse(&one.kind).unwrap().is_secret();
            for text in [&listed.text, &listed.html, &one.text, &one.html] {
                assert_eq!(text.contains("FO-1042"), wanted, "{role:?} {}: {text}", one.kind);
            }
        }
    }
    // The one who sends it has it all.
    let mailer = Mailer::new(&MailSettings::Folder(folder.path().join("mail"))).await.unwrap();
    for job in claim_jobs(&store, ctx.now, 50).await.unwrap() {
        send_mail(&store, &mailer, &letters(), &ctx, &job).await.unwrap();
    }
    let sent = std::fs::read_dir(folder.path().join("mail")).unwrap();
    for file in sent {
        let letter = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(letter.contains("FO-1042"), "{letter}");
    }
}

#[tokio::test]
async fn letters_are_found_whatever_the_case_and_the_accents() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        let mut about = notice(NoticeKind::OrderPlaced);
        about.arguments.insert("order", Argument::Text("FÒ-ÇELİK".to_owned()));
        let mut tx = test.store.begin(&ctx).await.unwrap();
        notify(&mut tx, &letters(), &about, std::slice::from_ref(&recipient(Locale::It))).await.unwrap();
        tx.commit().await.unwrap();
        let page = PageRequest::new(None, None);
        let found = async |text: &str| mails(test.store.reader(), &ctx, &holding(text), &page).await.unwrap().items.len();
        for text in ["fo-celik", "FÒ-çelik", " GIULIA@ "] {
            assert_eq!(found(text).await, 1, "{} {text}", test.engine());
        }
        for text in ["%", "_", "nobody"] {
            assert_eq!(found(text).await, 0, "{} {text}", test.engine());
        }
        use sea_orm::ConnectionTrait;
        test.store.writer().execute_unprepared("UPDATE mails SET search_text = ''").await.unwrap();
        assert_eq!(found("giulia").await, 0);
        crate::schema::fill(test.store.writer()).await.unwrap();
        assert_eq!(found("giulia").await, 1, "an older release's letters get their texts");
    }
}
