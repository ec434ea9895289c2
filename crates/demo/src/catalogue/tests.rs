//! What every catalogue must be, whatever its size.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use kernel::Unit;

use super::{
    AttributeKind, BRANDS, CATEGORIES, Catalogue, FAMILIES, Product, Relation, Value, attribute, family, with_gs1_check_digit,
};

fn catalogue(skus: usize) -> Catalogue {
    Catalogue::new(skus).expect("the demo's units are known")
}

fn fingerprint(skus: usize) -> u64 {
    let catalogue = catalogue(skus);
    let mut hasher = DefaultHasher::new();
    for product in catalogue.products() {
        product.hash(&mut hasher);
    }
    for group in catalogue.groups() {
        group.hash(&mut hasher);
    }
    hasher.finish()
}

#[test]
fn the_same_number_gives_the_same_catalogue() {
    for skus in [1, 100, 3_000] {
        assert_eq!(fingerprint(skus), fingerprint(skus), "{skus} SKUs");
    }
}

#[test]
fn sizes_are_kept_and_nested() {
    assert_eq!(catalogue(0).products().count(), 0);
    let small: Vec<String> = catalogue(700).products().map(|product| product.sku).collect();
    let large: HashSet<String> = catalogue(9_000).products().map(|product| product.sku).collect();
    assert_eq!((small.len(), large.len()), (700, 9_000));
    assert!(small.iter().all(|sku| large.contains(sku)));
}

#[test]
fn the_default_covers_every_family_and_category() {
    let size = super::default_size();
    assert!((3_000..=4_000).contains(&size), "{size}");
    let products: Vec<Product> = catalogue(size).products().collect();
    let families: HashSet<&str> = products.iter().map(|product| product.family).collect();
    assert_eq!(families.len(), FAMILIES.len());
    let categories: HashSet<&str> = products.iter().map(|product| product.category).collect();
    let parents: HashSet<&str> = CATEGORIES.iter().filter_map(|category| category.parent).collect();
    for category in CATEGORIES.iter().filter(|category| !parents.contains(category.code)) {
        assert!(categories.contains(category.code), "{} is empty", category.code);
    }
    let brands: HashSet<&str> = products.iter().map(|product| product.brand).collect();
    assert_eq!(brands.len(), BRANDS.len());
}

#[test]
fn fifty_thousand_are_sound() {
    let catalogue = catalogue(50_000);
    let mut seen = Seen::default();
    let mut count = 0;
    for product in catalogue.products() {
        seen.check_unique(&product);
        check_product(&product);
        for relation in &product.relations {
            assert!(catalogue.contains(relation.sku()), "{} → {}", product.sku, relation.sku());
            assert_ne!(relation.sku(), product.sku);
        }
        if let Some(group) = &product.group {
            seen.members.entry(group.clone()).or_default().push(product);
        }
        count += 1;
    }
    assert_eq!(count, 50_000);
    let groups: HashSet<String> = catalogue
        .groups()
        .map(|group| {
            let members = &seen.members[&group.code];
            assert!(members.len() > 1, "{} has one member", group.code);
            check_axes(&group.code, group.axes, members);
            assert!(!seen.skus.contains(&group.code), "{} is also a SKU", group.code);
            group.code
        })
        .collect();
    assert!(seen.members.keys().all(|code| groups.contains(code)), "a product names a group that is not there");
}

#[derive(Default)]
struct Seen {
    skus: HashSet<String>,
    gtins: HashSet<String>,
    mpns: HashSet<String>,
    members: HashMap<String, Vec<Product>>,
}

impl Seen {
    fn check_unique(&mut self, product: &Product) {
        assert!(self.skus.insert(product.sku.clone()), "SKU twice: {}", product.sku);
        assert!(self.gtins.insert(product.gtin.clone()), "GTIN twice: {} {}", product.gtin, product.sku);
        assert!(self.mpns.insert(product.mpn.clone()), "MPN twice: {} {}", product.mpn, product.sku);
    }
}

fn check_product(product: &Product) {
    let sku = &product.sku;
    assert_eq!(kernel::code(sku).as_deref(), Ok(sku.as_str()));
    assert_eq!(kernel::code(&product.mpn).as_deref(), Ok(product.mpn.as_str()));
    assert!(product.gtin.len() == 13 && product.gtin.starts_with("20"), "{sku}: {}", product.gtin);
    assert_eq!(with_gs1_check_digit(&product.gtin[..12]), product.gtin);
    check_texts(product);
    check_values(product);
    assert!(CATEGORIES.iter().any(|category| category.code == product.category), "{sku}: category {}", product.category);
    assert!(product.minimum.is_positive() && product.minimum.is_multiple_of(product.step), "{sku}: minimum");
    assert!(product.packs.iter().all(|pack| pack.quantity.is_multiple_of(product.step)), "{sku}: packs {:?}", product.packs);
    assert!(product.weight.is_positive() && product.weight.micros() < 3_000_000_000, "{sku}: weight {}", product.weight);
    let price = product.list_price.micros();
    assert!((1_000..=100_000_000_000).contains(&price), "{sku}: price {}", product.list_price);
    assert_eq!(product.stock.len(), 3, "{sku}");
    for stock in &product.stock {
        assert!(stock.on_hand.micros() >= 0 && stock.on_hand.is_multiple_of(product.step), "{sku}: stock {}", stock.on_hand);
        assert!(stock.incoming.is_none_or(|incoming| incoming.quantity.is_positive() && incoming.in_days > 0), "{sku}");
    }
}

fn check_texts(product: &Product) {
    let sku = &product.sku;
    for name in [&product.name.it, &product.name.en] {
        assert!((8..=120).contains(&name.chars().count()), "{sku}: name {name}");
    }
    for text in [&product.description.it, &product.description.en] {
        assert!(text.ends_with('.') && text.matches(". ").count() >= 1, "{sku}: description {text}");
        assert!(!text.contains("..") && !text.contains("  "), "{sku}: description {text}");
    }
    assert_ne!(product.description.it, product.description.en, "{sku}");
}

fn check_values(product: &Product) {
    let sku = &product.sku;
    let family = family(product.family).unwrap_or_else(|| panic!("{sku}: family {}", product.family));
    let mut codes = HashSet::new();
    for (code, value) in &product.values {
        assert!(codes.insert(*code), "{sku}: {code} twice");
        assert!(family.attributes.contains(code), "{sku}: {code} is not of family {}", family.code);
        let attribute = attribute(code).unwrap_or_else(|| panic!("{sku}: unknown attribute {code}"));
        match (attribute.kind, value) {
            (AttributeKind::Text, Value::Text(text)) => assert!(!text.is_empty(), "{sku}: {code} is empty"),
            (AttributeKind::Number, Value::Number(_)) | (AttributeKind::Boolean, Value::Boolean(_)) => {}
            (AttributeKind::Choice(choices), Value::Choice(choice)) => {
                assert!(choices.iter().any(|known| known.code == *choice), "{sku}: {code} = {choice}");
            }
            (kind, value) => panic!("{sku}: {code} is {kind:?}, value {value:?}"),
        }
    }
    assert!(product.values.len() >= 2 || product.family == "consumable", "{sku}: too few attributes");
}

fn check_axes(group: &str, axes: &[&str], members: &[Product]) {
    let mut places = HashSet::new();
    for member in members {
        let place: Vec<Option<&Value>> =
            axes.iter().map(|axis| member.values.iter().find(|(code, _)| code == axis).map(|(_, value)| value)).collect();
        assert!(place.iter().any(Option::is_some), "{group}: {} has no axis", member.sku);
        assert!(places.insert(place), "{group}: {} stands where another does", member.sku);
    }
}

#[test]
fn definitions_are_sound() {
    let mut codes = HashSet::new();
    for attribute in super::ATTRIBUTES {
        assert!(codes.insert(attribute.code), "{} twice", attribute.code);
        assert!(attribute.unit.is_none_or(|unit| Unit::parse(unit).is_ok()), "{}: {:?}", attribute.code, attribute.unit);
        let used = FAMILIES.iter().any(|family| family.attributes.contains(&attribute.code));
        assert!(used, "{} belongs to no family", attribute.code);
    }
    for family in FAMILIES {
        assert!(family.attributes.iter().all(|code| attribute(code).is_some()), "{}", family.code);
    }
    let mut known = HashSet::new();
    for category in CATEGORIES {
        assert!(category.parent.is_none_or(|parent| known.contains(parent)), "{} before its parent", category.code);
        assert!(known.insert(category.code));
    }
}

#[test]
fn bills_name_real_parts_even_in_the_smallest_demo() {
    let small = catalogue(400);
    let machine = small.product("NX-400").expect("the machine is always there");
    let positions: Vec<u16> = machine
        .relations
        .iter()
        .filter_map(|relation| match relation {
            Relation::SparePart { position, .. } => Some(*position),
            _ => None,
        })
        .collect();
    assert_eq!(positions, (1..=27).collect::<Vec<u16>>(), "every position of the exploded view");
    for (machine, part) in super::families::machines::parts_of_machines() {
        assert!(small.contains(&machine) && small.contains(&part), "{machine} → {part}");
        let fits = small
            .product(&part)
            .is_some_and(|product| product.relations.contains(&Relation::CompatibleMachine { sku: machine.clone() }));
        assert!(fits, "{part} does not say that it fits {machine}");
    }
}

#[test]
fn a_known_bearing_reads_well() {
    let catalogue = catalogue(super::default_size());
    let bearing = catalogue.product("6204-2RS").expect("6204-2RS");
    assert_eq!(bearing.name.it, "Cuscinetto radiale rigido a sfere 6204-2RS");
    assert_eq!(bearing.name.en, "Deep groove ball bearing 6204-2RS");
    assert!(bearing.description.it.to_lowercase().contains("cuscinetto a sfere"));
    let value = |code: &str| bearing.values.iter().find(|(known, _)| *known == code).map(|(_, value)| value.clone());
    assert_eq!(value("bore_diameter"), Some(Value::Number(20_000_000)));
    assert_eq!(value("outside_diameter"), Some(Value::Number(47_000_000)));
    assert_eq!(value("width"), Some(Value::Number(14_000_000)));
    assert!(bearing.relations.iter().any(|relation| matches!(relation, Relation::Substitute { .. })));
    assert!(bearing.relations.iter().any(|relation| matches!(relation, Relation::Accessory { .. })));
    assert_eq!(bearing.group.as_deref(), Some("G-6204"));
}

#[test]
fn some_stock_is_out_some_low_some_on_its_way() {
    let catalogue = catalogue(super::default_size());
    let (mut out, mut incoming, mut total) = (0, 0, 0);
    for product in catalogue.products() {
        total += 1;
        out += usize::from(product.stock.iter().all(|stock| stock.on_hand.micros() == 0));
        incoming += usize::from(product.stock.iter().any(|stock| stock.incoming.is_some()));
    }
    assert!((total / 50..total / 5).contains(&out), "{out} of {total} out of stock");
    assert!((total / 50..total / 2).contains(&incoming), "{incoming} of {total} on their way");
}
