//! The pages of the back office as data: what each shows, how it is made from plain rows, and samples. No room is known
//! here, no database: handlers bring the rows.
//!
//! Most pages are one of three: a [`ListPage`], a [`RecordPage`] (an object with its sections) or a [`FormPage`]; each kind
//! of object says in a file of its own what is in them.

pub mod account;
pub mod account_cart;
pub mod account_forms;
pub mod account_groups;
pub mod accounts;
pub mod approvals;
pub mod audit;
pub mod chart;
pub mod find;
pub mod form;
pub mod head;
pub mod history;
pub mod home;
pub mod imports;
pub mod list;
pub mod log;
pub mod operations;
pub mod order;
pub mod orders;
pub mod people;
pub mod price_list;
pub mod price_lists;
pub mod price_rules;
pub mod product;
pub mod product_file;
pub mod product_forms;
pub mod products;
pub mod record;
mod samples;
pub mod settings;
pub mod simulator;
pub mod stock;
pub mod taxonomy;
pub mod vat_rates;

use minijinja::Value;
use web::page::samples as rendered;

pub use form::FormPage;
pub use list::ListPage;
pub use record::RecordPage;

/// Every page with its samples, for the test that renders them all.
pub fn samples_of_all() -> Vec<(&'static str, Value)> {
    [
        rendered::<home::HomePage>(),
        rendered::<orders::OrdersPage>(),
        rendered::<order::OrderPage>(),
        rendered::<ListPage>(),
        rendered::<RecordPage>(),
        rendered::<FormPage>(),
        rendered::<log::LogPage>(),
        rendered::<product_file::ProductFilePage>(),
        rendered::<imports::ImportsPage>(),
        rendered::<simulator::SimulatorPage>(),
        rendered::<find::FindPage>(),
        rendered::<find::FindPart>(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn list_samples() -> Vec<ListPage> {
    [
        accounts::list_samples(),
        account_groups::list_samples(),
        products::list_samples(),
        taxonomy::list_samples(),
        price_lists::list_samples(),
        stock::list_samples(),
        approvals::list_samples(),
        operations::list_samples(),
        people::list_samples(),
        vat_rates::list_samples(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn record_samples() -> Vec<RecordPage> {
    [
        account::record_samples(),
        account_groups::record_samples(),
        account_cart::record_samples(),
        audit::record_samples(),
        product::record_samples(),
        price_list::record_samples(),
        stock::record_samples(),
        approvals::record_samples(),
        operations::record_samples(),
        people::record_samples(),
        settings::record_samples(),
        imports::record_samples(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn form_samples() -> Vec<FormPage> {
    [
        accounts::form_samples(),
        account_forms::form_samples(),
        account_groups::form_samples(),
        people::form_samples(),
        product_forms::form_samples(),
        taxonomy::form_samples(),
        price_lists::form_samples(),
        price_list::form_samples(),
        price_rules::form_samples(),
        stock::form_samples(),
        settings::form_samples(),
        vat_rates::form_samples(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
