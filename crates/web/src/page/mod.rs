//! The page engine: typed pages on embedded templates, in every language, with numbers and dates as that language writes them.
//!
//! A page is a struct that implements [`Page`]; [`Pages`] renders it beside a [`Shell`] (who looks, in which language, what
//! the frame around the page shows). Templates, translations and assets are embedded by the crate that owns them and come in
//! as [`Embedded`]. Begin with [`Pages::render`].

mod asset;
mod date;
mod engine;
mod helpers;
mod number;
mod problem;
mod shell;
mod translate;

pub use asset::{Assets, asset_response};
pub use date::Dates;
pub use engine::{Page, PageError, Pages, Sources, ThemeFolder, samples};
pub use helpers::Tools;
pub use number::Numbers;
pub use problem::ProblemPage;
pub use shell::{ActingBanner, CartBadge, Flash, FlashKind, Phrase, PhraseValue, Shell, ShellAccount, ShellPerson, ShellTheme};
pub use translate::{Missing, Translations};

use std::borrow::Cow;

/// A set of embedded files, as `rust-embed` makes them: a look-up by path and the list of paths.
#[derive(Clone, Copy)]
pub struct Embedded {
    pub get: fn(&str) -> Option<Cow<'static, [u8]>>,
    pub list: fn() -> Vec<String>,
}

#[cfg(test)]
mod tests;
