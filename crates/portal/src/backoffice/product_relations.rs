//! What belongs to a product: one relation more, or one less.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::category::service::permit_to_manage;
use catalog::relation::service::{relations, replace_relations};
use catalog::{Product, RelationDraft, RelationKind, TargetDraft};
use kernel::{Action, Ctx, FieldFault, Quantity, Unit, Version};
use web::page::{Flash, FlashKind, Phrase};
use web::{Answer, Doors, Needs, Path, Problem};

use super::common::{Outcome, begin, commit, judged, reader, refused, saved, taken, told};
use super::product::known;
use super::view::product_forms::{relation_form, relation_page};
use super::view::products::product_href;
use crate::frame::{FormData, Portal, Visit};

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::CatalogManage);
    Doors::new()
        .page(manages, "GET", "/office/products/{sku}/relations", get(new))
        .page(manages, "POST", "/office/products/{sku}/relations", post(add))
        .page(manages, "POST", "/office/products/{sku}/relations/remove", post(remove))
}

async fn new(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>) -> Answer<Response> {
    let product = known(&portal, &visit.ctx, &sku)?;
    portal.page(&visit, &relation_page(&product.sku, relation_form(&product.sku))).await
}

/// The other end, and the unit in which it is counted.
fn target(portal: &Portal, ctx: &Ctx, product: &Product, form: &FormData) -> Result<(TargetDraft, Unit), FieldFault> {
    match (form.optional("target"), form.optional("text")) {
        (Some(sku), None) => match portal.parts.catalogue.by_sku(ctx.tenant, &sku) {
            Some(other) if other.id == product.id => Err(FieldFault::new("target", "itself", "must be another product")),
            Some(other) => Ok((TargetDraft::Sku(other.sku.to_string()), other.unit())),
            None => Err(FieldFault::new("target", "unknown", "there is no such product")),
        },
        (None, Some(text)) => Ok((TargetDraft::Text(text), Unit::PIECE)),
        (None, None) => Err(FieldFault::new("target", "empty", "name a product, or what it is")),
        (Some(_), Some(_)) => Err(FieldFault::new("text", "one_of_two", "name a product or what it is, not both")),
    }
}

fn sent(portal: &Portal, ctx: &Ctx, product: &Product, form: &FormData) -> Result<RelationDraft, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let target = taken(&mut faults, target(portal, ctx, product, form));
    let unit = target.as_ref().map_or(Unit::PIECE, |(_, unit)| *unit);
    let quantity = match form.text("quantity") {
        "" => None,
        _ => taken(&mut faults, form.quantity("quantity", unit, ctx.locale)),
    };
    if quantity.is_some_and(|quantity: Quantity| !quantity.is_positive()) {
        faults.push(FieldFault::new("quantity", "not_positive", "must be greater than zero"));
    }
    match target {
        Some((target, _)) if faults.is_empty() => Ok(RelationDraft {
            sku: product.sku.to_string(),
            kind: RelationKind::parse(form.text("kind")).unwrap_or(RelationKind::CompatibleWith),
            target,
            position: form.optional("position"),
            quantity,
        }),
        _ => Err(faults),
    }
}

/// Writes all relations of a product.
async fn written(portal: &Portal, ctx: &Ctx, sku: &str, seen: Version, drafts: &[RelationDraft]) -> Answer<Outcome<()>> {
    let permit = permit_to_manage(ctx)?;
    let (mut tx, since) = begin(portal, ctx).await?;
    match judged(replace_relations(&mut tx, sku, seen, drafts, &permit).await)? {
        Outcome::Done(_) => {
            commit(portal, tx, since).await?;
            Ok(Outcome::Done(()))
        }
        Outcome::Refused(faults) => Ok(Outcome::Refused(faults)),
        Outcome::Moved => Ok(Outcome::Moved),
    }
}

fn there(sku: &str) -> String {
    format!("{}#relations", product_href(sku))
}

async fn add(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>, form: FormData) -> Answer<Response> {
    let ctx = &visit.ctx;
    let product = known(&portal, ctx, &sku)?;
    let faults = match sent(&portal, ctx, &product, &form) {
        Ok(draft) => {
            // One more beside what is there now: whoever changed the others meanwhile is not in the way.
            let (seen, mut drafts) = relations(reader(&portal), ctx, &product.sku).await?;
            drafts.push(draft);
            match written(&portal, ctx, &product.sku, seen, &drafts).await? {
                Outcome::Done(()) => return Ok(visit.go(&portal, &there(&sku), told(Phrase::new("flash-relation-added")))),
                Outcome::Refused(faults) => faults,
                Outcome::Moved => vec![FieldFault::new("target", "moved", "somebody changed the product; try again")],
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, relation_page(&product.sku, relation_form(&product.sku)), &form, &faults).await
}

async fn remove(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>) -> Answer<Response> {
    let ctx = &visit.ctx;
    let parameter = |name: &str| visit.parameter(name).unwrap_or_default();
    let (kind, wanted, position) = (parameter("kind"), parameter("target"), parameter("position"));
    let seen: Version = parameter("version").parse().map_err(|_| Problem::malformed("the form has lost its version"))?;
    let (_, mut drafts) = relations(reader(&portal), ctx, &sku).await?;
    drafts.retain(|draft| {
        let (TargetDraft::Sku(target) | TargetDraft::Text(target)) = &draft.target;
        draft.kind.code() != kind || *target != wanted || draft.position.as_deref().unwrap_or_default() != position
    });
    let flash = match written(&portal, ctx, &sku, seen, &drafts).await? {
        Outcome::Done(()) => saved(),
        Outcome::Refused(_) | Outcome::Moved => Some(Flash::new(FlashKind::Warning, Phrase::new("office-product-moved"))),
    };
    Ok(visit.go(&portal, &there(&sku), flash))
}
