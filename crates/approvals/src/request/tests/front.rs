use accounts::load::{AccountDraft, PersonDraft, write_accounts};
use accounts::{Account, AccountDetails, Person};
use kernel::{
    AccountId, Action, Actor, ActorKind, ApprovalId, Ctx, Currency, Denied, Fault, Locale, Money, PageRequest, Reach, Role, Scope,
};
use testkit::TestStore;

use crate::*;

fn euros(amount: &str) -> Money {
    Money::parse(amount, Currency::EUR).unwrap()
}

fn migrations() -> Vec<store::Migration> {
    [accounts::migrations(), crate::migrations()].into_iter().flatten().collect()
}

/// Two companies with a requester, an approver and an admin each.
struct World<'a> {
    test: &'a TestStore,
    rossi: Account,
    people: Vec<Person>,
}

impl World<'_> {
    async fn new(test: &TestStore) -> World<'_> {
        let ctx = test.ctx();
        let person = |local: &str, domain: &str, role| PersonDraft {
            email: format!("{local}@{domain}.example"),
            name: format!("{local} {domain}"),
            role,
            locale: Locale::It,
            order_limit: None,
            password: None,
        };
        let company = |number: &str, domain: &str| AccountDraft {
            people: vec![
                person("requester", domain, Role::Requester),
                person("approver", domain, Role::Approver),
                person("admin", domain, Role::AccountAdmin),
            ],
            ..AccountDraft::new(AccountDetails::new(number, domain, "IT", Currency::EUR))
        };
        let report = write_accounts(&test.store, &ctx, vec![company("1001", "rossi"), company("1002", "bianchi")]).await.unwrap();
        assert_eq!(report.created, 2);
        {
            use sea_orm::ConnectionTrait;
            test.store.writer().execute_unprepared("UPDATE users SET state = 'active'").await.unwrap();
        }
        let conn = test.store.reader();
        let mut people = accounts::people_of(&ctx, conn, "1001").await.unwrap();
        people.extend(accounts::people_of(&ctx, conn, "1002").await.unwrap());
        let (rossi, _) = accounts::account_at(&ctx, conn, "1001", Action::AccountRead).await.unwrap();
        World { test, rossi, people }
    }

    fn person(&self, name: &str) -> &Person {
        self.people.iter().find(|person| person.name == name).unwrap()
    }

    fn ctx_of(&self, name: &str) -> Ctx {
        let person = self.person(name);
        let actor = Actor {
            kind: ActorKind::Person(person.user),
            name: person.name.as_str().into(),
            account: person.account,
            acting_for: None,
            actions: person.role.actions(),
            reach: Reach::Accounts(person.account.into_iter().collect::<Vec<AccountId>>().into()),
        };
        Ctx { actor, ..self.test.ctx() }
    }

    /// The requester of Rossi asks for a decision on a cart.
    async fn ask(&self, cart: &str, amount: &str) -> Result<ApprovalId, ApprovalsError> {
        let ctx = self.ctx_of("requester rossi");
        let mut tx = self.test.store.begin(&ctx).await.unwrap();
        let needed = needed(tx.conn(), &ctx, self.rossi.id, euros(amount), Some(euros("100"))).await?.unwrap();
        let ask = OpenRequest {
            subject_kind: "cart",
            subject_id: cart.to_owned(),
            account: self.rossi.id,
            amount: euros(amount),
            needed,
            summary: serde_json::json!({"lines": 3, "cart_name": format!("Ricambi {cart}"), "references": {"purchase_order": "ODA-2026-0815"},
                "submitted": {"digest": "fade0815~x-12", "partial": "backorder", "lines": [{"sku": "6204-2RSH"}], "net": {"amount": amount, "currency": "EUR"}}}),
        };
        let permit = ctx.permit(Action::CartSubmit, Scope::Account(self.rossi.id)).unwrap();
        let id = open(&ctx, &mut tx, ask, permit).await?;
        tx.commit().await.unwrap();
        Ok(id)
    }

    async fn decide(&self, name: &str, id: ApprovalId, decision: Decision) -> Result<Outcome, ApprovalsError> {
        let ctx = self.ctx_of(name);
        let permit = ctx.permit(Action::ApprovalDecide, Scope::Account(self.rossi.id))?;
        let mut tx = self.test.store.begin(&ctx).await.unwrap();
        let verdict = Verdict { decision, comment: Some(" va bene\r\n".to_owned()) };
        let (outcome, request) = decide(&ctx, &mut tx, id, verdict, permit).await?;
        assert_eq!(request.id, id);
        tx.commit().await.unwrap();
        Ok(outcome)
    }

    async fn facts(&self) -> Vec<(String, serde_json::Value)> {
        let to = store::horizon(&self.test.store).await.unwrap();
        let filter = store::FeedFilter::default();
        let rows = store::read_feed(self.test.store.reader(), &filter, 0, to, 1000).await.unwrap();
        rows.into_iter().filter(|row| row.kind.starts_with("fondaco.approval.")).map(|row| (row.kind, row.data)).collect()
    }
}

#[tokio::test]
async fn requests_are_found_by_who_asked_what_they_are_called_and_how_much_they_are() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        for (cart, amount) in [("primo", "500"), ("però", "1500")] {
            world.ask(cart, amount).await.unwrap();
        }
        let ctx = world.ctx_of("approver rossi");
        let found = async |filter: ApprovalFilter| {
            let page = list(&ctx, test.store.reader(), &filter, &PageRequest::new(None, None)).await.unwrap();
            page.items.into_iter().map(|request| request.subject_id).collect::<std::collections::BTreeSet<_>>()
        };
        let set = |carts: &[&str]| carts.iter().map(|cart| (*cart).to_owned()).collect::<std::collections::BTreeSet<_>>();
        let holding = |text: &str| ApprovalFilter { text: Some(text.to_owned()), ..ApprovalFilter::default() };
        for (text, carts) in [
            ("REQUESTER ros", vec!["però", "primo"]),
            ("oda-2026", vec!["però", "primo"]),
            ("fade", vec![]),
            ("backorder", vec![]),
            ("ricambi pero", vec!["però"]),
            (" ", vec!["però", "primo"]),
            ("%", vec![]),
            // Lines and amounts are no references.
            ("6204", vec![]),
            ("eur", vec![]),
        ] {
            assert_eq!(found(holding(text)).await, set(&carts), "{text} on {}", test.engine());
        }
        let between = |least: Option<&str>, most: Option<&str>| ApprovalFilter {
            least: least.map(euros),
            most: most.map(euros),
            ..ApprovalFilter::default()
        };
        for (least, most, carts) in [
            (Some("500"), None, vec!["però", "primo"]),
            (Some("500.01"), None, vec!["però"]),
            (None, Some("1499.99"), vec!["primo"]),
            (Some("2000"), Some("1"), vec![]),
        ] {
            assert_eq!(found(between(least, most)).await, set(&carts), "{least:?} {most:?}");
        }
        // Requests of an older release are found alike.
        use sea_orm::ConnectionTrait;
        test.store.writer().execute_unprepared("UPDATE approval_requests SET search_text = ''").await.unwrap();
        assert!(found(holding("oda")).await.is_empty());
        crate::request::search::fill(test.store.writer()).await.unwrap();
        assert_eq!(found(holding("ricambi primo")).await, set(&["primo"]));
    }
}

#[tokio::test]
async fn who_was_shut_out_a_moment_ago_decides_nothing() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let id = world.ask("cart-1", "500").await.unwrap();
        let approver = world.person("approver rossi");
        let ctx = test.ctx();
        let mut tx = test.store.begin(&ctx).await.unwrap();
        accounts::disable_member(&ctx, &mut tx, (accounts::Home::Account("1001"), approver.user), approver.version)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let request = find(test.store.reader(), &ctx, id).await.unwrap().unwrap();
        // Their session still says that they may.
        assert!(!may_decide(&world.ctx_of("approver rossi"), test.store.reader(), &request).await.unwrap());
        for decision in Decision::ALL {
            let refused = world.decide("approver rossi", id, decision).await.unwrap_err();
            assert_eq!(refused.code(), "approvals.not_your_turn");
        }
        assert_eq!(world.decide("admin rossi", id, Decision::Approve).await.unwrap(), Outcome::Approved);
    }
}

#[tokio::test]
async fn a_request_waits_is_seen_and_approved() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let conn = test.store.reader();
        let id = world.ask("c1", "250").await.unwrap();
        let twice = world.ask("c1", "250").await.unwrap_err();
        assert_eq!(twice.code(), "approvals.already_waiting", "{}", test.engine());
        let request = find(conn, &test.ctx(), id).await.unwrap().unwrap();
        assert_eq!((request.requester_name.as_str(), request.summary["lines"].as_i64()), ("requester rossi", Some(3)));
        assert_eq!(awaited(conn, &test.ctx(), &request).await.unwrap(), [world.person("approver rossi").user]);
        let approver = world.ctx_of("approver rossi");
        assert_eq!(inbox_of(&approver, conn).await.unwrap().len(), 1);
        assert!(may_decide(&approver, conn, &request).await.unwrap());
        for name in ["requester rossi", "approver bianchi"] {
            assert!(inbox_of(&world.ctx_of(name), conn).await.unwrap().is_empty());
            assert!(!may_decide(&world.ctx_of(name), conn, &request).await.unwrap(), "{name}");
        }
        let refused = world.decide("requester rossi", id, Decision::Approve).await.unwrap_err();
        assert_eq!(refused.code(), "access.forbidden");
        let outcome = world.decide("approver rossi", id, Decision::Approve).await.unwrap();
        assert_eq!(outcome, Outcome::Approved);
        let again = world.decide("admin rossi", id, Decision::Reject).await.unwrap_err();
        assert_eq!(again.code(), "approvals.already_concluded");
        let facts = world.facts().await;
        let kinds: Vec<&str> = facts.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, [events::REQUESTED, events::CONCLUDED]);
        let concluded = &facts[1].1;
        assert_eq!((concluded["outcome"].as_str(), concluded["comment"].as_str()), (Some("approved"), Some("va bene")));
        assert_eq!(concluded["amount"]["amount"], "250.00");
        assert!(world.ask("c1", "250").await.is_ok(), "a concluded request is no hindrance");
        assert!(check(&test.store).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_chain_asks_one_after_the_other() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let admin = world.ctx_of("admin rossi");
        let policy = Policy {
            order_limit: Some(euros("50")),
            steps: vec![
                PolicyStep { who: Who::Person(world.person("approver rossi").user), up_to: Some(euros("1000")) },
                PolicyStep { who: Who::Role(Role::AccountAdmin), up_to: None },
            ],
            version: 0,
        };
        let mut tx = test.store.begin(&admin).await.unwrap();
        let set = set_policy(&admin, &mut tx, "1001", &policy, 0).await.unwrap();
        assert_eq!(set_policy(&admin, &mut tx, "1001", &policy, 0).await.unwrap_err().code(), "approvals.version_moved");
        assert_eq!(set_policy(&admin, &mut tx, "1002", &policy, 0).await.unwrap_err().code(), "access.not_found");
        let stranger = PolicyStep { who: Who::Person(world.person("approver bianchi").user), up_to: None };
        let wrong = Policy { steps: vec![stranger], ..policy.clone() };
        assert_eq!(set_policy(&admin, &mut tx, "1001", &wrong, 1).await.unwrap_err().fields()[0].field, "steps[0].user");
        tx.commit().await.unwrap();
        assert_eq!(policy_of(&admin, test.store.reader(), "1001").await.unwrap().1, set);
        let requester = world.ctx_of("requester rossi");
        let small = needed(test.store.reader(), &requester, world.rossi.id, euros("60"), None).await.unwrap().unwrap();
        assert_eq!((small.reason, small.steps.len()), (Reason::AccountLimit, 1));

        let id = world.ask("c2", "5000").await.unwrap();
        assert_eq!(world.decide("approver rossi", id, Decision::Approve).await.unwrap(), Outcome::Advanced);
        let request = find(test.store.reader(), &test.ctx(), id).await.unwrap().unwrap();
        assert_eq!(awaited(test.store.reader(), &test.ctx(), &request).await.unwrap(), [world.person("admin rossi").user]);
        let early = world.decide("approver rossi", id, Decision::Approve).await.unwrap_err();
        assert_eq!(early.code(), "approvals.not_your_turn");
        assert_eq!(world.decide("admin rossi", id, Decision::Reject).await.unwrap(), Outcome::Rejected);
        let kinds: Vec<String> = world.facts().await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [events::REQUESTED, events::ADVANCED, events::CONCLUDED]);
        assert_eq!(world.facts().await[1].1["step"], 1, "which step said yes");
        assert!(check(&test.store).await.unwrap().is_empty());

        let mut tx = test.store.begin(&admin).await.unwrap();
        set_policy(&admin, &mut tx, "1001", &Policy::unset(), set.version).await.unwrap();
        tx.commit().await.unwrap();
        let none = needed(test.store.reader(), &requester, world.rossi.id, euros("60"), None).await.unwrap();
        assert_eq!(none, None);
    }
}

#[tokio::test]
async fn only_the_requester_takes_a_request_back() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let id = world.ask("c3", "300").await.unwrap();
        for name in ["approver rossi", "admin rossi", "requester bianchi"] {
            let ctx = world.ctx_of(name);
            let mut tx = test.store.begin(&ctx).await.unwrap();
            assert_eq!(withdraw(&ctx, &mut tx, id).await.unwrap_err().code(), "approvals.not_found", "{name}");
        }
        let ctx = world.ctx_of("requester rossi");
        let mut tx = test.store.begin(&ctx).await.unwrap();
        assert_eq!(withdraw(&ctx, &mut tx, id).await.unwrap().state, ApprovalState::Withdrawn);
        tx.commit().await.unwrap();
        assert_eq!(world.facts().await[1].1["outcome"], "withdrawn");
        assert_eq!(
            world.decide("approver rossi", id, Decision::Approve).await.unwrap_err().code(),
            "approvals.already_concluded"
        );
    }
}

#[tokio::test]
async fn nothing_waits_for_nobody() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        {
            use sea_orm::ConnectionTrait;
            let alone = "UPDATE users SET state = 'disabled' WHERE email NOT LIKE 'requester%'";
            test.store.writer().execute_unprepared(alone).await.unwrap();
        }
        assert_eq!(world.ask("c4", "300").await.unwrap_err().code(), "approvals.no_approver");
    }
}

/// Nothing of account or tenant A is visible to B.
#[tokio::test]
async fn requests_are_secret_from_other_accounts_and_tenants() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let conn = test.store.reader();
        let id = world.ask("c5", "300").await.unwrap();
        let page = PageRequest::new(None, None);
        let all = ApprovalFilter::default();
        for (name, sees) in [
            ("requester rossi", true),
            ("approver rossi", true),
            ("admin rossi", true),
            ("requester bianchi", false),
            ("approver bianchi", false),
            ("admin bianchi", false),
        ] {
            let ctx = world.ctx_of(name);
            assert_eq!(get(&ctx, conn, id).await.is_ok(), sees, "{name}");
            assert_eq!(!list(&ctx, conn, &all, &page).await.unwrap().items.is_empty(), sees, "{name}");
        }
        let theirs = world.ctx_of("approver bianchi");
        let permit = theirs.permit(Action::ApprovalDecide, Scope::Account(theirs.account().unwrap())).unwrap();
        let mut tx = test.store.begin(&theirs).await.unwrap();
        let verdict = Verdict { decision: Decision::Approve, comment: None };
        assert_eq!(decide(&theirs, &mut tx, id, verdict, permit).await.unwrap_err().code(), "approvals.not_found");
        drop(tx);
        let stranger = test.stranger();
        assert!(find(conn, &stranger, id).await.unwrap().is_none());
        assert!(list(&stranger, conn, &all, &page).await.unwrap().items.is_empty());
        let anonymous = Ctx { actor: Actor::anonymous(), ..test.ctx() };
        assert!(matches!(get(&anonymous, conn, id).await, Err(ApprovalsError::Denied(Denied::Anonymous))));
    }
}

#[tokio::test]
async fn a_colleague_sees_only_their_own() {
    for test in testkit::stores(migrations).await {
        let world = World::new(&test).await;
        let conn = test.store.reader();
        let id = world.ask("c6", "300").await.unwrap();
        let mut colleague = world.ctx_of("requester rossi");
        colleague.actor.kind = ActorKind::Person(world.person("approver rossi").user);
        let page = PageRequest::new(None, None);
        assert!(list(&colleague, conn, &ApprovalFilter::default(), &page).await.unwrap().items.is_empty());
        assert_eq!(get(&colleague, conn, id).await.unwrap_err().code(), "approvals.not_found");
        let own = world.ctx_of("requester rossi");
        let pending = ApprovalFilter { state: Some(ApprovalState::Pending), ..ApprovalFilter::default() };
        assert_eq!(list(&own, conn, &pending, &page).await.unwrap().items.len(), 1);
        let of_others = ApprovalFilter { requester: Some(world.person("admin rossi").user), ..ApprovalFilter::default() };
        assert!(list(&own, conn, &of_others, &page).await.unwrap().items.is_empty());
    }
}
