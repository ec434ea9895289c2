//! The rules of a price list: the table on its page, and the form of one.

use kernel::{UnitPrice, Version};
use web::page::Phrase;

use super::form::{FormPage, remembering};
use super::head::{Button, Head, plain};
use super::price_list::PriceListFacts;
use super::price_lists::list_href;
use super::record::{Section, table};
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::table::{Cell, Column, Row};
use crate::part::with;
use crate::samples;

pub const SCOPES: [&str; 4] = ["product", "category", "brand", "all"];
pub const KINDS: [&str; 4] = ["fixed", "percent_off", "amount_off", "formula"];

/// A rule in the table.
#[derive(Debug, Clone)]
pub struct RuleRow {
    pub id: String,
    /// One of [`SCOPES`].
    pub scope: String,
    /// SKU, code or brand; empty for all.
    pub key: String,
    /// As a person writes it; empty for any quantity.
    pub from: String,
    pub effect: RuleWords,
}

/// What a rule does, as the table says it. Percentages and amounts are as a person writes them.
#[derive(Debug, Clone)]
pub enum RuleWords {
    Fixed(UnitPrice),
    PercentOff { percent: String, base: String },
    AmountOff { amount: String, base: String },
    Formula(String),
}

/// What the form of a rule holds, as text.
#[derive(Debug, Clone, Default)]
pub struct RuleValues {
    pub scope: String,
    pub key: String,
    pub from: String,
    /// One of [`KINDS`].
    pub kind: String,
    pub value: String,
    pub base: String,
    pub formula: String,
}

/// What a rule would make of a product's price.
#[derive(Debug, Clone)]
pub struct PreviewRow {
    pub sku: String,
    pub now: Option<UnitPrice>,
    pub then: Option<UnitPrice>,
}

pub fn rules(list: &PriceListFacts, base: &str) -> Section {
    let row = |rule: &RuleRow| {
        let key = if rule.key.is_empty() { "*" } else { &rule.key };
        let mut cells = vec![
            if list.may_manage { Cell::code_link(key, rule_href(base, &rule.id)) } else { Cell::code(key) },
            Cell::Said { phrase: Phrase::new(format!("office-rule-scope-{}", rule.scope)) },
            Cell::text(&rule.from),
            match &rule.effect {
                RuleWords::Fixed(price) => Cell::Price { price: *price },
                RuleWords::PercentOff { percent, base } => {
                    Cell::Said { phrase: Phrase::new("office-rule-percent").with("percent", percent).with("base", base) }
                }
                RuleWords::AmountOff { amount, base } => {
                    Cell::Said { phrase: Phrase::new("office-rule-amount").with("amount", amount).with("base", base) }
                }
                RuleWords::Formula(text) => Cell::code(text),
            },
        ];
        if list.may_manage {
            let action = with(&format!("{}/remove", rule_href(base, &rule.id)), "version", &list.version.to_string());
            cells.push(Cell::Act { action, key: "office-remove".to_owned(), confirm: None, testid: None, data: Vec::new() });
        }
        Row::new(cells)
    };
    let mut columns = vec![
        Column::text("office-rule-for"),
        Column::text("office-rule-scope"),
        Column::text("office-rule-from"),
        Column::text("office-rule-kind"),
    ];
    if list.may_manage {
        columns.push(Column::text("office-remove"));
    }
    let rows = list.rules.iter().map(row).collect();
    Section::table("rules", "office-rules", table(columns, rows, "price-rule-row", None))
        .note("office-rules-note")
        .empty("office-rules-none")
        .button_if(list.may_manage, || Button::go("office-rule-new", format!("{base}/rules/new")).icon("plus"))
}

fn rule_href(base: &str, id: &str) -> String {
    format!("{base}/rules/{id}")
}

/// The form of a rule; a new one has no id.
pub fn rule_form(code: &str, id: Option<&str>, values: &RuleValues, (bases, version): (&[String], Version)) -> Form {
    let keyed = |codes: &[&str], stem: &str| {
        codes.iter().map(|code| Choice::keyed(*code, format!("{stem}{code}"))).collect::<Vec<Choice>>()
    };
    let lists = std::iter::once(Choice::keyed("", "office-rule-base-none"));
    let lists = lists.chain(bases.iter().map(|code| Choice::named(code, code))).collect();
    let action = id.map_or_else(|| format!("{}/rules", list_href(code)), |id| rule_href(&list_href(code), id));
    let form = Form::new(action, "action-save")
        .version(version)
        .with(Field::select("scope", "office-rule-scope", keyed(&SCOPES, "office-rule-scope-")).value(&values.scope).half())
        .with(Field::text("key", "office-rule-key").most(100).hint("office-rule-key-hint").value(&values.key).half())
        .with(
            Field::new(FieldKind::Decimal, "from_quantity", "office-rule-from")
                .hint("office-rule-from-hint")
                .value(&values.from)
                .half(),
        )
        .with(Field::select("kind", "office-rule-kind", keyed(&KINDS, "office-rule-kind-")).value(&values.kind).half())
        .with(
            Field::new(FieldKind::Decimal, "value", "office-rule-value")
                .hint("office-rule-value-hint")
                .value(&values.value)
                .half(),
        )
        .with(Field::select("base", "office-rule-base", lists).hint("office-rule-base-hint").value(&values.base).half())
        .with(Field::text("formula", "office-rule-formula").most(300).hint("office-rule-formula-hint").value(&values.formula));
    remembering(form).with(Field::new(FieldKind::Check, "try", "office-rule-try").testid("rule-try"))
}

pub fn rule_page((code, name): (&str, &str), is_new: bool, form: Form) -> FormPage {
    let head = if is_new { Head::keyed("office-rule-new") } else { Head::keyed("office-rules") };
    let head = head.below("office-nav-price-lists", "/office/price-lists").below_named(name, list_href(code)).sub(plain(code));
    FormPage::new(head, form, format!("{}#rules", list_href(code))).intro("office-rule-intro")
}

/// What the rule would give, beside its form.
pub fn preview(rows: &[PreviewRow]) -> Section {
    let price = |price: Option<UnitPrice>| price.map_or(Cell::Nothing, |price| Cell::Price { price });
    let row = |one: &PreviewRow| Row::new(vec![Cell::code(&one.sku), price(one.now), price(one.then)]);
    let columns = vec![Column::text("find-product"), Column::number("office-rule-now"), Column::number("office-rule-then")];
    let rows = rows.iter().map(row).collect();
    Section::table("preview", "office-rule-preview", table(columns, rows, "rule-preview-row", None))
        .note("office-rule-preview-note")
        .empty("office-rule-preview-none")
}

pub fn sample_rules() -> Vec<RuleRow> {
    let row = |scope: &str, key: &str, from: &str, effect| RuleRow {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        scope: scope.to_owned(),
        key: key.to_owned(),
        from: from.to_owned(),
        effect,
    };
    let base = || "LIST-2026".to_owned();
    vec![
        row("product", "6204-2RSH", "", RuleWords::Fixed(samples::price("4.42"))),
        row("category", "bearings", "10", RuleWords::PercentOff { percent: "12.5".to_owned(), base: base() }),
        row("brand", "skf", "", RuleWords::AmountOff { amount: "0.50".to_owned(), base: base() }),
        row("all", "", "", RuleWords::Formula("list(\"LIST-2026\") * 0.92 rounded to 0.05".to_owned())),
    ]
}

pub fn form_samples() -> Vec<FormPage> {
    let list = ("ROSSI-2026", "Accordo quadro Officine Rossi 2026");
    let bases = ["LIST-2026".to_owned(), "METAL-2026".to_owned()];
    let values = RuleValues {
        scope: "category".to_owned(),
        key: "bearings".to_owned(),
        from: "10".to_owned(),
        kind: "formula".to_owned(),
        formula: "list(\"LIST-2026\") * 0.92 rounded to 0.05".to_owned(),
        ..RuleValues::default()
    };
    let blank = RuleValues { scope: "category".to_owned(), kind: "percent_off".to_owned(), ..RuleValues::default() };
    let fault = kernel::FieldFault::new("formula", "formula_comma", "a comma").at_character(14);
    let wrong = rule_form(list.0, None, &values, (&bases, 31)).refused(&[], &[fault]);
    let shown = PreviewRow { sku: "6204-2RSH".to_owned(), now: Some(samples::price("4.86")), then: Some(samples::price("4.42")) };
    let rows = [shown, PreviewRow { sku: "6204-2Z".to_owned(), now: None, then: None }];
    vec![
        rule_page(list, true, rule_form(list.0, None, &blank, (&bases, 31))),
        rule_page(list, false, rule_form(list.0, Some("x"), &values, (&bases, 31))).side(preview(&rows)),
        rule_page(list, true, wrong).side(preview(&[])),
    ]
}
