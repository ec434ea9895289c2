//! The engine through its front door, on a small catalogue of spare parts.

mod codes;
mod facets;
mod hostile;
mod quality;
mod storage;
mod words;

use kernel::{CategoryId, Locale, ProductId, Unit};
use uuid::Uuid;

use super::{Attribute, Document, FacetRequest, Hits, Index, LocalText, Query, Value};

pub(super) fn product(number: u64) -> ProductId {
    ProductId::from_uuid(Uuid::from_u64_pair(1, number))
}

pub(super) fn number(product: ProductId) -> u64 {
    product.uuid().as_u64_pair().1
}

pub(super) fn category(number: u64) -> CategoryId {
    CategoryId::from_uuid(Uuid::from_u64_pair(2, number))
}

pub(super) const PARTS: u64 = 1;
pub(super) const BEARINGS: u64 = 2;
pub(super) const SCREWS: u64 = 3;

/// A part with names in both languages.
pub(super) fn part(id: u64, sku: &str, italian: &str, english: &str) -> Document {
    let text = |locale, name: &str| LocalText { locale, name: name.to_owned(), description: String::new(), keywords: vec![] };
    Document {
        product: product(id),
        sku: sku.to_owned(),
        mpn: None,
        gtins: vec![],
        other_codes: vec![],
        brand: None,
        texts: vec![text(Locale::It, italian), text(Locale::En, english)],
        categories: vec![category(PARTS)],
        attributes: vec![],
        compatible_with: vec![],
        boost: 1.0,
        stamp: 0,
    }
}

pub(super) fn choice(code: &str, value: &str) -> Attribute {
    Attribute { code: code.to_owned(), value: Value::Text(value.to_owned()), unit: None, filterable: true }
}

pub(super) fn millimetres(code: &str, micros: i64) -> Attribute {
    Attribute { code: code.to_owned(), value: Value::Number(micros), unit: Unit::parse("MMT").ok(), filterable: true }
}

pub(super) fn flag(code: &str, value: bool) -> Attribute {
    Attribute { code: code.to_owned(), value: Value::Flag(value), unit: None, filterable: true }
}

/// Bearings, screws, a seal, a pump and what fits it.
pub(super) fn catalogue() -> Vec<Document> {
    let bearing = |id, sku: &str, mpn: &str, bore: i64, brand: &str| Document {
        mpn: Some(mpn.to_owned()),
        brand: Some(brand.to_owned()),
        categories: vec![category(BEARINGS), category(PARTS)],
        attributes: vec![millimetres("bore", bore * 1_000_000), choice("seal", "2RS"), flag("stainless", id == 2)],
        ..part(id, sku, &format!("Cuscinetto radiale a sfere {mpn} {brand}"), &format!("Deep groove ball bearing {mpn} {brand}"))
    };
    let screw = |id, size: &str, grade: &str, length: i64| Document {
        categories: vec![category(SCREWS), category(PARTS)],
        attributes: vec![millimetres("length", length * 1_000_000), choice("grade", grade), flag("stainless", grade == "A2")],
        ..part(
            id,
            &format!("VTC-{size}-{grade}"),
            &format!("Vite a testa cilindrica {size} {grade}"),
            &format!("Socket head cap screw {size} {grade}"),
        )
    };
    let mut documents = vec![
        bearing(1, "CU-6204-2RS", "6204-2RS", 20, "Nordlager"),
        bearing(2, "CU-6205-2RS", "6205-2RS", 25, "Nordlager"),
        bearing(3, "CU-6206-2RS", "6206-2RS", 30, "Rulmax"),
        bearing(4, "CU-6204-ZZ", "6204-ZZ/C3", 20, "Rulmax"),
        screw(11, "M8x30", "A2", 30),
        screw(12, "M8x40", "A2", 40),
        screw(13, "M10x30", "8.8", 30),
        part(21, "PX-100", "Pompa centrifuga PX 100", "Centrifugal pump PX 100"),
    ];
    documents.push(Document {
        gtins: vec!["0012345678905".to_owned()],
        compatible_with: vec!["Pompa PX 100".to_owned()],
        ..part(22, "GUA-77", "Kit guarnizioni per albero, qualità alta", "Shaft seal kit")
    });
    let mut described = part(23, "CIN-SPZ", "Cinghia trapezoidale SPZ", "V-belt SPZ");
    described.texts[0].description = "Per pompe e ventilatori industriali, lunghezza 1.250 mm".to_owned();
    described.texts[0].keywords = vec!["trasmissione".to_owned()];
    documents.push(described);
    documents
}

pub(super) fn index_of(documents: &[Document]) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.upsert(documents).unwrap();
    writer.commit("1").unwrap();
    index
}

pub(super) fn ask(index: &Index, query: &Query) -> Hits {
    index.search(query).unwrap()
}

/// The products found, in order.
pub(super) fn found(index: &Index, text: &str, locale: Locale) -> Vec<u64> {
    ask(index, &Query::new(text, locale)).items.iter().map(|hit| number(hit.product)).collect()
}

pub(super) fn with_facets() -> Query {
    Query { facets: Some(FacetRequest { attributes: 20, values: 20 }), ..Query::new("", Locale::It) }
}
