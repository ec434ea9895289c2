//! Stock from files, on every database.

use std::path::Path;

use catalog::import::{Mapping, Outcome, Plan, Target, reject_path};
use catalog::load::write_products;
use catalog::{Catalogue, ProductDraft, Texts};
use kernel::{Quantity, Unit};
use testkit::TestStore;

use super::stock;

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
    let plan = Plan { rejects: reject_path(&file, folder), file, batch, mapping: Mapping::own(Target::Stock) };
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
