//! Categories, attributes and families in bulk.

use std::collections::{HashMap, HashSet};

use kernel::{Action, Ctx, FieldFault, Scope, TextError, code, line};
use store::{AuditEntry, Store};
use uuid::Uuid;

use crate::attribute::schema::{attributes as attribute_rows, families as family_rows};
use crate::attribute::{AttributeDraft, AttributeKind, FamilyDraft, repo as attributes};
use crate::category::{CategoryDraft, repo as categories, schema as category_rows};
use crate::load::Report;
use crate::load::products::distinct;
use crate::stored::json;
use crate::text::Texts;
use crate::{CatalogError, Reason, events};

/// Creates or changes categories by code, in one transaction. Parents may come in any order; a draft that would make a
/// circle is refused.
pub async fn write_categories(store: &Store, ctx: &Ctx, batch: Vec<CategoryDraft>) -> Result<Report, CatalogError> {
    ctx.permit(Action::CatalogManage, Scope::Tenant)?;
    let mut tx = store.begin(ctx).await?;
    let before: HashMap<String, category_rows::Model> =
        categories::all(tx.conn(), ctx.tenant).await?.into_iter().map(|model| (model.code.clone(), model)).collect();
    let mut ids: HashMap<String, Uuid> = before.iter().map(|(code, model)| (code.clone(), model.id)).collect();
    for draft in &batch {
        ids.entry(draft.code.trim().to_owned()).or_insert_with(|| kernel::CategoryId::new(ctx.now).uuid());
    }
    let mut parents: HashMap<Uuid, Option<Uuid>> = before.values().map(|model| (model.id, model.parent_id)).collect();
    let (mut new, mut changed, mut report) = (Vec::new(), Vec::new(), Report::default());
    let mut seen = HashSet::new();
    for (index, draft) in batch.iter().enumerate() {
        let standing = before.get(draft.code.trim());
        let model = match category(draft, standing, &ids, &mut parents) {
            Ok(model) if seen.insert(model.code.clone()) => model_of_tenant(model, ctx),
            Ok(_) => {
                report.refuse(index, Reason::new("repeated", "code comes twice"));
                continue;
            }
            Err(faults) => {
                report.refuse(index, Reason::faults(&faults));
                continue;
            }
        };
        match standing {
            None => new.push(model),
            Some(standing) if *standing == model => report.unchanged += 1,
            Some(standing) => changed.push(category_rows::Model { version: standing.version + 1, ..model }),
        }
    }
    // A parent that was named but refused is no parent: its children stand at the top.
    let known: HashSet<Uuid> = before.values().map(|model| model.id).chain(new.iter().map(|model| model.id)).collect();
    for model in new.iter_mut().chain(changed.iter_mut()) {
        model.parent_id = model.parent_id.filter(|parent| known.contains(parent));
    }
    (report.created, report.changed) = (new.len(), changed.len());
    let codes: Vec<String> = new.iter().chain(&changed).map(|model| model.code.clone()).collect();
    if codes.is_empty() {
        return Ok(report);
    }
    let altered: Vec<&str> = codes.iter().skip(new.len()).map(String::as_str).collect();
    let fact = events::taxonomy_changed("categories", &altered);
    categories::insert_all(tx.conn(), new).await?;
    categories::update_all(tx.conn(), changed).await?;
    tx.announce(fact);
    tx.audit(AuditEntry::new("catalog.import", "categories", codes.len()).with(serde_json::json!({ "codes": codes })));
    tx.commit().await?;
    Ok(report)
}

fn model_of_tenant(model: category_rows::Model, ctx: &Ctx) -> category_rows::Model {
    category_rows::Model { tenant_id: ctx.tenant.uuid(), ..model }
}

/// A category after its draft; `parents` is kept up to date so that circles show. The tenant is the caller's to set.
pub(crate) fn category(
    draft: &CategoryDraft,
    standing: Option<&category_rows::Model>,
    ids: &HashMap<String, Uuid>,
    parents: &mut HashMap<Uuid, Option<Uuid>>,
) -> Result<category_rows::Model, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let code = code(&draft.code).unwrap_or_else(|error| refused(&mut faults, error, "code"));
    let names = names(&draft.names, &mut faults);
    let drawing = draft.drawing.as_deref().map(|drawing| line(drawing, 64)).transpose().unwrap_or_else(|error| {
        faults.push(error.at("drawing"));
        None
    });
    let parent_id = draft.parent.as_deref().and_then(|parent| {
        let id = ids.get(parent.trim()).copied();
        if id.is_none() {
            faults.push(FieldFault::new("parent", "unknown", format!("there is no category {parent:?}")));
        }
        id
    });
    let id = ids.get(&code).copied().unwrap_or_default();
    if leads_to(parent_id, id, parents) {
        faults.push(FieldFault::new("parent", "circle", "a category cannot stand below itself"));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    parents.insert(id, parent_id);
    let version = standing.map_or(1, |model| model.version);
    Ok(category_rows::Model {
        id,
        tenant_id: standing.map_or(Uuid::nil(), |model| model.tenant_id),
        code,
        parent_id,
        position: draft.position,
        names,
        drawing,
        version,
    })
}

fn leads_to(from: Option<Uuid>, to: Uuid, parents: &HashMap<Uuid, Option<Uuid>>) -> bool {
    let mut next = from;
    let mut steps = 0;
    while let Some(id) = next {
        if id == to || steps > 30 {
            return true;
        }
        steps += 1;
        next = parents.get(&id).copied().flatten();
    }
    false
}

/// Creates or changes attributes by code, in one transaction. Kind and unit of an existing attribute stay: products
/// carry values of it.
pub async fn write_attributes(store: &Store, ctx: &Ctx, batch: Vec<AttributeDraft>) -> Result<Report, CatalogError> {
    ctx.permit(Action::CatalogManage, Scope::Tenant)?;
    let mut tx = store.begin(ctx).await?;
    let codes = distinct(batch.iter().map(|draft| draft.code.as_str()));
    let before = attributes::by_codes(tx.conn(), ctx.tenant, &codes).await?;
    let (mut new, mut changed, mut report) = (Vec::new(), Vec::new(), Report::default());
    let mut seen = HashSet::new();
    for (index, draft) in batch.iter().enumerate() {
        let standing = before.get(draft.code.trim());
        let mut model = match attribute(draft, ctx) {
            Ok(model) if seen.insert(model.code.clone()) => model,
            Ok(_) => {
                report.refuse(index, Reason::new("repeated", "code comes twice"));
                continue;
            }
            Err(faults) => {
                report.refuse(index, Reason::faults(&faults));
                continue;
            }
        };
        let Some(standing) = standing else {
            new.push(model);
            continue;
        };
        if (&standing.kind, &standing.unit) != (&model.kind, &model.unit) {
            report.refuse(index, format!("{} exists as {} with another unit or kind", standing.code, standing.kind));
            continue;
        }
        (model.id, model.version) = (standing.id, standing.version);
        if *standing == model {
            report.unchanged += 1;
        } else {
            changed.push(attribute_rows::Model { version: standing.version + 1, ..model });
        }
    }
    (report.created, report.changed) = (new.len(), changed.len());
    if new.is_empty() && changed.is_empty() {
        return Ok(report);
    }
    let altered: Vec<String> = changed.iter().map(|model| model.code.clone()).collect();
    let detail =
        serde_json::json!({ "created": new.iter().map(|model| model.code.as_str()).collect::<Vec<_>>(), "changed": altered });
    attributes::insert_all(tx.conn(), new).await?;
    attributes::update_all(tx.conn(), changed).await?;
    tx.announce(events::taxonomy_changed("attributes", &altered.iter().map(String::as_str).collect::<Vec<_>>()));
    tx.audit(AuditEntry::new("catalog.import", "attributes", report.created + report.changed).with(detail));
    tx.commit().await?;
    Ok(report)
}

/// An attribute as a draft wants it, new.
pub(crate) fn attribute(draft: &AttributeDraft, ctx: &Ctx) -> Result<attribute_rows::Model, Vec<FieldFault>> {
    let mut faults = Vec::new();
    // Foreign catalogues have long keys; they are not typed by people.
    let code = match line(&draft.code, 100) {
        Ok(code) if code.chars().all(|character| character.is_alphanumeric() || "._-/".contains(character)) => code,
        Ok(_) => refused(&mut faults, TextError::NotACode, "code"),
        Err(error) => refused(&mut faults, error, "code"),
    };
    let names = names(&draft.names, &mut faults);
    if draft.unit.is_some() && !matches!(draft.kind, AttributeKind::Number | AttributeKind::Range) {
        faults.push(FieldFault::new("unit", "not_a_number", "only numbers and ranges have a unit"));
    }
    if draft.choices.is_empty() != (draft.kind != AttributeKind::Choice) {
        faults.push(FieldFault::new("choices", "wrong_kind", "a choice, and nothing else, has choices"));
    }
    let mut choices: Vec<attributes::StoredChoice> = Vec::new();
    for (place, choice) in draft.choices.iter().enumerate() {
        match line(&choice.code, 64) {
            Ok(code) if choices.iter().all(|other| other.code != code) => {
                choices.push(attributes::StoredChoice { code, names: choice.names.clone() });
            }
            Ok(_) => faults.push(FieldFault::new(format!("choices[{place}].code"), "twice", "comes twice")),
            Err(error) => faults.push(error.at(format!("choices[{place}].code"))),
        }
    }
    let choices = json(&choices).unwrap_or_else(|_| "[]".to_owned());
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(attribute_rows::Model {
        id: crate::attribute::AttributeId::new(ctx.now).uuid(),
        tenant_id: ctx.tenant.uuid(),
        code,
        kind: draft.kind.code().to_owned(),
        unit: draft.unit.map(|unit| unit.code().to_owned()),
        names,
        facet: draft.facet,
        position: draft.position,
        choices,
        version: 1,
    })
}

/// Creates or changes families by code, in one transaction.
pub async fn write_families(store: &Store, ctx: &Ctx, batch: Vec<FamilyDraft>) -> Result<Report, CatalogError> {
    ctx.permit(Action::CatalogManage, Scope::Tenant)?;
    let mut tx = store.begin(ctx).await?;
    let wanted = distinct(batch.iter().flat_map(|draft| draft.attributes.iter().map(String::as_str)));
    let known = attributes::by_codes(tx.conn(), ctx.tenant, &wanted).await?;
    let before: HashMap<String, family_rows::Model> =
        attributes::all_families(tx.conn(), ctx.tenant).await?.into_iter().map(|model| (model.code.clone(), model)).collect();
    let (mut models, mut report): (Vec<family_rows::Model>, Report) = Default::default();
    for (index, draft) in batch.iter().enumerate() {
        let mut model = match family(draft, &known, ctx) {
            Ok(model) if models.iter().all(|other| other.code != model.code) => model,
            Ok(_) => {
                report.refuse(index, Reason::new("repeated", "code comes twice"));
                continue;
            }
            Err(faults) => {
                report.refuse(index, Reason::faults(&faults));
                continue;
            }
        };
        if let Some(standing) = before.get(&model.code) {
            (model.id, model.version) = (standing.id, standing.version);
            if *standing == model {
                report.unchanged += 1;
                continue;
            }
            model.version += 1;
            report.changed += 1;
        } else {
            report.created += 1;
        }
        models.push(model);
    }
    if models.is_empty() {
        return Ok(report);
    }
    let codes: Vec<String> = models.iter().map(|model| model.code.clone()).collect();
    attributes::write_families(tx.conn(), models).await?;
    let altered: Vec<&str> = codes.iter().map(String::as_str).filter(|code| before.contains_key(*code)).collect();
    tx.announce(events::taxonomy_changed("families", &altered));
    tx.audit(AuditEntry::new("catalog.import", "families", codes.len()).with(serde_json::json!({ "codes": codes })));
    tx.commit().await?;
    Ok(report)
}

/// A family as a draft wants it, new; `known` holds the attributes that there are.
pub(crate) fn family(
    draft: &FamilyDraft,
    known: &HashMap<String, attribute_rows::Model>,
    ctx: &Ctx,
) -> Result<family_rows::Model, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let code = code(&draft.code).unwrap_or_else(|error| refused(&mut faults, error, "code"));
    let names = names(&draft.names, &mut faults);
    let codes: Vec<&str> = draft.attributes.iter().map(|code| code.trim()).collect();
    for (place, code) in codes.iter().enumerate() {
        if !known.contains_key(*code) {
            faults.push(FieldFault::new(format!("attributes[{place}]"), "unknown", format!("there is no attribute {code:?}")));
        } else if codes.iter().take(place).any(|other| other == code) {
            faults.push(FieldFault::new(format!("attributes[{place}]"), "twice", "comes twice"));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let attributes = json(&codes).unwrap_or_else(|_| "[]".to_owned());
    let id = crate::attribute::AttributeId::new(ctx.now).uuid();
    Ok(family_rows::Model { id, tenant_id: ctx.tenant.uuid(), code, names, attributes, version: 1 })
}

/// Names as JSON, each checked.
fn names(given: &Texts, faults: &mut Vec<FieldFault>) -> String {
    let mut checked = Vec::new();
    for (language, text) in given.iter() {
        match line(text, 200) {
            Ok(text) => checked.push((language, text)),
            Err(error) => faults.push(error.at(format!("names.{language}"))),
        }
    }
    json(&Texts::new(checked)).unwrap_or_else(|_| "{}".to_owned())
}

fn refused(faults: &mut Vec<FieldFault>, error: TextError, field: &str) -> String {
    faults.push(error.at(field));
    String::new()
}
