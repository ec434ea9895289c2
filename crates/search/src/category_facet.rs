//! The category as a filter: of the whole tree, the level at which results still divide.

use std::collections::HashMap;

use catalog::{Catalogue, CategoryNode};
use kernel::{CategoryId, Ctx};

use crate::SearchAsk;
use crate::engine::{Facet, FacetValue};
use crate::facet_view::{FacetKind, FacetView, ValueView};

/// What is below the categories chosen, or below the deepest one that holds all results; the chosen ones stay, so that
/// the choice can be taken back. Nothing when there is nothing to choose.
pub(crate) fn view(catalogue: &Catalogue, ctx: &Ctx, ask: &SearchAsk, facet: &Facet) -> Option<FacetView> {
    let counts: HashMap<CategoryId, u32> = facet
        .values
        .iter()
        .filter_map(|counted| match counted.value {
            FacetValue::Category(id) => Some((id, counted.count)),
            FacetValue::Brand(_) | FacetValue::Attribute(_) => None,
        })
        .collect();
    let tree = catalogue.categories(ctx.tenant);
    let with_hits = |nodes: &'_ [CategoryNode]| -> Vec<usize> {
        (0..nodes.len()).filter(|place| counts.contains_key(&nodes[*place].category.id)).collect()
    };
    let mut shown: Vec<&CategoryNode> = Vec::new();
    if ask.categories.is_empty() {
        let mut level: &[CategoryNode] = &tree;
        while let [only] = with_hits(level)[..]
            && !with_hits(&level[only].children).is_empty()
        {
            level = &level[only].children;
        }
        shown.extend(with_hits(level).into_iter().map(|place| &level[place]));
    } else {
        for chosen in ask.categories.iter().filter_map(|code| node(&tree, code)) {
            shown.push(chosen);
            shown.extend(chosen.children.iter().filter(|child| counts.contains_key(&child.category.id)));
        }
    }
    let values: Vec<ValueView> = shown
        .into_iter()
        .map(|node| ValueView {
            value: node.category.code.to_string(),
            label: node.category.name(ctx.locale).to_owned(),
            count: counts.get(&node.category.id).copied().unwrap_or(0),
            selected: ask.categories.iter().any(|code| **code == *node.category.code),
        })
        .collect();
    let distinct = values.len();
    let attribute = "category".to_owned();
    let label = attribute.clone();
    (distinct > 0).then_some(FacetView { attribute, label, kind: FacetKind::Category, unit: None, values, distinct, range: None })
}

fn node<'a>(nodes: &'a [CategoryNode], code: &str) -> Option<&'a CategoryNode> {
    nodes.iter().find_map(|each| if *each.category.code == *code { Some(each) } else { node(&each.children, code) })
}
