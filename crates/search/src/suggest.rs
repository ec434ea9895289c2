//! Type-ahead: completions, categories and products for what has been typed so far.

use std::sync::Arc;

use catalog::{Category, CategoryNode};
use kernel::Ctx;

use crate::engine::{SuggestRequest, fold};
use crate::find::FoundProduct;
use crate::finder::permit_to_read;
use crate::{Finder, SearchError};

/// The longest beginning that is completed.
const LONGEST_TEXT: usize = 200;
/// Of each kind.
const MOST: usize = 20;
const MOST_CATEGORIES: usize = 4;

/// What is being typed.
#[derive(Debug, Clone)]
pub struct SuggestAsk {
    pub text: String,
    /// Products and completions wanted, at most 20 of each.
    pub limit: usize,
}

/// What to offer while someone types.
#[derive(Debug, Clone, Default)]
pub struct Typeahead {
    /// The line with its last word completed.
    pub completions: Vec<String>,
    pub categories: Vec<SuggestedCategory>,
    pub products: Vec<FoundProduct>,
}

/// A category whose name begins like what was typed.
#[derive(Debug, Clone)]
pub struct SuggestedCategory {
    pub category: Arc<Category>,
    /// Active products in it and below.
    pub products: usize,
}

impl Finder {
    /// Completes what is being typed. A longer text than anyone types gets nothing.
    pub fn suggest(&self, ctx: &Ctx, ask: &SuggestAsk) -> Result<Typeahead, SearchError> {
        permit_to_read(ctx)?;
        if ask.text.len() > LONGEST_TEXT {
            return Ok(Typeahead::default());
        }
        let index = self.index(ctx.tenant)?;
        let limit = ask.limit.clamp(1, MOST);
        let request = SuggestRequest { text: ask.text.clone(), locale: ctx.locale, restrict: None, limit };
        let suggestions = index.suggest(&request)?;
        let tree = self.catalogue().categories(ctx.tenant);
        Ok(Typeahead {
            completions: suggestions.completions,
            categories: matching(ctx, &tree, &ask.text),
            products: self.found(ctx, &suggestions.products),
        })
    }
}

/// Categories in whose name every word typed begins some word; those that hold most first.
fn matching(ctx: &Ctx, tree: &[CategoryNode], text: &str) -> Vec<SuggestedCategory> {
    let folded = fold(text);
    let typed: Vec<&str> = folded.split_whitespace().collect();
    let mut found = Vec::new();
    if !typed.is_empty() {
        collect(ctx, tree, &typed, &mut found);
    }
    found.sort_by(|left, right| right.products.cmp(&left.products).then_with(|| left.category.code.cmp(&right.category.code)));
    found.truncate(MOST_CATEGORIES);
    found
}

fn collect(ctx: &Ctx, nodes: &[CategoryNode], typed: &[&str], found: &mut Vec<SuggestedCategory>) {
    for node in nodes.iter().filter(|node| node.products > 0) {
        let name = fold(node.category.name(ctx.locale));
        if typed.iter().all(|word| name.split(|letter: char| !letter.is_alphanumeric()).any(|part| part.starts_with(word))) {
            found.push(SuggestedCategory { category: Arc::clone(&node.category), products: node.products });
        }
        collect(ctx, &node.children, typed, found);
    }
}
