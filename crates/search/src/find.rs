//! The search: from what was asked to products with prices, stock and filters to go on with.

use std::sync::Arc;

use catalog::{CodeMatch, Product};
use kernel::{Ctx, EventId, ProductId};
use pricing::LinePrice;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ask::{self, SearchAsk};
use crate::engine::{self, Hit, Query};
use crate::facet_view::{self, FacetView};
use crate::finder::permit_to_read;
use crate::offer::{Offers, Supply};
use crate::{Finder, SearchError};

/// What made a product a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// A part number or barcode.
    Code,
    /// Words of its texts.
    Text,
}

impl MatchedBy {
    pub const fn code(self) -> &'static str {
        match self {
            MatchedBy::Code => "code",
            MatchedBy::Text => "text",
        }
    }
}

/// A product found, as the caller may buy it.
#[derive(Debug, Clone)]
pub struct FoundProduct {
    pub product: Arc<Product>,
    /// The account's own part number.
    pub customer_sku: Option<Arc<str>>,
    /// For the least that is sold; absent where the caller may not see prices or none is agreed.
    pub price: Option<LinePrice>,
    /// Absent where the caller may not see stock.
    pub supply: Option<Supply>,
    /// Comparable within one answer.
    pub score: f32,
    pub matched_by: Vec<MatchedBy>,
}

/// The answer to a search.
#[derive(Debug, Clone)]
pub struct Results {
    pub items: Vec<FoundProduct>,
    /// Products found, on all pages.
    pub total: usize,
    pub facets: Vec<FacetView>,
    /// Pass as `after` for the next page.
    pub next: Option<String>,
    /// Comes back with clicks and cart lines.
    pub query_id: String,
    /// Other spellings, when the query has words that no product has.
    pub suggestions: Vec<String>,
}

impl Finder {
    /// Answers a search for the caller.
    pub fn search(&self, ctx: &Ctx, ask: &SearchAsk) -> Result<Results, SearchError> {
        permit_to_read(ctx)?;
        let index = self.index(ctx.tenant)?;
        let query = Query { meant: self.meant(ctx, &ask.text), ..ask::query(self.catalogue(), ctx, ask)? };
        let hits = index.search(&query)?;
        let reached = query.offset.saturating_add(query.limit);
        let more = reached < hits.total.min(Query::DEEPEST);
        Ok(Results {
            items: self.found(ctx, &hits.items),
            total: hits.total,
            facets: facet_view::views(self.catalogue(), ctx, ask, hits.facets),
            next: more.then(|| reached.to_string()),
            query_id: EventId::new(ctx.now).to_string(),
            suggestions: hits.suggestions,
        })
    }

    /// Hits with all that a list shows of them.
    pub(crate) fn found(&self, ctx: &Ctx, hits: &[Hit]) -> Vec<FoundProduct> {
        let offers = Offers::new(ctx, self.directory(), self.book(), self.stock());
        let show = |hit: &Hit| {
            // A product that left the catalogue a moment ago is left out; the index follows.
            let product = self.catalogue().product(ctx.tenant, hit.product)?;
            Some(FoundProduct {
                customer_sku: self.customer_sku(ctx, hit.product),
                price: offers.price(&product),
                supply: offers.supply(&product),
                score: hit.score,
                matched_by: matched_by(hit.matched),
                product,
            })
        };
        hits.iter().filter_map(show).collect()
    }

    pub(crate) fn customer_sku(&self, ctx: &Ctx, product: ProductId) -> Option<Arc<str>> {
        self.catalogue().customer_sku(ctx.tenant, ctx.account()?, product)
    }

    /// The product that the text is the account's own part number for.
    fn meant(&self, ctx: &Ctx, text: &str) -> Option<ProductId> {
        let account = ctx.account()?;
        let CodeMatch::One(product) = self.catalogue().matches(ctx.tenant, Some(account), text) else { return None };
        self.catalogue().customer_sku(ctx.tenant, account, product.id).map(|_| product.id)
    }
}

fn matched_by(matched: engine::Matched) -> Vec<MatchedBy> {
    let code = matched.code.then_some(MatchedBy::Code);
    code.into_iter().chain(matched.text.then_some(MatchedBy::Text)).collect()
}
