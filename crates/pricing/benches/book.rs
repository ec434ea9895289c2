//! What a price costs: the book alone, loading it from the embedded database, and the whole of `POST /api/v1/prices`.
//!
//! `cargo bench -p pricing` prints a table. Times are of one thread, the best of several rounds: the machine's own noise
//! only ever adds.

#![expect(clippy::expect_used, reason = "a measurement that cannot begin has nothing better to do than to stop")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use accounts::Directory;
use axum::body::Body;
use axum::http::Request;
use catalog::{Catalogue, ProductDraft, Texts};
use http_body_util::BodyExt;
use kernel::{AccountId, Currency, PriceListId, PriceRuleId, ProductId, Quantity, TenantId, Timestamp};
use pricing::book::{Book, Terms};
use pricing::{
    Asker, Assignee, BasketLine, Country, Entry, Formula, ListDraft, ListState, Market, PriceBook, PriceList, PricePolicy,
    PriceRule, Pricer, PricingState, RuleEffect, RuleTarget, TaxCategory, TaxPlace, load,
};
use serde_json::json;
use tower::ServiceExt;
use uuid::Uuid;

const PRODUCTS: u32 = 50_000;
const NOW: Timestamp = testkit::START;

fn main() {
    println!("{:<64} {:>12} {:>10}", "what", "measured", "target");
    engine();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(whole());
}

fn row(what: &str, measured: Duration, target: &str) {
    println!("{what:<64} {:>12} {target:>10}", format!("{measured:.1?}"));
}

/// The best of some rounds, per piece of work.
fn best(rounds: u32, per_round: u32, mut work: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..rounds {
        let start = Instant::now();
        for _ in 0..per_round {
            work();
        }
        best = best.min(start.elapsed() / per_round);
    }
    best
}

fn product(number: u32) -> ProductId {
    ProductId::from_uuid(Uuid::from_u128(u128::from(number) * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
}

fn list(number: u32, priority: i32) -> PriceList {
    PriceList {
        id: PriceListId::from_uuid(Uuid::from_u128(u128::from(number) + 1)),
        code: format!("L{number:05}"),
        name_it: String::new(),
        name_en: String::new(),
        currency: Currency::EUR,
        market: None,
        priority,
        exclusive: false,
        valid_from: None,
        valid_to: None,
        derived: None,
        state: ListState::Active,
        version: 1,
    }
}

/// Eight lists in the asker's chain, of which the last holds every product and the others each a tenth; all other lists
/// belong to other accounts and hold every `sparse`th product.
fn book(lists: u32, sparse: u32, policy: PricePolicy) -> (Book, Asker) {
    let ours = AccountId::from_uuid(Uuid::from_u128(1));
    let (mut all, mut assigned, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..lists.max(8) {
        let list = list(number, i32::try_from(number % 8).unwrap_or(0));
        let whom = match number {
            0 => Assignee::Everyone,
            1..8 => Assignee::Account(ours),
            _ => Assignee::Account(AccountId::from_uuid(Uuid::from_u128(u128::from(number)))),
        };
        assigned.push((list.id, whom));
        let step = if number == 0 {
            1
        } else if number < 8 {
            10
        } else {
            sparse
        };
        for held in (number % step..PRODUCTS).step_by(usize::try_from(step).unwrap_or(1)) {
            for (from, price) in [(0, 10_000_000), (10_000_000, 9_000_000), (100_000_000, 8_000_000)] {
                entries.push((
                    list.id,
                    Entry { product: product(held), from_quantity_micros: from, price_micros: price + i64::from(held) },
                ));
            }
        }
        all.push(list);
    }
    let asker = Asker { account: Some(ours), ..Asker::everyone(TenantId::from_uuid(Uuid::nil()), NOW) };
    let market = Market { policy, ..Market::italy() };
    (Book::from_entries(Terms::new(all, assigned, vec![market], vec![]), &entries), asker)
}

/// The same eight lists, but seven of them say it all by one formula each on the last.
fn book_of_formulas() -> (Book, Asker) {
    let (plain, asker) = book(8, 500, PricePolicy::FirstMatch);
    let terms = plain.terms();
    let rule = |number: u32| PriceRule {
        id: PriceRuleId::from_uuid(Uuid::from_u128(u128::from(number))),
        list: list(number, 0).id,
        target: RuleTarget::All,
        from_quantity_micros: 0,
        effect: RuleEffect::Formula(Formula::parse("list(\"L00000\") * 0.92 rounded to 0.05").expect("a formula")),
    };
    let ours = AccountId::from_uuid(Uuid::from_u128(1));
    let assigned =
        (0..8).map(|number| (list(number, 0).id, if number == 0 { Assignee::Everyone } else { Assignee::Account(ours) }));
    let ruled = Terms::new(terms.lists().to_vec(), assigned.collect(), vec![], vec![]).with_rules((1..8).map(rule).collect());
    let base = list(0, 0).id;
    let entries: Vec<(PriceListId, Entry)> = (0..PRODUCTS)
        .flat_map(|number| {
            [(0, 10_000_000), (10_000_000, 9_000_000), (100_000_000, 8_000_000)].map(|(from, price)| {
                (base, Entry { product: product(number), from_quantity_micros: from, price_micros: price + i64::from(number) })
            })
        })
        .collect();
    (Book::from_entries(ruled, &entries), asker)
}

fn basket(lines: u32) -> Vec<BasketLine> {
    let line = |number: u32| BasketLine {
        product: product(number * 7919 % PRODUCTS),
        quantity: Quantity::pieces(number % 120 + 1),
        tax_category: TaxCategory::Standard,
    };
    (0..lines).map(line).collect()
}

fn engine() {
    for lists in [10, 100, 1_000, 10_000] {
        measure(&format!("{lists} lists of the tenant"), book(lists, 500, PricePolicy::FirstMatch));
    }
    measure("lowest of 8, 1000 lists", book(1_000, 500, PricePolicy::Lowest));
    measure("7 formulas on a base", book_of_formulas());
    measure("1000 lists, 10 million entries", book(1_000, 15, PricePolicy::FirstMatch));
}

fn measure(what: &str, (book, asker): (Book, Asker)) {
    let bytes = book.bytes().checked_div(book.entry_count()).unwrap_or(0);
    let entries = book.entry_count();
    let pricer = Pricer::new(Arc::new(book), &asker);
    let lines = basket(2_000);
    let mut place = lines.iter().cycle();
    let each = best(20, 20_000, || {
        if let Some(line) = place.next() {
            let _ = black_box(pricer.price(line.product, line.quantity, false));
        }
    });
    row(&format!("one line, chain of 8, {what} ({entries} entries, {bytes} bytes each)"), each, "1 µs");
    let site = TaxPlace { ship_to: Country::ITALY, vat_id_of: None };
    for (count, target) in [(100_usize, "100 µs"), (2_000, "2 ms")] {
        let some = lines.get(..count).unwrap_or(&lines);
        let each = best(20, 50, || drop(black_box(pricer.basket(&site, some, false))));
        row(&format!("basket of {count} lines, {what}"), each, target);
    }
}

fn migrations() -> Vec<store::Migration> {
    [accounts::migrations(), catalog::migrations(), pricing::migrations()].into_iter().flatten().collect()
}

async fn whole() {
    for test in testkit::stores(migrations).await {
        let (store, ctx, engine) = (&test.store, test.ctx(), test.engine());
        let draft = |number: u32| {
            let mut draft = ProductDraft::new(format!("SKU-{number:06}"));
            draft.names = Texts::it_en("Cuscinetto", "Bearing");
            draft
        };
        let mut products = Vec::new();
        for chunk in (0..PRODUCTS).collect::<Vec<_>>().chunks(1_000) {
            let batch = chunk.iter().copied().map(draft).collect();
            products.extend(catalog::load::write_products(store, &ctx, batch).await.expect("products").products);
        }
        let terms = ListDraft {
            code: "BASE".to_owned(),
            name_it: "Base".to_owned(),
            name_en: "Base".to_owned(),
            currency: Currency::EUR,
            market: None,
            priority: 0,
            exclusive: false,
            valid_from: None,
            valid_to: None,
            derived: None,
            state: ListState::Active,
        };
        let made = load::write_lists(store, &ctx, &[terms]).await.expect("a list");
        let tiers = [(0, 10_000_000), (10_000_000, 9_000_000), (100_000_000, 8_000_000)];
        let entries: Vec<Entry> = products
            .iter()
            .flat_map(|product| {
                tiers.map(|(from, price)| Entry { product: *product, from_quantity_micros: from, price_micros: price })
            })
            .collect();
        let start = Instant::now();
        load::write_entries(store, &ctx, &made[0], &entries).await.expect("entries");
        row(&format!("{} entries written, {engine}", entries.len()), start.elapsed(), "");
        load::write_assignments(store, &ctx, &[(made[0].id, vec![Assignee::Everyone])]).await.expect("an assignment");
        let prices = PriceBook::new();
        let mut loading = Duration::MAX;
        for _ in 0..5 {
            let start = Instant::now();
            prices.load(store, test.tenant).await.expect("the book loads");
            loading = loading.min(start.elapsed());
        }
        row(&format!("{} entries loaded, {engine}", entries.len()), loading, "400 ms");
        let catalogue = Catalogue::default();
        catalogue.load(store, test.tenant).await.expect("the catalogue loads");
        let ground = web::Ground::new(store.clone());
        let (router, _, _) = pricing::doors(PricingState { ground, directory: Directory::new(), catalogue, book: prices }).open();
        let lines: Vec<_> = (0..100_u32)
            .map(|number| json!({"sku": format!("SKU-{:06}", number * 7919 % PRODUCTS), "quantity": {"value": "25", "unit": "C62"}}))
            .collect();
        let body = json!({"lines": lines}).to_string();
        let mut posting = Duration::MAX;
        for _ in 0..300 {
            let request = Request::post("/api/v1/prices").header("content-type", "application/json").extension(ctx.clone());
            let request = request.body(Body::from(body.clone())).expect("a request");
            let start = Instant::now();
            let response = router.clone().oneshot(request).await.expect("an answer");
            let answer = response.into_body().collect().await.expect("a body").to_bytes();
            posting = posting.min(start.elapsed());
            assert!(answer.len() > 10_000, "every line is answered");
        }
        row(&format!("POST /api/v1/prices of 100 lines, handler and JSON, {engine}"), posting, "1 ms");
    }
}
