//! The rules of a list over the API.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Ctx, FieldFault, Percent, PriceListId, PriceRuleId, Quantity, Unit, UnitPrice, Version};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;
use web::documented::{ActProblems, CreateProblems, ReadProblems, ReplaceProblems};
use web::{Answer, Caller, IfMatch, Json, Keyed, Path, ProblemBody, Turn, tagged};

use super::PricingState;
use crate::list::PriceList;
use crate::lists::{self, EffectDraft, RuleDraft};
use crate::rule::{PriceRule, RuleEffect, RuleTarget, brand_key};
use crate::{PricingError, RuleScope, repo};

/// A rule as it is written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleInput {
    /// Which products: one, those of a category and of all below it, those of a brand, all.
    scope: RuleScope,
    /// The product's SKU, the category's code or the brand; none for `all`.
    #[schema(max_length = 100)]
    key: Option<String>,
    /// A plain decimal in each product's own unit; any quantity, when absent.
    #[schema(value_type = Option<String>, pattern = r"^[0-9]{1,12}(\.[0-9]{1,6})?$")]
    from_quantity: Option<Percent>,
    effect: EffectShape,
}

/// What a rule makes of prices.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum EffectShape {
    /// The price itself, in the list's currency.
    Fixed { unit_price: UnitPrice },
    /// So much less than in the base list, called by its code; negative is a surcharge.
    PercentOff { base: String, percent_off: Percent },
    /// So much less than in the base list, called by its code; negative is a surcharge.
    AmountOff { base: String, amount_off: UnitPrice },
    /// Such as `list("base") * 0.92 rounded to 0.05`.
    Formula {
        #[schema(max_length = 300)]
        formula: String,
    },
}

/// A rule of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct RuleBody {
    #[schema(value_type = uuid::Uuid)]
    id: PriceRuleId,
    scope: RuleScope,
    /// The product's SKU, the category's code or the brand. Absent when the catalogue has it no longer.
    key: Option<String>,
    /// A plain decimal in each product's own unit; 0 = any quantity.
    from_quantity: String,
    effect: EffectShape,
}

/// All rules of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct RulesBody {
    #[schema(max_items = 2000)]
    items: Vec<RuleBody>,
}

/// A rule that was written.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct WrittenRuleBody {
    #[serde(flatten)]
    rule: RuleBody,
    /// The list's version now.
    version: Version,
}

/// The rules of a list.
#[utoipa::path(get, path = "/api/v1/price-lists/{code}/rules", tag = "prices",
    params(("code" = String, Path, description = "The list's code")), responses(
    (status = 200, description = "All rules; the list's version is the ETag", body = RulesBody, headers(("ETag" = String, description = "The list's version"))),
    ReadProblems,
))]
pub(super) async fn get_rules(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
) -> Answer<(HeaderMap, Json<RulesBody>)> {
    lists::permit_to_manage(&ctx)?;
    let conn = state.ground.store.reader();
    let (list, _) = lists::find_list(conn, ctx.tenant, &code).await?;
    let rules = lists::rules_of(conn, ctx.tenant, list.id).await?;
    let all = repo::lists(conn, ctx.tenant).await?;
    let items = rules.into_iter().map(|rule| rule_body(&state, &ctx, &list, (rule, &all))).collect();
    Ok(tagged(list.version, RulesBody { items }))
}

/// Adds a rule to a list.
#[utoipa::path(post, path = "/api/v1/price-lists/{code}/rules", tag = "prices", request_body = RuleInput,
    params(("code" = String, Path, description = "The list's code"),
    ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe")), responses(
    (status = 201, description = "The rule", body = WrittenRuleBody), CreateProblems,
))]
pub(super) async fn post_rule(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path(code): Path<String>,
    keyed: Keyed<RuleInput>,
) -> Answer<Response> {
    let permit = lists::permit_to_manage(&ctx)?;
    let (list, _) = lists::find_list(state.ground.store.reader(), ctx.tenant, &code).await?;
    let draft = rule_draft(&state, &ctx, &list, &keyed.body)?;
    let mut tx = match keyed.begin(&state.ground, &ctx).await? {
        Turn::Answered(answer) => return Ok(answer),
        Turn::Yours(tx) => tx,
    };
    match lists::add_rule(&mut tx, &list, &draft, &permit).await {
        Ok(written) => {
            let body = written_body(&state, &tx, &list, written).await?;
            keyed.finish(&state.ground, tx, StatusCode::CREATED, &body).await
        }
        Err(error) => {
            drop(tx);
            keyed.refuse(&state.ground, &ctx, error.into()).await
        }
    }
}

/// Changes a rule of a list.
#[utoipa::path(put, path = "/api/v1/price-lists/{code}/rules/{id}", tag = "prices", request_body = RuleInput,
    params(("code" = String, Path, description = "The list's code"), ("id" = uuid::Uuid, Path, description = "The rule's id"),
    ("If-Match" = String, Header, description = "The list's version seen")), responses(
    (status = 200, description = "The rule as it is now", body = WrittenRuleBody, headers(("ETag" = String, description = "The list's version"))),
    ReplaceProblems,
))]
pub(super) async fn put_rule(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path((code, id)): Path<(String, PriceRuleId)>,
    IfMatch(seen): IfMatch,
    Json(input): Json<RuleInput>,
) -> Answer<(HeaderMap, Json<WrittenRuleBody>)> {
    let permit = lists::permit_to_manage(&ctx)?;
    let mut tx = state.ground.begin(&ctx).await?;
    let (list, _) = lists::find_list(tx.conn(), ctx.tenant, &code).await?;
    let draft = rule_draft(&state, &ctx, &list, &input)?;
    let written = lists::change_rule(&mut tx, (&list, seen), id, &draft, &permit).await?;
    let body = written_body(&state, &tx, &list, written).await?;
    tx.commit().await?;
    Ok(tagged(body.version, body))
}

/// Takes a rule off a list.
#[utoipa::path(delete, path = "/api/v1/price-lists/{code}/rules/{id}", tag = "prices",
    params(("code" = String, Path, description = "The list's code"), ("id" = uuid::Uuid, Path, description = "The rule's id"),
    ("If-Match" = String, Header, description = "The list's version seen")), responses(
    (status = 204, description = "The rule is gone", headers(("ETag" = String, description = "The list's version"))),
    (status = 412, description = "It was changed meanwhile: read it again", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "The version seen must be named in If-Match", body = ProblemBody, content_type = "application/problem+json"),
    ActProblems,
))]
pub(super) async fn delete_rule(
    State(state): State<PricingState>,
    Caller(ctx): Caller,
    Path((code, id)): Path<(String, PriceRuleId)>,
    IfMatch(seen): IfMatch,
) -> Answer<(StatusCode, HeaderMap)> {
    let permit = lists::permit_to_manage(&ctx)?;
    let mut tx = state.ground.begin(&ctx).await?;
    let (list, _) = lists::find_list(tx.conn(), ctx.tenant, &code).await?;
    let version = lists::remove_rule(&mut tx, (&list, seen), id, &permit).await?;
    tx.commit().await?;
    let (headers, _) = tagged(version, ());
    Ok((StatusCode::NO_CONTENT, headers))
}

fn rule_draft(state: &PricingState, ctx: &Ctx, list: &PriceList, input: &RuleInput) -> Result<RuleDraft, PricingError> {
    let mut faults = Vec::new();
    let key = input.key.as_deref().map(str::trim).filter(|key| !key.is_empty());
    let target = match (input.scope, key) {
        (RuleScope::All, None) => Some(RuleTarget::All),
        (RuleScope::Product, Some(sku)) => state.catalogue.by_sku(ctx.tenant, sku).map(|product| RuleTarget::Product(product.id)),
        (RuleScope::Category, Some(code)) => {
            state.catalogue.category_by_code(ctx.tenant, code).map(|category| RuleTarget::Category(category.id))
        }
        (RuleScope::Brand, Some(brand)) => Some(RuleTarget::Brand(brand_key(brand))),
        (RuleScope::All, Some(_)) | (_, None) => None,
    };
    if target.is_none() {
        faults.push(match (input.scope, key) {
            (RuleScope::All, _) => FieldFault::new("key", "not_allowed", "a rule for all products names none"),
            (_, None) => FieldFault::new("key", "required", "must name what the rule is for"),
            (_, Some(_)) => FieldFault::new("key", "unknown", "the catalogue has no such product or category"),
        });
    }
    let mut in_currency = |field: &'static str, price: &UnitPrice| {
        if price.currency() != list.currency {
            faults.push(FieldFault::new(field, "other_currency", format!("the list is in {}", list.currency)));
        }
        price.micros()
    };
    let effect = match &input.effect {
        EffectShape::Fixed { unit_price } => EffectDraft::Fixed { price_micros: in_currency("effect.unit_price", unit_price) },
        EffectShape::PercentOff { base, percent_off } => {
            EffectDraft::PercentOff { base: base.clone(), percent_off: *percent_off }
        }
        EffectShape::AmountOff { base, amount_off } => {
            EffectDraft::AmountOff { base: base.clone(), amount_micros: in_currency("effect.amount_off", amount_off) }
        }
        EffectShape::Formula { formula } => EffectDraft::Formula(formula.clone()),
    };
    let Some(target) = target.filter(|_| faults.is_empty()) else { return Err(PricingError::Invalid(faults)) };
    Ok(RuleDraft { target, from_quantity_micros: input.from_quantity.map_or(0, Percent::micros), effect })
}

/// The rule as it was just written, with the list's version.
async fn written_body(
    state: &PricingState,
    tx: &Tx,
    list: &PriceList,
    (rule, version): (PriceRule, Version),
) -> Result<WrittenRuleBody, PricingError> {
    let lists = repo::lists(tx.conn(), tx.ctx().tenant).await?;
    Ok(WrittenRuleBody { rule: rule_body(state, tx.ctx(), list, (rule, &lists)), version })
}

fn rule_body(state: &PricingState, ctx: &Ctx, list: &PriceList, (rule, lists): (PriceRule, &[PriceList])) -> RuleBody {
    let (scope, key) = match &rule.target {
        RuleTarget::Product(id) => {
            (RuleScope::Product, state.catalogue.product(ctx.tenant, *id).map(|product| product.sku.to_string()))
        }
        RuleTarget::Category(id) => {
            (RuleScope::Category, state.catalogue.category(ctx.tenant, *id).map(|category| category.code.to_string()))
        }
        RuleTarget::Brand(brand) => (RuleScope::Brand, Some(brand.clone())),
        RuleTarget::All => (RuleScope::All, None),
    };
    let code = |id: PriceListId| {
        let known = lists.iter().find(|list| list.id == id);
        known.map_or_else(|| id.to_string(), |list| list.code.clone())
    };
    let amount = |micros| UnitPrice::from_micros(micros, list.currency);
    let effect = match &rule.effect {
        RuleEffect::Fixed { price_micros } => EffectShape::Fixed { unit_price: amount(*price_micros) },
        RuleEffect::PercentOff { base, percent_off } => EffectShape::PercentOff { base: code(*base), percent_off: *percent_off },
        RuleEffect::AmountOff { base, amount_micros } => {
            EffectShape::AmountOff { base: code(*base), amount_off: amount(*amount_micros) }
        }
        RuleEffect::Formula(formula) => EffectShape::Formula { formula: formula.text().to_owned() },
    };
    let from_quantity = Quantity::from_micros(rule.from_quantity_micros, Unit::PIECE).value();
    RuleBody { id: rule.id, scope, key, from_quantity, effect }
}
