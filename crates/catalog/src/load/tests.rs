//! Bulk writers and the read model, on every database.

use std::sync::Arc;

use kernel::{AccountId, Locale, Quantity, Unit};
use store::{FeedFilter, FeedRow, horizon, read_feed};
use testkit::TestStore;

use crate::load::{
    replace_relations, write_attributes, write_categories, write_customer_skus, write_families, write_files, write_products,
    write_relations,
};
use crate::*;

/// A small catalogue of bearings.
async fn bearings(test: &TestStore) -> Catalogue {
    let ctx = test.ctx();
    let number = |code: &str, it: &str, en: &str, position| AttributeDraft {
        code: code.to_owned(),
        kind: AttributeKind::Number,
        unit: Some(Unit::parse("MMT").unwrap()),
        names: Texts::it_en(it, en),
        facet: true,
        position,
        choices: Vec::new(),
    };
    let seal = AttributeDraft {
        code: "seal".to_owned(),
        kind: AttributeKind::Choice,
        unit: None,
        names: Texts::it_en("Tenuta", "Seal"),
        facet: true,
        position: 0,
        choices: vec![
            ChoiceDraft { code: "2RS".to_owned(), names: Texts::it_en("due guarnizioni", "two seals") },
            ChoiceDraft { code: "2Z".to_owned(), names: Texts::it_en("due schermi", "two shields") },
        ],
    };
    let attributes = vec![number("bore", "Foro", "Bore", 2), number("width", "Larghezza", "Width", 1), seal];
    assert_eq!(write_attributes(&test.store, &ctx, attributes).await.unwrap().created, 3);
    let family = FamilyDraft {
        code: "bearing".to_owned(),
        names: Texts::it_en("Cuscinetto", "Bearing"),
        attributes: vec!["bore".to_owned(), "seal".to_owned()],
    };
    assert_eq!(write_families(&test.store, &ctx, vec![family]).await.unwrap().created, 1);
    let category = |code: &str, parent: Option<&str>, it: &str, en: &str| CategoryDraft {
        code: code.to_owned(),
        parent: parent.map(str::to_owned),
        position: 1,
        names: Texts::it_en(it, en),
        drawing: None,
    };
    // The child before its parent, on purpose.
    let categories = vec![
        category("bearings.ball", Some("bearings"), "Cuscinetti a sfere", "Ball bearings"),
        category("bearings", None, "Cuscinetti", "Bearings"),
    ];
    assert_eq!(write_categories(&test.store, &ctx, categories).await.unwrap().created, 2);
    let report = write_products(&test.store, &ctx, vec![bearing("6204-2RS", "2RS"), bearing("6204-2Z", "2Z")]).await.unwrap();
    assert_eq!((report.created, report.products.len(), report.refused), (2, 2, Vec::new()));
    let catalogue = Catalogue::default();
    catalogue.load(&test.store, test.tenant).await.unwrap();
    catalogue
}

fn bearing(sku: &str, seal: &str) -> ProductDraft {
    ProductDraft {
        mpn: Some(format!("SKF {sku}")),
        brand: Some("SKF".to_owned()),
        category: Some("bearings.ball".to_owned()),
        family: Some("bearing".to_owned()),
        names: Texts::it_en(&format!("Cuscinetto {sku}"), &format!("Bearing {sku}")),
        attributes: vec![
            ("width".to_owned(), Value::number(14_000_000)),
            ("seal".to_owned(), Value::choice(seal)),
            ("bore".to_owned(), Value::number(20_500_000)),
        ],
        minimum: Some(Quantity::pieces(5)),
        packs: vec![Pack { name: Word::new("box"), quantity: Quantity::pieces(50) }],
        ..ProductDraft::new(sku)
    }
}

async fn facts(test: &TestStore, after: i64) -> Vec<FeedRow> {
    let newest = horizon(&test.store).await.unwrap();
    read_feed(test.store.reader(), &FeedFilter::default(), after, newest, 1000).await.unwrap()
}

#[tokio::test]
async fn a_product_reads_as_it_was_written() {
    for test in testkit::stores(migrations).await {
        let catalogue = bearings(&test).await;
        let product = catalogue.by_sku(test.tenant, "6204-2RS").unwrap();
        assert_eq!(product.name(Locale::It), "Cuscinetto 6204-2RS", "{}", test.engine());
        assert_eq!(product.brand.as_deref(), Some("SKF"));
        assert_eq!(product.packaging.minimum(), Quantity::pieces(5));
        assert_eq!(product.packaging.step(), Quantity::pieces(5), "as the minimum, when nothing is said");
        assert_eq!(product.packaging.packs[0].quantity, Quantity::pieces(50));
        // The family's order first, then the rest.
        let sheet: Vec<(&str, String)> =
            product.attributes.iter().map(|each| (each.attribute.name(Locale::En), each.text(Locale::En))).collect();
        assert_eq!(sheet, [("Bore", "20.5".to_owned()), ("Seal", "two seals".to_owned()), ("Width", "14".to_owned())]);
        assert_eq!(product.attributes[0].unit_symbol(), Some("mm"));
        let tree = catalogue.categories(test.tenant);
        assert_eq!((tree.len(), tree[0].products, tree[0].children[0].products), (1, 2, 2));
        let path = catalogue.category_path(test.tenant, product.category.unwrap());
        assert_eq!(path.iter().map(|each| &*each.code).collect::<Vec<_>>(), ["bearings", "bearings.ball"]);
    }
}

#[tokio::test]
async fn a_repeated_batch_changes_nothing_and_tells_nobody() {
    for test in testkit::stores(migrations).await {
        bearings(&test).await;
        let before = horizon(&test.store).await.unwrap();
        let report =
            write_products(&test.store, &test.ctx(), vec![bearing("6204-2RS", "2RS"), bearing("6204-2Z", "2Z")]).await.unwrap();
        assert_eq!((report.created, report.changed, report.unchanged), (0, 0, 2), "{}", test.engine());
        assert_eq!(horizon(&test.store).await.unwrap(), before);
    }
}

#[tokio::test]
async fn what_a_draft_leaves_open_stays() {
    for test in testkit::stores(migrations).await {
        let catalogue = bearings(&test).await;
        let after = horizon(&test.store).await.unwrap();
        let draft = ProductDraft {
            names: Texts::new([(Language::EN, "Deep groove ball bearing")]),
            attributes: vec![("bore".to_owned(), Value::number(20_000_000))],
            lead_time_days: Some(7),
            ..ProductDraft::new("6204-2RS")
        };
        assert_eq!(write_products(&test.store, &test.ctx(), vec![draft]).await.unwrap().changed, 1);
        let old = catalogue.by_sku(test.tenant, "6204-2RS").unwrap();
        catalogue.apply(&test.store, &facts(&test, after).await).await.unwrap();
        let new = catalogue.by_sku(test.tenant, "6204-2RS").unwrap();
        assert_eq!((old.version, new.version), (1, 2));
        assert_eq!(new.name(Locale::It), "Cuscinetto 6204-2RS");
        assert_eq!(new.name(Locale::En), "Deep groove ball bearing");
        assert_eq!(new.value("bore"), Some(&Value::number(20_000_000)));
        assert_eq!(new.value("width"), Some(&Value::number(14_000_000)));
        assert_eq!(new.lead_time_days, Some(7));
        assert!(Arc::ptr_eq(&old.attributes[1].attribute, &new.attributes[1].attribute), "definitions are shared");
        assert_eq!(catalogue.count(test.tenant), 2);
    }
}

#[tokio::test]
async fn bad_drafts_are_refused_one_by_one() {
    for test in testkit::stores(migrations).await {
        bearings(&test).await;
        let named = |sku: &str| ProductDraft { names: Texts::it_en("Nome", "Name"), ..ProductDraft::new(sku) };
        let with = |code: &str, value: Value| ProductDraft { attributes: vec![(code.to_owned(), value)], ..named("X") };
        let cases: Vec<(ProductDraft, &str)> = vec![
            (ProductDraft::new("X"), "names must have a name"),
            (named(" "), "sku must not be empty"),
            (named("a\u{0}b"), "sku contains control characters"),
            (ProductDraft { gtin: Some("4006381333932".to_owned()), ..named("X") }, "gtin must be 8, 12, 13 or 14 digits"),
            (ProductDraft { category: Some("none".to_owned()), ..named("X") }, "category there is no \"none\""),
            (ProductDraft { master: Some("none".to_owned()), ..named("X") }, "master there is no such master"),
            (ProductDraft { master: Some("6204-2Z".to_owned()), ..named("X") }, "master that product is not a master"),
            (ProductDraft { kind: Some(ProductKind::Variant), ..named("X") }, "master a variant needs its master"),
            (ProductDraft { minimum: Some(Quantity::pieces(0)), ..named("X") }, "minimum must be greater than zero"),
            (with("none", Value::text("x")), "attributes.none there is no such attribute"),
            (with("bore", Value::text("x")), "attributes.bore must be a number"),
            (with("seal", Value::choice("3RS")), "attributes.seal \"3RS\" is not one of the choices"),
        ];
        let (drafts, reasons): (Vec<ProductDraft>, Vec<&str>) = cases.into_iter().chain([(named("GOOD"), "")]).unzip();
        let report = write_products(&test.store, &test.ctx(), drafts).await.unwrap();
        assert_eq!(report.created, 1, "the good one is written all the same");
        assert_eq!(report.refused.len(), reasons.len() - 1);
        for refusal in &report.refused {
            assert!(
                refusal.reason.to_string().contains(reasons[refusal.index]),
                "{} / {}",
                refusal.reason,
                reasons[refusal.index]
            );
        }
    }
}

#[tokio::test]
async fn variants_find_their_master_in_the_same_batch() {
    for test in testkit::stores(migrations).await {
        let ctx = test.ctx();
        let named = |sku: &str| ProductDraft { names: Texts::it_en("Nome", "Name"), ..ProductDraft::new(sku) };
        let batch = vec![
            ProductDraft { master: Some("GLOVE".to_owned()), successor: Some("GLOVE-L".to_owned()), ..named("GLOVE-M") },
            ProductDraft { kind: Some(ProductKind::Master), ..named("GLOVE") },
            ProductDraft { master: Some("GLOVE".to_owned()), ..named("GLOVE-L") },
        ];
        assert_eq!(write_products(&test.store, &ctx, batch).await.unwrap().created, 3);
        let catalogue = Catalogue::default();
        catalogue.load(&test.store, test.tenant).await.unwrap();
        let master = catalogue.by_sku(test.tenant, "GLOVE").unwrap();
        let variants = catalogue.variants(test.tenant, master.id);
        assert_eq!(variants.iter().map(|each| &*each.sku).collect::<Vec<_>>(), ["GLOVE-L", "GLOVE-M"]);
        assert_eq!(variants[1].successor, Some(variants[0].id));
        assert!(!master.is_sold() && variants[0].is_sold());
        let simple = ProductDraft { kind: Some(ProductKind::Simple), ..named("GLOVE") };
        let report = write_products(&test.store, &ctx, vec![simple]).await.unwrap();
        assert!(report.refused[0].reason.to_string().contains("a master"), "{:?}", report.refused);
    }
}

#[tokio::test]
async fn codes_are_found_however_they_are_written() {
    for test in testkit::stores(migrations).await {
        let catalogue = bearings(&test).await;
        let ctx = test.ctx();
        let named = |sku: &str| ProductDraft { names: Texts::it_en("Nome", "Name"), ..ProductDraft::new(sku) };
        let more = vec![
            ProductDraft { gtin: Some("4006381333931".to_owned()), other_codes: vec!["OEM/77".to_owned()], ..named("PEN") },
            ProductDraft { mpn: Some("7.7 oem".to_owned()), ..named("OTHER") },
            ProductDraft { other_codes: vec!["oem77".to_owned()], ..named("THIRD") },
        ];
        write_products(&test.store, &ctx, more).await.unwrap();
        let (rossi, bianchi) = (AccountId::new(ctx.now), AccountId::new(ctx.now));
        let own = |account, code: &str, sku: &str| CustomerSkuDraft { account, code: code.to_owned(), sku: sku.to_owned() };
        let codes =
            vec![own(rossi, "R-001", "PEN"), own(bianchi, "R-001", "OTHER"), own(rossi, "?", "PEN"), own(rossi, "X", "NONE")];
        let report = write_customer_skus(&test.store, &ctx, codes).await.unwrap();
        assert_eq!((report.created, report.refused.len()), (2, 2));
        catalogue.load(&test.store, test.tenant).await.unwrap();
        let found = |account: Option<AccountId>, code: &str| {
            catalogue.resolve(test.tenant, account, code).map(|each| each.sku.to_string())
        };
        for code in ["6204-2RS", "6204 2rs", "62042RS", "skf.6204/2rs", " 6204-2RS "] {
            assert_eq!(found(None, code).as_deref(), Some("6204-2RS"), "{code}");
        }
        for code in ["4006381333931", "04006381333931", "400638 1333931"] {
            assert_eq!(found(None, code).as_deref(), Some("PEN"), "{code}");
        }
        assert_eq!(found(Some(rossi), "r001").as_deref(), Some("PEN"));
        assert_eq!(found(Some(bianchi), "R-001").as_deref(), Some("OTHER"));
        assert_eq!(found(None, "R-001"), None, "a customer's number is nobody else's");
        assert_eq!(found(None, "---"), None);
        let CodeMatch::Several(products) = catalogue.matches(test.tenant, None, "OEM-77") else {
            panic!("two products share it")
        };
        assert_eq!(products.iter().map(|each| &*each.sku).collect::<Vec<_>>(), ["PEN", "THIRD"]);
        let pen = catalogue.by_sku(test.tenant, "PEN").unwrap();
        assert_eq!(catalogue.customer_sku(test.tenant, rossi, pen.id).as_deref(), Some("R-001"));
        assert_eq!(catalogue.customer_sku(test.tenant, bianchi, pen.id), None);
    }
}

#[tokio::test]
async fn an_exploded_bill_keeps_its_order() {
    for test in testkit::stores(migrations).await {
        let catalogue = bearings(&test).await;
        let ctx = test.ctx();
        let named = |sku: &str| ProductDraft { names: Texts::it_en("Nome", "Name"), ..ProductDraft::new(sku) };
        write_products(&test.store, &ctx, vec![named("PUMP"), named("SEAL"), named("BOLT")]).await.unwrap();
        let part = |sku: &str, position: &str, count| RelationDraft {
            sku: "PUMP".to_owned(),
            kind: RelationKind::SparePart,
            target: TargetDraft::Sku(sku.to_owned()),
            position: Some(position.to_owned()),
            quantity: Some(Quantity::pieces(count)),
        };
        let fits = |text: &str| RelationDraft {
            sku: "PUMP".to_owned(),
            kind: RelationKind::CompatibleWith,
            target: TargetDraft::Text(text.to_owned()),
            position: None,
            quantity: None,
        };
        let batch = vec![part("BOLT", "10", 8), part("SEAL", "2", 1), part("NONE", "3", 1), fits("XY 100"), fits("XY 200")];
        let report = write_relations(&test.store, &ctx, batch.clone()).await.unwrap();
        assert_eq!((report.created, report.refused.len()), (4, 1));
        assert_eq!(write_relations(&test.store, &ctx, batch).await.unwrap().unchanged, 4);
        let after = horizon(&test.store).await.unwrap();
        let report = replace_relations(&test.store, &ctx, RelationKind::CompatibleWith, vec![fits("XY 300")]).await.unwrap();
        assert_eq!((report.created, report.products.len()), (1, 1));
        catalogue.load(&test.store, test.tenant).await.unwrap();
        catalogue.apply(&test.store, &facts(&test, after).await).await.unwrap();
        let pump = catalogue.by_sku(test.tenant, "PUMP").unwrap();
        let bill: Vec<(String, Option<Quantity>)> = catalogue
            .relations(test.tenant, pump.id)
            .iter()
            .map(|relation| match &relation.target {
                RelationTarget::Product(id) => (catalogue.product(test.tenant, *id).unwrap().sku.to_string(), relation.quantity),
                RelationTarget::Text(text) => (text.to_string(), relation.quantity),
            })
            .collect();
        let wanted = [("SEAL", Some(Quantity::pieces(1))), ("BOLT", Some(Quantity::pieces(8))), ("XY 300", None)];
        assert_eq!(bill, wanted.map(|(sku, quantity)| (sku.to_owned(), quantity)), "{}", test.engine());
        let seal = catalogue.by_sku(test.tenant, "SEAL").unwrap();
        let used_in = catalogue.related_from(test.tenant, seal.id);
        assert_eq!((used_in.len(), &*used_in[0].0.sku), (1, "PUMP"));
    }
}

#[tokio::test]
async fn files_are_replaced_by_title_and_safe() {
    for test in testkit::stores(migrations).await {
        let catalogue = bearings(&test).await;
        let file = |url: &str| ProductFileDraft {
            sku: "6204-2RS".to_owned(),
            kind: FileKind::Image,
            language: None,
            title: "Picture".to_owned(),
            media_type: "image/png".to_owned(),
            location: FileLocation::Url(url.into()),
        };
        let report = write_files(&test.store, &test.ctx(), vec![file("https://a.example/1.png"), file("javascript:alert(1)")])
            .await
            .unwrap();
        assert_eq!((report.created, report.refused.len()), (1, 1));
        let report = write_files(&test.store, &test.ctx(), vec![file("https://a.example/2.png")]).await.unwrap();
        assert_eq!((report.created, report.changed), (0, 1));
        catalogue.load(&test.store, test.tenant).await.unwrap();
        let product = catalogue.by_sku(test.tenant, "6204-2RS").unwrap();
        assert_eq!(catalogue.thumbnail(test.tenant, product.id), Some(FileLocation::Url("https://a.example/2.png".into())));
    }
}

#[tokio::test]
async fn tenants_do_not_see_each_other() {
    for test in testkit::stores(migrations).await {
        let catalogue = bearings(&test).await;
        let stranger = test.stranger();
        // The same SKU in another tenant is another product, and none of the first tenant's words hold there.
        let report = write_products(&test.store, &stranger, vec![bearing("6204-2RS", "2RS")]).await.unwrap();
        assert_eq!(report.created, 0);
        assert!(report.refused[0].reason.to_string().contains("category"), "{:?}", report.refused);
        let own = ProductDraft { names: Texts::it_en("Altro", "Other"), ..ProductDraft::new("6204-2RS") };
        let report = write_products(&test.store, &stranger, vec![own]).await.unwrap();
        assert_eq!(report.created, 1);
        let relation = RelationDraft {
            sku: "6204-2RS".to_owned(),
            kind: RelationKind::Accessory,
            target: TargetDraft::Sku("6204-2Z".to_owned()),
            position: None,
            quantity: None,
        };
        assert_eq!(write_relations(&test.store, &stranger, vec![relation]).await.unwrap().refused.len(), 1);
        catalogue.apply(&test.store, &facts(&test, 0).await).await.unwrap();
        let theirs = catalogue.by_sku(stranger.tenant, "6204-2RS").unwrap();
        assert_eq!(theirs.name(Locale::En), "Other");
        assert_eq!(catalogue.by_sku(test.tenant, "6204-2RS").unwrap().name(Locale::En), "Bearing 6204-2RS");
        assert_eq!(catalogue.product(test.tenant, theirs.id), None);
        assert_eq!(catalogue.by_sku(stranger.tenant, "6204-2Z"), None);
        assert_eq!((catalogue.count(test.tenant), catalogue.count(stranger.tenant)), (2, 1));
        assert_eq!(catalogue.attributes(stranger.tenant).len(), 0);
        assert_eq!(catalogue.categories(stranger.tenant).len(), 0);
    }
}

#[tokio::test]
async fn a_changed_attribute_reaches_every_product() {
    for test in testkit::stores(migrations).await {
        let catalogue = bearings(&test).await;
        let after = horizon(&test.store).await.unwrap();
        let draft = AttributeDraft {
            code: "bore".to_owned(),
            kind: AttributeKind::Number,
            unit: Some(Unit::parse("MMT").unwrap()),
            names: Texts::it_en("Diametro foro", "Bore diameter"),
            facet: true,
            position: 9,
            choices: Vec::new(),
        };
        let other_unit = AttributeDraft { unit: Some(Unit::parse("INH").unwrap()), ..draft.clone() };
        let report = write_attributes(&test.store, &test.ctx(), vec![draft]).await.unwrap();
        assert_eq!(report.changed, 1);
        let refused = write_attributes(&test.store, &test.ctx(), vec![other_unit]).await.unwrap().refused;
        assert!(refused[0].reason.to_string().contains("another unit"), "{refused:?}");
        catalogue.apply(&test.store, &facts(&test, after).await).await.unwrap();
        let product = catalogue.by_sku(test.tenant, "6204-2Z").unwrap();
        assert_eq!(product.attributes[0].attribute.name(Locale::En), "Bore diameter");
    }
}

#[tokio::test]
async fn categories_make_no_circle() {
    for test in testkit::stores(migrations).await {
        bearings(&test).await;
        let draft = CategoryDraft {
            code: "bearings".to_owned(),
            parent: Some("bearings.ball".to_owned()),
            position: 1,
            names: Texts::it_en("Cuscinetti", "Bearings"),
            drawing: None,
        };
        let report = write_categories(&test.store, &test.ctx(), vec![draft]).await.unwrap();
        assert!(report.refused[0].reason.to_string().contains("below itself"), "{report:?}");
    }
}

#[tokio::test]
async fn only_who_may_manage_the_catalogue_loads() {
    for test in testkit::stores(migrations).await {
        let mut ctx = test.ctx();
        ctx.actor.actions = kernel::Role::Buyer.actions();
        let refused = write_products(&test.store, &ctx, vec![ProductDraft::new("X")]).await;
        assert!(matches!(refused, Err(CatalogError::Denied(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn five_thousand_products() {
    for test in testkit::stores(migrations).await {
        bearings(&test).await;
        let numbers: Vec<AttributeDraft> = (0..10)
            .map(|number| AttributeDraft {
                code: format!("dimension_{number}"),
                kind: AttributeKind::Number,
                unit: Some(Unit::parse("MMT").unwrap()),
                names: Texts::it_en("Misura", "Dimension"),
                facet: true,
                position: number,
                choices: Vec::new(),
            })
            .collect();
        write_attributes(&test.store, &test.ctx(), numbers).await.unwrap();
        let started = std::time::Instant::now();
        for thousand in 0..5_i64 {
            let draft = |number: i64| {
                let number = thousand * 1000 + number;
                let mut draft = bearing(&format!("BRG-{number:06}-2RS"), "2RS");
                draft.names = Texts::it_en(
                    &format!("Cuscinetto radiale a sfere 6204-{number} con due guarnizioni"),
                    &format!("Deep groove ball bearing 6204-{number} with two seals"),
                );
                let text =
                    "Per alberi e macchine di ogni genere; anello in acciaio 100Cr6, gabbia in lamiera, lubrificato a vita";
                draft.descriptions = Texts::it_en(&format!("{text} ({number})"), &format!("{text} [{number}]"));
                let extra = (0..9).map(|place| (format!("dimension_{place}"), Value::number(number * 1000 + place)));
                draft.attributes.extend(extra);
                draft
            };
            write_products(&test.store, &test.ctx(), (0..1000).map(draft).collect()).await.unwrap();
        }
        println!("{}: written in {:?}", test.engine(), started.elapsed());
        for _ in 0..2 {
            let started = std::time::Instant::now();
            let (before, ticks) = measures();
            let catalogue = Catalogue::default();
            catalogue.load(&test.store, test.tenant).await.unwrap();
            let (after, ticks_after) = measures();
            assert_eq!(catalogue.count(test.tenant), 5_002);
            println!(
                "{}: loaded in {:?}, {} ms of processor, {} KiB more",
                test.engine(),
                started.elapsed(),
                (ticks_after - ticks) * 10,
                after.saturating_sub(before)
            );
        }
    }
}

/// Resident memory in KiB, and hundredths of a second of processor, where the system tells.
fn measures() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("RssAnon:")).unwrap_or_default();
    let resident = line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0);
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    (resident, fields.iter().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum())
}

#[tokio::test]
async fn a_product_keeps_the_unit_that_prices_and_stock_are_counted_in() {
    for test in testkit::stores(crate::migrations).await {
        let ctx = test.ctx();
        let metres = Quantity::parse("1", Unit::parse("MTR").unwrap()).unwrap();
        let hose = |minimum| ProductDraft { names: Texts::it_en("Tubo", "Hose"), minimum, ..ProductDraft::new("HOSE") };
        assert_eq!(write_products(&test.store, &ctx, vec![hose(Some(metres))]).await.unwrap().created, 1);
        assert_eq!(write_products(&test.store, &ctx, vec![hose(None)]).await.unwrap().unchanged, 1);
        let report = write_products(&test.store, &ctx, vec![hose(Some(Quantity::pieces(1)))]).await.unwrap();
        assert_eq!(report.refused.len(), 1, "{}", test.engine());
        assert!(report.refused[0].reason.to_string().contains("must be in MTR"), "{}", report.refused[0].reason);
    }
}
