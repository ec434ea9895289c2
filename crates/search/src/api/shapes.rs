//! How products, prices and stock travel.

use catalog::{Catalogue, FileKind, FileLocation, Product, ProductFile};
use kernel::{Ctx, Date, Quantity, Timestamp, UnitPrice};
use pricing::{LinePrice, Source, Tier};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{FacetKind, FacetView, FoundProduct, MatchedBy, Supply, SupplyState, ValueView};

/// A product in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundProductBody {
    sku: String,
    name: String,
    brand: Option<String>,
    mpn: Option<String>,
    gtin: Option<String>,
    /// The account's own part number.
    customer_sku: Option<String>,
    /// Code of its category.
    category: Option<String>,
    /// Address of a picture.
    thumbnail: Option<String>,
    /// UN/ECE Rec 20 code of the unit that it is sold in.
    unit: &'static str,
    /// For the caller's account; absent where none is agreed.
    price: Option<OwnPriceBody>,
    availability: Option<SupplyBody>,
    /// Comparable within one answer.
    score: f32,
    matched_by: Vec<MatchedBy>,
}

/// A price of one unit.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OwnPriceBody {
    /// At the least quantity that is sold.
    unit_price: UnitPrice,
    /// What everyone pays.
    list_price: Option<UnitPrice>,
    tiers: Vec<Tier>,
    source: Source,
    as_of: Timestamp,
}

/// Whether and when a product can leave.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SupplyBody {
    pub(super) state: SupplyState,
    /// Over all warehouses.
    pub(super) available: Quantity,
    /// When the least that is sold can leave, if it is not in stock.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) date: Option<Date>,
    /// Days until more can be had when there is none.
    pub(super) lead_time_days: Option<u16>,
}

/// An attribute to filter by.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FacetBody {
    /// What to name in `filter[…]`; `category` is a parameter of its own.
    attribute: String,
    label: String,
    kind: FacetKind,
    /// UN/ECE Rec 20 code.
    unit: Option<&'static str>,
    values: Vec<FacetValueBody>,
    /// More than `values` when the list was cut.
    distinct: usize,
    /// The smallest and the largest number.
    range: Option<NumberRangeBody>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FacetValueBody {
    /// As it stands in a filter.
    value: String,
    label: String,
    /// Results that have it; the facet's own filter does not lessen it.
    count: u32,
    selected: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"low": "10", "high": "30.5"}))]
pub(super) struct NumberRangeBody {
    pub(super) low: String,
    pub(super) high: String,
}

impl FoundProductBody {
    pub(super) fn new(catalogue: &Catalogue, ctx: &Ctx, found: FoundProduct) -> FoundProductBody {
        let product = &found.product;
        FoundProductBody {
            sku: product.sku.to_string(),
            name: product.name(ctx.locale).to_owned(),
            brand: product.brand.as_deref().map(str::to_owned),
            mpn: product.mpn.as_deref().map(str::to_owned),
            gtin: product.gtin.as_deref().map(str::to_owned),
            customer_sku: found.customer_sku.as_deref().map(str::to_owned),
            category: product
                .category
                .and_then(|category| catalogue.category(ctx.tenant, category))
                .map(|category| category.code.to_string()),
            thumbnail: thumbnail(catalogue, ctx, product),
            unit: product.unit().code(),
            price: found.price.map(OwnPriceBody::from),
            availability: found.supply.map(SupplyBody::from),
            score: found.score,
            matched_by: found.matched_by,
        }
    }
}

impl From<LinePrice> for OwnPriceBody {
    fn from(price: LinePrice) -> OwnPriceBody {
        OwnPriceBody {
            unit_price: price.unit_price,
            list_price: price.list_price,
            tiers: price.tiers,
            source: price.source,
            as_of: price.as_of,
        }
    }
}

impl From<Supply> for SupplyBody {
    fn from(supply: Supply) -> SupplyBody {
        SupplyBody { state: supply.state, available: supply.available, date: supply.date, lead_time_days: supply.lead_time_days }
    }
}

impl From<FacetView> for FacetBody {
    fn from(facet: FacetView) -> FacetBody {
        let value = |value: ValueView| FacetValueBody {
            value: value.value,
            label: value.label,
            count: value.count,
            selected: value.selected,
        };
        FacetBody {
            attribute: facet.attribute,
            label: facet.label,
            kind: facet.kind,
            unit: facet.unit.map(|unit| unit.code()),
            values: facet.values.into_iter().map(value).collect(),
            distinct: facet.distinct,
            range: facet.range.map(|(low, high)| NumberRangeBody { low, high }),
        }
    }
}

/// The first picture, by the order in which the catalogue keeps them.
fn thumbnail(catalogue: &Catalogue, ctx: &Ctx, product: &Product) -> Option<String> {
    let files = catalogue.files(ctx.tenant, product.id);
    files.iter().find(|file| file.kind == FileKind::Image).map(|file| address(&product.sku, file))
}

/// Where a browser or a program gets a file: from the catalogue's own route, or elsewhere.
pub(super) fn address(sku: &str, file: &ProductFile) -> String {
    match &file.location {
        FileLocation::Url(url) => url.to_string(),
        FileLocation::Blob(_) => {
            let segment = percent_encoding::utf8_percent_encode(sku, percent_encoding::NON_ALPHANUMERIC);
            format!("/api/v1/products/{segment}/files/{}", file.id)
        }
    }
}
