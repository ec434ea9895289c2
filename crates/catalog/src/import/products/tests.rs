//! Relations that come with products.

use testkit::TestStore;

use crate::import::tests::{file, import};
use crate::import::{Mapping, Outcome};
use crate::*;

fn mapping() -> Mapping {
    let text = "target = 'products'\n[fields]\nsku = 'sku'\nnames.en = 'name'\n\
        [[relations]]\nkind = 'compatible_with'\nby = 'text'\ncolumn = 'fits'\nsplit = [',']\n\
        [[relations]]\nkind = 'accessory'\nby = 'sku'\ncolumn = 'needs'\nsplit = [',']";
    Mapping::parse(text).unwrap()
}

async fn bring(test: &TestStore, folder: &tempfile::TempDir, rows: &str) -> Outcome {
    let content = format!("sku;name;fits;needs\n{rows}");
    import(test, &file(folder, "list.csv", content.as_bytes()), mapping()).await.unwrap()
}

/// Each product's relations, in words.
async fn standing(test: &TestStore) -> Vec<(String, Vec<String>)> {
    let catalogue = Catalogue::default();
    catalogue.load(&test.store, test.tenant).await.unwrap();
    let text = |relation: &Relation| match &relation.target {
        RelationTarget::Product(id) => format!("{} {}", relation.kind.code(), catalogue.product(test.tenant, *id).unwrap().sku),
        RelationTarget::Text(text) => format!("{} {text}", relation.kind.code()),
    };
    ["A", "B"]
        .map(|sku| {
            let product = catalogue.by_sku(test.tenant, sku).unwrap();
            let mut all: Vec<String> = catalogue.relations(test.tenant, product.id).iter().map(&text).collect();
            all.sort_unstable();
            (sku.to_owned(), all)
        })
        .into()
}

fn has(sku: &str, relations: &[&str]) -> (String, Vec<String>) {
    (sku.to_owned(), relations.iter().map(|each| (*each).to_owned()).collect())
}

#[tokio::test]
async fn a_row_names_all_relations_of_the_mappings_kinds_whoever_shares_its_batch() {
    let folder = tempfile::tempdir().unwrap();
    for test in testkit::stores(migrations).await {
        bring(&test, &folder, "B;Second;;\nA;First;XY 1,XY 2;B\n").await;
        let other = RelationDraft {
            sku: "A".to_owned(),
            kind: RelationKind::Substitute,
            target: TargetDraft::Sku("B".to_owned()),
            position: None,
            quantity: None,
        };
        load::write_relations(&test.store, &test.ctx(), vec![other]).await.unwrap();
        let wanted = has("A", &["accessory B", "compatible_with XY 1", "compatible_with XY 2", "substitute B"]);
        assert_eq!(standing(&test).await, [wanted, has("B", &[])], "{}", test.engine());
        // The last machine and the accessory vanish, and nobody in the batch has any: they go all the same. What the mapping
        // does not read stays.
        let outcome = bring(&test, &folder, "A;First;;\nB;Second;;\n").await;
        assert_eq!(outcome.rejected, 0);
        assert_eq!(standing(&test).await, [has("A", &["substitute B"]), has("B", &[])], "{}", test.engine());
        // A row that is refused says nothing of its product.
        bring(&test, &folder, "A;First;XY 1;\n").await;
        assert_eq!(bring(&test, &folder, &format!("A;{};;\nB;Second;XY 3;\n", "long ".repeat(200))).await.rejected, 1);
        let wanted = [has("A", &["compatible_with XY 1", "substitute B"]), has("B", &["compatible_with XY 3"])];
        assert_eq!(standing(&test).await, wanted, "{}", test.engine());
    }
}
