//! Searching, data sheets, and an index that follows the catalogue.

use catalog::{CategoryDraft, ProductDraft, ProductKind, RelationDraft, RelationKind, TargetDraft, Texts, load};
use kernel::{Action, Ctx, Denied, ErrorKind, Fault, Locale};

use super::{Shop, shops};
use crate::{AskedFilter, FacetKind, Finder, MatchedBy, Ordering, SearchAsk, SearchError, SuggestAsk, SupplyState};

/// Filters, and the SKUs that pass them.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);

fn ask(text: &str) -> SearchAsk {
    SearchAsk { text: text.to_owned(), ..SearchAsk::default() }
}

fn filtered(filters: &[(&str, &str)]) -> SearchAsk {
    let filter =
        |(attribute, value): &(&str, &str)| AskedFilter { attribute: (*attribute).to_owned(), value: (*value).to_owned() };
    SearchAsk { filters: filters.iter().map(filter).collect(), facets: true, ..SearchAsk::default() }
}

fn skus(shop: &Shop, ctx: &Ctx, ask: &SearchAsk) -> Vec<String> {
    shop.finder.search(ctx, ask).unwrap().items.iter().map(|found| found.product.sku.to_string()).collect()
}

#[tokio::test]
async fn results_carry_the_accounts_price_and_stock() {
    for shop in shops().await {
        let results = shop.finder.search(&shop.buyer(shop.rossi), &ask("6204 2RS")).unwrap();
        assert_eq!(results.total, 1, "{}", shop.test.engine());
        let found = &results.items[0];
        assert_eq!(&*found.product.sku, "CU-6204-2RS");
        assert_eq!(found.matched_by, [MatchedBy::Code, MatchedBy::Text]);
        let price = found.price.as_ref().unwrap();
        assert_eq!((price.unit_price.amount(), price.list_price.unwrap().amount()), ("4.00".to_owned(), "5.00".to_owned()));
        assert_eq!(price.tiers.len(), 2);
        let supply = found.supply.as_ref().unwrap();
        assert_eq!((supply.state, supply.available.value()), (SupplyState::Now, "40".to_owned()));

        let other = shop.finder.search(&shop.buyer(shop.bianchi), &ask("6204 2RS")).unwrap();
        assert_eq!(other.items[0].price.as_ref().unwrap().unit_price.amount(), "5.00", "another account, another price");
        let ordered = shop.finder.search(&shop.buyer(shop.rossi), &ask("6205")).unwrap();
        let supply = ordered.items[0].supply.as_ref().unwrap();
        assert_eq!((supply.state, supply.lead_time_days), (SupplyState::Order, Some(10)));
        assert!(supply.date.is_some());
    }
}

#[tokio::test]
async fn what_the_caller_may_not_see_is_absent() {
    for shop in shops().await {
        let reader = shop.customer(shop.rossi, &[Action::CatalogRead]);
        let found = &shop.finder.search(&reader, &ask("6204")).unwrap().items[0];
        assert!(found.price.is_none() && found.supply.is_none());
        let sheet = shop.finder.sheet(&reader, "CU-6204-2RS").unwrap();
        assert!(sheet.price.is_none() && sheet.supply.is_none());
        let nobody = Ctx { actor: kernel::Actor::anonymous(), ..shop.test.ctx() };
        assert!(matches!(shop.finder.search(&nobody, &ask("")), Err(SearchError::Denied(Denied::Anonymous))));
        let blind = shop.customer(shop.rossi, &[Action::PriceRead]);
        assert!(matches!(shop.finder.sheet(&blind, "CU-6204-2RS"), Err(SearchError::Denied(Denied::Forbidden(_)))));
        let stranger = shop.test.stranger();
        assert!(matches!(shop.finder.search(&stranger, &ask("")), Err(SearchError::NotReady)));
        assert_eq!(shop.finder.sheet(&stranger, "CU-6204-2RS").unwrap_err().kind(), ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn words_categories_choices_and_other_languages_find() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let balls = ["CU-6204-2RS", "CU-6205-2RS", "CU-6206-2Z"];
        for text in ["cuscinetto a sfere", "ball bearing", "cuscinetti sfere mozzi"] {
            let mut found = skus(&shop, &ctx, &ask(text));
            found.truncate(3);
            found.sort();
            assert_eq!(found, balls, "{text}");
        }
        assert_eq!(skus(&shop, &ctx, &ask("schermi metallici")), ["CU-6206-2Z"], "the label of a choice");
        assert_eq!(skus(&shop, &ctx, &ask("foro 25 mm"))[0], "CU-6205-2RS");
        assert_eq!(skus(&shop, &ctx, &ask("Unterlegscheibe")), ["US-1"], "a language that no page has");
        assert_eq!(skus(&shop, &ctx, &ask("ro 77")), ["BR-20"], "the account's own code");
        assert!(skus(&shop, &shop.buyer(shop.bianchi), &ask("RO-77")).is_empty(), "nobody else's");
        assert_eq!(skus(&shop, &ctx, &ask("cuscinetto per PX 100"))[0], "CU-6204-2RS", "by the machine that holds it");
        let fits = SearchAsk { compatible_with: Some("px 100".to_owned()), ..SearchAsk::default() };
        assert_eq!(skus(&shop, &ctx, &fits), ["CU-6204-2RS"]);
    }
}

#[tokio::test]
async fn filters_and_facets_speak_the_catalogues_words() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let cases: [Case; 9] = [
            (&[("bore", "20")], &["CU-6204-2RS"]),
            (&[("bore", "20..25")], &["CU-6204-2RS", "CU-6205-2RS"]),
            (&[("bore", "20.5..")], &["CU-6205-2RS", "CU-6206-2Z"]),
            (&[("bore", "..20")], &["CU-6204-2RS"]),
            (&[("seal", "2RS")], &["CU-6204-2RS", "CU-6205-2RS"]),
            (&[("seal", "2RS"), ("seal", "2Z")], &["CU-6204-2RS", "CU-6205-2RS", "CU-6206-2Z"]),
            (&[("seal", "2RS"), ("stainless", "true")], &["CU-6205-2RS"]),
            (&[("brand", "Rulmax")], &["CU-6206-2Z"]),
            (&[("seal", "nothing such")], &[]),
        ];
        for (filters, expected) in cases {
            assert_eq!(skus(&shop, &ctx, &filtered(filters)), expected, "{filters:?}");
        }
        let results = shop.finder.search(&ctx, &filtered(&[("seal", "2RS")])).unwrap();
        let labels: Vec<(&str, &str)> =
            results.facets.iter().map(|facet| (facet.attribute.as_str(), facet.label.as_str())).collect();
        assert_eq!(labels[0], ("category", "category"));
        assert!(labels.contains(&("bore", "Foro")) && labels.contains(&("stainless", "Inossidabile")));
        let seal = results.facets.iter().find(|facet| facet.attribute == "seal").unwrap();
        assert_eq!(seal.kind, FacetKind::Text);
        let shown: Vec<(&str, &str, u32, bool)> =
            seal.values.iter().map(|value| (value.value.as_str(), value.label.as_str(), value.count, value.selected)).collect();
        assert_eq!(shown, [("2RS", "gomma su due lati", 2, true), ("2Z", "schermi metallici", 1, false)]);
        let bore = results.facets.iter().find(|facet| facet.attribute == "bore").unwrap();
        assert_eq!(bore.unit.unwrap().code(), "MMT");
        assert_eq!(bore.range, Some(("20".to_owned(), "25".to_owned())));
    }
}

#[tokio::test]
async fn the_category_facet_shows_the_level_that_divides() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let shown = |ask: &SearchAsk| -> Vec<(String, u32, bool)> {
            let results = shop.finder.search(&ctx, ask).unwrap();
            let category = results.facets.into_iter().find(|facet| facet.attribute == "category").unwrap();
            category.values.into_iter().map(|value| (value.value, value.count, value.selected)).collect()
        };
        let row = |code: &str, count, selected| (code.to_owned(), count, selected);
        let all = SearchAsk { facets: true, ..SearchAsk::default() };
        assert_eq!(shown(&all), [row("bearings", 4, false), row("pumps", 1, false)]);
        let words = SearchAsk { facets: true, ..ask("cuscinetto") };
        assert_eq!(shown(&words)[0], row("bearings.ball", 3, false), "all results are bearings: the level below");
        let chosen = SearchAsk { facets: true, categories: vec!["bearings".to_owned()], ..SearchAsk::default() };
        let below = [row("bearings", 4, true), row("bearings.ball", 3, false), row("bearings.plain", 1, false)];
        assert_eq!(shown(&chosen), below);
        assert_eq!(shop.finder.search(&ctx, &chosen).unwrap().total, 4, "at any depth");
    }
}

#[tokio::test]
async fn questions_that_make_no_sense_are_refused_by_field() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let category = SearchAsk { categories: vec!["nowhere".to_owned()], ..SearchAsk::default() };
        let after = SearchAsk { after: Some("x".to_owned()), ..SearchAsk::default() };
        let many: Vec<(&str, &str)> = vec![("seal", "2RS"); 31];
        let cases = [
            (filtered(&[("colour", "red")]), "filter[colour]", "unknown_attribute"),
            (filtered(&[("note", "per mozzi")]), "filter[note]", "not_filterable"),
            (filtered(&[("bore", "wide")]), "filter[bore]", "not_a_number"),
            (filtered(&[("bore", "..")]), "filter[bore]", "not_a_number"),
            (filtered(&[("bore", "99999999999999999999")]), "filter[bore]", "not_a_number"),
            (filtered(&[("stainless", "maybe")]), "filter[stainless]", "not_a_boolean"),
            (filtered(&many), "filter", "too_many"),
            (category, "category", "unknown"),
            (after, "after", "not_readable"),
            (ask(&"x".repeat(3000)), "q", "too_long"),
        ];
        for (ask, field, code) in cases {
            let error = shop.finder.search(&ctx, &ask).unwrap_err();
            let faults: Vec<(String, &str)> = error.fields().into_iter().map(|fault| (fault.field, fault.code)).collect();
            assert_eq!(faults, [(field.to_owned(), code)]);
        }
    }
}

#[tokio::test]
async fn pages_and_orders() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let mut seen = Vec::new();
        let mut page = SearchAsk { limit: Some(4), order: Ordering::Sku, ..SearchAsk::default() };
        loop {
            let results = shop.finder.search(&ctx, &page).unwrap();
            assert_eq!(results.total, 6);
            seen.extend(results.items.iter().map(|found| found.product.sku.to_string()));
            let Some(next) = results.next else { break };
            page.after = Some(next);
        }
        assert_eq!(seen, ["BR-20", "CU-6204-2RS", "CU-6205-2RS", "CU-6206-2Z", "PX-100", "US-1"]);
    }
}

#[tokio::test]
async fn typing_is_completed() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let typed = |text: &str| shop.finder.suggest(&ctx, &SuggestAsk { text: text.to_owned(), limit: 5 }).unwrap();
        let offered = typed("cusc");
        assert_eq!(offered.completions, ["cuscinetto"]);
        assert_eq!(offered.products.len(), 3);
        let codes: Vec<&str> = offered.categories.iter().map(|offered| &*offered.category.code).collect();
        assert_eq!(codes, ["bearings", "bearings.ball"]);
        assert_eq!(&*typed("cu-6206").products[0].product.sku, "CU-6206-2Z");
        assert!(typed(&"x".repeat(500)).products.is_empty());
        assert!(typed("").categories.is_empty());
    }
}

#[tokio::test]
async fn the_data_sheet_tells_everything() {
    for shop in shops().await {
        let ctx = shop.buyer(shop.rossi);
        let sheet = shop.finder.sheet(&ctx, "CU-6204-2RS").unwrap();
        let path: Vec<&str> = sheet.categories.iter().map(|category| &*category.code).collect();
        assert_eq!(path, ["bearings", "bearings.ball"]);
        assert_eq!(sheet.price.unwrap().unit_price.amount(), "4.00");
        let supply = sheet.supply.unwrap();
        assert_eq!((supply.warehouses.len(), supply.supply.state), (1, SupplyState::Now));
        assert!(supply.promise.is_some());
        assert_eq!(&*sheet.fits[0].product.as_ref().unwrap().sku, "PX-100");
        assert_eq!(shop.finder.sheet(&ctx, "BR-20").unwrap().customer_sku.as_deref(), Some("RO-77"));
        let pump = shop.finder.sheet(&ctx, "PX-100").unwrap();
        assert_eq!(pump.relations[0].relation.position.as_deref(), Some("12"));
        assert!(pump.price.is_none(), "no list has it");
        let error = shop.finder.sheet(&ctx, "NO-SUCH").unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, "search.product_not_found"));
    }
}

#[tokio::test]
async fn the_index_follows_the_catalogue() {
    for mut shop in shops().await {
        let ctx = Ctx { locale: Locale::It, ..shop.test.ctx() };
        let renamed = ProductDraft { names: Texts::it_en("Anello seeger", "Retaining ring"), ..ProductDraft::new("BR-20") };
        let new = ProductDraft { names: Texts::it_en("Cinghia dentata", "Timing belt"), ..ProductDraft::new("CD-5") };
        let master = ProductDraft { kind: Some(ProductKind::Master), ..ProductDraft::new("CD") };
        load::write_products(&shop.test.store, &ctx, vec![renamed, new, master]).await.unwrap();
        assert!(skus(&shop, &ctx, &ask("seeger")).is_empty(), "not before the facts were followed");
        shop.follow().await;
        assert_eq!(skus(&shop, &ctx, &ask("seeger")), ["BR-20"]);
        assert_eq!(skus(&shop, &ctx, &ask("cinghia")), ["CD-5"]);
        assert!(skus(&shop, &ctx, &ask("CD")).iter().all(|sku| sku != "CD"), "a master is not sold");

        let spare = |sku: &str| RelationDraft {
            sku: "PX-100".to_owned(),
            kind: RelationKind::SparePart,
            target: TargetDraft::Sku(sku.to_owned()),
            position: None,
            quantity: None,
        };
        load::replace_relations(&shop.test.store, &ctx, RelationKind::SparePart, vec![spare("CD-5")]).await.unwrap();
        shop.follow().await;
        let fits = SearchAsk { compatible_with: Some("PX 100".to_owned()), ..SearchAsk::default() };
        assert_eq!(skus(&shop, &ctx, &fits), ["CD-5"], "the bearing is on the bill no more");
        let instead = RelationDraft { sku: "CU-6204-2RS".to_owned(), kind: RelationKind::Substitute, ..spare("CD-5") };
        load::write_relations(&shop.test.store, &ctx, vec![instead]).await.unwrap();
        shop.follow().await;
        let sheet = shop.finder.sheet(&ctx, "CD-5").unwrap();
        let holders: Vec<&str> = sheet.fits.iter().filter_map(|each| each.product.as_ref()).map(|each| &*each.sku).collect();
        assert_eq!(holders, ["PX-100"], "what it may replace does not hold it");

        let plain = CategoryDraft {
            names: Texts::it_en("Boccole", "Bushings"),
            ..super::category("bearings.plain", Some("bearings"), "", "")
        };
        load::write_categories(&shop.test.store, &ctx, vec![plain]).await.unwrap();
        shop.follow().await;
        assert_eq!(skus(&shop, &ctx, &ask("boccole")), ["BR-20"]);
        assert_eq!(shop.finder.check(&shop.test.store).await.unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_kept_index_is_opened_brought_up_to_date_and_not_shared() {
    for mut shop in shops().await {
        let folder = tempfile::tempdir().unwrap();
        let finder = |shop: &Shop| {
            let (directory, catalogue) = (shop.directory.clone(), shop.catalogue.clone());
            Finder::new(folder.path().to_owned(), directory, catalogue, shop.book.clone(), shop.stock.clone())
        };
        let (tenant, ctx) = (shop.test.tenant, Ctx { locale: Locale::It, ..shop.test.ctx() });
        shop.finder = finder(&shop);
        shop.finder.load(&shop.test.store, tenant).await.unwrap();
        assert_eq!(shop.finder.search(&ctx, &ask("sfere")).unwrap().total, 3);
        let beside = finder(&shop);
        beside.load(&shop.test.store, tenant).await.unwrap();
        assert_eq!(beside.search(&ctx, &ask("sfere")).unwrap().total, 3, "a second one keeps its index in memory");
        drop(beside);

        // Changed while nobody followed: the next start finds out by itself.
        let renamed = ProductDraft { names: Texts::it_en("Anello seeger", "Retaining ring"), ..ProductDraft::new("BR-20") };
        load::write_products(&shop.test.store, &ctx, vec![renamed]).await.unwrap();
        shop.catalogue.load(&shop.test.store, tenant).await.unwrap();
        assert_eq!(shop.finder.check(&shop.test.store).await.unwrap().len(), 1);
        shop.finder = Finder::in_memory(shop.directory.clone(), shop.catalogue.clone(), shop.book.clone(), shop.stock.clone());
        shop.finder = finder(&shop);
        shop.finder.load(&shop.test.store, tenant).await.unwrap();
        assert_eq!(shop.finder.search(&ctx, &ask("seeger")).unwrap().total, 1);
        assert!(shop.finder.check(&shop.test.store).await.unwrap().is_empty());
    }
}
