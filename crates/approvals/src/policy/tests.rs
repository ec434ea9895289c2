use kernel::{Currency, Money, Role, UserId};
use uuid::Uuid;

use super::model::{Policy, PolicyStep, Reason, Who};

fn euros(amount: &str) -> Money {
    Money::parse(amount, Currency::EUR).unwrap()
}

fn user(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n))
}

fn step(who: Who, up_to: Option<&str>) -> PolicyStep {
    PolicyStep { who, up_to: up_to.map(euros) }
}

const APPROVER: Who = Who::Role(Role::Approver);
const ADMIN: Who = Who::Role(Role::AccountAdmin);

#[test]
fn whether_and_why() {
    let rows = [
        // amount, person's limit, account's limit, reason
        ("100", None, None, None),
        ("100", Some("100"), Some("100"), None),
        ("100.000001", Some("100"), None, Some(Reason::PersonLimit)),
        ("100.01", None, Some("100"), Some(Reason::AccountLimit)),
        ("500", Some("100"), Some("100"), Some(Reason::PersonLimit)),
        ("0.01", Some("0"), None, Some(Reason::PersonLimit)),
        ("0", Some("0"), Some("0"), None),
    ];
    for (amount, person, account, reason) in rows {
        let policy = Policy { order_limit: account.map(euros), ..Policy::unset() };
        let needed = policy.needed(euros(amount), Some(user(1)), person.map(euros)).unwrap();
        assert_eq!(needed.map(|needed| needed.reason), reason, "{amount} {person:?} {account:?}");
    }
    let usd = Money::parse("1", Currency::parse("USD").unwrap()).unwrap();
    assert!(Policy::unset().needed(usd, None, Some(euros("1"))).is_err(), "currencies do not compare");
}

#[test]
fn which_steps() {
    let chain = vec![step(Who::Person(user(2)), Some("1000")), step(APPROVER, Some("5000")), step(ADMIN, None)];
    let capped = vec![step(APPROVER, Some("1000")), step(ADMIN, Some("5000"))];
    let alone = vec![step(Who::Person(user(1)), None)];
    let rows: [(&[PolicyStep], &str, &[Who]); 10] = [
        (&[], "200", &[APPROVER]),
        (&chain, "1000", &[Who::Person(user(2))]),
        (&chain, "1000.01", &[Who::Person(user(2)), APPROVER]),
        (&chain, "5000", &[Who::Person(user(2)), APPROVER]),
        (&chain, "5000.01", &[Who::Person(user(2)), APPROVER, ADMIN]),
        (&capped, "999", &[APPROVER]),
        (&capped, "5000", &[APPROVER, ADMIN]),
        // Above what anybody decides alone, all decide together.
        (&capped, "90000", &[APPROVER, ADMIN]),
        // Never the requester, who is user 1.
        (&alone, "200", &[ADMIN]),
        (&alone, "90000", &[ADMIN]),
    ];
    for (steps, amount, wanted) in rows {
        let policy = Policy { steps: steps.to_vec(), ..Policy::unset() };
        let needed = policy.needed(euros(amount), Some(user(1)), Some(euros("100"))).unwrap().unwrap();
        assert_eq!(needed.steps.iter().map(|step| step.who).collect::<Vec<_>>(), wanted, "{amount} of {steps:?}");
    }
    let names_requester = Policy { steps: vec![step(Who::Person(user(1)), Some("1000")), step(ADMIN, None)], ..Policy::unset() };
    let needed = names_requester.needed(euros("200"), Some(user(1)), Some(euros("100"))).unwrap().unwrap();
    assert_eq!(needed.steps, [step(ADMIN, None)]);
}

#[test]
fn policies_that_make_no_sense_are_refused() {
    let usd = Money::parse("5", Currency::parse("USD").unwrap()).unwrap();
    let many = vec![step(APPROVER, Some("1")); 9];
    let rows: [(Policy, &[(&str, &str)]); 10] = [
        (Policy::unset(), &[]),
        (Policy { steps: vec![step(APPROVER, Some("1000")), step(ADMIN, None)], ..Policy::unset() }, &[]),
        (Policy { order_limit: Some(euros("-1")), ..Policy::unset() }, &[("order_limit", "negative")]),
        (Policy { order_limit: Some(euros("0.001")), ..Policy::unset() }, &[("order_limit", "finer_than_coins")]),
        (
            Policy { steps: vec![step(APPROVER, Some("99.999")), step(ADMIN, None)], ..Policy::unset() },
            &[("steps[0].up_to", "finer_than_coins")],
        ),
        (Policy { order_limit: Some(usd), ..Policy::unset() }, &[("order_limit", "other_currency")]),
        (Policy { steps: vec![step(Who::Role(Role::Buyer), None)], ..Policy::unset() }, &[("steps[0].role", "cannot_decide")]),
        (
            Policy { steps: vec![step(APPROVER, None), step(ADMIN, None)], ..Policy::unset() },
            &[("steps[0].up_to", "unreachable")],
        ),
        (
            Policy { steps: vec![step(APPROVER, Some("9")), step(ADMIN, Some("9"))], ..Policy::unset() },
            &[("steps", "not_rising")],
        ),
        (Policy { steps: many, ..Policy::unset() }, &[("steps", "not_rising"), ("steps", "too_many")]),
    ];
    for (policy, wanted) in rows {
        let faults = policy.faults(Currency::EUR);
        let found: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(found, wanted, "{policy:?}");
    }
}
