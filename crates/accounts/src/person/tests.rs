use kernel::{Locale, Role};

use super::model::{PersonCommand, PersonState, powers};
use super::service::Home;
use crate::testing::{PASSWORD, World, euros};
use crate::*;

#[test]
fn every_state_and_command() {
    use PersonCommand::{Accept, Disable, Enable, ResetPassword};
    use PersonState::{Active, Disabled, Invited};
    for state in PersonState::ALL {
        assert_eq!(PersonState::parse(state.code()), Some(state));
        for command in PersonCommand::ALL {
            let after = match (state, command) {
                (Invited, Accept) => Some(Active),
                (Invited, Disable) | (Active, Disable) => Some(Disabled),
                (Active, ResetPassword) => Some(Active),
                (Disabled, Enable) => Some(Invited),
                (Invited, Enable | ResetPassword) | (Active, Accept | Enable) | (Disabled, Accept | Disable | ResetPassword) => {
                    None
                }
            };
            assert_eq!(state.after(command), after, "{state:?} {command:?}");
        }
    }
}

#[tokio::test]
async fn limits_hold_as_the_table_says() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let person = world.person("requester@rossi.example").await;
        let limited = Account { order_limit: Some(euros("500")), ..world.rossi.clone() };
        for role in Role::ALL.into_iter().filter(|role| role.is_customers()) {
            for (own, of_account) in [(None, None), (None, Some(())), (Some(euros("100")), None), (Some(euros("100")), Some(()))]
            {
                let account = if of_account.is_some() { &limited } else { &world.rossi };
                let person = Person { role, order_limit: own, ..person.clone() };
                let wanted = own.or(if role == Role::Requester { account.order_limit } else { None });
                assert_eq!(effective_limit(&person, account), wanted, "{role:?}");
            }
        }
    }
}

#[tokio::test]
async fn reach_follows_role_and_place() {
    use kernel::Reach;
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let person = world.person("requester@rossi.example").await;
        let in_charge = [world.bianchi.id];
        for role in Role::ALL {
            let (actions, inside) = powers(&Person { role, ..person.clone() }, &in_charge);
            assert_eq!(actions, role.actions());
            assert_eq!(inside, Reach::Accounts([world.rossi.id].into()), "{role:?} in an account");
            let (_, outside) = powers(&Person { role, account: None, ..person.clone() }, &in_charge);
            let wanted = match role {
                Role::SalesRep => Reach::Accounts(in_charge.into()),
                role if role.is_customers() => Reach::Accounts([].into()),
                _ => Reach::Tenant,
            };
            assert_eq!(outside, wanted, "{role:?} at the seller");
        }
    }
}

fn invitation(email: &str, role: Role) -> Invitation {
    Invitation {
        email: email.to_owned(),
        name: "Carla Neri".to_owned(),
        locale: Locale::En,
        role,
        order_limit: Some(euros("250")),
    }
}

/// A token of somebody's for their scripts, which works.
async fn personal_token(world: &World<'_>, email: &str) -> String {
    let ctx = world.ctx_of(email).await;
    let mut tx = world.test.store.begin(&ctx).await.unwrap();
    let (_, token) = create_personal_token(&ctx, &mut tx, "nightly", 30).await.unwrap();
    tx.commit().await.unwrap();
    let identities = Identities::new(world.test.store.clone(), Directory::new());
    assert!(web::Authenticator::by_bearer(&identities, &token, ctx.now).await.unwrap().is_some());
    token
}

/// The token of the newest link that a fact of this kind announced.
async fn mailed(world: &World<'_>, kind: &str) -> Option<MintedLink> {
    let test = world.test;
    let to = store::horizon(&test.store).await.unwrap();
    let filter = store::FeedFilter { kinds: vec![kind.to_owned()], ..store::FeedFilter::default() };
    let row = store::read_feed(test.store.reader(), &filter, 0, to, 1000).await.unwrap().pop()?;
    assert!(row.data.get("token").is_none(), "no fact holds a secret");
    let link = row.data["link"].as_str()?.parse().ok()?;
    let ctx = test.ctx();
    let mut tx = test.store.begin(&ctx).await.unwrap();
    let minted = mint_link(&ctx, &mut tx, link).await.unwrap();
    tx.needs_no_audit();
    tx.commit().await.unwrap();
    minted
}

#[tokio::test]
async fn an_account_admin_invites_a_colleague_who_signs_in() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let admin = world.ctx_of("admin@rossi.example").await;
        let mut tx = test.store.begin(&admin).await.unwrap();
        let person = invite(&admin, &mut tx, "1001", &invitation("Carla@Rossi.example", Role::Requester)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((person.email.as_str(), person.state), ("carla@rossi.example", PersonState::Invited));
        let anonymous = world.anonymous();
        let refused = login(&anonymous, &test.store, &passwords, "carla@rossi.example", PASSWORD).await.unwrap_err();
        assert!(matches!(refused, AccountsError::BadCredentials), "not before the invitation is accepted");

        let minted = mailed(&world, events::MEMBER_INVITED).await.unwrap();
        assert_eq!((minted.email.as_str(), minted.locale), ("carla@rossi.example", Locale::En));
        let weak = accept_invitation(&anonymous, &test.store, &passwords, &minted.token, "short").await.unwrap_err();
        assert!(matches!(weak, AccountsError::Invalid(faults) if faults[0].field == "password"));
        let entered = accept_invitation(&anonymous, &test.store, &passwords, &minted.token, PASSWORD).await.unwrap();
        assert_eq!(entered.state, PersonState::Active);
        let again = accept_invitation(&anonymous, &test.store, &passwords, &minted.token, PASSWORD).await.unwrap_err();
        assert!(matches!(again, AccountsError::LinkInvalid), "a link works once");
        let signed_in = login(&anonymous, &test.store, &passwords, " Carla@rossi.example ", PASSWORD).await.unwrap();
        assert_eq!(signed_in.person.order_limit, Some(euros("250")));
        let carla = world.ctx_of("carla@rossi.example").await;
        assert_eq!(limit_of(test.store.reader(), &carla, world.rossi.id).await.unwrap(), Some(euros("250")));
        assert_eq!(limit_of(test.store.reader(), &carla, world.bianchi.id).await.unwrap(), None);
    }
}

#[tokio::test]
async fn invitations_respect_roles_addresses_and_accounts() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let admin = world.ctx_of("admin@rossi.example").await;
        for (number, wanted, code) in [
            ("1001", invitation("x@rossi.example", Role::Admin), "accounts.invalid"),
            ("1001", invitation("not an address", Role::Buyer), "accounts.invalid"),
            (
                "1001",
                Invitation { order_limit: Some(euros("-1")), ..invitation("x@rossi.example", Role::Buyer) },
                "accounts.invalid",
            ),
            ("1001", invitation("APPROVER@bianchi.example", Role::Buyer), "accounts.taken"),
            ("1002", invitation("x@bianchi.example", Role::Buyer), "access.not_found"),
        ] {
            let mut tx = test.store.begin(&admin).await.unwrap();
            let refused = invite(&admin, &mut tx, number, &wanted).await.unwrap_err();
            assert_eq!(kernel::Fault::code(&refused), code, "{} {}", wanted.email, test.engine());
        }
        // Who is known already is told apart, and what to do instead is said.
        let mut tx = test.store.begin(&admin).await.unwrap();
        invite(&admin, &mut tx, "1001", &invitation("new@rossi.example", Role::Buyer)).await.unwrap();
        let person = world.person("requester@rossi.example").await;
        disable_member(&admin, &mut tx, (Home::Account("1001"), person.user), person.version).await.unwrap();
        for (email, code, field, advice) in [
            ("Approver@rossi.example", "accounts.already_member", "already_member", "change their role"),
            ("new@rossi.example", "accounts.already_member", "already_invited", "send the invitation again"),
            ("requester@rossi.example", "accounts.already_member", "disabled_member", "enable them again"),
            ("boss@seller.example", "accounts.taken", "other_account", "another address"),
        ] {
            let refused = invite(&admin, &mut tx, "1001", &invitation(email, Role::Buyer)).await.unwrap_err();
            let fault = &kernel::Fault::fields(&refused)[0];
            assert_eq!((kernel::Fault::code(&refused), fault.field.as_str(), fault.code), (code, "email", field), "{email}");
            assert!(refused.to_string().contains(advice), "{refused}");
        }
        drop(tx);
        let mut tx = test.store.begin(&admin).await.unwrap();
        let refused = invite_colleague(&admin, &mut tx, &invitation("x@seller.example", Role::Clerk)).await.unwrap_err();
        assert_eq!(kernel::Fault::code(&refused), "access.forbidden");
        drop(tx);
        let boss = world.ctx_of("boss@seller.example").await;
        let mut tx = test.store.begin(&boss).await.unwrap();
        let wanted = Invitation { order_limit: None, ..invitation("clerk@seller.example", Role::Clerk) };
        let clerk = invite_colleague(&boss, &mut tx, &wanted).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(clerk.account, None);
    }
}

#[tokio::test]
async fn a_later_link_ends_the_earlier_and_all_expire() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let admin = world.ctx_of("admin@rossi.example").await;
        let mut tx = test.store.begin(&admin).await.unwrap();
        let person = invite(&admin, &mut tx, "1001", &invitation("carla@rossi.example", Role::Buyer)).await.unwrap();
        tx.commit().await.unwrap();
        let first = mailed(&world, events::MEMBER_INVITED).await.unwrap();
        let mut tx = test.store.begin(&admin).await.unwrap();
        invite_again(&admin, &mut tx, Home::Account("1001"), person.user).await.unwrap();
        tx.commit().await.unwrap();
        let second = mailed(&world, events::MEMBER_INVITED).await.unwrap();
        let conn = test.store.reader();
        let anonymous = world.anonymous();
        let behind = async |token: &str| person_behind(&world.anonymous(), conn, token, LinkPurpose::Invitation).await;
        assert!(matches!(behind(&first.token).await, Err(AccountsError::LinkInvalid)));
        assert_eq!(behind(&second.token).await.unwrap().user, person.user);
        let wrong_purpose = person_behind(&anonymous, conn, &second.token, LinkPurpose::PasswordReset).await;
        assert!(matches!(wrong_purpose, Err(AccountsError::LinkInvalid)));
        let mut stranger = test.stranger();
        stranger.actor = kernel::Actor::anonymous();
        let other_tenant = person_behind(&stranger, conn, &second.token, LinkPurpose::Invitation).await;
        assert!(matches!(other_tenant, Err(AccountsError::LinkInvalid)));
        test.clock.advance_seconds(7 * 24 * 3600);
        let late = accept_invitation(&world.anonymous(), &test.store, &passwords, &second.token, PASSWORD).await;
        assert!(matches!(late, Err(AccountsError::LinkInvalid)));
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_ends_the_sessions() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        world.give_password(&passwords, "requester@rossi.example").await;
        let anonymous = world.anonymous();
        let signed_in = login(&anonymous, &test.store, &passwords, "requester@rossi.example", PASSWORD).await.unwrap();
        for email in ["nobody@rossi.example", "requester@rossi.example", "Requester@rossi.example", "\u{0}"] {
            let mut tx = test.store.begin(&anonymous).await.unwrap();
            request_password_reset(&anonymous, &mut tx, email).await.unwrap();
            tx.commit().await.unwrap();
        }
        let to = store::horizon(&test.store).await.unwrap();
        let kinds = vec![events::PASSWORD_RESET_REQUESTED.to_owned()];
        let filter = store::FeedFilter { kinds, ..store::FeedFilter::default() };
        let mails = store::read_feed(test.store.reader(), &filter, 0, to, 100).await.unwrap();
        assert_eq!(mails.len(), 1, "one mail a minute, none to strangers");
        let minted = mailed(&world, events::PASSWORD_RESET_REQUESTED).await.unwrap();
        let script = personal_token(&world, "requester@rossi.example").await;
        let person = reset_password(&anonymous, &test.store, &passwords, &minted.token, "fresa blu 2025").await.unwrap();
        assert_eq!(person.state, PersonState::Active);
        let identities = Identities::new(test.store.clone(), Directory::new());
        let now = test.clock.now();
        assert!(web::Authenticator::by_session(&identities, &signed_in.token, now).await.unwrap().is_none());
        assert!(web::Authenticator::by_bearer(&identities, &script, now).await.unwrap().is_none(), "tokens end, too");
        let old = login(&anonymous, &test.store, &passwords, "requester@rossi.example", PASSWORD).await;
        assert!(matches!(old, Err(AccountsError::BadCredentials)));
        login(&anonymous, &test.store, &passwords, "requester@rossi.example", "fresa blu 2025").await.unwrap();
    }
}

#[tokio::test]
async fn members_are_changed_shut_out_and_let_in_again() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        world.give_password(&passwords, "requester@rossi.example").await;
        let admin = world.ctx_of("admin@rossi.example").await;
        let (home, conn) = (Home::Account("1001"), test.store.reader());
        let requester = world.person("requester@rossi.example").await;
        let oneself = world.person("admin@rossi.example").await;
        for (order_limit, allowed) in [(Some(euros("900")), false), (None, true)] {
            let change = MemberChange { role: oneself.role, order_limit };
            let mut tx = test.store.begin(&admin).await.unwrap();
            let mine = change_member(&admin, &mut tx, (home, oneself.user), &change, oneself.version).await;
            assert_eq!(mine.is_ok(), allowed, "{order_limit:?}: whoever sets their own limit has none");
        }
        let mut tx = test.store.begin(&admin).await.unwrap();
        let change = MemberChange { role: Role::Buyer, order_limit: Some(euros("900")) };
        let changed = change_member(&admin, &mut tx, (home, requester.user), &change, requester.version).await.unwrap();
        assert_eq!((changed.role, changed.order_limit), (Role::Buyer, Some(euros("900"))));
        let stale = change_member(&admin, &mut tx, (home, requester.user), &change, requester.version).await;
        assert!(matches!(stale, Err(AccountsError::VersionMoved)));
        let mine = change_member(&admin, &mut tx, (home, oneself.user), &change, oneself.version).await;
        assert!(matches!(mine, Err(AccountsError::Oneself)));
        let mine = disable_member(&admin, &mut tx, (home, oneself.user), oneself.version).await;
        assert!(matches!(mine, Err(AccountsError::Oneself)));
        let sellers = MemberChange { role: Role::Clerk, order_limit: None };
        let wrong = change_member(&admin, &mut tx, (home, requester.user), &sellers, changed.version).await;
        assert!(matches!(wrong, Err(AccountsError::Invalid(_))));
        let theirs = world.person("requester@bianchi.example").await;
        let secret = change_member(&admin, &mut tx, (home, theirs.user), &change, theirs.version).await;
        assert!(matches!(secret, Err(AccountsError::NotFound(_))), "somebody of another account");
        tx.commit().await.unwrap();

        let signed_in = login(&world.anonymous(), &test.store, &passwords, &requester.email, PASSWORD).await.unwrap();
        let mut tx = test.store.begin(&admin).await.unwrap();
        let out = disable_member(&admin, &mut tx, (home, requester.user), changed.version).await.unwrap();
        tx.commit().await.unwrap();
        let identities = Identities::new(test.store.clone(), Directory::new());
        assert!(web::Authenticator::by_session(&identities, &signed_in.token, test.clock.now()).await.unwrap().is_none());
        let refused = login(&world.anonymous(), &test.store, &passwords, &requester.email, PASSWORD).await;
        assert!(matches!(refused, Err(AccountsError::BadCredentials)));
        assert_eq!(active_people(conn, &admin, world.rossi.id).await.unwrap().len(), 2);

        let mut tx = test.store.begin(&admin).await.unwrap();
        let back = enable_member(&admin, &mut tx, (home, requester.user), out.version).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(back.state, PersonState::Invited);
        assert!(mailed(&world, events::MEMBER_INVITED).await.is_some());
        assert!(check(&test.store).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn reps_are_put_in_charge_and_taken_off() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let boss = world.ctx_of("boss@seller.example").await;
        let rep = world.person("rep@seller.example").await;
        let mut tx = test.store.begin(&boss).await.unwrap();
        assign_rep(&boss, &mut tx, "1002", rep.user).await.unwrap();
        assign_rep(&boss, &mut tx, "1002", rep.user).await.unwrap();
        let customer = world.person("admin@rossi.example").await;
        for user in [customer.user, world.person("boss@seller.example").await.user] {
            assert!(matches!(assign_rep(&boss, &mut tx, "1002", user).await, Err(AccountsError::Invalid(_))));
        }
        tx.commit().await.unwrap();
        let reach = reach_of(&world.ctx_of("rep@seller.example").await, kernel::Action::AccountRead).unwrap().unwrap();
        assert_eq!(reach.len(), 2);
        let admin = world.ctx_of("admin@rossi.example").await;
        let reps = reps_of(&admin, test.store.reader(), "1001").await.unwrap();
        assert_eq!(reps[0].email, "rep@seller.example");
        let mut tx = test.store.begin(&boss).await.unwrap();
        unassign_rep(&boss, &mut tx, "1002", rep.user).await.unwrap();
        assert!(matches!(unassign_rep(&boss, &mut tx, "1002", rep.user).await, Err(AccountsError::NotFound(_))));
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn people_change_their_own_profile_and_password() {
    let passwords = Passwords::new().unwrap();
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        world.give_password(&passwords, "requester@rossi.example").await;
        let me = world.ctx_of("requester@rossi.example").await;
        let mut tx = test.store.begin(&me).await.unwrap();
        let changed = change_profile(&me, &mut tx, "Remo Rossi", Locale::En).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((changed.name.as_str(), changed.locale), ("Remo Rossi", Locale::En));
        let keep = login(&world.anonymous(), &test.store, &passwords, "requester@rossi.example", PASSWORD).await.unwrap();
        let ended = login(&world.anonymous(), &test.store, &passwords, "requester@rossi.example", PASSWORD).await.unwrap();
        let both = (&test.store, &passwords);
        let wrong = change_password(&me, both, Some(keep.session), "not mine at all", "fresa blu 2025").await;
        assert!(matches!(wrong, Err(AccountsError::Invalid(faults)) if faults[0].field == "old_password"));
        let script = personal_token(&world, "requester@rossi.example").await;
        let mut tx = test.store.begin(&world.anonymous()).await.unwrap();
        request_password_reset(&world.anonymous(), &mut tx, "requester@rossi.example").await.unwrap();
        tx.commit().await.unwrap();
        let link = mailed(&world, events::PASSWORD_RESET_REQUESTED).await.unwrap();
        change_password(&me, both, Some(keep.session), PASSWORD, "fresa blu 2025").await.unwrap();
        let identities = Identities::new(test.store.clone(), Directory::new());
        assert!(web::Authenticator::by_bearer(&identities, &script, test.clock.now()).await.unwrap().is_none());
        let behind = person_behind(&me, test.store.reader(), &link.token, LinkPurpose::PasswordReset).await;
        assert!(matches!(behind, Err(AccountsError::LinkInvalid)), "who asked for a link with the old password has none");
        let known =
            async |token: &str| web::Authenticator::by_session(&identities, token, test.clock.now()).await.unwrap().is_some();
        assert!(known(&keep.token).await);
        assert!(!known(&ended.token).await);
        let nobody = world.anonymous();
        assert!(matches!(oneself(&nobody, test.store.reader()).await, Err(AccountsError::Denied(kernel::Denied::Anonymous))));
    }
}
