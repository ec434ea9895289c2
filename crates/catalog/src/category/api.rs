//! Routes of categories.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Action, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Keyed, Needs, Path, Turn, tagged};

use crate::CatalogState;
use crate::category::{Category, CategoryDraft, CategoryNode, service};
use crate::text::Texts;

pub(crate) fn doors() -> Doors<CatalogState> {
    Doors::new()
        .api(Needs::May(Action::CatalogRead), routes!(list_categories))
        .api(Needs::May(Action::CatalogManage), routes!(create_category))
        .api(Needs::May(Action::CatalogRead), routes!(get_category))
        .api(Needs::May(Action::CatalogManage), routes!(replace_category))
}

/// A category in the tree.
#[derive(Debug, Serialize, ToSchema)]
struct CategoryTreeBody {
    code: String,
    /// In the caller's language.
    name: String,
    /// Products on sale here and below.
    products: usize,
    drawing: Option<String>,
    #[schema(no_recursion)]
    children: Vec<CategoryTreeBody>,
}

/// A category as it is edited.
#[derive(Debug, Serialize, ToSchema)]
struct CategoryBody {
    code: String,
    /// The parent's code.
    parent: Option<String>,
    position: i32,
    names: Texts,
    drawing: Option<String>,
    version: Version,
}

/// What a category is made of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CategoryInput {
    /// Letters, digits and `. _ - /`; unique.
    #[schema(min_length = 1, max_length = 64)]
    code: String,
    /// The parent's code; none for a category at the top.
    parent: Option<String>,
    /// Order among its siblings.
    #[serde(default)]
    position: i32,
    /// By language, such as `{"it": "Cuscinetti", "en": "Bearings"}`.
    #[serde(default)]
    names: Texts,
    /// Which technical drawing stands for its products.
    #[schema(max_length = 64)]
    drawing: Option<String>,
}

impl CategoryInput {
    fn draft(&self) -> CategoryDraft {
        CategoryDraft {
            code: self.code.clone(),
            parent: self.parent.clone().filter(|parent| !parent.is_empty()),
            position: self.position,
            names: self.names.clone(),
            drawing: self.drawing.clone().filter(|drawing| !drawing.is_empty()),
        }
    }
}

impl CategoryBody {
    fn new(category: Category, parent: Option<String>) -> CategoryBody {
        CategoryBody {
            code: category.code.into(),
            parent,
            position: category.position,
            names: category.names,
            drawing: category.drawing.map(Into::into),
            version: category.version,
        }
    }
}

/// The tree of categories, with names in the caller's language and the number of products in each.
#[utoipa::path(get, path = "/api/v1/categories", tag = "catalog",
    responses((status = 200, description = "The categories at the top, with all below", body = Vec<CategoryTreeBody>), ReadProblems))]
async fn list_categories(State(state): State<CatalogState>, Caller(ctx): Caller) -> Answer<Json<Vec<CategoryTreeBody>>> {
    let tree = state.catalogue.categories(ctx.tenant);
    Ok(Json(tree.iter().map(|node| tree_body(node, ctx.locale)).collect()))
}

fn tree_body(node: &CategoryNode, locale: kernel::Locale) -> CategoryTreeBody {
    CategoryTreeBody {
        code: node.category.code.to_string(),
        name: node.category.name(locale).to_owned(),
        products: node.products,
        drawing: node.category.drawing.as_deref().map(str::to_owned),
        children: node.children.iter().map(|child| tree_body(child, locale)).collect(),
    }
}

/// Create a category.
#[utoipa::path(post, path = "/api/v1/categories", tag = "catalog", request_body = CategoryInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The category", body = CategoryBody), CreateProblems))]
async fn create_category(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    keyed: Keyed<CategoryInput>,
) -> Answer<Response> {
    let permit = service::permit_to_manage(&ctx)?;
    let draft = keyed.body.draft();
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    match service::create_category(&mut tx, &draft, &permit).await {
        Ok(category) => {
            let body = CategoryBody::new(category, draft.parent);
            keyed.finish(&state.ground, tx, StatusCode::CREATED, &body).await
        }
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// One category.
#[utoipa::path(get, path = "/api/v1/categories/{code}", tag = "catalog",
    params(("code" = String, Path, description = "The category's code")),
    responses((status = 200, description = "The category; its version is the ETag", body = CategoryBody,
        headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn get_category(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
) -> Answer<(HeaderMap, Json<CategoryBody>)> {
    let conn = state.ground.store.reader();
    let category = service::category(conn, &ctx, &code).await?;
    let parent = service::code_of(conn, &ctx, category.parent).await?;
    Ok(tagged(category.version, CategoryBody::new(category, parent)))
}

/// Replace a category.
#[utoipa::path(put, path = "/api/v1/categories/{code}", tag = "catalog", request_body = CategoryInput,
    params(("code" = String, Path, description = "The category's code"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The category", body = CategoryBody, headers(("ETag" = String, description = "Version"))),
        ReplaceProblems))]
async fn replace_category(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<CategoryInput>,
) -> Answer<(HeaderMap, Json<CategoryBody>)> {
    let permit = service::permit_to_manage(&ctx)?;
    let draft = input.draft();
    let mut tx = state.ground.begin(&ctx).await?;
    let category = service::update_category(&mut tx, &code, seen, &draft, &permit).await?;
    tx.commit().await?;
    Ok(tagged(category.version, CategoryBody::new(category, draft.parent)))
}
