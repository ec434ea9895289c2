//! A list's rules as the book asks them: by target, each target's in the order of quantities.

use ahash::AHashMap;
use kernel::{CategoryId, Percent, PriceListId, ProductId};

use super::chain::ListPlace;
use super::columns::Row;
use crate::formula::Formula;
use crate::list::PriceList;
use crate::rule::{PriceRule, RuleEffect, RuleTarget};

/// What rules ask of a product.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    pub product: ProductId,
    /// None: no list has an entry of the product, and the book does not know where it stands in the catalogue.
    pub row: Option<Row>,
    /// Its category and those above, the nearest first.
    pub path: &'a [CategoryId],
    pub brand: Option<&'a str>,
}

/// One step of a target's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub from_micros: i64,
    pub effect: StepEffect,
}

/// A rule's effect with its lists by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepEffect {
    Fixed(i64),
    PercentOff(ListPlace, Percent),
    AmountOff(ListPlace, i64),
    /// With the places of the formula's lists, in their order.
    Formula(Formula, Box<[ListPlace]>),
}

/// The target whose rules price a product on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matched {
    Product,
    Category(CategoryId),
    Brand,
    All,
}

/// The rules of one list.
#[derive(Debug, Default)]
pub struct ListRules {
    products: AHashMap<ProductId, Vec<Step>>,
    categories: AHashMap<CategoryId, Vec<Step>>,
    brands: AHashMap<String, Vec<Step>>,
    all: Vec<Step>,
}

impl ListRules {
    /// The rules of the nearest target that has some: the product, its category, the one above, …, its brand, all.
    pub fn of(&self, item: &Item<'_>) -> Option<(Matched, &[Step])> {
        if let Some(steps) = self.products.get(&item.product) {
            return Some((Matched::Product, steps));
        }
        if !self.categories.is_empty() {
            for category in item.path {
                if let Some(steps) = self.categories.get(category) {
                    return Some((Matched::Category(*category), steps));
                }
            }
        }
        if let Some(steps) = item.brand.and_then(|brand| self.brands.get(brand)) {
            return Some((Matched::Brand, steps));
        }
        (!self.all.is_empty()).then_some((Matched::All, self.all.as_slice()))
    }

    fn add(&mut self, target: RuleTarget, step: Step) {
        let steps = match target {
            RuleTarget::Product(product) => self.products.entry(product).or_default(),
            RuleTarget::Category(category) => self.categories.entry(category).or_default(),
            RuleTarget::Brand(brand) => self.brands.entry(brand).or_default(),
            RuleTarget::All => &mut self.all,
        };
        // The first that says something of a quantity counts.
        let place = steps.partition_point(|known| known.from_micros < step.from_micros);
        if steps.get(place).is_none_or(|known| known.from_micros != step.from_micros) {
            steps.insert(place, step);
        }
    }
}

impl StepEffect {
    /// The lists that it asks.
    pub fn bases(&self) -> &[ListPlace] {
        match self {
            StepEffect::Fixed(_) => &[],
            StepEffect::PercentOff(base, _) | StepEffect::AmountOff(base, _) => std::slice::from_ref(base),
            StepEffect::Formula(_, bases) => bases,
        }
    }
}

/// Every list's rules by its place. A list's own percentage is its rule for all products from any quantity, unless a rule
/// says that itself. Rules of unknown lists, or that ask one, are ignored; there are none in a database that is whole.
pub fn sort_rules(
    lists: &[PriceList],
    places: &AHashMap<PriceListId, ListPlace>,
    mut rules: Vec<PriceRule>,
) -> Vec<Option<Box<ListRules>>> {
    rules.sort_by_key(|rule| rule.id);
    let codes: AHashMap<&str, ListPlace> = (0..).zip(lists).map(|(place, list)| (list.code.as_str(), place)).collect();
    let mut sorted: Vec<Option<Box<ListRules>>> = lists.iter().map(|_| None).collect();
    let mut add = |list: PriceListId, target: RuleTarget, step: Step| {
        let place = places.get(&list).and_then(|place| usize::try_from(*place).ok());
        if let Some(rules) = place.and_then(|place| sorted.get_mut(place)) {
            rules.get_or_insert_default().add(target, step);
        }
    };
    for rule in rules {
        let effect = step_effect(rule.effect, places, |code| codes.get(code).copied());
        if let Some(effect) = effect {
            add(rule.list, rule.target, Step { from_micros: rule.from_quantity_micros, effect });
        }
    }
    for list in lists {
        if let Some(derived) = list.derived
            && let Some(base) = places.get(&derived.from)
        {
            let effect = StepEffect::PercentOff(*base, derived.percent_off);
            add(list.id, RuleTarget::All, Step { from_micros: 0, effect });
        }
    }
    sorted
}

/// A rule's effect with its lists by their places; none when one of them is not known.
pub fn step_effect(
    effect: RuleEffect,
    places: &AHashMap<PriceListId, ListPlace>,
    by_code: impl Fn(&str) -> Option<ListPlace>,
) -> Option<StepEffect> {
    Some(match effect {
        RuleEffect::Fixed { price_micros } => StepEffect::Fixed(price_micros),
        RuleEffect::PercentOff { base, percent_off } => StepEffect::PercentOff(*places.get(&base)?, percent_off),
        RuleEffect::AmountOff { base, amount_micros } => StepEffect::AmountOff(*places.get(&base)?, amount_micros),
        RuleEffect::Formula(formula) => {
            let bases: Option<Box<[ListPlace]>> = formula.lists().iter().map(|code| by_code(code)).collect();
            StepEffect::Formula(formula, bases?)
        }
    })
}
