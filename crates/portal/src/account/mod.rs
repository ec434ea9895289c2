//! Getting in, the start page, and the customer's own house: company, people, cost centres, clients, audit trail, profile.

pub mod company;
pub mod enter;
pub mod home;
pub mod people;
pub mod profile;
