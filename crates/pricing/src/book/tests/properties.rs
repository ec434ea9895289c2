use kernel::{CategoryId, Money, RoundingMode};
use proptest::prelude::*;

use super::naive::{NaiveEffect, NaiveFormula, NaiveRule, World};
use super::*;
use crate::LineFault;
use crate::market::{Market, PriceBasis, PricePolicy, TaxRounding};
use crate::rule::RuleTarget;
use crate::tax::{Country, TaxCategory, TaxPlace};

const LISTS: u8 = 7;
const PRODUCTS: u8 = 4;

fn currency(number: u8) -> Currency {
    if number == 0 { Currency::parse("USD").unwrap() } else { Currency::EUR }
}

fn moment() -> impl Strategy<Value = Option<Timestamp>> {
    prop_oneof![Just(None), (-2_i64..3).prop_map(|hours| Some(NOW.plus_seconds(hours * 3600)))]
}

fn any_list(number: u8) -> impl Strategy<Value = PriceList> {
    let terms = (0_u8..5, -1_i32..3, proptest::bool::weighted(0.15), moment(), moment(), 0_u8..8);
    let derivation = (proptest::option::weighted(0.4, 0..LISTS), -500_i64..1000);
    (terms, derivation, 0_u8..6).prop_map(move |((money, priority, exclusive, from, to, state), (base, tenths), market)| {
        let base = base
            .filter(|base| *base != number)
            .map(|base| Derived { from: list(&format!("L{base}")).id, percent_off: Percent::from_micros(tenths * 100_000) });
        PriceList {
            currency: currency(money),
            priority,
            exclusive,
            valid_from: from,
            valid_to: to,
            state: if state == 0 { ListState::Draft } else { ListState::Active },
            derived: base,
            market: [Some("it".to_owned()), Some("de".to_owned()), Some("fr".to_owned()), None, None, None][usize::from(market)]
                .clone(),
            ..list(&format!("L{number}"))
        }
    })
}

fn any_assignee() -> impl Strategy<Value = Assignee> {
    prop_oneof![
        3 => (0_u8..4).prop_map(|number| Assignee::Account(account(number))),
        2 => (0_u8..2).prop_map(|number| Assignee::Group(format!("G{number}"))),
        2 => Just(Assignee::Everyone),
    ]
}

fn category(number: u8) -> CategoryId {
    CategoryId::from_uuid(Uuid::from_u128(u128::from(number) + 1))
}

fn listed(number: u8) -> PriceListId {
    list(&format!("L{number}")).id
}

/// Category 0 is the root of 1 and 2, 1 of 3; 4 stands alone.
fn tree() -> Vec<CategoryPlace> {
    let parents = [None, Some(0), Some(0), Some(1), None];
    let place = |(number, parent): (u8, Option<u8>)| CategoryPlace {
        id: category(number),
        code: format!("c{number}"),
        parent: parent.map(category),
    };
    (0..).zip(parents).map(place).collect()
}

fn any_rule() -> impl Strategy<Value = NaiveRule> {
    let target = prop_oneof![
        2 => (0..PRODUCTS).prop_map(|number| RuleTarget::Product(product(number))),
        3 => (0_u8..5).prop_map(|number| RuleTarget::Category(category(number))),
        2 => (0_u8..2).prop_map(|number| RuleTarget::Brand(format!("brand{number}"))),
        2 => Just(RuleTarget::All),
    ];
    let formula = (any::<bool>(), 0..LISTS, 0..LISTS, 0_i64..2_000_000, 1_i64..4, 0_i64..3_000_000, 0_usize..4, 1_i64..1_000_000);
    let formula = formula.prop_map(|(greatest, one, other, factor, divisor, more, how, step)| NaiveFormula {
        greatest,
        one: (format!("L{one}"), listed(one)),
        other: (format!("L{other}"), listed(other)),
        factor,
        divisor,
        more,
        rounded: [None, Some("to"), Some("up to"), Some("down to")][how].map(|how| (how, step)),
    });
    let effect = prop_oneof![
        1 => (0_i64..100_000_000).prop_map(NaiveEffect::Fixed),
        2 => (0..LISTS, -500_i64..1000)
            .prop_map(|(base, tenths)| NaiveEffect::PercentOff(listed(base), Percent::from_micros(tenths * 100_000))),
        1 => (0..LISTS, -5_000_000_i64..50_000_000).prop_map(|(base, off)| NaiveEffect::AmountOff(listed(base), off)),
        2 => formula.prop_map(NaiveEffect::Formula),
    ];
    (0..LISTS, target, 0_i64..4, effect).prop_map(|(number, target, from, effect)| NaiveRule {
        list: listed(number),
        target,
        from: from * 5_000_000,
        effect,
    })
}

type Place = (ProductId, Option<CategoryId>, Option<String>);

/// The brand is written in some way, as in catalogues.
fn any_place(number: u8) -> impl Strategy<Value = Place> {
    (proptest::option::weighted(0.8, 0_u8..5), 0_usize..4).prop_map(move |(place, brand)| {
        let brand = [None, Some("brand0"), Some(" Brand1"), Some("BRAND0")][brand].map(str::to_owned);
        (product(number), place.map(category), brand)
    })
}

fn any_world() -> impl Strategy<Value = World> {
    let lists = (0..LISTS).map(any_list).collect::<Vec<_>>();
    let assigned = prop::collection::vec((0..LISTS, any_assignee()), 0..14);
    let entries = prop::collection::vec((0..LISTS, 0..PRODUCTS, 0_i64..5, 0_i64..100_000_000), 0..60);
    let rules = prop::collection::vec(any_rule(), 0..16);
    let places = (0..PRODUCTS).map(any_place).collect::<Vec<_>>();
    let more = ((any::<bool>(), 2_u8..7), (0_usize..3, 0_usize..3), rules, places);
    (lists, assigned, entries, more).prop_map(|(lists, assigned, entries, ((even, decimals), policies, rules, places))| World {
        assigned: assigned.into_iter().map(|(place, assignee)| (lists[usize::from(place)].id, assignee)).collect(),
        entries: entries
            .into_iter()
            .map(|(place, number, from, price_micros)| {
                let entry = Entry { product: product(number), from_quantity_micros: from * 5_000_000, price_micros };
                (lists[usize::from(place)].id, entry)
            })
            .collect(),
        markets: vec![
            Market {
                rounding: if even { RoundingMode::HalfEven } else { RoundingMode::HalfUp },
                unit_price_decimals: decimals,
                policy: PricePolicy::ALL[policies.0],
                ..Market::italy()
            },
            Market { code: "de".to_owned(), is_default: false, policy: PricePolicy::ALL[policies.1], ..Market::italy() },
        ],
        rules,
        categories: tree(),
        places,
        lists,
    })
}

fn any_asker() -> impl Strategy<Value = Asker> {
    let who = (proptest::option::weighted(0.8, 0_u8..4), prop::collection::vec(0_u8..4, 0..3), proptest::option::of(0_u8..3));
    (who, 0_u8..4, 0_u8..4, -1_i64..2).prop_map(|((own, above, group), money, market, hours)| Asker {
        tenant: tenant(),
        account: own.map(account),
        ancestors: if own.is_some() { above.into_iter().map(account).collect() } else { Vec::new() },
        group: group.map(|number| format!("G{number}")),
        market: [Some("it".to_owned()), Some("de".to_owned()), Some("fr".to_owned()), None][usize::from(market)].clone(),
        currency: (money < 3).then(|| currency(money)),
        at: NOW.plus_seconds(hours * 3600),
    })
}

/// How many worlds the comparison with the naive resolver makes; each asks [`ASKED`] prices. `FONDACO_PRICE_WORLDS` asks
/// for more.
fn worlds() -> u32 {
    std::env::var("FONDACO_PRICE_WORLDS").ok().and_then(|count| count.parse().ok()).unwrap_or(3200)
}

const ASKERS: usize = 8;
const QUANTITIES: [i64; 5] = [1, 4_999_999, 5_000_000, 12_000_000, 40_000_000];
/// Prices asked of a world.
const ASKED: usize = ASKERS * QUANTITIES.len() * PRODUCTS as usize;

fn agree(world: &World, askers: &[Asker]) -> Result<usize, TestCaseError> {
    let book = Arc::new(world.book());
    let mut asked = 0;
    for asker in askers {
        let pricer = Pricer::new(book.clone(), asker);
        for number in 0..PRODUCTS {
            for micros in QUANTITIES {
                let quantity = Quantity::from_micros(micros, Unit::PIECE);
                let expected = world.price(asker, product(number), quantity);
                let priced = pricer.price(product(number), quantity, false);
                let got = priced.as_ref().ok().map(|line| (line.list_code.to_string(), line.unit_price.micros()));
                prop_assert_eq!(&got, &expected);
                asked += 1;
            }
        }
    }
    Ok(asked)
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 2000, ..ProptestConfig::with_cases(worlds()) })]

    #[test]
    fn the_book_agrees_with_the_naive_resolver(world in any_world(), askers in prop::collection::vec(any_asker(), ASKERS)) {
        prop_assert_eq!(agree(&world, &askers)?, ASKED);
    }

    /// The same a second time, so that the machine's other core helps.
    #[test]
    fn the_book_agrees_with_the_naive_resolver_again(world in any_world(), askers in prop::collection::vec(any_asker(), ASKERS)) {
        prop_assert_eq!(agree(&world, &askers)?, ASKED);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Also the list price, and that what is told is what was done.
    #[test]
    fn what_is_told_is_what_was_done(world in any_world(), asker in any_asker(), micros in 1_i64..30_000_000) {
        let pricer = pricer(world.book(), &asker);
        let quantity = Quantity::from_micros(micros, Unit::PIECE);
        for number in 0..PRODUCTS {
            let expected = world.price(&asker, product(number), quantity);
            let steps = pricer.derivation(product(number), quantity).unwrap();
            let won: Vec<_> = steps.iter().filter(|step| step.effect == Effect::Won).collect();
            prop_assert_eq!(won.first().map(|step| (step.list.clone(), step.result.unwrap().micros())), expected);
            prop_assert!(won.len() <= 1);
        }
    }

    /// Never a stranger's: whoever asks, the list that answers is assigned to them, in their currency and in force.
    #[test]
    fn no_list_answers_whom_it_is_not_for(world in any_world(), asker in any_asker(), number in 0..PRODUCTS) {
        if let Ok(line) = pricer(world.book(), &asker).price(product(number), pieces(5), false) {
            let list = world.lists.iter().find(|list| list.id == line.list).unwrap();
            prop_assert!(world.rank(list, &asker).is_some());
            prop_assert!(list.in_force(asker.at));
            prop_assert_eq!(line.unit_price.currency(), list.currency);
            prop_assert!(asker.currency.is_none_or(|wanted| wanted == list.currency));
        }
    }

    /// The ladder shown is what one pays: at each step's quantity and just below it.
    #[test]
    fn the_ladder_tells_every_price(world in any_world(), asker in any_asker(), number in 0..PRODUCTS) {
        let pricer = pricer(world.book(), &asker);
        let Ok(line) = pricer.price(product(number), pieces(30), false) else { return Ok(()) };
        prop_assert!(line.tiers.windows(2).all(|pair| pair[0].unit_price != pair[1].unit_price), "{:?}", line.tiers);
        for micros in (1..30_000_000).step_by(2_499_999) {
            let step = line.tiers.iter().rev().find(|tier| tier.from_quantity.micros() <= micros);
            let paid = pricer.price(product(number), Quantity::from_micros(micros, Unit::PIECE), false).ok();
            prop_assert_eq!(step.map(|tier| tier.unit_price), paid.map(|line| line.unit_price));
        }
    }

    /// Neither the rows' order nor the lines' changes any amount, and the parts make up the whole.
    #[test]
    fn totals_do_not_depend_on_any_order(
        world in any_world(), asker in any_asker(), seed in any::<u64>(), per_line in any::<bool>(), gross in any::<bool>(),
        lines in prop::collection::vec((0..PRODUCTS, 1_i64..50_000_000, 0_usize..4), 0..30),
    ) {
        let mut world = world;
        for market in &mut world.markets {
            market.tax_rounding = if per_line { TaxRounding::Line } else { TaxRounding::Rate };
            market.prices = if gross { PriceBasis::Gross } else { PriceBasis::Net };
        }
        let mut shuffled = world.clone();
        let turn = usize::try_from(seed % 97).unwrap();
        let by = turn % shuffled.lists.len();
        shuffled.lists.rotate_left(by);
        if !shuffled.entries.is_empty() {
            let by = turn % shuffled.entries.len();
            shuffled.entries.rotate_left(by);
        }
        shuffled.assigned.reverse();
        let lines: Vec<BasketLine> = lines.into_iter().map(|(number, micros, category)| BasketLine {
            product: product(number),
            quantity: Quantity::from_micros(micros, Unit::PIECE),
            tax_category: TaxCategory::ALL[category],
        }).collect();
        let place = TaxPlace { ship_to: Country::ITALY, vat_id_of: None };
        let basket = pricer(world.book(), &asker).basket(&place, &lines, false).unwrap();
        let mut other_order = lines;
        other_order.reverse();
        let again = pricer(shuffled.book(), &asker).basket(&place, &other_order, false).unwrap();
        prop_assert_eq!(&basket.totals, &again.totals);
        let currency = basket.currency;
        let sum = |amounts: Vec<Money>| Money::sum(currency, amounts).unwrap();
        let lines = sum(basket.lines.iter().flatten().map(|line| line.price.line_total).collect());
        let tax = sum(basket.totals.tax.iter().map(|tax| tax.amount).collect());
        prop_assert_eq!(basket.totals.net.plus(tax).unwrap(), basket.totals.gross);
        prop_assert_eq!(sum(basket.totals.tax.iter().map(|tax| tax.base).collect()), basket.totals.net);
        prop_assert_eq!(lines, if gross { basket.totals.gross } else { basket.totals.net });
    }

    /// The largest prices and quantities fail by name; nothing wraps around.
    #[test]
    fn nothing_overflows(price in (i64::MAX - 1000)..=i64::MAX, micros in (i64::MAX - 1000)..=i64::MAX, count in 2_usize..5) {
        let base = list("BASE");
        let entry = |number, price_micros| (base.id, Entry { product: product(number), from_quantity_micros: 0, price_micros });
        let terms = Terms::new(vec![base.clone()], vec![(base.id, Assignee::Everyone)], vec![], vec![]);
        let book = Book::from_entries(terms, &[entry(0, price), entry(1, 1_000_000)]);
        let pricer = pricer(book, &Asker::everyone(tenant(), NOW));
        let most = Quantity::from_micros(micros, Unit::PIECE);
        prop_assert_eq!(pricer.price(product(0), most, true), Err(LineFault::TooLarge));
        // Each line can be counted; their sum cannot.
        let half = Quantity::from_micros(micros / 2, Unit::PIECE);
        let line = BasketLine { product: product(1), quantity: half, tax_category: TaxCategory::Standard };
        let place = TaxPlace { ship_to: Country::ITALY, vat_id_of: None };
        prop_assert_eq!(pricer.basket(&place, &vec![line; count], false), Err(LineFault::TooLarge));
    }
}
