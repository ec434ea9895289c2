//! VAT rates: the list with a form for one more, and the form that corrects one.

use kernel::{Date, Percent, Version};
use web::page::Phrase;

use super::form::{FormPage, remembering};
use super::head::{Empty, Head};
use super::list::ListPage;
use super::record::Panel;
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::table::{Cell, Column, Row, Table};
use crate::part::{Pager, segment};
use crate::samples::{day, percent};

const HERE: &str = "/office/vat-rates";

#[derive(Debug, Clone)]
pub struct VatRow {
    pub country: String,
    pub category: String,
    pub rate: Percent,
    pub valid_from: Date,
    /// The last day; none while no later rate of the kind is known.
    pub valid_to: Option<Date>,
    /// `in_force`, `planned`, `past`.
    pub state: String,
    /// Written by the tenant, not by the law.
    pub own: bool,
}

/// What the forms hold, as text.
#[derive(Debug, Clone, Default)]
pub struct RateValues {
    pub country: String,
    pub category: String,
    pub valid_from: String,
    pub rate: String,
}

fn href(country: &str, category: &str, valid_from: &str) -> String {
    format!("{HERE}/{}/{}/{}", segment(country), segment(category), segment(valid_from))
}

fn category_key(category: &str) -> String {
    format!("office-tax-{category}")
}

pub fn list(rows: &[VatRow], form: Form) -> ListPage {
    let table = Table {
        columns: vec![
            Column::text("account-country"),
            Column::text("vat-kind"),
            Column::number("office-rate"),
            Column::text("office-list-from"),
            Column::text("office-list-to"),
            Column::text("filter-state"),
            Column::text("vat-source"),
        ],
        rows: rows.iter().map(row).collect(),
        pager: Pager::default(),
        row_testid: Some("vat-row".to_owned()),
        link_testid: None,
    };
    ListPage::new(Head::keyed("office-nav-vat").sub(Phrase::new("vat-sub")), table, Empty::of("vat", "receipt-tax"))
        .panel(Some(Panel::new("vat-add", "vat-add", form)))
}

fn row(rate: &VatRow) -> Row {
    let change = || href(&rate.country, &rate.category, &rate.valid_from.to_string());
    Row::new(vec![
        if rate.own { Cell::code_link(&rate.country, change()) } else { Cell::code(&rate.country) },
        Cell::Said { phrase: Phrase::new(category_key(&rate.category)) },
        Cell::Percent { percent: rate.rate.to_string() },
        Cell::Date { date: rate.valid_from },
        rate.valid_to.map_or(Cell::Nothing, |date| Cell::Date { date }),
        Cell::state("vat", &rate.state),
        Cell::Said { phrase: Phrase::new(if rate.own { "vat-source-own" } else { "vat-source-law" }) },
    ])
    .data("country", &rate.country)
    .data("category", &rate.category)
}

pub fn add_form(values: &RateValues) -> Form {
    let categories = ["standard", "reduced", "super_reduced"].map(|code| Choice::keyed(code, category_key(code))).to_vec();
    Form::new(HERE, "vat-add")
        .with(
            Field::text("country", "account-country")
                .required()
                .most(2)
                .hint("market-country-hint")
                .value(&values.country)
                .half(),
        )
        .with(Field::select("category", "vat-kind", categories).value(&values.category).half())
        .with(rate_field(values))
        .with(
            Field::new(FieldKind::Date, "valid_from", "office-list-from")
                .required()
                .hint("vat-from-hint")
                .value(&values.valid_from)
                .half(),
        )
}

fn rate_field(values: &RateValues) -> Field {
    Field::new(FieldKind::Decimal, "rate", "office-rate").required().addon("%").value(&values.rate).half()
}

pub fn change_form(values: &RateValues, version: Version) -> Form {
    let form = Form::new(href(&values.country, &values.category, &values.valid_from), "action-save")
        .with(Field::new(FieldKind::Fixed, "country", "account-country").value(&values.country).half())
        .with(Field::new(FieldKind::Fixed, "valid_from", "office-list-from").value(&values.valid_from).half())
        .with(rate_field(values));
    remembering(form.version(version))
}

pub fn change_page(values: &RateValues, form: Form) -> FormPage {
    let head = Head::keyed(&category_key(&values.category)).below("office-nav-vat", HERE);
    FormPage::new(head, form, HERE).intro("vat-change-note")
}

fn sample_values() -> RateValues {
    RateValues {
        country: "IT".to_owned(),
        category: "standard".to_owned(),
        valid_from: "2027-01-01".to_owned(),
        rate: "23".to_owned(),
    }
}

pub fn list_samples() -> Vec<ListPage> {
    let row = |category: &str, rate: &str, from: &str, to: Option<&str>, state: &str| VatRow {
        country: "IT".to_owned(),
        category: category.to_owned(),
        rate: percent(rate),
        valid_from: day(from),
        valid_to: to.map(day),
        state: state.to_owned(),
        own: state == "planned",
    };
    let rows = [
        row("standard", "23", "2027-01-01", None, "planned"),
        row("standard", "22", "2013-10-01", Some("2026-12-31"), "in_force"),
        row("standard", "21", "2011-09-17", Some("2013-09-30"), "past"),
        row("reduced", "10", "1995-02-24", None, "in_force"),
    ];
    vec![list(&rows, add_form(&sample_values()))]
}

pub fn form_samples() -> Vec<FormPage> {
    vec![change_page(&sample_values(), change_form(&sample_values(), 2))]
}
