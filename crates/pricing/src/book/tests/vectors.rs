//! What other platforms document, asked of this book: the inputs are theirs, the expected prices derived by hand from our
//! own rules, and where the two differ both are told.

use super::*;
use crate::market::{Market, PricePolicy};

struct Case {
    policy: PricePolicy,
    lists: Vec<(PriceList, Assignee)>,
    /// By the list's code, for product 1.
    prices: Vec<(&'static str, Vec<(i64, &'static str)>)>,
}

impl Case {
    fn pricer(&self, asker: &Asker) -> Pricer {
        let assigned = self.lists.iter().map(|(list, assignee)| (list.id, assignee.clone())).collect();
        let lists: Vec<PriceList> = self.lists.iter().map(|(list, _)| list.clone()).collect();
        let of = |code: &str| lists.iter().find(|list| list.code == code).unwrap();
        let prices: Vec<_> = self.prices.iter().flat_map(|(code, tiers)| entries(of(code), product(1), tiers)).collect();
        let markets = vec![Market { policy: self.policy, ..Market::italy() }];
        pricer(Book::from_entries(Terms::new(lists.clone(), assigned, markets, Vec::new()), &prices), asker)
    }

    fn paid(&self, quantities: &[i64]) -> Vec<String> {
        let pricer = self.pricer(&Asker::everyone(tenant(), NOW));
        let paid = |quantity: &i64| pricer.price(product(1), pieces(*quantity), false).unwrap().unit_price.amount();
        quantities.iter().map(paid).collect()
    }

    fn ladder(&self) -> Vec<String> {
        let priced = self.pricer(&Asker::everyone(tenant(), NOW)).price(product(1), pieces(1000), false).unwrap();
        priced.tiers.iter().map(|tier| format!("{}: {}", tier.from_quantity.value(), tier.unit_price.amount())).collect()
    }
}

fn of_priority(code: &str, priority: i32, exclusive: bool) -> (PriceList, Assignee) {
    (PriceList { priority, exclusive, ..list(code) }, Assignee::Everyone)
}

const DEFAULT: [(i64, &str); 3] = [(1, "9"), (2, "8"), (5, "6")];
const CUSTOM: [(i64, &str); 3] = [(1, "8"), (2, "7"), (4, "7")];

/// OroCommerce, merge by priority, both lists may be merged: 9 from one, 8 from two, 7 from four, 6 from five.
///
/// There a list of lower rank fills the quantities that the higher one does not name, and thereby undercuts it at four.
/// Here the first list that has a price at the quantity gives it: DEFAULT says 8 from two pieces on, hence at four as
/// well. All other quantities agree. Whoever wants the lower price at four chooses `lowest`, which asks for no slots.
#[test]
fn oro_merged_by_priority() {
    let case = Case {
        policy: PricePolicy::FirstMatch,
        lists: vec![of_priority("DEFAULT", 2, false), of_priority("CUSTOM", 1, false)],
        prices: vec![("DEFAULT", DEFAULT.to_vec()), ("CUSTOM", CUSTOM.to_vec())],
    };
    assert_eq!(case.ladder(), ["1: 9.00", "2: 8.00", "5: 6.00"]);
    assert_eq!(case.paid(&[1, 2, 3, 5, 100]), ["9.00", "8.00", "8.00", "6.00", "6.00"], "as there");
    assert_eq!(case.paid(&[4]), ["8.00"], "7.00 there");
}

/// The same with the higher list not to be merged, here `exclusive`: 9 from one, 8 from two, 6 from five, as there.
#[test]
fn oro_merged_by_priority_with_the_higher_list_alone() {
    let case = Case {
        policy: PricePolicy::FirstMatch,
        lists: vec![of_priority("DEFAULT", 2, true), of_priority("CUSTOM", 1, false)],
        prices: vec![("DEFAULT", DEFAULT.to_vec()), ("CUSTOM", CUSTOM.to_vec())],
    };
    assert_eq!(case.ladder(), ["1: 9.00", "2: 8.00", "5: 6.00"]);
    assert_eq!(case.paid(&[1, 2, 4, 5, 100]), ["9.00", "8.00", "8.00", "6.00", "6.00"]);
}

/// Three lists, the middle one not to be merged. There: 9, 8 from two, 6 from five, 5 from ten, 4 from a hundred: the middle
/// one is left out since the first has the product, and the last fills the quantities that the first does not name.
///
/// Here the first list prices every quantity from one on, so neither of the others is reached, and the exclusive one
/// shuts the last out in any case. Up to nine pieces both agree.
#[test]
fn oro_merged_by_priority_with_a_middle_list_alone() {
    let case = Case {
        policy: PricePolicy::FirstMatch,
        lists: vec![of_priority("DEFAULT", 3, false), of_priority("CUSTOM", 2, true), of_priority("CUSTOM2", 1, false)],
        prices: vec![("DEFAULT", DEFAULT.to_vec()), ("CUSTOM", CUSTOM.to_vec()), ("CUSTOM2", vec![(10, "5"), (100, "4")])],
    };
    assert_eq!(case.paid(&[1, 2, 4, 5, 9]), ["9.00", "8.00", "8.00", "6.00", "6.00"], "as there");
    assert_eq!(case.paid(&[10, 100]), ["6.00", "6.00"], "5.00 and 4.00 there");
}

/// OroCommerce, minimal prices: 8 from one, 7 from two, 6 from four, as there.
#[test]
fn oro_minimal_prices() {
    let case = Case {
        policy: PricePolicy::Lowest,
        lists: vec![of_priority("DEFAULT", 2, false), of_priority("CUSTOM", 1, false)],
        prices: vec![("DEFAULT", vec![(1, "9"), (2, "8"), (4, "6")]), ("CUSTOM", CUSTOM.to_vec())],
    };
    assert_eq!(case.ladder(), ["1: 8.00", "2: 7.00", "4: 6.00"]);
    assert_eq!(case.paid(&[1, 2, 3, 4, 50]), ["8.00", "7.00", "7.00", "6.00", "6.00"]);
}

/// commercetools: customer group before channel before country; of two alike the one with a period of validity; out of
/// its period a price is no candidate, and another currency never is. A group is a group here, a channel is told by
/// priority among lists assigned alike, a country by the market. Each price in turn is taken away, and the next one holds.
#[test]
fn commercetools_price_selection() {
    let scoped = |code: &str, group: bool, channel: bool, country: bool, period: bool| {
        let list = PriceList {
            priority: i32::from(channel),
            market: country.then(|| "it".to_owned()),
            valid_from: period.then_some(NOW),
            valid_to: period.then(|| NOW.plus_seconds(3600)),
            ..list(code)
        };
        (list, if group { Assignee::Group("OEM".to_owned()) } else { Assignee::Everyone })
    };
    // In the order in which they must be taken.
    let order = [
        scoped("GROUP-CHANNEL-COUNTRY", true, true, true, false),
        scoped("GROUP-CHANNEL", true, true, false, false),
        scoped("GROUP-COUNTRY", true, false, true, false),
        scoped("GROUP", true, false, false, false),
        scoped("CHANNEL-COUNTRY", false, true, true, false),
        scoped("CHANNEL", false, true, false, false),
        scoped("COUNTRY", false, false, true, false),
        scoped("ANY-WEEK", false, false, false, true),
        scoped("ANY", false, false, false, false),
    ];
    let asker = Asker { group: Some("OEM".to_owned()), market: Some("it".to_owned()), ..Asker::everyone(tenant(), NOW) };
    let never = [
        (PriceList { currency: Currency::parse("USD").unwrap(), priority: 9, ..list("DOLLARS") }, Assignee::Everyone),
        (PriceList { valid_to: Some(NOW), priority: 9, ..list("OVER") }, Assignee::Group("OEM".to_owned())),
        (PriceList { market: Some("de".to_owned()), priority: 9, ..list("GERMANY") }, Assignee::Group("OEM".to_owned())),
        (PriceList { priority: 9, ..list("OTHERS") }, Assignee::Group("RESELLER".to_owned())),
    ];
    let names: Vec<&'static str> = vec![
        "GROUP-CHANNEL-COUNTRY",
        "GROUP-CHANNEL",
        "GROUP-COUNTRY",
        "GROUP",
        "CHANNEL-COUNTRY",
        "CHANNEL",
        "COUNTRY",
        "ANY-WEEK",
        "ANY",
    ];
    for first in 0..order.len() {
        // From behind, so that the order of rows cannot help.
        let lists: Vec<_> = never.iter().chain(order[first..].iter().rev()).cloned().collect();
        let priced = names[first..].iter().chain(&["DOLLARS", "OVER", "GERMANY", "OTHERS"]).map(|code| (*code, vec![(0, "5")]));
        let case = Case { policy: PricePolicy::MostSpecific, lists, prices: priced.collect() };
        let line = case.pricer(&asker).price(product(1), pieces(1), false).unwrap();
        assert_eq!(&*line.list_code, names[first]);
    }
}

/// Shopware's trap: a rule of high rank that does not cover the product hides those below it. Here it hides nothing, under
/// any policy: RULE covers product 2 alone, so product 1 costs what BASE says.
#[test]
fn shopware_a_high_rule_without_the_product_hides_nothing() {
    for policy in PricePolicy::ALL {
        let (rule, base) = (PriceList { priority: 100, ..list("RULE") }, list("BASE"));
        let prices = [entries(&rule, product(2), &[(0, "5")]), entries(&base, product(1), &[(0, "7")])].concat();
        let assigned = vec![(rule.id, Assignee::Account(account(1))), (base.id, Assignee::Everyone)];
        let markets = vec![Market { policy, ..Market::italy() }];
        let book = Book::from_entries(Terms::new(vec![rule, base], assigned, markets, Vec::new()), &prices);
        let asker = Asker { account: Some(account(1)), ..Asker::everyone(tenant(), NOW) };
        let line = pricer(book, &asker).price(product(1), pieces(1), true).unwrap();
        assert_eq!((&*line.list_code, line.unit_price.amount().as_str()), ("BASE", "7.00"), "{policy:?}");
        assert_eq!(line.derivation.unwrap()[0].effect, Effect::NoEntry);
    }
}
