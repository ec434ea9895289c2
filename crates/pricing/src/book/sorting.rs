//! Where products stand in the catalogue, as far as price rules ask: category and brand, by columns.

use ahash::AHashMap;
use kernel::CategoryId;

use super::columns::Row;
use crate::rule::brand_key;

/// A category of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryPlace {
    pub id: CategoryId,
    pub code: String,
    pub parent: Option<CategoryId>,
}

/// No category, no brand.
const NONE: u32 = u32::MAX;

/// The categories and brands of products. Empty while no rule asks for them.
#[derive(Debug, Clone, Default)]
pub struct Sorting {
    /// For each row the place of the category, and of the brand.
    categories: Vec<u32>,
    brands: Vec<u32>,
    /// For each category itself and those above it, the nearest first.
    paths: Vec<Box<[CategoryId]>>,
    codes: AHashMap<CategoryId, Box<str>>,
    places: AHashMap<CategoryId, u32>,
    names: Vec<Box<str>>,
    brand_places: AHashMap<Box<str>, u32>,
}

impl Sorting {
    /// The tree without products. Categories may come in any order; one whose parent is unknown is a root.
    pub fn new(categories: &[CategoryPlace]) -> Sorting {
        let parents: AHashMap<CategoryId, Option<CategoryId>> =
            categories.iter().map(|category| (category.id, category.parent)).collect();
        let path = |id: CategoryId| {
            let above = |id: &CategoryId| parents.get(id).copied().flatten().filter(|parent| parents.contains_key(parent));
            // No tree is as deep as it has categories: the bound only stops what bites its own tail.
            std::iter::successors(Some(id), above).take(categories.len()).collect()
        };
        Sorting {
            paths: categories.iter().map(|category| path(category.id)).collect(),
            codes: categories.iter().map(|category| (category.id, category.code.as_str().into())).collect(),
            places: (0..).zip(categories).map(|(place, category)| (category.id, place)).collect(),
            ..Sorting::default()
        }
    }

    /// Says where a product stands; a category that is not in the tree counts as none.
    pub fn put(&mut self, row: Row, category: Option<CategoryId>, brand: Option<&str>) {
        let Ok(at) = usize::try_from(row) else { return };
        if self.categories.len() <= at {
            self.categories.resize(at + 1, NONE);
            self.brands.resize(at + 1, NONE);
        }
        let category = category.and_then(|category| self.places.get(&category)).copied().unwrap_or(NONE);
        let brand = brand.map(brand_key).filter(|brand| !brand.is_empty()).map_or(NONE, |brand| self.brand(&brand));
        if let (Some(kept), Some(kept_brand)) = (self.categories.get_mut(at), self.brands.get_mut(at)) {
            (*kept, *kept_brand) = (category, brand);
        }
    }

    /// The product's category and those above it, the nearest first.
    pub fn path(&self, row: Row) -> &[CategoryId] {
        let place = usize::try_from(row).ok().and_then(|at| self.categories.get(at)).copied();
        let path = place.and_then(|place| self.paths.get(usize::try_from(place).ok()?));
        path.map_or(&[], |path| path)
    }

    /// The product's brand, by its key.
    pub fn brand_of(&self, row: Row) -> Option<&str> {
        let place = *self.brands.get(usize::try_from(row).ok()?)?;
        self.names.get(usize::try_from(place).ok()?).map(|name| &**name)
    }

    pub fn code(&self, category: CategoryId) -> Option<&str> {
        self.codes.get(&category).map(|code| &**code)
    }

    /// Bytes that the columns take.
    pub fn bytes(&self) -> usize {
        (self.categories.len() + self.brands.len()) * 4
    }

    fn brand(&mut self, key: &str) -> u32 {
        if let Some(place) = self.brand_places.get(key) {
            return *place;
        }
        let place = u32::try_from(self.names.len()).unwrap_or(NONE);
        self.names.push(key.into());
        self.brand_places.insert(key.into(), place);
        place
    }
}
