//! The HTTP kit: who is asking, with what permission, and how answers and failures look, for the API and the pages alike.
//!
//! Owns no table and no business rule. A room opens its routes through [`Doors`], which takes no route without a
//! [`Needs`]; [`guard`] stands before all of them and makes the [`kernel::Ctx`]. [`page`] renders typed pages.

mod bodies;
mod caller;
mod change;
pub mod documented;
mod doors;
mod extract;
mod ground;
mod guard;
mod keyed;
mod limits;
pub mod page;
mod paging;
mod place;
mod problem;
mod security;
mod version;

pub use bodies::BodyLimits;
pub use caller::{Authenticator, Caller, Identity, Session, TenantHome};
pub use doors::{Doors, Needs, RouteRow};
pub use extract::{Form, Json, Multipart, PageQuery, Path, Query};
pub use ground::Ground;
pub use guard::{Guard, PageProblems, guard};
pub use keyed::{Keyed, Turn};
pub use limits::{RateLimits, RouteClass};
pub use paging::{Paging, limited, out_of_range};
pub use place::{local_path, way_back};
pub use problem::{Answer, FieldProblem, Problem, ProblemBody};
pub use security::{cookie, security_headers};
pub use version::{IfMatch, created, tagged};

#[cfg(test)]
mod tests;
