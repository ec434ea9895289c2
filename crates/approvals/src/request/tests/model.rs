use accounts::{Person, PersonState};
use kernel::{AccountId, ApprovalId, Currency, Fault, Locale, Money, Role, Timestamp, UserId};
use uuid::Uuid;

use crate::policy::model::{Reason, Who};
use crate::request::model::{ApprovalCommand, ApprovalRequest, ApprovalState, Decider, Decision, Outcome, RequestStep, Verdict};

const NOW: Timestamp = testkit::START;

fn user(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n))
}

fn account() -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(100))
}

fn person(n: u128, role: Role) -> Person {
    Person {
        user: user(n),
        email: format!("{n}@rossi.example"),
        name: format!("Person {n}"),
        locale: Locale::It,
        state: PersonState::Active,
        account: Some(account()),
        role,
        order_limit: None,
        version: 1,
    }
}

/// A request of person 1.
fn request(steps: &[Who]) -> ApprovalRequest {
    ApprovalRequest {
        id: ApprovalId::from_uuid(Uuid::from_u128(7)),
        account: account(),
        subject_kind: "cart".to_owned(),
        subject_id: "c1".to_owned(),
        amount: Money::parse("1200", Currency::EUR).unwrap(),
        reason: Reason::PersonLimit,
        summary: serde_json::Value::Null,
        requester: Some(user(1)),
        requester_name: "Person 1".to_owned(),
        asked_by: Some(user(1)),
        state: ApprovalState::Pending,
        steps: steps.iter().map(|who| RequestStep { who: *who, up_to: None, decision: None }).collect(),
        created_at: NOW,
        concluded_at: None,
        version: 1,
    }
}

const YES: Verdict = Verdict { decision: Decision::Approve, comment: None };
const NO: Verdict = Verdict { decision: Decision::Reject, comment: None };
const APPROVER: Who = Who::Role(Role::Approver);
const ADMIN: Who = Who::Role(Role::AccountAdmin);

#[test]
fn every_state_and_command() {
    for state in ApprovalState::ALL {
        assert_eq!(ApprovalState::parse(state.code()), Some(state));
        for command in ApprovalCommand::ALL {
            let wanted = match (state, command) {
                (ApprovalState::Pending, ApprovalCommand::Advance) => Some(ApprovalState::Pending),
                (ApprovalState::Pending, ApprovalCommand::Conclude) => Some(ApprovalState::Approved),
                (ApprovalState::Pending, ApprovalCommand::Reject) => Some(ApprovalState::Rejected),
                (ApprovalState::Pending, ApprovalCommand::Withdraw) => Some(ApprovalState::Withdrawn),
                (ApprovalState::Approved | ApprovalState::Rejected | ApprovalState::Withdrawn, _) => None,
            };
            assert_eq!(state.after(command).ok(), wanted, "{state:?} {command:?}");
        }
    }
}

#[test]
fn who_may_decide() {
    let rows = [
        // step, decider, behind them, code of the refusal
        (APPROVER, person(2, Role::Approver), None, None),
        (APPROVER, person(2, Role::AccountAdmin), None, None),
        (APPROVER, person(2, Role::Buyer), None, Some("approvals.not_your_turn")),
        (APPROVER, person(2, Role::Requester), None, Some("approvals.not_your_turn")),
        (Who::Person(user(2)), person(2, Role::Approver), None, None),
        (Who::Person(user(2)), person(3, Role::Approver), None, Some("approvals.not_your_turn")),
        (Who::Person(user(2)), person(3, Role::AccountAdmin), None, None),
        (ADMIN, person(2, Role::Approver), None, Some("approvals.not_your_turn")),
        // Four eyes.
        (APPROVER, person(1, Role::Approver), None, Some("approvals.own_request")),
        (APPROVER, person(1, Role::AccountAdmin), None, Some("approvals.own_request")),
        (APPROVER, person(2, Role::Approver), Some(user(1)), Some("approvals.own_request")),
        (APPROVER, person(2, Role::Approver), Some(user(2)), None),
        (APPROVER, Person { account: None, ..person(2, Role::AccountAdmin) }, None, Some("approvals.not_your_turn")),
        (
            APPROVER,
            Person { account: Some(AccountId::from_uuid(Uuid::nil())), ..person(2, Role::Approver) },
            None,
            Some("approvals.not_your_turn"),
        ),
    ];
    for (who, decider, behind, code) in rows {
        let outcome = request(&[who]).decided(Decider { person: &decider, behind }, &YES, NOW);
        assert_eq!(outcome.err().map(|error| error.code()), code, "{who:?} {:?} {behind:?}", decider.role);
    }
    // Who asked on somebody's behalf is an asker too.
    let asked = ApprovalRequest { requester: Some(user(1)), asked_by: Some(user(9)), ..request(&[APPROVER]) };
    let rep = person(9, Role::AccountAdmin);
    assert_eq!(asked.decided(Decider { person: &rep, behind: None }, &YES, NOW).unwrap_err().code(), "approvals.own_request");
}

#[test]
fn what_a_decision_brings() {
    let (approver, admin) = (person(2, Role::Approver), person(3, Role::AccountAdmin));
    let decide = |request: &ApprovalRequest, person: &Person, verdict: &Verdict| {
        request.decided(Decider { person, behind: None }, verdict, NOW.plus_seconds(60))
    };
    let (done, outcome) = decide(&request(&[APPROVER]), &approver, &YES).unwrap();
    assert_eq!((outcome, done.state, done.version), (Outcome::Approved, ApprovalState::Approved, 2));
    assert_eq!(done.concluded_at, Some(NOW.plus_seconds(60)));
    assert_eq!(decide(&done, &approver, &YES).unwrap_err().code(), "approvals.already_concluded");
    assert_eq!(done.withdrawn(NOW).unwrap_err().code(), "approvals.already_concluded");

    let (rejected, outcome) = decide(&request(&[APPROVER, ADMIN]), &approver, &NO).unwrap();
    assert_eq!((outcome, rejected.state), (Outcome::Rejected, ApprovalState::Rejected));
    assert!(rejected.steps[1].decision.is_none(), "the next step is not asked any more");
    assert!(rejected.current().is_none());

    let (advanced, outcome) = decide(&request(&[APPROVER, ADMIN]), &approver, &YES).unwrap();
    assert_eq!((outcome, advanced.state, advanced.concluded_at), (Outcome::Advanced, ApprovalState::Pending, None));
    assert_eq!(advanced.current().map(|step| step.who), Some(ADMIN));
    assert_eq!(decide(&advanced, &approver, &YES).unwrap_err().code(), "approvals.not_your_turn");
    let (done, outcome) = decide(&advanced, &admin, &YES).unwrap();
    assert_eq!((outcome, done.version), (Outcome::Approved, 3));

    // The admin stands in for the approver; the step after is the admin's own: asked once is enough.
    let (done, outcome) = decide(&request(&[APPROVER, ADMIN]), &admin, &YES).unwrap();
    assert_eq!(outcome, Outcome::Approved);
    assert!(done.steps.iter().all(|step| step.decision.as_ref().is_some_and(|said| said.by == user(3))));
    // But only as far as the chain goes on asking the same person.
    let (partly, outcome) = decide(&request(&[APPROVER, Who::Person(user(4)), APPROVER]), &approver, &YES).unwrap();
    assert_eq!(outcome, Outcome::Advanced);
    assert_eq!(partly.steps.iter().filter(|step| step.decision.is_some()).count(), 1);
}

#[test]
fn who_is_asked() {
    let people = [
        person(1, Role::Approver),
        person(2, Role::Approver),
        person(3, Role::Approver),
        person(4, Role::AccountAdmin),
        person(5, Role::Requester),
    ];
    let users = |request: &ApprovalRequest, people: &[Person]| -> Vec<UserId> {
        request.asked(people).iter().map(|person| person.user).collect()
    };
    assert_eq!(users(&request(&[APPROVER]), &people), [user(2), user(3)], "never the requester");
    assert_eq!(users(&request(&[Who::Person(user(3))]), &people), [user(3)]);
    assert_eq!(users(&request(&[Who::Person(user(8))]), &people), [user(4)], "the admins for somebody who has left");
    assert_eq!(users(&request(&[APPROVER]), &people[..1]), [], "nobody but the requester");
    let done = ApprovalRequest { state: ApprovalState::Approved, ..request(&[APPROVER]) };
    assert_eq!(users(&done, &people), []);
}
