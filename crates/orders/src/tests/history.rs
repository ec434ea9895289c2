//! Orders of another system's past.

use accounts::load::{AccountDraft, write_accounts};
use accounts::{AccountDetails, SiteDetails};
use catalog::import::{Mapping, Most, Outcome, Plan, Target, reject_path, run};
use catalog::load::write_products;
use catalog::{ProductDraft, Texts};
use kernel::{Currency, PageRequest};
use store::Migration;
use testkit::TestStore;

use crate::{HistoryWriter, OrderFilter, OrderState, get, list};

fn migrations() -> Vec<Migration> {
    let rooms =
        [accounts::migrations(), catalog::migrations(), pricing::migrations(), inventory::migrations(), crate::migrations()];
    rooms.into_iter().flatten().collect()
}

const FILE: &str = "\
external_id,account,placed_on,shipped_on,carrier,currency,freight,street,sku,quantity,unit_price,discount_percent
nw:1,C-1,1996-07-04,1996-07-16,Federal,USD,32.38,59 rue de l'Abbaye,A-1,12,14,0
nw:1,C-1,1996-07-04,1996-07-16,Federal,USD,32.38,59 rue de l'Abbaye,B-2,10,9.80,15
nw:2,C-1,1996-07-05,,,USD,,,A-1,5,14,
nw:3,C-9,1996-07-05,,,USD,,,A-1,5,14,
nw:4,C-1,1996-07-05,,,USD,,,NONE,5,14,
nw:5,C-1,1996-07-05,,,USD,,,A-1,0,14,
";

const HEAD: &str = "external_id,account,placed_on,currency,sku,quantity,unit_price\n";

async fn import(test: &TestStore, folder: &std::path::Path, batch: usize) -> Outcome {
    import_text(test, folder, batch, FILE).await
}

async fn import_text(test: &TestStore, folder: &std::path::Path, batch: usize, text: &str) -> Outcome {
    let file = folder.join("orders.csv");
    std::fs::write(&file, text).unwrap();
    let plan =
        Plan { rejects: reject_path(&file, folder), file, batch, mapping: Mapping::own(Target::Orders), most: Most::default() };
    let writer = HistoryWriter::new(&test.store, &test.ctx()).await.unwrap();
    run(plan, |_| (), async |records| writer.write(&records).await).await.unwrap()
}

/// A customer and two products.
async fn furnish(test: &TestStore) {
    let ctx = test.ctx();
    let mut account = AccountDraft::new(AccountDetails::new("C-1", "Vins et alcools", "FR", Currency::parse("USD").unwrap()));
    account.sites.push(SiteDetails {
        code: "MAIN".to_owned(),
        name: "Cave".to_owned(),
        street: "rue 1".to_owned(),
        postal_code: "51100".to_owned(),
        city: "Reims".to_owned(),
        province: None,
        country: "FR".to_owned(),
        is_default: true,
    });
    write_accounts(&test.store, &ctx, vec![account]).await.unwrap();
    let product = |sku: &str| ProductDraft { names: Texts::it_en(sku, sku), ..ProductDraft::new(sku) };
    write_products(&test.store, &ctx, vec![product("A-1"), product("B-2")]).await.unwrap();
}

#[tokio::test]
async fn numbers_that_collide_are_refused_and_lose_no_other_row() {
    for batch in [1000, 1] {
        for test in testkit::stores(migrations).await {
            let ctx = test.ctx();
            furnish(&test).await;
            let folder = tempfile::tempdir().unwrap();
            let rows = [
                "A/1,C-1,1996-07-04,USD,A-1,1,14",
                "A 1,C-1,1996-07-04,USD,A-1,2,14",
                "SO-000001,C-1,1996-07-04,USD,A-1,3,14",
                "old:SO-000001,C-1,1996-07-04,USD,A-1,4,14",
                "SO-1x,C-1,1996-07-04,USD,A-1,5,14",
                "SO-1x,C-1,1996-07-04,EUR,B-2,5,14",
            ];
            let text = format!("{HEAD}{}\n", rows.join("\n"));
            let first = import_text(&test, folder.path(), batch, &text).await;
            assert_eq!((first.created, first.unchanged, first.rejected), (3, 0, 3), "{} by {batch}", test.engine());
            let rejects = std::fs::read_to_string(first.rejects.unwrap()).unwrap();
            for reason in ["another order has the number A-1", "looks like a number given here", "the order is in USD"] {
                assert!(rejects.contains(reason), "{reason}: {rejects}");
            }
            let again = import_text(&test, folder.path(), batch, &text).await;
            assert_eq!((again.created, again.unchanged, again.rejected), (0, 3, 3));
            let listed = list(test.store.reader(), &ctx, &OrderFilter::default(), &PageRequest::new(None, None)).await.unwrap();
            let mut numbers: Vec<&str> = listed.items.iter().map(|order| order.number.as_str()).collect();
            numbers.sort_unstable();
            assert_eq!(numbers, ["A-1", "SO-1x", "old-SO-000001"]);
        }
    }
}

#[tokio::test]
async fn past_orders_come_in_once_however_often_the_import_runs() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        furnish(&test).await;
        let folder = tempfile::tempdir().unwrap();
        // A batch of one tears the lines of an order apart; they find together again.
        let first = import(&test, folder.path(), 1).await;
        assert_eq!((first.created, first.unchanged, first.rejected), (3, 0, 3));
        let again = import(&test, folder.path(), 1000).await;
        assert_eq!((again.created, again.unchanged, again.rejected), (0, 3, 3));
        let reader = test.store.reader();
        let listed = list(reader, &ctx, &OrderFilter::default(), &PageRequest::new(None, None)).await.unwrap().items;
        let numbers: Vec<&str> = listed.iter().map(|order| order.number.as_str()).collect();
        assert_eq!(numbers, ["nw-2", "nw-1"], "by the day they were placed");
        let shipped = get(reader, &ctx, "nw-1").await.unwrap();
        assert_eq!((shipped.order.state, shipped.order.lines.len()), (OrderState::Completed, 2));
        let totals = &shipped.order.totals;
        // To France, by nobody with a VAT number: Italy's own VAT, 19 % in 1996.
        assert_eq!((totals.net.amount(), totals.gross.amount()), ("251.30".into(), "299.05".into()));
        assert_eq!((totals.tax[0].category.as_str(), totals.tax[0].rate), ("S", kernel::Percent::whole(19)));
        assert_eq!(shipped.order.lines[1].unit_price.amount(), "8.33");
        assert_eq!((shipped.order.ship_to.street.as_str(), shipped.order.ship_to.city.as_str()), ("59 rue de l'Abbaye", "Reims"));
        assert_eq!(shipped.shipments[0].carrier, "Federal");
        assert_eq!(shipped.timeline[0].detail["freight"], "32.38");
        let open = get(reader, &ctx, "nw-2").await.unwrap();
        assert_eq!((open.order.state, open.order.lines[0].backordered), (OrderState::Confirmed, open.order.lines[0].quantity));
        assert_eq!(crate::check(&test.store).await.unwrap(), Vec::<String>::new(), "{}", test.engine());
    }
}

#[tokio::test]
async fn past_orders_are_taxed_as_the_file_says_or_as_the_day_asked_for() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        furnish(&test).await;
        let folder = tempfile::tempdir().unwrap();
        let text = "external_id,account,placed_on,currency,country,sku,quantity,unit_price,tax_percent\n\
            old:1,C-1,2012-05-02,USD,IT,A-1,1,100,\n\
            old:2,C-1,2012-05-02,USD,US,A-1,1,100,\n\
            old:3,C-1,2012-05-02,USD,IT,A-1,1,100,10\n\
            old:3,C-1,2012-05-02,USD,IT,B-2,1,50,21\n\
            old:4,C-1,1970-05-02,USD,IT,A-1,1,100,\n\
            old:5,C-1,1970-05-02,USD,IT,A-1,1,100,0\n\
            old:6,C-1,2012-05-02,USD,IT,A-1,1,100,-1\n";
        let outcome = import_text(&test, folder.path(), 1, text).await;
        assert_eq!((outcome.created, outcome.rejected), (5, 2), "{}", test.engine());
        let rejects = std::fs::read_to_string(outcome.rejects.unwrap()).unwrap();
        for reason in ["no VAT rate of IT is known for 1970-05-02", "must not be below zero"] {
            assert!(rejects.contains(reason), "{rejects}");
        }
        for (number, gross, taxes) in [
            ("old-1", "121.00", vec![("S", "21")]),
            ("old-2", "100.00", vec![("G", "0")]),
            ("old-3", "170.50", vec![("S", "10"), ("S", "21")]),
            ("old-5", "100.00", vec![("Z", "0")]),
        ] {
            let order = get(test.store.reader(), &ctx, number).await.unwrap().order;
            let told: Vec<(&str, String)> =
                order.totals.tax.iter().map(|tax| (tax.category.as_str(), tax.rate.to_string())).collect();
            let wanted: Vec<(&str, String)> = taxes.iter().map(|(category, rate)| (*category, (*rate).to_owned())).collect();
            let bare: Vec<(&str, String)> =
                told.into_iter().map(|(category, rate)| (category, rate.trim_end_matches(['%', ' ']).to_owned())).collect();
            assert_eq!((order.totals.gross.amount(), bare), (gross.to_owned(), wanted), "{number}");
        }
        assert_eq!(crate::check(&test.store).await.unwrap(), Vec::<String>::new());
    }
}
