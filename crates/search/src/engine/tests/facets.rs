//! Filters and counts.

use std::collections::HashSet;
use std::sync::Arc;

use kernel::Locale;

use super::{BEARINGS, PARTS, SCREWS, ask, catalogue, category, index_of, number, product, with_facets};
use crate::engine::{Facet, FacetOf, FacetValue, Filter, Hits, Query, Restriction, Value};

fn numbers(hits: &Hits) -> Vec<u64> {
    let mut numbers: Vec<u64> = hits.items.iter().map(|hit| number(hit.product)).collect();
    numbers.sort_unstable();
    numbers
}

fn facet<'a>(hits: &'a Hits, code: &str) -> &'a Facet {
    let of = FacetOf::Attribute(code.to_owned());
    hits.facets.iter().find(|facet| facet.of == of).unwrap_or_else(|| panic!("no facet {code}"))
}

fn counts(facet: &Facet) -> Vec<(Value, u32)> {
    let value = |value: &FacetValue| match value {
        FacetValue::Attribute(value) => value.clone(),
        other => panic!("{other:?}"),
    };
    facet.values.iter().map(|counted| (value(&counted.value), counted.count)).collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn any(code: &str, any: Vec<Value>) -> Filter {
    Filter::Attribute { code: code.to_owned(), any }
}

fn between(code: &str, from: Option<i64>, to: Option<i64>) -> Filter {
    Filter::Between { code: code.to_owned(), from: from.map(|mm| mm * 1_000_000), to: to.map(|mm| mm * 1_000_000) }
}

#[test]
fn filters_choose() {
    let index = index_of(&catalogue());
    let cases: Vec<(Vec<Filter>, &[u64])> = vec![
        (vec![], &[1, 2, 3, 4, 11, 12, 13, 21, 22, 23]),
        (vec![Filter::Category(vec![category(BEARINGS)])], &[1, 2, 3, 4]),
        (vec![Filter::Category(vec![category(BEARINGS), category(SCREWS)])], &[1, 2, 3, 4, 11, 12, 13]),
        (vec![Filter::Category(vec![category(PARTS)]), Filter::Brand(vec!["Rulmax".into()])], &[3, 4]),
        (vec![Filter::Brand(vec!["Rulmax".into(), "Nordlager".into()])], &[1, 2, 3, 4]),
        (vec![Filter::Brand(vec!["nobody".into()])], &[]),
        (vec![any("grade", vec![text("A2")])], &[11, 12]),
        (vec![any("grade", vec![text("A2"), text("8.8")])], &[11, 12, 13]),
        (vec![any("grade", vec![text("A2")]), any("stainless", vec![Value::Flag(true)])], &[11, 12]),
        (vec![any("stainless", vec![Value::Flag(false)])], &[1, 3, 4, 13]),
        (vec![any("bore", vec![Value::Number(20_000_000)])], &[1, 4]),
        (vec![between("bore", Some(20), Some(25))], &[1, 2, 4]),
        (vec![between("bore", Some(21), None)], &[2, 3]),
        (vec![between("bore", None, Some(24))], &[1, 4]),
        (vec![between("bore", Some(30), Some(20))], &[]),
        (vec![between("bore", Some(26), None), any("bore", vec![Value::Number(20_000_000)])], &[1, 3, 4]),
        (vec![any("unheard of", vec![text("A2")])], &[]),
        (vec![any("gr\0ade", vec![text("\0")])], &[]),
        (vec![Filter::CompatibleWith("PX 100".into())], &[22]),
        (vec![Filter::CompatibleWith("pompa px100".into())], &[]),
        (vec![Filter::CompatibleWith("PX 200".into())], &[]),
    ];
    for (filters, expected) in cases {
        let hits = ask(&index, &Query { filters: filters.clone(), ..Query::new("", Locale::It) });
        assert_eq!(numbers(&hits), expected, "{filters:?}");
        assert_eq!(hits.total, expected.len());
    }
    let hits = ask(&index, &Query { filters: vec![between("length", Some(35), None)], ..Query::new("vite", Locale::It) });
    assert_eq!(numbers(&hits), [12], "with a text");
}

#[test]
fn negative_numbers_sort_below_positive_ones() {
    let mut documents = catalogue();
    documents[7].attributes.push(super::millimetres("offset", -5_000_000));
    documents[8].attributes.push(super::millimetres("offset", 3_000_000));
    let index = index_of(&documents);
    let hits = ask(&index, &Query { filters: vec![between("offset", Some(-10), Some(0))], ..Query::new("", Locale::It) });
    assert_eq!(numbers(&hits), [21]);
    let hits = ask(&index, &with_facets());
    assert_eq!(facet(&hits, "offset").range, Some((-5_000_000, 3_000_000)));
}

#[test]
fn facets_count_and_do_not_shrink_themselves() {
    let index = index_of(&catalogue());
    let hits = ask(&index, &with_facets());
    assert_eq!(counts(facet(&hits, "grade")), [(text("A2"), 2), (text("8.8"), 1)]);
    assert_eq!(counts(facet(&hits, "stainless")), [(Value::Flag(false), 4), (Value::Flag(true), 3)]);
    let bore = facet(&hits, "bore");
    let mm = |mm: i64| Value::Number(mm * 1_000_000);
    assert_eq!(counts(bore), [(mm(20), 2), (mm(25), 1), (mm(30), 1)], "numbers by size");
    assert_eq!((bore.distinct, bore.range), (3, Some((20_000_000, 30_000_000))));
    assert!(!hits.facets.iter().any(|facet| facet.of == FacetOf::Attribute("seal".to_owned())), "one value only: no choice");

    let filters = vec![any("grade", vec![text("A2")])];
    let hits = ask(&index, &Query { filters, ..with_facets() });
    assert_eq!(hits.total, 2);
    assert_eq!(counts(facet(&hits, "grade")), [(text("A2"), 2), (text("8.8"), 1)], "its own filter leaves it");
    assert_eq!(counts(facet(&hits, "length")), [(mm(30), 1), (mm(40), 1)], "another's filter narrows it");

    let filters = vec![any("grade", vec![text("A2")]), between("length", Some(35), None)];
    let hits = ask(&index, &Query { filters, ..with_facets() });
    assert_eq!(hits.total, 1);
    assert_eq!(counts(facet(&hits, "grade")), [(text("A2"), 1)]);
    assert_eq!(counts(facet(&hits, "length")), [(mm(30), 1), (mm(40), 1)]);
}

#[test]
fn categories_and_brands_are_facets() {
    let index = index_of(&catalogue());
    let hits = ask(&index, &with_facets());
    let of = |of: FacetOf| hits.facets.iter().find(|facet| facet.of == of).unwrap().values.clone();
    let categories: Vec<(FacetValue, u32)> = of(FacetOf::Category).into_iter().map(|value| (value.value, value.count)).collect();
    assert_eq!(categories[0], (FacetValue::Category(category(PARTS)), 10));
    assert_eq!(categories[1], (FacetValue::Category(category(BEARINGS)), 4));
    let brands: Vec<u32> = of(FacetOf::Brand).into_iter().map(|value| value.count).collect();
    assert_eq!(brands, [2, 2]);
}

#[test]
fn facets_are_bounded() {
    let mut documents = catalogue();
    for (place, document) in documents.iter_mut().enumerate() {
        document.attributes.extend((0..40).map(|code| super::choice(&format!("a{code:02}"), &format!("v{place}"))));
    }
    let index = index_of(&documents);
    let request = crate::engine::FacetRequest { attributes: 5, values: 3 };
    let hits = ask(&index, &Query { facets: Some(request), ..with_facets() });
    assert_eq!(hits.facets.len(), 7, "category, brand and five more");
    assert_eq!((facet(&hits, "a00").values.len(), facet(&hits, "a00").distinct), (3, 10));
    let filters = vec![any("a39", vec![text("v1")])];
    let hits = ask(&index, &Query { facets: Some(request), filters, ..with_facets() });
    assert_eq!(facet(&hits, "a39").distinct, 10, "what is filtered by is always shown");
}

#[test]
fn counts_hold_over_segments_and_deletions() {
    let index = index_of(&catalogue());
    let mut more = catalogue();
    more.iter_mut().for_each(|document| {
        document.product = product(number(document.product) + 1000);
        document.sku.push_str("-B");
    });
    let mut writer = index.writer().unwrap();
    writer.upsert(&more).unwrap();
    writer.delete(&[product(11), product(999)]);
    writer.commit("2").unwrap();
    let hits = ask(&index, &Query { limit: 100, ..with_facets() });
    assert_eq!(hits.total, 19);
    assert_eq!(counts(facet(&hits, "grade")), [(text("A2"), 3), (text("8.8"), 2)]);
    let hits = ask(&index, &Query { filters: vec![any("grade", vec![text("A2")])], ..with_facets() });
    assert_eq!(numbers(&hits), [12, 1011, 1012]);
}

#[test]
fn a_restriction_hides_products_from_hits_and_counts() {
    let index = index_of(&catalogue());
    let some: Arc<HashSet<_>> = Arc::new([product(1), product(11)].into());
    let only = Query { restrict: Some(Restriction::Only(Arc::clone(&some))), ..with_facets() };
    assert_eq!(numbers(&ask(&index, &only)), [1, 11]);
    let except = Query { restrict: Some(Restriction::Except(some)), ..with_facets() };
    let hits = ask(&index, &except);
    assert_eq!(hits.total, 8);
    assert_eq!(counts(facet(&hits, "grade")), [(text("8.8"), 1), (text("A2"), 1)]);
}
