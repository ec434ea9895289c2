//! Writing imported products, categories and relations.

use std::collections::{HashMap, HashSet};

use kernel::{AmountError, Ctx, Quantity, Rounding, RoundingMode, Unit};
use store::Store;

use crate::Reason;
use crate::attribute::{AttributeDraft, AttributeKind, Number, Value, repo as attributes};
use crate::category;
use crate::category::CategoryDraft;
use crate::code::{is_gtin, normalised};
use crate::file::{FileLocation, ProductFileDraft};
use crate::import::ImportError;
use crate::import::mapping::{Mapping, RawAttribute, Record, Target};
use crate::load::{self, Batch, Report};
use crate::product::{Pack, ProductDraft, ProductKind, ProductState, TaxCategory};
use crate::relation::{RelationDraft, RelationKind, TargetDraft};
use crate::text::{Texts, Word};

/// Writes records of products, categories or relations, as the mapping's target says. Categories and attributes that
/// products name and that do not exist are created on the way.
pub struct ProductWriter {
    store: Store,
    ctx: Ctx,
    target: Target,
    complete: bool,
    /// The kinds of relations that the mapping reads: a row names all that its product has of these.
    relation_kinds: Vec<RelationKind>,
    /// Kind and unit of the attributes that exist.
    attributes: HashMap<String, (AttributeKind, Option<Unit>)>,
    categories: HashSet<String>,
}

impl ProductWriter {
    pub async fn new(store: &Store, ctx: &Ctx, mapping: &Mapping) -> Result<ProductWriter, ImportError> {
        if !matches!(mapping.target, Target::Products | Target::Categories | Target::Relations) {
            let text = format!("the mapping is for {}, not for products", mapping.target.word());
            return Err(ImportError::Mapping(text));
        }
        let mut known = HashMap::new();
        for model in attributes::all(store.reader(), ctx.tenant).await.map_err(ImportError::writer)? {
            let attribute = attributes::read(&model).map_err(ImportError::writer)?;
            known.insert(model.code, (attribute.kind, attribute.unit));
        }
        let categories = category::repo::all(store.reader(), ctx.tenant).await.map_err(ImportError::writer)?;
        Ok(ProductWriter {
            store: store.clone(),
            ctx: ctx.clone(),
            target: mapping.target,
            complete: mapping.complete,
            relation_kinds: mapping.relation_kinds(),
            attributes: known,
            categories: categories.into_iter().map(|model| model.code).collect(),
        })
    }

    /// Writes one batch; for [`crate::import::run`].
    pub async fn write(&mut self, records: Vec<Record>) -> Result<Report, ImportError> {
        match self.target {
            Target::Categories => {
                let (drafts, places, mut report) = drafted(&records, category_draft);
                let written = load::write_categories(&self.store, &self.ctx, drafts).await?;
                report.take_over(written, &places);
                Ok(report)
            }
            Target::Relations => {
                let (drafts, places, mut report) = drafted(&records, relation_draft);
                let written = load::write_relations(&self.store, &self.ctx, drafts).await?;
                report.take_over(written, &places);
                Ok(report)
            }
            _ => self.write_products(&records).await,
        }
    }

    /// Looks at one batch and writes nothing: refuses what cannot be drafted. What only the database knows, such as a
    /// master that does not exist, is found out by writing.
    pub fn check(&self, records: &[Record]) -> Report {
        match self.target {
            Target::Categories => drafted(records, category_draft).2,
            Target::Relations => drafted(records, relation_draft).2,
            _ => drafted(records, |record| self.draft(record)).2,
        }
    }

    async fn write_products(&mut self, records: &[Record]) -> Result<Report, ImportError> {
        self.make_categories(records).await?;
        self.make_attributes(records).await?;
        let (drafts, places, mut report) = drafted(records, |record| self.draft(record));
        let mut batch = Batch { products: drafts, replaces: self.relation_kinds.clone(), ..Batch::default() };
        // By place in the batch of relations or files, the record that it came from.
        let (mut relation_places, mut file_places) = (Vec::new(), Vec::new());
        for (draft, place) in batch.products.iter().zip(&places) {
            let Some(record) = records.get(*place) else { continue };
            for relation in &record.relations {
                let target = if relation.is_sku {
                    TargetDraft::Sku(relation.text.clone())
                } else {
                    TargetDraft::Text(relation.text.clone())
                };
                let kind = relation.kind;
                batch.relations.push(RelationDraft { sku: draft.sku.clone(), kind, target, position: None, quantity: None });
                relation_places.push(*place);
            }
            for file in &record.files {
                batch.files.push(ProductFileDraft {
                    sku: draft.sku.clone(),
                    kind: file.kind,
                    language: None,
                    title: file.title.clone(),
                    media_type: file.media_type.clone(),
                    location: FileLocation::Url(file.url.as_str().into()),
                });
                file_places.push(*place);
            }
        }
        let written = load::write_batch(&self.store, &self.ctx, &batch).await?;
        let refused: HashSet<usize> =
            written.products.refused.iter().filter_map(|refusal| places.get(refusal.index)).copied().collect();
        report.take_over(written.products, &places);
        for (part, places) in [(written.relations, relation_places), (written.files, file_places)] {
            for refusal in part.refused {
                // What belongs to a refused product needs no line of its own.
                if let Some(place) = places.get(refusal.index).filter(|place| !refused.contains(place)) {
                    report.refuse(*place, refusal.reason.partly());
                }
            }
        }
        Ok(report)
    }

    async fn make_categories(&mut self, records: &[Record]) -> Result<(), ImportError> {
        let mut drafts: Vec<CategoryDraft> = Vec::new();
        for record in records {
            for (code, parent, names) in [
                (record.text("category_parent"), None, record.by_language("category_parent_names")),
                (record.text("category"), record.text("category_parent"), record.by_language("category_names")),
            ] {
                let Some(code) = code.filter(|code| !self.categories.contains(*code)) else { continue };
                self.categories.insert(code.to_owned());
                let position = i32::try_from(self.categories.len()).unwrap_or(i32::MAX);
                drafts.push(CategoryDraft {
                    code: code.to_owned(),
                    parent: parent.map(str::to_owned),
                    position,
                    names,
                    drawing: None,
                });
            }
        }
        if drafts.is_empty() {
            return Ok(());
        }
        // A category that is refused is then missed by its products, which are listed with that reason.
        load::write_categories(&self.store, &self.ctx, drafts).await?;
        Ok(())
    }

    async fn make_attributes(&mut self, records: &[Record]) -> Result<(), ImportError> {
        let mut drafts: Vec<AttributeDraft> = Vec::new();
        for raw in records.iter().flat_map(|record| &record.attributes) {
            let code = self.code_of(raw);
            if self.attributes.contains_key(&*code) || matches!(raw.kind, AttributeKind::Choice | AttributeKind::Range) {
                continue;
            }
            let names = if raw.names.is_empty() { spoken(&raw.code) } else { raw.names.clone() };
            let (code, position) = (code.into_owned(), i32::try_from(self.attributes.len()).unwrap_or(i32::MAX));
            self.attributes.insert(code.clone(), (raw.kind, raw.unit));
            drafts.push(AttributeDraft {
                code,
                kind: raw.kind,
                unit: raw.unit,
                names,
                facet: raw.facet,
                position,
                choices: Vec::new(),
            });
        }
        for chunk in drafts.chunks(2000) {
            load::write_attributes(&self.store, &self.ctx, chunk.to_vec()).await?;
        }
        Ok(())
    }

    /// The code under which a value is kept: its own, or with its kind behind when that code already is of another kind.
    fn code_of<'a>(&self, raw: &'a RawAttribute) -> std::borrow::Cow<'a, str> {
        match self.attributes.get(&raw.code) {
            Some((kind, unit)) if (*kind, *unit) != (raw.kind, raw.unit) && *kind != AttributeKind::Choice => {
                format!("{}_{}", raw.code, raw.kind.code()).into()
            }
            _ => raw.code.as_str().into(),
        }
    }

    fn draft(&self, record: &Record) -> Result<ProductDraft, Reason> {
        let mut draft = ProductDraft::new(record.required("sku")?);
        draft.kind = parsed(record, "kind", ProductKind::parse)?;
        draft.state = parsed(record, "state", ProductState::parse)?;
        draft.tax_category = parsed(record, "tax_category", TaxCategory::parse)?;
        for (field, place) in [
            ("master", &mut draft.master),
            ("mpn", &mut draft.mpn),
            ("brand", &mut draft.brand),
            ("category", &mut draft.category),
            ("family", &mut draft.family),
            ("successor", &mut draft.successor),
            ("source", &mut draft.source),
            ("foreign_key", &mut draft.foreign_key),
        ] {
            *place = record.text(field).map(str::to_owned);
        }
        (draft.gtin, draft.other_codes) = codes(record);
        draft.names = record.by_language("names");
        draft.descriptions = record.by_language("descriptions");
        let unit = record.unit("unit")?;
        draft.minimum = record.quantity("minimum", unit)?.or_else(|| record.text("unit").map(|_| one(unit)));
        draft.step = record.quantity("step", unit)?;
        for (name, quantity) in record.below("packs") {
            let quantity =
                Quantity::parse(quantity, unit).map_err(|error| Reason::amount(&error, quantity).at(&format!("packs.{name}")))?;
            draft.packs.push(Pack { name: Word::new(name), quantity });
        }
        draft.weight_grams = grams(record)?;
        let days = record.whole("lead_time_days")?;
        draft.lead_time_days =
            days.map(u16::try_from).transpose().map_err(|_| Reason::new("out_of_range", "too many").at("lead_time_days"))?;
        for raw in &record.attributes {
            let value = value(raw).map_err(|reason| reason.at(&raw.code))?;
            draft.attributes.push((self.code_of(raw).into_owned(), value));
        }
        draft.replaces = self.complete;
        Ok(draft)
    }
}

fn one(unit: Unit) -> Quantity {
    Quantity::from_micros(Quantity::pieces(1).micros(), unit)
}

fn parsed<T>(record: &Record, field: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Reason> {
    let unfit = |text: &str| Reason::unfit("not_a_choice", text, "is not one of the choices").at(field);
    record.text(field).map(|text| parse(text).ok_or_else(|| unfit(text))).transpose()
}

/// The first right GTIN, and every other code under which the product goes, once each.
fn codes(record: &Record) -> (Option<String>, Vec<String>) {
    let gtin = record.texts("gtin").find(|code| is_gtin(code)).map(str::to_owned);
    let mut seen: Vec<String> = gtin.iter().map(|gtin| normalised(gtin)).collect();
    let mut others = Vec::new();
    for code in record.texts("gtin").chain(record.texts("other_codes")) {
        let form = normalised(code);
        if !form.is_empty() && !seen.contains(&form) {
            seen.push(form);
            others.push(code.to_owned());
        }
    }
    (gtin, others)
}

fn grams(record: &Record) -> Result<Option<u32>, Reason> {
    let unfit = |error: &AmountError| Reason::amount(error, record.text("weight").unwrap_or_default()).at("weight");
    let unit = match record.text("weight_unit") {
        Some(_) => record.unit("weight_unit")?,
        None => Unit::parse("GRM").map_err(|error| unfit(&error))?,
    };
    let Some(weight) = record.quantity("weight", unit)? else { return Ok(None) };
    let gram = Unit::parse("GRM").map_err(|error| unfit(&error))?;
    let micros = weight.in_unit(gram).map_err(|error| unfit(&error))?.micros();
    let whole = Rounding { mode: RoundingMode::HalfUp, decimals: 0 };
    let rounded = whole.divide(i128::from(micros), 1).map_err(|error| unfit(&error))?;
    u32::try_from(rounded / 1_000_000).map(Some).map_err(|_| Reason::new("out_of_range", "out of range").at("weight"))
}

fn value(raw: &RawAttribute) -> Result<Value, Reason> {
    match raw.kind {
        AttributeKind::Text => Ok(Value::text(&raw.text)),
        AttributeKind::Choice => Ok(Value::choice(&raw.text)),
        AttributeKind::Boolean => Ok(Value::Boolean(raw.text == "true")),
        AttributeKind::Number => {
            Number::parse(&raw.text).map(Value::Number).ok_or_else(|| Reason::unfit("out_of_range", &raw.text, "is out of range"))
        }
        AttributeKind::Range => {
            let (low, high) =
                raw.text.split_once("..").ok_or_else(|| Reason::unfit("not_a_range", &raw.text, "should read low..high"))?;
            let number =
                |text: &str| Number::parse(text.trim()).ok_or_else(|| Reason::unfit("not_a_number", text, "is not a number"));
            Ok(Value::range(number(low)?, number(high)?))
        }
    }
}

/// A name for an attribute of which only a code is known: `cable_length` becomes "Cable length".
fn spoken(code: &str) -> Texts {
    let words = code.replace(['_', '.'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    Texts::new([(crate::Language::EN, format!("{first}{}", letters.as_str()))])
}

fn category_draft(record: &Record) -> Result<CategoryDraft, Reason> {
    let too_large = |_| Reason::new("too_large", "too large").at("position");
    let position = record.whole("position")?.map(i32::try_from).transpose().map_err(too_large)?;
    Ok(CategoryDraft {
        code: record.required("code")?.to_owned(),
        parent: record.text("parent").map(str::to_owned),
        position: position.unwrap_or(0),
        names: record.by_language("names"),
        drawing: record.text("drawing").map(str::to_owned),
    })
}

fn relation_draft(record: &Record) -> Result<RelationDraft, Reason> {
    let target = match (record.text("target"), record.text("target_text")) {
        (Some(sku), _) => TargetDraft::Sku(sku.to_owned()),
        (None, Some(text)) => TargetDraft::Text(text.to_owned()),
        (None, None) => return Err(Reason::missing("target")),
    };
    Ok(RelationDraft {
        sku: record.required("sku")?.to_owned(),
        kind: parsed(record, "kind", RelationKind::parse)?.unwrap_or(RelationKind::SparePart),
        target,
        position: record.text("position").map(str::to_owned),
        quantity: record.quantity("quantity", record.unit("unit")?)?,
    })
}

/// Drafts of the records that can be, the records' places, and a report that refuses the others.
fn drafted<Draft>(records: &[Record], draft: impl Fn(&Record) -> Result<Draft, Reason>) -> (Vec<Draft>, Vec<usize>, Report) {
    let (mut drafts, mut places, mut report) =
        (Vec::with_capacity(records.len()), Vec::with_capacity(records.len()), Report::default());
    for (place, record) in records.iter().enumerate() {
        match draft(record) {
            Ok(draft) => {
                drafts.push(draft);
                places.push(place);
            }
            Err(reason) => report.refuse(place, reason),
        }
    }
    (drafts, places, report)
}

#[cfg(test)]
mod tests;
