//! What a category is.

use std::sync::Arc;

use kernel::{CategoryId, Locale, Version};

use crate::text::Texts;

/// A place in the tree of categories.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    pub id: CategoryId,
    /// Unique in the tenant: `bearings.deep_groove`.
    pub code: Box<str>,
    pub parent: Option<CategoryId>,
    /// Order among its siblings.
    pub position: i32,
    pub names: Texts,
    /// Which technical drawing stands for its products when they have no picture of their own.
    pub drawing: Option<Box<str>>,
    pub version: Version,
}

impl Category {
    /// The name in a language, else the code.
    pub fn name(&self, locale: Locale) -> &str {
        self.names.get(locale).unwrap_or(&self.code)
    }
}

/// A category with what is below it.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryNode {
    pub category: Arc<Category>,
    /// Active products here and below; variants count, their masters don't.
    pub products: usize,
    pub children: Vec<CategoryNode>,
}

/// A category to be written; an existing one of the same code is changed.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryDraft {
    pub code: String,
    /// The parent's code. It may come later in the same batch.
    pub parent: Option<String>,
    pub position: i32,
    pub names: Texts,
    pub drawing: Option<String>,
}
