//! The data sheet of a product.

use kernel::{Date, Quantity};
use serde::Serialize;
use web::page::{Page, Phrase};

use crate::part::product::{
    AttributeView, AvailabilityState, AvailabilityView, PackagingView, PriceView, ProductView, WarehouseView,
};
use crate::part::{Crumb, form::Field, form::Form};
use crate::samples;

/// Everything an engineer and a buyer want to know before they order.
#[derive(Debug, Clone, Serialize)]
pub struct SheetPage {
    pub crumbs: Vec<Crumb>,
    pub sku: String,
    pub name: String,
    pub brand: Option<String>,
    pub mpn: Option<String>,
    pub gtin: Option<String>,
    pub customer_sku: Option<String>,
    pub description: Option<String>,
    pub pictures: Vec<PictureView>,
    pub attributes: Vec<AttributeView>,
    pub price: Option<PriceView>,
    pub availability: AvailabilityView,
    /// The day on which the least that is sold would leave when ordered now.
    pub leaves_on: Option<Date>,
    /// Working days until it leaves: 0 on the same day.
    pub lead_time_days: Option<u32>,
    /// Working days until more than lies in stock leaves.
    pub restock_days: Option<u32>,
    pub warehouses: Vec<WarehouseView>,
    pub packaging: PackagingView,
    pub files: Vec<FileView>,
    pub relations: Vec<RelationGroup>,
    /// For machines and assemblies: the drawing's positions and the spare at each.
    pub positions: Vec<PositionView>,
    /// No longer sold: what replaces it.
    pub successor: Option<Successor>,
    /// The quantity in the field at first: the minimum, or what was refused.
    pub quantity: String,
    /// Why the quantity was refused.
    pub quantity_error: Option<Phrase>,
    /// For people who may name the account's own part number.
    pub customer_sku_form: Option<Form>,
    pub query_id: Option<String>,
    /// Whether the product can be put in a cart by this person.
    pub can_buy: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    pub url: String,
    pub title: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// `data_sheet`, `certificate`, `cad`, `manual`, `drawing`.
    pub kind: String,
    pub title: String,
    pub url: String,
    /// Short name of the format: PDF, STEP.
    pub format: String,
    pub language: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RelationGroup {
    /// `spare_part`, `accessory`, `substitute`, `consumable`, `compatible_with`.
    pub kind: String,
    pub products: Vec<ProductView>,
    /// Relations to things that are not in the catalogue, by name.
    pub names: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct PositionView {
    pub position: String,
    pub quantity: Quantity,
    pub product: ProductView,
}

#[derive(Debug, Clone, Serialize)]
pub struct Successor {
    pub sku: String,
    pub name: String,
}

impl Page for SheetPage {
    const TEMPLATE: &'static str = "find/sheet.html";

    fn sample() -> Vec<SheetPage> {
        let bearing = sample_bearing();
        let refused = SheetPage {
            quantity: "7".to_owned(),
            quantity_error: Some(Phrase::new("field-error-not_a_multiple").with("step", "10")),
            packaging: samples::packaging(10, 10, 10),
            ..bearing.clone()
        };
        let machine = SheetPage {
            sku: "RID-90-15".to_owned(),
            name: "Motoriduttore a vite senza fine grandezza 90, 1,5 kW".to_owned(),
            positions: samples::products()
                .into_iter()
                .zip(["1", "2", "3.1", "3.2", "4", "7"])
                .map(|(product, position)| PositionView { position: position.to_owned(), quantity: Quantity::pieces(2), product })
                .collect(),
            price: None,
            availability: samples::availability(AvailabilityState::Order, 0, None, Some(28)),
            warehouses: Vec::new(),
            leaves_on: Some(samples::day("2026-12-22")),
            lead_time_days: Some(20),
            restock_days: None,
            ..bearing.clone()
        };
        let ended = SheetPage {
            availability: samples::availability(AvailabilityState::Ended, 0, None, None),
            successor: Some(Successor {
                sku: "6204-2RSH".to_owned(),
                name: "Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned(),
            }),
            can_buy: false,
            customer_sku_form: None,
            ..bearing.clone()
        };
        vec![bearing, refused, machine, ended]
    }
}

fn sample_bearing() -> SheetPage {
    let file = |kind: &str, title: &str, format: &str| FileView {
        kind: kind.to_owned(),
        title: title.to_owned(),
        url: "/files/x".to_owned(),
        format: format.to_owned(),
        language: Some("it".to_owned()),
    };
    let relation = |kind: &str, skip: usize| RelationGroup {
        kind: kind.to_owned(),
        products: samples::products().into_iter().skip(skip).take(3).collect(),
        names: if kind == "compatible_with" { vec!["Motore IEC 80 B3".to_owned()] } else { Vec::new() },
    };
    SheetPage {
        crumbs: vec![
            Crumb::link("Cuscinetti", "/catalogue?category=bearings"),
            Crumb::link("Radiali rigidi a sfere", "/catalogue?category=deep-groove-ball-bearings"),
            Crumb::here("6204-2RSH"),
        ],
        sku: "6204-2RSH".to_owned(),
        name: "Cuscinetto radiale rigido a sfere 6204-2RSH".to_owned(),
        brand: Some("Tarvensk".to_owned()),
        mpn: Some("6204.2RSH".to_owned()),
        gtin: Some("8012345678901".to_owned()),
        customer_sku: Some("OR-100234".to_owned()),
        description: Some("Cuscinetto a una corona di sfere, con tenute striscianti in NBR su entrambi i lati e lubrificazione a vita. Adatto a motori elettrici, pompe e ventilatori.".to_owned()),
        pictures: Vec::new(),
        attributes: samples::attributes(),
        price: Some(samples::price_view()),
        availability: samples::availability(AvailabilityState::Now, 8730, None, Some(0)),
        leaves_on: Some(samples::day("2026-11-24")),
        lead_time_days: Some(0),
        restock_days: Some(5),
        warehouses: samples::warehouses(),
        packaging: samples::packaging(1, 1, 10),
        files: vec![file("data_sheet", "Scheda tecnica", "PDF"), file("certificate", "Certificato di conformità 2.1", "PDF"), file("cad", "Modello 3D", "STEP")],
        relations: vec![relation("substitute", 1), relation("accessory", 3), relation("compatible_with", 5)],
        positions: Vec::new(),
        successor: None,
        quantity: "1".to_owned(),
        quantity_error: None,
        customer_sku_form: Some(
            Form::new("/products/6204-2RSH/customer-code", "action-save")
                .with(Field::text("code", "sheet-customer-code").value("OR-100234").most(64)),
        ),
        query_id: None,
        can_buy: true,
    }
}
