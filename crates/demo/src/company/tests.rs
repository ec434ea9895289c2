//! The company is sound: everyone can be reached, lists are in order, orders name what exists.

use std::collections::HashSet;

use kernel::Role;

use super::{ACCOUNTS, COLLEAGUES, OUTLET, ROSSI, Tier, base, contract, outlet, past_orders, rossi_part_number, workshop};
use crate::catalogue::{Catalogue, Product, default_size};

fn products() -> Vec<Product> {
    Catalogue::new(default_size()).expect("the demo's units are known").products().collect()
}

#[test]
fn accounts_and_people_are_told_apart() {
    let mut emails = HashSet::new();
    for person in COLLEAGUES.iter().chain(ACCOUNTS.iter().flat_map(|account| account.people)) {
        assert!(emails.insert(person.email), "{} twice", person.email);
        assert!(person.email.ends_with(".example"), "{}", person.email);
    }
    assert!(COLLEAGUES.iter().all(|person| !person.role.is_customers()));
    for role in Role::ALL.into_iter().filter(|role| !role.is_customers()) {
        assert!(COLLEAGUES.iter().any(|person| person.role == role), "nobody is {role:?}");
    }
    let mut numbers = HashSet::new();
    for account in ACCOUNTS {
        assert!(account.parent.is_none_or(|parent| numbers.contains(parent)), "{} before its parent", account.number);
        assert!(numbers.insert(account.number));
        assert!(account.people.iter().all(|person| person.role.is_customers()), "{}", account.number);
        assert!(!account.sites.is_empty(), "{} has no site", account.number);
        assert!(COLLEAGUES.iter().any(|person| person.email == account.rep && person.role == Role::SalesRep));
    }
}

#[test]
fn rossi_is_as_the_story_has_it() {
    let rossi = ACCOUNTS.iter().find(|account| account.number == ROSSI).expect("Officine Rossi");
    assert_eq!((rossi.sites.len(), rossi.cost_centres.len()), (2, 4));
    let of = |role| rossi.people.iter().find(|person| person.role == role);
    assert_eq!(of(Role::Requester).and_then(|person| person.order_limit), Some(1_000));
    for role in [Role::Buyer, Role::Approver, Role::AccountAdmin] {
        assert!(of(role).is_some(), "{role:?}");
    }
    assert!(["DE", "FR", "CH"].iter().all(|country| ACCOUNTS.iter().any(|account| account.country == *country)));
}

#[test]
fn italian_vat_numbers_have_their_check_digit() {
    for vat_id in ACCOUNTS.iter().filter_map(|account| account.vat_id?.strip_prefix("IT")) {
        let sum: u32 = vat_id
            .chars()
            .filter_map(|digit| digit.to_digit(10))
            .zip([1, 2].into_iter().cycle())
            .map(|(digit, weight)| if digit * weight > 9 { digit * weight - 9 } else { digit * weight })
            .sum();
        assert_eq!((vat_id.len(), sum % 10), (11, 0), "{vat_id}");
        assert_eq!(&vat_id[7..10], "000", "{vat_id} could be somebody's");
    }
}

fn check_tiers(what: &str, product: &Product, tiers: &[Tier]) {
    let first = tiers.first().unwrap_or_else(|| panic!("{what} {}: no tier", product.sku));
    assert_eq!(first.from_quantity, 0, "{what} {}", product.sku);
    assert!(first.price <= product.list_price.micros() + 5_000, "{what} {}: {}", product.sku, first.price);
    for pair in tiers.windows(2) {
        assert!(
            pair[0].from_quantity < pair[1].from_quantity && pair[0].price > pair[1].price,
            "{what} {}: {tiers:?}",
            product.sku
        );
    }
    assert!(tiers.iter().all(|tier| tier.price > 0 && tier.from_quantity % product.step.micros() == 0), "{what} {}", product.sku);
}

#[test]
fn prices_fall_with_the_quantity_and_never_to_nothing() {
    let (mut own_breaks, mut fixed, mut remainders) = (0, 0, 0);
    let mut part_numbers = HashSet::new();
    let products = products();
    for product in &products {
        check_tiers("base", product, &base(product));
        assert!((base(product)[0].price - product.list_price.micros()).abs() <= 5_000, "{}", product.sku);
        for (what, tiers, count) in [
            ("workshop", workshop(product), &mut own_breaks),
            ("contract", contract(product), &mut fixed),
            ("outlet", outlet(product), &mut remainders),
        ] {
            if let Some(tiers) = tiers {
                check_tiers(what, product, &tiers);
                *count += 1;
            }
        }
        if let Some(code) = rossi_part_number(product) {
            assert!(part_numbers.insert(code), "{}", product.sku);
        }
    }
    assert!((500..1200).contains(&own_breaks), "{own_breaks} with the workshops' own breaks");
    assert!((110..220).contains(&fixed), "{fixed} in the contract");
    assert!((150..400).contains(&remainders), "{remainders} in the outlet");
    assert!((40..100).contains(&part_numbers.len()), "{} part numbers", part_numbers.len());
}

#[test]
fn past_orders_name_what_exists_and_can_be_bought() {
    let products = products();
    let pool = |account: &str| {
        let sold = products.iter().filter(|product| account != OUTLET || outlet(product).is_some());
        sold.filter(|product| product.family == "rolling_bearing").cloned().collect::<Vec<_>>()
    };
    let orders = past_orders(&pool);
    assert!(orders.len() >= 20 && orders.iter().filter(|order| order.account == ROSSI).count() >= 10);
    assert!(orders.windows(2).all(|pair| pair[0].days_ago >= pair[1].days_ago), "oldest first");
    for order in &orders {
        let account = ACCOUNTS.iter().find(|account| account.number == order.account).expect("a known account");
        assert!(account.people.iter().any(|person| person.email == order.by), "{}", order.by);
        assert!(account.sites.iter().any(|site| site.code == order.site));
        assert!(order.cost_centre.is_none_or(|code| account.cost_centres.iter().any(|centre| centre.code == code)));
        assert!(!order.lines.is_empty());
        for (sku, quantity) in &order.lines {
            let product = products.iter().find(|product| product.sku == *sku).expect("a known product");
            assert!(quantity.is_multiple_of(product.step) && quantity.micros() >= product.minimum.micros());
            assert_eq!(quantity.unit(), product.unit);
        }
    }
    assert!(past_orders(&|_| Vec::new()).is_empty());
    assert_eq!(past_orders(&pool), orders, "the same every time");
}
