use kernel::{ActingFor, Denied, SessionId, Timestamp};
use web::Authenticator;

use super::model::{ABSOLUTE_SECONDS, Attempts, IDLE_SECONDS, ends_at};
use crate::testing::{PASSWORD, World, euros};
use crate::*;

const START: Timestamp = testkit::START;

#[test]
fn lock_outs_double_and_end() {
    let mut attempts = Attempts::none();
    let wanted = [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600];
    for (nth, seconds) in wanted.into_iter().enumerate() {
        attempts = attempts.failed(START);
        let locked = attempts.locked_for(START).unwrap_or(0);
        assert_eq!(locked, seconds, "failure {}", nth + 1);
        assert_eq!(attempts.locked_for(START.plus_seconds(seconds)), None);
    }
    let much_later = START.plus_seconds(25 * 3600);
    assert_eq!(attempts.failed(much_later).failures, 1, "yesterday's failures are forgotten");
    let almost = Timestamp::from_micros(attempts.locked_until.micros() - 1);
    assert_eq!(attempts.locked_for(almost), Some(1), "never 0 s while locked");
    let most = Attempts { failures: u32::MAX, ..attempts };
    assert_eq!(most.failed(START).locked_for(START), Some(3600));
}

#[test]
fn sessions_end_by_rest_or_by_age() {
    let expires = START.plus_seconds(ABSOLUTE_SECONDS);
    assert_eq!(ends_at(START, expires), START.plus_seconds(IDLE_SECONDS));
    assert_eq!(ends_at(expires.plus_seconds(-60), expires), expires);
}

async fn fail(world: &World<'_>, passwords: &Passwords, email: &str) -> AccountsError {
    login(&world.anonymous(), &world.test.store, passwords, email, "wrong wrong wrong").await.unwrap_err()
}

#[tokio::test]
async fn five_failures_lock_an_address_whether_it_exists_or_not() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        world.give_password(&passwords, "requester@rossi.example").await;
        for email in ["requester@rossi.example", "nobody@nowhere.example"] {
            for _ in 0..5 {
                assert!(matches!(fail(&world, &passwords, email).await, AccountsError::BadCredentials));
            }
            assert!(matches!(fail(&world, &passwords, email).await, AccountsError::LockedOut { seconds: 30 }), "{email}");
        }
        let right = login(&world.anonymous(), &test.store, &passwords, "Requester@rossi.example", PASSWORD).await;
        assert!(matches!(right, Err(AccountsError::LockedOut { .. })), "also with the right password");
        test.clock.advance_seconds(30);
        assert!(matches!(fail(&world, &passwords, "requester@rossi.example").await, AccountsError::BadCredentials));
        assert!(matches!(fail(&world, &passwords, "requester@rossi.example").await, AccountsError::LockedOut { seconds: 60 }));
        test.clock.advance_seconds(60);
        login(&world.anonymous(), &test.store, &passwords, "requester@rossi.example", PASSWORD).await.unwrap();
        assert!(matches!(fail(&world, &passwords, "requester@rossi.example").await, AccountsError::BadCredentials));
        let still = login(&world.anonymous(), &test.store, &passwords, "requester@rossi.example", PASSWORD).await;
        assert!(still.is_ok(), "signing in forgives");
        let failures = read_audit(
            &test.ctx(),
            test.store.reader(),
            &AuditAsk { action: Some("accounts.login_refused".to_owned()), ..AuditAsk::default() },
            &kernel::PageRequest::new(None, None),
        )
        .await
        .unwrap();
        assert_eq!(failures.items.len(), 7, "only of people there are");
    }
}

#[tokio::test]
async fn the_same_address_at_another_seller_is_somebody_else() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        world.give_password(&passwords, "requester@rossi.example").await;
        let mut elsewhere = test.stranger();
        elsewhere.actor = kernel::Actor::anonymous();
        let refused = login(&elsewhere, &test.store, &passwords, "requester@rossi.example", PASSWORD).await;
        assert!(matches!(refused, Err(AccountsError::BadCredentials)));
    }
}

#[tokio::test]
async fn a_session_lives_while_it_is_used_and_no_longer_than_a_week() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        world.give_password(&passwords, "approver@rossi.example").await;
        let signed_in = login(&world.anonymous(), &test.store, &passwords, "approver@rossi.example", PASSWORD).await.unwrap();
        let mut days = 0;
        // A fresh memory each time, so that the database is what is tested.
        let known = async |token: &str| {
            let identities = Identities::new(test.store.clone(), Directory::new());
            identities.by_session(token, test.clock.now()).await.unwrap()
        };
        while known(&signed_in.token).await.is_some() {
            test.clock.advance_seconds(11 * 3600);
            days += 1;
            assert!(days < 20);
        }
        assert_eq!(days, 16, "7 days in steps of 11 hours");
        assert!(sweep(&test.store).await.unwrap() >= 1);

        let resting = login(&world.anonymous(), &test.store, &passwords, "approver@rossi.example", PASSWORD).await.unwrap();
        test.clock.advance_seconds(IDLE_SECONDS - 1);
        assert!(known(&resting.token).await.is_some());
        test.clock.advance_seconds(IDLE_SECONDS);
        assert!(known(&resting.token).await.is_none());
    }
}

#[tokio::test]
async fn sessions_are_known_forgotten_and_never_bearers() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        world.give_password(&passwords, "requester@rossi.example").await;
        let identities = Identities::new(test.store.clone(), Directory::new());
        let signed_in = login(&world.anonymous(), &test.store, &passwords, "requester@rossi.example", PASSWORD).await.unwrap();
        let now = test.clock.now();
        let identity = identities.by_session(&signed_in.token, now).await.unwrap().unwrap();
        let session = identity.session.as_ref().unwrap();
        assert_eq!((identity.tenant, session.id, session.role), (test.tenant, signed_in.session, kernel::Role::Requester));
        assert_eq!(identity.actor.account, Some(world.rossi.id));
        assert!(identities.by_bearer(&signed_in.token, now).await.unwrap().is_none(), "a session is no bearer token");
        for token in ["", "fss_", "nonsense", "fdt_nonsense", "fdp_nonsense"] {
            assert!(identities.by_session(token, now).await.unwrap().is_none());
            assert!(identities.by_bearer(token, now).await.unwrap().is_none());
        }
        let other = world.ctx_of("admin@rossi.example").await;
        let mut tx = test.store.begin(&other).await.unwrap();
        assert!(matches!(logout(&other, &mut tx, signed_in.session).await, Err(AccountsError::NotFound(_))));
        drop(tx);
        let me = world.ctx_of("requester@rossi.example").await;
        let from = store::horizon(&test.store).await.unwrap();
        let mut tx = test.store.begin(&me).await.unwrap();
        logout(&me, &mut tx, signed_in.session).await.unwrap();
        tx.commit().await.unwrap();
        assert!(identities.by_session(&signed_in.token, now).await.unwrap().is_some(), "until the feed arrives");
        let to = store::horizon(&test.store).await.unwrap();
        identities.apply(&store::read_feed(test.store.reader(), &store::FeedFilter::default(), from, to, 100).await.unwrap());
        assert!(identities.by_session(&signed_in.token, now).await.unwrap().is_none());
        let mut tx = test.store.begin(&me).await.unwrap();
        logout(&me, &mut tx, signed_in.session).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_rep_stands_in_within_the_accounts_in_charge() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        world.give_password(&passwords, "rep@seller.example").await;
        let identities = Identities::new(test.store.clone(), Directory::new());
        let signed_in = login(&world.anonymous(), &test.store, &passwords, "rep@seller.example", PASSWORD).await.unwrap();
        let rep = world.ctx_of("rep@seller.example").await;
        let requester = world.person("requester@rossi.example").await;
        let theirs = world.person("requester@bianchi.example").await;
        let start = async |ctx: &kernel::Ctx, session: SessionId, account, user| {
            let mut tx = test.store.begin(ctx).await.unwrap();
            let started = act_for_start(ctx, &mut tx, session, account, user).await;
            if started.is_ok() {
                tx.commit().await.unwrap();
            }
            started
        };
        let secret = start(&rep, signed_in.session, world.bianchi.id, None).await;
        assert!(matches!(secret, Err(AccountsError::Denied(Denied::Secret))));
        let stranger = start(&rep, signed_in.session, world.rossi.id, Some(theirs.user)).await;
        assert!(matches!(stranger, Err(AccountsError::NotFound(_))));
        let admin = world.ctx_of("admin@rossi.example").await;
        let forbidden = start(&admin, signed_in.session, world.rossi.id, None).await;
        assert!(matches!(forbidden, Err(AccountsError::Denied(Denied::Forbidden(_)))));
        start(&rep, signed_in.session, world.rossi.id, Some(requester.user)).await.unwrap();
        let now = test.clock.now();
        let identity = identities.by_session(&signed_in.token, now).await.unwrap().unwrap();
        let wanted = ActingFor { account: world.rossi.id, user: Some(requester.user) };
        assert_eq!(identity.actor.acting_for, Some(wanted));

        // The person stood in for has a limit, and it holds for the rep.
        let home = Home::Account("1001");
        let mut tx = test.store.begin(&admin).await.unwrap();
        let limit = MemberChange { role: requester.role, order_limit: Some(euros("80")) };
        change_member(&admin, &mut tx, (home, requester.user), &limit, requester.version).await.unwrap();
        tx.commit().await.unwrap();
        let acting = kernel::Ctx { actor: identity.actor.clone(), ..rep.clone() };
        assert_eq!(limit_of(test.store.reader(), &acting, world.rossi.id).await.unwrap(), Some(euros("80")));

        // The account sees it, and both names are in the trail.
        let trail =
            read_audit(&admin, test.store.reader(), &AuditAsk::default(), &kernel::PageRequest::new(None, None)).await.unwrap();
        assert!(trail.items.iter().any(|row| row.action == "accounts.act_for_start" && row.actor_name == "rep"));

        // Of somebody who was disabled the rep is no longer the stand-in.
        let person = world.person("requester@rossi.example").await;
        let mut tx = test.store.begin(&admin).await.unwrap();
        crate::disable_member(&admin, &mut tx, (home, person.user), person.version).await.unwrap();
        tx.commit().await.unwrap();
        identities.forget_user(person.user);
        let identity = identities.by_session(&signed_in.token, now).await.unwrap().unwrap();
        assert_eq!(identity.actor.acting_for, None);

        // Taken off the account, the rep stands in no longer.
        let boss = world.ctx_of("boss@seller.example").await;
        let mut tx = test.store.begin(&boss).await.unwrap();
        unassign_rep(&boss, &mut tx, "1001", world.person("rep@seller.example").await.user).await.unwrap();
        tx.commit().await.unwrap();
        identities.forget_user(world.person("rep@seller.example").await.user);
        let identity = identities.by_session(&signed_in.token, now).await.unwrap().unwrap();
        assert_eq!(identity.actor.acting_for, None);
        let mut tx = test.store.begin(&rep).await.unwrap();
        act_for_stop(&rep, &mut tx, signed_in.session).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn what_changes_while_a_password_is_checked_counts() {
    use super::login::admit;
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let (anonymous, admin) = (world.anonymous(), world.ctx_of("admin@rossi.example").await);
        let email = "requester@rossi.example";
        let proven = async || {
            let known = person::repo::credentials(test.store.reader(), test.tenant, email).await.unwrap();
            known.unwrap().password_hash.unwrap()
        };
        world.give_password(&passwords, email).await;
        let hash = proven().await;
        admit(&anonymous, &test.store, email, Some(&hash)).await.unwrap();
        world.give_password(&passwords, email).await;
        let late = admit(&anonymous, &test.store, email, Some(&hash)).await;
        assert!(matches!(late, Err(AccountsError::BadCredentials)), "another password meanwhile");
        let hash = proven().await;
        let person = world.person(email).await;
        let mut tx = test.store.begin(&admin).await.unwrap();
        disable_member(&admin, &mut tx, (Home::Account("1001"), person.user), person.version).await.unwrap();
        tx.commit().await.unwrap();
        for proven in [Some(hash.as_str()), None] {
            let late = admit(&anonymous, &test.store, email, proven).await;
            assert!(matches!(late, Err(AccountsError::BadCredentials)), "shut out meanwhile");
        }
    }
}
