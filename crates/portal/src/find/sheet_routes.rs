//! The data sheet and the files of a product.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::customer_sku::service::{permit_to_change, put_customer_sku, remove_customer_sku};
use catalog::{FileKind, FileLocation, Product, ProductFile, RelationKind, RelationTarget};
use kernel::{Action, Ctx, Fault, Scope};
use search::{DataSheet, Related, Signal, SignalKind};
use store::BlobId;
use web::page::{Flash, Phrase};
use web::{Answer, Path, Problem};

use super::sheet::{FileView, PictureView, PositionView, RelationGroup, SheetPage, Successor};
use crate::frame::{FormData, Portal, Visit};
use crate::part::form::{Field, Form};
use crate::part::product::{AvailabilityState, AvailabilityView};
use crate::part::{Crumb, segment, with};
use crate::view;

/// Related products of one kind that are shown.
const MOST_RELATED: usize = 60;

pub(super) async fn sheet(State(portal): State<Portal>, visit: Visit, Path(sku): Path<String>) -> Answer<Response> {
    let sheet = portal.parts.finder.sheet(&visit.ctx, &sku)?;
    let query_id = visit.parameter("from");
    if let Some(query_id) = query_id.clone() {
        note_click(&portal, &visit.ctx, query_id, &sheet.product);
    }
    let page = page(&portal, &visit, &sheet, query_id);
    portal.page(&visit, &at_quantity(&portal, &visit, &sheet.product, page)).await
}

/// The sheet with the price of the quantity that its address asks for; as it is when that is none.
fn at_quantity(portal: &Portal, visit: &Visit, product: &Product, page: SheetPage) -> SheetPage {
    let Some(typed) = visit.parameter("quantity").filter(|typed| !typed.trim().is_empty()) else { return page };
    let form = FormData::new(vec![("quantity".to_owned(), typed.clone())]);
    let asked = form.quantity("quantity", product.unit(), visit.ctx.locale).ok().filter(|quantity| quantity.is_positive());
    let Some(quantity) = asked else { return SheetPage { quantity: typed, ..page } };
    // What cannot be had is priced as what will be: the least that is sold.
    let priced = if quantity.micros() < product.packaging.minimum().micros() { product.packaging.minimum() } else { quantity };
    let price = view::product::price_at(portal, &visit.ctx, product, (Some(priced), true)).or(page.price);
    SheetPage { quantity: quantity.value(), price, ..page }
}

/// A quantity that was not taken: as it was typed, and why.
pub(crate) struct Refused {
    pub quantity: String,
    pub why: Phrase,
    pub query_id: Option<String>,
}

/// The data sheet again after its quantity was refused.
pub(crate) async fn refused_sheet(portal: &Portal, visit: &Visit, sheet: &DataSheet, refused: Refused) -> Answer<Response> {
    let Refused { quantity, why, query_id } = refused;
    let page = SheetPage { quantity, quantity_error: Some(why), ..page(portal, visit, sheet, query_id) };
    portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, &page).await
}

/// Notes that a search led here; nobody waits for it, and a click that cannot be noted is no reason to fail.
fn note_click(portal: &Portal, ctx: &Ctx, query_id: String, product: &Product) {
    let (portal, ctx, sku) = (portal.clone(), ctx.clone(), product.sku.to_string());
    tokio::spawn(async move {
        let Ok(mut tx) = portal.parts.ground.begin(&ctx).await else { return };
        let signal = Signal { query_id, sku, kind: SignalKind::Click };
        if search::signal(&ctx, &mut tx, &portal.parts.finder, &signal).is_ok()
            && let Err(error) = tx.commit().await
        {
            tracing::warn!(%error, "a click could not be noted");
        }
    });
}

fn page(portal: &Portal, visit: &Visit, sheet: &DataSheet, query_id: Option<String>) -> SheetPage {
    let (ctx, product) = (&visit.ctx, &sheet.product);
    let (positions, relations) = relations(portal, ctx, sheet);
    let promise = sheet.supply.as_ref().and_then(|supply| supply.promise.as_ref());
    let availability = match &sheet.supply {
        Some(supply) => view::stock::supply_view(&supply.supply),
        None => view::stock::availability(&portal.parts.stock, ctx, product),
    };
    let may_buy = ctx.account().is_some_and(|account| ctx.may(Action::CartEdit, Scope::Account(account)));
    SheetPage {
        crumbs: crumbs(portal, ctx, sheet),
        sku: product.sku.to_string(),
        name: product.name(ctx.locale).to_owned(),
        brand: product.brand.as_ref().map(|brand| brand.to_string()),
        mpn: product.mpn.as_ref().map(ToString::to_string),
        gtin: product.gtin.as_ref().map(ToString::to_string),
        customer_sku: sheet.customer_sku.as_ref().map(ToString::to_string),
        description: product.description(ctx.locale).map(str::to_owned),
        pictures: sheet.files.iter().filter_map(|file| picture(product, file)).collect(),
        attributes: product.attributes.iter().map(|each| view::product::attribute(each, ctx.locale)).collect(),
        price: view::product::price(portal, ctx, product, true),
        leaves_on: promise.map(|promise| promise.date),
        lead_time_days: view::stock::lead_time(&portal.parts.stock, ctx, promise).or(availability.lead_time_days),
        restock_days: restock_days(product, &availability),
        availability,
        warehouses: if sheet.supply.is_some() { view::stock::warehouses(&portal.parts.stock, ctx, product) } else { Vec::new() },
        packaging: view::product::packaging(product),
        files: sheet.files.iter().filter_map(|file| document(product, file)).collect(),
        relations,
        positions,
        successor: sheet
            .successor
            .as_ref()
            .map(|next| Successor { sku: next.sku.to_string(), name: next.name(ctx.locale).to_owned() }),
        quantity: product.packaging.minimum().value(),
        quantity_error: None,
        customer_sku_form: own_code_form(ctx, sheet),
        query_id,
        can_buy: may_buy && product.is_sold(),
    }
}

/// What a quantity beyond the stock takes; on order the lead time is all there is to say.
fn restock_days(product: &Product, availability: &AvailabilityView) -> Option<u32> {
    let some = matches!(availability.state, AvailabilityState::Now | AvailabilityState::Soon);
    product.lead_time_days.map(u32::from).filter(|_| some)
}

/// For those who name the account's own part numbers: its admins, for their account.
fn own_code_form(ctx: &Ctx, sheet: &DataSheet) -> Option<Form> {
    let account = ctx.account()?;
    ctx.may(Action::AccountManage, Scope::Account(account)).then(|| {
        let known = sheet.customer_sku.as_deref().unwrap_or("");
        own_code(&sheet.product).with(Field::text("code", "sheet-customer-code").value(known).most(100))
    })
}

fn own_code(product: &Product) -> Form {
    Form::new(format!("/products/{}/customer-code", segment(&product.sku)), "action-save")
}

/// Gives the product the account's own part number; an empty one takes the known one away.
pub(super) async fn name_it(
    State(portal): State<Portal>,
    visit: Visit,
    Path(sku): Path<String>,
    form: FormData,
) -> Answer<Response> {
    let ctx = &visit.ctx;
    let (account, permit) = permit_to_change(ctx, Some(visit.account()?))?;
    let sheet = portal.parts.finder.sheet(ctx, &sku)?;
    let (known, wanted) = (sheet.customer_sku.as_deref(), form.text("code"));
    let back = format!("/products/{}", segment(&sku));
    let mut tx = portal.parts.ground.begin(ctx).await?;
    if let Some(known) = known.filter(|known| *known != wanted) {
        remove_customer_sku(&mut tx, account, known, &permit).await?;
    }
    if !wanted.is_empty() {
        match put_customer_sku(&mut tx, account, wanted, &sku, &permit).await {
            Ok(_) => {}
            Err(error) if !error.fields().is_empty() => {
                drop(tx);
                let mut page = page(&portal, &visit, &sheet, None);
                page.customer_sku_form = page.customer_sku_form.map(|own| own.refused(form.pairs(), &error.fields()));
                return portal.page_with(StatusCode::UNPROCESSABLE_ENTITY, &visit, &page).await;
            }
            Err(error) => return Err(error.into()),
        }
    } else if known.is_none() {
        return Ok(visit.go(&portal, &back, None));
    }
    tx.commit().await?;
    Ok(visit.go(&portal, &back, Some(Flash::success(Phrase::new("flash-saved")))))
}

fn crumbs(portal: &Portal, ctx: &Ctx, sheet: &DataSheet) -> Vec<Crumb> {
    let root = Crumb::link(portal.text(ctx, "nav-catalogue"), "/catalogue");
    let categories = sheet
        .categories
        .iter()
        .map(|category| Crumb::link(category.name(ctx.locale), with("/catalogue", "category", &category.code)));
    std::iter::once(root).chain(categories).chain(std::iter::once(Crumb::here(sheet.product.sku.to_string()))).collect()
}

fn is_picture(file: &ProductFile) -> bool {
    matches!(file.kind, FileKind::Image | FileKind::Drawing) && file.media_type.starts_with("image/")
}

/// Pictures kept elsewhere are no pictures here: pages load nothing from other hosts. They are linked as documents.
fn picture(product: &Product, file: &ProductFile) -> Option<PictureView> {
    match &file.location {
        FileLocation::Blob(blob) if is_picture(file) => {
            Some(PictureView { url: view::product::file_address(product, blob.as_str()), title: file.title.to_string() })
        }
        _ => None,
    }
}

fn document(product: &Product, file: &ProductFile) -> Option<FileView> {
    let url = match &file.location {
        FileLocation::Blob(_) if is_picture(file) => return None,
        FileLocation::Blob(blob) => view::product::file_address(product, blob.as_str()),
        FileLocation::Url(url) => url.to_string(),
    };
    Some(FileView {
        kind: file.kind.code().to_owned(),
        title: file.title.to_string(),
        url,
        format: format_of(&file.media_type),
        language: file.language.map(|language| language.code().to_owned()),
    })
}

/// `application/pdf` is `PDF`; `model/step` is `STEP`.
fn format_of(media_type: &str) -> String {
    let subtype = media_type.rsplit('/').next().unwrap_or("");
    let short = subtype.split(['+', ';']).next().unwrap_or("");
    short.trim_start_matches("x-").to_uppercase()
}

/// The exploded bill by position, and everything else by kind.
fn relations(portal: &Portal, ctx: &Ctx, sheet: &DataSheet) -> (Vec<PositionView>, Vec<RelationGroup>) {
    let is_position =
        |related: &&Related| related.relation.kind == RelationKind::SparePart && related.relation.position.is_some();
    let positions = sheet.relations.iter().filter(is_position).filter_map(|related| {
        let product = related.product.as_ref()?;
        Some(PositionView {
            position: related.relation.position.as_ref().map(|position| position.to_string()).unwrap_or_default(),
            quantity: related.relation.quantity.unwrap_or_else(|| product.packaging.minimum()),
            product: view::product::product_view(portal, ctx, product),
        })
    });
    let mut groups: Vec<RelationGroup> = Vec::new();
    for kind in RelationKind::ALL {
        let of_kind: Vec<&Related> =
            sheet.relations.iter().filter(|related| related.relation.kind == kind && !is_position(related)).collect();
        let products = of_kind.iter().filter_map(|related| related.product.as_ref());
        let names = of_kind.iter().filter_map(|related| match &related.relation.target {
            RelationTarget::Text(text) => Some(text.to_string()),
            RelationTarget::Product(_) => None,
        });
        push(
            &mut groups,
            kind.code(),
            products.map(|product| view::product::product_view(portal, ctx, product)).collect(),
            names.collect(),
        );
    }
    let fits = sheet.fits.iter().filter_map(|related| related.product.as_ref());
    push(&mut groups, "fits", fits.map(|product| view::product::product_view(portal, ctx, product)).collect(), Vec::new());
    let variants = sheet.variants.iter();
    push(
        &mut groups,
        "variants",
        variants.map(|product| view::product::product_view(portal, ctx, product)).collect(),
        Vec::new(),
    );
    (positions.collect(), groups)
}

fn push(
    groups: &mut Vec<RelationGroup>,
    kind: &str,
    mut products: Vec<crate::part::product::ProductView>,
    mut names: Vec<String>,
) {
    products.truncate(MOST_RELATED);
    names.truncate(MOST_RELATED);
    if !products.is_empty() || !names.is_empty() {
        groups.push(RelationGroup { kind: kind.to_owned(), products, names });
    }
}

/// A file of a product. Its address holds the name of its bytes, so that it never changes; drawings and documents from
/// outside are shown without rights of any kind.
pub(super) async fn file(
    State(portal): State<Portal>,
    visit: Visit,
    Path((sku, blob)): Path<(String, String)>,
) -> Answer<Response> {
    let ctx = &visit.ctx;
    let product = portal.parts.catalogue.by_sku(ctx.tenant, &sku).ok_or_else(Problem::not_found)?;
    let id = BlobId::parse(&blob).ok_or_else(Problem::not_found)?;
    let files = portal.parts.catalogue.files(ctx.tenant, product.id);
    let file = files.iter().find(|file| matches!(&file.location, FileLocation::Blob(own) if *own == id));
    let file = file.ok_or_else(Problem::not_found)?;
    let bytes = portal.parts.blobs.get(&id).await?.ok_or_else(Problem::not_found)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_str(&file.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable"));
    // A drawing that pages show as a picture may be looked at by itself: the policy below takes every script from it.
    let disposition = catalog::file::disposition(file);
    let disposition = if is_picture(file) { disposition.replacen("attachment", "inline", 1) } else { disposition };
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    let policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    headers.insert(HeaderName::from_static("content-security-policy"), HeaderValue::from_static(policy));
    Ok(response)
}
