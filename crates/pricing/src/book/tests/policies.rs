//! The three policies by hand-derived examples.

use super::*;
use crate::LineFault;
use crate::market::{Market, PricePolicy};

/// Lists with whom they are for, in Italy under a policy.
fn book(policy: PricePolicy, lists: &[(&PriceList, Assignee)], prices: &[Vec<(PriceListId, Entry)>]) -> Book {
    let assigned = lists.iter().map(|(list, assignee)| (list.id, assignee.clone())).collect();
    let all = lists.iter().map(|(list, _)| (*list).clone()).collect();
    Book::from_entries(Terms::new(all, assigned, vec![Market { policy, ..Market::italy() }], Vec::new()), &prices.concat())
}

fn asker() -> Asker {
    Asker { account: Some(account(1)), ancestors: vec![account(2)], group: Some("OEM".into()), ..Asker::everyone(tenant(), NOW) }
}

fn answer(book: &Book, quantity: i64) -> Result<String, LineFault> {
    let priced = pricer(book.clone(), &asker()).price(product(1), pieces(quantity), false)?;
    Ok(format!("{} {}", priced.list_code, priced.unit_price.amount()))
}

fn ladder(book: &Book) -> Vec<String> {
    let priced = pricer(book.clone(), &asker()).price(product(1), pieces(1000), false).unwrap();
    priced.tiers.iter().map(|tier| format!("{}: {}", tier.from_quantity.value(), tier.unit_price.amount())).collect()
}

/// The same three lists answer differently by each policy.
#[test]
fn each_policy_takes_its_own_list() {
    let (promo, ours, base) =
        (PriceList { priority: 9, ..list("PROMO") }, PriceList { priority: 1, ..list("OURS") }, list("BASE"));
    let lists = [(&promo, Assignee::Everyone), (&ours, Assignee::Account(account(1))), (&base, Assignee::Group("OEM".into()))];
    let prices = [
        entries(&promo, product(1), &[(0, "8")]),
        entries(&ours, product(1), &[(0, "9")]),
        entries(&base, product(1), &[(0, "10"), (10, "7")]),
    ];
    // By priority PROMO is first; OURS is the account's own; BASE has the lowest price from ten pieces on.
    for (policy, one, ten, steps) in [
        (PricePolicy::FirstMatch, "PROMO 8.00", "PROMO 8.00", vec!["0: 8.00"]),
        (PricePolicy::MostSpecific, "OURS 9.00", "OURS 9.00", vec!["0: 9.00"]),
        (PricePolicy::Lowest, "PROMO 8.00", "BASE 7.00", vec!["0: 8.00", "10: 7.00"]),
    ] {
        let book = book(policy, &lists, &prices);
        assert_eq!((answer(&book, 1).unwrap(), answer(&book, 10).unwrap()), (one.to_owned(), ten.to_owned()), "{policy:?}");
        assert_eq!(ladder(&book), steps, "{policy:?}");
        let list_price = pricer(book, &asker()).price(product(1), pieces(1), false).unwrap().list_price.unwrap();
        assert_eq!(list_price.amount(), "8.00", "what is for everyone, by every policy");
    }
}

/// An exclusive list ends the candidates at its place: what is asked before it still counts, and may be lower.
#[test]
fn an_exclusive_list_ends_the_candidates_of_the_lowest() {
    let high = PriceList { priority: 9, ..list("HIGH") };
    let only = PriceList { priority: 5, exclusive: true, ..list("ONLY") };
    let low = list("LOW");
    let lists = [(&high, Assignee::Everyone), (&only, Assignee::Everyone), (&low, Assignee::Everyone)];
    let at = |list: &PriceList, price| entries(list, product(1), &[(0, price)]);
    let priced = |policy, prices: &[Vec<(PriceListId, Entry)>]| answer(&book(policy, &lists, prices), 1);
    let all = [at(&high, "9"), at(&only, "8"), at(&low, "1")];
    assert_eq!(priced(PricePolicy::Lowest, &all).unwrap(), "ONLY 8.00", "LOW is shut out");
    assert_eq!(priced(PricePolicy::Lowest, &[at(&high, "6"), at(&only, "8")]).unwrap(), "HIGH 6.00");
    for policy in PricePolicy::ALL {
        assert_eq!(priced(policy, &[at(&low, "1")]), Err(LineFault::NoPrice), "ONLY lacks it and shuts LOW out, {policy:?}");
    }
    let steps = pricer(book(PricePolicy::Lowest, &lists, &all), &asker()).derivation(product(1), pieces(1)).unwrap();
    let told: Vec<(&str, Effect)> = steps.iter().map(|step| (step.list.as_str(), step.effect)).collect();
    assert_eq!(told, [("HIGH", Effect::NotLowest), ("ONLY", Effect::Won), ("LOW", Effect::ShutOut)]);
}

#[test]
fn equal_lowest_prices_are_given_by_the_list_asked_first() {
    let (first, second) = (PriceList { priority: 1, ..list("Z") }, list("A"));
    let lists = [(&second, Assignee::Account(account(1))), (&first, Assignee::Everyone)];
    let prices = [entries(&first, product(1), &[(0, "5")]), entries(&second, product(1), &[(0, "5.000000")])];
    assert_eq!(answer(&book(PricePolicy::Lowest, &lists, &prices), 1).unwrap(), "Z 5.00");
}

/// The ladder is the lower envelope: a dearer step of one list hides nothing, and steps that change nothing are left out.
#[test]
fn the_ladder_of_the_lowest_is_the_lower_envelope() {
    let (one, two) = (PriceList { priority: 1, ..list("ONE") }, list("TWO"));
    let lists = [(&one, Assignee::Everyone), (&two, Assignee::Everyone)];
    let prices = [
        entries(&one, product(1), &[(5, "9"), (20, "6"), (50, "7")]),
        entries(&two, product(1), &[(1, "10"), (10, "8"), (40, "6"), (100, "5")]),
    ];
    let book = book(PricePolicy::Lowest, &lists, &prices);
    assert_eq!(ladder(&book), ["1: 10.00", "5: 9.00", "10: 8.00", "20: 6.00", "100: 5.00"]);
    assert_eq!(answer(&book, 50).unwrap(), "TWO 6.00");
}
