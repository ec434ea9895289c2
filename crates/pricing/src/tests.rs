//! Prices written, followed and loaded on both databases.

use kernel::{Currency, Percent, ProductId, Quantity, Timestamp, Unit};
use store::{FeedFilter, Position, horizon, read_feed};
use testkit::TestStore;
use uuid::Uuid;

use crate::list::{Assignee, Entry, ListState, PriceList};
use crate::lists::{self, ListDraft, ProductTiers};
use crate::market::{Market, TaxRounding};
use crate::tax::{Country, TaxCategory, TaxRate};
use crate::{Asker, PriceBook, PricingError, check, load, migrations};

fn product(number: u128) -> ProductId {
    ProductId::from_uuid(Uuid::from_u128(number + 1))
}

fn pieces(count: i64) -> Quantity {
    Quantity::from_micros(count * 1_000_000, Unit::PIECE)
}

pub(crate) fn draft(code: &str) -> ListDraft {
    ListDraft {
        code: code.to_owned(),
        name_it: format!("Listino {code}"),
        name_en: format!("List {code}"),
        currency: Currency::EUR,
        market: None,
        priority: 0,
        exclusive: false,
        valid_from: None,
        valid_to: None,
        derived: None,
        state: ListState::Active,
    }
}

fn entry(number: u128, from: i64, price_micros: i64) -> Entry {
    Entry { product: product(number), from_quantity_micros: from * 1_000_000, price_micros }
}

/// Applies what was announced since a position, as the follower does.
async fn follow(test: &TestStore, book: &PriceBook, from: Position) -> Position {
    let newest = horizon(&test.store).await.unwrap();
    let rows = read_feed(test.store.reader(), &FeedFilter::default(), from, newest, 10_000).await.unwrap();
    book.apply(&test.store, &rows).await.unwrap();
    newest
}

/// Every price of a few askers, as text.
fn prices(book: &PriceBook, test: &TestStore) -> Vec<String> {
    let everyone = Asker::everyone(test.tenant, test.clock.now());
    let ours =
        Asker { account: Some(kernel::AccountId::from_uuid(Uuid::from_u128(1))), group: Some("OEM".into()), ..everyone.clone() };
    let mut told = Vec::new();
    for asker in [everyone, ours] {
        for number in 0..6 {
            for count in [1, 10, 100] {
                let line = book.price(&asker, product(number), pieces(count), true);
                told.push(match line {
                    Ok(line) => format!("{number} × {count}: {} {} {:?}", line.list_code, line.unit_price, line.list_price),
                    Err(fault) => format!("{number} × {count}: {fault}"),
                });
            }
        }
    }
    told
}

/// After each change the followed book equals one that was loaded anew.
#[tokio::test]
async fn a_book_that_follows_the_feed_equals_one_that_is_loaded() {
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let followed = PriceBook::new();
        followed.load(store, test.tenant).await.unwrap();
        let mut position = 0;
        let made = load::write_lists(store, &ctx, &[draft("BASE"), draft("OURS"), draft("LATER")]).await.unwrap();
        let mut versions = Vec::new();
        for step in 0..9 {
            change(&test, &made, step).await;
            position = follow(&test, &followed, position).await;
            let fresh = PriceBook::new();
            fresh.load(store, test.tenant).await.unwrap();
            assert_eq!(prices(&followed, &test), prices(&fresh, &test), "{} step {step}", test.engine());
            assert_eq!(followed.version(test.tenant), fresh.version(test.tenant));
            versions.push(followed.version(test.tenant).unwrap());
        }
        assert!(versions.is_sorted() && versions.first() < versions.last(), "{versions:?}");
        let told = prices(&followed, &test);
        assert_eq!(told[0], format!("0 × 1: BASE 11.00 EUR {:?}", Some(kernel::UnitPrice::parse("11", Currency::EUR).unwrap())));
        assert!(told[18].starts_with("0 × 1: OURS 9.90 EUR"), "{}", told[18]);
        assert!(told.iter().any(|line| line == "4 × 1: there is no price for this product and quantity"));
        assert_eq!(check(store).await.unwrap(), Vec::<String>::new());
    }
}

async fn change(test: &TestStore, made: &[PriceList], step: usize) {
    let (store, ctx) = (&test.store, test.ctx());
    let permit = lists::permit_to_manage(&ctx).unwrap();
    let [base, ours, later] = made else { unreachable!() };
    let current = async |list: &PriceList| lists::find_list(store.reader(), test.tenant, &list.code).await.unwrap().0;
    match step {
        0 => load::write_entries(store, &ctx, base, &[entry(0, 0, 10_000_000), entry(0, 50, 9_000_000), entry(1, 0, 5)])
            .await
            .unwrap(),
        1 => load::write_assignments(store, &ctx, &[(base.id, vec![Assignee::Everyone])]).await.unwrap(),
        2 => load::write_entries(store, &ctx, base, &[entry(0, 0, 11_000_000), entry(2, 0, 7), entry(3, 0, 8)]).await.unwrap(),
        3 => {
            let derived = ListDraft { derived: Some(("BASE".into(), Percent::whole(10))), priority: 5, ..draft("OURS") };
            load::write_lists(store, &ctx, &[derived]).await.unwrap();
            load::write_assignments(store, &ctx, &[(ours.id, vec![Assignee::Group("OEM".into())])]).await.unwrap();
        }
        4 => {
            let list = current(base).await;
            let mut tx = store.begin(&ctx).await.unwrap();
            let gone = ProductTiers { product: product(3), tiers: vec![] };
            let fewer = ProductTiers { product: product(1), tiers: vec![(0, 6), (100_000_000, 4)] };
            lists::replace_tiers(&mut tx, &list, list.version, &[gone, fewer], &permit).await.unwrap();
            tx.commit().await.unwrap();
        }
        5 => {
            // Written while nobody can see it, then activated: the whole list must appear.
            load::write_lists(store, &ctx, &[ListDraft { state: ListState::Draft, ..draft("LATER") }]).await.unwrap();
            load::write_entries(store, &ctx, later, &[entry(2, 0, 1)]).await.unwrap();
            let ours_only = Assignee::Account(kernel::AccountId::from_uuid(Uuid::from_u128(1)));
            load::write_assignments(store, &ctx, &[(later.id, vec![ours_only])]).await.unwrap();
        }
        6 => drop(load::write_lists(store, &ctx, &[ListDraft { priority: 9, ..draft("LATER") }]).await.unwrap()),
        7 => {
            let rounded = Market { unit_price_decimals: 2, tax_rounding: TaxRounding::Line, ..Market::italy() };
            load::write_markets(store, &ctx, &[rounded]).await.unwrap();
            let day = kernel::Date::constant(2025, 1, 1);
            let rate =
                TaxRate { country: Country::ITALY, category: TaxCategory::Standard, rate: Percent::whole(23), valid_from: day };
            load::write_tax_rates(store, &ctx, &[rate]).await.unwrap();
        }
        _ => drop(load::write_lists(store, &ctx, &[ListDraft { state: ListState::Archived, ..draft("LATER") }]).await.unwrap()),
    }
}

#[tokio::test]
async fn a_list_that_moved_is_not_overwritten_and_a_code_is_given_once() {
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let permit = lists::permit_to_manage(&ctx).unwrap();
        let made = load::write_lists(store, &ctx, &[draft("BASE")]).await.unwrap();
        let mut tx = store.begin(&ctx).await.unwrap();
        let updated = lists::update_list(&mut tx, &draft("BASE"), 1, &permit).await.unwrap();
        assert_eq!(updated.version, 2);
        tx.commit().await.unwrap();
        let mut tx = store.begin(&ctx).await.unwrap();
        assert!(matches!(lists::update_list(&mut tx, &draft("BASE"), 1, &permit).await, Err(PricingError::VersionMoved)));
        assert!(matches!(lists::assign(&mut tx, &made[0], 1, &[], &permit).await, Err(PricingError::VersionMoved)));
        assert!(matches!(lists::replace_tiers(&mut tx, &made[0], 1, &[], &permit).await, Err(PricingError::VersionMoved)));
        assert!(matches!(lists::update_list(&mut tx, &draft("NONE"), 1, &permit).await, Err(PricingError::ListNotFound(_))));
        drop(tx);
        let mut tx = store.begin(&ctx).await.unwrap();
        let taken = lists::create_list(&ctx, &mut tx, &draft("BASE"), &permit).await;
        assert!(matches!(taken, Err(PricingError::CodeTaken(code)) if code == "BASE"), "{}", test.engine());
    }
}

#[tokio::test]
async fn the_office_reads_whom_lists_are_for() {
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let made = load::write_lists(store, &ctx, &[draft("B"), draft("A"), draft("NOBODY")]).await.unwrap();
        let id = |code: &str| made.iter().find(|list| list.code == code).unwrap().id;
        let group = |code: &str| Assignee::Group(code.to_owned());
        let assigned = [(id("B"), vec![Assignee::Everyone, group("oem"), group("mro")]), (id("A"), vec![group("oem")])];
        load::write_assignments(store, &ctx, &assigned).await.unwrap();
        let by_list = lists::assignees_by_list(store.reader(), ctx.tenant).await.unwrap();
        assert_eq!(by_list[&id("B")], [group("mro"), group("oem"), Assignee::Everyone], "{}", test.engine());
        assert!(!by_list.contains_key(&id("NOBODY")));
        let of_groups = lists::lists_of_groups(store.reader(), ctx.tenant).await.unwrap();
        let shown: Vec<_> = of_groups.iter().map(|(group, list)| (group.as_str(), list.code.as_str())).collect();
        assert_eq!(shown, [("mro", "B"), ("oem", "A"), ("oem", "B")]);
        let stranger = test.stranger();
        assert!(lists::lists_of_groups(store.reader(), stranger.tenant).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn lists_do_not_derive_in_circles() {
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let on = |base: &str, code: &str| ListDraft { derived: Some((base.into(), Percent::whole(5))), ..draft(code) };
        load::write_lists(store, &ctx, &[draft("A"), on("A", "B"), on("B", "C"), on("C", "D"), on("D", "E")]).await.unwrap();
        for refused in [on("E", "A"), on("C", "B"), on("E", "F"), on("A", "A")] {
            let outcome = load::write_lists(store, &ctx, std::slice::from_ref(&refused)).await;
            assert!(matches!(outcome, Err(PricingError::DerivedInACircle)), "{} on {:?}", refused.code, refused.derived);
        }
    }
}

/// Each alone is good, both are a circle: whoever comes second is refused, on both databases.
#[tokio::test]
async fn two_who_write_at_once_make_no_circle() {
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        load::write_lists(store, &ctx, &[draft("A"), draft("B")]).await.unwrap();
        let on = |base: &str, code: &str| ListDraft { derived: Some((base.into(), Percent::whole(5))), ..draft(code) };
        let writing = [on("A", "B"), on("B", "A")].map(|draft| {
            let (store, ctx) = (store.clone(), ctx.clone());
            tokio::spawn(async move { load::write_lists(&store, &ctx, &[draft]).await })
        });
        let mut refused = 0;
        for one in writing {
            match one.await.unwrap() {
                Ok(_) => {}
                Err(PricingError::DerivedInACircle) => refused += 1,
                Err(error) => panic!("{error:?} on {}", test.engine()),
            }
        }
        assert_eq!(refused, 1, "{}", test.engine());
        assert_eq!(check(store).await.unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_circle_that_stands_already_is_told_and_stops_no_other_list() {
    use sea_orm::ConnectionTrait;
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let on = |base: &str, code: &str| ListDraft { derived: Some((base.into(), Percent::whole(5))), ..draft(code) };
        load::write_lists(store, &ctx, &[draft("A"), on("A", "B"), on("B", "C")]).await.unwrap();
        let circle = "UPDATE price_lists SET derived_from = id, derived_percent_micros = 0 WHERE code = 'A'";
        store.writer().execute_unprepared(circle).await.unwrap();
        let broken = check(store).await.unwrap();
        assert!(broken.len() == 1 && broken[0].ends_with("it stands on itself"), "{broken:?} on {}", test.engine());
        load::write_lists(store, &ctx, &[ListDraft { priority: 3, ..on("B", "C") }, draft("D")]).await.unwrap();
        let still = load::write_lists(store, &ctx, &[on("A", "A")]).await;
        assert!(matches!(still, Err(PricingError::DerivedInACircle)));
        load::write_lists(store, &ctx, &[draft("A")]).await.unwrap();
        assert_eq!(check(store).await.unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_list_that_is_used_keeps_its_currency() {
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let on = |base: &str, code: &str| ListDraft { derived: Some((base.into(), Percent::whole(5))), ..draft(code) };
        let made =
            load::write_lists(store, &ctx, &[draft("HELD"), draft("BASE"), on("BASE", "OURS"), draft("FREE")]).await.unwrap();
        load::write_entries(store, &ctx, &made[0], &[entry(0, 0, 1)]).await.unwrap();
        let dollars = |code: &str| ListDraft { currency: Currency::parse("USD").unwrap(), ..draft(code) };
        for code in ["HELD", "BASE"] {
            let refused = load::write_lists(store, &ctx, &[dollars(code)]).await;
            let at = |faults: &[kernel::FieldFault]| faults[0].field == "currency" && faults[0].code == "currency_in_use";
            assert!(matches!(&refused, Err(PricingError::Invalid(faults)) if at(faults)), "{code}: {refused:?}");
        }
        load::write_lists(store, &ctx, &[dollars("FREE")]).await.unwrap();
    }
}

#[tokio::test]
async fn what_no_list_can_be_is_refused_at_its_field() {
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        load::write_lists(store, &ctx, &[ListDraft { currency: Currency::parse("USD").unwrap(), ..draft("USD") }]).await.unwrap();
        let moment = Timestamp::from_micros(5);
        let cases: [(&str, ListDraft); 8] = [
            ("code", draft("no spaces")),
            ("code", draft("nul\u{0}")),
            ("name_it", ListDraft { name_it: "x".repeat(121), ..draft("X") }),
            ("name_en", ListDraft { name_en: " ".into(), ..draft("X") }),
            ("valid_to", ListDraft { valid_from: Some(moment), valid_to: Some(moment), ..draft("X") }),
            ("market", ListDraft { market: Some("moon".into()), ..draft("X") }),
            ("derived.from", ListDraft { derived: Some(("USD".into(), Percent::ZERO)), ..draft("X") }),
            ("derived.percent_off", ListDraft { derived: Some(("USD".into(), Percent::whole(101))), ..draft("X") }),
        ];
        for (field, refused) in cases {
            let Err(PricingError::Invalid(faults)) = load::write_lists(store, &ctx, &[refused]).await else {
                panic!("{field} was accepted on {}", test.engine());
            };
            assert!(faults.iter().any(|fault| fault.field == field), "{field}: {faults:?}");
        }
        let list = &load::write_lists(store, &ctx, &[draft("OK")]).await.unwrap()[0];
        for (place, bad) in [entry(0, -1, 1), entry(0, 0, -1)].into_iter().enumerate() {
            let outcome = load::write_entries(store, &ctx, list, &[bad]).await;
            assert!(matches!(outcome, Err(PricingError::Invalid(_))), "bad entry {place}");
        }
    }
}

#[tokio::test]
async fn tenants_do_not_see_nor_touch_each_others_prices() {
    for test in testkit::stores(migrations).await {
        let (store, ctx, stranger) = (&test.store, test.ctx(), test.stranger());
        let made = load::write_lists(store, &ctx, &[draft("BASE")]).await.unwrap();
        load::write_entries(store, &ctx, &made[0], &[entry(0, 0, 1)]).await.unwrap();
        load::write_assignments(store, &ctx, &[(made[0].id, vec![Assignee::Everyone])]).await.unwrap();
        assert!(matches!(lists::find_list(store.reader(), stranger.tenant, "BASE").await, Err(PricingError::ListNotFound(_))));
        let forged = load::write_entries(store, &stranger, &made[0], &[entry(0, 0, 2)]).await;
        assert!(matches!(forged, Err(PricingError::ListNotFound(_))));
        assert!(load::write_assignments(store, &stranger, &[(made[0].id, vec![])]).await.is_err());
        let book = PriceBook::new();
        book.load(store, stranger.tenant).await.unwrap();
        assert!(book.price(&Asker::everyone(stranger.tenant, ctx.now), product(0), pieces(1), false).is_err());
        // The same code is free in another tenant.
        load::write_lists(store, &stranger, &[draft("BASE")]).await.unwrap();
    }
}

#[tokio::test]
async fn a_write_needs_the_right() {
    for test in testkit::stores(migrations).await {
        let mut ctx = test.ctx();
        ctx.actor.actions = kernel::Role::SalesRep.actions();
        assert!(matches!(load::write_lists(&test.store, &ctx, &[draft("X")]).await, Err(PricingError::Denied(_))));
    }
}

#[tokio::test]
async fn pages_of_entries_join_without_gap_or_double() {
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let list = &load::write_lists(store, &ctx, &[draft("BASE")]).await.unwrap()[0];
        let entries: Vec<Entry> =
            (0..40).flat_map(|number| [entry(number, 0, 9), entry(number, 10, 8), entry(number, 20, 7)]).collect();
        load::write_entries(store, &ctx, list, &entries).await.unwrap();
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = kernel::PageRequest::new(Some(7), after);
            let found = lists::entry_page(store.reader(), test.tenant, list.id, None, &page).await.unwrap();
            seen.extend(found.items);
            after = found.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, entries, "{}", test.engine());
        let one = kernel::PageRequest::new(None, Some("no cursor".into()));
        let of_one = lists::entry_page(store.reader(), test.tenant, list.id, Some(product(3)), &one).await.unwrap();
        assert_eq!(of_one.items.len(), 3);
        let lists_of = lists::lists_of_product(store.reader(), test.tenant, product(3)).await.unwrap();
        assert_eq!(lists_of.len(), 3);
    }
}

/// A rate is added once, changed as it was seen, and what somebody else has changed meanwhile is not overwritten.
#[tokio::test]
async fn vat_rates_are_added_and_changed_as_seen() {
    use crate::markets::{add_tax_rate, change_tax_rate, kept_tax_rates};
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let permit = lists::permit_to_manage(&ctx).unwrap();
        let rate = |percent| TaxRate {
            country: Country::ITALY,
            category: TaxCategory::Standard,
            rate: Percent::whole(percent),
            valid_from: kernel::Date::constant(2027, 1, 1),
        };
        let mut tx = store.begin(&ctx).await.unwrap();
        add_tax_rate(&mut tx, &rate(23), &permit).await.unwrap();
        let again = add_tax_rate(&mut tx, &rate(24), &permit).await;
        assert!(matches!(again, Err(PricingError::Invalid(faults)) if faults[0].code == "taken"));
        let beyond = add_tax_rate(&mut tx, &rate(101), &permit).await;
        assert!(matches!(beyond, Err(PricingError::Invalid(faults)) if faults[0].code == "out_of_range"));
        change_tax_rate(&mut tx, &rate(24), 1, &permit).await.unwrap();
        assert!(matches!(change_tax_rate(&mut tx, &rate(25), 1, &permit).await, Err(PricingError::VersionMoved)));
        tx.commit().await.unwrap();
        assert_eq!(kept_tax_rates(store.reader(), test.tenant).await.unwrap(), [(rate(24), 2)], "{}", test.engine());
    }
}

/// The detail of the newest entry of an action.
async fn audited(test: &TestStore, action: &str) -> serde_json::Value {
    let wanted = store::AuditFilter { action: Some(action.to_owned()), ..store::AuditFilter::default() };
    let page = kernel::PageRequest::new(None, None);
    let rows = store::list_audit(test.store.reader(), &test.ctx(), &wanted, &page).await.unwrap();
    rows.items.into_iter().next().unwrap().detail
}

#[tokio::test]
async fn the_audit_trail_tells_what_was_and_what_is() {
    use serde_json::json;
    for test in testkit::stores(migrations).await {
        let store = &test.store;
        // Entries are told apart by their moment, the newest first.
        let later = || {
            test.clock.advance_seconds(1);
            test.ctx()
        };
        load::write_markets(store, &later(), &[Market::italy()]).await.unwrap();
        load::write_markets(store, &later(), &[Market { unit_price_decimals: 2, ..Market::italy() }]).await.unwrap();
        let detail = audited(&test, "pricing.update_market").await;
        assert_eq!(detail, json!({"unit_price_decimals": {"was": 4, "is": 2}}), "{}", test.engine());
        load::write_markets(store, &later(), &[Market { code: "de".to_owned(), ..Market::italy() }]).await.unwrap();
        let detail = audited(&test, "pricing.update_market").await;
        assert_eq!(detail, json!({"is_default": {"was": true, "is": false}}), "the default of before stepped back");
        let day = kernel::Date::constant(2025, 1, 1);
        for (percent, was) in [(22, json!(null)), (23, json!("22"))] {
            let rate = Percent::whole(percent);
            let rate = TaxRate { country: Country::ITALY, category: TaxCategory::Standard, rate, valid_from: day };
            load::write_tax_rates(store, &later(), &[rate]).await.unwrap();
            assert_eq!(audited(&test, "pricing.put_tax_rate").await["rate"]["was"], was);
        }
        let list = load::write_lists(store, &later(), &[draft("BASE")]).await.unwrap().remove(0);
        load::write_lists(store, &later(), &[ListDraft { priority: 7, ..draft("BASE") }]).await.unwrap();
        assert_eq!(audited(&test, "pricing.update_list").await, json!({"priority": {"was": 0, "is": 7}}));
        load::write_entries(store, &later(), &list, &[entry(0, 0, 1_500_000), entry(0, 10, 1_000_000)]).await.unwrap();
        load::write_entries(store, &later(), &list, &[entry(0, 0, 1_200_000), entry(0, 10, 1_000_000)]).await.unwrap();
        let detail = audited(&test, "pricing.write_entries").await;
        let change = json!({"product": product(0), "from_quantity": "0", "was": "1.50", "is": "1.20"});
        assert_eq!(detail["changes"], json!([change]));
        let permit = lists::permit_to_manage(&test.ctx()).unwrap();
        let mut tx = store.begin(&later()).await.unwrap();
        let one = ProductTiers { product: product(0), tiers: vec![(0, 1_200_000)] };
        let list = lists::find_list(tx.conn(), test.tenant, "BASE").await.unwrap().0;
        lists::replace_tiers(&mut tx, &list, list.version, &[one], &permit).await.unwrap();
        tx.commit().await.unwrap();
        let change = json!({"product": product(0), "from_quantity": "10", "was": "1.00", "is": null});
        assert_eq!(audited(&test, "pricing.write_entries").await["changes"], json!([change]));
    }
}

#[tokio::test]
async fn a_permit_for_something_else_opens_nothing() {
    use crate::markets::{create_market, put_tax_rate, update_market};
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let list = load::write_lists(store, &ctx, &[draft("BASE")]).await.unwrap().remove(0);
        let other = ctx.permit(kernel::Action::StockManage, kernel::Scope::Tenant).unwrap();
        let day = kernel::Date::constant(2025, 1, 1);
        let rate = Percent::whole(22);
        let rate = TaxRate { country: Country::ITALY, category: TaxCategory::Standard, rate, valid_from: day };
        let mut tx = store.begin(&ctx).await.unwrap();
        let denied = [
            create_market(&mut tx, &Market::italy(), &other).await.err(),
            update_market(&mut tx, &Market::italy(), 1, &other).await.err(),
            put_tax_rate(&mut tx, &rate, &other).await.err(),
            lists::create_list(&ctx, &mut tx, &draft("X"), &other).await.err(),
            lists::update_list(&mut tx, &draft("BASE"), 1, &other).await.err(),
            lists::assign(&mut tx, &list, 1, &[], &other).await.err(),
            lists::replace_tiers(&mut tx, &list, 1, &[], &other).await.err(),
            lists::upsert_entries(&mut tx, &list, &[], &other).await.err(),
        ];
        for (act, error) in denied.iter().enumerate() {
            assert!(matches!(error, Some(PricingError::Denied(_))), "act {act}: {error:?}");
        }
    }
}

#[tokio::test]
async fn who_assigns_at_once_takes_nobody_away() {
    for test in testkit::stores(migrations).await {
        let (store, ctx) = (&test.store, test.ctx());
        let made = load::write_lists(store, &ctx, &[draft("BASE")]).await.unwrap();
        let codes = std::collections::BTreeSet::from(["BASE".to_owned()]);
        let group = |place: usize| Assignee::Group(format!("G{place}"));
        let adding = (0..6).map(|place| {
            let (store, ctx, codes) = (store.clone(), ctx.clone(), codes.clone());
            tokio::spawn(async move { load::add_assignees(&store, &ctx, &codes, &[group(place)]).await })
        });
        for added in adding.collect::<Vec<_>>() {
            assert_eq!(added.await.unwrap().unwrap(), Vec::<String>::new(), "{}", test.engine());
        }
        let (list, assigned) = lists::find_list(store.reader(), test.tenant, "BASE").await.unwrap();
        assert_eq!(assigned, (0..6).map(group).collect::<Vec<_>>(), "{}", test.engine());
        assert_eq!(list.version, made[0].version + 6);
        // Once more changes nothing, and a list that is for nobody is named.
        load::add_assignees(store, &ctx, &codes, &[group(3)]).await.unwrap();
        assert_eq!(lists::find_list(store.reader(), test.tenant, "BASE").await.unwrap().0.version, list.version);
        load::write_lists(store, &ctx, &[draft("FREE")]).await.unwrap();
        let codes = std::collections::BTreeSet::from(["BASE".to_owned(), "FREE".to_owned()]);
        assert_eq!(load::add_assignees(store, &ctx, &codes, &[]).await.unwrap(), ["FREE"]);
    }
}
