//! Attributes and families: what products are described by.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::attribute::service::{attribute, create_attribute, create_family, family, update_attribute, update_family};
use catalog::category::service::permit_to_manage;
use catalog::{Attribute, AttributeDraft, AttributeKind, ChoiceDraft, Family, FamilyDraft, Language, Texts};
use kernel::{Action, Ctx, FieldFault, Unit};
use web::{Answer, Doors, Needs, Path};

use super::common::{Outcome, begin, commit, conflicting, judged, reader, refused, saved, taken, unit_sign, whole};
use super::taxonomy::{as_fields, holds, names_sent, paged};
use super::view::form::FormPage;
use super::view::taxonomy::{
    AttributeRow, AttributeValues, FamilyRow, FamilyValues, attribute_form, attributes, families, family_form, form_page,
};
use crate::frame::{FormData, Portal, Visit};

const ATTRIBUTES: &str = "/office/attributes";
const FAMILIES: &str = "/office/families";

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::CatalogManage);
    Doors::new()
        .page(manages, "GET", "/office/attributes", get(show_attributes))
        .page(manages, "POST", "/office/attributes", post(make_attribute))
        .page(manages, "GET", "/office/attributes/new", get(new_attribute))
        .page(manages, "GET", "/office/attributes/{code}", get(edit_attribute))
        .page(manages, "POST", "/office/attributes/{code}", post(save_attribute))
        .page(manages, "GET", "/office/families", get(show_families))
        .page(manages, "POST", "/office/families", post(make_family))
        .page(manages, "GET", "/office/families/new", get(new_family))
        .page(manages, "GET", "/office/families/{code}", get(edit_family))
        .page(manages, "POST", "/office/families/{code}", post(save_family))
}

async fn show_attributes(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let ctx = &visit.ctx;
    let text: String = visit.parameter("q").unwrap_or_default().chars().take(200).collect();
    let fits = |attribute: &Arc<Attribute>| holds(&text, [&attribute.code, attribute.name(ctx.locale)]);
    let row = |attribute: Arc<Attribute>| AttributeRow {
        code: attribute.code.to_string(),
        name: attribute.name(ctx.locale).to_owned(),
        kind: attribute.kind.code().to_owned(),
        unit: attribute.unit.map(|unit| unit_sign(&portal, ctx, unit)),
        facet: attribute.facet,
        choices: u64::try_from(attribute.choices.len()).unwrap_or(u64::MAX),
    };
    let found: Vec<Arc<Attribute>> = portal.parts.catalogue.attributes(ctx.tenant).into_iter().filter(fits).collect();
    let (found, pager) = paged(&visit, found);
    let rows: Vec<AttributeRow> = found.into_iter().map(row).collect();
    portal.page(&visit, &attributes(&text, &rows, pager)).await
}

/// The choices that the form lists, `code; italiano; english` a line. Names in further languages stay.
fn choices_sent(text: &str, before: Option<&Attribute>) -> Vec<ChoiceDraft> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let choice = |line: &str| {
        let mut parts = line.splitn(3, ';').map(str::trim);
        let code = parts.next().unwrap_or_default();
        let (italian, english) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let known = before.and_then(|attribute| attribute.choice(code)).map(|choice| &choice.names);
        let names = super::product_edit::in_both(known.unwrap_or(&Texts::default()), italian, english);
        ChoiceDraft { code: code.to_owned(), names }
    };
    lines.map(choice).collect()
}

fn choices_shown(attribute: &Attribute) -> String {
    let line = |choice: &catalog::Choice| {
        let text = |language| choice.names.exactly(language).unwrap_or_default();
        format!("{}; {}; {}", choice.code, text(Language::IT), text(Language::EN))
    };
    attribute.choices.iter().map(line).collect::<Vec<String>>().join("\n")
}

fn attribute_sent(form: &FormData, before: Option<&Attribute>) -> Result<AttributeDraft, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let position = taken(&mut faults, whole(form, "position")).unwrap_or(0);
    let kind = AttributeKind::parse(form.text("kind")).ok_or_else(|| FieldFault::new("kind", "unknown", "is no kind"));
    let kind = taken(&mut faults, kind).unwrap_or(AttributeKind::Text);
    let unit = form.optional("unit").map(|code| {
        Unit::parse(&code).map_err(|_| FieldFault::new("unit", "not_a_unit", "must be a UN/ECE unit code such as MMT"))
    });
    let unit = unit.and_then(|unit| taken(&mut faults, unit));
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(AttributeDraft {
        code: form.text("code").to_owned(),
        kind,
        unit,
        names: names_sent(form, before.map(|attribute| &attribute.names)),
        facet: form.is_ticked("facet"),
        position,
        choices: choices_sent(form.raw("choices"), before),
    })
}

/// Faults of single choices are told at the list of them.
fn at_choices(mut faults: Vec<FieldFault>) -> Vec<FieldFault> {
    for fault in faults.iter_mut().filter(|fault| fault.field.starts_with("choices")) {
        "choices".clone_into(&mut fault.field);
    }
    as_fields(faults)
}

fn new_attribute_page() -> FormPage {
    let values = AttributeValues { kind: AttributeKind::Number.code().to_owned(), ..AttributeValues::default() };
    form_page("attribute", attribute_form(&values, None), None)
}

async fn new_attribute(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &new_attribute_page()).await
}

async fn make_attribute(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let permit = permit_to_manage(&visit.ctx)?;
    let faults = match attribute_sent(&form, None) {
        Ok(draft) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(create_attribute(&mut tx, &draft, &permit).await)? {
                Outcome::Done(_) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, ATTRIBUTES, saved()));
                }
                Outcome::Refused(faults) => at_choices(faults),
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, new_attribute_page(), &form, &faults).await
}

async fn attribute_page(portal: &Portal, ctx: &Ctx, code: &str) -> Answer<(Attribute, FormPage)> {
    let attribute = attribute(reader(portal), ctx, code).await?;
    let text = |language| attribute.names.exactly(language).unwrap_or_default().to_owned();
    let values = AttributeValues {
        code: attribute.code.to_string(),
        name_it: text(Language::IT),
        name_en: text(Language::EN),
        kind: attribute.kind.code().to_owned(),
        unit: attribute.unit.map(|unit| unit.code().to_owned()).unwrap_or_default(),
        facet: attribute.facet,
        position: attribute.position,
        choices: choices_shown(&attribute),
    };
    let page = form_page("attribute", attribute_form(&values, Some(attribute.version)), Some(attribute.name(ctx.locale)));
    Ok((attribute, page))
}

async fn edit_attribute(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let (_, page) = attribute_page(&portal, &visit.ctx, &code).await?;
    portal.page(&visit, &page).await
}

async fn save_attribute(
    State(portal): State<Portal>,
    visit: Visit,
    Path(code): Path<String>,
    form: FormData,
) -> Answer<Response> {
    let (permit, seen) = (permit_to_manage(&visit.ctx)?, form.version()?);
    let (standing, page) = attribute_page(&portal, &visit.ctx, &code).await?;
    let faults = match attribute_sent(&form, Some(&standing)) {
        Ok(draft) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(update_attribute(&mut tx, &code, seen, &draft, &permit).await)? {
                Outcome::Done(_) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, ATTRIBUTES, saved()));
                }
                Outcome::Refused(faults) => at_choices(faults),
                Outcome::Moved => {
                    drop(tx);
                    return conflicting(&portal, &visit, page, &form, ("attribute", &code)).await;
                }
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, page, &form, &faults).await
}

async fn show_families(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let row = |family: Arc<Family>| FamilyRow {
        code: family.code.to_string(),
        name: family.names.get(visit.ctx.locale).unwrap_or(&family.code).to_owned(),
        attributes: u64::try_from(family.attributes.len()).unwrap_or(u64::MAX),
    };
    let text: String = visit.parameter("q").unwrap_or_default().chars().take(200).collect();
    let mut rows: Vec<FamilyRow> = portal.parts.catalogue.families(visit.ctx.tenant).into_iter().map(row).collect();
    rows.retain(|row| holds(&text, [&row.code, &row.name]));
    let (rows, pager) = paged(&visit, rows);
    portal.page(&visit, &families(&text, &rows, pager)).await
}

fn family_sent(form: &FormData, code: &str, before: Option<&Texts>) -> FamilyDraft {
    let codes = form.raw("attributes").split(['\n', ',']).map(str::trim).filter(|code| !code.is_empty());
    FamilyDraft { code: code.to_owned(), names: names_sent(form, before), attributes: codes.map(str::to_owned).collect() }
}

fn at_attributes(mut faults: Vec<FieldFault>) -> Vec<FieldFault> {
    for fault in faults.iter_mut().filter(|fault| fault.field.starts_with("attributes")) {
        "attributes".clone_into(&mut fault.field);
    }
    as_fields(faults)
}

async fn new_family(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &form_page("family", family_form(&FamilyValues::default(), None), None)).await
}

async fn make_family(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let permit = permit_to_manage(&visit.ctx)?;
    let draft = family_sent(&form, form.text("code"), None);
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    match judged(create_family(&mut tx, &draft, &permit).await)? {
        Outcome::Done(_) => {
            commit(&portal, tx, since).await?;
            Ok(visit.go(&portal, FAMILIES, saved()))
        }
        Outcome::Refused(faults) => {
            drop(tx);
            let page = form_page("family", family_form(&FamilyValues::default(), None), None);
            refused(&portal, &visit, page, &form, &at_attributes(faults)).await
        }
        Outcome::Moved => Err(web::Problem::not_found()),
    }
}

async fn family_page(portal: &Portal, ctx: &Ctx, code: &str) -> Answer<(Family, FormPage)> {
    let family = family(reader(portal), ctx, code).await?;
    let text = |language| family.names.exactly(language).unwrap_or_default().to_owned();
    let values = FamilyValues {
        code: family.code.to_string(),
        name_it: text(Language::IT),
        name_en: text(Language::EN),
        attributes: family.attributes.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n"),
    };
    let name = family.names.get(ctx.locale).unwrap_or(&family.code);
    let page = form_page("family", family_form(&values, Some(family.version)), Some(name));
    Ok((family, page))
}

async fn edit_family(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let (_, page) = family_page(&portal, &visit.ctx, &code).await?;
    portal.page(&visit, &page).await
}

async fn save_family(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>, form: FormData) -> Answer<Response> {
    let (permit, seen) = (permit_to_manage(&visit.ctx)?, form.version()?);
    let (family, page) = family_page(&portal, &visit.ctx, &code).await?;
    let draft = family_sent(&form, &code, Some(&family.names));
    let (mut tx, since) = begin(&portal, &visit.ctx).await?;
    let outcome = judged(update_family(&mut tx, &code, seen, &draft, &permit).await)?;
    if let Outcome::Done(_) = outcome {
        commit(&portal, tx, since).await?;
        return Ok(visit.go(&portal, FAMILIES, saved()));
    }
    drop(tx);
    match outcome {
        Outcome::Refused(faults) => refused(&portal, &visit, page, &form, &at_attributes(faults)).await,
        _ => conflicting(&portal, &visit, page, &form, ("family", &code)).await,
    }
}
