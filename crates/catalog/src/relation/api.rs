//! Routes of a product's relations as they are edited.

use axum::extract::State;
use axum::http::HeaderMap;
use kernel::{Action, Quantity, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::documented::{ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Needs, Path, tagged};

use crate::category::service::permit_to_manage;
use crate::relation::{RelationDraft, RelationKind, TargetDraft, service};
use crate::{CatalogError, CatalogState};

/// How many relations one product has at most in one call; exploded bills of machines have hundreds.
const MOST: usize = 2000;

pub(crate) fn doors() -> Doors<CatalogState> {
    Doors::new()
        .api(Needs::May(Action::CatalogManage), routes!(list_relations))
        .api(Needs::May(Action::CatalogManage), routes!(replace_relations))
}

/// A relation of a product: exactly one of `sku` and `text` names the other end.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RelationBody {
    kind: RelationKind,
    /// A product of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sku: Option<String>,
    /// Something that is not in the catalogue, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 300)]
    text: Option<String>,
    /// The position in an exploded drawing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 32)]
    position: Option<String>,
    /// How many of it the product holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quantity: Option<Quantity>,
}

/// All relations of a product.
#[derive(Debug, Serialize, ToSchema)]
struct RelationsBody {
    relations: Vec<RelationBody>,
    /// The product's.
    version: Version,
}

/// All relations that a product shall have.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RelationsInput {
    #[schema(max_items = 2000)]
    relations: Vec<RelationBody>,
}

impl RelationBody {
    fn new(draft: RelationDraft) -> RelationBody {
        let (sku, text) = match draft.target {
            TargetDraft::Sku(sku) => (Some(sku), None),
            TargetDraft::Text(text) => (None, Some(text)),
        };
        RelationBody { kind: draft.kind, sku, text, position: draft.position, quantity: draft.quantity }
    }

    fn draft(&self, place: usize, owner: &str) -> Result<RelationDraft, CatalogError> {
        let target = match (&self.sku, &self.text) {
            (Some(sku), None) => TargetDraft::Sku(sku.clone()),
            (None, Some(text)) => TargetDraft::Text(text.clone()),
            _ => return Err(CatalogError::field(format!("relations[{place}]"), "one_target", "needs either sku or text")),
        };
        let position = self.position.clone().filter(|position| !position.trim().is_empty());
        Ok(RelationDraft { sku: owner.to_owned(), kind: self.kind, target, position, quantity: self.quantity })
    }
}

/// The relations of a product as they are edited. The product's version is the ETag.
#[utoipa::path(get, path = "/api/v1/products/{sku}/relations", tag = "catalog",
    params(("sku" = String, Path, description = "The product's SKU")),
    responses((status = 200, description = "All relations, in the order of the bill", body = RelationsBody,
        headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn list_relations(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
) -> Answer<(HeaderMap, Json<RelationsBody>)> {
    permit_to_manage(&ctx)?;
    let (version, drafts) = service::relations(state.ground.store.reader(), &ctx, &sku).await?;
    Ok(tagged(version, RelationsBody { relations: drafts.into_iter().map(RelationBody::new).collect(), version }))
}

/// Replace all relations of a product. This makes a new version of the product.
#[utoipa::path(put, path = "/api/v1/products/{sku}/relations", tag = "catalog", request_body = RelationsInput,
    params(("sku" = String, Path, description = "The product's SKU"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "All relations", body = RelationsBody, headers(("ETag" = String, description = "Version"))),
        ReplaceProblems))]
async fn replace_relations(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(sku): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<RelationsInput>,
) -> Answer<(HeaderMap, Json<RelationsBody>)> {
    let permit = permit_to_manage(&ctx)?;
    if input.relations.len() > MOST {
        return Err(CatalogError::field("relations", "too_many", format!("at most {MOST}")).into());
    }
    let drafts: Vec<RelationDraft> =
        input.relations.iter().enumerate().map(|(place, body)| body.draft(place, &sku)).collect::<Result<_, CatalogError>>()?;
    let mut tx = state.ground.begin(&ctx).await?;
    service::replace_relations(&mut tx, &sku, seen, &drafts, &permit).await?;
    let (version, stored) = service::relations(tx.conn(), &ctx, &sku).await?;
    tx.commit().await?;
    Ok(tagged(version, RelationsBody { relations: stored.into_iter().map(RelationBody::new).collect(), version }))
}
