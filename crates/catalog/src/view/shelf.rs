//! One tenant's catalogue in memory, with its indexes. Products sit in numbered slots; the indexes hold slot numbers
//! only and compare with the products themselves, so that no code or id is stored twice.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ahash::RandomState;
use hashbrown::HashTable;
use kernel::{AccountId, CategoryId, ProductId};

use crate::attribute::{Attribute, Family};
use crate::category::{Category, CategoryNode};
use crate::code::normalised;
use crate::file::ProductFile;
use crate::product::{Product, ProductKind};
use crate::relation::{Relation, RelationTarget};
use crate::text::Word;
use crate::view::CodeMatch;
use crate::view::read::rehung;

/// A code of the product in a slot. It keeps its hash, since a product alone could not tell which of its codes this is.
struct CodeEntry {
    hash: u64,
    slot: u32,
}

/// One tenant's catalogue.
#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) products: Vec<Arc<Product>>,
    by_id: HashTable<u32>,
    by_sku: HashTable<u32>,
    /// One entry per code of a product, by the hash of its normalised form.
    by_code: HashTable<CodeEntry>,
    hasher: RandomState,
    pub(crate) relations: HashMap<ProductId, Arc<[Relation]>>,
    /// From a product to those that name it.
    named_by: HashMap<ProductId, Vec<ProductId>>,
    variants: HashMap<ProductId, Vec<ProductId>>,
    pub(crate) files: HashMap<ProductId, Arc<[ProductFile]>>,
    pub(crate) attributes: HashMap<Word, Arc<Attribute>>,
    pub(crate) families: HashMap<Word, Arc<Family>>,
    pub(crate) categories: HashMap<CategoryId, Arc<Category>>,
    /// An account's part numbers: as written, and from their normalised form back to the product.
    customer_skus: HashMap<(AccountId, ProductId), Arc<str>>,
    from_customer_sku: HashMap<(AccountId, String), ProductId>,
    /// Words that products share.
    words: HashSet<Word>,
    /// Grown when first asked for after a change.
    pub(crate) tree: Option<Arc<Vec<CategoryNode>>>,
}

impl Shelf {
    pub(crate) fn by_id(&self, id: ProductId) -> Option<&Arc<Product>> {
        self.slot_of(id).and_then(|slot| self.at(slot))
    }

    pub(crate) fn by_sku(&self, sku: &str) -> Option<&Arc<Product>> {
        let found = self.by_sku.find(self.hasher.hash_one(sku), |slot| self.at(*slot).is_some_and(|each| &*each.sku == sku));
        found.and_then(|slot| self.at(*slot))
    }

    /// See [`crate::Catalogue::matches`].
    pub(crate) fn matches(&self, account: Option<AccountId>, code: &str) -> CodeMatch {
        let code = code.trim();
        if let Some(product) = self.by_sku(code) {
            return CodeMatch::One(product.clone());
        }
        let wanted = normalised(code);
        if wanted.is_empty() {
            return CodeMatch::Nothing;
        }
        if let Some(account) = account
            && let Some(product) = self.from_customer_sku.get(&(account, wanted.clone())).and_then(|id| self.by_id(*id))
        {
            return CodeMatch::One(product.clone());
        }
        let candidates = self.with_code(&wanted);
        let by_sku: Vec<&Arc<Product>> = candidates.iter().filter(|product| normalised(&product.sku) == wanted).collect();
        if let [product] = by_sku[..] {
            return CodeMatch::One(product.clone());
        }
        // Of a product and those that it has replaced, the one still sold is meant.
        let sold: Vec<&Arc<Product>> = candidates.iter().filter(|product| product.is_sold()).collect();
        match (&candidates[..], &sold[..]) {
            ([], _) => CodeMatch::Nothing,
            ([product], _) => CodeMatch::One(product.clone()),
            (_, [product]) => CodeMatch::One((*product).clone()),
            _ => CodeMatch::Several(candidates),
        }
    }

    /// All products with a code of this normalised form, by SKU.
    fn with_code(&self, wanted: &str) -> Vec<Arc<Product>> {
        let mut slots: Vec<u32> = self
            .by_code
            .iter_hash(self.hasher.hash_one(wanted))
            .map(|entry| entry.slot)
            .filter(|slot| self.at(*slot).is_some_and(|product| code_forms(product).any(|form| form == wanted)))
            .collect();
        slots.sort_unstable();
        slots.dedup();
        let mut products: Vec<Arc<Product>> = slots.into_iter().filter_map(|slot| self.at(slot).cloned()).collect();
        products.sort_by(|one, other| one.sku.cmp(&other.sku));
        products
    }

    pub(crate) fn variants_of(&self, master: ProductId) -> Vec<Arc<Product>> {
        let ids = self.variants.get(&master).map(Vec::as_slice).unwrap_or_default();
        let mut variants: Vec<Arc<Product>> = ids.iter().filter_map(|id| self.by_id(*id).cloned()).collect();
        variants.sort_by(|one, other| one.sku.cmp(&other.sku));
        variants
    }

    pub(crate) fn related_from(&self, product: ProductId) -> Vec<(Arc<Product>, Relation)> {
        let mut found = Vec::new();
        for id in self.named_by.get(&product).map(Vec::as_slice).unwrap_or_default() {
            let (Some(owner), Some(relations)) = (self.by_id(*id), self.relations.get(id)) else { continue };
            let naming = relations.iter().filter(|relation| relation.target == RelationTarget::Product(product));
            found.extend(naming.map(|relation| (owner.clone(), relation.clone())));
        }
        found
    }

    pub(crate) fn category_path(&self, category: CategoryId) -> Vec<Arc<Category>> {
        let mut path = Vec::new();
        let mut next = Some(category);
        // The tree has no circles; the bound keeps a damaged one from looping.
        while let Some(category) = next.and_then(|id| self.categories.get(&id))
            && path.len() < 32
        {
            path.push(category.clone());
            next = category.parent;
        }
        path.reverse();
        path
    }

    pub(crate) fn customer_sku(&self, account: AccountId, product: ProductId) -> Option<Arc<str>> {
        self.customer_skus.get(&(account, product)).cloned()
    }

    /// The word, kept once.
    pub(crate) fn word(&mut self, text: &str) -> Word {
        if let Some(word) = self.words.get(text) {
            return word.clone();
        }
        let word = Word::new(text);
        self.words.insert(word.clone());
        word
    }

    /// Puts a product in, in place of its earlier self.
    pub(crate) fn put(&mut self, product: Product) {
        let product = Arc::new(product);
        self.tree = None;
        let slot = match self.slot_of(product.id) {
            Some(slot) => {
                self.take_out_of_indexes(slot);
                if let Some(place) = self.products.get_mut(to_index(slot)) {
                    *place = product.clone();
                }
                slot
            }
            None => {
                // Four thousand million products do not fit into memory anyway.
                let slot = u32::try_from(self.products.len()).unwrap_or(u32::MAX);
                self.products.push(product.clone());
                slot
            }
        };
        if let (ProductKind::Variant, Some(master)) = (product.kind, product.master) {
            self.variants.entry(master).or_default().push(product.id);
        }
        self.put_into_indexes(slot, &product);
    }

    /// Makes room for so many more products at once.
    pub(crate) fn reserve(&mut self, products: usize) {
        self.products.reserve(products);
        let Shelf { products, by_id, by_sku, by_code, hasher, .. } = self;
        let rehash_id = |slot: &u32| hash_at(products, *slot, |each| hasher.hash_one(each.id));
        let rehash_sku = |slot: &u32| hash_at(products, *slot, |each| hasher.hash_one(&*each.sku));
        let more = products.capacity() - products.len();
        by_id.reserve(more, rehash_id);
        by_sku.reserve(more, rehash_sku);
        by_code.reserve(more.saturating_mul(3), |entry| entry.hash);
    }

    pub(crate) fn put_relations(&mut self, product: ProductId, relations: Vec<Relation>) {
        for relation in self.relations.remove(&product).iter().flat_map(|old| old.iter()) {
            if let RelationTarget::Product(target) = relation.target
                && let Some(owners) = self.named_by.get_mut(&target)
            {
                owners.retain(|owner| *owner != product);
            }
        }
        for relation in &relations {
            if let RelationTarget::Product(target) = relation.target {
                let owners = self.named_by.entry(target).or_default();
                // All that this product names is put at once, so that an equal one can only be the last.
                if owners.last() != Some(&product) {
                    owners.push(product);
                }
            }
        }
        if !relations.is_empty() {
            self.relations.insert(product, relations.into());
        }
    }

    pub(crate) fn put_files(&mut self, product: ProductId, files: Vec<ProductFile>) {
        if files.is_empty() {
            self.files.remove(&product);
        } else {
            self.files.insert(product, files.into());
        }
    }

    pub(crate) fn put_customer_sku(&mut self, account: AccountId, code: &str, product: ProductId) {
        self.from_customer_sku.insert((account, normalised(code)), product);
        self.customer_skus.insert((account, product), code.into());
    }

    /// The same definitions as another shelf's.
    pub(crate) fn share_definitions(&mut self, other: &Shelf) {
        self.attributes.clone_from(&other.attributes);
        self.families.clone_from(&other.families);
        self.categories.clone_from(&other.categories);
    }

    /// Takes over what a fresh shelf has read: all definitions, and everything about these products.
    pub(crate) fn take_over(&mut self, mut fresh: Shelf, products: &HashSet<ProductId>) {
        self.tree = None;
        self.families = std::mem::take(&mut fresh.families);
        self.categories = std::mem::take(&mut fresh.categories);
        for (code, attribute) in fresh.attributes.drain() {
            // A definition that stands stays the same object, which all products share.
            if self.attributes.get(&code).is_none_or(|standing| *standing != attribute) {
                self.attributes.insert(code, attribute);
            }
        }
        for product in std::mem::take(&mut fresh.products) {
            let product = Arc::try_unwrap(product).unwrap_or_else(|shared| (*shared).clone());
            let product = rehung(product, self);
            self.put(product);
        }
        self.customer_skus.retain(|(_, product), _| !products.contains(product));
        self.from_customer_sku.retain(|_, product| !products.contains(product));
        for product in products {
            let relations = fresh.relations.get(product).map(|relations| relations.to_vec()).unwrap_or_default();
            self.put_relations(*product, relations);
            let files = fresh.files.get(product).map(|files| files.to_vec()).unwrap_or_default();
            self.put_files(*product, files);
        }
        self.customer_skus.extend(fresh.customer_skus.drain());
        self.from_customer_sku.extend(fresh.from_customer_sku.drain());
    }

    pub(crate) fn grown_tree(&mut self) -> Arc<Vec<CategoryNode>> {
        if let Some(tree) = &self.tree {
            return tree.clone();
        }
        let mut own: HashMap<CategoryId, usize> = HashMap::new();
        for product in self.products.iter().filter(|product| product.is_sold()) {
            if let Some(category) = product.category {
                *own.entry(category).or_default() += 1;
            }
        }
        let mut children: HashMap<Option<CategoryId>, Vec<Arc<Category>>> = HashMap::new();
        for category in self.categories.values() {
            children.entry(category.parent).or_default().push(category.clone());
        }
        let tree = Arc::new(branches(None, &mut children, &own));
        self.tree = Some(tree.clone());
        tree
    }

    fn at(&self, slot: u32) -> Option<&Arc<Product>> {
        self.products.get(to_index(slot))
    }

    fn slot_of(&self, id: ProductId) -> Option<u32> {
        self.by_id.find(self.hasher.hash_one(id), |slot| self.at(*slot).is_some_and(|each| each.id == id)).copied()
    }

    fn put_into_indexes(&mut self, slot: u32, product: &Product) {
        let Shelf { products, by_id, by_sku, by_code, hasher, .. } = self;
        by_id
            .insert_unique(hasher.hash_one(product.id), slot, |other| hash_at(products, *other, |each| hasher.hash_one(each.id)));
        by_sku.insert_unique(hasher.hash_one(&*product.sku), slot, |other| {
            hash_at(products, *other, |each| hasher.hash_one(&*each.sku))
        });
        for form in code_forms(product) {
            let hash = hasher.hash_one(&*form);
            by_code.insert_unique(hash, CodeEntry { hash, slot }, |entry| entry.hash);
        }
    }

    fn take_out_of_indexes(&mut self, slot: u32) {
        let Some(product) = self.products.get(to_index(slot)).cloned() else { return };
        let same = |entry: &u32| *entry == slot;
        if let Ok(entry) = self.by_id.find_entry(self.hasher.hash_one(product.id), same) {
            entry.remove();
        }
        if let Ok(entry) = self.by_sku.find_entry(self.hasher.hash_one(&*product.sku), same) {
            entry.remove();
        }
        for form in code_forms(&product) {
            if let Ok(entry) = self.by_code.find_entry(self.hasher.hash_one(&*form), |entry| entry.slot == slot) {
                entry.remove();
            }
        }
        if let Some(siblings) = product.master.and_then(|master| self.variants.get_mut(&master)) {
            siblings.retain(|sibling| *sibling != product.id);
        }
    }
}

fn branches(
    parent: Option<CategoryId>,
    children: &mut HashMap<Option<CategoryId>, Vec<Arc<Category>>>,
    own: &HashMap<CategoryId, usize>,
) -> Vec<CategoryNode> {
    // Taken out, so that even a damaged tree with a circle ends.
    let mut here = children.remove(&parent).unwrap_or_default();
    here.sort_by(|one, other| (one.position, &one.code).cmp(&(other.position, &other.code)));
    let grow = |category: Arc<Category>| {
        let below = branches(Some(category.id), children, own);
        let products = own.get(&category.id).copied().unwrap_or(0) + below.iter().map(|child| child.products).sum::<usize>();
        CategoryNode { category, products, children: below }
    };
    here.into_iter().map(grow).collect()
}

/// The normalised forms of a product's codes, SKU first; equal ones once.
fn code_forms(product: &Product) -> impl Iterator<Item = String> {
    let mut forms: Vec<String> = Vec::with_capacity(3);
    for code in std::iter::once(&*product.sku).chain(product.codes()) {
        let form = normalised(code);
        if !form.is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms.into_iter()
}

fn hash_at(products: &[Arc<Product>], slot: u32, hash: impl Fn(&Product) -> u64) -> u64 {
    products.get(to_index(slot)).map_or(0, |product| hash(product))
}

fn to_index(slot: u32) -> usize {
    usize::try_from(slot).unwrap_or(usize::MAX)
}
