//! Getting in, the start page, and the customer's own house: company, people, cost centres, clients, audit trail, profile.

pub mod company;
mod company_routes;
pub mod enter;
mod enter_routes;
pub mod home;
pub mod people;
mod people_routes;
pub mod profile;
pub(crate) mod routes;
