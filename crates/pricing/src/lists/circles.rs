//! Which lists stand on which, and whether one would stand on itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::PriceListId;

use crate::PricingError;
use crate::list::{DEEPEST_DERIVATION, PriceList};
use crate::rule::{PriceRule, RuleEffect};

/// For each list those that it asks.
type Bases = BTreeMap<PriceListId, BTreeSet<PriceListId>>;

/// Refuses that a list stands on itself, or that it is part of a chain in which one stands on more than
/// [`DEEPEST_DERIVATION`] others. Circles that do not pass through it are not its fault: [`crate::check`] tells of them.
pub(super) fn refuse_circles(edited: PriceListId, lists: &[PriceList], rules: &[PriceRule]) -> Result<(), PricingError> {
    let mut bases = bases(lists, rules);
    let circles = in_circles(&bases);
    if circles.contains(&edited) {
        return Err(PricingError::DerivedInACircle);
    }
    bases.retain(|list, _| !circles.contains(list));
    let mut asked_by = Bases::new();
    for (list, asked) in &mut bases {
        asked.retain(|base| !circles.contains(base));
        for base in asked.iter() {
            asked_by.entry(*base).or_default().insert(*list);
        }
    }
    let deepest = longest_way(&bases, edited) + longest_way(&asked_by, edited);
    if deepest > DEEPEST_DERIVATION { Err(PricingError::DerivedInACircle) } else { Ok(()) }
}

/// The lists that stand on themselves.
pub(crate) fn circles(lists: &[PriceList], rules: &[PriceRule]) -> BTreeSet<PriceListId> {
    in_circles(&bases(lists, rules))
}

/// Whether another list, or this one, asks the list, by its percentage or by a rule.
pub(super) fn is_asked(list: PriceListId, lists: &[PriceList], rules: &[PriceRule]) -> bool {
    bases(lists, rules).values().any(|asked| asked.contains(&list))
}

fn bases(lists: &[PriceList], rules: &[PriceRule]) -> Bases {
    let ids: HashMap<&str, PriceListId> = lists.iter().map(|list| (list.code.as_str(), list.id)).collect();
    let mut bases = Bases::new();
    for list in lists {
        if let Some(derived) = list.derived {
            bases.entry(list.id).or_default().insert(derived.from);
        }
    }
    for rule in rules {
        match &rule.effect {
            RuleEffect::Fixed { .. } => {}
            RuleEffect::PercentOff { base, .. } | RuleEffect::AmountOff { base, .. } => {
                bases.entry(rule.list).or_default().insert(*base);
            }
            RuleEffect::Formula(formula) => {
                let asked = formula.lists().iter().filter_map(|code| ids.get(code.as_str()).copied());
                bases.entry(rule.list).or_default().extend(asked);
            }
        }
    }
    bases
}

fn in_circles(bases: &Bases) -> BTreeSet<PriceListId> {
    bases.keys().copied().filter(|list| reached(bases, *list).contains(list)).collect()
}

/// All that a list stands on, however far below.
fn reached(bases: &Bases, from: PriceListId) -> BTreeSet<PriceListId> {
    let mut found = BTreeSet::new();
    let mut next = vec![from];
    while let Some(list) = next.pop() {
        next.extend(bases.get(&list).into_iter().flatten().copied().filter(|base| found.insert(*base)));
    }
    found
}

/// How many steps lead away from a list at most, where there are no circles.
fn longest_way(ways: &Bases, from: PriceListId) -> usize {
    let mut reached = BTreeSet::from([from]);
    let mut steps = 0;
    // Each round finds the lists that are one step farther.
    while steps <= DEEPEST_DERIVATION {
        reached = reached.iter().filter_map(|list| ways.get(list)).flatten().copied().collect();
        if reached.is_empty() {
            break;
        }
        steps += 1;
    }
    steps
}
