//! What stands around every handler: the portal's parts, the visit (who, where, with which messages), the shell, forms that
//! come in, redirects that carry a message, problem pages.

mod badges;
mod form_data;
mod portal;
mod problems;
mod theme;
mod visit;

pub use form_data::FormData;
pub use portal::{Portal, PortalParts};
pub use visit::{Visit, with_cookie};
pub use web::local_path;

pub(crate) use form_data::{plain_decimal, typed_decimal};
pub(crate) use theme::stylesheet;

#[cfg(test)]
mod tests;
