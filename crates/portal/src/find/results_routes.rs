//! The catalogue's front page, results, and the suggestions below the search box.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use catalog::{CategoryNode, Product};
use kernel::{CategoryId, Ctx, FieldFault};
use search::{AskedFilter, FacetKind, FacetView as Facet, FoundProduct, Ordering, Results, SearchAsk, SearchError, SuggestAsk};
use web::Answer;
use web::page::{Flash, FlashKind, Phrase};

use super::columns::{column, columns, values};
use super::export;
use super::results::{
    CataloguePage, CategoryGroup, CategoryTile, FacetValueView, FacetView, QuerySuggestion, ResultsPage, ResultsView,
    SuggestedProduct, SuggestionsPart,
};
use crate::frame::{Portal, Visit};
use crate::part::form::Choice;
use crate::part::product::ProductView;
use crate::part::table::Chip;
use crate::part::{Crumb, Pager, with, without};
use crate::view;

const PAGE_SIZE: u16 = 25;
/// Products that are asked for at once when all are exported.
const EXPORT_PAGE: u16 = 200;
/// Filters that stand open at first; the others show their heads.
const OPEN_FACETS: usize = 8;

/// What the address asks for.
struct Wish {
    ask: SearchAsk,
    page: u64,
    view: ResultsView,
}

fn read(visit: &Visit) -> Wish {
    let query = visit.path.split_once('?').map_or("", |(_, query)| query);
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(query.as_bytes()).into_owned().filter(|(_, value)| !value.is_empty()).collect();
    let one = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
    let filter = |(name, value): &(String, String)| {
        let attribute = name.strip_prefix("filter[")?.strip_suffix(']')?;
        Some(AskedFilter { attribute: attribute.to_owned(), value: value.clone() })
    };
    let page = one("page").and_then(|page| page.parse::<u64>().ok()).unwrap_or(1).clamp(1, 1_000_000);
    Wish {
        ask: SearchAsk {
            text: one("q").unwrap_or_default(),
            categories: one("category").into_iter().collect(),
            filters: pairs.iter().filter_map(filter).collect(),
            compatible_with: one("compatible_with"),
            facets: true,
            order: one("sort").and_then(|sort| Ordering::parse(&sort)).unwrap_or_default(),
            limit: Some(PAGE_SIZE),
            after: (page > 1).then(|| ((page - 1) * u64::from(PAGE_SIZE)).to_string()),
        },
        page,
        view: if one("view").as_deref() == Some("cards") { ResultsView::Cards } else { ResultsView::Table },
    }
}

pub(super) async fn catalogue(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let wish = read(&visit);
    let ask = &wish.ask;
    if ask.text.is_empty() && ask.categories.is_empty() && ask.filters.is_empty() && ask.compatible_with.is_none() {
        return portal.page(&visit, &front(&portal, &visit.ctx)).await;
    }
    let results = match portal.parts.finder.search(&visit.ctx, ask) {
        Ok(results) => results,
        Err(SearchError::Invalid(faults)) => {
            // A filter of yesterday, a category that was renamed: what can be searched is, and what cannot is told.
            let (path, dropped) = without_unknown(&visit.path, &faults);
            if dropped.is_empty() {
                return Err(SearchError::Invalid(faults).into());
            }
            let phrase = Phrase::new("flash-filters-dropped").with("filters", dropped.join(", "));
            return Ok(visit.go(&portal, &path, Some(Flash::new(FlashKind::Warning, phrase))));
        }
        Err(error) => return Err(error.into()),
    };
    let last = Pager::last_page(u64::from(PAGE_SIZE), u64::try_from(results.total).unwrap_or(u64::MAX));
    if wish.page > last {
        return Ok(visit.go(&portal, &with(&visit.path, "page", &last.to_string()), None));
    }
    portal.page(&visit, &results_page(&portal, &visit, &wish, results)).await
}

/// The address without the category and the filters that nothing is known of, and what these were.
fn without_unknown(address: &str, faults: &[FieldFault]) -> (String, Vec<String>) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_unknown = |name: &str| {
        let filters = name == "category" || name.starts_with("filter[");
        filters && faults.iter().any(|fault| fault.field == name)
    };
    let (gone, kept): (Vec<(String, String)>, Vec<_>) =
        form_urlencoded::parse(query.as_bytes()).into_owned().partition(|(name, _)| is_unknown(name));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    (
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") },
        gone.into_iter().map(|(_, value)| value).collect(),
    )
}

/// The products found, all pages of them, as CSV: codes, prices and stock, and every attribute of the columns.
pub(super) async fn export(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let ctx = &visit.ctx;
    let mut ask = SearchAsk { facets: false, limit: Some(EXPORT_PAGE), after: None, ..read(&visit).ask };
    let mut found: Vec<FoundProduct> = Vec::new();
    let mut total;
    loop {
        let results = portal.parts.finder.search(ctx, &ask)?;
        total = results.total;
        let none = results.items.is_empty();
        found.extend(results.items);
        if none || found.len() >= results.total.min(view::csv::MOST_ROWS) {
            break;
        }
        ask.after = Some(found.len().to_string());
    }
    let products: Vec<Arc<Product>> = found.iter().map(|found| found.product.clone()).collect();
    let columns = columns(&products);
    let rows: Vec<ProductView> = found.iter().map(|found| product(&portal, ctx, found, &columns)).collect();
    let named: Vec<_> = columns.iter().map(|attribute| column(attribute, ctx.locale)).collect();
    let sign = |unit: &str| kernel::Unit::parse(unit).map(|unit| format!(" [{}]", unit.symbol())).unwrap_or_default();
    let heads = named.iter().map(|column| format!("{}{}", column.label, column.unit.as_deref().map(sign).unwrap_or_default()));
    let table = export::table(&heads.collect::<Vec<String>>(), &rows, ctx.locale);
    let name = portal.text(ctx, "export-products-name");
    view::csv::download(&portal, ctx, &name, &table, found.len() < total)
}

/// What there is, by what it is.
fn front(portal: &Portal, ctx: &Ctx) -> CataloguePage {
    let tree = portal.parts.catalogue.categories(ctx.tenant);
    let filled = |node: &&CategoryNode| node.products > 0;
    let groups = tree.iter().filter(filled).map(|node| CategoryGroup {
        category: tile(portal, ctx, node, "/catalogue"),
        children: node.children.iter().filter(filled).map(|child| tile(portal, ctx, child, "/catalogue")).collect(),
    });
    let total = tree.iter().map(|node| node.products).sum::<usize>();
    CataloguePage { groups: groups.collect(), total: u64::try_from(total).unwrap_or(u64::MAX) }
}

fn tile(portal: &Portal, ctx: &Ctx, node: &CategoryNode, here: &str) -> CategoryTile {
    CategoryTile {
        name: node.category.name(ctx.locale).to_owned(),
        href: with(here, "category", &node.category.code),
        picture: category_picture(portal, ctx, node.category.id, &node.category.code),
        count: u64::try_from(node.products).unwrap_or(u64::MAX),
    }
}

/// The picture of the category's first product that has one; looked up once in a while.
fn category_picture(portal: &Portal, ctx: &Ctx, id: CategoryId, code: &str) -> Option<String> {
    let key = (ctx.tenant, id);
    if let Some(known) = portal.category_pictures.get(&key) {
        return known;
    }
    let ask = SearchAsk { categories: vec![code.to_owned()], limit: Some(5), ..SearchAsk::default() };
    let found = portal.parts.finder.search(ctx, &ask).map(|results| results.items).unwrap_or_default();
    let picture = found.iter().find_map(|found| view::product::picture(&portal.parts.catalogue, ctx, &found.product));
    portal.category_pictures.insert(key, picture.clone());
    picture
}

fn results_page(portal: &Portal, visit: &Visit, wish: &Wish, results: Results) -> ResultsPage {
    let (ctx, ask) = (&visit.ctx, &wish.ask);
    let here = without(&visit.path, "page");
    let products: Vec<Arc<Product>> = results.items.iter().map(|found| found.product.clone()).collect();
    let columns = columns(&products);
    let total = u64::try_from(results.total).unwrap_or(u64::MAX);
    let facets = facets(portal, ctx, &results);
    let (table, cards) = (without(&here, "view"), with(&here, "view", "cards"));
    let sorts = Ordering::ALL.iter().map(|order| Choice {
        selected: *order == ask.order,
        ..Choice::keyed(order.code(), format!("find-sort-{}", order.code()))
    });
    ResultsPage {
        crumbs: crumbs(portal, ctx, ask),
        title: category(portal, ctx, ask).map(|category| category.name(ctx.locale).to_owned()),
        query: ask.text.clone(),
        subcategories: subcategories(portal, ctx, ask, &results, &here),
        columns: columns.iter().map(|attribute| column(attribute, ctx.locale)).collect(),
        products: results.items.iter().map(|found| product(portal, ctx, found, &columns)).collect(),
        total,
        active: chips(portal, ctx, ask, &results, &here),
        unlisted: unlisted(ask, &facets),
        facets,
        filters_open: visit.headers.contains_key("hx-request"),
        sorts: sorts.collect(),
        pager: Pager::by_place(&here, wish.page, u64::from(PAGE_SIZE), total),
        suggestions: results
            .suggestions
            .iter()
            .map(|text| QuerySuggestion { text: text.clone(), href: with("/catalogue", "q", text) })
            .collect(),
        other_view: if wish.view == ResultsView::Table { cards } else { table },
        view: wish.view,
        unfiltered: kept(ask, wish.view, false)
            .into_iter()
            .fold("/catalogue".to_owned(), |address, (name, value)| with(&address, &name, &value)),
        kept: kept(ask, wish.view, true),
        export: without(&here, "view").replacen("/catalogue", "/catalogue.csv", 1),
        query_id: Some(results.query_id).filter(|_| !ask.text.is_empty()),
        here,
    }
}

/// A product found, with what the search already knows of price and stock.
pub(super) fn product(portal: &Portal, ctx: &Ctx, found: &FoundProduct, columns: &[Arc<catalog::Attribute>]) -> ProductView {
    let product = &found.product;
    ProductView {
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        brand: product.brand.as_ref().map(|brand| brand.to_string()),
        mpn: product.mpn.as_ref().map(ToString::to_string),
        customer_sku: found.customer_sku.as_ref().map(ToString::to_string),
        picture: view::product::picture(&portal.parts.catalogue, ctx, product),
        values: values(product, columns, ctx.locale),
        price: found.price.as_ref().map(|price| view::price::price_view(price, product.packaging.minimum())),
        availability: found
            .supply
            .as_ref()
            .map_or_else(|| view::stock::availability(&portal.parts.stock, ctx, product), view::stock::supply_view),
        packaging: view::product::packaging(product),
        matched_by: found.matched_by.iter().map(|matched| matched.code().to_owned()).collect(),
    }
}

fn category(portal: &Portal, ctx: &Ctx, ask: &SearchAsk) -> Option<Arc<catalog::Category>> {
    portal.parts.catalogue.category_by_code(ctx.tenant, ask.categories.first()?)
}

fn crumbs(portal: &Portal, ctx: &Ctx, ask: &SearchAsk) -> Vec<Crumb> {
    let root = Crumb::link(portal.text(ctx, "nav-catalogue"), "/catalogue");
    let Some(category) = category(portal, ctx, ask) else { return vec![root] };
    let path = portal.parts.catalogue.category_path(ctx.tenant, category.id);
    let last = path.len().saturating_sub(1);
    let crumb = |(place, category): (usize, &Arc<catalog::Category>)| match place == last {
        true => Crumb::here(category.name(ctx.locale)),
        false => Crumb::link(category.name(ctx.locale), with("/catalogue", "category", &category.code)),
    };
    std::iter::once(root).chain(path.iter().enumerate().map(crumb)).collect()
}

/// Where to go deeper: categories among the results of a search, else the children of the category looked at.
fn subcategories(portal: &Portal, ctx: &Ctx, ask: &SearchAsk, results: &Results, here: &str) -> Vec<CategoryTile> {
    let facet = results.facets.iter().find(|facet| facet.kind == FacetKind::Category);
    let counted = facet.into_iter().flat_map(|facet| &facet.values).filter(|value| ask.categories.first() != Some(&value.value));
    let tiles = counted.filter_map(|value| {
        let category = portal.parts.catalogue.category_by_code(ctx.tenant, &value.value)?;
        Some(CategoryTile {
            name: value.label.clone(),
            href: with(here, "category", &value.value),
            picture: category_picture(portal, ctx, category.id, &category.code),
            count: u64::from(value.count),
        })
    });
    tiles.take(10).collect()
}

fn facets(portal: &Portal, ctx: &Ctx, results: &Results) -> Vec<FacetView> {
    let shown = results.facets.iter().filter(|facet| facet.kind != FacetKind::Category && !facet.values.is_empty());
    shown.enumerate().map(|(place, facet)| facet_view(portal, ctx, facet, place)).collect()
}

fn facet_view(portal: &Portal, ctx: &Ctx, facet: &Facet, place: usize) -> FacetView {
    let value = |value: &search::ValueView| FacetValueView {
        value: value.value.clone(),
        label: match (facet.kind, value.value.as_str()) {
            (FacetKind::Boolean, "true") => portal.text(ctx, "yes"),
            (FacetKind::Boolean, _) => portal.text(ctx, "no"),
            _ => value.label.clone(),
        },
        count: u64::from(value.count),
        selected: value.selected,
    };
    FacetView {
        attribute: facet.attribute.clone(),
        label: facet_label(portal, ctx, facet),
        unit: facet.unit.map(|unit| unit.code().to_owned()),
        name: format!("filter[{}]", facet.attribute),
        numeric: facet.kind == FacetKind::Number,
        values: facet.values.iter().map(value).collect(),
        open: place < OPEN_FACETS || facet.values.iter().any(|value| value.selected),
    }
}

fn facet_label(portal: &Portal, ctx: &Ctx, facet: &Facet) -> String {
    if facet.kind == FacetKind::Brand { portal.text(ctx, "code-brand") } else { facet.label.clone() }
}

/// The filters in force that no box stands for: ranges, and values that nothing found has.
fn unlisted(ask: &SearchAsk, facets: &[FacetView]) -> Vec<(String, String)> {
    let has_a_box = |filter: &AskedFilter| {
        let facet = facets.iter().find(|facet| facet.attribute == filter.attribute);
        facet.is_some_and(|facet| facet.values.iter().any(|value| value.selected && value.value == filter.value))
    };
    let rest = ask.filters.iter().filter(|filter| !has_a_box(filter));
    rest.map(|filter| (format!("filter[{}]", filter.attribute), filter.value.clone())).collect()
}

/// The filters in force, each with the address without it.
fn chips(portal: &Portal, ctx: &Ctx, ask: &SearchAsk, results: &Results, here: &str) -> Vec<Chip> {
    let chip = |filter: &AskedFilter| {
        let facet = results.facets.iter().find(|facet| facet.attribute == filter.attribute);
        let value = facet.and_then(|facet| facet.values.iter().find(|value| value.value == filter.value));
        let words = value.map_or(filter.value.as_str(), |value| value.label.as_str());
        let words = match facet.map(|facet| facet.kind) {
            Some(FacetKind::Number) => {
                portal.pages.tools(ctx.locale).map_or_else(|| words.to_owned(), |tools| tools.numbers.decimal(words))
            }
            Some(FacetKind::Boolean) => portal.text(ctx, if filter.value == "true" { "yes" } else { "no" }),
            _ => words.to_owned(),
        };
        let unit = facet.and_then(|facet| facet.unit).map(|unit| format!("\u{a0}{}", unit.symbol())).unwrap_or_default();
        let label = facet.map_or_else(|| filter.attribute.clone(), |facet| facet_label(portal, ctx, facet));
        Chip {
            text: format!("{label}: {words}{unit}"),
            remove: without_value(here, &format!("filter[{}]", filter.attribute), &filter.value),
            attribute: filter.attribute.clone(),
            value: filter.value.clone(),
        }
    };
    ask.filters.iter().map(chip).collect()
}

/// The address without one of the values of a parameter.
fn without_value(address: &str, name: &str, value: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(own, its)| !(own == name && its == value));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// What the filter form carries along.
fn kept(ask: &SearchAsk, view: ResultsView, with_order: bool) -> Vec<(String, String)> {
    let text = (!ask.text.is_empty()).then(|| ("q".to_owned(), ask.text.clone()));
    let category = ask.categories.first().map(|code| ("category".to_owned(), code.clone()));
    let machine = ask.compatible_with.as_ref().map(|machine| ("compatible_with".to_owned(), machine.clone()));
    let cards = (view == ResultsView::Cards).then(|| ("view".to_owned(), "cards".to_owned()));
    let order = (with_order && ask.order != Ordering::default()).then(|| ("sort".to_owned(), ask.order.code().to_owned()));
    [text, category, machine, cards, order].into_iter().flatten().collect()
}

/// The list below the search box: a fragment, not a page.
pub(super) async fn suggest(State(portal): State<Portal>, visit: Visit) -> Answer<Response> {
    let ctx = &visit.ctx;
    let text = visit.parameter("q").unwrap_or_default();
    let found = portal.parts.finder.suggest(ctx, &SuggestAsk { text: text.clone(), limit: 6 })?;
    let categories = found.categories.iter().map(|suggested| CategoryTile {
        name: suggested.category.name(ctx.locale).to_owned(),
        href: with("/catalogue", "category", &suggested.category.code),
        picture: None,
        count: u64::try_from(suggested.products).unwrap_or(u64::MAX),
    });
    let products = found.products.iter().map(|found| {
        let product = product(&portal, ctx, found, &[]);
        SuggestedProduct {
            sku: product.sku,
            name: product.name,
            picture: product.picture,
            price: product.price,
            availability: product.availability,
        }
    });
    let part = SuggestionsPart { query: text, categories: categories.collect(), products: products.collect() };
    portal.page(&visit, &part).await
}

#[cfg(test)]
mod tests;
