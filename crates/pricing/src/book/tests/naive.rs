//! Prices the slow way, straight from the documented rules: every list, every entry, every time.

use kernel::{CategoryId, Percent, PriceRuleId};
use uuid::Uuid;

use super::*;
use crate::formula::Formula;
use crate::market::{Market, PricePolicy};
use crate::rule::{PriceRule, RuleEffect, RuleTarget, brand_key};

/// The rows of a tenant, as they might stand in the database.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub lists: Vec<PriceList>,
    pub assigned: Vec<(PriceListId, Assignee)>,
    pub entries: Vec<(PriceListId, Entry)>,
    pub markets: Vec<Market>,
    pub rules: Vec<NaiveRule>,
    pub categories: Vec<CategoryPlace>,
    /// Where products stand: category and brand.
    pub places: Vec<(ProductId, Option<CategoryId>, Option<String>)>,
}

/// A rule with its formula as numbers.
#[derive(Debug, Clone)]
pub(super) struct NaiveRule {
    pub list: PriceListId,
    pub target: RuleTarget,
    pub from: i64,
    pub effect: NaiveEffect,
}

#[derive(Debug, Clone)]
pub(super) enum NaiveEffect {
    Fixed(i64),
    PercentOff(PriceListId, Percent),
    AmountOff(PriceListId, i64),
    Formula(NaiveFormula),
}

/// `which(list(one), list(other) * factor) / divisor + more`, all in millionths but the divisor.
#[derive(Debug, Clone)]
pub(super) struct NaiveFormula {
    pub greatest: bool,
    /// Codes and ids.
    pub one: (String, PriceListId),
    pub other: (String, PriceListId),
    pub factor: i64,
    pub divisor: i64,
    pub more: i64,
    /// `to`, `up to`, `down to` a step.
    pub rounded: Option<(&'static str, i64)>,
}

impl NaiveFormula {
    pub fn text(&self) -> String {
        let decimal = |micros: i64| format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
        let which = if self.greatest { "max" } else { "min" };
        let rounded = self.rounded.map(|(how, step)| format!(" rounded {how} {}", decimal(step))).unwrap_or_default();
        format!(
            "{which}(list(\"{}\"), list(\"{}\") * {}) / {} + {}{rounded}",
            self.one.0,
            self.other.0,
            decimal(self.factor),
            self.divisor,
            decimal(self.more)
        )
    }

    /// By the schoolbook: everything over 10¹² · divisor.
    fn value(&self, one: i64, other: i64, market: &Market) -> i64 {
        let (one, other) = (i128::from(one) * 1_000_000, i128::from(other) * i128::from(self.factor));
        let chosen = if self.greatest { one.max(other) } else { one.min(other) };
        let numerator = chosen + i128::from(self.more) * 1_000_000 * i128::from(self.divisor);
        let (how, step) = self.rounded.unwrap_or(("to", 10_i64.pow(6 - u32::from(market.unit_price_decimals))));
        let step_over = i128::from(step) * 1_000_000 * i128::from(self.divisor);
        let (whole, rest) = (numerator / step_over, numerator % step_over);
        let up = match how {
            "up to" => rest > 0,
            "down to" => false,
            _ => {
                rest * 2 > step_over
                    || (rest * 2 == step_over && (market.rounding == kernel::RoundingMode::HalfUp || whole % 2 == 1))
            }
        };
        i64::try_from((whole + i128::from(up)) * i128::from(step)).unwrap()
    }
}

impl World {
    pub fn book(&self) -> Book {
        let terms = Terms::new(self.lists.clone(), self.assigned.clone(), self.markets.clone(), Vec::new());
        let id = |number: usize| PriceRuleId::from_uuid(Uuid::from_u128(u128::try_from(number).unwrap()));
        let effect = |effect: &NaiveEffect| match effect {
            NaiveEffect::Fixed(price_micros) => RuleEffect::Fixed { price_micros: *price_micros },
            NaiveEffect::PercentOff(base, percent_off) => RuleEffect::PercentOff { base: *base, percent_off: *percent_off },
            NaiveEffect::AmountOff(base, amount_micros) => RuleEffect::AmountOff { base: *base, amount_micros: *amount_micros },
            NaiveEffect::Formula(formula) => RuleEffect::Formula(Formula::parse(&formula.text()).unwrap()),
        };
        let rule = |(number, rule): (usize, &NaiveRule)| PriceRule {
            id: id(number),
            list: rule.list,
            target: rule.target.clone(),
            from_quantity_micros: rule.from,
            effect: effect(&rule.effect),
        };
        let terms = terms.with_rules(self.rules.iter().enumerate().map(rule).collect());
        let book = Book::from_entries(terms, &self.entries);
        let products = book.products().clone();
        let mut book = book.with_sorting(products, Arc::new(Sorting::new(&self.categories)));
        book.put_places(&self.places);
        book
    }

    /// Code of the list and price, or none.
    pub fn price(&self, asker: &Asker, product: ProductId, quantity: Quantity) -> Option<(String, i64)> {
        let mut offers = Vec::new();
        for list in self.candidates(asker) {
            let price = self.on_list(list, asker, product, quantity.micros(), 0);
            offers.extend(price.map(|price| (list.code.clone(), price)));
            if list.exclusive {
                break;
            }
        }
        match self.market(asker).policy {
            // Of equal ones the first.
            PricePolicy::Lowest => offers.into_iter().min_by_key(|(_, price)| *price),
            PricePolicy::FirstMatch | PricePolicy::MostSpecific => offers.into_iter().next(),
        }
    }

    /// How specific the assignment is that makes this list the asker's; smaller is more specific.
    pub fn rank(&self, list: &PriceList, asker: &Asker) -> Option<usize> {
        let rank = |assignee: &Assignee| match assignee {
            Assignee::Account(account) if Some(*account) == asker.account => Some(0),
            Assignee::Account(account) => asker.ancestors.iter().position(|above| above == account).map(|place| place + 1),
            Assignee::Group(group) => (asker.group.as_ref() == Some(group)).then_some(1000),
            Assignee::Everyone => Some(2000),
        };
        self.assigned.iter().filter(|(id, _)| *id == list.id).filter_map(|(_, assignee)| rank(assignee)).min()
    }

    fn candidates(&self, asker: &Asker) -> Vec<&PriceList> {
        let market = self.market(asker);
        let currency = asker.currency.unwrap_or(market.currency);
        let of_market = asker.market.clone().unwrap_or(market.code.clone());
        let fits = |list: &&PriceList| {
            list.currency == currency
                && list.market.as_ref().is_none_or(|only| *only == of_market)
                && list.in_force(asker.at)
                && self.rank(list, asker).is_some()
        };
        let mut found: Vec<&PriceList> = self.lists.iter().filter(fits).collect();
        found.sort_by_key(|list| {
            let latest_first = std::cmp::Reverse(list.valid_from);
            let (priority, rank) = (-i64::from(list.priority), i64::try_from(self.rank(list, asker).unwrap()).unwrap());
            let first = if market.policy == PricePolicy::MostSpecific { (rank, priority) } else { (priority, rank) };
            (first, list.market.is_none(), latest_first, list.code.clone())
        });
        found
    }

    pub fn market(&self, asker: &Asker) -> Market {
        let named = self.markets.iter().find(|market| Some(&market.code) == asker.market.as_ref());
        named.or(self.markets.iter().find(|market| market.is_default)).cloned().unwrap_or_else(Market::italy)
    }

    #[expect(clippy::too_many_arguments, reason = "naive on purpose: everything it needs is said at each call")]
    fn on_list(&self, list: &PriceList, asker: &Asker, product: ProductId, quantity: i64, depth: usize) -> Option<i64> {
        let own: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|(id, entry)| *id == list.id && entry.product == product)
            .map(|(_, entry)| entry)
            .collect();
        if !own.is_empty() {
            let reached = own.iter().filter(|entry| entry.from_quantity_micros <= quantity);
            let from = reached.clone().map(|entry| entry.from_quantity_micros).max()?;
            return reached.filter(|entry| entry.from_quantity_micros == from).map(|entry| entry.price_micros).min();
        }
        for (from, effect) in self.rules_of(list, product) {
            if from <= quantity
                && let Some(price) = self.made(&effect, list, asker, (product, quantity, depth))
            {
                return Some(price);
            }
        }
        None
    }

    /// The rules of the nearest target, the largest quantity first.
    fn rules_of(&self, list: &PriceList, product: ProductId) -> Vec<(i64, NaiveEffect)> {
        let (_, category, brand) = self.places.iter().find(|(id, _, _)| *id == product).cloned().unwrap_or((product, None, None));
        let mut targets = vec![RuleTarget::Product(product)];
        let mut above = category;
        while let Some(category) = above {
            targets.push(RuleTarget::Category(category));
            above = self.categories.iter().find(|place| place.id == category).unwrap().parent;
        }
        targets.extend(brand.map(|brand| RuleTarget::Brand(brand_key(&brand))));
        targets.push(RuleTarget::All);
        for target in targets {
            let mut found: Vec<(i64, NaiveEffect)> = Vec::new();
            for rule in self.rules.iter().filter(|rule| rule.list == list.id && rule.target == target) {
                if !found.iter().any(|(from, _)| *from == rule.from) {
                    found.push((rule.from, rule.effect.clone()));
                }
            }
            if let Some(derived) = list.derived.filter(|_| target == RuleTarget::All && !found.iter().any(|(from, _)| *from == 0))
            {
                found.push((0, NaiveEffect::PercentOff(derived.from, derived.percent_off)));
            }
            if !found.is_empty() {
                found.sort_by_key(|(from, _)| -from);
                return found;
            }
        }
        Vec::new()
    }

    fn made(
        &self,
        effect: &NaiveEffect,
        list: &PriceList,
        asker: &Asker,
        (product, quantity, depth): (ProductId, i64, usize),
    ) -> Option<i64> {
        let market = self.market(asker);
        let base = |id: &PriceListId| {
            let base = self.lists.iter().find(|base| base.id == *id)?;
            if depth >= crate::DEEPEST_DERIVATION || base.currency != list.currency || !base.in_force(asker.at) {
                return None;
            }
            self.on_list(base, asker, product, quantity, depth + 1)
        };
        match effect {
            NaiveEffect::Fixed(price) => Some(*price),
            NaiveEffect::PercentOff(from, percent_off) => base(from).map(|price| less(price, *percent_off, &market)),
            NaiveEffect::AmountOff(from, amount) => {
                let rest = (base(from)? - amount).max(0);
                Some(less(rest, Percent::ZERO, &market))
            }
            NaiveEffect::Formula(formula) => Some(formula.value(base(&formula.one.1)?, base(&formula.other.1)?, &market)),
        }
    }
}

/// price × (100 − p) / 100 to the market's decimals, half away from zero or to even, by the schoolbook.
fn less(price: i64, percent_off: Percent, market: &Market) -> i64 {
    let numerator = i128::from(price) * (100_000_000 - i128::from(percent_off.micros()));
    let step = 10_i128.pow(6 - u32::from(market.unit_price_decimals)) * 100_000_000;
    let (whole, rest) = (numerator / step, numerator % step);
    let up = match (rest * 2).cmp(&step) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => market.rounding == kernel::RoundingMode::HalfUp || whole % 2 == 1,
    };
    i64::try_from((whole + i128::from(up)) * (step / 100_000_000)).unwrap()
}
