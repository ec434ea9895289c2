//! The form of a product's data and texts.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::category::service::permit_to_manage;
use catalog::product::service::{create_product, replace_product};
use catalog::{Language, Pack, Product, ProductDraft, ProductState, TaxCategory, Texts, Word};
use kernel::{Action, Ctx, FieldFault, Unit, Version};
use web::page::Phrase;
use web::{Answer, Doors, Needs, Path};

use super::common::{Outcome, begin, commit, conflicting, judged, refused, renamed, saved, taken, told, unit_sign, whole};
use super::product::known;
use super::products::category_choices;
use super::view::form::FormPage;
use super::view::product_forms::{PACKS, ProductChoices, ProductValues, product_form, product_form_page};
use super::view::products::product_href;
use crate::frame::{FormData, Portal, Visit, typed_decimal};

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::CatalogManage);
    Doors::new()
        .page(manages, "GET", "/office/products/new", get(new))
        .page(manages, "POST", "/office/products", post(create))
        .page(manages, "GET", "/office/products/{sku}/edit", get(edit))
        .page(manages, "POST", "/office/products/{sku}/edit", post(save))
}

fn choices(portal: &Portal, ctx: &Ctx) -> ProductChoices {
    let families = portal.parts.catalogue.families(ctx.tenant);
    let family = |family: &Arc<catalog::Family>| {
        (family.code.to_string(), family.names.get(ctx.locale).unwrap_or(&family.code).to_owned())
    };
    ProductChoices {
        categories: category_choices(portal, ctx),
        families: families.iter().map(family).collect(),
        units: Unit::all().map(|unit| (unit.code().to_owned(), unit_sign(portal, ctx, unit))).collect(),
    }
}

fn values(portal: &Portal, ctx: &Ctx, product: &Product) -> ProductValues {
    let catalogue = &portal.parts.catalogue;
    let text = |texts: &Texts, language| texts.exactly(language).unwrap_or_default().to_owned();
    let shown = |quantity: kernel::Quantity| typed_decimal(&quantity.value(), ctx.locale);
    let code = |code: &Option<Box<str>>| code.as_ref().map(ToString::to_string).unwrap_or_default();
    let word = |word: &Option<Word>| word.as_ref().map(ToString::to_string).unwrap_or_default();
    let category = product.category.and_then(|id| catalogue.category(ctx.tenant, id));
    let successor = product.successor.and_then(|id| catalogue.product(ctx.tenant, id));
    ProductValues {
        sku: product.sku.to_string(),
        name_it: text(&product.names, Language::IT),
        name_en: text(&product.names, Language::EN),
        text_it: text(&product.descriptions, Language::IT),
        text_en: text(&product.descriptions, Language::EN),
        brand: word(&product.brand),
        mpn: code(&product.mpn),
        gtin: code(&product.gtin),
        other_codes: product.other_codes.join(", "),
        category: category.map(|category| category.code.to_string()).unwrap_or_default(),
        family: word(&product.family),
        state: product.state.code().to_owned(),
        successor: successor.map(|product| product.sku.to_string()).unwrap_or_default(),
        unit: product.unit().code().to_owned(),
        sign: unit_sign(portal, ctx, product.unit()),
        minimum: shown(product.packaging.minimum()),
        step: shown(product.packaging.step()),
        packs: product.packaging.packs.iter().map(|pack| (pack.name.to_string(), shown(pack.quantity))).collect(),
        weight_grams: product.weight_grams.map(|grams| grams.to_string()).unwrap_or_default(),
        tax_category: product.tax_category.code().to_owned(),
        lead_time_days: product.lead_time_days.map(|days| days.to_string()).unwrap_or_default(),
    }
}

/// Everything that is known of a product, as a draft that replaces it: what a form does not ask stays.
pub(super) fn draft_of(portal: &Portal, ctx: &Ctx, product: &Product) -> ProductDraft {
    let catalogue = &portal.parts.catalogue;
    let sku = |id| catalogue.product(ctx.tenant, id).map(|product| product.sku.to_string());
    let category = product.category.and_then(|id| catalogue.category(ctx.tenant, id));
    let values = product.attributes.iter().map(|one| (one.attribute.code.to_string(), one.value.clone()));
    ProductDraft {
        sku: product.sku.to_string(),
        master: product.master.and_then(sku),
        mpn: product.mpn.as_ref().map(ToString::to_string),
        gtin: product.gtin.as_ref().map(ToString::to_string),
        other_codes: product.other_codes.iter().map(ToString::to_string).collect(),
        brand: product.brand.as_ref().map(ToString::to_string),
        category: category.map(|category| category.code.to_string()),
        family: product.family.as_ref().map(ToString::to_string),
        names: product.names.clone(),
        descriptions: product.descriptions.clone(),
        attributes: values.collect(),
        minimum: Some(product.packaging.minimum()),
        step: Some(product.packaging.step()),
        packs: product.packaging.packs.to_vec(),
        weight_grams: product.weight_grams,
        tax_category: Some(product.tax_category),
        lead_time_days: product.lead_time_days,
        state: Some(product.state),
        successor: product.successor.and_then(sku),
        replaces: true,
        ..ProductDraft::default()
    }
}

/// The draft with what the form says in place of what it asks.
fn laid(base: ProductDraft, form: &FormData, unit: Unit, ctx: &Ctx) -> Result<ProductDraft, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let minimum = taken(&mut faults, form.quantity("minimum", unit, ctx.locale));
    let step = taken(&mut faults, form.quantity("step", unit, ctx.locale));
    let packs = packs(&base.packs, form, unit, (ctx, &mut faults));
    let number = |name: &str| form.optional(name).is_some();
    let weight = number("weight_grams").then(|| taken(&mut faults, whole(form, "weight_grams"))).flatten();
    let lead_time = number("lead_time_days").then(|| taken(&mut faults, whole(form, "lead_time_days"))).flatten();
    if !faults.is_empty() {
        return Err(faults);
    }
    let codes = form.raw("other_codes").split([',', ';', '\n']).map(str::trim).filter(|code| !code.is_empty());
    Ok(ProductDraft {
        sku: form.text("sku").to_owned(),
        mpn: form.optional("mpn"),
        gtin: form.optional("gtin"),
        other_codes: codes.map(str::to_owned).collect(),
        brand: form.optional("brand"),
        category: form.optional("category"),
        family: form.optional("family"),
        names: in_both(&base.names, form.text("name_it"), form.text("name_en")),
        descriptions: in_both(&base.descriptions, form.text("text_it"), form.text("text_en")),
        minimum,
        step,
        packs,
        weight_grams: weight,
        tax_category: TaxCategory::parse(form.text("tax_category")).or(base.tax_category),
        lead_time_days: lead_time,
        state: ProductState::parse(form.text("state")).or(base.state),
        successor: form.optional("successor"),
        replaces: true,
        ..base
    })
}

/// The texts of the two languages of the forms in place of what was there; other languages stay.
pub(super) fn in_both(before: &Texts, italian: &str, english: &str) -> Texts {
    let others = before.iter().filter(|(language, _)| ![Language::IT, Language::EN].contains(language));
    Texts::new([(Language::IT, italian), (Language::EN, english)].into_iter().chain(others))
}

/// The packs that the form asks for, and those of other names as they were.
fn packs(before: &[Pack], form: &FormData, unit: Unit, (ctx, faults): (&Ctx, &mut Vec<FieldFault>)) -> Vec<Pack> {
    let mut packs: Vec<Pack> = before.iter().filter(|pack| !PACKS.contains(&pack.name.as_str())).cloned().collect();
    for name in PACKS {
        let field = format!("pack_{name}");
        if form.text(&field).is_empty() {
            continue;
        }
        match form.quantity(&field, unit, ctx.locale) {
            Ok(quantity) if quantity.is_positive() => packs.push(Pack { name: Word::new(name), quantity }),
            Ok(_) => faults.push(FieldFault::new(field, "not_positive", "must be greater than zero")),
            Err(fault) => faults.push(fault),
        }
    }
    packs
}

fn as_fields(faults: Vec<FieldFault>) -> Vec<FieldFault> {
    let names = [
        ("names", "name_it"),
        ("names.it", "name_it"),
        ("names.en", "name_en"),
        ("descriptions.it", "text_it"),
        ("descriptions.en", "text_en"),
        ("code", "sku"),
    ];
    renamed(faults, &names)
}

async fn new(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &new_page(&portal, &visit.ctx)).await
}

fn new_page(portal: &Portal, ctx: &Ctx) -> FormPage {
    let values = ProductValues {
        state: ProductState::Active.code().to_owned(),
        unit: Unit::PIECE.code().to_owned(),
        minimum: "1".to_owned(),
        step: "1".to_owned(),
        tax_category: TaxCategory::Standard.code().to_owned(),
        ..ProductValues::default()
    };
    product_form_page(product_form(&values, &choices(portal, ctx), None), None)
}

async fn create(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let (ctx, permit) = (&visit.ctx, permit_to_manage(&visit.ctx)?);
    let unit = Unit::parse(form.text("unit")).map_err(|_| vec![FieldFault::new("unit", "unknown", "is no unit")]);
    let faults = match unit.and_then(|unit| laid(ProductDraft::default(), &form, unit, ctx)) {
        Ok(draft) => {
            let (mut tx, since) = begin(&portal, ctx).await?;
            match judged(create_product(&mut tx, &draft, &permit).await)? {
                Outcome::Done(product) => {
                    let sku = product.sku().to_owned();
                    commit(&portal, tx, since).await?;
                    let flash = told(Phrase::new("flash-product-created").with("sku", &sku));
                    return Ok(visit.go(&portal, &product_href(&sku), flash));
                }
                Outcome::Refused(faults) => as_fields(faults),
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, new_page(&portal, ctx), &form, &faults).await
}

fn edit_page(portal: &Portal, ctx: &Ctx, product: &Product) -> FormPage {
    let form = product_form(&values(portal, ctx, product), &choices(portal, ctx), Some(product.version));
    product_form_page(form, Some(&product.sku))
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>) -> Answer<Response> {
    let product = known(&portal, &visit.ctx, &sku)?;
    portal.page(&visit, &edit_page(&portal, &visit.ctx, &product)).await
}

async fn save(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>, form: FormData) -> Answer<Response> {
    let (ctx, seen) = (&visit.ctx, form.version()?);
    let product = known(&portal, ctx, &sku)?;
    let faults = match laid(draft_of(&portal, ctx, &product), &form, product.unit(), ctx) {
        Ok(draft) => match replaced(&portal, ctx, &product, seen, &draft).await? {
            Outcome::Done(sku) => return Ok(visit.go(&portal, &product_href(&sku), saved())),
            Outcome::Refused(faults) => as_fields(faults),
            Outcome::Moved => {
                let product = known(&portal, ctx, &sku)?;
                let page = edit_page(&portal, ctx, &product);
                return conflicting(&portal, &visit, page, &form, ("product", &sku)).await;
            }
        },
        Err(faults) => faults,
    };
    refused(&portal, &visit, edit_page(&portal, ctx, &product), &form, &faults).await
}

/// Writes a draft made from a product as it is in memory; that must be the version that the form showed, since whatever the
/// form does not ask is written back from there.
pub(super) async fn replaced(
    portal: &Portal,
    ctx: &Ctx,
    product: &Product,
    seen: Version,
    draft: &ProductDraft,
) -> Answer<Outcome<String>> {
    let permit = permit_to_manage(ctx)?;
    if product.version != seen {
        return Ok(Outcome::Moved);
    }
    let (mut tx, since) = begin(portal, ctx).await?;
    match judged(replace_product(&mut tx, &product.sku, seen, draft, &permit).await)? {
        Outcome::Done(record) => {
            let sku = record.sku().to_owned();
            commit(portal, tx, since).await?;
            Ok(Outcome::Done(sku))
        }
        Outcome::Refused(faults) => Ok(Outcome::Refused(faults)),
        Outcome::Moved => {
            drop(tx);
            Ok(Outcome::Moved)
        }
    }
}
