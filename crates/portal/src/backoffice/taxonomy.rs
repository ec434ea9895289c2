//! Categories: what products are sorted by. Attributes and families are in `attributes.rs`.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use catalog::category::service::{category, code_of, create_category, permit_to_manage, update_category};
use catalog::{Category, CategoryDraft, CategoryNode, Language, Texts};
use kernel::{Action, Ctx, FieldFault, Locale, folded};
use web::{Answer, Doors, Needs, Path};

use super::common::{Outcome, begin, commit, conflicting, judged, page_number, reader, refused, renamed, saved, taken, whole};
use super::product_edit::in_both;
use super::products::category_choices;
use super::view::form::FormPage;
use super::view::taxonomy::{CategoryRow, CategoryValues, categories, category_form, form_page};
use crate::frame::{FormData, Portal, Visit};
use crate::part::Pager;

const LIST: &str = "/office/categories";
/// Rows on a page of categories, attributes or families: a catalogue may have thousands.
const PAGE: usize = 100;

pub(super) fn doors() -> Doors<Portal> {
    let manages = Needs::May(Action::CatalogManage);
    Doors::new()
        .page(manages, "GET", "/office/categories", get(show_list))
        .page(manages, "POST", "/office/categories", post(create))
        .page(manages, "GET", "/office/categories/new", get(new))
        .page(manages, "GET", "/office/categories/{code}", get(edit))
        .page(manages, "POST", "/office/categories/{code}", post(save))
}

async fn show_list(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let mut rows = Vec::new();
    grow(&portal.parts.catalogue.categories(visit.ctx.tenant), &mut Vec::new(), visit.ctx.locale, &mut rows);
    let text: String = visit.parameter("q").unwrap_or_default().chars().take(200).collect();
    rows.retain(|row| holds(&text, [&row.code, &row.name]));
    let (rows, pager) = paged(&visit, rows);
    portal.page(&visit, &categories(&text, &rows, pager)).await
}

/// Whether a code or a name holds what was typed, whatever the case and the accents.
pub(super) fn holds(text: &str, named: [&str; 2]) -> bool {
    let wanted = folded(text.trim());
    named.into_iter().any(|name| folded(name).contains(&wanted))
}

/// The rows of the page that was asked for, and the way through the others.
pub(super) fn paged<Row>(visit: &Visit, rows: Vec<Row>) -> (Vec<Row>, Pager) {
    let (size, total) = (u64::try_from(PAGE).unwrap_or(100), u64::try_from(rows.len()).unwrap_or(u64::MAX));
    let number = page_number(visit).min(Pager::last_page(size, total));
    let skip = usize::try_from(number - 1).unwrap_or(0).saturating_mul(PAGE);
    (rows.into_iter().skip(skip).take(PAGE).collect(), Pager::by_place(&visit.path, number, size, total))
}

/// The tree in reading order; `path` holds the names above.
fn grow(nodes: &[CategoryNode], path: &mut Vec<String>, locale: Locale, rows: &mut Vec<CategoryRow>) {
    for node in nodes {
        rows.push(CategoryRow {
            code: node.category.code.to_string(),
            name: node.category.name(locale).to_owned(),
            path: path.clone(),
            products: u64::try_from(node.products).unwrap_or(u64::MAX),
            drawing: node.category.drawing.as_ref().map(ToString::to_string),
        });
        path.push(node.category.name(locale).to_owned());
        grow(&node.children, path, locale, rows);
        path.pop();
    }
}

/// The names of a form's two languages, in place of those that were there.
pub(super) fn names_sent(form: &FormData, before: Option<&Texts>) -> Texts {
    in_both(before.unwrap_or(&Texts::default()), form.text("name_it"), form.text("name_en"))
}

/// What the rooms call names, as the forms do.
pub(super) fn as_fields(faults: Vec<FieldFault>) -> Vec<FieldFault> {
    renamed(faults, &[("names", "name_it"), ("names.it", "name_it"), ("names.en", "name_en")])
}

fn sent(form: &FormData, before: Option<&Texts>) -> Result<CategoryDraft, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let position = taken(&mut faults, whole(form, "position"));
    match position {
        Some(position) => Ok(CategoryDraft {
            code: form.text("code").to_owned(),
            parent: form.optional("parent"),
            position,
            names: names_sent(form, before),
            drawing: form.optional("drawing"),
        }),
        None => Err(faults),
    }
}

/// What it may stand below: everything but itself. The room refuses circles.
fn parents(portal: &Portal, ctx: &Ctx, own: &str) -> Vec<(String, String)> {
    category_choices(portal, ctx).into_iter().filter(|(code, _)| code != own).collect()
}

fn new_page(portal: &Portal, ctx: &Ctx) -> FormPage {
    form_page("category", category_form(&CategoryValues::default(), &parents(portal, ctx, ""), None), None)
}

async fn new(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    portal.page(&visit, &new_page(&portal, &visit.ctx)).await
}

async fn create(State(portal): State<Portal>, visit: Visit, form: FormData) -> Answer<Response> {
    let permit = permit_to_manage(&visit.ctx)?;
    let faults = match sent(&form, None) {
        Ok(draft) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(create_category(&mut tx, &draft, &permit).await)? {
                Outcome::Done(_) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, LIST, saved()));
                }
                Outcome::Refused(faults) => as_fields(faults),
                Outcome::Moved => Vec::new(),
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, new_page(&portal, &visit.ctx), &form, &faults).await
}

async fn edit_page(portal: &Portal, ctx: &Ctx, code: &str) -> Answer<(Category, FormPage)> {
    let category = category(reader(portal), ctx, code).await?;
    let text = |language| category.names.exactly(language).unwrap_or_default().to_owned();
    let values = CategoryValues {
        code: category.code.to_string(),
        name_it: text(Language::IT),
        name_en: text(Language::EN),
        parent: code_of(reader(portal), ctx, category.parent).await?.unwrap_or_default(),
        position: category.position,
        drawing: category.drawing.as_ref().map(ToString::to_string).unwrap_or_default(),
    };
    let form = category_form(&values, &parents(portal, ctx, code), Some(category.version));
    let page = form_page("category", form, Some(category.name(ctx.locale)));
    Ok((category, page))
}

async fn edit(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>) -> Answer<Response> {
    let (_, page) = edit_page(&portal, &visit.ctx, &code).await?;
    portal.page(&visit, &page).await
}

async fn save(State(portal): State<Portal>, visit: Visit, Path(code): Path<String>, form: FormData) -> Answer<Response> {
    let (permit, seen) = (permit_to_manage(&visit.ctx)?, form.version()?);
    let (category, page) = edit_page(&portal, &visit.ctx, &code).await?;
    let faults = match sent(&form, Some(&category.names)) {
        Ok(draft) => {
            let (mut tx, since) = begin(&portal, &visit.ctx).await?;
            match judged(update_category(&mut tx, &code, seen, &draft, &permit).await)? {
                Outcome::Done(_) => {
                    commit(&portal, tx, since).await?;
                    return Ok(visit.go(&portal, LIST, saved()));
                }
                Outcome::Refused(faults) => as_fields(faults),
                Outcome::Moved => {
                    drop(tx);
                    return conflicting(&portal, &visit, page, &form, ("category", &code)).await;
                }
            }
        }
        Err(faults) => faults,
    };
    refused(&portal, &visit, page, &form, &faults).await
}
