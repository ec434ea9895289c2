//! Lists as CSV: what is shown, as spreadsheets of the reader's language open it.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::{Ctx, ErrorKind, Locale};
use web::{Answer, Problem};

use crate::frame::Portal;
use crate::part::table::{Cell, Table};

/// More rows than this are exported over the API.
pub(crate) const MOST_ROWS: usize = 10_000;

/// A table as a download. Italian spreadsheets expect semicolons and decimal commas; the mark in front says UTF-8. A table
/// that is not all there is (`cut`) says so in its last row and in its name: nobody adds up a part for the whole.
pub(crate) fn download(portal: &Portal, ctx: &Ctx, name: &str, table: &Table, cut: bool) -> Answer<Response> {
    let delimiter = if ctx.locale == Locale::It { b';' } else { b',' };
    let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(b"\xef\xbb\xbf".to_vec());
    let failed = |error: ::csv::Error| Problem::new(ErrorKind::Internal, "web.internal", error.to_string());
    let heads = table.columns.iter().map(|column| column.words.clone().unwrap_or_else(|| portal.text(ctx, &column.label)));
    writer.write_record(heads).map_err(failed)?;
    for row in &table.rows {
        writer.write_record(row.cells.iter().map(|cell| words(portal, ctx, cell))).map_err(failed)?;
    }
    let most = table.rows.len().to_string();
    if cut {
        let words = portal.pages.text(ctx.locale, "csv-cut", &[("most", most.clone())]);
        let rest = table.columns.len().saturating_sub(1);
        writer.write_record(std::iter::once(words).chain(std::iter::repeat_n(String::new(), rest))).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| Problem::new(ErrorKind::Internal, "web.internal", error.to_string()))?;
    let part = if cut { format!("-1-{most}") } else { String::new() };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}{part}.csv\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// A cell as text: numbers with the language's decimal sign and nothing else, so that they can be added up.
fn words(portal: &Portal, ctx: &Ctx, cell: &Cell) -> String {
    let decimal = |plain: String| crate::frame::typed_decimal(&plain, ctx.locale);
    match cell {
        Cell::Nothing | Cell::Act { .. } => String::new(),
        Cell::Text { text } | Cell::Code { text, .. } => harmless(text),
        Cell::Two { text, below } => harmless(&format!("{text} {below}")),
        Cell::Link { text, below, .. } => {
            harmless(&below.as_ref().map_or_else(|| text.clone(), |below| format!("{text} {below}")))
        }
        Cell::Money { money } => decimal(money.amount()),
        Cell::Price { price } => decimal(price.amount()),
        Cell::Quantity { quantity } => decimal(quantity.value()),
        Cell::Count { count } => count.clone(),
        Cell::Percent { percent } => decimal(percent.clone()),
        Cell::Date { date } => date.to_string(),
        Cell::Moment { moment } => moment.to_string(),
        Cell::State { of, code } => portal.text(ctx, &format!("state-{of}-{code}")),
        Cell::Said { phrase } => said(portal, ctx, phrase),
        Cell::SaidAll { phrases } => phrases.iter().map(|phrase| said(portal, ctx, phrase)).collect::<Vec<_>>().join(", "),
        Cell::Times { quantity, text } => harmless(&format!("{} × {text}", decimal(quantity.value()))),
        Cell::Becomes { was, is } => format!("{} → {}", words(portal, ctx, was), words(portal, ctx, is)),
        Cell::Several { cells, .. } => cells.iter().map(|cell| words(portal, ctx, cell)).collect::<Vec<_>>().join("; "),
        Cell::Fields { fields } => {
            let each = fields.iter().map(|one| format!("{}: {}", said(portal, ctx, &one.name), words(portal, ctx, &one.cell)));
            each.collect::<Vec<_>>().join(", ")
        }
        Cell::YesNo { yes } => portal.text(ctx, if *yes { "yes" } else { "no" }),
    }
}

fn said(portal: &Portal, ctx: &Ctx, phrase: &web::page::Phrase) -> String {
    let plain = phrase.arguments.iter().map(|(name, value)| (name.as_str(), plain_argument(value)));
    portal.pages.text(ctx.locale, &phrase.key.replace('.', "-"), &plain.collect::<Vec<_>>())
}

fn plain_argument(value: &web::page::PhraseValue) -> String {
    use web::page::PhraseValue::{Count, Money, Quantity, Text};
    match value {
        Count(count) => count.to_string(),
        Money(money) => money.amount(),
        Quantity(quantity) => quantity.value(),
        Text(text) => text.clone(),
    }
}

/// A text that a spreadsheet must not take for a formula: customers write some of them.
fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}
