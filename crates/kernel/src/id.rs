//! Typed ids: UUIDv7 inside, so that they sort by time of making; the kind keeps an order's id from passing for a cart's.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::Timestamp;

/// The id of one `Kind` of thing.
pub struct Id<Kind>(Uuid, PhantomData<fn() -> Kind>);

/// The kinds of things that have ids.
pub mod kinds {
    pub enum Tenant {}
    pub enum Account {}
    pub enum Site {}
    pub enum User {}
    pub enum Client {}
    pub enum Session {}
    pub enum CostCentre {}
    pub enum Category {}
    pub enum Product {}
    pub enum PriceList {}
    pub enum PriceRule {}
    pub enum Warehouse {}
    pub enum Reservation {}
    pub enum Cart {}
    pub enum CartLine {}
    pub enum Order {}
    pub enum OrderLine {}
    pub enum Shipment {}
    pub enum Approval {}
    pub enum Event {}
    pub enum Job {}
}

pub type TenantId = Id<kinds::Tenant>;
pub type AccountId = Id<kinds::Account>;
pub type SiteId = Id<kinds::Site>;
pub type UserId = Id<kinds::User>;
pub type ClientId = Id<kinds::Client>;
pub type SessionId = Id<kinds::Session>;
pub type CostCentreId = Id<kinds::CostCentre>;
pub type CategoryId = Id<kinds::Category>;
pub type ProductId = Id<kinds::Product>;
pub type PriceListId = Id<kinds::PriceList>;
pub type PriceRuleId = Id<kinds::PriceRule>;
pub type WarehouseId = Id<kinds::Warehouse>;
pub type ReservationId = Id<kinds::Reservation>;
pub type CartId = Id<kinds::Cart>;
pub type CartLineId = Id<kinds::CartLine>;
pub type OrderId = Id<kinds::Order>;
pub type OrderLineId = Id<kinds::OrderLine>;
pub type ShipmentId = Id<kinds::Shipment>;
pub type ApprovalId = Id<kinds::Approval>;
pub type EventId = Id<kinds::Event>;
pub type JobId = Id<kinds::Job>;

impl<Kind> Id<Kind> {
    /// A new id stamped with the given moment; the rest is random.
    pub fn new(now: Timestamp) -> Id<Kind> {
        let micros = now.micros().max(0);
        let seconds = u64::try_from(micros / 1_000_000).unwrap_or(0);
        let nanos = u32::try_from(micros % 1_000_000 * 1000).unwrap_or(0);
        Id(Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos)), PhantomData)
    }

    pub const fn from_uuid(uuid: Uuid) -> Id<Kind> {
        Id(uuid, PhantomData)
    }

    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl<Kind> Clone for Id<Kind> {
    fn clone(&self) -> Id<Kind> {
        *self
    }
}

impl<Kind> Copy for Id<Kind> {}

impl<Kind> PartialEq for Id<Kind> {
    fn eq(&self, other: &Id<Kind>) -> bool {
        self.0 == other.0
    }
}

impl<Kind> Eq for Id<Kind> {}

impl<Kind> PartialOrd for Id<Kind> {
    fn partial_cmp(&self, other: &Id<Kind>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<Kind> Ord for Id<Kind> {
    fn cmp(&self, other: &Id<Kind>) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<Kind> Hash for Id<Kind> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<Kind> fmt::Debug for Id<Kind> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl<Kind> fmt::Display for Id<Kind> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

impl<Kind> FromStr for Id<Kind> {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Id<Kind>, uuid::Error> {
        Uuid::try_parse(text).map(Id::from_uuid)
    }
}

impl<Kind> From<Uuid> for Id<Kind> {
    fn from(uuid: Uuid) -> Id<Kind> {
        Id::from_uuid(uuid)
    }
}

impl<Kind> From<Id<Kind>> for Uuid {
    fn from(id: Id<Kind>) -> Uuid {
        id.0
    }
}

impl<Kind> Serialize for Id<Kind> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, Kind> Deserialize<'de> for Id<Kind> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id<Kind>, D::Error> {
        Uuid::deserialize(deserializer).map(Id::from_uuid)
    }
}

impl<Kind> utoipa::PartialSchema for Id<Kind> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Uuid)))
            .into()
    }
}

impl<Kind> utoipa::ToSchema for Id<Kind> {
    fn name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
}
