//! The catalogue: attributes, families, categories, products with their groups of variants, relations, and Officine
//! Rossi's own part numbers.

use catalog::load::{
    Report, write_attributes, write_categories, write_customer_skus, write_families, write_products, write_relations,
};
use catalog::{
    AttributeDraft, AttributeKind, CategoryDraft, ChoiceDraft, CustomerSkuDraft, FamilyDraft, Pack, ProductDraft, ProductKind,
    RelationDraft, RelationKind, TargetDraft, TaxCategory, Texts, Value, Word,
};
use kernel::{AccountId, Ctx, Unit};
use store::Store;

use super::{SeedError, Written, people};
use crate::catalogue::{self, Catalogue, Group, Label, Product, Relation, Words};
use crate::company::{ROSSI, rossi_part_number};

/// How many drafts go into one transaction.
const BATCH: usize = 1000;

/// Of which products customers' part numbers and fixed prices are kept: the usual range, whatever the catalogue's size.
pub(super) const USUAL: usize = 4000;

/// Writes the catalogue and answers its products in the catalogue's order.
pub(super) async fn write(store: &Store, ctx: &Ctx, catalogue: &Catalogue) -> Result<Vec<Written>, SeedError> {
    write_taxonomy(store, ctx).await?;
    let groups: Vec<ProductDraft> = catalogue.groups().map(|group| master(&group)).collect();
    for batch in groups.chunks(BATCH) {
        all_accepted(write_products(store, ctx, batch.to_vec()).await?)?;
    }
    let mut written = Vec::with_capacity(catalogue.len());
    let mut drafts: Vec<ProductDraft> = Vec::with_capacity(BATCH);
    for product in catalogue.products() {
        drafts.push(draft(&product));
        if drafts.len() == BATCH {
            flush(store, ctx, &mut drafts, &mut written).await?;
        }
    }
    flush(store, ctx, &mut drafts, &mut written).await?;
    relate(store, ctx, catalogue).await?;
    let rossi = people::card(store, ctx, ROSSI).await?;
    let codes: Vec<CustomerSkuDraft> =
        catalogue.products().take(USUAL).filter_map(|product| part_number(&product, rossi.account.id)).collect();
    all_accepted(write_customer_skus(store, ctx, codes).await?)?;
    Ok(written)
}

async fn flush(store: &Store, ctx: &Ctx, drafts: &mut Vec<ProductDraft>, written: &mut Vec<Written>) -> Result<(), SeedError> {
    let skus: Vec<String> = drafts.iter().map(|draft| draft.sku.clone()).collect();
    let report = all_accepted(write_products(store, ctx, std::mem::take(drafts)).await?)?;
    written.extend(report.products.into_iter().zip(skus).map(|(id, sku)| Written { id, sku }));
    Ok(())
}

async fn relate(store: &Store, ctx: &Ctx, catalogue: &Catalogue) -> Result<(), SeedError> {
    let mut drafts: Vec<RelationDraft> = Vec::with_capacity(BATCH * 4);
    for product in catalogue.products() {
        drafts.extend(product.relations.iter().map(|relation| relation_draft(&product.sku, relation)));
        if drafts.len() >= BATCH * 3 {
            all_accepted(write_relations(store, ctx, std::mem::take(&mut drafts)).await?)?;
        }
    }
    all_accepted(write_relations(store, ctx, drafts).await?)?;
    Ok(())
}

/// What the generator makes, the room takes: anything refused is a fault of the demo.
pub(super) fn all_accepted(report: Report) -> Result<Report, SeedError> {
    match report.refused.first() {
        None => Ok(report),
        Some(refusal) => {
            Err(SeedError::refused("part of the catalogue", format!("{} (place {})", refusal.reason, refusal.index)))
        }
    }
}

async fn write_taxonomy(store: &Store, ctx: &Ctx) -> Result<(), SeedError> {
    let mut attributes = Vec::with_capacity(catalogue::ATTRIBUTES.len());
    for (attribute, position) in catalogue::ATTRIBUTES.iter().zip(1..) {
        attributes.push(attribute_draft(attribute, position)?);
    }
    all_accepted(write_attributes(store, ctx, attributes).await?)?;
    let families = catalogue::FAMILIES.iter().map(|family| FamilyDraft {
        code: family.code.to_owned(),
        names: label(family.label),
        attributes: family.attributes.iter().map(|code| (*code).to_owned()).collect(),
    });
    all_accepted(write_families(store, ctx, families.collect()).await?)?;
    let categories = catalogue::CATEGORIES.iter().zip(1..).map(|(category, position)| CategoryDraft {
        code: category.code.to_owned(),
        parent: category.parent.map(str::to_owned),
        position,
        names: label(category.label),
        drawing: Some(category.drawing.to_owned()),
    });
    all_accepted(write_categories(store, ctx, categories.collect()).await?)?;
    Ok(())
}

fn attribute_draft(attribute: &catalogue::Attribute, position: i32) -> Result<AttributeDraft, SeedError> {
    let (kind, choices) = match attribute.kind {
        catalogue::AttributeKind::Text => (AttributeKind::Text, &[][..]),
        catalogue::AttributeKind::Number => (AttributeKind::Number, &[][..]),
        catalogue::AttributeKind::Boolean => (AttributeKind::Boolean, &[][..]),
        catalogue::AttributeKind::Choice(choices) => (AttributeKind::Choice, choices),
    };
    Ok(AttributeDraft {
        code: attribute.code.to_owned(),
        kind,
        unit: attribute.unit.map(Unit::parse).transpose()?,
        names: label(attribute.label),
        facet: attribute.facet,
        position,
        choices: choices.iter().map(|choice| ChoiceDraft { code: choice.code.to_owned(), names: label(choice.label) }).collect(),
    })
}

fn label(label: Label) -> Texts {
    Texts::it_en(label.it, label.en)
}

fn texts(words: &Words) -> Texts {
    Texts::it_en(&words.it, &words.en)
}

/// The head of a group of variants.
fn master(group: &Group) -> ProductDraft {
    ProductDraft {
        kind: Some(ProductKind::Master),
        brand: Some(group.brand.to_owned()),
        category: Some(group.category.to_owned()),
        family: Some(group.family.to_owned()),
        names: texts(&group.name),
        source: Some("demo".to_owned()),
        ..ProductDraft::new(group.code.clone())
    }
}

fn draft(product: &Product) -> ProductDraft {
    ProductDraft {
        kind: Some(if product.group.is_some() { ProductKind::Variant } else { ProductKind::Simple }),
        master: product.group.clone(),
        mpn: Some(product.mpn.clone()),
        gtin: Some(product.gtin.clone()),
        brand: Some(product.brand.to_owned()),
        category: Some(product.category.to_owned()),
        family: Some(product.family.to_owned()),
        names: texts(&product.name),
        descriptions: texts(&product.description),
        attributes: product.values.iter().map(|(code, known)| ((*code).to_owned(), value(known))).collect(),
        minimum: Some(product.minimum),
        step: Some(product.step),
        packs: product.packs.iter().map(|pack| Pack { name: Word::new(pack.kind), quantity: pack.quantity }).collect(),
        weight_grams: u32::try_from((product.weight.micros() + 500) / 1000).ok().filter(|grams| *grams > 0),
        tax_category: Some(match product.tax_category {
            catalogue::TaxCategory::Standard => TaxCategory::Standard,
        }),
        lead_time_days: Some(product.lead_time_days),
        source: Some("demo".to_owned()),
        foreign_key: Some(product.sku.clone()),
        ..ProductDraft::new(product.sku.clone())
    }
}

fn value(value: &catalogue::Value) -> Value {
    match value {
        catalogue::Value::Text(text) => Value::text(text),
        catalogue::Value::Number(micros) => Value::number(*micros),
        catalogue::Value::Boolean(truth) => Value::Boolean(*truth),
        catalogue::Value::Choice(code) => Value::choice(code),
    }
}

fn relation_draft(sku: &str, relation: &Relation) -> RelationDraft {
    let (kind, position, quantity) = match relation {
        Relation::Accessory { .. } => (RelationKind::Accessory, None, None),
        Relation::Substitute { .. } => (RelationKind::Substitute, None, None),
        Relation::CompatibleMachine { .. } => (RelationKind::CompatibleWith, None, None),
        Relation::SparePart { position, quantity, .. } => (RelationKind::SparePart, Some(position.to_string()), Some(*quantity)),
    };
    RelationDraft { sku: sku.to_owned(), kind, target: TargetDraft::Sku(relation.sku().to_owned()), position, quantity }
}

fn part_number(product: &Product, account: AccountId) -> Option<CustomerSkuDraft> {
    Some(CustomerSkuDraft { account, code: rossi_part_number(product)?, sku: product.sku.clone() })
}
