//! What describes a product: the values of its family's attributes.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::{Attribute, AttributeKind, Number, Product, ProductDraft, Value};
use kernel::{Action, Ctx, FieldFault, Unit};
use web::{Answer, Doors, Needs, Path};

use super::common::{Outcome, conflicting, refused, saved, unit_sign};
use super::product::known;
use super::product_edit::{draft_of, replaced};
use super::view::form::FormPage;
use super::view::product_forms::{AttributeInput, attribute_field, attributes_form, attributes_page, upper_field};
use super::view::products::product_href;
use crate::frame::{FormData, Portal, Visit, typed_decimal};

/// What the form asks of a product without a family at most.
const MOST_ASKED: usize = 60;

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::CatalogManage);
    Doors::new().page(manages, "GET", "/office/products/{sku}/attributes", get(edit)).page(
        manages,
        "POST",
        "/office/products/{sku}/attributes",
        post(save),
    )
}

/// What the form asks: the family's attributes, then what the product carries beside them. Without a family, the first
/// [`MOST_ASKED`] attributes that there are; the form says so.
fn asked(portal: &Portal, ctx: &Ctx, product: &Product) -> Vec<Arc<Attribute>> {
    let catalogue = &portal.parts.catalogue;
    let family = product.family.as_ref().and_then(|code| catalogue.family(ctx.tenant, code));
    let mut asked: Vec<Arc<Attribute>> = match family {
        Some(family) => family.attributes.iter().filter_map(|code| catalogue.attribute(ctx.tenant, code)).collect(),
        None => catalogue.attributes(ctx.tenant).into_iter().take(MOST_ASKED).collect(),
    };
    for carried in &product.attributes {
        if asked.iter().all(|attribute| attribute.code != carried.attribute.code) {
            asked.push(carried.attribute.clone());
        }
    }
    asked
}

fn input(portal: &Portal, ctx: &Ctx, product: &Product, attribute: &Attribute) -> AttributeInput {
    let typed = |number: &Number| typed_decimal(&number.to_string(), ctx.locale);
    let (value, upper) = match product.value(&attribute.code) {
        None => (String::new(), String::new()),
        Some(Value::Text(text) | Value::Choice(text)) => (text.to_string(), String::new()),
        Some(Value::Number(number)) => (typed(number), String::new()),
        Some(Value::Boolean(truth)) => (if *truth { "yes" } else { "no" }.to_owned(), String::new()),
        Some(Value::Range(bounds)) => (typed(&bounds.0), typed(&bounds.1)),
    };
    let choice = |choice: &catalog::Choice| (choice.code.to_string(), choice.name(ctx.locale).to_owned());
    AttributeInput {
        code: attribute.code.to_string(),
        name: attribute.name(ctx.locale).to_owned(),
        kind: attribute.kind.code().to_owned(),
        unit: attribute.unit.map(|unit| unit_sign(portal, ctx, unit)),
        choices: attribute.choices.iter().map(choice).collect(),
        value,
        upper,
    }
}

fn form_page(portal: &Portal, ctx: &Ctx, product: &Product) -> FormPage {
    let asked = asked(portal, ctx, product);
    let inputs: Vec<AttributeInput> = asked.iter().map(|attribute| input(portal, ctx, product, attribute)).collect();
    let page = attributes_page(&product.sku, attributes_form(&product.sku, &inputs, product.version));
    let all = portal.parts.catalogue.attributes(ctx.tenant).len();
    match product.family.is_none() && all > MOST_ASKED {
        true => page.intro("office-product-attributes-some"),
        false => page,
    }
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>) -> Answer<Response> {
    let product = known(&portal, &visit.ctx, &sku)?;
    portal.page(&visit, &form_page(&portal, &visit.ctx, &product)).await
}

/// What the form says of an attribute; none when it is left open.
fn value_sent(form: &FormData, ctx: &Ctx, attribute: &Attribute) -> Result<Option<Value>, FieldFault> {
    let (name, upper) = (attribute_field(&attribute.code), upper_field(&attribute.code));
    let text = form.text(&name);
    let number = |name: &str| form.quantity(name, Unit::PIECE, ctx.locale).map(|read| Number::from_micros(read.micros()));
    if attribute.kind == AttributeKind::Range {
        return match (text.is_empty(), form.text(&upper).is_empty()) {
            (true, true) => Ok(None),
            (true, false) => Err(FieldFault::new(name, "empty", "give both ends")),
            (false, true) => Err(FieldFault::new(upper, "empty", "give both ends")),
            (false, false) => Ok(Some(Value::range(number(&name)?, number(&upper)?))),
        };
    }
    if text.is_empty() {
        return Ok(None);
    }
    Ok(Some(match attribute.kind {
        AttributeKind::Number => Value::Number(number(&name)?),
        AttributeKind::Boolean => Value::Boolean(text == "yes"),
        AttributeKind::Choice => Value::choice(text),
        AttributeKind::Text | AttributeKind::Range => Value::text(text),
    }))
}

/// The product with these values in place of those that the form asks.
fn laid(portal: &Portal, ctx: &Ctx, product: &Product, form: &FormData) -> Result<ProductDraft, Vec<FieldFault>> {
    let mut draft = draft_of(portal, ctx, product);
    let mut faults = Vec::new();
    for attribute in asked(portal, ctx, product) {
        let read = value_sent(form, ctx, &attribute);
        let Some(value) = super::common::taken(&mut faults, read) else { continue };
        draft.attributes.retain(|(code, _)| **code != *attribute.code);
        draft.attributes.extend(value.map(|value| (attribute.code.to_string(), value)));
    }
    if faults.is_empty() { Ok(draft) } else { Err(faults) }
}

/// The room speaks of `attributes.bore`; the form's fields are called otherwise.
fn as_fields(mut faults: Vec<FieldFault>) -> Vec<FieldFault> {
    for fault in &mut faults {
        if let Some(code) = fault.field.strip_prefix("attributes.") {
            fault.field = attribute_field(code);
        }
    }
    faults
}

async fn save(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>, form: FormData) -> Answer<Response> {
    let (ctx, seen) = (&visit.ctx, form.version()?);
    let product = known(&portal, ctx, &sku)?;
    let faults = match laid(&portal, ctx, &product, &form) {
        Ok(draft) => match replaced(&portal, ctx, &product, seen, &draft).await? {
            Outcome::Done(sku) => {
                return Ok(visit.go(&portal, &format!("{}#attributes", product_href(&sku)), saved()));
            }
            Outcome::Refused(faults) => as_fields(faults),
            Outcome::Moved => {
                let product = known(&portal, ctx, &sku)?;
                let page = form_page(&portal, ctx, &product);
                return conflicting(&portal, &visit, page, &form, ("product", &sku)).await;
            }
        },
        Err(faults) => faults,
    };
    refused(&portal, &visit, form_page(&portal, ctx, &product), &form, &faults).await
}
