//! The mapping files that come with Fondaco, by name.

use crate::import::ImportError;
use crate::import::mapping::Mapping;

/// Name and text of each.
const BUILTIN: &[(&str, &str)] = &[
    ("icecat", include_str!("../../../../../mappings/icecat.toml")),
    ("icecat-prices", include_str!("../../../../../mappings/icecat-prices.toml")),
    ("adventureworks-models", include_str!("../../../../../mappings/adventureworks-models.toml")),
    ("adventureworks-products", include_str!("../../../../../mappings/adventureworks-products.toml")),
    ("adventureworks-bom", include_str!("../../../../../mappings/adventureworks-bom.toml")),
    ("adventureworks-prices", include_str!("../../../../../mappings/adventureworks-prices.toml")),
    ("adventureworks-offers", include_str!("../../../../../mappings/adventureworks-offers.toml")),
    ("adventureworks-stock", include_str!("../../../../../mappings/adventureworks-stock.toml")),
    ("adventureworks-accounts", include_str!("../../../../../mappings/adventureworks-accounts.toml")),
    ("northwind-products", include_str!("../../../../../mappings/northwind-products.toml")),
    ("northwind-prices", include_str!("../../../../../mappings/northwind-prices.toml")),
    ("northwind-stock", include_str!("../../../../../mappings/northwind-stock.toml")),
    ("northwind-accounts", include_str!("../../../../../mappings/northwind-accounts.toml")),
    ("northwind-orders", include_str!("../../../../../mappings/northwind-orders.toml")),
];

/// The names, for help texts.
pub fn builtin_names() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(name, _)| *name)
}

/// The mapping of this name that comes with Fondaco; nothing when there is none.
pub fn builtin(name: &str) -> Option<Result<Mapping, ImportError>> {
    BUILTIN.iter().find(|(known, _)| *known == name).map(|(_, text)| Mapping::parse(text))
}
