//! What is kept on disk, and when it is made anew.

use kernel::Locale;

use super::{ask, catalogue, found, product};
use crate::engine::{EngineError, Index, Query};

fn filled(folder: &std::path::Path) -> Index {
    let index = Index::open(folder).unwrap();
    let mut writer = index.writer().unwrap();
    writer.upsert(&catalogue()).unwrap();
    writer.commit("event 42").unwrap();
    index
}

#[test]
fn an_index_is_found_again_with_its_watermark() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Index::open(folder.path()).unwrap().watermark(), None, "a new one asks to be filled");
    drop(filled(folder.path()));
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(index.watermark().as_deref(), Some("event 42"));
    assert_eq!(index.len(), 10);
    assert_eq!(found(&index, "62042rs", Locale::It)[0], 1);
    let mut writer = index.writer().unwrap();
    writer.delete(&[product(1)]);
    writer.commit("event 43").unwrap();
    assert_eq!(Index::open(folder.path()).unwrap().watermark().as_deref(), Some("event 43"));
    assert_eq!(index.len(), 9);
}

#[test]
fn nothing_shows_before_the_commit() {
    let folder = tempfile::tempdir().unwrap();
    let index = filled(folder.path());
    let mut writer = index.writer().unwrap();
    writer.clear().unwrap();
    writer.upsert(&catalogue()[..1]).unwrap();
    assert_eq!(index.len(), 10);
    assert!(index.writer().is_err(), "one writer at a time");
    drop(writer);
    assert_eq!(Index::open(folder.path()).unwrap().len(), 10, "a batch that was given up leaves no trace");
    let mut writer = index.writer().unwrap();
    writer.clear().unwrap();
    writer.upsert(&catalogue()[..1]).unwrap();
    writer.commit("event 50").unwrap();
    assert_eq!(index.len(), 1);
}

#[test]
fn a_product_is_replaced_also_within_a_batch() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut document = catalogue().remove(0);
    writer.upsert(std::slice::from_ref(&document)).unwrap();
    document.sku = "NEW-1".to_owned();
    writer.upsert(std::slice::from_ref(&document)).unwrap();
    writer.commit("1").unwrap();
    assert_eq!(index.len(), 1);
    assert_eq!(found(&index, "new1", Locale::It), [1]);
    assert_eq!(ask(&index, &Query::new("CU-6204-2RS", Locale::It)).items.iter().filter(|hit| hit.score > 500.0).count(), 0);
}

#[test]
fn a_damaged_index_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path()));
    std::fs::write(folder.path().join("meta.json"), "{ broken").unwrap();
    assert_eq!(Index::open(folder.path()).unwrap().watermark(), None);
    drop(filled(folder.path()));
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "term") {
            std::fs::remove_file(path).unwrap();
        }
    }
    let index = Index::open(folder.path()).unwrap();
    assert_eq!((index.watermark(), index.len()), (None, 0));
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("thesis.doc"), "years of work").unwrap();
    assert!(matches!(Index::open(folder.path()), Err(EngineError::ForeignFolder(_))));
    assert!(folder.path().join("thesis.doc").exists());
}

#[test]
fn an_empty_index_answers() {
    let index = Index::in_memory().unwrap();
    assert!(index.is_empty());
    assert_eq!(ask(&index, &Query::new("cuscinetto", Locale::It)).total, 0);
    assert_eq!(ask(&index, &super::with_facets()).facets.len(), 0);
}

#[test]
fn marks_tell_what_was_fed() {
    let index = Index::in_memory().unwrap();
    let mut documents = catalogue();
    documents.iter_mut().zip(1..).for_each(|(document, stamp)| document.stamp = stamp);
    let feed = |documents: &[crate::engine::Document]| {
        let mut writer = index.writer().unwrap();
        writer.upsert(documents).unwrap();
        writer.commit("1").unwrap();
    };
    feed(&documents);
    assert_eq!(index.stamp(product(2)).unwrap(), Some(2));
    documents[1].stamp = 77;
    feed(&documents[1..2]);
    assert_eq!(index.stamp(product(2)).unwrap(), Some(77));
    assert_eq!(index.stamp(product(999)).unwrap(), None);
    let stamps = index.stamps();
    assert_eq!((stamps.len(), stamps[&product(1)], stamps[&product(2)]), (10, 1, 77));
}

#[test]
fn attributes_that_are_no_filters_still_help_to_find() {
    let mut documents = catalogue();
    documents[0].attributes[0].filterable = false;
    let index = super::index_of(&documents);
    assert_eq!(found(&index, "cuscinetto 20 mm", Locale::It).len(), 4);
    let hits = ask(&index, &super::with_facets());
    let bore = hits.facets.iter().find(|facet| facet.of == crate::engine::FacetOf::Attribute("bore".to_owned())).unwrap();
    assert_eq!(bore.values.iter().map(|value| value.count).collect::<Vec<_>>(), [1, 1, 1]);
}
