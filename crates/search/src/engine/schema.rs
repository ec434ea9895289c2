//! The fields of the index and how a [`Document`] fills them.

use std::collections::BTreeSet;

use kernel::{Locale, ProductId};
use tantivy::schema::{
    BytesOptions, FAST, Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};

use super::analysis::{PLAIN, TRIGRAMS, analyzer_name};
use super::code;
use super::document::{Attribute, Document, LocalText, Value};
use super::facet;
use super::lexer::{LexemeKind, lex};
use super::units::measure_term;

/// Raised whenever the fields or the analysis change: an index of another format is rebuilt.
pub(super) const FORMAT: u32 = 3;

/// Names of the columns that are read back.
pub(super) mod column {
    pub(crate) const PRODUCT_HIGH: &str = "product_high";
    pub(crate) const PRODUCT_LOW: &str = "product_low";
    pub(crate) const BOOST: &str = "boost";
    pub(crate) const STAMP: &str = "stamp";
    pub(crate) const VALUES: &str = "values";
    pub(crate) const SORT_SKU: &str = "sort_sku";
    pub(crate) const SORT_NAME_IT: &str = "sort_name_it";
    pub(crate) const SORT_NAME_EN: &str = "sort_name_en";
}

/// The column to sort names of a language by.
pub(super) const fn sort_name_column(locale: Locale) -> &'static str {
    match locale {
        Locale::It => column::SORT_NAME_IT,
        Locale::En => column::SORT_NAME_EN,
    }
}

/// The fields by language.
#[derive(Debug, Clone, Copy)]
pub(super) struct LocalFields {
    pub(super) locale: Locale,
    /// Name and description together: two fields whose scores are added rank worse, since descriptions repeat names.
    pub(super) text: Field,
    /// The name alone: what it says is what the product is, however long its description.
    pub(super) name: Field,
    /// Keywords: they find, but count less.
    pub(super) keywords: Field,
    /// The words of names as written, for completion and spelling.
    pub(super) words: Field,
    sort_name: Field,
}

#[derive(Debug, Clone)]
pub(super) struct Fields {
    /// The product's id: the key of updates.
    product: Field,
    product_high: Field,
    product_low: Field,
    boost: Field,
    stamp: Field,
    /// The product's own codes: SKU, maker's part number, GTINs.
    pub(super) codes: Field,
    /// Codes that names and machine lists mention.
    pub(super) mentions: Field,
    /// Fragments of the own codes.
    pub(super) fragments: Field,
    /// Numbers with units.
    pub(super) measures: Field,
    /// Words of the machines it fits.
    pub(super) machines: Field,
    values: Field,
    sort_sku: Field,
    pub(super) local: Vec<LocalFields>,
}

fn indexed(tokenizer: &str, record: IndexRecordOption, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record).set_fieldnorms(lengths);
    TextOptions::default().set_indexing_options(indexing)
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let raw = indexed("raw", IndexRecordOption::Basic, false);
    let fields = Fields {
        product: builder.add_bytes_field("product", BytesOptions::default().set_indexed()),
        product_high: builder.add_u64_field(column::PRODUCT_HIGH, NumericOptions::default().set_fast()),
        product_low: builder.add_u64_field(column::PRODUCT_LOW, NumericOptions::default().set_fast()),
        boost: builder.add_f64_field(column::BOOST, NumericOptions::default().set_fast()),
        stamp: builder.add_u64_field(column::STAMP, NumericOptions::default().set_fast()),
        codes: builder.add_text_field("codes", raw.clone()),
        mentions: builder.add_text_field("mentions", raw.clone()),
        fragments: builder.add_text_field("fragments", indexed(TRIGRAMS, IndexRecordOption::Basic, false)),
        measures: builder.add_text_field("measures", raw.clone()),
        machines: builder.add_text_field("machines", indexed(PLAIN, IndexRecordOption::Basic, false)),
        values: builder.add_bytes_field(column::VALUES, BytesOptions::default().set_fast()),
        sort_sku: builder.add_text_field(column::SORT_SKU, FAST),
        local: Locale::ALL.into_iter().map(|locale| local_fields(&mut builder, locale, &raw)).collect(),
    };
    (builder.build(), fields)
}

fn local_fields(builder: &mut SchemaBuilder, locale: Locale, raw: &TextOptions) -> LocalFields {
    let analyzer = analyzer_name(locale);
    LocalFields {
        locale,
        text: builder.add_text_field(&format!("text_{locale}"), indexed(analyzer, IndexRecordOption::WithFreqs, true)),
        name: builder.add_text_field(&format!("name_{locale}"), indexed(analyzer, IndexRecordOption::Basic, false)),
        keywords: builder.add_text_field(&format!("keywords_{locale}"), indexed(analyzer, IndexRecordOption::Basic, false)),
        words: builder.add_text_field(&format!("words_{locale}"), raw.clone()),
        sort_name: builder.add_text_field(sort_name_column(locale), FAST),
    }
}

impl Fields {
    /// The term that names a product, for replacing and deleting it.
    pub(super) fn key(&self, product: ProductId) -> Term {
        Term::from_field_bytes(self.product, product.uuid().as_bytes())
    }

    /// Flattens a product.
    pub(super) fn document(&self, document: &Document) -> TantivyDocument {
        let mut out = TantivyDocument::default();
        let (high, low) = document.product.uuid().as_u64_pair();
        out.add_bytes(self.product, document.product.uuid().as_bytes());
        out.add_u64(self.product_high, high);
        out.add_u64(self.product_low, low);
        out.add_f64(self.boost, f64::from(document.boost));
        out.add_u64(self.stamp, document.stamp);
        out.add_text(self.sort_sku, code::sort_key(&document.sku));
        self.add_codes(&mut out, document);
        for machine in &document.compatible_with {
            out.add_text(self.machines, machine);
        }
        for fields in &self.local {
            let texts = document.texts.iter().find(|texts| texts.locale == fields.locale);
            if let Some(texts) = texts {
                fields.add(&mut out, texts);
            }
            let shown = texts.or(document.texts.first()).map_or(&document.sku, |texts| &texts.name);
            out.add_text(fields.sort_name, code::sort_key(shown));
        }
        self.add_values(&mut out, document);
        out
    }

    fn add_codes(&self, out: &mut TantivyDocument, document: &Document) {
        let own: BTreeSet<String> = std::iter::once(&document.sku)
            .chain(&document.mpn)
            .chain(&document.other_codes)
            .map(|own| code::normalise(own))
            .chain(document.gtins.iter().chain(&document.other_codes).filter_map(|gtin| code::gtin(gtin)))
            .filter(|normal| !normal.is_empty())
            .collect();
        let mentions: BTreeSet<String> = document
            .texts
            .iter()
            .map(|texts| texts.name.as_str())
            .flat_map(code::mentioned)
            .chain(document.compatible_with.iter().flat_map(|machine| code::designations(machine)))
            .filter(|mention| !own.contains(mention))
            .collect();
        for mention in mentions {
            out.add_text(self.mentions, mention);
        }
        for own in own {
            out.add_text(self.fragments, &own);
            out.add_text(self.codes, own);
        }
    }

    fn add_values(&self, out: &mut TantivyDocument, document: &Document) {
        for category in &document.categories {
            out.add_bytes(self.values, &facet::category_term(*category));
        }
        if let Some(brand) = &document.brand {
            out.add_bytes(self.values, &facet::brand_term(brand));
            // A brand is a keyword in every language.
            for fields in &self.local {
                out.add_text(fields.keywords, brand);
            }
        }
        for Attribute { code, value, unit, filterable } in &document.attributes {
            if *filterable {
                out.add_bytes(self.values, &facet::value_term(code, value));
            }
            if let (Value::Number(micros), Some(unit)) = (value, unit)
                && let Some(term) = measure_term(*micros, *unit)
            {
                out.add_text(self.measures, term);
            }
        }
    }
}

impl LocalFields {
    fn add(&self, out: &mut TantivyDocument, texts: &LocalText) {
        out.add_text(self.text, &texts.name);
        out.add_text(self.name, &texts.name);
        out.add_text(self.text, &texts.description);
        for keyword in &texts.keywords {
            out.add_text(self.keywords, keyword);
        }
        let words: BTreeSet<String> = lex(&texts.name)
            .into_iter()
            .filter_map(|lexeme| match lexeme.kind {
                LexemeKind::Word(word) if word.len() <= 40 && word.chars().count() >= 3 && !code::has_digit(&word) => Some(word),
                _ => None,
            })
            .collect();
        for word in words {
            out.add_text(self.words, word);
        }
    }
}
