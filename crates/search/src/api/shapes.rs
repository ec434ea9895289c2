//! How products, prices and stock travel.

use catalog::{Catalogue, FileLocation};
use kernel::{Ctx, Date, Quantity, Timestamp, UnitPrice};
use pricing::{LinePrice, Source, Tier};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{FacetKind, FacetView, FoundProduct, MatchedBy, Supply, SupplyState, ValueView};

/// A product in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProductBody {
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
    price: Option<PriceBody>,
    availability: Option<AvailabilityBody>,
    /// Comparable within one answer.
    score: f32,
    matched_by: Vec<MatchedBy>,
}

/// A price of one unit.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PriceBody {
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
pub(super) struct AvailabilityBody {
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
    range: Option<RangeBody>,
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
pub(super) struct RangeBody {
    pub(super) low: String,
    pub(super) high: String,
}

impl ProductBody {
    pub(super) fn new(catalogue: &Catalogue, ctx: &Ctx, found: FoundProduct) -> ProductBody {
        let product = &found.product;
        ProductBody {
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
            thumbnail: catalogue.thumbnail(ctx.tenant, product.id).map(|location| address(&location)),
            unit: product.unit().code(),
            price: found.price.map(PriceBody::from),
            availability: found.supply.map(AvailabilityBody::from),
            score: found.score,
            matched_by: found.matched_by,
        }
    }
}

impl From<LinePrice> for PriceBody {
    fn from(price: LinePrice) -> PriceBody {
        PriceBody {
            unit_price: price.unit_price,
            list_price: price.list_price,
            tiers: price.tiers,
            source: price.source,
            as_of: price.as_of,
        }
    }
}

impl From<Supply> for AvailabilityBody {
    fn from(supply: Supply) -> AvailabilityBody {
        AvailabilityBody {
            state: supply.state,
            available: supply.available,
            date: supply.date,
            lead_time_days: supply.lead_time_days,
        }
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
            range: facet.range.map(|(low, high)| RangeBody { low, high }),
        }
    }
}

/// Where a browser or a program gets a file.
pub(super) fn address(location: &FileLocation) -> String {
    match location {
        FileLocation::Url(url) => url.to_string(),
        FileLocation::Blob(blob) => format!("/files/{blob}"),
    }
}
