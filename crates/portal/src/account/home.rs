//! The start page of a customer's person: what waits, what moves, what is bought again.

use kernel::{Money, Quantity};
use serde::Serialize;
use web::page::Page;

use crate::approve::list::{ApprovalRowView, ApprovalsPage};
use crate::buy::cart::OtherCart;
use crate::part::order::OrderRowView;
use crate::part::product::AvailabilityView;
use crate::samples;
use crate::track::orders::sample_rows;

#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    pub first_name: String,
    /// What waits for this person's decision.
    pub approvals: Vec<ApprovalRowView>,
    /// The person's own requests that wait for others.
    pub waiting: Vec<ApprovalRowView>,
    pub orders: Vec<OrderRowView>,
    pub often: Vec<OftenBought>,
    pub carts: Vec<OtherCart>,
    /// Orders of the account that are on their way, by state.
    pub counts: Vec<StateCount>,
    pub month_net: Option<Money>,
    pub can_buy: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct StateCount {
    pub state: String,
    pub count: u64,
}

/// A product the account buys again and again.
#[derive(Debug, Clone, Serialize)]
pub struct OftenBought {
    pub sku: String,
    pub name: String,
    pub picture: Option<String>,
    /// The quantity of the last order: what the button adds.
    pub quantity: Quantity,
    pub availability: AvailabilityView,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "account/home.html";

    fn sample() -> Vec<HomePage> {
        let approvals = ApprovalsPage::sample().into_iter().next().map(|page| page.rows).unwrap_or_default();
        let often = samples::products().into_iter().take(5).map(|product| OftenBought {
            sku: product.sku,
            name: product.name,
            picture: None,
            quantity: Quantity::pieces(25),
            availability: product.availability,
        });
        let full = HomePage {
            first_name: "Giulia".to_owned(),
            approvals: approvals.iter().take(2).cloned().collect(),
            waiting: approvals.into_iter().skip(2).collect(),
            orders: sample_rows(None).into_iter().take(5).collect(),
            often: often.collect(),
            carts: vec![OtherCart {
                id: "x".to_owned(),
                name: "Fermata di dicembre".to_owned(),
                owner: "Giulia Conti".to_owned(),
                lines: 14,
                net: Some(samples::eur("1280.00")),
            }],
            counts: ["placed", "confirmed", "shipped"]
                .iter()
                .zip([2, 5, 3])
                .map(|(state, count)| StateCount { state: (*state).to_owned(), count })
                .collect(),
            month_net: Some(samples::eur("18240.70")),
            can_buy: true,
        };
        let first_day = HomePage {
            approvals: Vec::new(),
            waiting: Vec::new(),
            orders: Vec::new(),
            often: Vec::new(),
            carts: Vec::new(),
            counts: Vec::new(),
            month_net: None,
            ..full.clone()
        };
        vec![full, first_day]
    }
}
