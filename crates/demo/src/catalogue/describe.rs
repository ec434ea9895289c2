//! From a family's draft to a product: brand, codes, rounded price, stock, and only neighbours that are in the catalogue.

use kernel::{AmountError, Currency, Quantity, Unit, UnitPrice};

use super::codes::with_gs1_check_digit;
use super::draft::{Draft, Packing, SaleUnit};
use super::model::{Incoming, Pack, Product, Relation, Stock, TaxCategory, Value, Words};
use super::range::Place;
use super::{Catalogue, family_table, number, price, stock};

/// How many neighbours of one kind a data sheet shows.
const MOST_RELATIONS: usize = 6;

/// The units that the demo sells in.
pub(super) struct Units {
    pair: Unit,
    metre: Unit,
    litre: Unit,
    kilogram: Unit,
}

impl Units {
    pub fn load() -> Result<Units, AmountError> {
        Ok(Units {
            pair: Unit::parse("PR")?,
            metre: Unit::parse("MTR")?,
            litre: Unit::parse("LTR")?,
            kilogram: Unit::parse("KGM")?,
        })
    }

    fn of(&self, unit: SaleUnit) -> Unit {
        match unit {
            SaleUnit::Piece => Unit::PIECE,
            SaleUnit::Pair => self.pair,
            SaleUnit::Metre => self.metre,
            SaleUnit::Litre => self.litre,
            SaleUnit::Kilogram => self.kilogram,
        }
    }
}

impl Catalogue {
    pub(super) fn describe(&self, place: Place) -> Product {
        let article = self.range.article(place);
        let plain_sku = article.sku();
        let sku = place.branded(&plain_sku);
        let draft = article.draft();
        let unit = self.units.of(draft.sale.unit);
        let relations = self.relations(place, &plain_sku, &draft);
        let list_price = price::point(price::percent(draft.price, place.brand().price_level()));
        let stock = self.stock(&sku, &draft, unit, list_price);
        let group = draft.group.as_ref().map(|group| place.branded(&group.code)).filter(|code| self.groups.contains_key(code));
        Product {
            mpn: place.brand().part_number(&plain_sku),
            gtin: with_gs1_check_digit(&place.gtin_digits()),
            brand: place.brand().name(),
            values: in_family_order(draft.family, draft.values),
            minimum: quantity(draft.sale.minimum, unit),
            step: quantity(draft.sale.step, unit),
            packs: draft
                .sale
                .packs
                .iter()
                .map(|&(packing, amount)| pack(packing, draft.sale.unit, quantity(amount, unit)))
                .collect(),
            weight: Quantity::from_micros(draft.mass.max(1), self.units.kilogram),
            tax_category: TaxCategory::Standard,
            lead_time_days: draft.lead_time_days,
            list_price: UnitPrice::from_micros(list_price, Currency::EUR),
            sku,
            name: draft.name,
            description: draft.description,
            category: draft.category,
            family: draft.family,
            unit,
            group,
            relations,
            stock,
            sketch: draft.sketch,
        }
    }

    fn relations(&self, place: Place, plain_sku: &str, draft: &Draft) -> Vec<Relation> {
        let own = place.branded(plain_sku);
        let known = |sku: &String| *sku != own && self.contains(sku);
        let mut relations = Vec::new();
        // Other brands' articles of the same dimensions first, then other seals, classes or materials.
        let other_brands = super::brands::BRANDS.iter().map(|brand| format!("{plain_sku}-{}", brand.code));
        let same = std::iter::once(plain_sku.to_owned()).chain(other_brands);
        let substitutes = same.chain(draft.substitutes.iter().cloned()).filter(known).take(MOST_RELATIONS);
        relations.extend(substitutes.map(|sku| Relation::Substitute { sku }));
        let accessories = draft.accessories.iter().filter(|sku| known(sku)).take(MOST_RELATIONS);
        relations.extend(accessories.map(|sku| Relation::Accessory { sku: sku.clone() }));
        for position in draft.positions.iter().filter(|position| known(&position.sku)) {
            let unit = self.product_unit(&position.sku);
            let quantity = quantity(position.quantity, unit);
            relations.push(Relation::SparePart { sku: position.sku.clone(), position: position.number, quantity });
        }
        let machines = self.machines.get(&own).into_iter().flatten();
        relations.extend(machines.map(|sku| Relation::CompatibleMachine { sku: sku.clone() }));
        relations
    }

    fn product_unit(&self, sku: &str) -> Unit {
        let place = self.places.get(sku).map(|&number| self.range.places()[number]);
        place.map_or(Unit::PIECE, |place| self.units.of(self.range.article(place).draft().sale.unit))
    }

    fn stock(&self, sku: &str, draft: &Draft, unit: Unit, list_price: i64) -> Vec<Stock> {
        let step = draft.sale.step;
        let made_to_order = draft.lead_time_days >= 20;
        stock::of(sku, list_price.saturating_mul(step) / 1000, made_to_order)
            .into_iter()
            .map(|shelved| Stock {
                warehouse: shelved.warehouse,
                on_hand: quantity(shelved.steps * step, unit),
                incoming: shelved.incoming.map(|(in_days, steps)| Incoming { in_days, quantity: quantity(steps * step, unit) }),
            })
            .collect()
    }
}

/// From thousandths of a unit.
fn quantity(thousandths: i64, unit: Unit) -> Quantity {
    Quantity::from_micros(thousandths * 1000, unit)
}

fn in_family_order(family: &str, mut values: Vec<(&'static str, Value)>) -> Vec<(&'static str, Value)> {
    let order = family_table::find(family).map_or(&[][..], |family| family.attributes);
    values.sort_by_key(|(code, _)| order.iter().position(|attribute| attribute == code));
    values
}

fn pack(packing: Packing, unit: SaleUnit, quantity: Quantity) -> Pack {
    let (kind, it, en) = match packing {
        Packing::Box => ("box", "Scatola", "Box"),
        Packing::Bag => ("bag", "Sacchetto", "Bag"),
        Packing::Carton => ("carton", "Cartone", "Carton"),
        Packing::Reel => ("reel", "Bobina", "Reel"),
        Packing::Can => ("can", "Tanica", "Can"),
        Packing::Drum => ("drum", "Fusto", "Drum"),
    };
    let (unit_it, unit_en) = match unit {
        SaleUnit::Piece => ("pezzi", "pieces"),
        SaleUnit::Pair => ("paia", "pairs"),
        SaleUnit::Metre => ("m", "m"),
        SaleUnit::Litre => ("l", "l"),
        SaleUnit::Kilogram => ("kg", "kg"),
    };
    let (comma, point) = (number::decimal(quantity.micros(), ','), number::decimal(quantity.micros(), '.'));
    Pack { kind, name: Words::new(format!("{it} da {comma} {unit_it}"), format!("{en} of {point} {unit_en}")), quantity }
}
