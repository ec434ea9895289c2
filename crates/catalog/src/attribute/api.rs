//! Routes of attributes and families.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Action, FieldFault, Page, Unit, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;
use web::documented::{CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, Doors, IfMatch, Json, Keyed, Needs, PageQuery, Path, Query, Turn, tagged};

use crate::attribute::{Attribute, AttributeDraft, AttributeKind, ChoiceDraft, Family, FamilyDraft, service};
use crate::category::service::permit_to_manage;
use crate::text::Texts;
use crate::{CatalogError, CatalogState};

pub(crate) fn doors() -> Doors<CatalogState> {
    Doors::new()
        .api(Needs::May(Action::CatalogRead), routes!(list_attributes))
        .api(Needs::May(Action::CatalogManage), routes!(create_attribute))
        .api(Needs::May(Action::CatalogRead), routes!(get_attribute))
        .api(Needs::May(Action::CatalogManage), routes!(replace_attribute))
        .api(Needs::May(Action::CatalogRead), routes!(list_families))
        .api(Needs::May(Action::CatalogManage), routes!(create_family))
        .api(Needs::May(Action::CatalogRead), routes!(get_family))
        .api(Needs::May(Action::CatalogManage), routes!(replace_family))
}

/// An attribute.
#[derive(Debug, Serialize, ToSchema)]
struct AttributeBody {
    code: String,
    kind: AttributeKind,
    /// UN/ECE Rec 20 code of the unit of numbers and ranges.
    unit: Option<&'static str>,
    names: Texts,
    /// Whether searches offer it as a filter.
    facet: bool,
    position: i32,
    /// The values of a choice.
    choices: Vec<ChoiceBody>,
    version: Version,
}

/// One value of a choice.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChoiceBody {
    #[schema(min_length = 1, max_length = 64)]
    code: String,
    #[serde(default)]
    names: Texts,
}

/// What an attribute is made of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AttributeInput {
    /// Letters, digits and `. _ - /`; unique.
    #[schema(min_length = 1, max_length = 100)]
    code: String,
    kind: AttributeKind,
    /// UN/ECE Rec 20 code; for numbers and ranges only.
    #[schema(pattern = "^[A-Z0-9]{2,3}$")]
    unit: Option<String>,
    #[serde(default)]
    names: Texts,
    #[serde(default)]
    facet: bool,
    #[serde(default)]
    position: i32,
    /// For choices, and only for them.
    #[serde(default)]
    #[schema(max_items = 1000)]
    choices: Vec<ChoiceBody>,
}

/// A family: which attributes describe a kind of product.
#[derive(Debug, Serialize, ToSchema)]
struct FamilyBody {
    code: String,
    names: Texts,
    /// Codes, in the order of data sheets.
    attributes: Vec<String>,
    version: Version,
}

/// What a family is made of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FamilyInput {
    #[schema(min_length = 1, max_length = 64)]
    code: String,
    #[serde(default)]
    names: Texts,
    /// Codes of attributes, in the order of data sheets.
    #[serde(default)]
    #[schema(max_items = 500)]
    attributes: Vec<String>,
}

impl AttributeInput {
    fn draft(&self) -> Result<AttributeDraft, CatalogError> {
        let unit = self.unit.as_deref().map(Unit::parse).transpose();
        let unit = unit.map_err(|error| CatalogError::Invalid(vec![FieldFault::new("unit", "unknown", error.to_string())]))?;
        if self.choices.len() > 1000 {
            return Err(CatalogError::field("choices", "too_many", "at most 1,000"));
        }
        let choice = |choice: &ChoiceBody| ChoiceDraft { code: choice.code.clone(), names: choice.names.clone() };
        Ok(AttributeDraft {
            code: self.code.clone(),
            kind: self.kind,
            unit,
            names: self.names.clone(),
            facet: self.facet,
            position: self.position,
            choices: self.choices.iter().map(choice).collect(),
        })
    }
}

impl FamilyInput {
    fn draft(&self) -> Result<FamilyDraft, CatalogError> {
        if self.attributes.len() > 500 {
            return Err(CatalogError::field("attributes", "too_many", "at most 500"));
        }
        Ok(FamilyDraft { code: self.code.clone(), names: self.names.clone(), attributes: self.attributes.clone() })
    }
}

impl From<&Attribute> for AttributeBody {
    fn from(attribute: &Attribute) -> AttributeBody {
        let choice = |choice: &crate::Choice| ChoiceBody { code: choice.code.to_string(), names: choice.names.clone() };
        AttributeBody {
            code: attribute.code.to_string(),
            kind: attribute.kind,
            unit: attribute.unit.map(Unit::code),
            names: attribute.names.clone(),
            facet: attribute.facet,
            position: attribute.position,
            choices: attribute.choices.iter().map(choice).collect(),
            version: attribute.version,
        }
    }
}

impl From<&Family> for FamilyBody {
    fn from(family: &Family) -> FamilyBody {
        FamilyBody {
            code: family.code.to_string(),
            names: family.names.clone(),
            attributes: family.attributes.iter().map(ToString::to_string).collect(),
            version: family.version,
        }
    }
}

/// The attributes that products are described by, by code.
#[utoipa::path(get, path = "/api/v1/attributes", tag = "catalog", params(PageQuery),
    responses((status = 200, description = "A page of attributes", body = Page<AttributeBody>), ReadProblems))]
async fn list_attributes(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<AttributeBody>>> {
    let paging = page.of("attributes")?;
    let request = paging.request();
    let mut all = state.catalogue.attributes(ctx.tenant);
    all.sort_by(|one, other| one.code.cmp(&other.code));
    let after = request.after.as_deref().unwrap_or("");
    let items: Vec<AttributeBody> = all
        .iter()
        .filter(|attribute| attribute.code.as_str() > after)
        .take(request.limit() + 1)
        .map(|attribute| AttributeBody::from(&**attribute))
        .collect();
    Ok(Json(paging.answer(Page::from_one_more(items, request, |attribute| attribute.code.clone()))))
}

/// Create an attribute.
#[utoipa::path(post, path = "/api/v1/attributes", tag = "catalog", request_body = AttributeInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The attribute", body = AttributeBody), CreateProblems))]
async fn create_attribute(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    keyed: Keyed<AttributeInput>,
) -> Answer<Response> {
    let permit = permit_to_manage(&ctx)?;
    let draft = keyed.body.draft()?;
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    match service::create_attribute(&mut tx, &draft, &permit).await {
        Ok(attribute) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &AttributeBody::from(&attribute)).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// One attribute.
#[utoipa::path(get, path = "/api/v1/attributes/{code}", tag = "catalog",
    params(("code" = String, Path, description = "The attribute's code")),
    responses((status = 200, description = "The attribute; its version is the ETag", body = AttributeBody,
        headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn get_attribute(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
) -> Answer<(HeaderMap, Json<AttributeBody>)> {
    let attribute = service::attribute(state.ground.store.reader(), &ctx, &code).await?;
    Ok(tagged(attribute.version, AttributeBody::from(&attribute)))
}

/// Replace an attribute. Its code, kind and unit can only change while no product carries a value of it.
#[utoipa::path(put, path = "/api/v1/attributes/{code}", tag = "catalog", request_body = AttributeInput,
    params(("code" = String, Path, description = "The attribute's code"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The attribute", body = AttributeBody, headers(("ETag" = String, description = "Version"))),
        ReplaceProblems))]
async fn replace_attribute(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<AttributeInput>,
) -> Answer<(HeaderMap, Json<AttributeBody>)> {
    let permit = permit_to_manage(&ctx)?;
    let draft = input.draft()?;
    let mut tx = state.ground.begin(&ctx).await?;
    let attribute = service::update_attribute(&mut tx, &code, seen, &draft, &permit).await?;
    tx.commit().await?;
    Ok(tagged(attribute.version, AttributeBody::from(&attribute)))
}

/// All families, by code.
#[utoipa::path(get, path = "/api/v1/families", tag = "catalog",
    responses((status = 200, description = "All families", body = Vec<FamilyBody>), ReadProblems))]
async fn list_families(State(state): State<CatalogState>, Caller(ctx): Caller) -> Answer<Json<Vec<FamilyBody>>> {
    let families = state.catalogue.families(ctx.tenant);
    Ok(Json(families.iter().map(|family| FamilyBody::from(&**family)).collect()))
}

/// Create a family.
#[utoipa::path(post, path = "/api/v1/families", tag = "catalog", request_body = FamilyInput,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")),
    responses((status = 201, description = "The family", body = FamilyBody), CreateProblems))]
async fn create_family(State(state): State<CatalogState>, Caller(ctx): Caller, keyed: Keyed<FamilyInput>) -> Answer<Response> {
    let permit = permit_to_manage(&ctx)?;
    let draft = keyed.body.draft()?;
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(response) => return Ok(response),
        Turn::Yours(tx) => tx,
    };
    match service::create_family(&mut tx, &draft, &permit).await {
        Ok(family) => keyed.finish(&state.ground, tx, StatusCode::CREATED, &FamilyBody::from(&family)).await,
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// One family.
#[utoipa::path(get, path = "/api/v1/families/{code}", tag = "catalog",
    params(("code" = String, Path, description = "The family's code")),
    responses((status = 200, description = "The family; its version is the ETag", body = FamilyBody,
        headers(("ETag" = String, description = "Version"))), ReadProblems))]
async fn get_family(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
) -> Answer<(HeaderMap, Json<FamilyBody>)> {
    let family = service::family(state.ground.store.reader(), &ctx, &code).await?;
    Ok(tagged(family.version, FamilyBody::from(&family)))
}

/// Replace a family. Its code stays.
#[utoipa::path(put, path = "/api/v1/families/{code}", tag = "catalog", request_body = FamilyInput,
    params(("code" = String, Path, description = "The family's code"), ("If-Match" = String, Header, description = "The version seen")),
    responses((status = 200, description = "The family", body = FamilyBody, headers(("ETag" = String, description = "Version"))),
        ReplaceProblems))]
async fn replace_family(
    State(state): State<CatalogState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    IfMatch(seen): IfMatch,
    Json(input): Json<FamilyInput>,
) -> Answer<(HeaderMap, Json<FamilyBody>)> {
    let permit = permit_to_manage(&ctx)?;
    let draft = input.draft()?;
    let mut tx = state.ground.begin(&ctx).await?;
    let family = service::update_family(&mut tx, &code, seen, &draft, &permit).await?;
    tx.commit().await?;
    Ok(tagged(family.version, FamilyBody::from(&family)))
}
