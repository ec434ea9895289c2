//! Every drawing is clean SVG, and every product and category has one.

use std::collections::{BTreeMap, HashSet};

use super::{drawing, keys, picture};
use crate::catalogue::{CATEGORIES, Catalogue, default_size};

/// Well-formed enough for a strict reader: tags pair up, attributes are quoted, nothing is NaN or infinite.
fn check(svg: &str, what: &str) {
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"), "{what}");
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{what}: {svg}");
    assert_eq!(svg.matches('"').count() % 2, 0, "{what}");
    let mut open: Vec<&str> = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap_or_else(|| panic!("{what}: open tag {tag}"));
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{what}");
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or(""));
        }
    }
    assert!(open.is_empty(), "{what}: {open:?}");
    assert!(svg.len() < 24_000, "{what}: {} bytes", svg.len());
    let numbers = svg.split("d=\"").skip(1).filter_map(|path| path.split('"').next());
    for path in numbers {
        assert!(path.chars().all(|character| "MlazA0123456789.- ".contains(character)), "{what}: {path}");
    }
}

#[test]
fn every_drawing_is_clean_with_and_without_dimensions() {
    for key in keys() {
        check(&drawing(key, &BTreeMap::new()), key);
        check(&picture(key, &BTreeMap::new()), key);
    }
    let hostile = BTreeMap::from([("d", "<b>\"&".to_owned()), ("D", "-3".to_owned()), ("B", String::new())]);
    for key in keys() {
        let svg = drawing(key, &hostile);
        check(&svg, key);
        assert!(!svg.contains("<b>"), "{key}");
    }
}

#[test]
fn every_product_and_category_has_its_drawing() {
    let known: HashSet<&str> = keys().collect();
    for category in CATEGORIES {
        assert!(known.contains(category.drawing), "{}: {}", category.code, category.drawing);
    }
    let catalogue = Catalogue::new(default_size()).expect("the demo's units are known");
    for product in catalogue.products() {
        let sketch = &product.sketch;
        assert!(known.contains(sketch.key), "{}: {}", product.sku, sketch.key);
        let svg = drawing(sketch.key, &sketch.dims);
        check(&svg, &product.sku);
        if let Some(bore) = sketch.dims.get("d").filter(|_| product.family == "rolling_bearing") {
            assert!(svg.contains(&format!("</tspan> {bore}<")), "{}: the bore is not written", product.sku);
        }
    }
}

#[test]
fn the_picture_has_its_own_colours() {
    let dims = BTreeMap::from([("d", "20".to_owned())]);
    assert!(drawing("o-ring", &dims).contains("currentColor"));
    assert!(!picture("o-ring", &dims).contains("currentColor"));
}
