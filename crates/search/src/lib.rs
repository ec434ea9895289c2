//! Finding products: by code, by words in either language, by what they fit, by filters.
//!
//! A read model: everything here is a function of the catalogue and can be thrown away and rebuilt. Begin with
//! [`engine`], the index and its ranking.

pub mod engine;
