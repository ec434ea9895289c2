use kernel::Money;

use super::*;
use crate::LineFault;
use crate::tax::{Country, TaxCategory, TaxPlace};

fn rossi() -> Asker {
    Asker {
        account: Some(account(1)),
        ancestors: vec![account(2), account(3)],
        group: Some("OEM".to_owned()),
        ..Asker::everyone(tenant(), NOW)
    }
}

fn book(lists: Vec<PriceList>, assigned: &[(usize, Assignee)], prices: Vec<(PriceListId, Entry)>) -> Book {
    let assigned = assigned.iter().map(|(place, assignee)| (lists[*place].id, assignee.clone())).collect();
    Book::from_entries(Terms::new(lists, assigned, Vec::new(), Vec::new()), &prices)
}

fn price_of(book: &Book, asker: &Asker, quantity: i64) -> Result<String, LineFault> {
    let priced = pricer(book.clone(), asker).price(product(1), pieces(quantity), false)?;
    Ok(format!("{} {}", priced.list_code, priced.unit_price.amount()))
}

/// Each list holds product 1 at its own price; which one gives it?
#[test]
fn the_order_of_lists_is_priority_then_specificity_then_market_then_recency_then_code() {
    let of = |code: &str, change: fn(&mut PriceList)| {
        let mut list = list(code);
        change(&mut list);
        list
    };
    let plain = |_: &mut PriceList| {};
    let cases: [(&str, PriceList, Assignee, PriceList, Assignee); 8] = [
        (
            "priority beats specificity",
            of("A", |l| l.priority = 5),
            Assignee::Everyone,
            of("B", plain),
            Assignee::Account(account(1)),
        ),
        ("account beats parent", of("B", plain), Assignee::Account(account(1)), of("A", plain), Assignee::Account(account(2))),
        (
            "nearer parent beats farther",
            of("B", plain),
            Assignee::Account(account(2)),
            of("A", plain),
            Assignee::Account(account(3)),
        ),
        ("parent beats group", of("B", plain), Assignee::Account(account(3)), of("A", plain), Assignee::Group("OEM".into())),
        ("group beats everyone", of("B", plain), Assignee::Group("OEM".into()), of("A", plain), Assignee::Everyone),
        (
            "own market beats all markets",
            of("B", |l| l.market = Some("it".into())),
            Assignee::Everyone,
            of("A", plain),
            Assignee::Everyone,
        ),
        ("later beats earlier", of("B", |l| l.valid_from = Some(NOW)), Assignee::Everyone, of("A", plain), Assignee::Everyone),
        ("code decides at last", of("A", plain), Assignee::Everyone, of("B", plain), Assignee::Everyone),
    ];
    for (name, winner, winners, loser, losers) in cases {
        let prices = [entries(&winner, product(1), &[(0, "10")]), entries(&loser, product(1), &[(0, "1")])].concat();
        let expected = format!("{} 10.00", winner.code);
        for lists in [vec![winner.clone(), loser.clone()], vec![loser.clone(), winner.clone()]] {
            let place = |code: &str| lists.iter().position(|list| list.code == code).unwrap();
            let assigned = [(place(&winner.code), winners.clone()), (place(&loser.code), losers.clone())];
            let book = book(lists, &assigned, prices.clone());
            assert_eq!(price_of(&book, &rossi(), 1).unwrap(), expected, "{name}");
        }
    }
}

/// Shopware's trap: a list of high rank that lacks the product must not hide those below it.
#[test]
fn a_list_that_lacks_the_product_or_the_quantity_hides_nothing() {
    let (high, low) = (PriceList { priority: 9, ..list("HIGH") }, list("LOW"));
    let prices = [entries(&high, product(2), &[(0, "5")]), entries(&low, product(1), &[(0, "7")])].concat();
    let everyone = [(0, Assignee::Everyone), (1, Assignee::Everyone)];
    let lacking = book(vec![high.clone(), low.clone()], &everyone, prices);
    assert_eq!(price_of(&lacking, &rossi(), 1).unwrap(), "LOW 7.00");
    let prices = [entries(&high, product(1), &[(10, "5")]), entries(&low, product(1), &[(0, "7")])].concat();
    let from_ten = book(vec![high, low], &everyone, prices);
    assert_eq!(price_of(&from_ten, &rossi(), 9).unwrap(), "LOW 7.00");
    assert_eq!(price_of(&from_ten, &rossi(), 10).unwrap(), "HIGH 5.00");
}

#[test]
fn an_exclusive_list_in_force_is_the_only_one_asked() {
    let exclusive = PriceList { exclusive: true, priority: 9, ..list("ONLY") };
    let base = list("BASE");
    let prices = [entries(&exclusive, product(2), &[(0, "5")]), entries(&base, product(1), &[(0, "7")])].concat();
    let assigned = [(0, Assignee::Account(account(1))), (1, Assignee::Everyone)];
    let shut = book(vec![exclusive.clone(), base.clone()], &assigned, prices.clone());
    assert_eq!(price_of(&shut, &rossi(), 1), Err(LineFault::NoPrice));
    let over = PriceList { valid_to: Some(NOW), ..exclusive };
    assert_eq!(price_of(&book(vec![over, base], &assigned, prices), &rossi(), 1).unwrap(), "BASE 7.00");
}

#[test]
fn validity_begins_at_its_first_moment_and_ends_before_its_last() {
    let window = PriceList { valid_from: Some(NOW), valid_to: Some(NOW.plus_seconds(60)), ..list("WEEK") };
    let book = book(vec![window.clone()], &[(0, Assignee::Everyone)], entries(&window, product(1), &[(0, "7")]));
    for (seconds, priced) in [(-1, false), (0, true), (59, true), (60, false)] {
        let asker = Asker { at: NOW.plus_seconds(seconds), ..rossi() };
        assert_eq!(price_of(&book, &asker, 1).is_ok(), priced, "{seconds} s after its beginning");
    }
    for state in [ListState::Draft, ListState::Archived] {
        let idle = PriceList { state, ..list("IDLE") };
        let prices = entries(&idle, product(1), &[(0, "7")]);
        let book =
            Book::from_entries(Terms::new(vec![idle.clone()], vec![(idle.id, Assignee::Everyone)], vec![], vec![]), &prices);
        assert_eq!(price_of(&book, &rossi(), 1), Err(LineFault::NoPrice));
    }
}

#[test]
fn nobody_sees_a_strangers_list() {
    let strangers = list("STRANGERS");
    let book = book(
        vec![strangers.clone()],
        &[(0, Assignee::Account(account(9))), (0, Assignee::Group("RESELLER".into()))],
        entries(&strangers, product(1), &[(0, "7")]),
    );
    assert_eq!(price_of(&book, &rossi(), 1), Err(LineFault::NoPrice));
    assert_eq!(price_of(&book, &Asker::everyone(tenant(), NOW), 1), Err(LineFault::NoPrice));
    let dollars = Asker { account: Some(account(9)), currency: Some(Currency::parse("USD").unwrap()), ..rossi() };
    assert_eq!(price_of(&book, &dollars, 1), Err(LineFault::NoPrice));
    // A market that nobody made: the default's rules, and none of the lists that are for other markets.
    let domestic = PriceList { market: Some("it".into()), ..list("DOMESTIC") };
    let prices = entries(&domestic, product(1), &[(0, "7")]);
    let book =
        Book::from_entries(Terms::new(vec![domestic.clone()], vec![(domestic.id, Assignee::Everyone)], vec![], vec![]), &prices);
    assert_eq!(price_of(&book, &Asker { market: Some("IT".into()), ..rossi() }, 1).unwrap(), "DOMESTIC 7.00");
    assert_eq!(price_of(&book, &Asker { market: Some("xx".into()), ..rossi() }, 1), Err(LineFault::NoPrice));
}

#[test]
fn derived_lists_take_their_percentages_off_one_after_the_other() {
    let base = list("BASE");
    let less = derived("LESS", &base, "12.5");
    let lesser = PriceList { priority: 1, ..derived("LESSER", &less, "3") };
    let own = entries(&lesser, product(2), &[(5, "1")]);
    let prices =
        [entries(&base, product(1), &[(0, "10"), (100, "9.3333")]), entries(&base, product(2), &[(0, "4")]), own].concat();
    let book = book(vec![base, less, lesser], &[(2, Assignee::Everyone)], prices);
    // 10 − 12.5 % = 8.75; − 3 % = 8.4875. 9.3333 − 12.5 % = 8.16663… → 8.1666; − 3 % = 7.921602 → 7.9216.
    assert_eq!(price_of(&book, &rossi(), 1).unwrap(), "LESSER 8.4875");
    assert_eq!(price_of(&book, &rossi(), 100).unwrap(), "LESSER 7.9216");
    let pricer = pricer(book, &rossi());
    // Entries of its own price a product alone: the base has no say below five pieces.
    assert_eq!(pricer.price(product(2), pieces(1), false), Err(LineFault::NoPrice));
    let steps = pricer.price(product(1), pieces(100), true).unwrap().derivation.unwrap();
    let told: Vec<(String, Effect, String)> =
        steps.iter().map(|step| (step.list.clone(), step.effect, step.result.unwrap().amount())).collect();
    let step = |list: &str, effect, result: &str| (list.to_owned(), effect, result.to_owned());
    assert_eq!(
        told,
        [step("BASE", Effect::Base, "9.3333"), step("LESS", Effect::Base, "8.1666"), step("LESSER", Effect::Won, "7.9216")]
    );
    assert_eq!(steps[2].percent_off, Some(Percent::whole(3)));
    assert_eq!(steps[2].from_quantity, Some(pieces(100)));
    assert_eq!(steps.iter().map(|step| step.step).collect::<Vec<_>>(), [1, 2, 3]);
}

/// What buyers read: of lists that are not theirs neither the price nor what gives it back.
#[test]
fn buyers_read_of_their_own_lists_only() {
    use crate::formula::Formula;
    use crate::rule::{PriceRule, RuleEffect, RuleTarget};
    let (secret, ours) = (list("SECRET"), list("OURS"));
    let told = |ours: PriceList, effect: Option<RuleEffect>, is_theirs: bool| {
        let mut assigned = vec![(ours.id, Assignee::Account(account(1)))];
        assigned.extend(is_theirs.then_some((secret.id, Assignee::Everyone)));
        let rule = |effect| PriceRule {
            id: kernel::PriceRuleId::from_uuid(Uuid::from_u128(1)),
            list: ours.id,
            target: RuleTarget::All,
            from_quantity_micros: 0,
            effect,
        };
        let rules = effect.map(rule).into_iter().collect();
        let ours = PriceList { priority: 9, ..ours };
        let terms = Terms::new(vec![secret.clone(), ours], assigned, vec![], vec![]).with_rules(rules);
        let book = Book::from_entries(terms, &entries(&secret, product(1), &[(0, "80")]));
        let steps = pricer(book, &rossi()).derivation(product(1), pieces(1)).unwrap();
        assert!(steps.iter().any(|step| step.effect == Effect::Base), "the seller reads all");
        DerivationStep::for_buyers(steps)
    };
    let ten = Percent::whole(10);
    let off = |base: &PriceList| RuleEffect::PercentOff { base: base.id, percent_off: ten };
    let amount = |base: &PriceList| RuleEffect::AmountOff { base: base.id, amount_micros: 8_000_000 };
    let formula = || RuleEffect::Formula(Formula::parse("list(\"SECRET\") * 0.9").unwrap());
    let cases = [
        (ours.clone(), Some(off(&secret)), "10 % off its base"),
        (ours.clone(), Some(amount(&secret)), "8.00 EUR off its base"),
        (derived("OURS", &secret, "10"), None, "10 % off its base"),
        (ours.clone(), Some(formula()), "a formula"),
    ];
    for (ours, effect, words) in cases {
        let steps = told(ours.clone(), effect.clone(), false);
        let [won] = steps.as_slice() else { panic!("{words}: {steps:?}") };
        let applied = won.applied.as_ref().unwrap();
        assert_eq!((won.result.unwrap().amount(), won.step, won.percent_off), ("72.00".to_owned(), 1, None), "{words}");
        assert_eq!((applied.percent_off, applied.amount_off, applied.formula.as_ref()), (None, None, None), "{words}");
        let instead = if words == "a formula" { ", a formula" } else { "" };
        assert_eq!(won.rule, format!("list OURS for the account, priority 9{instead}"));
        // When the base is theirs as well, they read it, but for what a formula is made of.
        let steps = told(ours, effect, true);
        let effects: Vec<Effect> = steps.iter().map(|step| step.effect).collect();
        if words == "a formula" {
            assert_eq!(effects, [Effect::Won, Effect::Outranked]);
        } else {
            assert_eq!(effects, [Effect::Base, Effect::Won, Effect::Outranked], "{words}");
            assert!(steps[1].rule.ends_with(words), "{}", steps[1].rule);
        }
    }
}

/// A rule that makes the same of several steps of its base is one step.
#[test]
fn what_costs_the_same_is_no_price_break() {
    let base = list("BASE");
    let free = derived("FREE", &base, "100");
    let prices = entries(&base, product(1), &[(0, "10"), (10, "9"), (50, "8")]);
    let book = book(vec![base, free], &[(1, Assignee::Everyone)], prices);
    let priced = pricer(book, &rossi()).price(product(1), pieces(60), false).unwrap();
    assert_eq!(priced.tiers.iter().map(|tier| tier.from_quantity).collect::<Vec<_>>(), [pieces(0)]);
}

#[test]
fn a_derivation_names_every_candidate_and_why_it_lost() {
    let mut gone = list("GONE");
    gone.valid_to = Some(NOW);
    gone.priority = 9;
    let lists = vec![
        gone.clone(),
        PriceList { priority: 8, ..list("OTHERS") },
        PriceList { priority: 7, ..list("BULK") },
        PriceList { priority: 6, exclusive: true, ..list("OURS") },
        list("BASE"),
    ];
    let everyone: Vec<(usize, Assignee)> = (0..5).map(|place| (place, Assignee::Everyone)).collect();
    let prices = [
        entries(&gone, product(1), &[(0, "1")]),
        entries(&lists[1], product(2), &[(0, "2")]),
        entries(&lists[2], product(1), &[(50, "3")]),
        entries(&lists[3], product(1), &[(0, "4")]),
        entries(&lists[4], product(1), &[(0, "5")]),
    ]
    .concat();
    let pricer = pricer(book(lists, &everyone, prices), &rossi());
    let steps = pricer.price(product(1), pieces(1), true).unwrap().derivation.unwrap();
    let told: Vec<(&str, Effect)> = steps.iter().map(|step| (step.list.as_str(), step.effect)).collect();
    let expected = [
        ("GONE", Effect::NotInForce),
        ("OTHERS", Effect::NoEntry),
        ("BULK", Effect::QuantityTooSmall),
        ("OURS", Effect::Won),
        ("BASE", Effect::ShutOut),
    ];
    assert_eq!(told, expected);
    assert_eq!(steps[3].rule, "list OURS for everyone, priority 6, exclusive");
    assert_eq!(steps[0].valid_to, Some(NOW));
    assert!(pricer.derivation(product(200), pieces(1)).unwrap().iter().all(|step| step.effect != Effect::Won));
}

#[test]
fn the_list_price_is_everyones_without_breaks_beside_the_accounts_own() {
    let (base, week, ours) = (list("BASE"), PriceList { priority: 5, ..list("WEEK") }, PriceList { priority: 9, ..list("OURS") });
    let prices = [
        entries(&base, product(1), &[(0, "10"), (100, "8")]),
        entries(&week, product(1), &[(0, "9")]),
        entries(&ours, product(1), &[(10, "6"), (50, "5.5")]),
    ]
    .concat();
    let assigned = [(0, Assignee::Everyone), (1, Assignee::Everyone), (2, Assignee::Account(account(1)))];
    let book = book(vec![base, week, ours], &assigned, prices);
    let priced = pricer(book.clone(), &rossi()).price(product(1), pieces(25), false).unwrap();
    assert_eq!(priced.unit_price.amount(), "6.00");
    assert_eq!(priced.line_total.amount(), "150.00");
    assert_eq!(priced.list_price.unwrap().amount(), "10.00");
    let ladder: Vec<String> =
        priced.tiers.iter().map(|tier| format!("{}: {}", tier.from_quantity.value(), tier.unit_price.amount())).collect();
    assert_eq!(ladder, ["0: 9.00", "10: 6.00", "50: 5.50"]);
    let stranger = Asker { account: Some(account(8)), ancestors: vec![], group: None, ..rossi() };
    assert_eq!(pricer(book, &stranger).price(product(1), pieces(200), false).unwrap().unit_price.amount(), "9.00");
}

#[test]
fn a_bad_line_is_a_fault_in_its_place_and_no_part_of_the_totals() {
    let base = list("BASE");
    let book = book(vec![base.clone()], &[(0, Assignee::Everyone)], entries(&base, product(1), &[(0, "0.0835")]));
    let pricer = pricer(book, &rossi());
    let line = |number, quantity| BasketLine { product: product(number), quantity, tax_category: TaxCategory::Standard };
    let lines = [
        line(1, pieces(30)),
        line(2, pieces(1)),
        line(1, pieces(0)),
        line(1, Quantity::from_micros(i64::MAX, Unit::PIECE)),
        line(1, pieces(1)),
    ];
    let place = TaxPlace { ship_to: Country::ITALY, vat_id_of: Some(Country::ITALY) };
    let basket = pricer.basket(&place, &lines, false).unwrap();
    assert_eq!(basket.lines[0].as_ref().unwrap().price.line_total.amount(), "2.51");
    assert_eq!(basket.lines[1], Err(LineFault::NoPrice));
    assert_eq!(basket.lines[2], Err(LineFault::QuantityNotPositive));
    // 770 thousand million euro for one line can still be counted; its sum with VAT can be as well.
    assert!(basket.lines[3].is_ok());
    let good = pricer.basket(&place, &[lines[0], lines[1], lines[4]], false).unwrap();
    assert_eq!(good.totals.net, Money::parse("2.59", Currency::EUR).unwrap());
    assert_eq!(good.totals.tax[0].amount.amount(), "0.57");
    assert_eq!(good.totals.gross.amount(), "3.16");
}

/// All in: entries, the index of products, and where these stand in the catalogue.
#[test]
fn an_entry_takes_at_most_forty_bytes() {
    let lists: Vec<PriceList> = (0..10).map(|number| list(&format!("L{number}"))).collect();
    let products: Vec<ProductId> =
        (0..2000_u128).map(|number| ProductId::from_uuid(uuid::Uuid::from_u128(number << 64 | number))).collect();
    let one_each =
        |list: &PriceList| products.iter().map(|product| entries(list, *product, &[(0, "1")])).collect::<Vec<_>>().concat();
    let prices: Vec<(PriceListId, Entry)> = lists.iter().flat_map(one_each).collect();
    let mut book = book(lists, &[], prices);
    book.put_places(&products.iter().map(|product| (*product, None, Some("Acme".to_owned()))).collect::<Vec<_>>());
    let each = book.bytes().div_ceil(book.entry_count());
    assert!((24..=40).contains(&each), "{each} bytes an entry");
}

#[test]
fn accounts_that_no_list_names_share_one_chain() {
    let (base, ours) = (list("BASE"), list("OURS"));
    let prices = entries(&base, product(1), &[(0, "1")]);
    let book = Arc::new(book(vec![base, ours], &[(0, Assignee::Everyone), (1, Assignee::Account(account(1)))], prices));
    for number in 0..100 {
        let asker = Asker { account: Some(account(number)), ancestors: vec![account(200)], ..Asker::everyone(tenant(), NOW) };
        Pricer::new(book.clone(), &asker);
    }
    assert_eq!(book.chain_count(), 2);
}
