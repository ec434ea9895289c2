//! A deterministic catalogue of industrial spare parts, generated from the dimensions of public standards.
//!
//! Begin with [`Catalogue::new`]: it decides which articles are in; [`Catalogue::products`] describes them one after the
//! other. Each file under `families/` holds one product line: its table of dimensions, with the standard named, and the
//! words, prices and neighbours of an article made from a row. The same number of SKUs always gives the same catalogue,
//! and a larger catalogue holds every article of a smaller one.

mod attributes;
mod brands;
mod categories;
mod choices;
mod codes;
mod describe;
mod draft;
mod families;
mod family_table;
mod model;
mod noise;
mod number;
mod price;
mod range;
mod stock;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use kernel::AmountError;

pub use attributes::ATTRIBUTES;
pub use brands::BRANDS;
pub use categories::CATEGORIES;
pub use family_table::FAMILIES;
pub use model::{
    Attribute, AttributeKind, BrandProfile, Category, Choice, Family, Group, Incoming, Label, Pack, Product, Relation, Sketch,
    Stock, TaxCategory, Value, Warehouse, Words,
};
pub use stock::WAREHOUSES;

pub(crate) use noise::{between, happens};

use describe::Units;
use range::{Place, Range};

#[cfg(test)]
use codes::with_gs1_check_digit;

/// How many SKUs the demo has unless told otherwise: the whole core range.
pub fn default_size() -> usize {
    range().core()
}

/// The attribute with this code.
pub fn attribute(code: &str) -> Option<&'static Attribute> {
    attributes::find(code)
}

/// The family with this code.
pub fn family(code: &str) -> Option<&'static Family> {
    family_table::find(code)
}

/// A catalogue of a chosen size.
pub struct Catalogue {
    range: Range,
    size: usize,
    units: Units,
    places: HashMap<String, usize>,
    groups: HashMap<String, usize>,
    machines: HashMap<String, Vec<String>>,
}

impl Catalogue {
    /// Chooses the articles of a catalogue of so many SKUs; the range holds about a hundred thousand, and no more come out.
    pub fn new(skus: usize) -> Result<Catalogue, AmountError> {
        let range = range();
        let size = skus.min(range.places().len());
        let mut places = HashMap::with_capacity(size);
        let mut groups: HashMap<String, usize> = HashMap::new();
        for (number, &place) in range.places()[..size].iter().enumerate() {
            let article = range.article(place);
            places.insert(place.branded(&article.sku()), number);
            if let Some(group) = article.group() {
                *groups.entry(place.branded(&group)).or_default() += 1;
            }
        }
        // A single member is no choice: it stands alone.
        groups.retain(|_, members| *members > 1);
        let mut machines: HashMap<String, Vec<String>> = HashMap::new();
        for (machine, part) in families::machines::parts_of_machines() {
            if places.contains_key(&machine) && places.contains_key(&part) {
                machines.entry(part).or_default().push(machine);
            }
        }
        Ok(Catalogue { range, size, units: Units::load()?, places, groups, machines })
    }

    /// How many products come out.
    pub fn len(&self) -> usize {
        self.size
    }

    pub fn is_empty(&self) -> bool {
        self.size == 0
    }

    pub fn contains(&self, sku: &str) -> bool {
        self.places.contains_key(sku)
    }

    /// All products, described one at a time.
    pub fn products(&self) -> impl Iterator<Item = Product> + '_ {
        self.chosen().iter().map(|&place| self.describe(place))
    }

    /// One product.
    pub fn product(&self, sku: &str) -> Option<Product> {
        self.places.get(sku).map(|&number| self.describe(self.range.places()[number]))
    }

    /// Every group of variants that has at least two members, in the order of its first member.
    pub fn groups(&self) -> impl Iterator<Item = Group> + '_ {
        let mut seen = HashSet::new();
        self.chosen().iter().filter_map(move |&place| {
            let article = self.range.article(place);
            let code = place.branded(&article.group()?);
            if !self.groups.contains_key(&code) || !seen.insert(code.clone()) {
                return None;
            }
            let draft = article.draft();
            let group = draft.group?;
            Some(Group {
                code,
                name: group.name,
                family: draft.family,
                category: draft.category,
                brand: place.brand().name(),
                axes: group.axes,
                drawing: draft.sketch.key,
            })
        })
    }

    fn chosen(&self) -> &[Place] {
        &self.range.places()[..self.size]
    }
}

fn range() -> Range {
    let needed: HashSet<String> =
        families::machines::parts_of_machines().flat_map(|(machine, part)| [machine, part]).chain(always()).collect();
    Range::new(families::LINES, &|sku| needed.contains(sku))
}

/// Articles that the demo's stories name: in every catalogue, however small.
fn always() -> impl Iterator<Item = String> {
    ["6204-2RS", "6204-ZZ", "6205-2RS", "6206-2RS-C3", "ISO4762-M8x30-8.8", "ISO4032-M8-8", "SPA-1250"]
        .into_iter()
        .map(str::to_owned)
}
