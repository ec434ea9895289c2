//! Stock and prices from files, on every database; what is told of an import.

use std::path::Path;

use catalog::import::{Mapping, Most, Outcome, Plan, Target, reject_path};
use catalog::load::write_products;
use catalog::{Catalogue, ProductDraft, Texts};
use kernel::{Quantity, Unit};
use testkit::TestStore;

use super::assign::{self, AssignTo};
use super::{import as import_file, left_out, stock};

const FILE: &str = "\
sku,warehouse,on_hand,unit,incoming,incoming_date
A-1,MI,10,,5,2025-07-01
A-1,NA,4,,0,2025-07-02
A-1,RM,4,,7,2025-07-03
B-2,MI,3,,0,
B-2,NA,1,DZN,,
D-4,MI,2,,,
D-4,NA,1,C62,,
C-3,MI,-1,,9,2025-07-01
";

async fn import(test: &TestStore, folder: &Path, batch: usize) -> Outcome {
    let file = folder.join("stock.csv");
    std::fs::write(&file, FILE).unwrap();
    let plan =
        Plan { rejects: reject_path(&file, folder), file, batch, mapping: Mapping::own(Target::Stock), most: Most::default() };
    stock::import(&test.store, &test.ctx(), plan, |_| ()).await.unwrap()
}

/// What is there and what is on its way, as text.
async fn told(test: &TestStore, sku: &str) -> String {
    let (catalogue, view) = (Catalogue::new(), inventory::StockView::new());
    catalogue.load(&test.store, test.tenant).await.unwrap();
    view.load(&test.store, test.tenant).await.unwrap();
    let product = catalogue.by_sku(test.tenant, sku).unwrap();
    let Some(stock) = view.availability(test.tenant, product.id) else { return "nothing".to_owned() };
    let each = stock.warehouses.iter().map(|place| {
        let coming: Vec<String> = place.incoming.iter().map(|part| format!(" +{} on {}", part.quantity, part.date)).collect();
        format!("{} {}{}", place.code, place.on_hand, coming.concat())
    });
    each.collect::<Vec<String>>().join(", ")
}

#[tokio::test]
async fn stock_comes_in_row_by_row_however_the_file_is_cut() {
    for batch in [1000, 1] {
        for test in testkit::stores(crate::house::migrations).await {
            let dozens = Quantity::parse("1", Unit::parse("DZN").unwrap()).unwrap();
            let product = |sku: &str| ProductDraft { names: Texts::it_en(sku, sku), ..ProductDraft::new(sku) };
            let in_dozens = ProductDraft { minimum: Some(dozens), ..product("D-4") };
            let products = vec![product("A-1"), product("B-2"), product("C-3"), in_dozens];
            assert_eq!(write_products(&test.store, &test.ctx(), products).await.unwrap().created, 4);
            let folder = tempfile::tempdir().unwrap();
            for _ in 0..2 {
                let outcome = import(&test, folder.path(), batch).await;
                assert_eq!((outcome.rows, outcome.rejected), (8, 3), "{} by {batch}", test.engine());
                let rejects = std::fs::read_to_string(outcome.rejects.unwrap()).unwrap();
                for reason in ["incoming: must be greater than zero", "convert to it exactly", "on_hand: must not be negative"] {
                    assert!(rejects.contains(reason), "{reason}: {rejects}");
                }
            }
            assert_eq!(told(&test, "A-1").await, "MI 10 C62 +5 C62 on 2025-07-01, RM 4 C62 +7 C62 on 2025-07-03");
            assert_eq!(told(&test, "B-2").await, "MI 3 C62, NA 12 C62");
            assert_eq!(told(&test, "D-4").await, "MI 2 DZN", "a piece is no decimal number of dozens");
            assert_eq!(inventory::check(&test.store).await.unwrap(), Vec::<String>::new());
        }
    }
}

/// One product, and a file of prices on two lists.
async fn with_prices(test: &TestStore, folder: &Path) -> std::path::PathBuf {
    let product = ProductDraft { names: Texts::it_en("A-1", "A-1"), ..ProductDraft::new("A-1") };
    assert_eq!(write_products(&test.store, &test.ctx(), vec![product]).await.unwrap().created, 1);
    let mut tx = test.store.begin(&test.ctx()).await.unwrap();
    let dollars = kernel::Currency::parse("USD").unwrap();
    pricing::open_market(&test.ctx(), &mut tx, "DE", dollars).await.unwrap();
    let group = accounts::AccountGroup { code: "RETAIL".to_owned(), name: "Retail".to_owned() };
    accounts::create_group(&test.ctx(), &mut tx, &group).await.unwrap();
    tx.commit().await.unwrap();
    let file = folder.join("prices.csv");
    std::fs::write(&file, "sku,list,price,valid_from\nA-1,BASE,10,2025-01-01\nA-1,NET,9,2025-01-01\nB-9,NONE,1,\n").unwrap();
    file
}

#[tokio::test]
async fn price_lists_are_for_whom_the_import_says_and_for_whom_they_were() {
    for test in testkit::stores(crate::house::migrations).await {
        let (folder, ctx) = (tempfile::tempdir().unwrap(), test.ctx());
        let file = with_prices(&test, folder.path()).await;
        let imported = import_file(&test.store, &ctx, &file, Mapping::own(Target::Prices)).await.unwrap();
        assert_eq!((imported.outcome.rejected, imported.outcome.unused), (1, vec!["valid_from".to_owned()]));
        // A list of which no row was good is not made.
        assert_eq!(imported.lists.iter().collect::<Vec<_>>(), ["BASE", "NET"]);
        let told = async |wanted: &[&str]| {
            let wanted: Vec<AssignTo> = wanted.iter().map(|text| text.parse().unwrap()).collect();
            let found = assign::found(&test.store, &ctx, &wanted).await.unwrap();
            pricing::load::add_assignees(&test.store, &ctx, &imported.lists, &found).await.unwrap()
        };
        let nobodys = told(&[]).await;
        assert_eq!(nobodys, ["BASE", "NET"]);
        let warning = assign::warning(&nobodys).unwrap();
        assert!(warning.contains("BASE, NET") && warning.contains("--assign everyone"), "{warning}");
        assert_eq!(told(&["group:RETAIL"]).await, Vec::<String>::new());
        assert_eq!(told(&["everyone", "group:RETAIL"]).await, Vec::<String>::new());
        let (list, assignees) = pricing::lists::find_list(test.store.reader(), test.tenant, "NET").await.unwrap();
        assert_eq!((assignees.len(), list.currency.code()), (2, "USD"), "{assignees:?}");
        let version = list.version;
        assert_eq!(told(&["everyone"]).await, Vec::<String>::new());
        let (list, _) = pricing::lists::find_list(test.store.reader(), test.tenant, "NET").await.unwrap();
        assert_eq!(list.version, version, "what is so already is not written again");
        for nobody in ["group:NOBODY", "account:NOBODY"] {
            let wanted = [nobody.parse().unwrap()];
            let error = format!("{:#}", assign::found(&test.store, &ctx, &wanted).await.unwrap_err());
            assert!(error.contains("NOBODY"), "{error}");
        }
    }
}

#[test]
fn columns_left_out_are_named_up_to_twenty() {
    let columns = |count: usize| (1..=count).map(|place| format!("c{place}")).collect::<Vec<String>>();
    assert_eq!(left_out(&[]), None);
    assert_eq!(left_out(&columns(2)).unwrap(), "columns not used: c1, c2");
    assert!(left_out(&columns(20)).unwrap().ends_with("c19, c20"));
    assert!(left_out(&columns(23)).unwrap().ends_with("c19, c20 and 3 more"));
}
