//! From a product of the catalogue to what the engine indexes of it, and the mark by which a change is noticed. Pure.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use catalog::{Catalogue, Category, Language, Product, ProductKind, ProductState, Relation, RelationKind, RelationTarget, Value};
use kernel::{CategoryId, Locale, ProductId, TenantId};

use crate::engine::{self, Attribute, Document, LocalText};

/// Raised when descriptions change for the same product: then all are made again.
const EDITION: u64 = 2;
/// Machines named in one description: a washer fits thousands.
const MOST_MACHINES: usize = 60;
/// A longer text of an attribute is prose, which finds everything.
const LONGEST_KEYWORD: usize = 80;

/// Describes products of one tenant.
pub(super) struct Describer<'a> {
    catalogue: &'a Catalogue,
    tenant: TenantId,
    categories: RefCell<HashMap<CategoryId, Arc<[Arc<Category>]>>>,
    everything: Option<Everything>,
}

/// All products and relations, gathered in one walk: asking for each product who names it would walk the bills again
/// and again.
struct Everything {
    products: Vec<Arc<Product>>,
    relations: HashMap<ProductId, Arc<[Relation]>>,
    named_by: HashMap<ProductId, Vec<ProductId>>,
}

impl<'a> Describer<'a> {
    /// For the whole catalogue.
    pub(super) fn of_everything(catalogue: &'a Catalogue, tenant: TenantId) -> Describer<'a> {
        let mut everything =
            Everything { products: catalogue.products(tenant), relations: HashMap::new(), named_by: HashMap::new() };
        for product in &everything.products {
            let relations = catalogue.relations(tenant, product.id);
            for relation in relations.iter().filter(|relation| fits(relation.kind)) {
                if let RelationTarget::Product(target) = relation.target {
                    everything.named_by.entry(target).or_default().push(product.id);
                }
            }
            if !relations.is_empty() {
                everything.relations.insert(product.id, relations);
            }
        }
        Describer { catalogue, tenant, categories: RefCell::default(), everything: Some(everything) }
    }

    /// For a few products.
    pub(super) fn of_some(catalogue: &'a Catalogue, tenant: TenantId) -> Describer<'a> {
        Describer { catalogue, tenant, categories: RefCell::default(), everything: None }
    }

    /// The relations of all products that have any.
    pub(super) fn relations(&self) -> HashMap<ProductId, Arc<[Relation]>> {
        self.everything.as_ref().map(|everything| everything.relations.clone()).unwrap_or_default()
    }

    /// Every product that can be found.
    pub(super) fn all(&self) -> Vec<Arc<Product>> {
        let mut products = match &self.everything {
            Some(everything) => everything.products.clone(),
            None => self.catalogue.products(self.tenant),
        };
        products.retain(|product| self.shows(product));
        products
    }

    /// Whether a product can be found: the head of a set of variants is not sold, its variants are found.
    pub(super) fn shows(&self, product: &Product) -> bool {
        product.kind != ProductKind::Master
    }

    /// A mark of everything that the product's description is made from.
    pub(super) fn stamp(&self, product: &Product) -> u64 {
        let mut hasher = DefaultHasher::new();
        (EDITION, product.version).hash(&mut hasher);
        for category in self.path(product).iter() {
            (category.id, category.version).hash(&mut hasher);
        }
        for characteristic in &product.attributes {
            characteristic.attribute.version.hash(&mut hasher);
        }
        for machine in self.machines(product) {
            machine.hash(&mut hasher);
        }
        hasher.finish()
    }

    pub(super) fn describe(&self, products: &[Arc<Product>]) -> Vec<Document> {
        products.iter().map(|product| self.document(product)).collect()
    }

    fn document(&self, product: &Product) -> Document {
        let path = self.path(product);
        Document {
            product: product.id,
            sku: product.sku.to_string(),
            mpn: product.mpn.as_deref().map(str::to_owned),
            gtins: product.gtin.iter().map(ToString::to_string).collect(),
            other_codes: product.other_codes.iter().map(ToString::to_string).collect(),
            brand: product.brand.as_deref().map(str::to_owned),
            texts: texts(product, &path),
            categories: path.iter().map(|category| category.id).collect(),
            attributes: product.attributes.iter().flat_map(attributes).collect(),
            compatible_with: self.machines(product),
            // What is no longer sold is found, behind what is.
            boost: if product.state == ProductState::Active { 1.0 } else { 0.5 },
            stamp: self.stamp(product),
        }
    }

    /// The product's category and those above it, from the root down.
    fn path(&self, product: &Product) -> Arc<[Arc<Category>]> {
        let Some(category) = product.category else { return Arc::from([]) };
        let mut known = self.categories.borrow_mut();
        Arc::clone(known.entry(category).or_insert_with(|| self.catalogue.category_path(self.tenant, category).into()))
    }

    /// The names of the machines that the product fits: those it names, and those whose bills hold it.
    fn machines(&self, product: &Product) -> Vec<String> {
        let mut machines = Vec::new();
        for relation in self.relations_of(product.id).iter().filter(|relation| relation.kind == RelationKind::CompatibleWith) {
            match &relation.target {
                RelationTarget::Text(text) => machines.push(text.to_string()),
                RelationTarget::Product(id) => machines.extend(self.names_of(*id)),
            }
        }
        for owner in self.owners_of(product.id) {
            machines.extend(self.names_of(owner));
        }
        machines.sort_unstable();
        machines.dedup();
        machines.truncate(MOST_MACHINES);
        machines
    }

    fn relations_of(&self, product: ProductId) -> Arc<[Relation]> {
        match &self.everything {
            Some(everything) => everything.relations.get(&product).cloned().unwrap_or_else(|| Arc::from([])),
            None => self.catalogue.relations(self.tenant, product),
        }
    }

    /// The products whose bills hold this one.
    fn owners_of(&self, product: ProductId) -> Vec<ProductId> {
        match &self.everything {
            Some(everything) => everything.named_by.get(&product).cloned().unwrap_or_default(),
            None => {
                let owners = self.catalogue.related_from(self.tenant, product).into_iter();
                owners.filter(|(_, relation)| fits(relation.kind)).map(|(owner, _)| owner.id).collect()
            }
        }
    }

    fn names_of(&self, product: ProductId) -> Vec<String> {
        let Some(product) = self.catalogue.product(self.tenant, product) else { return Vec::new() };
        let mut names: Vec<String> = product.names.iter().map(|(_, name)| name.to_owned()).collect();
        names.push(product.sku.to_string());
        names
    }
}

/// Whether the product that names the target so is a machine to it. An accessory's owner is none: who searches a bearing
/// does not mean the rings that go with it.
pub(crate) fn fits(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::SparePart | RelationKind::Consumable)
}

/// The product's words by language. A product that has none in a language of the pages is found by whichever it has.
fn texts(product: &Product, path: &[Arc<Category>]) -> Vec<LocalText> {
    let own = |locale: Locale| product.names.exactly(Language::from(locale));
    let known: Vec<Locale> = Locale::ALL.into_iter().filter(|locale| own(*locale).is_some()).collect();
    let locales = if known.is_empty() { vec![Locale::En] } else { known };
    let words = |locale: Locale| LocalText {
        locale,
        name: own(locale).unwrap_or_else(|| product.name(locale)).to_owned(),
        description: product.descriptions.exactly(Language::from(locale)).unwrap_or("").to_owned(),
        keywords: keywords(product, path, locale),
    };
    locales.into_iter().map(words).collect()
}

fn keywords(product: &Product, path: &[Arc<Category>], locale: Locale) -> Vec<String> {
    let mut keywords: Vec<String> = path.iter().map(|category| category.name(locale).to_owned()).collect();
    for characteristic in &product.attributes {
        match &characteristic.value {
            Value::Choice(_) => keywords.push(characteristic.text(locale)),
            Value::Text(text) if text.len() <= LONGEST_KEYWORD => keywords.push(text.to_string()),
            Value::Boolean(true) => keywords.push(characteristic.attribute.name(locale).to_owned()),
            Value::Text(_) | Value::Boolean(false) | Value::Number(_) | Value::Range(_) => {}
        }
    }
    keywords
}

/// A range is both of its ends: a filter from 10 to 30 finds what begins or ends there.
fn attributes(characteristic: &catalog::Characteristic) -> Vec<Attribute> {
    let attribute = &characteristic.attribute;
    let values = match &characteristic.value {
        Value::Text(text) | Value::Choice(text) => vec![engine::Value::Text(text.to_string())],
        Value::Boolean(flag) => vec![engine::Value::Flag(*flag)],
        Value::Number(number) => vec![engine::Value::Number(number.micros())],
        Value::Range(bounds) => vec![engine::Value::Number(bounds.0.micros()), engine::Value::Number(bounds.1.micros())],
    };
    let one = |value| Attribute { code: attribute.code.to_string(), value, unit: attribute.unit, filterable: attribute.facet };
    values.into_iter().map(one).collect()
}
