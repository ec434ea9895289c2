//! Checkout: where it goes, who pays inside the company, under which numbers; then it is an order or waits for approval.

use kernel::{Money, Quantity};
use serde::Serialize;
use web::page::{Page, Phrase};

use super::cart::{ApprovalNotice, sample_notice, sample_totals};
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::order::TotalsView;
use crate::samples;

#[derive(Debug, Clone, Serialize)]
pub struct CheckoutPage {
    pub form: Form,
    pub sites: Vec<SiteCard>,
    pub lines: Vec<CheckoutLine>,
    pub totals: TotalsView,
    pub approval: Option<ApprovalNotice>,
    pub warnings: Vec<Phrase>,
    /// Stands for exactly what this page shows; travels with the submission.
    pub seen_digest: String,
    pub payment_terms_days: u32,
}

/// A site's address, shown below the choice of sites.
#[derive(Debug, Clone, Serialize)]
pub struct SiteCard {
    pub id: String,
    pub code: String,
    pub name: String,
    pub lines: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CheckoutLine {
    pub sku: String,
    pub name: String,
    pub quantity: Quantity,
    pub net: Option<Money>,
}

/// The form of the checkout, with what the cart already knows.
/// What is typed belongs to the cart: another cart's checkout, even of the same account, begins empty.
pub fn checkout_form(cart: &str, sites: Vec<Choice>, cost_centres: Vec<Choice>, submit: &str) -> Form {
    Form::new("/checkout", submit)
        .draft(&format!("checkout-{cart}"))
        .with(Field::select("site", "checkout-site", sites).required().testid("checkout-site"))
        .with(Field::select("cost_centre", "checkout-cost-centre", cost_centres).testid("checkout-cost-centre").half())
        .with(
            Field::text("purchase_order", "checkout-purchase-order")
                .hint("checkout-purchase-order-hint")
                .most(64)
                .testid("checkout-purchase-order")
                .half(),
        )
        .with(Field::text("project", "checkout-project").most(64).testid("checkout-project").half())
        .with(
            Field::new(FieldKind::Date, "requested_date", "checkout-requested-date")
                .hint("checkout-requested-date-hint")
                .testid("checkout-requested-date")
                .half(),
        )
        .with(Field::new(FieldKind::Lines, "notes", "checkout-notes").most(2000).testid("checkout-notes"))
}

impl Page for CheckoutPage {
    const TEMPLATE: &'static str = "buy/checkout.html";

    fn sample() -> Vec<CheckoutPage> {
        let sites = vec![Choice::named("1", "BO · Stabilimento Bologna"), Choice::named("2", "MO · Officina Modena")];
        let cost_centres = vec![Choice::named("MAN", "MAN · Manutenzione"), Choice::named("PRD", "PRD · Produzione linea 2")];
        let form = checkout_form("0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f", sites, cost_centres, "checkout-submit-approval");
        let lines = samples::products().into_iter().take(4).map(|product| CheckoutLine {
            sku: product.sku,
            name: product.name,
            quantity: Quantity::pieces(25),
            net: Some(samples::eur("110.50")),
        });
        let site = |id: &str, code: &str, name: &str, street: &str, city: &str| SiteCard {
            id: id.to_owned(),
            code: code.to_owned(),
            name: name.to_owned(),
            lines: vec![street.to_owned(), city.to_owned()],
        };
        let first = CheckoutPage {
            form: form.clone(),
            sites: vec![
                site("1", "BO", "Stabilimento Bologna", "Via dell'Industria 24", "40138 Bologna (BO), IT"),
                site("2", "MO", "Officina Modena", "Via Emilia Ovest 910", "41123 Modena (MO), IT"),
            ],
            lines: lines.collect(),
            totals: sample_totals(),
            approval: Some(sample_notice()),
            warnings: Vec::new(),
            seen_digest: "9f2c".to_owned(),
            payment_terms_days: 60,
        };
        let sent = vec![("purchase_order".to_owned(), "x".repeat(70)), ("requested_date".to_owned(), "2026-11-01".to_owned())];
        let faults = [
            kernel::FieldFault::new("purchase_order", "too_long", "is too long"),
            kernel::FieldFault::new("requested_date", "in_the_past", "is in the past"),
        ];
        let refused = CheckoutPage {
            form: form.refused(&sent, &faults),
            approval: None,
            warnings: vec![Phrase::new("warning-prices_changed")],
            ..first.clone()
        };
        vec![first, refused]
    }
}
