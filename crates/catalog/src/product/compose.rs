//! A draft laid over what is known of a product: every rule about a product's fields, in one place. Pure.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{FieldFault, Quantity, TenantId, TextError, Unit, line, multiline};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::attribute::{Attribute, Value, to_json};
use crate::code::is_gtin;
use crate::product::schema::Model;
use crate::product::{ProductDraft, ProductKind};
use crate::text::Texts;

/// What a draft's codes stand for.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) attributes: HashMap<String, Arc<Attribute>>,
    pub(crate) categories: HashMap<String, Uuid>,
    pub(crate) families: Vec<String>,
    /// Id and kind by SKU, of products that stand or are accepted before this one.
    pub(crate) products: HashMap<String, (Uuid, String)>,
    /// Ids given to products of the same batch that are still to come: enough for naming a successor.
    pub(crate) planned: HashMap<String, Uuid>,
}

/// A new product before anything is said about it: one piece at a time, standard VAT.
pub(crate) fn blank(id: Uuid, tenant: TenantId) -> Model {
    Model {
        id,
        tenant_id: tenant.uuid(),
        sku: String::new(),
        kind: ProductKind::Simple.code().to_owned(),
        master_id: None,
        mpn: None,
        gtin: None,
        other_codes: "[]".to_owned(),
        brand: None,
        category_id: None,
        family: None,
        names: "{}".to_owned(),
        descriptions: "{}".to_owned(),
        attributes: "{}".to_owned(),
        unit: Unit::PIECE.code().to_owned(),
        minimum_micros: Quantity::pieces(1).micros(),
        step_micros: Quantity::pieces(1).micros(),
        packs: "[]".to_owned(),
        weight_grams: None,
        tax_category: "standard".to_owned(),
        lead_time_days: None,
        state: "active".to_owned(),
        successor_id: None,
        source: None,
        foreign_key: None,
        changed_at: 0,
        version: 0,
    }
}

/// The product after the draft, or every fault found. Version and time of change are the caller's to set.
pub(crate) fn compose(base: &Model, draft: &ProductDraft, known: &Known) -> Result<Model, Vec<FieldFault>> {
    let mut model = base.clone();
    let mut faults = Vec::new();
    codes(&mut model, draft, &mut faults);
    references(&mut model, draft, known, &mut faults);
    texts(&mut model, draft, &mut faults);
    attributes(&mut model, draft, known, &mut faults);
    packaging(&mut model, draft, &mut faults);
    if let Some(grams) = draft.weight_grams {
        model.weight_grams = Some(i64::from(grams));
    }
    if let Some(days) = draft.lead_time_days {
        model.lead_time_days = Some(i32::from(days));
    }
    if let Some(category) = draft.tax_category {
        category.code().clone_into(&mut model.tax_category);
    }
    if let Some(state) = draft.state {
        state.code().clone_into(&mut model.state);
    }
    if faults.is_empty() { Ok(model) } else { Err(faults) }
}

/// Prices, stock, carts and orders are counted in the unit that a product is sold in: another unit would make 100 pieces
/// 100 metres. Who needs one makes another product, or gives this one another SKU first.
pub(crate) fn other_unit(before: &Model, after: &Model) -> Option<FieldFault> {
    let message = || format!("must be in {}: prices, stock and orders are counted in it", before.unit);
    (before.unit != after.unit).then(|| FieldFault::new("minimum", "wrong_unit", message()))
}

fn codes(model: &mut Model, draft: &ProductDraft, faults: &mut Vec<FieldFault>) {
    match line(&draft.sku, 64) {
        Ok(sku) => model.sku = sku,
        Err(error) => faults.push(error.at("sku")),
    }
    for (field, given, place, most) in [
        ("mpn", &draft.mpn, &mut model.mpn, 300),
        ("brand", &draft.brand, &mut model.brand, 100),
        ("source", &draft.source, &mut model.source, 64),
        ("foreign_key", &draft.foreign_key, &mut model.foreign_key, 100),
    ] {
        if let Some(text) = given {
            match line(text, most) {
                Ok(text) => *place = Some(text),
                Err(error) => faults.push(error.at(field)),
            }
        }
    }
    if let Some(gtin) = &draft.gtin {
        let gtin = gtin.trim();
        if is_gtin(gtin) {
            model.gtin = Some(gtin.to_owned());
        } else {
            faults.push(FieldFault::new("gtin", "not_a_gtin", "must be 8, 12, 13 or 14 digits with a correct check digit"));
        }
    }
    if draft.replaces || !draft.other_codes.is_empty() {
        match draft.other_codes.iter().map(|code| line(code, 100)).collect::<Result<Vec<String>, TextError>>() {
            Ok(codes) => model.other_codes = Json::from(codes).to_string(),
            Err(error) => faults.push(error.at("other_codes")),
        }
    }
}

fn references(model: &mut Model, draft: &ProductDraft, known: &Known, faults: &mut Vec<FieldFault>) {
    let unknown = |field: &str, code: &str| FieldFault::new(field, "unknown", format!("there is no {code:?}"));
    if let Some(code) = &draft.category {
        match known.categories.get(code.trim()) {
            Some(id) => model.category_id = Some(*id),
            None => faults.push(unknown("category", code)),
        }
    }
    if let Some(code) = &draft.family {
        match known.families.iter().find(|family| *family == code.trim()) {
            Some(family) => model.family = Some(family.clone()),
            None => faults.push(unknown("family", code)),
        }
    }
    if let Some(sku) = &draft.successor {
        match known.products.get(sku.trim()).map(|(id, _)| id).or_else(|| known.planned.get(sku.trim())) {
            Some(id) if *id == model.id => faults.push(FieldFault::new("successor", "itself", "must be another product")),
            Some(id) => model.successor_id = Some(*id),
            None => faults.push(unknown("successor", sku)),
        }
    }
    kind(model, draft, known, faults);
}

fn kind(model: &mut Model, draft: &ProductDraft, known: &Known, faults: &mut Vec<FieldFault>) {
    let was_master = model.kind == ProductKind::Master.code();
    let kind =
        draft.kind.or_else(|| draft.master.as_ref().map(|_| ProductKind::Variant)).or_else(|| ProductKind::parse(&model.kind));
    let kind = kind.unwrap_or_default();
    if was_master && kind != ProductKind::Master {
        faults.push(FieldFault::new("kind", "is_master", "a master with its variants cannot become another kind of product"));
        return;
    }
    kind.code().clone_into(&mut model.kind);
    if kind != ProductKind::Variant {
        model.master_id = None;
        if draft.master.is_some() {
            faults.push(FieldFault::new("master", "not_a_variant", "only a variant has a master"));
        }
        return;
    }
    match draft.master.as_deref().map(|sku| known.products.get(sku.trim())) {
        Some(Some((id, kind))) if kind == ProductKind::Master.code() => model.master_id = Some(*id),
        Some(Some(_)) => faults.push(FieldFault::new("master", "not_a_master", "that product is not a master")),
        Some(None) => faults.push(FieldFault::new("master", "unknown", "there is no such master")),
        None if model.master_id.is_some() => {}
        None => faults.push(FieldFault::new("master", "required", "a variant needs its master")),
    }
}

fn texts(model: &mut Model, draft: &ProductDraft, faults: &mut Vec<FieldFault>) {
    let name = |text: &str| line(text, 300);
    overlay(&mut model.names, &draft.names, "names", draft.replaces, (&name, faults));
    let description = |text: &str| multiline(text, 20_000);
    overlay(&mut model.descriptions, &draft.descriptions, "descriptions", draft.replaces, (&description, faults));
    if model.names == "{}" && !faults.iter().any(|fault| fault.field.starts_with("names")) {
        faults.push(FieldFault::new("names", "empty", "must have a name in at least one language"));
    }
}

type TextRule<'a> = (&'a dyn Fn(&str) -> Result<String, TextError>, &'a mut Vec<FieldFault>);

fn overlay(stored: &mut String, given: &Texts, field: &str, replaces: bool, (rule, faults): TextRule<'_>) {
    if given.is_empty() {
        return;
    }
    let mut checked = Vec::new();
    for (language, text) in given.iter() {
        match rule(text) {
            Ok(text) => checked.push((language, text)),
            Err(error) => faults.push(error.at(format!("{field}.{language}"))),
        }
    }
    let given = Texts::new(checked);
    let before: Texts = if replaces { Texts::default() } else { serde_json::from_str(stored).unwrap_or_default() };
    *stored = serde_json::to_string(&before.overlaid(&given)).unwrap_or_else(|_| "{}".to_owned());
}

fn attributes(model: &mut Model, draft: &ProductDraft, known: &Known, faults: &mut Vec<FieldFault>) {
    if draft.attributes.is_empty() && !draft.replaces {
        return;
    }
    let mut values: Map<String, Json> =
        if draft.replaces { Map::new() } else { serde_json::from_str(&model.attributes).unwrap_or_default() };
    for (code, value) in &draft.attributes {
        let Some(attribute) = known.attributes.get(code) else {
            faults.push(FieldFault::new(format!("attributes.{code}"), "unknown", "there is no such attribute"));
            continue;
        };
        if let Value::Text(text) = value
            && let Err(error) =
                multiline(text, 10_000).and_then(|text| if text.is_empty() { Err(TextError::Empty) } else { Ok(text) })
        {
            faults.push(error.at(format!("attributes.{code}")));
        } else if let Some(fault) = attribute.fault(value) {
            faults.push(fault);
        } else {
            values.insert(code.clone(), to_json(value));
        }
    }
    model.attributes = Json::Object(values).to_string();
}

fn packaging(model: &mut Model, draft: &ProductDraft, faults: &mut Vec<FieldFault>) {
    let unit = draft.minimum.or(draft.step).map(Quantity::unit);
    if let Some(unit) = unit {
        unit.code().clone_into(&mut model.unit);
    }
    if let Some(minimum) = draft.minimum {
        model.minimum_micros = minimum.micros();
    }
    match (draft.step, draft.minimum) {
        (Some(step), _) => model.step_micros = step.micros(),
        // A new product sold "from 10" is sold in tens unless something else is said.
        (None, Some(minimum)) if model.version == 0 => model.step_micros = minimum.micros(),
        (None, _) => {}
    }
    for (field, given, micros) in [("minimum", draft.minimum, model.minimum_micros), ("step", draft.step, model.step_micros)] {
        if micros <= 0 {
            faults.push(FieldFault::new(field, "not_positive", "must be greater than zero"));
        }
        if given.is_some_and(|quantity| Some(quantity.unit()) != unit) {
            faults.push(FieldFault::new(field, "wrong_unit", "must be in the unit of sale"));
        } else if given.is_some_and(Quantity::is_broken) {
            faults.push(FieldFault::new(field, "not_whole", "must be a whole number: the unit is counted, not measured"));
        }
    }
    if !draft.replaces && draft.packs.is_empty() {
        return;
    }
    let mut packs: Vec<(String, i64)> = Vec::with_capacity(draft.packs.len());
    for (place, pack) in draft.packs.iter().enumerate() {
        let in_unit = pack.quantity.unit().code() == model.unit;
        match line(&pack.name, 32) {
            Ok(_) if in_unit && pack.quantity.is_broken() => faults.push(FieldFault::new(
                format!("packs[{place}].quantity"),
                "not_whole",
                "must be a whole number: the unit is counted, not measured",
            )),
            Ok(name) if in_unit && pack.quantity.is_positive() => packs.push((name, pack.quantity.micros())),
            Ok(_) => faults.push(FieldFault::new(
                format!("packs[{place}].quantity"),
                "wrong_unit",
                "must be more than zero, in the unit of sale",
            )),
            Err(error) => faults.push(error.at(format!("packs[{place}].name"))),
        }
    }
    packs.sort_by_key(|(_, micros)| *micros);
    model.packs = serde_json::to_string(&packs).unwrap_or_else(|_| "[]".to_owned());
}
